"""What JSON can hold, as types: what comes from a file or a server, and what goes there."""

from collections.abc import Mapping, Sequence

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
JsonObject = Mapping[str, Json]


def an_object(given: Json) -> JsonObject:
    """Return an object as it is, and an empty one in place of whatever else a file holds there."""
    return given if isinstance(given, dict) else {}


def a_list(given: Json) -> Sequence[Json]:
    """Return a list as it is, and an empty one in place of whatever else a file holds there."""
    return given if isinstance(given, list) else []
