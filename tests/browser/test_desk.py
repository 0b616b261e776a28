"""The desk: every article at hand, by keyboard and by mouse, and no more travels than is in sight."""

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

import annotate
from tests.browser.lab import Lab, all_saved, open_notebook, run_cells, tagger, tagger_notebook, write_notebook

pytestmark = pytest.mark.browser

TOPICS = ["Budget of the town", "Flood on the river", "Évêque et maire", "Strike at the harbour"]
MANY = 200


@pytest.fixture
def study(desk: Page, lab: Lab) -> Page:
    """A study of two hundred articles, just opened by a coder who begins: its shelf."""
    for left in lab.folder.glob("desk.db*"):
        left.unlink()
    with annotate.open_project(lab.folder / "desk.db") as project:
        about = {
            "article_id": [f"a{nth}" for nth in range(MANY)],
            "title": [f"{TOPICS[nth % 4]} {nth}" for nth in range(MANY)],
            "source": [["Courier", "Le Phare", "Gazette"][nth % 3] for nth in range(MANY)],
            "published": [f"2026-0{1 + nth % 9}-1{nth % 10}" for nth in range(MANY)],
            "region": [["north", "south"][nth % 2] for nth in range(MANY)],
            "text": [f"It rained {nth} times. The mayor of town {nth} is a coward." for nth in range(MANY)],
        }
        project.add(pd.DataFrame({**about, "language": "en"}))
    return desk


def begin(page: Page, lab: Lab, options: str = "") -> Locator:
    open_notebook(page, tagger_notebook(lab, "desk.db", options=options))
    run_cells(page)
    shelf = tagger(page).locator(".annotate-shelf")
    shelf.locator(".annotate-shelf-row").first.wait_for(timeout=60_000)
    shelf.locator("input").focus()
    return shelf


def title(page: Page) -> Locator:
    return page.locator(".annotate-title")


def test_a_coder_begins_on_the_shelf_and_a_named_article_is_a_word_away(study: Page, lab: Lab) -> None:
    shelf = begin(study, lab)
    expect(shelf.get_by_role("status")).to_have_text(f"{MANY} articles")

    study.keyboard.type("flood 101")  # a word would do; here its number, too
    expect(shelf.get_by_role("status")).to_have_text("1 article")
    study.keyboard.press("Enter")

    expect(title(study)).to_have_text("Flood on the river 101")
    expect(shelf).to_be_hidden()
    assert study.evaluate("document.activeElement.classList.contains('annotate-page')")
    study.keyboard.press("1")
    study.keyboard.press("2")
    all_saved(study)
    with annotate.open_project(lab.folder / "desk.db") as project:
        assert project.tags()[["article_id", "label"]].to_numpy().tolist() == [
            ["a101", "opinion"],
            ["a101", "reported_fact"],
        ]


def test_enter_at_once_opens_what_was_typed_and_not_what_was_shown(study: Page, lab: Lab) -> None:
    shelf = begin(study, lab)

    study.keyboard.type("eveque 42")
    study.keyboard.press("Enter")

    expect(title(study)).to_have_text("Évêque et maire 42")
    expect(shelf).to_be_hidden()


def test_the_shelf_shows_progress_marks_groups_and_order_and_escape_returns(study: Page, lab: Lab) -> None:
    with annotate.open_project(lab.folder / "desk.db") as project:
        first, second = project.passages("mj")[["start", "end"]].head(2).itertuples(index=False)
        project.tag("a0", *first, "reported_fact", coder="mj")
        project.tag("a0", *second, "opinion", coder="mj", unsure=True, note="irony?")
        project.set_aside("a3", reason="a test page", coder="lead")
    open_notebook(study, tagger_notebook(lab, "desk.db"))
    run_cells(study)
    expect(title(study)).to_have_text("Budget of the town 0")  # the article in work, not the shelf
    tagger(study).locator(".annotate-page").focus()
    study.keyboard.press("g")
    shelf = tagger(study).locator(".annotate-shelf")
    rows = shelf.locator(".annotate-shelf-row")

    expect(rows.nth(0)).to_contain_text("1 unsure")
    expect(rows.nth(0)).to_contain_text("1 note")
    expect(rows.nth(0)).to_contain_text("2 / 2")
    expect(rows.nth(3)).to_contain_text("set aside")
    shelf.get_by_label("Groups").select_option("region")
    expect(rows.nth(0)).to_contain_text(f"north ({MANY // 2} articles)")
    shelf.get_by_label("Groups").select_option("")
    shelf.get_by_label("Order").select_option("title")
    expect(rows.nth(0)).to_contain_text("Budget of the town 0")
    expect(rows.nth(1)).to_contain_text("Budget of the town 100")
    shelf.locator("input").focus()
    study.keyboard.press("Escape")

    expect(shelf).to_be_hidden()
    assert study.evaluate("document.activeElement.classList.contains('annotate-page')")
    expect(title(study)).to_have_text("Budget of the town 0")


def test_the_last_of_many_articles_is_a_few_keys_away_and_the_rest_never_travels(study: Page, lab: Lab) -> None:
    shelf = begin(study, lab)

    study.keyboard.press("Control+End")
    row = shelf.locator(".annotate-shelf-row[aria-selected=true]")
    expect(row).to_contain_text(f"{TOPICS[3]} {MANY - 1}")
    assert shelf.locator(".annotate-shelf-row").count() < 60
    assert row.get_attribute("id") == shelf.locator("input").get_attribute("aria-activedescendant")
    study.keyboard.press("ArrowUp")
    study.keyboard.press("Enter")

    expect(title(study)).to_have_text(f"{TOPICS[2]} {MANY - 2}")


def test_the_mouse_finds_and_opens_an_article(study: Page, lab: Lab) -> None:
    shelf = begin(study, lab)
    study.keyboard.press("Escape")
    study.locator(".annotate-bar [data-key=g]").click()
    row = shelf.locator(".annotate-shelf-row").filter(has_text="Strike at the harbour 7").first
    row.wait_for()
    shelf.locator("input").fill("strike")
    row.click()  # while its words are still looked for

    expect(title(study)).to_have_text("Strike at the harbour 7")

    study.locator(".annotate-bar [data-key=g]").click()
    row.hover()
    study.mouse.down()
    shelf.locator("input").fill("strike")
    expect(shelf.get_by_role("status")).to_have_text(f"{MANY // 4} articles")
    study.mouse.up()  # another article has come under the pointer meanwhile

    expect(shelf).to_be_hidden()
    expect(title(study)).to_have_text("Strike at the harbour 7")


def test_a_closed_notebook_shows_the_tagged_text_when_it_is_opened_again(study: Page, lab: Lab) -> None:
    in_tabs = "annotate.Tagger(project, coder='ann', article_id='a1')"
    notebook = write_notebook(
        lab,
        "closed.ipynb",
        "import annotate, ipywidgets\nproject = annotate.open_project('desk.db')",
        "annotate.Tagger(project, coder='mj', article_id='a0')",
        f"ipywidgets.Tab([ipywidgets.VBox([ipywidgets.HTML('beside'), {in_tabs}])])",
    )
    open_notebook(study, notebook)
    run_cells(study)
    taggers = study.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .annotate-tagger")
    stills = study.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .annotate-still")
    for nth in range(2):
        taggers.nth(nth).locator(".annotate-passage").first.wait_for(timeout=60_000)
        taggers.nth(nth).locator(".annotate-page").focus()
        study.keyboard.press("1")
        expect(taggers.nth(nth).locator(".annotate-state")).to_have_attribute("data-state", "saved")
    run_cells(study)
    expect(taggers.nth(1).locator(".annotate-passage[data-label=opinion]")).to_have_count(1)
    expect(stills.nth(0)).to_be_hidden()  # beside the page itself
    expect(stills.nth(1)).to_be_hidden()
    study.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    study.evaluate("window.jupyterapp.commands.execute('application:close-all')")
    lab.end_kernels()
    study.goto(lab.url)
    study.wait_for_function("window.jupyterapp?.shell", timeout=90_000)
    study.evaluate("window.jupyterapp.restored.then(() => true)")

    open_notebook(study, notebook)

    for nth in range(2):
        expect(stills.nth(nth)).to_contain_text(f"It rained {nth} times.", timeout=20_000)
        expect(stills.nth(nth)).to_contain_text("Opinion")
        expect(stills.nth(nth)).to_be_visible()
    study.wait_for_timeout(1500)
    expect(study.get_by_text("Error displaying widget")).to_have_count(2)
    for error in study.get_by_text("Error displaying widget").all():
        expect(error).to_be_hidden()

    run_cells(study)
    expect(taggers.nth(1).locator(".annotate-passage").first).to_be_visible(timeout=60_000)
    for nth in range(2):
        expect(stills.nth(nth)).to_be_hidden()


def test_unsure_passages_are_returned_to_across_articles_by_keyboard(study: Page, lab: Lab) -> None:
    with annotate.open_project(lab.folder / "desk.db") as project:
        rows = project.passages("mj")
        for article_id in ("a3", "a90", "a150"):
            start, end = rows[rows["article_id"] == article_id][["start", "end"]].iloc[1]
            project.tag(article_id, int(start), int(end), "opinion", coder="mj", unsure=True)
            project.tag("a9", 0, 17, "opinion", coder="ann", unsure=True)
    open_notebook(study, tagger_notebook(lab, "desk.db", options=", article_id='a0'"))
    run_cells(study)
    tagger(study).locator(".annotate-passage").first.wait_for()  # without it there is nothing that a key is for
    tagger(study).locator(".annotate-page").focus()
    line = tagger(study).locator(".annotate-queue")

    study.keyboard.press("q")
    study.keyboard.press("ArrowRight")
    study.keyboard.press("Space")
    expect(line.get_by_role("status")).to_contain_text("0 here · 3 in the study")
    study.keyboard.press(".")
    for nth in (3, 90, 150):
        expect(title(study)).to_have_text(f"{TOPICS[nth % 4]} {nth}")
        expect(tagger(study).locator(".annotate-passage[aria-selected=true]")).to_have_attribute("data-nth", "1")
        study.keyboard.press("?")  # sure now
        all_saved(study)
        study.keyboard.press(".")
    expect(tagger(study).locator(".annotate-error")).to_contain_text("No further passage")
    study.keyboard.press(",")
    all_saved(study)
    with annotate.open_project(lab.folder / "desk.db") as project:
        tags = project.tags()
        assert not tags[tags["coder"] == "mj"]["unsure"].any()

    run_cells(study)
    expect(line.first).to_be_visible()  # kept with the coder
    expect(line.first.locator("[aria-pressed=true]")).to_have_text("unsure")


def test_words_are_searched_marked_and_gone_through(study: Page, lab: Lab) -> None:
    open_notebook(study, tagger_notebook(lab, "desk.db", options=", article_id='a0'"))
    run_cells(study)
    tagger(study).locator(".annotate-passage").first.wait_for()  # without it there is nothing that a key is for
    tagger(study).locator(".annotate-page").focus()

    study.keyboard.press("Control+f")
    study.keyboard.type("TOWN 12")
    line = tagger(study).locator(".annotate-queue")
    expect(line.get_by_role("status")).to_contain_text("0 here · 11 in the study")
    study.keyboard.press("Enter")

    expect(title(study)).to_have_text("Budget of the town 12")
    expect(tagger(study).locator(".annotate-passage[aria-selected=true]")).to_have_attribute("data-nth", "1")
    assert study.evaluate("[...CSS.highlights.get('annotate-found')].map(String)") == ["town 12"]
    assert study.evaluate("document.activeElement.classList.contains('annotate-page')")
    study.keyboard.press(".")
    expect(title(study)).to_have_text("Budget of the town 120")
    study.keyboard.press(",")
    expect(title(study)).to_have_text("Budget of the town 12")
    study.keyboard.press("/")
    study.keyboard.press("Tab")
    study.keyboard.press("Enter")  # show all
    expect(line).to_be_hidden()
    assert study.evaluate("[...CSS.highlights.get('annotate-found')].length") == 0

    study.keyboard.press("Control+Shift+f")  # the whole study
    study.keyboard.type("cow*")
    finder = tagger(study).locator(".annotate-finder")
    expect(finder.get_by_role("status")).to_have_text("50 hits and more")
    study.keyboard.press("Control+End")
    study.keyboard.press("Control+End")  # what follows is asked for as it is neared
    expect(finder.get_by_role("status")).to_contain_text("and more")
    study.keyboard.press("Control+a")
    study.keyboard.type("town 15*")
    expect(finder.get_by_role("status")).to_have_text("11 hits")
    study.keyboard.press("ArrowDown")
    row = finder.locator(".annotate-hit[aria-selected=true]")
    expect(row).to_contain_text("The mayor of town 150 is a coward.")
    study.keyboard.press("Enter")
    expect(title(study)).to_have_text(f"{TOPICS[2]} 150")
    expect(tagger(study).locator(".annotate-passage[aria-selected=true]")).to_have_attribute("data-nth", "1")
    assert study.evaluate("[...CSS.highlights.get('annotate-found')].map(String)") == ["town 150"]
    assert study.evaluate("document.activeElement.classList.contains('annotate-page')")
    study.keyboard.press("1")
    all_saved(study)
    study.keyboard.press("w")  # as it was left, with what was decided since
    expect(row).to_contain_text("Opinion")
    study.keyboard.press("Escape")
    expect(finder).to_be_hidden()
    assert study.evaluate("document.activeElement.classList.contains('annotate-page')")
    assert study.evaluate("[...CSS.highlights.get('annotate-found')].length") == 0
    expect(title(study)).to_have_text(f"{TOPICS[2]} 150")
