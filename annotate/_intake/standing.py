"""Articles that stand in a project: what is wrong with them is corrected, and what is none is set aside."""

import uuid
from collections.abc import Callable
from typing import Any

import pandas as pd
import sqlalchemy as sa

from annotate._articles.article_table import RESERVED
from annotate._project import tables
from annotate._project.about import FACTS
from annotate._project.project import Project
from annotate._variables import as_cells


def came(project: Project) -> dict[str, dict[str, str]]:
    """Return the facts with which each article came, whatever was corrected since."""
    table = tables.articles.c
    query = sa.select(table.article_id, *(table[name] for name in FACTS))
    with project._store.reading() as connection:
        return {row["article_id"]: dict(row) for row in connection.execute(query).mappings()}


_NO_VARIABLE = {*RESERVED, "text", "article_sha256", "url"}


class Standing:
    """The articles of a project, those that are set aside too.

    Parameters
    ----------
    project : Project
    coder : str
        Who corrects and sets aside.
    """

    is_new = False

    def __init__(self, project: Project, coder: str) -> None:
        self._project = project
        self._coder = coder
        self._came = came(project)
        self._made: list[str] = []  # the decisions made here
        self._read()

    def _read(self) -> None:
        self.table: pd.DataFrame = self._project.articles(set_aside=True)
        self.why = [str(one) for one in self.table["set_aside"]]
        self.kept = [not one for one in self.why]

    @property
    def names(self) -> list[str]:
        """What can be changed of an article: its facts, then its variables."""
        columns = [str(name) for name in self.table.columns]
        return [
            *(one for one in FACTS if one != "url"),
            *(one for one in columns if one not in {*_NO_VARIABLE, *FACTS}),
        ]

    def set(self, rows: list[int], name: str, value: str) -> None:
        """Correct a fact or a variable of some articles, as one decision; see `Project.correct`."""
        ids = self.table["article_id"].iloc[rows].tolist()
        given: Any = {name: value if name in FACTS or value else None}
        self._decide(lambda about: self._project.correct(ids, **about, **given))

    def keep(self, row: int, *, kept: bool, reason: str) -> None:
        """Set an article aside for a reason, or take it in again."""
        article_id = str(self.table["article_id"][row])
        if kept:
            self._decide(lambda about: self._project.restore(article_id, **about))
        else:
            self._decide(lambda about: self._project.set_aside(article_id, reason=reason, **about))

    def _decide(self, write: Callable[[dict[str, str]], None]) -> None:
        decision_id = uuid.uuid4().hex
        write({"coder": self._coder, "decision_id": decision_id})
        self._made.append(decision_id)
        self._read()

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed here."""
        return bool(self._made)

    def undo(self) -> None:
        """Take back what was last changed here, and nothing that the coder decided elsewhere since."""
        if self._made:
            try:
                self._project._undo_that(self._made.pop(), self._coder)
            finally:
                self._read()

    def origin(self, row: int, name: str) -> str:
        """Return whether a value was corrected; else nothing: what it came with is in the study."""
        return "hand" if as_cells(self.table[name].iloc[[row]])[0] != self.came_as(row, name) else ""

    def came_as(self, row: int, name: str) -> str:
        """Return what an article came with under a name; what it has now for a variable of the study."""
        article_id = str(self.table["article_id"][row])
        return self._came.get(article_id, {}).get(name, as_cells(self.table[name].iloc[[row]])[0])

    @property
    def problems(self) -> list[str]:
        """Why each article is set aside; empty where it is not."""
        return self.why
