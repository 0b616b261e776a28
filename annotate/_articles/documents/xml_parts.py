"""Read XML of unknown make, and the members of archives that hold it."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from annotate._errors import ArticleError


def xml_tree(data: bytes, name: str) -> Any:
    """Return a parsed document, without what it would fetch or let swell.

    Raises
    ------
    ArticleError
        Where it is no XML, or declares entities of its own.
    """
    from defusedxml import ElementTree

    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ArticleError(
            f"{name!r} is no XML that can be read ({error or type(error).__name__}): save it again."
        ) from error


def opened(data: bytes, name: str) -> ZipFile:
    """Return the archive that a document is, after a look at what it would unpack to."""
    from annotate._safe_zip import open_zip

    return open_zip(Path(name), BytesIO(data))


def part(archive: ZipFile, name: str) -> bytes:
    """Return a member's bytes; nothing where there is none."""
    from annotate._safe_zip import read_member

    there = {info.filename.lower() for info in archive.infolist()}
    return read_member(archive, name) if name.lower() in there else b""


def local(element: Any) -> str:
    """Return an element's name without its namespace: strict and transitional documents differ only there."""
    return str(element.tag).rsplit("}", 1)[-1]


def attribute(element: Any, name: str) -> str:
    """Return an attribute whatever its namespace; nothing where there is none."""
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
