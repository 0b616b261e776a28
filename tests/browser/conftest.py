"""One JupyterLab and one Chromium for all browser tests; a notebook, a kernel and a project for each test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import chromium
from tests.browser.lab import Lab, browse, clear, open_lab, serve, show_tagger

NOTEBOOK = "notebooks/01_tag_articles.ipynb"
CODE_CELLS_TO_THE_TAGGER = 4  # with the text cells between them

expect.set_options(timeout=20_000)  # on a machine with other work, too


@pytest.fixture(scope="package")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with serve(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def browser_path() -> str:
    return chromium.find() or pytest.fail(chromium.NONE_TO_BE_HAD)


@pytest.fixture(scope="package")
def window(browser_path: str) -> Iterator[BrowserContext]:
    """One Chromium, so that JupyterLab is fetched once."""
    with browse(browser_path) as first:
        yield first.context


@pytest.fixture
def desk(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    """JupyterLab with nothing open and no kernel running; opened once, and again where a test has left it."""
    lab.end_kernels()
    page = next(iter(window.pages[1:]), None) or window.new_page()
    if page.url == "about:blank":
        open_lab(page, lab)
    yield page
    kept = [page] if clear(page) else []
    for tab in window.pages[1:]:
        if tab not in kept:
            tab.close()  # without the question whether to leave what is not saved


@pytest.fixture
def page(desk: Page, lab: Lab) -> Page:
    """Notebook 01, run to the tagger, in a fresh project; the tagger has the keyboard."""
    for left in lab.folder.glob("notebooks/my_study.db*"):
        left.unlink()
    show_tagger(desk, NOTEBOOK, cells=CODE_CELLS_TO_THE_TAGGER)
    return desk
