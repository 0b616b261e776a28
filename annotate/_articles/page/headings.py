"""Put back what an extraction left out of an article: its headline, its headings, and the times of a live blog."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from annotate._articles.page.lines import PageLine

_AROUND = frozenset(("nav", "aside", "footer", "form", "dialog", "figure"))
_AROUND_NAMES = re.compile(
    r"relat|teaser|promo|newsletter|sidebar|share|social|comment|cookie|consent|recommend|banner|footer|menu|subscri|"
    r"outbrain|taboola|read-?more|more-|popular|widget|sponsor|advert|breadcrumb|author|abo-|paywall",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\S+ ){0,4}\d{1,2}\s?[:.h]\s?\d{2}(?:\s?[ap]\.?m\.?)?(?: (?:uhr|h|gmt|[a-z]{2,4}))?", re.IGNORECASE
)


def with_headings(lines: Sequence[PageLine], page: Sequence[str], headline: str) -> list[str]:
    """Return an article's lines with the headline above them, and each heading above what follows it.

    A heading is the article's own only where it stands between two of its paragraphs, in a part of the page that holds
    some of them, and says what no other heading of the page says; a headline has a voice, so it must be there to be
    tagged.

    Parameters
    ----------
    lines : sequence of PageLine
        All of the page.
    page : sequence of str
        The article's own, as they were extracted.
    headline : str
        As the page's data name it.
    """
    there = set(page)
    own = _headline(lines, there, headline)
    kept = [nth for nth, line in enumerate(lines) if line.words in there or line is own]
    above = _headings_above(lines, kept, there) if len(kept) > 1 else {}
    body = [line for words in page for line in [*above.pop(words, []), words]]
    return [own.words, *body] if own is not None else body


def _headings_above(lines: Sequence[PageLine], kept: Sequence[int], there: set[str]) -> dict[str, list[str]]:
    repeated = Counter(line.words for line in lines if line.is_heading)
    holding = {ancestor for nth in kept for ancestor in lines[nth].block.iterancestors()}
    holding |= {lines[nth].block for nth in kept}
    above: dict[str, list[str]] = {}
    waiting: list[PageLine] = []
    last: PageLine | None = None
    known = {lines[nth] for nth in kept}
    for line in lines[kept[0] : kept[-1] + 1]:
        if line in known:
            if waiting and last is not None:
                own = [one.words for one in waiting if _is_own(one, last, line, holding) and repeated[one.words] < 2]
                above.setdefault(line.words, own)
            waiting, last = [], line
        elif line.is_heading or line.block.tag == "time":
            waiting.append(line)
        elif not _is_time(line) and not any(one.tag == "figure" for one in line.block.iterancestors()):
            waiting = []
        elif _is_time(line):
            waiting.append(line)
    return above


def _is_time(line: PageLine) -> bool:
    return _TIME.fullmatch(line.words) is not None


def _is_own(line: PageLine, before: PageLine, after: PageLine, holding: set[Any]) -> bool:
    """Whether a heading lies in the same part of the page as the paragraphs around it."""
    if _is_link(line) or not any(map(str.isalnum, line.words)):
        return False
    chain = [line.block, *line.block.iterancestors()]
    for element in chain:
        if element in holding:
            break
        if _is_around(element) or _words(element) != line.words:
            return False
    return not any(element.tag in _AROUND for element in chain)


def _is_around(element: Any) -> bool:
    return (
        element.tag in _AROUND
        or _AROUND_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
    )


def _is_link(line: PageLine) -> bool:
    linked = sum(len(_words(link)) for link in line.block.iter("a"))
    return linked > 0.8 * len(line.words) or any(one.tag == "a" for one in line.block.iterancestors())


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _headline(lines: Sequence[PageLine], there: set[str], headline: str) -> PageLine | None:
    """Return the page's own headline, where it is not in the text: the heading that says what its data say."""
    wanted = _plain(headline)
    if not wanted or any(_plain(words) == wanted for words in there):
        return None
    last = max((nth for nth, line in enumerate(lines) if line.words in there), default=len(lines))
    own = [line for line in lines[:last] if line.is_heading and _says(_plain(line.words), wanted)]
    best = max(own, key=lambda line: (line.block.tag == "h1", len(line.words)), default=None)
    return best if best is not None and best.words not in there else None


def _says(words: str, wanted: str) -> bool:
    return bool(words) and (words == wanted or (len(words) > _SURE and (words in wanted or wanted in words)))


_SURE = 15
"""Letters: a shorter heading may stand in a title by chance."""


def _plain(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
