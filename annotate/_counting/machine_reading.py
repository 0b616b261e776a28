"""Set a machine's table of a whole archive beside the tags that people made of some of its articles."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.archive import Archive
from annotate._counting.columns import Array, articles_of, by_column, group_codes, group_name, require
from annotate._counting.counts import Counts, count_labels
from annotate._counting.design import DesignColumns
from annotate._counting.tally import CHARACTERS, TALLY, times_of
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of

FEWEST = 5
"""With fewer articles by hand nothing shows where a machine errs."""

ARCHIVE_ARTICLES = "archive_articles"
"""The column that says of how many articles of the archive those tagged by hand were drawn."""

NO_LABEL = "no label"


class MachineReading(NamedTuple):
    """A machine's table, and what is asked of it.

    Parameters
    ----------
    table : DataFrame
        One row per passage of every article, with ``article_id``, ``start``, ``end`` and ``label`` (empty where the
        machine gives none).
    passages : DataFrame or None
        Where the table lacks a column that makes groups, it is taken from here.
    by : list of str
    design : DesignColumns
        As for the tags by hand.
    """

    table: pd.DataFrame
    passages: pd.DataFrame | None
    by: list[str]
    design: DesignColumns

    def checked(self, tags: pd.DataFrame, *, random: bool, codebook: Codebook | None) -> None:
        """Refuse what cannot be set beside the tags, or would make an estimate that means nothing.

        Raises
        ------
        BalanceError
            With the reason, and what to do.
        """
        require(tags, "article_id", "start", "end", "label")
        require(self.table, "article_id", "start", "end", "label", what="suggestions")
        _refuse_seen(tags)
        _refuse_undrawn(self.design.found(tags), random)
        _refuse_twice(self.table)
        _refuse_other_labels(tags, self.table, codebook)
        missing = tags.loc[~tags["article_id"].isin(self.table["article_id"]), "article_id"].unique()
        if len(missing):
            raise BalanceError(
                f"{len(missing)} article(s) tagged by hand are not in the machine's table, first {missing[0]!r}: it "
                "must hold every article of the archive, these too. Let the machine read them, or leave out their tags."
            )

    def with_population(self, tags: pd.DataFrame) -> tuple[pd.DataFrame, DesignColumns]:
        """Return the tags with the number of articles in the archive, unless they have it, or it is not wanted."""
        used = self.design.found(tags)
        if self.design.population is False or "population" in used:
            return tags, self.design
        within = [used["strata"]] if "strata" in used else self.by
        unit = used.get("cluster", "article_id")
        articles = self.articles([*dict.fromkeys([*within, *self.by]), *([unit] if unit != "article_id" else [])])
        number = articles.groupby(within, observed=True, dropna=False)[unit].nunique()
        of = articles.drop_duplicates("article_id").set_index("article_id")[within]
        many = number.reindex(pd.MultiIndex.from_frame(of) if len(within) > 1 else of[within[0]]).to_numpy()
        found = pd.Series(many, index=of.index)
        held = tags.assign(**{ARCHIVE_ARTICLES: tags["article_id"].map(found).to_numpy(dtype=float)})
        return held, self.design._replace(population=ARCHIVE_ARTICLES)

    def articles(self, names: Sequence[str]) -> pd.DataFrame:
        """Return one row per article of the archive with some columns, which must be of whole articles."""
        columns = {name: self._column(name) for name in names}
        found = pd.DataFrame({"article_id": self.table["article_id"].to_numpy(), **columns}).drop_duplicates()
        twice = found["article_id"].duplicated()
        if twice.any():
            raise BalanceError(
                f"Article {found.loc[twice, 'article_id'].iloc[0]!r} of the machine's table has two values of "
                f"{', '.join(names)}: with machine=, groups are made of whole articles, such as by='source'; if two "
                "articles have one article_id, give each its own."
            )
        return found

    def _column(self, name: str) -> Array:
        if name in self.table.columns or (name == "month" and "published" in self.table.columns):
            return by_column(self.table, name).to_numpy(dtype=object)
        if self.passages is None:
            raise BalanceError(
                f"The machine's table has no column {name!r}: give passages=project.passages(), from which it is "
                "taken, or add it to the table."
            )
        known = self.passages.drop_duplicates("article_id")
        of = pd.Series(by_column(known, name).to_numpy(dtype=object), index=known["article_id"])
        lost = ~self.table["article_id"].isin(of.index)
        if lost.any():
            raise BalanceError(
                f"Article {self.table.loc[lost, 'article_id'].iloc[0]!r} of the machine's table is not among the "
                f"passages, so that its {name} is not known: pass the passages of the whole archive."
            )
        return self.table["article_id"].map(of).to_numpy(dtype=object)

    def beside(self, counts: Counts, tags: pd.DataFrame, unit: str, codebook: Codebook | None) -> Archive:
        """Count the machine's labels in the groups and labels of the counts by hand."""
        found = self.articles(self.by)
        ids = pd.Index(found["article_id"], dtype=object)
        group = _groups_in(found, counts, self.by)
        weights, size = _counted(self.table, ids, counts.labels, unit, codebook_of(tags, codebook))
        row = ids.get_indexer(pd.Index(articles_of(tags).values, dtype=object)[counts.article])
        if (group[row] != counts.group).any():
            which = int(np.argmax(group[row] != counts.group))
            raise BalanceError(
                f"Article {ids[row[which]]!r} is in {group_name(counts.groups.iloc[counts.group[which]])} by the tags, "
                "and elsewhere by the machine's table: with machine=, groups are made of whole articles and are the "
                "same in both. Correct one of the two."
            )
        _refuse_few(counts)
        here = group >= 0
        number = np.cumsum(here) - 1
        articles = np.bincount(group[here], minlength=len(counts.groups))
        is_finite = counts.design is not None and "population" in counts.design.used
        archive = Archive(group[here], weights[here], size[here], number[row], articles, is_finite)
        _refuse_part(counts, archive, len(ids))
        return archive


def _groups_in(found: pd.DataFrame, counts: Counts, by: list[str]) -> Array:
    """Return the group of each article in the counts by hand; −1 where it is in none of them."""
    codes, groups = group_codes(found, by)
    known = {tuple(map(str, row)): place for place, row in enumerate(counts.groups.itertuples(index=False))}
    return np.array([known.get(tuple(map(str, row)), -1) for row in groups.itertuples(index=False)], dtype=int)[codes]


def _counted(
    table: pd.DataFrame, ids: pd.Index, labels: list[str], unit: str, codebook: Codebook
) -> tuple[Array, Array]:
    """Return how many passages of each article the machine gives each label, and how many it read."""
    names = ("article_id", "start", "end", "coder", "origin", TALLY, CHARACTERS)
    kept = [name for name in names if name in table.columns]
    named = table["label"].astype(object).where(table["label"].notna(), "").astype(TEXT)
    given = table[kept].assign(label=named.where(named != "", NO_LABEL).astype(TEXT), archive="")
    counts = count_labels(given, "archive", unit, codebook)
    place = ids.get_indexer(pd.Index(articles_of(given).values, dtype=object)[counts.article])
    weights, size = np.zeros((len(ids), len(labels))), np.zeros(len(ids))
    size[place] = counts.weights.sum(axis=1)
    for nth, label in enumerate(labels):
        if label in counts.labels:
            weights[place, nth] = counts.weights[:, counts.labels.index(label)]
    return weights, size


def _refuse_seen(tags: pd.DataFrame) -> None:
    if "origin" in tags.columns and (tags["origin"] == "suggestion").any():
        is_seen, times = (tags["origin"] == "suggestion").to_numpy(), times_of(tags)
        seen = int(is_seen.sum() if times is None else times[is_seen].sum())
        raise BalanceError(
            f"{seen} of the tags are accepted suggestions: whoever sees what a machine suggests leans towards it, so "
            "that its errors do not show. Pass the tags of articles that were tagged blind (Tagger(…, blind=True)); to "
            "leave out these tags only would make it worse."
        )


def _refuse_undrawn(used: dict[str, str], random: bool) -> None:
    if not random and not {"weights", "strata", "population"} & set(used):
        raise BalanceError(
            "Nothing says that the articles tagged by hand were drawn from the archive by chance, and only then do "
            "they show how the machine errs in the rest. If they were, and each was as likely as another, say "
            "random=True; if not alike, give the columns that say how (weights=, strata=). If somebody chose them, "
            "draw others."
        )


def _refuse_twice(table: pd.DataFrame) -> None:
    place = ["article_id", "start", "end", *(["coder"] if "coder" in table.columns else [])]
    twice = table.duplicated(place)
    if twice.any():
        first = table.loc[twice].iloc[0]
        raise BalanceError(
            f"The machine's table holds {int(twice.sum())} passage(s) twice, first {first['article_id']!r} "
            f"{first['start']}–{first['end']}: leave out doubles, or give two articles of one article_id their own."
        )


def _refuse_other_labels(tags: pd.DataFrame, table: pd.DataFrame, codebook: Codebook | None) -> None:
    names = [
        {str(name) for name in one["codebook"].dropna().unique()} - {""} if "codebook" in one.columns else set()
        for one in (tags, table)
    ]
    if all(names) and names[0] != names[1]:
        raise BalanceError(
            f"The tags were made with {', '.join(sorted(names[0]))} and the machine's table with "
            f"{', '.join(sorted(names[1]))}: let the machine read by the codebook that people tagged by."
        )
    known = {*codebook_of(tags, codebook).names, *map(str, tags["label"].dropna().unique()), ""}
    strange = sorted({str(label) for label in table["label"].dropna().unique()} - known)
    if strange:
        raise BalanceError(
            f"The machine gives the label {strange[0]!r}, which neither the tags nor their codebook have: bring its "
            "labels to those of the codebook first, or pass the codebook that has both (codebook=)."
        )


def _refuse_few(counts: Counts) -> None:
    few = np.flatnonzero(counts.units < FEWEST)
    if len(few):
        raise BalanceError(
            f"{group_name(counts.groups.iloc[few[0]]) or 'A group'} has {counts.units[few[0]]} article(s) tagged by "
            f"hand, and {len(few) - 1} other group(s) fewer than {FEWEST} too: so few do not show where the machine "
            "errs. Tag more, leave these groups out, or join groups (by=)."
        )


def _refuse_part(counts: Counts, archive: Archive, articles: int) -> None:
    """Refuse a machine's table that holds fewer articles than those tagged by hand were drawn from."""
    if counts.design is None or not archive.is_finite or "cluster" in counts.design.used:
        return
    strata = np.unique(counts.design.stratum)
    drawn_from = counts.design.population[strata].sum()
    if drawn_from > articles + 0.5:
        raise BalanceError(
            f"The articles tagged by hand were drawn from {drawn_from:g}, and the machine's table holds "
            f"{articles}: let the machine read the whole archive, or correct the column "
            f"{counts.design.used['population']!r}."
        )
