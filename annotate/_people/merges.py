"""Suggested merges: which speakers as written are one person, by surname, by title and by what the articles say.

A suggestion is for somebody who looks at it; still it is made only where the articles bear it out, since words in the
wrong mouth are worse than a name that stands twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from annotate._people.bodies import body_key, has_a_name, same_bodies, spelled_out
from annotate._people.names import Name, name_in, one_person
from annotate._people.roles import Roles
from annotate._people.texts import Names


class Claim(NamedTuple):
    """A speaker as written, in an article, with the kind that coders gave."""

    speaker: str
    kind: str
    article_id: str


class Suggestion(NamedTuple):
    """That a speaker as written is a person.

    Parameters
    ----------
    person : str
        The fullest form of their name.
    speaker : str
        The words as tags have them.
    articles : tuple of str
        Where this holds; empty where it holds in all in which the words stand.
    why : str
        ``"name"``, ``"surname"``, ``"first name"``, ``"role"``, ``"body"`` or ``"initials"``.
    """

    person: str
    speaker: str
    articles: tuple[str, ...]
    why: str


Texts = Callable[[Iterable[str]], Iterator[tuple[str, str]]]
Key = tuple[tuple[str, ...], str]
"""A full name's tokens and suffix."""


class _Wording(NamedTuple):
    words: str
    name: Name | None
    kinds: frozenset[str]
    articles: tuple[str, ...]


def suggest_merges(claims: Iterable[Claim], texts: Texts) -> list[Suggestion]:
    """Return which speakers as written are one person, as far as names and articles tell.

    Parameters
    ----------
    claims : iterable of Claim
        Each speaker in each article once, or more often.
    texts : callable
        Is given ids of articles, and returns each with its text.

    Examples
    --------
    >>> text = "It will fail, said Karoline Leavitt, press secretary. “Not today,” Ms Leavitt added."
    >>> claims = [Claim("Karoline Leavitt", "named", "a"), Claim("Ms Leavitt", "named", "a")]
    >>> suggest_merges(claims, lambda ids: ((one, text) for one in ids))
    [Suggestion(person='Karoline Leavitt', speaker='Ms Leavitt', articles=(), why='surname')]
    """
    wordings = _wordings(claims)
    people = [one for one in wordings if one.kinds != {"collective"}]
    known = _Known([(one, one.name) for one in people if one.name is not None and one.name.is_full])
    found = _in_articles(people, known, texts)
    said = [*_of_full_names(known), *_of_context(known, found)]
    bodies = [one for one in wordings if "collective" in one.kinds]
    return [*_without_doubt(said, wordings), *_of_bodies(bodies, texts)]


def _wordings(claims: Iterable[Claim]) -> list[_Wording]:
    kinds: dict[str, set[str]] = {}
    articles: dict[str, dict[str, None]] = {}
    for speaker, kind, article_id in claims:
        kinds.setdefault(speaker, set()).add(kind)
        articles.setdefault(speaker, {})[article_id] = None
    return [
        _Wording(
            one,
            name_in(one) if kinds[one] - {"collective", "unnamed"} else None,
            frozenset(kinds[one]),
            (*articles[one],),
        )
        for one in articles
    ]


class _Known:
    """The full names that stand as speakers, by surname."""

    def __init__(self, wordings: list[tuple[_Wording, Name]]) -> None:
        self.wordings = wordings
        self.tokens = {name.tokens for _, name in wordings}
        self.of_key: dict[Key, list[tuple[_Wording, str]]] = {}
        self.genders: dict[Key, set[str]] = {}
        self._surnames: dict[str, set[Key]] = {}
        for one, name in wordings:
            key = (name.tokens, name.suffix)
            self.of_key.setdefault(key, []).append((one, name.written))
            self.genders.setdefault(key, set()).update(filter(None, [name.gender]))
            self._surnames.setdefault(name.tokens[-1], set()).add(key)

    def alike(self, name: Name) -> list[Key]:
        """Return the known full names that may be this one's, the same name first."""
        return sorted(
            (key for key in self._surnames.get(name.tokens[-1], ()) if one_person(Name(key[0], "", key[1]), name)),
            key=lambda key: (key[0] != name.tokens, -len(key[0]), key),
        )

    def person_of(self, name: Name) -> tuple[Key, str] | None:
        """Return the key and the written form of who is meant; None where several may be, as two George Bushes."""
        keys = [key for key in self.alike(name) if not {name.gender, *self.genders[key]} >= {"f", "m"}]
        if not keys:
            return (name.tokens, name.suffix), name.written
        names = [Name(tokens, "", suffix) for tokens, suffix in keys]
        if not all(one_person(one, other) for one in names for other in names):
            return None
        fullest = max(keys, key=lambda key: (len("".join(key[0])), key))
        return fullest, _best_written(self.of_key[fullest])


def _best_written(forms: list[tuple[_Wording, str]]) -> str:
    """Return the name as it is written most often: not in capitals, and as a speaker without title, where it can be."""

    def worth(form: tuple[_Wording, str]) -> tuple[bool, bool, int, str]:
        return not form[1].isupper(), form[0].words == form[1], len(form[0].articles), form[1]

    return max(forms, key=worth)[1]


class _Found(NamedTuple):
    """Who is meant by a wording in each article, as far as its text says; and where a text leaves it in doubt."""

    persons: dict[str, Name]
    why: str


def _in_articles(people: list[_Wording], known: _Known, texts: Texts) -> dict[str, _Found]:
    """Read each article once, and ask it whom each of its wordings means."""
    asked: dict[str, list[_Wording]] = {}
    for one in people:
        for article_id in one.articles if _needs_text(one) else ():
            asked.setdefault(article_id, []).append(one)
    found: dict[str, _Found] = {}
    for article_id, text in texts(asked):
        names = Names(text, known.tokens)
        roles = Roles(names)
        for one in asked[article_id]:
            why, person = _meant(one, names, roles, known)
            if person is not None:
                found.setdefault(one.words, _Found({}, why)).persons[article_id] = person
    return found


def _needs_text(one: _Wording) -> bool:
    return one.name is None or not one.name.is_full or len(one.name.given[0]) == 1 or "-" in one.name.given[0]


def _meant(one: _Wording, names: Names, roles: Roles, known: _Known) -> tuple[str, Name | None]:
    if one.name is None:
        return "role", roles.holder(one.words)
    if one.name.is_full:
        full = [name for name in names.with_surname(one.name.surname) if one_person(name, one.name)]
        return "name", _the_one(full)
    genders = names.titles.get(one.name.tokens[-1], set())
    of_surname = names.with_surname(one.name.tokens)
    if (len(genders) > 1 and not one.name.gender) or any(name.suffix != one.name.suffix for name in of_surname):
        return "surname", None
    fits = [name for name in of_surname if not _is_other(one.name, name, known)]
    if len(genders) > 1 and len(fits) == len(of_surname):
        return "surname", None  # “Mr Roy” and “Ms Roy” are both in it, and one of them without a first name
    return "surname", _the_one(fits)


def _is_other(short: Name, full: Name, known: _Known) -> bool:
    """Whether a full name is known to be another’s by its title."""
    return {short.gender, *known.genders.get((full.tokens, full.suffix), ())} >= {"f", "m"}


def _the_one(names: list[Name]) -> Name | None:
    """Return the fullest of several names, if all may be one person's."""
    if not names or not all(one_person(one, other) for one in names for other in names):
        return None
    return max(names, key=lambda name: (len("".join(name.tokens)), name))


def _of_full_names(known: _Known) -> Iterator[Suggestion]:
    """Suggest that full names are one: the same but for titles and case, or with fewer first names."""
    for one, name in known.wordings:
        if _needs_text(one):
            continue  # an initial alone is asked of the articles
        said = known.person_of(name)
        if said is not None and said[1] != one.words:
            yield Suggestion(said[1], one.words, (), "name")


def _of_context(known: _Known, found: dict[str, _Found]) -> Iterator[Suggestion]:
    for words_, (persons, why) in found.items():
        of_person: dict[str, list[str]] = {}
        for article_id, name in persons.items():
            said = known.person_of(name)
            if said is not None and said[1] != words_:
                of_person.setdefault(said[1], []).append(article_id)
        for person, articles in of_person.items():
            yield Suggestion(person, words_, tuple(articles), why)


def _without_doubt(said: list[Suggestion], wordings: list[_Wording]) -> Iterator[Suggestion]:
    """Leave out what contradicts: a person with two titles; and say "everywhere" where it holds in every article."""
    every = {one.words: one for one in wordings}
    genders: dict[str, set[str]] = {}
    for one in said:
        name = every[one.speaker].name
        genders.setdefault(one.person, set()).update(filter(None, [name.gender if name else ""]))
    members = Counter(one.person for one in said)
    for one in said:
        stands = every[one.speaker]
        if genders[one.person] >= {"f", "m"} and stands.name and stands.name.gender:
            continue
        is_alone = one.person not in every and members[one.person] == 1
        if is_alone and one.why != "role":
            continue  # nobody to merge with
        is_everywhere = one.why != "role" and {*one.articles} >= {*stands.articles}
        yield one._replace(articles=() if is_everywhere else one.articles)


def _of_bodies(bodies: list[_Wording], texts: Texts) -> Iterator[Suggestion]:
    named = {one.words: one for one in bodies if has_a_name(one.words)}
    shown: dict[tuple[str, ...], str] = {}
    for key, same in same_bodies(named).items():
        best = max(same, key=lambda one: (len(named[one].articles), len(one), one))
        shown[key] = best
        yield from (Suggestion(best, one, (), "body") for one in same if one != best)
    of_key = {body_key(one): shown.get(body_key(one), one) for one in named}
    initials = {one: named[one] for one in named if (bare := body_key(one)) and len(bare) == 1 and _is_initials(one)}
    asked: dict[str, list[str]] = {}
    for one, wording in initials.items():
        for article_id in wording.articles:
            asked.setdefault(article_id, []).append(one)
    meant: dict[str, set[tuple[str, ...]]] = {}
    for article_id, text in texts(asked):
        for one in asked[article_id]:
            if spelled := spelled_out(one.split()[-1].split("’")[-1].split("'")[-1].replace(".", ""), text):
                meant.setdefault(one, set()).add(body_key(spelled))
    for one, keys in meant.items():
        (key, *more) = keys
        if not more and key in of_key:
            yield Suggestion(of_key[key], one, (), "initials")


def _is_initials(wording: str) -> bool:
    letters = wording.split()[-1].replace("’", "'").split("'")[-1].replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()
