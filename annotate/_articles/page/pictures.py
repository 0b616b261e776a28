"""The captions of an article's pictures: the outlet's words, and no part of the article's run."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from annotate._articles.page.lines import PageLine
from annotate._articles.page.parts import AROUND, around, is_around, is_link

_LONGEST = 500
"""Characters: some pages put their paragraphs where captions belong."""

_PICTURES = ("img", "picture", "video", "iframe", "amp-img", "svg", "object", "audio")


def captions(lines: Sequence[PageLine], page: Sequence[str], headline: str) -> list[str]:
    """Return the captions of the pictures of an article, in the order of the page, each once.

    They are those from its headline to its last paragraph in the parts of the page that hold it: never those of
    teasers, galleries of links or what stands around.

    Parameters
    ----------
    lines : sequence of PageLine
        All of the page.
    page : sequence of str
        The article's own lines, as they were extracted.
    headline : str
        As it stands on the page.
    """
    there = {*page, headline}
    kept = [nth for nth, line in enumerate(lines) if line.words in there and not line.is_caption]
    found = lines[kept[0] : kept[-1] + 1] if kept else []
    own = [line for line in found if line.is_caption and len(line.words) <= _LONGEST]
    holding = around(lines, kept) if own else set()
    return list(dict.fromkeys(line.words for line in own if _is_own(line, holding)))


def _is_own(line: PageLine, holding: AbstractSet[Any]) -> bool:
    chain = [line.block, *line.block.iterancestors()]
    figure = next((element for element in chain if element.tag == "figure"), None)
    if is_link(line) or figure is None or next(figure.iter(*_PICTURES), None) is None:
        return False
    for element in chain:
        if element in holding:
            break
        if is_around(element) and element.tag not in ("figure", "figcaption"):
            return False
    return not any(element.tag in AROUND and element.tag != "figure" for element in chain)
