"""A page that lists rows to be filled in, as a widget: each message is answered with the rows as they are then."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import anywidget
import traitlets

from annotate._errors import AnnotateError
from annotate._sheet.said import Said
from annotate._wording import Wording, languages

ROWS = 50
"""The most rows that are shown at a time, and how many are turned at once: the page is told."""


def style(own: Path) -> str:
    """Return the style of a page: what all sheets look alike in, then its own."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "sheet.css", own))


class Sheet(anywidget.AnyWidget):
    """The kernel side of a sheet; a page says in `_do` what a message does and in `_shown` what is in sight.

    Parameters
    ----------
    room : str
        The part of the wording that the page's texts stand in.
    language : str
        A language of the wording; the browser's where empty.
    """

    language = traitlets.Unicode().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)

    def __init__(self, room: str, language: str) -> None:
        super().__init__(language=language, texts={one: Wording(one).room(room) for one in languages()})
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: object, buffers: Sequence[bytes | memoryview]) -> None:
        """Do what a message says, and send the rows, as ASCII: a lone surrogate in anyone's text would break them."""
        why = ""
        try:
            self._do(Said(message), buffers)
        except AnnotateError as error:
            why = str(error)
        self.send({"json": json.dumps({**self._shown(), "at_once": ROWS, "error": why})})

    def _do(self, said: Said, buffers: Sequence[bytes | memoryview]) -> None:
        raise NotImplementedError

    def _shown(self) -> Mapping[str, object]:
        raise NotImplementedError
