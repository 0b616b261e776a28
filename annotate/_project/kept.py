"""What is kept inside a project under a name: things made of its tags, that may be made again."""

from annotate._project import contents, tables
from annotate._project.store import Store

PREFIX = "kept:"
"""Stands before the names of what is kept, so that they are none of the project's own facts."""


class Kept:
    """Texts kept inside a project.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, name: str) -> str:
        """Return what was kept under a name; empty where nothing was."""
        with self._store.reading() as connection:
            return contents.fact(connection, PREFIX + name)

    def write(self, name: str, value: str) -> None:
        """Keep a text under a name, in place of the one before."""
        facts = tables.facts
        with self._store.writing() as connection:
            connection.execute(facts.delete().where(facts.c.name == PREFIX + name))
            connection.execute(facts.insert(), {"name": PREFIX + name, "value": value})
