"""The page of a report: its tables and numbers in the reader's language, every text inert."""

import base64
import io
import platform
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from matplotlib.axes import Axes

import annotate
from annotate._balance import balance
from annotate._charts.alternative_text import alt_text
from annotate._charts.balance import plot_balance
from annotate._charts.canvas import new_axes
from annotate._codebook import Codebook
from annotate._report import numbers, rests_on, tables
from annotate._report.own_and_taken_over import copies_in, own_beside_taken_over
from annotate._report.quotable import comparisons, findings, pair_rows
from annotate._report.study import StudyTables
from annotate._wording import Wording

SECTIONS = (
    "balance", "comparison", "agreement", "speakers", "examples", "corpus", "coders", "codebook", "method", "limits",
)  # fmt: skip
"""What is found comes first, then what it rests on and how it was made."""

MISSING = "–"

_HIGHEST = 0.95
"""Of a chart's width: so high it has room on a printed page, below the title, and above the first sentences."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LIBRARIES = ("pandas", "numpy", "scipy", "matplotlib", "sqlalchemy", "nupunkt")


class Front(NamedTuple):
    """What stands at the head of a report: its title, who wrote it, and the question that it answers."""

    title: str = ""
    author: str = ""
    question: str = ""


def page_of(study: StudyTables, say: Wording, front: Front) -> str:
    """Return a study's report as HTML that needs nothing else: no network, no script."""
    environment = Environment(
        loader=PackageLoader("annotate._report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.tests["date"] = lambda value: isinstance(value, str) and _DATE.fullmatch(value) is not None
    environment.filters["shown"] = Cells(say).shown
    front = front._replace(title=front.title or say.text("report.title"))
    return environment.get_template("report.html.jinja").render({**front._asdict(), **_parts(study, say)})


class Cells:
    """How the cells of tables are written in one language."""

    def __init__(self, say: Wording) -> None:
        self.say = say

    def shown(self, value: Any) -> str:
        """Write any value; a dash for what is missing."""
        if pd.isna(value):
            return MISSING
        if isinstance(value, int | float | np.number):
            return self.say.number(float(value), 2)
        return str(value)

    def percent(self, share: float) -> str:
        """Write a share."""
        return MISSING if pd.isna(share) else self.say.percent(share)

    def alpha(self, value: float) -> str:
        """Write an agreement."""
        return MISSING if pd.isna(value) else self.say.number(value, 2, fixed=True)

    def points(self, difference: float) -> str:
        """Write a difference of shares in percentage points, with its sign."""
        return MISSING if pd.isna(difference) else f"{difference * 100:+.0f}".replace("-", "−")

    def between_points(self, low: float, high: float) -> str:
        """Write an interval of differences."""
        return (
            MISSING if pd.isna(low) else self.say.text("charts.range", least=self.points(low), most=self.points(high))
        )

    def p(self, value: float) -> str:
        """Write a p-value."""
        return (
            MISSING
            if pd.isna(value)
            else "< " + self.say.number(0.001, 3)
            if value < 0.001
            else self.say.number(value, 3)
        )

    def shares(self, low: float, high: float) -> str:
        """Write an interval of shares."""
        return MISSING if pd.isna(low) else f"{self.percent(low)} – {self.percent(high)}"

    def alphas(self, low: float, high: float) -> str:
        """Write an interval of agreements."""
        return MISSING if pd.isna(low) else f"{self.alpha(low)} – {self.alpha(high)}"


def _parts(study: StudyTables, say: Wording) -> Mapping[str, object]:
    """Return all that the page's template names: whatever it is, the template writes it."""
    tags, now = study.tags, datetime.now(UTC)
    table = pd.DataFrame() if tags.empty else balance(tags, study.passages, codebook=study.codebook)
    titles = {label.name: say.choose(label.title) for label in study.codebook.labels}
    return {
        "say": say, "cells": Cells(say), "sections": SECTIONS, "study": study, "titles": titles,
        "w": lambda key, **values: say.text(f"report.{key}", **values),
        "heading": lambda name: _heading(name, titles, say),
        "made": say.text("report.made", day=say.day(now), time=f"{now:%H:%M}"),
        "versions": ", ".join(f"{name} {number}" for name, number in _versions().items()),
        "denominators": numbers.DENOMINATORS,
        **_what_is_there(study, say),
        **_what_is_found(study, table, titles, say),
        **_what_it_rests_on(study, table, say),
    }  # fmt: skip


def _what_is_there(study: StudyTables, say: Wording) -> Mapping[str, object]:
    return {
        "corpus": tables.corpus(study.articles, study.cut).dropna(axis="columns", how="all"),
        "set_aside": _set_aside(study, say),
        "coders": tables.coders(study.tags),
        "passages": numbers.passage_count(study.cut),
        "articles": say.count("article", len(study.articles)),
        "examples": study.examples,
    }


def _what_is_found(
    study: StudyTables, table: pd.DataFrame, titles: dict[str, str], say: Wording
) -> Mapping[str, object]:
    tags, codebook = study.tags, study.codebook
    compared, agreed = comparisons(tags, table, codebook), numbers.agreements(tags)
    is_drawn = not tags["label"].isin(codebook.uncounted).all()
    return {
        "findings": findings(table, compared, agreed, titles, say),
        "pairs": pair_rows(compared) if len(compared) > 1 else [],
        "many_sources": len(compared) == 1,
        "agreement": agreed,
        "balance": None if tags.empty else numbers.balance_rows(table),
        "balance_by": None if study.balance_by is None else numbers.balance_rows(study.balance_by, study.by),
        "archive": None if study.machine is None else numbers.balance_rows(study.machine),
        "chart": _chart(table if study.machine is None else study.machine, say, codebook) if is_drawn else None,
        "speakers": _speakers(study, say),
        "claims": numbers.claim_counts(tags, codebook),
    }


def _what_it_rests_on(study: StudyTables, table: pd.DataFrame, say: Wording) -> Mapping[str, object]:
    tags, alike = study.tags, copies_in(study.articles)
    return {
        "twice": "" if tags.empty else rests_on.coded_twice(tags, say),
        "assigned": rests_on.assigned(study, say),
        "trained": rests_on.trained(study, say),
        "adjudicated": "" if tags.empty else rests_on.adjudicated(study, say),
        "drawn": rests_on.how_drawn(study, table, say),
        "copies": rests_on.copies_among(alike, say),
        "limits": rests_on.limits(study, table, say),
        "whose": own_beside_taken_over(tags, alike, study.passages, study.codebook),
        "with_machine": rests_on.with_machine(study, say),
    }


def _heading(name: str, titles: dict[str, str], say: Wording) -> str:
    key = f"report.columns.{name}"
    return say.text(key) if say.knows(key) else titles.get(name, name)


def _set_aside(study: StudyTables, say: Wording) -> str:
    """Return how many articles are set aside, and why; nothing where none is."""
    if study.set_aside.empty:
        return ""
    reasons = "; ".join(f"{reason} ({number})" for reason, number in study.set_aside.items())
    return say.text("report.set_aside", articles=say.count("article", int(study.set_aside.sum())), reasons=reasons)


def _speakers(study: StudyTables, say: Wording) -> pd.DataFrame:
    found = tables.most_quoted(study.tags, codebook=study.codebook)
    return found.assign(kind=[_kinds(kind, say) for kind in found["kind"]])


def _kinds(kinds: str, say: Wording) -> str:
    return ", ".join(say.text(f"shared.{kind}") if kind else "" for kind in kinds.split(", "))


def _chart(table: pd.DataFrame, say: Wording, codebook: Codebook) -> dict[str, str]:
    """Draw the balance: the address of an image that is the image itself, and what it says in words."""
    # What is drawn is drawn for print: the reader's own matplotlib settings stay out of it.
    with mpl.rc_context({**mpl.rcParamsDefault, "backend": "agg", "svg.fonttype": "path", "svg.hashsalt": "annotate"}):
        ax = plot_balance(table, codebook=codebook, language=say.language)
        wide, high = ax.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
        if high > _HIGHEST * wide:
            ax = plot_balance(table, ax=new_axes(_HIGHEST * wide, wide), codebook=codebook, language=say.language)
        return {"src": inline_chart(ax), "alt": alt_text(ax)}


def inline_chart(ax: Axes) -> str:
    """Return a chart as the address of an image that is the image itself, and close its figure."""
    from matplotlib import pyplot

    figure = ax.get_figure(root=True)
    if figure is None:
        return ""
    written = io.BytesIO()
    figure.savefig(written, format="svg", bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)
    # As an image, an SVG runs no script and loads nothing, whatever its texts are.
    return "data:image/svg+xml;base64," + base64.b64encode(written.getvalue()).decode("ascii")


def _versions() -> dict[str, str]:
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"annotate": annotate.__version__, "Python": platform.python_version(), **libraries}
