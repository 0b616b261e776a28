"""Suggestions and other people's work, in a real JupyterLab: what is shown, what one key takes, what stays in step."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.lab import Lab, all_saved, another_window, open_notebook, show_tagger, write_notebook
from tests.browser.test_tag_articles import SEED_BODY, SEED_LABELS, SEED_PREFACE

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


RIGHT = [SEED_LABELS[choice[0]] for choice in [*SEED_PREFACE, *SEED_BODY]]
# A doubled pull quote is tagged once: here those over the body are the copies.
for nth, label in {6: "excluded", 7: "excluded", 17: "attributed_claim", 23: "attributed_claim"}.items():
    RIGHT[nth] = label


@pytest.mark.parametrize(("slice_", "most"), [(NO_SLICE, 25), (SIX_BLIND, 30)])
def test_the_seed_page_takes_few_keys_and_all_its_labels_are_right(
    page: Page, lab: Lab, seed_page: Path, slice_: str, most: int
) -> None:
    add(lab, seed_page)
    show(page, lab, before=slice_)
    page.wait_for_selector("[data-nth='29'][data-proposed=excluded]")

    pressed = 0
    while "" in labels(page) and pressed <= most:
        for key in keys_here(page):
            page.keyboard.press(key)
            all_saved(page)  # a letter waits for what follows, lest it be one of a word
            pressed += 1

    assert labels(page) == RIGHT
    assert pressed <= most


def keys_here(page: Page) -> list[str]:
    """Return what a quick reader presses on the passage in focus; right suggestions are taken, in runs."""
    nth, proposed, kept = focus(page), proposals(page), labels(page)
    source = ["Shift+V"] if page.locator(".annotate-why [data-key='Shift+v']").count() else []
    if nth == 0:  # the whole preface evaluates, but for its last line
        return [*source, "1", "p", "ArrowUp", "0"]
    if proposed[nth] != RIGHT[nth]:
        key = next(key for key, label in SEED_LABELS.items() if label == RIGHT[nth])
        return [*source, key, *(["Enter"] if key == "3" else [])]  # Enter: who says so stays unnamed
    after = next((at for at in range(nth, len(kept)) if not proposed[at] or kept[at]), len(kept))
    return [*source, "Shift+Enter" if proposed[nth:after] == RIGHT[nth:after] else "Enter"]


def proposals(page: Page) -> list[str]:
    rows = page.locator(".annotate-passage")
    return [str(label) for label in rows.evaluate_all("rows => rows.map(row => row.dataset.proposed ?? '')")]


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
