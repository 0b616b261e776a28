"""No key pressed in a widget reaches the notebook around it, in JupyterLab and in Notebook 7."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page

import annotate
from tests.browser.keys import CONTROLS, no_key_leaves
from tests.browser.lab import TOKEN, Lab, open_notebook, run_cells, wait_for_kernel, write_notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Shown(NamedTuple):
    """A cell that shows a widget, where it is found, and the key that opens its panel in the article."""

    code: str
    place: str
    panel: str = ""
    key: str = ""


TAGGER = Shown("annotate.Tagger(project, coder='mj')", ".annotate-tagger")
WIDGETS = {
    "tagger": TAGGER,
    "shelf": Shown("annotate.Tagger(project, coder='cd')", ".annotate-tagger", ".annotate-shelf", "g"),
    "search": Shown("annotate.Tagger(project, coder='ef')", ".annotate-tagger", ".annotate-finder", "w"),
    "explorer": Shown("annotate.explore(project)", ".annotate-own-keys"),
    "intake": Shown("annotate.Intake(None, project)", ".annotate-intake"),
    "adjudicator": Shown("annotate.Adjudicator(project, coder='lead')", ".annotate-judge"),
    "speakers": Shown("annotate.Speakers(project, coder='lead')", ".annotate-speakers"),
    "reviser": Shown("annotate.Reviser(project, coder='lead')", ".annotate-own-keys"),
    "events": Shown("annotate.Events(project, coder='lead')", ".annotate-own-keys"),
}
CELLS = ["1 + 1", *(one.code for one in WIDGETS.values()), "2 + 2"]


@pytest.fixture
def notebook(lab: Lab) -> str:
    """A notebook with all widgets, each between two cells."""
    for left in lab.folder.glob("keys.db*"):
        left.unlink()
    with annotate.open_project(lab.folder / "keys.db") as project:
        text = "Cowards run this town. The council votes on Friday."
        pages = {"article_id": ["vote", "again"], "text": [text, f"{text} So it goes."], "language": "en"}
        project.add(pd.DataFrame({**pages, "source": ["Courier", "Phare"]}))
        named = {"speaker": "the council", "speaker_kind": "collective"}
        project.tag("vote", 0, 22, "reported_fact", coder="ab")
        project.tag("vote", 23, 51, "attributed_claim", coder="ab", **named)
        for coder in ("mj", "ef"):  # who has begun starts on an article, not on the shelf
            project.tag("vote", 0, 22, "opinion", coder=coder)
    first, *rest = CELLS
    return write_notebook(
        lab, "keys.ipynb", f"import annotate\nproject = annotate.open_project('keys.db')\n{first}", *rest
    )


def found(page: Page, name: str) -> Locator:
    """Bring a widget's cell into view, and wait until it has drawn all."""
    place = list(WIDGETS).index(name) + 1
    page.evaluate(
        """async (place) => {
            const { content } = window.jupyterapp.shell.currentWidget;
            content.activeCellIndex = place;
            await content.scrollToItem(place, "start");
        }""",
        place,
    )
    cell = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").locator(
        f".jp-Cell[data-windowed-list-index='{place}']"
    )
    widget = cell.locator(WIDGETS[name].place).first
    widget.locator(f"{CONTROLS}:visible").first.wait_for(timeout=60_000)
    known = 0
    while (count := widget.locator(CONTROLS).count()) != known:
        known = count
        page.wait_for_timeout(200)
    return widget


def opener(page: Page, widget: Locator, shown: Shown) -> Callable[[], None]:
    """Return what opens a widget's panel where a key has closed it, or what leaves one that a key has opened."""
    article = widget.locator(".annotate-page")

    def show() -> None:
        while shown == TAGGER and not article.is_visible():
            page.keyboard.press("Escape")
        if shown.panel and not widget.locator(shown.panel).is_visible():
            article.press(shown.key)
            widget.locator(shown.panel).locator("input").first.wait_for()

    return show


def no_key_leaves_any(page: Page, *, every: bool) -> None:
    run_cells(page)
    for name, shown in WIDGETS.items():
        widget = found(page, name)
        show = opener(page, widget, shown)
        show()
        panel = widget.locator(shown.panel) if shown.panel else widget
        assert no_key_leaves(page, widget, panel, every=every, show=show), name


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)])
def test_no_key_leaves_a_widget_in_jupyterlab(desk: Page, notebook: str, every: bool) -> None:
    open_notebook(desk, notebook)

    no_key_leaves_any(desk, every=every)


@pytest.mark.long
def test_no_key_leaves_a_widget_in_notebook_7(desk: Page, lab: Lab, notebook: str) -> None:
    desk.goto(f"{lab.address}/notebooks/{notebook}?token={TOKEN}")
    wait_for_kernel(desk)

    no_key_leaves_any(desk, every=False)
