"""Migration: a project of an earlier format opens as it was, and a copy of it is kept."""

import shutil
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

import annotate
from annotate._errors import ProjectError
from annotate._project import migration, tables
from annotate._project.check import check_project
from tests import earlier_formats

EARLIER = [*range(1, tables.SCHEMA_VERSION)]


@pytest.mark.parametrize("version", EARLIER)
def test_a_project_of_an_earlier_format_opens_with_every_tag_as_it_was(where: Path | str, version: int) -> None:
    earlier_formats.make(where, version)
    as_read_then = annotate.read_csv(earlier_formats.HERE / f"format_{version}.tags.csv")

    with pytest.warns(UserWarning, match=rf"now has project format {tables.SCHEMA_VERSION}.*format.?{version}"):
        project = annotate.open_project(where)

    with project:
        pd.testing.assert_frame_equal(project.tags(), as_read_then)
        assert check_project(project).empty


@pytest.mark.parametrize("version", EARLIER)
def test_a_migrated_project_has_the_same_tables_as_a_new_one(where: Path | str, tmp_path: Path, version: int) -> None:
    earlier_formats.make(where, version)
    with pytest.warns(UserWarning, match="now has project format"):
        migrated = annotate.open_project(where)

    with migrated, migrated._store.reading() as connection:
        inspector = sa.inspect(connection)
        for table in tables.metadata.sorted_tables:
            there = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
            assert there == {column.name: column.nullable for column in table.columns}
            indexes = {index["name"]: index["column_names"] for index in inspector.get_indexes(table.name)}
            assert indexes.items() >= {index.name: [*index.columns.keys()] for index in table.indexes}.items()


@pytest.mark.slow
@pytest.mark.parametrize("version", EARLIER)
def test_a_migrated_project_is_worked_on_as_any_other(where: Path | str, version: int) -> None:
    earlier_formats.make(where, version)
    with pytest.warns(UserWarning, match="now has project format"):
        project = annotate.open_project(where)

    with project:
        before = project.tags()
        project.tag("flood", 0, 12, "opinion", coder="new")
        project.set_source("flood", "An agency", coder="new", start=13)
        project.undo(coder="new")
        project.undo(coder="new")

        pd.testing.assert_frame_equal(project.tags(), before)
        assert check_project(project).empty


@pytest.mark.slow
@pytest.mark.parametrize("version", EARLIER)
def test_a_migrated_project_is_revised_and_an_undo_gives_the_same_export(
    where: Path | str, tmp_path: Path, version: int
) -> None:
    earlier_formats.make(where, version)
    with pytest.warns(UserWarning, match="now has project format"):
        project = annotate.open_project(where)

    with project:
        before = project.codebook
        opinion, *others = before.labels
        renamed = replace(before, version=before.version + 1, labels=(replace(opinion, name="judgement"), *others))
        opinions = int((project.tags()["label"] == "opinion").sum())
        annotate.write_csv(project.tags(), tmp_path / "before.csv")

        project.revise(renamed, {"opinion": "judgement"}, coder="lead")
        assert int((project.tags()["label"] == "judgement").sum()) == opinions > 0
        project.undo(coder="lead")

        annotate.write_csv(project.tags(), tmp_path / "after.csv")
        assert (tmp_path / "after.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()
        assert project.codebook == before
        assert check_project(project).empty


@pytest.mark.parametrize("version", EARLIER)
def test_the_copy_is_the_project_as_it_was(tmp_path: Path, version: int) -> None:
    where, as_it_was = tmp_path / "study.db", tmp_path / "as it was.db"
    earlier_formats.make(where, version)
    shutil.copyfile(where, as_it_was)

    with pytest.warns(UserWarning, match=rf"study\.format{version}\.backup\.db"):
        annotate.open_project(where).close()

    with sqlite3.connect(tmp_path / f"study.format{version}.backup.db") as copy, sqlite3.connect(as_it_was) as old:
        assert list(copy.iterdump()) == list(old.iterdump())


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_on_a_server_the_copy_is_a_schema_of_the_same_database(where: str) -> None:
    earlier_formats.make(where, 1)

    with pytest.warns(UserWarning, match="schema annotate_format_1"):
        project = annotate.open_project(where)

    with project, project._store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT value FROM annotate_format_1.project WHERE name = 'schema_version'")
        assert kept.scalar() == "1"
        for name in ("tags", "tag_log", "article_texts"):
            rows = [
                connection.exec_driver_sql(f"SELECT count(*) FROM {place}.{name}").scalar()
                for place in ("public", "annotate_format_1")
            ]
            assert rows[0] == rows[1] > 0


def test_a_migration_that_fails_leaves_the_project_as_it_was(
    where: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier_formats.make(where, 1)
    step = migration._STEPS[1]

    def failing(connection: sa.engine.Connection) -> None:
        step(connection)
        connection.exec_driver_sql("birds are no statement")

    monkeypatch.setitem(migration._STEPS, 1, failing)
    with pytest.raises(ProjectError, match="birds"):
        annotate.open_project(where)
    monkeypatch.undo()

    with pytest.warns(UserWarning, match="now has project format"):
        project = annotate.open_project(where)
    with project:
        assert check_project(project).empty
        assert len(project.tags()) == 6


def test_kernels_that_open_it_at_the_same_moment_migrate_it_once(where: Path | str) -> None:
    earlier_formats.make(where, 1)
    found = []

    def opened() -> None:
        with annotate.open_project(where) as project:
            found.append(len(project.tags()))

    def open_in_four() -> None:
        kernels = [threading.Thread(target=opened) for _ in range(4)]
        for kernel in kernels:
            kernel.start()
        for kernel in kernels:
            kernel.join()

    with pytest.warns(UserWarning, match="now has project format") as told:
        open_in_four()

    assert found == [6] * 4
    assert len(told) == 1


@pytest.mark.parametrize("version", ["0", "-1", "", "two"])
def test_a_format_that_never_was_is_damage_and_not_opened(tmp_path: Path, version: str) -> None:
    where = tmp_path / "study.db"
    annotate.open_project(where).close()
    with sqlite3.connect(where) as file:
        file.execute("UPDATE project SET value = ? WHERE name = 'schema_version'", [version])

    with pytest.raises(ProjectError, match="damaged"):
        annotate.open_project(where)


def test_an_earlier_format_that_can_only_be_read_says_where_to_bring_it(tmp_path: Path) -> None:
    where = tmp_path / "study.db"
    earlier_formats.make(where, 1)

    with pytest.raises(ProjectError, match=r"earlier annotate .* can only be read.* open the copy"):
        annotate.open_project(f"sqlite:///file:{where}?mode=ro&uri=true")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DROP TABLE cut_log", "The table 'cut_log' is missing."),
        ("ALTER TABLE tag_log DROP COLUMN note", "The table 'tag_log' has no column 'note'."),
    ],
)
def test_a_lost_table_or_column_is_a_sentence(tmp_path: Path, damage: str, said: str) -> None:
    where = tmp_path / "study.db"
    with annotate.open_project(where) as project:
        project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
    with sqlite3.connect(where) as file:
        file.execute(damage)

    with annotate.open_project(where) as project, pytest.raises(ProjectError, match="is damaged") as caught:
        project.tag("vote", 0, 11, "opinion", coder="mj")

    assert said in str(caught.value)
    assert said in check_project(where)["finding"].tolist()


@pytest.mark.parametrize("version", EARLIER)
def test_marks_that_all_coders_shared_stay_theirs_and_a_new_one_is_its_coders_own(tmp_path: Path, version: int) -> None:
    earlier_formats.make(tmp_path / "study.db", version)
    with pytest.warns(UserWarning, match="now has project format"):
        project = annotate.open_project(tmp_path / "study.db")

    with project:
        before = project.tags()
        article_id, coder = before.groupby(["article_id", "coder"], observed=True).size().idxmax()
        project.tag(
            article_id, *before.query("article_id == @article_id")[["start", "end"]].iloc[0], "opinion", coder="b"
        )
        project.assign([coder, "b"], twice=1, seed=1)
        assert project.tags(coder=before["coder"].unique())["source"].tolist() == before["source"].tolist()

        project.set_source(article_id, "A new voice", coder="b")

        assert "A new voice" in project.tags(coder="b")["source"].tolist()
        assert project.tags(coder=before["coder"].unique())["source"].tolist() == before["source"].tolist()
