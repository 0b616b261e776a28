"""Read a Word document (.docx) as somebody reads it who accepted all changes and hides the comments."""

import posixpath
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from annotate._articles.documents.lines import Row, document_rows
from annotate._articles.documents.xml_parts import attribute, local, opened, part, xml_tree
from annotate._errors import ArticleError

_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}
_UNSEEN = {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "comment", "annotation"}
"""What was struck out or moved away, a field's formula, and what only older programs show."""

_NOTES = ("footnotes", "endnotes")
_TITLES = ("title", "titre", "titel", "heading1")


def read_word(data: bytes, name: str) -> list[Row]:
    """Return the articles of a Word document; its footnotes stand at its end.

    Raises
    ------
    ArticleError
        Where it is no such document, or empty.
    """
    with opened(data, name) as archive:
        main = _main_part(archive, name)
        body = xml_tree(part(archive, main), name)
        notes = {kind: _notes(archive, posixpath.join(posixpath.dirname(main), f"{kind}.xml"), name) for kind in _NOTES}
    paragraphs = list(_paragraphs(body))
    called = [notes[kind].get(number, "") for kind, number in _calls(body)]
    return document_rows([text for text, _ in paragraphs], name, title=_title(paragraphs), notes=called)


def _main_part(archive: ZipFile, name: str) -> str:
    relations = part(archive, "_rels/.rels")
    targets = [
        attribute(relation, "Target").lstrip("/")
        for relation in (xml_tree(relations, name) if relations else [])
        if attribute(relation, "Type").endswith("/officeDocument")
    ]
    found = next((target for target in [*targets, "word/document.xml"] if part(archive, target)), "")
    if not found:
        raise ArticleError(f"{name!r} is no Word document: save it as .docx in Word, or as plain text.")
    return found


def _title(paragraphs: list[tuple[str, str]]) -> str:
    marked = (text for text, style in paragraphs if style.lower().replace(" ", "") in _TITLES and text.strip())
    return " ".join(next(marked, "").split())


def _paragraphs(body: Any) -> Iterator[tuple[str, str]]:
    """Return each paragraph's text and style; one whose end was struck out runs into the next."""
    waiting = ""
    for paragraph in _kept(body, "p"):
        text = waiting + "".join(_runs(paragraph))
        properties = next((child for child in paragraph if local(child) == "pPr"), ())
        style = next((attribute(child, "val") for child in properties if local(child) == "pStyle"), "")
        mark = next((child for child in properties if local(child) == "rPr"), ())
        if any(local(child) in ("del", "moveFrom") for child in mark):
            waiting = text
            continue
        waiting = ""
        yield text, style
    if waiting:
        yield waiting, ""


def _kept(element: Any, name: str) -> Iterator[Any]:
    """Return the elements of a name that stand in no struck-out part, in the order in which they stand."""
    for child in element:
        kind = local(child)
        if kind == name:
            yield child
        if kind not in _UNSEEN:
            yield from _kept(child, name)


def _runs(element: Any) -> Iterator[str]:
    """Return the signs of a paragraph; those of a text box in it are paragraphs of their own."""
    for child in element:
        kind = local(child)
        if kind in ("t", "sym"):
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind not in _UNSEEN and kind not in ("p", "txbxContent") and not (kind == "r" and _is_hidden(child)):
            yield from _runs(child)


def _is_hidden(run: Any) -> bool:
    properties = next((child for child in run if local(child) == "rPr"), ())
    return any(local(child) == "vanish" and attribute(child, "val") not in ("0", "false") for child in properties)


def _calls(body: Any) -> Iterator[tuple[str, str]]:
    for element in _everything(body):
        if local(element) in ("footnoteReference", "endnoteReference"):
            yield f"{local(element).removesuffix('Reference')}s", attribute(element, "id")


def _everything(element: Any) -> Iterator[Any]:
    for child in element:
        if local(child) not in _UNSEEN:
            yield child
            yield from _everything(child)


def _notes(archive: ZipFile, place: str, name: str) -> dict[str, str]:
    data = part(archive, place)
    tree = xml_tree(data, name) if data else ()
    return {attribute(note, "id"): " ".join(" ".join(text for text, _ in _paragraphs(note)).split()) for note in tree}
