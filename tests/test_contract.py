"""One word for each thing: what Python, SQL, JavaScript, the CSV file and the README call by name must agree."""

import ast
import csv
import re
from dataclasses import fields
from pathlib import Path

import pytest

import annotate
from annotate._charts.colours import looks
from annotate._codebook import Codebook
from annotate._project import tables
from annotate._project import tagger_page as pages
from annotate._tags import TAG_COLUMNS
from annotate.tagger import _judging, _shown, protocol

LABELS = Codebook.shipped().names

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "annotate"
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
MODULES = {path.name: path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "tagger/js").iterdir())}
JAVASCRIPT = "\n".join(MODULES.values())

COLUMNS = (
    "tag_id article_id source title author published url language start end text label speaker speaker_kind evaluative "
    "unsure note coder origin score tagged_at codebook article_sha256"
).split()
PUBLIC = "open_project read_articles Project Tagger balance plot_balance plot_article write_csv read_csv".split()
WORDS = "article source passage label tag speaker evaluative coder origin codebook project".split()

# What only counts, draws or writes: it must never reach for the store or the widget.


def javascript_words(name: str) -> set[str]:
    """Return the fields of one type of the tagger."""
    found = re.search(rf"interface {name}( extends Span)? {{(.*?)^}}", MODULES["types.d.ts"], re.DOTALL | re.MULTILINE)
    assert found, f"types.d.ts has no type {name}"
    return set(re.findall(r"(\w+): ", found[2])) | ({"start", "end"} if found[1] else set())


def test_the_public_names_are_there_and_documented() -> None:
    assert set(PUBLIC) <= set(annotate.__all__)
    assert annotate.__all__ == sorted(annotate.__all__)
    for name in annotate.__all__:
        assert (getattr(annotate, name).__doc__ or "").strip(), f"annotate.{name} has no docstring"


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in ("Project", "read_csv")])
def test_a_public_name_has_an_example_that_runs(name: str) -> None:  # read_csv has its in write_csv
    assert ">>> " in getattr(annotate, name).__doc__


def test_the_tag_table_has_the_same_columns_everywhere(project: annotate.Project, tmp_path: Path) -> None:
    project.tag("vote", 0, 28, "opinion", coder="mj")
    path = annotate.write_csv(project.tags(), tmp_path / "tags.csv")
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))

    assert list(TAG_COLUMNS) == COLUMNS
    assert header == COLUMNS
    assert project.tags().columns.tolist() == COLUMNS
    with (REPOSITORY / "data/sample_tags.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS


def test_the_store_calls_things_as_the_tag_table_does() -> None:
    about_articles = set(tables.articles.c.keys()) - {"article_number", "length", "added_at"}
    about_tags = set(tables.tags.c.keys()) - {"answers", "machine"}  # columns of their own, where there are any

    assert about_articles | about_tags | {"text"} == set(COLUMNS)
    assert about_articles & about_tags == {"article_id", "source"}


def test_the_page_calls_things_as_the_store_does() -> None:
    assert javascript_words("Passage") == set(pages.PASSAGE_WORDS)
    assert set(_shown.TagSaid.__annotations__) == set(pages.TAG_WORDS)
    assert set(pages.TAG_WORDS) - {"answers", "machine"} < set(COLUMNS)  # which become columns of their own
    assert {one.name for one in fields(protocol.Tag)} == {"article_id", "start", "end", "codebook", *pages.TAG_WORDS}


def test_each_verb_of_the_page_is_one_that_the_kernel_knows() -> None:
    sent = set(re.findall(r'\{ do: "(\w+)"', JAVASCRIPT)) | {"undo", "redo"}

    known = (*protocol.ASKED, *protocol.DEEDS, *_judging.ASKED, *_judging.DEEDS)
    assert sent == {kind.do for kind in known}


def test_the_labels_their_keys_and_their_colours_are_one_list() -> None:
    labels = Codebook.shipped().labels

    assert tuple(label.name for label in labels) == LABELS
    assert {label.name: label.key for label in labels} == dict(zip(LABELS, "1230", strict=True))
    assert {name: colour for name, (colour, _) in looks(LABELS, None, Codebook.shipped()).items()} == {
        label.name: label.colour for label in labels
    }
    for label in labels:
        assert f"`{label.key}`" in README
        assert label.title["en"].lower() in README


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_of_the_readme_has_the_word(word: str) -> None:
    glossary = README.split("## Glossary")[1]

    assert re.search(rf"^\| \**{word}\b", glossary, re.MULTILINE)


@pytest.mark.parametrize("name", COLUMNS)
def test_the_readme_of_the_data_explains_the_column(name: str) -> None:
    assert f"`{name}`" in (REPOSITORY / "data/README.md").read_text(encoding="utf-8")


def imports(path: Path) -> set[str]:
    """Return the modules of annotate that a file imports, such as ``project``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "annotate":
            parts = (node.module or "").split(".")[1:2]
            found |= set(parts) or {alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("annotate.")}
    return found


def test_the_page_knows_no_sql() -> None:
    assert not re.search(r"\b(?:SELECT|INSERT|UPDATE|sqlite)\b", JAVASCRIPT)
