"""Text that would act if anybody let it stands there as text: in the tagger, in plain HTML, in nbconvert's page."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, Request, expect

import annotate
from annotate._codebook import Codebook
from annotate._project.project import Project
from annotate.tagger import Tagger
from tests import notebooks
from tests.browser.lab import Lab, show_tagger, tagger, tagger_notebook

pytestmark = pytest.mark.browser

ACT = "window.alive=1;alert(1)"
HOSTILE = [
    f"<script>{ACT}</script>",
    f"</script><script>{ACT}</script>",
    f"<img src=x onerror='{ACT}'>",
    f'"><img src=x onerror="{ACT}">',
    f"'><svg onload='{ACT}'>",
    f"<svg><script>{ACT}</script></svg>",
    f"<svg><animate onbegin='{ACT}' attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.alive=1</script>'></iframe>",
    f"<iframe src='javascript:{ACT}'></iframe>",
    f"<a href='javascript:{ACT}'>click</a>",
    f"<body onload='{ACT}'>",
    f"<input autofocus onfocus='{ACT}'>",
    f"<details open ontoggle='{ACT}'>",
    f"<video><source onerror='{ACT}'></video>",
    f"<math><mtext><style><img src=x onerror='{ACT}'></style></mtext></math>",
    "<style>* { display: none !important }</style>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<base href=https://example.org/>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<form action=https://example.org/><button>go</button></form>",
    "<object data=https://example.org/x></object><embed src=https://example.org/x>",
    '<p id="MathJax" class="MathJax">',
    "$x^2$ and $$\\href{javascript:alert(1)}{y}$$",
    r"\(x\) \[y\] \begin{align} z \end{align}",
    "`code` **bold** [link](javascript:alert(1)) ![x](https://example.org/x.png)",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= 1 %>",
    "\u202egnp.exe\u202c \u2066isolate \u202d override",
    "left \u200f\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u202b and on",
    "a\x00b\x07\x1b[31mred",
    "lone \ud800 and \udfff surrogates",
    "👩‍👩‍👧‍👦 👩🏽‍🚒 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301\u0323 Z" + "\u0351" * 40,
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
    "<!-- --> <![CDATA[ ]]> <?xml ?>",
    "__proto__ constructor toString",
]
BY_MARKUP = (
    "script, img, svg, iframe, object, embed, style, link, meta, base, form, math, video, details, a, #MathJax, "
    ".MathJax, mjx-container"
)

LIVING = """(root) => {
    const all = [...root.querySelectorAll("*")];
    const made = all.filter((one) => one.matches(BY_MARKUP));
    const acting = all.filter((one) => [...one.attributes].some(({ name }) => name.startsWith("on")));
    return { found: [...made, ...acting].map((one) => one.outerHTML), alive: window.alive ?? null };
}""".replace("BY_MARKUP", repr(BY_MARKUP))
"""What a text has brought to life: elements that only markup makes, attributes that act, a canary's song."""
DEAD = {"found": [], "alive": None}


def hostile_codebook() -> Codebook:
    shipped = Codebook.shipped()
    everything = " ".join(HOSTILE).replace("\x00", "").replace("\x07", "").replace("\x1b", "")
    everything = everything.encode("utf-8", "ignore").decode()
    words = {"en": everything, "fr": everything}
    label = dataclasses.replace(shipped.labels[0], title=words, definition=words, include={"en": HOSTILE[:9]})
    return dataclasses.replace(shipped, name="hostile", labels=(label, *shipped.labels[1:]))


CODER = "".join(HOSTILE[:6])


def fill(project: Project) -> None:
    """Add an article whose every passage, speaker, note, source and title is hostile; the whole of it tagged."""
    everything = " ".join(HOSTILE)
    words = {
        "article_id": "hostile",
        "title": everything,
        "author": everything,
        "source": everything,
        "url": everything,
    }
    page = {**words, "language": "en", "text": "\n".join(HOSTILE)}
    (outcome,) = project.add(pd.DataFrame([page], dtype=object)).to_dict("records")
    assert outcome["outcome"] == "added", outcome
    for nth, passage in enumerate(project.passages().itertuples()):
        text = HOSTILE[nth % len(HOSTILE)]
        project.tag(
            "hostile", passage.start, passage.end, "attributed_claim", coder=CODER, speaker=text, note=text,
            speaker_kind="named",
        )  # fmt: skip
    first = project.passages().iloc[0]
    project.tag("hostile", first["start"], first["end"], "opinion", coder=CODER)
    project.set_source("hostile", HOSTILE[3], coder=CODER, start=int(project.passages().iloc[5]["start"]))


@pytest.fixture
def quiet(desk: Page) -> Iterator[list[str]]:
    """Listen for what must never come: a dialog, or a request to anybody else."""
    heard: list[str] = []

    def dialog(opened: object) -> None:
        heard.append(f"dialog: {opened}")
        opened.dismiss()  # type: ignore[attr-defined]

    def request(made: Request) -> None:
        if "example.org" in made.url:
            heard.append(made.url)

    desk.on("dialog", dialog)
    desk.on("request", request)
    yield heard
    desk.remove_listener("dialog", dialog)
    desk.remove_listener("request", request)
    assert heard == []


def test_hostile_text_is_inert_in_the_tagger(desk: Page, lab: Lab, quiet: list[str]) -> None:
    assert len(HOSTILE) >= 30
    with annotate.open_project(lab.folder / "hostile.db", codebook=hostile_codebook()) as project:
        fill(project)
        texts = project.passages()["text"].tolist()
    notebook = tagger_notebook(lab, "hostile.db", coder="mj", options=f")\ntagger.coder = ({CODER!r}")

    show_tagger(desk, notebook)
    root = tagger(desk)
    expect(root.locator(".annotate-detail").first).to_be_visible()
    assert root.evaluate(LIVING) == DEAD

    for key in ("h", "End", "n", "Escape", "v", "Escape", "Home", "3"):  # help, and every field filled
        desk.keyboard.press(key)
        assert root.evaluate(LIVING) == DEAD
    for key in ("Escape", "h"):  # out of the speaker's field, and the help away
        desk.keyboard.press(key)
    for nth in range(0, len(texts), 12):
        root.locator(".annotate-text").nth(nth).hover()
    assert root.evaluate(LIVING) == DEAD

    shown = root.locator(".annotate-text").evaluate_all("(all) => all.map((one) => one.textContent)")
    whole = [(was, now) for was, now in zip(texts, shown, strict=True) if was.isprintable()]
    assert len(whole) > 20
    assert all(was == now for was, now in whole)
    # An override in one text turns no other text round.
    loose = root.locator("[dir=auto]").evaluate_all(
        "(all) => all.filter((one) => !/isolate|plaintext/.test(getComputedStyle(one).unicodeBidi)"
        " && one.tagName !== 'INPUT').length"
    )
    assert loose == 0


def test_hostile_text_is_inert_in_plain_html_and_in_nbconverts_page(
    desk: Page, lab: Lab, quiet: list[str], tmp_path: Path
) -> None:
    with annotate.open_project(tmp_path / "hostile.db", codebook=hostile_codebook()) as project:
        fill(project)
        bundle, _ = Tagger(project, coder=CODER)._repr_mimebundle_()
    notebook = notebooks.read(notebooks.write(tmp_path / "hostile.ipynb", "tagger"))
    shows = {"output_type": "display_data", "metadata": {}, "data": bundle}
    notebook.cells[0].outputs = [type(notebook)(shows)]
    pages = {"plain.html": bundle["text/html"], "converted.html": notebooks.page_of(notebook)}

    for name, content in pages.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        shown = desk.context.new_page()
        try:
            shown.on("dialog", lambda dialog: quiet.append(f"dialog: {dialog.message}"))
            shown.on("request", lambda request: "example.org" in request.url and quiet.append(request.url))
            shown.goto((tmp_path / name).as_uri(), wait_until="domcontentloaded")
            shown.wait_for_timeout(300)
            root = shown.locator(".tex2jax_ignore").first
            assert "window.alive=1" in root.inner_text()
            assert root.evaluate(LIVING) == DEAD, name
        finally:
            shown.close()


@pytest.mark.parametrize("keeps_state", [False, True])
def test_a_notebook_run_and_converted_without_a_browser_is_inert_and_readable(
    desk: Page, quiet: list[str], tmp_path: Path, keeps_state: bool
) -> None:
    with annotate.open_project(tmp_path / "hostile.db", codebook=hostile_codebook()) as project:
        fill(project)
    cell = f"import annotate\nannotate.Tagger(annotate.open_project('hostile.db'), coder={CODER!r})"
    # As `jupyter nbconvert --execute` does it, with the option that docs/formats.md names, and without.
    ran = notebooks.run(notebooks.write(tmp_path / "hostile.ipynb", cell), store_widget_state=keeps_state)
    assert ("widgets" in ran.metadata) == keeps_state
    (tmp_path / "converted.html").write_text(notebooks.page_of(ran), encoding="utf-8")

    shown = desk.context.new_page()
    try:
        shown.on("dialog", lambda dialog: quiet.append(f"dialog: {dialog.message}"))
        shown.on("request", lambda request: "example.org" in request.url and quiet.append(request.url))
        shown.goto((tmp_path / "converted.html").as_uri(), wait_until="domcontentloaded")
        shown.wait_for_timeout(300)

        assert shown.evaluate("window.alive ?? null") is None
        if not keeps_state:
            root = shown.locator(".jp-OutputArea-output .tex2jax_ignore")
            assert root.evaluate(LIVING) == DEAD
            expect(root).to_be_visible()
            text = root.inner_text()
            for piece in (HOSTILE[0], HOSTILE[2], "$x^2$ and $$", '<p id="MathJax"', "Attributed claim"):
                assert piece in text
    finally:
        shown.close()
