"""Each coder's queue, kept with the project: whoever returns finds it as it was."""

import contextlib
import json

from annotate._errors import AnnotateError
from annotate._project.followed_queues import Said, follow
from annotate._project.project import Project

NONE: Said = ("", "", "", "", "")


class Queues:
    """The coders' queues in one project.

    Parameters
    ----------
    project : Project
    """

    def __init__(self, project: Project) -> None:
        self._project, self._kept = project, project._kept
        self._known: dict[str, Said] = {}
        self._followed: set[tuple[str, Said]] = set()

    def read(self, coder: str) -> Said:
        """Return a coder's queue; nothing is asked for where none was kept."""
        if coder not in self._known:
            with contextlib.suppress(AnnotateError, ValueError):
                said = [*json.loads(self._kept.read(f"queue:{coder}") or "[]"), *NONE]  # earlier ones said less
                states, label, words, variable, value = map(str, said[: len(NONE)])
                self._known[coder] = (states, label, words, variable, value)
        return self._known.get(coder, NONE)

    def keep(self, coder: str, said: Said) -> None:
        """Keep a coder's queue; where the project cannot be written, for as long as the tagger lives."""
        if said == self.read(coder):
            return
        self._known[coder] = said
        with contextlib.suppress(AnnotateError):
            self._kept.write(f"queue:{coder}", json.dumps(said))

    def go_by(self, coder: str, said: Said, article_id: str) -> None:
        """Keep that a coder goes from hit to hit of a queue, from an article on, for whoever reports on the study."""
        if (coder, said) not in self._followed:
            self._followed.add((coder, said))
            follow(self._project, coder, said, article_id)
