"""Whether what a message says is of the type that its dataclass names, and of a sane length."""

import reprlib
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from annotate._errors import TagError

PROTOCOL = 2
"""The version of the messages. A page and a kernel of different versions say so, and do nothing."""

LONGEST = 100_000
"""The most characters that a text in a message may have, and the most passages of one cut."""

MOST_NAMES = 100
"""The most texts that stand by name in a message: no codebook asks so much."""

LARGEST = 2**53 - 1
"""The largest whole number that JavaScript counts exactly."""

_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", NoneType: "nothing"}


def short(value: object) -> str:
    """Return a value as a message to a person may hold it."""
    try:
        return reprlib.repr(value)
    except ValueError:  # a number of thousands of digits
        return "a number beyond measure"


def check(name: str, value: Any, kind: Any) -> Any:
    """Return a value of a type, lists of places as tuples; or say what is wrong with it.

    Raises
    ------
    TagError
    """
    if isinstance(value, str | list) and len(value) > LONGEST:
        what = "characters" if isinstance(value, str) else "entries"
        raise TagError(f"{name} has {len(value):,} {what}: the tagger takes at most {LONGEST:,}.")
    if not _fits(value, kind):
        raise TagError(f"{name} is {short(value)}: it must be {_described(kind)}.")
    return [tuple(one) for one in value] if get_origin(kind) is list else value


def _fits(value: Any, kind: Any) -> bool:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return isinstance(value, str) and value in inner
    if origin is UnionType:
        return any(_fits(value, one) for one in inner)
    if origin is dict:
        return isinstance(value, dict) and len(value) <= MOST_NAMES and all(map(_is_short, [*value, *value.values()]))
    if origin is list:
        return isinstance(value, list) and all(_fits(one, inner[0]) for one in value)
    if origin is tuple:
        return isinstance(value, list | tuple) and len(value) == len(inner) and all(map(_fits, value, inner))
    if kind is float:
        return type(value) is float or _fits(value, int)
    if kind is int:
        return type(value) is int and abs(value) <= LARGEST
    return type(value) is kind


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _described(kind: Any) -> str:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return "one of " + ", ".join(repr(one) for one in inner)
    if origin is UnionType:
        return " or ".join(map(_described, inner))
    if origin is dict:
        return f"at most {MOST_NAMES} texts by name"
    if origin is list:
        return "a list, each entry " + _described(inner[0])
    if origin is tuple:
        return "[" + ", ".join(map(_described, inner)) + "]"
    return _NAMES[kind]
