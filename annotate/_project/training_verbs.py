"""The verbs of a project that are about training: how coders practised, and who may begin."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import sqlalchemy as sa

from annotate._agreement.against_gold import training_table
from annotate._agreement.phases import agreement_by_phase
from annotate._errors import TagError
from annotate._project import admission, practice
from annotate._project.deciding import Deciding
from annotate._project.standing_codebook import StandingCodebook
from annotate._tags import check_text

_WAYS = ("coder", "week", "phase")


class TrainingVerbs(Deciding, StandingCodebook):
    """The verbs of a project that are about training."""

    if TYPE_CHECKING:

        def tags(self) -> pd.DataFrame:
            """Return the tags; see `Project.tags`."""

    def require_training(
        self,
        admit: float | None = 0.8,
        *,
        gold: "pd.DataFrame | str | Path | None" = None,
        coder: str = "",
        decision_id: str | None = None,
    ) -> None:
        """Let nobody begin who has not had so many of a training's passages right.

        A tagger of the study refuses whoever is not admitted, with what to do: to practise, or to be admitted by hand.

        Parameters
        ----------
        admit : float or None
            The share of the gold's passages, 0–1, that a coder must have right at her first decision. None: whoever
            likes may begin.
        gold : DataFrame or path, optional
            The one gold that counts from now on: also those whom an earlier one admitted practise on it. Left out,
            whoever was admitted by any gold so far stays admitted.
        coder : str
            Who asks for it. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where it is no share, or the gold is none.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
        >>> project.require_training(0.8)
        >>> project.admit("ana", reason="has coded the pilot")
        >>> annotate.Tagger(project, coder="ana").article_id
        'vote'
        """
        share = None if admit is None else admission.checked_share(admit)
        rows = [] if gold is None else practice.gold_rows(practice.as_table(gold), self.codebook)
        rows_of = partial(admission.threshold_rows, share=share, gold=admission.fingerprint(rows) if rows else "")
        self._decide("training", coder, "", decision_id, rows_of, is_of_the_study=True)

    def admit(self, whom: str, *, reason: str = "", coder: str = "", decision_id: str | None = None) -> None:
        """Admit a coder by hand, whatever her training says.

        Parameters
        ----------
        whom : str
            The coder who may begin.
        reason : str
            Why.
        coder : str
            The lead. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.
        """
        check_text(coder=whom, reason=reason)
        if not whom:
            raise TagError("Nobody is named: say whom to admit, such as project.admit('ana').")
        about = ("admit", coder, "", decision_id, lambda connection: admission.admit_rows(connection, whom, reason))
        self._decide(*about, is_of_the_study=True)

    def training(self, by: str = "coder") -> pd.DataFrame:
        """Return how far each coder's practice agrees with the gold, who is admitted, and what the training brought.

        A coder's first decision on a passage counts: after it she is told what the gold has.

        Parameters
        ----------
        by : {"coder", "week", "phase"}
            ``"week"``: one row per coder and week, to see whether somebody drifts from what was right before.
            ``"phase"``: how far coders agree with each other before they practised, while they did, and after.

        Returns
        -------
        DataFrame
            By coder as `annotate.score_training`, with ``by_hand``: why a lead admitted her, where one did. By week
            with ``week`` (its Monday) after ``coder``, and without ``missing`` and ``admitted``. By phase: ``phase``
            (``before``, ``in training``, ``after``), ``value`` (Krippendorff's alpha), ``low``, ``high``, ``coders``,
            ``passages``, ``articles`` and ``reason``.

        Raises
        ------
        TagError
            Where nobody has practised, or `by` is something else.
        """
        if by not in _WAYS:
            raise TagError(f"by={by!r} is no way to look at a training: use 'coder', 'week' or 'phase'.")
        table = self._training(by)
        if table is None:
            raise TagError(
                "Nobody has practised yet: open annotate.Tagger(project, coder='ana', training='gold.csv') first."
            )
        return table

    def _training(self, by: str) -> pd.DataFrame | None:
        """Return a table of `training`; None where nobody has practised."""
        practised = self._practised()
        if practised is None:
            return None
        if by == "phase":
            return agreement_by_phase(self.tags(), practised.tags)
        with self._store.reading() as connection:
            asked, hands = admission.threshold(connection), admission.by_hand(connection)
        table = training_table(practised.tags, practised.golds[0], practised.asked(asked), by_week=by == "week")
        if by == "week":
            return table
        why = [hands.get(str(one), "") or "without a reason" * (str(one) in hands) for one in table["coder"]]
        admitted = practised.admitted(asked) | {*hands}
        return table.assign(admitted=[str(one) in admitted for one in table["coder"]], by_hand=why)

    def _admitted_by_hand(self) -> dict[str, str]:
        """Return whom a lead admitted, with the reason."""
        with self._store.reading() as connection:
            return admission.by_hand(connection)

    def _practised(self) -> "_Practised | None":
        """Return what coders decided first in a training, and its golds; None before anybody has."""
        where = practice.place(self._store)
        if not self._is_practised(where):
            return None
        with self._store.reading() as connection:
            required = admission.required(connection)
        with type(self)(where) as practised:  # type: ignore[call-arg, attr-defined]
            with practised._store.reading() as connection:
                golds = practice.kept_golds(connection)
            tags = practice.first_decisions(practised.tags(history=True))
        counted = [one for one in golds if required in ("", admission.fingerprint(one.rows))]
        begun = [one for one in counted if tags["article_id"].isin({row["article_id"] for row in one.rows}).any()]
        return _Practised(tags, [pd.DataFrame(one.rows) for one in begun], begun[0].admit) if begun else None

    def _is_practised(self, where: str) -> bool:
        """Whether there is a project of a training; a server says so before it is asked for what stands there."""
        if "://" not in where:
            return Path(where).exists()
        with self._store.reading() as connection:
            return sa.inspect(connection).has_table("project", practice.SCHEMA)

    def _check_admitted(self, coder: str) -> None:
        """Refuse a coder who has not had enough of a training right, where the study asks for one.

        Raises
        ------
        TagError
        """
        with self._store.reading() as connection:
            asked, hands = admission.threshold(connection), admission.by_hand(connection)
        if asked is None or coder in hands:
            return
        practised = self._practised()
        if practised is not None and coder in practised.admitted(asked):
            return
        table = None if practised is None else training_table(practised.tags, practised.golds[0], asked, by_week=False)
        rows = [] if table is None else table[table["coder"] == coder].to_dict("records")
        so_far = (rows[0]["share"], rows[0]["missing"]) if rows else (None, 0)
        raise TagError(admission.refusal(coder, asked, *so_far), "not_admitted")


class _Practised(NamedTuple):
    """What coders decided first in a training.

    Parameters
    ----------
    tags : DataFrame
    golds : list of DataFrame
        Those that count and that somebody practised on, the newest first.
    admit : float
        From which share the newest admits, where the study says nothing.
    """

    tags: pd.DataFrame
    golds: list[pd.DataFrame]
    admit: float

    def asked(self, share: float | None) -> float:
        """Return the share that is asked for: the study's, else the training's."""
        return self.admit if share is None else share

    def admitted(self, share: float | None) -> set[str]:
        """Return those whom any of the golds admits: a new gold takes nobody's admission away."""
        tables = [training_table(self.tags, gold, self.asked(share), by_week=False) for gold in self.golds]
        return {str(one) for table in tables for one in table.loc[table["admitted"], "coder"]}
