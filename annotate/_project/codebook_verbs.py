"""How a project's codebook is revised, and what is to be looked at again after it."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

import pandas as pd

from annotate._codebook import Codebook
from annotate._errors import CodebookError
from annotate._project import (
    answers,
    changes,
    codebooks,
    decisions,
    going_back,
    kept_examples,
    revising,
    server_copies,
)
from annotate._project.deciding import Deciding
from annotate._project.rows import AnyRow, Place, Tag
from annotate._tags import check_text


class CodebookVerbs(Deciding):
    """The verbs of a project that are about its codebook."""

    def revise(
        self,
        codebook: Codebook,
        moves: Mapping[str, str | Sequence[str]] | None = None,
        *,
        dry_run: bool = False,
        coder: str = "",
        decision_id: str | None = None,
    ) -> pd.DataFrame:
        """Put another version of the codebook in the place of the one that stands; one decision, undone as a whole.

        Parameters
        ----------
        codebook : Codebook
            The same name with a higher version, or another name.
        moves : mapping, optional
            What labels become: ``{"opinion": "judgement"}`` renames one, or merges it with the label that is there;
            ``{"opinion": ["judgement", "prediction"]}`` splits one. A label that is in both codebooks stays.
        dry_run : bool
            True to see what would change, and to change nothing.
        coder : str
            Who revises. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        DataFrame
            One row per coder and label that tags have: ``coder``, ``label``, what it ``becomes`` (several labels
            between ``" | "``), how many ``tags``, and the ``change`` (``stays``, ``renamed``, ``merged`` or
            ``split``); then one row without a coder for each label ``added`` or ``retired``.

        Raises
        ------
        CodebookError
            Where a move names no label, a label with tags goes nowhere, a name comes to mean something else, or tags
            that name a speaker go to a label that takes none; nothing is changed then.

        See Also
        --------
        to_look_at_again : the passages of labels that were split.

        Notes
        -----
        Tags keep the version by which they were made, in their column ``codebook``. A tag whose label was split is
        withdrawn until its coder decides again. Decisions that a page made by an earlier version are taken for what
        their label became, or asked again where it was split. A copy of the study's file is kept beside it first.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> from dataclasses import replace
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["It is a shame."]}))
        >>> _ = project.tag("vote", 0, 14, "opinion", coder="mj")
        >>> before = project.codebook
        >>> opinion, *others = before.labels
        >>> after = replace(before, version=2, labels=(replace(opinion, name="judgement"), *others))
        >>> project.revise(after, {"opinion": "judgement"}).values.tolist()
        [['mj', 'opinion', 'judgement', 1, 'renamed']]
        >>> project.tags()[["label", "codebook"]].values.tolist()
        [['judgement', 'media_bias@1']]
        """
        check_text(coder=coder)
        decision_id = decision_id or uuid.uuid4().hex
        with self._store.reading() as connection:
            if decisions.is_known(connection, decision_id):
                return pd.DataFrame(columns=list(revising.COLUMNS))
            revised, moved, table = revising.plan(connection, codebook, moves or {})
            planned = decisions.newest(connection)
        if dry_run:
            return table
        server_copies.keep_any(self._store, "revision")
        with self._store.writing() as connection:
            if not decisions.is_known(connection, decision_id):
                if decisions.newest(connection) != planned:  # somebody decided since
                    revised, moved, table = revising.plan(connection, codebook, moves or {})
                revising.write(connection, revised, moved, coder, decision_id)
        return table

    def add_example(
        self, label: str, text: str, *, language: str = "en", coder: str = "", decision_id: str | None = None
    ) -> str:
        """Put a passage into the codebook as an example of a label: one decision, which `undo` takes back.

        Parameters
        ----------
        label : str
        text : str
            The passage, and perhaps why it is an example.
        language : str
            Of the passage, such as ``"fr"``; pages show it to those who read in that language.
        coder : str
            Who decides. Left out it is nobody's.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        str
            The codebook that stands then, such as ``"media_bias@2"``; the same where it had the example.

        Raises
        ------
        CodebookError
            Where the codebook has no such label, or the text is blank; nothing is changed then.

        Examples
        --------
        >>> import annotate, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> project.add_example("opinion", "A scandal, alas.", coder="lead")
        'media_bias@2'
        >>> project.codebook.labels[0].include["en"][-1]
        'A scandal, alas.'
        """
        check_text(coder=coder, text=text, language=language)
        with self._store.writing() as connection:
            standing = codebooks.versions(connection).newest
            after = standing.with_example(label, text, language)
            if after != standing and not (decision_id and decisions.is_known(connection, decision_id)):
                revised, moved, _ = revising.plan(connection, after, {})
                revising.write(connection, revised, moved, coder, decision_id or uuid.uuid4().hex)
            return codebooks.versions(connection).newest.id

    def _undo_revision(self, *, coder: str) -> None:
        """Undo the coder's newest revision, and never a tag in its place."""
        if self._go_back(partial(going_back.undo, kinds=(revising.REVISE,)), coder, None) is None:
            raise CodebookError("There is no revision of yours to undo: another coder's is undone under that name.")

    def keep_example(
        self, article_id: str, start: int, end: int, *, coder: str, kept: bool = True, decision_id: str | None = None
    ) -> None:
        """Keep a passage that a coder has tagged as an example of its label, for the codebook's next version.

        Parameters
        ----------
        article_id : str
        start, end : int
            A passage with a tag of this coder.
        coder : str
        kept : bool
            False to keep it no longer.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where the coder has no tag there; nothing is written then.

        See Also
        --------
        examples : those that are kept. `Codebook.with_examples` puts them into a codebook.
        """
        start, end = changes.span(start, end)
        key: Place = {"article_id": article_id, "coder": coder, "start": start, "end": end}
        self._decide("example", coder, article_id, decision_id, lambda c: kept_examples.rows_of(c, key, kept=kept))

    def examples(self) -> pd.DataFrame:
        """Return the passages that coders keep as examples, label by label.

        Returns
        -------
        DataFrame
            ``article_id, source, language, start, end, text``, the ``label`` that its coder gives it now, ``coder``.
        """
        with self._store.reading() as connection:
            return kept_examples.examples(connection)

    def _look_again(self, tag: AnyRow, *, coder: str, decision_id: str) -> None:
        """Keep a decision by a label that was split since, with its words, and ask for it again."""
        made = {"coder": coder, "tag_id": decision_id, "tagged_at": decisions.now()}
        row = cast("Tag", {"source": None, **tag, **made, "answers": answers.kept(tag["answers"])})
        self._decide("look_again", coder, tag["article_id"], decision_id, lambda c: revising.look_again_rows(c, row))

    def to_look_at_again(self) -> pd.DataFrame:
        """Return the passages whose label was split, and which their coder has not tagged again.

        Returns
        -------
        DataFrame
            One row per passage and coder, articles in the order added: ``article_id, coder, start, end, text``; what
            it ``was``; the ``choices`` now, between ``" | "``; and the ``speaker`` and ``note`` that stood with it.
        """
        with self._store.reading() as connection:
            return revising.to_look_at_again(connection)
