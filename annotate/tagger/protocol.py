"""The messages between the tagger's page and its kernel: one dataclass a message, with what it must and may say.

Up come `Open`, `Look`, `HowMany`, `AskShelf`, `AskHits`, `AskFind`, and a `Decision`: one of `Tag`, `Untag`, `Cut`,
`Source`, `Answer`, `KeepExample`, `Undo` and `Redo`, with an id, its coder and what it follows. Down go `Article`,
`Change`, `Suggestions`, `Machine`, `Others`, `Unfinished`, `Shelf`, `Hits`, `Hit`, `Found`, `Feedback`, `Score`,
`Saved`, `Refused` and `Unsaved`.

``python -m annotate.tagger._typescript`` writes the JavaScript's types from here.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, ClassVar, Literal

from annotate._errors import ProjectError, TagError
from annotate._project.project import Project
from annotate.tagger._beside import Answer as Answer
from annotate.tagger._beside import KeepExample as KeepExample
from annotate.tagger._changed import Change as Change
from annotate.tagger._finding import AskFind as AskFind
from annotate.tagger._finding import AskHits as AskHits
from annotate.tagger._finding import AskShelf as AskShelf
from annotate.tagger._finding import Found as Found
from annotate.tagger._finding import Hit as Hit
from annotate.tagger._finding import Hits as Hits
from annotate.tagger._finding import Shelf as Shelf
from annotate.tagger._said import PROTOCOL as PROTOCOL
from annotate.tagger._said import check, short
from annotate.tagger._shown import PageSaid, SuggestionSaid
from annotate.tagger._taught import Feedback, Score

ANOTHER_VERSION = (
    "This page and its kernel are of different versions of annotate. Reload the page in the browser and run the cell "
    "again; whatever was not saved is still in the browser, and is sent then."
)

Origin = Literal["hand", "suggestion", "import"]
"""Where a tag of the tagger may come from. It never claims an adjudication: that is for an adjudicator."""
SpeakerKind = Literal["", "named", "unnamed", "collective"]
Span = tuple[int, int]


# --- Up ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Open:
    """Show an article: the one open, a given one, one some steps on, or the next that its coder has not finished."""

    do: ClassVar = "open"
    language: str = ""
    step: int = 0
    unfinished: bool = False
    article_id: str = ""
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class Look:
    """Say again what stands in the article that is open; the page has its text."""

    do: ClassVar = "look"
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class HowMany:
    """Say how many articles the coder has not finished."""

    do: ClassVar = "how_many"
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class Tag:
    """A label stands on a passage."""

    do: ClassVar = "tag"
    article_id: str
    start: int
    end: int
    label: str
    speaker: str = ""
    speaker_kind: SpeakerKind = ""
    evaluative: bool = False
    unsure: bool = False
    note: str = ""
    origin: Origin = "hand"
    score: float | None = None
    machine: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    codebook: str = ""

    def write(self, project: Project, coder: str, decision_id: str) -> None:
        """Write it by a coder under an id."""
        project.tag(**vars(self), coder=coder, decision_id=decision_id)


@dataclass(frozen=True)
class Untag:
    """The tag on a passage is withdrawn."""

    do: ClassVar = "untag"
    article_id: str
    start: int
    end: int

    def write(self, project: Project, coder: str, decision_id: str) -> None:
        """Write it by a coder under an id."""
        project.untag(self.article_id, self.start, self.end, coder=coder, decision_id=decision_id)


@dataclass(frozen=True)
class Cut:
    """Passages take the place of others: a split, or a merge."""

    do: ClassVar = "cut"
    article_id: str
    before: list[Span]
    after: list[Span]

    def write(self, project: Project, coder: str, decision_id: str) -> None:
        """Write it by a coder under an id."""
        project.cut(self.article_id, self.before, self.after, coder=coder, decision_id=decision_id)


@dataclass(frozen=True)
class Source:
    """From a place on (to another, where it is given) this is the source."""

    do: ClassVar = "source"
    article_id: str
    source: str
    start: int = 0
    end: int | None = None

    def write(self, project: Project, coder: str, decision_id: str) -> None:
        """Write it by a coder under an id."""
        where = (self.article_id, self.source)
        project.set_source(*where, coder=coder, start=self.start, end=self.end, decision_id=decision_id)


@dataclass(frozen=True)
class Undo:
    """The coder's last decision is taken back."""

    do: ClassVar = "undo"

    def write(self, project: Project, coder: str, decision_id: str) -> str | None:
        """Write it by a coder under an id; return the article in which it happened."""
        return project.undo(coder=coder, decision_id=decision_id)


@dataclass(frozen=True)
class Redo:
    """What was undone last stands again."""

    do: ClassVar = "redo"

    def write(self, project: Project, coder: str, decision_id: str) -> str | None:
        """Write it by a coder under an id; return the article in which it happened."""
        return project.redo(coder=coder, decision_id=decision_id)


Deed = Tag | Untag | Cut | Source | Answer | KeepExample | Undo | Redo
ASKED = (Open, Look, HowMany, AskShelf, AskHits, AskFind)
Asked = Open | Look | HowMany | AskShelf | AskHits | AskFind
DEEDS = (Tag, Untag, Cut, Source, Answer, KeepExample, Undo, Redo)


@dataclass(frozen=True)
class Decision:
    """What a coder did, under an id of its own, after the decision that the page had sent last and that still waits."""

    deed: Deed
    decision: str
    coder: str
    follows: str = ""

    def write(self, project: Project) -> str | None:
        """Write it to a project; return the article that an undo or a redo changed."""
        changed: str | None = self.deed.write(project, self.coder, self.decision)
        return changed


def read(message: object) -> Asked | Decision:
    """Read a message from the page.

    Raises
    ------
    TagError
        Where it says what it may not, does not say what it must, or says it at an absurd length.
    ProjectError
        Where a decision comes from a page of another version.
    """
    said, about = read_as(message, ASKED, DEEDS)
    return said if about is None else Decision(said, **about)


def read_as(
    message: object, asked: tuple[type[Any], ...], deeds: tuple[type[Any], ...]
) -> tuple[Any, dict[str, str] | None]:
    """Read a message of some kinds; return it and, of a deed, what makes it a decision."""
    if not isinstance(message, dict):
        raise TagError(f"The message {short(message)} is no decision.")
    rest = dict(message)
    if rest.pop("protocol", PROTOCOL) != PROTOCOL:
        # A decision is kept by the page until one of this version sends it.
        raise (ProjectError if "decision" in rest else TagError)(ANOTHER_VERSION, "version")
    verb = rest.pop("do", None)
    known: dict[str, type[Any]] = {kind.do: kind for kind in (*asked, *deeds)}
    if not isinstance(verb, str) or verb not in known:
        raise TagError(f"The tagger does not know {short(verb)}: a message is one of {', '.join(known)}.")
    if known[verb] in asked:
        return _make(known[verb], verb, rest), None
    about = {name: rest.pop(name) for name in ("decision", "coder", "follows") if name in rest}
    if not about.get("decision") or "coder" not in about:
        raise TagError("A decision needs an id and a coder.")
    for name, value in about.items():
        check(name, value, str)
    return _make(known[verb], verb, rest), about


def _make(kind: type[Any], verb: str, said: Mapping[str, Any]) -> Any:
    """Make a message of what was said, or say what is wrong with it."""
    types = {one.name: one for one in fields(kind)}
    needed = [one.name for one in types.values() if one.default is MISSING and one.default_factory is MISSING]
    missing = [name for name in needed if name not in said]
    if missing:
        raise TagError(f"A {verb} must say {missing[0]!r}.")
    foreign = [name for name in said if name not in types]
    if foreign:
        raise TagError(f"A {verb} does not say {short(foreign[0])}: it says {', '.join(types) or 'nothing'}.")
    return kind(**{name: check(name, value, types[name].type) for name, value in said.items()})


def by_codebook(said: Decision, first: str) -> Decision:
    """Return a decision with the codebook that its page had: one that names none had the study's first."""
    deed = said.deed
    if isinstance(deed, Tag | Answer) and not deed.codebook:
        return replace(said, deed=replace(deed, codebook=first))
    return said


# --- Down -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Article:
    """All of the article that is open."""

    kind: ClassVar = "article"
    page: PageSaid
    protocol: int = PROTOCOL
    edition: int = 0


@dataclass(frozen=True)
class Suggestions:
    """What is suggested for an article's passages, when it is found."""

    kind: ClassVar = "suggestions"
    article_id: str
    suggestions: list[SuggestionSaid]
    later: list[int] = field(default_factory=list)
    """Where passages begin whose suggestion is not to be seen before the coder's own decision."""
    machine: str = ""
    """What suggests them, with its version, where it is another machine than annotate's own rules."""


@dataclass(frozen=True)
class Machine:
    """How far another machine than the rules is with the article that is open, and where its text is sent."""

    kind: ClassVar = "machine"
    state: Literal["asking", "done", "failed"]
    name: str
    address: str
    reason: str


@dataclass(frozen=True)
class Others:
    """How far the other coders are."""

    kind: ClassVar = "others"
    others: list[tuple[str, int, int]]


@dataclass(frozen=True)
class Unfinished:
    """How many articles the coder has not finished."""

    kind: ClassVar = "unfinished"
    articles: int


@dataclass(frozen=True)
class Saved:
    """The decision is on disk."""

    kind: ClassVar = "saved"
    decision: str

    def message(self) -> dict[str, str]:
        """Return it as it travels: plain, since it comes after every key."""
        return {"kind": self.kind, "decision": self.decision}


@dataclass(frozen=True)
class Refused:
    """The decision will never be written; the page forgets it and says why."""

    kind: ClassVar = "refused"
    decision: str | None
    reason: str
    cause: str = field(default="")


@dataclass(frozen=True)
class Unsaved:
    """The decision could not be written; the page keeps it, says why and sends it again."""

    kind: ClassVar = "unsaved"
    decision: str | None
    reason: str
    cause: str = field(default="")


Down = (
    Article
    | Change
    | Suggestions
    | Machine
    | Others
    | Unfinished
    | Shelf
    | Hits
    | Hit
    | Found
    | Feedback
    | Score
    | Saved
    | Refused
    | Unsaved
)
DOWN = (
    Article,
    Change,
    Suggestions,
    Machine,
    Others,
    Unfinished,
    Shelf,
    Hits,
    Hit,
    Found,
    Feedback,
    Score,
    Saved,
    Refused,
    Unsaved,
)


def message(said: Any) -> dict[str, str]:
    """Return a message as it travels: as ASCII, since a lone surrogate in anyone's text would break it."""
    if isinstance(said, Saved):
        return said.message()
    return {"kind": said.kind, "json": json.dumps(vars(said))}
