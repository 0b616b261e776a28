"""No key pressed in a widget reaches the notebook around it, in JupyterLab and in Notebook 7."""

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page

import annotate
from tests.browser.keys import CONTROLS, no_key_leaves
from tests.browser.lab import TOKEN, Lab, open_notebook, run_cells, wait_for_kernel, write_notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDGETS = {
    "annotate.Tagger(project, coder='mj')": ".annotate-tagger",
    "annotate.explore(project)": ".annotate-own-keys",
    "annotate.Intake(None, project)": ".annotate-intake",
}


@pytest.fixture(params=WIDGETS)
def widget(request: pytest.FixtureRequest, lab: Lab) -> tuple[str, str]:
    """A notebook that shows a widget between two cells, and where the widget is found."""
    for left in lab.folder.glob("keys.db*"):
        left.unlink()
    with annotate.open_project(lab.folder / "keys.db") as project:
        text = "Cowards run this town. The council votes on Friday."
        project.add(pd.DataFrame({"article_id": ["vote"], "text": [text], "language": ["en"], "source": ["Courier"]}))
        project.tag("vote", 0, 22, "opinion", coder="mj")  # who has begun starts on an article, not on the shelf
    shown = f"import annotate\nproject = annotate.open_project('keys.db')\n{request.param}"
    return write_notebook(lab, "keys.ipynb", "1 + 1", shown, "2 + 2"), WIDGETS[request.param]


def shown(page: Page, place: str) -> Locator:
    run_cells(page)
    found = page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) {place}")
    found.locator(f"{CONTROLS}:visible").first.wait_for(timeout=60_000)
    known = 0
    while (count := found.locator(CONTROLS).count()) != known:  # until it has drawn all
        known = count
        page.wait_for_timeout(400)
    return found


def test_no_key_leaves_a_widget_in_jupyterlab(desk: Page, widget: tuple[str, str]) -> None:
    notebook, place = widget
    open_notebook(desk, notebook)

    assert no_key_leaves(desk, shown(desk, place)) > 0


IN_NOTEBOOK_7 = [pytest.param(name, marks=() if "Tagger" in name else pytest.mark.long) for name in WIDGETS]
"""What keeps keys is the same for all, and each control is tried in JupyterLab: here one widget is enough each time."""


@pytest.mark.parametrize("widget", IN_NOTEBOOK_7, indirect=True)
def test_no_key_leaves_a_widget_in_notebook_7(desk: Page, lab: Lab, widget: tuple[str, str]) -> None:
    notebook, place = widget
    desk.goto(f"{lab.address}/notebooks/{notebook}?token={TOKEN}")
    wait_for_kernel(desk)

    assert no_key_leaves(desk, shown(desk, place)) > 0
