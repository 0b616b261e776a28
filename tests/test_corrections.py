"""Articles can be corrected and set aside; their texts never change."""

from collections.abc import Callable

import pandas as pd
import pytest

import annotate
from annotate._errors import ArticleError
from annotate._project.check import check_project
from annotate._project.project import Project

COUNCIL, FAIL = (0, 28), (29, 48)


def about(project: Project, article_id: str) -> dict[str, object]:
    return project.articles(set_aside=True).set_index("article_id").loc[article_id].to_dict()


@pytest.mark.slow
def test_what_is_corrected_stands_in_articles_passages_and_old_tags(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    text = about(project, "vote")["text"]

    project.correct(
        "vote",
        source="The Echo",
        title="Vote",
        author="A. B.",
        published="2026-05-12",
        url="https://x.y",
        language="en",
    )

    wanted = {"source": "The Echo", "title": "Vote", "author": "A. B.", "published": "2026-05-12", "url": "https://x.y"}
    assert {name: about(project, "vote")[name] for name in wanted} == wanted
    assert project.tags().loc[0, list(wanted)].to_dict() == wanted
    assert set(project.passages().query("article_id == 'vote'")["source"]) == {"The Echo"}
    assert about(project, "vote")["text"] == text
    assert check_project(project).empty


def test_a_correction_of_many_articles_is_one_decision_and_undo_takes_it_back(project: Project) -> None:
    before = project.articles()

    project.correct(["vote", "flood"], source="One", event="spring")
    assert project.articles()["source"].tolist() == ["One", "One"]
    assert project.undo() == "vote"
    pd.testing.assert_frame_equal(project.articles().drop(columns="event", errors="ignore"), before)
    assert project.redo() == "vote"

    assert project.articles()["event"].tolist() == ["spring", "spring"]
    assert check_project(project).empty


def test_a_correction_by_a_coder_is_that_coders_to_undo(project: Project) -> None:
    project.correct("vote", title="By nobody")
    project.correct("vote", author="Ben", coder="ben")

    project.undo(coder="ben")

    assert (about(project, "vote")["title"], about(project, "vote")["author"]) == ("By nobody", "")


def test_undo_leaves_what_somebody_corrected_later(project: Project) -> None:
    project.correct("vote", title="First", coder="ana")
    project.correct("vote", title="Second", coder="ben")

    with pytest.raises(annotate.AnnotateError, match="'ben' has since decided on the title of 'vote'"):
        project.undo(coder="ana")

    assert about(project, "vote")["title"] == "Second"


def test_a_corrected_source_leaves_what_each_of_several_coders_said_of_the_page(project: Project) -> None:
    for coder in ("ana", "ben"):
        project.set_source("vote", "An agency", coder=coder)

    project.correct("vote", source="Le Monde", coder="lead")

    for coder in ("ana", "ben"):
        assert set(project.passages(coder).query("article_id == 'vote'")["source"]) == {"An agency"}


@pytest.mark.slow
def test_a_corrected_source_takes_the_place_of_one_that_was_set_for_the_whole_page(project: Project) -> None:
    project.set_source("vote", "Wrong", coder="mj")
    project.set_source("vote", "An agency", coder="mj", start=49)

    project.correct("vote", source="Right")
    assert project.passages("mj").query("article_id == 'vote'")["source"].tolist() == ["Right", "Right", "An agency"]

    project.undo()
    assert project.passages("mj").query("article_id == 'vote'")["source"].tolist() == ["Wrong", "Wrong", "An agency"]


@pytest.mark.slow
def test_an_article_that_is_set_aside_is_in_no_table_and_no_queue_and_comes_back_whole(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.tag("flood", 0, 12, "opinion", coder="mj")
    tables = project.articles(), project.passages(), project.tags()

    project.set_aside("vote", reason="an advertisement")

    for table in (project.articles(), project.passages(), project.tags(), project.passages("mj")):
        assert table["article_id"].unique().tolist() == ["flood"]
    assert project.articles(set_aside=True)["set_aside"].tolist() == ["an advertisement", ""]
    assert len(project.tags(history=True)) == 2
    assert check_project(project).empty
    project.restore("vote")
    for before, after in zip(tables, (project.articles(), project.passages(), project.tags()), strict=True):
        pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("count", [annotate.compare, annotate.measures, annotate.agreement])
def test_what_is_counted_of_a_project_says_how_many_of_its_articles_are_set_aside(
    count: Callable[..., pd.DataFrame], project: Project
) -> None:
    for coder in ("ana", "ben"):
        project.tag("vote", *COUNCIL, "opinion", coder=coder)
        project.tag("flood", 0, 12, "reported_fact", coder=coder)
    pd.testing.assert_frame_equal(count(project), count(project.tags()))

    project.set_aside("flood", reason="an advertisement")

    assert set(count(project)["set_aside"]) == {1}
    pd.testing.assert_frame_equal(count(project).drop(columns="set_aside"), count(project.tags()))


def test_setting_aside_and_taking_in_again_are_undone_like_any_decision(project: Project) -> None:
    project.set_aside(["vote", "flood"], reason="a test", coder="ana")
    project.restore("vote", coder="ana")

    project.undo(coder="ana")
    assert project.articles()["article_id"].tolist() == []
    project.undo(coder="ana")
    assert project.articles()["article_id"].tolist() == ["vote", "flood"]


def test_the_tagger_passes_over_what_is_set_aside_and_counts_without_it(where: object) -> None:
    with annotate.open_project(where) as project:
        pages = [f"a{n}" for n in range(5)]
        project.add(pd.DataFrame({"article_id": pages, "language": "en", "text": ["It rains. It pours."] * 5}))
        for page in pages:
            project.tag(page, 0, 9, "opinion", coder="mj")
            project.tag(page, 0, 9, "opinion", coder="ben")

        project.set_aside(["a0", "a2", "a3"], reason="a test")

        reads = project._tagger_reads
        assert [reads.neighbour(one, step, coder="mj") for one, step in (("a1", 1), ("a4", -1), ("a1", -1))] == [
            "a4",
            "a1",
            "a1",
        ]
        assert reads.first_article(coder="new") == "a1"
        page = reads.page("a4", coder="mj")
        assert (page["number"], page["articles"]) == (2, 2)
        assert (page["project_tags"], page["project_passages"]) == (2, 4)
        assert page["others"] == [["ben", 1, 2]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": "New"}, "text of an article never changes.*new_version"),
        ({"label": "x"}, "'label' means something else"),
        ({"set_aside": "x"}, "'set_aside' means something else"),
        ({"published": "12 May"}, "is no date: write it as 2026-05-12"),
        ({"language": "French"}, "no ISO 639-1 code"),
        ({"source": 3}, "must be text"),
        ({}, "Nothing to correct is given"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_the_cure(
    project: Project, given: dict[str, object], sentence: str
) -> None:
    before = project.articles()

    with pytest.raises(ArticleError, match=sentence):
        project.correct("vote", **given)

    pd.testing.assert_frame_equal(project.articles(), before)


def test_one_wrong_article_among_many_changes_none(project: Project) -> None:
    with pytest.raises(ArticleError, match="There is no article 'nowhere'"):
        project.correct(["vote", "nowhere"], source="New")
    with pytest.raises(ArticleError, match="There is no article 'nowhere'"):
        project.set_aside(["vote", "nowhere"], reason="x")
    with pytest.raises(ArticleError, match="A reason is needed"):
        project.set_aside("vote", reason=" ")
    with pytest.raises(ArticleError, match="No article is given"):
        project.restore([])

    assert project.articles()["source"].tolist() == ["The Courier", "Le Phare"]


def test_a_variable_keeps_its_kind_and_refuses_another(project: Project) -> None:
    project.correct("vote", reach=1200, paid=True, day=pd.Timestamp("2026-05-12"), section="007")

    table = project.articles()
    assert table.columns[9:].tolist() == ["reach", "paid", "day", "section"]
    assert table.loc[0, ["reach", "paid", "section"]].tolist() == [1200.0, True, "007"]
    assert table.loc[0, "day"] == pd.Timestamp("2026-05-12")
    assert table.loc[1, ["reach", "paid", "day"]].isna().all()
    with pytest.raises(ArticleError, match=r"reach='many' is no number"):
        project.correct("flood", reach="many")
    project.correct("vote", reach=None)
    assert project.articles()["reach"].isna().all()


@pytest.mark.slow
def test_a_new_version_keeps_what_was_corrected_of_the_old(project: Project) -> None:
    project.correct("vote", source="The Echo", event="vote")
    text = str(about(project, "vote")["text"]) + " Then it rained."

    project.add(pd.DataFrame({"article_id": ["vote"], "language": "en", "text": [text]}), changed="new_version")

    assert (about(project, "vote@2")["source"], about(project, "vote@2")["event"]) == ("The Echo", "vote")
    assert check_project(project).empty


def test_undo_of_all_that_a_variable_says_takes_its_column_too_and_a_redo_brings_it_back(project: Project) -> None:
    before = project.articles()
    project.correct(["vote"], coder="mj", event="the vote")
    after = project.articles()

    project.undo(coder="mj")
    pd.testing.assert_frame_equal(project.articles(), before)
    assert "event" not in project.tags()

    project.correct(["flood"], coder="ben", event="7")  # what the first one was begun as, it stays
    project.undo(coder="ben")
    project.redo(coder="mj")
    pd.testing.assert_frame_equal(project.articles(), after)


def test_undo_of_the_first_value_of_a_variable_leaves_what_others_said_since(project: Project) -> None:
    project.correct("vote", topic="Sport", coder="ana")
    project.correct("flood", topic="Trade", coder="ben")

    project.undo(coder="ana")

    assert project.articles()["topic"].tolist() == ["", "Trade"]


@pytest.mark.parametrize("name", ["a\ud800", "\udc00"])
def test_a_name_that_no_heading_can_show_is_refused_and_the_study_stays_readable(project: Project, name: str) -> None:
    before = project.articles()

    with pytest.raises(ArticleError, match="no heading can show"):
        project.correct("vote", **{name: "x"})

    pd.testing.assert_frame_equal(project.articles(), before)
