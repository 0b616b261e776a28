"""Read a web page that a browser saved into one file: .mhtml (Chrome, Edge), .webarchive (Safari)."""

import plistlib
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import Message
from typing import Any
from xml.parsers.expat import ExpatError

from annotate._articles.html_file import read_html
from annotate._errors import ArticleError

Row = dict[str, str]

_PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(data: bytes, name: str) -> list[Row]:
    """Return the articles of a page saved as MHTML; the frames in it are no part of them.

    Raises
    ------
    ArticleError
        Where it holds no web page.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    page = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
    if page is None:
        raise ArticleError(f"{name!r} holds no web page: save the page again, or as HTML only.")
    address = str(message["Snapshot-Content-Location"] or page["Content-Location"] or "")
    return _read(_payload(page), page.get_param("charset"), address, name)


def _payload(part: Message) -> bytes:
    given: Any = part.get_payload(decode=True)
    return given if isinstance(given, bytes) else b""


def read_webarchive(data: bytes, name: str) -> list[Row]:
    """Return the articles of a page saved by Safari.

    Raises
    ------
    ArticleError
        Where it holds no web page.
    """
    try:
        page = plistlib.loads(data)["WebMainResource"]
        content, address = page["WebResourceData"], page.get("WebResourceURL", "")
        encoding = page.get("WebResourceTextEncodingName")
    except (
        plistlib.InvalidFileException,
        ExpatError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
    ) as error:
        raise ArticleError(f"{name!r} is no page saved by Safari that can be read: save the page again.") from error
    if not isinstance(content, bytes):
        raise ArticleError(f"{name!r} holds no web page: save the page again.")
    return _read(content, encoding, address, name)


def _read(page: bytes, encoding: object, address: object, name: str) -> list[Row]:
    """Read a page's bytes by the encoding that was noted beside it, which counts more than what stands in it."""
    with suppress(LookupError, UnicodeError):
        page = page.decode(str(encoding), "strict").encode("utf-8-sig") if encoding else page
    rows = read_html(page, name)
    is_web = isinstance(address, str) and address.lower().startswith(("http://", "https://"))
    return [{**row, "url": row.get("url") or (str(address) if is_web else "")} for row in rows]
