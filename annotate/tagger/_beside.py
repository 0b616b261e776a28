"""What a coder decides beside tags: answers to the codebook's questions on the article, and examples for it."""

from dataclasses import dataclass
from typing import ClassVar

from annotate._project.project import Project


@dataclass(frozen=True)
class Answer:
    """The coder's answers to questions on the article; an empty one takes hers back."""

    do: ClassVar = "answer"
    article_id: str
    answers: dict[str, str]
    codebook: str = ""

    def write(self, project: Project, coder: str, decision_id: str) -> None:
        """Write it by a coder under an id."""
        project._answer_by(self.codebook, self.article_id, self.answers, coder=coder, decision_id=decision_id)


@dataclass(frozen=True)
class KeepExample:
    """A passage is kept as an example of its label, or no longer."""

    do: ClassVar = "keep_example"
    article_id: str
    start: int
    end: int
    kept: bool

    def write(self, project: Project, coder: str, decision_id: str) -> None:
        """Write it by a coder under an id."""
        span = (self.start, self.end)
        project.keep_example(self.article_id, *span, coder=coder, kept=self.kept, decision_id=decision_id)
