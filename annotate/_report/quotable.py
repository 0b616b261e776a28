"""What a report says first: three sentences that can be quoted, each with what must be said with it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from annotate._compare import compare
from annotate._exact_text import TEXT
from annotate._frames import Record
from annotate._report.numbers import by_label
from annotate._wording import Wording, remarks

COMPARED = 8
"""Sources up to which every two are compared: of more, the table would be longer than the report."""

LEVEL = 0.05


class Finding(NamedTuple):
    """A sentence, and the remarks (in English, as tables hold them) that are to be read with it."""

    sentence: str
    warning: str = ""


class Pair(NamedTuple):
    """Two sources, the row of a comparison for each label, and what must be said with them."""

    first: str
    second: str
    labels: Mapping[str, Record]
    warning: str


def comparisons(tags: pd.DataFrame, table: pd.DataFrame, codebook: Any) -> pd.DataFrame:
    """Compare all sources at once and, where they are not too many, every two; empty where there is one only.

    Parameters
    ----------
    tags : DataFrame
    table : DataFrame
        What `balance` returned by source.
    codebook : Codebook
    """
    sources = [str(name) for name in table["source"].unique()] if len(table) else []
    if len(sources) < 2:
        return pd.DataFrame()
    few = None if len(sources) <= COMPARED else [(sources[0], sources[1])]
    found = compare(tags, pairs=few, codebook=codebook)
    return found if few is None else found.head(1)


def pair_rows(compared: pd.DataFrame) -> list[Pair]:
    """Return one row per two sources of a comparison: their names, each label's difference, and the remarks."""
    pairs = compared.iloc[1:].groupby(["first", "second"], sort=False, observed=True)
    return [
        Pair(str(first), str(second), by_label(rows), remarks(*rows["warning"].unique()))
        for (first, second), rows in pairs
    ]


def findings(
    table: pd.DataFrame, compared: pd.DataFrame, agreements: pd.DataFrame, titles: dict[str, str], say: Wording
) -> list[Finding]:
    """Return what the shares are, whether sources differ, how far coders agree; nothing if nothing is counted."""
    known = table.dropna(subset=["share"]) if len(table) else table
    if not len(known):
        return []
    return [_shares(known, titles, say), _difference(known, compared, say), _agreement(agreements, say)]


def _shares(known: pd.DataFrame, titles: dict[str, str], say: Wording) -> Finding:
    """Return the widest gap between two sources, or the commonest label of the only one."""
    shares = known.groupby("label", observed=True, sort=False)["share"]
    spread = shares.max() - shares.min()
    if known["source"].nunique() < 2:
        row = known.sort_values("share", kind="stable").iloc[-1]
        said = say.text("report.one_source", **_one(row, titles, say))
        return Finding(said, remarks(*known["warning"].unique()))
    own = known[known["label"].astype(TEXT) == str(spread.idxmax())]
    ranked = own.sort_values("share", kind="stable")
    most, least = ranked.iloc[-1], ranked.iloc[0]
    values = _one(most, titles, say)
    other = {f"other_{name}": value for name, value in _one(least, titles, say).items() if name != "label"}
    said = say.text("report.widest_gap", sources=say.count("source", own["source"].nunique()), **values, **other)
    return Finding(said, remarks(*dict.fromkeys([most["warning"], least["warning"]])))


def _one(row: Any, titles: dict[str, str], say: Wording) -> dict[str, str]:
    """Return what a sentence says of one row of a balance."""
    return {
        "label": titles.get(str(row["label"]), str(row["label"])),
        "source": str(row["source"]) or say.text("shared.unnamed_row"),
        **{name: say.percent(row[name]) for name in ("share", "low", "high")},
        "passages": say.count("passage", row["passages"]),
        "articles": say.count("article", row["articles"]),
    }


def _difference(known: pd.DataFrame, compared: pd.DataFrame, say: Wording) -> Finding:
    """Return whether the sources differ by more than the choice of articles explains."""
    if compared.empty or pd.isna(compared["p_value"].iloc[0]):
        warning = "" if compared.empty else str(compared["warning"].iloc[0])
        return Finding(say.text("report.not_compared"), warning)
    whole, pairs = compared.iloc[0], compared.iloc[1:]
    values = {
        "sources": say.count("source", known["source"].nunique()),
        "p": say.text("report.p_small") if whole["p_value"] < 0.001 else f"p = {_plain(whole['p_value'], say)}",
        "effect": _plain(whole["effect"], say, 2),
    }
    key = "report.do_differ" if whole["p_value"] <= LEVEL else "report.do_not_differ"
    sentence = say.text(key, **values)
    if len(pairs):
        held = int((pairs["q_value"] <= LEVEL).sum())
        sentence += " " + say.text("report.held", held=held, tests=len(pairs))
    return Finding(sentence, str(whole["warning"]))


def _plain(value: float, say: Wording, digits: int = 3) -> str:
    return say.number(float(value), digits, fixed=True)


def _agreement(agreements: pd.DataFrame, say: Wording) -> Finding:
    """Return how far coders agree on the labels that are counted, or that nobody knows."""
    if agreements.empty or not agreements["passages"].any():
        return Finding(say.text("report.nobody_twice"))
    whole = agreements.iloc[0]
    counted = {"passages": say.count("passage", whole["passages"]), "articles": say.count("article", whole["articles"])}
    if pd.isna(whole["value"]):
        return Finding(say.text("report.alpha_undefined", **counted), str(whole["reason"]))
    alpha = {"value": _plain(whole["value"], say, 2)}
    if pd.isna(whole["low"]):
        return Finding(say.text("report.alpha_alone", **alpha, **counted), str(whole["reason"]))
    interval = {name: _plain(whole[name], say, 2) for name in ("low", "high")}
    return Finding(say.text("report.alpha_is", **alpha, **interval, **counted), str(whole["reason"]))
