"""Lines that a program broke at some width: whether a text has such, and how to read across their ends.

Whether a text is wrapped is decided for all of it, never for one line: in a wrapped text the next line's first word
hardly ever would have fitted where the line ends, and most lines that go on begin with a small letter. Verse, lists,
headlines, addresses and transcripts are not like that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ONE_LINE_END = re.compile(r"[ \t\xa0]*(?:\r\n|\n|\r)[ \t\xa0]*")
_ANY_LINE_END = re.compile(r"\s*[\n\r]\s*")
_LINE_ENDS = re.compile(r"[\n\r]")
_CLOSED = re.compile(r"[.!?…:;。！？：；।؟۔‽][\"'»”’)\]」』]*$")
_STOP_WITHIN = re.compile(r"[。！？][^\s」』）]|[.!?؟।۔]\s+\S")
_ITEM = re.compile(r"[*•·▪◦‣●○■□–—-]\s")
_HANGING = re.compile(r"(?:[*•·▪◦‣●○■□–—-]|\d{1,3}[.)]|[a-z]\))[ \t]+")
_SURE_ITEM = re.compile(r"[*•·▪◦‣●○■□]\s")
_FIRST_WORD = re.compile(r"\S[^\s-]*-?")
_WHOLE_WORD = re.compile(r"\S+")
_BY_SIGN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
"""Scripts without blanks between words: a line may end after any sign."""
_BROKEN = re.compile(r"[^\W\d_]-$")
_UNFINISHED = re.compile(r"(?:[^\W\d_]-|\s[^\W\d_A-ZÀ-Þ]{1,3})$")
"""At a line's end: a broken word, or a small word, mostly an article or a preposition."""
_NEVER_LAST = frozenset(
    "with from that than this into which would have been were when while where whose between their they your these "
    "such dans pour avec mais leur leurs cette entre selon être avoir était dont comme nicht eine einer einem einen "
    "sich wird haben wurde durch para como pero desde entre sobre della nella degli sono anche".split()
)
"""Words with which no headline and no verse ends, as a rule."""
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010]\s*[\n\r]\s*(?=[^\W\d_])")
"""The hyphen and the line's end within a word."""

_WIDEST = 140
"""Characters: whoever wraps lines makes them no longer."""
_NARROWEST = 24
_OUTLIERS = 40
"""One line in so many may be longer than the width (an address, a table's row)."""
_LONG_ENOUGH = 0.6
"""Of the width: a shorter line is a headline, a byline or the last of a paragraph, and tells nothing."""
_RAGGED = 0.85
"""Of the width, where letters are of different breadth, as in what was copied from a page or a PDF."""
_MOSTLY = 0.8
_EVEN = 0.95
_SMALL_LETTERS = 0.4
"""Of the lines that go on: in German, with its many capitals, about half of them begin with a small letter."""
_WIDE_ENOUGH = 50
"""Characters: in a narrower text only an even width tells prose from verse."""
_SOME = 0.25
_MANY = 5
"""Lines: so many, each as full as can be, are no chance."""
_FEW = 3


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str
    indent: int


@dataclass(frozen=True)
class _Wrapping:
    """How a text was wrapped: the lines up to `width`, each fuller than `fill` of it."""

    width: int
    fill: float
    first: re.Pattern[str]
    """What of a line's first word would have had to fit above."""

    def joins(self, line: _Line, below: _Line) -> bool:
        """Whether a line goes on below."""
        if below.indent > line.indent + 1 + _hanging(line) or _SURE_ITEM.match(below.text):
            return False
        if _CLOSED.search(line.text) and _ITEM.match(below.text):
            return False
        return _room(line, below, self.first) > self.width * self.fill or _BROKEN.search(line.text) is not None


def paragraphs(text: str) -> list[Span]:
    r"""Return the lines of a text, those that a program broke as one.

    Returns
    -------
    list of (start, end)
        Code points, in order, without overlap; each holds a line end only where a broken line goes on.

    Examples
    --------
    >>> text = "The council of the town approved a new dyke on Monday evening after a\ndebate of six hours.\nIt rains."
    >>> [text[start:end] for start, end in paragraphs(text)][-1]
    'It rains.'
    >>> len(paragraphs(text)), len(paragraphs("Dyke holds in Brisac\nOpposition to appeal"))
    (2, 2)
    """
    lines = [_line(text, found.start(), found.end()) for found in _LINE.finditer(text)]
    lines = [line for line in lines if line.text]
    wrapping = _wrapping(text, lines)
    if wrapping is None:
        return [(line.start, line.end) for line in lines]
    found: list[Span] = []
    for nth, line in enumerate(lines):
        above = lines[nth - 1] if nth else None
        if above is not None and _adjacent(text, above, line) and wrapping.joins(above, line):
            found[-1] = found[-1][0], line.end
        else:
            found.append((line.start, line.end))
    return found


def on_one_line(piece: str) -> str:
    r"""Return a piece of text with a blank for each of its line ends, so that every offset stays as it is.

    Examples
    --------
    >>> on_one_line("said Mayor Paul\nRoy")
    'said Mayor Paul Roy'
    """
    return _LINE_ENDS.sub(" ", piece)


def as_read(piece: str, *, dropped: bool = False) -> str:
    r"""Return a piece of text as a reader reads it: a blank for each line end, and broken words whole.

    Parameters
    ----------
    piece : str
    dropped : bool
        Whether the hyphen at a line's end goes; whether it belongs to the word, nothing in the text tells.

    Examples
    --------
    >>> as_read("Mayor Jean-\nPaul\n Roy"), as_read("they de-\nclared", dropped=True)
    ('Mayor Jean-Paul Roy', 'they declared')
    """
    if not _LINE_ENDS.search(piece):
        return piece
    return _ANY_LINE_END.sub(" ", BROKEN_WORD.sub("" if dropped else "-", piece))


def _line(text: str, start: int, end: int) -> _Line:
    piece = text[start:end]
    words = piece.strip()
    first = start + len(piece) - len(piece.lstrip())
    return _Line(first, first + len(words), words, first - start)


def _adjacent(text: str, line: _Line, below: _Line) -> bool:
    return _ONE_LINE_END.fullmatch(text, line.end, below.start) is not None


def _hanging(line: _Line) -> int:
    """Return by how much the lines below an item of a list may be indented."""
    item = _HANGING.match(line.text)
    return len(item[0]) if item else 0


def _room(line: _Line, below: _Line, word: re.Pattern[str] = _FIRST_WORD) -> int:
    """Return how long a line would be with the first word of the one below."""
    if _BROKEN.search(line.text) and below.text[0].islower():
        return 2 * _WIDEST  # whoever breaks a word has no room
    if _BY_SIGN.match(below.text):
        return line.indent + len(line.text) + 3
    first = word.match(below.text)
    return line.indent + len(line.text) + (line.text[-1] != "-") + (len(first[0]) if first else 1)


def _goes_on(pair: tuple[_Line, _Line]) -> bool:
    """Whether a line's last word, or the first one below, tells that a sentence goes on."""
    line, below = pair
    return (
        below.text[0].islower()
        or _UNFINISHED.search(line.text) is not None
        or line.text.rpartition(" ")[2] in _NEVER_LAST
    )


def _wrapping(text: str, lines: Sequence[_Line]) -> _Wrapping | None:
    """Return how a text was wrapped; nothing where it was not."""
    widths = sorted(line.indent + len(line.text) for line in lines if " " in line.text or _BY_SIGN.search(line.text))
    if not widths:
        return None
    width = widths[-1 - len(widths) // _OUTLIERS]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    going_on = [
        (line, below)
        for line, below in pairwise(lines)
        if len(line.text) >= _LONG_ENOUGH * width and not _CLOSED.search(line.text) and _adjacent(text, line, below)
    ]
    if not going_on:
        return None
    return _shape(width, going_on)


def _shape(width: int, going_on: Sequence[tuple[_Line, _Line]]) -> _Wrapping | None:
    rooms = [_room(line, below) for line, below in going_on]
    full = sum(room > width for room in rooms) / len(rooms)
    fullish = sum(room > _RAGGED * width for room in rooms) / len(rooms)
    cased = [pair for pair in going_on if pair[1].text[0].lower() != pair[1].text[0].upper()]
    told = [_goes_on(pair) or (len(cased) >= _FEW and _STOP_WITHIN.search(pair[0].text) is not None) for pair in cased]
    small = sum(told) / len(cased) if cased else 0.0
    if len(cased) < len(going_on) / 2:
        enough = _FEW if any(_STOP_WITHIN.search(line.text) for pair in going_on for line in pair) else _MANY
        is_prose = len(rooms) >= enough and full >= _MOSTLY
    else:
        is_prose = small >= _SMALL_LETTERS or (len(rooms) >= _MANY and full == 1 and small >= _SOME)
    if len(rooms) < _FEW:
        is_prose = is_prose and full == 1 and (small == 1 or _CLOSED.search(going_on[-1][1].text) is not None)
    if not is_prose or fullish < _MOSTLY or (width < _WIDE_ENOUGH and full < _MOSTLY):
        return None
    # A program that never breaks a line at a hyphen takes a word with one whole.
    first = _FIRST_WORD if any(line.text.endswith("-") for line, _ in going_on) else _WHOLE_WORD
    return _Wrapping(width, 1.0 if full >= _EVEN else _RAGGED, first)
