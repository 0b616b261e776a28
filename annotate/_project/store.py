"""The store: how a project's database is opened, written and guarded; `tables` says what is in it."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from annotate._errors import ProjectError
from annotate._project.address import Address
from annotate._project.database import cause_of, engine_of, sentence
from annotate._project.tables import SCHEMA_VERSION, facts, metadata


class Store:
    """One project's database: SQLite file or PostgreSQL.

    Parameters
    ----------
    where : str or Path
        A file, created if missing, or a URL such as ``postgresql+psycopg://user@host/db``.
    first_facts : callable
        Gives what a new project says of itself, besides its id and format. It stands from the first moment, even
        where two kernels make the project at once.

    Raises
    ------
    ProjectError
        Where it cannot be opened, is no project, or was made by a newer annotate.
    """

    def __init__(self, where: str | Path, first_facts: Callable[[], dict[str, str]]) -> None:
        self.address = Address.of(where)
        self.engine = engine_of(self.address)
        self.where = self.address.shown
        """The file, or the URL without its secrets."""
        with self.errors():
            self.facts = self._opened(first_facts)

    @property
    def is_sqlite(self) -> bool:
        """Whether the project is a file."""
        return self.engine.dialect.name == "sqlite"

    def _opened(self, first_facts: Callable[[], dict[str, str]]) -> dict[str, str]:
        with self.reading() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if "project" in tables:
                return self._checked(connection)
            if tables:
                raise ProjectError(
                    f"{self.where!r} is a database, but not a project of annotate. Give another file name."
                )
        with self.writing() as connection:
            # Two kernels may open a new project at the same moment: the second finds it made.
            if not sa.inspect(connection).has_table("project"):
                metadata.create_all(connection)
                made = {"schema_version": str(SCHEMA_VERSION), "project_id": uuid.uuid4().hex, **first_facts()}
                connection.execute(facts.insert(), [{"name": k, "value": v} for k, v in made.items()])
            return self._checked(connection)

    def _checked(self, connection: Connection) -> dict[str, str]:
        found = {name: value for name, value in connection.execute(sa.select(facts.c.name, facts.c.value))}
        if not (found.keys() >= {"project_id", "codebook"} and found.get("schema_version", "").isdecimal()):
            raise ProjectError(sentence(self.where, "malformed", ""), "malformed")
        version = int(found["schema_version"])
        if version > SCHEMA_VERSION:
            raise ProjectError(
                f"{self.where!r} was made by a newer annotate (project format {version}; this one knows up to "
                f"{SCHEMA_VERSION}). Update with `pip install --upgrade media-bias-annotate`. Nothing was changed."
            )
        return found

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Return a connection that sees one consistent state."""
        with self.errors(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Return a connection whose changes are on disk when the block ends, or not at all."""
        with self.errors(), self.engine.connect() as connection:
            connection = connection.execution_options(annotate_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn the database's errors into sentences."""
        try:
            yield
        except exc.DBAPIError as error:
            cause = cause_of(error.orig)
            raise ProjectError(sentence(self.where, cause, str(error.orig)), cause) from error

    def close(self) -> None:
        """Close every connection; the file is then whole without its ``-wal`` neighbour."""
        self.engine.dispose()
