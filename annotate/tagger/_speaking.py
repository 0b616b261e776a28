"""What the widgets here share: they read what their page says, write each decision, and answer."""

import threading
from typing import Any

import anywidget
import traitlets

from annotate._errors import AnnotateError, ProjectError
from annotate._wording import Wording, languages
from annotate.tagger import protocol
from annotate.tagger._said import LONGEST


class Speaking(anywidget.AnyWidget):
    """A widget whose page paints first and sends each decision until it is acknowledged."""

    def _begin_speaking(self) -> None:
        # Messages arrive on a thread of their own while a cell may call `select`.
        self._lock = threading.RLock()
        self._made: set[str] = set()  # decisions made here that the watch has not seen yet
        self._unwritten: dict[str, ProjectError] = {}  # decisions that the page sends again, and what hindered them

    @traitlets.observe("comm")
    def _stay_on_own_thread(self, change: traitlets.Bunch) -> None:
        # ipykernel 7.4 hands a widget's messages to whichever thread sent it something last: after a cell has shown
        # the tagger or called `select`, keys would wait for every cell that runs. Ours stay on the thread that they
        # were sent to, which is the widgets' own.
        if hasattr(change["new"], "_reply_subshell_for"):
            change["new"]._reply_subshell_for = lambda _data, sent_to: sent_to

    def _tell(self, said: Any) -> None:
        self.send(protocol.message(said))

    def _receive(self, _widget: object, message: Any, _buffers: object) -> None:
        with self._lock:
            try:
                self._hear(message)
            except AnnotateError as error:
                self._refuse(message, error)
            except Exception as error:
                self._refuse(message, error)
                raise

    def _hear(self, message: Any) -> None:
        """Read a message, and do what it says."""
        raise NotImplementedError

    def _refuse(self, message: Any, error: Exception) -> None:
        decision = message.get("decision") if isinstance(message, dict) else None
        if not isinstance(decision, str) or len(decision) > LONGEST:
            decision = None  # none of ours: nothing waits for its answer
        # A database's trouble may pass; a decision that breaks a rule never will do.
        hinders = isinstance(error, ProjectError) and error.cause != "too long"
        passing = hinders or not isinstance(error, AnnotateError)
        if isinstance(error, ProjectError) and hinders and decision is not None:
            self._unwritten[decision] = error
        cause = error.cause if isinstance(error, AnnotateError) else ""
        self._tell((protocol.Unsaved if passing else protocol.Refused)(decision, str(error), cause))

    def _check_follows(self, follows: str) -> None:
        """Refuse what follows a decision that could not be written yet: what was decided later never overtakes it."""
        hindered = self._unwritten.get(follows)
        if hindered:
            raise ProjectError(str(hindered), hindered.cause)


def wording_of(language: str) -> Wording:
    """Return the wording of a language, English where it has none."""
    return Wording(language if language in languages() else "en")


def waiting_texts() -> dict[str, str]:
    """Return what a page says until its kernel answers, by language."""
    return {one: Wording(one).text("tagger.waiting") for one in languages()}
