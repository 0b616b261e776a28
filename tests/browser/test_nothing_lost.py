"""Whatever dies, and whenever: what was acknowledged is on disk, what was pressed gets there, and "saved" is true.

`ANNOTATE_KILLS=100 pytest tests/browser/test_nothing_lost.py -k killed` kills a hundred kernels; CI kills five.
"""

import os
import random
import re
import threading
import time
from collections.abc import Callable

import pandas as pd
import psutil
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, WebSocket

import annotate
from annotate import store
from annotate.project import Project
from tests.browser.lab import (
    Lab,
    all_saved,
    kernel_process,
    run_cells,
    show_tagger,
    tagger,
    tagger_notebook,
    wait_for_kernel,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3600)]

KILLS = int(os.environ.get("ANNOTATE_KILLS", "5"))
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
    """Give the ids of all decisions in the store, in the order of writing."""
    with project._store.reading() as connection:
        return list(
            connection.execute(sa.select(store.decisions.c.decision_id).order_by(store.decisions.c.seq)).scalars()
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

            run_cells(desk)
            all_saved(desk)
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


def settle(page: Page) -> None:
    """Wait until the server has started another kernel in the place of the killed one, and JupyterLab has said so."""
    page.locator(".jp-Dialog-button").click(timeout=30_000)
    wait_for_kernel(page)


def stored_labels(project: Project) -> dict[int, str]:
    starts = project.passages("mj")["start"].tolist()
    kept = project.tags()
    return {starts.index(start): label for start, label in zip(kept["start"], kept["label"], strict=True)}


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.1)
