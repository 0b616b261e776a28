"""Who speaks: a name in its fullest form in the article, a role, a body, or whoever a pronoun stands for."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from annotate._suggestions.attribution.roles import Role, gender_in, gender_of, role_in, roles_of
from annotate._suggestions.attribution.sign import Sign
from annotate._suggestions.attribution.words import Group, Words

_MEMORY = 6
"""Passages: further back, a pronoun stands for somebody else."""


@dataclass(frozen=True)
class Speaker:
    """Who vouches for a claim, as shown to the coder."""

    name: str = ""
    kind: str = ""


NOBODY = Speaker()


class Speakers:
    """Whom an article has named so far."""

    def __init__(self, passages: Sequence[Words]) -> None:
        self._full: dict[str, list[tuple[str, ...]]] = {}
        self._written: dict[tuple[str, ...], str] = {}
        self._people: list[list[tuple[Group, str]]] = []
        for words in passages:
            runs = words.names()
            self._people.append([(run, words.written(run)) for run in runs if _is_person(words, run)])
            for run in runs:
                self._know(words, run)
        self._roles: list[tuple[Role, str]] = []
        self._genders: dict[str, str] = {}
        self._spoken: list[tuple[int, str]] = []
        self._last: tuple[int, Speaker] = (-_MEMORY - 1, NOBODY)
        self._last_body: tuple[int, Speaker] = (-_MEMORY - 1, NOBODY)

    def _know(self, words: Words, run: Group) -> None:
        run = _bare_name(words, run)
        parts = tuple(words.raw[run[0] : run[1]])
        if len(parts) < 2 or parts in self._written or any(word in _org_words(words) for word in _lowered(parts)):
            return
        if run[1] - run[0] > 5:
            return
        self._written[parts] = words.written(run)
        for part in parts:
            self._full.setdefault(part, []).append(parts)

    def fullest(self, name: str) -> str:
        """Return the fullest form in which the article names somebody."""
        parts = tuple(unicodedata.normalize("NFC", name).replace("’", "'").split())
        known = [full for full in self._full.get(parts[-1], ()) if set(parts) <= set(full)]
        if len(parts) == 1:  # a family name rather than a first name
            known = [full for full in known if full[0] != parts[0]] or known
            if len({full[-1] for full in known}) > 1:
                known = [full for full in known if full[-1] == parts[0]]
        fullest = max(known, key=len, default=())
        # Where two people have the name, it stays as it is written: neither is put into the other's place.
        is_one = all(set(full) <= set(fullest) for full in known)
        return self._written[fullest] if known and is_one else name

    def known(self, passages: Sequence[Words]) -> set[str]:
        """Return the family names of all whom the article names in full, and the full names of who has a role."""
        family = {full[-1] for full in self._written}
        people = zip(passages, self._people, strict=True)
        return family | {
            name for words, of in people for run, name in of if len(name.split()) > 1 and roles_of(words, run)
        }

    def named(self, name: str) -> Speaker:
        """Return somebody by a name as written."""
        return Speaker(self.fullest(name), "named") if name else NOBODY

    def listen(self, nth: int, words: Words) -> None:
        """Take in a passage's people with their roles, so that *la porte-parole* may be resolved below it."""
        for run, name in self._people[nth]:
            full = self.fullest(name)
            self._roles += [(role, full) for role in roles_of(words, run)]
            if gender := gender_of(words, run):
                self._genders.setdefault(full, gender)

    def of(self, nth: int, words: Words, sign: Sign) -> Speaker:
        """Return the speaker whom a sign names, and remember who it was."""
        if sign.pronoun == "plural" and (above := _plural_before(words, sign.first)):
            speaker = self._group(nth, words, above)
        elif sign.pronoun:
            speaker = self._pronoun(nth, words, sign)
        else:
            speaker = self._group(nth, words, sign.speaker)
        self.remember(nth, speaker)
        return speaker

    def remember(self, nth: int, speaker: Speaker) -> None:
        """Keep who spoke last, for the pronouns that follow."""
        if speaker.kind == "collective":
            self._last_body = (nth, speaker)
        elif speaker.name:
            self._last = (nth, speaker)
            self._spoken.append((nth, speaker.name))

    def last(self, nth: int) -> Speaker:
        """Return who spoke last, if not too far above."""
        at, speaker = max(self._last, self._last_body, key=lambda pair: pair[0])
        return speaker if nth - at <= _MEMORY else NOBODY

    def _pronoun(self, nth: int, words: Words, sign: Sign) -> Speaker:
        if sign.pronoun in ("plural", "impersonal"):
            at, body = self._last_body
            is_near = nth - at <= 2 and body.name
            return (
                body if is_near and not (sign.pronoun == "impersonal" and words.has("indefinite pronoun")) else NOBODY
            )
        at, speaker = self._last
        person = self._nearest_person(nth, words, sign)
        is_recent = nth - at <= _MEMORY and speaker.name and self._agrees(speaker.name, sign.pronoun)
        if is_recent and (person is None or speaker.name == person.name or nth - at <= 2):
            return speaker
        if person is not None:
            return person
        at, body = self._last_body
        return body if nth - at <= 2 and words.has("gendered bodies") else NOBODY

    def _agrees(self, name: str, pronoun: str) -> bool:
        """Whether a pronoun may stand for somebody: not *elle* for M. Roy. Of whom nothing is known, it may."""
        return self._genders.get(name, pronoun) == pronoun

    def _nearest_person(self, nth: int, words: Words, sign: Sign) -> Speaker | None:
        """Return whom a pronoun may stand for, where nobody spoke: the first one named right above."""
        for at in range(nth, max(-1, nth - _MEMORY), -1):
            people = [
                (run, name)
                for run, name in self._people[at]
                if (at < nth or run[1] <= sign.first)
                and (run[1] - run[0] > 1 or name in self._full)
                and self._agrees(self.fullest(name), sign.pronoun)
            ]
            if people:
                return Speaker(self.fullest(people[0][1]), "named")
        return None

    def _group(self, nth: int, words: Words, group: Group | None) -> Speaker:
        if group is None or not 0 <= group[0] < group[1] <= len(words):
            return NOBODY
        names = [run for run in _heads(words, group) if _is_person(words, run, group[0])]
        names = [run for run in names if not _describes(words, run, group)]
        if names:
            return self._named(words, names[0], group)
        holders = self._holders(words, group)
        role = self._role(nth, holders) if holders else self._same(nth, words, group)
        if role:
            return Speaker(role, "named")
        return Speaker(_as_inside(words, group), _kind(words, group))

    def _same(self, nth: int, words: Words, group: Group) -> str:
        """Return who *le même chercheur*, *ce dernier* or a bare *l'universitaire* is: whoever spoke right above."""
        lower = words.lower[group[0] : group[1]]
        at, speaker = self._last
        points_back = lower[0] in words.kind("definite") and (
            lower[-1] in words.kind("latter") or any(word in words.kind("same") for word in lower)
        )
        is_bare = (
            len(lower) == 2
            and lower[0] in words.kind("definite")
            and (lower[1] in words.kind("roles") or lower[1] in words.kind("unnamed"))
        )
        is_near = nth - at <= (_MEMORY if points_back else 2) and speaker.kind == "named"
        has_other_role = lower[-1] in words.kind("roles") and any(name == speaker.name for _, name in self._roles)
        gender = gender_in(words, group)
        may_be = self._agrees(speaker.name, gender) if gender else True
        return speaker.name if is_near and may_be and (points_back or (is_bare and not has_other_role)) else ""

    def _named(self, words: Words, run: Group, group: Group) -> Speaker:
        run = _bare_name(words, run)
        name = words.written(run)
        if name in words.kind("capitals") or _is_acronym(name):
            return Speaker(name, "collective")
        full = self.fullest(name)
        parts = {part.lower() for part in full.replace("’", "'").replace("-", " ").split()}
        is_body = bool(parts & words.kind("collective"))
        return Speaker(full, "collective" if is_body else "named")

    def _holders(self, words: Words, group: Group) -> list[str]:
        """Return who may be meant by a role named without its holder."""
        role = role_in(words, group) if words.lower[group[0]] in words.kind("definite") else None
        return list(dict.fromkeys(name for known, name in self._roles if role and known.may_be(role)))

    def _role(self, nth: int, holders: list[str]) -> str:
        """Return which of a role's holders is meant: the one there is, or whoever of them spoke last, not far above."""
        if len(holders) < 2:
            return "".join(holders)
        spoken = [name for at, name in self._spoken if nth - at <= _MEMORY and name in holders]
        return spoken[-1] if spoken else ""


def _plural_before(words: Words, nth: int) -> Group | None:
    """Return whom *selon eux* stands for within its sentence: the first group, if it is many."""
    group = words.first_group()
    is_many = group is not None and (
        words.lower[group[0]] in words.kind("many")
        or words.lower[group[1] - 1].endswith(words.endings("plural_endings"))
    )
    return group if group is not None and is_many and group[1] <= nth else None


def _bare_name(words: Words, run: Group) -> Group:
    """Leave the people out of *l'Américain Pete Roy*."""
    first, last = run
    is_people = last - first > 2 and words.lower[first].endswith(words.endings("people_endings"))
    after_article = first and words.lower[first - 1] in words.kind("determiners")
    return (first + 1, last) if is_people and after_article else (first, last)


def _lowered(parts: Sequence[str]) -> list[str]:
    return [part.lower().replace("’", "'") for part in parts]


def _org_words(words: Words) -> frozenset[str]:
    return words.kind("collective")


def _is_acronym(name: str) -> bool:
    letters = [sign for sign in name if sign.isalpha()]
    return len(letters) > 1 and all(sign.isupper() for sign in letters)


def _is_person(words: Words, run: Group, group_start: int = -1) -> bool:
    """Whether a run of names is somebody: not the *Défense* of a ministry, nor *la Maison Blanche*."""
    first, last = run
    lower = words.lower[first:last]
    if any(word in words.kind("collective") for word in lower):
        return False
    if all(word in words.kind("roles") or word in words.kind("unnamed") for word in lower):
        return False
    before = words.lower[first - 1] if first else ""
    if before in words.kind("titles") or words.raw[first - 1 : first] == ["."]:
        return True
    if before in words.kind("collective") and not words.is_name(first - 1):  # la revue X, the newspaper X
        return False
    is_second = before in words.kind("conjunctions") and words.is_name(first - 2)  # Ann Lee and Tom Ashby
    if not is_second and (before in words.kind("linking") or before in words.kind("determiners")):
        return first == group_start or (last - first > 2 and lower[0].endswith(words.endings("people_endings")))
    if group_start >= 0 and first > group_start and last - first == 1:
        return before in words.kind("roles") or _has_role(words, (group_start, first))
    return True


def _describes(words: Words, run: Group, group: Group) -> bool:
    """Whether a group only describes who speaks, as “Railroad” in “Railroad workers”."""
    at = run[1]
    if not words.has("names before nouns") or run[1] - run[0] > 1 or run[0] != group[0] or at >= group[1]:
        return False
    return words.raw[at].isalpha() and words.raw[at].islower() and words.lower[at] not in words.cues.grammar


def _heads(words: Words, group: Group) -> list[Group]:
    """Return the runs of names that may be who speaks: not *Labour* in “Labour's leader Ann Lee”, nor “CEO” alone."""
    found = []
    for first, last in words.names(*group):
        if last < group[1] and words.lower[last] in words.kind("possessive_marks"):
            continue
        bodies = [nth for nth in range(first, last) if words.lower[nth] in words.kind("collective")]
        if bodies and last - bodies[-1] > 2 and _has_role(words, (group[0], first)):
            first = bodies[-1] + 1  # CEO of the Refugee Council Ann Lee
        found.append((first, last))
    is_alone = len(found) == 1
    return [
        run for run in found if is_alone or not all(word in words.kind("roles") for word in words.lower[slice(*run)])
    ]


def _has_role(words: Words, group: Group) -> bool:
    return any(word in words.kind("roles") for word in words.lower[group[0] : group[1]])


def _as_inside(words: Words, group: Group) -> str:
    """Write a description as it stands inside a sentence: *la porte-parole*, whatever begins the sentence."""
    written = words.written(group)
    is_grammar = words.lower[group[0]] in words.kind("determiners")
    return written[0].lower() + written[1:] if is_grammar else written


def _kind(words: Words, group: Group) -> str:
    lower = words.lower[group[0] : group[1]]
    head = next((word for word in lower if words.is_person_word(word)), "")
    if head in words.kind("unnamed"):
        return "unnamed"
    if head in words.kind("roles"):
        return "unnamed" if lower[0] not in words.kind("many") else "collective"
    is_many = lower[0] in words.kind("many") or lower[-1].endswith(words.endings("plural_endings"))
    return "collective" if head or words.names(*group) or is_many else "unnamed"
