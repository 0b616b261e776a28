"""Fetch a page whose address was given: the one place where reading goes out to the network."""

from annotate._articles.article_file import ENDINGS, ArticleFile, ending_of, web_name

MOST_BYTES = 50_000_000
_SECONDS = 30


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
    known = place.suffix.lower() in ENDINGS
    article_id = (place.with_suffix("") if known else place).as_posix()
    try:
        data = _bytes_at(address)
    except (OSError, ValueError) as error:
        problem = f"{address} could not be fetched ({error}): check the address, or save the page and read the file."
        return ArticleFile(address, article_id, problem=problem)
    ending = place.suffix.lower() if known else ending_of(data)
    # A page without a known beginning is a page still.
    ending = ".html" if ending == ".txt" and not known else ending
    return ArticleFile(address, article_id, ending, lambda: data, place.parts[0], address)


def _bytes_at(address: str) -> bytes:
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    # Some outlets refuse programs that do not say who they are.
    request = Request(address, headers={"User-Agent": "Mozilla/5.0 (compatible; media-bias-annotate)"})  # noqa: S310 - http(s) only
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read(MOST_BYTES + 1)
    except HTTPException as error:
        raise OSError(f"it answers what is no web page: {error!r}") from error
    if len(data) > MOST_BYTES:
        raise OSError(f"it is longer than {MOST_BYTES:,} bytes")
    return data
