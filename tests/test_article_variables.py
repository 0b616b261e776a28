"""A study's own columns stay with its articles, typed, and with their tags."""

import pandas as pd
import pytest

import annotate
from annotate._errors import AnnotateError
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._tags import TAG_COLUMNS


def table(**columns: list[object]) -> pd.DataFrame:
    ids = [f"a{nth}" for nth in range(len(next(iter(columns.values()))))]
    texts = [f"It rains on {one}. It pours." for one in ids]
    return pd.DataFrame({"article_id": ids, "language": "en", "source": "The Echo", "text": texts, **columns})


def test_every_further_column_stays_with_its_type_after_the_contracts(project: Project) -> None:
    given = table(
        topic=["Sport", "007"], reach=[1200, None], paid=[True, False], day=pd.to_datetime(["2026-05-12", None])
    )

    project.add(given)

    articles = project.articles()
    assert articles.columns[9:].tolist() == ["topic", "reach", "paid", "day"]
    for name in ("topic", "reach", "paid", "day"):
        pd.testing.assert_series_equal(
            articles[name].tail(2).reset_index(drop=True), given[name], check_dtype=False, check_names=False
        )
    assert [str(articles[name].dtype) for name in ("reach", "paid", "day")] == ["float64", "boolean", "datetime64[us]"]
    assert check_project(project).empty


def test_tags_have_the_variables_of_their_articles_after_the_contracts_columns(project: Project) -> None:
    project.add(table(topic=["Sport", "Trade"], reach=[1.5, 2.0]))
    for article_id in ("a1", "a0", "vote"):
        project.tag(article_id, 0, 9 if article_id == "vote" else 16, "opinion", coder="mj")

    tags = project.tags()

    assert tags.columns.tolist() == [*TAG_COLUMNS, "topic", "reach"]
    assert tags.set_index("article_id")["topic"].to_dict() == {"vote": "", "a0": "Sport", "a1": "Trade"}
    balance = annotate.balance(tags, by="topic")
    assert set(balance["topic"]) >= {"Sport", "Trade"}


def test_articles_that_are_there_take_up_new_variables_and_say_which_differ(project: Project) -> None:
    project.add(table(topic=["Sport", "Trade"]))

    outcome = project.add(table(topic=["Sport", "Arts"], event=["x", "y"]))

    assert outcome["outcome"].tolist() == ["already there"] * 2
    assert outcome["reason"].tolist() == [
        "",
        "Its topic is 'Trade' in the project and 'Arts' here: correct it with project.correct('a1', topic='Arts'), if "
        "it is wrong.",
    ]
    added = project.articles().tail(2)
    assert (added["topic"].tolist(), added["event"].tolist()) == (["Sport", "Trade"], ["x", "y"])


def test_a_variable_of_numbers_becomes_text_where_text_comes(project: Project) -> None:
    project.add(table(page=[3, 12]))
    project.add(table(page=["A3", "12"]).assign(article_id=["b0", "b1"]))

    assert project.articles()["page"].tail(4).tolist() == ["3", "12", "A3", "12"]
    assert check_project(project).empty


@pytest.mark.slow
@pytest.mark.parametrize("name", ["label", "coder", "start", "set_aside"])
def test_a_column_whose_name_means_something_else_is_refused_with_the_cure(project: Project, name: str) -> None:
    with pytest.raises(AnnotateError, match=rf"'{name}'.*means something else.*rename"):
        project.add(table(**{name: ["x", "y"]}))

    assert len(project.articles()) == 2


def test_articles_of_one_project_bring_their_variables_to_another(project: Project, tmp_path: object) -> None:
    project.add(table(topic=["Sport", "Trade"], paid=[True, None]))

    with annotate.open_project(tmp_path / "other.db") as other:  # type: ignore[operator]
        other.add(project.articles())

        pd.testing.assert_frame_equal(other.articles(), project.articles())


def test_sources_come_in_in_one_form_and_alike_ones_are_pointed_out(project: Project) -> None:
    names = ["  The\tCourier ", "THE COURIER", "The Courier Online", "Cafe\u0301", ""]
    outcome = project.add(table(topic=["x"] * 5).assign(source=names))

    assert project.articles()["source"].tail(5).tolist() == [
        "The Courier", "THE COURIER", "The Courier Online", "Caf\u00e9", "",
    ]  # fmt: skip
    assert outcome["reason"].str.contains("looks like 'The Courier'").tolist() == [False, True, True, False, False]
    assert "has no source: name it with project.correct('a4', source=…)" in outcome["reason"].iloc[4]
