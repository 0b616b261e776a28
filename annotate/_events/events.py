"""Events, confirmed by hand: what `same_event` proposes is looked at side by side, and kept as a variable."""

import uuid
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from annotate._alike.events import same_event
from annotate._charts.lettering import plain
from annotate._errors import AnnotateError, ArticleError, TagError
from annotate._exact_text import TEXT
from annotate._explorer.page import failed, told
from annotate._keyboard.own_keys import keep_keys
from annotate._project.project import Project
from annotate._variables import as_cells
from annotate._wording import Wording

VARIABLE = "event"

_BEGINNING = 400
"""Characters of each article that are shown beside the others."""


@dataclass(frozen=True)
class Proposal:
    """Articles that may be on one event.

    Parameters
    ----------
    name : str
        What the event is called: as proposed, or as it was confirmed.
    articles : tuple of str
        Their ids.
    confirmed : tuple of str
        Ids of those that have the event as their variable.
    """

    name: str
    articles: tuple[str, ...]
    confirmed: tuple[str, ...] = ()


def proposed(articles: pd.DataFrame) -> list[Proposal]:
    """Return the events that `same_event` finds among the articles that are on none yet.

    Examples
    --------
    >>> texts = ["The Brisac dyke broke on Monday.", "Brisac flooded as its dyke gave way.", "Herring talks failed."]
    >>> pages = pd.DataFrame({"article_id": ["a", "b", "c"], "text": texts, "published": "2026-03-03"})
    >>> [one.articles for one in proposed(pages)]
    [('a', 'b')]
    >>> proposed(pages.assign(event=["the dyke", None, None]))
    []
    """
    rest = articles[_kept(articles) == ""]
    if len(rest) < 2:
        return []
    found = same_event(rest)
    groups = found[found["event"] != ""].groupby("event", sort=False)["article_id"]
    return [Proposal(str(name), (*group,)) for name, group in groups]


def standing(articles: pd.DataFrame, found: list[Proposal]) -> list[Proposal]:
    """Return the events that were confirmed, then what is left of those that were proposed.

    Examples
    --------
    >>> pages = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "event": ["dyke", "dyke", None, None]})
    >>> found = [Proposal("Brisac", ("a", "b", "c")), Proposal("Herring", ("c", "d"))]
    >>> [(one.name, one.articles) for one in standing(pages, found)]
    [('dyke', ('a', 'b')), ('Herring', ('c', 'd'))]
    """
    kept = _kept(articles)
    ids = articles["article_id"].astype(TEXT)
    confirmed = [Proposal(str(name), (*group,), (*group,)) for name, group in ids[kept != ""].groupby(kept)]
    free = {*ids[kept == ""]}
    left = [replace(one, articles=tuple(each for each in one.articles if each in free)) for one in found]
    return [*confirmed, *(one for one in left if len(one.articles) > 1)]


def _kept(articles: pd.DataFrame) -> pd.Series:
    """Return the event of each article; nothing where it is on none."""
    said = as_cells(articles[VARIABLE]) if VARIABLE in articles else ""
    return pd.Series(said, index=articles.index, dtype=object)


def _begun(text: str) -> str:
    """Return the beginning of a text, to the end of a word where its language parts them by blanks."""
    if len(text) <= _BEGINNING:
        return text
    head, _, rest = text[:_BEGINNING].rpartition(" ")
    return (head if head and len(rest) < _BEGINNING // 4 else text[:_BEGINNING]) + " …"


class Events(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Look at the events that `same_event` proposes, take out what does not belong, name them and keep them.

    What is kept is the variable ``event`` of the articles, which ``compare(block="event")``, ``by="event"`` and
    `plot_event` use.

    Parameters
    ----------
    project : Project
        Articles that are set aside are on no event.
    coder : str
        Who confirms.
    language : str
        ``"en"`` or ``"fr"``, of the page.

    Attributes
    ----------
    proposals : list of Proposal
        In the page's order: those that were confirmed, then those that are open.

    Examples
    --------
    >>> import annotate, pandas as pd, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> texts = ["The Brisac dyke broke on Monday.", "Brisac flooded as its dyke gave way.", "Herring talks failed."]
    >>> _ = project.add(pd.DataFrame({"article_id": ["a", "b", "c"], "text": texts, "published": "2026-03-03"}))
    >>> events = annotate.Events(project, coder="mj")
    >>> events.name.value = "the dyke"
    >>> events.confirm.click()
    >>> project.articles()["event"].fillna("").tolist()
    ['the dyke', 'the dyke', '']
    """

    def __init__(self, project: Project, *, coder: str = "", language: str = "en") -> None:
        self._project, self._coder = project, coder
        self._say = Wording(language, ArticleError)
        self._written: list[list[str]] = []  # the decisions of each time that events were kept here
        self._found = proposed(project.articles())  # once: ten thousand articles take some seconds
        self._make()
        controls = widgets.Box([self.confirm, self.undo], layout={"flex_flow": "row wrap", "grid_gap": "8px"})
        super().__init__([self._heading, self.events, self.name, self._ticks, controls, self._told])
        keep_keys(self)
        self._read()

    def _text(self, name: str, **values: object) -> str:
        return self._say.text(f"events.{name}", **values)

    def _make(self) -> None:
        self._heading, self._told = widgets.HTML(f"<h3>{escape(self._text('heading'))}</h3>"), widgets.HTML()
        self.events = widgets.Select(description=self._text("events"), rows=8, layout={"width": "auto"})
        self.events.observe(lambda _: None if self._is_filling else self._show(), "index")
        # Sent whole when it is left: letter by letter, a kernel that is busy would get the click before the last ones.
        self.name = widgets.Text(description=self._text("name"), layout={"width": "auto"}, continuous_update=False)
        self._ticks = widgets.VBox()
        self.confirm, self.undo = (
            widgets.Button(description=self._text(name), layout={"width": "auto"}) for name in ("confirm", "undo")
        )
        self.confirm.button_style = "primary"
        self.confirm.on_click(lambda _: self._try(self._confirm))
        self.undo.on_click(lambda _: self._try(self._undo))

    # What is shown ---------------------------------------------------------------------------------------

    def _read(self, article_id: str = "", sentence: str = "") -> None:
        """Read the articles again, and show the event that an article is on, or the first that is open."""
        articles = self._project.articles()
        self._articles = articles.set_index("article_id", drop=False)
        self.proposals = standing(articles, self._found)
        self._is_filling = True
        self.events.options = [(self._line(one), nth) for nth, one in enumerate(self.proposals)]
        self.events.index = self._place(article_id)
        self._is_filling = False
        self._show(sentence)

    def _place(self, article_id: str) -> int | None:
        order = sorted(range(len(self.proposals)), key=lambda nth: bool(self.proposals[nth].confirmed))
        return next((nth for nth in order if article_id in self.proposals[nth].articles), next(iter(order), None))

    def _line(self, one: Proposal) -> str:
        sources = self._articles.loc[pd.Index(one.articles, dtype=object), "source"].nunique()
        mark = "✓ " if one.confirmed else ""
        return f"{mark}{plain(one.name)} · " + self._text("holds", n=len(one.articles), sources=sources)

    def _show(self, sentence: str = "") -> None:
        """Show the articles of the event that is chosen, each to be ticked."""
        open_ones = sum(not one.confirmed for one in self.proposals)
        self._told.value = told(f"{sentence} {self._text('open', n=open_ones)}".strip(), self._text("how"))
        chosen = self._chosen
        self.confirm.disabled, self.undo.disabled = chosen is None, not self._written
        self.name.value = chosen.name if chosen else ""
        self._ticks.children = [self._tick(one) for one in chosen.articles] if chosen else []

    @property
    def _chosen(self) -> Proposal | None:
        return None if self.events.index is None else self.proposals[self.events.index]

    def _tick(self, article_id: str) -> widgets.Widget:
        row = self._articles.loc[article_id]
        words = (row["source"], row["published"], row["title"] or article_id)
        line = " · ".join(plain(str(one)) for one in words if one)
        tick = widgets.Checkbox(value=True, description=line, indent=False, layout={"width": "auto"})
        begins = escape(plain(_begun(str(row["text"]))))
        look = "margin: 0 0 6px 24px; line-height: 1.5; max-width: 60em"
        return widgets.VBox([tick, widgets.HTML(f'<div dir="auto" style="{look}">{begins}</div>')])

    # What is done ----------------------------------------------------------------------------------------

    def _try(self, act: Any) -> None:
        try:
            act()
        except AnnotateError as error:
            self._told.value = failed(str(error))

    def _confirm(self) -> None:
        """Keep the articles that are ticked as one event; take out of it those that are not."""
        chosen, name = self._chosen, self.name.value.strip()
        if chosen is None:
            return
        if not name:
            raise ArticleError(self._text("no_name"))
        ticked = [box.children[0].value for box in self._ticks.children]
        kept = [one for one, is_in in zip(chosen.articles, ticked, strict=True) if is_in]
        out = [one for one in chosen.confirmed if one not in kept]
        new = [one for one in kept if one not in chosen.confirmed or name != chosen.name]  # else nothing is decided
        made = [(ids, value, uuid.uuid4().hex) for ids, value in ((new, name), (out, None)) if ids]
        if made:
            self._written.append([])
        for ids, value, decision_id in made:
            self._project.correct(ids, coder=self._coder, decision_id=decision_id, **{VARIABLE: value})
            self._written[-1].append(decision_id)
        following = next((one.articles[0] for one in self.proposals[self.events.index + 1 :] if not one.confirmed), "")
        self._read(following, self._text("kept", n=len(kept), event=name))

    def _undo(self) -> None:
        """Take back what was last kept here, and nothing that the coder decided elsewhere since."""
        shown = self._chosen.articles[0] if self._chosen else ""
        refused = ""
        for decision_id in reversed(self._written.pop() if self._written else []):
            try:
                self._project._undo_that(decision_id, self._coder)
            except TagError as later:
                refused = str(later)
        self._read(shown, "" if refused else self._text("undone"))
        if refused:
            raise ArticleError(refused)
