"""Copies in a balance: one text that several articles carry counts once, or as much as one article.

Copies are one text within a group of the balance. The wire story that three outlets printed is in each outlet's own
share, once; in the share of a month, or of the agency, it is there once in all.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from annotate._alike.near_copies import QUOTATION, compared
from annotate._counting.columns import Array, articles_of, by_column, require
from annotate._counting.counts import Counts
from annotate._counting.design import Design
from annotate._errors import BalanceError
from annotate._exact_text import TEXT

WAYS = ("all", "once", "weight")


class Texts(NamedTuple):
    """Which text each article carries.

    Parameters
    ----------
    article_id : Index
    text : array of int
        The same number for articles that are copies of each other; a long quotation in common makes no copies.
    rank : array of int
        Which of the copies goes first: the earliest published, then the one that stands first in the table.
    """

    article_id: pd.Index
    text: Array
    rank: Array

    def of(self, ids: pd.Series) -> pd.DataFrame:
        """Return the text and the rank of each article named; one that is not known carries a text of its own."""
        place = self.article_id.get_indexer(pd.Index(ids, dtype=object))
        codes, _ = pd.factorize(ids)
        many = len(self.article_id)
        text = np.where(place < 0, many + codes, self.text[place]) if many else codes
        rank = np.where(place < 0, many + codes, self.rank[place]) if many else codes
        return pd.DataFrame({"text": text, "rank": rank}, index=ids.index)


def check_way(way: str) -> None:
    """Refuse a way to count copies that is none."""
    if way not in WAYS:
        raise BalanceError(f"copies={way!r} is not known: 'all', 'once' and 'weight' are.")


def texts_of(articles: pd.DataFrame) -> Texts:
    """Find out which articles carry one text.

    Parameters
    ----------
    articles : DataFrame
        ``article_id`` and ``text``, and ``source`` and ``published`` if known.

    Examples
    --------
    >>> wire = "The council of Brisac voted on Friday to close the old port for good, after six hours of debate. " * 2
    >>> texts_of(pd.DataFrame({"article_id": ["a", "b", "c"], "text": [wire, "It rained.", wire]})).text
    array([0, 1, 0])
    """
    ids, many = pd.Index(articles["article_id"], dtype=object), len(articles)
    first, carried = [*range(many)], {nth: [nth] for nth in range(many)}
    for one, other, kind, _ in compared(articles, lambda one, other: first[one] != first[other]):
        if kind != QUOTATION:
            kept, gone = sorted((first[one], first[other]))
            for nth in carried[gone]:
                first[nth] = kept
            carried[kept] += carried.pop(gone)
    _, text = np.unique(np.array(first, dtype=np.int64), return_inverse=True)
    dates = articles["published"].fillna("").astype(TEXT).tolist() if "published" in articles.columns else [""] * many
    order = sorted(range(many), key=lambda nth: (not dates[nth], dates[nth], nth))
    rank = np.empty(many, dtype=np.int64)
    rank[order] = np.arange(many)
    return Texts(ids, text, rank)


def articles_in(passages: pd.DataFrame | None) -> pd.DataFrame:
    """Return the articles of a passage table, as far as their passages go, to look for copies among them."""
    if passages is None or "text" not in passages.columns:
        raise BalanceError(
            "To find copies the texts are needed: pass a project, or passages=project.passages() beside the tags."
        )
    require(passages, "article_id", "start", what="passages")
    rows = passages.sort_values(["article_id", "start"], kind="stable").groupby("article_id", observed=True, sort=False)
    kept = {name: (name, "first") for name in ("source", "published") if name in passages.columns}
    return rows.agg(text=("text", " ".join), **kept).reset_index()


def first_of_each(table: pd.DataFrame, texts: Texts, by: Sequence[str], last: Array | None = None) -> pd.DataFrame:
    """Leave out the rows of each article of which an earlier copy is in the same group.

    Parameters
    ----------
    table : DataFrame
        Tags or passages.
    texts : Texts
    by : sequence of str
        What makes a group.
    last : array of bool, optional
        Rows of articles that stay only where no other copy does.
    """
    kept = texts.of(table["article_id"]).assign(**{f"by {name}": by_column(table, name).astype(object) for name in by})
    if last is not None:
        kept["rank"] += np.where(last, int(kept["rank"].max()) + 1, 0)
    groups = [f"by {name}" for name in by]
    first = kept.groupby([*groups, "text"], observed=True, dropna=False)["rank"].transform("min")
    return table[(kept["rank"] == first).to_numpy()]


def copies_by_group(counts: Counts, tags: pd.DataFrame, texts: Texts) -> Array:
    """Return how many articles of each group carry a text that another one of it carries already."""
    _, articles = _carried(counts, tags, texts)
    first = pd.DataFrame({"group": counts.group, "text": articles}).drop_duplicates()["group"]
    different = np.bincount(first, minlength=len(counts.groups))
    found: Array = counts.articles - different
    return found


def _carried(counts: Counts, tags: pd.DataFrame, texts: Texts) -> tuple[Array, Array]:
    """Return, for each row of the counts, how many articles of its group carry its text, and which text that is."""
    named = pd.Series(articles_of(tags).values.astype(object)[counts.article])
    text = texts.of(named)["text"].to_numpy()
    many = pd.Series(1, index=named.index).groupby([counts.group, text]).transform("sum")
    return many.to_numpy(), text


def weighed_as_one(counts: Counts, tags: pd.DataFrame, texts: Texts) -> Counts:
    """Return counts in which the copies of a text weigh together as much as one article, and are one cluster."""
    many, text = _carried(counts, tags, texts)
    drawn = counts.design or _all_alike(len(text))
    used = {**drawn.used, "copies": "weight"}
    if "cluster" in drawn.used:
        return replace(counts, design=drawn._replace(weight=drawn.weight / many, used=used))
    pairs = np.column_stack([drawn.stratum, text])
    found, unit = np.unique(pairs, axis=0, return_inverse=True)
    units = np.bincount(found[:, 0], minlength=len(drawn.units)).astype(float)
    return replace(counts, design=drawn._replace(weight=drawn.weight / many, unit=unit.ravel(), units=units, used=used))


def _all_alike(rows: int) -> Design:
    nothing = np.zeros(rows, dtype=np.int64)
    return Design(np.ones(rows), nothing, np.arange(rows), np.array([float(rows)]), np.array([np.inf]), {}, [])
