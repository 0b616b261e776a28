"""The balance: what share of a source's passages is opinion, reported fact, attributed claim."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from annotate._codebook import Codebook
from annotate._counting.archive import Archive
from annotate._counting.columns import Array, columns_of, require
from annotate._counting.copies import (
    Texts,
    articles_in,
    check_way,
    copies_by_group,
    first_of_each,
    texts_of,
    weighed_as_one,
)
from annotate._counting.counts import Counts, count_labels
from annotate._counting.design import Column, DesignColumns
from annotate._counting.machine_reading import MachineReading
from annotate._counting.of_study import Study, is_study, with_aside
from annotate._counting.parquet_folder import as_table
from annotate._counting.untagged import count_untagged
from annotate._errors import BalanceError
from annotate._exact_text import TEXT, takes_any_text
from annotate._partitions import Submits
from annotate._places import Table
from annotate._statistics.intervals import (
    FEW_ARTICLES,
    RARE_KINDS,
    Shares,
    check_confidence,
    clustered_shares,
    held_by_few,
    may_miss_kinds,
)
from annotate._statistics.prediction_powered import powered_shares
from annotate._wording import remark, remarks

CONFIDENCE = 0.95


@takes_any_text
def balance(
    tags: Table | Study,
    passages: Table | None = None,
    by: str | Sequence[str] = "source",
    unit: str = "passage",
    confidence: float = CONFIDENCE,
    *,
    codebook: Codebook | None = None,
    weights: Column = None,
    strata: Column = None,
    cluster: Column = None,
    population: Column = None,
    untagged: str | None = None,
    copies: str = "all",
    machine: Table | None = None,
    random: bool = False,
    client: Submits | None = None,
) -> pd.DataFrame:
    """Return each source's share of opinion, reported fact and attributed claim, with intervals.

    Parameters
    ----------
    tags : DataFrame or Project
        A project: its tags, passages and codebook, of which only what is counted is read. Or a tag table
        (`Project.tags`, `read_csv`), one row per tag. It needs ``article_id``, ``start``, ``end``,
        ``label``, the columns of ``by`` and, with several coders, ``coder`` and ``origin``. Or the path of a Parquet
        file of it, or of a folder of such files, or an object store's address (``"s3://bucket/tags"``), or a Dask
        DataFrame: only these columns are read, part by part; likewise ``passages`` and ``machine``.
    passages : DataFrame, optional
        A passage table (`Project.passages`): fills ``untagged``, and shows groups that nobody has tagged yet.
    by : str or list of str
        What makes a group: ``"source"``, ``"speaker"``, ``"language"``, ``"coder"``, any other column, several
        columns, or ``"month"``, which is made of ``published``.
    unit : {"passage", "character"}
        Each passage weighs one, or as many as it has characters.
    confidence : float
        Of the interval, between 0 and 1.
    codebook : Codebook, optional
        Says which labels are counted; the codebook that the tags name where left out.
    weights, strata, cluster, population : str, optional
        Columns that say how the articles were drawn, one value per article. Where they are not named, the columns
        ``weight``, ``stratum``, ``cluster`` and ``population`` are taken, if the tags have them; False takes none.
        A weight says for how many articles of the population one stands. A stratum is a part of it that was drawn from
        by itself. A cluster is a group of articles that were drawn together, such as a day. The population is how many
        articles (or clusters) there are in the stratum, or in the source where there are no strata; with strata and
        without weights, it gives the weights.
    untagged : {"bounds"}, optional
        Adds ``least`` and ``most``: the share if none, or all, of the untagged passages had the label. Needs
        ``passages``.
    copies : {"all", "once", "weight"}
        What articles count that carry one text, such as an agency's in several outlets, or its second edition (see
        `annotate.copies`; a long quotation in common makes none). ``"once"``: within a group only the earliest
        published of those tagged counts. ``"weight"``: all count, together as much as one article. Both need the
        texts: a project, or ``passages`` with their text.
    machine : DataFrame, optional
        A machine's reading of the whole archive, from which the tagged articles were drawn: what `suggest` returned,
        or any table of tags, such as one coder's where ``tags`` are adjudicated; a row per passage, with
        ``article_id``, ``start``, ``end`` and ``label``, empty where it gives none. Shares and intervals are then those
        of all articles of the archive (of endlessly many like them with ``population=False``). The tags must have been
        made without the machine's suggestions in sight.
    random : bool
        Says, for ``machine``, that each article of a group was as likely to be drawn as another. Not needed where
        columns say how articles were drawn.
    client : Client, optional
        Of a Dask cluster (or an executor), whose workers see the same paths: they read and join the parts of what is
        given as a path or a Dask DataFrame, and send back what each article counts.

    Returns
    -------
    DataFrame
        One row per group and label, groups in the order of their values, labels in the codebook's. Columns:

        - the ``by`` column(s);
        - ``label``: every counted label, those with no passage too; one that the codebook does not count, such as
          ``excluded``, is left out and in no total;
        - ``count``: passages (or characters) with this label. A passage is shared among its coders, so that a
          count may be a fraction; where an adjudicated tag stands it alone counts;
        - ``share``: ``count`` divided by the group's total, 0–1; missing where the total is nothing;
        - ``low``, ``high``: the interval of ``share``. It regards the *articles* as drawn, since passages of one
          article are alike; with one article it is 0–1;
        - ``passages``, ``articles``, ``coders``: how many different ones the group's total rests on;
        - ``design_effect``: how many times the variance is that of as many passages drawn one by one: above 1
          where passages of one article are alike;
        - ``untagged``: how many of the group's passages nobody has tagged; missing without ``passages``, or
          where the passage table lacks a ``by`` column;
        - ``excluded``: how many of the group's passages were excluded, and so are in no share;
        - ``warning``: ``""`` or sentences that say why the row must be read with care;
        - ``confidence``: of the interval, only where it is not 0.95;
        - ``copies``: only where ``copies`` is not ``"all"``: how many of the group's tagged articles carry a text that
          another one of the group carries, and so count not at all, or in part;
        - ``set_aside``: how many articles of the study are set aside, and so in none of its numbers; only where a
          project is given, and some are;
        - ``design``: the columns that say how articles were drawn, only where there are any. The share is then that
          of the population, while ``count`` still says what was tagged;
        - only with ``machine``: ``hand_share``, ``hand_low``, ``hand_high``, what the tags say alone;
          ``machine_share``, what the machine says alone, missing of a label that it never gives; ``hand_articles`` and
          ``machine_articles``, how many each read; ``lambda``, how far the machine is believed, 0 being not at all;
          ``worth``, how many articles by hand would make as narrow an interval. Each label has a λ of its own, so that
          shares need not add up to 1.

    Raises
    ------
    BalanceError
        Where something given cannot be used; the message says what, and what to do.

    See Also
    --------
    annotate._statistics.intervals.clustered_shares : the formulas and their sources.
    annotate._statistics.prediction_powered.powered_shares : those with a machine.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": ["a1", "a1", "a2", "a2"],
    ...         "source": "Le Fil",
    ...         "start": [0, 50, 0, 40],
    ...         "end": [50, 90, 40, 80],
    ...         "label": ["opinion", "reported_fact", "reported_fact", "excluded"],
    ...         "coder": "mj",
    ...     }
    ... )
    >>> balance(tags)[["source", "label", "count", "share", "passages"]].round(2)
       source             label  count  share  passages
    0  Le Fil           opinion    1.0   0.33         3
    1  Le Fil     reported_fact    2.0   0.67         3
    2  Le Fil  attributed_claim    0.0   0.00         3
    """
    check_confidence(confidence)
    names, drawn = columns_of(by), DesignColumns(weights, strata, cluster, population)
    held, every, codebook = _tables(
        tags, passages, codebook, [*names, *drawn], is_whole=machine is not None, client=client
    )
    read: pd.DataFrame | None = as_table(machine, [*names, *drawn], "suggestions", client=client)
    reading = None if read is None else MachineReading(read, every, names, drawn)
    if reading is not None:
        reading.checked(held, random=random, codebook=codebook)
        held, drawn = reading.with_population(held)
    counts = count_labels(held, names, unit, codebook, drawn)
    texts = _texts(tags, every, copies, is_with_machine=reading is not None)
    spare = None if texts is None else copies_by_group(counts, held, texts)
    if texts is not None and copies == "once":
        held, every = _once(held, every, texts, names)
        counts = count_labels(held, names, unit, codebook, drawn)
    elif texts is not None:
        counts = weighed_as_one(counts, held, texts)
    if reading is None:
        table = _long(counts, clustered_shares(counts, confidence))
    else:
        table = _powered(counts, reading.beside(counts, held, unit, codebook), confidence)
    if spare is not None:
        table["copies"] = spare.repeat(len(counts.labels))
    table = _with_untagged(table, held, every, names, counts.labels)
    if counts.design is not None:
        table["design"] = pd.array([counts.design.name] * len(table), dtype=TEXT)
    if confidence != CONFIDENCE:
        table["confidence"] = confidence
    table = with_aside(table, tags)
    return table if untagged is None else _with_bounds(table, untagged, unit)


def _tables(
    given: Any,
    passages: Table | None,
    codebook: Codebook | None,
    names: Sequence[Column],
    *,
    is_whole: bool,
    client: Submits | None,
) -> tuple[pd.DataFrame, pd.DataFrame | None, Codebook | None]:
    """Return what is counted: of a project its columns that are, or (beside a machine) all of them."""
    every: pd.DataFrame | None = as_table(passages, names, "passages", is_whole=True, client=client)
    if not is_study(given):
        is_needed = passages is not None  # each tag's place
        # What is no table is refused where it is counted.
        return as_table(given, names, is_whole=is_needed, client=client), every, codebook
    if is_whole:
        tags, all_passages = given.tags(), given.passages()
    else:
        tags, all_passages = given._counted([name for name in names if isinstance(name, str)])
    return tags, all_passages if every is None else every, codebook or given.codebook


def _texts(given: Any, passages: pd.DataFrame | None, way: str, *, is_with_machine: bool) -> Texts | None:
    """Return which articles carry one text, where that matters."""
    check_way(way)
    if way == "all":
        return None
    if is_with_machine:
        raise BalanceError(
            f"copies={way!r} cannot be counted beside a machine, which reads each article by itself: leave copies from "
            "the archive before articles are drawn (annotate.copies), or count without machine=."
        )
    if not is_study(given):
        return texts_of(articles_in(passages))
    return texts_of(given.articles())


def _once(
    tags: pd.DataFrame, passages: pd.DataFrame | None, texts: Texts, by: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Leave out the copies; of those that nobody tagged, and of which none is tagged, the first is left to tag."""
    kept = first_of_each(tags, texts, by)
    if passages is None or not all(_has(passages, name) for name in by):
        return kept, passages
    is_open = ~passages["article_id"].isin(kept["article_id"].unique()).to_numpy()
    return kept, first_of_each(passages, texts, by, is_open)


def _powered(counts: Counts, archive: Archive, confidence: float) -> pd.DataFrame:
    """Lay out the shares of the archive, with what people and the machine say alone."""
    found = powered_shares(counts, archive, confidence)
    table, labels = _long(counts, found.shares), len(counts.labels)
    if (odd := found.unlike.any(axis=1).repeat(labels)).any():
        said = remark("unlike_archive")
        table["warning"] = pd.array(
            [remarks(*warning, said if is_odd else "") for *warning, is_odd in zip(table["warning"], odd, strict=True)],
            dtype=TEXT,
        )
    return table.assign(
        **{f"hand_{name}": getattr(found.hand, name).ravel() for name in ("share", "low", "high")},
        machine_share=found.machine.ravel(),
        hand_articles=counts.articles.repeat(labels),
        machine_articles=archive.articles.repeat(labels),
        **{"lambda": found.trust.ravel()},
        worth=found.worth.ravel(),
    )


def _with_bounds(table: pd.DataFrame, untagged: str, unit: str) -> pd.DataFrame:
    """Add what the share would be if none, or all, of the untagged passages had the label."""
    if untagged != "bounds" or unit != "passage" or table["untagged"].isna().all():
        raise BalanceError(
            f"untagged={untagged!r} cannot be answered: give 'bounds', with passages=project.passages() and "
            "unit='passage', since only passages are known to be untagged."
        )
    total, left = table["passages"].astype(float), table["untagged"].astype(float)
    tagged = (table["share"] * total).fillna(0.0)
    return table.assign(least=tagged / (total + left), most=(tagged + left) / (total + left))


def _long(counts: Counts, shares: Shares) -> pd.DataFrame:
    """Lay the groups × labels arrays out as one row per group and label."""
    labels = len(counts.labels)
    columns = {
        **{str(name): counts.groups[name].repeat(labels).array for name in counts.groups},
        "label": _labels(counts.labels, len(counts.groups)),
        "count": counts.totals(counts.weights).ravel(),
        **{name: getattr(shares, name).ravel() for name in ("share", "low", "high")},
        **{name: getattr(counts, name).repeat(labels) for name in ("passages", "articles", "coders")},
        "design_effect": shares.design_effect.ravel(),
        "untagged": pd.array([pd.NA] * labels * len(counts.groups), dtype="Int64"),
        "excluded": counts.excluded.repeat(labels),
        "warning": pd.array(_warnings(counts), dtype=TEXT),
    }
    return pd.DataFrame(columns)


def _labels(labels: list[str], times: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.tile(np.arange(len(labels)), times), pd.Index(labels, dtype=TEXT))


def _warnings(counts: Counts) -> Array:
    """Return one text a row: what is to be said of the group, then of the label."""
    one_label = (counts.totals(counts.weights) > 0).sum(axis=1) == 1
    by_label, by_size = held_by_few(counts)
    rare = [remark("rare_kinds", few=RARE_KINDS) if may_miss else "" for may_miss in may_miss_kinds(counts)]
    groups = zip(counts.articles, counts.units, one_label, by_size, rare, counts.cautions, strict=True)
    said = [_warning(*group) for group in groups]
    few, nameless = remark("few_hold"), remark("no_source")
    is_nameless = (counts.groups["source"] == "").to_numpy() if "source" in counts.groups else np.zeros(len(said), bool)
    rows = [
        remarks(*said[group], few if by_label[group, label] else "", nameless if is_nameless[group] else "")
        for group, label in np.ndindex(by_label.shape)
    ]
    return np.array(rows, dtype=object)


def _warning(articles: int, units: int, one_label: bool, long_hold: bool, rare: str, caution: str) -> list[str]:
    if articles == 0:
        return [remark("no_share"), caution]
    few = ""
    if articles == 1:
        few = remark("one_article")
    elif articles < FEW_ARTICLES:
        few = remark("few_articles", few=FEW_ARTICLES, articles=int(articles))
    elif units < FEW_ARTICLES:
        few = remark("few_clusters", few=FEW_ARTICLES, clusters=int(units))
    return [few, remark("one_label") if one_label else "", remark("few_long") if long_hold else "", rare, caution]


def _with_untagged(
    table: pd.DataFrame, tags: pd.DataFrame, passages: pd.DataFrame | None, by: list[str], labels: list[str]
) -> pd.DataFrame:
    """Fill ``untagged``, and add the groups that stand in the passage table only."""
    if passages is not None:
        require(passages, "article_id", "start", "end", what="passages")
    if passages is None or not all(_has(passages, name) for name in by):
        return table
    groups = count_untagged(tags, passages, by)
    _refuse_other_kind(table, groups, by)
    known = table[by].iloc[:: len(labels)].assign(place=range(0, len(table), len(labels)))
    return _spread(table, known.merge(groups, how="outer", on=by), by, labels)


def _spread(table: pd.DataFrame, groups: pd.DataFrame, by: list[str], labels: list[str]) -> pd.DataFrame:
    """Return each of ``groups`` its rows of ``table``, which begin at its ``place``, or rows with nothing counted."""
    places = groups["place"].to_numpy(dtype=float, na_value=-len(labels)).repeat(len(labels))
    table = table.reindex(places.astype(int) + np.tile(np.arange(len(labels)), len(groups))).reset_index(drop=True)
    table[by] = groups[by].loc[groups.index.repeat(len(labels))].reset_index(drop=True)
    table["label"] = _labels(labels, len(groups))
    table["untagged"] = groups["untagged"].fillna(0).repeat(len(labels)).array
    table["warning"] = table["warning"].fillna(remark("nothing_tagged"))
    whole = [name for name in ("passages", "articles", "coders", "excluded", "copies") if name in table]
    table[whole] = table[whole].fillna(0).astype("int64")
    return table.fillna({"count": 0.0})


def _has(passages: pd.DataFrame, name: str) -> bool:
    return name in passages.columns or (name == "month" and "published" in passages.columns)


def _refuse_other_kind(table: pd.DataFrame, groups: pd.DataFrame, by: list[str]) -> None:
    for name in by:
        if len(table) and len(groups) and is_numeric_dtype(table[name]) != is_numeric_dtype(groups[name]):
            raise BalanceError(
                f"Column {name!r} holds {table[name].iloc[0]} in the tags and {groups[name].iloc[0]} in the "
                "passages, numbers in one and text in the other: make both text, for instance with .astype(str)."
            )
