"""Tables beside a project's own: derived from its texts, and made again where they are missing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def may(connection: Connection, names: Sequence[str], *rights: str) -> bool:
    """Whether these tables are all there, and whoever is connected may do these things with them."""
    inspector = sa.inspect(connection)
    if not all(inspector.has_table(name) for name in names):
        return False
    if connection.dialect.name == "sqlite":
        return True
    query = sa.select(*(sa.func.has_table_privilege(name, right) for name in names for right in rights))
    return all(connection.execute(query).one())


def may_make(connection: Connection) -> bool:
    """Whether whoever is connected may make tables."""
    if connection.dialect.name == "sqlite":
        return True
    return bool(connection.exec_driver_sql("SELECT has_schema_privilege(current_schema(), 'CREATE')").scalar())
