"""The numbers of a report: agreement, balance, and what the table of speakers rests on."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from annotate._agreement.agreement_table import WITH_EXCLUDED, WITHOUT_SUGGESTIONS, agreement
from annotate._codebook import Codebook
from annotate._frames import Record
from annotate._name_order import sort_key
from annotate._variables import shown
from annotate._wording import parted, remarks

DENOMINATORS = ("passages", "articles", "coders", "excluded", "untagged")

_KEYS = {"all": "all", WITH_EXCLUDED: "all_with_excluded", WITHOUT_SUGGESTIONS: "all_without_suggestions"}

_USUAL = 3
"""A remark on as many rows, and on most, is said once for all of them."""

_PLACE = ["article_id", "start", "end"]

_JUDGED = [*_PLACE, "label", "coder", "origin", "codebook"]


def agreements(tags: pd.DataFrame) -> pd.DataFrame:
    """Return alpha for all tags, alpha for unitizing, and alpha for each label and each two coders.

    Of one coder only the reason why there is none. The column ``key`` says what of the wording a group is called.
    """
    if tags.empty:
        return pd.DataFrame()
    tags = tags[[name for name in _JUDGED if name in tags]]
    whole = agreement(tags)
    whole = whole.assign(key=[_KEYS[group] for group in whole["group"]])
    if not whole["passages"].any():
        return whole
    unitizing = agreement(tags, "ualpha").head(1).assign(key="unitizing")
    found = [whole, unitizing, agreement(tags, by="label"), agreement(tags, by="pair")]
    joined = pd.concat([table for table in found if len(table)], ignore_index=True)
    return joined.assign(key=joined["key"].fillna(""))


class BalanceRow(NamedTuple):
    """A group of a balance: a row of the table by each label, and what the shares rest on."""

    group: str
    warning: str
    shares: Mapping[str, Record]
    denominators: Mapping[str, float]


class BalanceRows(NamedTuple):
    """A balance as a report tells it.

    Parameters
    ----------
    rows : list of BalanceRow
        One per group.
    usual : dict
        Remarks that most rows would carry, and so are said once for all, with the number of these rows.
    """

    rows: list[BalanceRow]
    usual: dict[str, int]


def balance_rows(table: pd.DataFrame, by: str = "source") -> BalanceRows:
    """Return one row per group of a balance, in the order in which people look for names."""
    groups = [(shown(group), rows) for group, rows in table.groupby(by, sort=False, observed=True, dropna=False)]
    if [name for name, _ in groups] == sorted(name for name, _ in groups):
        groups.sort(key=lambda one: sort_key(one[0]))
    said = [[*dict.fromkeys(one for some in rows["warning"] for one in parted(some))] for _, rows in groups]
    times = Counter(one for some in said for one in some)
    usual = {one: many for one, many in times.items() if many >= _USUAL and many > len(groups) / 2}
    own = [remarks(*(one for one in some if one not in usual)) for some in said]
    return BalanceRows(
        [_balance_row(name, rows, warning) for (name, rows), warning in zip(groups, own, strict=True)], usual
    )


def _balance_row(group: str, rows: pd.DataFrame, warning: str) -> BalanceRow:
    first = rows.iloc[0]
    return BalanceRow(group, warning, by_label(rows), {name: first[name] for name in DENOMINATORS})


def by_label(rows: pd.DataFrame) -> dict[str, Record]:
    """Return the row of each label."""
    return {str(row["label"]): row for row in rows.to_dict("records")}


def claim_counts(tags: pd.DataFrame, codebook: Codebook) -> dict[str, int]:
    """Count what the table of speakers rests on: claims, those with a speaker, and the speakers."""
    claims = tags[tags["label"].isin(codebook.with_speaker)]
    said = claims[claims["speaker"] != ""]
    return {
        "claims": len(claims.drop_duplicates(_PLACE)),
        "said": len(said.drop_duplicates(_PLACE)),
        "speakers": said.get("person", said["speaker"]).nunique(),
    }


def passage_count(passages: pd.DataFrame) -> int:
    """Count passages, each once however many coders cut it."""
    return len(passages.drop_duplicates(_PLACE))
