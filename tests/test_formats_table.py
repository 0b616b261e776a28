"""docs/formats.md: what its table says each format keeps is what each format keeps."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._formats import FORMATS, TABLES, WITH_TEXT
from annotate._project.project import Project
from annotate._tags import TAG_COLUMNS

DOCUMENT = Path(__file__).parents[1] / "docs" / "formats.md"


@pytest.fixture
def tagged(project: Project) -> Project:
    """One article by two coders, with every column filled in some row."""
    about = {"title": "It will fail", "author": "Jo Roe", "published": "2026-05-12", "url": "https://example.org/hall"}
    text = "The hall burns.\n\nIt will fail, alas. The mayor says it will pass."
    project.add(
        pd.DataFrame([{"article_id": "hall", "source": "The Courier", "language": "en", "text": text, **about}])
    )
    claim = {"speaker": "the mayor", "speaker_kind": "named", "evaluative": True, "score": 0.25}
    project.tag("hall", 0, 15, "reported_fact", coder="ana", note="-> minutes\nand more", unsure=True)
    project.tag("hall", 37, 65, "attributed_claim", coder="ben", origin="suggestion", source="The editor", **claim)
    return project


# How a file looks after a program that drops what it does not know --------------------------------------------


def without_key(path: Path, key: str, *, lines: bool = False) -> None:
    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {name: bare(one) for name, one in value.items() if name != key}
        return [bare(one) for one in value] if isinstance(value, list) else value

    parts = path.read_text("utf-8").splitlines() if lines else [path.read_text("utf-8")]
    path.write_text("\n".join(json.dumps(bare(json.loads(part))) for part in parts), "utf-8")


def without_last_line(path: Path) -> None:
    text, last = path.read_text("utf-8").removesuffix("\n").rsplit("\n", 1)
    assert last.startswith("-DOCSTART- -X- annotate=")
    path.write_text(text + "\n", "utf-8")


def without_member(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name != "annotate.json"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)


DROP: dict[str, Callable[[Path], None]] = {
    "conll": without_last_line,
    "doccano": lambda path: without_key(path, "annotate", lines=True),
    "label_studio": lambda path: without_key(path, "annotate"),
    "parquet": lambda path: None,
    "refi_qda": without_member,
    "spss": lambda path: None,
    "stata": lambda path: None,
    "w3c": lambda path: without_key(path, "annotate:tag"),
    "xlsx": lambda path: None,
}


def kept(read: pd.DataFrame, written: pd.DataFrame) -> list[str]:
    return [name for name in TAG_COLUMNS if read[name].astype(str).tolist() == written[name].astype(str).tolist()]


def documented() -> dict[str, dict[str, str]]:
    rows = [line.strip("| \n").split("|") for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| ")]
    header, *body = [[cell.strip() for cell in row] for row in rows[: len(FORMATS) + 2]]
    return {row[0].strip("`"): dict(zip(header, row, strict=True)) for row in body if not row[0].startswith("-")}


def test_the_table_has_every_format() -> None:
    assert sorted(documented()) == sorted(FORMATS)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_the_table_says_what_each_format_keeps(tmp_path: Path, tagged: Project, format_name: str) -> None:
    row = documented()[format_name]
    tags = tagged.tags()
    path = tmp_path / f"tags{row['file'].strip('`')}"

    annotate.write_format(tags, path, format_name, articles=tagged.articles())
    pd.testing.assert_frame_equal(annotate.read_format(path, format_name), tags)
    texts = "whole texts" if format_name in WITH_TEXT else "passages"
    assert row["articles"] == texts

    DROP[format_name](path)
    found = kept(annotate.read_format(path, format_name, labels={}), tags)
    said = re.findall(r"`(\w+)`", row["left after a program that drops what it does not know"])
    if format_name in TABLES:
        assert row["left after a program that drops what it does not know"] == "every column"
        assert found == list(TAG_COLUMNS)
    else:
        assert found == said


@pytest.mark.parametrize("format_name", FORMATS)
def test_each_format_has_a_section(format_name: str) -> None:
    assert f"\n## `{format_name}`" in DOCUMENT.read_text("utf-8")
