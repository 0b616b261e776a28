"""One coder's tags of each article, where a reader is to see one reading of it."""

import pandas as pd

from annotate._counting.columns import require
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._name_order import sort_key

_WHOLE = 0.9
"""Of an article's passages: whoever settled so many has settled the article."""


def one_coder_each(tags: pd.DataFrame, event: str, column: str) -> pd.DataFrame:
    """Return the tags on one event, of each article those of one coder: the adjudicated ones, or of who tagged most.

    Raises
    ------
    BalanceError
        Where a column is missing or no tag is on this event.
    """
    if not isinstance(tags, pd.DataFrame):
        raise BalanceError(f"A tag table is needed (project.tags() or read_csv), not a {type(tags).__name__}.")
    if column not in tags.columns:
        raise BalanceError(
            f"The tags have no column {column!r}: say which event each article is on, such as "
            f"project.correct(ids, {column}='the dyke'); annotate.same_event proposes it."
        )
    require(tags, "article_id", "source", "start", "end", "label", "coder")
    rows = tags[(tags[column].astype(object) == event).to_numpy(dtype=bool)]
    if rows.empty:
        known = ", ".join(repr(one) for one in tags[column].astype(object).dropna().unique()[:5])
        raise BalanceError(f"No tag is on an article whose {column} is {event!r}: there are {known or 'none'}.")
    text = {name: rows[name].astype(object).where(rows[name].notna(), "").astype(TEXT) for name in ("label", "source")}
    rows = rows.assign(**text)
    is_settled = (rows["origin"].astype(object) == "adjudication") if "origin" in rows.columns else rows["start"] < 0
    many = rows.assign(settled=is_settled).groupby(["article_id", "coder"], observed=True, sort=True)
    chosen = many.agg(settled=("settled", "sum"), tags=("start", "size")).reset_index()
    most = chosen.groupby("article_id")["tags"].transform("max")
    chosen["settled"] = chosen["settled"] >= _WHOLE * most  # a judge who settled a few passages did not read it all
    chosen = chosen.sort_values(["settled", "tags"], ascending=False, kind="stable").drop_duplicates("article_id")
    kept = rows.merge(chosen[["article_id", "coder"]], on=["article_id", "coder"])
    place = {name: nth for nth, name in enumerate(sorted(kept["source"].unique(), key=sort_key))}
    kept["_day"] = kept["published"].astype(TEXT) if "published" in kept.columns else ""
    kept["_source"] = [place[name] for name in kept["source"]]
    ordered = kept.sort_values(["_day", "_source", "article_id", "start"], kind="stable")
    return ordered.drop(columns=["_day", "_source"])


def source_of_each(rows: pd.DataFrame) -> dict[str, str]:
    """Return each article's source: where parts of it are another's, in whose voice it begins."""
    first = rows.sort_values("start", kind="stable").drop_duplicates("article_id")
    return dict(zip(first["article_id"], first["source"], strict=True))
