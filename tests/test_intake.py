"""The intake: what was read is looked at and mended before it counts, and what stands is corrected."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import annotate
from annotate._project.project import Project


class Page:
    """Stands in for the page: sends messages up, and opens what comes down."""

    def __init__(self, intake: annotate.Intake) -> None:
        self.intake = intake
        self.sent: list[Any] = []
        intake.send = lambda message, buffers=None: self.sent.append(json.loads(message["json"]))

    def says(self, **message: Any) -> dict[str, Any]:
        self.intake._handle_custom_msg(message, [])
        found: dict[str, Any] = self.sent[-1]
        return found


@pytest.fixture
def pages() -> pd.DataFrame:
    about = {"article_id": ["a", "b", "c"], "source": ["Courier", "", ""], "region": ["north", "south", ""]}
    texts = ["The council votes.", "It rains in town.", "Buy two shirts."]
    return pd.DataFrame({**about, "text": texts, "language": "en"})


@pytest.fixture
def page(pages: pd.DataFrame, project: Project) -> Page:
    return Page(annotate.Intake(pages, project))


def test_nothing_counts_before_it_is_added(page: Page, project: Project) -> None:
    before = project.articles()
    shown = page.says(do="rows", first=0)

    assert [row["article_id"] for row in shown["rows"]] == ["a", "b", "c"]
    assert (shown["total"], shown["kept"]) == (3, 3)
    pd.testing.assert_frame_equal(project.articles(), before)


def test_values_are_mended_filled_down_and_left_out_and_the_rest_is_added(page: Page, project: Project) -> None:
    page.says(do="set", row=1, name="source", value="Le Phare", down=True)
    page.says(do="set", row=0, name="section", value="Politics")
    shown = page.says(do="keep", row=2, kept=False, reason="an advertisement")
    assert shown["kept"] == 2
    shown = page.says(do="add")

    assert shown["outcomes"] == [["added", 2]]
    table = project.articles().set_index("article_id")
    assert table.loc[["a", "b"], "source"].tolist() == ["Courier", "Le Phare"]
    assert table.loc["a", "section"] == "Politics"
    assert "c" not in table.index


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value"), [("published", "last Friday"), ("language", "English"), ("label", "x")])
def test_what_cannot_be_is_refused_with_a_sentence_and_changes_nothing(page: Page, name: str, value: str) -> None:
    before = page.intake.articles
    shown = page.says(do="set", row=0, name=name, value=value)

    assert shown["error"]
    pd.testing.assert_frame_equal(page.intake.articles, before)


@pytest.mark.slow
@pytest.mark.parametrize("row", [-1, 3, 10**9, "0", True, None])
def test_a_row_that_there_is_not_is_refused(page: Page, row: Any) -> None:
    assert page.says(do="keep", row=row, kept=False, reason="")["error"]
    assert len(page.intake.articles) == 3


def test_what_could_not_be_read_is_shown_with_its_problem_and_cannot_be_kept(project: Project, tmp_path: Any) -> None:
    (tmp_path / "vote.txt").write_text("The council votes on the budget on Friday.", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    page = Page(annotate.Intake(tmp_path, project))
    rows = page.says(do="rows", first=0)["rows"]
    broken, *_ = [nth for nth, row in enumerate(rows) if row["problem"]]

    assert not rows[broken]["kept"]
    assert page.says(do="keep", row=broken, kept=True, reason="")["error"] == rows[broken]["problem"]


def test_the_articles_of_a_study_are_corrected_set_aside_and_taken_in_again(project: Project) -> None:
    page = Page(annotate.Intake(None, project, coder="lead"))
    page.says(do="set", row=0, name="source", value="The Herald")
    shown = page.says(do="keep", row=1, kept=False, reason="an advertisement")

    assert shown["rows"][1]["problem"] == "an advertisement"
    assert project.articles()["source"].tolist() == ["The Herald"]
    page.says(do="keep", row=1, kept=True, reason="")
    assert len(project.articles()) == 2


def test_hostile_text_travels_whole(project: Project) -> None:
    table = pd.DataFrame({"article_id": ["x"], "title": pd.Series(["\ud800 <b>"], dtype=object), "text": ["It rains."]})
    shown = Page(annotate.Intake(table, project)).says(do="rows", first=0)

    assert shown["rows"][0]["values"][1] == "\ud800 <b>"


def test_each_change_is_taken_back_in_turn_and_nothing_more(page: Page) -> None:
    before = page.intake.articles
    assert not page.says(do="rows", first=0)["can_undo"]
    page.says(do="set", row=1, name="source", value="Le Phare", down=True)
    page.says(do="set", row=0, name="section", value="Politics")
    page.says(do="set", row=0, name="published", value="last Friday")  # refused: nothing to take back
    page.says(do="keep", row=2, kept=False, reason="an advertisement")

    assert page.says(do="undo")["kept"] == 3
    assert "section" not in page.says(do="undo")["names"]
    shown = page.says(do="undo")
    pd.testing.assert_frame_equal(page.intake.articles, before)
    assert not shown["can_undo"]
    assert page.says(do="undo")["rows"] == shown["rows"]


def test_a_value_says_how_it_came(page: Page, project: Project) -> None:
    page.says(do="set", row=0, name="source", value="Le Phare")
    first, second, _ = page.says(do="rows", first=0)["rows"]

    assert first["came"][first["values"].index("Le Phare")] == "Courier"
    assert set(second["came"]) == {None}
    standing = Page(annotate.Intake(None, project, coder="lead"))
    (row, *_) = standing.says(do="set", row=0, name="source", value="The Herald")["rows"]
    assert row["came"][0] == "The Courier"


def test_what_stands_is_put_back_and_the_coders_tags_stay(project: Project) -> None:
    page = Page(annotate.Intake(None, project, coder="lead"))
    page.says(do="set", row=0, name="source", value="The Herald")
    page.says(do="keep", row=1, kept=False, reason="an advertisement")
    project.tag("vote", 0, 28, "opinion", coder="lead")

    project.correct("vote", title="Elsewhere", coder="lead")  # in another cell

    page.says(do="undo")
    shown = page.says(do="undo")

    assert project.articles()["source"].tolist() == ["The Courier", "Le Phare"]
    assert project.articles()["title"][0] == "Elsewhere"
    assert len(project.tags()) == 1
    assert not shown["can_undo"]


def test_some_rows_are_found_and_filled_down_alone(page: Page) -> None:
    shown = page.says(do="find", words="SOUTH")
    assert [row["row"] for row in shown["rows"]] == [1]
    page.says(do="find", words="")
    page.says(do="set", row=2, name="region", value="south")
    page.says(do="find", words="south")
    shown = page.says(do="set", row=1, name="source", value="Gazette", down=True)

    assert [row["values"][0] for row in shown["rows"]] == ["Gazette", "Gazette"]
    assert (shown["seen"], shown["total"]) == (2, 3)
    assert page.intake.articles["source"].tolist() == ["Courier", "Gazette", "Gazette"]


def test_each_value_says_where_it_came_from(tmp_path: Path, project: Project) -> None:
    (tmp_path / "in/Echo").mkdir(parents=True)
    (tmp_path / "in/Echo/vote.txt").write_text("The council of the town votes on Friday, says the mayor.", "utf-8")
    head = '<html lang="fr"><head><title>La pluie</title><meta property="og:site_name" content="Le Phare"></head>'
    story = "<p>Il pleut sur la ville depuis trois jours, et la rivière monte encore.</p>" * 3
    (tmp_path / "in/Echo/rain.html").write_text(f"{head}<body><article><h1>La pluie</h1>{story}", "utf-8")
    page = Page(annotate.Intake(tmp_path / "in", project))
    shown = page.says(do="rows", first=0)
    said = {
        row["article_id"].split("/")[-1]: dict(zip(shown["names"], row["origins"], strict=True))
        for row in shown["rows"]
    }

    assert said["vote"]["source"] == "folder"
    assert said["vote"]["language"] == "guess"
    assert said["vote"]["author"] == ""
    assert (said["rain"]["source"], said["rain"]["language"], said["rain"]["title"]) == ("file", "file", "file")
    shown = page.says(do="set", row=0, name="author", value="Ann Lee")
    assert dict(zip(shown["names"], shown["rows"][0]["origins"], strict=True))["author"] == "hand"
    assert "\0" not in "".join(page.intake.articles.columns)


def test_of_a_table_that_was_read_before_no_more_is_said_than_that(project: Project) -> None:
    pages = annotate.read_articles(pd.DataFrame({"text": ["The council votes on Friday."], "source": ["Echo"]}))
    shown = Page(annotate.Intake(pages, project)).says(do="rows", first=0)

    assert dict(zip(shown["names"], shown["rows"][0]["origins"], strict=True)) == {
        "source": "table", "title": "", "author": "", "published": "", "language": "table",
    }  # fmt: skip
