"""The tagger's kernel side: it gives the page its article, writes each decision, and answers.

The page paints first. Each decision comes as one small message with an id of its own, is on disk before it is
acknowledged, and may come again without harm: so the page can keep it until the acknowledgement arrives.

`annotate.tagger.protocol` says which messages there are, and what each must and may say.
"""

import contextlib
from pathlib import Path
from typing import Any, cast

import pandas as pd
import traitlets
from IPython.display import display

from annotate._concordance import Search
from annotate._errors import AnnotateError, TagError
from annotate._json import Json
from annotate._project.finding import Place
from annotate._project.hits import Queue
from annotate._project.project import Project
from annotate._project.shown_page import ArticlePage
from annotate._project.tagger_page import Decided
from annotate._suggestions.learning.learner import Learner
from annotate._suggestions.machines.machine import Suggester
from annotate._suggestions.measured.blind import is_blind
from annotate._suggestions.study_cues import own_cues
from annotate.tagger import protocol
from annotate.tagger._boxed import show_boxes
from annotate.tagger._editions import Editions
from annotate.tagger._machine import Machine, State
from annotate.tagger._proposals import Proposal, Proposals, unproposed
from annotate.tagger._queues import Queues
from annotate.tagger._said import LONGEST, short
from annotate.tagger._shelving import Shelving
from annotate.tagger._shown import CodebookSaid, DeskOf, PageSaid, SuggestionSaid
from annotate.tagger._speaking import Speaking, waiting_texts, wording_of
from annotate.tagger._static_html import NO_ERROR, still
from annotate.tagger._training import begun
from annotate.tagger._watch import watch_of
from annotate.tagger._written import OF_ALL, write

_HERE = Path(__file__).parent

_ROOM = {"flex": "1 1 28rem", "min_width": "18rem"}
"""In a box beside other widgets it takes what room there is; by itself it would claim none."""


class Tagger(Speaking):
    """Tag a project's articles, passage by passage, with the keyboard or the mouse.

    Parameters
    ----------
    project : Project
    coder : str
        Who tags.
    article_id : str, optional
        The article to open on; the one this coder worked on last where left out, else the first, under the shelf of
        all articles.
    language : str
        ``"en"`` or ``"fr"`` for the tagger's own wording; the browser's language where empty.
    blind : bool
        True to show a suggestion only after the coder's own decision. A tenth of the passages, drawn by the
        project's id, is always tagged so: see `annotate._suggestions.blind_slice`.
    suggest : bool, optional
        Whether suggestions are shown at all; where left out, everywhere but in a training.
    suggester : callable, optional
        Another machine than the rules, such as `ask_model` makes, or any function of passages: see `suggest`. It reads
        each article that is opened while the coder goes on; the page says where the text is sent. An opinion that it
        suggests is shown only after the coder's own decision.

    training : DataFrame or path, optional
        A gold table, with its reasons in ``note``: its articles are practised on in a project of their own beside the
        study (``study.training.db``), so that no tag of it enters the study. The page says after each decision what
        the gold has and what the codebook says and, at the end, the score.
    admit : float, optional
        From which share of right passages a coder is admitted: see `Project.training`. Left out: what the study asks
        for (`Project.require_training`), else 0.8.
    check : float, optional
        With `training`: not to practise, but to mix so many articles of the gold in among the coder's own, unseen.
        What she tags there does not enter the study either; `Project.training` shows by week whether she drifts.

    Attributes
    ----------
    article_id : str
        The article shown. Change it, or call `select`.
    coder : str
        Who tags. Changing it shows the other coder's tags.
    counts : dict
        Tags of each label on this article, and ``untagged`` passages. Observe it to follow the work.
    failures : DataFrame
        The articles that the suggester could not read: ``article_id`` and ``reason``.

    Examples
    --------
    >>> import annotate, pandas as pd, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
    >>> tagger = annotate.Tagger(project, coder="mj")
    >>> tagger.article_id, tagger.counts["untagged"]
    ('vote', 1)
    """

    _esm = _HERE / "tagger.js"
    _css = _HERE / "tagger.css"

    article_id = traitlets.Unicode()
    coder = traitlets.Unicode()
    counts = traitlets.Dict()
    language = traitlets.Unicode().tag(sync=True)
    waiting = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        project: Project,
        coder: str,
        article_id: str | None = None,
        language: str = "",
        *,
        blind: bool = False,
        suggest: bool | None = None,
        suggester: Suggester | None = None,
        training: pd.DataFrame | str | Path | None = None,
        admit: float | None = None,
        check: float | None = None,
    ) -> None:
        if not coder:
            raise TagError("A coder is needed: say who tags, such as Tagger(project, coder='mj').")
        self._study = project
        project, self._training, self._checked = begun(project, coder, training, admit, check)
        self._suggests = suggester is not None or self._training is None if suggest is None else suggest
        self._project = project
        self._reads: Any = self._checked or project._tagger_reads
        self._coders = {coder}
        self._begin_speaking()
        self._blind = blind
        self._wording = wording_of(language)
        self._queues = Queues(project)
        self._editions = Editions()
        self._first_codebook = project._first_codebook
        self._shelving = Shelving(self._reads, self._lock, self._tell, self._refuse)
        self._machine = None if suggester is None else Machine(suggester, self._tell_machine)
        self._proposals = Proposals(project.codebook, self._send_suggestions, own_cues(project), self._machine)
        self._learner = Learner(project, self._proposals.learn)
        self._proposals.learn(self._learner.learned)
        super().__init__(coder=coder, language=language, waiting=waiting_texts(), layout=_ROOM)
        self._begins = article_id is None and not self._reads.has_begun(coder=coder)
        self.article_id = article_id or self._reads.first_article(coder=coder) or ""
        self._count()
        self.observe(self._show, names=["article_id", "coder"])
        self.on_msg(self._receive)
        show_boxes()

    @property
    def failures(self) -> pd.DataFrame:
        """The articles that the suggester could not read: ``article_id`` and ``reason``."""
        return pd.DataFrame(columns=["article_id", "reason"]) if self._machine is None else self._machine.failures

    def select(self, article_id: str) -> None:
        """Show another article.

        Raises
        ------
        ProjectError
            Where the project has no such article; what was shown stays.
        """
        self._reads.page(article_id, coder=self.coder)
        self.article_id = article_id

    def go_to(self, article_id: str, start: int) -> None:
        """Show the passage of an article that begins at a place.

        Raises
        ------
        ProjectError
            Where the project has no such article; what was shown stays.
        """
        self._tell(protocol.Hit(article_id, start))
        self.select(article_id)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Json], dict[str, Json]] | None:
        """Return the widget, and beside it its text as plain HTML for wherever there is no kernel."""
        bundle = super()._repr_mimebundle_(**options)
        return None if bundle is None else ({**bundle[0], "text/html": self._still()}, bundle[1])

    def _still(self) -> str:
        # A project in trouble says so on the page; the widget shows all the same.
        with contextlib.suppress(AnnotateError):
            return still(self._page(), self._project.codebook, self.coder, self.language)
        return ""

    def _ipython_display_(self) -> None:
        """Show the text as plain HTML, and then the page, beside which the style sheets let the other vanish."""
        bundle, metadata = self._repr_mimebundle_() or ({}, {})
        html = f"{NO_ERROR}{bundle.get('text/html', '')}"
        display({"text/html": html, "text/plain": bundle.get("text/plain", "")}, raw=True)  # type: ignore[no-untyped-call]
        display({**bundle, "text/html": "<div></div>"}, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]

    def _page(self) -> ArticlePage:
        if self.article_id:
            page = self._reads.page(self.article_id, coder=self.coder)
            proposed = {} if self._suggests else {"passages": unproposed(page["passages"])}
            return cast("ArticlePage", {**page, **proposed})
        return cast("ArticlePage", {"article_id": "", "text": "", "passages": []})  # of an empty project

    @traitlets.validate("coder")
    def _admitted(self, proposal: traitlets.Bunch) -> str:
        if self._training is None:
            self._study._check_admitted(proposal["value"])
        return str(proposal["value"])

    def _show(self, _change: object = None) -> None:
        self._coders.add(self.coder)
        self._count()
        self._send_article()

    def _count(self) -> None:
        if self.article_id:
            self.counts = self._reads.counts(self.article_id, coder=self.coder)

    def _send_article(self, *, with_text: bool = True, with_wording: bool = False, whole: bool = True) -> None:
        """Send the article shown; without its text where the page has that, or only what changed since it was sent."""
        page, codebook = self._page(), self._project.codebook
        self._proposals.revise(codebook)
        about: DeskOf = {
            "coder": self.coder,
            "project_id": self._project.project_id,
            "codebook": cast("CodebookSaid", codebook.to_dict()),
            "revised": codebook.id != self._first_codebook,
            "blind": self._blind or self._blind_starts(page),
        }
        if with_wording:
            about["wording"] = self._wording.room("shared", "boilerplate", "tagger")
            about["begins"] = self._begins
            about["queue"] = self._queues.read(self.coder)
        sent = page if with_text else {name: value for name, value in page.items() if name != "text"}
        self._tell(self._editions.next(cast("PageSaid", {**sent, **about}), whole=whole))
        self._propose(page, again=with_text)

    def _blind_starts(self, page: ArticlePage) -> list[int]:
        seed = self._project.project_id
        return [start for start, *_ in page["passages"] if is_blind(seed, page["article_id"], start)]

    def _propose(self, page: ArticlePage | None = None, *, again: bool = False) -> None:
        """Have suggestions found for the article shown; they follow when they are there."""
        if self.article_id and self._suggests:
            page = page or self._reads.page(self.article_id, coder=self.coder)
            self._proposals.ask(page, self._wording.language, again=again)

    def _send_suggestions(self, article_id: str, found: list[Proposal]) -> None:
        opinions = self._project.codebook.asserting("opinion") if self._machine else ()
        later = [start for start, _, label, *_ in found if label in opinions]
        suggested = cast("list[SuggestionSaid]", found)
        self._tell(protocol.Suggestions(article_id, suggested, later, self._proposals.name[:LONGEST]))

    def _tell_machine(self, state: State, reason: str) -> None:
        if self._machine is not None:
            self._tell(protocol.Machine(state, self._machine.name, self._machine.address, reason[:LONGEST]))

    def notice(self, decided: list[Decided], *, has_new_articles: bool) -> None:
        """Show what was decided elsewhere: by this coder in another tab or kernel, or by others."""
        with self._lock:
            elsewhere = [one for one in decided if one.decision_id not in self._made]
            self._made.difference_update(one.decision_id for one in decided)
            if has_new_articles or any(self._changes_the_page(one) for one in elsewhere):
                if not self.article_id:
                    self.article_id = self._reads.first_article(coder=self.coder) or ""
                else:
                    self._count()
                    self._send_article(with_text=False, whole=False)
            elif elsewhere:
                others = self._reads.others(self.article_id, coder=self.coder)
                self._tell(protocol.Others(cast("list[tuple[str, int, int]]", others)))

    def _changes_the_page(self, one: Decided) -> bool:
        # What is said of the page itself all coders share; all else is its coder's own.
        is_about_it = one.article_id in ("", self.article_id)
        is_shared = is_about_it and one.kind in OF_ALL
        return one.coder == self.coder or is_shared

    def _hear(self, message: Any) -> None:
        self._answer(protocol.read(message))

    def _answer(self, said: protocol.Asked | protocol.Decision) -> None:
        if isinstance(said, protocol.Open):
            self._open(said)
        elif isinstance(said, protocol.Look):
            self._send_article(with_text=False)
        elif isinstance(said, protocol.HowMany):
            self._tell(protocol.Unfinished(self._reads.unfinished(coder=self.coder)))
        elif isinstance(said, protocol.AskShelf):
            self._send_shelf(said)
        elif isinstance(said, protocol.AskHits):
            self._send_hits(said)
        elif isinstance(said, protocol.AskFind):
            self._send_found(said)
        else:
            self._decide(said)

    def _send_shelf(self, asked: protocol.AskShelf) -> None:
        self._begins = False
        self._shelving.answer(asked, self.coder)

    def _send_hits(self, asked: protocol.AskHits) -> None:
        said = (asked.states, asked.label, asked.words, asked.variable, asked.value)
        queue = Queue.of(*said)
        choices = self._reads.choices(asked.variable, coder=self.coder)
        self._queues.keep(self.coder, said)
        if not self.article_id:
            return
        claims = [label.name for label in self._project.codebook.labels if label.takes_speaker]
        whose: Any = {"coder": self.coder, "claims": claims}
        if asked.step:
            self._queues.go_by(self.coder, said, self.article_id)
            step = 1 if asked.step > 0 else -1
            found = self._reads.next_hit(queue, self.article_id, asked.start, step, **whose)
            is_again = found is None
            found = found or self._reads.first_hit(queue, step, **whose)
            where, start = found or ("", -1)
            self._tell(protocol.Hit(where, start, is_again))
            if found and found[0] != self.article_id:
                self.article_id = found[0]
        self._tell(protocol.Hits(self.article_id, *self._reads.hits(queue, self.article_id, **whose), *choices))

    def _send_found(self, asked: protocol.AskFind) -> None:
        search = Search(asked.words, asked.case, asked.accents)
        after = Place(asked.number, asked.start) if asked.number else None
        found = self._reads.find(search, coder=self.coder, after=after)
        hits = [hit[:-1] for hit in found.hits]
        self._tell(protocol.Found(asked.asked, hits, *(found.after or Place(0))))

    def _open(self, asked: protocol.Open) -> None:
        watch_of(self._project).join(self)
        if asked.language:
            self._wording = wording_of(asked.language)
        wanted = self._wanted(asked)
        if wanted == self.article_id:
            self._send_article(with_wording=not (asked.step or asked.unfinished or asked.article_id))
        else:
            self.article_id = wanted

    def _wanted(self, asked: protocol.Open) -> str:
        """Return the article that is asked for."""
        if asked.article_id:
            self._reads.check_there(asked.article_id, coder=self.coder)
            return asked.article_id
        if asked.unfinished and self.article_id:
            return str(self._reads.next_unfinished(self.article_id, coder=self.coder))
        if not asked.step:
            return self.article_id
        return str(self._reads.neighbour(self.article_id, asked.step, coder=self.coder))

    def _decide(self, said: protocol.Decision) -> None:
        if said.coder not in self._coders:
            raise TagError(f"The coder {short(said.coder)} does not tag here: this tagger is {self.coder!r}'s.")
        self._check_follows(said.follows)
        if not isinstance(said.deed, protocol.Undo | protocol.Redo):
            self._reads.check(said.deed.article_id, coder=said.coder)
        self._made.add(said.decision)
        changed, asked_again = write(protocol.by_codebook(said, self._first_codebook), self._written_to(said.deed))
        self._unwritten.pop(said.decision, None)
        self._tell(protocol.Saved(said.decision))
        if asked_again is not None:
            self._tell(protocol.Refused(None, str(asked_again), asked_again.cause))
        watch_of(self._project).wake()
        self._go_on(said.deed, changed)

    def _written_to(self, deed: protocol.Deed) -> Project:
        """Return where a decision is written: what is mixed in unseen is not the study's."""
        if self._checked is None:
            return self._project
        if isinstance(deed, protocol.Undo | protocol.Redo):
            return self._checked.project_of(self.article_id)
        return self._checked.project_of(deed.article_id)

    def _teach(self, deed: protocol.Tag) -> None:
        """Show what the gold says; and at the end, how far the coder agrees with it."""
        if self._training is not None:
            if feedback := self._training.feedback(deed):
                self._tell(feedback)
            if score := self._training.score(self.coder):
                self._tell(score)

    def _go_on(self, deed: protocol.Deed, changed: str | None) -> None:
        """Show what follows from a decision that is written."""
        if isinstance(deed, protocol.Undo | protocol.Redo):
            self._after_going_back(changed)
        elif isinstance(deed, protocol.Cut | protocol.Source):
            self._propose()
        elif isinstance(deed, protocol.Tag):
            self._learner.notice()
            self._teach(deed)
        self._count()

    def _after_going_back(self, article_id: str | None) -> None:
        if article_id is None or article_id == self.article_id:
            self._send_article(with_text=False, whole=False)
        else:
            self.article_id = article_id
