"""Projects as earlier versions of annotate made them: one of each format, to be opened by every later one.

``format_N.DIALECT.sql`` makes the tables as that version did, ``format_N.json`` holds the rows that it wrote, and
``format_N.tags.csv`` the tags that it then read.
"""

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project.address import Address

HERE = Path(__file__).parent


def make(where: Path | str, version: int) -> None:
    """Make a project of an earlier format."""
    address = Address.of(where)
    engine = sa.create_engine(f"sqlite:///{address.path}" if address.is_file else address.url)
    script = (HERE / f"format_{version}.{engine.dialect.name}.sql").read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, Any]]] = json.loads((HERE / f"format_{version}.json").read_text(encoding="utf-8"))
    with engine.begin() as connection:
        for statement in filter(str.strip, script.split(";\n")):
            connection.exec_driver_sql(statement)
        for name, some in rows.items():
            table = sa.table(name, *map(sa.column, some[0]))
            connection.execute(table.insert(), some)
        if engine.dialect.name == "postgresql":
            _go_on_counting(connection, [*rows])
    engine.dispose()


def _go_on_counting(connection: Connection, names: list[str]) -> None:
    """Rows were written with their numbers: the server's own counting goes on after them."""
    for name in names:
        for column in {"seq", "row"} & {one["name"] for one in sa.inspect(connection).get_columns(name)}:
            # Of a column that the server does not count there is no sequence, and nothing is set.
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), (SELECT max(\"{column}\") FROM {name}))"
            )
