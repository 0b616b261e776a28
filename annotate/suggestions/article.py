"""Read one article, passage by passage, and say what each may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotate.suggestions.cues import Cues
from annotate.suggestions.quotations import quotations
from annotate.suggestions.wording import reason

Cue = tuple[int, int, str]


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


def read_article(passages: Sequence[Passage], cues: Cues, wording: str) -> list[Finding]:
    """Give one finding a passage, in order."""
    findings = []
    parts = quotations([passage.text for passage in passages], cues.language)
    for passage, quoted in zip(passages, parts, strict=True):
        finding = Finding()
        for part in quoted:
            finding.cues.append((passage.start + part.start, passage.start + part.end, "quotation"))
            if part.end - part.start > 25:
                finding.label, finding.score, finding.quote_id = "attributed_claim", 0.6, part.number
                finding.reason = reason("quotation", wording)
        if passage.proposed_label == "excluded":
            finding.label, finding.score = "excluded", 0.9
            finding.reason = reason("excluded", wording, passage.reason)
        findings.append(finding)
    return findings
