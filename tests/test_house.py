"""The house: what is promised is named at the front door, and a name means one thing."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import yaml

import annotate

PACKAGE = Path(annotate.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """A module of the package, read once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def definitions(path: Path) -> set[str]:
    return {node.name for node in parsed(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_no_module_is_longer_than_can_be_read_at_a_sitting():
    scripts = PACKAGE.rglob("js/*.js")
    long = [(path, 400) for path in MODULES] + [(path, 250) for path in scripts]
    assert [str(path) for path, most in long if len(path.read_text(encoding="utf-8").splitlines()) > most] == []


def test_no_module_has_the_name_of_a_function_that_it_holds():
    assert [str(path) for path in MODULES if path.stem in definitions(path)] == []


def test_no_public_name_is_also_a_module():
    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {path.name for path in PACKAGE.iterdir() if path.is_dir()}

    assert rooms & set(annotate.__all__) == set()


def test_what_is_not_promised_is_underscored():
    front = {"__init__.py", "__main__.py", "cli.py", "tagger"}
    former = {"project", "codebook.py"}  # older scripts import from there, and are warned
    rooms = {path.relative_to(PACKAGE).parts[0] for path in MODULES}

    assert {room for room in rooms - front - former if not room.startswith("_")} == set()


def test_every_public_name_can_be_had():
    assert [name for name in annotate.__all__ if not hasattr(annotate, name)] == []


def test_docstrings_say_what_is_returned():
    def opens_otherwise(node: ast.AST) -> bool:
        said = isinstance(node, ast.FunctionDef) and ast.get_docstring(node)
        return bool(said) and re.match(r"(Give|Tell|Say)s?\b", said) is not None

    functions = [(path, node) for path in MODULES for node in ast.walk(parsed(path))]
    assert [f"{path}:{node.lineno}" for path, node in functions if opens_otherwise(node)] == []


@cache
def imports() -> dict[str, set[str]]:
    """Each module of the package, with the modules of the package that it imports when it is loaded or later."""
    names = {".".join(("annotate", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in MODULES}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    return {name: imported(path, set(names)) - {name, "annotate"} for name, path in names.items()}


def imported(path: Path, modules: set[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {whole if whole in modules else node.module for whole in inner.values()}
    return found & modules


def test_no_imports_run_in_a_circle():
    try:
        list(TopologicalSorter(imports()).static_order())
    except CycleError as circle:
        raise AssertionError(f"these import each other: {circle.args[1]}") from circle


PURE = tuple(
    "_articles _passages _people _statistics _counting _agreement _charts _csv_file _formats _alike _study _balance "
    "_compare _measures _quoted_shares _planning _tags _boilerplate _months _wrapped_lines".split()
)
KEEPING = (
    "annotate._project",
    "annotate.tagger",
    "annotate._explorer",
    "annotate._report",
    "annotate._cli",
    "annotate.cli",
)


def looking_up(rooms: tuple[str, ...], above: tuple[str, ...]) -> set[tuple[str, str]]:
    found = imports()
    assert {name.split(".")[1] for name in found if "." in name} >= set(rooms), "a room that is named here is gone"
    return {
        (name, other)
        for name, others in found.items()
        for other in others
        if "." in name and name.split(".")[1] in rooms and other.startswith(above)
    }


def test_no_pure_room_knows_what_keeps_or_shows():
    assert looking_up(PURE, KEEPING) == set()


def test_the_project_knows_no_widget():
    assert looking_up(("_project",), ("annotate.tagger", "annotate._explorer", "annotate._report")) == set()


def test_no_file_is_a_hall_of_everything():
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {path for path, lines in lengths.items() if lines > 400} <= TOO_LONG_STILL


TOO_LONG_STILL = {str(PACKAGE / name) for name in ("_project/project.py", "_explorer/explorer.py")}
"""The verbs of a project, whose docstrings are most of them; the explorer is to be parted."""


OF_ANYTHING = 10
"""Lines that may say `dict[str, Any]`: what libraries and files of no known shape give."""


def test_what_a_dict_holds_is_said_by_a_type():
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}

    assert sum(text.count("dict[str, Any]") for text in texts.values()) <= OF_ANYTHING


REPOSITORY = PACKAGE.parent
DOCS = REPOSITORY / "docs"


def in_nav(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    return [page for one in (part.values() if isinstance(part, dict) else part) for page in in_nav(one)]  # type: ignore[union-attr]


def test_every_page_of_the_docs_has_its_place_in_mkdocs_yml():
    site = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))

    assert sorted(in_nav(site["nav"])) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def test_every_public_name_stands_once_in_docs_reference():
    named = [
        name
        for page in (DOCS / "reference").glob("*.md")
        for name in re.findall(r"^::: annotate\.(\w+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert sorted(named) == sorted(annotate.__all__)
