"""Which passages stand twice in an article, and which of their copies is the text's own."""

from collections.abc import Sequence
from typing import NamedTuple

from annotate._boilerplate import boilerplate

_MANY_LETTERS = 30
"""Characters: a shorter passage may stand twice by chance."""


class Placed(NamedTuple):
    """A passage, and whether it is all there is on its line."""

    text: str
    is_alone: bool


def doubles(passages: Sequence[Placed], title: str = "") -> dict[int, int]:
    """Return each passage that is a copy, with the one that stands.

    A copy within running text stands, not the teaser or the pull quote that is alone on its line. Of those alone on
    their lines the first below the page's head stands; where all are above it or below it, the first.

    Parameters
    ----------
    passages : sequence of Placed
        An article's, in reading order.
    title : str
        Of the article; a page's head ends with the line that says it, or with the first that is a date.

    Examples
    --------
    >>> teaser = Placed("The board knew of the crack in May.", True)
    >>> doubles([teaser, Placed("It met on Friday.", False), Placed(teaser.text, False)])
    {0: 2}
    """
    copies: dict[str, list[int]] = {}
    for nth, passage in enumerate(passages):
        words = " ".join(passage.text.casefold().split())
        if len(words) >= _MANY_LETTERS:
            copies.setdefault(words, []).append(nth)
    twice = [places for places in copies.values() if len(places) > 1]
    head = _head(passages, title) if twice else 0
    found = {}
    for places in twice:
        stands = min(places, key=lambda nth: (passages[nth].is_alone, nth < head, nth))
        found.update({nth: stands for nth in places if nth != stands})
    return dict(sorted(found.items()))


def _head(passages: Sequence[Placed], title: str) -> int:
    """Return the first passage below a page's head."""
    heads = [
        nth
        for nth, (text, is_alone) in enumerate(passages)
        if is_alone and (text == title or boilerplate(text) == "date line")
    ]
    return heads[0] + 1 if heads else 0
