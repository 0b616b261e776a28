"""The explorer: choose sources, dates, coders, unit and measure; the table and the chart follow.

It is the one part of the numbers and charts that needs a notebook: everything that it shows can also be had from
`balance`, `agreement` and the charts, which know nothing of it.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from io import BytesIO
from numbers import Real
from typing import Any, NamedTuple

import ipywidgets as widgets
import pandas as pd
from matplotlib.axes import Axes

from annotate._agreement.agreement_table import agreement
from annotate._balance import balance
from annotate._charts.agreement import plot_agreement
from annotate._charts.alternative_text import alt_text
from annotate._charts.balance import plot_balance
from annotate._charts.lettering import plain
from annotate._charts.speakers import plot_speakers
from annotate._charts.timeline import plot_timeline
from annotate._codebook import Codebook
from annotate._errors import AnnotateError, BalanceError
from annotate._keyboard.own_keys import keep_keys
from annotate._known_codebooks import codebook_of
from annotate._measures import measures
from annotate._project.project import Project
from annotate._tags import variable_names
from annotate._wording import Wording

ROWS = 200
"""How many rows of the table are written into the page: a browser slows down with more."""

_NAMES = {
    "passage": "shared.passages", "character": "shared.characters", "month": "shared.month",
    **{name: f"explorer.by_{name}" for name in ("source", "speaker", "language", "coder")},
}  # fmt: skip
"""The names of choices that other rooms say too, or whose own name is that of a control."""

GROUPS = ("source", "speaker", "language", "month", "coder")
UNITS = ("passage", "character")

LONGEST_CELL = 60
"""Characters of a cell that stand on one line."""


class Choice(NamedTuple):
    """What was chosen to be counted.

    ``tags`` and ``passages`` (or None) are the rows that are left; ``by``, ``unit`` and ``codebook`` are as for
    `balance`.
    """

    tags: pd.DataFrame
    passages: pd.DataFrame | None
    by: str
    unit: str
    language: str
    codebook: Codebook

    @property
    def look(self) -> dict[str, Any]:
        """What every chart is told."""
        return {"language": self.language, "codebook": self.codebook}


class Shown(NamedTuple):
    """A measure's table and its chart."""

    table: pd.DataFrame
    chart: Axes


def _balance(choice: Choice, by: str | list[str]) -> pd.DataFrame:
    return balance(choice.tags, choice.passages, by=by, unit=choice.unit, codebook=choice.codebook)


def _show_balance(choice: Choice, kind: str) -> Shown:
    table = _balance(choice, choice.by)
    return Shown(table, plot_balance(table, kind, **choice.look))


def _show_timeline(choice: Choice) -> Shown:
    table = _balance(choice, "month" if choice.by == "month" else [choice.by, "month"])
    if choice.unit == "character":  # a table is drawn by month; tags of many years are drawn by quarter or year
        return Shown(table, plot_timeline(table, **choice.look))
    by = None if choice.by == "month" else choice.by
    return Shown(table, plot_timeline(choice.tags, by=by, **choice.look))


def _show_speakers(choice: Choice) -> Shown:
    table = balance(choice.tags, by=["source", "speaker"], codebook=choice.codebook)
    claims = table[table["label"].isin(choice.codebook.with_speaker) & (table["count"] > 0)]
    claims = claims.sort_values("count", ascending=False)
    more = ["label"] if len(choice.codebook.with_speaker) > 1 else []
    columns = ["source", "speaker", *more, "count", "passages", "articles", "coders"]
    return Shown(claims[columns].reset_index(drop=True), plot_speakers(choice.tags, **choice.look))


def _show_measures(choice: Choice) -> Shown:
    """Show the measures as a table, and under them the balance that they are made of."""
    table = measures(choice.tags, by=choice.by, unit=choice.unit, codebook=choice.codebook)
    return Shown(table, _show_balance(choice, "dots").chart)


def _show_agreement(choice: Choice) -> Shown:
    by = "pair" if choice.by == "coder" else choice.by
    parts = [agreement(choice.tags), agreement(choice.tags, by="label"), agreement(choice.tags, by=by)]
    return Shown(pd.concat(parts, ignore_index=True), plot_agreement(choice.tags, **choice.look))


MEASURES: Mapping[str, Callable[[Choice], Shown]] = {
    "dots": lambda choice: _show_balance(choice, "dots"),
    "bars": lambda choice: _show_balance(choice, "bars"),
    "timeline": _show_timeline,
    "measures": _show_measures,
    "speakers": _show_speakers,
    "agreement": _show_agreement,
}
IDLE = {"speakers": ("unit", "by"), "agreement": ("unit",)}
"""Controls that a measure makes no use of."""


def rows_between(table: pd.DataFrame, first: date | None, last: date | None) -> pd.DataFrame:
    """Return the rows that were published from one day to another; those without a date only where neither is given.

    Parameters
    ----------
    table : DataFrame
        With ``published``: ISO dates, or years and months alone, which count from their first to their last day.
    first, last : date or None
        Both included; None stands for no bound.

    Examples
    --------
    >>> table = pd.DataFrame({"published": ["2026-03-04", "2026-04", ""]})
    >>> rows_between(table, date(2026, 4, 10), None)
      published
    1   2026-04
    """
    if first is None and last is None:
        return table
    days = _text(table["published"])
    kept = {day for day in days.unique() if _is_between(day[:10], first, last)}
    return table[days.isin(kept).to_numpy(dtype=bool)]


def _is_between(day: str, first: date | None, last: date | None) -> bool:
    """Whether a day, or any day of a month or year that is written alone, is between two days."""
    after = first is None or day >= first.isoformat()[: len(day)]
    before = last is None or day <= last.isoformat()[: len(day)]
    return day != "" and after and before


class Explorer(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Choose what is counted; the table and the chart follow.

    `explore` makes one. What it shows can be used on: ``explorer.table`` and ``explorer.tags`` are the DataFrames of
    what is shown, ``explorer.controls`` the widgets by their name.

    Parameters
    ----------
    read : callable
        Returns the tags and the passages (or None).
    codebook : Codebook, optional
        The one that the tags name where left out.
    language : {"en", "fr"}
    can_read_again : bool
        Whether ``read`` may give something else the next time; then there is a button for it.
    """

    def __init__(
        self,
        read: Callable[[], tuple[pd.DataFrame, pd.DataFrame | None]],
        *,
        codebook: Codebook | None = None,
        language: str = "en",
        can_read_again: bool = False,
    ) -> None:
        self._codebook = codebook
        self._say = Wording(language, BalanceError)
        self.table = self.tags = pd.DataFrame()
        self._read = read
        self._tags, self._passages = read()
        self.controls = _controls(self._tags, self._say)
        self._state, self._chart, self._rows = widgets.HTML(), widgets.HTML(), widgets.HTML()
        super().__init__([*_arranged(self.controls, self._say, can_read_again), self._state, self._chart, self._rows])
        keep_keys(self)
        for name, control in self.controls.items():
            if name == "again":
                control.on_click(lambda _: self.read_again())
            else:
                control.observe(lambda _: self.show(), "value")
        self.show()

    def read_again(self) -> None:
        """Read the tags again, keep what is chosen, and show it."""
        self._tags, self._passages = self._read()
        for name in ("sources", "coders"):
            control = self.controls[name]
            kept = control.value
            control.options = _options(self._tags, name.removesuffix("s"), self._say)
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
            self._state.value = f'<div role="status">{escape(self._told(choice.tags))}</div>'
            self.table, ax = MEASURES[measure](choice)
            chart, rows = _picture(ax), _written(self.table, self._say)
        except AnnotateError as error:
            self._fail(str(error))
        # In a widget's callback an error goes to a log that nobody reads: here it is seen.
        except Exception as error:  # noqa: BLE001
            self._fail(f"{type(error).__name__}: {error}")
        else:
            self._chart.value, self._rows.value = chart, rows

    def _fail(self, sentence: str) -> None:
        self.table = pd.DataFrame()
        self._chart.value = (
            '<div role="alert" style="border-left: 4px solid var(--jp-error-color1, #b00020); padding: 6px 12px">'
            f"{escape(sentence)}</div>"
        )
        self._rows.value = ""

    def _choice(self) -> Choice:
        value = {name: control.value for name, control in self.controls.items() if name != "again"}
        tags = rows_between(self._tags, value["first"], value["last"])
        for column, chosen in (("source", value["sources"]), ("coder", value["coders"])):
            if chosen:
                tags = tags[_text(tags[column]).isin(chosen).to_numpy(dtype=bool)]
        codebook = codebook_of(self._tags, self._codebook)
        return Choice(tags, self._chosen_passages(value), value["by"], value["unit"], self._say.language, codebook)

    def _chosen_passages(self, value: Mapping[str, Any]) -> pd.DataFrame | None:
        if self._passages is None:
            return None
        passages = rows_between(self._passages, value["first"], value["last"])
        chosen = value["sources"]
        return passages[_text(passages["source"]).isin(chosen).to_numpy(dtype=bool)] if chosen else passages

    def _told(self, tags: pd.DataFrame) -> str:
        say = self._say
        sentence = say.text(
            "explorer.chosen",
            tags=say.count("tag", len(tags)),
            coders=say.count("coder", tags["coder"].nunique()),
            articles=say.count("article", tags["article_id"].nunique()),
            sources=say.count("source", tags["source"].nunique()),
        )
        undated = int((_text(self._tags["published"]) == "").sum())
        if undated and (self.controls["first"].value or self.controls["last"].value):
            sentence += " " + say.text("explorer.undated", n=undated)
        return sentence

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Return the widget and, for pages without a kernel, what it shows."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs) or {}
        return {**bundle, "text/html": self._state.value + self._chart.value + self._rows.value}


def _text(column: pd.Series) -> pd.Series:
    # As objects: pandas' own text cannot hold half a surrogate pair.
    values = column.astype(object).where(column.notna(), "")
    return pd.Series([str(value) for value in values], index=column.index, dtype=object)


def _options(tags: pd.DataFrame, column: str, say: Wording) -> list[tuple[str, str]]:
    return [(plain(name) or say.text("shared.unnamed_row"), name) for name in sorted(set(_text(tags[column])))]


def _controls(tags: pd.DataFrame, say: Wording) -> dict[str, Any]:
    """Make the widgets, by their name; each carries its own description, which a screen reader says."""
    choices = {"measure": MEASURES, "by": GROUPS, "unit": UNITS}
    made: dict[str, Any] = {}
    for name in ("sources", "coders"):
        options = _options(tags, name.removesuffix("s"), say)
        rows = min(max(len(options), 3), 7)
        made[name] = widgets.SelectMultiple(options=options, rows=rows, **_look(say.text(f"explorer.{name}"), 20))
    for name in ("first", "last"):
        made[name] = widgets.DatePicker(**_look(say.text(f"explorer.{name}"), 16))
    for name, values in choices.items():
        options = [(say.text(_NAMES.get(value, f"explorer.{value}")), value) for value in values]
        if name == "by":
            options += [(plain(variable), variable) for variable in variable_names(tags)]
        made[name] = widgets.Dropdown(options=options, **_look(say.text(f"explorer.{name}"), 28))
    made["again"] = widgets.Button(description=say.text("explorer.again"), icon="refresh", layout={"width": "auto"})
    return made


def _look(description: str, width: int) -> dict[str, Any]:
    return {"description": description, "style": {"description_width": "6em"}, "layout": {"width": f"{width}em"}}


def _arranged(controls: Mapping[str, Any], say: Wording, can_read_again: bool) -> list[widgets.Widget]:
    """Put the controls into columns that fold where the page is narrow."""
    columns: Sequence[Sequence[str]] = (("sources",), ("coders",), ("first", "last"), ("measure", "by", "unit"))
    boxes = [widgets.VBox([controls[name] for name in names]) for names in columns]
    below = [widgets.Label(say.text("explorer.help")), *([controls["again"]] if can_read_again else [])]
    return [widgets.Box(part, layout={"flex_flow": "row wrap", "grid_gap": "4px 16px"}) for part in (boxes, below)]


def _picture(ax: Axes) -> str:
    """Return a chart as an image that says in words what it shows; its figure is closed."""
    import matplotlib.pyplot as plt

    figure = ax.get_figure(root=True)
    drawing = BytesIO()
    if figure is not None:
        figure.savefig(drawing, format="png", dpi=110, facecolor="white")
        plt.close(figure)
    data = b64encode(drawing.getvalue()).decode()
    return f'<img style="max-width: 100%" alt="{escape(alt_text(ax))}" src="data:image/png;base64,{data}">'


def _written(table: pd.DataFrame, say: Wording) -> str:
    """Write a table as HTML in which all text is inert."""
    first = table.head(ROWS)
    written = {name: [_cell(value, say, str(name)) for value in first[name]] for name in first}
    cells = pd.DataFrame(written, dtype=object)
    # Wide enough, lest a long warning make every row as high as it is.
    widest = {name: min(max(map(len, cells[name]), default=0), LONGEST_CELL) for name in cells}
    room = {name: f"{0.55 * many + 1:.0f}em" for name, many in widest.items()}
    page = cells.to_html(index=False, border=0, escape=True, col_space=room)
    more = say.text("explorer.more", shown=ROWS, rows=len(table)) if len(table) > ROWS else ""
    return (
        f'<div class="jp-RenderedHTMLCommon" style="max-height: 26em; overflow: auto" tabindex="0">{page}</div>'
        f"<div>{escape(more)}</div>"
    )


def _cell(value: object, say: Wording, column: str = "") -> str:
    r"""Write one value of a table.

    Examples
    --------
    >>> [_cell(value, Wording("en")) for value in (0.0178, 2.0, 12500, pd.NA, "Le\tFil")]
    ['0.018', '2', '12,500', '', 'Le Fil']
    """
    if pd.isna(value):  # type: ignore[call-overload]  # a table's cell holds one value
        return ""
    if isinstance(value, Real) and not isinstance(value, bool):
        return say.number(float(value), 3)
    return plain(say.remark(str(value)) if column in ("warning", "reason") else value)


def explore(
    project_or_tags: Project | pd.DataFrame,
    passages: pd.DataFrame | None = None,
    *,
    codebook: Codebook | None = None,
    language: str = "en",
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
            can_read_again=True,
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
