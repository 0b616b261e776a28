"""One file of articles, wherever it lies, and what its name and its first bytes say about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

ENDINGS = (
    *(".txt", ".md", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive", ".warc", ".warc.gz"),
    *(".docx", ".doc", ".odt", ".rtf", ".pdf", ".epub", ".xml", ".csv", ".tsv", ".xlsx", ".jsonl", ".parquet", ".zip"),
)
"""The kinds of file that articles are read from; `readers` has a reader for each but the last."""

_NOTES = ("readme", "source", "license", "licence")
_PARTS = re.compile(
    "(.+)[_.-](?:files?|fichiers|dateien|archivos|ficheiros|arquivos|bestanden)", re.IGNORECASE | re.DOTALL
)
"""How browsers name the folder that they put a saved page's pictures and frames into, and the page's own name in it."""


@dataclass(frozen=True)
class ArticleFile:
    """One file of articles, wherever it lies.

    Attributes
    ----------
    name : str
        As messages name it.
    article_id : str
        Of its article, unless the file holds several.
    ending : str
        What kind of file it is, such as ``".html"``.
    read : function
        Returns its bytes.
    source : str
        Whose it is, unless the file says so itself.
    url : str
        Where it was fetched, if it was.
    problem : str
        Why it cannot be read, if that is known already.
    """

    name: str
    article_id: str
    ending: str = ""
    read: Callable[[], bytes] = bytes
    source: str = ""
    url: str = ""
    problem: str = ""


def file_at(place: PurePath, inside: PurePath, read: Callable[[], bytes], problem: str = "") -> ArticleFile:
    """Return a file by its place and its place in what was given, which makes its article's id and source."""
    return ArticleFile(
        name=place.name,
        article_id=without_ending(inside).as_posix(),
        ending=ending(place),
        read=read,
        source=inside.parent.name,
        problem=problem,
    )


def ending(place: PurePath) -> str:
    """Return what a name ends with, in small letters.

    Examples
    --------
    >>> ending(PurePath("vote.HTML")), ending(PurePath("pages.warc.gz")), ending(PurePath("v1.2/vote"))
    ('.html', '.warc.gz', '')
    """
    return ".warc.gz" if place.name.lower().endswith(".warc.gz") else place.suffix.lower()


def without_ending(place: PurePath) -> PurePath:
    """Return a place without what its name ends with, where that is a kind of file that is read."""
    end = ending(place)
    if end not in ENDINGS:
        return place
    return place.with_name(place.name[: -len(end)]) if end and len(place.name) > len(end) else place


def why_no_article(place: PurePath) -> str:
    """Return why a file in a folder or archive is no article, by its name; nothing where it may be one.

    Examples
    --------
    >>> why_no_article(PurePath("vote.html")), why_no_article(PurePath("README.md")).startswith("'README.md' is a note")
    ('', True)
    """
    if ending(place) not in ENDINGS:
        return f"{place.name!r} is no kind of file that is read here: pass {', '.join(ENDINGS)} files."
    if place.stem.lower() in _NOTES:
        return f"{place.name!r} is a note about its folder, by its name: rename it if it is an article."
    return ""


def is_page_part(inside: PurePath, is_there: Callable[[PurePath], bool]) -> bool:
    """Whether a file lies in the folder that a browser made beside a page when it saved it.

    What it holds there was around the article: frames, advertisements.

    Examples
    --------
    >>> saved = {PurePath("vote.html"), PurePath("vote_files/advert.html"), PurePath("2026_files/flood.html")}
    >>> sorted(str(path) for path in saved if is_page_part(path, saved.__contains__))
    ['vote_files/advert.html']
    """
    named = ((folder, found[1]) for folder in inside.parents if (found := _PARTS.fullmatch(folder.name)))
    return any(is_there(folder.with_name(page + end)) for folder, page in named for end in (".html", ".htm"))


def is_hidden(name: str) -> bool:
    """Whether a name is one that systems keep for themselves, and that nobody sees in a folder."""
    return name.startswith((".", "~$", "__MACOSX")) or name.lower() in ("thumbs.db", "desktop.ini")


# The name of a member that each kind of packed document has.
_PACKED = (
    (b"META-INF/container.xml", ".epub"),
    (b"content.xml", ".odt"),
    (b"word/document.xml", ".docx"),
    (b"[Content_Types].xml", ".xlsx"),
)
_BEGINNINGS = (
    (b"PAR1", ".parquet"), (b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"), (b"WARC/1.", ".warc"), (b"\x1f\x8b", ".warc.gz"),
    (b"bplist00", ".webarchive"), (b"From: <Saved by", ".mhtml"), (b"MIME-Version:", ".mhtml"),
)  # fmt: skip


def ending_of(data: bytes) -> str:
    r"""Return what kind of file some bytes are, where no name says so.

    Examples
    --------
    >>> ending_of(b"<!doctype html><p>The vote"), ending_of(b"source;text\nA;The vote"), ending_of(b"The vote")
    ('.html', '.csv', '.txt')
    """
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _PACKED if mark in data), ".zip")
    kind = next((kind for mark, kind in _BEGINNINGS if data.startswith(mark)), "")
    if kind:
        return kind
    begin = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if re.search(rb"<(?:\w+:)?(?:nitf|newsitem|newsmessage|ppsresponse)\b", begin):
        return ".xml"
    if re.match(rb"<(?:!doctype html|html|head|body|\?xml|!--|div|article|main|p\b)", begin):
        return ".html"
    first_line = begin.split(b"\n", 1)[0].strip()
    if first_line.startswith(b"{") and b'"text"' in begin:
        return ".jsonl"
    columns = [cell.strip(b' "') for cell in re.split(rb"[,;\t|]", first_line)]
    return ".csv" if b"text" in columns else ".txt"


def web_name(address: str) -> PurePosixPath:
    """Return the place of a web address, as the id of its article has it: host and path."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(address)
    steps = [step for step in unquote(parts.path).split("/") if step not in ("", ".", "..")]
    return PurePosixPath(parts.hostname or "web", *(steps or ["index"]))
