"""How the articles of a study were drawn: their weights, strata, clusters, and how many there are in all."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from annotate._counting.columns import Array, Coded, coded, require
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._wording import remark

Column = str | bool | None
"""The name of a column; None is the usual one where the tags have it, False none."""


DRAWN = {"weights": "weight", "strata": "stratum", "cluster": "cluster", "population": "population"}
"""The usual name of each column that says how articles were drawn."""


class DesignColumns(NamedTuple):
    """Which columns of the tags say how articles were drawn; see `annotate.balance`."""

    weights: Column = None
    strata: Column = None
    cluster: Column = None
    population: Column = None

    def found(self, tags: pd.DataFrame) -> dict[str, str]:
        """Return those that are used, by what they are."""
        used = {what: _used(tags, given, DRAWN[what]) for what, given in self._asdict().items()}
        return {what: name for what, name in used.items() if name}


class Design(NamedTuple):
    """How articles were drawn; each array but the last three has one value per row of the counts matrix.

    Parameters
    ----------
    weight : array of float
        For how many articles of the population each stands.
    stratum, unit : array of int
        From which part of the population, and in which unit: an article, or a cluster of articles.
    units, population : array of float, shape (strata,)
        How many units each stratum has in the tags, and in all (infinite where that is not said).
    used : dict
        Which column says what.
    cautions : list of str
    """

    weight: Array
    stratum: Array
    unit: Array
    units: Array
    population: Array
    used: dict[str, str]
    cautions: list[str]

    @property
    def left(self) -> Array:
        """The part of each stratum that was not drawn: 1 of an endless one, 0 where all were drawn."""
        return 1 - self.units / self.population

    @property
    def is_plain(self) -> bool:
        """Whether all units were drawn alike, so that they may be dealt out again."""
        return not {"weights", "strata", "population", "copies"} & set(self.used)

    def rows(self, kept: Array) -> "Design":
        """Return the design of some rows."""
        return self._replace(weight=self.weight[kept], stratum=self.stratum[kept], unit=self.unit[kept])

    def of_rows(self, tagged: Array) -> Array:
        """Return the weight of every row, where the design is that of the tagged ones: the others have none."""
        weight = np.zeros(len(tagged))
        weight[tagged] = self.weight
        return weight

    @property
    def name(self) -> str:
        """The design as it is asked for.

        Examples
        --------
        >>> nothing = np.zeros(0)
        >>> Design(nothing, nothing, nothing, nothing, nothing, {"strata": "outlet", "cluster": "day"}, []).name
        'strata=outlet, cluster=day'
        """
        return ", ".join(f"{what}={column}" for what, column in self.used.items())


def _used(tags: pd.DataFrame, given: Column, usual: str) -> str:
    if given is False:
        return ""
    if isinstance(given, str):
        require(tags, given)
        return given
    if given is not None:
        raise BalanceError(f"{given!r} names no column of the tags: pass its name, or False for none.")
    if usual not in tags.columns:
        return ""
    column = tags[usual]
    return usual if bool((column.notna() & (column.astype(TEXT) != "")).any()) else ""


def design_of(
    tags: pd.DataFrame, asked: DesignColumns, article: Coded, row_article: Array, row_group: Array
) -> Design | None:
    """Read how the articles were drawn; None where nothing is said of it.

    Parameters
    ----------
    tags : DataFrame
    asked : DesignColumns
    article : Coded
        The article of each tag.
    row_article, row_group : array of int, shape (rows,)
        The article and group of each row of the counts matrix. Without strata a population is that of the group.

    Raises
    ------
    BalanceError
        Where an article has two values of a column, or a value cannot be.
    """
    used = asked.found(tags)
    if not used:
        return None
    many = len(article.values)
    stratum = _by_article(tags, used["strata"], article).codes[row_article] if "strata" in used else None
    if stratum is None:
        stratum = row_group if "population" in used else np.zeros(len(row_article), dtype=np.int64)
    _, stratum = np.unique(stratum, return_inverse=True)
    unit = row_article
    if "cluster" in used:
        unit = _clusters(_by_article(tags, used["cluster"], article), many)[row_article]
    _, unit = np.unique(stratum.astype(np.int64) * (2 * many + 1) + unit, return_inverse=True)
    strata = int(stratum.max(initial=-1)) + 1
    owner = np.zeros(int(unit.max(initial=-1)) + 1, dtype=np.int64)
    owner[unit] = stratum
    units = np.bincount(owner, minlength=strata).astype(float)
    population = np.full(strata, np.inf)
    if "population" in used:
        held = _numbers(tags, used["population"], article)[row_article]
        population = _populations(held, stratum, units, used["population"])
    if "weights" in used:
        weight = _weights(tags, used["weights"], article)[row_article]
    else:
        weight = (population / units)[stratum] if {"population", "strata"} <= set(used) else np.ones(len(stratum))
    alone = int(((units == 1) & (population > 1)).sum()) if "strata" in used else 0
    cautions = [remark("lonely_strata", n=alone)] if alone else []
    return Design(weight, stratum, unit, units, population, used, cautions)


def _by_article(tags: pd.DataFrame, name: str, article: Coded) -> Coded:
    """Return the value of each article, which must be the same in all its tags."""
    found = coded(tags[name])
    of = np.zeros(len(article.values), dtype=found.codes.dtype)
    of[article.codes] = found.codes
    differs = of[article.codes] != found.codes
    if differs.any():
        which = article.values[article.codes[int(np.argmax(differs))]]
        raise BalanceError(
            f"Column {name!r} has two values in article {which!r}: it says how articles were drawn, and so is the same "
            "in all tags of an article. Correct one of them."
        )
    return Coded(of, found.values)


def article_values(tags: pd.DataFrame, name: str, article: Coded) -> Coded:
    """Return a column's value of each article, after a look whether the column is there."""
    require(tags, name)
    return _by_article(tags, name, article)


def _clusters(found: Coded, articles: int) -> Array:
    """Return numbers to clusters; an article of none is one by itself."""
    empty = np.asarray(found.values.astype(object) == "")[found.codes]
    return np.where(empty, articles + np.arange(articles), found.codes)


def _numbers(tags: pd.DataFrame, name: str, article: Coded) -> Array:
    found = _by_article(tags, name, article)
    values = pd.to_numeric(pd.Series(found.values.astype(object)), errors="coerce").to_numpy(dtype=float)
    return values[found.codes]


def _weights(tags: pd.DataFrame, name: str, article: Coded) -> Array:
    weights = _numbers(tags, name, article)
    wrong = ~(np.isfinite(weights) & (weights >= 0))
    if wrong.any():
        raise BalanceError(
            f"Column {name!r} gives article {article.values[int(np.argmax(wrong))]!r} no weight, or one that is no "
            "number from 0: a weight says for how many articles one stands. Fill it in, leave the article out, or "
            "count without weights (weights=False)."
        )
    if not weights.any():
        raise BalanceError(
            f"All weights in column {name!r} are 0, so that no article counts: fill them in, or count without weights "
            "(weights=False)."
        )
    return weights


def _populations(held: Array, stratum: Array, units: Array, name: str) -> Array:
    population = np.zeros(len(units))
    population[stratum] = held
    if not (np.isfinite(held).all() and (held == population[stratum]).all()):
        raise BalanceError(
            f"Column {name!r} must say for every article how many there are in its whole stratum (or its source, where "
            "there are no strata): it is missing, no number, or not the same in one stratum. Correct it, or count "
            "without it (population=False)."
        )
    short = population < units
    if short.any():
        which = int(np.argmax(short))
        raise BalanceError(
            f"Column {name!r} says that there are {population[which]:g} articles (or clusters) in all where "
            f"{units[which]:g} were tagged: the population is what the sample was drawn from. Correct it, name the "
            "strata that it is of (strata=), or count without it (population=False)."
        )
    return population
