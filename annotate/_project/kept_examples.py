"""Examples: passages that a coder keeps for the codebook while tagging; each its coder's own, said of its article."""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._exact_text import TEXT
from annotate._project import about, contents, decisions, tables
from annotate._project.rows import AnyRow, Change, Place, Span, page_of, span_of

_NAME = "example:"
"""Before a passage's start and end: it is kept as an example."""

COLUMNS = ("article_id", "source", "language", "start", "end", "text", "label", "coder")


def rows_of(connection: Connection, key: Place, *, kept: bool) -> list[Change]:
    """Return the row that keeps a tagged passage as an example, or does so no longer.

    Raises
    ------
    TagError
        Where the coder has no tag on the passage.
    """
    if kept and decisions.current(connection, key) is None:
        raise TagError(
            f"{key['coder']!r} has no tag on {key['start']}–{key['end']} of {key['article_id']!r}: tag the passage "
            "first; it is an example of its label."
        )
    is_kept = span_of(key) in of_coder(connection, **page_of(key))
    name = f"{_NAME}{key['start']}-{key['end']}"
    value = "kept" if kept else None
    return [] if is_kept == kept else [("article_log", {**page_of(key), "name": name, "value": value})]


def of_coder(connection: Connection, article_id: str, coder: str) -> list[Span]:
    """Return the passages of an article that a coder keeps as examples."""
    table = tables.article_values.c
    query = sa.select(table.name).where(table.article_id == article_id, table.coder == coder)
    return sorted(map(_span, connection.execute(query.where(table.name.startswith(_NAME))).scalars()))


def _span(name: str) -> Span:
    start, _, end = name.removeprefix(_NAME).partition("-")
    return int(start), int(end)


def examples(connection: Connection) -> pd.DataFrame:
    """Return all passages that are kept as examples, with the labels that they have now."""
    value, page = tables.article_values, tables.articles
    kept = sa.select(value.c.article_id, value.c.coder, value.c.name).where(value.c.name.startswith(_NAME))
    joined = kept.join(page, page.c.article_id == value.c.article_id).where(about.is_counted(value.c.article_id))
    rows: list[dict[str, object]] = []
    for article_id, coder, name in connection.execute(joined.order_by(page.c.article_number)):
        start, end = _span(name)
        key: Place = {"article_id": article_id, "coder": coder, "start": start, "end": end}
        found = decisions.current(connection, key)
        if found is not None:
            article = contents.article(connection, article_id)
            text = contents.text(connection, article["article_number"])[start:end]
            source, language = article["source"], article["language"]
            rows.append({**key, "source": source, "language": language, "text": text, "label": found["label"]})
    rows.sort(key=_place)
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return frame.astype({name: "int64" if name in ("start", "end") else TEXT for name in COLUMNS})


def _place(row: AnyRow) -> tuple[str, int]:
    return row["label"], row["start"]
