"""The intake as a widget: its kernel side."""

import json
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from annotate._concordance import fold
from annotate._errors import AnnotateError, ArticleError
from annotate._intake.incoming import Incoming, first_lines
from annotate._intake.standing import Standing
from annotate._project.project import Project
from annotate._variables import as_cells
from annotate._wording import Wording, languages

_HERE = Path(__file__).parent

ROWS = 50
"""The most articles that are shown at a time."""

LONGEST = 10_000
"""The most characters of a value."""


class Intake(anywidget.AnyWidget):
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
    _css = "\n".join(one.read_text(encoding="utf-8") for one in (_HERE.parent / "_sheet.css", _HERE / "intake.css"))

    language = traitlets.Unicode().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)

    def __init__(self, articles: Any, project: Project, *, coder: str = "", language: str = "") -> None:
        self._desk = Standing(project, coder) if articles is None else Incoming(articles, project)
        self.added: pd.DataFrame | None = None
        self._first = 0
        self._words = ""
        texts = {one: Wording(one).room("intake") for one in languages()}
        super().__init__(language=language, texts=texts)
        self.on_msg(self._receive)

    @property
    def articles(self) -> pd.DataFrame:
        """The articles that are kept, as they are on the page."""
        return self._desk.table[self._desk.kept].reset_index(drop=True)

    def _receive(self, _widget: object, message: Any, _buffers: object) -> None:
        try:
            self._answer(message if isinstance(message, dict) else {})
        except AnnotateError as error:
            self._send_rows(str(error))

    def _answer(self, said: dict[str, Any]) -> None:
        verb = said.get("do")
        if verb == "rows":
            self._first = self._number(said.get("first"), len(self._desk.table))
            self._send_rows()
        elif verb == "find":
            self._first, self._words = 0, fold(self._text(said.get("words")))
            self._send_rows()
        elif verb == "undo":
            self._desk.undo()
            self._send_rows()
        elif verb == "set":
            self._set(said)
        elif verb == "keep":
            row = self._number(said.get("row"), len(self._desk.table) - 1)
            self._desk.keep(row, kept=said.get("kept") is True, reason=self._text(said.get("reason")))
            self._send_rows()
        elif verb == "add" and isinstance(self._desk, Incoming):
            self.added = self._desk.add()
            self._send_rows()
        else:
            raise ArticleError("The intake does not know this message: reload the page and run the cell again.")

    def _set(self, said: dict[str, Any]) -> None:
        row = self._number(said.get("row"), len(self._desk.table) - 1)
        rows = [row]
        if said.get("down") is True:
            rows += [one for one in self._seen() if one > row and self._desk.kept[one]]
        name, value = self._text(said.get("name")), self._text(said.get("value")).strip()
        table = self._desk.table
        if name not in table.columns or set(as_cells(table[name].iloc[rows])) != {value}:
            self._desk.set(rows, name, value)
        self._send_rows()

    def _number(self, value: object, most: int) -> int:
        if type(value) is not int or not 0 <= value <= most:
            raise ArticleError("There is no such row: reload the page and run the cell again.")
        return value

    def _text(self, value: object) -> str:
        if not isinstance(value, str) or len(value) > LONGEST:
            raise ArticleError(f"A value is a text of at most {LONGEST:,} characters.")
        return value

    def _seen(self) -> list[int]:
        """Return the rows that hold all the words that are looked for."""
        words = self._words.split()
        every = range(len(self._desk.table))
        if not words:
            return [*every]
        columns = [as_cells(self._desk.table[name]) for name in ("article_id", *self._desk.names)]
        told = [fold("\n".join(cells)) for cells in zip(*columns, strict=True)]
        return [nth for nth in every if all(word in told[nth] for word in words)]

    def _send_rows(self, error: str = "") -> None:
        """Send the rows in sight, as ASCII: a lone surrogate in anyone's text would break them."""
        desk = self._desk
        seen = self._seen()
        outcomes = {} if self.added is None else self.added["outcome"].value_counts().to_dict()
        sent = {
            "is_new": desk.is_new,
            "names": desk.names,
            "first": self._first,
            "total": len(desk.table),
            "seen": len(seen),
            "kept": sum(desk.kept),
            "can_undo": desk.can_undo and self.added is None,
            "rows": [self._row(nth) for nth in seen[self._first : self._first + ROWS]],
            "error": error,
            "outcomes": [[name, int(many)] for name, many in outcomes.items()],
            "refused": [] if self.added is None else self.added.query("reason != ''")["reason"].tolist(),
        }
        self.send({"json": json.dumps(sent)})

    def _row(self, nth: int) -> dict[str, Any]:
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
