"""What the tagger proposes for one article: computed beside the coder's work, never before it.

Reading an article for suggestions takes from a few milliseconds to a second. So the page is sent first, the
suggestions follow in a message of their own when a thread has found them, and what was found is kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pandas as pd

from annotate._codebook import Codebook
from annotate._project.shown_page import ArticlePage
from annotate._project.tagger_page import PASSAGE_WORDS
from annotate._suggestions.languages.cue_files import Given
from annotate._suggestions.learning.claim_model import Learned
from annotate._suggestions.machines.machine import Suggester
from annotate._suggestions.machines.named import is_used, machine_name
from annotate._suggestions.suggestion_table import suggest
from annotate.tagger._machine import Machine

Proposal = list[Any]
"""``start, end, label, speaker, speaker_kind, score, reason, cues, proposed_source``: see `annotate.suggest`."""

PROPOSAL_WORDS = ("start", "end", "label", "speaker", "speaker_kind", "score", "reason", "cues", "proposed_source")
KEPT = 20
"""Articles whose proposals are kept: those that a coder walks to and fro between."""

AT_ONCE = 3
"""Articles that another machine may read at a time: one that hangs does not keep the next one waiting."""


def unproposed(passages: list[list[Any]]) -> list[list[Any]]:
    """Return the passages of a page without what was proposed when the article was cut."""
    return [[start, end, "", "", None] for start, end, *_ in passages]


class Proposals:
    """Finds proposals in a thread, one article at a time, and tells them when they are there.

    Parameters
    ----------
    codebook : Codebook
        Only its labels are proposed.
    tell : callable
        Is given an article's id and its proposals, on whichever thread found them.
    cues : mapping, optional
        The project's own cues; see `annotate._suggestions.study_cues`.
    machine : Machine, optional
        Reads articles in the rules' place.

    Attributes
    ----------
    name : str
        Of what proposes, with its version, which an accepted suggestion keeps; empty where annotate's own rules do.
    """

    def __init__(
        self,
        codebook: Codebook,
        tell: Callable[[str, list[Proposal]], None],
        cues: Given = None,
        machine: Machine | None = None,
    ) -> None:
        self._codebook = codebook
        self._cues = cues
        self._learned: Learned | None = None
        self._tell = tell
        self._found: OrderedDict[object, list[Proposal]] = OrderedDict()
        self._machine = machine
        self.name = "" if machine is None else machine_name(suggester=machine.suggester)
        self._turn = threading.BoundedSemaphore(1 if machine is None else AT_ONCE)
        self._running: set[object] = set()
        self._newest: object = None
        self._told: object = None

    def revise(self, codebook: Codebook) -> None:
        """Propose in the labels of the codebook that stands; what was found by another is found again."""
        self._codebook = codebook

    def learn(self, learned: Learned) -> None:
        """Find proposals with what was learned from the project's tags, from the next article on."""
        self._learned = learned
        if self._machine is None:
            self.name = machine_name(learned=learned) if is_used(learned) else ""
        self._found.clear()

    def ask(self, page: ArticlePage, wording: str, *, again: bool = False) -> threading.Thread | None:
        """Send an article's proposals: at once where they are known, else when a thread has found them.

        What was told last is not told again, unless asked for.
        """
        spans = tuple((row[0], row[1]) for row in page["passages"])
        asked = (page["article_id"], wording, spans, str(page["sources"]), self._codebook.id)
        self._newest = asked
        known = self._found.get(asked)
        if known is not None:
            if again or asked != self._told:
                self._say(asked, page, known)
            return None
        if asked in self._running:
            return None
        self._running.add(asked)
        thread = threading.Thread(target=self._find, args=(asked, page, wording), daemon=True)
        thread.start()
        return thread

    def _find(self, asked: object, page: ArticlePage, wording: str) -> None:
        try:
            with self._turn:
                if asked != self._newest:
                    return  # the coder has gone on to another article
                found, failed = self._read(asked, page, wording)
        finally:
            self._running.discard(asked)
        if asked == self._newest:
            self._say(asked, page, found)
            if self._machine is not None:
                self._machine.tell("failed" if failed else "done", failed)

    def _read(self, asked: object, page: ArticlePage, wording: str) -> tuple[list[Proposal], str]:
        """Return what is found, and why a machine failed; what failed is not kept, so that it is tried again."""

        def find(suggester: Suggester | None) -> list[Proposal]:
            return proposals(page, self._codebook, wording, self._learned, self._cues, suggester)

        found, failed = [], ""
        if self._machine is None:
            found = find(None)
        else:
            self._machine.tell("asking")
            found, failed = self._machine.read(page["article_id"], find)
        if not failed:
            self._found[asked] = found
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
        return found, failed

    def _say(self, asked: object, page: ArticlePage, found: list[Proposal]) -> None:
        self._told = asked
        self._tell(page["article_id"], found)


def proposals(
    page: ArticlePage,
    codebook: Codebook,
    wording: str = "en",
    learned: Learned | None = None,
    cues: Given = None,
    suggester: Suggester | None = None,
) -> list[Proposal]:
    """Return the proposals for a page's passages, without those that say nothing."""
    table = suggest(passages_of(page), codebook, wording=wording, learned=learned, cues=cues, suggester=suggester)
    columns = [table[name].tolist() for name in PROPOSAL_WORDS]
    rows = [_plain(row) for row in zip(*columns, strict=True)]
    return [row for row in rows if any(row[2:])]


def passages_of(page: ArticlePage) -> pd.DataFrame:
    """Return a page's passages as the table that `Project.passages` would return."""
    starts, ends = ([row[nth] for row in page["passages"]] for nth in (0, 1))
    columns: dict[str, list[Any]] = {
        name: [row[nth] for row in page["passages"]] for nth, name in enumerate(PASSAGE_WORDS)
    } | {
        "article_id": [page["article_id"]] * len(starts),
        "language": [page["language"]] * len(starts),
        "text": [page["text"][start:end] for start, end in zip(starts, ends, strict=True)],
        "source": [_source_at(page, start) for start in starts],
    }
    # As objects: pandas' own strings refuse a lone surrogate.
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})


def _source_at(page: ArticlePage, start: int) -> str:
    marks = [source for begins, source in page["sources"] if begins <= start]
    return str(marks[-1] if marks else page["source"])


def _plain(row: tuple[Any, ...]) -> Proposal:
    """Return a row as JSON takes it: without a score where it is missing, its score short."""
    *start_to_kind, score, reason, cues, source = row
    return [*start_to_kind, None if pd.isna(score) else round(float(score), 2), reason, cues, source]
