"""What the messages down carry: an article as its coder sees it, and the rows of the shelf."""

from typing import Literal, NotRequired, TypedDict

from annotate._codebook import Label
from annotate._wording import Text


class TagSaid(TypedDict):
    """A tag as it stands on a passage."""

    label: str
    speaker: str
    speaker_kind: str
    evaluative: bool
    unsure: bool
    note: str
    origin: str
    score: float | None
    machine: NotRequired[str]
    answers: NotRequired[dict[str, str]]


class ChoiceSaid(TypedDict):
    """One of the answers to choose from."""

    name: str
    title: dict[str, str]


class QuestionSaid(TypedDict):
    """A further question of the codebook."""

    name: str
    answer: Literal["yes/no", "one", "several", "scale", "number", "text"]
    title: dict[str, str]
    about: Literal["passage", "article"]
    definition: dict[str, str]
    key: str
    labels: list[str]
    choices: list[ChoiceSaid]
    low: int
    high: int
    asked: str


class CodebookSaid(TypedDict):
    """The study's codebook, its labels in order."""

    name: str
    version: int
    labels: list[Label]
    questions: NotRequired[list[QuestionSaid]]


PassageSaid = tuple[int, int, str, str, int | None]
"""``start, end, proposed_label, reason, double_of``."""
PlacedTag = tuple[int, int, TagSaid]
Cue = tuple[int, int, str]
"""Where a cue starts and ends, and its kind."""
SuggestionSaid = tuple[int, int, str, str, str, float | None, str, list[Cue], str]
"""``start, end, label, speaker, speaker_kind, score, reason, cues, proposed_source``."""


class DeskOf(TypedDict):
    """What an article is tagged by and with, the page's own texts and where it begins only where it has them not."""

    coder: str
    project_id: str
    codebook: CodebookSaid
    revised: bool
    """Whether the study's codebook is another than its first: then decisions name it, to be read right later on."""
    blind: Literal[True] | list[int]
    wording: NotRequired[dict[str, Text]]
    begins: NotRequired[bool]
    queue: NotRequired[tuple[str, str, str, str, str]]


class PageSaid(DeskOf):
    """One article as its coder sees it; of an empty project, and where the page has the text, less of it."""

    article_id: str
    passages: list[PassageSaid]
    text: NotRequired[str]
    captions: NotRequired[list[str]]
    title: NotRequired[str]
    author: NotRequired[str]
    published: NotRequired[str]
    url: NotRequired[str]
    source: NotRequired[str]
    language: NotRequired[str]
    tags: NotRequired[list[PlacedTag]]
    answers: NotRequired[dict[str, str]]
    examples: NotRequired[list[tuple[int, int]]]
    sources: NotRequired[list[tuple[int, str]]]
    speakers: NotRequired[list[str]]
    known_sources: NotRequired[list[str]]
    others: NotRequired[list[tuple[str, int, int]]]
    number: NotRequired[int]
    articles: NotRequired[int]
    project_tags: NotRequired[int]
    project_passages: NotRequired[int]


HitSaid = tuple[str, str, int, int, str, str, str, str]
"""``article_id, source, start, end, before, hit, after, label`` of one hit of a search, the label its coder's own."""
