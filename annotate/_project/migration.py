"""Migration: bring a project of an earlier format up to this one, all or nothing, after a copy of it was kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import tables


def migrate(connection: Connection, version: int) -> str:
    """Bring a project up to this format, within the transaction that was begun; return where its copy is.

    Parameters
    ----------
    connection : Connection
        One that writes: nobody else does meanwhile.
    version : int
        The project's format.
    """
    kept = _keep_copy(connection, version)
    for step in range(version, tables.SCHEMA_VERSION):
        _STEPS[step](connection)
    facts = tables.facts
    current = facts.update().where(facts.c.name == "schema_version").values(value=str(tables.SCHEMA_VERSION))
    connection.execute(current)
    return kept


# The copy ----------------------------------------------------------------------------------------------------


def _keep_copy(connection: Connection, version: int) -> str:
    if connection.dialect.name == "sqlite":
        return _copy_file(connection, version)
    return _copy_tables(connection, version)


def _copy_file(connection: Connection, version: int) -> str:
    """Copy the file beside it, whole or not at all; a copy that is there already is never written over."""
    file = next((row.file for row in connection.exec_driver_sql("PRAGMA database_list") if row.name == "main"), "")
    if not file:
        return ""
    path = Path(file)
    names = (f"{path.stem}.format{version}{nth}.backup{path.suffix}" for nth in ("", *(f"-{n}" for n in range(2, 100))))
    copy = next(free for name in names if not (free := path.with_name(name)).exists())
    part = copy.with_name(f".{copy.name}.part")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    part.replace(copy)
    return str(copy)


def _copy_tables(connection: Connection, version: int) -> str:
    """Copy the tables into a schema of their own: nothing on a server can be copied as a file from here."""
    inspector = sa.inspect(connection)
    taken = set(inspector.get_schema_names())
    names = [f"annotate_format_{version}", *(f"annotate_format_{version}_{n}" for n in range(2, 100))]
    schema = next(name for name in names if name not in taken)
    copy_tables(connection, schema)
    return f"schema {schema}"


def copy_tables(connection: Connection, schema: str) -> None:
    """Copy a project's tables, within the transaction that was begun, into a new schema of a server's database."""
    connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    quoted = connection.dialect.identifier_preparer.quote
    for name in sorted(set(sa.inspect(connection).get_table_names()) & set(tables.metadata.tables)):
        connection.exec_driver_sql(f"CREATE TABLE {schema}.{quoted(name)} AS TABLE {quoted(name)}")


# The steps ---------------------------------------------------------------------------------------------------


def _from_1_to_2(connection: Connection) -> None:
    """Add what is said of articles and of the study, answers to further questions, and sources by coder."""
    _add_texts(connection, [("tags", "answers"), ("tag_log", "answers"), ("source_log", "coder")])
    connection.exec_driver_sql("DROP INDEX source_log_by_key")
    _index(connection, tables.source_log, {"source_log_by_key"})
    for of, names in (
        (tables.passages, {"passages_proposed"}),
        (tables.tags, {"tags_unsure", "tags_with_note"}),
        (tables.decisions, {"decisions_made_here"}),
    ):
        _index(connection, of, names)
    new = [tables.article_values, tables.article_log, tables.study_values, tables.study_log, tables.staged]
    tables.metadata.create_all(connection, tables=new)


def _from_2_to_3(connection: Connection) -> None:
    """Add which machine suggested a tag, and find the tags of a speaker among all."""
    _add_texts(connection, [("tags", "machine"), ("tag_log", "machine")])
    _index(connection, tables.tags, {"tags_of_machines", "tags_by_speaker"})


def _add_texts(connection: Connection, columns: list[tuple[str, str]]) -> None:
    for table, column in columns:
        # With a default of the database's own, so that a kernel that still runs the earlier annotate can go on.
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


def _index(connection: Connection, table: sa.Table, names: set[str]) -> None:
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        if index.name in names:
            index.create(connection)


_STEPS: dict[int, Callable[[Connection], None]] = {1: _from_1_to_2, 2: _from_2_to_3}
"""By the format that a project has before the step."""

EARLIEST = min(_STEPS)
