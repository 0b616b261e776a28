"""The house: what is promised is named at the front door, and a name means one thing."""

import ast
import re
from pathlib import Path

import annotate

PACKAGE = Path(annotate.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def definitions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_no_module_has_the_name_of_a_function_that_it_holds():
    assert [str(path) for path in MODULES if path.stem in definitions(path)] == []


def test_no_public_name_is_also_a_module():
    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {path.name for path in PACKAGE.iterdir() if path.is_dir()}

    assert rooms & set(annotate.__all__) == set()


def test_what_is_not_promised_is_underscored():
    front = {"__init__.py", "__main__.py", "cli.py", "tagger"}
    rooms = {path.relative_to(PACKAGE).parts[0] for path in MODULES}

    assert {room for room in rooms - front if not room.startswith("_")} == set()


def test_every_public_name_can_be_had():
    assert [name for name in annotate.__all__ if not hasattr(annotate, name)] == []


def test_docstrings_say_what_is_returned():
    opening = re.compile(r'"""(Give|Tell)\b')

    assert [str(path) for path in MODULES if opening.search(path.read_text(encoding="utf-8"))] == []
