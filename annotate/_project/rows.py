"""The rows of a project's tables, as types: what `tables` says in SQL.

`tests/test_statements.py` holds the two together. A row of whichever table, as where the logs are kept,
is `AnyRow`, and one that was read `Stored`.
"""

from collections.abc import Mapping
from typing import Any, TypedDict

AnyRow = Mapping[str, Any]
Stored = dict[str, Any]
Span = tuple[int, int]


class Article(TypedDict):
    """An article as it was added; its text stands apart."""

    article_number: int
    article_id: str
    source: str
    title: str
    author: str
    published: str
    url: str
    language: str
    article_sha256: str
    length: int
    added_at: str


class ArticleWithText(Article):
    """An article and its text."""

    text: str


class ArticleText(TypedDict):
    """The text of an article."""

    article_number: int
    text: str


class CutPassage(TypedDict):
    """A passage of one article: of the first cut, or as a coder cut it."""

    start: int
    end: int
    proposed_label: str
    reason: str
    double_of: int | None


class Passage(CutPassage):
    """A passage of the first cut."""

    article_id: str


class Page(TypedDict):
    """One coder's page: an article as she cuts and tags it."""

    article_id: str
    coder: str


class Place(Page):
    """A passage on one coder's page."""

    start: int
    end: int


class Ruled(TypedDict):
    """What the rules of the tag table look at."""

    coder: str
    label: str
    speaker: str
    speaker_kind: str
    origin: str
    score: float | None


class Said(TypedDict):
    """What a coder says of a passage."""

    label: str
    speaker: str
    speaker_kind: str
    evaluative: bool
    unsure: bool
    note: str
    origin: str
    score: float | None
    machine: str


class Decided(Place, Said):
    """What every decision on a passage says, and when."""

    tag_id: str
    tagged_at: str
    codebook: str


class Tag(Decided):
    """A tag; without a source of its own it has its place's."""

    source: str | None
    answers: str


class Judged(Decided):
    """A judge's decision; without answers it has those on which all agree."""

    source: str | None
    answers: Mapping[str, object] | None


class TagOnPage(Decided):
    """A tag with its text, its source and what is said of its article."""

    source: str
    title: str
    author: str
    published: str
    url: str
    language: str
    article_sha256: str
    answers: str
    text: str


class Withdrawn(Place):
    """No tag any more: its label is empty."""

    label: str


class Cut(Place):
    """Whether a span is a passage, as one coder cut the article."""

    stands: bool


class SourceMark(Page):
    """From where on an article has which source; none takes back what was said of this place."""

    start: int
    source: str | None


class ArticleValue(Page):
    """What is said of an article under a name; nobody's (coder "") is everybody's."""

    name: str
    value: str | None


class Fact(TypedDict):
    """What stands under a name: of the project itself, or said of the study."""

    name: str
    value: str


class ArticleFact(Page):
    """What stands now of an article under a name."""

    name: str
    value: str


class StudyValue(TypedDict):
    """What is said of the study under a name."""

    name: str
    value: str | None


LogRow = Tag | Withdrawn | Cut | SourceMark | ArticleValue | StudyValue
"""What a decision writes into a log."""

Change = tuple[str, LogRow]
"""The name of a log, and the row to append to it."""


class Written(TypedDict):
    """Where a row of a log stands: in which decision, and which row it is."""

    seq: int
    row: int


class LoggedTag(Tag, Written):
    """A row of the log of tags."""


class LoggedCut(Cut, Written):
    """A row of the log of cuts."""


class LoggedSourceMark(SourceMark, Written):
    """A row of the log of sources."""


class LoggedArticleValue(ArticleValue, Written):
    """A row of the log of what is said of articles."""


class LoggedStudyValue(StudyValue, Written):
    """A row of the log of what is said of the study."""


class Decision(TypedDict):
    """Who decided what kind of thing, and when."""

    seq: int
    decision_id: str
    coder: str
    article_id: str
    kind: str
    decided_at: str
    undoes: int | None
    undone_by: int | None


class TallyRow(TypedDict):
    """A number that is kept in step: see `tallies.Tally`."""

    what: str
    article_id: str
    coder: str
    name: str
    number: int


class Staged(TypedDict):
    """Tags of a large import on their way, some in a row."""

    import_id: str
    line: int
    tag: str


OF_TABLES: dict[str, object] = {
    "project": Fact,
    "articles": Article,
    "article_texts": ArticleText,
    "passages": Passage,
    "decisions": Decision,
    "tags": Tag,
    "tag_log": LoggedTag,
    "cut_log": LoggedCut,
    "source_log": LoggedSourceMark,
    "article_log": LoggedArticleValue,
    "study_log": LoggedStudyValue,
    "article_values": ArticleFact,
    "study_values": Fact,
    "tallies": TallyRow,
    "staged": Staged,
}
"""Which type the rows of each table have."""


def page_of(row: Page) -> Page:
    """Return whose page of which article a row is about."""
    return {"article_id": row["article_id"], "coder": row["coder"]}


def place_of(row: Place) -> Place:
    """Return which passage on whose page a row is about."""
    return {**page_of(row), "start": row["start"], "end": row["end"]}


def span_of(row: Place | CutPassage) -> Span:
    """Return where a row's passage starts and ends."""
    return row["start"], row["end"]
