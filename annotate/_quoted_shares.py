"""Shares of groups among those who are quoted by name, with intervals that know articles and persons."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.columns import Array, coded, require
from annotate._counting.counts import place
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._statistics.intervals import FEW_ARTICLES, check_confidence, t_quantile, wilson
from annotate._wording import remark, remarks

FEW_PERSONS = 10
"""Of fewer persons an interval is only indicative, however often they are quoted."""


def quoted_shares(
    tags: pd.DataFrame,
    group: str,
    by: str | Sequence[str] = "source",
    confidence: float = 0.95,
    *,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Return what share of the claims of named speakers each group of people has: parties, genders, roles.

    Parameters
    ----------
    tags : DataFrame
        A tag table. Who is one person is said by its column ``person`` where it has one, and by ``speaker`` otherwise.
    group : str
        The column that says which group a speaker is of, such as ``"person.party"``.
    by : str or sequence of str
        For which each share is computed.
    confidence : float
        Of the intervals.
    codebook : Codebook, optional
        What the labels are; the one that the tags name where left out.

    Returns
    -------
    DataFrame
        One row per ``by`` and group: the ``by`` column(s), the group's column, ``count`` (claims, shared among their
        coders as in `balance`), ``share``, ``low``, ``high``; ``claims``, ``articles`` and ``persons`` on which the
        shares of this ``by`` rest; ``warning``. The group of those of whom nothing is said is empty, and stands in
        the denominator like all others.

    Raises
    ------
    BalanceError
        Where a column is missing.

    Notes
    -----
    Claims of one article are alike, and so are claims of one person: the variance is that of two-way clustering, over
    articles and over persons less over both at once, and never less than the larger of the two alone. It makes the
    effective number of claims for Wilson's interval, with Student's t on the fewer of articles and persons, less one.

    References
    ----------
    Cameron, A. C., Gelbach, J. B. & Miller, D. L. (2011). Robust inference with multiway clustering. *Journal of
    Business & Economic Statistics*, 29, 238–249.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": ["a", "a", "b"], "source": "Le Fil", "start": [0, 10, 0], "end": [9, 20, 9],
    ...                      "label": "attributed_claim", "speaker": ["Roy", "Lee", "Lee"], "speaker_kind": "named",
    ...                      "person.party": ["Greens", "Liberals", "Liberals"], "coder": "mj"})
    >>> quoted_shares(tags, "person.party")[["person.party", "count", "share"]].values.tolist()
    [['Greens', 1.0, 0.3333333333333333], ['Liberals', 2.0, 0.6666666666666666]]
    """
    check_confidence(confidence)
    if not isinstance(tags, pd.DataFrame):
        raise BalanceError("Pass a tag table, such as project.tags().")
    require(tags, "speaker", "speaker_kind", group)
    codebook = codebook_of(tags, codebook)
    names = [by] if isinstance(by, str) else list(by)
    placed = place(tags, names, codebook)
    is_claim = np.isin(placed.label, placed.numbers_of(codebook.with_speaker))
    is_named = (tags["speaker_kind"].astype(object) == "named").to_numpy() & (tags["speaker"] != "").to_numpy()
    here = np.flatnonzero(is_claim & is_named)
    weights = np.ones(len(here)) if placed.weights is None else placed.weights[here]
    person = coded(tags["person"] if "person" in tags.columns else tags["speaker"]).codes[here]
    groups = coded(tags[group])
    rows = [
        row
        for number in range(len(placed.groups))
        for row in _rows_of(
            number, placed.group[here], weights, groups.codes[here], placed.article[here], person, confidence
        )
    ]
    columns = ["by", "group", "count", "share", "low", "high", "claims", "articles", "persons", "warning"]
    table = pd.DataFrame(rows, columns=columns)
    found = placed.groups.iloc[table.pop("by").astype("int64")].reset_index(drop=True)
    values = pd.Series([groups.values[one] for one in table.pop("group").astype("int64")], dtype=TEXT, name=group)
    counts = dict.fromkeys(("articles", "persons"), "int64")
    table = table.astype({**dict.fromkeys(["count", "share", "low", "high", "claims"], "float64"), **counts})
    return pd.concat([found, values, table.astype({"warning": TEXT})], axis=1)


def _rows_of(
    number: int, place_: Array, weights: Array, groups: Array, article: Array, person: Array, confidence: float
) -> Iterator[tuple[object, ...]]:
    here = place_ == number
    weights, groups, article, person = (column[here] for column in (weights, groups, article, person))
    claims = float(weights.sum())
    if not claims:
        return
    articles, persons = len(np.unique(article[weights > 0])), len(np.unique(person[weights > 0]))
    t = t_quantile(confidence, np.array([min(articles, persons) - 1.0]))
    for one in np.unique(groups):
        is_of = groups == one
        share = float(weights[is_of].sum() / claims)
        variance = two_way_variance(weights * (is_of - share) / claims, article, person)
        size = _effective(share, variance, claims, min(articles, persons))
        low, high = wilson(np.array([share]), np.array([size]), t)
        warning = _warning(articles, persons)
        yield number, one, float(weights[is_of].sum()), share, low[0], high[0], claims, articles, persons, warning


def _effective(share: float, variance: float, claims: float, least: int) -> float:
    """Return on how many claims that knew nothing of each other a share would be as sure."""
    if not 0 < share < 1 or variance <= 0:
        return float(least)
    return float(min(claims, share * (1 - share) / variance))


def _warning(articles: int, persons: int) -> str:
    few = [remark("few_articles", few=FEW_ARTICLES, articles=articles)] if articles < FEW_ARTICLES else []
    return remarks(*few, *([remark("few_persons", few=FEW_PERSONS, persons=persons)] if persons < FEW_PERSONS else []))


def two_way_variance(pull: Array, one: Array, other: Array) -> float:
    """Return the variance of a sum whose parts are alike within either of two ways to part them.

    Parameters
    ----------
    pull : array
        How much each part pulls at the sum.
    one, other : array of int
        Its cluster, either way.
    """
    both = np.unique(np.column_stack([one, other]), axis=0, return_inverse=True)[1].reshape(-1)
    first, second, cross = (_variance(pull, clusters) for clusters in (one, other, both))
    return max(first + second - cross, first, second)


def _variance(pull: Array, clusters: Array) -> float:
    sums = np.bincount(np.unique(clusters, return_inverse=True)[1].reshape(-1), pull)
    many = len(sums)
    return float((sums**2).sum() * many / (many - 1)) if many > 1 else 0.0
