"""What a project's articles can be told: what is wrong with them, and that one is set aside."""

import functools
from collections.abc import Iterable
from typing import Any

from sqlalchemy.engine import Connection

from annotate._errors import ArticleError
from annotate._project import corrections, going_back
from annotate._project.deciding import Deciding
from annotate._project.rows import Change
from annotate._tags import check_text


class ArticleVerbs(Deciding):
    """The verbs of a project that are about whole articles."""

    def correct(
        self,
        ids: str | Iterable[str],
        *,
        source: str | None = None,
        title: str | None = None,
        author: str | None = None,
        published: str | None = None,
        url: str | None = None,
        language: str | None = None,
        coder: str = "",
        decision_id: str | None = None,
        **variables: Any,
    ) -> None:
        """Correct what articles are said to be; their texts never change.

        Tags that are there follow: `tags`, `passages` and all that is counted from them have the corrected facts.

        Parameters
        ----------
        ids : str or iterable of str
            One article, or some.
        source, title, author, url : str, optional
            What is left out stays; the empty text says that it is not known. A ``source`` for the whole article also
            takes the place of what `set_source` said from its first character on; not where several coders marked the
            article, each for herself, unless it is the source that they named.
        published : str, optional
            An ISO date (``2026-05-12``, ``2026-05``, ``2026``), or empty.
        language : str, optional
            ISO 639-1 code, or empty.
        coder : str
            Who corrects. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.
        **variables
            The study's own columns, such as ``section="Sport"``; a new one begins with it. None: nothing is known.

        Raises
        ------
        ArticleError
            Where there is no such article, a value is not of its kind, or a name is taken; nothing is written then.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
        >>> project.correct("vote", source="The Courier", event="the vote")
        >>> project.articles().loc[0, ["source", "event"]].tolist()
        ['The Courier', 'the vote']
        """
        if "text" in variables:
            raise ArticleError(
                "The text of an article never changes, since tags count on it: add the new text with "
                "project.add(…, changed='new_version'), which keeps the old one beside it."
            )
        facts = {"source": source, "title": title, "author": author, "published": published, "url": url,
                 "language": language}  # fmt: skip

        def rows_of(connection: Connection, some: list[str]) -> list[Change]:
            return corrections.correct_rows(connection, some, facts, variables)

        self._say("correct", ids, coder, decision_id, rows_of)

    def set_aside(
        self, ids: str | Iterable[str], *, reason: str, coder: str = "", decision_id: str | None = None
    ) -> None:
        """Set articles aside: they stay on disk with their tags, and are in no queue and in no number.

        Parameters
        ----------
        ids : str or iterable of str
            One article, or some.
        reason : str
            Why, such as ``"an advertisement"``: a report tells it.
        coder : str
            Who decides. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        ArticleError
            Where there is no such article, or no reason; nothing is written then.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> pages = pd.DataFrame({"article_id": ["vote", "ad"], "text": ["The council votes.", "Buy two shirts."]})
        >>> _ = project.add(pages)
        >>> project.set_aside("ad", reason="an advertisement")
        >>> project.articles()["article_id"].tolist()
        ['vote']
        >>> project.articles(set_aside=True)["set_aside"].tolist()
        ['', 'an advertisement']
        """
        if not isinstance(reason, str) or not reason.strip():
            raise ArticleError("A reason is needed: say why the articles are set aside, such as 'an advertisement'.")
        self._say("set_aside", ids, coder, decision_id, lambda c, some: corrections.set_aside_rows(c, some, reason))

    def restore(self, ids: str | Iterable[str], *, coder: str = "", decision_id: str | None = None) -> None:
        """Take articles in again that were set aside; their tags count as before.

        Raises
        ------
        ArticleError
            Where there is no such article; nothing is written then.
        """
        self._say("restore", ids, coder, decision_id, lambda c, some: corrections.set_aside_rows(c, some, None))

    def _undo_that(self, decision_id: str, coder: str) -> str | None:
        """Take back one decision on what articles are said to be, whatever the coder decided since."""
        return self._go_back(functools.partial(going_back.undo_that, that=decision_id), coder, None)

    def _say(
        self, kind: str, ids: str | Iterable[str], coder: str, decision_id: str | None, rows_of: corrections.RowsOf
    ) -> None:
        some = corrections.article_ids(ids)
        check_text(coder=coder)
        about = some[0] if len(some) == 1 else ""  # a decision about several is about the study
        self._decide(kind, coder, about, decision_id, lambda c: rows_of(c, some), is_of_the_study=True)
