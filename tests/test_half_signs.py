"""Half of a sign (a lone surrogate) in any name that a person gives stops nothing of what is made of a study."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._exact_text import TEXT

FIRST, LAST = "\ud800", "\udfff"
CODERS = (f"c{FIRST}", f"c{LAST}")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> annotate.Project:
    """Two coders, four articles, everything named with half of a sign."""
    ids = [f"{FIRST}a{nth}" for nth in range(4)]
    text = f"It rains today. {FIRST}It pours. The mayor{LAST} said it will stop."
    columns = {
        "article_id": ids,
        "text": [f"{text} Number {nth}." for nth in range(4)],
        "source": [f"S{FIRST}", f"S{LAST}"] * 2,
        "title": f"T{LAST}",
        "author": FIRST,
        "language": "en",
        "published": "2026-05-04",
        "section": f"v{LAST}",
    }
    with annotate.open_project(tmp_path_factory.mktemp("half") / "study.db") as project:
        project.add(pd.DataFrame(columns, dtype=object))
        for nth, (article_id, start, end) in enumerate(project.passages()[["article_id", "start", "end"]].values):
            for coder in CODERS:
                project.tag(article_id, start, end, ("opinion", "reported_fact")[nth % 2], coder=coder, note=LAST)
        start, end = project.passages()[["start", "end"]].values[0].tolist()
        for coder in CODERS:
            said = {"speaker": f"mayor{FIRST}", "speaker_kind": "named"}
            project.tag(ids[0], start, end, "attributed_claim", coder=coder, **said)
        yield project


Step = Callable[[annotate.Project, Path], object]

STEPS: dict[str, Step] = {
    "progress": lambda study, _: study.progress(),
    "progress by week": lambda study, _: study.progress(by="week"),
    "balance": lambda study, _: annotate.balance(study),
    "balance of copies": lambda study, _: annotate.balance(study, copies="once"),
    "agreement": lambda study, _: annotate.agreement(study.tags(), by="pair"),
    "confusion": lambda study, _: annotate.confusion(study.tags()),
    "disagreements": lambda study, _: annotate.disagreements(study.tags()),
    "draw": lambda study, _: annotate.draw(study.articles(), 2, by="source", seed=1),
    "scores of suggestions": lambda study, _: annotate.score_suggestions(study.tags()),
    "scores of a training": lambda study, _: annotate.score_training(
        study.tags(coder=CODERS[0]), study.tags(coder=CODERS[1])
    ),
    "speakers": lambda study, _: study.speakers(),
    "merges": lambda study, _: study.suggest_merges(),
    "events": lambda study, _: annotate.Events(study, coder=CODERS[0]),
    "tagger": lambda study, _: annotate.Tagger(study, coder=CODERS[0]),
    "tags of another make": lambda study, folder: annotate.read_csv(
        annotate.write_csv(study.tags(), folder / "tags.csv"), columns={}
    ),
    "report": lambda study, folder: annotate.write_report(study, folder / "report.html"),
    "release": lambda study, folder: annotate.write_release(study, folder / "release"),
}


@pytest.mark.slow
def test_half_of_a_sign_in_a_name_stops_no_step(study: annotate.Project, tmp_path: Path) -> None:
    for name, step in STEPS.items():
        assert step(study, tmp_path) is not None, name


def test_a_coders_progress_is_hers_whatever_her_name(study: annotate.Project) -> None:
    found = study.progress().set_index(pd.Index(CODERS, dtype=object))

    assert found["coder"].tolist() == [*CODERS]
    assert found["tags"].tolist() == [len(study.passages())] * 2
    assert found["agreement"].tolist() == [1.0, 1.0]


@pytest.mark.slow
def test_tags_of_such_names_come_into_another_study_and_its_articles_are_dealt(
    study: annotate.Project, tmp_path: Path
) -> None:
    with annotate.open_project(tmp_path / "other.db") as other:
        other.add(study.articles())

        assert set(other.add_tags(study.tags())["outcome"]) == {"added"}
        dealt = other.assign([*CODERS], twice=0.5, seed=1)

        assert other.tags().astype(TEXT)["note"].tolist() == study.tags().astype(TEXT)["note"].tolist()
        assert set(dealt["coder"]) == {*CODERS}
        assert annotate.check_project(other).empty
