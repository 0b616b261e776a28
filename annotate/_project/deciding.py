"""Deciding: what the verbs of a project share. Each is one decision, on disk whole when the call returns."""

import uuid
from collections.abc import Callable

from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._project import decisions, going_back
from annotate._project.going_back import WentBack
from annotate._project.rows import Change
from annotate._project.store import Store
from annotate._tags import check_text


class Deciding:
    """Something whose verbs are decisions."""

    _store: Store

    def _decide(
        self,
        kind: str,
        coder: str,
        article_id: str,
        decision_id: str | None,
        rows_of: Callable[[Connection], list[Change]],
        *,
        is_of_the_study: bool = False,
    ) -> None:
        """Write one decision, its own row and its logs' rows, in one transaction, once.

        A decision about the study, such as a correction, may be nobody's; one about a passage has its coder.
        """
        check_text(article_id=article_id, coder=coder)
        if not coder and not is_of_the_study:
            raise TagError("A coder is needed: say who decides, such as coder='mj'.")
        decision_id = decision_id or uuid.uuid4().hex
        with self._store.writing() as connection:
            if decisions.is_known(connection, decision_id):
                return
            rows = rows_of(connection)
            if rows:
                seq = decisions.begin(connection, kind, coder, article_id, decision_id)
                decisions.append_all(connection, seq, rows)

    def undo(self, *, coder: str = "", decision_id: str | None = None) -> str | None:
        """Take back the coder's newest decision, in whichever article; return that article's id, or None.

        Parameters
        ----------
        coder : str
            Whose decision. Left out: the newest of those that name nobody, such as `correct` and `set_aside`.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where a later decision stands on the same thing: somebody else's source, an import's tag, a tag that moved
            to a new version. Nothing is changed then, and the next undo goes on to the decision before.
        """
        return self._go_back(going_back.undo, coder, decision_id)

    def redo(self, *, coder: str = "", decision_id: str | None = None) -> str | None:
        """Bring back the coder's last undone decision; return its article's id, or None.

        Raises
        ------
        TagError
            Where a later decision stands on the same thing; nothing is changed then.
        """
        return self._go_back(going_back.redo, coder, decision_id)

    def _go_back(
        self, step: Callable[[Connection, str, str], WentBack | None], coder: str, decision_id: str | None
    ) -> str | None:
        decision_id = decision_id or uuid.uuid4().hex
        with self._store.writing() as connection:
            if decisions.is_known(connection, decision_id):
                article_id = decisions.article_of(connection, decision_id)
                went: WentBack | None = WentBack(article_id, going_back.refused_before(connection, decision_id))
            else:
                went = step(connection, coder, decision_id)
        if went is not None and went.refused:
            raise TagError(went.refused, "decided_since")
        return None if went is None else went.article_id
