"""The page of who is quoted, as a widget: its kernel side."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from annotate._errors import AnnotateError, TagError
from annotate._project.persons import ATTRIBUTES
from annotate._project.project import Project
from annotate._speakers.listing import Listing
from annotate._wording import Wording, languages

_HERE = Path(__file__).parent

LONGEST = 10_000
"""The most characters of a text from the page, and the most texts."""

_LARGEST = 20_000_000
"""Bytes of a table of persons."""


class Speakers(anywidget.AnyWidget):
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
    _css = "\n".join(one.read_text(encoding="utf-8") for one in (_HERE.parent / "_sheet.css", _HERE / "speakers.css"))

    language = traitlets.Unicode().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)

    def __init__(self, project: Project, *, coder: str = "", language: str = "") -> None:
        self._project = project
        self._coder = coder
        self._listing = Listing(project)
        self._wanted, self._first = "", 0
        self._verbs: dict[str, Callable[[dict[str, Any], Any], None]] = {
            "rows": self._look, "merge": self._merge, "refuse": self._refuse, "split": self._split,
            "describe": self._describe, "import": self._import, "undo": self._undo, "redo": self._redo,
        }  # fmt: skip
        texts = {one: Wording(one).room("speakers") for one in languages()}
        super().__init__(language=language, texts=texts)
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: Any, buffers: Any) -> None:
        said = message if isinstance(message, dict) else {}
        why = ""
        try:
            self._verbs.get(str(said.get("do")), _refuse_message)(said, buffers)
        except AnnotateError as error:
            why = str(error)
        self._send_rows(why)

    def _look(self, said: dict[str, Any], _buffers: Any) -> None:
        first = said.get("first")
        self._wanted = _text(said, "wanted")
        self._first = first if type(first) is int and 0 <= first < 10**9 else 0

    def _merge(self, said: dict[str, Any], _buffers: Any) -> None:
        articles = _texts(said, "articles") if said.get("articles") else None
        self._project.merge_speakers(
            _text(said, "person"), _texts(said, "speakers"), articles=articles, coder=self._coder
        )

    def _refuse(self, said: dict[str, Any], _buffers: Any) -> None:
        self._project.keep_apart(_text(said, "person"), _texts(said, "speakers"), coder=self._coder)

    def _split(self, said: dict[str, Any], _buffers: Any) -> None:
        words = _texts(said, "speakers") if said.get("speakers") else None
        self._project.split_speaker(_text(said, "person"), words, coder=self._coder)

    def _describe(self, said: dict[str, Any], _buffers: Any) -> None:
        name = _text(said, "name")
        if name not in ATTRIBUTES:
            raise TagError(f"A person has no {name!r}: say one of {', '.join(ATTRIBUTES)}.")
        value: dict[str, Any] = {name: _text(said, "value")}
        self._project.describe_speaker(_text(said, "person"), coder=self._coder, **value)

    def _import(self, _said: dict[str, Any], buffers: Any) -> None:
        data = bytes(buffers[0]) if buffers else b""
        if not 0 < len(data) <= _LARGEST:
            raise TagError("The table is empty, or larger than 20 MB: give a CSV file with one row for each person.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "people.csv"
            path.write_bytes(data)
            self._project.describe_speakers(path, coder=self._coder)

    def _undo(self, _said: dict[str, Any], _buffers: Any) -> None:
        self._project._undo_speakers(self._coder)

    def _redo(self, _said: dict[str, Any], _buffers: Any) -> None:
        self._project._redo_speakers(self._coder)

    def _send_rows(self, error: str = "") -> None:
        """Send what is in sight, as ASCII: a lone surrogate in anyone's text would break it."""
        people, found, total = self._listing.people(self._wanted, self._first)
        if not people and self._first:
            self._first = 0
            people, found, total = self._listing.people(self._wanted, 0)
        suggestions, suggested = self._listing.suggestions()
        sent = {"people": people, "found": found, "total": total, "first": self._first, "wanted": self._wanted,
                "suggestions": suggestions, "suggested": suggested, "error": error}  # fmt: skip
        self.send({"json": json.dumps(sent)})


def _refuse_message(_said: dict[str, Any], _buffers: Any) -> None:
    raise TagError("The page sent what nobody knows here: reload it and run the cell again.")


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise TagError(f"A name or a value is a text of at most {LONGEST:,} characters.")
    return value


def _texts(said: dict[str, Any], name: str) -> list[str]:
    values = said.get(name)
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TagError("The page sent what nobody knows here: reload it and run the cell again.")
    if len(values) > LONGEST or any(len(one) > LONGEST for one in values):
        raise TagError(f"At most {LONGEST:,} names are taken at once, each of at most {LONGEST:,} characters.")
    return values
