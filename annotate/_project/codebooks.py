"""The study's codebook, with all that came before it, as it stands in the project."""

import json
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._codebook import Codebook
from annotate._codebook_versions import Versions
from annotate._known_codebooks import make_known
from annotate._project import statements, tables
from annotate._project.rows import Fact

NAME = "codebook"
"""Under this name stand the codebook's versions, once there is more than one."""


def versions(connection: Connection) -> Versions:
    """Return the study's codebook with all that came before it."""
    said = statements.first(connection, tables.study_values, {"name": NAME}, Fact)
    if said is not None:
        return _read(said["value"])
    made_with = statements.first(connection, tables.facts, {"name": "codebook"}, Fact)
    return _first(made_with["value"] if made_with else "")


def read_by(connection: Connection) -> Codebook:
    """Return the codebook that stands, once it is known that tags of earlier versions are read by it."""
    standing = versions(connection)
    if len(standing.all) > 1:  # perhaps by somebody else's revision
        make_known(standing.newest, *(version.codebook for version in standing.all[:-1]))
    return standing.newest


@lru_cache(8)
def _first(text: str) -> Versions:
    return Versions.first(Codebook.from_yaml(text))


@lru_cache(8)
def _read(text: str) -> Versions:
    return Versions.from_list(json.loads(text))


def every_codebook(connection: Connection) -> list[Codebook]:
    """Return every codebook that tags were ever made with, the one that stands first; also those taken back."""
    log = tables.study_log.c
    said = connection.execute(sa.select(log.value).where(log.name == NAME, log.value.is_not(None))).scalars().all()
    found = [version.codebook for value in said for version in _read(value).all]
    return [versions(connection).newest, *found]
