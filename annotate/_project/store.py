"""The store: how a project's database is opened, written and guarded; `tables` says what is in it."""

import contextlib
import threading
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from annotate._errors import ProjectError
from annotate._project import migration, tables, word_index
from annotate._project.address import Address
from annotate._project.database import cause_of, engine_of, sentence
from annotate._project.study_file import StudyFile, open_to_group, settle
from annotate._project.tables import SCHEMA_VERSION, facts, metadata


class Store:
    """One project's database: SQLite file or PostgreSQL.

    Parameters
    ----------
    where : str or Path
        A file, created if missing, or a URL such as ``postgresql+psycopg://user@host/db``.
    first_facts : callable
        Returns what a new project says of itself, besides its id and format. It stands from the first moment, even
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
        self._file: StudyFile | None = None
        self._one_writer = threading.RLock()
        self._is_writing = False
        with self.errors():
            is_new = self.address.is_missing
            self.facts = self._opened(first_facts)
        if self.address.is_file:
            self._file = StudyFile(self.address.path)
        if is_new:  # from now on, a file that is not there is one that was taken away
            self.engine.dispose()
            open_to_group(self.address.path)
            self.engine = engine_of(self.address)

    @property
    def is_sqlite(self) -> bool:
        """Whether the project is a file."""
        return self.engine.dialect.name == "sqlite"

    def _opened(self, first_facts: Callable[[], dict[str, str]]) -> dict[str, str]:
        with self._connected() as connection:
            there = set(sa.inspect(connection).get_table_names())
            found = self._checked(connection) if "project" in there else None
            if found is None and there:
                raise ProjectError(
                    f"{self.where!r} is a database, but not a project of annotate. Choose another file name.",
                    "not a database",
                )
        if found is not None:
            return found if _version(found) == SCHEMA_VERSION else self._migrated()
        with self._connected(writes=True) as connection:
            # Two kernels may open a new project at the same moment: the second finds it made.
            if not sa.inspect(connection).has_table("project"):
                metadata.create_all(connection)
                word_index.make(connection)
                made = {"schema_version": str(SCHEMA_VERSION), "project_id": uuid.uuid4().hex, **first_facts()}
                connection.execute(facts.insert(), [{"name": k, "value": v} for k, v in made.items()])
            return self._checked(connection)

    def _checked(self, connection: Connection) -> dict[str, str]:
        found = {name: value for name, value in connection.execute(sa.select(facts.c.name, facts.c.value))}
        if not (found.keys() >= {"project_id", "codebook"} and found.get("schema_version", "").isdecimal()):
            raise ProjectError(sentence(self.where, "malformed", ""), "malformed")
        version = _version(found)
        if version < migration.EARLIEST:
            raise ProjectError(
                f"{self.where!r} says that it has project format {version}, and there is none before "
                f"{migration.EARLIEST}: it is damaged. Keep the file, and take your last copy or export of it.",
                "malformed",
            )
        if version > SCHEMA_VERSION:
            raise ProjectError(
                f"{self.where!r} was made by a newer annotate (project format {version}; this one knows up to "
                f"{SCHEMA_VERSION}). Update with `pip install --upgrade media-bias-annotate`. Nothing was changed.",
                "newer",
            )
        return found

    def _migrated(self) -> dict[str, str]:
        """Bring a project of an earlier format up to this one; another kernel may have done so a moment before."""
        kept = ""
        try:
            with self._connected(writes=True) as connection:
                version = _version(self._checked(connection))
                if version < SCHEMA_VERSION:
                    kept = migration.migrate(connection, version)
                found = self._checked(connection)
        except ProjectError as error:
            if error.cause == "readonly":
                raise ProjectError(
                    f"{self.where!r} was made by an earlier annotate and must be brought to project format "
                    f"{SCHEMA_VERSION}, but it can only be read. Ask who may write to it to open it once, or copy it "
                    "to a folder of your own and open the copy.",
                    "readonly",
                ) from error
            raise
        if kept:
            warnings.warn(
                f"{self.where!r} was made by an earlier annotate and now has project format {SCHEMA_VERSION}. As it "
                f"was before, it is kept as {kept!r}.",
                stacklevel=2,
            )
        return found

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Return a connection that sees one consistent state."""
        self._look_again()
        with self._connected() as connection:
            yield connection
        if torn := self._torn():
            raise torn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Return a connection whose changes are on disk, where the study is, when the block ends; or not at all."""
        with self._one_writer:
            self._look_again(writes=True)
            self._is_writing = True
            try:
                with self._connected(writes=True) as connection:
                    yield connection
                self._acknowledge()
            finally:
                self._is_writing = False

    @contextmanager
    def _connected(self, *, writes: bool = False) -> Iterator[Connection]:
        with self.errors(), self.engine.connect() as connection:
            if writes:
                connection = connection.execution_options(annotate_writes=True)
            elif not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
            if writes and self.is_sqlite:
                settle(connection.connection.driver_connection)

    def _acknowledge(self) -> None:
        """Refuse to call saved what is not in the file at the path."""
        if self._file is not None:
            self._file.check_same()
            self._file.remember()

    def _look_again(self, *, writes: bool = False) -> None:
        """Open the file again where another stands at the path, or somebody else wrote to it."""
        file = self._file
        if file is None or file.is_unchanged or (self._is_writing and file.is_same):
            return
        if writes or file.is_there:  # what was taken away can still be read, and saved elsewhere
            file.check_there()
            self._reopen(file)

    def _reopen(self, file: StudyFile) -> None:
        with self._one_writer:
            if not file.is_same:  # what this one wrote ahead must not meet the other's pages
                with contextlib.suppress(ProjectError), self.errors(), self.engine.connect() as connection:
                    settle(connection.connection.driver_connection)
            self.engine.dispose()
            file.remember()
            self.engine = engine_of(self.address)
            try:
                with self._connected() as connection:
                    found = self._checked(connection)
                if _version(found) != SCHEMA_VERSION:  # the copy of an earlier format was put back
                    found = self._migrated()
                if found["project_id"] != self.facts["project_id"]:
                    raise file.refuse_another()
                if _version(found) != SCHEMA_VERSION:  # a copy from before the last update
                    found = self._migrated()
            except ProjectError:
                file.forget()
                raise
            self.facts = found

    def _torn(self) -> ProjectError | None:
        """Return the error for a file that somebody wrote to while it was read without a lock."""
        if self._file is None or self._file.is_unchanged or "immutable" not in self.engine.url.query:
            return None
        return self._file.refuse_torn()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn the database's errors into sentences."""
        try:
            yield
        except exc.DBAPIError as error:
            if torn := self._torn():
                raise torn from error
            cause = cause_of(error.orig)
            if not cause and (lost := self._lost()):
                raise ProjectError(
                    f"{self.where!r} is damaged. {lost} Keep the file, and take your last copy or export of it.",
                    "malformed",
                ) from error
            raise ProjectError(sentence(self.where, cause, str(error.orig)), cause) from error

    def _lost(self) -> str:
        """Return which table or column an error may come from, or nothing."""
        with contextlib.suppress(exc.SQLAlchemyError), self.engine.connect() as connection:
            version = sa.select(facts.c.value).where(facts.c.name == "schema_version")
            # A study of an earlier format lacks what came later, and is whole.
            is_of_now = connection.execute(version).scalar() == str(SCHEMA_VERSION)
            return next(tables.lost(connection), "") if is_of_now else ""
        return ""

    def close(self) -> None:
        """Close every connection; the file is then whole without its ``-wal`` neighbour."""
        self.engine.dispose()


def _version(found: dict[str, str]) -> int:
    return int(found["schema_version"])
