"""Near-copies among many articles: the same text, an edition of it, an agency's copy, or one long quotation in both."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from annotate._alike.shared_words import RUN, Shared, Text, read, shared
from annotate._errors import ArticleError
from annotate._exact_text import TEXT
from annotate._frames import Kinds
from annotate._partitions import tables_of
from annotate._places import Table

COLUMNS = ("article_id", "other_id", "source", "other_source", "kind", "share", "other_share", "longest_run")

LEAST_SHARE = 0.3
"""Of the shorter text: with less in common, two articles are on one event, and none is a copy."""

LEAST_RUN = 20
"""Words in one piece."""

QUOTATION = "long quotation"

SAME = 0.97
MOSTLY_QUOTED = 0.6
_EVERY = 8
"""One run of words in so many is looked up: enough to find every pair worth comparing, in an eighth of the room."""

_COMMON = 500
"""Articles: a run of words that stands in more of them is a page's furniture."""

_BATCH = 2000


def copies(articles: Table) -> pd.DataFrame:
    """Return the pairs of articles that are near-copies of each other, within and across sources.

    Parameters
    ----------
    articles : DataFrame, str, Path or Dask DataFrame
        One row per article, with ``article_id`` and ``text``, and ``source`` if known. Or a folder of Parquet files of
        such tables, an object store's address of one, or a Dask DataFrame: then two of its parts are in memory at a
        time, and of all others the hashes by which copies are found, about a kilobyte an article.

    Returns
    -------
    DataFrame
        One row per pair, the most alike first: ``article_id, other_id, source, other_source``; ``kind``;
        ``share`` and ``other_share`` (0–1), how much of each text's words stands in the other in runs of eight words
        or more; ``longest_run``, in words. ``kind`` is ``"same text"`` (all but a few words of both), ``"long
        quotation"`` (what they share is mostly in quotation marks: two reports of one speech), ``"edition"`` (of one
        source) or ``"agency copy"`` (of two: one text that both took over).

    Raises
    ------
    ArticleError
        Where a column is missing, or two articles have one id.

    Notes
    -----
    Candidates are found by the runs of eight words that two articles share (one run in eight, chosen by its hash; see
    Broder, "On the resemblance and containment of documents", 1997), and then compared word for word. A pair with less
    than three tenths of the shorter text in common, or without twenty words in one piece, is none: two reports of one
    event share names, figures and phrases.

    Examples
    --------
    >>> wire = "The council of Brisac voted on Friday to close the old port for good, after six hours of debate. " * 2
    >>> page = {"article_id": ["a", "b"], "source": ["The Echo", "The Tidings"], "text": [wire, "BRISAC (AP) " + wire]}
    >>> copies(pd.DataFrame(page))[["article_id", "other_id", "kind"]].values.tolist()
    [['a', 'b', 'same text']]
    """
    if not isinstance(articles, pd.DataFrame):
        return _of_parts(tables_of(articles, ("article_id", "text", "source")))
    check_articles(articles)
    ids, sources = articles["article_id"].tolist(), sources_of(articles)
    found = compared(articles, lambda _one, _other: True)
    rows = [
        (ids[one], ids[other], sources[one], sources[other], kind, *_numbers(said)) for one, other, kind, said in found
    ]
    return _table(rows)


def _of_parts(parts: Sequence[Callable[[], pd.DataFrame]]) -> pd.DataFrame:
    """Find candidates by the hashes of all parts, and compare them two parts at a time."""
    about, chosen, at = [], list[np.ndarray](), list[tuple[int, int]]()
    for number, part in enumerate(parts):
        table = part()
        check_articles(table)
        about.append(
            pd.DataFrame({"article_id": table["article_id"].tolist(), "source": sources_of(table)}, dtype=object)
        )
        chosen += [_chosen(read(text)) for text in table["text"]]
        at += [(number, row) for row in range(len(table))]
    whole = pd.concat(about, ignore_index=True).assign(text="")
    check_articles(whole)
    ids, sources = whole["article_id"].tolist(), whole["source"].tolist()
    texts_of = lru_cache(maxsize=2)(lambda number: parts[number]()["text"].tolist())
    rows = {}
    for one, other in sorted(_candidates(chosen), key=lambda pair: (at[pair[0]][0], at[pair[1]][0], pair)):
        text, beside = (read(texts_of(at[nth][0])[at[nth][1]]) for nth in (one, other))
        found = shared(text, beside)
        if kind := kind_of_copies(found, is_one_source=sources[one] == sources[other]):
            rows[one, other] = (ids[one], ids[other], sources[one], sources[other], kind, *_numbers(found))
    return _table([rows[pair] for pair in sorted(rows)])


def compared(articles: pd.DataFrame, is_asked: Callable[[int, int], bool]) -> Iterator[tuple[int, int, str, Shared]]:
    """Return those of the pairs that are near-copies and are asked for: which two rows, their kind, what they share.

    Of many texts of one pattern every two are near-copies: who does not need all of them asks only for those that can
    still change the answer.
    """
    check_articles(articles)
    texts = [read(text) for text in articles["text"]]
    sources, pattern, known = sources_of(articles), _patterns(texts), dict[tuple[bytes, bytes], Shared]()
    for one, other in _candidates([_chosen(text) for text in texts]):
        if is_asked(one, other):
            both = (pattern[one], pattern[other])
            found = known.get(both) or known.setdefault(both, shared(texts[one], texts[other]))
            if kind := kind_of_copies(found, is_one_source=sources[one] == sources[other]):
                yield one, other, kind, found


class Copied(NamedTuple):
    """Which articles have a copy, without saying which that is.

    Parameters
    ----------
    of_any : set of str
        The articles that have a near-copy.
    across : set of str
        Those whose text another source has, too; two reports of one speech have each its own.
    """

    of_any: set[str]
    across: set[str]


def copied(articles: pd.DataFrame) -> Copied:
    """Return which articles have a near-copy: as `copies` says it, at hardly more than a comparison an article.

    Parameters
    ----------
    articles : DataFrame
        As `copies` takes it.
    """
    sources, of_any, across = sources_of(articles), set[int](), set[int]()

    def is_asked(one: int, other: int) -> bool:
        pair = {one, other}
        return not pair <= of_any or (sources[one] != sources[other] and not pair <= across)

    for one, other, kind, _ in compared(articles, is_asked):
        of_any |= {one, other}
        if kind != QUOTATION and sources[one] != sources[other]:
            across |= {one, other}
    ids = articles["article_id"].tolist()
    return Copied({ids[nth] for nth in of_any}, {ids[nth] for nth in across})


def sources_of(articles: pd.DataFrame) -> list[str]:
    return [*map(str, articles["source"])] if "source" in articles.columns else [""] * len(articles)


def of_one_text(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of which one article has the other's text: two reports that quote one speech have each its own.

    Parameters
    ----------
    pairs : DataFrame
        What `copies` returned.
    """
    return pairs[pairs["kind"] != QUOTATION]


def check_articles(articles: pd.DataFrame) -> None:
    for name in ("article_id", "text"):
        if name not in articles.columns:
            raise ArticleError(f"The articles have no column {name!r}: give what read_articles or articles() returns.")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise ArticleError(f"Two articles have the id {twice.iloc[0]!r}: give each an id of its own.")


def _candidates(chosen: list[np.ndarray]) -> Iterator[tuple[int, int]]:
    """Return the pairs that share enough of the runs looked up, in order."""
    sizes = np.array([len(runs) for runs in chosen], dtype=np.int64)
    matrix = _matrix(chosen, sizes)
    for first in range(0, len(chosen), _BATCH):
        common = (matrix[first : first + _BATCH] @ matrix.T).tocoo()
        one, other = common.row + first, common.col
        enough = common.data >= np.maximum(1, LEAST_SHARE / 2 * np.minimum(sizes[one], sizes[other]))
        is_pair = (one < other) & enough
        order = np.lexsort((other[is_pair], one[is_pair]))
        yield from zip(one[is_pair][order].tolist(), other[is_pair][order].tolist(), strict=True)


def _patterns(texts: list[Text]) -> list[bytes]:
    """Return what a text is made of, less what no other has: pairs of the same two patterns share just the same."""
    flat = np.concatenate([np.unique(text.runs) for text in texts] or [np.empty(0, dtype=np.uint64)])
    names, counts = np.unique(flat, return_counts=True)
    found = []
    for text in texts:
        several = np.isin(text.runs, names[counts > 1])
        parts = (np.where(several, text.runs, np.uint64(0)), several, text.is_quoted)
        found.append(blake2b(b"".join(part.tobytes() for part in parts), digest_size=16).digest())
    return found


def _chosen(text: Text) -> np.ndarray:
    runs = np.unique(text.runs)
    chosen = runs[runs % np.uint64(_EVERY) == 0]
    return chosen if len(chosen) >= _EVERY else runs


def _matrix(chosen: list[np.ndarray], sizes: np.ndarray) -> Any:
    """Return which article has which run, without the runs that stand in one article only or in very many."""
    flat = np.concatenate(chosen) if chosen else np.empty(0, dtype=np.uint64)
    names, columns, counts = np.unique(flat, return_inverse=True, return_counts=True)
    rows = np.repeat(np.arange(len(chosen)), sizes)
    is_kept = (counts[columns] > 1) & (counts[columns] <= _COMMON)
    ones = np.ones(int(is_kept.sum()), dtype=np.int32)
    return sparse.csr_matrix((ones, (rows[is_kept], columns[is_kept])), shape=(len(chosen), max(1, len(names))))


def kind_of_copies(found: Shared, *, is_one_source: bool) -> str:
    """Return what kind of copies two articles are; nothing where they are none."""
    most, least = max(found.share, found.other_share), min(found.share, found.other_share)
    if most < LEAST_SHARE or found.longest_run < min(LEAST_RUN, 2 * RUN if most >= SAME else LEAST_RUN):
        return ""
    if least >= SAME or (most >= SAME and least >= 0.9):
        return "same text"
    if found.quoted >= MOSTLY_QUOTED:
        return QUOTATION
    return "edition" if is_one_source else "agency copy"


def _numbers(found: Shared) -> tuple[float, float, int]:
    return round(found.share, 4), round(found.other_share, 4), found.longest_run


def _table(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    numbers = {"share": "float64", "other_share": "float64", "longest_run": "int64"}
    kinds: Kinds = {**dict.fromkeys(COLUMNS, TEXT), **numbers}
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype(kinds)
    most = table[["share", "other_share"]].max(axis=1)
    return table.iloc[np.argsort(-most.to_numpy(), kind="stable")].reset_index(drop=True)
