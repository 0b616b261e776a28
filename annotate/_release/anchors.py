"""Anchors: hashes of a passage's words, by which it is found in a text set otherwise or edited a little."""

import hashlib
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field

import pandas as pd

EDGE = 3
"""Words at either end of a passage that are hashed by themselves."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Anchor:
    """What a release says of a passage's words.

    Attributes
    ----------
    first, last, whole : str
        Hashes of its first and last words, and of all of them.
    words : int
    """

    first: str
    last: str
    whole: str
    words: int


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return each word of a text as compared (case, accents apart and signs aside), with where it stands as written."""
    return [(_plain(found[0]), *found.span()) for found in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def hashed(words: list[str]) -> str:
    """Return the hash of some words in a row."""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def anchor_of(text: str) -> Anchor:
    """Return a passage's anchor.

    Examples
    --------
    >>> anchor_of("The council votes.") == anchor_of("the  COUNCIL votes")
    True
    """
    words = [word for word, _, _ in words_of(unicodedata.normalize("NFC", text))]
    return Anchor(hashed(words[:EDGE]), hashed(words[-EDGE:]), hashed(words), len(words))


@dataclass
class AnchoredText:
    """A text in which passages are looked for by their anchors."""

    text: str
    _words: list[tuple[str, int, int]] = field(init=False)
    _edges: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        composed, places = _composed(self.text)
        self._words = [(word, places[start], places[end - 1] + 1) for word, start, end in words_of(composed)]
        plain = [word for word, _, _ in self._words]
        self._plain = plain
        self._edges = {}
        for size in range(1, EDGE + 1):
            for nth in range(len(plain) - size + 1):
                self._edges.setdefault(hashed(plain[nth : nth + size]), []).append(nth)

    def find(self, anchor: Anchor, near: int) -> tuple[int, int, bool] | None:
        """Return where a passage stands, the nearest to a place, and whether word for word; nothing where it does not.

        A passage that was edited inside is found by its ends, if they are no farther apart than it was long, a fifth
        more or less.
        """
        size = min(EDGE, anchor.words)
        starts = self._edges.get(anchor.first, [])
        ends = [nth + size for nth in self._edges.get(anchor.last, [])]
        found = [
            (not is_whole, abs(self._words[first][1] - near), first, last)
            for first in starts
            for last in self._near(ends, first + anchor.words, max(1, anchor.words // 5))
            if last > first
            for is_whole in (hashed(self._plain[first:last]) == anchor.whole,)
            if is_whole or anchor.words > 2 * EDGE
        ]
        if not found or not anchor.words:
            return None
        is_edited, _, first, last = min(found)
        return self._words[first][1], self._words[last - 1][2], not is_edited

    @staticmethod
    def _near(ends: list[int], wanted: int, room: int) -> list[int]:
        return ends[bisect_left(ends, wanted - room) : bisect_left(ends, wanted + room + 1)]


def _composed(text: str) -> tuple[str, list[int]]:
    """Return a text with each letter and its accents as one sign, and where each of its signs stands as written."""
    composed = unicodedata.normalize("NFC", text)
    if composed == text:
        return text, list(range(len(text)))
    letters = re.finditer("[^\\u0300-\\u036f][\\u0300-\\u036f]*|[\\u0300-\\u036f]+", text)
    signs = [(sign, letter.start()) for letter in letters for sign in unicodedata.normalize("NFC", letter[0])]
    return "".join(sign for sign, _ in signs), [place for _, place in signs]


def anchor_columns(texts: pd.Series) -> pd.DataFrame:
    """Return the anchors of passages as columns: ``first_words, last_words, all_words`` (hashes) and ``words``."""
    anchors = [anchor_of(text) for text in texts]
    rows = [(anchor.first, anchor.last, anchor.whole, anchor.words) for anchor in anchors]
    return pd.DataFrame(rows, columns=["first_words", "last_words", "all_words", "words"], index=texts.index)
