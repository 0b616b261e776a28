"""The queues by which coders went from hit to hit: what they tagged that way they chose, and it was not drawn.

Each is said once, of the article in which its coder began to go by it: a table that coders may write on a server, too.
"""

import contextlib
import json
import uuid
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa

from annotate._errors import AnnotateError
from annotate._project import decisions, tables
from annotate._project.rows import ArticleValue

if TYPE_CHECKING:
    from annotate._project.project import Project

Said = tuple[str, str, str, str, str]
"""The states, the label, the words, the variable and its value of a queue, as the page says them."""

MOST = 50
"""The queues that are kept of each coder."""
_NAME = "followed:"


def followed(project: "Project", coder: str) -> list[Said]:
    """Return the queues that a coder went by, each once, the first one first."""
    log = tables.article_log.c
    query = sa.select(log.value).where(log.coder == coder, log.name.startswith(_NAME)).order_by(log.row)
    with project._store.reading() as connection:
        kept = [_before(project, coder), *(f"[{text}]" for text in connection.execute(query).scalars() if text)]
    said = [(str(o[0]), str(o[1]), str(o[2]), str(o[3]), str(o[4])) for text in kept for o in json.loads(text)]
    return list(dict.fromkeys(said))


def _before(project: "Project", coder: str) -> str:
    """Return the queues as they were kept before coders of a server could: among the facts of the whole study."""
    return project._kept.read(f"queues:{json.dumps(coder)}") or "[]"


def follow(project: "Project", coder: str, said: Said, article_id: str) -> None:
    """Keep that a coder goes by a queue; where the project cannot be written, nobody tags by it either."""
    with contextlib.suppress(AnnotateError):
        known = followed(project, coder)
        if not any(said) or said in known or len(known) >= MOST:
            return
        text = json.dumps(said)
        name = _NAME + sha256(text.encode()).hexdigest()[:16]  # however long its words are
        row: ArticleValue = {"article_id": article_id, "coder": coder, "name": name, "value": text}
        project._decide(decisions.FOLLOW, coder, article_id, uuid.uuid4().hex, lambda _: [("article_log", row)])
