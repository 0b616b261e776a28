"""Find words in texts, whatever their case and accents, and say exactly where they stand."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from annotate._errors import AnnotateError

_LETTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_UNDIVIDED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that put no blank between words: there a word is found wherever it stands."""


class SearchError(AnnotateError):
    """What is looked for holds no word; the message says how to write it."""


@dataclass(frozen=True)
class Search:
    """What is looked for.

    Parameters
    ----------
    words : str
        One word, or several that follow each other. ``*`` stands for any letters: ``migra*`` finds *migrants* and
        *migration*. In scripts without blanks between words, what is written is found anywhere.
    case, accents : bool
        Whether these must be as written.
    """

    words: str
    case: bool = False
    accents: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.words, str) or not any(map(str.isalnum, self.words)):
            raise SearchError(f"{self.words!r} holds no word to look for: write one, such as 'migrant*'.")

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Return where it stands in a text, in code points, ``end`` excluded, from the first to the last.

        Examples
        --------
        >>> list(Search("ecole*").spans("L’École, les écoles."))
        [(2, 7), (13, 19)]
        """
        pattern = self._pattern()
        if text.isascii():
            yield from (found.span() for found in pattern.finditer(text if self.case else text.lower()))
            return
        if not pattern.search(self._folded(text)):
            return
        folded, places = self._letter_by_letter(text)
        for found in pattern.finditer(folded):
            yield places[found.start()][0], places[found.end() - 1][1]

    def _folded(self, text: str) -> str:
        text = text if self.case else text.casefold()
        if self.accents:
            return unicodedata.normalize("NFC", text)
        return _MARKS.sub("", unicodedata.normalize("NFD", text))

    def _letter_by_letter(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """Return a text as it is compared, and where each of its signs stands, its accents with it."""
        signs: list[str] = []
        places: list[tuple[int, int]] = []
        for letter in _LETTER.finditer(text):
            folded = self._folded(letter[0])
            signs.append(folded)
            places += [letter.span()] * len(folded)
        return "".join(signs), places

    def _pattern(self) -> re.Pattern[str]:
        words = [word for word in self.words.split() if any(map(str.isalnum, word))]
        return re.compile(r"[^\w]+".join(map(self._word, words)))

    def _word(self, word: str) -> str:
        inner = r"\w*".join(re.escape(self._folded(part)) for part in word.split("*"))
        first, last = word.strip("*")[:1], word.strip("*")[-1:]
        opens = "" if word.startswith("*") or _UNDIVIDED.match(first) or not first.isalnum() else r"(?<!\w)"
        closes = "" if word.endswith("*") or _UNDIVIDED.match(last) or not last.isalnum() else r"(?!\w)"
        return opens + inner + closes


def around(text: str, start: int, end: int, context: int) -> tuple[str, str, str]:
    """Return what stands before a hit, the hit, and what stands after it, blanks run together at either side.

    Examples
    --------
    >>> around("The council votes on Friday.", 12, 17, 8)
    ('council ', 'votes', ' on Frid')
    """
    return text[max(0, start - context) : start], text[start:end], text[end : end + context]


@dataclass(frozen=True)
class Spans:
    """Stretches of one text that do not overlap, to ask which of them holds a place."""

    starts: list[int]
    ends: list[int]

    def holding(self, place: int) -> int | None:
        """Return the number of the stretch that holds a place, or None."""
        nth = bisect_right(self.starts, place) - 1
        return nth if nth >= 0 and place < self.ends[nth] else None
