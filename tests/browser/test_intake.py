"""The intake in a real JupyterLab: articles are mended, left out and added by keyboard."""

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import Lab, open_notebook, run_cells, write_notebook

pytestmark = pytest.mark.browser


def test_articles_are_mended_left_out_and_added_by_keyboard(desk: Page, lab: Lab) -> None:
    for left in lab.folder.glob("intake.db*"):
        left.unlink()
    texts = ["The council votes on Friday.", "It rains in town.", "Buy two shirts."]
    table = pd.DataFrame({"article_id": ["a", "b", "c"], "title": ["Vote", "Rain", "Shirts"], "text": texts})
    table.to_csv(lab.folder / "incoming.csv", index=False)
    made = "import annotate\nproject = annotate.open_project('intake.db')\n"
    open_notebook(desk, write_notebook(lab, "intake.ipynb", f"{made}annotate.Intake('incoming.csv', project)", "1 + 1"))
    run_cells(desk)
    page = desk.locator(".annotate-intake")
    cells = page.locator("[data-name=source]")
    expect(cells).to_have_count(3, timeout=60_000)

    cells.first.focus()
    desk.keyboard.type("The Quay")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.type("Kelmouth Tidings", delay=60)  # while the kernel answers about the first one
    desk.keyboard.press("Enter")
    for nth, source in enumerate(["The Quay", "Kelmouth Tidings"]):
        expect(cells.nth(nth)).to_have_attribute("title", "changed; originally: nothing")
        expect(cells.nth(nth)).to_have_value(source)
    cells.first.focus()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("Courier dd 00")  # keys that mean something to the notebook, too
    desk.keyboard.press("Control+d")
    expect(cells.nth(2)).to_have_value("Courier dd 00")
    desk.keyboard.press("Control+z")
    expect(cells.nth(2)).to_have_value("")
    desk.keyboard.press("Control+a")
    desk.keyboard.type("Courier dd 00")
    desk.keyboard.press("Control+d")
    expect(cells.nth(2)).to_have_value("Courier dd 00")
    expect(cells.nth(2)).to_have_attribute("title", "changed; originally: nothing")
    desk.keyboard.press("Control+Shift+z")  # none of the notebook's undoing
    page.get_by_role("textbox", name="find articles, Enter").focus()
    desk.keyboard.type("shirts")
    desk.keyboard.press("Enter")
    expect(cells).to_have_count(1)
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Delete")
    desk.keyboard.press("Enter")
    expect(cells).to_have_count(3)
    page.locator("[data-keep][data-row='2']").focus()
    desk.keyboard.press("Space")
    expect(page.locator(".annotate-intake-said")).to_have_text("3 articles found, 2 kept")
    page.get_by_role("button", name="Add 2 articles").focus()
    desk.keyboard.press("Enter")

    expect(page.locator(".annotate-intake-said")).to_have_text("2 articles added", timeout=20_000)
    with annotate.open_project(lab.folder / "intake.db") as project:
        assert project.articles()[["article_id", "source"]].to_numpy().tolist() == [
            ["a", "Courier dd 00"],
            ["b", "Courier dd 00"],
        ]
    assert desk.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length") == 2
