"""Make paragraphs of lines that a program broke at a width, or that a page's mark-up holds."""

import html
import re

from annotate._wrapped_lines import as_read, paragraphs

_UNSEEN = re.compile(
    r"<(?:!--.*?(?:--(?=>)|\Z)|[sS](?:tyle|TYLE)\b.*?</[sS](?:tyle|TYLE)|[sS](?:cript|CRIPT)\b.*?</[sS](?:cript|CRIPT)|"
    r"[hH](?:ead|EAD)\b.*?</[hH](?:ead|EAD))\s*(?:>|\Z)",
    re.DOTALL,
)
# In both cases of its letters, which is twice as fast as to ask for neither.
_BLOCK = re.compile(
    r"<(?:[bB][rR]\b[^<>]*>\s*<)?/?(?:[pP]|[dD][iI][vV]|[tT](?:[rRdDhH]|able|ABLE|itle|ITLE)|[hH][1-6rR]|[lL][iI]|"
    r"[uUoO][lL]|body|article|section|header|footer|aside|center|blockquote|pre|BODY|CENTER|BLOCKQUOTE|PRE)\b[^<>]*>\s*"
)
_BREAK = re.compile(r"<[bB][rR]\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_GOES_ON = "\x1f"
"""Stands for a line end that no paragraph has, while paragraphs are told apart."""


def markup_paragraphs(page: str) -> list[str]:
    r"""Return the paragraphs of a piece of HTML, faster than by a tree; a ``<br>`` is a line end within one.

    Examples
    --------
    >>> markup_paragraphs("<P>The  vote<BR>&nbsp;<BR>fails</P><DIV><b>A</b> dyke</DIV>")
    ['The vote\nfails', 'A dyke']
    """
    page = page.replace("\x00", "").replace("\x01", "").replace("&nbsp;", " ").replace("&quot;", '"')
    marked = _BREAK.sub("\x00", _BLOCK.sub("\x01", _UNSEEN.sub("", page)))
    parts = filter(None, _TAG.sub("", marked).split("\x01"))
    return [spaced for part in parts if (spaced := part if _is_plain(part) else _spaced(part))]


def _is_plain(part: str) -> bool:
    """Whether a part is a paragraph as it stands. No other blank than the common one can be printed."""
    return part.isprintable() and "  " not in part and "&" not in part and part[0] != " " != part[-1]


def _spaced(part: str) -> str:
    part = html.unescape(part) if "&" in part else part
    if "\x00" in part:
        lines = (" ".join(line.split()) for line in part.split("\x00"))
        return "\n".join(line for line in lines if line)
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
