"""The explorer in a real JupyterLab: what is chosen is what is drawn and told."""

import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import REPOSITORY, Lab, open_notebook, run_cells, write_notebook

pytestmark = pytest.mark.browser


def test_one_source_is_chosen_and_the_chart_and_its_numbers_follow(desk: Page, lab: Lab) -> None:
    code = "import annotate\nannotate.explore(annotate.read_csv('data/sample_tags.csv'))"
    open_notebook(desk, write_notebook(lab, "explorer.ipynb", code))
    run_cells(desk)
    explorer = desk.locator(".jp-OutputArea-output").first
    chart = explorer.locator("img").first
    before = str(chart.get_attribute("src"))
    assert before.startswith("data:image/svg+xml;base64,")  # crisp at any zoom; a script in it would not run

    sources = explorer.get_by_role("group", name="Sources").get_by_role("button")
    sources.first.focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Space")
    expect(sources.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(sources.nth(1)).to_be_focused()

    tags = annotate.read_csv(REPOSITORY / "data/sample_tags.csv")
    chosen = tags[tags["source"] == sorted(tags["source"].unique())[1]]
    told = f"{len(chosen)} tags by {chosen['coder'].nunique()} coders on {chosen['article_id'].nunique()} articles of 1"
    expect(explorer).to_contain_text(told)
    expect(chart).not_to_have_attribute("src", before)

    dot = explorer.locator(".annotate-dot").first
    dot.focus()
    desk.keyboard.press("Enter")
    expect(explorer.locator(".annotate-passages li").first).to_be_visible()
    expect(explorer.locator(".annotate-dot[aria-pressed=true]")).to_have_count(1)
    explorer.locator(".annotate-chip").click()
    expect(explorer.locator(".annotate-chip")).to_have_count(0)
    expect(sources.nth(1)).to_have_attribute("aria-pressed", "false")
