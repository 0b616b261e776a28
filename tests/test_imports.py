"""Tags that were made elsewhere enter a project: once, whole, and never in place of a decision."""

import json
import os
import signal
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from conftest import VOTE
from hostile import assert_equal

import annotate
from annotate._errors import PassageError, TagError
from annotate._formats import FORMATS
from annotate._project import staging, tables
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._tags import tag_table
from tests import forks

ENDINGS = {"refi_qda": ".qdpx", "xlsx": ".xlsx", "parquet": ".parquet"}


@pytest.fixture
def tagged(project: Project) -> Project:
    """Both articles tagged by two coders who cut and judge differently, with every column filled."""
    project.cut("vote", [(0, 28)], [(0, 11), (12, 28)], coder="Åsa")
    project.tag("vote", 0, 11, "opinion", coder="Åsa", evaluative=True, origin="suggestion", score=0.25, machine="m 7")
    project.tag("vote", 0, 28, "reported_fact", coder="mj", note="-> minutes, p. 3\nand 4")
    project.tag("vote", 29, 48, "opinion", coder="mj", unsure=True)
    project.tag("vote", 49, 77, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named")
    project.tag("flood", 13, 49, "attributed_claim", coder="mj", source="Agence Ouest")
    project.set_source("vote", "The editor", coder="mj", start=29)
    return project


@pytest.fixture
def fresh(tmp_path: Path, tagged: Project) -> Project:
    """Another project, with the same articles and no tag."""
    other = annotate.open_project(tmp_path / "fresh.db")
    other.add(tagged.articles())
    return other


def outcomes(table: pd.DataFrame) -> list[str]:
    return table["outcome"].tolist()


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")  # a file of tags is the same from wherever they come
@pytest.mark.parametrize("format_name", [*FORMATS, "csv"])
def test_tags_go_through_a_file_into_a_fresh_project_and_are_the_same(
    tmp_path: Path, tagged: Project, fresh: Project, format_name: str
) -> None:
    path = tmp_path / f"tags{ENDINGS.get(format_name, '.file')}"
    if format_name == "csv":
        read = annotate.read_csv(annotate.write_csv(tagged.tags(), path))
    else:
        annotate.write_format(tagged.tags(), path, format_name, articles=tagged.articles())
        read = annotate.read_format(path, format_name, articles=fresh.articles())

    assert outcomes(fresh.add_tags(read)) == ["added"] * 5
    assert_equal(fresh.tags(), tagged.tags())
    assert check_project(fresh.where).empty


@pytest.mark.slow
def test_tags_are_added_once_however_often_they_come(tagged: Project, fresh: Project) -> None:
    tags = tagged.tags()
    twice = pd.concat([tags, tags.assign(tag_id="")])

    assert outcomes(fresh.add_tags(twice)) == ["added"] * 5 + ["already there"] * 5
    assert outcomes(fresh.add_tags(tags)) == ["already there"] * 5
    assert outcomes(tagged.add_tags(tags)) == ["already there"] * 5
    assert len(fresh.tags(history=True)) == 5


def test_what_another_program_dropped_of_a_tag_does_not_make_it_another(tagged: Project) -> None:
    told = tagged.tags().assign(speaker="", speaker_kind="", evaluative=False, note="", origin="import", tag_id="")
    before = tagged.tags()

    assert outcomes(tagged.add_tags(told)) == ["already there"] * 5
    assert_equal(tagged.tags(), before)


REFUSALS = {
    "no article": ({"article_id": "nowhere"}, "There is no article 'nowhere'"),
    "outside": ({"end": 9_999}, "its text ends at"),
    "another text": ({"text": "The council votes on Monday."}, "are 'The council votes on Friday.'"),
    "no text": ({"text": ""}, "characters 0 to 28"),
    "label": ({"label": "rumour"}, "The label 'rumour' is not in the codebook: use one of opinion"),
    "speaker": ({"speaker": "the mayor"}, "has no speaker, since"),
    "nobody": ({"coder": ""}, "It names no coder: say who tagged"),
    "origin": ({"origin": "dream"}, "The origin 'dream' is unknown"),
    "blank": ({"start": 28, "end": 29, "text": " "}, "holds no text"),
    "overlap": ({"start": 21, "end": 34, "text": "Friday. It wi"}, "overlaps 29–48, which 'mj' tagged 'opinion'"),
}


@pytest.mark.slow
def test_a_tag_that_cannot_stand_is_refused_with_its_line_and_the_others_are_added(
    tagged: Project, fresh: Project
) -> None:
    tags = tagged.tags()
    good = tags[(tags["label"] == "opinion") & (tags["coder"] == "mj")]
    one = tags[tags["label"] == "reported_fact"].astype(object)
    bad = [one.assign(**changed) for changed, _ in REFUSALS.values()]

    table = fresh.add_tags(pd.concat([good, *bad, tags[tags["article_id"] == "flood"]]).astype(object))

    assert outcomes(table) == ["added", *["refused"] * len(bad), "added"]
    assert table["line"].tolist() == list(range(1, len(bad) + 3))
    said = table["reason"].tolist()
    assert [why for why, (_, reason) in zip(said[1:-1], REFUSALS.values(), strict=True) if reason not in why] == []
    assert said[0] == said[-1] == ""
    assert len(fresh.tags()) == 2


@pytest.mark.slow
def test_an_import_takes_no_decisions_place(tagged: Project) -> None:
    before = tagged.tags()
    others = before.assign(label="excluded", speaker="", speaker_kind="")

    table = tagged.add_tags(others)

    assert outcomes(table) == ["refused"] * 5
    assert "has tagged this passage already, with another label" in table.loc[0, "reason"]
    assert_equal(tagged.tags(), before)
    anothers = outcomes(tagged.add_tags(others.assign(coder="another")))
    assert sorted(anothers) == ["added"] * 4 + ["refused"]  # Åsa and mj cut the first sentence differently
    kept = tagged.tags()
    assert_equal(tag_table(kept[kept["coder"] != "another"]), before)


@pytest.mark.slow
def test_undo_leaves_imports_alone_and_untag_takes_them_back(tagged: Project, fresh: Project) -> None:
    fresh.tag("flood", 0, 12, "opinion", coder="mj")
    fresh.add_tags(tagged.tags())

    assert fresh.undo(coder="mj") == "flood"
    assert_equal(fresh.tags(), tagged.tags())
    assert fresh.undo(coder="mj") is None

    fresh.untag("vote", 29, 48, coder="mj")
    assert len(fresh.tags()) == 4
    assert outcomes(fresh.add_tags(tagged.tags())).count("added") == 1  # and come back, under a new id
    assert fresh.tags()["text"].tolist() == tagged.tags()["text"].tolist()


@pytest.mark.slow
def test_those_that_name_nobody_are_given_a_coder_and_an_origin(fresh: Project, tagged: Project) -> None:
    tags = tagged.tags().query("coder == 'mj'").astype(object).assign(coder="", origin="", tagged_at=None, codebook="")

    assert outcomes(fresh.add_tags(tags, coder="doccano")) == ["added"] * 4

    assert set(fresh.tags()["coder"]) == {"doccano"}
    assert set(fresh.tags()["origin"]) == {"import"}
    assert set(fresh.tags()["codebook"]) == {"media_bias@1"}
    assert fresh.tags()["tagged_at"].notna().all()


def test_what_is_no_tag_table_is_refused_whole(project: Project) -> None:
    with pytest.raises(TagError, match="This is not a tag table: it lacks the column"):
        project.add_tags(pd.DataFrame({"article_id": ["vote"]}))


KILLED = """
import os, signal, sys
import annotate
from annotate._project import staging, statements

insert_columns, left = statements.insert_columns, [int(sys.argv[3])]
def counted(*given):
    insert_columns(*given)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
statements.insert_columns = counted
staging.BATCH = int(sys.argv[4])
annotate.open_project(sys.argv[1]).add_tags(annotate.read_csv(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    ("write", "batch", "added"), [(1, 100, 0), (4, 100, 0), (1, 2, 0), (2, 1, 0), (3, 2, 5), (8, 2, 5)]
)
def test_an_import_that_is_killed_has_added_nothing_or_once_it_is_certain_all(
    tmp_path: Path, tagged: Project, fresh: Project, write: int, batch: int, added: int
) -> None:
    path = annotate.write_csv(tagged.tags(), tmp_path / "tags.csv")
    where = fresh.where
    fresh.close()

    assert forks.start(["-c", KILLED, where, path, write, batch]).wait() == -signal.SIGKILL

    with annotate.open_project(where) as again:
        assert len(again.tags()) == added
        assert check_project(again).empty
        assert outcomes(again.add_tags(annotate.read_csv(path))).count("added") == 5 - added
        assert_equal(again.tags(), tagged.tags())
        with again._store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM staged").scalar() == 0
            assert connection.exec_driver_sql("SELECT count(*) FROM project WHERE name LIKE 'import:%'").scalar() == 0


@pytest.mark.slow
@pytest.mark.parametrize("is_by_column", [True, False])
def test_an_import_that_an_earlier_annotate_laid_aside_is_finished_by_this_one(
    tagged: Project, fresh: Project, monkeypatch: pytest.MonkeyPatch, is_by_column: bool
) -> None:
    monkeypatch.setattr(staging, "BATCH", 4 if is_by_column else 1)
    with monkeypatch.context() as patched:
        patched.setattr(staging, "_publish", interrupted)
        with pytest.raises(KeyboardInterrupt):
            fresh.add_tags(tagged.tags())
    with fresh._store.writing() as connection:
        for line, text in connection.exec_driver_sql("SELECT line, tag FROM staged").fetchall():
            earlier = as_laid_aside_before_tags_named_machines(text, is_by_column=is_by_column)
            rows = tables.staged.update().where(tables.staged.c.line == line)
            connection.execute(rows.values(tag=earlier))
        gone = tables.facts.update().where(tables.facts.c.name.like("import:%"))
        connection.execute(
            gone.values(value='{"since": 0, "host": "gone", "process": 1, "begun": 0, "is_certain": true}')
        )
    fresh.close()

    with annotate.open_project(fresh.where) as again:
        assert_equal(again.tags().drop(columns="tag_id"), tagged.tags().drop(columns=["tag_id", "machine"]))
        assert check_project(again).empty


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def as_laid_aside_before_tags_named_machines(text: str, *, is_by_column: bool) -> str:
    said = json.loads(text)
    del said["machine"]
    if is_by_column:
        return json.dumps(said)
    cuts, _ = said.pop("cuts")[0], said.pop("line")
    return json.dumps([{name: values[0] for name, values in said.items()}, cuts])


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_a_variable_called_machine_is_not_taken_for_the_machine_that_suggested_a_tag(
    tagged: Project, tmp_path: Path
) -> None:
    tags = tagged.tags().assign(machine="Linotype")
    stored = {}
    for name in ("same", "other"):
        with annotate.open_project(tmp_path / f"{name}.db") as study:
            more = {"machine": "Linotype"} if name == "same" else {}
            study.add(tagged.articles().assign(**more))
            assert set(outcomes(study.add_tags(tags))) == {"added"}
            with study._store.reading() as connection:
                found = connection.execute(sa.select(tables.tags.c.origin, tables.tags.c.machine)).all()
            stored[name] = {tuple(row) for row in found}

    assert stored["same"] == {("hand", ""), ("suggestion", "")}
    assert stored["other"] == {("hand", ""), ("suggestion", "Linotype")}


@pytest.mark.slow
def test_a_large_import_comes_in_by_steps_and_is_the_same(
    tagged: Project, fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "BATCH", 2)

    assert outcomes(fresh.add_tags(tagged.tags())) == ["added"] * 5

    assert_equal(fresh.tags(), tagged.tags())
    assert check_project(fresh).empty


@pytest.mark.slow
def test_what_a_coder_decides_between_the_steps_of_an_import_stays(
    tagged: Project, fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "BATCH", 1)
    pauses = []

    def meanwhile(_seconds: float) -> None:
        pauses.append(1)
        if len(pauses) == 1:  # all that follows is planned already
            fresh.tag("vote", 29, 48, "reported_fact", coder="mj")
            fresh.cut("vote", [(49, 77)], [(49, 58), (59, 77)], coder="mj")
            fresh.tag("vote", 49, 58, "opinion", coder="mj")

    monkeypatch.setattr(staging.time, "sleep", meanwhile)
    table = fresh.add_tags(tagged.tags())

    said = {(row.coder, row.start): (row.outcome, row.reason) for row in table.itertuples() if row.article_id == "vote"}
    assert said["Åsa", 0][0] == said["mj", 0][0] == "added"
    assert "with another label" in said["mj", 29][1]
    assert "overlaps 49–58" in said["mj", 49][1]
    kept = fresh.tags().query("article_id == 'vote' and coder == 'mj'")
    assert kept["label"].tolist() == ["reported_fact", "reported_fact", "opinion"]
    assert check_project(fresh).empty


@pytest.mark.slow
def test_an_id_that_somebody_else_takes_between_the_steps_of_an_import_is_given_once(
    tagged: Project, fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "BATCH", 1)
    taken = tagged.tags().iloc[[-1]].assign(coder="zoe")
    pauses = []

    def meanwhile(_seconds: float) -> None:
        pauses.append(1)
        if len(pauses) == 3:  # the last tag is laid aside with this id, and the first is in
            assert outcomes(fresh.add_tags(taken)) == ["added"]

    monkeypatch.setattr(staging.time, "sleep", meanwhile)

    assert outcomes(fresh.add_tags(tagged.tags())) == ["added"] * 5
    ids = fresh.tags().set_index("coder")["tag_id"]
    assert ids["zoe"] == taken["tag_id"].item()
    assert ids.is_unique
    assert len(ids) == 6
    assert check_project(fresh).empty


@pytest.mark.slow
def test_the_passages_that_an_import_cuts_out_are_those_of_the_same_tags_by_hand(tagged: Project) -> None:
    spans = [(0, 3), (4, 11), (13, 20), (2, 5), (21, 40), (41, 48), (60, 70)]
    text = tagged.articles().set_index("article_id").loc["vote", "text"]
    rows = [
        {**tagged.tags().iloc[-1].to_dict(), "article_id": "vote", "start": s, "end": e, "text": text[s:e],
         "tag_id": "", "coder": "zz", "label": "opinion", "speaker": "", "speaker_kind": "", "source": ""}
        for s, e in spans
    ]  # fmt: skip

    imported = tagged.add_tags(pd.DataFrame(rows))
    by_hand = []
    for start, end in spans:
        try:
            tagged.tag("vote", start, end, "opinion", coder="hand")
            by_hand.append("added")
        except PassageError:
            by_hand.append("refused")

    assert outcomes(imported) == by_hand
    assert "refused" in by_hand
    columns = ["start", "end"]
    assert tagged.passages("zz")[columns].equals(tagged.passages("hand")[columns])
    assert check_project(tagged).empty


def test_an_imported_tag_over_several_passages_takes_them_out_of_the_count(fresh: Project, tagged: Project) -> None:
    """The three passages of the article become one, and the tally of passages falls by two."""
    tags = tagged.tags().query("article_id == 'vote' and start == 0 and coder == 'mj'")
    whole = tags.assign(end=77, text=VOTE, tag_id="all-in-one")

    assert outcomes(fresh.add_tags(whole)) == ["added"]

    assert len(fresh.passages("mj").query("article_id == 'vote'")) == 1
    assert check_project(fresh).empty
