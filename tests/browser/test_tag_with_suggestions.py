"""Suggestions and other people's work, in a real JupyterLab: what is shown, what one key takes, what stays in step."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import Lab, all_saved, another_window, open_notebook, show_tagger, write_notebook
from tests.browser.test_tag_articles import SEED_BODY, SEED_PREFACE

pytestmark = pytest.mark.browser

TEXT = (
    "It rains on the harbour. The quay is grey. Nobody likes this terrible plan.\n"
    "“The dyke will hold,” said Ann Lee. Lee said that she had checked the plans of the dyke.\n"
    "Photo: a harbour"
)


@pytest.fixture
def page(desk: Page, lab: Lab) -> Page:
    """JupyterLab, and no project yet."""
    for left in lab.folder.glob("study.db*"):
        left.unlink()
    return desk


def add(lab: Lab, article: Path | str) -> None:
    """Put one article into the project, by its file or its text."""
    if isinstance(article, str):
        file = lab.folder / "harbour.txt"
        file.write_text(article, encoding="utf-8")
        article = file
    with annotate.open_project(lab.folder / "study.db") as project:
        project.add(annotate.read_articles(article))


def show(
    page: Page, lab: Lab, options: str = "", *, coder: str = "mj", before: str = "", name: str = "tagging"
) -> None:
    """Show a tagger in a notebook of its own, and give it the keyboard."""
    made = f"annotate.Tagger(project, coder={coder!r}, language='en'{options})"
    cells = ('import annotate\nproject = annotate.open_project("study.db")', before, made)
    show_tagger(page, write_notebook(lab, f"{name}.ipynb", *cells))


def labels(page: Page) -> list[str]:
    rows = page.locator(".annotate-passage")
    return [str(label) for label in rows.evaluate_all("rows => rows.map(row => row.dataset.label)")]


def focus(page: Page) -> int:
    return int(str(page.get_attribute(".annotate-passage[aria-selected=true]", "data-nth")))


def suggested(page: Page) -> None:
    page.wait_for_selector(".annotate-passage[data-proposed=attributed_claim]")


NO_SLICE = "import annotate.tagger._tagger as made; made.is_blind = lambda *_: False"


def test_one_key_takes_a_claim_with_its_speaker_and_says_why_before(page: Page, lab: Lab) -> None:
    add(lab, TEXT)
    show(page, lab, before=NO_SLICE)
    suggested(page)
    for _ in range(3):
        page.keyboard.press("ArrowDown")

    why = page.locator(".annotate-why")
    expect(why).to_contain_text("Attributed claim")
    expect(why).to_contain_text("Ann Lee")
    expect(why).to_contain_text("A quotation, with “said”.")
    cues = page.locator(".annotate-passage[aria-selected=true] .annotate-cue")
    assert cues.evaluate_all("all => all.map(cue => [cue.textContent, cue.dataset.kinds])") == [
        ["“The dyke will hold,”", "quotation"],
        ["said", "reporting_verb"],
    ]
    assert "underline" in cues.first.evaluate("cue => getComputedStyle(cue).textDecorationLine")

    page.keyboard.press("Enter")
    all_saved(page)

    with annotate.open_project(lab.folder / "study.db") as project:
        (tag,) = project.tags().to_dict("records")
    assert (tag["label"], tag["speaker"], tag["origin"]) == ("attributed_claim", "Ann Lee", "suggestion")
    assert tag["score"] >= 0.5
    assert focus(page) == 4


def test_three_opens_the_speaker_field_with_the_suggested_speaker_selected(page: Page, lab: Lab) -> None:
    add(lab, TEXT)
    show(page, lab, before=NO_SLICE)
    suggested(page)
    for key in ["ArrowDown"] * 3 + ["3"]:
        page.keyboard.press(key)

    expect(page.locator(".annotate-field input")).to_have_value("Ann Lee")
    assert page.evaluate("document.getSelection().toString()") == "Ann Lee"
    page.keyboard.press("Enter")
    all_saved(page)

    with annotate.open_project(lab.folder / "study.db") as project:
        assert project.tags()[["speaker", "origin"]].values.tolist() == [["Ann Lee", "hand"]]
    for key in ("End", "3"):
        page.keyboard.press(key)
    expect(page.locator(".annotate-field input")).to_have_value("")  # no other speaker is put into anybody's mouth


def test_words_to_weigh_are_named_and_no_opinion_is_filled_in(page: Page, lab: Lab) -> None:
    add(lab, TEXT)
    show(page, lab, before=NO_SLICE)
    suggested(page)
    for key in ("ArrowDown", "ArrowDown"):
        page.keyboard.press(key)

    expect(page.locator(".annotate-weighed")).to_contain_text("terrible (evaluative)")
    page.keyboard.press("Enter")
    assert labels(page)[2] == ""
    assert focus(page) == 3


def test_same_again_fills_the_paragraph_but_not_against_a_suggestion(page: Page, lab: Lab) -> None:
    add(lab, TEXT)
    show(page, lab, before=NO_SLICE)
    suggested(page)

    page.keyboard.press("2")
    page.keyboard.press("p")
    expect(page.locator(".annotate-passage[data-label=reported_fact]")).to_have_count(3)
    assert labels(page) == ["reported_fact"] * 3 + [""] * 3
    assert focus(page) == 3

    page.keyboard.press("Shift+Enter")
    assert labels(page)[3:] == ["attributed_claim", "attributed_claim", "excluded"]
    all_saved(page)


def test_blind_shows_nothing_before_and_the_suggestion_after(page: Page, lab: Lab) -> None:
    add(lab, TEXT)
    show(page, lab, ", blind=True")
    page.wait_for_timeout(2000)  # time enough for suggestions to arrive

    assert page.locator(".annotate-passage:not([data-proposed=''])").count() == 0
    assert page.locator(".annotate-cue").count() == 0
    for key in ["ArrowDown"] * 3 + ["Enter", "ArrowUp", "1"]:
        page.keyboard.press(key)

    assert labels(page) == ["", "", "", "opinion", "", ""]
    expect(page.locator("[data-nth='3'] .annotate-gutter")).to_contain_text("suggested: ❝ Attributed claim")


SIX_BLIND = """
import annotate.tagger._tagger as made
drawn = made.is_blind
made.is_blind = lambda _, *of: drawn("study 1", *of)
"""
"""A draw of the blind slice that takes six of the seed page's passages: twice as many as on average."""


@pytest.mark.parametrize(("slice_", "blind", "most"), [(NO_SLICE, [], 0.8), (SIX_BLIND, [0, 3, 17, 22, 27, 28], 1.0)])
def test_the_seed_page_takes_few_keys_a_passage(
    page: Page, lab: Lab, seed_page: Path, slice_: str, blind: list[int], most: float
) -> None:
    add(lab, seed_page)
    show(page, lab, before=slice_)
    suggested(page)
    page.wait_for_timeout(1000)
    count = page.locator(".annotate-passage").count()

    pressed = 0
    while "" in labels(page) and pressed < count:
        pressed += tag_here(page, blind)
    all_saved(page)

    assert count == 30
    assert "" not in labels(page)
    assert pressed / count <= most


def tag_here(page: Page, blind: list[int]) -> int:
    """Tag from the passage in focus on, as a quick reader does; give the number of keys, less the letters of a name."""
    nth = focus(page)
    proposed = page.get_attribute(f"[data-nth='{nth}']", "data-proposed")
    if nth in blind:
        assert not proposed
        return tag_unaided(page, [*SEED_PREFACE, *SEED_BODY][nth])
    # The preface evaluates in its own voice; the body mostly reports; claims and exclusions as suggested.
    key = "Shift+Enter" if proposed else "1" if nth < len(SEED_PREFACE) else "2"
    keys = [key, "p"] if nth in (0, 11, 25) else [key]
    if page.locator(".annotate-why [data-key='Shift+v']").count():
        keys = ["Shift+V", *keys]
    for one in keys:
        page.keyboard.press(one)
        all_saved(page)  # a letter waits for what follows, lest it be one of a word
    return len(keys)


def tag_unaided(page: Page, choice: str | tuple[str, str]) -> int:
    key, speaker = choice if isinstance(choice, tuple) else (choice, "")
    page.keyboard.press(key)
    if key != "3":
        return 1
    page.keyboard.type(speaker)
    page.keyboard.press("Enter")
    return 2


def test_tabs_kernels_and_coders_see_each_others_work_without_running_again(page: Page, lab: Lab) -> None:
    add(lab, TEXT)
    show(page, lab)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    tab, kernel, coder = (another_window(page, lab, name) for name in ("tab", "kernel", "coder"))
    open_notebook(tab, "tagging.ipynb")
    tab.wait_for_selector(".annotate-passage", timeout=60_000)
    show(kernel, lab, name="kernel")
    show(coder, lab, name="coder", coder="ab")

    page.bring_to_front()
    page.focus(".annotate-page")
    for key in "12":
        page.keyboard.press(key)

    expected = ["opinion", "reported_fact", "", "", "", ""]
    for window in (page, tab, kernel):
        expect(window.locator(".annotate-passage:not([data-label=''])")).to_have_count(2, timeout=15_000)
        assert labels(window) == expected
    expect(coder.locator(".annotate-head")).to_contain_text("mj 2 here, 2 in all", timeout=15_000)
    assert labels(coder) == [""] * 6
    for window in (tab, kernel, coder):
        window.close()


def test_what_somebody_types_outlives_news_from_elsewhere(page: Page, lab: Lab) -> None:
    add(lab, TEXT)
    show(page, lab)
    page.keyboard.press("3")
    page.keyboard.type("The harbour ma")

    with annotate.open_project(lab.folder / "study.db") as project:
        start, end = project.passages().loc[5, ["start", "end"]]
        project.tag(project._tagger_reads.first_article(coder="mj"), start, end, "excluded", coder="mj")
    expect(page.locator("[data-nth='5'][data-label=excluded]")).to_have_count(1, timeout=15_000)
    page.keyboard.type("ster")
    page.keyboard.press("Enter")
    all_saved(page)

    with annotate.open_project(lab.folder / "study.db") as project:
        assert project.tags()["speaker"].tolist() == ["The harbour master", ""]
