"""What is known of a passage before it is read, and what was found in it."""

from dataclasses import dataclass, field

Cue = tuple[int, int, str]
"""Where a cue stands, in code points of the article, and its kind."""


CLAIM, EXCLUDED = "attributed_claim", "excluded"
"""What rules and models call what they find. Only `suggest` says it in a codebook's own words."""


@dataclass
class Passage:
    """A passage, with what is known of it."""

    start: int
    text: str
    source: str = ""
    proposed_label: str = ""
    reason: str = ""


@dataclass
class Finding:
    """What one passage may be, and why."""

    label: str = ""
    speaker: str = ""
    speaker_kind: str = ""
    score: float | None = None
    reason: str = ""
    cues: list[Cue] = field(default_factory=list)
    quote_id: int | None = None
    proposed_source: str = ""
