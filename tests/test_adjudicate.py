"""Adjudicating: what coders differ in, and that a judge settles it without losing what they decided."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._errors import TagError

TEXT = "The council votes on Friday. It is a scandal. The mayor said she would resign."
SPANS = [(0, 28), (29, 45), (46, 78)]


@pytest.fixture
def study(tmp_path):
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame({"article_id": ["vote"], "source": ["Fil"], "text": [TEXT]}))
        yield project


@pytest.mark.slow
def test_each_way_to_differ_is_named(study):
    for coder in ("ana", "ben"):
        study.tag("vote", 0, 28, "reported_fact", coder=coder, evaluative=coder == "ben")
        study.tag("vote", 46, 78, "attributed_claim", coder=coder, speaker="the mayor" if coder == "ana" else "she")
    study.tag("vote", 29, 45, "opinion", coder="ana")
    study.tag("vote", 29, 45, "reported_fact", coder="ben", note="it is one")

    found = annotate.disagreements(study.tags())

    assert found["what"].tolist()[0] == "label"
    assert sorted(found["what"].tolist()[1:]) == ["evaluative", "speaker"]
    first = found.iloc[0]
    assert first["text"] == "It is a scandal."
    assert first["labels"] == "opinion / reported_fact"
    assert [one["note"] for one in first["decisions"]] == ["", "it is one"]


def test_passages_that_were_cut_differently_are_one_stretch(study):
    study.tag("vote", 0, 28, "reported_fact", coder="ana")
    study.tag("vote", 0, 17, "reported_fact", coder="ben")
    study.tag("vote", 18, 28, "opinion", coder="ben")

    (row,) = annotate.disagreements(study.tags()).to_dict("records")

    assert (row["start"], row["end"], row["what"]) == (0, 28, "label, cut")
    assert row["text"] == "The council votes on Friday."


def test_the_labels_that_are_most_often_taken_for_each_other_come_first(tmp_path):
    rows = [
        ("a", n * 10, n * 10 + 9, coder, label)
        for n, pair in enumerate([("opinion", "excluded"), *[("opinion", "reported_fact")] * 2])
        for coder, label in zip(("ana", "ben"), pair, strict=True)
    ]
    tags = pd.DataFrame(rows, columns=["article_id", "start", "end", "coder", "label"])

    found = annotate.disagreements(tags)

    assert found["often"].tolist() == [2, 2, 1]
    assert found["start"].tolist() == [10, 20, 0]


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 12), st.integers(1, 4), st.sampled_from(["x", "y"])), max_size=9
    )
)
def test_a_stretch_is_named_exactly_where_some_character_was_labelled_or_cut_differently(given_tags):
    taken: set[tuple[str, int]] = set()
    rows = []
    for coder, start, length, label in given_tags:
        places = {(coder, place) for place in range(start, start + length)}
        if not places & taken:  # nobody's own passages overlap
            taken |= places
            rows.append(("t", start, start + length, coder, label))
    tags = pd.DataFrame(rows, columns=["article_id", "start", "end", "coder", "label"])

    found = annotate.disagreements(tags) if len(tags) else pd.DataFrame({"start": [], "end": []})

    by_place = {(coder, place): (s, e, label) for _, s, e, coder, label in rows for place in range(s, e)}
    for place in range(20):
        mine, theirs = by_place.get(("a", place)), by_place.get(("b", place))
        if mine and theirs and mine != theirs:
            assert any(row.start <= place < row.end for row in found.itertuples())


def test_a_judgement_settles_its_stretch_and_the_balance_keeps_the_rest(study):
    for coder, label in (("ana", "opinion"), ("ben", "reported_fact")):
        study.tag("vote", 0, 28, label, coder=coder)
        study.tag("vote", 29, 45, "opinion", coder=coder)

    study.adjudicate("vote", 0, 28, "reported_fact", coder="lead", reason="a scheduled event")

    tags = study.tags()
    assert annotate.disagreements(tags).empty
    assert len(tags) == 5
    counts = annotate.balance(tags).set_index("label")["count"]
    assert counts["reported_fact"] == 1
    assert counts["opinion"] == 1
    assert study.adjudications().values.tolist() == [["a scheduled event", 1]]
    study.undo(coder="lead")
    assert len(annotate.disagreements(study.tags())) == 1


def test_two_judges_at_once_lose_nothing_and_a_decision_sent_twice_is_written_once(study):
    for coder, label in (("ana", "opinion"), ("ben", "reported_fact")):
        study.tag("vote", 0, 28, label, coder=coder)

    study.adjudicate("vote", 0, 28, "opinion", coder="lead", decision_id="one")
    study.adjudicate("vote", 0, 28, "opinion", coder="lead", decision_id="one")
    study.adjudicate("vote", 0, 28, "reported_fact", coder="other lead", decision_id="two")

    judged = study.tags().query("origin == 'adjudication'")
    assert sorted(judged["coder"]) == ["lead", "other lead"]


def test_all_that_coders_agree_on_is_sealed_in_one_step_and_undone_in_one(study):
    for coder in ("ana", "ben"):
        study.tag("vote", 0, 28, "reported_fact", coder=coder)
        study.tag("vote", 46, 78, "attributed_claim", coder=coder, speaker="the mayor", speaker_kind="named")
        study.tag("vote", 29, 45, "opinion" if coder == "ana" else "reported_fact", coder=coder)

    assert study.seal(coder="lead") == 2

    judged = study.tags().query("origin == 'adjudication'")
    assert judged["speaker"].tolist() == ["", "the mayor"]
    assert len(annotate.disagreements(study.tags())) == 1
    assert study.seal(coder="lead") == 0
    study.undo(coder="lead")
    assert study.tags().query("origin == 'adjudication'").empty


def test_a_judge_never_writes_over_what_she_coded_herself(study):
    study.tag("vote", 0, 28, "opinion", coder="ana")
    study.tag("vote", 0, 28, "reported_fact", coder="ben")

    with pytest.raises(TagError, match="'ana, judge'"):
        study.adjudicate("vote", 0, 28, "reported_fact", coder="ana")
    with pytest.raises(TagError, match="nothing to settle"):
        study.adjudicate("vote", 29, 45, "opinion", coder="lead")
    with pytest.raises(TagError, match="coder is needed"):
        study.adjudicate("vote", 0, 28, "opinion", coder="")
    assert len(study.tags()) == 2


@pytest.mark.slow
def test_a_study_goes_from_the_draw_to_the_balance_on_a_file_as_on_a_server(where):
    rows = [
        (f"{source}-{n}", source, f"The council votes on item {n}.") for source in ("Fil", "Quay") for n in range(9)
    ]
    with annotate.open_project(where) as project:
        project.add(pd.DataFrame(rows, columns=["article_id", "source", "text"]))
        project.draw(10, by="source", seed=1)
        project.assign(["ana", "ben"], twice=0.4, by="source", seed=1, blind_to="source")
        for row in project.assignment().itertuples():
            end = len(rows[[one[0] for one in rows].index(row.article_id)][2])
            label = "opinion" if row.coder == "ana" and row.place == 1 else "reported_fact"
            project.tag(row.article_id, 0, end, label, coder=row.coder)
        sealed, differ = project.seal(coder="lead"), annotate.disagreements(project.tags())
        for one in differ.itertuples():
            project.adjudicate(one.article_id, one.start, one.end, "reported_fact", coder="lead", reason="a vote")

        assert sealed + len(differ) == 4
        assert project.progress()["finished"].tolist() == [7, 7]
        table = annotate.balance(project.tags(), project.passages())
        assert table.groupby("source")["articles"].first().tolist() == [5, 5]
