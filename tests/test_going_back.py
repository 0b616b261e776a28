"""Undo and redo take only what is still one's own."""

from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._errors import TagError
from annotate._project.check import check_project
from annotate._project.project import Project

COUNCIL, FAIL, MAYOR = (0, 28), (29, 48), (49, 77)


def labels(project: Project) -> list[list[object]]:
    return project.tags()[["article_id", "start", "end", "label", "coder"]].to_numpy().tolist()


def sources(project: Project) -> list[str]:
    return project.passages("nobody").query("article_id == 'vote'")["source"].tolist()


def test_undo_of_a_source_leaves_anothers_later_source_at_the_same_place(project: Project) -> None:
    project.set_source("vote", "Agency", coder="anna", start=29, for_all=True)
    project.set_source("vote", "Preface", coder="ben", start=29, for_all=True)

    with pytest.raises(
        TagError, match=r"Not undone: 'ben' has since decided on the source from character 29 of 'vote'"
    ):
        project.undo(coder="anna")

    assert sources(project) == ["The Courier", "Preface", "Preface"]
    project.undo(coder="ben")
    assert sources(project) == ["The Courier", "Agency", "Agency"]
    assert check_project(project).empty


def test_after_an_undo_that_was_refused_the_next_takes_the_decision_before(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="anna")
    project.set_source("vote", "Agency", coder="anna", start=29, for_all=True)
    project.set_source("vote", "Preface", coder="ben", start=29, for_all=True)

    with pytest.raises(TagError, match="your next undo takes what you decided before it"):
        project.undo(coder="anna")
    assert project.undo(coder="anna") == "vote"

    assert labels(project) == []
    assert project.redo(coder="anna") == "vote"
    assert labels(project) == [["vote", 0, 28, "opinion", "anna"]]
    assert project.redo(coder="anna") is None


def test_a_refused_undo_that_comes_again_is_refused_again_and_takes_nothing_else(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="anna")
    project.set_source("vote", "Agency", coder="anna", start=29, for_all=True)
    project.set_source("vote", "Preface", coder="ben", start=29, for_all=True)

    for _ in range(2):
        with pytest.raises(TagError, match="Not undone"):
            project.undo(coder="anna", decision_id="u1")

    assert len(labels(project)) == 1


def test_redo_leaves_anothers_source_that_was_set_meanwhile(project: Project) -> None:
    project.set_source("vote", "Agency", coder="anna", start=29, for_all=True)
    project.undo(coder="anna")
    project.set_source("vote", "Preface", coder="ben", start=29, for_all=True)

    with pytest.raises(TagError, match="Not done again: 'ben' has since decided"):
        project.redo(coder="anna")

    assert sources(project) == ["The Courier", "Preface", "Preface"]


def test_a_source_that_another_undid_meanwhile_can_be_undone_and_redone(project: Project) -> None:
    project.set_source("vote", "Agency", coder="anna", start=29, for_all=True)
    project.set_source("vote", "Preface", coder="ben", start=29, for_all=True)
    project.undo(coder="ben")

    project.undo(coder="anna")
    assert sources(project) == ["The Courier"] * 3
    project.redo(coder="anna")
    assert sources(project) == ["The Courier", "Agency", "Agency"]


def test_undo_of_a_stretch_never_lets_anothers_source_reach_beyond_its_end(project: Project) -> None:
    project.set_source("vote", "Agency", coder="anna", start=0, end=49, for_all=True)
    project.set_source("vote", "Preface", coder="ben", start=29, for_all=True)

    with pytest.raises(TagError, match="'ben' has since decided on the source from character 29"):
        project.undo(coder="anna")

    assert sources(project) == ["Agency", "Preface", "The Courier"]


def test_undo_of_a_correction_looks_at_the_marks_of_every_coder(project: Project) -> None:
    for coder, ends in (("anna", [29]), ("ben", [10, 49])):
        for end in ends:
            project.set_source("vote", f"Preface {end}", coder=coder, start=end - 10, end=end)
    project.correct("vote", source="The Herald", coder="lead")  # to which all of these return
    project.set_source("vote", "Agency", coder="ben", start=29)

    with pytest.raises(TagError, match="'ben' has since decided on the source from character 29"):
        project.undo(coder="lead")

    assert project.articles().set_index("article_id")["source"]["vote"] == "The Herald"


def test_no_tag_counts_twice_when_it_was_undone_and_redone_after_its_article_changed(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    text = project.articles().set_index("article_id").loc["vote", "text"] + " Then it rained."
    project.add(pd.DataFrame({"article_id": ["vote"], "language": "en", "text": [text]}), changed="new_version")

    with pytest.raises(TagError, match=r"the tag 0–28 of 'vote' has since moved to a new version of the article"):
        project.undo(coder="mj")
    assert project.undo(coder="mj") is None
    assert project.redo(coder="mj") is None

    assert labels(project) == [["vote@2", 0, 28, "opinion", "mj"]]
    assert check_project(project).empty


@pytest.mark.slow
def test_undo_of_a_cut_keeps_the_passage_that_an_import_tagged(project: Project, tmp_path: Path) -> None:
    halves = [(29, 42), (43, 48)]
    with annotate.open_project(tmp_path / "hers.db") as hers:
        hers.add(project.articles())
        hers.cut("vote", [FAIL], halves, coder="mj")
        hers.tag("vote", *halves[0], "opinion", coder="mj")
        project.cut("vote", [FAIL], halves, coder="mj")
        project.add_tags(hers.tags())

    with pytest.raises(TagError, match="an import has since put a tag on 29–42 of 'vote'"):
        project.undo(coder="mj")

    assert labels(project) == [["vote", 29, 42, "opinion", "mj"]]
    assert project.passages("mj").query("article_id == 'vote'")["start"].tolist() == [0, 29, 43, 49]
    assert check_project(project).empty


@pytest.mark.slow
def test_undo_and_redo_of_ones_own_work_go_all_the_way_back_and_forth(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.tag("vote", *COUNCIL, "reported_fact", coder="mj")
    project.cut("vote", [FAIL], [(29, 42), (43, 48)], coder="mj")
    project.tag("vote", 43, 48, "opinion", coder="mj")
    project.set_source("vote", "Agency", coder="mj", start=49)
    project.untag("vote", *COUNCIL, coder="mj")
    whole = labels(project), sources(project), project.passages("mj")["start"].tolist()

    for _ in range(3):
        undone = [project.undo(coder="mj") for _ in range(7)]
        assert undone == ["vote"] * 6 + [None]
        assert (labels(project), sources(project)) == ([], ["The Courier"] * 3)
        redone = [project.redo(coder="mj") for _ in range(7)]
        assert redone == ["vote"] * 6 + [None]
        assert (labels(project), sources(project), project.passages("mj")["start"].tolist()) == whole
    assert check_project(project).empty


def test_a_correction_of_many_goes_back_to_what_each_article_was_and_is_refused_for_one_decided_since(
    project: Project,
) -> None:
    project.correct("flood", title="Before", source="An agency")
    for coder in ("anna", "ben"):
        project.set_source("vote", "Preface", coder=coder, start=0, end=29)
    project.correct("vote", title="By ben", coder="ben")
    project.undo(coder="ben")

    def said() -> list[object]:
        facts = project.articles()[["title", "source"]].to_numpy().tolist()
        return [facts, *(project.passages(coder)["source"].tolist() for coder in ("anna", "ben"))]

    before = said()
    project.correct(["vote", "flood"], title="All", source="The Echo")
    after = said()
    assert after != before

    for _ in range(3):
        project.undo()
        assert said() == before
        project.redo()
        assert said() == after
    project.correct("vote", title="By ben again", coder="ben")
    project.undo(coder="ben")
    project.undo()  # what ben said and took back is in nobody's way
    project.redo()
    assert said() == after
    project.correct("flood", title="By ben at last", coder="ben")
    with pytest.raises(TagError, match=r"Not undone: 'ben' has since decided on the title of 'flood'"):
        project.undo()
    assert check_project(project).empty
