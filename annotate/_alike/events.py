"""Articles on one event, across sources, days and languages: by the words that few others have."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from annotate._alike.near_copies import check_articles
from annotate._errors import ArticleError
from annotate._exact_text import TEXT
from annotate._people.vocabulary import fold

COLUMNS = ("article_id", "source", "published", "title", "event", "likeness")

ALIKE = 0.25
"""Two articles with less in common are on two events, as a rule; see `same_event`."""

_LEAD = 3_000
"""Characters: what an article is about stands in them."""

_BLOCK = 1_024

_MANY = 50
"""Articles: among fewer, "the" may stand in no more of them than a name does, and one shared word says nothing."""

_SHARED = 2
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_UNDATED = np.iinfo(np.int64).min // 2
_READ = ("article_id", "source", "published", "title", "text", "language")


def same_event(articles: pd.DataFrame, *, days: int = 3, likeness: float = ALIKE) -> pd.DataFrame:
    """Return which articles are on one event, as a proposal to look at.

    Parameters
    ----------
    articles : DataFrame
        One row per article, with ``article_id`` and ``text``; ``title``, ``source``, ``language`` and ``published`` if
        known.
    days : int
        Two articles that were published further apart are on two events. Where a day is unknown, it does not part.
    likeness : float
        How much the words of an event's articles have in common on average, 0–1. More makes smaller events.

    Returns
    -------
    DataFrame
        One row per article: ``article_id, source, published, title``; ``event``, the day and the title of the article
        in its middle, empty where an article is alone; ``likeness``, to the other articles of its event. Events
        of most articles come first.

    Raises
    ------
    ArticleError
        Where a column is missing, two articles have one id, or ``days`` or ``likeness`` are none.

    Notes
    -----
    Words are weighed by how few articles have them (tf-idf; Salton & Buckley 1988), and so are, apart, names and
    numbers, which reports of one event share in whatever language: two of different languages are compared by these
    alone. Articles are joined by average linkage, so that a report that is like one of an event but unlike the others
    stays out.

    What is right is kept as a variable: ``project.correct(ids, event="the dyke")``. `compare` then compares sources
    on the same events: ``compare(tags, block="event")``.

    Examples
    --------
    >>> texts = ["The Brisac dyke broke on Monday.", "Brisac flooded as its dyke gave way.", "Herring talks failed."]
    >>> pages = pd.DataFrame({"article_id": ["a", "b", "c"], "text": texts, "published": "2026-03-03"})
    >>> same_event(pages)["event"].value_counts().tolist()
    [2, 1]
    """
    check_articles(articles)
    if type(days) is not int or days < 0:
        raise ArticleError(f"days={days!r} must be a whole number, 0 or more: how far apart reports of one event are.")
    if not 0 < likeness < 1:
        raise ArticleError(f"likeness={likeness!r} must be between 0 and 1, such as {ALIKE}.")
    facts = {name: _texts(articles, name) for name in _READ}
    day = np.array([_day(one) for one in facts["published"]], dtype=np.int64)
    groups, closeness = _grouped(_vectors(facts), day, days, likeness)
    return _table(facts, groups, closeness)


def _texts(articles: pd.DataFrame, name: str) -> list[str]:
    if name not in articles.columns:
        return [""] * len(articles)
    column = articles[name]
    return ["" if empty else str(one) for one, empty in zip(column, column.isna(), strict=True)]


def _day(published: str) -> int:
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return _UNDATED


# Words -------------------------------------------------------------------------------------------------------


class _Vectors(NamedTuple):
    """What articles have in common is measured with: the words and the names of each, as vectors of length one."""

    words: Any
    names: Any
    language: np.ndarray

    def alike(self, some: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Return how like articles are: by words and names; by names alone where their languages differ."""
        names = (self.names[some] @ self.names[others].T).toarray()
        words = (self.words[some] @ self.words[others].T).toarray()
        is_one_language = self.language[some][:, None] == self.language[others]
        alike: np.ndarray = np.where(is_one_language, (words + names) / 2, names)
        if self.words.shape[0] < _MANY:
            alike *= self._shared(some, others) >= _SHARED
        return alike

    def _shared(self, some: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Return how many words two articles share."""
        has = (self.words > 0).astype(np.int32)
        shared: np.ndarray = (has[some] @ has[others].T).toarray()
        return shared


def _vectors(facts: dict[str, list[str]]) -> _Vectors:
    articles = list(zip(facts["title"], facts["text"], strict=True))
    language = np.unique(facts["language"], return_inverse=True)[1].reshape(-1)
    return _Vectors(_weighed(articles, _words), _weighed(articles, _names), language)


def _weighed(articles: list[tuple[str, str]], words: Callable[[tuple[str, str]], Iterator[str]]) -> Any:
    """Return articles by words that two of them have, weighed by how few have them."""
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import TfidfVectorizer  # a second to load

    most = 1.0 if len(articles) < _MANY else 0.5
    try:
        return TfidfVectorizer(
            analyzer=words, sublinear_tf=True, min_df=min(2, len(articles)), max_df=most, dtype=np.float32
        ).fit_transform(articles)
    except ValueError:  # no word stands in two articles
        return csr_array((len(articles), 1), dtype=np.float32)


def alike_texts(texts: list[str], least: int = 3) -> np.ndarray:
    """Return how like each two short texts are by their words, 0–1; not at all with fewer in common than ``least``."""
    words = _weighed([("", text) for text in texts], _words)
    shared = (words > 0).astype(np.int32)
    alike: np.ndarray = (words @ words.T).toarray() * ((shared @ shared.T).toarray() >= least)
    return alike


def _words(article: tuple[str, str]) -> Iterator[str]:
    """Return the words of an article, those of its title twice."""
    title, text = article
    for found in (*_WORD.finditer(title), *_WORD.finditer(title), *_WORD.finditer(text[:_LEAD])):
        if word := _plain(found[0]):
            yield word


def _names(article: tuple[str, str]) -> Iterator[str]:
    """Return the names and numbers of an article, which are the same in every language."""
    lead = article[1][:_LEAD]
    opens, end = True, 0
    for found in _WORD.finditer(lead):
        opens = opens or not _OPENING.isdisjoint(lead[end : found.start()])
        end = found.end()
        first = found[0][:1]
        if (first.isdigit() and len(found[0]) > 1) or (first.isupper() and not opens):
            yield _plain(found[0])
        opens = False


_OPENING = frozenset('.!?\n«“":')


@lru_cache(500_000)
def _plain(word: str) -> str:
    """Return a word without case, accents and what is elided before it; nothing for one of one or two letters."""
    word = fold(_ELIDED.sub("", word).removesuffix("'s").removesuffix("’s"))
    return word if len(word) > 2 or (word.isdigit() and len(word) == 2) else ""


_ELIDED = re.compile(r"^[^\W_]{1,2}['’]")


# Groups ------------------------------------------------------------------------------------------------------


def _grouped(vectors: _Vectors, day: np.ndarray, days: int, likeness: float) -> tuple[np.ndarray, np.ndarray]:
    """Return each article's group, −1 where it is alone, and how like it is to the others of it."""
    many = len(day)
    groups, closeness = np.full(many, -1), np.zeros(many)
    if many < 2:
        return groups, closeness
    order = np.argsort(day, kind="stable")
    pairs = [_block(vectors, day, order, first, days, likeness / 2) for first in range(0, many, _BLOCK)]
    one, other, alike = (np.concatenate(part) for part in zip(*pairs, strict=True))
    number = 0
    for rows in _hanging_together(one, other, alike >= likeness, many):
        for members, close in _parted(one[rows], other[rows], alike[rows], likeness):
            groups[members], closeness[members] = number, close
            number += 1
    return groups, closeness


def _hanging_together(one: np.ndarray, other: np.ndarray, links: np.ndarray, many: int) -> Iterator[np.ndarray]:
    """Return the pairs within each set of articles that links join, set by set."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(int(links.sum())), (one[links], other[links])), shape=(many, many))
    part = connected_components(graph, directed=False)[1]
    rows = np.flatnonzero(part[one] == part[other])
    rows = rows[np.argsort(part[one[rows]], kind="stable")]
    yield from np.split(rows, np.flatnonzero(np.diff(part[one[rows]])) + 1)


def _block(
    vectors: _Vectors, day: np.ndarray, order: np.ndarray, first: int, days: int, least: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs of a few articles with later ones that are near in time and have something in common."""
    mine = order[first : first + _BLOCK]
    until = int(np.searchsorted(day[order], day[mine[-1]] + days, side="right"))
    theirs = order[first : len(order) if day[mine[0]] == _UNDATED else until]
    alike = vectors.alike(mine, theirs)
    row, column = np.nonzero(np.triu(alike >= least, 1))
    one, other = mine[row], theirs[column]
    is_near = (day[one] == _UNDATED) | (np.abs(day[other] - day[one]) <= days)
    return one[is_near], other[is_near], alike[row, column][is_near]


def _parted(
    one: np.ndarray, other: np.ndarray, alike: np.ndarray, likeness: float
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Part articles that hang together into events by average linkage."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    members, places = np.unique(np.concatenate([one, other]), return_inverse=True)
    if len(members) < 2:
        return
    matrix = np.zeros((len(members), len(members)), dtype=np.float32)
    here, there = places[: len(one)], places[len(one) :]
    matrix[here, there] = matrix[there, here] = alike
    np.fill_diagonal(matrix, 1)
    apart = squareform(np.clip(1 - matrix, 0, 1), checks=False)
    found = fcluster(linkage(apart, "average"), 1 - likeness, "distance")
    for number in np.unique(found):
        inside = np.flatnonzero(found == number)
        if len(inside) > 1:
            close = (matrix[np.ix_(inside, inside)].sum(axis=1) - 1) / (len(inside) - 1)
            yield members[inside], close


def _table(facts: dict[str, list[str]], groups: np.ndarray, closeness: np.ndarray) -> pd.DataFrame:
    names: dict[int, str] = {-1: ""}
    for number in np.unique(groups[groups >= 0]):
        inside = np.flatnonzero(groups == number)
        middle = int(inside[np.argmax(closeness[inside])])
        name = f"{facts['published'][middle][:10]} {facts['title'][middle] or facts['article_id'][middle]}".strip()
        names[int(number)] = name if name not in names.values() else f"{name} ({number + 1})"
    table = pd.DataFrame({name: pd.Series(facts[name], dtype=TEXT) for name in COLUMNS[:4]})
    table["event"] = pd.Series([names[int(one)] for one in groups], dtype=TEXT)
    table["likeness"] = np.round(closeness, 3)
    size = np.where(groups >= 0, np.bincount(groups[groups >= 0], minlength=1)[groups], 0)
    days = pd.Series(facts["published"], dtype=TEXT)
    order = np.lexsort((np.arange(len(table)), days.argsort().argsort(), groups, -size))
    return table.iloc[order].reset_index(drop=True)
