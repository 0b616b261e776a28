"""The adjudicator's kernel side: it gives a judge's page what coders differ in, and writes what she decides."""

import contextlib
from collections import Counter
from pathlib import Path
from typing import Any

import traitlets

from annotate._errors import AnnotateError, TagError
from annotate._json import Json
from annotate._project.judging import Case
from annotate._project.project import Project
from annotate._project.tagger_page import Decided
from annotate.tagger import _judging
from annotate.tagger._judging import AskNames, Cases, CaseSaid, DeskSaid, Names
from annotate.tagger._said import short
from annotate.tagger._speaking import Speaking, waiting_texts, wording_of
from annotate.tagger._static_html import inert
from annotate.tagger._watch import watch_of
from annotate.tagger.protocol import Look, Open, Redo, Saved, Undo

_HERE = Path(__file__).parent

MOST_CASES = 100
"""Stretches that are sent at once: the page asks for more before it has settled them."""
MOST_REASONS = 6


class Adjudicator(Speaking):
    """Settle what coders differ in, one stretch at a time, with the keyboard or the mouse.

    Parameters
    ----------
    project : Project
    coder : str
        The judge. One who also codes judges under another name.
    language : str
        ``"en"`` or ``"fr"`` for the page's own wording; the browser's language where empty.

    Attributes
    ----------
    left : int
        Stretches that are to be settled. Observe it to follow the work.

    Notes
    -----
    A stretch is shown in its paragraph, with the coders' readings side by side and without their names. One key takes
    a reading, or makes a third; what all agree on is sealed in one step. Every decision is a judge's tag
    (``origin="adjudication"``): the coders' own stay as they are.

    Examples
    --------
    >>> import annotate, pandas as pd, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
    >>> for coder, label in (("ana", "opinion"), ("ben", "reported_fact")):
    ...     _ = project.tag("vote", 0, 28, label, coder=coder)
    >>> annotate.Adjudicator(project, coder="lead").left
    1
    """

    _esm = _HERE / "adjudicator.js"
    _css = "\n".join((_HERE / f"{name}.css").read_text(encoding="utf-8") for name in ("tagger", "adjudicator"))

    left = traitlets.Int()
    language = traitlets.Unicode().tag(sync=True)
    waiting = traitlets.Dict().tag(sync=True)

    def __init__(self, project: Project, coder: str = "lead", language: str = "") -> None:
        if not coder:
            raise TagError("A judge needs a name: say who decides, such as Adjudicator(project, coder='lead').")
        self._begin_speaking()
        self._project = project
        self._reads = project._judge_reads
        self.coder = coder
        self._wording = wording_of(language)
        self._newest = project._tagger_reads.newest()
        self._found = self._reads.all()
        super().__init__(language=language, waiting=waiting_texts())
        self._count()
        self.on_msg(self._receive)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Json], dict[str, Json]] | None:
        """Return the widget, and beside it what it is as plain HTML for wherever there is no kernel."""
        bundle = super()._repr_mimebundle_(**options)
        if bundle is None:
            return None
        said = self._wording.text("judge.still", n=self.left, coder=inert(self.coder))
        return {**bundle[0], "text/html": f'<p class="annotate-still">{said}</p>'}, bundle[1]

    # What is to be settled

    def _count(self) -> None:
        self.left = sum(len(one.cases) for one in self._found.values())

    def _ranked(self) -> list[tuple[Case, int]]:
        """Return all stretches and how many differ alike, those first that most do; within these, in reading order."""
        cases = [case for one in self._found.values() for case in one.cases]
        often = Counter(_confusion(case) for case in cases)
        ranked = sorted(cases, key=lambda case: ("label" not in case["what"], -often[_confusion(case)], case["labels"]))
        return [(case, often[_confusion(case)]) for case in ranked]

    def _send_cases(self, *, with_wording: bool = False, at: tuple[str, int] | None = None) -> None:
        ranked = self._ranked()
        here = [one for one in ranked if _place(one[0]) == at]
        shown = [*here, *(one for one in ranked[:MOST_CASES] if one not in here)]
        reasons = [reason for reason in self._project.adjudications()["reason"] if reason][:MOST_REASONS]
        desk: DeskSaid = {
            "coder": self.coder,
            "project_id": self._project.project_id,
            "codebook": self._project.codebook.to_dict(),  # type: ignore[typeddict-item]
            "cases": [_without_names(case, often) for case, often in shown],
            "left": len(ranked),
            "agreed": sum(one.agreed for one in self._found.values()),
            "settled": self._reads.settled(),
            "reasons": reasons,
        }
        if at is not None:
            desk["at"] = at
        if with_wording:
            desk["wording"] = self._wording.room("shared", "tagger", "judge")
        self._tell(Cases(desk))

    def _catch_up(self) -> None:
        """Read all again where anybody has decided anything since it was read."""
        newest = self._project._tagger_reads.newest()
        if newest != self._newest:
            self._read_again()
        self._newest = newest

    def _read_again(self, article_ids: set[str] | None = None) -> tuple[str, int] | None:
        """Read what is to be settled, of all articles or of some; return a stretch that was not before."""
        before = {_place(case) for one in self._found.values() for case in one.cases}
        if article_ids is None:
            self._found = self._reads.all()
        else:
            self._found |= self._reads.of(sorted(article_ids))
        self._count()
        new = [_place(case) for case, _ in self._ranked() if _place(case) not in before]
        return new[0] if new else None

    def notice(self, decided: list[Decided], *, has_new_articles: bool) -> None:
        """Show what was decided elsewhere: by this judge in another tab, by another judge, or by coders."""
        with self._lock, contextlib.suppress(AnnotateError):
            elsewhere = [one for one in decided if one.decision_id not in self._made]
            self._made.difference_update(one.decision_id for one in decided)
            if elsewhere or has_new_articles:
                ids = {one.article_id for one in elsewhere}
                self._read_again(None if "" in ids else ids)
                self._send_cases()

    # What the page says

    def _hear(self, message: Any) -> None:
        said, about = _judging.read(message)
        if about is not None:
            self._decide(said, **about)
        elif isinstance(said, Open):
            watch_of(self._project).join(self)
            self._wording = wording_of(said.language or self.language)
            self._catch_up()
            self._send_cases(with_wording=True)
        elif isinstance(said, Look):
            self._send_cases()
        elif isinstance(said, AskNames):
            self._send_names(said)

    def _send_names(self, asked: AskNames) -> None:
        cases = self._found[asked.article_id].cases if asked.article_id in self._found else []
        names = [one["coders"] for case in cases if case["start"] == asked.start for one in case["readings"]]
        self._tell(Names(asked.article_id, asked.start, names))

    def _decide(self, deed: Any, decision: str, coder: str, follows: str = "") -> None:
        if coder != self.coder:
            raise TagError(f"{short(coder)} does not judge here: this adjudicator is {self.coder!r}'s.")
        self._check_follows(follows)
        self._made.add(decision)
        changed = deed.write(self._project, coder, decision)
        self._unwritten.pop(decision, None)
        self._tell(Saved(decision))
        watch_of(self._project).wake()
        if isinstance(deed, _judging.Settle | _judging.JudgeAnswer):
            # The page has gone on long since: it needs no answer but the acknowledgement.
            self._read_again({deed.article_id})
        elif isinstance(deed, Undo | Redo):
            self._send_cases(at=self._read_again({changed} if changed else None))
        else:
            self._read_again()
            self._send_cases()


def _place(case: Case) -> tuple[str, int]:
    return case["article_id"], case["start"]


def _confusion(case: Case) -> tuple[Any, ...]:
    """Return what stretches have in common that differ alike: the labels, or where these are the same, what does."""
    return tuple(case["labels"]) if "label" in case["what"] else (*case["what"], *case["labels"])


def _without_names(case: Case, often: int) -> CaseSaid:
    return {**case, "often": often, "readings": [{**one, "coders": len(one["coders"])} for one in case["readings"]]}
