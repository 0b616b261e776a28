"""Find a Chromium for the browser tests, or install one: `python tests/browser/chromium.py`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

NONE_TO_BE_HAD = (
    "The browser tests need Chromium, and none could be had: there is none on the PATH, Playwright could not download "
    "its own, and Debian's package could not be installed (that needs root). Install Chromium or Chrome, then run the "
    "tests again; or leave the browser tests out with: pytest -m 'not browser'"
)


def find() -> str | None:
    """Return the path of a Chromium on the PATH, else of the one that Playwright downloaded, else None."""
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    return on_path or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Install a Chromium: Playwright's own download, else Debian's package when root; None where both fail."""
    attempts = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempts.append(
            [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-core"]]
        )
    for commands in attempts:
        if all(_succeeds(command) for command in commands) and (found := find()):
            return found
    return None


def _succeeds(command: list[str]) -> bool:
    print("+", " ".join(command), flush=True)
    try:
        return subprocess.run(command, check=False, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    chromium = find() or install()
    if chromium is None:
        sys.exit(NONE_TO_BE_HAD)
    print("Chromium:", chromium)
