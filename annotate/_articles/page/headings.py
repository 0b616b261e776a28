"""Put back what an extraction left out of an article: its headline, its headings, and the times of a live blog."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from annotate._articles.page.lines import PageLine
from annotate._articles.page.parts import AROUND, around, is_around, is_link, words_of
from annotate._boilerplate import boilerplate

_LEADING_ON = ("further reading", "newsletter", "sharing", "advertisement")
"""What a heading is that is none of an article."""

_CLOCK = re.compile(r"(?<![\d.:])\d{1,2}\s?[:.h]\s?\d{2}(?![\d.])|\d\s?[ap]\.?m\b", re.IGNORECASE)
_TIME = re.compile(
    r"^(?:\S+ ){0,4}\d{1,2}\s?[:.h]\s?\d{2}(?:\s?[ap]\.?m\.?)?(?: (?:uhr|h|gmt|[a-z]{2,4}))?$", re.IGNORECASE
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
    above = _headings_above(lines, kept) if len(kept) > 1 else {}
    body = [line for words in page for line in [*above.pop(words, []), words]]
    return [own.words, *body] if own is not None else body


def _headings_above(lines: Sequence[PageLine], kept: Sequence[int]) -> dict[str, list[str]]:
    repeated = Counter(line.words for line in lines if line.is_heading)
    holding = around(lines, kept)
    above: dict[str, list[str]] = {}
    waiting: list[PageLine] = []
    known = {lines[nth] for nth in kept}
    for line in lines[kept[0] : kept[-1] + 1]:
        if line in known:
            if waiting and not is_link(line):
                own = [one.words for one in waiting if _is_own(one, holding) and repeated[one.words] < 2]
                above.setdefault(line.words, own)
            waiting = []
        elif line.is_heading or _is_time(line):
            waiting.append(line)
        elif not line.is_in("figure"):
            waiting = []
    return above


def _is_time(line: PageLine) -> bool:
    """Whether a line is the hour of a live blog's post, not the day of an article."""
    return (_CLOCK if line.block.tag == "time" else _TIME).search(line.words) is not None


def _is_own(line: PageLine, holding: AbstractSet[Any]) -> bool:
    """Whether a heading lies in the same part of the page as the paragraphs around it, and does not lead elsewhere."""
    if is_link(line) or not any(map(str.isalnum, line.words)) or boilerplate(line.words) in _LEADING_ON:
        return False
    for element in (line.block, *line.block.iterancestors()):
        if element in holding:
            break
        if is_around(element) or words_of(element) != line.words:
            return False
    return not any(line.is_in(tag) for tag in AROUND)


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
