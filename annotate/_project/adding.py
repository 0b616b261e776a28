"""Adding: read articles, cut them, and put them into a project, some hundred at a time.

Apart from `project`, which loads it when something is added: to open a study needs nothing that reads pages.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from annotate._articles.articles import checked_articles, read_articles
from annotate._articles.progress import with_progress
from annotate._errors import ArticleError
from annotate._exact_text import TEXT
from annotate._passages.passages import cut
from annotate._project import additions, copy_index, word_index
from annotate._project.store import Store

BATCH = 30
"""Articles added in one transaction: enough for speed, few enough that nobody else waits longer than for a tenth of a
second of the processor, as long as an article has some twenty passages."""

MOVED = 1
"""The same where a new version may take the tags of the old one with it, which costs thirty times as much."""


def add(store: Store, articles: pd.DataFrame | str | Path | Sequence[str | Path], changed: str) -> pd.DataFrame:
    """Add articles, as `Project.add` promises it."""
    if changed not in ("refuse", "new_version"):
        raise ArticleError(f"changed={changed!r} is unknown: use 'refuse' or 'new_version'.")
    if isinstance(articles, pd.DataFrame) and "problem" in articles.columns:
        table = checked_articles(articles)
    else:
        table = read_articles(articles)
    _index_what_is_there(store)
    outcomes: list[dict[str, str]] = []
    many = BATCH if changed == "refuse" else MOVED
    for first in with_progress(range(0, len(table), many), "Adding"):
        batch = table.iloc[first : first + many]
        cuts = cut(batch[batch["problem"] == ""])
        with store.writing() as connection:
            outcomes += additions.add_articles(connection, batch, cuts, changed)
            word_index.catch_up(connection, 2 * BATCH)
    return pd.DataFrame(outcomes, columns=["article_id", "outcome", "reason"], dtype=object).astype(TEXT)


def _index_what_is_there(store: Store) -> None:
    """Look at articles that an earlier annotate added, some at a time: others who write hardly wait."""
    is_done = False
    while not is_done:
        with store.writing() as connection:
            is_done = copy_index.catch_up(connection)
