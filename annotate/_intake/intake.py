"""The intake as a widget: its kernel side."""

from pathlib import Path
from typing import Any, TypedDict

import pandas as pd

from annotate._concordance import fold
from annotate._intake.incoming import Incoming, first_lines
from annotate._intake.standing import Standing
from annotate._project.project import Project
from annotate._sheet.said import Said, unknown
from annotate._sheet.sheet import ROWS, Sheet, style
from annotate._variables import as_cells

_HERE = Path(__file__).parent


class Row(TypedDict):
    """An article as the page shows it; `came` holds what a changed value was before."""

    row: int
    article_id: str
    values: list[str]
    came: list[str | None]
    origins: list[str]
    characters: int
    begins: str
    problem: str
    kept: bool


class Shown(TypedDict):
    """What is in sight: the rows from `first`, of `seen` that hold the words looked for, of `total`."""

    is_new: bool
    names: list[str]
    first: int
    total: int
    seen: int
    kept: int
    can_undo: bool
    rows: list[Row]
    outcomes: list[tuple[str, int]]
    refused: list[str]


class Intake(Sheet):
    """Look at articles before they count: correct what was read, leave some out, add the others.

    Parameters
    ----------
    articles : DataFrame, path, list of paths, or None
        What `read_articles` returned, or anything that it reads. None: those that the project has, to be corrected
        and set aside.
    project : Project
        What they are added to.
    coder : str
        Who corrects and sets aside; adding is nobody's decision.
    language : str
        ``"en"`` or ``"fr"`` for the page's own wording; the browser's language where empty.

    Attributes
    ----------
    articles : DataFrame
        The articles that are kept, as they are on the page.
    added : DataFrame or None
        What `Project.add` said of each, once they were added.

    Examples
    --------
    >>> import annotate, pandas as pd, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> pages = pd.DataFrame({"article_id": ["vote", "ad"], "text": ["The council votes.", "Buy two shirts."]})
    >>> intake = annotate.Intake(pages, project)
    >>> intake.articles["article_id"].tolist()
    ['vote', 'ad']
    """

    _esm = _HERE / "intake.js"
    _css = style(_HERE / "intake.css")

    def __init__(self, articles: Any, project: Project, *, coder: str = "", language: str = "") -> None:
        self._desk = Standing(project, coder) if articles is None else Incoming(articles, project)
        self.added: pd.DataFrame | None = None
        self._first = 0
        self._words = ""
        super().__init__("intake", language)

    @property
    def articles(self) -> pd.DataFrame:
        """The articles that are kept, as they are on the page."""
        return self._desk.table[self._desk.kept].reset_index(drop=True)

    def _do(self, said: Said, _buffers: object) -> None:
        if said.verb == "rows":
            self._first = said.number("first", len(self._desk.table))
        elif said.verb == "find":
            self._first, self._words = 0, fold(said.text("words"))
        elif said.verb == "undo":
            self._desk.undo()
        elif said.verb == "set":
            self._set(said)
        elif said.verb == "keep":
            self._desk.keep(self._row_of(said), kept=said.is_true("kept"), reason=said.text("reason"))
        elif said.verb == "add" and isinstance(self._desk, Incoming):
            self.added = self._desk.add()
        else:
            raise unknown()

    def _row_of(self, said: Said) -> int:
        return said.number("row", len(self._desk.table) - 1)

    def _set(self, said: Said) -> None:
        row = self._row_of(said)
        rows = [row]
        if said.is_true("down"):
            rows += [one for one in self._seen() if one > row and self._desk.kept[one]]
        name, value = said.text("name"), said.text("value").strip()
        table = self._desk.table
        if name not in table.columns or set(as_cells(table[name].iloc[rows])) != {value}:
            self._desk.set(rows, name, value)

    def _seen(self) -> list[int]:
        """Return the rows that hold all the words that are looked for."""
        words = self._words.split()
        every = range(len(self._desk.table))
        if not words:
            return [*every]
        columns = [as_cells(self._desk.table[name]) for name in ("article_id", *self._desk.names)]
        told = [fold("\n".join(cells)) for cells in zip(*columns, strict=True)]
        return [nth for nth in every if all(word in told[nth] for word in words)]

    def _shown(self) -> Shown:
        desk = self._desk
        seen = self._seen()
        outcomes = {} if self.added is None else self.added["outcome"].value_counts().to_dict()
        return {
            "is_new": desk.is_new,
            "names": desk.names,
            "first": self._first,
            "total": len(desk.table),
            "seen": len(seen),
            "kept": sum(desk.kept),
            "can_undo": desk.can_undo and self.added is None,
            "rows": [self._row(nth) for nth in seen[self._first : self._first + ROWS]],
            "outcomes": [(str(name), int(many)) for name, many in outcomes.items()],
            "refused": [] if self.added is None else self.added.query("reason != ''")["reason"].tolist(),
        }

    def _row(self, nth: int) -> Row:
        desk = self._desk
        one = desk.table.iloc[[nth]]
        text = str(one["text"].iloc[0])
        values = [as_cells(one[name])[0] for name in desk.names]
        came = [desk.came_as(nth, name) for name in desk.names]
        return {
            "row": nth,
            "article_id": str(one["article_id"].iloc[0]),
            "values": values,
            "came": [was if was != value else None for was, value in zip(came, values, strict=True)],
            "origins": [desk.origin(nth, name) for name in desk.names],
            "characters": len(text),
            "begins": first_lines(text),
            "problem": desk.problems[nth],
            "kept": bool(desk.kept[nth]),
        }
