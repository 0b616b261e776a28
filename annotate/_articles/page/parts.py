"""Which parts of a page hold its article, and which lie around it."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from annotate._articles.page.lines import PageLine

AROUND = ("nav", "aside", "footer", "form", "dialog", "figure")
_NAMES = re.compile(
    r"relat|teaser|promo|newsletter|sidebar|share|social|comment|cookie|consent|recommend|banner|footer|menu|subscri|"
    r"outbrain|taboola|read-?more|more-|popular|widget|sponsor|advert|breadcrumb|author|abo-|paywall",
    re.IGNORECASE,
)
_LINKED = 0.8
_MANY = 20
"""Links in a block: so many belong to other lines of it."""


def around(lines: Sequence[PageLine], kept: Sequence[int]) -> set[Any]:
    """Return all blocks that an article's lines lie in."""
    holding = {ancestor for nth in kept for ancestor in lines[nth].block.iterancestors()}
    return holding | {lines[nth].block for nth in kept}


def is_around(element: Any) -> bool:
    """Whether a block stands around an article, by what it is or by its name."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in AROUND or _NAMES.search(named) is not None


def is_link(line: PageLine) -> bool:
    """Whether a line leads elsewhere, and does nothing else."""
    links = list(islice(line.block.iter("a"), _MANY))
    linked = sum(len(words_of(link)) for link in links) if len(links) < _MANY else 0
    return linked > _LINKED * len(line.words) or line.is_in("a")


def words_of(element: Any) -> str:
    """Return the words of a block, with single blanks."""
    return " ".join(element.text_content().split())
