"""Find the files that articles are read from: one file, a folder, a pattern, an archive, standard input, the web."""

import glob
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from annotate._errors import AnnotateError

ENDINGS = (".txt", ".md", ".html", ".htm", ".csv", ".tsv", ".xlsx", ".jsonl", ".parquet", ".zip")
_NO_ARTICLES = ("readme", "source", "license", "licence")
_PARTS = re.compile(
    "(.+)[_.-](?:files?|fichiers|dateien|archivos|ficheiros|arquivos|bestanden)", re.IGNORECASE | re.DOTALL
)
"""How browsers name the folder that they put a saved page's pictures and frames into, and the page's own name in it."""
_WEB = re.compile("https?://", re.IGNORECASE)


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
        Tells what kind of file it is, such as ``".html"``.
    read : function
        Gives its bytes.
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
        article_id=inside.with_suffix("").as_posix(),
        ending=place.suffix.lower(),
        read=read,
        source=inside.parent.name,
        problem=problem,
    )


def find_files(where: str) -> Iterator[ArticleFile]:
    """Return each file that a path, a pattern, a web address or ``-`` (standard input) stands for.

    What cannot be read is given too, with its problem.
    """
    try:
        for file in _found(where):
            yield from _opened(file)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        yield ArticleFile(where, where, problem=f"{where!r} cannot be read: {reason}. Check the path.")


def _found(where: str) -> Iterator[ArticleFile]:
    if where == "-":
        yield _standard_input()
    elif _WEB.match(where):
        from annotate._articles.web_address import fetched

        yield fetched(where)
    else:
        yield from _on_disk(where)


def _opened(file: ArticleFile) -> Iterator[ArticleFile]:
    """Return the files in an archive, and any other file as it is."""
    if file.ending != ".zip" or file.problem:
        yield file
        return
    from annotate._articles.zip_file import members

    try:
        yield from members(file)
    except AnnotateError as error:
        yield ArticleFile(file.name, file.article_id, problem=str(error))


# On disk ----------------------------------------------------------------------------------------------------


def _on_disk(where: str) -> Iterator[ArticleFile]:
    place = Path(where).expanduser()
    if where and place.is_dir():
        yield from _in_folder(place)
    elif where and (place.exists() or place.is_symlink()):
        yield _one(place, Path(place.name))
    elif glob.has_magic(where):
        yield from _matching(place)
    else:
        within = "" if place.is_absolute() else f" in {str(Path.cwd())!r}"
        problem = f"There is no file or folder {where!r}{within}: check the path."
        yield ArticleFile(where, PurePath(where).with_suffix("").name or where, problem=problem)


def _one(place: Path, inside: PurePath) -> ArticleFile:
    problem = ""
    if place.suffix.lower() not in ENDINGS:
        problem = f"{place.name!r} is no kind of file that is read here: give {', '.join(ENDINGS)} files."
    elif not place.is_file():
        problem = f"{place.name!r} is no file with a text in it: check the path."
    return file_at(place, inside, place.read_bytes, problem)


def _in_folder(folder: Path) -> Iterator[ArticleFile]:
    top = folder.resolve()
    # By name without its ending: “vote.html” is then before “vote (1).html”, its second copy.
    for inside in sorted(_paths(folder), key=lambda path: (path.with_suffix(""), path.suffix)):
        place = folder / inside
        if place.is_symlink() and not _is_in(place, top):
            problem = f"{inside.as_posix()!r} is a link that leads out of the folder: copy what it leads to into it."
            yield file_at(place, inside, bytes, problem)
        elif place.is_file():
            yield _one(place, inside)


def _is_in(place: Path, top: Path) -> bool:
    """Whether a path ends within a folder: a link out of it could bring in anything."""
    try:
        return place.resolve().is_relative_to(top)
    except (OSError, RuntimeError):  # links that lead to each other
        return False


def _paths(folder: Path) -> Iterator[Path]:
    """Return the paths in a folder that may be articles, and the links to other folders."""
    for here, folders, files in os.walk(folder):
        inside = Path(here).relative_to(folder)
        folders[:] = [name for name in folders if not _is_hidden(name)]
        folders[:] = [name for name in folders if not is_page_part(Path(here, name, "part"), _is_on_disk)]
        yield from (inside / name for name in files if is_article(PurePath(name)))
        yield from (inside / name for name in folders if Path(here, name).is_symlink())


def _matching(pattern: Path) -> Iterator[ArticleFile]:
    """Return the files that match a pattern; ids begin where the pattern's first wildcard stands."""
    fixed = next(part for part in (pattern, *pattern.parents) if not glob.has_magic(str(part)))
    for place in sorted(Path(found) for found in glob.glob(str(pattern), recursive=True)):  # noqa: PTH207
        if place.is_file() and not is_page_part(place, _is_on_disk):
            yield _one(place, place.relative_to(fixed))


def is_article(inside: PurePath) -> bool:
    """Whether a path in a folder or archive may be an article, by its name."""
    is_one = inside.suffix.lower() in ENDINGS and inside.stem.lower() not in _NO_ARTICLES
    return is_one and not any(map(_is_hidden, inside.parts))


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
    return any(is_there(folder.with_name(page + ending)) for folder, page in named for ending in (".html", ".htm"))


def _is_on_disk(place: PurePath) -> bool:
    return Path(place).exists()


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$", "__MACOSX"))


# Without a name ---------------------------------------------------------------------------------------------


def _standard_input() -> ArticleFile:
    data = sys.stdin.buffer.read()
    return ArticleFile("standard input", "standard-input", ending_of(data), lambda: data)


def ending_of(data: bytes) -> str:
    r"""Say what kind of file some bytes are, where no name says so.

    Examples
    --------
    >>> ending_of(b"<!doctype html><p>The vote"), ending_of(b"source;text\nA;The vote"), ending_of(b"The vote")
    ('.html', '.csv', '.txt')
    """
    if data.startswith(b"PK\x03\x04"):
        return ".xlsx" if b"[Content_Types].xml" in data[:4096] else ".zip"
    if data.startswith(b"PAR1"):
        return ".parquet"
    begin = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
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
