"""What the tagger shows of one article, as the project returns it."""

from typing import Any, TypedDict

from annotate._project.answers import Answers
from annotate._project.rows import Said


class TagShown(Said):
    """What a coder's tag says, without its place (and no machine where none suggested it), and her answers."""

    answers: Answers


class ProjectProgress(TypedDict):
    """How far a coder is in the project."""

    project_tags: int
    project_passages: int


class Progress(ProjectProgress):
    """How far a coder is, and which of her articles this one is."""

    number: int
    articles: int


class ArticlePage(Progress):
    """One article with a coder's passages and tags."""

    article_id: str
    source: str
    title: str
    author: str
    published: str
    url: str
    language: str
    text: str
    captions: list[str]
    passages: list[list[Any]]
    """Each with its start, its end, what is proposed for it, why, and which passage it doubles."""
    tags: list[list[Any]]
    """Each with its start, its end and what it says (`TagShown`)."""
    answers: Answers
    examples: list[Any]
    sources: list[tuple[int, str]]
    speakers: list[str]
    known_sources: list[str]
    others: list[list[Any]]
