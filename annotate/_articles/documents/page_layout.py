"""Find the lines of a printed page, and the order in which they are read: across, or column by column."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_GUTTER = 6.0
"""Points: the narrowest space between two columns."""

_FEWEST = 3
"""Lines: less is no column."""


@dataclass(frozen=True)
class Line:
    """A line of one column: its text, its box in points, and how high on the page it stands (0 below, 1 above)."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    height_on_page: float
    size: float

    def is_in(self, lines: set["Line"]) -> bool:
        """Whether it is one of some lines."""
        return self in lines


def lines_of(text: Any, page_height: float) -> list[Line]:
    """Return the lines of a page's text layer, from the boxes that PDFium finds, joined where they touch."""
    boxes = [text.get_rect(nth) for nth in range(text.count_rects())]
    parts = [(box, words) for box in boxes if (words := _words(text.get_text_bounded(*box))).strip()]
    lines: list[list[tuple[tuple[float, ...], str]]] = []
    for part in parts:
        if lines and _continues(lines[-1][-1][0], part[0]):
            lines[-1].append(part)
        else:
            lines.append([part])
    return [_line(line, page_height) for line in lines]


def _words(found: str) -> str:
    return found.replace("\r\n", "").replace("\ufffe", "-").replace("\x02", "-").replace("\n", "")


def _continues(before: tuple[float, ...], box: tuple[float, ...]) -> bool:
    """Whether a box stands in the same line as the one before it, with no more than a blank between them."""
    height = max(before[3] - before[1], box[3] - box[1], 1.0)
    is_level = min(before[3], box[3]) - max(before[1], box[1]) > 0.3 * min(before[3] - before[1], box[3] - box[1])
    return is_level and -height < box[0] - before[2] < 0.6 * height


def _line(parts: list[tuple[tuple[float, ...], str]], page_height: float) -> Line:
    words = parts[0][1]
    for (before, _), (box, more) in pairwise(parts):
        apart = box[0] - before[2] > 0.12 * (box[3] - box[1]) and not words.endswith(" ") and not more.startswith(" ")
        words += (" " if apart else "") + more
    left, bottom = min(box[0] for box, _ in parts), min(box[1] for box, _ in parts)
    right, top = max(box[2] for box, _ in parts), max(box[3] for box, _ in parts)
    size = sorted(box[3] - box[1] for box, _ in parts)[len(parts) // 2]
    return Line(words.strip(), left, bottom, right, top, bottom / max(page_height, 1.0), size)


# Reading order -----------------------------------------------------------------------------------------------


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return a page's lines as they are read; what spans its columns parts them above and below."""
    return list(_ordered(sorted(lines, key=lambda line: (-line.bottom, line.left))))


def _ordered(lines: list[Line]) -> Iterator[Line]:
    gutter = _gutter(lines)
    if gutter is None:
        yield from lines
        return
    band: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            yield from _columns(band, gutter)
            yield line
            band = []
        else:
            band.append(line)
    yield from _columns(band, gutter)


def _columns(band: list[Line], gutter: float) -> Iterator[Line]:
    for column in ([line for line in band if line.right <= gutter], [line for line in band if line.right > gutter]):
        yield from _ordered(column) if len(column) < len(band) else column


def _gutter(lines: list[Line]) -> float | None:
    """Return where the space between two columns lies, if there is one that few lines cross."""
    candidates = sorted({round(line.left - _GUTTER / 2, 1) for line in lines})
    best, fewest = None, 0.34 * len(lines)
    for place in candidates:
        left = [line for line in lines if line.right <= place - _GUTTER / 2]
        right = [line for line in lines if line.left >= place]
        crossing = len(lines) - len(left) - len(right)
        if crossing < fewest and min(len(left), len(right)) >= _FEWEST and _are_beside(left, right):
            best, fewest = place, crossing
    return best


def _are_beside(left: list[Line], right: list[Line]) -> bool:
    """Whether two groups of lines stand beside each other for most of the shorter one's height."""
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    high = min(max(line.top for line in left), max(line.top for line in right))
    return high - low > 0.5 * min(_height(left), _height(right))


def _height(lines: list[Line]) -> float:
    return max(line.top for line in lines) - min(line.bottom for line in lines)
