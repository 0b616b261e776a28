"""Read articles: text files, saved web pages and tables, into one table with one row per article."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from annotate._articles.article_file import ENDINGS, ArticleFile
from annotate._articles.article_files import find_files
from annotate._articles.article_table import UNREAD_DATE, table_rows
from annotate._articles.press.fields import KINDS, VARIABLES
from annotate._articles.progress import with_progress
from annotate._articles.readers import READERS
from annotate._errors import AnnotateError, ArticleError
from annotate._exact_text import TEXT, join_surrogates
from annotate._language import guess_language
from annotate._variables import from_cells

ARTICLE_COLUMNS = (
    "article_id",
    "source",
    "title",
    "author",
    "published",
    "url",
    "language",
    "text",
    "article_sha256",
    "problem",
)

_BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters by name that nobody sees; signs without a width are no letters."""

_SHOWN = 5
"""Problems that an error tells of, when nothing can be read."""

_LANGUAGE = re.compile("[a-z]{2,3}")
_LEADS_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:[/\\]|[\x00-\x1f\x7f]")
"""An article_id that would lead out of a folder, were a file named after it, or that nobody could read."""

Where = str | Path | pd.DataFrame | Sequence[str | Path]
Row = dict[str, str]


def read_articles(where: Where, *, source: str = "", language: str = "", progress: bool | None = None) -> pd.DataFrame:
    """Read articles from files, folders or a table.

    Parameters
    ----------
    where : str, Path, list of them, or DataFrame
        A file (a text, web page, Word or PDF document, an export of a press database, a table and others: see
        ``docs/articles.md``), a folder or ``.zip`` of such files, a pattern such as
        ``"pages/*.html"``, ``"-"`` for standard input, a web address, a list of these, or a DataFrame with a ``text``
        column. Nothing is fetched but a web address given here.
    source : str
        The source of all; where left out, a table's ``source`` column, a web page's site name, or else the name of
        the sub-folder that a file lies in.
    language : str
        ISO 639-1 code of all; where left out, a web page's own, or else guessed from the text.
    progress : bool, optional
        Whether a bar on standard error says how many files are read, once it has taken two seconds; where left out,
        in a terminal or a notebook.

    Returns
    -------
    DataFrame
        One row per article: ``article_id, source, title, author, published, url, language, text, article_sha256,
        problem``, then the variables that a file gives: a table's further columns, front matter, or ``section``,
        ``page``, ``edition``, ``length`` and ``database_id`` of a press database. ``article_id`` is the file's path
        in the folder, without its ending. ``published`` is an ISO date or empty; what could be two dates stands in
        ``published_as_given``. ``problem`` is empty, or says why an article could not be read and what to do; its
        text is then empty. There is a row for every file that a person sees in a folder, read or not.

    Raises
    ------
    ArticleError
        Where nothing at all could be read; the message gives the reasons.

    Examples
    --------
    >>> table = read_articles(pd.DataFrame({"text": ["Le conseil vote vendredi dans l'ancienne mairie."]}))
    >>> table.loc[0, ["article_id", "language", "problem"]].tolist()
    ['article-1', 'fr', '']
    """
    if language and not _LANGUAGE.fullmatch(language):
        raise ArticleError(f"language={language!r} is no ISO 639-1 code: pass two small letters, such as 'fr' or 'en'.")
    # One step for all before the next: in turns, extracting pages and guessing languages slow each other down, as
    # either needs the processor's cache for itself.
    return _read_all(list(_rows(where, progress)), where, source, language)


def read_with_origins(where: Where) -> tuple[pd.DataFrame, dict[str, dict[str, str]]]:
    """Read articles as `read_articles` does, and of each where its values came from.

    Returns
    -------
    DataFrame
    dict
        By ``article_id`` and name: ``"file"`` where the file (a table's column, a page's own words, an export's
        field) says so, ``"folder"`` where the folder's name does, ``"guess"`` where the text tells.

    Examples
    --------
    >>> _, origins = read_with_origins(pd.DataFrame({"text": ["The council votes on Friday."], "source": ["Echo"]}))
    >>> origins["article-1"]
    {'source': 'file', 'language': 'guess'}
    """
    rows = list(_rows(where, None))
    origins: dict[str, dict[str, str]] = {}
    for row in rows:
        origins.setdefault(row["article_id"], _origins(row))
    return _read_all(rows, where, "", ""), origins


def _origins(row: Row) -> dict[str, str]:
    said = {name: "file" for name, cell in row.items() if cell and name not in _NOT_SAID}
    of_folder = {"source": "folder"} if row.get(_OF_FOLDER) else {}
    of_text = {} if row.get("problem") or _declared(row.get("language", "")) else {"language": "guess"}
    return said | of_folder | of_text


_OF_FOLDER = "\0source of folder"
"""In a row while it is read: its source is the name of a folder. No column has such a name."""

_NOT_SAID = {"article_id", "text", "problem", "article_sha256", _OF_FOLDER}


def _read_all(rows: list[Row], where: Where, source: str, language: str) -> pd.DataFrame:
    table = _table(_complete(row, source, language) for row in rows)
    if (table["problem"] != "").all():
        raise ArticleError(_reasons(table["problem"].tolist(), where))
    return table


def checked_articles(table: pd.DataFrame) -> pd.DataFrame:
    """Check a table that `read_articles` gave and that a person may have changed since.

    Returns
    -------
    DataFrame
        As `read_articles` returns it, with each text's own ``article_sha256``; it may hold nothing but problems.

    Examples
    --------
    >>> table = read_articles(pd.DataFrame({"text": ["The council votes on Friday."]}))
    >>> table.loc[0, "text"] = "The council voted on Friday."
    >>> checked_articles(table).loc[0, "article_sha256"] == sha256("The council voted on Friday.")
    True
    """
    return _table(_complete(row, "", "") for row in table_rows(table, "article", "The table"))


def _table(rows: Iterable[Row]) -> pd.DataFrame:
    given = _distinct(list(rows))
    table = pd.DataFrame(given, columns=list(ARTICLE_COLUMNS), dtype=object).astype(TEXT)
    further = dict.fromkeys(column for row in given for column in row if column not in ARTICLE_COLUMNS)
    for column in sorted(further, key=lambda name: (*VARIABLES, name).index(name)):
        table[column] = from_cells(
            [row.get(column, "") for row in given], "text" if column == UNREAD_DATE else KINDS.get(column)
        )
    return table


def _reasons(problems: list[str], where: Where) -> str:
    if not problems:
        given = [where] if isinstance(where, str | Path) else where
        what = "the table" if isinstance(where, pd.DataFrame) else ", ".join(repr(str(one)) for one in given) or "[]"
        return f"There is no article in {what}: pass a folder with {', '.join(ENDINGS)} files."
    more = len(problems) - _SHOWN
    return " ".join([*problems[:_SHOWN], *([f"And {more} more like these."] if more > 0 else [])])


def _rows(where: Where, progress: bool | None) -> Iterator[Row]:
    if isinstance(where, pd.DataFrame):
        yield from table_rows(where, "article", "The table")
        return
    several: set[str] = set()
    for one in with_progress(list(_given(where)), "Reading", shown=progress):
        if isinstance(one, ArticleFile):
            yield from _file_rows(one, several)
        else:
            yield from table_rows(one, "article", "The table")


def _given(where: Where) -> Iterator[ArticleFile | pd.DataFrame]:
    if isinstance(where, pd.DataFrame):
        yield where
    elif isinstance(where, str | Path):
        yield from find_files(str(where))
    elif isinstance(where, Sequence) and not isinstance(where, bytes):
        for one in where:
            yield from _given(one)
    else:
        raise ArticleError(
            f"Articles cannot be read from a {type(where).__name__}: pass a path, a list of paths or a DataFrame."
        )


def _file_rows(file: ArticleFile, several: set[str]) -> list[Row]:
    """Return a file's rows; the articles of one that holds several are numbered.

    Parameters
    ----------
    file : ArticleFile
    several : set of str
        Ids of the files so far that held several: ``may.docx`` and ``may.txt`` are two exports.
    """
    try:
        rows = _read(file)
    except ArticleError as error:
        rows = [{"problem": str(error)}]
    about = {"article_id": file.article_id, "url": file.url, "source": file.source}
    unnumbered = [row for row in rows if "article_id" not in row and not row.get("problem")]
    if len(unnumbered) > 1:
        one = f"{file.article_id}{file.ending}" if file.article_id in several else file.article_id
        several.add(file.article_id)
        for nth, row in enumerate(unnumbered, start=1):
            row["article_id"] = f"{one}-{nth}"
    return [_with_folder({name: cell for name, cell in row.items() if cell}, about) for row in rows]


def _with_folder(row: Row, about: Row) -> Row:
    """Return a row with what its file's place says of it, where it does not say so itself."""
    of_folder = {_OF_FOLDER: "1"} if about["source"] and "source" not in row else {}
    return {**about, **row, **of_folder}


def _read(file: ArticleFile) -> list[Row]:
    if file.problem:
        raise ArticleError(file.problem)
    try:
        return READERS[file.ending](file.read(), file.name)
    except ArticleError:
        raise
    except AnnotateError as error:
        raise ArticleError(str(error)) from error
    except OSError as error:
        raise ArticleError(f"{file.name!r} cannot be read: {error.strerror or error}.") from error
    except Exception as error:
        # Whatever a parser stumbles over: one bad file must not keep the others from being read.
        raise ArticleError(
            f"{file.name!r} cannot be read ({type(error).__name__}: {error}). Save it again, or leave it out."
        ) from error


# What becomes an article, and what does not ------------------------------------------------------------------


def _complete(row: Row, source: str, language: str) -> Row:
    text = join_surrogates(row.get("text", ""))
    problem = row.get("problem", "")
    if not problem and not _has_visible_sign(text):
        problem = (
            f"The article {row['article_id']!r} is empty: there is no text to tag. Check the file, or leave it out."
        )
    if not problem and _LEADS_OUT.search(row["article_id"]):
        problem = (
            f"The article_id {row['article_id']!r} looks like a path out of its folder, or holds signs that cannot be "
            "seen: rename it plainly."
        )
    if problem:
        return _refused(row, problem)
    return {
        **dict.fromkeys(ARTICLE_COLUMNS, ""),
        **{name: cell for name, cell in row.items() if name != _OF_FOLDER},
        "text": text,
        "source": unicodedata.normalize("NFC", " ".join((source or row.get("source", "")).split())),
        "language": language or _declared(row.get("language", "")) or guess_language(text),
        "article_sha256": sha256(text),
    }


def _has_visible_sign(text: str) -> bool:
    return any(sign.isprintable() and not sign.isspace() and sign not in _BLANK for sign in text)


def _declared(language: str) -> str:
    """Return a declared language's code (fr of fr-CA); nothing where it is none."""
    code = re.split("[-_]", language.strip().lower())[0]
    return code if _LANGUAGE.fullmatch(code) else ""


def sha256(text: str) -> str:
    """Return the fingerprint by which a text is recognised again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _distinct(rows: list[Row]) -> list[Row]:
    """Refuse a second text under one id, and a page saved twice; leave out a second copy under the same id."""
    kept: dict[str, Row] = {}
    pages: dict[tuple[str, str], Row] = {}
    given = []
    for row in rows:
        first = kept.setdefault(row["article_id"], row) if not row["problem"] else row
        if first is row:
            known = row["url"] or row.get("database_id")
            page = pages.setdefault((known, row["article_sha256"]), row) if known else row
            given.append(
                row
                if page is row
                else _refused(row, _SAVED_TWICE.format(page["article_id"], "address" if row["url"] else "number"))
            )
        elif first["article_sha256"] != row["article_sha256"]:
            given.append(_refused(row, _ONE_ID.format(row["article_id"])))
    return given


_ONE_ID = (
    "Two articles have the id {!r} and different texts: the first was taken. Rename the second file, or give it "
    "another article_id."
)
_SAVED_TWICE = "It is the same page as {!r}, with the same {} and text: the first was taken. Leave this one out."


def _refused(row: Row, problem: str) -> Row:
    return {**dict.fromkeys(ARTICLE_COLUMNS, ""), "article_id": row["article_id"], "problem": problem}
