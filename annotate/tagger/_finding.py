"""The messages with which articles and passages are found: the shelf, the queue and the search of the study."""

from dataclasses import dataclass
from typing import ClassVar

from annotate._project.shelf import ShelfRow
from annotate.tagger._said import PROTOCOL
from annotate.tagger._shown import HitSaid

# --- Up ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AskShelf:
    """Say which articles hold some words, by group and order: from one row on, or around an article."""

    do: ClassVar = "shelf"
    asked: int
    words: str = ""
    group: str = ""
    order: str = ""
    offset: int = 0
    around: str = ""
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class AskHits:
    """Keep a queue for its coder and say how many hits it has; with a step, go on to the next one after a place."""

    do: ClassVar = "hits"
    states: str = ""
    label: str = ""
    words: str = ""
    variable: str = ""
    value: str = ""
    step: int = 0
    start: int = -1
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class AskFind:
    """Find words in the coder's articles: the first hits, or those after a place."""

    do: ClassVar = "find"
    asked: int
    words: str
    case: bool = False
    accents: bool = False
    number: int = 0
    start: int = -1
    protocol: int = PROTOCOL


# --- Down -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shelf:
    """Some rows of the shelf, as they were asked for: how many there are in all, and where the open article stands."""

    kind: ClassVar = "shelf"
    asked: int
    total: int
    offset: int
    at: int
    rows: list[ShelfRow]
    variables: list[str]


@dataclass(frozen=True)
class Hits:
    """Where the queue's hits start in the article, how many there are before it and in the study; what can be chosen.

    Before is -1 where that is not known; there may be more than were counted.
    """

    kind: ClassVar = "hits"
    article_id: str
    starts: list[int]
    before: int
    total: int
    is_more: bool
    variables: list[str]
    values: list[str]


@dataclass(frozen=True)
class Hit:
    """Where the next hit is, and whether it is searched from the other end again; nowhere, where there is none."""

    kind: ClassVar = "hit"
    article_id: str
    start: int
    is_again: bool = False


@dataclass(frozen=True)
class Found:
    """Some hits of a search, and the place after which it goes on: number 0 where these are the last."""

    kind: ClassVar = "found"
    asked: int
    hits: list[HitSaid]
    number: int
    start: int
