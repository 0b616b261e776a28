"""Salvage: as much of a damaged study as can be read, saved into a new one, with a list."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa

from annotate._articles.articles import sha256
from annotate._codebook import Codebook
from annotate._errors import AnnotateError, ProjectError
from annotate._exact_text import unescape
from annotate._project import tables
from annotate._project.address import Address
from annotate._project.backup import backups, named
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._project.rows import Stored

_DERIVED = ("tags", "article_values", "study_values", "tallies")
"""Tables that are made again from the logs."""


def save_what_can_be_read(where: str | Path, to: str | Path | None = None) -> tuple[Path, pd.DataFrame]:
    """Save as much of a damaged study as can be read into a new one; the damaged file is only read.

    Parameters
    ----------
    where : str or Path
        The study's file.
    to : str or Path, optional
        The study to make; where left out, one beside it.

    Returns
    -------
    Path
        The new study.
    DataFrame
        One row per table: ``table``, ``saved`` (rows in the new study) and ``lost`` (rows that could be read but belong
        to an article or decision that could not; and those that are known to be missing).

    Raises
    ------
    ProjectError
        Where nothing at all can be read.
    """
    file = Address.of(where).path
    target = named(file, "salvaged") if to is None else Path(to).expanduser().resolve()
    if target.exists():
        raise ProjectError(f"{str(target)!r} is there already, and nothing is written over: give another name.")
    if not file.exists():
        raise ProjectError(f"There is no study {str(file)!r}: check the path.")
    found = {table.name: list(_readable(file, table)) for table in tables.metadata.sorted_tables}
    if not found["articles"]:
        raise ProjectError(f"No article can be read in {str(file)!r}: take your last copy or export of it.")
    kept = _consistent(found)
    saved = _write(target, kept)
    rows = [{"table": n, "saved": count, "lost": _known(n, found[n]) - count} for n, count in saved.items()]
    return target, pd.DataFrame(rows)


def _readable(file: Path, table: sa.Table) -> Iterator[Stored]:
    """Return the rows of a table that can be read: from both ends, up to the damage."""
    seen: set[Any] = set()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as read:
        read.row_factory = sqlite3.Row
        read.text_factory = lambda data: data.decode("utf-8", errors="replace")
        for order in ("ASC", "DESC"):
            try:
                rows = read.execute(f'SELECT rowid AS "row number", * FROM {table.name} ORDER BY rowid {order}')  # noqa: S608
                for row in rows:
                    if row["row number"] not in seen:
                        seen.add(row["row number"])
                        there = row.keys()
                        yield {name: row[name] if name in there else "" for name in table.columns.keys()}  # noqa: SIM118
            except sqlite3.Error:
                continue


def _known(name: str, rows: list[Stored]) -> int:
    """Return how many rows there were, as far as their own numbers tell."""
    number = {"articles": "article_number", "article_texts": "article_number"}.get(name)
    numbers = [int(row[number]) for row in rows if number and isinstance(row[number], int)]
    return max([len(rows), *numbers])


def _consistent(found: dict[str, list[Stored]]) -> dict[str, list[Stored]]:
    """Return the rows that belong together: those of articles whose text is whole, and of decisions that are known."""
    texts = {row["article_number"]: row["text"] for row in found["article_texts"]}
    whole = [row for row in found["articles"] if _is_whole(row, texts)]
    kept = {name: list(rows) for name, rows in found.items()}
    kept["articles"] = [{**row, "article_number": nth} for nth, row in enumerate(whole, start=1)]
    kept["article_texts"] = [
        {"article_number": nth, "text": texts[row["article_number"]]} for nth, row in enumerate(whole, start=1)
    ]
    ids = {row["article_id"] for row in whole}
    made = {row["seq"] for row in found["decisions"]}
    for name, rows in kept.items():
        columns = tables.metadata.tables[name].columns
        if "seq" in columns and name != "decisions":
            rows[:] = [row for row in rows if row["seq"] in made]
        if "article_id" in columns and name != "articles":
            rows[:] = [row for row in rows if row["article_id"] in ids or not row["article_id"]]
    for row in kept["decisions"]:
        for name in ("undoes", "undone_by"):
            row[name] = row[name] if row[name] in made else None
    return kept


def _is_whole(row: Stored, texts: dict[int, str]) -> bool:
    text = texts.get(row["article_number"])
    return isinstance(text, str) and sha256(unescape(text)) == row["article_sha256"]


def _write(target: Path, kept: dict[str, list[Stored]]) -> dict[str, int]:
    """Write a new study, derive what can be derived, and return how many rows each table has."""
    facts = {row["name"]: row["value"] for row in kept.pop("project") if row["name"] != "schema_version"}
    with Project(target, _codebook(facts)) as made, made._store.writing() as connection:
        raw: Any = connection.connection.driver_connection
        raw.executemany("INSERT OR REPLACE INTO project VALUES (?, ?)", list(facts.items()))
        for name, rows in kept.items():
            if name not in _DERIVED:
                _insert(raw, name, rows)
        counts = {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in kept}  # noqa: S608
    check_project(target, repair=True)
    for copy in backups(target):  # of what was not repaired yet
        copy.path.unlink()
    return {name: count for name, count in counts.items() if name not in _DERIVED}


def _codebook(facts: Stored) -> Codebook:
    try:
        return Codebook.from_yaml(facts["codebook"])
    except (KeyError, AnnotateError):
        return Codebook.shipped()


def _insert(connection: Any, name: str, rows: list[Stored]) -> None:
    """Insert rows as they were stored; one that breaks a rule of its table is damaged itself."""
    names = list(tables.metadata.tables[name].columns.keys())
    columns, marks = ", ".join(f'"{column}"' for column in names), ", ".join("?" for _ in names)
    values = [[row[column] for column in names] for row in rows]
    connection.executemany(f"INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})", values)  # noqa: S608
