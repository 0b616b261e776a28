"""One JupyterLab and one Chromium for all browser tests; a notebook, a kernel and a project for each test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import chromium
from tests.browser.lab import Lab, browse, open_lab, serve, show_tagger

NOTEBOOK = "notebooks/01_tag_articles.ipynb"
CODE_CELLS_TO_THE_TAGGER = 4  # with the text cells between them


@pytest.fixture(scope="package")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with serve(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def browser_path() -> str:
    return chromium.find() or pytest.fail(chromium.NONE_TO_BE_HAD)


@pytest.fixture(scope="package")
def window(browser_path: str) -> Iterator[BrowserContext]:
    """One Chromium, so that JupyterLab is fetched once; each test has a tab of its own."""
    with browse(browser_path) as first:
        yield first.context


@pytest.fixture
def desk(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    """JupyterLab with nothing open and no kernel running."""
    lab.end_kernels()
    page = window.new_page()
    open_lab(page, lab)
    yield page
    for tab in window.pages[1:]:
        tab.close()  # without the question whether to leave what is not saved


@pytest.fixture
def page(desk: Page, lab: Lab) -> Page:
    """Notebook 01, run to the tagger, in a fresh project; the tagger has the keyboard."""
    for left in lab.folder.glob("notebooks/my_study.db*"):
        left.unlink()
    show_tagger(desk, NOTEBOOK, cells=CODE_CELLS_TO_THE_TAGGER)
    return desk
