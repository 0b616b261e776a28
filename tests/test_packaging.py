"""What is released: the samples that travel in the package, one list of ranges, one version."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from audit import verdict

import annotate
from annotate._samples import copy_samples

REPOSITORY = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The folder of a person who has opened the samples."""
    copy_samples(tmp_path / "samples")
    return tmp_path / "samples"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def in_the_wheel() -> dict[str, bytes]:
    """Return the sample files that the build puts into the package, by their places there."""
    forced = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    found = {}
    for origin, place in forced.items():
        at, inside = REPOSITORY / origin, place.removeprefix("annotate/_sample_files/")
        found |= {inside: at.read_bytes()} if at.is_file() else {f"{inside}/{k}": v for k, v in files(at).items()}
    return found


def test_a_copy_of_the_samples_from_a_clone_is_what_the_wheel_carries(copied: Path) -> None:
    assert files(copied) == in_the_wheel()


def test_every_notebook_travels(copied: Path) -> None:
    assert {path.name for path in (copied / "notebooks").iterdir()} == {
        path.name for path in (REPOSITORY / "notebooks").glob("*.ipynb")
    }


def test_no_notebook_names_a_file_that_does_not_travel_with_it(copied: Path) -> None:
    named = {
        path
        for notebook in (copied / "notebooks").iterdir()
        for cell in json.loads(notebook.read_text("utf-8"))["cells"]
        for path in re.findall(r"\.\./[\w./-]+", "".join(cell["source"]))
    }

    assert named
    assert {path for path in named if not (copied / "notebooks" / path).exists()} == set()


def test_samples_copied_again_leave_what_their_reader_changed_and_bring_back_what_is_gone(copied: Path) -> None:
    before = files(copied)
    mine = copied / "notebooks" / "01_tag_articles.ipynb"
    mine.write_text("mine")
    (copied / "data" / "sample_tags.csv").unlink()

    copy_samples(copied)

    assert files(copied) == {**before, "notebooks/01_tag_articles.ipynb": b"mine"}


def test_conda_and_pip_are_given_the_same_ranges() -> None:
    packages = yaml.safe_load((REPOSITORY / "environment.yml").read_text("utf-8"))["dependencies"]
    (by_pip,) = [entry["pip"] for entry in packages if isinstance(entry, dict)]

    assert by_pip == ["--editable .", *PYPROJECT["project"]["dependencies"]]
    assert "python" + PYPROJECT["project"]["requires-python"] in packages


def test_the_version_is_known_in_one_place_and_stands_in_the_changelog() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")

    assert annotate.__version__ == PYPROJECT["project"]["version"]
    assert re.search(r"^## (\S+)", changelog, re.MULTILINE).group(1) == annotate.__version__


def test_the_package_starts_under_its_own_name_too() -> None:
    scripts = PYPROJECT["project"]["scripts"]

    assert scripts[PYPROJECT["project"]["name"]] == scripts["annotate"]


LOOKED_UP = {"name": "sound", "version": "1.0", "vulns": []}
HOLE = {"name": "leaky", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "unknown", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([LOOKED_UP], 0, "1 of 1 packages were looked up"),
        ([LOOKED_UP, HOLE], 1, "leaky 1.0: CVE-1, mended in 1.1"),
        ([LOOKED_UP, SKIPPED], 2, "NOT CHECKED, as no advisories could be had: unknown"),
        ([HOLE, SKIPPED], 1, "CVE-1"),
    ],
)
def test_an_audit_that_could_not_look_everything_up_does_not_pass(packages: list[object], code: int, said: str) -> None:
    found = verdict(json.dumps({"dependencies": packages}), "")

    assert found[0] == code
    assert said in found[1]


def test_an_audit_without_a_network_says_that_nothing_was_checked() -> None:
    assert verdict("", "Traceback …\nConnectionError: Max retries") == (
        2,
        "NOTHING WAS CHECKED: the advisories cannot be reached (ConnectionError: Max retries).",
    )
