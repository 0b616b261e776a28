"""The JavaScript's types of the messages, made from the dataclasses: ``python -m annotate.tagger._typescript``."""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from annotate._codebook import Label
from annotate._project.shelf import ShelfRow
from annotate.tagger import _judging, protocol
from annotate.tagger._shown import ChoiceSaid, CodebookSaid, PageSaid, QuestionSaid, TagSaid

WHERE = Path(__file__).parent / "js/protocol.d.ts"
LINE = 120
"""Characters of a line, as Prettier counts them."""

_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null", Any: "any"}
_ABOUT_DECISIONS = ["decision: string", "coder: string", "follows?: string"]


def typescript() -> str:
    """Return the types of all messages, as Prettier would write them."""
    head = [
        "/** Made by `python -m annotate.tagger._typescript` from `protocol.py`: change that. */",
        f"export type Protocol = {protocol.PROTOCOL};",
    ]
    kinds = (Label, ChoiceSaid, QuestionSaid, CodebookSaid, TagSaid, PageSaid, ShelfRow)
    judged = (_judging.ReadingSaid, _judging.CaseSaid, _judging.DeskSaid)
    data = [_interface(kind) for kind in (*kinds, *judged)]
    asked = [_interface(kind, f'do: "{kind.do}"') for kind in (*protocol.ASKED, _judging.AskNames)]
    deeds = [_interface(kind, f'do: "{kind.do}"') for kind in (*protocol.DEEDS, *_judging.OWN_DEEDS)]
    down = [_interface(kind, f'kind: "{kind.kind}"') for kind in (*protocol.DOWN, *_judging.DOWN)]
    stamp = "/** What makes a deed a decision. */\nexport interface Stamp {\n" + _lines(_ABOUT_DECISIONS) + "}"
    unions = [
        'export type SuggestionSaid = Suggestions["suggestions"][number];',
        _union("Deed", protocol.DEEDS),
        "export type Decision = Deed & Stamp;",
        _union("JudgeDeed", _judging.DEEDS),
        "export type JudgeDecision = JudgeDeed & Stamp;",
        _union("Down", protocol.DOWN),
    ]
    return "\n\n".join([*head, *data, *asked, *deeds, *down, stamp, *unions]) + "\n"


def _interface(kind: type[Any], first: str = "") -> str:
    about = (inspect.getdoc(kind) or "").split("\n")[0]
    said = [first] if first else []
    return f"/** {about} */\nexport interface {kind.__name__} {{\n{_lines([*said, *_members(kind)])}}}"


def _lines(members: list[str]) -> str:
    return "".join(f"  {_broken(member)};\n" for member in members)


def _broken(member: str) -> str:
    """Return a member with each part of a tuple on a line of its own where one line is too short for it."""
    if len(f"  {member};") <= LINE or ": [" not in member:
        return member
    name, _, rest = member.partition("[")
    parts, end = rest.partition("]")[0], "]" + "[]" * member.endswith("[]")
    return f"{name}[\n" + "".join(f"    {part},\n" for part in re.split(", (?![^<]*>)", parts)) + f"  {end}"


def _members(kind: type[Any]) -> Iterator[str]:
    hints = get_type_hints(kind, include_extras=True)
    if is_typeddict(kind):
        for name, hint in hints.items():
            is_optional = get_origin(hint) is NotRequired
            yield f"{name}{'?' * is_optional}: {_type(get_args(hint)[0] if is_optional else hint)}"
    elif is_dataclass(kind):
        is_sent = hasattr(kind, "do")  # what the page sends may leave out what has a default
        for one in fields(kind):
            has_default = one.default is not MISSING or one.default_factory is not MISSING
            yield f"{one.name}{'?' * (is_sent and has_default)}: {_type(hints[one.name])}"


def _type(kind: Any) -> str:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " | ".join(f'"{one}"' if isinstance(one, str) else str(one).lower() for one in inner)
    if origin in (UnionType, Union):
        return " | ".join(map(_type, inner))
    if origin is list:
        return f"{_type(inner[0])}[]"
    if origin is tuple:
        return f"[{', '.join(map(_type, inner))}]"
    if origin in (dict, Mapping):
        return f"Record<{_type(inner[0])}, {_type(inner[1])}>"
    return _PLAIN[kind] if kind in _PLAIN else str(kind.__name__)


def _union(name: str, kinds: tuple[type[Any], ...]) -> str:
    line = f"export type {name} = {' | '.join(kind.__name__ for kind in kinds)};"
    if len(line) <= LINE:
        return line
    broken = line.replace(" = ", " =\n  ", 1)
    fits = len(broken.split("\n")[1]) <= LINE
    return broken if fits else broken.replace(" | ", "\n  | ").replace(" =\n  ", " =\n  | ")


if __name__ == "__main__":
    WHERE.write_text(typescript(), encoding="utf-8")
