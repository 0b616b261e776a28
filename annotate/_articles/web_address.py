"""Fetch a page whose address was given: the one place where reading goes out to the network."""

from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from time import monotonic

from annotate._articles.article_file import ENDINGS, ArticleFile, ending, ending_of, web_name, without_ending
from annotate._articles.gzip_bytes import unpacked

MOST_BYTES = 50_000_000
_PIECE = 1 << 16
_SECONDS = 30
"""To wait for an answer, or for its next piece."""

_MOST_SECONDS = 120
"""For the whole of it: a server that lets one sign a second drip is given up."""


def fetched(address: str) -> ArticleFile:
    """Fetch a web page, or any other file that articles are read from.

    Parameters
    ----------
    address : str
        Begins with ``http://`` or ``https://``.

    Returns
    -------
    ArticleFile
        Its article's id is the host and the path. Where it could not be fetched, ``problem`` says why.
    """
    place = web_name(address)
    known = ending(place) in ENDINGS
    article_id = without_ending(place).as_posix()
    try:
        data = _bytes_at(address)
    except (OSError, ValueError) as error:
        problem = f"{address} could not be fetched ({error}): check the address, or save the page and read the file."
        return ArticleFile(address, article_id, problem=problem)
    kind = ending(place) if known else ending_of(data)
    # A page without a known beginning is a page still.
    kind = ".html" if kind == ".txt" and not known else kind
    return ArticleFile(address, article_id, kind, lambda: data, place.parts[0], address)


def _bytes_at(address: str) -> bytes:
    from urllib.request import Request, urlopen

    # Some outlets refuse programs that do not say who they are.
    request = Request(address, headers={"User-Agent": "Mozilla/5.0 (compatible; media-bias-annotate)"})  # noqa: S310 - http(s) only
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            data = b"".join(_pieces(answer))
            announced = answer.headers.get("Content-Length", "")
    except HTTPException as error:
        raise OSError(f"it breaks off, or answers what is no web page: {error!r}") from error
    if announced.isdecimal() and len(data) < int(announced):
        raise OSError(f"it breaks off after {len(data):,} of {int(announced):,} bytes")
    is_packed = not address.lower().split("?")[0].endswith(".gz")
    return unpacked(data, address, MOST_BYTES) if is_packed else data


def _pieces(answer: HTTPResponse) -> Iterator[bytes]:
    given_up = monotonic() + _MOST_SECONDS
    size = 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise OSError(f"it is longer than {MOST_BYTES:,} bytes")
        if monotonic() > given_up:
            raise OSError(f"it is still not whole after {_MOST_SECONDS} seconds")
        yield piece
