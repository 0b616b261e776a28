"""Take the README's pictures of the tagger, from the real thing: ``python docs/screenshots.py``.

It opens notebook 01 in a JupyterLab of its own, tags the first passages of an article with the keyboard, and takes the
page with its hits of a word, and the shelf of all articles, in JupyterLab's light and dark themes.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

import annotate

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.browser import chromium  # noqa: E402  the tests' JupyterLab, which is no installed package
from tests.browser.lab import browse, close_shelf, open_lab, open_notebook, run_cells, run_code, serve, set_theme  # noqa: E402

ARTICLE = "The Tarrow Courier/dyke"
PASSAGES = 23
WORD = "dyke"
KEYS = {"opinion": "1", "reported_fact": "2", "attributed_claim": "3", "excluded": "0"}


def tag(page: Page) -> None:
    """Tag the first passages as the first coder of the sample did."""
    page.locator(".annotate-page").first.focus()
    tags = annotate.read_csv(HERE.parent / "data/sample_tags.csv")
    first = tags[(tags["article_id"] == ARTICLE) & (tags["coder"] == tags["coder"].iloc[0])].sort_values("start")
    for label, speaker in first[["label", "speaker"]].head(PASSAGES).itertuples(index=False):
        page.keyboard.press(KEYS[label])
        if label == "attributed_claim":
            page.wait_for_timeout(250)
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(speaker)
            page.keyboard.press("Delete")
            page.keyboard.press("Enter")
        page.wait_for_timeout(250)
    page.wait_for_timeout(900)


def show_hits(page: Page) -> None:
    """Search a word: its hits are marked and counted over the text."""
    page.keyboard.press("/")
    page.keyboard.type(WORD)
    page.wait_for_timeout(900)
    page.keyboard.press("Enter")
    page.wait_for_timeout(900)


def show_shelf(page: Page) -> None:
    """Show all again, and the shelf of the articles by their sources."""
    page.keyboard.press("/")
    page.locator(".annotate-queue [data-all]").first.click()
    page.keyboard.press("g")
    shelf = page.locator(".annotate-shelf").first
    shelf.locator("select").first.select_option("source")
    page.wait_for_timeout(900)
    shelf.locator("input").focus()


def main() -> None:
    """Write ``desk-light.png``, ``shelf-light.png`` and the dark ones beside this file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder)) as lab,
        browse(chromium.find() or sys.exit(chromium.NONE_TO_BE_HAD), viewport={"width": 1000, "height": 1000}) as page,
    ):
        open_lab(page, lab)
        open_notebook(page, "notebooks/01_tag_articles.ipynb")
        page.evaluate("window.jupyterapp.shell.collapseLeft()")
        run_cells(page, 4)
        page.wait_for_selector(".annotate-passage", timeout=60_000)
        close_shelf(page)
        run_code(page, f"tagger.select({ARTICLE!r})")
        page.wait_for_timeout(2500)
        tag(page)
        for theme, name in (("JupyterLab Light", "light"), ("JupyterLab Dark", "dark")):
            set_theme(page, theme)
            page.locator(".annotate-page").first.focus()
            for what, show in (("desk", show_hits), ("shelf", show_shelf)):
                show(page)
                page.locator(".annotate-tagger").first.screenshot(path=HERE / f"{what}-{name}.png")
            page.keyboard.press("Escape")


if __name__ == "__main__":
    main()
