"""Tags that were made elsewhere enter a project: once, whole, and never in place of a decision."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hostile import assert_equal

import annotate
from annotate._errors import TagError
from annotate._formats import FORMATS
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._tags import tag_table

ENDINGS = {"refi_qda": ".qdpx", "xlsx": ".xlsx", "parquet": ".parquet"}


@pytest.fixture
def tagged(project: Project) -> Project:
    """Both articles tagged by two coders who cut and judge differently, with every column filled."""
    project.cut("vote", [(0, 28)], [(0, 11), (12, 28)], coder="Åsa")
    project.tag("vote", 0, 11, "opinion", coder="Åsa", evaluative=True, origin="suggestion", score=0.25)
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


@pytest.mark.parametrize("case", REFUSALS)
def test_a_tag_that_cannot_stand_is_refused_with_its_line_and_the_others_are_added(
    tagged: Project, fresh: Project, case: str
) -> None:
    changed, reason = REFUSALS[case]
    tags = tagged.tags()
    good = tags[(tags["label"] == "opinion") & (tags["coder"] == "mj")]
    bad = tags[tags["label"] == "reported_fact"].astype(object).assign(**changed)

    table = fresh.add_tags(pd.concat([good, bad, tags[tags["article_id"] == "flood"]]).astype(object))

    assert outcomes(table) == ["added", "refused", "added"]
    assert table["line"].tolist() == [1, 2, 3]
    assert reason in table.loc[1, "reason"]
    assert table["reason"].map(bool).tolist() == [False, True, False]
    assert len(fresh.tags()) == 2


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
from annotate._project import decisions

append, left = decisions.append, [int(sys.argv[3])]
def counted(*given):
    append(*given)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
decisions.append = counted
annotate.open_project(sys.argv[1]).add_tags(annotate.read_csv(sys.argv[2]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("rows", [1, 4, 5])
def test_an_import_that_is_killed_has_added_nothing(tmp_path: Path, tagged: Project, fresh: Project, rows: int) -> None:
    path = annotate.write_csv(tagged.tags(), tmp_path / "tags.csv")
    where = fresh.where
    fresh.close()

    ran = subprocess.run([sys.executable, "-c", KILLED, where, path, str(rows)], check=False)

    assert ran.returncode == -signal.SIGKILL
    assert check_project(where).empty
    with annotate.open_project(where) as again:
        assert again.tags().empty
        assert outcomes(again.add_tags(annotate.read_csv(path))) == ["added"] * 5
        assert_equal(again.tags(), tagged.tags())
