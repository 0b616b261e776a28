"""Progress: who has done what, how fast, and how far coders agree; nothing more is measured."""

import pandas as pd
import pytest

import annotate
from annotate._errors import TagError
from annotate._study.going_on import pace


def tags(times: dict[str, list[str]], labels: dict[str, list[str]]) -> pd.DataFrame:
    rows = [
        (f"a{n % 5}", n * 10, n * 10 + 9, label, coder, at, "hand")
        for coder, those in times.items()
        for n, (at, label) in enumerate(zip(those, labels[coder], strict=True))
    ]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "label", "coder", "tagged_at", "origin"])


def every(seconds: int, many: int, day: str = "2026-05-04") -> list[str]:
    return [
        str(at)
        for at in pd.date_range(f"{day}T09:00Z", periods=many, freq=f"{seconds}s").strftime("%Y-%m-%dT%H:%M:%SZ")
    ]


def test_pauses_are_no_work():
    table = pace(tags({"ana": [*every(20, 10), *every(20, 10, "2026-05-05")]}, {"ana": ["opinion"] * 20}))

    assert table["hours"].tolist() == pytest.approx([18 * 20 / 3600])
    assert table["tags_an_hour"].tolist() == pytest.approx([180])
    assert table["reason"][0]  # one coder alone agrees with nobody


def test_agreement_is_with_all_others_on_the_same_passages_and_by_week():
    labels = {"ana": ["opinion", "reported_fact"] * 10, "ben": ["opinion", "reported_fact"] * 10}
    labels["ben"][10:] = ["reported_fact", "opinion"] * 5
    weeks = [*every(20, 10), *every(20, 10, "2026-05-11")]
    found = tags({"ana": weeks, "ben": weeks}, labels)

    table = pace(found, by_week=True)

    assert table["week"].tolist() == ["2026-05-04", "2026-05-11"] * 2
    assert table["agreement"][0] == pytest.approx(1)
    assert table["agreement"][1] < 0
    whole = pace(found)
    assert whole["agreement"][0] == pytest.approx(annotate.agreement(found)["value"][0])
    assert whole["passages_twice"].tolist() == [20, 20]


@pytest.mark.slow
def test_a_study_says_how_far_each_coder_is(tmp_path):
    with annotate.open_project(tmp_path / "study.db") as project:
        texts = [f"The council votes on item {n}." for n in range(6)]
        project.add(pd.DataFrame({"article_id": list("abcdef"), "text": texts}))
        project.assign(["ana", "ben"], seed=1)
        table = project.assignment()
        first = table.loc[table["coder"] == "ana", "article_id"].iloc[0]
        end = int(project.passages().query("article_id == @first")["end"].iloc[0])
        project.tag(first, 0, end, "opinion", coder="ana")

        found = project.progress()

        assert found[["coder", "articles", "finished", "tags"]].values.tolist() == [["ana", 3, 1, 1], ["ben", 3, 0, 0]]
        assert project.progress(by="week")["coder"].tolist() == ["ana"]
        with pytest.raises(TagError, match="'coder' or 'week'"):
            project.progress(by="month")


def test_a_coder_who_has_not_begun_is_said_to_have_not(tmp_path):
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame({"article_id": ["a", "b"], "text": ["It rains. It pours.", "It snows."]}))
        project.assign(["ana", "ben"], twice=1, seed=1)
        project.tag("b", 0, 9, "opinion", coder="ana")

        table = project.progress().set_index("coder")

    assert table.loc["ben", ["tags", "finished", "reason"]].tolist() == [0, 0, "has not begun"]
    assert table.loc["ana", "reason"] != "has not begun"
