"""The page of who is quoted, as a widget: its kernel side."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

from annotate._errors import TagError
from annotate._project.persons import ATTRIBUTES
from annotate._project.project import Project
from annotate._sheet.said import Said, unknown
from annotate._sheet.sheet import Sheet, style
from annotate._speakers.listing import Listing, Merge, Person

_HERE = Path(__file__).parent

_LARGEST = 20_000_000
"""Bytes of a table of persons."""


class Shown(TypedDict):
    """What is in sight: people from `first`, of those `found`, of `total`; merges of those `suggested`."""

    people: list[Person]
    found: int
    total: int
    first: int
    wanted: str
    suggestions: list[Merge]
    suggested: int


class Speakers(Sheet):
    """Look at who is quoted: accept or refuse suggested merges, merge, split and describe by keyboard.

    Nothing here changes a tag; each step is one decision, which ``u`` takes back.

    Parameters
    ----------
    project : Project
    coder : str
        Who decides; nobody by name where left out.
    language : str
        ``"en"`` or ``"fr"`` for the page's own wording; the browser's language where empty.

    Examples
    --------
    >>> import annotate, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> page = annotate.Speakers(project, coder="mj")
    """

    _esm = _HERE / "speakers.js"
    _css = style(_HERE / "speakers.css")

    def __init__(self, project: Project, *, coder: str = "", language: str = "") -> None:
        self._project = project
        self._coder = coder
        self._listing = Listing(project)
        self._wanted, self._first = "", 0
        self._verbs: dict[str, Callable[[Said], None]] = {
            "rows": self._look, "merge": self._merge, "refuse": self._refuse, "split": self._split,
            "describe": self._describe, "undo": self._undo, "redo": self._redo,
        }  # fmt: skip
        super().__init__("speakers", language)

    def _do(self, said: Said, buffers: Sequence[bytes | memoryview]) -> None:
        if said.verb == "import":
            self._import(bytes(buffers[0]) if buffers else b"")
        elif said.verb in self._verbs:
            self._verbs[said.verb](said)
        else:
            raise unknown()

    def _look(self, said: Said) -> None:
        self._wanted, self._first = said.text("wanted"), said.number("first", 10**9)

    def _merge(self, said: Said) -> None:
        articles = said.texts("articles") if said.has("articles") else None
        self._project.merge_speakers(said.text("person"), said.texts("speakers"), articles=articles, coder=self._coder)

    def _refuse(self, said: Said) -> None:
        self._project.keep_apart(said.text("person"), said.texts("speakers"), coder=self._coder)

    def _split(self, said: Said) -> None:
        words = said.texts("speakers") if said.has("speakers") else None
        self._project.split_speaker(said.text("person"), words, coder=self._coder)

    def _describe(self, said: Said) -> None:
        name = said.text("name")
        if name not in ATTRIBUTES:
            raise TagError(f"A person has no {name!r}: say one of {', '.join(ATTRIBUTES)}.")
        value = {name: said.text("value")}
        self._project.describe_speaker(said.text("person"), coder=self._coder, **value)

    def _import(self, data: bytes) -> None:
        if not 0 < len(data) <= _LARGEST:
            raise TagError("The table is empty, or larger than 20 MB: give a CSV file with one row for each person.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "people.csv"
            path.write_bytes(data)
            self._project.describe_speakers(path, coder=self._coder)

    def _undo(self, _said: Said) -> None:
        self._project._undo_speakers(self._coder)

    def _redo(self, _said: Said) -> None:
        self._project._redo_speakers(self._coder)

    def _shown(self) -> Shown:
        people, found, total = self._listing.people(self._wanted, self._first)
        if not people and self._first:
            self._first = 0
            people, found, total = self._listing.people(self._wanted, 0)
        suggestions, suggested = self._listing.suggestions()
        return {
            "people": people,
            "found": found,
            "total": total,
            "first": self._first,
            "wanted": self._wanted,
            "suggestions": suggestions,
            "suggested": suggested,
        }
