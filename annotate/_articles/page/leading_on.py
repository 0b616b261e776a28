"""Which lines of a page lead on to other articles, or stand beside this one: none of them is a passage of it."""

from collections.abc import Sequence
from typing import Any

from annotate._articles.page.lines import PageLine
from annotate._articles.page.parts import is_link
from annotate._boilerplate import boilerplate

_LEADING_ON = ("further reading", "newsletter", "advertisement")
_BESIDE = ("nav", "aside", "footer", "form", "dialog")
_BESIDE_NAMES = frozenset(("sidebar", "widget-area"))
_SMALL = 0.25
"""Of an article's letters: more of them do not stand beside it, whatever the page calls their place."""


def without_leads(lines: Sequence[PageLine], page: Sequence[str]) -> list[str]:
    """Return an article's lines without links to other articles (“Read more: …”) and what stands beside its text.

    Such a link is a line of nothing else: within a sentence it stays. What stands beside is what lies in a margin, menu
    or form, while the article lies elsewhere; a line that stands both here and there stays.

    Parameters
    ----------
    lines : sequence of PageLine
        All of the page.
    page : sequence of str
        The article's own lines, as they were extracted.
    """
    there = set(page)
    kept = [line for line in lines if line.words in there]
    leads = {line.words for line in kept if is_link(line) and boilerplate(line.words) in _LEADING_ON}
    beside = {line.words for line in kept if _is_beside(line)} - {line.words for line in kept if not _is_beside(line)}
    is_small = sum(map(len, beside)) < _SMALL * sum(map(len, there))
    left_out = leads | beside if is_small else leads
    return [line for line in page if line not in left_out] or list(page)


def _is_beside(line: PageLine) -> bool:
    return any(_stands_beside(element) for element in (line.block, *line.block.iterancestors()))


def _stands_beside(element: Any) -> bool:
    """Whether an element is a margin, menu or form; none that holds a headline is, whatever it is called."""
    names = {element.get("id"), *element.get("class", "").split()}
    is_called = element.tag in _BESIDE or not _BESIDE_NAMES.isdisjoint(names)
    return is_called and next(element.iter("h1"), None) is None
