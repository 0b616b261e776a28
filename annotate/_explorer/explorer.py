"""The explorer: choose sources, dates, coders, unit and measure; the table and the chart follow.

It is the one part of the numbers and charts that needs a notebook: everything that it shows can also be had from
`balance`, `agreement` and the charts, which know nothing of it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets
import pandas as pd

from annotate._charts.lettering import plain
from annotate._codebook import Codebook
from annotate._errors import AnnotateError, BalanceError
from annotate._explorer.choice import GROUPS, Choice, as_text, passages_of, rows_between
from annotate._explorer.controls import arranged, controls_of, options_of
from annotate._explorer.measures_shown import IDLE, MEASURES
from annotate._explorer.page import ROWS, Picture, chips, failed, listed, more_of, picture, taken, told, where, written
from annotate._explorer.shown import Shown, inert
from annotate._json import JsonObject
from annotate._keyboard.own_keys import keep_keys
from annotate._known_codebooks import codebook_of
from annotate._project.project import Project
from annotate._tags import variable_names
from annotate._wording import Wording
from annotate.tagger import Tagger


class Explorer(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Choose what is counted; the table and the chart follow.

    `explore` makes one. What it shows can be used on: ``explorer.table``, ``explorer.tags`` and
    ``explorer.passages`` are the DataFrames of what is shown, ``explorer.controls`` the widgets by their name.

    Parameters
    ----------
    read : callable
        Returns the tags and the passages (or None).
    codebook : Codebook, optional
        The one that the tags name where left out.
    language : {"en", "fr"}
    project : Project, optional
        Whose tags these are: a button reads them again, and passages can be opened in a tagger.
    coder : str
        Who tags there; the study's coder where it has one only.
    """

    def __init__(
        self,
        read: Callable[[], tuple[pd.DataFrame, pd.DataFrame | None]],
        *,
        codebook: Codebook | None = None,
        language: str = "en",
        project: Project | None = None,
        coder: str = "",
    ) -> None:
        self._project, self._coder = project, coder
        self.tagger: Tagger | None = None
        self._codebook = codebook
        self._say = Wording(language, BalanceError)
        self.table = self.tags = pd.DataFrame()
        self._read = read
        self._tags, self._passages = read()
        self.controls = controls_of(self._tags, self._say)
        self._state, self._failed, self._rows = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._picture, self.passages = Picture("", "", 0, []), pd.DataFrame()
        drop, colon = self._say.text("explorer.drop", name="{name}"), self._say.text("shared.colon")
        self._shown = Shown(texts={"drop": drop, "colon": colon})
        self._shown.on_msg(lambda _widget, said, _buffers: self._pressed(said))
        self._opened = widgets.VBox([])
        above = arranged(self.controls, self._say, project is not None)
        # The table stands in sight: beside the chart where there is room, else under it.
        beside = widgets.Box([self._shown, self._rows]).add_class("annotate-beside")
        super().__init__([*above, self._state, self._failed, beside, self._opened])
        self.add_class("annotate-explorer")
        keep_keys(self)
        for name, control in self.controls.items():
            if name == "again":
                control.on_click(lambda _: self.read_again())
            elif name == "passages":
                control.observe(lambda _: self.list_passages(), "value")
            else:
                control.observe(lambda _: self.show(), "value")
        self.show()

    def read_again(self) -> None:
        """Read the tags again, keep what is chosen, and show it."""
        self._tags, self._passages = self._read()
        for name in ("sources", "coders"):
            control = self.controls[name]
            kept = control.value
            control.options = options_of(self._tags, name.removesuffix("s"), self._say)
            control.value = [value for value in kept if value in {value for _, value in control.options}]
        self.show()

    def show(self) -> None:
        """Count and draw what is chosen; what cannot be done is said in the chart's place."""
        measure = self.controls["measure"].value
        for name in ("unit", "by"):
            self.controls[name].disabled = name in IDLE.get(measure, ())
        try:
            choice = self._choice()
            self.tags = choice.tags
            self._shown.chips = [inert(name) for name, _, _ in self._chosen()]
            self._state.value = told(self._told(choice.tags), self._line(measure))
            self.table, ax = MEASURES[measure](choice)
            drawn, rows = taken(ax), written(self.table, self._say)
        except AnnotateError as error:
            self._fail(str(error))
        # In a widget's callback an error goes to a log that nobody reads: here it is seen.
        except Exception as error:  # noqa: BLE001
            self._fail(f"{type(error).__name__}: {error}")
        else:
            self._failed.value, self._rows.value, self._picture = "", rows, drawn
            self.controls["passages"].options = self._dots(choice.by)
        self.list_passages()

    def list_passages(self) -> None:
        """List the passages behind what was chosen of the chart: a row and a label."""
        dot = self.controls["passages"].value
        self.passages = passages_of(self._choice(), *dot) if dot else self.tags.head(0)
        rows = self.passages.head(ROWS).to_dict("records")
        name = next((said for said, value in self.controls["passages"].options if value == dot), "")
        self._shown.passages = {
            "title": inert(f"{self._say.text('explorer.passages')}{self._say.text('shared.colon')} {name}")
            if dot
            else "",
            "rows": [(inert(plain(row.get("text", ""))), inert(where(row))) for row in rows],
            "more": more_of(self.passages, self._say),
            "open": self._say.text("explorer.open") if self._whose() else "",
        }
        self._show_picture()

    def _show_picture(self) -> None:
        """Show the chart, each of its dots that has passages as a button."""
        options = self.controls["passages"].options
        which = {value: (nth, said) for nth, (said, value) in enumerate(options) if value}
        spots = [(*which[spot[:2]], *spot[2:]) for spot in self._picture.places if spot[:2] in which]
        self._shown.picture = {
            **{name: getattr(self._picture, name) for name in ("src", "width")},
            "alt": inert(self._picture.alt),
            "dots": [(nth, left, top, inert(said)) for nth, said, left, top in spots],
            "chosen": self.controls["passages"].index,
        }

    def _pressed(self, said: Mapping[str, int]) -> None:
        """Do what was pressed: a dot, a chip, or a passage's button."""
        if "dot" in said:
            self.controls["passages"].index = said["dot"]
        elif "dropped" in said:
            _, control, value = self._chosen()[said["dropped"]]
            kept = self.controls[control].value
            self.controls[control].value = [one for one in kept if one != value] if value is not None else None
        elif "opened" in said:
            self.open_passage(said["opened"])

    def _whose(self) -> str:
        """Return who tags where a passage is opened; nobody where that is not clear."""
        coders: Any = self._tags["coder"].unique() if "coder" in self._tags else []
        return "" if self._project is None else self._coder or (str(coders[0]) if len(coders) == 1 else "")

    def open_passage(self, nth: int) -> None:
        """Open one of the listed passages in a tagger under the chart, at its place."""
        row = self.passages.iloc[nth]
        if self._project is None or not self._whose():
            return
        if self.tagger is None:
            self.tagger = Tagger(self._project, self._whose(), language=self._say.language)
            self._opened.children = (self.tagger,)
        self.tagger.go_to(str(row["article_id"]), int(row["start"]))

    def _dots(self, by: str) -> list[tuple[str, tuple[str, str] | None]]:
        """Return what passages can be listed of: the rows and labels of a balance that have any."""
        none: list[tuple[str, tuple[str, str] | None]] = [(self._say.text("explorer.no_passages"), None)]
        of_who = {"speaker", "person"} & {*self.table.columns.difference([by])}
        if not {by, "label", "count"} <= {*self.table.columns} or of_who:
            return none
        rows = self.table[self.table["count"] > 0]
        titles = {label.name: self._say.choose(label.title) for label in codebook_of(self._tags, self._codebook).labels}
        dots = zip(as_text(rows[by]), as_text(rows["label"]), strict=True)
        unnamed = self._say.text("shared.unnamed_row")
        return none + [
            (f"{plain(group) or unnamed} · {titles.get(label, label)}", (group, label)) for group, label in dots
        ]

    def _fail(self, sentence: str) -> None:
        self.table = pd.DataFrame()
        self._failed.value = failed(sentence)
        self._rows.value, self._picture = "", Picture("", "", 0, [])
        self.controls["passages"].options = self._dots("")

    def _chosen(self) -> list[tuple[str, str, Any]]:
        """Return what narrows what is counted: its name, its control and, where there are several, its value."""
        value = {name: control.value for name, control in self.controls.items() if name != "again"}
        names = {name: {key: said for said, key in self.controls[name].options} for name in ("sources", "coders")}
        chosen: list[tuple[str, str, Any]] = [(names[name][key], name, key) for name in names for key in value[name]]
        days = [(f"{self._say.text(f'explorer.{name}')} {value[name].isoformat()}", name, None)
                for name in ("first", "last") if value[name]]  # fmt: skip
        return chosen + days

    def _line(self, measure: str) -> str:
        return self._say.text(f"explorer.says_{measure}")

    def _choice(self) -> Choice:
        value = {name: control.value for name, control in self.controls.items() if name != "again"}
        tags = rows_between(self._tags, value["first"], value["last"])
        for column, chosen in (("source", value["sources"]), ("coder", value["coders"])):
            if chosen:
                tags = tags[as_text(tags[column]).isin(chosen).to_numpy(dtype=bool)]
        codebook = codebook_of(self._tags, self._codebook)
        return Choice(tags, self._chosen_passages(value), value["by"], value["unit"], self._say.language, codebook)

    def _chosen_passages(self, value: Mapping[str, Any]) -> pd.DataFrame | None:
        if self._passages is None:
            return None
        passages = rows_between(self._passages, value["first"], value["last"])
        chosen = value["sources"]
        return passages[as_text(passages["source"]).isin(chosen).to_numpy(dtype=bool)] if chosen else passages

    def _told(self, tags: pd.DataFrame) -> str:
        say = self._say
        sentence = say.text(
            "explorer.chosen",
            tags=say.count("tag", len(tags)),
            coders=say.count("coder", tags["coder"].nunique()),
            articles=say.count("article", tags["article_id"].nunique()),
            sources=say.count("source", tags["source"].nunique()),
        )
        undated = int((as_text(self._tags["published"]) == "").sum())
        if undated and (self.controls["first"].value or self.controls["last"].value):
            sentence += " " + say.text("explorer.undated", n=undated)
        return sentence

    def _repr_mimebundle_(self, **kwargs: Any) -> JsonObject:
        """Return the widget and, for pages without a kernel, what it shows."""
        bundle: JsonObject = super()._repr_mimebundle_(**kwargs) or {}
        above = chips(name for name, _, _ in self._chosen()) + self._state.value + self._failed.value
        drawn = picture(self._picture) if self._picture.src else ""
        return {**bundle, "text/html": above + drawn + listed(self.passages, self._say) + self._rows.value}


def explore(
    project_or_tags: Project | pd.DataFrame,
    passages: pd.DataFrame | None = None,
    *,
    codebook: Codebook | None = None,
    language: str = "en",
    coder: str = "",
) -> Explorer:
    """Explore tags in a notebook: choose sources, dates, coders, unit and measure; the table and the chart follow.

    Parameters
    ----------
    project_or_tags : Project or DataFrame
        A project, whose tags a button reads again; or a tag table (`Project.tags`, `read_csv`).
    passages : DataFrame, optional
        With a tag table: its passages (`Project.passages`), so that untagged ones are told. A project has its own.
    codebook : Codebook, optional
        With a tag table: the one that the tags name where left out. A project has its own.
    language : {"en", "fr"}
        Of the widget and of the charts in it.
    coder : str
        With a project: who tags where a passage is opened in the tagger. The study's own coder where it has one only;
        where it has several, passages can be opened only if this is said.

    Returns
    -------
    Explorer
        A widget. Its ``table`` and ``tags`` are the DataFrames of what is shown.

    Raises
    ------
    BalanceError
        Where what is given is neither a project nor a tag table, or the language is unknown.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": ["a", "b"], "source": ["Le Fil", "The Quay"], "published": "2026-04-02",
    ...                      "start": 0, "end": 9, "label": "opinion", "speaker": "", "language": "", "coder": "mj"})
    >>> explorer = explore(tags)
    >>> explorer.controls["sources"].value = ["Le Fil"]
    >>> explorer.table["source"].unique().tolist()
    ['Le Fil']
    """
    if isinstance(project_or_tags, Project):
        project = project_or_tags
        return Explorer(
            lambda: (project.tags(), _passages_with_variables(project)),
            codebook=project.codebook,
            language=language,
            project=project,
            coder=coder,
        )
    if not isinstance(project_or_tags, pd.DataFrame):
        raise BalanceError(
            f"explore() takes a project (annotate.open_project) or a tag table (project.tags() or read_csv), not a "
            f"{type(project_or_tags).__name__}."
        )
    tags = _complete(project_or_tags)
    return Explorer(lambda: (tags, passages), codebook=codebook, language=language)


def _passages_with_variables(project: Project) -> pd.DataFrame:
    """Return the passages, each with its article's date and variables, so that untagged ones are grouped by them."""
    articles, passages = project.articles(), project.passages()
    names = ["published", *(name for name in variable_names(articles) if name not in passages.columns)]
    return passages.join(articles.set_index("article_id")[names], on="article_id")


def _complete(tags: pd.DataFrame) -> pd.DataFrame:
    """Add empty columns for what a table of other origin lacks and need not have."""
    needed = [name for name in ("article_id", "start", "end", "label") if name not in tags.columns]
    if needed:
        raise BalanceError(f"The tags have no column {needed[0]!r}: pass a tag table (project.tags() or read_csv).")
    lacking = [name for name in (*GROUPS, "published") if name not in tags.columns and name != "month"]
    return tags.assign(**dict.fromkeys(lacking, "")) if lacking else tags
