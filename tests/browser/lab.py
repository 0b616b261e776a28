"""A real JupyterLab in a folder of its own, and a real Chromium that drives it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Locator, Page, ViewportSize, expect, sync_playwright

from tests import forks, notebooks

REPOSITORY = Path(__file__).parents[2]
TOKEN = "for-tests-only"
VIEWPORT: ViewportSize = {"width": 1400, "height": 950}

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


class Lab:
    """A JupyterLab server: its folder, its address, and what its kernels are asked to do."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.address = f"http://127.0.0.1:{port}"

    @property
    def url(self) -> str:
        """The address that opens JupyterLab."""
        return f"{self.address}/lab?token={TOKEN}&reset"

    def ask(self, path: str, *, method: str = "GET") -> Any:
        """Ask the server's own API."""
        request = urllib.request.Request(f"{self.address}/api/{path}", method=method)
        request.add_header("Authorization", f"token {TOKEN}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or "null")

    def end_kernels(self) -> None:
        """End every kernel and its session."""
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", method="DELETE")


@contextmanager
def serve(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the notebooks and the sample data."""
    for name in ("notebooks", "data"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("*.db*", ".ipynb_checkpoints"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lab = Lab(folder, port)
    # JupyterLab asks once about news, in front of what is to be seen.
    asks = folder / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    asks.parent.mkdir(parents=True)
    asks.write_text('{"fetchNews": "false"}')
    # Each window asks whether JupyterLab's own build is up to date, which costs a server without one seconds.
    page = folder / "config/labconfig/page_config.json"
    page.parent.mkdir(parents=True)
    page.write_text('{"buildCheck": false}')
    with (folder / "jupyter.log").open("w") as log:
        server = subprocess.Popen(_command(folder, port), cwd=folder, stdout=log, stderr=log, env=_environment(folder))
        try:
            _wait_for(lab, server)
            yield lab
        finally:
            server.terminate()
            server.wait(timeout=20)


def _command(folder: Path, port: int) -> list[str]:
    options = {
        "ServerApp.port": port,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": TOKEN,
        "ServerApp.allow_root": True,
        "LabApp.expose_app_in_browser": True,
        "JupyterNotebookApp.expose_app_in_browser": True,
        "LabApp.news_url": "",
        # A killed kernel comes back at once, however often it is killed.
        "AsyncIOLoopKernelRestarter.time_to_dead": 0.5,
        "AsyncIOLoopKernelRestarter.restart_limit": 10_000,
    }
    return [
        sys.executable,
        "-m",
        "tests.browser.server",
        "--no-browser",
        *(f"--{name}={value}" for name, value in options.items()),
    ]


def _environment(folder: Path) -> dict[str, str]:
    # Nobody's own settings, so that every run is alike.
    if forks.are_to_be_had():
        forks.listening()
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")])),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
    }


def _wait_for(lab: Lab, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            lab.ask("status")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("JupyterLab did not start:\n" + (lab.folder / "jupyter.log").read_text())


@contextmanager
def browse(chromium: str, **context: Any) -> Iterator[Page]:
    """Return a page of a fresh Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        try:
            yield browser.new_context(**{"viewport": VIEWPORT, "locale": "en-GB", **context}).new_page()
        finally:
            browser.close()


def open_lab(page: Page, lab: Lab) -> None:
    """Open JupyterLab and wait until it stands."""
    page.goto(lab.url)
    page.wait_for_function("window.jupyterapp?.shell", timeout=90_000)
    page.evaluate("window.jupyterapp.restored.then(() => true)")


def clear(page: Page) -> bool:
    """Close all that is open in JupyterLab, unsaved; return whether it then stands as it was opened."""
    if page.is_closed() or not urlsplit(page.url).path.startswith("/lab"):
        return False
    page.set_viewport_size(VIEWPORT)
    return page.evaluate(
        """() => {
            if (!window.jupyterapp?.shell || document.querySelector(".jp-Dialog")) return false;
            for (const widget of [...window.jupyterapp.shell.widgets("main")]) {
                if (widget.context) widget.context.model.dirty = false;
                widget.dispose();
            }
            document.body.style.height = ""; // which a test may have set
            return true;
        }"""
    )


def another_window(page: Page, lab: Lab, workspace: str) -> Page:
    """Return another window of the same browser, with a workspace of its own."""
    window = page.context.new_page()
    window.goto(f"{lab.address}/lab/workspaces/{workspace}?token={TOKEN}&reset")
    window.wait_for_function("window.jupyterapp?.shell", timeout=90_000)
    window.evaluate("window.jupyterapp.restored.then(() => true)")
    return window


def write_notebook(lab: Lab, name: str, *cells: str) -> str:
    """Write a notebook of code cells into the server's folder; give its name."""
    notebooks.write(lab.folder / name, *cells)
    return name


def tagger_notebook(lab: Lab, project: str, *, coder: str = "mj", options: str = "") -> str:
    """Write a notebook that opens a project of the server's folder and shows its tagger; give its name."""
    return write_notebook(
        lab,
        f"{Path(project).stem}_{coder}.ipynb",
        f"import annotate\nproject = annotate.open_project({project!r})",
        f"tagger = annotate.Tagger(project, coder={coder!r}{options})\ntagger",
    )


# What the command gives back is half of JupyterLab: to carry it here takes seconds.
OPEN = "async (path) => { await window.jupyterapp.commands.execute('docmanager:open', { path }); }"


def open_notebook(page: Page, notebook: str) -> None:
    """Open a notebook and wait until its kernel is ready."""
    page.evaluate(OPEN, notebook)
    wait_for_kernel(page)


def show_tagger(page: Page, notebook: str, cells: int | None = None) -> None:
    """Open a notebook, run it to the tagger, and give the tagger the keyboard."""
    open_notebook(page, notebook)
    run_cells(page, cells)
    tagger(page).locator(".annotate-passage").first.wait_for(timeout=60_000)
    close_shelf(page)
    reach_by_keyboard(page)


def close_shelf(page: Page) -> None:
    """Return from the shelf, on which a coder begins, to the first article."""
    shelf = tagger(page).locator(".annotate-shelf")
    if shelf.is_visible():
        shelf.locator("input").press("Escape")


def tagger(page: Page) -> Locator:
    """Return the tagger of the notebook that is in front."""
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .annotate-tagger").first


def reach_by_keyboard(page: Page) -> None:
    """Press Tab until the tagger has the keyboard, as somebody without a mouse does."""
    for _ in range(30):
        if page.evaluate("document.activeElement.classList.contains('annotate-page')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never reached the tagger")


def all_saved(page: Page) -> None:
    """Wait until the tagger says that all is saved."""
    expect(tagger(page).locator(".annotate-state")).to_have_attribute("data-state", "saved", timeout=20_000)


def wait_for_kernel(page: Page) -> None:
    """Wait until the notebook's kernel is ready."""
    page.wait_for_function(
        """() => { const session = window.jupyterapp?.shell?.currentWidget?.sessionContext;
                   return session?.isReady && session.session?.kernel?.status === "idle"; }""",
        timeout=90_000,
        polling=50,  # milliseconds: else once a frame, which a machine with other work hardly draws
    )


def run_cells(page: Page, count: int | None = None) -> None:
    """Run the notebook's first cells, or all of them, as the menu would, once its kernel is ready."""
    wait_for_kernel(page)
    page.evaluate(
        """async (count) => {
            const { commands, shell } = window.jupyterapp;
            const notebook = shell.currentWidget.content;
            const last = count ?? notebook.widgets.length;
            for (let nth = 0; nth < last; nth += 1) {
                notebook.activeCellIndex = nth;
                await commands.execute("notebook:run-cell");
            }
        }""",
        count,
    )


def run_code(page: Page, code: str) -> None:
    """Run code in the notebook's kernel, beside its cells."""
    page.evaluate(
        """(code) => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
            .requestExecute({ code }).done.then((reply) => {
                if (reply.content.status !== "ok") throw new Error(JSON.stringify(reply.content));
            })""",
        dedent(code),
    )


def restart_kernel(page: Page) -> None:
    """Restart the notebook's kernel as its menu does; what it asks first is left out."""
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")


def kernel_process(lab: Lab) -> psutil.Process:
    """Return the process of the one kernel that runs."""
    (kernel,) = lab.ask("kernels")
    if forks.are_to_be_had():
        (found,) = psutil.Process(forks.forked_process()).children()
        return found
    (found,) = [
        process
        for process in psutil.process_iter(["cmdline"])
        if f"kernel-{kernel['id']}" in " ".join(process.info["cmdline"] or [])
    ]
    return found


def kill_kernel(lab: Lab) -> None:
    """Kill the one kernel that runs, as a machine without memory does; the server then starts it anew."""
    kernel_process(lab).kill()


def settle(page: Page) -> None:
    """Wait until another kernel runs in the place of the killed one.

    JupyterLab takes the killed one for ready until the server has told it: what is run before then is lost.
    """
    page.locator(".jp-Dialog-button").click(timeout=30_000)
    wait_for_kernel(page)


def set_theme(page: Page, name: str) -> None:
    """Change JupyterLab's theme: "JupyterLab Light" or "JupyterLab Dark"."""
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
    page.wait_for_function("(theme) => document.body.dataset.jpThemeName === theme", arg=name)
