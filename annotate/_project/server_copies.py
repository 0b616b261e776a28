"""Copies of a study on a server: its tables in a schema of its database, where nothing is copied as a file."""

import re
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import ProjectError
from annotate._project import backup
from annotate._project.migration import copy_tables
from annotate._project.store import Store

_TIME = "%Y%m%dt%H%M%S%f"
_MADE = re.compile(r"annotate_before_[a-z]+_(?P<time>\d{8}t\d{12})")


def keep(store: Store, why: str, *, pause: timedelta | None = None) -> str:
    """Copy a study's tables before much of it changes at once, and let the oldest of such copies go.

    Parameters
    ----------
    store : Store
        Of a study on a server.
    why : str
        What follows, for the name: ``repair``, ``import`` …
    pause : timedelta, optional
        Make none where one is there that is newer than this.

    Returns
    -------
    str
        The schema; nothing where none was made: there is a newer one, or whoever asks may make none.
    """
    schema = f"annotate_before_{why}_{datetime.now(UTC).strftime(_TIME)}"
    try:
        with store.writing() as connection:
            newest = next(iter(copies(connection)), None)
            if pause is not None and newest is not None and datetime.now(UTC) - _made(newest) < pause:
                return ""
            copy_tables(connection, schema)
            for old in copies(connection)[backup.KEPT :]:
                connection.exec_driver_sql(f"DROP SCHEMA {old} CASCADE")
    except ProjectError as error:
        if error.cause == "readonly":
            return ""
        raise
    return schema


def keep_any(store: Store, why: str, *, pause: timedelta | None = None) -> None:
    """Copy a study before much of it changes at once, whether it is a file or on a server."""
    if store.is_sqlite:
        backup.keep_copy(store.address.given, why, pause=pause)
    else:
        keep(store, why, pause=pause)


def copies(connection: Connection) -> list[str]:
    """Return the schemas that hold copies, the newest first."""
    found = [name for name in sa.inspect(connection).get_schema_names() if _MADE.fullmatch(name)]
    return sorted(found, key=_made, reverse=True)


def _made(schema: str) -> datetime:
    return datetime.strptime(schema.rpartition("_")[2], _TIME).replace(tzinfo=UTC)
