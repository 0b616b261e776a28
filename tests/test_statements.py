"""What a decision asks of the database: a few statements, however large the study is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_type_hints

import pandas as pd
import pytest
import sqlalchemy as sa

import annotate
from annotate._project import columns, rows, statements, tables
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._tags import tag_table


@contextmanager
def counted(project: Project) -> Iterator[list[str]]:
    """Keep each statement that a project sends."""
    said: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event = (project._store.engine, "before_cursor_execute", keep)
    sa.event.listen(*event)
    yield said
    sa.event.remove(*event)


@pytest.fixture
def long(tmp_path) -> Iterator[Project]:
    """A project with one article of many passages, half of them tagged."""
    with annotate.open_project(tmp_path / "study.db") as project:
        text = "\n".join(f"The council of town {n} votes on Friday." for n in range(40))
        project.add(pd.DataFrame({"article_id": ["long"], "language": "en", "text": [text]}))
        for start, end in spans(project)[:20]:
            project.tag("long", start, end, "opinion", coder="mj")
        yield project


def spans(project: Project) -> list[tuple[int, int]]:
    return [tuple(span) for span in project.passages("mj")[["start", "end"]].to_numpy().tolist()]


def test_a_tag_takes_thirteen_statements(long: Project) -> None:
    claim = {"speaker": "the mayor", "speaker_kind": "named"}
    for start, end in spans(long)[20:23]:
        with counted(long) as said:
            long.tag("long", start, end, "attributed_claim", coder="mj", **claim)
        assert len(said) == 13, said  # two of them ask which codebook stands, in the same transaction


def test_a_tag_that_is_already_there_takes_six(long: Project) -> None:
    span = spans(long)[0]

    with counted(long) as said:
        long.tag("long", *span, "opinion", coder="mj")

    assert len(said) == 6, said


def test_an_undo_and_a_redo_take_few_too(long: Project) -> None:
    with counted(long) as undo:
        long.undo(coder="mj")
    with counted(long) as redo:
        long.redo(coder="mj")

    assert max(len(undo), len(redo)) <= 32, (undo, redo)


def test_a_row_is_put_in_the_place_of_the_one_with_its_key_and_numbers_add_up(project: Project) -> None:
    key = {"what": "speaker", "article_id": "", "coder": "", "name": "the mayor"}

    with project._store.writing() as connection:
        statements.add_to(connection, tables.tallies, "number", [{**key, "number": 2}])
        statements.add_to(connection, tables.tallies, "number", [{**key, "number": 3}])
        assert statements.first(connection, tables.tallies, key, rows.TallyRow) == {**key, "number": 5}
        statements.put(connection, tables.tallies, {**key, "number": 1})
        assert statements.every(connection, tables.tallies, key, rows.TallyRow) == [{**key, "number": 1}]
        statements.delete(connection, tables.tallies, key)
        assert statements.first(connection, tables.tallies, key, rows.TallyRow) is None


def steps(project: Project, work: str) -> int:
    """Count what SQLite's machine does for an undo or a redo, in hundreds of steps."""
    count = [0]

    def more() -> int:
        count[0] += 1
        return 0

    with project._store.reading() as connection:
        raw = connection.connection.driver_connection
    raw.set_progress_handler(more, 100)
    getattr(project, work)(coder="mj")
    raw.set_progress_handler(None, 0)
    return count[0]


@pytest.mark.slow
def test_an_undo_and_a_redo_take_no_longer_however_many_tags_were_imported(long: Project) -> None:
    before = {work: steps(long, work) for work in ("undo", "redo")}
    text = "\n".join(f"The mayor of town {n} says no." for n in range(3000))
    long.add(pd.DataFrame({"article_id": ["more"], "language": "en", "text": [text]}))
    passages = long.passages("mj").query("article_id == 'more'")
    tags = passages.assign(**dict.fromkeys(tag_table([]).columns.difference(passages.columns), ""))
    tags = tags.assign(label="opinion", coder="mj", evaluative=False, unsure=False, score=None, tagged_at=None)
    assert (long.add_tags(tags)["outcome"] == "added").sum() == 3000

    after = {work: steps(long, work) for work in ("undo", "redo")}

    assert min(before.values()) > 0
    assert all(after[work] <= before[work] + 10 for work in before), (before, after)


def held_by(column: sa.Column) -> object:
    kind = str if isinstance(column.type, tables.ExactText) else column.type.python_type
    is_of_key = column.name in tables.KEYS.get(column.table.name, ())  # what a row is about is never missing
    return kind | None if column.nullable and not is_of_key else kind


@pytest.mark.parametrize("name", [table.name for table in tables.metadata.sorted_tables])
def test_the_type_of_a_tables_rows_says_what_its_columns_hold(name: str) -> None:
    columns = tables.metadata.tables[name].columns
    assert get_type_hints(rows.OF_TABLES[name]) == {one.name: held_by(one) for one in columns}


def test_what_is_said_of_many_articles_takes_no_more_statements_than_of_two(tmp_path) -> None:
    ids = [f"a{n}" for n in range(12)]
    pages = pd.DataFrame({"article_id": ids, "text": "It rains.", "source": "Fil", "language": "en"})
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pages)
        for one in (ids[0], ids[-1]):
            project.set_source(one, "An agency", coder="mj")
        taken = []
        for some in (ids[:2], ids[2:]):
            for does in (
                lambda some=some: project.correct(some, source="The Echo", title="Rain", author="A. B."),
                lambda some=some: project.set_aside(some, reason="an advertisement"),
                lambda some=some: project.restore(some),
            ):
                for step in (does, project.undo, project.redo, project.undo, project.redo):
                    with counted(project) as said:
                        step()
                    taken.append(len(said))

        assert taken[:15] == taken[15:]
        assert max(taken) < 40
        assert project.articles()[["source", "title", "author"]].drop_duplicates().to_numpy().tolist() == [
            ["The Echo", "Rain", "A. B."]
        ]
        assert set(project.passages()["source"]) == {"The Echo"}
        assert check_project(project).empty


def test_more_articles_than_one_statement_asks_for_are_corrected_alike(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(columns, "IDS", 2)
    ids = [f"a{n}" for n in (3, 1, 5, 2, 4)]
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame({"article_id": ids, "text": "It rains.", "source": "Fil", "language": "en"}))
        project.set_source("a4", "An agency", coder="mj")
        before = project.articles()

        project.correct(["a5", "a3", "a4"], source="The Echo")

        assert dict(zip(ids, project.articles()["source"], strict=True)) == {
            one: "The Echo" if one in ("a3", "a4", "a5") else "Fil" for one in ids
        }
        assert check_project(project).empty
        project.undo()
        pd.testing.assert_frame_equal(project.articles(), before)
        assert check_project(project).empty
