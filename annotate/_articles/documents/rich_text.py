"""Read a rich-text file (.rtf): the text that its changes leave, its footnotes at the end."""

import re

from annotate._articles.broken_off import without_last
from annotate._articles.documents.lines import Row, document_rows
from annotate._errors import ArticleError

_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_STRUCK = re.compile(r"\{[^{}]*\\deleted(?![a-z0-9])[^{}]*\}")
_HIDDEN = re.compile(r"\{[^{}]*\\v(?![a-z0-9])[^{}]*\}")
_NOTE = re.compile(r"\{\\(?:\*\\)?footnote\b")
_BRACE = re.compile(r"\\[{}\\]|[{}]")
_BOXES = re.compile(r"\|\s*(?:\n|$)")


def read_rich_text(data: bytes, name: str) -> list[Row]:
    """Return the articles of a rich-text file.

    Raises
    ------
    ArticleError
        Where it is no such file, or empty.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ArticleError(
            f"{name!r} is no rich-text file: save it as .rtf or .docx in a word processor, or as plain text."
        )
    found = _PAGE.search(data[:4096])
    page = f"cp{found[1].decode()}" if found else "cp1252"
    try:
        marked = data.decode(page, "replace")
    except LookupError:
        marked = data.decode("cp1252", "replace")
    try:
        rows = _rows(marked, name)
        return without_last(rows, name) if _breaks_off(marked) else rows
    except ArticleError:
        raise
    except (ValueError, LookupError, ArithmeticError) as error:
        raise ArticleError(f"{name!r} is damaged ({error}): save it again, or as plain text.") from error


def _breaks_off(marked: str) -> bool:
    """Whether a group is open at the end; what holds bytes that are no signs (a picture) is not looked at."""
    return "\\bin" not in marked and _end_of(marked, 0) == len(marked)


def _rows(marked: str, name: str) -> list[Row]:
    main, notes = _without_notes(_HIDDEN.sub("", _STRUCK.sub("", marked)))
    head = marked[: marked.find("{", 1)] if "{" in marked[1:] else "{\\rtf1 "
    plain = [" ".join(_plain(f"{head} {note}}}").split()) for note in notes]
    return document_rows(_plain(main).split("\n"), name, notes=plain)


def _plain(marked: str) -> str:
    from striprtf.striprtf import rtf_to_text

    # By another name it does not write each link's address into the text.
    text = rtf_to_text(marked.replace("HYPERLINK", "HYPERLNK"), errors="replace")  # type: ignore[no-untyped-call]
    return _BOXES.sub("\n", text)


def _without_notes(marked: str) -> tuple[str, list[str]]:
    """Part the footnotes from the text that they stand in the middle of."""
    kept, notes, last = [], [], 0
    for note in _NOTE.finditer(marked):
        if note.start() >= last:
            end = _end_of(marked, note.start())
            kept.append(marked[last : note.start()])
            notes.append(marked[note.end() : end])
            last = end + 1
    return "".join([*kept, marked[last:]]), notes


def _end_of(marked: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(marked, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.start()
    return len(marked)
