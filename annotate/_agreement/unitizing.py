"""Alpha for unitizing, group by group of a tag table."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from annotate._agreement.judgement_table import independent, refuse_repeated
from annotate._agreement.unitizing_formula import Spans, unitizing_disagreement
from annotate._agreement.values_by_group import GroupValues, joined, no_values
from annotate._counting.columns import Array, articles_of, borders, by_column, coded, coded_labels, compressed
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_of
from annotate._variables import shown


def unitizing_values(tags: pd.DataFrame, by: str | None) -> GroupValues:
    """Measure alpha for unitizing, by group, by label or by pair of coders."""
    tags = independent(tags)
    _refuse_overlaps(tags)
    if by is None or by == "label":
        return _unitized_group(tags, "all", by == "label")
    if by == "pair":
        parts = _coder_pairs(tags)
    else:
        column = coded(by_column(tags, by))
        parts = ((shown(value), tags[column.codes == code]) for code, value in enumerate(column.values))
    return joined([_unitized_group(part, name) for name, part in parts if len(part)] or [no_values()])


def _refuse_overlaps(tags: pd.DataFrame) -> None:
    article, coder = articles_of(tags), coded(tags["coder"])
    row = article.codes.astype(np.int64) * len(coder.values) + coder.codes
    start, end = borders(tags)
    longest = int(end.max(initial=0))
    if longest**2 * len(tags) >= 1 << 62:
        raise BalanceError(
            f"A tag ends at character {longest}: borders so far apart cannot be compared. Correct column 'end', or "
            "take measure='alpha'."
        )
    order = np.lexsort((start, row))
    again = np.zeros(len(tags), dtype=bool)
    again[order[1:]] = (row[order][1:] == row[order][:-1]) & (start[order][1:] < end[order][:-1])
    refuse_repeated(tags, again)


def _coder_pairs(tags: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    coder = coded(tags["coder"])
    for one, other in combinations(np.unique(coder.codes).tolist(), 2):
        name = f"{coder.values[one]} & {coder.values[other]}"
        yield name, tags[(coder.codes == one) | (coder.codes == other)]


def _unitized_group(tags: pd.DataFrame, name: str, by_label: bool = False) -> GroupValues:
    article, coder = coded(tags["article_id"]), coded(tags["coder"])
    label = coded_labels(tags["label"], codebook_of(tags))
    read = np.zeros((len(article.values), len(coder.values)), dtype=bool)
    read[article.codes, coder.codes] = True
    shared = read.sum(axis=1) > 1
    rows = shared[article.codes]
    occurs = np.flatnonzero(np.bincount(label.codes[rows], minlength=len(label.values)))
    groups = [str(label.values[place]) for place in occurs.tolist()] if by_label else [name]
    if not rows.any():
        return no_values(*groups)
    stretches = tags.loc[rows, ["article_id", "start", "end"]]
    which, who = (compressed(codes[rows], len(values))[0] for codes, values in (article, coder))
    spans = _spans(stretches, which, who, label.codes[rows])
    found = unitizing_disagreement(spans, len(label.values))
    observed, expected = (part[:, occurs] for part in found)
    if not by_label:
        observed, expected = observed.sum(axis=1, keepdims=True), expected.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = 1 - observed / expected
    articles, coders = int(shared.sum()), int(read[shared].any(axis=0).sum())
    return GroupValues(
        groups=groups,
        value=values[-1],
        left_out=values[:-1].T.ravel(),
        left_group=np.repeat(np.arange(len(groups)), articles),
        left_size=np.tile(spans.finish - spans.begin, len(groups)),
        coders=np.full(len(groups), coders),
        passages=np.full(len(groups), _different(spans)),
        articles=np.full(len(groups), articles),
        not_alike=np.zeros(len(groups), dtype=np.int64),
        reason=[""] * len(groups),
    )


def _different(spans: Spans) -> int:
    """Count the different stretches of text."""
    place = spans.article * (int(spans.end.max()) + 1) + spans.start
    order = np.lexsort((spans.end, place))
    again = (np.diff(place[order]) == 0) & (np.diff(spans.end[order]) == 0)
    return len(order) - int(again.sum())


def _spans(stretches: pd.DataFrame, article: Array, coder: Array, label: Array) -> Spans:
    start, end = (stretches[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    order = np.argsort(article, kind="stable")
    first = np.flatnonzero(np.diff(article[order], prepend=-1))
    begin, finish = np.minimum.reduceat(start[order], first), np.maximum.reduceat(end[order], first)
    return Spans(article.astype(np.int64), coder, label.astype(np.int64), start, end, begin, finish)
