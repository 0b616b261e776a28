"""Every page of a notebook: what axe finds, how large targets are, what fits 320 pixels."""

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

import annotate
from tests.browser.lab import Lab, open_notebook, run_cells, write_notebook
from tests.browser.test_for_everyone import AXE

pytestmark = pytest.mark.browser

TEXT = "The council voted on Friday, said Ann Lee. It is a disgrace.\nThe mayor, Ann Lee, will resign, said Lee."

PAGES = {
    "annotate.Tagger(project, coder='mj', article_id='a0')": ".annotate-passage",
    "annotate.Adjudicator(project, coder='lead')": ".annotate-reading",
    "annotate.Intake(None, project)": ".annotate-intake-row, .annotate-row, input",
    "annotate.explore(project)": ".annotate-frame img",
    "annotate.Reviser(project, coder='lead')": "select option",
    "annotate.Events(project, coder='lead')": "select option",
    "annotate.Speakers(project, coder='lead')": ".annotate-speakers tbody tr",
}
"""Each page, as a cell makes it, and what is there once it is drawn."""

OVER = {"g": ".annotate-shelf-row", "Control+Shift+f": ".annotate-finder input", "q": ".annotate-queue"}
"""What stands over the tagger, by the key that opens it."""

SERIOUS = """async (page) => {
    const { violations } = await axe.run(page);
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200) + node.failureSummary)}`);
}"""

LEAST = 24
"""The pixels that a target is high and wide: WCAG 2.2, 2.5.8."""

SMALL = """([page, least]) => {
    const isSeen = (one) => one.checkVisibility({ checkVisibilityCSS: true }) && one.getClientRects().length > 0;
    const isInText = (one) => one.matches("a") && one.closest("p, li, td");
    return [...page.querySelectorAll("button, select, input, textarea, a[href], summary, [role=button], [role=option]")]
        .filter((one) => isSeen(one) && !one.disabled && !isInText(one))
        // A box with words beside it is as large as its label.
        .map((one) => (one.matches("[type=checkbox], [type=radio]") && one.closest("label")) || one)
        .filter((one) => one.getBoundingClientRect().width < least || one.getBoundingClientRect().height < least)
        .map((one) => one.outerHTML.slice(0, 120));
}"""

CUT = """(page) => {
    const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
    const isIn = (one) => { // what scrolls by itself (a table, a chart) may be wider than it is seen
        for (let at = one; at && page.contains(at); at = at.parentElement) if (scrolls(at)) return true;
        return false;
    };
    const { left, right } = page.getBoundingClientRect();
    return [...page.querySelectorAll("*")]
        .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }) && one.getClientRects().length)
        .filter((one) => !one.closest(".annotate-voice, svg") && getComputedStyle(one).position !== "absolute")
        .filter((one) => {
            const box = one.getBoundingClientRect();
            return (box.right > right + 1 || box.left < left - 1) && !isIn(one);
        })
        .map((one) => `${one.outerHTML.slice(0, 100)} ${Math.round(one.getBoundingClientRect().right - right)}`);
}"""
"""What stands out of a page that is 320 pixels wide: a window of 1,280 at 400 %."""


def make_study(lab: Lab) -> None:
    for left in lab.folder.glob("pages.db*"):
        left.unlink()
    about = {
        "article_id": [f"a{nth}" for nth in range(6)],
        "title": [f"Vote {nth} on the long-awaited reconstruction" for nth in range(6)],
        "source": ["Courier", "Le Phare"] * 3,
        "published": ["2026-03-01", "2026-03-02"] * 3,
        "text": [f"{TEXT} This is the page numbered {nth} of them." for nth in range(6)],
    }
    with annotate.open_project(lab.folder / "pages.db") as project:
        project.add(pd.DataFrame({**about, "language": "en"}))
        for coder, second in (("mj", "opinion"), ("ann", "reported_fact")):
            for article_id in ("a0", "a1"):
                spans = project.passages(coder, articles=[article_id])[["start", "end"]].to_numpy().tolist()
                named = {"speaker": "Ann Lee", "speaker_kind": "named"}
                project.tag(article_id, *spans[0], "attributed_claim", coder=coder, **named)
                project.tag(article_id, *spans[1], second, coder=coder, unsure=True, note="irony?")


def faults(page: Page, part: Locator) -> list[str]:
    """Return what is wrong with a page as it stands, in its own width and in 320 pixels."""
    found = list(page.evaluate(SERIOUS, part.element_handle()))
    for width in ("", "320px"):
        part.evaluate("(page, width) => { page.parentElement.style.width = width; }", width)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found += [f"small at {width}: {one}" for one in page.evaluate(SMALL, [part.element_handle(), LEAST])]
    found += [f"cut off at 320px: {one}" for one in part.evaluate(CUT)]
    part.evaluate("(page) => { page.parentElement.style.width = ''; }")
    return found


@pytest.mark.slow
def test_no_page_has_what_axe_calls_serious_a_target_too_small_or_anything_cut_off_at_400_percent(
    desk: Page, lab: Lab
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `npm ci`")
    make_study(lab)
    first = "import annotate\nproject = annotate.open_project('pages.db')"
    open_notebook(desk, write_notebook(lab, "pages.ipynb", first, *PAGES))
    run_cells(desk)
    desk.evaluate(AXE.read_text())
    desk.evaluate("document.body.style.height = '100vh'")  # of which axe would take all for invisible
    cells = desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell")
    found: dict[str, list[str]] = {}
    for nth, (code, drawn) in enumerate(PAGES.items(), 1):
        part = cells.nth(nth).locator(".jp-OutputArea-output").last.locator(":scope > *").first
        part.locator(drawn).first.wait_for(timeout=60_000)
        found[code] = faults(desk, part)
        if nth == 1:
            part.locator(".annotate-page").focus()
            for key, open_part in OVER.items():
                desk.keyboard.press(key)
                expect(part.locator(open_part).first).to_be_visible()
                found[open_part] = faults(desk, part)
                desk.keyboard.press("Escape")

    assert {page: faults for page, faults in found.items() if faults} == {}
