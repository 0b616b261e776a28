"""The page on which a codebook is revised, in a real JupyterLab: renamed, split and taken back by keyboard."""

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import Lab, open_notebook, run_cells, write_notebook

pytestmark = pytest.mark.browser

NOTE = "The council votes on Friday. The plan will fail."


def test_a_label_is_renamed_split_and_taken_back_by_keyboard(desk: Page, lab: Lab) -> None:
    for left in lab.folder.glob("revised*"):
        left.unlink()
    study = lab.folder / "revised.db"
    with annotate.open_project(study) as project:
        project.add(pd.DataFrame({"article_id": ["note"], "text": [NOTE], "language": "en"}))
        project.tag("note", 0, 28, "reported_fact", coder="mj")
        project.tag("note", 29, 48, "opinion", coder="mj")
        before = project.tags()
    made = "import annotate\nproject = annotate.open_project('revised.db')\nannotate.Reviser(project, coder='lead')"
    open_notebook(desk, write_notebook(lab, "revised.ipynb", made, "1 + 1"))
    run_cells(desk)
    page = desk.locator(".annotate-own-keys").first
    expect(page).to_contain_text("Revise media_bias@1", timeout=60_000)
    revise = page.get_by_role("button", name="Revise", exact=True)
    expect(revise).to_be_disabled()

    page.locator("select").first.focus()
    desk.keyboard.press("x")  # which would cut the cell
    name = page.get_by_label("Name", exact=True)
    name.focus()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("judgement")
    desk.keyboard.press("Tab")
    expect(page).to_contain_text("1 tag would change")
    expect(page.locator("td").filter(has_text="renamed")).to_have_count(1)
    with annotate.open_project(study) as project:
        assert project.codebook.id == "media_bias@1"  # nothing is written by looking
    revise.focus()
    desk.keyboard.press("Enter")
    expect(page).to_contain_text("media_bias@2 is in force")
    with annotate.open_project(study) as project:
        assert project.tags()["label"].tolist() == ["reported_fact", "judgement"]

    also = page.get_by_label("Split into also")
    also.focus()
    desk.keyboard.type("prediction")
    desk.keyboard.press("Tab")
    expect(page.locator("td").filter(has_text="split")).to_have_count(1)
    revise.focus()
    desk.keyboard.press("Enter")
    expect(page).to_contain_text("1 passage needs another look")
    undo = page.get_by_role("button", name="Undo the last revision")
    for back in ("media_bias@2", "media_bias@1"):
        undo.focus()
        desk.keyboard.press("Enter")
        expect(page).to_contain_text(f"Undone: {back} is in force")

    with annotate.open_project(study) as project:
        pd.testing.assert_frame_equal(project.tags(), before)
    assert desk.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length") == 2
