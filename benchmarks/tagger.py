"""How quick the tagger is, in a real JupyterLab in Chromium, beside a bare probe widget in the same run.

    python benchmarks/tagger.py            all; about five minutes
    python benchmarks/tagger.py --quick    fewer keys and a smaller project

Printed are medians and, where there is a peer, ratios against it: the probe paints one row per key and has its kernel
answer, and does nothing else; one keeps the next row in view, as anybody who reads needs, one does not even that. What
is compared stands open side by side, and takes turns of a few keys.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["ANNOTATE_COLD_KERNELS"] = "1"  # a kernel starts as a user's does

import annotate
from annotate.tagger import Tagger
from tests.browser import chromium
from tests.browser.lab import (
    Lab,
    another_window,
    browse,
    close_shelf,
    open_lab,
    open_notebook,
    run_cells,
    serve,
    tagger_notebook,
    wait_for_kernel,
    write_notebook,
)

TURN = 10
KEYS = 20 if "--quick" in sys.argv else 60
LARGE = 20_000 if "--quick" in sys.argv else 100_000

PROBE = '''
import anywidget, traitlets
class Probe(anywidget.AnyWidget):
    scrolls = traitlets.Bool().tag(sync=True)
    passages = traitlets.List().tag(sync=True)
    _esm = """
    export default { render({ model, el }) {
        const root = document.createElement("div");
        root.className = "probe"; root.tabIndex = 0; root.dataset.lmSuppressShortcuts = "true";
        const rows = model.get("passages").map((text) => {
            const row = document.createElement("div");
            row.textContent = text; row.className = "row"; root.append(row);
            return row;
        });
        root.style.cssText = "max-height: 60vh; overflow: auto";
        rows.forEach((row) => { row.style.contentVisibility = "auto"; row.style.containIntrinsicSize = "auto 3em"; });
        let nth = 0;
        root.addEventListener("keydown", (event) => {
            event.stopPropagation(); event.preventDefault();
            if (!"12".includes(event.key)) return;
            rows[nth].dataset.label = event.key;
            rows[nth].style.borderLeft = "4px solid red";
            model.send({ nth, label: event.key });
            nth += 1;
            if (model.get("scrolls")) rows[nth]?.scrollIntoView({ block: "center" });
        });
        model.on("msg:custom", (message) => { root.dataset.answered = message.nth; });
        el.append(root);
    } };
    """
    def __init__(self, passages, scrolls):
        super().__init__(passages=passages, scrolls=scrolls)
        self.on_msg(lambda _, message, buffers: self.send({"nth": message["nth"]}))
'''

TIME_KEYS = """() => {
    window.painted = [];
    window.addEventListener("keydown", () => {
        const begun = performance.now();
        // After the frame that shows it: a frame's callback runs before painting, the message after it.
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => window.painted.push(performance.now() - begun);
            channel.port2.postMessage(null);
        });
    }, { capture: true });
}"""

TIME_ANSWERS = """() => {
    window.answered = [];
    let begun = 0;
    window.addEventListener("keydown", () => { begun = performance.now(); }, { capture: true });
    const look = (changes) => {
        const state = document.querySelector(".annotate-state, .probe");
        const isDone = state?.dataset.state === "saved" || changes.some((one) => one.attributeName === "data-answered");
        if (begun && isDone) { window.answered.push(performance.now() - begun); begun = 0; }
    };
    const options = { subtree: true, attributes: true, attributeFilter: ["data-state", "data-answered"] };
    new MutationObserver(look).observe(document.body, options);
}"""


def sentences(count: int, words: int = 12) -> str:
    return " ".join(
        f"Sentence {nth} {'says that the council votes on it ' * (words // 7)}again." for nth in range(count)
    )


def make(folder: Path, name: str, passages: int, *, filler: int = 0, words: int = 12) -> str:
    """Make a project with one article to tag, and as many other passages as asked for."""
    rows = [{"article_id": "measured", "text": sentences(passages, words)}]
    rows += [{"article_id": f"other{nth}", "text": sentences(500, 7)} for nth in range(filler // 500)]
    with annotate.open_project(folder / name) as project:
        project.add(pd.DataFrame(rows).assign(language="en", source="The Courier"))
    return name


def press(page: Page, count: int, pause: int = 60) -> None:
    for nth in range(count):
        page.keyboard.press("12"[nth % 2])
        page.wait_for_timeout(pause)


def in_turn(windows: dict[str, Page], what: str, pause: int, computing: bool = False) -> dict[str, float]:
    """Press keys in each window in turn, a few at a time; give each window's median of `what` it measured."""
    times: dict[str, list[float]] = {who: [] for who in windows}
    for _ in range(KEYS // TURN):
        for who, window in windows.items():
            window.bring_to_front()
            window.evaluate(f"window.{what} = []")
            if computing:
                compute(window, TURN * pause / 1000 + 1.5)
            press(window, TURN, pause)
            times[who] += window.evaluate(f"window.{what}")
            if computing:
                wait_for_kernel(window)
    return {who: statistics.median(found) for who, found in times.items()}


def compute(page: Page, seconds: float) -> None:
    """Have a cell compute, without waiting for it."""
    page.evaluate(
        "(code) => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }); }",
        f"import time\nuntil = time.monotonic() + {seconds}\nwhile time.monotonic() < until: sum(range(1000))",
    )
    page.wait_for_timeout(300)


def show(window: Page, notebook: str, where: str) -> Page:
    """Run a notebook to its widget, and give that the keyboard."""
    open_notebook(window, notebook)
    run_cells(window)
    window.locator(where).wait_for(state="attached", timeout=180_000)  # on a machine with other work, too
    if where == ".annotate-page":
        window.wait_for_timeout(2000)
        close_shelf(window)  # on which a coder of several articles begins
    window.locator(where).focus()
    window.wait_for_timeout(2000)
    window.evaluate(TIME_KEYS)
    window.evaluate(TIME_ANSWERS)
    return window


@contextmanager
def side_by_side(page: Page, lab: Lab, shown: dict[str, tuple[str, str]]) -> Iterator[dict[str, Page]]:
    """Open each notebook in a window of its own."""
    lab.end_kernels()
    windows = {who: another_window(page, lab, f"w{nth}") for nth, who in enumerate(shown)}
    try:
        yield {who: show(windows[who], *of) for who, of in shown.items()}
    finally:
        for window in windows.values():
            window.close()


def key_to_painted(page: Page, lab: Lab, passages: int) -> None:
    """Measure the probes and the tagger, idle and while a cell computes."""
    texts = f"[f'Sentence {{nth}} says that the council votes on it again.' for nth in range({passages})]"
    shown = {
        who: (
            write_notebook(lab, f"{who}{passages}.ipynb", PROBE, f"probe = Probe({texts}, {scrolls})\nprobe"),
            ".probe",
        )
        for who, scrolls in (("bare probe", False), ("probe", True))
    }
    tags = tagger_notebook(lab, make(lab.folder, f"paint{passages}.db", passages))
    with side_by_side(page, lab, {**shown, "tagger": (tags, ".annotate-page")}) as windows:
        for when, computing in (("idle", False), ("while a cell computes", True)):
            times = in_turn(windows, "painted", 60, computing)
            for peer in shown:
                what = f"key to painted, {peer} → tagger"
                say(what, f"{passages:,} passages, {when}", times[peer], times["tagger"])


def key_to_durable(page: Page, lab: Lab, sizes: tuple[int, int]) -> None:
    """Measure from key to acknowledgement in projects of two sizes."""
    shown = {
        f"{size}": (tagger_notebook(lab, make(lab.folder, f"durable{size}.db", 500, filler=size)), ".annotate-page")
        for size in sizes
    }
    with side_by_side(page, lab, shown) as windows:
        small, large = in_turn(windows, "answered", 150).values()
    say("key to durable and acknowledged", f"1,000 → {sizes[1]:,} passages", small, large)


def durable_in_turn(folder: Path, sizes: tuple[int, int]) -> list[float]:
    """Measure from message to acknowledgement, on disk, in projects of two sizes, tag by tag in turn."""
    taggers, times = [], {size: [] for size in sizes}
    for size in sizes:
        project = annotate.open_project(folder / make(folder, f"turn{size}.db", 500, filler=size))
        taggers.append((size, Tagger(project, coder="mj"), project.passages()[["start", "end"]].values[:150].tolist()))
    for nth in range(150):
        for size, tagger, spans in taggers:
            tagger.send = lambda message, buffers=None: None
            words = {"article_id": "measured", "start": spans[nth][0], "end": spans[nth][1], "label": "opinion"}
            begun = time.perf_counter()
            tagger._handle_custom_msg({"do": "tag", "decision": f"d{nth}", "coder": "mj", **words}, [])
            times[size].append(time.perf_counter() - begun)
    return [1000 * statistics.median(times[size]) for size in sizes]


FAKE = """async ([source, css]) => {
    const style = document.createElement("style");
    style.textContent = css;
    document.head.append(style);
    const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    window.sent = [];
    const model = { get: () => "en", send: (content) => window.sent.push(content), off: () => {},
        on: (_, callback) => { window.receive = callback; } };
    const widget = module.default();
    widget.initialize({ model });
    widget.render({ model, el: document.body, signal: new AbortController().signal });
}"""
"""The tagger's own page without JupyterLab, its kernel played by us: what is measured is the page alone."""

TIME_OPENING = """async ([texts, message]) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
    const plain = [], tagger = [];
    const list = document.querySelector(".annotate-page");
    for (let nth = 0; nth < 5; nth += 1) {
        await frame();
        let begun = performance.now();
        const box = document.createElement("div");
        box.style.cssText = "height: 60vh; overflow: auto";
        for (const text of texts) {
            const row = document.createElement("div");
            row.textContent = text;
            box.append(row);
        }
        document.body.append(box);
        await frame();
        plain.push(performance.now() - begun);
        box.remove();
        await frame();
        begun = performance.now();
        window.receive(message);
        await frame();
        tagger.push(performance.now() - begun);
    }
    return [median(plain), median(tagger)];
}"""


TIME_SCROLLING = """async (texts) => {
    const frame = () => new Promise(requestAnimationFrame);
    const scroll = async (box) => {
        const times = [];
        for (let nth = 0; nth < 200; nth += 1) {
            const begun = performance.now();
            box.scrollTop += 400;
            await frame();
            times.push(performance.now() - begun);
        }
        return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
    };
    const tagger = await scroll(document.querySelector(".annotate-page"));
    const box = document.createElement("div");
    box.style.cssText = "height: 60vh; overflow: auto";
    for (const text of texts) {
        const row = document.createElement("div");
        row.textContent = text;
        box.append(row);
    }
    document.body.prepend(box);
    const plain = await scroll(box);
    box.remove();
    return [plain, tagger];
}"""


def article_message(folder: Path, words: int, passages: int) -> tuple[Tagger, list[str], dict[str, str]]:
    """Return a tagger, the texts of its article's passages, and the message that opens it."""
    project = annotate.open_project(folder / f"book{passages}.db")
    text = sentences(passages, words)
    project.add(pd.DataFrame({"article_id": ["book"], "text": [text], "language": ["en"], "source": ["The Courier"]}))
    tagger, down = Tagger(project, coder="mj"), []
    tagger.send = lambda message, buffers=None: down.append(message)
    tagger._send_article()
    return tagger, project.passages()["text"].tolist(), down[0]


def page_alone(page: Page, folder: Path) -> dict[str, float]:
    """Measure the opening of a 1 MB article, and the bytes of messages."""
    here = Path(annotate.__file__).parent / "tagger"
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto("about:blank")
    page.evaluate(FAKE, [(here / "tagger.js").read_text(), (here / "tagger.css").read_text()])
    tagger, texts, opened = article_message(folder, 28, 7_000)
    plain, drawn = page.evaluate(TIME_OPENING, [texts, opened])
    characters = sum(map(len, texts))
    plain_scrolled, scrolled = page.evaluate(TIME_SCROLLING, texts)

    tagger, _, opened = article_message(folder, 14, 1_000)
    page.evaluate("(message) => window.receive(message)", opened)
    page.evaluate("document.querySelector('.annotate-page').focus()")
    page.evaluate("window.sent = []")
    press(page, 20, 0)
    # On a slow machine the page sends again what nobody has answered yet.
    sent = [message for message in page.evaluate("window.sent") if "decision" in message]
    up = list({message["decision"]: message for message in sent}.values())
    down: list[Any] = []
    tagger.send = lambda message, buffers=None: down.append(message)
    for message in up:
        tagger._handle_custom_msg(message, [])
    answers = [message for message in down if "decision" in message]
    assert [answer["kind"] for answer in answers] == ["saved"] * 20, down
    return {
        "characters": characters,
        "passages": len(texts),
        "plain": plain,
        "drawn": drawn,
        "plain_scrolled": plain_scrolled,
        "scrolled": scrolled,
        "up": statistics.median(len(json.dumps(message)) for message in up),
        "down": statistics.median(len(json.dumps(message)) for message in answers),
        "first": len(json.dumps(opened)),
    }


def main() -> None:
    path = chromium.find() or sys.exit(chromium.NONE_TO_BE_HAD)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with browse(path) as page:
            report_page(page_alone(page, folder))
        (folder / "lab").mkdir()
        with serve(folder / "lab") as lab, browse(path) as page:
            open_lab(page, lab)
            for passages in (500, 5_000):
                key_to_painted(page, lab, passages)
            key_to_durable(page, lab, (500, LARGE))
            lab.end_kernels()
        small, large = durable_in_turn(folder, (500, LARGE))
        say("message to durable, in the kernel, tag by tag in turn", f"1,000 → {LARGE:,} passages", small, large)


def report_page(found: dict[str, float]) -> None:
    what = f"{found['characters']:,} characters, {found['passages']:,} passages"
    say("an article received to painted, plain <div> → tagger", what, found["plain"], found["drawn"])
    say("a screenful scrolled, the slowest frame but 5 %", what, found["plain_scrolled"], found["scrolled"])
    print(f"bytes of one tag: {found['up']:.0f} up, {found['down']:.0f} down")
    print(f"bytes of the message that opens an article of 1,000 passages: {found['first']:,}", flush=True)


def say(what: str, where: str, peer: float, mine: float) -> None:
    print(f"{what}, {where}: {peer:.1f} ms → {mine:.1f} ms: {mine / peer:.2f} ×", flush=True)


if __name__ == "__main__":
    main()
