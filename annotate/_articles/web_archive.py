"""Read the pages of a web archive (.warc, .warc.gz), as crawlers and Webrecorder write it."""

import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from typing import Any

from annotate._articles.article_file import web_name
from annotate._articles.gzip_bytes import unpacked
from annotate._articles.html_file import read_html
from annotate._errors import ArticleError

Row = dict[str, str]

_PAGES = ("text/html", "application/xhtml+xml")
_MOST_BYTES = 50_000_000
_MOST_UNPACKED = 500_000_000
_GLANCE = 10_000_000
_MOST_PAGES = 100_000


def read_web_archive(data: bytes, name: str) -> list[Row]:
    """Return an article for each page that was answered; pictures, scripts and errors are none.

    Raises
    ------
    ArticleError
        Where it is no web archive, or holds no page.
    """
    from warcio.exceptions import ArchiveLoadFailed

    rows: list[Row] = []
    problem = ""
    try:
        whole = unpacked(data, name, _MOST_UNPACKED) if _is_packed_otherwise(data) else data
        with redirect_stderr(StringIO()):  # the library says there what it stumbled over
            for record in _records(whole):
                rows += _page(record, name)
    except (
        ArchiveLoadFailed,
        EOFError,
        OSError,
        ValueError,
        AttributeError,
        IndexError,
        KeyError,
        zlib.error,
    ) as error:
        problem = (
            f"{name!r} breaks off or is damaged ({str(error)[:80] or type(error).__name__}): get the web archive again."
        )
    if not rows:
        raise ArticleError(problem or f"{name!r} holds no web page: check that it is a whole web archive.")
    return [*rows, *([{"problem": f"{problem} What stands before is read."}] if problem else [])]


def _records(data: bytes) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator

    for nth, record in enumerate(ArchiveIterator(BytesIO(data))):
        if nth >= _MOST_PAGES:
            raise ValueError(f"more than {_MOST_PAGES:,} records")
        if record.rec_type == "response" and record.http_headers is not None:
            kind = str(record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
            if kind in _PAGES and record.http_headers.get_statuscode() == "200":
                yield record


def _is_packed_otherwise(data: bytes) -> bool:
    """Whether an archive is packed in another way than record by record, which is what its readers go by."""
    part = zlib.decompressobj(wbits=31)
    begin = part.decompress(data, _GLANCE) if data.startswith(b"\x1f\x8b") else b""
    return begin.count(b"\r\nWARC-Type:") > 1


def _page(record: Any, name: str) -> list[Row]:
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    place = web_name(address)
    page = record.content_stream().read(_MOST_BYTES + 1)
    about = {
        "article_id": place.with_suffix("").as_posix() if place.suffix in (".html", ".htm") else place.as_posix(),
        "url": address,
    }
    try:
        if getattr(record.raw_stream, "limit", 0) and len(page) <= _MOST_BYTES:
            raise ArticleError(f"{address} in {name!r} breaks off: get the web archive again.")
        if len(page) > _MOST_BYTES:
            raise ArticleError(f"{address} in {name!r} is longer than {_MOST_BYTES:,} bytes: leave it out.")
        rows = read_html(page, address or name)
    except ArticleError as error:
        return [{**about, "problem": str(error)}]
    found = [{"source": place.parts[0], **{column: value for column, value in row.items() if value}} for row in rows]
    return [
        {**row, "url": row.get("url") or address, **({"article_id": about["article_id"]} if len(rows) == 1 else {})}
        for row in found
    ]
