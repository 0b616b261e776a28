"""The pages that are made of plain controls, in a real JupyterLab: a codebook is revised, events are confirmed."""

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import Lab, open_notebook, run_cells, write_notebook
from tests.test_confirmed_events import DYKE

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

    also = page.get_by_label("Also split into")
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


def test_an_event_is_confirmed_without_what_does_not_belong_and_taken_back_by_keyboard(desk: Page, lab: Lab) -> None:
    for left in lab.folder.glob("events*"):
        left.unlink()
    study = lab.folder / "events.db"
    with annotate.open_project(study) as project:
        rows = pd.DataFrame(DYKE, columns=["article_id", "source", "text"])
        project.add(rows.assign(published="2026-03-03", title="<b>News</b>"))
    made = "import annotate\nproject = annotate.open_project('events.db')\nannotate.Events(project, coder='mj')"
    open_notebook(desk, write_notebook(lab, "events.ipynb", made, "1 + 1"))
    run_cells(desk)
    page = desk.locator(".annotate-own-keys").first
    expect(page).to_contain_text("1 proposal is open", timeout=60_000)

    page.get_by_role("checkbox").last.focus()
    desk.keyboard.press("x")  # which would cut the cell
    desk.keyboard.press(" ")
    name = page.get_by_label("Event", exact=True)
    name.focus()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("the dyke")
    page.get_by_role("button", name="Keep as one event").focus()
    desk.keyboard.press("Enter")
    expect(page).to_contain_text("3 articles kept as “the dyke”")
    with annotate.open_project(study) as project:
        assert (project.articles()["event"] == "the dyke").sum() == 3
    page.get_by_role("button", name="Undo").focus()
    desk.keyboard.press("Enter")

    expect(page).to_contain_text("Undone. 1 proposal is open")
    with annotate.open_project(study) as project:
        assert "event" not in project.articles()
    assert desk.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length") == 2
