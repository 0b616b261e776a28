"""The lines of a page in the order in which they stand, each with the block that it stands in."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header "
    "hr li main nav ol p pre section summary table tbody td th time tr ul".split()
)
_NO_WORDS = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea", "head")
)
_SOFT_HYPHEN = "\xad"


@dataclass(frozen=True, eq=False)
class PageLine:
    """A line of a page.

    Attributes
    ----------
    words : str
        With single blanks.
    block : element
        The innermost block around it.
    """

    words: str
    block: Any

    @property
    def is_heading(self) -> bool:
        return self.block.tag in HEADINGS

    @property
    def is_caption(self) -> bool:
        """Whether it is what stands below a picture."""
        return self.is_in("figcaption")

    def is_in(self, tag: str) -> bool:
        """Whether a block of that name is around it."""
        return any(one.tag == tag for one in (self.block, *self.block.iterancestors()))


def page_lines(tree: Any) -> list[PageLine]:
    """Return the lines of a page's tree."""
    return list(_lines(tree))


def in_reading_order(lines: Sequence[PageLine], page: Sequence[str]) -> list[str]:
    """Return an article's lines in the order in which the page has them: an extraction may put some elsewhere.

    A line that is not found on the page stays below the one above it; so does a word or two that stand elsewhere too,
    such as a link in a menu.
    """
    places: dict[str, list[int]] = {}
    for nth, line in enumerate(lines):
        places.setdefault(line.words, []).append(nth)
    ordered, last = [], -1
    for words in page:
        last = _place(lines, places.get(words, []), last)
        ordered.append((last, words))
    return [words for _, words in sorted(ordered, key=lambda one: one[0])]


def _place(lines: Sequence[PageLine], found: list[int], last: int) -> int:
    """Return where a line stands, the next place below the last one if there is any."""
    below = bisect_right(found, last)
    if below < len(found):
        return found[below]
    is_sure = bool(found) and (len(lines[found[0]].words) > _SURE or lines[found[0]].is_heading)
    return found[0] if is_sure else last


_SURE = 40
"""Characters: a shorter line may be found elsewhere by chance."""


def near_the_top(lines: Sequence[PageLine], page: AbstractSet[str]) -> list[PageLine]:
    """Return the short lines among which an article's date and byline stand, the likeliest first.

    They are those right above its first long paragraph, upwards; then the article's own below it. Menus, footers and
    what stands beside the article are none of them.

    Parameters
    ----------
    lines : sequence of PageLine
        All of the page.
    page : set of str
        The article's own lines.
    """
    first = next((nth for nth, line in enumerate(lines) if line.words in page and len(line.words) > _SHORT), len(lines))
    near = [*reversed(lines[max(0, first - _NEAR) : first]), *lines[first : first + 3]]
    near += [line for line in lines[first + 3 :] if line.words in page]
    return [line for line in near if len(line.words) <= _SHORT and not _is_beside(line)]


_NEAR = 12
_SHORT = 130
_BESIDE = frozenset(("footer", "nav", "aside"))


def _is_beside(line: PageLine) -> bool:
    return any(one.tag in _BESIDE for one in (line.block, *line.block.iterancestors()))


def _lines(tree: Any) -> Iterator[PageLine]:
    from lxml import etree

    pieces: list[str] = []
    open_blocks = [tree]
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if not isinstance(tag, str) or tag in _NO_WORDS:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                yield from _flushed(pieces, open_blocks[-1])
            if tag in _BLOCKS:
                open_blocks.append(element)
            pieces.append(element.text or "")
            continue
        if tag in _BLOCKS and isinstance(tag, str):
            yield from _flushed(pieces, open_blocks[-1])
            open_blocks.pop()
        pieces.append(element.tail or "")
    yield from _flushed(pieces, tree)


def _flushed(pieces: list[str], block: Any) -> Iterator[PageLine]:
    words = " ".join("".join(pieces).replace(_SOFT_HYPHEN, "").split())
    pieces.clear()
    if words:
        yield PageLine(words, block)
