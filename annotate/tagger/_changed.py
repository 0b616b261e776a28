"""What changed of an article since the page was told of it: an undo in a long article sends this, not the article."""

from dataclasses import dataclass
from typing import Any, ClassVar

from annotate.tagger._shown import PageSaid, PassageSaid, PlacedTag

ROWS = ("passages", "tags")
"""What is compared row by row; all else is short, and travels whole where it changed."""


@dataclass(frozen=True)
class Change:
    """What changed of the article that is open since an edition of it; a page with another edition asks again."""

    kind: ClassVar = "change"
    after: int
    edition: int
    about: dict[str, Any]
    """Whatever of `PageSaid` changed, but for its passages and tags."""
    at: int
    """Which passage is the first that changed; from there on `removed` ones make room for `passages`."""
    removed: int
    passages: list[PassageSaid]
    tags: list[PlacedTag]
    untagged: list[tuple[int, int]]


def changed(before: PageSaid | None, now: PageSaid) -> dict[str, Any] | None:
    """Return what a `Change` says of two states of a page; None where they are not of one page.

    Examples
    --------
    >>> page = {"article_id": "vote", "coder": "mj", "project_id": "p", "passages": [(0, 9, "", "", None)], "tags": []}
    >>> changed(page, {**page, "tags": [(0, 9, {"label": "opinion"})], "project_tags": 1}) is None
    True
    >>> changed(page, {**page, "tags": [(0, 9, {"label": "opinion"})]})["tags"]
    [(0, 9, {'label': 'opinion'})]
    """
    if before is None or not _is_same(before, now):
        return None
    rows, then = now["passages"], before["passages"]
    at = _alike(then, rows)
    end = _alike(then[at:][::-1], rows[at:][::-1])
    tags, stood = ({row[:2]: row for row in map(tuple, page.get("tags", []))} for page in (now, before))
    return {
        "about": {name: said for name, said in now.items() if name not in ROWS and said != before.get(name)},
        "at": at,
        "removed": len(then) - at - end,
        "passages": rows[at : len(rows) - end],
        "tags": [tag for span, tag in tags.items() if stood.get(span) != tag],
        "untagged": [span for span in stood if span not in tags],
    }


def _is_same(before: PageSaid, now: PageSaid) -> bool:
    of_one = all(before[name] == now[name] for name in ("article_id", "coder", "project_id"))
    return of_one and before.keys() == now.keys()


def _alike(one: list[Any], other: list[Any]) -> int:
    """Return how many rows two lists begin with alike."""
    differing = (nth for nth, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(differing, min(len(one), len(other)))
