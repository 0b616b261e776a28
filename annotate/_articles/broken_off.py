"""Say of a file that breaks off which article its text may be short of: none is ever read short in silence."""

import re

Row = dict[str, str]

_OPENS = re.compile(r"<html[\s>]", re.IGNORECASE)
_GLANCE = 40
_A_PARAGRAPH = 250
"""Letters: a paragraph that the reading leaves out, since it is not whole, may stand below the others."""

_CLOSES = re.compile(r"</html\s*>", re.IGNORECASE)


def breaks_off(page: str) -> bool:
    """Whether a page opens and does not end.

    Examples
    --------
    >>> breaks_off("<html><body><p>The council"), breaks_off("<html><body></body></HTML>"), breaks_off("<p>A piece</p>")
    (True, False, False)
    """
    end = max(0, len(page) - _GLANCE)
    closes = _CLOSES.search(page, end) or _CLOSES.search(page)
    return closes is None and _OPENS.search(page) is not None


def is_at_the_end(text: str, paragraphs: list[str]) -> bool:
    """Whether hardly anything stands on a page below an article's text: what closes a page is missing there too.

    Examples
    --------
    >>> story = "The council sat for six hours. It put off the dyke"
    >>> is_at_the_end(story, ["News", story]), is_at_the_end(story, ["News", story, *["More of the news"] * 30])
    (True, False)
    """
    last = _letters(text)[-_GLANCE:]
    _, found, below = _letters("".join(paragraphs)).rpartition(last)
    return bool(found) and len(below) < _A_PARAGRAPH


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def cut_short(title: str, name: str) -> Row:
    """Return the row of an article whose end is missing: its title and why it is left out."""
    article = f"the article {title!r}" if title else "an article"
    return {
        "title": title,
        "problem": f"{name!r} breaks off in {article}, or right below it. It is left out, since its text may be short: "
        "save or export the file again. What stands above it is read.",
    }


def without_last(rows: list[Row], name: str) -> list[Row]:
    """Return the rows of a file that breaks off, the last article left out; as they are where one is already."""
    if any(row.get("problem") and "title" in row for row in rows):
        return rows
    last = max((nth for nth, row in enumerate(rows) if not row.get("problem")), default=None)
    return [cut_short(row.get("title", ""), name) if nth == last else row for nth, row in enumerate(rows)]
