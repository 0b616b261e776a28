"""Notebook 01 in a real JupyterLab: what the keys say is what the store holds, also after a restart."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import annotate
from tests.browser.conftest import CODE_CELLS_TO_THE_TAGGER
from tests.browser.lab import (
    Lab,
    all_saved,
    kill_kernel,
    restart_kernel,
    run_cells,
    run_code,
    settle,
    show_tagger,
    tagger_notebook,
)

pytestmark = pytest.mark.browser


def tags(lab: Lab) -> pd.DataFrame:
    with annotate.open_project(lab.folder / "notebooks/my_study.db") as project:
        return project.tags()


def passages(lab: Lab, coder: str = "me") -> pd.DataFrame:
    with annotate.open_project(lab.folder / "notebooks/my_study.db") as project:
        table = project.passages(coder)
    return table[table["article_id"] == table["article_id"].iloc[0]]


def test_a_whole_article_is_tagged_by_keyboard_and_outlives_the_kernel(page: Page, lab: Lab) -> None:
    count = page.locator(".annotate-passage").count()
    keys = [str(nth % 3 + 1) for nth in range(count - 1)] + ["0"]
    names = {"1": "opinion", "2": "reported_fact", "3": "attributed_claim", "0": "excluded"}
    expected = []
    for nth, key in enumerate(keys):
        page.keyboard.press(key)
        speaker = ""
        if key == "3":
            speaker = f"Speaker {nth % 6} 😀"
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(speaker)
            page.keyboard.press("Delete")  # whatever was completed after the caret
            page.keyboard.press("Enter")
        expected.append((names[key], speaker))
    all_saved(page)

    kept = tags(lab)
    assert list(zip(kept["label"], kept["speaker"], strict=True)) == expected
    assert kept["text"].tolist() == passages(lab)["text"].tolist()

    restart_kernel(page)
    run_cells(page, CODE_CELLS_TO_THE_TAGGER)
    expect(page.locator(".annotate-passage:not([data-label=''])")).to_have_count(count, timeout=60_000)
    pd.testing.assert_frame_equal(tags(lab), kept)


def test_a_split_a_merge_and_their_undoing(page: Page, lab: Lab) -> None:
    before = passages(lab)["text"].tolist()

    page.keyboard.press("s")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    all_saved(page)
    first, rest = before[0].split(maxsplit=1)
    assert passages(lab)["text"].tolist() == [first, rest, *before[1:]]

    page.keyboard.press("m")
    all_saved(page)
    assert passages(lab)["text"].tolist() == before

    for key in ("u", "u", "r", "r"):
        page.keyboard.press(key)
        all_saved(page)
    assert passages(lab)["text"].tolist() == before


def test_a_preface_gets_a_source_of_its_own(page: Page, lab: Lab) -> None:
    page.keyboard.press("v")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The editor of this page")
    page.keyboard.press("Shift+Enter")  # this passage only
    page.keyboard.press("1")
    page.keyboard.press("2")
    all_saved(page)

    sources = passages(lab)["source"].tolist()
    assert sources[0] == "The editor of this page"
    assert sources[0] not in sources[1:]
    assert tags(lab)["source"].tolist() == sources[:2]


def test_articles_are_walked_and_undo_goes_back_to_where_it_was_done(page: Page, lab: Lab) -> None:
    title = page.inner_text(".annotate-title")
    page.keyboard.press("1")
    all_saved(page)
    page.keyboard.press("]")
    expect(page.locator(".annotate-title")).not_to_have_text(title)

    page.keyboard.press("u")

    expect(page.locator(".annotate-title")).to_have_text(title)
    all_saved(page)
    assert tags(lab).empty


def test_escape_gives_the_keyboard_back_and_f_gives_the_text_the_window(council: Page, lab: Lab) -> None:
    page = council
    has_keyboard = "document.activeElement.closest('.annotate-tagger') !== null"
    page.keyboard.press("f")
    expect(page.locator(".annotate-tagger:popover-open")).to_have_count(1)
    box = page.locator(".annotate-tagger").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1400, "height": 950}
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    expect(page.locator(".annotate-tagger:popover-open")).to_have_count(0)
    assert page.evaluate(has_keyboard)
    all_saved(page)
    assert of_council(lab)[0] == [(WHOLE[0], "reported_fact")]

    page.keyboard.press("Escape")
    assert not page.evaluate(has_keyboard)
    assert page.evaluate("document.activeElement.closest('.jp-Notebook') !== null")


def test_running_the_cell_puts_the_keyboard_into_the_page(council: Page) -> None:
    council.keyboard.press("Escape")
    council.evaluate("window.jupyterapp.commands.execute('notebook:run-cell')")
    council.wait_for_function("document.activeElement.closest('.annotate-tagger') !== null", timeout=20_000)


def test_the_end_of_an_article_is_said_and_enter_opens_the_next(council: Page, lab: Lab) -> None:
    with annotate.open_project(lab.folder / "council.db") as project:
        more = {"article_id": ["b", "c"], "text": ["It snows.", "It hails."], "language": "en", "source": "Courier"}
        project.add(pd.DataFrame(more))
    for key in "122":
        council.keyboard.press(key)
    expect(council.locator(".annotate-end")).to_contain_text("Every passage of this article is tagged.")
    expect(council.locator(".annotate-end")).to_contain_text("next article (2 left)")
    expect(council.locator(".annotate-told")).to_have_text("■ Reported fact · u undo")

    council.keyboard.press("1")  # one key too many
    expect(council.locator(".annotate-error")).to_contain_text("Press the key again to make it ◆ Opinion")
    all_saved(council)
    assert [label for _, label in of_council(lab)[0]] == ["opinion", "reported_fact", "reported_fact"]
    council.keyboard.press("e")
    expect(council.locator(".annotate-told")).to_have_text("evaluative added · u undo")

    voice = council.locator(".annotate-voice")  # what a screen reader says
    for left, title in ((1, "b"), (0, "c")):
        council.keyboard.press("Enter")
        expect(council.locator(".annotate-passage")).to_have_count(1)
        expect(voice).to_have_text(title)
        expect(council.locator(".annotate-passage[data-label='']")).to_have_count(1)
        council.keyboard.press("2")
        expect(council.locator(".annotate-end")).to_contain_text("(1 left)" if left else "Every article is tagged")
        expect(voice).to_contain_text("(1 left)" if left else "Every article is tagged")


def test_where_there_is_little_room_the_text_has_half_of_it_and_nothing_is_cut_off(council: Page) -> None:
    council.keyboard.press("f")
    expect(council.locator(".annotate-tagger:popover-open")).to_have_count(1)
    for width, height in ((700, 475), (640, 480)):
        council.set_viewport_size({"width": width, "height": height})
        # The page is drawn for the new size a moment later.
        council.wait_for_function(
            """() => {
                const [text, whole, bar] = ["page", "tagger", "bar"].map((part) =>
                    [...document.querySelectorAll(`.annotate-${part}`)].at(-1).getBoundingClientRect());
                const keys = [...document.querySelectorAll(".annotate-tagger:popover-open .annotate-bar kbd")];
                const shown = keys.filter((key) => key.getClientRects().length); // h shows what is folded away
                const areThere = [..."1230⏎h"].every((one) => shown.some((key) => key.textContent === one));
                const inSight = ["title", "whose", "progress"].every((part) => {
                    const one = document.querySelector(`.annotate-tagger:popover-open .annotate-${part}`);
                    return one.getBoundingClientRect().width > 40;
                });
                const cut = shown.filter((key) => {
                    const bar = key.closest(".annotate-bar").getBoundingClientRect();
                    const place = key.getBoundingClientRect();
                    return place.top < bar.top - 1 || place.bottom > bar.bottom + 1;
                });
                return text.height >= whole.height / 2 && bar.bottom <= whole.bottom + 1 && areThere && !cut.length &&
                    inSight;
            }"""
        )
        assert council.evaluate("window.innerWidth") == width


def test_an_answer_from_the_kernel_takes_no_key_away(page: Page) -> None:
    title = page.inner_text(".annotate-title")
    for key in ("]", "v", "Shift"):  # the field opens before the next article comes, which draws the page anew
        page.keyboard.press(key)
    expect(page.locator(".annotate-title")).not_to_have_text(title)
    assert page.evaluate("document.activeElement.closest('.annotate-tagger') !== null")
    if page.locator(".annotate-field").count():  # where the article was there before the field
        page.keyboard.press("Escape")

    for key in ("1", "u", "Shift", "v", "Shift"):  # the answer to the undoing comes while somebody types
        page.keyboard.press(key)
    page.keyboard.type("An agency")
    all_saved(page)
    page.wait_for_timeout(500)
    assert page.input_value(".annotate-field input") == "An agency"
    assert page.evaluate("document.activeElement.closest('.annotate-field') !== null")


def test_tags_are_recorded_while_a_cell_runs(page: Page, lab: Lab) -> None:
    title = page.inner_text(".annotate-title")
    run_code(page, "here = tagger.article_id; tagger.select(project.passages()['article_id'].iloc[-1])")
    expect(page.locator(".annotate-title")).not_to_have_text(title)
    run_code(page, "tagger.select(here)")  # a cell had the last word to the page, not a key
    expect(page.locator(".annotate-title")).to_have_text(title)
    page.evaluate(
        """() => {
            const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
            window.cellIs = "waiting";
            const running = kernel.requestExecute({ code: "print('begun'); import time; time.sleep(100)" });
            running.onIOPub = ({ header }) => { if (header.msg_type === "stream") window.cellIs = "running"; };
            running.done.then(() => { window.cellIs = "done"; });
        }"""
    )
    page.wait_for_function("window.cellIs === 'running'", polling=50)
    for key in "121":
        page.keyboard.press(key)

    all_saved(page)
    assert tags(lab)["label"].tolist() == ["opinion", "reported_fact", "opinion"]
    assert page.evaluate("window.cellIs") == "running"
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt()")


def test_a_chart_beside_the_tagger_follows_the_keys(page: Page) -> None:
    run_cells(page, 6)
    chart = page.locator(".widget-output img")
    beside = page.locator(".annotate-tagger").last
    beside.locator(".annotate-passage").first.wait_for()
    beside.locator(".annotate-page").focus()
    for key in "12":
        before = str(chart.get_attribute("src"))
        page.keyboard.press(key)
        expect(chart).not_to_have_attribute("src", before)
    expect(beside.locator(".annotate-progress").first).to_contain_text("2 of")


def test_what_the_kernel_never_confirmed_is_sent_again(page: Page, lab: Lab) -> None:
    page.keyboard.press("1")
    all_saved(page)
    kill_kernel(lab)
    for key in "22":
        page.keyboard.press(key)
    expect(page.locator(".annotate-state")).not_to_have_attribute("data-state", "saved")

    settle(page)
    run_cells(page, CODE_CELLS_TO_THE_TAGGER)

    expect(page.locator(".annotate-passage:not([data-label=''])")).to_have_count(3, timeout=60_000)
    all_saved(page)
    assert tags(lab)["label"].tolist() == ["opinion", "reported_fact", "reported_fact"]


# What a careful reader presses on the seed page: a key per passage, and who says so where it is a claim.
LEAVITT, BRUCE, MINISTRY = "Karoline Leavitt", "Tammy Bruce", "ministère russe de la Défense"
SEED_PREFACE = ["1", "1", "1", "1", "1", "0"]
SEED_BODY = [
    *(("3", LEAVITT), "3", "0", "2", "0", "2", "2"),
    *(("3", BRUCE), ("3", BRUCE), ("3", BRUCE), "3", "0", ("3", LEAVITT), "1", ("3", LEAVITT)),
    *(("3", MINISTRY), ("3", "l’agence"), "0", "1", "1", "1", "0", "0", "0"),
]
SEED_LABELS = {"1": "opinion", "2": "reported_fact", "3": "attributed_claim", "0": "excluded"}


def press(page: Page, choice: str | tuple[str, str]) -> tuple[str, str]:
    """Tag the passage in front; give the label and the speaker that should stand."""
    key, speaker = choice if isinstance(choice, tuple) else (choice, "")
    page.keyboard.press(key)
    if key == "3":
        fill(page, speaker)
    return SEED_LABELS[key], speaker


def fill(page: Page, text: str, done: str = "Enter") -> None:
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    page.keyboard.press("Delete")  # whatever was completed after the caret
    page.keyboard.press(done)


def test_the_seed_page_is_tagged_to_the_end(desk: Page, lab: Lab, seed_page: Path) -> None:
    """The page with two voices: 30 passages, their sources and speakers, and back from CSV equal."""
    page = desk
    with annotate.open_project(lab.folder / "seed.db") as project:
        project.add(annotate.read_articles(seed_page))
        before = project.passages()
    notebook = tagger_notebook(lab, "seed.db")
    show_tagger(page, notebook)

    # The preface is another voice than the body; the doubles and credits below it are the body's again.
    page.keyboard.press("v")
    fill(page, "histoireetsociete")
    for _ in SEED_PREFACE:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("v")
    fill(page, "teleSUR")
    page.keyboard.press("Home")
    expected = [press(page, choice) for choice in [*SEED_PREFACE, *SEED_BODY]]
    all_saved(page)

    # Two sentences merged and parted again; a mixed one split for good, its halves tagged.
    for key in ("Home", "m"):
        page.keyboard.press(key)
    all_saved(page)
    assert len(seed_passages(lab)) == 29
    page.keyboard.press("u")
    all_saved(page)
    expect(page.locator(".annotate-passage")).to_have_count(len(before))  # it is saved before it is drawn
    assert seed_passages(lab)["text"].tolist() == before["text"].tolist()
    for key in ("Home", *["ArrowDown"] * 3, "s", "Enter"):
        page.keyboard.press(key)
    expected[3:4] = [press(page, "2"), press(page, "1")]
    all_saved(page)

    with annotate.open_project(lab.folder / "seed.db") as project:
        kept = project.tags()
    assert list(zip(kept["label"], kept["speaker"], strict=True)) == expected
    assert kept["source"].tolist() == ["histoireetsociete"] * 7 + ["teleSUR"] * 24
    assert (
        kept["text"].tolist()[:3] + kept["text"].tolist()[5:]
        == before["text"].tolist()[:3] + before["text"].tolist()[4:]
    )
    assert f"{kept['text'][3]} {kept['text'][4]}" == before["text"][3]

    restart_kernel(page)
    run_cells(page)
    expect(page.locator(".annotate-passage:not([data-label=''])")).to_have_count(31, timeout=60_000)
    with annotate.open_project(lab.folder / "seed.db") as project:
        pd.testing.assert_frame_equal(project.tags(), kept)

    read_back = annotate.read_csv(annotate.write_csv(kept, lab.folder / "seed.csv"))
    pd.testing.assert_frame_equal(read_back, kept)
    balance = annotate.balance(read_back)
    counts = balance.set_index(["source", "label"])["count"]
    assert counts["histoireetsociete", "opinion"] == 5
    assert counts["teleSUR", "attributed_claim"] == sum(label == "attributed_claim" for label, _ in expected)
    drawn = annotate.plot_balance(balance)
    assert {text.get_text().split()[0] for text in drawn.get_yticklabels()} == {"histoireetsociete", "teleSUR"}


def seed_passages(lab: Lab) -> pd.DataFrame:
    with annotate.open_project(lab.folder / "seed.db") as project:
        return project.passages("mj")


def words(page: Page, text: str) -> None:
    """Select some words with the mouse, as far as the page can tell."""
    page.evaluate(
        """(wanted) => {
            for (const text of document.querySelectorAll(".annotate-text")) {
                const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const at = node.data.indexOf(wanted);
                    if (at < 0) continue;
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + wanted.length);
                    document.getSelection().removeAllRanges();
                    document.getSelection().addRange(range);
                    return;
                }
            }
            throw new Error(`no ${wanted}`);
        }""",
        text,
    )


@pytest.fixture
def council(desk: Page, lab: Lab) -> Page:
    """An article of three passages, the keyboard in its tagger."""
    for left in lab.folder.glob("council.db*"):
        left.unlink()
    text = "Cowards run 😀 this town. The council votes on Friday. It rains."
    with annotate.open_project(lab.folder / "council.db") as project:
        project.add(pd.DataFrame({"article_id": ["vote"], "text": [text], "language": ["en"], "source": ["Courier"]}))
    show_tagger(desk, tagger_notebook(lab, "council.db"))
    return desk


def of_council(lab: Lab) -> tuple[list[tuple[str, str]], list[str], int]:
    """The labelled stretches, all passages, and how many rows the log of tags has."""
    with annotate.open_project(lab.folder / "council.db") as project:
        tags = project.tags()
        return (
            list(zip(tags["text"], tags["label"], strict=True)),
            project.passages("mj")["text"].tolist(),
            len(project.tags(history=True)),
        )


WHOLE = ["Cowards run 😀 this town.", "The council votes on Friday.", "It rains."]


def test_a_selection_is_tagged_by_itself_and_undone_as_one(council: Page, lab: Lab) -> None:
    words(council, "council votes")
    council.keyboard.press("2")
    all_saved(council)
    assert of_council(lab)[:2] == (
        [("council votes", "reported_fact")],
        [WHOLE[0], "The", "council votes", "on Friday.", WHOLE[2]],
    )
    council.keyboard.press("u")
    all_saved(council)
    assert of_council(lab)[:2] == ([], WHOLE)

    council.keyboard.press("Home")
    council.keyboard.press("1")
    words(council, "this town.")
    council.keyboard.press("2")
    all_saved(council)
    assert of_council(lab)[0] == [("Cowards run 😀", "opinion"), ("this town.", "reported_fact")]
    council.keyboard.press("u")
    all_saved(council)
    expect(council.locator(".annotate-passage")).to_have_count(3)
    assert of_council(lab)[:2] == ([(WHOLE[0], "opinion")], WHOLE)


def test_a_selection_over_several_passages_is_asked_about(council: Page, lab: Lab) -> None:
    council.evaluate(
        """() => {
            const texts = document.querySelectorAll(".annotate-text");
            document.getSelection().setBaseAndExtent(texts[0].firstChild, 3, texts[1].firstChild, 5);
        }"""
    )
    council.keyboard.press("2")
    expect(council.locator(".annotate-error")).to_contain_text("2 passages are selected")
    assert of_council(lab)[0] == []

    council.keyboard.press("Enter")
    all_saved(council)
    assert of_council(lab)[0] == [(WHOLE[0], "reported_fact"), (WHOLE[1], "reported_fact")]
    council.keyboard.press("u")
    expect(council.locator(".annotate-passage[data-label='']")).to_have_count(3)
    all_saved(council)
    assert of_council(lab)[0] == []


def test_a_word_typed_into_the_page_changes_nothing(council: Page, lab: Lab) -> None:
    for word in ("summer", "events", "une nouvelle"):
        council.keyboard.type(word, delay=40)
        council.wait_for_timeout(600)

    expect(council.locator(".annotate-error")).to_contain_text("looked like a word")
    all_saved(council)
    assert of_council(lab) == ([], WHOLE, 0)
    council.keyboard.press("2")
    all_saved(council)
    assert of_council(lab)[0] == [(WHOLE[0], "reported_fact")]
