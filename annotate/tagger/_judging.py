"""The messages between the adjudicator's page and its kernel, of the tagger's family: see `protocol`.

Up come `Open`, `Look`, `AskNames`, and a decision: one of `Settle`, `JudgeAnswer`, `Seal`, `Example`, `Undo` and
`Redo`. Down go `Cases` and `Names`, and `Saved`, `Refused` and `Unsaved` as with the tagger.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, NotRequired, TypedDict

from annotate._project.judging import Stretch
from annotate._project.project import Project
from annotate._wording import Text
from annotate.tagger._shown import CodebookSaid
from annotate.tagger.protocol import PROTOCOL, Look, Open, Redo, SpeakerKind, Undo, read_as

JudgedTag = tuple[int, int, str, str, SpeakerKind, bool, str | None, dict[str, str] | None]
"""``start, end, label, speaker, speaker_kind, evaluative, source, answers``; no source: the page's; no answers: those
on which all with this label agree."""
_WORDS = ("start", "end", "label", "speaker", "speaker_kind", "evaluative", "source", "answers")


# --- Up ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AskNames:
    """Say who decided what on a stretch."""

    do: ClassVar = "names"
    article_id: str
    start: int
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class Settle:
    """A stretch is settled: as one passage, or as several."""

    do: ClassVar = "settle"
    article_id: str
    tags: list[JudgedTag]
    reason: str = ""
    codebook: str = ""

    def write(self, project: Project, coder: str, decision_id: str) -> str | None:
        """Write it by a judge under an id."""
        passages = [dict(zip(_WORDS, tag, strict=True)) for tag in self.tags]
        project.settle(
            self.article_id, passages, coder=coder, reason=self.reason, codebook=self.codebook, decision_id=decision_id
        )
        return self.article_id


@dataclass(frozen=True)
class JudgeAnswer:
    """What coders answered differently about an article itself is settled."""

    do: ClassVar = "answer"
    article_id: str
    answers: dict[str, str]

    def write(self, project: Project, coder: str, decision_id: str) -> str | None:
        """Write it by a judge under an id."""
        about = {"coder": coder, "origin": "adjudication", "decision_id": decision_id}
        project.answer(self.article_id, self.answers, **about)  # type: ignore[arg-type]
        return self.article_id


@dataclass(frozen=True)
class Seal:
    """All on which coders agree is sealed."""

    do: ClassVar = "seal"

    def write(self, project: Project, coder: str, decision_id: str) -> str | None:
        """Write it by a judge under an id."""
        project.seal(coder=coder, decision_id=decision_id)
        return None


@dataclass(frozen=True)
class Example:
    """A passage becomes an example of a label in the codebook."""

    do: ClassVar = "example"
    label: str
    text: str
    language: str = ""

    def write(self, project: Project, coder: str, decision_id: str) -> str | None:
        """Write it by a judge under an id."""
        about = {"coder": coder, "decision_id": decision_id}
        project.add_example(self.label, self.text, language=self.language, **about)
        return None


ASKED = (Open, Look, AskNames)
DEEDS = (Settle, JudgeAnswer, Seal, Example, Undo, Redo)
OWN_DEEDS = (Settle, JudgeAnswer, Seal, Example)


def read(message: object) -> tuple[Any, dict[str, str] | None]:
    """Read a message from the page: what it says and, of a deed, its id, its coder and what it follows.

    Raises
    ------
    TagError, ProjectError
        As `annotate.tagger.protocol.read`.
    """
    return read_as(message, ASKED, DEEDS)


# --- Down -------------------------------------------------------------------------------------------------------------


class ReadingSaid(TypedDict):
    """One way to read a stretch, and how many coders have it."""

    tags: list[JudgedTag]
    coders: int
    notes: list[str]
    unsure: bool
    judged: bool
    answers: NotRequired[dict[str, str]]


class CaseSaid(Stretch):
    """A stretch with what is said of it, coders without their names, and how many differ in the same."""

    often: int
    readings: list[ReadingSaid]


class DeskSaid(TypedDict):
    """What a judge's page shows; the page's own texts come once."""

    coder: str
    project_id: str
    codebook: CodebookSaid
    cases: list[CaseSaid]
    left: int
    agreed: int
    settled: int
    reasons: list[str]
    wording: NotRequired[dict[str, Text]]
    at: NotRequired[tuple[str, int]]


@dataclass(frozen=True)
class Cases:
    """The next stretches to settle, the commonest confusion of two labels first."""

    kind: ClassVar = "cases"
    desk: DeskSaid
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class Names:
    """Who has each reading of a stretch."""

    kind: ClassVar = "names"
    article_id: str
    start: int
    names: list[list[str]]


DOWN = (Cases, Names)
