"""The notebooks run from top to bottom with nobody clicking, and make what they say they make."""

import json
import os
import re
import runpy
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image

import annotate
from tests import notebooks

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS_AT = REPOSITORY / "notebooks"
TRANSLATE = runpy.run_path(str(NOTEBOOKS_AT / "translate.py"))
NOTEBOOKS = sorted(path.name for path in NOTEBOOKS_AT.glob("*.ipynb"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the notebooks beside a copy of the sample data, as a user has them."""
    for name in ("notebooks", "data"):
        shutil.copytree(
            REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("*.db*", ".ipynb_checkpoints")
        )
    return tmp_path / "notebooks"


def run(path: Path, *, is_cold: bool = False) -> Any:
    """Run every cell; a cell that fails fails the test with its traceback."""
    # As where somebody has set it for scripts: the charts are to be seen all the same.
    environment = {
        **os.environ,
        "MPLBACKEND": "Agg" if path.name[0].isdigit() else "module://matplotlib_inline.backend_inline",
    }
    return notebooks.run(path, environment, is_cold=is_cold)


def kept(name: str) -> list[dict[str, Any]]:
    """Return the cells of a notebook as it is in the repository."""
    return list(json.loads((NOTEBOOKS_AT / name).read_text(encoding="utf-8"))["cells"])


def outputs(ran: Any, kind: str) -> list[str]:
    """Return all that the cells showed of one kind, such as ``image/png``."""
    shown = [output for cell in ran.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in shown if kind in output.get("data", {})]


@pytest.mark.slow
def test_notebook_1_shows_the_tagger_and_writes_the_csv(folder: Path) -> None:
    ran = run(folder / "01_tag_articles.ipynb", is_cold=True)

    assert outputs(ran, "application/vnd.jupyter.widget-view+json")
    assert annotate.read_csv(folder / "my_tags.csv").empty
    with annotate.open_project(folder / "my_study.db") as project:
        assert len(project.articles()) == len(annotate.read_articles(folder.parent / "data/articles"))


@pytest.mark.slow
def test_notebook_2_goes_from_the_table_to_every_chart_and_leaves_the_files(folder: Path) -> None:
    ran = run(folder / "02_balance_by_source.ipynb")

    sample = annotate.read_csv(folder.parent / "data/sample_tags.csv")
    assert len(outputs(ran, "image/png")) == 6  # dots, bars, article, speakers, timeline, and the one that is saved
    assert annotate.read_csv(folder / "sample_tags_copy.csv").equals(sample)
    table = pd.read_csv(folder / "balance.csv")
    assert {"count", "share", "low", "high", "warning"} <= set(table.columns)
    assert set(table["source"]) == set(sample["source"])
    with Image.open(folder / "balance.png") as picture:
        assert "Kelmouth Tidings" in picture.info["Description"]
    # The explorer, and what it shows where no kernel runs.
    assert len(outputs(ran, "application/vnd.jupyter.widget-view+json")) == 1
    assert any("705 tags by 3 coders" in page and "<img" in page for page in outputs(ran, "text/html"))


@pytest.mark.slow
def test_notebook_3_says_how_far_coders_agree_and_leaves_the_picture(folder: Path) -> None:
    ran = run(folder / "03_agreement.ipynb")

    tables = outputs(ran, "text/html")
    assert sum("<th>reason</th>" in table for table in tables) == 6
    assert sum("ualpha" in table for table in tables) == 2  # one of them beside alpha and cu-alpha
    assert len(outputs(ran, "image/png")) == 1
    with Image.open(folder / "agreement.png") as picture:
        assert "Krippendorff" in picture.info["Description"]


def test_notebook_3_reports_the_numbers_that_its_data_give() -> None:
    written = " ".join("".join(cell["source"]) for cell in kept("03_agreement.ipynb"))
    tags = annotate.read_csv(REPOSITORY / "data/sample_tags.csv")
    whole, by_label = annotate.agreement(tags).iloc[0], annotate.agreement(tags, by="label")
    hardest = by_label.loc[by_label["value"].idxmin()]

    assert f"α was {whole['value']:.2f} (95 % interval {whole['low']:.2f} to {whole['high']:.2f}" in written
    assert f"({whole['passages']} passages in common)" in written
    assert f"the label *{hardest['group'].replace('_', ' ')}* was the hardest (α {hardest['value']:.2f})" in written


@pytest.mark.slow
def test_notebook_4_walks_from_a_pilot_to_the_balance_by_party_and_event(folder: Path) -> None:
    ran = run(folder / "04_revise.ipynb")

    said = "".join(output.get("text", "") for cell in ran.cells for output in cell.get("outputs", []))
    assert "undone: the same, byte for byte · now: media_bias@2" in said
    assert "looked at again, 0 left" in said
    codebook = annotate.Codebook.read(folder / "revised_codebook.yaml")
    assert [one.name for one in codebook.questions] == ["genre", "tone"]
    with annotate.open_project(folder / "revised_study.db") as project:
        tags = annotate.read_csv(folder / "revised_tags.csv")
        pd.testing.assert_frame_equal(tags, project.tags())
        assert project.codebook == codebook
    assert {"event", "genre", "tone", "person", "person.party"} <= set(tags.columns)
    assert set(tags["codebook"]) == {"media_bias@1", "media_bias@2"}
    assert "opinion" not in set(tags["label"])


@pytest.mark.slow
def test_notebook_5_estimates_an_archive_and_leaves_table_and_picture(folder: Path) -> None:
    ran = run(folder / "05_archive.ipynb")

    table = pd.read_csv(folder / "archive.csv")
    assert (table["hand_articles"] == 20).all()
    assert (table["machine_articles"] == 150).all()
    claims = table[table["label"] == "attributed_claim"]
    assert ((claims["high"] - claims["low"]) < (claims["hand_high"] - claims["hand_low"]) + 0.01).all()
    assert len(outputs(ran, "image/png")) == 1
    with Image.open(folder / "archive.png") as picture:
        assert "by hand alone" in picture.info["Description"]


CODING = """
labels = ["opinion", "reported_fact", "attributed_claim"]
for coder in ("mj", "ab"):
    for nth, passage in enumerate(project.passages().itertuples()):
        label = labels[nth % 3] if coder == "mj" or nth % 5 else "opinion"
        project.tag(passage.article_id, passage.start, passage.end, label, coder=coder)
"""


@pytest.mark.slow
def test_the_readmes_code_runs_as_it_stands_in_a_notebook_of_ones_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(REPOSITORY / "data/articles", tmp_path / "home/pages")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    cells = re.findall("```python\n(.*?)```", readme, re.DOTALL)
    assert len(cells) == 6
    tagger = next(nth for nth, cell in enumerate(cells) if "Tagger(" in cell)
    cells.insert(tagger + 1, CODING)  # in the place of somebody at the keyboard
    cells.insert(0, "%matplotlib inline")  # as JupyterLab has it, whatever the environment of the tests says

    ran = run(notebooks.write(folder / "Untitled.ipynb", *cells))

    assert len(outputs(ran, "image/png")) == 3  # dots, bars, strip
    with annotate.open_project(folder / "study.db") as project:
        tags = project.tags()
    assert set(tags["coder"]) == {"mj", "ab"}
    assert annotate.read_csv(folder / "tags.csv").equals(tags)
    assert annotate.read_format(folder / "tags.xlsx", "xlsx").equals(tags)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_kept_without_outputs(name: str) -> None:
    assert [cell for cell in kept(name) if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.mark.parametrize("name", TRANSLATE["TRANSLATED"])
def test_a_french_notebook_is_made_of_the_english_one_and_has_its_code(name: str) -> None:
    """`python notebooks/translate.py` makes it again."""
    french, english = kept(f"{name}.fr.ipynb"), kept(f"{name}.ipynb")

    def code(cells: list[Any]) -> list[str]:
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]

    assert (NOTEBOOKS_AT / f"{name}.fr.ipynb").read_text("utf-8") == TRANSLATE["french"](name)
    assert code(french) == code(english)
    texts = [
        (one["source"], other["source"])
        for one, other in zip(french, english, strict=True)
        if one["cell_type"] == "markdown"
    ]
    assert all(one != other for one, other in texts)


@pytest.mark.parametrize(("name", "comma"), [("03_agreement.ipynb", "."), ("03_agreement.fr.ipynb", ",")])
def test_the_model_paragraph_of_a_report_has_the_numbers_of_the_sample(name: str, comma: str) -> None:
    cells = json.loads((NOTEBOOKS_AT / name).read_text("utf-8"))["cells"]
    (said,) = [text for cell in cells if "Krippendorff" in (text := "".join(cell["source"])) and "\n> " in text]
    tags = annotate.read_csv(REPOSITORY / "data/sample_tags.csv")
    counted, with_excluded = annotate.agreement(tags).to_dict("records")
    unitizing = annotate.agreement(tags, "ualpha")["value"].iloc[0]
    by_label = annotate.agreement(tags, by="label")
    hardest = by_label.loc[by_label["value"].idxmin()]

    values = [counted["value"], counted["low"], counted["high"], with_excluded["value"], unitizing, hardest["value"]]
    assert re.findall(rf"0{re.escape(comma)}\d\d", said) == [f"{one:.2f}".replace(".", comma) for one in values]
    assert f"{counted['passages']} passages" in said
    assert re.search(rf"\b{counted['left_out']} passages", said)
    assert hardest["group"] == "reported_fact"
