"""Articles that were read and do not count yet: each can be corrected, left out or kept."""

import unicodedata
from typing import Any

import pandas as pd

from annotate._articles.article_table import RESERVED
from annotate._articles.articles import read_with_origins
from annotate._errors import ArticleError
from annotate._project.about import FACTS, checked_facts, checked_variables
from annotate._project.project import Project
from annotate._variables import as_cells, from_cells, kind_of, plain_name

_NO_VARIABLE = {*RESERVED, "text", "article_sha256", "url"}


class Incoming:
    """Articles on their way into a project.

    Parameters
    ----------
    articles : DataFrame, path, or list of paths
        What `read_articles` returned, or anything that it reads.
    project : Project
        What they are added to.
    """

    is_new = True

    def __init__(self, articles: Any, project: Project) -> None:
        is_read = isinstance(articles, pd.DataFrame) and "problem" in articles.columns
        self._origins: dict[str, dict[str, str]] | None
        table, self._origins = (articles.copy(), None) if is_read else read_with_origins(articles)
        self.table: pd.DataFrame = table.reset_index(drop=True)
        self._project = project
        self.kept: list[bool] = (self.table["problem"] == "").tolist()
        self.why = [""] * len(self.table)
        self._read = self.table
        self._before: list[tuple[pd.DataFrame, list[bool], list[str]]] = []

    @property
    def names(self) -> list[str]:
        """What can be changed of an article: its facts, then its variables."""
        columns = [str(name) for name in self.table.columns]
        return [
            *(one for one in FACTS if one != "url"),
            *(one for one in columns if one not in {*_NO_VARIABLE, *FACTS}),
        ]

    def set(self, rows: list[int], name: str, value: str) -> None:
        """Set a fact or a variable of some rows.

        Raises
        ------
        ArticleError
            Where it cannot be so; nothing is changed then.
        """
        if name in FACTS:
            said = checked_facts({name: value})[name]
            column: Any = _with(self.table[name].tolist(), rows, said)
        else:
            name = plain_name(name)
            column = self._variable(name, rows, value)
        self._remember()
        self.table = self.table.assign(**{name: column})

    def _remember(self) -> None:
        self._before.append((self.table, [*self.kept], [*self.why]))

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed here."""
        return bool(self._before)

    def undo(self) -> None:
        """Take back what was changed last, whatever it was."""
        if self._before:
            self.table, self.kept, self.why = self._before.pop()

    def came_as(self, row: int, name: str) -> str:
        """Return what was read of an article under a name; empty where nothing was."""
        return as_cells(self._read[name].iloc[[row]])[0] if name in self._read.columns else ""

    def origin(self, row: int, name: str) -> str:
        """Return where a value came from: the file, its folder's name, a guess, or the table that was given."""
        value, was = as_cells(self.table[name].iloc[[row]])[0], self.came_as(row, name)
        if value != was:
            return "hand"
        if not value:
            return ""
        return (
            "table" if self._origins is None else self._origins.get(self.table["article_id"][row], {}).get(name, "file")
        )

    def _variable(self, name: str, rows: list[int], value: str) -> pd.Series:
        checked_variables({name: value}, {})
        if name not in self.table.columns:
            return from_cells(_with([""] * len(self.table), rows, value), "text")
        column = self.table[name]
        try:
            return from_cells(_with(as_cells(column), rows, value), kind_of(column))
        except ValueError as error:
            raise ArticleError(f"{name}={value!r} is none of the kind that {name} has: {error}.") from error

    def keep(self, row: int, *, kept: bool, reason: str) -> None:
        """Keep an article, or leave it out.

        Raises
        ------
        ArticleError
            Where it could not be read.
        """
        if kept and self.table["problem"][row]:
            raise ArticleError(str(self.table["problem"][row]))
        self._remember()
        self.kept[row], self.why[row] = kept, "" if kept else reason

    def add(self) -> pd.DataFrame:
        """Add the articles that are kept to the project; return what `Project.add` says of each."""
        return self._project.add(self.table[self.kept].reset_index(drop=True))

    @property
    def problems(self) -> list[str]:
        """What is wrong with each article; empty where nothing is."""
        return [str(one) for one in self.table["problem"]]


def _with(cells: list[str], rows: list[int], value: str) -> list[str]:
    for row in rows:
        cells[row] = value
    return cells


def first_lines(text: str, most: int = 160) -> str:
    """Return how a text begins, on one line."""
    plain = " ".join(text[: 4 * most].split())
    return unicodedata.normalize("NFC", plain[:most]) + ("…" if len(plain) > most else "")
