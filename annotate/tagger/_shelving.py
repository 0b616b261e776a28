"""What the page asks of the shelf is answered at once, and what the next questions need is read meanwhile.

A study of a hundred thousand articles is read for a second before it can be searched. That goes on on a thread of its
own, a piece at a time: what is decided meanwhile is written at once, and a search is answered when all is there.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

from annotate._errors import AnnotateError
from annotate._project.shelf import Wanted
from annotate.tagger import protocol

PAUSE = 0.002
"""Seconds between two pieces, in which whatever else is asked goes first."""


class Shelving:
    """Answers what is asked of the shelf, and reads ahead.

    Parameters
    ----------
    reads : TaggerReads
    lock : RLock
        Held while a message is answered.
    tell : callable
        Sends an answer.
    refuse : callable
        Says of a message why it cannot be answered.
    """

    def __init__(
        self,
        reads: Any,
        lock: threading.RLock,
        tell: Callable[[Any], None],
        refuse: Callable[[object, Exception], None],
    ) -> None:
        self._reads, self._lock, self._tell, self._refuse = reads, lock, tell, refuse
        self._late: protocol.AskShelf | None = None
        self._thread: threading.Thread | None = None
        self._sorting = threading.Lock()

    def answer(self, asked: protocol.AskShelf, coder: str) -> None:
        """Answer: at once, or as soon as all that is searched is read. An older question is then no longer answered."""
        if (asked.words or asked.group or asked.order) and self._reads.prepare_shelf():
            self._late = asked
        else:
            self._late = None
            self._answer_now(asked, coder)
        if self._thread is None:
            self._thread = threading.Thread(target=self._read_ahead, args=(coder,), name="annotate-shelf", daemon=True)
            self._thread.start()

    def _answer_now(self, asked: protocol.AskShelf, coder: str) -> None:
        wanted = Wanted(asked.words, asked.group, asked.order)
        found = self._reads.shelf(wanted, coder=coder, offset=asked.offset, around=asked.around)
        self._tell(protocol.Shelf(asked.asked, **found))

    def _read_ahead(self, coder: str) -> None:
        # A database in trouble is told to whoever asks next.
        with contextlib.suppress(AnnotateError):
            while self._reads.prepare_shelf():
                time.sleep(PAUSE)
        with self._lock:
            self._thread = None
            self._answer_late(coder)
        if self._sorting.acquire(blocking=False):
            with contextlib.suppress(AnnotateError):
                self._reads.prepare_orders(coder=coder)
            self._sorting.release()

    def _answer_late(self, coder: str) -> None:
        asked, self._late = self._late, None
        try:
            if asked is not None:
                self._answer_now(asked, coder)
        except AnnotateError as error:
            self._refuse({}, error)
