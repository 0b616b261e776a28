"""What is known of a passage before it is read, what was found in it, and why, said in one short sentence."""

from dataclasses import dataclass, field
from typing import NamedTuple

from annotate._wording import Wording

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


class Why(NamedTuple):
    """A code of the wording's ``reasons``, and what it names."""

    code: str
    cue: str = ""
    speaker: str = ""


def said(why: Why, say: Wording) -> str:
    r"""Return why.

    Examples
    --------
    >>> said(Why("verb", "said", "the engineers"), Wording("en"))
    '“said” attributes this to the engineers.'
    >>> said(Why("excluded", "double"), Wording("fr"))
    'Doublon\xa0: cette phrase figure aussi dans le texte.'
    """
    cue = " ".join(why.cue.split())
    if why.code == "excluded":
        kind = say.text(f"boilerplate.{cue}") if say.knows(f"boilerplate.{cue}") else cue
        return kind if cue == "double" else say.text("reasons.excluded", kind=kind)
    return say.text(f"reasons.{why.code}", cue=cue, speaker=why.speaker or say.text("reasons.someone"))
