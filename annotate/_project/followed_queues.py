"""The queues by which coders went from hit to hit: what they tagged that way they chose, and it was not drawn."""

import contextlib
import json
from typing import TYPE_CHECKING

from annotate._errors import AnnotateError

if TYPE_CHECKING:
    from annotate._project.project import Project

Said = tuple[str, str, str, str, str]
"""The states, the label, the words, the variable and its value of a queue, as the page says them."""

MOST = 50
"""The queues that are kept of each coder."""


def followed(project: "Project", coder: str) -> list[Said]:
    """Return the queues that a coder went by, each once, the first one first."""
    with contextlib.suppress(AnnotateError, ValueError):
        kept = json.loads(project._kept.read(_name(coder)) or "[]")
        return [(str(one[0]), str(one[1]), str(one[2]), str(one[3]), str(one[4])) for one in kept]
    return []


def follow(project: "Project", coder: str, said: Said) -> None:
    """Keep that a coder goes by a queue; where the project cannot be written, nobody tags by it either."""
    known = followed(project, coder)
    if not any(said) or said in known or len(known) >= MOST:
        return
    with contextlib.suppress(AnnotateError):
        project._kept.write(_name(coder), json.dumps([*known, said]))


def _name(coder: str) -> str:
    return f"queues:{json.dumps(coder)}"  # in ASCII, whatever the coder is called
