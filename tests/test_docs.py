"""The docs' site: what it shows runs, what it links is there, and French says the same code as English."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import yaml

import annotate
from annotate._samples import copy_samples
from tests import press_samples

REPOSITORY = Path(__file__).parents[1]
DOCS = REPOSITORY / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
SITE = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text("utf-8"))


def blocks(page: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_is_there(page: str) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", (DOCS / page).read_text("utf-8"), flags=re.DOTALL)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]

    assert [one for one in links if one and "://" not in one and not (DOCS / page).parent.joinpath(one).exists()] == []


@pytest.mark.parametrize("page", sorted(path.name for path in (DOCS / "fr").glob("*.md")))
def test_a_french_page_has_the_code_of_the_english_one(page: str) -> None:
    english = page if page == "tutorial.md" else f"howto/{page}"

    assert blocks(f"fr/{page}") == blocks(english)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as `annotate lab` makes it, with what a page needs beside."""
    copy_samples(tmp_path)
    (tmp_path / "notebooks" / "europresse.html").write_bytes(press_samples.europresse_page())
    (tmp_path / "people.csv").write_text("person,party\nKaroline Leavitt,Republican\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def a_study_with_tags() -> None:
    with annotate.open_project("study.db") as project:
        project.add("data/articles")
        project.add_tags(annotate.read_csv("data/sample_tags.csv"))
        quoted = ["Karoline Leavitt", "Mme Leavitt", "K. Leavitt", "Mike Leavitt", "la porte-parole"]
        text = " ".join(f"{nth} is said here." for nth in range(len(quoted)))
        project.add(pd.DataFrame({"article_id": ["courier-12", "phare-3"], "text": [text, f"{text} So."]}))
        for article_id in ("courier-12", "phare-3"):
            spans = project.passages(articles=article_id)[["start", "end"]].to_numpy().tolist()
            for (start, end), one in zip(spans, quoted, strict=False):
                kind = "named" if "L" in one else "unnamed"
                project.tag(article_id, start, end, "attributed_claim", speaker=one, speaker_kind=kind, coder="mj")


RUN = [
    "tutorial.md",
    *(f"howto/{path.name}" for path in sorted((DOCS / "howto").glob("*.md"))),
    "speakers.md",
    "events.md",
]


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN)
def test_what_a_page_shows_runs_from_top_to_bottom(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, object] = {}
    if page in ("speakers.md", "events.md"):
        a_study_with_tags()
    else:  # walked in the folder that JupyterLab opens
        monkeypatch.chdir(folder / "notebooks")
    for code in blocks(page):
        exec(compile(code, page, "exec"), names)
    plt.close("all")

    assert "annotate" in names


def test_the_site_fetches_nothing_from_elsewhere() -> None:
    assert SITE["theme"]["font"] is False
    assert SITE["strict"] is True
