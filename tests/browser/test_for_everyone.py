"""The tagger for everyone: light and dark, zoomed and narrow, by ear, in French, from right to left, shown twice."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import (
    REPOSITORY,
    Lab,
    all_saved,
    set_theme,
    show_tagger,
    tagger,
    tagger_notebook,
    write_notebook,
)

pytestmark = pytest.mark.browser

AXE = REPOSITORY / "node_modules/axe-core/axe.min.js"
LONG = "The council, which had met for the third time since the flood, will vote on Friday. It will fail, alas."
ARABIC = "قال الوزير إن الاجتماع سيعقد يوم الجمعة. إنه قرار سيئ."


TROUBLE = """(root) => {
    const state = root.querySelector(".annotate-state");
    state.dataset.state = "unsaved";
    state.textContent = "Not saved (1, kept in this browser): another program is writing to the project.";
    root.querySelector(".annotate-error").textContent = "This passage was split elsewhere.";
}"""
"""What the page looks like in trouble, to be seen at once."""


OVER = {"g": ".annotate-shelf-row", "q": ".annotate-queue", "Control+Shift+f": ".annotate-finder"}
"""What stands over the page, by the key that opens it."""


def make_project(folder: Path, name: str) -> None:
    texts = {"vote": LONG, "wazir": ARABIC}
    table = pd.DataFrame({"article_id": list(texts), "text": list(texts.values()), "language": ["en", "ar"]})
    with annotate.open_project(folder / name) as project:
        project.add(table.assign(source="The Courier"))


LOOK = """async () => {
    const { violations, passes } = await axe.run(document.querySelector(".annotate-tagger"));
    const contrast = [...violations, ...passes].filter(({ id }) => id === "color-contrast");
    return [contrast.flatMap(({ nodes }) => nodes).length, violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html + node.failureSummary).join(" | ")}`)];
}"""


def serious(page: Page, least: int = 10) -> list[str]:
    """Return what axe finds wrong with the tagger and calls serious or critical; see that it looked at contrast."""
    for _ in range(20):  # a theme that is on its way hides what is to be looked at
        looked, found = page.evaluate(LOOK)
        if looked > least:
            break
        page.wait_for_timeout(250)
    assert looked > least
    return list(found)


def test_axe_finds_nothing_serious_in_light_or_dark(desk: Page, lab: Lab) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `npm ci`")
    make_project(lab.folder, "axe.db")
    show_tagger(desk, tagger_notebook(lab, "axe.db"))
    desk.evaluate(AXE.read_text())
    # JupyterLab's body is 0 high and hides what overflows it: axe would take all in it for invisible.
    desk.evaluate("document.body.style.height = '100vh'")
    desk.keyboard.press("1")
    try:
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            set_theme(desk, theme)
            tagger(desk).locator(".annotate-page").focus()
            assert serious(desk) == [], theme
            desk.keyboard.press("h")
            expect(tagger(desk).locator(".annotate-help")).to_be_visible()
            assert serious(desk) == [], f"{theme}, help open"
            for key in ("h", "3"):
                desk.keyboard.press(key)
            expect(tagger(desk).locator(".annotate-field input")).to_be_focused()
            assert serious(desk) == [], f"{theme}, speaker's field open"
            desk.keyboard.press("Escape")
            for key, open_part in OVER.items():
                desk.keyboard.press(key)
                expect(tagger(desk).locator(open_part).first).to_be_visible()
                if key == "Control+Shift+f":
                    desk.keyboard.press("Control+a")
                    desk.keyboard.type("council")
                    expect(tagger(desk).locator(".annotate-hit")).to_have_count(1)
                assert serious(desk, least=5) == [], f"{theme}, {open_part}"
                desk.keyboard.press("Escape")
            tagger(desk).evaluate(TROUBLE)
            assert serious(desk) == [], f"{theme}, not saved"
    finally:
        set_theme(desk, "JupyterLab Light")


def test_nothing_is_cut_off_when_zoomed_or_narrow(desk: Page, lab: Lab) -> None:
    make_project(lab.folder, "narrow.db")
    show_tagger(desk, tagger_notebook(lab, "narrow.db"))
    root = tagger(desk)
    too_wide = """(root) => [root, ...root.querySelectorAll("*")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
            && !one.closest(".annotate-voice"))
        .map((one) => `${one.outerHTML.slice(0, 90)} ${one.scrollWidth} > ${one.clientWidth}`)"""
    for width in (1000, 600, 350):  # 600: a pane beside another; 350: a window of 700 at 200 %
        root.evaluate("(root, width) => { root.parentElement.style.width = `${width}px`; }", width)
        for keys in ((), ("h",), ("h", "3"), ("Escape",)):
            for key in keys:
                desk.keyboard.press(key)
            expect(root.locator(".annotate-help")).to_be_visible(visible=keys == ("h",))
            expect(root.locator(".annotate-field")).to_have_count(int(keys == ("h", "3")))
            assert root.evaluate("(root) => root.getBoundingClientRect().width") <= width
            assert root.evaluate(too_wide) == [], f"{width} px, after {keys}"
            desk.wait_for_function(
                """() => {
                    const list = document.querySelector(".annotate-page").getBoundingClientRect();
                    const text = document.querySelector("[aria-selected=true] .annotate-text").getBoundingClientRect();
                    return text.top >= list.top && text.top < list.bottom;
                }"""
            )


def test_the_wording_is_french_where_asked_and_a_second_display_stays_in_step(desk: Page, lab: Lab) -> None:
    make_project(lab.folder, "twice.db")
    notebook = write_notebook(
        lab,
        "twice.ipynb",
        "import annotate\nproject = annotate.open_project('twice.db')",
        "tagger = annotate.Tagger(project, coder='mj', language='fr')\ntagger",
        "tagger",
    )
    show_tagger(desk, notebook)
    first, second = desk.locator(".annotate-tagger").nth(0), desk.locator(".annotate-tagger").nth(1)
    expect(first.locator(".annotate-bar")).to_contain_text("couper")
    expect(first.locator(".annotate-passage").first).to_contain_text("sans étiquette")
    assert first.get_attribute("lang") == "fr"

    # By keyboard, at a place inside the sentence.
    for key in ("s", "Home", "ArrowRight", "ArrowRight", "Enter"):
        desk.keyboard.press(key)
    expect(second.locator(".annotate-text").nth(0)).to_have_text("The council, which")
    expect(second.locator(".annotate-text").nth(1)).to_have_text(
        "had met for the third time since the flood, will vote on Friday."
    )
    desk.keyboard.press("2")
    for view in (first, second):
        expect(view.locator(".annotate-passage").nth(0)).to_have_attribute("data-label", "reported_fact")
        expect(view.locator(".annotate-passage").nth(1)).to_have_attribute("aria-selected", "true")
        expect(view.locator(".annotate-state")).to_contain_text("Enregistré")


def test_an_article_written_from_right_to_left_reads_so(desk: Page, lab: Lab) -> None:
    make_project(lab.folder, "rtl.db")
    show_tagger(desk, tagger_notebook(lab, "rtl.db", options=", article_id='wazir'"))
    text = tagger(desk).locator(".annotate-text").first
    assert text.evaluate("(one) => getComputedStyle(one).direction") == "rtl"

    for key in ("s", "Home", "ArrowLeft", "Enter"):  # in this script, onwards is to the left
        desk.keyboard.press(key)
    all_saved(desk)

    with annotate.open_project(lab.folder / "rtl.db") as project:
        passages = project.passages("mj")
    assert passages[passages["article_id"] == "wazir"]["text"].iloc[0] == "قال الوزير"
