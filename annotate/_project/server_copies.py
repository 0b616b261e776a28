"""Copies of a study on a server: its tables in a schema of its database, where nothing is copied as a file."""

import hashlib
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import ProjectError
from annotate._project import backup
from annotate._project.migration import copy_tables
from annotate._project.store import Store

_TIME = "%Y%m%dt%H%M%S%f"
_MADE = re.compile(r"annotate_before_[a-z]+_(?P<study>[0-9a-f]{8})_(?P<time>\d{8}t\d{12})")


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
    now = datetime.now(UTC).strftime(_TIME)
    try:
        with store.writing() as connection:
            schema = f"annotate_before_{why}_{_study(connection)}_{now}"
            newest = next(iter(copies(connection)), None)
            if pause is not None and newest is not None and datetime.now(UTC) - _made(newest) < pause:
                return ""
            copy_tables(connection, schema)
    except ProjectError as error:
        if error.cause == "readonly":
            return ""
        raise
    with suppress(ProjectError):  # one that is not let go now is let go next time
        _let_go(store)
    return schema


def _let_go(store: Store) -> None:
    """Take away the oldest copies; those of another owner are that owner's to take away."""
    with store.writing() as connection:
        owned = "SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = current_user"
        mine = {*connection.exec_driver_sql(owned).scalars()}
        for old in copies(connection)[backup.KEPT :]:
            if old in mine:
                connection.exec_driver_sql(f"DROP SCHEMA {old} CASCADE")


def keep_any(store: Store, why: str, *, pause: timedelta | None = None) -> None:
    """Copy a study before much of it changes at once, whether it is a file or on a server."""
    if store.is_sqlite:
        backup.keep_copy(store.address.given, why, pause=pause)
    else:
        keep(store, why, pause=pause)


def copies(connection: Connection) -> list[str]:
    """Return the schemas that hold copies of the study, the newest first; a database may hold several studies."""
    study = _study(connection)
    names = map(_MADE.fullmatch, sa.inspect(connection).get_schema_names())
    return sorted((one[0] for one in names if one and one["study"] == study), key=_made, reverse=True)


def _study(connection: Connection) -> str:
    """Return what stands for the study in its copies' names: each study has a schema of its own."""
    schema = str(connection.exec_driver_sql("SELECT current_schema()").scalar())
    return hashlib.sha256(schema.encode()).hexdigest()[:8]


def _made(schema: str) -> datetime:
    return datetime.strptime(schema.rpartition("_")[2], _TIME).replace(tzinfo=UTC)
