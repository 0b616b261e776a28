"""The numbers of a report: agreement, balance, and what the table of speakers rests on."""

from typing import Any

import pandas as pd

from annotate._agreement.agreement_table import WITH_EXCLUDED, WITHOUT_SUGGESTIONS, agreement
from annotate._codebook import Codebook
from annotate._variables import shown
from annotate._wording import remarks

DENOMINATORS = ("passages", "articles", "coders", "excluded", "untagged")

_KEYS = {"all": "all", WITH_EXCLUDED: "all_with_excluded", WITHOUT_SUGGESTIONS: "all_without_suggestions"}

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


def balance_rows(table: pd.DataFrame, by: str = "source") -> list[dict[str, Any]]:
    """Return one row per group of a balance: its denominators, its warning, and for each label its share."""
    groups = table.groupby(by, sort=False, observed=True, dropna=False)
    return [_balance_row(shown(group), rows) for group, rows in groups]


def _balance_row(group: str, rows: pd.DataFrame) -> dict[str, Any]:
    first = rows.iloc[0]
    shares = {str(row["label"]): row for row in rows.to_dict("records")}
    warning = remarks(*dict.fromkeys(rows["warning"]))
    return {"group": group, "warning": warning, "shares": shares, **{name: first[name] for name in DENOMINATORS}}


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
