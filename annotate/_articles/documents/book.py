"""Read an e-book (.epub): each of its chapters that holds a text is an article, as in a magazine."""

import posixpath
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from annotate._articles.documents.xml_parts import attribute, local, opened, part, xml_tree
from annotate._articles.html_file import read_html
from annotate._articles.paragraphs import markup_paragraphs
from annotate._errors import ArticleError

Row = dict[str, str]

_SHORTEST = 200
"""Characters: a cover, a title page or a list of contents may hold fewer, and is no article."""


def read_book(data: bytes, name: str) -> list[Row]:
    """Return the articles of an e-book, in the order in which it is read.

    Raises
    ------
    ArticleError
        Where it is no e-book, is locked, or holds no text.
    """
    with opened(data, name) as archive:
        place = _package_place(archive, name)
        package = xml_tree(part(archive, place), name)
        if part(archive, "META-INF/encryption.xml") and part(archive, "META-INF/rights.xml"):
            raise ArticleError(f"{name!r} is locked by its seller: its text cannot be read.")
        pages = [
            part(archive, posixpath.normpath(posixpath.join(posixpath.dirname(place), one))) for one in _order(package)
        ]
    about = _about(package)
    rows = [{**about, **row} for page in pages if _is_chapter(page) for row in _chapter(page, name)]
    if not rows:
        raise ArticleError(f"{name!r} holds no chapter with a text: check the file, or save its text as a .txt file.")
    return rows


def _package_place(archive: ZipFile, name: str) -> str:
    container = part(archive, "META-INF/container.xml")
    listed = list(xml_tree(container, name).iter()) if container else []
    found = next((attribute(one, "full-path") for one in listed if local(one) == "rootfile"), "")
    if not found or not part(archive, found):
        raise ArticleError(f"{name!r} is no e-book that can be read: save its text as a .txt file.")
    return found


def _order(package: Any) -> list[str]:
    """Return the places of a book's pages, in reading order, without its list of contents."""
    items = {attribute(one, "id"): one for one in package.iter() if local(one) == "item"}
    spine = [one for one in package.iter() if local(one) == "itemref" and attribute(one, "linear") != "no"]
    listed = [items[attribute(one, "idref")] for one in spine if attribute(one, "idref") in items]
    return [unquote(attribute(one, "href")) for one in listed if "nav" not in attribute(one, "properties").split()]


def _about(package: Any) -> Row:
    names = {"publisher": "source", "creator": "author", "date": "published", "language": "language"}
    found: dict[str, list[str]] = {}
    for one in package.iter():
        if local(one) in names and (one.text or "").strip():
            found.setdefault(names[local(one)], []).append(one.text.strip())
    about = {column: "; ".join(values) if column == "author" else values[0] for column, values in found.items()}
    return {**about, **({"published": about["published"][:10]} if "published" in about else {})}


def _is_chapter(page: bytes) -> bool:
    return sum(map(len, markup_paragraphs(page.decode("utf-8", "replace")))) >= _SHORTEST


def _chapter(page: bytes, name: str) -> list[Row]:
    try:
        return [{column: value for column, value in row.items() if value} for row in read_html(page, name)]
    except ArticleError as error:
        return [{"problem": str(error)}]
