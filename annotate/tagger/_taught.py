"""What a training's page is told: what the gold says of a passage, and the score."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Feedback:
    """What the gold says of a passage that was just tagged in a training."""

    kind: ClassVar = "feedback"
    article_id: str
    start: int
    end: int
    right: bool
    label: str
    speaker: str
    reason: str


@dataclass(frozen=True)
class Score:
    """How far a coder's training agrees with the gold, once all of it is tagged."""

    kind: ClassVar = "score"
    passages: int
    share: float
    low: float | None
    high: float | None
    threshold: float
    admitted: bool
