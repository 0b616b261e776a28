"""Where a study is: a file, or the URL of a database. What can be known of it without opening it is known here."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from sqlalchemy import exc
from sqlalchemy.engine import URL, make_url

from annotate._errors import ProjectError

_DIALECTS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
}
"""How a URL may begin, and what is meant: ``postgres://`` is what many servers' pages say."""

_OPEN = frozenset({"application_name", "connect_timeout", "host", "immutable", "mode", "port", "service", "sslmode",
                   "target_session_attrs", "uri"})  # fmt: skip
"""Parameters of a URL that are shown; any other may be a secret, such as ``password`` or ``sslpassword``."""

URL_VARIABLE = "ANNOTATE_PROJECT_URL"
"""The environment variable that notebooks take a project's URL from where it holds a password."""

_USER = re.compile("://[^/@]*@")


@dataclass(frozen=True)
class Address:
    """Where a study is.

    Parameters
    ----------
    given : str
        A path, or a URL such as ``postgresql+psycopg://user@host/db``.

    Examples
    --------
    >>> Address.of("postgres://mj:secret@host/db?sslpassword=x&sslmode=require").shown
    'postgresql+psycopg://mj:***@host/db?sslmode=require&sslpassword=hidden'
    >>> Address.of("study.db").is_file, Address.of("articles/study.db").name
    (True, 'study.db')
    """

    given: str

    @classmethod
    def of(cls, where: "str | Path | Address") -> Self:
        """Return the address of whatever names a study."""
        return cls(where.given if isinstance(where, Address) else str(where))

    @property
    def is_file(self) -> bool:
        """Whether a path was given; a URL of an SQLite file is a URL."""
        return "://" not in self.given

    @cached_property
    def path(self) -> Path:
        """The file, where it is one."""
        return Path(self.given).expanduser().resolve()

    @property
    def is_missing(self) -> bool:
        """Whether there is no such file; of a URL nothing is known before it is opened."""
        return self.is_file and not self.path.exists()

    @property
    def is_empty(self) -> bool:
        """Whether a file is there, and nothing in it: SQLite would take it for a new database."""
        return self.is_file and self.path.is_file() and self.path.stat().st_size == 0

    @property
    def name(self) -> str:
        """What a report calls it: the file's name, or the URL as it may be shown."""
        return self.path.name if self.is_file else self.shown

    @property
    def is_secret(self) -> bool:
        """Whether it is a URL that holds a password, or what may be another secret: it is written into no file."""
        return not self.is_file and (self.url.password is not None or not set(self.url.query) <= _OPEN)

    @property
    def opening(self) -> str:
        """The line of a notebook that opens the project; a URL with a secret comes from the environment.

        Examples
        --------
        >>> print(Address.of("postgresql://mj:secret@host/db").opening)
        # The project's URL holds a password: set ANNOTATE_PROJECT_URL to it before you start JupyterLab.
        import os
        project = annotate.open_project(os.environ["ANNOTATE_PROJECT_URL"])
        """
        if not self.is_secret:
            return f"project = annotate.open_project({self.given!r})"
        return (
            f"# The project's URL holds a password: set {URL_VARIABLE} to it before you start JupyterLab.\nimport os\n"
            f'project = annotate.open_project(os.environ["{URL_VARIABLE}"])'
        )

    @cached_property
    def shown(self) -> str:
        """The whole path, or the URL without its password and whatever else in it may be secret."""
        if self.is_file:
            return str(self.path)
        try:
            url = self.url
        except ProjectError:
            return _bare(self.given)
        query = {name: value if name in _OPEN else "hidden" for name, value in url.query.items()}
        return url.set(query=query).render_as_string(hide_password=True)

    @cached_property
    def url(self) -> URL:
        """The URL as SQLAlchemy takes it.

        Raises
        ------
        ProjectError
            Where it is none, or that of a database that no project can be kept in.
        """
        try:
            url = make_url(self.given)
            return url.set(drivername=_DIALECTS[url.drivername])
        except (exc.ArgumentError, ValueError, KeyError) as error:
            raise ProjectError(
                f"{_bare(self.given)!r} is no database URL that a project can be kept at: pass a file such as "
                "'study.db', or a PostgreSQL database as postgresql+psycopg://user@host:5432/database."
            ) from error


def _bare(url: str) -> str:
    """Return a URL that cannot be read without all that could be a secret in it."""
    return _USER.sub("://***@", url.partition("?")[0])
