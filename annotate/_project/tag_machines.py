"""Which machine suggested a tag: a column that only some studies have."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._codebook import Codebook
from annotate._project import about, tables

MACHINE = "machine"
"""The column's name. An article's variable or a question that somebody has called so keeps it."""


def own_columns(connection: Connection, codebook: Codebook) -> list[str]:
    """Return what a study has called its own further columns of tags: the articles' variables, and its questions."""
    return [*about.kinds(connection), *(one.name for one in codebook.questions_about("passage"))]


def machine_column(connection: Connection, own: Collection[str]) -> list[str]:
    """Return the column's name where any tag names a machine and no column of the study's own has it; else nothing."""
    if MACHINE in own:
        return []
    found = connection.execute(sa.select(sa.literal(1)).where(tables.of_machine).limit(1)).scalar()
    return [] if found is None else [MACHINE]
