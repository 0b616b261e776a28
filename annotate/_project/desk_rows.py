"""The desk as a table: every article with what one coder has done in it."""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._exact_text import TEXT
from annotate._project import about, answers, shelf, shelf_order, tables

_STEP = 5000
"""Articles asked for at a time: a database takes only so many values in one question."""

COUNTS = ("passages", "tagged", "unsure", "notes", "proposed")
COLUMNS = (*shelf_order.SHOWN, *COUNTS, "set_aside")


def desk_table(connection: Connection, coder: str) -> pd.DataFrame:
    """Return one row per article, in the order added; see `annotate.desk`."""
    number = tables.articles.c.article_number
    numbers = list(connection.execute(sa.select(number).order_by(number)).scalars())
    pieces = [numbers[at : at + _STEP] for at in range(0, len(numbers), _STEP)]
    rows = [row for piece in pieces for row in shelf.rows_of(connection, coder, piece)]
    reasons = about.set_aside(connection)
    told = [{**row, "set_aside": reasons.get(row["article_id"], "")} for row in rows]
    frame = pd.DataFrame(told, columns=list(COLUMNS), dtype=object)
    frame = frame.astype({**dict.fromkeys(COLUMNS, TEXT), **dict.fromkeys(COUNTS, "int64")})
    found = answers.on_articles(connection)
    said = answers.with_said(about.said(connection), found)
    return about.with_variables(frame, said, about.kinds(connection) | found.kinds)
