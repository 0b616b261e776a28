"""The tagger in Notebook 7: JupyterLab's parts in another frame."""

import pandas as pd
import pytest
from playwright.sync_api import Page

import annotate
from tests.browser.lab import (
    TOKEN,
    Lab,
    all_saved,
    reach_by_keyboard,
    run_cells,
    tagger,
    tagger_notebook,
    wait_for_kernel,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def notebook(desk: Page, lab: Lab) -> Page:
    """An article of two passages in Notebook 7's own page, the keyboard in the tagger."""
    text = "Cowards run this town. The council votes on Friday."
    with annotate.open_project(lab.folder / "seven.db") as project:
        project.add(pd.DataFrame({"article_id": ["vote"], "text": [text], "language": ["en"], "source": ["Courier"]}))
    desk.goto(f"{lab.address}/notebooks/{tagger_notebook(lab, 'seven.db')}?token={TOKEN}")
    wait_for_kernel(desk)
    run_cells(desk)
    tagger(desk).locator(".annotate-passage").first.wait_for(timeout=60_000)
    reach_by_keyboard(desk)
    return desk


def test_an_article_is_tagged_in_notebook_7(notebook: Page, lab: Lab) -> None:
    notebook.keyboard.press("Home")
    for key in ("1", "2"):
        notebook.keyboard.press(key)
    all_saved(notebook)
    with annotate.open_project(lab.folder / "seven.db") as project:
        assert project.tags()["label"].tolist()[-2:] == ["opinion", "reported_fact"]
