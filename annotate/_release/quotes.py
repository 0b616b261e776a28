"""What quotes an article: five words of its text in a row, wherever they stand."""

from collections.abc import Iterable

import pandas as pd

from annotate._release.anchors import words_of

RUN = 5
"""Words in a row: fewer are anybody's."""


class Quotes:
    """The runs of words of some articles, to tell what quotes them.

    Examples
    --------
    >>> quotes = Quotes(["The council votes on Friday."])
    >>> quotes.are_in("She said: the council votes on FRIDAY!"), quotes.are_in("The council votes.")
    (True, False)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs = {run for text in texts for run in _runs(text)}

    def are_in(self, text: str) -> bool:
        """Whether a text holds five words of an article in a row."""
        return any(run in self._runs for run in _runs(text))

    def in_column(self, column: pd.Series) -> pd.Series:
        """Return where a column of texts quotes an article; each different text is looked at once."""
        texts = column.astype(object).where(column.notna(), "").map(str)
        found = {text: self.are_in(text) for text in texts.unique()}
        return texts.map(found).astype(bool)


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    words = [word for word, _, _ in words_of(text)]
    return (tuple(words[nth : nth + RUN]) for nth in range(len(words) - RUN + 1))
