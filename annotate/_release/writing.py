"""Write a release: a study's tags, codebook, design and numbers in a folder, without any article's text."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import yaml

from annotate._agreement.agreement_table import agreement
from annotate._balance import balance
from annotate._codebook import Codebook
from annotate._csv_file.csv_file import write_csv
from annotate._errors import AnnotateError
from annotate._exact_text import escape, takes_any_text, without_surrogates
from annotate._json import JsonObject
from annotate._release.anchors import anchor_columns
from annotate._release.describing import About, citation, datacite, ro_crate, statement
from annotate._release.quotes import Quotes
from annotate._tags import TAG_COLUMNS
from annotate._variables import as_cells
from annotate._whole_file import whole_file

if TYPE_CHECKING:
    from annotate._project.project import Project

FREE_TEXTS = ("title", "author", "speaker", "note")
"""Columns in which somebody may have written an article's words."""


class ReleaseError(AnnotateError):
    """A release cannot be written or attached; the message says why, and what to do."""


@takes_any_text
def write_release(
    project: "Project",
    folder: str | Path,
    *,
    quoting: str = "",
    title: str = "Annotated news articles",
    authors: Sequence[str] = (),
    licence: str = "CC-BY-4.0",
    url: str = "",
) -> Path | pd.DataFrame:
    """Write a study's tags for others, without the articles' texts.

    News text is its publisher's; tags are yours. The folder holds ``tags.csv`` (each tag with its place, and hashes of
    its passage's words in place of its text), ``articles.csv`` (id, source, address, length and the text's sha256, and
    the article variables), ``codebook.yaml``, ``balance.csv``, ``agreement.csv``, a data statement (``README.md``),
    ``CITATION.cff``, ``datacite.json`` and ``ro-crate-metadata.json``. `attach` puts the texts back for whoever has
    them. No five words of any article stand in a row anywhere in it, unless ``quoting="keep"``.

    Parameters
    ----------
    project : Project
    folder : str or Path
        Made where it is missing; files of the same names in it are replaced.
    quoting : {"list", "drop", "keep"}
        What becomes of titles, speakers, notes and variables that quote five words or more: they are returned and
        nothing is written; they are left empty; or they are kept. It must be said where there are any.
    title, licence, url : str
        Of the data set; the licence as an SPDX identifier.
    authors : sequence of str
        Names as they are cited.

    Returns
    -------
    Path
        The folder. With ``quoting="list"`` a DataFrame instead: one row per value that quotes an article, with
        ``table, row, column, value``.

    Raises
    ------
    ReleaseError
        Where something quotes an article and ``quoting`` does not say what to do, or nothing is tagged.

    Examples
    --------
    >>> import annotate, tempfile
    >>> where = Path(tempfile.mkdtemp())
    >>> project = annotate.open_project(where / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
    >>> _ = project.tag("vote", 0, 28, "reported_fact", coder="mj")
    >>> sorted(path.name for path in write_release(project, where / "release").iterdir())[:3]
    ['CITATION.cff', 'README.md', 'agreement.csv']
    """
    if quoting not in ("", "list", "drop", "keep"):
        raise ReleaseError(f"quoting={quoting!r} is unknown: use 'list', 'drop' or 'keep'.")
    tags, articles = project.tags(), project.articles()
    if tags.empty:
        raise ReleaseError("Nothing is tagged in this project: there is nothing to publish yet.")
    quotes = Quotes(articles["text"])
    tables = {"tags": _tags(tags), "articles": _articles(articles)}
    found = pd.concat([_quoting(table, quotes, name) for name, table in tables.items()], ignore_index=True)
    if quoting == "list":
        return found
    if len(found) and not quoting:
        raise ReleaseError(_says(found))
    if quoting != "keep":
        tables = {name: _without(table, quotes) for name, table in tables.items()}
    about = About(title, tuple(authors), licence, url)
    codebook = _without_examples(project.codebook, quotes)
    numbers = {"balance": balance(tags, project.passages()), "agreement": agreement(tags)}
    return _write(Path(folder), about, codebook, tables, numbers)


def _says(found: pd.DataFrame) -> str:
    counts = found["column"].value_counts()
    told = ", ".join(f"{number} in {column!r}" for column, number in counts.items())
    return (
        f"{len(found)} values quote five words of an article or more ({told}). Look at them with "
        "write_release(project, folder, quoting='list'), then choose quoting='drop' or quoting='keep'."
    )


def _tags(tags: pd.DataFrame) -> pd.DataFrame:
    return tags.drop(columns="text").join(anchor_columns(tags["text"]))


def _articles(articles: pd.DataFrame) -> pd.DataFrame:
    return articles.drop(columns="text").assign(length=articles["text"].str.len())


def _free_columns(table: pd.DataFrame) -> list[str]:
    hashes = ("tag_id", "article_sha256", "first_words", "last_words", "all_words")
    texts = [
        name for name in table.columns if table[name].dtype.kind == "O" or pd.api.types.is_string_dtype(table[name])
    ]
    further = [name for name in texts if name not in TAG_COLUMNS and name not in hashes]
    return [name for name in (*FREE_TEXTS, *further) if name in table.columns]


def _quoting(table: pd.DataFrame, quotes: Quotes, name: str) -> pd.DataFrame:
    rows = [
        (name, int(row), column, table[column].iloc[row])
        for column in _free_columns(table)
        for row in quotes.in_column(table[column]).to_numpy().nonzero()[0]
    ]
    return pd.DataFrame(rows, columns=["table", "row", "column", "value"])


def _without(table: pd.DataFrame, quotes: Quotes) -> pd.DataFrame:
    kept = {name: table[name].mask(quotes.in_column(table[name]), "") for name in _free_columns(table)}
    return table.assign(**kept)


def _without_examples(codebook: Codebook, quotes: Quotes) -> Codebook:
    """Return the codebook without the examples that quote an article."""
    data = codebook.to_dict()
    for label in data["labels"]:
        for part in ("include", "exclude"):
            examples = label.get(part) or {}
            label[part] = {
                code: [text for text in texts if not quotes.are_in(text)] for code, texts in examples.items()
            }
    return Codebook.from_dict(data)


def _write(
    folder: Path, about: About, codebook: Codebook, tables: dict[str, pd.DataFrame], numbers: dict[str, pd.DataFrame]
) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReleaseError(f"The folder {str(folder)!r} cannot be made: {error.strerror}.") from error
    write_csv(tables["tags"].assign(text=""), folder / "tags.csv")
    for name, table in {"articles": tables["articles"], **numbers}.items():
        with whole_file(folder / f"{name}.csv") as file:
            file.write(as_text_table(table).to_csv(index=False, quoting=csv.QUOTE_ALL).encode("utf-8"))
    texts = {
        "codebook.yaml": codebook.to_yaml(),
        "README.md": statement(about, codebook, tables),
        "CITATION.cff": yaml.safe_dump(citation(about), allow_unicode=True, sort_keys=False),
        "datacite.json": _json(datacite(about)),
        "ro-crate-metadata.json": _json(ro_crate(about, [*tables, *numbers])),
    }
    for name, text in texts.items():
        with whole_file(folder / name) as file:
            file.write(without_surrogates(text).encode("utf-8"))
    return folder


def as_text_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of cells as the tag table's are written: `annotate.read_csv`'s rules read them back."""
    return pd.DataFrame({name: list(map(escape, as_cells(table[name]))) for name in table.columns})


def _json(data: JsonObject) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
