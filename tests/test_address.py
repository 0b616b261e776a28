"""Where a study is: a file or a URL, shown without its secrets."""

import sqlite3
from pathlib import Path

import psycopg
import pytest

from annotate._errors import ProjectError
from annotate._project.address import Address
from annotate._project.database import cause_of


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_url_is_the_same_database(scheme: str) -> None:
    url = Address.of(f"{scheme}://mj:secret@host:5433/db").url

    assert (url.drivername, url.host, url.port, url.database) == ("postgresql+psycopg", "host", 5433, "db")
    assert url.password == "secret"


@pytest.mark.parametrize(
    "given",
    [
        "postgres://mj:secret@host/db",
        "postgresql://host/db?user=mj&password=secret",
        "postgresql://host/db?sslpassword=secret&sslmode=require",
        "postgresql://mj:secret@host:port/db",
        "mysql://mj:secret@host/db?password=secret",
    ],
)
def test_no_secret_of_a_url_is_shown_or_said(given: str) -> None:
    address = Address.of(given)

    assert "secret" not in address.shown
    assert "secret" not in address.name
    assert "host" in address.shown


@pytest.mark.parametrize(
    "given", ["mysql://mj:secret@host/db", "postgresql://mj:secret@host:port/db?password=secret", "nonsense://x", "://"]
)
def test_what_no_project_can_be_kept_at_is_refused_with_the_way_to_write_it(given: str) -> None:
    with pytest.raises(ProjectError, match=r"no database URL .* pass a file such as") as caught:
        Address.of(given).url  # noqa: B018 - it raises

    assert "secret" not in str(caught.value)


def test_a_path_is_a_file_by_its_whole_name(tmp_path: Path) -> None:
    file = tmp_path / "study.db"
    assert Address.of(file).is_missing
    file.touch()

    address = Address.of(file)
    assert address.is_file
    assert address.is_empty
    assert (address.shown, address.name) == (str(file.resolve()), "study.db")


def test_a_databases_errors_are_told_apart_by_code_not_by_words() -> None:
    readonly, other = sqlite3.OperationalError("locked, full and malformed"), sqlite3.OperationalError("readonly")
    readonly.sqlite_errorname = "SQLITE_READONLY_DBMOVED"
    other.sqlite_errorname = "SQLITE_ERROR"

    assert cause_of(readonly) == "readonly"
    assert cause_of(other) == ""
    assert cause_of(psycopg.errors.DiskFull("x")) == "full"
    assert cause_of(psycopg.errors.InsufficientPrivilege("x")) == "readonly"
    assert cause_of(psycopg.errors.UndefinedTable("disk is full")) == ""
