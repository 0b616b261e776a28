"""Roles that belong to a name: *le maire de Brisac, Paul Roy*, “Paul Roy, a former judge”, within one noun group.

A role never reaches a name across a verb, a *que*, or possession: in *le procureur a indiqué que Luc Petit …*,
*l’avocat de Luc Petit* and “the mayor’s rival Luc Petit” Luc Petit holds no role.
"""

from typing import NamedTuple

from annotate._suggestions.attribution.words import Group, Words

_FARTHEST = 10
"""Words: no noun group that names a role is longer."""


class Role(NamedTuple):
    """A role that somebody holds, with the words that tell it from another of its name."""

    head: str
    about: frozenset[str]
    rank: frozenset[str]
    """What tells a former mayor from the mayor."""

    def may_be(self, other: "Role") -> bool:
        """Whether a role named again, perhaps in fewer words, may be this one."""
        return self.head == other.head and self.rank == other.rank and other.about <= self.about


def roles_of(words: Words, run: Group) -> list[Role]:
    """Return the roles that stand beside a name in one noun group: before it, and after a comma or a dash."""
    groups = (_office(words, run), _group_before(words, run[0]), _group_after(words, run))
    return [role for group in groups if group and (role := role_in(words, group))]


def _office(words: Words, run: Group) -> Group | None:
    """Return the office written with a capital as part of a name: “*Mayor* Paul Roy”."""
    last = run[0]
    while last < run[1] - 1 and words.lower[last] in words.kind("roles"):
        last += 1
    return (run[0], last) if last > run[0] else None


def role_in(words: Words, group: Group) -> Role | None:
    """Return the role that a noun group names; nothing where it is somebody else's: “the mayor’s rival”."""
    heads = [nth for nth in range(*group) if words.lower[nth] in words.kind("roles")]
    if not heads or (heads[0] + 1 < len(words) and words.lower[heads[0] + 1] in words.kind("possessive_marks")):
        return None
    about = _content(words, group) - {words.lower[heads[0]]}
    return Role(words.lower[heads[0]], about, about & words.kind("ranks"))


def _content(words: Words, group: Group) -> frozenset[str]:
    skipped = words.kind("determiners") | words.kind("linking") | words.kind("between") | {"-", ".", "'", "’"}
    return frozenset(word for word in words.lower[group[0] : group[1]] if word not in skipped)


def _group_before(words: Words, end: int) -> Group | None:
    """Return the noun group that a name closes: *le maire de Brisac* Paul Roy, *la ministre,* Ann Lee."""
    if end and words.raw[end - 1] == ",":
        end -= 1
    elif end and (words.lower[end - 1] in words.kind("linking") or words.lower[end - 1] in words.kind("determiners")):
        return None  # l’avocat de Luc Petit: the name is the role's object, and not its holder
    first = end
    while first and end - first < _FARTHEST and _is_of_noun_group(words, first - 1):
        first -= 1
    return (first, end) if first < end else None


def _is_of_noun_group(words: Words, nth: int) -> bool:
    word = words.lower[nth]
    if words.is_boundary(nth) or word in words.kind("that") or word in words.kind("relative"):
        return False
    is_link = word in words.kind("linking") or word in words.kind("determiners") or word in ("'", "’", "-")
    if is_link or words.is_name(nth) or words.is_person_word(word):
        return True
    if words.is_verb(nth) or word in words.kind("stops") or word in words.kind("conjunctions"):
        return False
    before = words.lower[nth - 1] if nth else ""
    is_complement = before in words.kind("linking") or before in words.kind("determiners")
    is_adjective = word.endswith(words.endings("people_endings")) and word not in words.cues.verbs
    return is_complement or is_adjective or word in words.kind("ranks")


_OPENING = (",", "–", "—", "-", "(")


def _group_after(words: Words, run: Group) -> Group | None:
    """Return the noun group in apposition to a name: Ann Lee*, 54, a former judge at Kelmouth,*."""
    at = run[1]
    if words.raw[at : at + 1] and words.raw[at] in _OPENING:
        at += 1
        if words.raw[at : at + 1] and words.raw[at].isdigit() and words.raw[at + 1 : at + 2] == [","]:
            at += 2
        heads = [nth for nth in range(at, min(len(words), at + 4)) if words.lower[nth] in words.kind("roles")]
        if heads and all(_may_stand_before(words, nth) for nth in range(at, heads[0])):
            end = _end(words, heads[0])
            # Where a name begins the sentence, its aside may lack its second comma: *Ann Lee, la juge de Brisac a dit*.
            is_loose = not run[0] and run[1] > 1 and not _is_inserted(words, abs(end))
            return (at, abs(end)) if end > 0 or is_loose else None
    return None


def _is_inserted(words: Words, verb: int) -> bool:
    """Whether a verb of its own follows the comma, as in “Ann Lee, the judge said on Friday, had lied”; else none."""
    return any(words.raw[nth] == "," and words.is_verb(nth + 1) for nth in range(verb, len(words) - 1))


def _may_stand_before(words: Words, nth: int) -> bool:
    """Whether a word may stand between an article and a role: “a former *Labour* councillor”."""
    word = words.lower[nth]
    is_grammar = word in words.kind("stops") or word in words.kind("relative") or word in words.kind("linking")
    return word in words.kind("determiners") or not (words.is_boundary(nth) or is_grammar or words.is_verb(nth))


def _end(words: Words, nth: int) -> int:
    """Return where an apposition ends; less than 0 where a verb ends it, as if the role were its subject."""
    for at in range(nth, min(len(words), nth + _FARTHEST)):
        is_clause = words.lower[at] in words.kind("relative") or words.lower[at] in words.kind("that")
        if words.is_boundary(at) or is_clause:
            return at
        if words.is_verb(at):
            return -at
    return min(len(words), nth + _FARTHEST)


def gender_of(words: Words, run: Group) -> str:
    """Return ``masculine`` or ``feminine`` where a title, an article or a role beside a name says it; else nothing."""
    before = words.lower[run[0] - 2 : run[0]] if run[0] > 1 else words.lower[: run[0]]
    said = [name for word in before for name in _GENDERS if word in words.kind(f"{name}_titles")]
    groups = (_group_before(words, run[0]), _group_after(words, run))
    told = [*said, *(gender_in(words, group) for group in groups if group), _gender_of_first_name(words, run)]
    return next(filter(None, told), "")


def _gender_of_first_name(words: Words, run: Group) -> str:
    """Return what a first name says, of a few that are hardly anything else; nothing of “Robin” and *Dominique*."""
    is_full = run[1] - run[0] > 1
    return next((name for name in _GENDERS if is_full and words.lower[run[0]] in words.kind(f"{name}_names")), "")


def gender_in(words: Words, group: Group) -> str:
    """Return the gender of the role that a group names: by the role itself, or its article in French."""
    heads = [nth for nth in range(*group) if words.lower[nth] in words.kind("roles") | words.kind("unnamed")]
    if heads and words.lower[heads[0]] in words.kind("feminine_roles"):
        return "feminine"
    article = words.lower[heads[0] - 1] if heads and heads[0] > group[0] else ""
    return next((name for name in _GENDERS if article in words.kind(f"{name}_articles")), "")


_GENDERS = ("masculine", "feminine")
