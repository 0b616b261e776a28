"""The page of who is quoted in a real JupyterLab: merged, kept apart, described and taken back by keyboard."""

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import Lab, open_notebook, run_cells, write_notebook

pytestmark = pytest.mark.browser

NOTE = "Karoline Leavitt objects. Nobody will know, says Leavitt. The press secretary, Karoline Leavitt, left."


def test_people_are_merged_kept_apart_described_and_taken_back_by_keyboard(desk: Page, lab: Lab) -> None:
    for left in lab.folder.glob("quoted.db*"):
        left.unlink()
    with annotate.open_project(lab.folder / "quoted.db") as project:
        project.add(pd.DataFrame({"article_id": ["note"], "text": [NOTE], "language": "en"}))
        for span, speaker, kind in [((0, 25), "Karoline Leavitt", "named"), ((26, 57), "Leavitt", "named"),
                                    ((58, 102), "the press secretary", "unnamed")]:  # fmt: skip
            project.tag("note", *span, "attributed_claim", speaker=speaker, speaker_kind=kind, coder="mj")
    made = "import annotate\nproject = annotate.open_project('quoted.db')\nannotate.Speakers(project, coder='mj')"
    open_notebook(desk, write_notebook(lab, "quoted.ipynb", made, "1 + 1"))
    run_cells(desk)
    page = desk.locator(".annotate-speakers")
    merges, people = page.locator("li"), page.locator("tbody tr")
    expect(merges).to_have_count(2, timeout=60_000)
    expect(people).to_have_count(3)

    merges.first.focus()
    desk.keyboard.press("x")  # which would cut the cell
    expect(merges).to_have_count(1)
    desk.keyboard.press("Enter")
    expect(merges).to_have_count(0)
    expect(people).to_have_count(2)
    expect(people.first).to_be_focused()
    desk.keyboard.press("d")
    desk.keyboard.type("dd 00 press")
    desk.keyboard.press("Enter")
    expect(people.first.locator("[data-name=role]")).to_have_value("dd 00 press")
    desk.keyboard.press("u")
    desk.keyboard.press("u")
    desk.keyboard.press("u")
    expect(merges).to_have_count(2)
    expect(people).to_have_count(3)
    for key in ("End", " ", "ArrowUp", "m"):
        desk.keyboard.press(key)
    desk.keyboard.type("K. Leavitt")
    desk.keyboard.press("Enter")

    expect(people.locator("th").filter(has_text="K. Leavitt")).to_have_count(1)
    with annotate.open_project(lab.folder / "quoted.db") as project:
        assert project.tags()["person"].tolist() == ["Karoline Leavitt", "K. Leavitt", "K. Leavitt"]
    assert desk.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length") == 2
