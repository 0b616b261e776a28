"""The columns that counting needs: the same balance as of the whole table, whatever the file holds."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hostile import PIECES
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._codebook import Codebook
from annotate._counting import pieces
from annotate._csv_file import csv_columns
from annotate._csv_file.csv_columns import COUNTED, read_counted
from annotate._errors import AnnotateError, TagError
from annotate._tags import TAG_COLUMNS, tag_table
from tests.examples import FEWER

LABELS = Codebook.shipped().names

SAMPLE = Path(__file__).parents[1] / "data" / "sample_tags.csv"


def tags_of(articles: list[str], sources: list[str], notes: list[str]) -> pd.DataFrame:
    """Two coders' tags of a passage an article; they disagree on every second."""
    rows = [
        {"article_id": f"{nth}{article}", "source": source, "note": note, "speaker": note, "coder": coder,
         "label": LABELS[nth * (coder == "ben") % 3], "start": 0, "end": 9, "text": note}
        for nth, (article, source, note) in enumerate(zip(articles, sources, notes, strict=True))
        for coder in ("ana", "ben")
    ]  # fmt: skip
    return tag_table({**dict.fromkeys(TAG_COLUMNS, ""), **row} for row in rows)


def assert_counted_alike(path: Path, by: str | list[str] = "source") -> None:
    whole, part = annotate.read_csv(path), read_counted(path, by)

    pd.testing.assert_frame_equal(annotate.balance(part, by=by), annotate.balance(whole, by=by), check_dtype=False)
    for measure in ("alpha", "percent"):
        pd.testing.assert_frame_equal(annotate.agreement(part, measure), annotate.agreement(whole, measure))


@pytest.mark.slow
@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize(
    "by", ["source", "language", "coder", "month", "speaker", "article_id", ["source", "published"], "evaluative"]
)
def test_the_sample_is_counted_alike(tmp_path: Path, by: str | list[str], excel: bool) -> None:
    assert_counted_alike(annotate.write_csv(annotate.read_csv(SAMPLE), tmp_path / "tags.csv", excel=excel), by)


def test_only_what_is_counted_is_read() -> None:
    found = read_counted(SAMPLE, ["source", "speaker"])

    assert set(found.columns) == {*COUNTED, "speaker"}
    assert len(found) == len(annotate.read_csv(SAMPLE))


@pytest.mark.slow
@pytest.mark.parametrize("excel", [False, True])
@FEWER
@given(data=st.data())
def test_hostile_text_is_counted_alike(tmp_path: Path, excel: bool, data: st.DataObject) -> None:
    words = st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec=None), max_size=6), min_size=2, max_size=2)
    tags = tags_of(*(data.draw(words) for _ in range(3)))

    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)

    assert_counted_alike(path)
    assert read_counted(path)["source"].tolist() == tags["source"].tolist()


@pytest.mark.slow
def test_a_file_of_many_pieces_is_counted_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_columns, "_PIECE", 4096)
    monkeypatch.setattr(csv_columns, "_TOGETHER", 3)

    assert_counted_alike(SAMPLE)
    assert_counted_alike(SAMPLE, "coder")


def test_a_row_longer_than_a_piece_is_read_all_the_same(tmp_path: Path) -> None:
    path = annotate.write_csv(tags_of(["a", "b"], ["A", "B"], ["x" * 600_000, "y"]), tmp_path / "tags.csv")

    assert_counted_alike(path)


def test_an_empty_table_is_counted(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table(), tmp_path / "tags.csv")

    assert annotate.balance(read_counted(path)).empty


BROKEN = {
    "cut off in a cell": lambda whole: whole[: len(whole) // 2],
    "cut off after a line of a cell": lambda whole: whole[: whole.rindex(b"two\n") + 4],
    "a field too many": lambda whole: whole.replace(b'"ben"', b'"ben","more"'),
    "an offset that is no number": lambda whole: whole.replace(b'"0","9"', b'"0","nine"'),
    "an offset that is missing": lambda whole: whole.replace(b'"0","9"', b'"","9"'),
    "another column": lambda whole: whole.replace(b'"label"', b'"kind"'),
    "a column twice": lambda whole: whole.replace(b'"note"', b'"text"'),
    "no UTF-8": lambda whole: whole.replace(b"Le Phare", b"Le Ph\xe2re"),
    "nothing": lambda whole: b"",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_gets_the_sentence_of_the_exact_reader(tmp_path: Path, what: str) -> None:
    path = annotate.write_csv(tags_of(["a", "b"], ["Le Phare", "B"], ["one", "two\nlines"]), tmp_path / "tags.csv")
    path.write_bytes(BROKEN[what](path.read_bytes()))

    with pytest.raises(TagError) as exact:
        annotate.read_csv(path)
    with pytest.raises(TagError) as counted:
        read_counted(path)

    assert str(counted.value) == str(exact.value)


def test_a_column_that_is_not_there_is_named_as_ever() -> None:
    with pytest.raises(AnnotateError, match="no column 'colour'"):
        annotate.balance(read_counted(SAMPLE, "colour"), by="colour")


@pytest.mark.slow
def test_a_file_that_a_spreadsheet_saved_with_semicolons_is_counted_alike(tmp_path: Path) -> None:
    path = tmp_path / "tags.csv"
    annotate.read_csv(SAMPLE).assign(tagged_at="", score="").to_csv(path, sep=";", index=False)

    assert_counted_alike(path)


@pytest.mark.slow
@pytest.mark.parametrize("shuffled", [False, True])
def test_many_tags_weigh_the_same_in_pieces_of_articles(monkeypatch: pytest.MonkeyPatch, shuffled: bool) -> None:
    tags = annotate.read_csv(SAMPLE)
    if shuffled:
        tags = tags.sample(frac=1, random_state=1)
    whole = [
        annotate.balance(tags, by=by, unit=unit) for by in ("source", "coder") for unit in ("passage", "character")
    ]

    monkeypatch.setattr(pieces, "PIECE", 100)
    found = [
        annotate.balance(tags, by=by, unit=unit) for by in ("source", "coder") for unit in ("passage", "character")
    ]

    for one, other in zip(whole, found, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_every_row_is_in_one_piece_and_no_article_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 7)
    for article in (np.repeat(np.arange(9), 3), np.random.default_rng(2).integers(0, 9, 50)):
        rows = [part.tolist() for part in pieces.article_pieces(article)]

        assert sorted(row for part in rows for row in part) == list(range(len(article)))
        seen = [set(article[part].tolist()) for part in rows]
        assert sum(map(len, seen)) == len(set().union(*seen))
        assert len(rows) > 1


@pytest.mark.slow
def test_who_only_counts_loads_no_library_for_drawing_storing_or_showing() -> None:
    code = (
        "import sys, annotate, annotate._csv_file.csv_columns\n"
        "print(*{'matplotlib', 'sqlalchemy', 'anywidget'} & sys.modules.keys())\n"
        "assert annotate.Tagger is annotate.tagger.Tagger\n"
        "assert callable(annotate.explore) and callable(annotate.agreement)\n"
        "assert set(annotate.__all__) <= set(dir(annotate))\n"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "\n"


def test_a_file_that_says_how_articles_were_drawn_is_counted_by_it(tmp_path: Path) -> None:
    tags = annotate.read_csv(SAMPLE)
    tags["weight"] = tags["article_id"].astype(str).str.len().astype(float)
    annotate.write_csv(tags, tmp_path / "tags.csv")

    found = annotate.balance(read_counted(tmp_path / "tags.csv"))

    assert set(found["design"]) == {"weights=weight"}
    assert found["share"].tolist() == annotate.balance(tags)["share"].tolist()
