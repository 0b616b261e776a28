"""The judge's page in JupyterLab, by keyboard: answers that differ, points of several readings, and to a wall."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

import annotate
from tests.browser.lab import Lab, open_notebook, run_cells, set_theme, write_notebook
from tests.browser.test_for_everyone import AXE
from tests.browser.test_whole_study import serious

pytestmark = pytest.mark.browser

TEXT = "The council votes on Friday. The dyke, a scandal, will cost nine million, the mayor said."
VOTE, DYKE = (0, 28), (29, 89)
QUESTIONS = """
questions:
  - {name: frame, answer: one, choices: [conflict, money, law], labels: [opinion, attributed_claim], asked: label,
     title: {en: Frame, fr: Cadre}}
  - {name: topic, about: article, answer: one, choices: [politics, floods], asked: end, title: {en: Topic, fr: Sujet}}
  - {name: tone, about: article, answer: scale, low: 1, high: 5, asked: end, title: {en: Tone, fr: Ton}}
"""


def make_study(folder: Path) -> None:
    """Three coders who differ in a label, who says so, what is answered of a passage, and of the article."""
    for left in folder.glob("judged.db*"):
        left.unlink()
    codebook = annotate.Codebook.from_yaml(annotate.Codebook.shipped().to_yaml() + QUESTIONS)
    with annotate.open_project(folder / "judged.db", codebook) as project:
        page = {"article_id": ["dyke"], "source": ["Fil"], "language": ["en"], "title": ["The dyke"], "text": [TEXT]}
        project.add(pd.DataFrame(page))
        claim = {"speaker": "the mayor", "speaker_kind": "named"}
        project.tag("dyke", *DYKE, "attributed_claim", coder="ana", **claim, answers={"frame": "money"})
        project.tag("dyke", *DYKE, "opinion", coder="ben", answers={"frame": "conflict"}, note="a scandal, it says")
        project.tag("dyke", *DYKE, "attributed_claim", coder="cleo", evaluative=True, **claim)
        for coder, topic, tone in (("ana", "politics", 2), ("ben", "floods", 4), ("cleo", "floods", 2)):
            project.answer("dyke", {"topic": topic, "tone": tone}, coder=coder)


def place_of(root: Locator, words: str) -> str:
    """Return the key of the reading that says something."""
    reading = root.locator(".annotate-reading", has_text=words).first
    return reading.locator("kbd").inner_text()


def too_wide(root: Locator) -> list[str]:
    return list(
        root.evaluate(
            """(root) => [...root.querySelectorAll("*")]
                .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
                    && !one.closest(".annotate-voice"))
                .map((one) => `${one.outerHTML.slice(0, 90)} ${one.scrollWidth} > ${one.clientWidth}`)"""
        )
    )


def show_judge(page: Page, lab: Lab) -> Locator:
    make_study(lab.folder)
    first = "import annotate\nproject = annotate.open_project('judged.db')"
    open_notebook(page, write_notebook(lab, "judged.ipynb", first, "annotate.Adjudicator(project, coder='lead')"))
    run_cells(page)
    root = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .annotate-judge")
    expect(root.locator(".annotate-reading").first).to_be_visible(timeout=60_000)
    root.locator(".annotate-case").focus()
    return root


def test_a_judge_takes_the_label_of_one_reading_and_the_answer_of_another_and_undoes_both_at_once(
    desk: Page, lab: Lab
) -> None:
    root = show_judge(desk, lab)
    point, left = root.locator(".annotate-point"), root.locator(".annotate-progress").first
    expect(root.locator(".annotate-reading")).to_have_count(3)

    expect(root.locator(".annotate-reading", has_text="Opinion")).to_contain_text("Frame: conflict")
    desk.keyboard.press("m")
    expect(point).to_contain_text("Label")
    desk.keyboard.press(place_of(root, "Attributed claim"))
    expect(point).to_contain_text("Evaluative")
    desk.keyboard.press(place_of(root, "not evaluative"))
    expect(point).to_contain_text("Frame")
    desk.keyboard.press(place_of(root, "conflict"))
    expect(root.locator(".annotate-differs")).to_contain_text("Answers about the article")
    desk.keyboard.press("m")
    expect(point).to_contain_text("Topic")
    desk.keyboard.press(place_of(root, "politics"))
    expect(point).to_contain_text("Tone")
    desk.keyboard.press("3")  # which none of them gave
    expect(root.locator(".annotate-empty")).to_be_visible()
    expect(root.locator(".annotate-state")).to_have_attribute("data-state", "saved", timeout=20_000)

    with annotate.open_project(lab.folder / "judged.db") as project:
        (judged,) = project.tags(coder="lead").to_dict("records")
        said = [judged[name] for name in ("label", "speaker", "evaluative", "frame")]
        assert said == ["attributed_claim", "the mayor", False, "conflict"]
        assert project.articles()[["topic", "tone"]].values.tolist() == [["politics", 3.0]]
        for step, how_many in (("u", "1 left"), ("u", "2 left")):
            desk.keyboard.press(step)
            expect(left).to_contain_text(how_many)
        expect(root.locator(".annotate-state")).to_have_attribute("data-state", "saved", timeout=20_000)
        assert (project.tags()["origin"] != "adjudication").all()
        assert set(project.answers()["origin"]) == {"hand"}


def test_what_is_to_be_discussed_can_be_read_from_the_back_of_a_room(desk: Page, lab: Lab) -> None:
    root = show_judge(desk, lab)
    desk.set_viewport_size({"width": 1280, "height": 720})  # what many projectors show
    desk.keyboard.press("g")
    expect(root.locator(".annotate-title")).to_have_text("To discuss")
    sizes = """(root, those) => [...root.querySelectorAll(those)]
        .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    assert min(root.evaluate(sizes, ".annotate-paragraph")) >= 24
    assert min(root.evaluate(sizes, ".annotate-said, .annotate-note, .annotate-lines p, .annotate-chip, kbd")) >= 18
    assert too_wide(root) == []
    box = root.locator(".annotate-reading").last.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720  # the passage and its readings, without scrolling
    expect(root.locator(".annotate-lines")).to_contain_text("Attributed claim")
    if AXE.exists():
        desk.evaluate(AXE.read_text())
        desk.evaluate("document.body.style.height = '100vh'")
        try:
            for theme in ("JupyterLab Light", "JupyterLab Dark"):
                set_theme(desk, theme)
                assert serious(desk) == [], theme
        finally:
            set_theme(desk, "JupyterLab Light")
    desk.keyboard.press("Escape")
    expect(root.locator(".annotate-title")).to_have_text("Where coders differ")
