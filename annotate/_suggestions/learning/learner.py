"""A project's own model: learned again as tags come in, in a process of its own, and kept inside the project."""

import threading
import time
from collections.abc import Callable

from annotate._errors import TagError
from annotate._project.project import Project
from annotate._suggestions.learning.apart import learn_apart
from annotate._suggestions.learning.claim_model import Learned

EVERY = 25
"""Tags after which a project's model is fitted again."""

QUICK = 10.0
REST = 20
"""How many times longer than it learned a learner rests, unless it was quick (seconds): tagging comes first."""

_FACT = "learned"


def save_learned(project: Project, learned: Learned) -> None:
    """Keep what was learned inside the project."""
    project._kept.write(_FACT, learned.to_json())


def load_learned(project: Project) -> Learned:
    """Return what the project keeps of it; nothing where nothing was learned yet, or by another version."""
    try:
        return Learned.from_json(project._kept.read(_FACT))
    except TagError:
        return Learned({})


class Learner:
    """Learns again after each 25 tags, in a process of its own, and keeps the result in the project.

    Call `notice` once for each tag; it returns at once.

    Parameters
    ----------
    project : Project
    tell : callable, optional
        Is given what was learned, on the thread that waits for it.
    every : int
        Tags between two fits.
    seed : int
        As for `learn`.

    Attributes
    ----------
    learned : Learned
        The newest; empty until something is.
    """

    def __init__(
        self,
        project: Project,
        tell: Callable[[Learned], None] | None = None,
        *,
        every: int = EVERY,
        seed: int = 0,
    ) -> None:
        self.learned = load_learned(project)
        self._project, self._tell, self._every, self._seed = project, tell, every, seed
        self._noticed = 0
        self._rests_until = 0.0
        self._thread: threading.Thread | None = None

    def notice(self) -> threading.Thread | None:
        """Count a tag; where enough are new and nothing is being learned, begin, and return the thread that waits."""
        self._noticed += 1
        is_learning = self._thread is not None and self._thread.is_alive()
        if self._noticed < self._every or is_learning or time.monotonic() < self._rests_until:
            return None
        self._noticed = 0
        self._thread = threading.Thread(target=self._learn, name="annotate-learner", daemon=True)
        self._thread.start()
        return self._thread

    def _learn(self) -> None:
        if not self._project.is_open:
            return
        began = time.monotonic()
        learned = learn_apart(self._project, self._seed)
        ended = time.monotonic()
        if ended - began > QUICK:
            self._rests_until = ended + REST * (ended - began)
        if learned is not None and learned.models and self._project.is_open:
            save_learned(self._project, learned)
            self.learned = learned
            if self._tell is not None:
                self._tell(learned)
