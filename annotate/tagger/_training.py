"""Training: a coder's tags go into a practice project, and she is told what the gold says; or is checked unseen."""

from pathlib import Path
from typing import Any, cast

import pandas as pd

from annotate._agreement.against_gold import score_training
from annotate._errors import AnnotateError, TagError
from annotate._project import admission, assignments, practice
from annotate._project.project import Project
from annotate._project.shown_page import ArticlePage
from annotate._study.seeded import chance, shuffled
from annotate.tagger import protocol
from annotate.tagger._taught import Feedback, Score

USUAL = 0.8
"""The share of right passages from which a coder is admitted, where nobody says another."""


class Training:
    """A study's practice project, with its gold.

    Parameters
    ----------
    study : Project
    gold : DataFrame or path
        One tag per passage, with its reason in ``note``.
    admit : float, optional
        The share of right passages from which a coder is admitted; the study's where left out.
    """

    def __init__(self, study: Project, gold: pd.DataFrame | str | Path, admit: float | None) -> None:
        with study._store.reading() as connection:
            asked = admission.threshold(connection)
        admit = admission.checked_share(USUAL if admit is None and asked is None else asked if admit is None else admit)
        self.gold = practice.gold_rows(practice.as_table(gold), study.codebook)
        with study._store.reading() as connection:
            pages = practice.pages_of(connection, self.gold)
        practice.make_room(study._store)
        self.project = _opened(study)
        self.project.add(pages)
        practice.keep_gold(self.project, self.gold, admit)
        self.admit = admit
        self.ids = list(dict.fromkeys(row["article_id"] for row in self.gold))
        self._by_place = {(row["article_id"], row["start"], row["end"]): row for row in self.gold}

    def begin(self, coder: str) -> None:
        """Cut the articles for a coder as the gold cuts them."""
        practice.lay_out(self.project, self.gold, coder)

    def feedback(self, tag: protocol.Tag) -> Feedback | None:
        """Return what the gold says of a passage that was just tagged; nothing where it says nothing of it."""
        gold = self._by_place.get((tag.article_id, tag.start, tag.end))
        if gold is None:
            return None
        said = (gold["label"], gold["speaker"], gold["note"])
        return Feedback(tag.article_id, tag.start, tag.end, gold["label"] == tag.label, *said)

    def score(self, coder: str) -> Score | None:
        """Return a coder's score once she has tagged all of the gold; nothing before."""
        hers = self.project.tags(coder=coder, columns=["article_id"])
        if len(hers) < len(self.gold):
            return None
        hers = practice.first_decisions(self.project.tags(coder=coder, history=True))
        found = score_training(hers, pd.DataFrame(self.gold), self.admit).iloc[0]
        if found["missing"]:
            return None
        low, high = (None if pd.isna(found[name]) else float(found[name]) for name in ("low", "high"))
        return Score(
            int(found["passages"]), float(found["share"]), low, high, float(self.admit), bool(found["admitted"])
        )


def begun(
    study: Project, coder: str, gold: pd.DataFrame | str | Path | None, admit: float | None, check: float | None
) -> tuple[Project, "Training | None", "Checked | None"]:
    """Return the project that is tagged (the study or its practice), the training, and what is mixed in unseen.

    Raises
    ------
    TagError
        Where the coder is not admitted to the study, or what she is to practise with cannot be.
    """
    if gold is None and check is None:
        study._check_admitted(coder)
        return study, None, None
    if gold is None:
        raise TagError("check= mixes gold in, and there is none: say which, such as training='gold.csv'.")
    training = Training(study, gold, admit)
    if check is None:
        training.begin(coder)
        return training.project, training, None
    study._check_admitted(coder)
    training.begin(coder)
    return study, None, Checked(study, training, coder, check)


def _opened(study: Project) -> Project:
    """Open a study's practice project, by the codebook that stands in the study."""
    where = practice.place(study._store)
    try:
        return Project(where, study.codebook)
    except AnnotateError:
        project = Project(where)  # made when the study had an earlier codebook
    project.revise(study.codebook)
    return project


class Checked:
    """What a tagger reads where gold is mixed in unseen: the study's articles and, now and then, one of the gold's.

    Parameters
    ----------
    study : Project
    training : Training
    coder : str
    share : float
        How many of the articles that she goes on to are the gold's, 0–1.
    """

    def __init__(self, study: Project, training: Training, coder: str, share: float) -> None:
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share < 1:
            raise TagError(f"check={share!r} is no share: give a number between 0 and 1, such as 0.05.")
        self._study, self._training, self._share = study, training, share
        with study._store.reading() as connection:
            hers = assignments.numbers(connection, coder)
        tagged = set(study.tags(coder=coder, columns=["article_id", "coder"])["article_id"])
        pages = study.articles(set_aside=True)
        own = {one for nth, one in enumerate(pages["article_id"], start=1) if hers is not None and nth in hers}
        practised = set(training.project.tags(coder=coder, columns=["article_id", "coder"])["article_id"])
        fresh = [one for one in training.ids if one not in tagged | own | practised]
        if hers is None:
            fresh = [one for one in fresh if pages.set_index("article_id")["set_aside"][one]]
        self.waiting = shuffled(fresh, study.project_id, coder)
        """Gold articles that she has not met."""
        self._after: dict[str, str] = {}
        """Each that is mixed in, with the article after which it came."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._study._tagger_reads, name)

    def project_of(self, article_id: str) -> Project:
        """Return the project in which decisions on an article are written."""
        return self._training.project if article_id in self._after else self._study

    def page(self, article_id: str, *, coder: str) -> ArticlePage:
        """Return an article; one that is mixed in looks as if it were of the study."""
        if article_id not in self._after:
            return self._study._tagger_reads.page(article_id, coder=coder)
        around = self._study._tagger_reads.page(self._after[article_id], coder=coder)
        page = self._training.project._tagger_reads.page(article_id, coder=coder)
        same = ("number", "articles", "project_tags", "project_passages", "speakers", "known_sources", "others")
        with self._study._store.reading() as connection:
            hidden = dict.fromkeys(assignments.HIDDEN, "") if assignments.is_blind(connection) else {}
        return cast("ArticlePage", {**page, **{name: around[name] for name in same}, **hidden})  # type: ignore[literal-required]

    def neighbour(self, article_id: str, step: int, *, coder: str) -> str:
        """Return the next (1) or previous (-1) article; now and then one of the gold's comes between."""
        came_after = self._after.get(article_id, article_id)
        if article_id in self._after and step < 0:
            return came_after
        following = self._study._tagger_reads.neighbour(came_after, step, coder=coder)
        return self._mixed_in(article_id, coder) or following if step > 0 else following

    def next_unfinished(self, article_id: str, *, coder: str) -> str:
        """Return the next article that is not finished; now and then one of the gold's comes between."""
        came_after = self._after.get(article_id, article_id)
        mixed = self._mixed_in(article_id, coder)
        return mixed or self._study._tagger_reads.next_unfinished(came_after, coder=coder)

    def _mixed_in(self, article_id: str, coder: str) -> str:
        is_due = chance(self._study.project_id, "check", coder, article_id) < self._share
        if article_id in self._after or not is_due or not self.waiting or article_id in self._after.values():
            return ""
        found = self.waiting.pop(0)
        self._after[found] = article_id
        return found

    def counts(self, article_id: str, *, coder: str) -> dict[str, int]:
        """Return how many passages of an article a coder tagged with each label, and how many are untagged."""
        counted: dict[str, int] = self.project_of(article_id)._tagger_reads.counts(article_id, coder=coder)
        return counted

    def check(self, article_id: str, *, coder: str) -> None:
        """Refuse an article that is assigned to others."""
        self.project_of(article_id)._tagger_reads.check(article_id, coder=coder)

    check_there = check
