"""Backups: whole copies of a study's file, made while it is in use, and how one takes the study's place again.

A copy is kept before anything that changes much at once: a migration, a repair, an import, a revision, a restoring.
The newest few stay, `KEPT` of them.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd

from annotate._errors import ProjectError
from annotate._project.address import Address
from annotate._project.study_file import open_to_group

KEPT = 5
"""How many of the copies that are made by themselves stay beside a study; a backup that somebody asked for stays."""

OLD = timedelta(days=7)
"""After this a backup is called old."""

PAUSE = timedelta(hours=1)
"""Before an import, a copy that is newer than this is enough: many small imports make one copy."""

_TIME = "%Y%m%dT%H%M%S%fZ"
_MADE = re.compile(r"\.(?P<why>backup|before-[a-z-]+)-(?P<time>\d{8}T\d{12}Z)$")


def back_up(where: str | Path, to: str | Path | None = None) -> Path:
    """Copy a study's file, whole, while it is in use.

    Parameters
    ----------
    where : str or Path
        The study's file.
    to : str or Path, optional
        The file to make; where left out, one beside the study with the time in its name. None is written over.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    ProjectError
        Where the study is on a server or damaged, or the copy cannot be made.

    Examples
    --------
    >>> import annotate, tempfile, pathlib
    >>> study = pathlib.Path(tempfile.mkdtemp()) / "study.db"
    >>> annotate.open_project(study).close()
    >>> back_up(study, study.with_name("safe.db")).name
    'safe.db'
    """
    file = _file(where)
    target = named(file, "backup") if to is None else Path(to).expanduser().resolve()
    if target.is_dir():
        target /= named(file, "backup").name
    if target.exists():
        raise ProjectError(f"{str(target)!r} is there already, and no backup is written over: give another name.")
    return _copied(file, target)


def keep_copy(where: str | Path, why: str, *, pause: timedelta | None = None) -> Path | None:
    """Copy a study's file before much of it changes at once, and let the oldest of such copies go.

    Parameters
    ----------
    where : str or Path
        The study's file; `server_copies` copies a study on a server.
    why : str
        What follows, for the name: ``repair``, ``import`` …
    pause : timedelta, optional
        Make none where one is there that is newer than this.

    Returns
    -------
    Path or None
        The copy, or None where none was made.
    """
    address = Address.of(where)
    if not address.is_file:
        return None
    newest = next(iter(backups(address.path)), None)
    if pause is not None and newest is not None and datetime.now(UTC) - newest.made < pause:
        return None
    copy = _copied(address.path, named(address.path, f"before-{why}"), must_be_whole=False)
    for old in [one for one in backups(address.path) if one.why != "backup"][KEPT:]:
        old.path.unlink(missing_ok=True)
    return copy


def named(file: Path, why: str) -> Path:
    """Return the name of a copy of a study that is made now."""
    return file.with_name(f"{file.stem}.{why}-{datetime.now(UTC).strftime(_TIME)}{file.suffix}")


@dataclass(frozen=True)
class Backup:
    """One copy of a study, beside it."""

    path: Path
    why: str
    made: datetime


def backups(file: Path) -> list[Backup]:
    """Return the copies beside a study's file, the newest first."""
    found = []
    for path in file.parent.glob(f"{_escaped(file.stem)}.*{_escaped(file.suffix)}"):
        made = _MADE.fullmatch(path.name[len(file.stem) : len(path.name) - len(file.suffix)])
        if made:
            time = datetime.strptime(made["time"], _TIME).replace(tzinfo=UTC)
            found.append(Backup(path, made["why"], time))
    return sorted(found, key=lambda one: one.made, reverse=True)


def _escaped(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def remark(where: str | Path) -> str:
    """Return a sentence where a week's work and more has no backup beside it; else nothing."""
    address = Address.of(where)
    if not address.is_file or not (begun := _begun(address.path)):
        return ""
    newest = next(iter(backups(address.path)), None)
    age = datetime.now(UTC) - (begun if newest is None else newest.made)
    if age < OLD:
        return ""
    advice = f"make one with `annotate backup {address.path.name}`."
    return (
        f"There is no backup beside it: {advice}"
        if newest is None
        else (f"Its newest backup is {age.days} days old: {advice}")
    )


def _begun(file: Path) -> datetime | None:
    """Return when the first decision of a study was made; None where there is none, or it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as read:
            (first,) = read.execute("SELECT decided_at FROM decisions ORDER BY seq LIMIT 1").fetchone() or (None,)
        return None if first is None else datetime.fromisoformat(first)
    except (sqlite3.Error, ValueError):
        return None


def _file(where: str | Path) -> Path:
    address = Address.of(where)
    if not address.is_file:
        raise ProjectError(
            f"{address.shown!r} is on a server: back it up with `pg_dump --format=custom --file=study.dump DATABASE`, "
            "and restore it with `pg_restore --clean --if-exists --dbname=DATABASE study.dump`; see "
            "docs/postgresql.md."
        )
    if not address.path.exists() or address.is_empty:
        raise ProjectError(f"There is no study {address.given!r}: check the path.")
    return address.path


def _copied(source: Path, target: Path, *, must_be_whole: bool = True) -> Path:
    """Copy a database whole or not at all, as SQLite does it beside whoever writes."""
    part = target.with_name(f".{target.name}.part")
    try:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(part)) as written:
            read.execute("PRAGMA busy_timeout=10000")
            read.backup(written)
            written.execute("PRAGMA journal_mode=DELETE")
            said = written.execute("PRAGMA quick_check(1)").fetchone()[0] if must_be_whole else "ok"
        if said != "ok":
            raise sqlite3.DatabaseError(said)
        open_to_group(part)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise ProjectError(
            f"{str(source)!r} cannot be copied to {str(target)!r}, so nothing was changed: {error}. Where the study is "
            "damaged, `annotate restore STUDY --salvage` saves what can be read."
        ) from error
    return target


# Restoring ---------------------------------------------------------------------------------------------------


def _decisions(file: Path) -> pd.DataFrame:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as read:
        rows = read.execute("SELECT decision_id, coder, kind, decided_at, article_id FROM decisions").fetchall()
    return pd.DataFrame(rows, columns=["decision_id", "coder", "kind", "decided_at", "article_id"])


def _fact(file: Path, name: str) -> str:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as read:
        found = read.execute("SELECT value FROM project WHERE name = ?", [name]).fetchone()
    return "" if found is None else str(found[0])


def lost_by_restoring(where: str | Path, copy: str | Path) -> pd.DataFrame:
    """Return what a study would lose if a copy took its place: the decisions that the copy has not.

    Returns
    -------
    DataFrame
        One row per coder: ``coder``, ``decisions``, ``articles`` (how many they are about), ``first`` and ``last``
        (when they were made, UTC). None where nothing would be lost.

    Raises
    ------
    ProjectError
        Where either cannot be read, or the copy is another study's.
    """
    file, other = Address.of(where).path, _file(copy)
    try:
        if _fact(other, "project_id") == "":
            raise ProjectError(f"{str(other)!r} is no copy of a study.")
        if _fact(file, "project_id") != _fact(other, "project_id"):
            raise ProjectError(f"{str(other)!r} is a copy of another study than {str(file)!r}: nothing was changed.")
        here, there = _decisions(file), _decisions(other)
    except sqlite3.Error as error:
        raise ProjectError(
            f"{str(file)!r} or {str(other)!r} cannot be read ({error}), so nobody can say what would be lost. Save "
            f"what can be read with `annotate restore {file.name} --salvage`, then move the copy to the study's place."
        ) from error
    lost = here[~here["decision_id"].isin(there["decision_id"])]
    return (
        lost.groupby("coder")
        .agg(
            decisions=("decision_id", "size"),
            articles=("article_id", "nunique"),
            first=("decided_at", "min"),
            last=("decided_at", "max"),
        )
        .reset_index()
    )


def restore(where: str | Path, copy: str | Path) -> Path:
    """Put a copy in a study's place, in one step, also while notebooks have it open; return where the study is kept.

    Raises
    ------
    ProjectError
        Where the copy is not whole, or another study's; nothing is changed then.
    """
    file, other = Address.of(where).path, _file(copy)
    lost_by_restoring(file, other)
    kept = keep_copy(file, "restore")
    try:
        with closing(sqlite3.connect(other)) as read, closing(sqlite3.connect(file)) as written:
            if read.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError(f"{other} is damaged")
            written.execute("PRAGMA busy_timeout=10000")
            read.backup(written)
            written.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise ProjectError(f"{str(file)!r} stays as it was: {error}.") from error
    assert kept is not None  # noqa: S101 - a file always is copied
    return kept
