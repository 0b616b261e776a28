"""Notebook 01 in a real JupyterLab: what the keys say is what the store holds, also after a restart."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser import chromium
from tests.browser.lab import Lab, browse, kill_kernel, open_notebook, restart_kernel, run_cells, serve, wait_for_kernel

pytestmark = pytest.mark.browser

NOTEBOOK = "notebooks/01_tag_articles.ipynb"
CODE_CELLS_TO_THE_TAGGER = 4  # with the text cells between them
EVERY_KEY = [
    *"abcdefghijklmnopqrstuvwxyz0123456789?[].,;:!-+=/'",
    "Enter",
    "Delete",
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with serve(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="module")
def browser_path() -> str:
    return chromium.find() or pytest.fail(chromium.NONE_TO_BE_HAD)


@pytest.fixture
def page(lab: Lab, browser_path: str) -> Iterator[Page]:
    """Notebook 01, run to the tagger, in a fresh project; the tagger has the keyboard."""
    for left in lab.folder.glob("notebooks/my_study.db*"):
        left.unlink()
    for session in lab.ask("sessions"):
        lab.ask(f"sessions/{session['id']}", method="DELETE")
    with browse(browser_path) as opened:
        show_tagger(opened, lab)
        yield opened


def show_tagger(page: Page, lab: Lab) -> None:
    open_notebook(page, lab, NOTEBOOK)
    run_cells(page, CODE_CELLS_TO_THE_TAGGER)
    page.wait_for_selector(".annotate-passage", timeout=60_000)
    reach_by_keyboard(page)


def reach_by_keyboard(page: Page) -> None:
    """Press Tab until the tagger has the keyboard, as somebody without a mouse does."""
    for _ in range(30):
        if page.evaluate("document.activeElement.classList.contains('annotate-page')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never reached the tagger")


def all_saved(page: Page) -> None:
    expect(page.locator(".annotate-state")).to_have_attribute("data-state", "saved", timeout=20_000)


def tags(lab: Lab) -> pd.DataFrame:
    with annotate.open_project(lab.folder / "notebooks/my_study.db") as project:
        return project.tags()


def passages(lab: Lab, coder: str = "me") -> pd.DataFrame:
    with annotate.open_project(lab.folder / "notebooks/my_study.db") as project:
        table = project.passages(coder)
    return table[table["article_id"] == table["article_id"].iloc[0]]


def test_a_whole_article_is_tagged_by_keyboard_and_outlives_the_kernel(page: Page, lab: Lab) -> None:
    count = page.locator(".annotate-passage").count()
    keys = [str(nth % 3 + 1) for nth in range(count - 1)] + ["0"]
    names = {"1": "opinion", "2": "reported_fact", "3": "attributed_claim", "0": "excluded"}
    expected = []
    for nth, key in enumerate(keys):
        page.keyboard.press(key)
        speaker = ""
        if key == "3":
            speaker = f"Speaker {nth % 6} 😀"
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(speaker)
            page.keyboard.press("Delete")  # whatever was completed after the caret
            page.keyboard.press("Enter")
        expected.append((names[key], speaker))
    all_saved(page)

    kept = tags(lab)
    assert list(zip(kept["label"], kept["speaker"], strict=True)) == expected
    assert kept["text"].tolist() == passages(lab)["text"].tolist()

    restart_kernel(page)
    run_cells(page, CODE_CELLS_TO_THE_TAGGER)
    expect(page.locator(".annotate-passage:not([data-label=''])")).to_have_count(count, timeout=60_000)
    pd.testing.assert_frame_equal(tags(lab), kept)


def test_a_split_a_merge_and_their_undoing(page: Page, lab: Lab) -> None:
    before = passages(lab)["text"].tolist()

    page.keyboard.press("s")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    all_saved(page)
    first, rest = before[0].split(maxsplit=1)
    assert passages(lab)["text"].tolist() == [first, rest, *before[1:]]

    page.keyboard.press("m")
    all_saved(page)
    assert passages(lab)["text"].tolist() == before

    for key in ("u", "u", "r", "r"):
        page.keyboard.press(key)
        all_saved(page)
    assert passages(lab)["text"].tolist() == before


def test_a_preface_gets_a_source_of_its_own(page: Page, lab: Lab) -> None:
    page.keyboard.press("v")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The editor of this page")
    page.keyboard.press("Shift+Enter")  # this passage only
    page.keyboard.press("1")
    page.keyboard.press("2")
    all_saved(page)

    sources = passages(lab)["source"].tolist()
    assert sources[0] == "The editor of this page"
    assert sources[0] not in sources[1:]
    assert tags(lab)["source"].tolist() == sources[:2]


def test_articles_are_walked_and_undo_goes_back_to_where_it_was_done(page: Page, lab: Lab) -> None:
    title = page.inner_text(".annotate-title")
    page.keyboard.press("1")
    all_saved(page)
    page.keyboard.press("]")
    expect(page.locator(".annotate-title")).not_to_have_text(title)

    page.keyboard.press("u")

    expect(page.locator(".annotate-title")).to_have_text(title)
    all_saved(page)
    assert tags(lab).empty


def test_no_key_reaches_the_notebook_around(page: Page) -> None:
    def cells() -> list[str]:
        return page.evaluate(
            "window.jupyterapp.shell.currentWidget.model.cells.length + ':' + "
            "JSON.stringify(window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.type))"
        )

    before = cells()
    for key in EVERY_KEY:
        page.keyboard.press(key)
        page.keyboard.press("Escape")
    for key in ("d", "d", "Shift+A", "Shift+M", "Control+Shift+h"):
        page.keyboard.press(key)

    assert cells() == before
    assert page.evaluate("document.activeElement.closest('.annotate-tagger') !== null")


def test_tags_are_recorded_while_a_cell_runs(page: Page, lab: Lab) -> None:
    page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute(
                   { code: 'import time; time.sleep(20)' }); }"""
    )
    page.wait_for_timeout(500)
    for key in "121":
        page.keyboard.press(key)

    expect(page.locator(".annotate-state")).to_have_attribute("data-state", "saved", timeout=8_000)
    assert tags(lab)["label"].tolist() == ["opinion", "reported_fact", "opinion"]


def test_what_the_kernel_never_confirmed_is_sent_again(page: Page, lab: Lab) -> None:
    page.keyboard.press("1")
    all_saved(page)
    kill_kernel(page, lab)
    for key in "22":
        page.keyboard.press(key)
    expect(page.locator(".annotate-state")).not_to_have_attribute("data-state", "saved")

    wait_for_kernel(page)
    run_cells(page, CODE_CELLS_TO_THE_TAGGER)

    expect(page.locator(".annotate-passage:not([data-label=''])")).to_have_count(3, timeout=60_000)
    all_saved(page)
    assert tags(lab)["label"].tolist() == ["opinion", "reported_fact", "reported_fact"]


def test_the_seed_page_is_tagged_to_the_end(lab: Lab, browser_path: str, seed_page: Path) -> None:
    """The page with two voices: 30 passages, their sources and speakers, and back from CSV equal."""
    pytest.skip("written with the seed page")
