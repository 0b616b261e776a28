"""Read articles: text files, saved web pages and tables, into one table with one row an article."""

import glob
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from annotate import lines
from annotate.encoding import decode
from annotate.errors import ArticleError
from annotate.exact_text import join_surrogates
from annotate.language import guess_language
from annotate.tags import TEXT

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

Where = str | Path | pd.DataFrame | Sequence[str | Path]
Row = dict[str, str]


def read_articles(where: Where, *, source: str = "", language: str = "") -> pd.DataFrame:
    """Read articles from files, folders or a table.

    Parameters
    ----------
    where : str, Path, list of them, or DataFrame
        A file (``.txt``, ``.md``, ``.html``, ``.csv``, ``.xlsx``, ``.jsonl``, ``.parquet``), a folder of such files,
        a pattern such as ``"pages/*.html"``, a list of these, or a DataFrame with a ``text`` column.
    source : str
        The source of all; where left out, a table's ``source`` column, a web page's site name, or else the name of
        the sub-folder that a file lies in.
    language : str
        ISO 639-1 code of all; where left out, a web page's own, or else guessed from the text.

    Returns
    -------
    DataFrame
        One row an article: ``article_id, source, title, author, published, url, language, text, article_sha256,
        problem``. ``article_id`` is the file's path in the folder, without its ending. ``published`` is an ISO date
        or empty. ``problem`` is empty, or says why an article could not be read and what to do; its text is then
        empty. Files that are no articles are left out.

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
    rows = _distinct([_complete(row, source, language) for row in _rows(where)])
    table = pd.DataFrame(rows, columns=list(ARTICLE_COLUMNS), dtype=object).astype(TEXT)
    if (table["problem"] != "").all():
        reasons = table["problem"].tolist() or [
            f"There is no article in {str(where)!r}: give a folder with {_ENDINGS} files."
        ]
        raise ArticleError(" ".join(reasons[:5]))
    return table


def _rows(where: Where) -> Iterator[Row]:
    if isinstance(where, pd.DataFrame):
        yield from _table_rows(where, "article", "the table")
    elif isinstance(where, str | Path):
        for path, folder in _files(str(where)):
            yield from _file_rows(path, folder)
    elif isinstance(where, Sequence) and not isinstance(where, bytes):
        for one in where:
            yield from _rows(one)
    else:
        raise ArticleError(
            f"Articles cannot be read from a {type(where).__name__}: give a path, a list of paths or a DataFrame."
        )


def _files(where: str) -> Iterator[tuple[Path, Path]]:
    """Give each file, with the folder that its id is relative to."""
    place = Path(where).expanduser()
    if place.is_dir():
        inside = place.resolve()
        for path in sorted(place.rglob("*")):
            # A link out of the folder could bring in anything.
            if _is_article(path.relative_to(place)) and path.is_file() and path.resolve().is_relative_to(inside):
                yield path, place
    elif place.exists() or not glob.has_magic(where):
        yield place, place.parent
    else:
        for path in sorted(Path(found) for found in glob.glob(str(place), recursive=True)):  # noqa: PTH207
            if path.is_file():
                yield path, path.parent


def _is_article(path: Path) -> bool:
    is_hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return (
        path.suffix.lower() in _READERS
        and not is_hidden
        and path.stem.lower() not in ("readme", "source", "license", "licence")
    )


def _file_rows(path: Path, folder: Path) -> list[Row]:
    article_id = path.relative_to(folder).with_suffix("").as_posix()
    reader = _READERS.get(path.suffix.lower())
    try:
        if not path.exists():
            raise ArticleError(f"There is no file or folder {str(path)!r}: check the path.")
        if reader is None:
            raise ArticleError(f"{path.name!r} is no kind of file that is read here: give {_ENDINGS} files.")
        rows = reader(path)
    except OSError as error:
        rows = [{"problem": f"{str(path)!r} cannot be read: {error.strerror}."}]
    except ArticleError as error:
        rows = [{"problem": str(error)}]
    folder_name = path.parent.name if path.parent != folder else ""
    return [{"article_id": article_id, **row, "source": row.get("source") or folder_name} for row in rows]


def _complete(row: Row, source: str, language: str) -> Row:
    text = join_surrogates(row.get("text", ""))
    problem = row.get("problem", "")
    if not problem and not text.strip():
        problem = (
            f"The article {row['article_id']!r} is empty: there is no text to tag. Check the file, or leave it out."
        )
    if problem:
        return {**dict.fromkeys(ARTICLE_COLUMNS, ""), "article_id": row["article_id"], "problem": problem}
    return {
        **dict.fromkeys(ARTICLE_COLUMNS, ""),
        **row,
        "text": text,
        "source": source or row.get("source", ""),
        "language": language or row.get("language", "")[:2].lower() or guess_language(text),
        "article_sha256": sha256(text),
    }


def sha256(text: str) -> str:
    """Give the fingerprint by which a text is recognised again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _distinct(rows: list[Row]) -> list[Row]:
    """Refuse the second of two articles under one id with different texts; leave out a second copy of the same."""
    kept: dict[str, Row] = {}
    given = []
    for row in rows:
        if row["problem"]:
            given.append(row)
            continue
        first = kept.setdefault(row["article_id"], row)
        if first is row:
            given.append(row)
        elif first["article_sha256"] != row["article_sha256"]:
            problem = (
                f"Two articles have the id {row['article_id']!r} and different texts: the first was taken. Rename the "
                "second file, or give it another article_id."
            )
            given.append({**dict.fromkeys(ARTICLE_COLUMNS, ""), "article_id": row["article_id"], "problem": problem})
    return given


# One reader a kind of file --------------------------------------------------------------------------------


def _read_text(path: Path) -> list[Row]:
    text = decode(path.read_bytes(), path.name).replace("\r\n", "\n").replace("\r", "\n")
    page = [line.strip() for line in text.splitlines()]
    published = next((day for line in page if (day := lines.iso_date(line))), "")
    return [{"text": text, "title": lines.title(page), "author": lines.author(page), "published": published}]


def _read_page(path: Path) -> list[Row]:
    from trafilatura import bare_extraction

    html = decode(path.read_bytes(), path.name, is_page=True)
    found: Any = bare_extraction(html, include_comments=False, with_metadata=True, favor_recall=True)
    about: dict[str, Any] = found.as_dict() if found is not None else {}
    if not (about.get("text") or "").strip():
        raise ArticleError(f"{path.name!r} holds no article that could be found: save its text as a .txt file.")
    tree = _tree(html)
    page = _with_headings(tree, [line.strip() for line in about["text"].splitlines() if line.strip()])
    return [
        {
            "text": "\n".join(page),
            "title": about.get("title") or lines.title(page),
            "author": about.get("author") or "",
            "published": (about.get("date") or "")[:10],
            "url": about.get("url") or "",
            "source": about.get("sitename") or "",
            "language": str(tree.get("lang") or ""),
        }
    ]


def _tree(html: str) -> Any:
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    return lxml_html.fromstring(html.encode("utf-8", "replace"), parser=parser)


def _with_headings(tree: Any, page: list[str]) -> list[str]:
    """Put back the headings that the extraction left out, each above the paragraph that follows it.

    A headline has a voice, so it must be there to be tagged. The bullets that the extraction puts before the items of
    a list are no words of the page.
    """
    blocks = [(block.tag, _words(block)) for block in tree.iter("h1", "h2", "h3", "h4", "p", "li", "blockquote")]
    items = {words for tag, words in blocks if tag == "li"}
    page = [line[2:] if line.startswith("- ") and line[2:] in items else line for line in page]
    waiting: list[str] = []
    above: dict[str, list[str]] = {}
    for tag, words in blocks:
        if words in page:
            above.setdefault(words, waiting)
            waiting = []
        elif words and tag.startswith("h"):
            # A page's own headline ends whatever menu stood before it.
            waiting = [words] if tag == "h1" else [*waiting, words]
    return [line for words in page for line in [*above.pop(words, []), words]]


def _words(block: Any) -> str:
    soft_hyphen = "\xad"
    return " ".join(block.text_content().replace(soft_hyphen, "").split())


def _read_csv(path: Path) -> list[Row]:
    from io import StringIO

    text = decode(path.read_bytes(), path.name)
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        table = pd.read_csv(StringIO(text, newline=""), sep=delimiter, dtype=object, keep_default_na=False)
    except (ValueError, pd.errors.ParserError) as error:
        raise ArticleError(f"{path.name!r} is no table that can be read: {error}") from error
    return _table_rows(table, path.stem, path.name)


def _read_with_pandas(path: Path) -> list[Row]:
    read = {".xlsx": pd.read_excel, ".jsonl": _read_jsonl, ".parquet": pd.read_parquet}[path.suffix.lower()]
    try:
        table = read(path)  # type: ignore[operator]
    except ImportError as error:
        raise ArticleError(f"{path.name!r} needs one more package: {error}") from error
    except Exception as error:
        raise ArticleError(f"{path.name!r} is no table that can be read: {error}") from error
    return _table_rows(table, path.stem, path.name)


def _read_jsonl(path: Path) -> pd.DataFrame:
    return pd.read_json(path, lines=True, dtype=False, convert_dates=False)


def _table_rows(table: pd.DataFrame, stem: str, name: str) -> list[Row]:
    if "text" not in table.columns:
        raise ArticleError(
            f"{name} has no column 'text' (it has {', '.join(map(str, table.columns)) or 'none'}): name the column "
            "with the articles' texts 'text', and the one with their outlets 'source'."
        )
    known = [column for column in ARTICLE_COLUMNS[:-2] if column in table.columns]
    filled = table[known].astype(object).where(table[known].notna(), "").astype(TEXT)
    rows: list[Row] = filled.to_dict("records")  # type: ignore[assignment]
    numbered = enumerate(rows, start=1)
    return [{**row, "article_id": row.get("article_id") or f"{stem}-{nth}"} for nth, row in numbered]


_READERS = {
    **dict.fromkeys((".txt", ".md"), _read_text),
    **dict.fromkeys((".html", ".htm"), _read_page),
    ".csv": _read_csv,
    **dict.fromkeys((".xlsx", ".jsonl", ".parquet"), _read_with_pandas),
}
_ENDINGS = ", ".join(_READERS)
