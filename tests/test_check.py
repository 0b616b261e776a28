"""Checking a project: each damage is found and named, and only what can be derived again is repaired."""

import importlib
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

import annotate
from annotate._errors import ProjectError
from annotate._project import check as checking
from annotate._project import contents, decisions, repair, tables, tallies
from annotate._project.check import check_project
from annotate._project.project import Project


@pytest.fixture
def tagged(project: Project) -> Project:
    """A project with a tag, a claim, a cut, a preface and an undone tag."""
    project.tag("vote", 0, 28, "reported_fact", coder="mj")
    project.tag("vote", 49, 77, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named")
    project.cut("vote", [(29, 48)], [(29, 42), (43, 48)], coder="ab")
    project.set_source("vote", "The editor", start=0, end=29, coder="mj")
    project.tag("flood", 0, 12, "opinion", coder="mj")
    project.undo(coder="mj")
    return project


def damage(project: Project, *statements: str) -> None:
    project.close()
    raw = sqlite3.connect(project.where)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


def test_nothing_is_found_in_a_whole_project(tagged: Project) -> None:
    assert check_project(tagged).empty


def test_a_project_can_be_checked_by_its_path(tagged: Project) -> None:
    assert check_project(tagged.where).empty


REPAIRED = {
    "a tag that no log knows": (
        "UPDATE tags SET end = 27 WHERE start = 0",
        ["no passage as 'mj' cut", "is in no log", "not among the current ones"],
    ),
    "a tag taken out": ("DELETE FROM tags WHERE start = 0", ["'reported_fact' is not among the current ones"]),
    "another label": ("UPDATE tags SET label = 'opinion' WHERE start = 0", ["differs from the log in label"]),
    "a label outside the codebook": ("UPDATE tags SET label = 'fact' WHERE start = 0", ["'fact' is not in the code"]),
    "a speaker of no claim": ("UPDATE tags SET speaker = 'x' WHERE start = 0", ["has no speaker"]),
    "a tag past the text's end": ("UPDATE tags SET end = 999 WHERE start = 0", ["no passage 0–999"]),
    "an offset that is no number": ("UPDATE tags SET end = 'ten' WHERE start = 0", ["no passage 0–'ten'"]),
    "a tag without a coder": ("UPDATE tags SET coder = '' WHERE start = 0", ["It has no coder"]),
    "an orphan tag": ("UPDATE tags SET article_id = 'nope' WHERE start = 0", ["not in the project"]),
    "a tally": ("UPDATE tallies SET number = 7 WHERE what = 'speaker'", ["says 7; there are 1"]),
    "a length": ("UPDATE articles SET length = 5 WHERE article_id = 'flood'", ["length is 49, not 5"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", REPAIRED)
@pytest.mark.usefixtures("on_disk")
def test_what_can_be_derived_again_is_found_and_repaired(tagged: Project, what: str) -> None:
    statement, sentences = REPAIRED[what]
    expected = tagged.tags()
    damage(tagged, statement)

    found = check_project(tagged)

    assert checking._findings(tagged) == checking._findings(tagged, every=True)
    for sentence in sentences:
        assert found["finding"].str.contains(sentence, regex=False).any(), (sentence, found["finding"].tolist())
    assert not found["repaired"].any()
    repaired = check_project(tagged, repair=True)
    assert repaired["repaired"].all()
    assert check_project(tagged).empty
    pd.testing.assert_frame_equal(tagged.tags(), expected)


@pytest.mark.slow
@pytest.mark.parametrize("what", [*REPAIRED, "an index"])
@pytest.mark.usefixtures("on_disk")
def test_a_check_changes_nothing_and_copies_nothing_unasked(tagged: Project, what: str, tmp_path: Path) -> None:
    damage(tagged, *([REPAIRED[what][0]] if what in REPAIRED else LOSE_AN_INDEX_ENTRY))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert len(check_project(tagged.where))

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


LOSE_AN_INDEX_ENTRY = (
    # The row changes while its index is hidden from SQLite, so that the index still has the old coder.
    "PRAGMA writable_schema = ON",
    "CREATE TABLE hidden AS SELECT * FROM sqlite_master WHERE name = 'decisions_by_coder'",
    "UPDATE decisions SET coder = 'somebody' WHERE seq = 1",
    "DELETE FROM sqlite_master WHERE name = 'decisions_by_coder'",
    "PRAGMA writable_schema = RESET",
    "UPDATE decisions SET coder = 'mj' WHERE seq = 1",
    "PRAGMA writable_schema = ON",
    "INSERT INTO sqlite_master SELECT * FROM hidden",
    "PRAGMA writable_schema = RESET",
    "DROP TABLE hidden",
)


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_an_index_that_lost_a_row_is_found_by_sqlites_own_check_and_made_anew(tagged: Project) -> None:
    expected = tagged.tags()
    damage(tagged, *LOSE_AN_INDEX_ENTRY)

    found = check_project(tagged)

    assert found["check"].unique().tolist() == ["database"]
    assert found["finding"].str.contains("missing from index decisions_by_coder").any()
    assert found["cure"].str.contains("--repair").all()
    assert check_project(tagged, repair=True)["repaired"].all()
    assert check_project(tagged).empty
    pd.testing.assert_frame_equal(tagged.tags(), expected)


def rows(raw: sqlite3.Connection) -> dict[str, list[Any]]:
    """All that a database holds, table by table, the tables of its index as they lie there."""
    names = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    return {name: raw.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names.fetchall()}


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_a_repair_keeps_a_copy_of_what_was_there(tagged: Project) -> None:
    damage(tagged, "DELETE FROM tags WHERE start = 0")
    with sqlite3.connect(tagged.where) as raw:
        before = rows(raw)
    raw.close()

    copy = check_project(tagged, repair=True).attrs["backup"]

    with sqlite3.connect(copy) as raw:
        assert rows(raw) == before
    raw.close()


@pytest.mark.usefixtures("on_disk")
def test_a_whole_project_is_not_copied_for_a_repair(tagged: Project, tmp_path: Path) -> None:
    check_project(tagged, repair=True)

    assert not list(tmp_path.glob("*before-repair*"))


LEFT = {
    "an article's text": (
        "UPDATE article_texts SET text = replace(text, 'Friday', 'Monday')",
        "article",
        "the fingerprint differs",
    ),
    "an article's fingerprint": ("UPDATE articles SET article_sha256 = '0'", "article", "the fingerprint differs"),
    "a missing text": ("DELETE FROM article_texts WHERE article_number = 2", "article", "text is missing"),
    "an article's number": (
        "UPDATE articles SET article_number = 9 WHERE article_number = 2",
        "article",
        "number is 9, its place 2",
    ),
    "a passage past the end": (
        "UPDATE passages SET end = 999 WHERE article_id = 'flood' AND start > 0",
        "passage",
        "–999 in an article of 49 characters",
    ),
    "overlapping passages": (
        "INSERT INTO passages VALUES ('flood', 2, 9, '', '', NULL)",
        "passage",
        "It overlaps 0–12",
    ),
    "a double of nothing": (
        "UPDATE passages SET double_of = 5 WHERE article_id = 'flood' AND start = 0",
        "passage",
        "It is said to repeat a passage at 5, where none is.",
    ),
    "a blank passage": ("INSERT INTO passages VALUES ('flood', 12, 13, '', '', NULL)", "passage", "holds no text"),
    "an article taken out": ("DELETE FROM articles WHERE article_id = 'flood'", "database", "not there"),
    "passages of no article": (
        "UPDATE passages SET article_id = 'nope' WHERE article_id = 'flood'",
        "passage",
        "about an article that is not in the project",
    ),
    "an offset in the log": ("UPDATE tag_log SET end = 999 WHERE row = 1", "log", "no passage 0–999"),
    "a source of no decision": ("DELETE FROM decisions WHERE kind = 'source'", "log", "of source_log belongs to no"),
    "a cut of no decision": ("DELETE FROM decisions WHERE kind = 'cut'", "log", "of cut_log belongs to no"),
    "a log row of no decision": ("DELETE FROM decisions WHERE seq = 1", "log", "Row 1 of tag_log belongs to no dec"),
    "a label in the log": ("UPDATE tag_log SET label = 'fact' WHERE row = 1", "log", "'fact' is not in the codebook"),
    "an undo of nothing": ("UPDATE decisions SET undoes = 99 WHERE kind = 'undo'", "log", "names a decision 99"),
    "a missing table": ("DROP TABLE cut_log", "schema", "'cut_log' is missing"),
    "a missing column": ("ALTER TABLE tags DROP COLUMN score", "schema", "no column 'score'"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", LEFT)
@pytest.mark.usefixtures("on_disk")
def test_what_cannot_be_derived_is_named_and_left_alone(tagged: Project, what: str) -> None:
    statement, check, sentence = LEFT[what]
    damage(tagged, statement)

    found = check_project(tagged)

    assert checking._findings(tagged) == checking._findings(tagged, every=True)
    of_check = found[found["check"] == check]
    assert of_check["finding"].str.contains(sentence, regex=False).any(), found["finding"].tolist()
    assert of_check["cure"].str.contains("last copy").any()


@pytest.mark.usefixtures("on_disk")
def test_a_torn_file_is_a_finding(tagged: Project) -> None:
    tagged.close()
    file = Path(tagged.where)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])

    found = check_project(tagged.where)

    assert found["check"].tolist()[:1] == ["database"]
    assert not found["repaired"].all()


UNREADABLE = {
    "bytes for a text": "UPDATE articles SET source = X'FF00'",
    "no format": "DELETE FROM project WHERE name = 'schema_version'",
    "no codebook": "DELETE FROM project WHERE name = 'codebook'",
    "half a codebook": "UPDATE project SET value = '{' WHERE name = 'codebook'",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", UNREADABLE)
@pytest.mark.usefixtures("on_disk")
def test_what_cannot_be_read_at_all_is_a_finding_and_not_called_repaired(tagged: Project, what: str) -> None:
    damage(tagged, UNREADABLE[what])

    found = check_project(tagged.where, repair=what != "bytes for a text")

    assert not found.empty
    assert not found["repaired"].any()


def test_a_path_without_a_project_is_a_mistake_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="There is no project"):
        check_project(tmp_path / "nope.db")

    assert not (tmp_path / "nope.db").exists()


def test_hostile_text_is_checked_like_any_other(where: Path | str) -> None:
    page = pd.DataFrame({"article_id": ["<script>"], "text": ["It rains. <script>alert(1)</script>"]})
    with annotate.open_project(where) as project:
        project.add(page)
        project.tag("<script>", 0, 8, "opinion", coder="=1+1\x1a\ud800")

        assert check_project(project).empty


def undone_as_before(project: Project) -> None:
    """Undo the newest cut of "mj" as earlier versions did: without a look at what came later."""
    with project._store.writing() as connection:
        log = tables.cut_log
        newest = connection.execute(sa.select(sa.func.max(log.c.seq))).scalar()
        rows = [dict(row) for row in connection.execute(sa.select(log).where(log.c.seq == newest)).mappings()]
        seq = decisions.begin(connection, "undo", "mj", "vote", "old undo", undoes=newest)
        for row in rows:
            key = {name: row[name] for name in tables.KEYS["cut_log"]}
            decisions.append(connection, "cut_log", seq, {**key, "stands": not row["stands"]})


@pytest.mark.usefixtures("on_disk")
def test_a_tag_on_no_passage_gets_its_passage_again(project: Project) -> None:
    project.cut("vote", [(0, 28)], [(0, 11), (12, 28)], coder="mj")
    project.tag("vote", 12, 28, "opinion", coder="mj")
    undone_as_before(project)
    assert "stands on no passage" in check_project(project).loc[0, "finding"]

    assert check_project(project, repair=True)["repaired"].all()

    assert project.tags()[["start", "end", "label"]].to_numpy().tolist() == [[12, 28, "opinion"]]
    assert project.passages("mj").query("article_id == 'vote'")["start"].tolist()[:2] == [0, 12]
    assert check_project(project).empty


@pytest.mark.usefixtures("on_disk")
def test_of_two_tags_that_overlap_the_later_stays_and_both_are_named(project: Project) -> None:
    project.cut("vote", [(0, 28)], [(0, 11), (12, 28)], coder="mj")
    project.tag("vote", 12, 28, "opinion", coder="mj")
    undone_as_before(project)
    project.tag("vote", 0, 28, "reported_fact", coder="mj")

    finding = check_project(project).loc[0, "finding"]
    assert all(said in finding for said in ("'opinion' on 12–28", "'reported_fact' on 0–28", "keeps the later one"))
    assert check_project(project, repair=True)["repaired"].all()

    assert project.tags()[["start", "end", "label"]].to_numpy().tolist() == [[0, 28, "reported_fact"]]
    assert check_project(project).empty


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_a_tag_that_moved_and_was_brought_back_counts_once_after_a_repair(project: Project) -> None:
    project.tag("vote", 0, 28, "opinion", coder="mj")
    (made,) = project.tags(history=True)["seq"]
    text = project.articles().set_index("article_id").loc["vote", "text"] + " Then it rained."
    project.add(pd.DataFrame({"article_id": ["vote"], "language": "en", "text": [text]}), changed="new_version")
    with project._store.writing() as connection:  # undo and redo, as earlier versions did
        log = tables.tag_log
        first = dict(connection.execute(sa.select(log).where(log.c.seq == made)).mappings().one())
        row = {name: value for name, value in first.items() if name not in ("row", "seq")}
        undo = decisions.begin(connection, "undo", "mj", "vote", "u", undoes=made)
        redo = decisions.begin(connection, "redo", "mj", "vote", "r", undoes=undo)
        decisions.append(connection, "tag_log", redo, row)
    assert "counts twice" in check_project(project).loc[0, "finding"]

    assert check_project(project, repair=True)["repaired"].all()

    assert project.tags()["article_id"].tolist() == ["vote@2"]
    assert check_project(project).empty


def test_a_repair_goes_on_from_article_to_article_where_an_earlier_one_was_interrupted(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repair, "AT_ONCE", 1)
    project.tag("flood", 0, 11, "opinion", coder="mj")
    project.tag("vote", 0, 28, "opinion", coder="mj")
    expected, mend_articles = project.tags(), repair._mend_articles
    with project._store.writing() as connection:
        connection.execute(tables.tags.update().values(label="reported_fact"))
        connection.execute(tables.tallies.delete())

    def stops(connection: sa.Connection, ids: list[str]) -> None:
        mend_articles(connection, ids)
        if ids == ["vote"]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(repair, "_mend_articles", stops)
        with pytest.raises(KeyboardInterrupt):
            check_project(project, repair=True)
    assert project.tags()["label"].tolist() == ["reported_fact", "opinion"]

    assert check_project(project, repair=True)["repaired"].all()

    pd.testing.assert_frame_equal(project.tags(), expected)
    assert check_project(project).empty


def test_two_repairs_at_once_count_each_tag_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.tag("vote", 0, 28, "opinion", coder="mj")
    with project._store.writing() as connection:
        connection.execute(tables.tallies.delete())
    counted, others = tallies.counted, iter([1])

    def meanwhile(connection: sa.Connection) -> object:
        found = counted(connection)
        if next(others, 0):  # the first repair has counted, and has added nothing yet
            with annotate.open_project(project.where) as again:
                repair.mend(again, ["vote"], words=False)
        return found

    monkeypatch.setattr(tallies, "counted", meanwhile)
    repair.mend(project, ["vote"], words=False)

    assert check_project(project).empty
    with project._store.reading() as connection:
        assert tallies.kept(connection) == counted(connection)
        assert not contents.fact(connection, repair._COUNTING)


def test_a_script_that_takes_the_check_from_where_it_was_runs_and_is_warned() -> None:
    sys.modules.pop("annotate.project.check", None)  # it warns when it is loaded
    with pytest.warns(DeprecationWarning, match=r"annotate\.check_project"):
        former = importlib.import_module("annotate.project.check")

    assert former.check_project is annotate.check_project


def test_a_script_that_takes_a_codebook_from_where_it_was_runs_and_is_warned() -> None:
    sys.modules.pop("annotate.codebook", None)
    with pytest.warns(DeprecationWarning, match=r"annotate\.Codebook and annotate\.Label"):
        former = importlib.import_module("annotate.codebook")

    assert (former.Codebook, former.Label) == (annotate.Codebook, annotate.Label)
