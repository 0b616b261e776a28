"""What others do to a project while a tagger is shown: another tab, another kernel, another coder.

One thread a project asks its database, every second or so, for the number of the newest decision: two look-ups by a
key. Only when it has grown does any tagger read more. Decisions made in this kernel wake the thread at once.
"""

import contextlib
import threading
from typing import Protocol
from weakref import WeakKeyDictionary, WeakSet, ref

from annotate._errors import AnnotateError
from annotate._project.project import Project
from annotate._project.tagger_page import Decided

SECONDS = 1.5
"""Between two looks at what other kernels wrote."""
MOMENT = 0.1
"""Between two looks when this kernel itself writes: what is tagged in a burst is told at once."""


class Watcher(Protocol):
    """What wants to know of new decisions."""

    def notice(self, decided: list[Decided], *, has_new_articles: bool) -> None:
        """Learn what was decided since the last time, by whomever."""
        ...


class Watch:
    """One project's thread, and those who want to know."""

    def __init__(self, project: Project) -> None:
        self._project = ref(project)
        self._watchers: WeakSet[Watcher] = WeakSet()
        self._woken = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._newest, self._articles = project._tagger_reads.newest()

    def join(self, watcher: Watcher) -> None:
        """Let this watcher know from now on; the thread starts with the first one."""
        with self._starting:
            self._watchers.add(watcher)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="annotate-watch", daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """Note that something was decided here: others in this kernel need not wait for it."""
        if len(self._watchers) > 1:
            self._woken.set()

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            if self._woken.wait(SECONDS):
                pause.wait(MOMENT)
                self._woken.clear()
            project = self._project()
            if project is None or not project.is_open or not self._watchers:
                return
            # A database in trouble is told to whoever tags; the watch just looks again later.
            with contextlib.suppress(AnnotateError):
                self.look(project)
            del project

    def look(self, project: Project) -> None:
        """Let everybody know what is new, if anything is."""
        newest, articles = project._tagger_reads.newest()
        if (newest, articles) == (self._newest, self._articles):
            return
        decided = project._tagger_reads.decided_since(self._newest)
        has_new_articles = articles != self._articles
        self._newest, self._articles = newest, articles
        for watcher in list(self._watchers):
            watcher.notice(decided, has_new_articles=has_new_articles)


_WATCHES: WeakKeyDictionary[Project, Watch] = WeakKeyDictionary()
_MAKING = threading.Lock()


def watch_of(project: Project) -> Watch:
    """Return the one watch of a project."""
    with _MAKING:
        if project not in _WATCHES:
            _WATCHES[project] = Watch(project)
        return _WATCHES[project]
