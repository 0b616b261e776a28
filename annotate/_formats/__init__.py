"""The formats of the field, in and out: one file per format, one door for all.

What each keeps and loses: ``docs/formats.md``.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from annotate._articles.articles import ARTICLE_COLUMNS, sha256
from annotate._codebook import Codebook
from annotate._csv_file.refused_rows import RefusedRows, check_errors
from annotate._errors import AnnotateError, FormatError
from annotate._exact_text import TEXT
from annotate._format_names import FORMATS, TABLES, WITH_TEXT
from annotate._formats.known_articles import KnownArticles
from annotate._formats.placing import placed
from annotate._formats.tagged_article import Cells, TaggedArticle, as_variables, tagged_articles
from annotate._known_codebooks import checked, codebook_of, make_known
from annotate._tags import TAG_COLUMNS, tag_table
from annotate._whole_file import whole_file


def write_format(
    tags: pd.DataFrame,
    path: str | Path,
    format: str,  # noqa: A002 - the word that users look for
    *,
    articles: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
) -> Path:
    """Write tags in the format of another tool.

    Parameters
    ----------
    tags : DataFrame
        A tag table, such as ``project.tags()``.
    path : str or Path
        Written beside its place and moved there when it is whole.
    format : str
        Its name, such as ``"doccano"``, ``"refi_qda"`` or ``"xlsx"``; docs/formats.md has them all. spss and stata need
        the package's extra ``statistics``.
    articles : DataFrame, optional
        ``project.articles()``: some formats (doccano, refi_qda …) carry each article's whole text, and all
        articles, tagged or not. Where it is left out, their texts are put together from the tags, with blanks where
        there is none. ``w3c`` takes what stands before and after a passage from it; the tables need none.
    codebook : Codebook, optional
        Its labels become the codes of refi_qda, with their colours; the codebook that the tags name where left out.

    Returns
    -------
    Path
        Where the file is. `read_format` returns the tags from it.

    Raises
    ------
    FormatError, TagError
        Where the tags do not stand in the articles, the format cannot hold them, or the file cannot be written.

    Examples
    --------
    >>> import annotate, tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> project = annotate.open_project(folder / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The vote is on Friday. It will fail."]}))
    >>> _ = project.tag("vote", 0, 22, "reported_fact", coder="mj")
    >>> path = write_format(project.tags(), folder / "vote.jsonl", "doccano", articles=project.articles())
    >>> read_format(path, "doccano").equals(project.tags())
    True
    """
    module = _module(format)
    table = tag_table(tags)
    content = table if format in TABLES else tagged_articles(table, articles, rebuild=format in WITH_TEXT)
    book = [codebook_of(table, codebook)] if format == "refi_qda" else []
    with whole_file(path) as file:
        module.write(content, file, *book)
    return Path(path)


def read_format(
    path: str | Path,
    format: str,  # noqa: A002
    *,
    articles: pd.DataFrame | None = None,
    labels: Mapping[str, str] | None = None,
    codebook: Codebook | None = None,
    errors: str = "raise",
) -> pd.DataFrame:
    """Read tags from the format of another tool.

    Offsets are checked against the text and each passage is taken from it; see `read_format_articles` for the
    articles themselves.

    Parameters
    ----------
    path : str or Path
    format : str
        As of `write_format`.
    articles : DataFrame, optional
        ``project.articles()``: the tags are placed in these texts, where the file has an article of the same
        ``article_id``, or else of the same text but for blanks.
    labels : dict, optional
        The file's labels and what each is in the codebook, such as ``{"Fact": "reported_fact"}``.
    codebook : Codebook, optional
        Whose labels they are; the shipped one where left out. Tags that annotate wrote keep theirs.
    errors : {"raise", "report"}
        With a tag that cannot be read: read nothing, or read the others and list it in ``tags.attrs["refused"]``,
        with ``line`` (its place in the file), ``column``, ``value`` and ``cure``.

    Returns
    -------
    DataFrame
        A tag table (`annotate._tags.tag_table`), in reading order. Tags that annotate did not write have ``origin``
        ``import``.

    Raises
    ------
    FormatError, TagError
        Where the file cannot be read; the message says which, why and what to do.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "export.jsonl"
    >>> _ = path.write_text('{"id": 7, "text": "It will fail.", "label": [[0, 13, "Opinion"]]}')
    >>> tags = read_format(path, "doccano", labels={"Opinion": "opinion"})
    >>> tags.loc[0, ["article_id", "text", "label", "origin"]].tolist()
    ['export-7', 'It will fail.', 'opinion', 'import']
    """
    check_errors(errors)
    if codebook is not None:
        make_known(checked(codebook))
    found = _read(path, format)
    if isinstance(found, pd.DataFrame):
        return tag_table(found)
    refused = RefusedRows(Path(path).name)
    known, book = KnownArticles(articles), codebook or Codebook.shipped()
    rows = [row for page in found for row in placed(known.recognised(page), book, dict(labels or {}), refused)]
    refused.settle(errors)
    ordered = _in_reading_order(rows)
    cells = [[row.get(name, "") for name in TAG_COLUMNS] for row in ordered]
    table = pd.DataFrame(cells, columns=list(TAG_COLUMNS), dtype=object)
    tags = tag_table(table.assign(**as_variables(ordered)), codebook)
    tags.attrs = {"refused": refused.rows}
    return tags


def _in_reading_order(rows: list[Cells]) -> list[Cells]:
    """Order rows as a project does: articles as they came, in each by place and coder."""
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row["article_id"], len(first))
    return sorted(rows, key=lambda r: (first[r["article_id"]], int(r["start"]), int(r["end"]), r.get("coder", "")))


def read_format_articles(path: str | Path, format: str) -> pd.DataFrame:  # noqa: A002
    """Read the articles that a file of another tool carries.

    Parameters
    ----------
    path : str or Path
    format : str
        One that carries whole texts, such as ``"conll"``, ``"doccano"`` or ``"refi_qda"``.

    Returns
    -------
    DataFrame
        One row per article, as `annotate.read_articles` returns them, for ``project.add``. ``problem`` says where a
        file holds only the tagged passages of an article.

    Raises
    ------
    FormatError
    """
    if format in FORMATS and format not in WITH_TEXT:
        raise FormatError(f"A {format} file carries no articles: read them from their own files (read_articles).")
    pages = {page.article_id: page for page in _read(path, format)}
    rows = [_article_row(page) for page in pages.values()]
    table = pd.DataFrame(rows, columns=list(ARTICLE_COLUMNS), dtype=object).astype(TEXT)
    return table.assign(**as_variables([page.about for page in pages.values()]))


def _article_row(page: TaggedArticle) -> dict[str, str]:
    text = page.text or ""
    known = page.about.get("article_sha256") or sha256(text)
    problem = ""
    if known != sha256(text):
        problem = (
            f"The file holds only the tagged passages of {page.article_id!r}, not its whole text: write it again with "
            "articles=project.articles(), or read the article from its own file."
        )
    row = {name: page.about.get(name, "") for name in ARTICLE_COLUMNS}
    return {**row, "text": "" if problem else text, "article_sha256": known, "problem": problem}


def _module(format: str) -> Any:  # noqa: A002
    if format not in FORMATS:
        raise FormatError(f"format={format!r} is not known: use one of {', '.join(FORMATS)}.")
    return import_module(f"annotate._formats.{format}")


def _read(path: str | Path, format: str) -> Any:  # noqa: A002
    """Read a file whole; whatever a parser stumbles over becomes a sentence."""
    path = Path(path)
    module = _module(format)
    try:
        found = module.read(path)
        return found if isinstance(found, pd.DataFrame) else _distinct(list(found))
    except AnnotateError:
        raise
    except OSError as error:
        raise FormatError(f"{str(path)!r} cannot be read: {error.strerror or error}. Check the path.") from error
    except Exception as error:
        raise FormatError(f"{path.name!r} is no {format} file that can be read: {error}. Export it again.") from error


def _distinct(pages: list[TaggedArticle]) -> list[TaggedArticle]:
    """Let no two texts bear one id, as where several exports, or sources of one name, stand in a file."""
    texts: dict[str, str | None] = {}
    for page in pages:
        given, nth = page.article_id, 1
        while texts.setdefault(page.article_id, page.text) != page.text:
            nth += 1
            page.about["article_id"] = f"{given}-{nth}"
    return pages
