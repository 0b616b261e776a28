"""Whatever three coders do in whatever order, a project holds what a plain reference of it holds."""

import contextlib
import os
import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._errors import AnnotateError
from annotate._project.check import check_project
from annotate._project.project import Project
from tests.reference_project import Reference, Refused, Span

OPERATIONS = int(os.environ.get("ANNOTATE_OPERATIONS", "150"))
SEEDS = int(os.environ.get("ANNOTATE_WALKS", "2"))
CODERS = ["ana", "ben", "cleo"]
TEXTS = {
    "vote": "The council votes on Friday. It will fail, alas. The mayor says it will pass.",
    "flood": "The river rises by the hour. Nobody moves out. The bridge, she said, holds.",
}
LABELS = ["opinion", "reported_fact", "excluded"]
SOURCES = ["The Courier", "An agency", "The Preface", "The Echo"]


class Walk:
    """A project and its reference, and one step after another on both."""

    def __init__(self, project: Project, seed: int, folder: Path) -> None:
        self.random = random.Random(seed)
        self.project, self.reference, self.folder = project, Reference(), folder
        pages = {"article_id": list(TEXTS), "language": "en", "source": "The Courier", "text": list(TEXTS.values())}
        project.add(pd.DataFrame(pages))
        for article, text in TEXTS.items():
            self.take_up(article, text)
            self.reference.facts[article] = {"source": "The Courier"}
        self.again: Callable[[], object] = lambda: None
        self.names = 0

    def take_up(self, article: str, text: str) -> None:
        self.reference.texts[article] = text
        self.reference.first_cut[article] = self.first_cut(article)

    def first_cut(self, article: str) -> set[Span]:
        reads = self.project._tagger_reads.page(article, coder="nobody")
        return {(start, end) for start, end, *_ in reads["passages"]}

    def step(self) -> None:
        verbs = {self.tag: 30, self.untag: 6, self.cut: 12, self.source: 8, self.undo: 22, self.redo: 14, self.retry: 4,
                 self.bring_in: 6, self.version: 1, self.aside: 2, self.restore: 2, self.correct: 4}  # fmt: skip
        (verb,) = self.random.choices(list(verbs), list(verbs.values()))
        verb()

    def both(self, real: Callable[[str], object], expected: Callable[[], object]) -> None:
        """Do one thing to both; either does it, or both refuse."""
        self.names += 1
        name = f"d{self.names}"
        try:
            wanted = expected()
            is_refused = False
        except Refused:
            wanted, is_refused = None, True
        found, why = None, ""
        try:
            found = real(name)
        except AnnotateError as error:
            why = str(error)
        assert bool(why) == is_refused, why
        assert is_refused or wanted is None or bool(found) == wanted
        self.again = lambda: real(name)

    def page(self) -> tuple[str, str]:
        return self.random.choice(list(self.reference.texts)[-4:]), self.random.choice(CODERS)

    def span(self, article: str, coder: str) -> Span:
        """Choose a passage that stands, or a run of words that may be none."""
        if self.random.random() < 0.7:
            return self.random.choice(self.reference.passages(article, coder))
        text = self.reference.texts[article]
        start = self.random.randrange(len(text) - 1)
        return start, min(len(text), start + self.random.randint(1, 30))

    def tag(self) -> None:
        (article, coder), label = self.page(), self.random.choice(LABELS)
        span = self.span(article, coder)
        self.both(
            lambda name: self.project.tag(article, *span, label, coder=coder, decision_id=name) and None,
            lambda: self.reference.tag(article, span, label, coder),
        )

    def untag(self) -> None:
        article, coder = self.page()
        span = self.random.choice(self.reference.passages(article, coder))
        self.both(
            lambda name: self.project.untag(article, *span, coder=coder, decision_id=name),
            lambda: self.reference.untag(article, span, coder),
        )

    def cut(self) -> None:
        article, coder = self.page()
        passages, text = self.reference.passages(article, coder), self.reference.texts[article]
        nth = self.random.randrange(len(passages))
        start, end = passages[nth]
        blanks = [place for place in range(start + 1, end - 1) if text[place] == " "]
        before, after = passages[nth : nth + 2], [(start, passages[min(nth + 1, len(passages) - 1)][1])]
        if blanks and self.random.random() < 0.6:
            place = self.random.choice(blanks)
            before, after = [(start, end)], [(start, place), (place + 1, end)]
        if self.random.random() < 0.1:
            before = [(start, end + 1)]  # as it was cut before, in another tab
        if before == after:
            return
        self.both(
            lambda name: self.project.cut(article, before, after, coder=coder, decision_id=name),
            lambda: self.reference.cut(article, before, after, coder),
        )

    def source(self) -> None:
        (article, coder), source = self.page(), self.random.choice(SOURCES)
        length = len(self.reference.texts[article])
        start = self.random.choice([0, 0, *range(0, length - 1, 10)])
        end = self.random.choice([None, self.random.randint(start + 1, length)])
        is_for_all = self.random.random() < 0.3
        where = {"coder": coder, "start": start, "end": end, "for_all": is_for_all}
        self.both(
            lambda name: self.project.set_source(article, source, **where, decision_id=name),
            lambda: self.reference.set_source(article, source, **where),
        )

    def undo(self) -> None:
        coder = self.random.choice([*CODERS, *CODERS, ""])
        self.both(lambda n: self.project.undo(coder=coder, decision_id=n), lambda: self.reference.undo(coder))

    def redo(self) -> None:
        coder = self.random.choice([*CODERS, *CODERS, ""])
        self.both(lambda n: self.project.redo(coder=coder, decision_id=n), lambda: self.reference.redo(coder))

    def retry(self) -> None:
        """Send the last decision once more, as a page does whose answer was lost; it may be refused once more."""
        with contextlib.suppress(AnnotateError):
            self.again()

    def bring_in(self) -> None:
        (article, coder), label = self.page(), self.random.choice(LABELS)
        span, text = self.span(article, coder), self.reference.texts[article]
        row = {
            "article_id": article, "start": span[0], "end": span[1], "text": text[slice(*span)], "label": label,
            "coder": coder,
        }  # fmt: skip
        tags = pd.DataFrame([row]).reindex(columns=list(self.project.tags().columns[:23]))

        def imported(_name: str) -> None:
            outcome = self.project.add_tags(tags.astype(object).where(tags.notna(), None)).iloc[0]
            if outcome["outcome"] == "refused":
                raise AnnotateError(outcome["reason"])

        self.both(imported, lambda: self.reference.tag(article, span, label, coder, by_hand=False))
        self.again = lambda: None

    def version(self) -> None:
        first = self.random.choice(list(TEXTS))
        versions = [name for name in self.reference.texts if name.split("@")[0] == first]
        if len(versions) > 6:
            return
        old, new = versions[-1], f"{first}@{len(versions) + 1}"
        text = self.reference.texts[old] + f" Then came day {len(versions)}."
        page = {"article_id": [first], "language": "en", "source": "The Courier", "text": [text]}
        assert self.project.add(pd.DataFrame(page), changed="new_version")["article_id"].tolist() == [new]
        self.reference.new_version(old, new, text, self.first_cut(new), CODERS)
        self.again = lambda: None  # what was refused before may be done now

    def articles(self) -> list[str]:
        return self.random.sample(list(self.reference.texts), self.random.randint(1, 2))

    def aside(self) -> None:
        some, coder = self.articles(), self.random.choice([*CODERS, ""])
        self.both(
            lambda name: self.project.set_aside(some, reason="a reason", coder=coder, decision_id=name),
            lambda: self.reference.set_aside(some, "a reason", coder),
        )

    def restore(self) -> None:
        some, coder = self.articles(), self.random.choice([*CODERS, ""])
        self.both(
            lambda name: self.project.restore(some, coder=coder, decision_id=name),
            lambda: self.reference.set_aside(some, None, coder),
        )

    def correct(self) -> None:
        some, coder = self.articles(), self.random.choice([*CODERS, ""])
        name, value = self.random.choice(["source", "title", "topic"]), self.random.choice(SOURCES)
        self.both(
            lambda decision: self.project.correct(some, coder=coder, decision_id=decision, **{name: value}),
            lambda: self.reference.correct(some, name, value, coder),
        )

    # What both hold ------------------------------------------------------------------------------------------

    def compare(self) -> None:
        counted = [one for one in self.reference.texts if self.reference.value(("fact", one, "set_aside")) is None]
        names = ["article_id", "coder", "start", "end", "label", "origin", "source", "title"]
        found = self.project.tags()[names].to_numpy(dtype=object).tolist()
        assert sorted(found) == sorted(
            [
                article,
                coder,
                *span,
                label,
                origin,
                own or self.seen(article, span, coder),
                self.title(article),
            ]
            for article in counted
            for coder in CODERS
            for span, (label, own, origin) in self.reference.tags(article, coder).items()
        )
        for coder in CODERS:
            passages = self.project.passages(coder)[["article_id", "start", "end", "source"]]
            assert sorted(passages.to_numpy(dtype=object).tolist()) == sorted(
                [article, *span, self.reference.source(article, span[0], coder)]
                for article in counted
                for span in self.reference.passages(article, coder)
            )
        for row in self.project.passages()[["article_id", "start", "source"]].to_dict("records"):
            expected = self.reference.source_of_page(row["article_id"], row["start"], CODERS)
            assert row["source"] == expected, row
        for row in self.project.articles(set_aside=True).to_dict("records"):
            for name in ("source", "title", "topic", "set_aside"):
                assert row.get(name, "") == self.reference.fact(row["article_id"], name), (row["article_id"], name)

    def seen(self, article: str, span: Span, coder: str) -> str:
        return self.reference.source(article, span[0], coder)

    def title(self, article: str) -> str:
        return self.reference.fact(article, "title")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_project_holds_what_its_reference_holds_whatever_three_coders_do(tmp_path: Path, seed: int) -> None:
    with annotate.open_project(tmp_path / "study.db") as project:
        walk = Walk(project, seed, tmp_path)
        for nth in range(OPERATIONS):
            walk.step()
            if nth % 25 == 0:
                walk.compare()
        walk.compare()
        assert check_project(project).empty
