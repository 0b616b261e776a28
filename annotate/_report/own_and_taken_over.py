"""What an outlet wrote itself beside what it took over: from an agency, or word for word from another source."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from annotate._alike.near_copies import Copied, copied
from annotate._balance import balance
from annotate._codebook import Codebook
from annotate._frames import Record
from annotate._report.numbers import by_label
from annotate._suggestions.agencies import agency_at

COPIES_UP_TO = 3000
"""Articles among which copies are looked for: of more it takes longer than the report."""


def copies_in(articles: pd.DataFrame) -> Copied | None:
    """Return which articles of a study have copies; None where texts are unknown, or so many that it takes long."""
    return copied(articles) if "text" in articles and 1 < len(articles) <= COPIES_UP_TO else None


def taken_over(found: Copied, passages: pd.DataFrame) -> set[str]:
    """Return the articles that share their text with another source, or name an agency as the one who wrote it.

    Parameters
    ----------
    found : Copied
    passages : DataFrame
        ``article_id, start, text`` (`Project.passages`).
    """
    texts = passages.sort_values("start").groupby("article_id", observed=True)["text"]
    named = {str(article_id) for article_id, text in texts if agency_at(text.tolist())}
    return found.across | named


class Whose(NamedTuple):
    """A source's own articles, or those that it took over, with a row of the balance for each label."""

    source: str
    is_own: bool
    articles: int
    shares: Mapping[str, Record]


def own_beside_taken_over(
    tags: pd.DataFrame, found: Copied | None, passages: pd.DataFrame | None, codebook: Codebook
) -> list[Whose]:
    """Return two rows for each source that has both: its own articles, and those that it took over."""
    if passages is None or found is None or tags.empty:
        return []
    is_own = ~tags["article_id"].isin(taken_over(found, passages))
    table = balance(tags.assign(is_own=is_own.map({True: "own", False: "taken over"})), by=["source", "is_own"],
                    codebook=codebook)  # fmt: skip
    both = table.groupby("source", observed=True)["is_own"].transform("nunique") == 2
    groups = table[both].groupby(["source", "is_own"], observed=True, sort=False)
    return [
        Whose(str(source), whose == "own", int(rows["articles"].iloc[0]), by_label(rows))
        for (source, whose), rows in groups
    ]
