"""Make paragraphs of lines that a program broke at a width, or that a page's mark-up holds."""

import html
import re
from itertools import pairwise

_BLOCKS = re.compile(
    r"<(?:/?(?:p|div|tr|td|th|table|h[1-6]|hr|li|ul|ol|body|article|section|header|footer|aside|center|blockquote|title|pre)\b"
    r"[^<>]*|!--.*?--)>|<(?:style|script|head)\b.*?</(?:style|script|head)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NARROWEST = 55
"""Characters: no program breaks lines at less; verse, lists and addresses are mostly shorter."""


def markup_paragraphs(page: str) -> list[str]:
    r"""Return the paragraphs of a piece of HTML, faster than by a tree; a ``<br>`` is a line end within one.

    Examples
    --------
    >>> markup_paragraphs("<P>The  vote<BR>&nbsp;<BR>fails</P><DIV><b>A</b> dyke</DIV>")
    ['The vote\nfails', 'A dyke']
    """
    parts = (_spaced(_TAG.sub("", _BREAK.sub("\x00", part))) for part in _BLOCKS.split(page))
    return [part for part in parts if part]


def _spaced(part: str) -> str:
    if not part or part.isspace():
        return ""
    lines = (" ".join(html.unescape(line).split()) for line in part.split("\x00"))
    return "\n".join(line for line in lines if line)


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
        is_full = width >= _NARROWEST and len(above) + 1 + len(first) > width and not line.startswith(" ")
        text += (" " if is_full else "\n") + line.strip()
    return text
