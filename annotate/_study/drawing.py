"""Draw the articles of a study: seeded, by strata, with the weights that the numbers need."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from annotate._counting.columns import by_column, columns_of, group_name, require
from annotate._errors import ArticleError
from annotate._exact_text import TEXT, takes_any_text
from annotate._frames import Kinds
from annotate._study.seeded import Seed, alike, chance, in_proportion

KINDS = ("simple", "stratified", "proportional to size", "constructed_week")
ALL = "all"
"""The stratum of a simple draw."""
UNDATED = "no full date"
"""The row of the articles that no constructed week can hold."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHOWN = 5
DRAW_COLUMNS: Kinds = {
    "article_id": TEXT, "drawn": bool, "stratum": TEXT, "weight": "float64", "population": "float64", "cluster": TEXT,
}  # fmt: skip


class _Frame(NamedTuple):
    """What is drawn from: each article's stratum and unit (itself, or its day), for those that can be drawn."""

    ids: list[str]
    stratum: list[str]
    unit: list[str]

    def units(self) -> dict[str, list[str]]:
        """Return the units of each stratum."""
        pairs = dict.fromkeys(zip(self.stratum, self.unit, strict=True))
        found: dict[str, list[str]] = {}
        for stratum, unit in pairs:
            found.setdefault(stratum, []).append(unit)
        return found


@takes_any_text
def draw(
    articles: pd.DataFrame,
    n: int,
    by: str | Sequence[str] = (),
    *,
    kind: str | None = None,
    seed: Seed = 0,
    kept: Collection[str] = (),
) -> pd.DataFrame:
    """Draw some of many articles by chance, so that what is counted on them holds for all.

    Parameters
    ----------
    articles : DataFrame
        With ``article_id``, the columns of `by`, and ``published`` for months and constructed weeks.
    n : int
        How many articles in all; for constructed weeks how many weeks of each stratum.
    by : str or list of str
        The strata: a column or some, such as ``["source", "month"]``.
    kind : str, optional
        ``"simple"``: all articles alike (so without `by`). ``"stratified"`` (so with `by`): the same number from each
        stratum; what cannot be shared goes one each to strata that chance names. ``"proportional to size"``: from
        each stratum in proportion to how many articles it has. ``"constructed_week"``: of each stratum `n` Mondays,
        `n` Tuesdays …, each a day drawn by chance among the days with articles, with all that was published on it.
    seed : int or str
        The same seed draws the same articles, in whichever order they are given.
    kept : collection of str
        Articles that were drawn before, and are drawn again first.

    Returns
    -------
    DataFrame
        One row per article given: ``article_id``, ``drawn``, ``stratum``, ``weight`` (for how many articles each
        stands: 1 / its chance to be drawn), ``population`` (articles in the stratum, or days where days are drawn)
        and ``cluster`` (the day, where days are drawn; else empty). Those that are not drawn have no weight.

    Raises
    ------
    ArticleError
        Where there are fewer articles than wanted, in all or in a stratum, or the kind is unknown.

    Notes
    -----
    Each article has a number of chance that is made of the seed and its id, and those with the lowest are drawn
    (permanent random numbers; E. Ohlsson, Coordination of samples using permanent random numbers, 1995). So drawing
    more keeps what was drawn. Constructed weeks: D. Riffe, C. Aust and S. Lacy, Journalism Quarterly 70 (1993).
    Weekdays are those of the dates as they are written; no clock or time zone has a part in it.

    Examples
    --------
    >>> import annotate, pandas as pd
    >>> pages = pd.DataFrame({"article_id": [f"page-{n}" for n in range(10)], "source": ["Fil", "Quay"] * 5})
    >>> drawn = annotate.draw(pages, 4, by="source", seed=1)
    >>> drawn[drawn["drawn"]].groupby("stratum")["weight"].agg(["count", "first"]).values.tolist()
    [[2.0, 2.5], [2.0, 2.5]]
    """
    names = columns_of(by) if by else []
    kind = _checked(articles, n, names, kind)
    frame = _frame(articles, names, kind)
    units = frame.units()
    wanted = _shares(units, n, kind, seed)
    before = set(kept)
    first = {unit for one, unit in zip(frame.ids, frame.unit, strict=True) if one in before}
    chosen = {
        (stratum, unit)
        for stratum, those in units.items()
        for unit in sorted(those, key=lambda unit: (unit not in first, chance(seed, unit), unit))[: wanted[stratum]]
    }
    return _table(articles, frame, units, wanted, chosen, kind)


def _checked(articles: pd.DataFrame, n: object, names: list[str], kind: str | None) -> str:
    require(articles, "article_id", what="articles")
    kind = kind or ("stratified" if names else "simple")
    if kind not in KINDS:
        raise ArticleError(f"kind={kind!r} is no way to draw: use one of {', '.join(map(repr, KINDS))}.")
    if kind == "simple" and names:
        raise ArticleError(
            f"A simple draw has no strata, and by={names!r} names some: leave by out, or draw kind='stratified'."
        )
    if kind in ("stratified", "proportional to size") and not names:
        raise ArticleError(f"A {kind} draw needs strata: name columns, such as by=['source', 'month'].")
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise ArticleError(f"n={n!r} is no number of articles to draw: give a whole number from 1.")
    repeated = articles["article_id"].duplicated()
    if repeated.any():
        one = articles["article_id"][repeated].iloc[0]
        raise ArticleError(f"The article {one!r} is given twice, and would be drawn twice: give each once.")
    return kind


def _frame(articles: pd.DataFrame, names: list[str], kind: str) -> _Frame:
    ids = [str(one) for one in articles["article_id"]]
    strata = [ALL] * len(ids)
    if names:
        columns = [by_column(articles, name).astype(object) for name in names]
        strata = [group_name(key) for key in zip(*columns, strict=True)]
    if kind != "constructed_week":
        return _Frame(ids, strata, ids)
    require(articles, "published", what="articles")
    rows = [
        (one, _of_week(stratum, day), day.isoformat())
        for one, stratum, day in zip(ids, strata, map(day_of, articles["published"]), strict=True)
        if day is not None
    ]
    return _Frame(*([row[place] for row in rows] for place in range(3)))


def _of_week(stratum: str, day: date) -> str:
    return _DAYS[day.weekday()] if stratum == ALL else group_name((stratum, _DAYS[day.weekday()]))


def day_of(published: object) -> date | None:
    """Return the day of a date as it is written; None where it names none.

    Examples
    --------
    >>> day_of("2026-03-29T02:30:00"), day_of("2026-03")
    (datetime.date(2026, 3, 29), None)
    """
    try:
        return date.fromisoformat(str(published)[:10])
    except ValueError:
        return None


def _shares(units: dict[str, list[str]], n: int, kind: str, seed: Seed) -> dict[str, int]:
    """Return how many units of each stratum are wanted."""
    sizes = {stratum: len(those) for stratum, those in units.items()}
    there = sum(sizes.values())
    if not there or (kind != "constructed_week" and n > there):
        raise ArticleError(
            f"{n} articles are wanted, and there are {there} to draw from: draw fewer, or add more with project.add."
        )
    if kind == "proportional to size":
        return in_proportion(n, sizes, seed)
    if kind == "constructed_week":
        sizes = {**dict.fromkeys(_weekdays(sizes), 0), **sizes}
        wanted = dict.fromkeys(sizes, n)
    else:
        wanted = alike(n, sizes, seed)
    short = [f"{name!r} has {sizes[name]}" for name in wanted if sizes[name] < wanted[name]]
    if short:
        more = f" and {len(short) - _SHOWN} more" if len(short) > _SHOWN else ""
        what, most = ("days", n) if kind == "constructed_week" else ("articles", max(wanted.values()))
        raise ArticleError(
            f"{most} {what} of each stratum are wanted, and some have fewer: {', '.join(short[:_SHOWN])}{more}. Draw "
            "fewer, make the strata wider with by=, or draw kind='proportional to size'."
        )
    return wanted


def _weekdays(strata: Iterable[str]) -> list[str]:
    """Return every weekday of each stratum of which there is one."""
    above = dict.fromkeys(name.rpartition(" · ")[0] for name in strata)
    return [f"{name} · {day}" if name else day for name in above for day in _DAYS]


def _table(
    articles: pd.DataFrame,
    frame: _Frame,
    units: dict[str, list[str]],
    wanted: dict[str, int],
    chosen: set[tuple[str, str]],
    kind: str,
) -> pd.DataFrame:
    said = {}
    for one, stratum, unit in zip(frame.ids, frame.stratum, frame.unit, strict=True):
        is_drawn, population = (stratum, unit) in chosen, len(units[stratum])
        weight = population / wanted[stratum] if is_drawn else None
        said[one] = (one, is_drawn, stratum, weight, population, unit if kind == "constructed_week" else "")
    nothing = (False, UNDATED, None, None, "")
    rows = [said.get(one, (one, *nothing)) for one in map(str, articles["article_id"])]
    return pd.DataFrame(rows, columns=list(DRAW_COLUMNS)).astype(DRAW_COLUMNS)


@takes_any_text
def strata(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return one row per stratum of a draw.

    Returns
    -------
    DataFrame
        ``stratum``, ``articles`` (there are), ``drawn`` (of them), ``weight`` (of each that was drawn) and ``remark``
        (a sentence where something is to be known; else empty).
    """
    spans = [day for day in map(day_of, drawn["cluster"]) if day]
    rows = []
    for name, those in drawn.groupby("stratum", sort=True):
        taken = those[those["drawn"]]
        weight = float(taken["weight"].iloc[0]) if len(taken) else float("nan")
        rows.append((name, len(those), len(taken), weight, _remark(str(name), those, len(taken), spans)))
    return pd.DataFrame(rows, columns=["stratum", "articles", "drawn", "weight", "remark"])


def _remark(name: str, those: pd.DataFrame, taken: int, spans: list[date]) -> str:
    if name == UNDATED:
        return "They name no full date, and so no weekday: correct them with project.correct(…, published=…)."
    if not taken:
        return "None of these was drawn, so that no number speaks for them: draw more, or make the strata wider."
    days = {day for day in map(day_of, those["cluster"]) if day}
    if not days:
        return ""
    missing = _between(min(spans), max(spans))[min(days).weekday()] - len(days)
    return f"{missing} such {'day has' if missing == 1 else 'days have'} no article here." if missing else ""


def _between(first: date, last: date) -> Counter[int]:
    """Count each weekday from one day to another; days are counted, so that no change of the clock has a part in it."""
    return Counter((first + timedelta(days=n)).weekday() for n in range((last - first).days + 1))
