"""Wrapped text: a passage that holds a line end is kept, exported and brought back as any other."""

import textwrap
from pathlib import Path

import pytest
from hostile import assert_equal

import annotate
from annotate._articles.paragraphs import text_paragraphs
from annotate._formats import FORMATS

WRAPPED = (
    "The town council of Brisac approved a new dyke on Monday evening after a\n"
    "debate that went on for six hours. “We have waited too long,” said Paul\n"
    "Roy, the mayor, and he asked the council to rein-\r\ntroduce the tax.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> annotate.Project:
    (tmp_path / "dyke.txt").write_bytes(WRAPPED.encode())
    project = annotate.open_project(tmp_path / "study.db")
    project.add(annotate.read_articles(tmp_path / "dyke.txt", source="The Brisac Echo", language="en"))
    passages = project.passages()
    for row in passages.to_dict("records"):
        project.tag("dyke", row["start"], row["end"], "reported_fact", coder="mj", note=row["text"])
    return project


def test_a_study_keeps_the_line_ends_within_its_passages(study: annotate.Project) -> None:
    text = study.articles()["text"].iloc[0]

    tags = study.tags()

    assert [" ".join(passage.split()).replace("- ", "-") for passage in tags["text"]] == [
        "The town council of Brisac approved a new dyke on Monday evening after a debate that went on for six hours.",
        "“We have waited too long,” said Paul Roy, the mayor, and he asked the council to rein-troduce the tax.",
    ]
    assert [text[start:end] for start, end in zip(tags["start"], tags["end"], strict=True)] == tags["text"].tolist()


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_brings_a_wrapped_passage_back(tmp_path: Path, study: annotate.Project, format_name: str) -> None:
    path = tmp_path / {"refi_qda": "tags.qdpx", "xlsx": "tags.xlsx", "parquet": "tags.parquet"}.get(format_name, "tags")

    annotate.write_format(study.tags(), path, format_name, articles=study.articles())

    assert_equal(annotate.read_format(path, format_name), study.tags())


@pytest.mark.slow
@pytest.mark.parametrize("excel", [False, True])
def test_a_csv_file_brings_a_wrapped_passage_back(tmp_path: Path, study: annotate.Project, excel: bool) -> None:
    annotate.write_csv(study.tags(), tmp_path / "tags.csv", excel=excel)

    assert_equal(annotate.read_csv(tmp_path / "tags.csv"), study.tags())


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("at_hyphens", [False, True])
def test_a_line_that_ends_before_a_word_with_a_hyphen_goes_on(width: int, at_hyphens: bool) -> None:
    text = " ".join(
        f"In the mid-19{nth}0s a well-known engineer drew the semi-circular dyke of the north-eastern harbour, and the "
        "council-owned yard built it within a three-year plan."
        for nth in range(4, 10)
    )
    wrapped = "\n".join(textwrap.wrap(text, width, break_on_hyphens=at_hyphens))

    assert text_paragraphs(f"A dyke\n\n{wrapped}\n") == ["A dyke", text]
