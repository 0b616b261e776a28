"""Bodies: one body written in two ways, with or without its article, in full or by its initials."""

import re
from collections.abc import Iterable

from annotate._people.vocabulary import fold, words

_INITIALS = re.compile(r"\(\s*([^\W\d_a-zà-ÿ]{2,8})\s*\)")
_LINKS = 3


def body_key(wording: str) -> tuple[str, ...]:
    """Return what two ways to write one body have in common: “la Maison-Blanche” is “Maison Blanche”.

    Examples
    --------
    >>> body_key("La Maison-Blanche") == body_key("la Maison Blanche")
    True
    """
    written = re.sub(r"\bl['’]", "", wording, flags=re.IGNORECASE).replace("-", " ").split()
    tokens = [fold(token.strip(".,;:«»“”\"'")) for token in written]
    return tuple(tokens[1:] if len(tokens) > 1 and tokens[0] in words("definite") else tokens)


def has_a_name(wording: str) -> bool:
    """Whether a body is called by a name, and is not “the police”, which are others in another town."""
    tokens = re.sub(r"\b([lL])['’]", r"\1' ", wording).split()
    has_article = bool(tokens) and fold(tokens[0]) in words("definite")
    return any(token[:1].isupper() for token in (tokens[1:] if has_article or len(tokens) > 1 else tokens))


def spelled_out(initials: str, text: str) -> str:
    """Return the words before ``(OMS)`` whose first letters these initials are; nothing where there are none.

    Examples
    --------
    >>> spelled_out("OMS", "L’Organisation mondiale de la santé (OMS) prévient.")
    'Organisation mondiale de la santé'
    """
    for found in _INITIALS.finditer(text):
        if found[1] == initials:
            before = re.findall(r"[^\W\d_][\w\-]*", text[max(0, found.start() - 120) : found.start()])
            if spelled := _last_words(initials, before):
                place = re.search(r"\W+".join(map(re.escape, spelled)) + r"\W*$", text[: found.start()])
                return place[0].rstrip() if place else ""
    return ""


def _last_words(initials: str, before: list[str]) -> list[str]:
    """Return the fewest last words whose first letters, but for small words between, are the initials."""
    wanted = [fold(letter) for letter in reversed(initials)]
    taken: list[str] = []
    skipped = 0
    for word in reversed(before):
        taken.insert(0, word)
        if fold(word)[:1] == wanted[0]:
            wanted.pop(0)
            skipped = 0
        elif not _is_small(word) or (skipped := skipped + 1) > _LINKS:
            return []
        if not wanted:
            return taken
    return []


def _is_small(word: str) -> bool:
    return word[:1].islower() and fold(word) in words("linking") | words("definite") | words("joining")


def same_bodies(wordings: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Return the wordings that are one body's, by what they have in common, where there are several."""
    found: dict[tuple[str, ...], list[str]] = {}
    for one in wordings:
        found.setdefault(body_key(one), []).append(one)
    return {key: many for key, many in found.items() if len(many) > 1}
