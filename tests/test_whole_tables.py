"""Whole tables, some of their rows and columns, and their chunks, hold what each article holds by itself."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._csv_file.csv_file import write_parts
from annotate._errors import ArticleError, BalanceError, ProjectError, TagError
from annotate._project import contents, source_marks
from annotate._project.project import Project
from annotate._tags import TAG_COLUMNS, tag_table
from tests.test_model import Walk
from tests.test_statements import counted


@pytest.fixture(scope="module", params=[1, 2])
def walked(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Project]:
    """A project in which three coders cut, tagged, corrected, took back, set aside and brought in."""
    folder = tmp_path_factory.mktemp("walked")
    with annotate.open_project(folder / "study.db") as project:
        walk = Walk(project, request.param, folder)
        for _ in range(50):
            walk.step()
        odd = {"article_id": ["odd"], "source": ["O\x00dd"], "text": ["A\x00b\ud800c. \x1a0041 d."]}
        project.add(pd.DataFrame(odd, dtype=object))
        for start, end in project.passages("dan", articles="odd")[["start", "end"]].to_numpy().tolist():
            project.tag("odd", start, end, "opinion", coder="dan", note="\ud800\x1a", score=0.5, source="S\x1a0000")
        project.restore("vote")
        start, end = project.passages("dan", articles="vote")[["start", "end"]].to_numpy().tolist()[0]
        project.tag("vote", start, end, "attributed_claim", coder="dan", speaker="the mayor", speaker_kind="unnamed")
        project.describe_speaker("the mayor", role="mayor")
        project.correct("vote", section="Sport", rank=3)
        project.correct(project.articles()["article_id"].drop_duplicates().iloc[1:], rank=2)
        yield project


def by_article(project: Project) -> pd.DataFrame:
    """Read the tags article by article, row by row."""
    counted = project.articles()["article_id"].tolist()
    with project._store.reading() as connection:
        rows = [row for article_id in counted for row in contents.tags(connection, article_id)]
    return tag_table([{name: row[name] for name in TAG_COLUMNS} for row in rows])


def passages_by_article(project: Project) -> pd.DataFrame:
    found = []
    for page in project.articles().to_dict("records"):
        with project._store.reading() as connection:
            article_id = page["article_id"]
            marks = source_marks.of_pages(connection, [article_id]).get(article_id, [])
            spans = {
                (row["start"], row["end"]): row
                for coder in contents.coders(connection, article_id) or [""]
                for row in contents.article_passages(connection, article_id, coder)
            }
        for (start, end), row in sorted(spans.items()):
            source = source_marks.source_at(marks, start, page["source"])
            found.append({**page, **row, "source": source, "text": page["text"][start:end]})
    return pd.DataFrame(found, dtype=object)[list(contents.PASSAGE_COLUMNS)]


@pytest.mark.slow
def test_all_tags_are_those_of_each_article(walked: Project) -> None:
    whole = walked.tags()

    pd.testing.assert_frame_equal(whole[list(TAG_COLUMNS)], by_article(walked))
    assert whole.loc[whole["article_id"] == "vote", "rank"].isin([2, 3]).all()


def test_all_passages_are_those_of_each_article(walked: Project) -> None:
    whole = walked.passages()

    assert whole.astype(object).fillna(-1).to_numpy().tolist() == (
        passages_by_article(walked).astype(object).fillna(-1).to_numpy().tolist()
    )


@pytest.mark.parametrize("coder", ["ana", "nobody"])
def test_a_coders_passages_are_those_of_the_page(walked: Project, coder: str) -> None:
    whole = walked.passages(coder)

    for article_id, here in whole.groupby("article_id", sort=False):
        page = walked._tagger_reads.page(article_id, coder=coder)
        assert here[["start", "end"]].to_numpy().tolist() == [passage[:2] for passage in page["passages"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        {"articles": "vote"},
        {"articles": ["odd", "vote"]},
        {"source": ["The Courier", "S\x1a0000"]},
        {"coder": ["ana", "dan"]},
        {"articles": ["vote", "flood"], "source": "The Courier", "coder": "ben"},
        {"coder": "nobody"},
    ],
)
def test_some_tags_are_those_rows_of_all(walked: Project, asked: dict) -> None:
    every, some = walked.tags(), walked.tags(**asked)
    kept = pd.Series(True, index=every.index)
    for name, column in (("articles", "article_id"), ("source", "source"), ("coder", "coder")):
        if name in asked:
            kept &= every[column].isin([asked[name]] if isinstance(asked[name], str) else asked[name])

    assert_same_rows(some, every[kept])


def assert_same_rows(some: pd.DataFrame, other: pd.DataFrame) -> None:
    assert list(some.columns) == list(other.columns)
    assert as_rows(some) == as_rows(other)


def as_rows(table: pd.DataFrame) -> list[list[object]]:
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


@pytest.mark.slow
@pytest.mark.parametrize("history", [False, True])
def test_some_columns_are_those_columns_of_all(walked: Project, history: bool) -> None:
    every = walked.tags(history=history)
    for names in (
        ["label"],
        ["text", "rank", "article_id"],
        ["source", "tagged_at", "title"],
        ["person.role"],
        list(every.columns),
    ):
        pd.testing.assert_frame_equal(walked.tags(history=history, columns=names), every[names], check_dtype=False)


def test_some_columns_of_the_passages_may_be_the_articles(walked: Project) -> None:
    every, facts = walked.passages(), walked.articles().set_index("article_id")
    some = walked.passages(columns=["section", "start", "published"])

    assert some["start"].tolist() == every["start"].tolist()
    for name in ("section", "published"):
        assert as_rows(some[[name]]) == as_rows(every[["article_id"]].join(facts[name], on="article_id")[[name]])


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 3, 1000])
def test_chunks_hold_whole_articles_and_all_rows_once(walked: Project, rows: int) -> None:
    for every, chunks in (
        (walked.tags(), list(walked.tags(chunks=rows))),
        (walked.passages(), list(walked.passages(chunks=rows))),
        (walked.passages("ana"), list(walked.passages("ana", chunks=rows))),
    ):
        assert [row for chunk in chunks for row in as_rows(chunk)] == as_rows(every)
        articles = [article for chunk in chunks for article in chunk["article_id"].unique()]
        assert len(articles) == len(set(articles))
        assert len(chunks) == (1 if rows == 1000 else every["article_id"].nunique())


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"unit": "character"},
        {"by": "coder"},
        {"by": ["source", "speaker"]},
        {"by": "section", "confidence": 0.9},
        {"by": ["month", "person"]},
        {"by": "source", "weights": "rank"},
    ],
)
def test_a_project_is_counted_as_its_tables_are(walked: Project, asked: dict) -> None:
    passages = walked.passages(columns=[*contents.PASSAGE_COLUMNS, "section"])
    from_tables = annotate.balance(walked.tags(), passages, codebook=walked.codebook, **asked)

    of_project = annotate.balance(walked, **asked)
    pd.testing.assert_frame_equal(of_project[list(from_tables.columns)], from_tables)


@pytest.mark.parametrize("excel", [False, True])
def test_a_study_that_is_exported_in_parts_is_the_file_of_its_whole_table(
    walked: Project, tmp_path: Path, excel: bool
) -> None:
    tables = walked._exported(rows=1)
    write_parts(tables, next(tables), tmp_path / "parts.csv", excel=excel)
    annotate.write_csv(walked.tags(), tmp_path / "whole.csv", excel=excel)

    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_counting_a_project_reads_no_text(walked: Project) -> None:
    with counted(walked) as said:
        annotate.balance(walked)

    assert not any("article_texts" in statement or "note" in statement for statement in said)


def test_what_a_project_cannot_be_grouped_by_is_said(walked: Project) -> None:
    with pytest.raises(BalanceError, match=r"no column 'paper'\. They have: .*note.*rank"):
        annotate.balance(walked, by="paper")


def test_the_history_is_every_decision_in_order(walked: Project) -> None:
    log = walked.tags(history=True)

    assert log["seq"].is_monotonic_increasing
    assert log["withdrawn"].tolist() == (log["label"] == "").tolist()
    assert set(log.loc[log["withdrawn"], "kind"]) <= {"untag", "undo", "redo", "cut", "version", "new_version"}


@pytest.mark.slow
def test_an_empty_study_gives_empty_tables_of_the_same_columns(tmp_path: Path, walked: Project) -> None:
    with annotate.open_project(tmp_path / "empty.db") as empty:
        assert list(empty.tags().columns) == list(TAG_COLUMNS)
        assert list(empty.passages().columns) == list(contents.PASSAGE_COLUMNS)
        assert empty.tags(history=True).dtypes["withdrawn"].kind == "b"
        assert list(empty.tags(chunks=5)) == []
        assert empty.tags(columns=["label"]).dtypes["label"] == walked.tags(coder="nobody").dtypes["label"]


def test_what_is_not_there_cannot_be_asked_for(walked: Project) -> None:
    with pytest.raises(ArticleError, match="'votes'"):
        walked.tags(articles="votes")
    with pytest.raises(TagError, match="'lable'"):
        walked.tags(columns=["lable"])
    with pytest.raises(TagError, match="'note'"):
        walked.passages(columns=["note"])
    with pytest.raises(ProjectError, match="chunks=0"):
        walked.tags(chunks=0)
