"""The article × label counts matrix: all that balance, comparison and charts need to know of the tags."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.columns import (
    Array,
    Coded,
    articles_of,
    borders,
    coded,
    coded_labels,
    columns_of,
    compressed,
    group_codes,
    require,
)
from annotate._counting.design import Design, DesignColumns, design_of
from annotate._counting.doubts import cautions
from annotate._counting.pieces import article_pieces
from annotate._counting.tally import lengths_of, times_of
from annotate._counting.weights import tag_weights
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_of, warn_of_unknown

UNITS = ("passage", "character")
APART = ("coder", "origin")
"""Grouped by one of these, each coder's tags weigh by themselves: nobody shares, nobody is overruled."""

PIECE = 1 << 20
"""How many tags are counted at once: numpy widens what it counts to eight bytes."""


@dataclass(frozen=True)
class Counts:
    """Counts of one table of tags; a row of the arrays is a group's part of an article.

    Parameters
    ----------
    groups : DataFrame
        One row per group: the values that it stands for.
    labels : list of str
        The counted labels, in order; those that the codebook sets aside are not among them.
    group : array of int, shape (rows,)
        The group of each row.
    weights : array of float, shape (rows, labels)
        How many passages (or characters) of the article carry each label.
    passages : array of int, shape (groups,)
        Different passages with a counted label.
    coders : array of int, shape (groups,)
        Different coders with a counted tag.
    article : array of int, shape (rows,)
        Which article a row is of: one that is in several groups has a row in each.
    excluded : array of int, shape (groups,)
        Different passages that were excluded, and that nobody counted; empty where that is not known.
    cautions : list of str
        One a group: what in the tags makes its numbers doubtful, else ``""``.
    design : Design, optional
        How the articles were drawn; None where each is one of many alike.
    by_coder : array of float, shape (groups, coders)
        How much of each group each coder tagged.
    """

    groups: pd.DataFrame
    labels: list[str]
    group: Array
    weights: Array
    passages: Array
    coders: Array
    article: Array
    excluded: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    cautions: list[str] = field(default_factory=list)
    design: Design | None = None
    by_coder: Array = field(default_factory=lambda: np.zeros((0, 0)))

    def totals(self, values: Array) -> Array:
        """Sum ``values``, one a row, over each group's rows."""
        size = len(self.groups)
        if values.ndim == 1:
            return np.bincount(self.group, values, size)
        return np.column_stack([np.bincount(self.group, column, size) for column in values.T])

    @property
    def articles(self) -> Array:
        """Articles with a counted label, one number a group."""
        return np.bincount(self.group, minlength=len(self.groups))

    @property
    def units(self) -> Array:
        """Units with a counted label, one number a group: articles, or clusters of articles."""
        if self.design is None or not {"cluster", "copies"} & set(self.design.used):
            return self.articles
        many = int(self.design.unit.max(initial=0)) + 1
        found = np.unique(self.group.astype(np.int64) * many + self.design.unit)
        return np.bincount(found // many, minlength=len(self.groups))

    @property
    def left(self) -> Array:
        """The part of each group's variance that a finite population leaves, on average over its units."""
        if self.design is None:
            return np.ones(len(self.groups))
        articles = np.maximum(self.articles, 1)
        left: Array = self.totals(self.design.left[self.design.stratum]) / articles
        return left

    @property
    def weighted(self) -> Array:
        """How many passages of the population the rows stand for, shape (rows, labels)."""
        return self.weights if self.design is None else self.weights * self.design.weight[:, None]

    def by_unit(self) -> "Counts":
        """Return counts with a row per group and unit, weighted, and as large together as the group's passages."""
        if self.design is None:
            return self
        many = int(self.design.unit.max(initial=0)) + 1
        row, found = compressed(self.group.astype(np.int64) * many + self.design.unit, many * len(self.groups))
        weighted = self.weighted
        with np.errstate(invalid="ignore", divide="ignore"):
            scale = self.totals(self.weights.sum(axis=1)) / self.totals(weighted.sum(axis=1))
        columns = [np.bincount(row, column * scale[self.group], len(found)) for column in weighted.T]
        return replace(
            self,
            group=found // many,
            weights=np.column_stack(columns) if columns else np.zeros((len(found), 0)),
            article=found % many,
            design=None,
        )


@dataclass(frozen=True)
class Placed:
    """Tags with their place in the matrix and their weight.

    Parameters
    ----------
    groups : DataFrame
        Groups that may occur, one row each.
    group, article, row, label : array of int, shape (tags,)
        The group, article, matrix row and label of each tag.
    row_group : array of int, shape (rows,)
        The group of each matrix row.
    labels : list of str
        The names of the labels.
    weights : array of float, shape (tags,), or None
        None stands for one each.
    row_article : array of int, shape (rows,)
        The article of each matrix row.
    twice : list of pairs of int
        Tags of one coder on one stretch: see `annotate._counting.weights.Weights`.
    codebook : Codebook
        What the labels are.
    times : array of float, shape (tags,), or None
        How many tags each row of the table stands for; None where each is one.
    """

    groups: pd.DataFrame
    group: Array
    article: Array
    row: Array
    label: Array
    row_group: Array
    labels: list[str]
    weights: Array | None
    row_article: Array
    twice: list[tuple[int, int]]
    codebook: Codebook
    times: Array | None = None

    @property
    def each(self) -> Array | None:
        """What each row counts; None stands for one each."""
        if self.weights is None or self.times is None:
            return self.times if self.weights is None else self.weights
        product: Array = self.weights * self.times
        return product

    def numbers_of(self, names: Iterable[str]) -> list[int]:
        """Return the numbers of labels that are among ``names``."""
        wanted = set(names)
        return [number for number, name in enumerate(self.labels) if name in wanted]

    def drawn(self, tags: pd.DataFrame, asked: DesignColumns | None, tagged: Array) -> Design | None:
        """Read how the articles of the tagged rows were drawn; None where nothing is said of it."""
        if asked is None or not asked.found(tags):
            return None
        return design_of(tags, asked, articles_of(tags), self.row_article[tagged], self.row_group[tagged])

    def by_unit(self, drawn: Design, tagged: Array) -> "Placed":
        """Return the tags with a row a group and unit of the design, in place of one a group and article."""
        many = int(drawn.unit.max(initial=0)) + 2
        unit = np.full(len(self.row_group), many - 1)
        unit[tagged] = drawn.unit
        number, found = compressed(self.row_group.astype(np.int64) * many + unit, many * len(self.groups))
        return replace(self, row=number[self.row], row_group=found // many, row_article=found % many)

    def summed(self, column: Array, size: int, weights: Array | None = None) -> Array:
        """Sum the weights by matrix row and ``column``, whose codes are below ``size``; shape (rows, size)."""
        cells = np.zeros(len(self.row_group) * size)
        weights = self.each if weights is None else weights
        for first in range(0, len(self.row), PIECE):
            piece = slice(first, first + PIECE)
            key = self.row[piece].astype(np.int64)
            key *= size
            key += column[piece]
            least = int(key.min())  # tags of an article mostly stand together: a piece fills some of the cells
            key -= least
            found = np.bincount(key, None if weights is None else weights[piece])
            cells[least : least + len(found)] += found
        return cells.reshape(-1, size)


def count_labels(
    tags: pd.DataFrame,
    by: str | Sequence[str],
    unit: str = "passage",
    codebook: Codebook | None = None,
    design: DesignColumns | None = None,
    *,
    by_coder: bool = False,
) -> Counts:
    """Count labels by group and article, as the codebook says that is given or that the tags name.

    With ``by_coder``, what each coder gave each group is summed too.

    Raises
    ------
    BalanceError
        Where a column is missing, a label is missing, or ``unit`` is none of ``"passage"``, ``"character"``.
    """
    if unit not in UNITS:
        raise BalanceError(f"unit={unit!r} is not known: 'passage' or 'character' is.")
    placed = place(tags, by, codebook)
    matrix = placed.summed(placed.label, len(placed.labels))
    passages = matrix
    if unit == "character":
        length = lengths_of(tags, *borders(tags))
        matrix = placed.summed(
            placed.label, len(placed.labels), length if placed.each is None else placed.each * length
        )
    counted = _counted(placed, matrix.sum(axis=0) > 0)
    tagged, filled = matrix.sum(axis=1) > 0, _of_labels(matrix, counted) > 0
    # A group of which all tags are excluded is shown, one of which no tag is there is not.
    _, found = compressed(placed.row_group[tagged], len(placed.groups))
    number = np.zeros(len(placed.groups), dtype=np.int64)
    number[found] = np.arange(len(found))
    different = _passages(placed, tags, counted, passages)
    excluded = _excluded(placed, tags, counted, passages, different)
    drawn = placed.drawn(tags, design, tagged)
    groups = placed.groups.iloc[found].reset_index(drop=True)
    weights = _column_by_column(matrix, filled, counted)
    del matrix, passages  # of an archive, as much as all else together
    return Counts(
        groups=groups,
        labels=[placed.labels[number] for number in counted],
        group=number[placed.row_group[filled]],
        weights=weights,
        passages=different[found],
        coders=_coders(placed, tags, counted)[found],
        article=placed.row_article[filled],
        excluded=excluded[found],
        cautions=cautions(
            tags, groups, number.astype(np.int32)[placed.group], placed.twice, drawn.cautions if drawn else []
        ),
        design=None if drawn is None else drawn.rows(filled[tagged]),
        by_coder=_by_coder(placed, tags, counted)[found] if by_coder else np.zeros((len(found), 0)),
    )


def _of_labels(matrix: Array, labels: Sequence[int]) -> Array:
    """Sum some columns, without a copy of them all."""
    total = np.zeros(len(matrix))
    for number in labels:
        total += matrix[:, number]
    return total


def _column_by_column(matrix: Array, rows: Array, labels: Sequence[int]) -> Array:
    """Return some rows and columns, each column in one piece."""
    found = np.empty((int(rows.sum()), len(labels)), order="F")
    for place, number in enumerate(labels):
        found[:, place] = matrix[rows, number]
    return found


def _counted(placed: Placed, occurs: Array) -> list[int]:
    """Return which labels to count: those that occur, and the codebook's unless the tags are wholly of another."""
    codebook = placed.codebook
    given = {name for name, seen in zip(placed.labels, occurs.tolist(), strict=True) if seen} - {*codebook.uncounted}
    return placed.numbers_of(given if given and not given & {*codebook.names} else given | {*codebook.counted})


def _excluded(placed: Placed, tags: pd.DataFrame, counted: list[int], matrix: Array, passages: Array) -> Array:
    """Count each group's different passages that are tagged, though not with a counted label."""
    aside = placed.numbers_of(placed.codebook.uncounted)
    if not matrix[:, aside].any():
        return np.zeros_like(passages)
    return _passages(placed, tags, [*counted, *aside], matrix) - passages


def place(tags: pd.DataFrame, by: str | Sequence[str], codebook: Codebook | None = None) -> Placed:
    """Find each tag's place in the matrix, and its weight."""
    names = columns_of(by)
    require(tags, "article_id", "start", "end", "label")
    codebook = codebook_of(tags, codebook)
    label, labels = label_codes(tags, codebook)
    group, groups = group_codes(tags, names)
    article = articles_of(tags)
    apart = [name for name in names if name in APART]
    weights = tag_weights(tags, article.codes, group_codes(tags, apart)[0] if apart else None)
    row, row_group, row_article = _rows(group, article.codes, len(article.values), len(groups))
    return Placed(
        groups, group, article.codes, row, label, row_group, labels, weights.each, row_article, weights.twice, codebook,
        times_of(tags),
    )  # fmt: skip


def label_codes(tags: pd.DataFrame, codebook: Codebook) -> tuple[Array, list[str]]:
    """Return each tag's label as a number, and the labels' names in order."""
    codes, values = coded_labels(tags["label"], codebook, every=True)
    labels = [str(name) for name in values]
    empty = codes == labels.index("") if "" in labels else np.zeros(0, dtype=bool)
    if empty.any():
        raise BalanceError(
            f"Column 'label' is empty in {int(empty.sum())} row(s), first in row "
            f"{tags.index[int(np.argmax(empty))]!r}: give each tag a label of the codebook, or leave these rows out."
        )
    warn_of_unknown(tags, codebook, labels)
    return codes, labels


def _rows(group: Array, article: Array, articles: int, groups: int) -> tuple[Array, Array, Array]:
    """Return numbers to the groups' parts of articles: each tag's part, and each part's group and article."""
    last = np.zeros(articles, dtype=group.dtype)
    last[article] = group
    if (last.take(article) == group).all():  # no article is in two groups
        return article, last, np.arange(articles)
    both = group.astype(np.int64) * articles + article
    row, found = compressed(both, groups * articles)
    return row, found // articles, found % articles


def _passages(placed: Placed, tags: pd.DataFrame, counted: list[int], matrix: Array) -> Array:
    """Count each group's different passages that have a tag with one of the labels ``counted``."""
    if placed.weights is None:
        return np.bincount(placed.row_group, _of_labels(matrix, counted), len(placed.groups)).astype(np.int64)
    passages = np.zeros(len(placed.groups), dtype=np.int64)
    for rows in article_pieces(placed.article):
        shown = rows[np.isin(placed.label[rows], counted) & (placed.weights[rows] > 0)]
        places = {name: tags[name].to_numpy()[shown] for name in ("start", "end")}
        spans = pd.DataFrame({"group": placed.group[shown], "article": placed.article[shown], **places})
        first = ~spans.duplicated().to_numpy()
        times = None if placed.times is None else placed.times[shown][first]
        passages += np.bincount(placed.group[shown][first], times, len(passages)).astype(np.int64)
    return passages


def _coders(placed: Placed, tags: pd.DataFrame, counted: list[int]) -> Array:
    """Count each group's different coders who gave a counted tag."""
    if "coder" not in tags.columns:
        return np.zeros(len(placed.groups), dtype=np.int64)
    coder, labels = coded(tags["coder"]), len(placed.labels)
    seen = np.zeros(len(placed.groups) * len(coder.values) * labels, dtype=bool)
    for piece, key in _of_coders(placed, coder):
        seen[key if placed.weights is None else key[placed.weights[piece] > 0]] = True
    by_coder = seen.reshape(len(placed.groups), len(coder.values), labels)[:, :, counted].any(axis=2)
    return np.asarray(by_coder.sum(axis=1))


def _by_coder(placed: Placed, tags: pd.DataFrame, counted: list[int]) -> Array:
    """Sum what each coder gave each group of counted labels, shape (groups, coders)."""
    if "coder" not in tags.columns:
        return np.zeros((len(placed.groups), 0))
    coder, labels = coded(tags["coder"]), len(placed.labels)
    given, each = np.zeros(len(placed.groups) * len(coder.values) * labels), placed.each
    for piece, key in _of_coders(placed, coder):
        given += np.bincount(key, None if each is None else each[piece], len(given))
    by_coder: Array = given.reshape(len(placed.groups), len(coder.values), labels)[:, :, counted].sum(axis=2)
    return by_coder


def _of_coders(placed: Placed, coder: Coded) -> Iterator[tuple[slice, Array]]:
    """Return, piece by piece, numbers that stand for each tag's group, coder and label."""
    for first in range(0, len(placed.row), PIECE):
        piece = slice(first, first + PIECE)
        key = placed.group[piece].astype(np.int64)
        key *= len(coder.values)
        key += coder.codes[piece]
        key *= len(placed.labels)
        key += placed.label[piece]
        yield piece, key
