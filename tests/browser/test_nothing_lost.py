"""Whatever dies, and whenever: what was acknowledged is on disk, what was pressed gets there, and "saved" is true.

`ANNOTATE_KILLS=100 pytest tests/browser/test_nothing_lost.py -k killed` kills a hundred kernels; CI kills three.
"""

import os
import random
import re
import sqlite3
import threading
import time
from collections.abc import Callable

import pandas as pd
import psutil
import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, WebSocket, expect

import annotate
from annotate._project import tables
from annotate._project.project import Project
from tests.browser.lab import (
    Lab,
    all_saved,
    another_window,
    kernel_process,
    open_notebook,
    reach_by_keyboard,
    restart_kernel,
    run_cells,
    run_code,
    settle,
    show_tagger,
    tagger,
    tagger_notebook,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200 + 40 * int(os.environ.get("ANNOTATE_KILLS", "3")))]

KILLS = int(os.environ.get("ANNOTATE_KILLS", "3"))
LABELS = {"1": "opinion", "2": "reported_fact", "0": "excluded"}

WATCH = """() => {
    window.pressed = [];
    window.said = [];
    const pressing = (event) => {
        const tagger = event.target.closest(".annotate-tagger");
        const place = tagger?.querySelector("[aria-selected=true]")?.dataset.nth;
        if (tagger && "120u".includes(event.key)) window.pressed.push([event.key, Number(place)]);
    };
    window.addEventListener("keydown", pressing, { capture: true });
    const look = () => {
        const state = document.querySelector(".annotate-state");
        if (state?.textContent) window.said.push([state.dataset.state, window.pressed.length]);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true,
        attributeFilter: ["data-state"] });
}"""
"""Note each key pressed in the tagger and the passage framed then; and each time what the state line says, and how many
keys had been pressed by then."""


def make_project(lab: Lab, name: str, passages: int, articles: int = 1) -> None:
    texts = [" ".join(f"Sentence {nth} of {name}{which}." for nth in range(passages)) for which in range(articles)]
    ids = [f"{name}{which}" for which in range(articles)]
    with annotate.open_project(lab.folder / f"{name}.db") as project:
        project.add(pd.DataFrame({"article_id": ids, "text": texts, "language": "en", "source": "The Courier"}))
        assert len(project.passages()) == passages * articles


def decided(project: Project) -> list[str]:
    """Return the ids of all decisions in the store, in the order of writing."""
    with project._store.reading() as connection:
        return list(
            connection.execute(sa.select(tables.decisions.c.decision_id).order_by(tables.decisions.c.seq)).scalars()
        )


class Wire:
    """Listens between page and kernel: which decisions went up, and which were acknowledged."""

    def __init__(self, page: Page) -> None:
        self.sent: list[str] = []
        self.acknowledged: set[str] = set()
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self._up(_text(frame)))
        socket.on("framereceived", lambda frame: self._down(_text(frame)))

    def _up(self, text: str) -> None:
        for decision in re.findall(r'"decision": ?"(\w+)"', text) if '"coder"' in text else []:
            if decision not in self.sent:
                self.sent.append(decision)

    def _down(self, text: str) -> None:
        self.acknowledged.update(re.findall(r'"kind": ?"saved", ?"decision": ?"(\w+)"', text))


def _text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode("utf-8", errors="replace")


def meaning(keys: list[tuple[str, int]]) -> dict[int, str]:
    """Reckon what keys say without the tagger: each tags the passage framed, `u` takes the last tag back."""
    made: list[tuple[int, str]] = []
    for key, place in keys:
        if key == "u":
            del made[-1:]
        else:
            made.append((place, LABELS[key]))
    return dict(made)


def test_no_tag_is_lost_when_the_kernel_is_killed_while_keys_stream_in(desk: Page, lab: Lab) -> None:
    rng = random.Random("kill the kernel")
    make_project(lab, "killed", passages=40 + 30 * KILLS)
    wire = Wire(desk)
    reopen(desk)  # so that the wire is heard from its beginning
    show_tagger(desk, tagger_notebook(lab, "killed.db"))
    desk.evaluate(WATCH)

    with annotate.open_project(lab.folder / "killed.db") as project:
        for _ in range(KILLS):
            keys = stream_and_kill(desk, lab, rng)
            settle(desk)
            on_disk = decided(project)
            assert wire.acknowledged <= set(on_disk), "an acknowledged decision is not on disk"
            lies = [said for said in desk.evaluate("window.said") if said[0] == "saved" and said[1] > len(on_disk)]
            assert not lies, f"the page said saved with {len(on_disk)} decisions on disk: {lies}"

            run_again(desk)
            assert decided(project) == wire.sent
            assert len(wire.sent) == len(keys)
            assert stored_labels(project) == meaning(keys)


def reopen(page: Page) -> None:
    page.reload()
    page.wait_for_function("window.jupyterapp?.shell", timeout=90_000)
    page.evaluate("window.jupyterapp.restored.then(() => true)")


def stream_and_kill(page: Page, lab: Lab, rng: random.Random) -> list[tuple[str, int]]:
    """Press keys, some before and some after a moment at which the kernel dies; give all keys pressed so far."""
    process = kernel_process(lab)
    tagger(page).locator(".annotate-page").focus()
    threading.Timer(rng.uniform(0, 0.4), process.kill).start()
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        page.keyboard.press(rng.choice("111222200u"))
        time.sleep(rng.choice([0, 0.01, 0.05]))
    psutil.wait_procs([process], timeout=10)
    return page.evaluate("window.pressed")


def run_again(page: Page) -> None:
    """Run the notebook in the new kernel, and wait until all that waited is saved."""
    run_cells(page)
    all_saved(page)


def stored_labels(project: Project) -> dict[int, str]:
    starts = project.passages("mj")["start"].tolist()
    kept = project.tags()
    return {starts.index(start): label for start, label in zip(kept["start"], kept["label"], strict=True)}


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.1)


def test_a_full_disk_is_said_and_when_there_is_room_all_is_written(desk: Page, lab: Lab) -> None:
    make_project(lab, "full", passages=60)
    show_tagger(desk, tagger_notebook(lab, "full.db"))
    run_code(
        desk,
        """
        import sqlalchemy
        most_pages = 1  # no more than there are
        @sqlalchemy.event.listens_for(project._store.engine, "checkout")
        def limit(connection, *_):
            connection.execute(f"PRAGMA max_page_count={most_pages}")
        """,
    )
    keys = ["1", "2"] * 25
    for key in keys:
        desk.keyboard.press(key)
    state = tagger(desk).locator(".annotate-state")
    expect(state).to_contain_text("is full: make room", timeout=20_000)
    expect(state).to_have_attribute("data-state", "unsaved")
    expect(tagger(desk).locator(".annotate-passage:not([data-label=''])")).to_have_count(len(keys))

    run_code(desk, "most_pages = 1_000_000")

    all_saved(desk)
    with annotate.open_project(lab.folder / "full.db") as project:
        assert project.tags()["label"].tolist() == [LABELS[key] for key in keys]


def test_a_locked_project_is_said_and_when_it_is_free_all_is_written(desk: Page, lab: Lab) -> None:
    make_project(lab, "locked", passages=6)
    show_tagger(desk, tagger_notebook(lab, "locked.db"))
    other = sqlite3.connect(lab.folder / "locked.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for key in "12":
        desk.keyboard.press(key)
    state = tagger(desk).locator(".annotate-state")
    expect(state).to_contain_text("another program is writing", timeout=40_000)
    expect(state).to_contain_text("Not saved (2")

    other.execute("ROLLBACK")
    other.close()

    all_saved(desk)
    with annotate.open_project(lab.folder / "locked.db") as project:
        assert project.tags()["label"].tolist() == ["opinion", "reported_fact"]


def test_a_project_that_cannot_be_written_is_said_in_french_and_later_written(desk: Page, lab: Lab) -> None:
    make_project(lab, "frozen", passages=6)
    show_tagger(desk, tagger_notebook(lab, "frozen.db", options=", language='fr'"))
    run_code(
        desk,
        """
        import sqlalchemy
        frozen = 1
        @sqlalchemy.event.listens_for(project._store.engine, "checkout")
        def freeze(connection, *_):
            connection.execute(f"PRAGMA query_only={frozen}")
        """,
    )
    for key in "12":
        desk.keyboard.press(key)
    state = tagger(desk).locator(".annotate-state")
    expect(state).to_contain_text("Non enregistré (2", timeout=20_000)
    expect(state).to_contain_text("le projet est en lecture seule")

    run_code(desk, "frozen = 0")

    all_saved(desk)
    with annotate.open_project(lab.folder / "frozen.db") as project:
        assert project.tags()["label"].tolist() == ["opinion", "reported_fact"]


TROUBLES = {
    "nobody knows": ("", "annotate does not know", "annotate ne connaît pas"),
    "no server": ("sqlstate = '08006'", "does not answer", "ne répond pas"),
    "damage": ("sqlite_errorname = 'SQLITE_CORRUPT'", "is damaged", "est endommagée"),
}


@pytest.mark.slow
def test_a_database_in_trouble_is_told_in_the_pages_language_and_later_written(desk: Page, lab: Lab) -> None:
    make_project(lab, "troubled", passages=6)
    for language, nth in (("en", 1), ("fr", 2)):
        notebook = tagger_notebook(lab, "troubled.db", coder=language, options=f", language={language!r}")
        show_tagger(desk, notebook)
        state = tagger(desk).locator(".annotate-state")
        for trouble in TROUBLES.values():
            run_code(
                desk,
                f"""
                import sqlite3, sqlalchemy
                error = sqlite3.OperationalError("the moon is full")
                error.{trouble[0] or "other = ''"}
                def fail(*_):
                    raise sqlalchemy.exc.OperationalError("", {{}}, error)
                sqlalchemy.event.listen(project._store.engine, "begin", fail, insert=True)
                """,
            )
            desk.keyboard.press("1")
            expect(state).to_contain_text(trouble[nth], timeout=20_000)
            run_code(desk, 'sqlalchemy.event.remove(project._store.engine, "begin", fail)')
            all_saved(desk)
    with annotate.open_project(lab.folder / "troubled.db") as project:
        assert len(project.tags()) == 2 * len(TROUBLES)


def test_a_passage_cut_anew_elsewhere_is_not_tagged_and_the_page_says_why_in_its_language(desk: Page, lab: Lab) -> None:
    make_project(lab, "recut", passages=3)
    show_tagger(desk, tagger_notebook(lab, "recut.db", options=", language='fr'"))
    with annotate.open_project(lab.folder / "recut.db") as project:
        starts = project.passages("mj")[["start", "end"]].to_numpy().tolist()
    merged = (0, starts[1][1])
    run_code(
        desk,
        f"""
        tagger.notice = lambda *_, **__: None  # the page does not hear of it in time
        project.cut("recut0", {starts[:2]}, [{merged}], coder="mj")
        project.tag("recut0", *{merged}, "opinion", coder="mj")
        """,
    )

    desk.keyboard.press("2")

    expect(tagger(desk).locator(".annotate-error")).to_contain_text("coupé ou fusionné entre-temps")
    expect(tagger(desk).locator(".annotate-passage")).to_have_count(2)
    with annotate.open_project(lab.folder / "recut.db") as project:
        assert project.tags()[["start", "end", "label"]].to_numpy().tolist() == [[*merged, "opinion"]]


def test_two_tabs_on_one_kernel_show_each_others_tags(desk: Page, lab: Lab) -> None:
    make_project(lab, "tabs", passages=6)
    notebook = tagger_notebook(lab, "tabs.db")
    show_tagger(desk, notebook)
    desk.evaluate("window.jupyterapp.shell.currentWidget.context.save()")
    second = another_window(desk, lab, "second")
    try:
        open_notebook(second, notebook)
        tagger(second).locator(".annotate-passage").first.wait_for(timeout=60_000)

        desk.keyboard.press("1")
        expect(row(second, 0)).to_have_attribute("data-label", "opinion")
        row(second, 1).click()
        second.keyboard.press("2")
        expect(row(desk, 1)).to_have_attribute("data-label", "reported_fact")
        all_saved(desk)
        all_saved(second)
    finally:
        second.close()
    with annotate.open_project(lab.folder / "tabs.db") as project:
        assert project.tags()["label"].tolist() == ["opinion", "reported_fact"]


def test_two_kernels_and_two_coders_on_one_article_lose_nothing(desk: Page, lab: Lab) -> None:
    make_project(lab, "shared", passages=6)
    mine, theirs = tagger_notebook(lab, "shared.db", coder="mj"), tagger_notebook(lab, "shared.db", coder="ab")
    show_tagger(desk, mine)
    desk.keyboard.press("1")
    show_tagger(desk, theirs)
    for key in "22":
        desk.keyboard.press(key)
    all_saved(desk)
    expect(tagger(desk)).to_contain_text("mj 1 here")

    show_tagger(desk, mine, cells=0)

    expect(tagger(desk)).to_contain_text("ab 2 here")
    desk.keyboard.press("0")
    all_saved(desk)
    with annotate.open_project(lab.folder / "shared.db") as project:
        kept = project.tags()
    by_coder = {coder: list(rows["label"]) for coder, rows in kept.groupby("coder", observed=True)}
    assert by_coder == {"ab": ["reported_fact"] * 2, "mj": ["opinion", "excluded"]}


def test_undo_and_redo_reach_across_articles_and_a_restart(desk: Page, lab: Lab) -> None:
    make_project(lab, "undone", passages=4, articles=2)
    show_tagger(desk, tagger_notebook(lab, "undone.db"))
    desk.keyboard.press("1")
    all_saved(desk)
    desk.keyboard.press("]")
    expect(tagger(desk).locator(".annotate-progress")).to_contain_text("2 of 2")
    desk.keyboard.press("2")
    all_saved(desk)
    restart_kernel(desk)
    run_cells(desk)
    expect(row(desk, 0)).to_have_attribute("data-label", "reported_fact", timeout=30_000)
    reach_by_keyboard(desk)

    with annotate.open_project(lab.folder / "undone.db") as project:
        for key, left in (("u", 1), ("u", 0), ("r", 1), ("r", 2)):
            desk.keyboard.press(key)
            wait_until(lambda left=left: len(project.tags()) == left)
        assert project.tags()["label"].tolist() == ["opinion", "reported_fact"]


def row(page: Page, nth: int) -> Locator:
    return tagger(page).locator(f".annotate-passage[data-nth='{nth}']")
