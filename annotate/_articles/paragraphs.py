"""Make paragraphs of lines that a program broke at a width, or that a page's mark-up holds."""

import html
import re
from itertools import pairwise

_UNSEEN = re.compile(
    r"<(?:[sS](?:tyle|TYLE)\b.*?</[sS](?:tyle|TYLE)|[sS](?:cript|CRIPT)\b.*?</[sS](?:cript|CRIPT)|"
    r"[hH](?:ead|EAD)\b.*?</[hH](?:ead|EAD))\s*>",
    re.DOTALL,
)
# In both cases of its letters, which is twice as fast as to ask for neither.
_BLOCK = re.compile(
    r"<(?:[bB][rR]\b[^<>]*>\s*<)?/?(?:[pP]|[dD][iI][vV]|[tT](?:[rRdDhH]|able|ABLE|itle|ITLE)|[hH][1-6rR]|[lL][iI]|"
    r"[uUoO][lL]|body|article|section|header|footer|aside|center|blockquote|pre|BODY|CENTER|BLOCKQUOTE|PRE)\b[^<>]*>\s*"
)
_BREAK = re.compile(r"<[bB][rR]\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_NARROWEST, _WIDEST = 55, 110
"""Characters: no program breaks lines at less, where verse has its ends, or at more, where paragraphs have."""


def markup_paragraphs(page: str) -> list[str]:
    r"""Return the paragraphs of a piece of HTML, faster than by a tree; a ``<br>`` is a line end within one.

    Examples
    --------
    >>> markup_paragraphs("<P>The  vote<BR>&nbsp;<BR>fails</P><DIV><b>A</b> dyke</DIV>")
    ['The vote\nfails', 'A dyke']
    """
    page = _without_comments(page.replace("\x00", "").replace("\x01", ""))
    marked = _BREAK.sub("\x00", _BLOCK.sub("\x01", _UNSEEN.sub("", page)))
    parts = filter(None, _TAG.sub("", marked).split("\x01"))
    return [spaced for part in parts if (spaced := part if _is_plain(part) else _spaced(part))]


def _is_plain(part: str) -> bool:
    """Whether a part is a paragraph as it stands. No other blank than the common one can be printed."""
    return part.isprintable() and "  " not in part and "&" not in part and part[0] != " " != part[-1]


def _without_comments(page: str) -> str:
    if "<!--" not in page:
        return page
    first, *parts = page.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in parts)


def _spaced(part: str) -> str:
    part = html.unescape(part.strip()) if "&" in part else part.strip()
    if "\x00" in part:
        lines = (" ".join(line.split()) for line in part.split("\x00"))
        return "\n".join(line for line in lines if line)
    return " ".join(part.split())


def text_paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a plain text: parted by blank lines, or each begun by an indented line.

    Lines that were only broken because the next word did not fit are joined again; others stay lines.

    Examples
    --------
    >>> text_paragraphs("A vote\n\nThe council of Brisac met for nearly six hours on a rainy\nMonday.\n\n   Centred\n")
    ['A vote', 'The council of Brisac met for nearly six hours on a rainy Monday.', 'Centred']
    """
    blocks = re.split(r"\n[ \t\xa0\f]*(?:\n[ \t\xa0\f]*)*\n", text.strip("\n"))
    return [paragraph for block in blocks for paragraph in _of_block(block.split("\n"))]


def _of_block(lines: list[str]) -> list[str]:
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    parted: list[list[str]] = [[]]
    for line in lines:
        begins = parted[-1] and 2 <= len(line) - len(line.lstrip()) <= 8 and min(indents) == 0
        if begins:
            parted.append([])
        if line.strip():
            parted[-1].append(line)
    return [unwrapped([line.rstrip() for line in part]) for part in parted if part]


def unwrapped(lines: list[str]) -> str:
    """Return lines joined where one ends only because the next word would not have fitted."""
    text = lines[0].strip()
    width = max(map(len, lines))
    for above, line in pairwise(lines):
        first = line.split(maxsplit=1)[0]
        is_full = _NARROWEST <= width <= _WIDEST and len(above) + 1 + len(first) > width and not line.startswith(" ")
        text += (" " if is_full else "\n") + line.strip()
    return text
