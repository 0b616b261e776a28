"""Build the wheel, install it alone with an old and with the newest pip, read one file of each kind, run the samples.

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
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
        failed = 0
        for pip in PIPS:
            python = installed(wheel, pip, place / pip.replace("==", "-"))
            # From elsewhere, so that the checkout beside us is not what gets imported.
            tried = subprocess.run([python, ROOT / "tests" / "one_of_each_kind.py", place / "files"], cwd=place)
            print(pip, "reads every kind" if tried.returncode == 0 else "FAILS")
            failed += tried.returncode != 0
        print(f"Installed with all that it needs: {size(python.parents[1]) / 1e6:.0f} MB")
        failed += walked(python.parent, place / "somebody's folder")
    return failed


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def walked(programs: Path, folder: Path) -> bool:
    """Return whether the installed commands fail, or a sample notebook that they lay out does not run."""
    folder.mkdir()
    before = files(programs.parent)
    for command in ("annotate --version", "media-bias-annotate --version", "annotate lab -- --version"):
        program, *rest = command.split()
        if subprocess.run([programs / program, *rest], cwd=folder).returncode:
            print(command, "FAILS")
            return True
    all_of_them = sorted(folder.glob("annotate-samples/notebooks/*.ipynb"))
    notebooks = [one for one in all_of_them if ".fr." not in one.name]  # the French ones have the same code
    run = [programs / "jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", "--log-level", "ERROR"]
    broken = [notebook.name for notebook in notebooks if subprocess.run([*run, notebook], cwd=folder).returncode]
    written = sorted(files(programs.parent) - before)
    print(f"{len(notebooks)} sample notebooks;", f"FAIL: {broken}" if broken else "all run")
    print(f"Written into the environment: {written}" if written else "Nothing is written into the environment.")
    return not notebooks or bool(broken or written)


def files(environment: Path) -> set[Path]:
    """Return the files of an environment, but for what Python compiles."""
    return {path for path in environment.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


if __name__ == "__main__":
    sys.exit(main())
