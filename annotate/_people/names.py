"""Names: what a speaker as written says of a person's name, and which two names may be one person's."""

import re
from typing import NamedTuple

from annotate._people.vocabulary import fold, words

_PARTS = re.compile(r"\s*[,(\[–—|/]\s*|\s+-\s+")
_ELIDED = re.compile("^l['’]", re.IGNORECASE)
_STRIPPED = "\"'«»“”„():;!?*  "


class Name(NamedTuple):
    """A person's name as it is written somewhere.

    Parameters
    ----------
    tokens : tuple of str
        Folded, without titles and suffixes: ``("karoline", "leavitt")``.
    gender : str
        What the title says: ``"f"``, ``"m"`` or nothing.
    suffix : str
        ``"jr"``, or nothing.
    written : str
        As it stands, without title.
    """

    tokens: tuple[str, ...]
    gender: str = ""
    suffix: str = ""
    written: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it has a first name (or its initial) and a surname."""
        return len(self.surname) < len(self.tokens)

    @property
    def surname(self) -> tuple[str, ...]:
        """The last word with the particles before it."""
        first = len(self.tokens) - 1
        while first > 0 and self.tokens[first - 1] in words("particles"):
            first -= 1
        return self.tokens[first:]

    @property
    def given(self) -> tuple[str, ...]:
        """What stands before the surname."""
        return self.tokens[: len(self.tokens) - len(self.surname)]


def name_in(wording: str) -> Name | None:
    """Return the person's name in a speaker as written; nothing where there is none, as in “the mayor”.

    Examples
    --------
    >>> name_in("Mme Karoline Leavitt, porte-parole").tokens
    ('karoline', 'leavitt')
    >>> name_in("White House press secretary Karoline Leavitt").written
    'Karoline Leavitt'
    >>> name_in("la porte-parole de la Maison Blanche")
    """
    for part in _PARTS.split(wording):
        found = _name(part.split())
        if found is not None:
            return found
    return None


def _name(tokens: list[str]) -> Name | None:
    tokens = [stripped for token in tokens if (stripped := token.strip(_STRIPPED))]
    folded = [fold(_ELIDED.sub("", token)) if token[:1].islower() else fold(token) for token in tokens]
    titled = [nth for nth, one in enumerate(folded) if is_title(one)]
    first = titled[-1] + 1 if titled else 0
    last = len(tokens)
    suffix = folded[-1] if last - first > 1 and folded[-1] in words("suffixes") else ""
    last -= bool(suffix)
    run = tokens[first:last]
    if not run or not all(map(may_be_part, run)) or not _is_capital(run[-1]) or not _begins_a_name(tokens, first):
        return None
    if set(folded[:first]) & (_PARTING | words("linking")):  # “ministers Roy and Lee”, “an aide to President Roy”
        return None
    written = " ".join(tokens[first:])
    written = written if suffix or not written.endswith(".") else written[:-1]
    gender = next((kind[0] for kind in ("feminine", "masculine") if set(folded[:first]) & words(kind)), "")
    return Name(tuple(folded[first:last]), gender, suffix, written)


def _begins_a_name(tokens: list[str], first: int) -> bool:
    """Whether a name begins here: not “of Brisac” behind “the mayor”, nor “the Courier”."""
    word = fold(tokens[first])
    is_written_small = not tokens[first][:1].isupper()
    if first and is_written_small and (word in words("complement") or word[:2] == "d'"):
        return tuple(map(fold, tokens[first : first + 2])) in _TWO_PARTICLES
    return not (is_written_small and word in words("definite")) and word not in ("the", "l'")


_PARTING = words("joining") - words("particles")
_TWO_PARTICLES = {("von", "der"), ("van", "der"), ("van", "den")}


def is_title(folded: str) -> bool:
    """Whether a word is a title or a role that stands right before a name."""
    return any(folded in words(kind) for kind in ("feminine", "masculine", "titles"))


def may_be_part(token: str) -> bool:
    """Whether a word may be a part of a name: it has a capital, or is a particle."""
    return _is_capital(token) or fold(token) in words("particles")


def _is_capital(token: str) -> bool:
    letters = token.split("'")[-1] if token[:2].casefold() in ("d'", "l'", "o'") else token.split("’")[-1]
    return letters[:1].isupper() or token[:1].isupper() or (token[:3] == "al-" and token[3:4].isupper())


def one_person(one: Name, other: Name) -> bool:
    """Whether two names may be one person's: same surname and suffix, and first names of which none contradicts.

    Examples
    --------
    >>> one_person(name_in("K. Leavitt"), name_in("Karoline Leavitt"))
    True
    >>> one_person(name_in("George W. Bush"), name_in("George H. W. Bush"))
    False
    """
    if one.suffix != other.suffix or {one.gender, other.gender} == {"f", "m"}:
        return False
    if one.surname != other.surname:
        return False
    return _same_given(one.given, other.given) or _same_given(other.given, one.given)


def _same_given(fewer: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether the first names of the one are those with which the other's begin."""
    if not fewer:
        return True
    if len(fewer) > len(more) or not _is_or_begins(fewer[0], more[0]):
        return False
    return all(_is_or_begins(one, other) for one, other in zip(fewer[1:], more[1:], strict=False))


def _is_or_begins(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    # J.-M. is Jean-Marie
    initials = "".join(part[:1] for part in long.split("-"))
    return "-" in long and short.replace("-", "") == initials and len(short) <= 3
