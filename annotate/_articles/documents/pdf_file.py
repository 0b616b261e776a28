"""Read the text layer of a PDF: column by column, without running heads and page numbers."""

import re
from collections import Counter
from itertools import pairwise
from typing import Any

from annotate._articles.documents.lines import Row, document_rows
from annotate._articles.documents.page_layout import Line, in_reading_order, lines_of
from annotate._articles.press.lexisnexis import nth_of
from annotate._errors import ArticleError

_EDGE = 0.12
"""The share of a page's height, above and below, in which running heads and page numbers stand."""

_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.?|pág(?:ina)?\.?)\s*)?\d{1,4}(?:\s*(?:/|of|sur|von|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_ENDS = (".", "!", "?", "…", "»", "”", ":", "。")


def read_pdf(data: bytes, name: str) -> list[Row]:
    """Return the articles of a PDF; a line of it is a line of the text, a blank line parts its paragraphs.

    Raises
    ------
    ArticleError
        Where it is none, needs a password, or is a picture of text.
    """
    pages = _pages(data, name)
    if not any(pages):
        raise ArticleError(
            f"{name!r} is a picture of text: there are no letters in it to be read. Have a program recognise the text "
            "(OCR), and read that."
        )
    kept = [[line for line in page if not line.is_in(heads)] for page, heads in zip(pages, _heads(pages), strict=True)]
    paragraphs = _paragraphs([line for page in kept for line in in_reading_order(page)])
    rows = document_rows(
        ["\n".join(line.text for line in paragraph) for paragraph in paragraphs], name, title=_title(kept)
    )
    if len(rows) == 1 and "database_id" not in rows[0] and rows[0]["text"].count("\n"):
        rows[0]["text"] = "\n\n".join("\n".join(line.text for line in paragraph) for paragraph in paragraphs)
    return rows


def _pages(data: bytes, name: str) -> list[list[Line]]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return [_page(document, nth) for nth in range(len(document))]
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = (
            "needs a password: save it without one"
            if locked
            else f"is no PDF that can be read ({error}): save it again"
        )
        raise ArticleError(f"{name!r} {reason}, or save its text.") from error


def _page(document: Any, nth: int) -> list[Line]:
    page = document[nth]
    text = page.get_textpage()
    try:
        return lines_of(text, page.get_height())
    finally:
        text.close()
        page.close()


# What repeats on the pages -----------------------------------------------------------------------------------


def _heads(pages: list[list[Line]]) -> list[set[Line]]:
    """Return the lines of each page that are no part of its text: numbers, and what stands on half of the pages."""
    edges = [
        [line for line in page if line.height_on_page > 1 - _EDGE or line.height_on_page < _EDGE] for page in pages
    ]
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    often = max(2, len(pages) / 3)
    return [
        {
            line
            for line in page
            if _NUMBER.fullmatch(line.text)
            or (len(pages) > 1 and seen[_key(line)] >= often and not nth_of(line.text.strip()))
        }
        for page in edges
    ]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text).strip(" 0|·–-"), round(line.height_on_page * 50)


# Paragraphs --------------------------------------------------------------------------------------------------


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Part lines where the space above, the size of the letters or an indent says that a paragraph begins."""
    if not lines:
        return []
    gaps = sorted(gap for above, line in pairwise(lines) if 0 < (gap := above.bottom - line.bottom) < 4 * line.size)
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    left = Counter(round(line.left) for line in lines)
    parted = [[lines[0]]]
    for above, line in pairwise(lines):
        if _begins(above, line, usual, left):
            parted.append([])
        parted[-1].append(line)
    return parted


def _begins(above: Line, line: Line, usual: float, left: Counter[int]) -> bool:
    gap = above.bottom - line.bottom
    other_size = abs(above.size - line.size) > 0.15 * max(above.size, line.size)
    if gap < 0:  # the next column or page: a paragraph may run on in it
        return other_size or above.text.rstrip().endswith(_ENDS)
    indented = 4 < line.left - above.left < 60 and left[round(line.left)] < left[round(above.left)]
    return other_size or gap > 1.35 * usual or (indented and above.text.rstrip().endswith(_ENDS))


def _title(pages: list[list[Line]]) -> str:
    """Return the lines of the first page that are set in the largest letters, where they are larger than the text's."""
    lines = pages[0] if pages else []
    sizes = sorted(line.size for line in lines)
    if not sizes or sizes[-1] < 1.2 * sizes[len(sizes) // 2]:
        return ""
    largest = [line for line in lines if line.size > 0.9 * sizes[-1]]
    return " ".join(line.text.strip() for line in largest) if len(largest) <= 4 else ""
