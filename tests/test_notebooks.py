"""The notebooks run from top to bottom with nobody clicking, and make what they say they make."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import annotate

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS = sorted(path.name for path in (REPOSITORY / "notebooks").glob("*.ipynb"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the notebooks beside a copy of the sample data, as a user has them."""
    for name in ("notebooks", "data"):
        shutil.copytree(
            REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("*.db*", ".ipynb_checkpoints")
        )
    return tmp_path / "notebooks"


def run(notebook: Path) -> nbformat.NotebookNode:
    """Run every cell; a cell that fails fails the test with its traceback."""
    return NotebookClient(
        nbformat.read(notebook, as_version=4), timeout=240, resources={"metadata": {"path": str(notebook.parent)}}
    ).execute()


def outputs(ran: nbformat.NotebookNode, kind: str) -> list[str]:
    """Give all that the cells showed of one kind, such as ``image/png``."""
    shown = [output for cell in ran.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in shown if kind in output.get("data", {})]


def test_notebook_1_shows_the_tagger_and_writes_the_csv(folder: Path) -> None:
    ran = run(folder / "01_tag_articles.ipynb")

    assert outputs(ran, "application/vnd.jupyter.widget-view+json")
    assert annotate.read_csv(folder / "my_tags.csv").empty
    with annotate.open_project(folder / "my_study.db") as project:
        assert len(project.articles()) == len(annotate.read_articles(folder.parent / "data/articles"))


def test_notebook_2_shows_tables_and_charts_and_leaves_the_files(folder: Path) -> None:
    ran = run(folder / "02_balance_by_source.ipynb")

    assert len(outputs(ran, "image/png")) >= 3
    assert (folder / "balance.png").stat().st_size > 10_000
    sample = annotate.read_csv(folder.parent / "data/sample_tags.csv")
    assert annotate.read_csv(folder / "sample_tags_copy.csv").equals(sample)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_kept_without_outputs(name: str) -> None:
    kept = nbformat.read(REPOSITORY / "notebooks" / name, as_version=4)

    assert [cell for cell in kept.cells if cell.get("outputs") or cell.get("execution_count")] == []
