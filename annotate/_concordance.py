"""Find words in texts, whatever their case and accents, and say exactly where they stand."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from annotate._errors import AnnotateError

_ACCENTS = re.compile("[\u0300-\u036f]+")
_IOTA = "\u0345"
"""Greek's iota below: the one accent that becomes a letter when case is taken away. It never counts."""

UNDIVIDED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that put no blank between words: there a word is found wherever it stands."""


class SearchError(AnnotateError):
    """What is looked for holds no word; the message says how to write it."""


@cache
def _marks() -> str:
    """Return the marks that belong to the letter before them, as a class of a pattern."""
    ends = [*range(0x20000), *range(0xE0100, 0xE01F0)]
    marks = (code for code in ends if code <= sys.maxunicode and unicodedata.category(chr(code))[0] == "M")
    runs = [[code for _, code in run] for _, run in groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[^{_marks()}][{_marks()}]*|[{_marks()}]+")


@cache
def runs_of_letters() -> re.Pattern[str]:
    r"""Return the pattern of a word: letters, digits and ``_`` with their marks.

    Examples
    --------
    >>> runs_of_letters().findall("हिन्दी, l’École 7")
    ['हिन्दी', 'l', 'École', '7']
    """
    return re.compile(f"[\\w{_marks()}]+")


def fold(text: str, *, case: bool = False, accents: bool = False) -> str:
    """Return a text as it is compared: its letters apart from their accents, without these and without case.

    Parameters
    ----------
    case, accents : bool
        Whether these stay.

    Examples
    --------
    >>> fold("L’École, STRASSE straße")
    'l’ecole, strasse strasse'
    """
    if text.isascii():
        return text if case else text.lower()
    text = unicodedata.normalize("NFD", text).replace(_IOTA, "")
    text = text if accents else _ACCENTS.sub("", text)
    if case:
        return text
    text = unicodedata.normalize("NFD", text.casefold())
    return text if accents else _ACCENTS.sub("", text)


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
        folded = self._folded(text)
        if text.isascii() or (len(folded) == len(text) and not _ACCENTS.search(text)):
            # Each sign became one: only an accent can become nothing.
            yield from (found.span() for found in self._found_in(folded))
            return
        if not any(self._found_in(folded)):
            return
        folded, places = self._letter_by_letter(text)
        for found in self._found_in(folded):
            yield places[found.start()][0], places[found.end() - 1][1]

    def _found_in(self, folded: str) -> Iterator[re.Match[str]]:
        """Return what a folded text holds of it, from the first to the last, as the pattern's own search would."""
        pattern, first = _pattern(self), _beginning(self)
        if not first:
            yield from pattern.finditer(folded)
            return
        # The pattern is tried only where its first letters stand: to look for these takes a tenth of the time.
        at = folded.find(first)
        while at >= 0:
            found = pattern.match(folded, at)
            if found:
                yield found
            at = folded.find(first, found.end() if found else at + 1)

    @property
    def parts(self) -> list[str]:
        """What is looked for, word by word."""
        return [word for word in self.words.split() if any(map(str.isalnum, word))]

    def _folded(self, text: str) -> str:
        return fold(text, case=self.case, accents=self.accents)

    def _letter_by_letter(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """Return a text as it is compared, and where each of its signs stands, its accents with it."""
        signs: list[str] = []
        places: list[tuple[int, int]] = []
        for letter in _letter().finditer(text):
            folded = self._folded(letter[0])
            signs.append(folded)
            places += [letter.span()] * len(folded)
        return "".join(signs), places


@cache
def _pattern(search: Search) -> re.Pattern[str]:
    words = (_word(word, search) for word in search.parts)
    return re.compile(f"[^\\w{_marks()}]+".join(words))


@cache
def _beginning(search: Search) -> str:
    """Return the letters with which whatever is found begins; none after a ``*``."""
    return search._folded(search.parts[0].split("*")[0])


def _word(word: str, search: Search) -> str:
    inner = f"[\\w{_marks()}]*".join(re.escape(search._folded(part)) for part in word.split("*"))
    opens, closes = bounds(word)
    # A hit never ends within a letter: its marks belong to it.
    after = f"(?![\\w{_marks()}])" if closes else f"(?![{_marks()}])"
    return (f"(?<![\\w{_marks()}])" if opens else "") + inner + after


def bounds(word: str) -> tuple[bool, bool]:
    """Return whether a word must begin, and must end, where a word of the text does.

    Examples
    --------
    >>> bounds("migra*"), bounds("市長"), bounds("c++")
    ((True, False), (False, False), (True, False))
    """
    bare = word.strip("*")
    first, last = bare[:1], bare[-1:]
    opens = not word.startswith("*") and first.isalnum() and not UNDIVIDED.match(first)
    closes = not word.endswith("*") and last.isalnum() and not UNDIVIDED.match(last)
    return opens, closes


def around(text: str, start: int, end: int, context: int) -> tuple[str, str, str]:
    """Return what stands before a hit, the hit, and what stands after it.

    Examples
    --------
    >>> around("The council votes on Friday.", 12, 17, 8)
    ('council ', 'votes', ' on Frid')
    """
    return text[max(0, start - context) : start], text[start:end], text[end : end + context]
