"""Who is quoted: wordings that stand for one person, attributes, and tags that keep their words."""

import contextlib
import random
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._errors import TagError
from annotate._project import quoted as quoted_room
from annotate._project import quoted_since, speaker_verbs
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._report.tables import most_quoted

COUNCIL, FAIL = (0, 28), (29, 48)


def quote(
    project: Project, article_id: str, span: tuple[int, int], speaker: str, coder: str = "mj", kind: str = "named"
) -> None:
    project.tag(article_id, *span, "attributed_claim", speaker=speaker, speaker_kind=kind, coder=coder)


@pytest.fixture
def quoted(project: Project) -> Project:
    quote(project, "vote", COUNCIL, "Leavitt")
    quote(project, "vote", COUNCIL, "K. Leavitt", coder="ben")
    quote(project, "vote", FAIL, "la porte-parole", kind="unnamed")
    project.correct("vote", source="The Courier")
    return project


def people(project: Project) -> dict[str, tuple[object, ...]]:
    table = project.speakers()
    columns = ["kind", "claims", "articles", "sources", "wordings"]
    return dict(zip(table["person"], table[columns].itertuples(index=False, name=None), strict=True))


def test_who_is_quoted_is_counted_by_passage_article_and_source(quoted: Project) -> None:
    assert people(quoted) == {
        "K. Leavitt": ("named", 1, 1, 1, "K. Leavitt"),
        "Leavitt": ("named", 1, 1, 1, "Leavitt"),
        "la porte-parole": ("unnamed", 1, 1, 1, "la porte-parole"),
    }
    assert "person" not in quoted.tags().columns


@pytest.mark.slow
def test_merged_wordings_are_one_person_and_no_tag_changes(quoted: Project) -> None:
    before = quoted.tags()

    quoted.merge_speakers("Karoline Leavitt", ["Leavitt", "K. Leavitt", "la porte-parole"], coder="mj")

    # two coders tagged one passage: it is one claim, and the other passage a second
    wanted = ("named", 2, 1, 1, "K. Leavitt | Leavitt | la porte-parole")
    assert people(quoted) == {"Karoline Leavitt": wanted}
    pd.testing.assert_frame_equal(quoted.tags()[list(before)], before)
    assert quoted.tags()["person"].tolist() == ["Karoline Leavitt"] * 3
    assert check_project(quoted).empty
    quoted.undo(coder="mj")
    pd.testing.assert_frame_equal(quoted.tags(), before)
    quoted.redo(coder="mj")
    assert people(quoted) == {"Karoline Leavitt": wanted}


def test_attributes_are_columns_by_which_the_balance_counts(quoted: Project, tmp_path: Path) -> None:
    quoted.merge_speakers("Karoline Leavitt", ["Leavitt", "K. Leavitt"])
    quoted.describe_speaker("Leavitt", party="Republican", wikidata="https://www.wikidata.org/wiki/Q124400379")

    tags = quoted.tags()

    assert list(tags.columns[-3:]) == ["person", "person.party", "person.wikidata"]
    assert tags["person.party"].tolist() == ["Republican", "Republican", ""]
    table = annotate.balance(tags, by="person.party").query("label == 'attributed_claim'")
    assert dict(zip(table["person.party"], table["count"], strict=True)) == {"": 1.0, "Republican": 1.0}
    pd.testing.assert_frame_equal(annotate.read_csv(annotate.write_csv(quoted.tags(), tmp_path / "tags.csv")), tags)


def test_the_same_words_may_stand_for_another_in_one_article(quoted: Project) -> None:
    quote(quoted, "flood", (0, 5), "la porte-parole", kind="unnamed")
    quoted.merge_speakers("Karoline Leavitt", ["Leavitt", "la porte-parole"])

    quoted.split_speaker("la porte-parole", articles="flood")
    assert quoted.tags().set_index("article_id").loc["flood", "person"] == "la porte-parole"
    quoted.merge_speakers("Maud Bregeon", ["la porte-parole"], articles="flood")

    assert people(quoted)["Maud Bregeon"] == ("unnamed", 1, 1, 1, "la porte-parole")
    assert quoted.tags().set_index("article_id").loc["flood", "person"] == "Maud Bregeon"
    assert check_project(quoted).empty


def test_a_split_gives_wordings_back_to_themselves(quoted: Project) -> None:
    quoted.merge_speakers("Leavitt", ["K. Leavitt", "la porte-parole"])

    quoted.split_speaker("Leavitt", "la porte-parole")
    assert people(quoted)["Leavitt"][-1] == "Leavitt | K. Leavitt"
    quoted.split_speaker("Leavitt")

    assert set(people(quoted)) == {"Leavitt", "K. Leavitt", "la porte-parole"}
    assert "person" not in quoted.tags().columns


def test_attributes_that_contradict_each_other_keep_persons_apart(quoted: Project) -> None:
    quoted.describe_speaker("Leavitt", party="Republican")
    quoted.describe_speaker("K. Leavitt", party="Greens")
    before = quoted.tags()

    with pytest.raises(TagError, match="the party of the one is 'Republican', of the other 'Greens'"):
        quoted.merge_speakers("Leavitt", ["K. Leavitt"])

    pd.testing.assert_frame_equal(quoted.tags(), before)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "why"),
    [
        (lambda p: p.merge_speakers("Leavitt", ["Levitt"]), "did you mean 'Leavitt'"),
        (lambda p: p.merge_speakers("Leavitt", []), "No speaker is given"),
        (lambda p: p.merge_speakers(" ", ["Leavitt"]), "must be a text with words"),
        (lambda p: p.split_speaker("Leavitt"), "Nothing stands for 'Leavitt' but the name itself"),
        (lambda p: p.split_speaker("Leavitt", "Mayor"), "'Mayor' does not stand for 'Leavitt'"),
        (lambda p: p.describe_speaker("Leavitt"), "Nothing is said of 'Leavitt'"),
        (lambda p: p.describe_speaker("Leavitt", wikidata="forty-two"), "no Wikidata item"),
        (lambda p: p.describe_speakers(pd.DataFrame({"person": ["Leavitt"], "age": [28]})), "A person has no 'age'"),
        (lambda p: p.describe_speakers(pd.DataFrame({"party": ["x"]})), "no column 'person'"),
        (lambda p: p.describe_speakers(pd.DataFrame({"person": ["Leavitt"] * 2})), "two things of 'Leavitt'"),
    ],
)
def test_what_cannot_be_said_of_a_speaker_changes_nothing(quoted: Project, given: object, why: str) -> None:
    before = quoted.tags()
    with pytest.raises(TagError, match=why):
        given(quoted)  # type: ignore[operator]
    pd.testing.assert_frame_equal(quoted.tags(), before)


def test_attributes_come_from_a_table(quoted: Project, tmp_path: object) -> None:
    path = f"{tmp_path}/people.csv"
    pd.DataFrame({"person": ["Leavitt", "K. Leavitt"], "party": ["Republican", ""]}).to_csv(path, index=False)

    quoted.describe_speakers(path)

    assert dict(quoted.speakers()[["person", "person.party"]].to_numpy().tolist())["Leavitt"] == "Republican"
    assert quoted.undo() is not None
    assert "person" not in quoted.tags().columns


def test_a_source_set_in_the_middle_of_an_article_is_counted(quoted: Project) -> None:
    quote(quoted, "vote", FAIL, "Leavitt")
    quoted.set_source("vote", "An agency", start=FAIL[0], coder="mj")

    assert people(quoted)["Leavitt"] == ("named", 2, 1, 2, "Leavitt")


def test_concentration_and_chart_go_by_the_person_not_by_the_spelling(project: Project) -> None:
    quote(project, "vote", COUNCIL, "Leavitt")
    quote(project, "vote", FAIL, "K. Leavitt")

    def concentration() -> float:
        table = annotate.measures(project.tags()).set_index("measure")
        return float(table.loc["speaker_concentration", "value"])

    assert concentration() == 0.5
    project.merge_speakers("Karoline Leavitt", ["Leavitt", "K. Leavitt"])

    assert concentration() == 1.0
    rows = annotate.plot_speakers(project.tags()).get_yticklabels()
    assert [row.get_text().split(" (")[0] for row in rows] == ["Karoline Leavitt"]


def test_suggested_merges_are_accepted_refused_and_come_back_with_undo(project: Project) -> None:
    text = "Karoline Leavitt objects. Nobody will know, says Leavitt. The press secretary, Karoline Leavitt, left."
    project.add(pd.DataFrame({"article_id": ["note"], "text": [text], "language": "en"}))
    for span, speaker, kind in [((0, 25), "Karoline Leavitt", "named"), ((26, 57), "Leavitt", "named"),
                                ((58, 102), "the press secretary", "unnamed")]:  # fmt: skip
        quote(project, "note", span, speaker, kind=kind)

    def open_ones() -> list[tuple[object, ...]]:
        columns = ["person", "speaker", "articles", "why", "claims"]
        return list(project.suggest_merges()[columns].itertuples(index=False, name=None))

    both = [
        ("Karoline Leavitt", "Leavitt", (), "surname", 1),
        ("Karoline Leavitt", "the press secretary", ("note",), "role", 1),
    ]
    assert open_ones() == both
    before = project.tags()
    project.merge_speakers("Karoline Leavitt", "Leavitt", coder="mj")
    project.keep_apart("Karoline Leavitt", "the press secretary", coder="mj")
    assert open_ones() == []
    assert check_project(project).empty
    with pytest.raises(TagError, match="split it first"):
        project.keep_apart("Karoline Leavitt", "Leavitt")
    project.undo(coder="mj")
    project.undo(coder="mj")

    assert open_ones() == both
    pd.testing.assert_frame_equal(project.tags(), before)


def test_a_long_list_is_kept_for_the_next_session_and_counted_anew_after_a_decision(
    quoted: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaker_verbs, "_MANY", 1)
    quoted.describe_speaker("Leavitt", party="\ud800 Greens")
    counted = quoted.speakers()
    monkeypatch.setattr(quoted_room, "table", lambda connection: pytest.fail("counted again"))
    with annotate.open_project(quoted.where) as again:
        pd.testing.assert_frame_equal(again.speakers(), counted)
    monkeypatch.undo()
    with annotate.open_project(quoted.where) as again:
        quote(again, "flood", (0, 5), "Maud Bregeon")
        assert "Maud Bregeon" in people(again)


@pytest.mark.slow
def test_a_list_brought_up_after_each_decision_is_the_list_that_is_counted_whole(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = quoted_room.table
    counted: list[bool] = []

    def seen(connection: object, only: object = None) -> pd.DataFrame:
        counted.append(only is None)
        return whole(connection, only)  # type: ignore[arg-type]

    monkeypatch.setattr(quoted_room, "table", seen)
    project.speakers()
    chance, names = random.Random(17), ["Leavitt", "K. Leavitt", "A | B", "Lee", "Ann", "\ud800"]
    for _ in range(40):
        one, other = chance.sample(names, 2)
        deed = chance.choice(["quote", "quote", "quote", "untag", "merge", "split", "describe", "undo", "aside"])
        with contextlib.suppress(TagError):
            if deed == "quote":
                quote(project, "vote", chance.choice([COUNCIL, FAIL]), one, coder=chance.choice(["mj", "ben"]))
            elif deed == "untag":
                project.untag("vote", *COUNCIL, coder="mj")
            elif deed == "merge":
                project.merge_speakers(one, [other], coder="mj")
            elif deed == "split":
                project.split_speaker(one, coder="mj")
            elif deed == "describe":
                project.describe_speaker(one, party=chance.choice(["Greens", ""]), coder="mj")
            elif deed == "undo":
                project.undo(coder="mj")
            elif deed == "aside":
                project.set_aside("vote", reason="a list") if chance.random() < 0.5 else project.restore("vote")
        with project._store.reading() as connection:
            expected = whole(connection)
        pd.testing.assert_frame_equal(project.speakers(), expected)
    assert counted.count(False) > 2 * counted.count(True)  # all are counted only where a whole article went or came


def test_persons_are_counted_again_also_after_many_others_were_kept_apart(
    quoted: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quoted_since, "MOST", 2)
    quoted.speakers()
    quoted.keep_apart("la porte-parole", ["Leavitt", "K. Leavitt"])
    quoted.keep_apart("Leavitt", ["la porte-parole"])

    quoted.merge_speakers("Leavitt", ["K. Leavitt"])

    with quoted._store.reading() as connection:
        expected = quoted_room.table(connection)
    pd.testing.assert_frame_equal(quoted.speakers(), expected)


def test_persons_are_offered_in_the_tagger_also_where_no_tag_writes_them_so(quoted: Project) -> None:
    quoted.merge_speakers("Karoline Leavitt", ["Leavitt", "K. Leavitt"])

    offered = quoted._tagger_reads.page("vote", coder="mj")["speakers"]

    assert {"Karoline Leavitt", "Leavitt", "la porte-parole"} <= set(offered)


def test_the_report_counts_persons_and_not_spellings(quoted: Project) -> None:
    quoted.merge_speakers("Karoline Leavitt", ["Leavitt", "K. Leavitt"])

    table = most_quoted(quoted.tags())

    assert dict(zip(table["speaker"], table["claims"], strict=True)) == {"Karoline Leavitt": 1, "la porte-parole": 1}
