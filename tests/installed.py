"""Build the wheel, install it alone with an old and with the newest pip, and read one file of each kind.

What the tests' own environment has must not hide what `pip install` leaves out. Run as ``make installed``; it takes
some minutes, as each environment is made from nothing.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIPS = ("pip==23.2", "pip")
"""The oldest that comes with a Python that annotate runs on, and the newest."""


def installed(wheel: Path, pip: str, folder: Path) -> Path:
    """Return the Python of a fresh environment that holds the wheel and what it asks for, and nothing else."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*run, pip], check=True)
    subprocess.run([*run, "--upgrade", wheel], check=True)
    return python


def main() -> int:
    """Return how many of the environments cannot read every kind of file."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", place, ROOT], check=True)
        (wheel,) = place.glob("*.whl")
        failed = 0
        for pip in PIPS:
            python = installed(wheel, pip, place / pip.replace("==", "-"))
            # From elsewhere, so that the checkout beside us is not what gets imported.
            tried = subprocess.run([python, ROOT / "tests" / "one_of_each_kind.py", place / "files"], cwd=place)
            print(pip, "reads every kind" if tried.returncode == 0 else "FAILS")
            failed += tried.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
