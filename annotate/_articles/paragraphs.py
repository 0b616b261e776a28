"""Make paragraphs of lines that a program broke at a width, or that a page's mark-up holds."""

import html
import re
from collections import Counter
from collections.abc import Iterator

from annotate._wrapped_lines import as_read, paragraphs

_UNSEEN = re.compile(
    r"<(?:!--.*?(?:--(?=>)|\Z)|[sS](?:tyle\b|TYLE\b).*?</[sS](?:tyle|TYLE)|[sS](?:cript\b|CRIPT\b).*?</[sS](?:cript|CRIPT)|"
    r"[hH](?:ead|EAD)\b.*?</[hH](?:ead|EAD))\s*(?:>|\Z)",
    re.DOTALL,
)
# In both cases of its letters, which is twice as fast as to ask for neither.
_BLOCK = re.compile(
    r"<(?:[bB][rR]\b[^<>]*>\s*<)?/?(?:[pP]|[dD][iI][vV]|[tT](?:[rRdDhH]|able|ABLE|itle|ITLE)|[hH][1-6rR]|[lL][iI]|"
    r"[uUoO][lL]|body|article|section|header|footer|aside|center|blockquote|pre|BODY|CENTER|BLOCKQUOTE|PRE)\b[^<>]*>\s*"
)
_BLOCK_OR_MARK = re.compile(f"{_BLOCK.pattern}|\x01")
_BREAK = re.compile(r"<[bB][rR]\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_TAGS = re.compile(r"<[^<>]*>(?:\s*<[^<>]*>)*")
_BOUNDS = re.compile("!|style|script|head", re.IGNORECASE)
_SAMPLE = 64_000
_FEW_KINDS = 6
"""Sequences of tags: those most seen are most of all that a program writes, and to replace each is fast."""

_SELDOM = 8
_PIECE = 50_000
"""Signs of a page at a time: what is made of them stays in the processor's own memory."""

_BLANKS = "\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f"
_GOES_ON = "\x1f"
"""Stands for a line end that no paragraph has, while paragraphs are told apart."""


def markup_paragraphs(page: str) -> list[str]:
    r"""Return the paragraphs of a piece of HTML, faster than by a tree; a ``<br>`` is a line end within one.

    Examples
    --------
    >>> markup_paragraphs("<P>The  vote<BR>&nbsp;<BR>fails</P><DIV><b>A</b> dyke</DIV>")
    ['The vote\nfails', 'A dyke']
    """
    page = page.replace("\x00", "").replace("\x01", "")
    for tags, mark in _often_written(page):
        page = page.replace(tags, mark)
    page = _UNSEEN.sub("", page)
    return [paragraph for piece in _pieces(page) for paragraph in _of_piece(_marks(piece))]


def _often_written(page: str) -> list[tuple[str, str]]:
    """Return the sequences of tags that a page repeats, and the mark in the place of each.

    They may stand in what is unseen too, but none begins or ends it.
    """
    middle = max(0, len(page) // 2 - _SAMPLE // 2)
    found = Counter(_TAGS.findall(page, middle, middle + _SAMPLE)).most_common(_FEW_KINDS)
    return [(tags, _mark(tags)) for tags, times in found if times >= _SELDOM and not _BOUNDS.search(tags)]


def _mark(tags: str) -> str:
    marks = _marks(tags)
    return "\x01" if "\x01" in marks else marks


def _marks(page: str) -> str:
    """Return a page with a mark in the place of each line break and of each block's begin and end, without tags."""
    return _TAG.sub("", _BREAK.sub("\x00", _BLOCK.sub("\x01", page)))


def _pieces(page: str) -> Iterator[str]:
    """Yield a page piece by piece, each cut where a block begins or ends."""
    start = 0
    while start < len(page):
        found = _BLOCK_OR_MARK.search(page, start + _PIECE)
        end = found.start() if found else len(page)
        yield page[start:end]
        start = end


def _of_piece(marked: str) -> list[str]:
    for blank in _BLANKS:
        marked = marked.replace(blank, " ")
    marked = marked.replace("&nbsp;", " ").replace("&quot;", '"').replace("\x00\x01", "\x01")
    is_plain = str.isascii if marked.isascii() else str.isprintable
    found = []
    for part in map(str.strip, marked.split("\x01")):
        if "  " in part or "&" in part or "\x00" in part or not is_plain(part):
            part = _spaced(part)
        if part:
            found.append(part)
    return found


def _spaced(part: str) -> str:
    part = html.unescape(part) if "&" in part else part
    if "\x00" in part:
        lines = [" ".join(line.split()) for line in part.split("\x00")]
        return "\n".join(filter(None, lines))
    return " ".join(part.split())


def text_paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a plain text: parted by blank lines, or each begun by an indented line.

    Lines that a program broke are joined again, where the text is such (`annotate._wrapped_lines`); others stay lines.

    Examples
    --------
    >>> story = "The council of Brisac sat for six hours on a rainy Monday\nand put off the dyke until next year."
    >>> text_paragraphs(f"A vote\n\n{story}\n\n   Centred\n")[1]
    'The council of Brisac sat for six hours on a rainy Monday and put off the dyke until next year.'
    >>> text_paragraphs("Dyke holds in Brisac\nOpposition to appeal")
    ['Dyke holds in Brisac\nOpposition to appeal']
    """
    blocks = re.split(r"\n[ \t\xa0\f]*(?:\n[ \t\xa0\f]*)*\n", _marked(text).strip("\n"))
    return [paragraph for block in blocks for paragraph in _of_block(block.split("\n"))]


def _marked(text: str) -> str:
    """Return a text with another sign in the place of the line ends at which a broken line goes on."""
    parts, reached = [], 0
    for start, end in paragraphs(text):
        parts += [text[reached:start], text[start:end].replace("\n", _GOES_ON)]
        reached = end
    return "".join([*parts, text[reached:]])


def _of_block(lines: list[str]) -> list[str]:
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    parted: list[list[str]] = [[]]
    for line in lines:
        begins = parted[-1] and 2 <= len(line) - len(line.lstrip()) <= 8 and min(indents) == 0
        if begins:
            parted.append([])
        if line.strip():
            parted[-1].append(as_read(line.replace(_GOES_ON, "\n")).strip())
    return ["\n".join(part) for part in parted if part]
