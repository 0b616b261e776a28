"""Assign articles to coders: who codes what, in which order, and which articles two of them code."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import pandas as pd

from annotate._counting.columns import by_column, columns_of, group_name
from annotate._errors import ArticleError, TagError
from annotate._exact_text import TEXT, takes_any_text
from annotate._study.seeded import Seed, chance, in_proportion, shuffled

Holders = dict[str, list[str]]
"""The coders of each article."""


@takes_any_text
def assigned(
    articles: pd.DataFrame,
    coders: Sequence[str],
    twice: float = 0.0,
    by: str | Sequence[str] = (),
    *,
    seed: Seed = 0,
    begun: Mapping[str, Sequence[str]] | None = None,
    twice_before: Collection[str] = (),
) -> pd.DataFrame:
    """Deal articles to coders.

    Parameters
    ----------
    articles : DataFrame
        With ``article_id`` and the columns of `by`.
    coders : list of str
    twice : float
        The share of the articles that two coders code, 0–1: a sample by chance, of each stratum in proportion to its
        size, spread evenly over the pairs of coders.
    by : str or list of str
        The strata; each coder gets her share of each.
    seed : int or str
        The same seed deals the same.
    begun : mapping, optional
        The coders who have begun each article: they keep it.
    twice_before : collection of str
        Articles that are to be coded twice before others.

    Returns
    -------
    DataFrame
        One row per article and coder: ``article_id``, ``coder``, ``place`` (1, 2 …: the coder's own order, shuffled)
        and ``twice`` (whether another coder codes it too).

    Raises
    ------
    TagError
        Where the coders or the share cannot be.
    ArticleError
        Where there is no article.

    Examples
    --------
    >>> pages = pd.DataFrame({"article_id": [f"page-{n}" for n in range(60)]})
    >>> dealt = assigned(pages, ["ana", "ben", "cleo"], twice=0.2, seed=1)
    >>> dealt["coder"].value_counts().to_dict(), int(dealt["twice"].sum())
    ({'ana': 24, 'ben': 24, 'cleo': 24}, 24)
    """
    _check(coders, twice)
    if articles.empty:
        raise ArticleError("There is no article to assign: add some with project.add, and draw the study's first.")
    stratum = _strata(articles, by)
    holders: Holders = {one: list((begun or {}).get(one, [])) for one in stratum}
    double = _coded_twice(stratum, twice, seed, holders, twice_before)
    _deal(stratum, holders, double, list(coders), seed)
    return _table(holders, seed)


def _check(coders: Sequence[str], twice: object) -> None:
    if isinstance(coders, str) or not coders:
        raise TagError(f"coders={coders!r} names nobody to code: give a list, such as ['ana', 'ben'].")
    for coder in coders:
        if not isinstance(coder, str) or not coder.strip():
            raise TagError(f"{coder!r} is no coder's name: give each a name in words, such as 'ana'.")
    repeated = [coder for coder, times in Counter(coders).items() if times > 1]
    if repeated:
        raise TagError(f"The coder {repeated[0]!r} is named twice: name each once.")
    if isinstance(twice, bool) or not isinstance(twice, int | float) or not 0 <= twice <= 1:
        raise TagError(f"twice={twice!r} is no share: give a number from 0 to 1, such as 0.2 for a fifth.")
    if twice and len(coders) < 2:
        raise TagError(
            f"Only {coders[0]!r} codes, and nobody's articles can be coded twice by one: name another coder, or leave "
            "twice out."
        )


def _strata(articles: pd.DataFrame, by: str | Sequence[str]) -> dict[str, str]:
    names = columns_of(by) if by else []
    ids = [str(one) for one in articles["article_id"]]
    columns = [by_column(articles, name).astype(object) for name in names]
    return dict(zip(ids, map(group_name, zip(*columns, strict=True)), strict=True)) if names else dict.fromkeys(ids, "")


def _coded_twice(
    stratum: dict[str, str], twice: float, seed: Seed, holders: Holders, before: Collection[str]
) -> set[str]:
    """Return the articles that two code: those that two have begun, those meant to be, and others by chance."""
    sizes = Counter(stratum.values())
    wanted = in_proportion(round(twice * len(stratum)), sizes, seed)
    is_late = {one: (len(holders[one]) < 2, one not in before, chance(seed, "twice", one)) for one in stratum}
    double = {one for one in stratum if not is_late[one][0]}
    for name, number in wanted.items():
        double |= set(sorted((one for one in stratum if stratum[one] == name), key=is_late.__getitem__)[:number])
    return double


def _deal(stratum: dict[str, str], holders: Holders, double: set[str], coders: list[str], seed: Seed) -> None:
    """Put on each article the coders that it lacks: pairs evenly, then each coder as many as the others."""
    load = Counter(coder for those in holders.values() for coder in those)
    pairs = Counter(frozenset(pair) for those in holders.values() for pair in combinations(those, 2))
    order = sorted(stratum, key=lambda one: (one not in double, stratum[one], chance(seed, "deal", one)))
    for one in order:
        held = holders[one]
        if one in double and len(held) < 2:
            free = [pair for pair in combinations(shuffled({*coders, *held}, seed, one), 2) if set(held) <= set(pair)]
            pair = min(free, key=lambda pair: (pairs[frozenset(pair)], load[pair[0]] + load[pair[1]]))
            pairs[frozenset(pair)] += 1
            new = [coder for coder in pair if coder not in held]
        else:
            new = [] if held else [min(shuffled(coders, seed, one), key=load.__getitem__)]
        held += new
        load.update(new)


def _table(holders: Holders, seed: Seed) -> pd.DataFrame:
    queues: dict[str, list[str]] = {}
    for one, those in holders.items():
        for coder in those:
            queues.setdefault(coder, []).append(one)
    rows = [
        (one, coder, place, len(holders[one]) > 1)
        for coder, those in queues.items()
        for place, one in enumerate(shuffled(those, seed, "order", coder), 1)
    ]
    table = pd.DataFrame(rows, columns=["article_id", "coder", "place", "twice"])
    return table.astype({"article_id": TEXT, "coder": TEXT}).sort_values(["coder", "place"], ignore_index=True)
