"""A study's own codebook on the page: its further questions by keyboard, and a revision while somebody is at work."""

from dataclasses import replace

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

import annotate
from tests.browser.lab import Lab, all_saved, open_notebook, run_cells, tagger, tagger_notebook

pytestmark = pytest.mark.browser

QUESTIONS = """
questions:
  - {name: tone, about: article, answer: scale, asked: beginning, title: {en: Tone, fr: Ton}}
  - {name: topic, about: article, answer: one, key: t, title: {en: Topic}, choices: [politics, economy]}
  - {name: reach, about: article, answer: number, title: {en: Reach}}
  - {name: frames, answer: several, labels: [opinion], title: {en: Frames}, choices: [conflict, money, blame]}
  - {name: sarcastic, answer: yes/no, key: w, title: {en: Sarcastic}}
"""
CODEBOOK = annotate.Codebook.from_yaml(annotate.Codebook.shipped().to_yaml() + QUESTIONS)
OPINION, *OTHERS = CODEBOOK.labels
JUDGEMENT, FORECAST = replace(OPINION, name="judgement"), replace(OPINION, name="forecast", key="5")
FRAMES = replace(CODEBOOK.questions[3], labels=("judgement", "forecast"))
SPLIT = replace(
    CODEBOOK,
    version=2,
    labels=(JUDGEMENT, FORECAST, *OTHERS),
    questions=(*CODEBOOK.questions[:3], FRAMES, CODEBOOK.questions[4]),
)


@pytest.fixture
def asked(desk: Page, lab: Lab) -> Locator:
    """A study of two articles whose codebook asks further questions; its tagger has the keyboard."""
    with annotate.open_project(lab.folder / "asked.db", CODEBOOK) as project:
        texts = ["Alas, it rains. The vote is on Friday.", "Bread costs more."]
        project.add(pd.DataFrame({"article_id": ["rain", "bread"], "text": texts, "language": "en"}))
    open_notebook(desk, tagger_notebook(lab, "asked.db", options=", article_id='rain'"))
    run_cells(desk)
    found = tagger(desk)
    found.locator(".annotate-passage").first.wait_for(timeout=60_000)
    return found


def question(asked: Locator, name: str) -> Locator:
    found = asked.locator(f".annotate-question[data-question='{name}']")
    expect(found).to_be_visible()
    return found


def test_questions_are_answered_by_keyboard_and_a_revision_loses_nothing(asked: Locator, desk: Page, lab: Lab) -> None:
    keys = desk.keyboard
    expect(question(asked, "tone")).to_be_focused()  # at the beginning of an article
    keys.press("4")
    expect(asked.locator(".annotate-page")).to_be_focused()
    keys.press("1")  # an opinion: its frames are asked
    question(asked, "frames")
    for key in ("1", "3", "2", "2", "Enter"):
        keys.press(key)
    keys.press("2")  # the last passage: what is asked at the end follows
    question(asked, "topic")
    keys.press("2")
    expect(question(asked, "reach").locator("input")).to_be_focused()
    keys.type("2")
    with annotate.open_project(lab.folder / "asked.db") as project:
        project.set_source(
            "rain", "The agency", coder="ben", for_all=True
        )  # the page is drawn anew, and leaves what is typed
    expect(asked.locator(".annotate-whose")).to_have_text("The agency", timeout=20_000)
    keys.type(",5")
    keys.press("Enter")
    expect(asked.locator(".annotate-answers")).to_have_text("Tone: 4 · Topic: economy · Reach: 2.5")
    keys.press("w")
    all_saved(desk)  # two letters at speed are a word
    keys.press("t")
    question(asked, "topic")
    keys.press("1")
    keys.press("u")  # the topic is economy again
    expect(asked.locator(".annotate-answers")).to_contain_text("Topic: economy")
    all_saved(desk)
    with annotate.open_project(lab.folder / "asked.db") as project:
        tags = project.tags()
        assert tags[["frames", "tone", "topic", "reach"]].to_numpy().tolist() == [
            ["conflict | blame", 4.0, "economy", 2.5],
            ["", 4.0, "economy", 2.5],
        ]
        assert tags["sarcastic"].tolist()[1] is True

        # Somebody splits the label meanwhile: the page says so, and shows what is to be looked at again.
        project.revise(SPLIT, {"opinion": ["judgement", "forecast"]}, coder="lead")
    expect(asked.locator(".annotate-error")).to_contain_text("media_bias@2", timeout=20_000)
    expect(asked.locator(".annotate-label").nth(1)).to_contain_text("5")
    keys.press("q")
    expect(asked.locator("[data-state='untagged']")).to_be_focused()
    for _ in range(5):
        keys.press("ArrowRight")
    keys.press("Enter")
    expect(asked.locator(".annotate-queue .annotate-hint")).to_contain_text("1 of 1 here · 1 of 1 in the study")
    expect(asked.locator(".annotate-passage[aria-selected='true']")).to_contain_text("Alas")
    keys.press("5")
    question(asked, "frames")
    keys.press("Escape")
    all_saved(desk)
    with annotate.open_project(lab.folder / "asked.db") as project:
        assert project.tags()["label"].tolist() == ["forecast", "reported_fact"]
        assert project.to_look_at_again().empty
