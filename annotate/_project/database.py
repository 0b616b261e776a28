"""The database under a project: how it is connected to, how transactions begin, and what its errors mean."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine

from annotate._errors import ProjectError
from annotate._project import drive
from annotate._project.address import Address
from annotate._project.study_file import WAIT_SECONDS

_MISSING_DRIVER = "PostgreSQL needs one more package: run `pip install 'media-bias-annotate[postgresql]'`."


def engine_of(address: Address) -> Engine:
    """Return the engine of a study's database, with everything that its connections are told."""
    url = _file_url(address) if address.is_file else address.url
    try:
        engine = sa.create_engine(url, connect_args=_connect_args(url))
    except ModuleNotFoundError as error:
        raise ProjectError(_MISSING_DRIVER) from error
    if engine.dialect.name == "sqlite":
        mode = drive.journal_mode(address.path.parent) if address.is_file else "WAL"
        event.listen(engine, "connect", lambda connection, _record: _on_connect(connection, mode))
    else:
        event.listen(engine, "connect", _check_encoding)
    event.listen(engine, "begin", _on_begin)
    return engine


def _check_encoding(connection: Any, _record: object) -> None:
    """Refuse a database that cannot hold every text."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise ProjectError(
            f"The database {connection.info.dbname!r} keeps text as {encoding}, which has no room for many names and "
            "signs: make one with `createdb --encoding=UTF8 --template=template0 NAME`, and give its name."
        )


def _file_url(address: Address) -> URL:
    given, path = address.given, Path(address.given).expanduser()
    if path.is_dir():
        raise ProjectError(
            f"{given!r} is a folder. Choose a file name in it, such as {str(path / 'study.db')!r}.", "unable to open"
        )
    if not path.parent.is_dir():
        raise ProjectError(
            f"There is no folder {str(path.parent)!r}: make it, or choose another path than {given!r}.", "gone"
        )
    return URL.create("sqlite", database=address.path.as_uri(), query={**_file_options(address.path), "uri": "true"})


def _file_options(file: Path) -> dict[str, str]:
    """Return how SQLite may open a file: only a file that was never there is made."""
    if not file.exists():
        return {"mode": "rwc"}
    if os.access(file.parent, os.W_OK):
        return {"mode": "rw"}
    # Where nothing can be written beside it, SQLite must be told not to try; unless somebody who can has it open.
    return {"mode": "ro"} if Path(f"{file}-wal").exists() else {"immutable": "1"}


def _connect_args(url: URL) -> dict[str, bool | float]:
    # Widget messages arrive on subshell threads: a connection must be usable outside the thread that made it.
    is_sqlite = url.get_backend_name() == "sqlite"
    return {"check_same_thread": False, "timeout": WAIT_SECONDS} if is_sqlite else {}


def _on_connect(connection: sqlite3.Connection, journal_mode: str) -> None:
    connection.isolation_level = None  # BEGIN is ours: see _on_begin
    # What is written ahead is settled after each transaction: see `study_file.settle`.
    for pragma in (f"journal_mode={journal_mode}", "synchronous=FULL", "wal_autocheckpoint=0", "foreign_keys=ON"):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            # A read-only project can still be read; writing to it says why not.
            if cause_of(error) != "readonly":
                raise


def _on_begin(connection: Connection) -> None:
    # A writer that first reads and then asks for the write lock may be refused; one that asks at once waits.
    writes = connection.get_execution_options().get("annotate_writes", False)
    for statement in _BEGIN[connection.dialect.name == "sqlite", writes]:
        connection.exec_driver_sql(statement)


_LOCK = int.from_bytes(b"annotate")
"""The one lock that a project's writers take on a server: any number will do, if no other program uses it."""

_BEGIN = {
    (True, False): ["BEGIN"],
    (True, True): ["BEGIN IMMEDIATE"],
    (False, False): [],
    (False, True): [f"SELECT pg_advisory_xact_lock({_LOCK})", "SET LOCAL synchronous_commit = on"],
}
"""How a transaction begins, by whether it is SQLite's and whether it writes."""


_SENTENCES = {
    "locked": "Another program is writing to {where!r} and did not finish in time. Try again in a moment.",
    "readonly": "{where!r} can only be read: ask for the right to write, or copy the project to your own folder.",
    "full": "The disk of {where!r} is full: make room, then try again.",
    "not a database": "{where!r} is not a project: its content is no database. Choose another file name.",
    "malformed": "{where!r} is damaged. Keep the file, and take your last copy or export of it.",
    "unable to open": "{where!r} cannot be opened: check that the folder exists and that you may write in it.",
    "unreachable": "{where!r} does not answer. Check that the server runs and that its name, its port and your network "
    "are right; then go on.",
    "unknown": "The server does not let you into {where!r}: check the user's name and the password, which is read from "
    "~/.pgpass or the variable PGPASSWORD.",
    "no database": "There is no such database as {where!r} names: make it with `createdb --encoding=UTF8 "
    "--template=template0 NAME`, or check its name.",
    "too long": "{where!r} cannot keep so long a name: an article's id, a coder or a source has at most some 2,000 "
    "characters on a server.",
}


_SQLITE = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_READONLY": "readonly",
    "SQLITE_FULL": "full",
    "SQLITE_NOTADB": "not a database",
    "SQLITE_CORRUPT": "malformed",
    "SQLITE_CANTOPEN": "unable to open",
}
"""SQLite's codes; a longer one, such as SQLITE_READONLY_DBMOVED, is its beginning's."""

_POSTGRESQL = {
    "08001": "unreachable",  # sqlclient_unable_to_establish_sqlconnection
    "08003": "unreachable",  # connection_does_not_exist
    "08006": "unreachable",  # connection_failure
    "57P01": "unreachable",  # admin_shutdown
    "57P02": "unreachable",  # crash_shutdown
    "57P03": "unreachable",  # cannot_connect_now
    "57P05": "unreachable",  # idle_session_timeout
    "28000": "unknown",  # invalid_authorization_specification
    "28P01": "unknown",  # invalid_password
    "3D000": "no database",  # invalid_catalog_name
    "54000": "too long",  # program_limit_exceeded
    "25006": "readonly",  # read_only_sql_transaction
    "42501": "readonly",  # insufficient_privilege
    "53100": "full",  # disk_full
    "55P03": "locked",  # lock_not_available
    "XX001": "malformed",  # data_corrupted
    "XX002": "malformed",  # index_corrupted
}
"""PostgreSQL's codes (its manual, appendix A)."""


def cause_of(error: BaseException | None) -> str:
    """Return what a database's error is about, by its code; nothing where it is none of those known."""
    name = getattr(error, "sqlite_errorname", None) or ""
    known = (cause for code, cause in _SQLITE.items() if name == code or name.startswith(f"{code}_"))
    return next(known, "") or _POSTGRESQL.get(getattr(error, "sqlstate", None) or "", "") or _of_connection(error)


def _of_connection(error: BaseException | None) -> str:
    """Return what keeps a connection from a server: before the server has spoken, no code says so."""
    if getattr(error, "sqlstate", "none") is not None or type(error).__module__.partition(".")[0] != "psycopg":
        return ""
    said = str(error)
    if "does not exist" in said and "database" in said:
        return "no database"
    return "unknown" if any(word in said for word in ("password", "authentication", "role")) else "unreachable"


def sentence(where: str, cause: str, message: str) -> str:
    """Return what a person is told of a database's error."""
    if cause:
        return _SENTENCES[cause].format(where=where)
    return f"The database of {where!r} answered: {message.strip()}."
