"""Read an OpenDocument text (.odt), as LibreOffice saves it: accepted changes, no comments."""

from collections.abc import Iterator
from typing import Any

from annotate._articles.documents.lines import Row, document_rows
from annotate._articles.documents.xml_parts import attribute, local, opened, part, xml_tree
from annotate._errors import ArticleError

_UNSEEN = ("tracked-changes", "annotation", "annotation-end", "note", "forms", "sequence-decls")
_MOST_BLANKS = 1000


def read_opendocument(data: bytes, name: str) -> list[Row]:
    """Return the articles of an OpenDocument text; its footnotes stand at its end.

    Raises
    ------
    ArticleError
        Where it is no such document, or empty.
    """
    with opened(data, name) as archive:
        content = part(archive, "content.xml")
    if not content:
        raise ArticleError(f"{name!r} is no OpenDocument text: save it as .odt or .docx, or as plain text.")
    body = next((element for element in xml_tree(content, name).iter() if local(element) == "body"), ())
    lines = list(_paragraphs(body))
    notes = [
        " ".join(" ".join("".join(_words(line)) for line in _in(note, "p", "h")).split()) for note in _note_bodies(body)
    ]
    title = next((_text(line) for line in lines if _is_title(line)), "")
    return document_rows([_text(line) for line in lines], name, title=title, notes=notes)


def _is_title(line: Any) -> bool:
    return attribute(line, "outline-level") == "1" or attribute(line, "style-name").lower() in ("title", "heading_20_1")


def _text(line: Any) -> str:
    return "".join(_words(line))


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if local(child) in ("p", "h"):
            yield child
        if local(child) not in _UNSEEN:
            yield from _paragraphs(child)


def _in(element: Any, *names: str) -> Iterator[Any]:
    return (child for child in element.iter() if local(child) in names)


def _note_bodies(body: Any) -> list[Any]:
    return [element for element in _iterated(body) if local(element) == "note-body"]


def _iterated(body: Any) -> Iterator[Any]:
    for child in body:
        if local(child) != "tracked-changes":
            yield child
            yield from _iterated(child)


def _words(element: Any) -> Iterator[str]:
    """Return the signs of a paragraph; those of a frame in it are paragraphs of their own."""
    yield element.text or ""
    for child in element:
        kind = local(child)
        if kind == "s":
            yield " " * min(int(attribute(child, "c") or 1), _MOST_BLANKS)
        elif kind in ("tab", "line-break"):
            yield "\t" if kind == "tab" else "\n"
        elif kind not in (*_UNSEEN, "p", "h", "text-box"):
            yield from _words(child)
        yield child.tail or ""
