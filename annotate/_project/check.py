"""Check a project: that its texts, passages, tags and logs still fit each other.

Nothing is changed unless asked for: see `repair`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._articles.articles import sha256
from annotate._codebook import Codebook
from annotate._errors import AnnotateError, CodebookError, ProjectError
from annotate._project import codebooks, decisions, tables, tallies, whose, word_index_check
from annotate._project.address import Address
from annotate._project.columns import asked
from annotate._project.project import Project
from annotate._project.repair import back_up, contradictions, derived, mend
from annotate._project.rows import AnyRow, Passage, Ruled, Stored, Tag
from annotate._project.statements import Row, all_of
from annotate._project.suspects import PORTION, may_be_wrong, odd_values
from annotate._tags import check_tag

_COPY = "Keep the file, and take this part from your last copy or export."
_REPAIR = "It can be derived again: `annotate check STUDY --repair`."


class Finding(NamedTuple):
    """One thing that does not fit."""

    check: str
    finding: str
    cure: str = _COPY
    article_id: str = ""
    coder: str = ""
    start: Any = None
    end: Any = None


Findings = Iterator[Finding]


def check_project(where: Project | str | Path, *, repair: bool = False) -> pd.DataFrame:
    """Check a project, and say what does not fit.

    Parameters
    ----------
    where : Project, str or Path
        An open project, or where one is: a file or a URL.
    repair : bool
        True to derive again what can be (current tags, tallies, lengths, indexes), and to settle what contradicts
        itself: of two tags of one coder that overlap the later stays, a tag that had moved to a new version and was
        brought back is withdrawn, a tag on no passage gets its passage. A copy is made first, beside the file or in a
        schema of a server's database; texts, and what the logs hold, are never touched.

    Returns
    -------
    DataFrame
        One row per finding, none where all is well: ``check`` (``database``, ``schema``, ``article``, ``passage``,
        ``tag``, ``log``, ``tally`` or ``index``), ``article_id``, ``coder``, ``start`` and ``end`` (empty or missing
        where it is not about one), ``finding``, ``cure`` and ``repaired``. With a repair,
        ``attrs["backup"]`` is the copy.

    Raises
    ------
    ProjectError
        Where there is no project, or it cannot be copied before a repair.

    Examples
    --------
    >>> import annotate, pandas as pd, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
    >>> check_project(project).empty
    True
    """
    if isinstance(where, Project):
        return _checked(where, repair=repair)
    address = Address.of(where)
    if address.is_missing:
        raise ProjectError(f"There is no project {address.given!r}: check the path.")
    if address.is_empty:  # opening it would make a new project of it, in which all is well
        return _unopened(Finding("database", "The file is empty: nothing of a project is left in it."))
    try:
        with Project(where) as project:
            return _checked(project, repair=repair)
    except ProjectError as error:
        if error.cause == "malformed":
            return _unopened(Finding("database", str(error)))
        raise
    except CodebookError as error:
        return _unopened(Finding("schema", f"The project's codebook cannot be read. {error}"))


def _unopened(finding: Finding) -> pd.DataFrame:
    """Return what keeps a project from being opened, and so from being repaired."""
    return _table([finding], [finding])


def _checked(project: Project, *, repair: bool) -> pd.DataFrame:
    found = _findings(project)
    if not repair or not found:
        return _table(found, found)
    copy = back_up(project)
    named = {one.check for one in found}
    whole = bool(named & {"database", "schema"})
    mend(project, None if whole else sorted({one.article_id for one in found} - {""}), words=whole or "index" in named)
    table = _table(found, _findings(project))
    table.attrs["backup"] = copy
    return table


def _table(found: list[Finding], left: list[Finding]) -> pd.DataFrame:
    rows = [{**one._asdict(), "repaired": one not in left} for one in found]
    names = ["check", "article_id", "coder", "start", "end", "finding", "cure", "repaired"]
    return pd.DataFrame(rows, columns=names, dtype=object).astype({"repaired": bool})


Ids = list[str] | None
"""Articles whose rows are looked at; None is all."""


def _findings(project: Project, *, every: bool = False) -> list[Finding]:
    """Return what does not fit; with `every`, each row is looked at, whether it can be wrong or not."""
    with project._store.reading() as connection:
        found = [*_database(connection), *_schema(connection)]
        if any(one.check == "schema" for one in found):
            return found  # the other checks would only stumble over the same
        ids = None if every else may_be_wrong(connection, _breaks_a_rule(connection))
        looked = (_values, _articles, _passages, _tags, _standing, _current, _logs, _tallies, _words)
        checks: tuple[Callable[[Connection, Ids], Findings], ...] = looked
        return [*found, *(one for check in checks for one in _done(check, connection, ids))]


def _done(check: Callable[[Connection, Ids], Findings], connection: Connection, ids: Ids) -> list[Finding]:
    """Do one check; whatever it stumbles over, such as bytes where a text should be, is a finding itself."""
    try:
        return list(check(connection, ids))
    except Exception as error:  # noqa: BLE001 - damage shows itself in any way
        return [Finding("database", f"Not all could be looked at ({type(error).__name__}): what is stored is damaged.")]


# The database and its tables ---------------------------------------------------------------------------------


def _database(connection: Connection) -> Findings:
    if connection.dialect.name != "sqlite":
        return
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding("database", f"SQLite says: {message}.", _REPAIR if "index" in message else _COPY)
    for table, row, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding("database", f"Row {row} of {table} belongs to a row of {other} that is not there.")


def _values(connection: Connection, _ids: Ids) -> Findings:
    for table, column in odd_values(connection):
        why = (
            f"The column {column!r} of {table!r} holds a value of another kind than its own: what is stored is damaged."
        )
        yield Finding("database", why)


def _schema(connection: Connection) -> Findings:
    for why in tables.lost(connection):
        yield Finding("schema", why)


def _rows(connection: Connection, table: sa.Table, kind: type[Row], ids: Ids = None) -> list[Row]:
    queries = asked(sa.select(table), table.c.article_id, ids) if "article_id" in table.c else [sa.select(table)]
    return [row for query in queries for row in all_of(connection, query, kind)]


def _texts(connection: Connection, ids: Ids) -> dict[str, str]:
    table, texts = tables.articles, tables.article_texts
    query = sa.select(table.c.article_id, texts.c.text).join_from(table, texts)
    return {
        article_id: text
        for some in asked(query, table.c.article_id, ids)
        for article_id, text in connection.execute(some)
    }


# Articles and passages ---------------------------------------------------------------------------------------


def _articles(connection: Connection, _ids: Ids) -> Findings:
    table, texts = tables.articles, tables.article_texts
    facts = (table.c[name] for name in ("article_number", "article_id", "article_sha256", "length"))
    query = sa.select(*facts, texts.c.text).join_from(table, texts, isouter=True).order_by(table.c.article_number)
    rows = connection.execute(query, execution_options={"yield_per": PORTION}).mappings()
    for number, row in enumerate(rows, start=1):
        article_id, text = row["article_id"], row["text"]
        if row["article_number"] != number:
            yield Finding("article", f"Its number is {row['article_number']}, its place {number}.", _COPY, article_id)
        if text is None:
            yield Finding("article", "Its text is missing.", _COPY, article_id)
        elif sha256(text) != row["article_sha256"]:
            why = "Its text is not the one that was added (the fingerprint differs): offsets of tags may be off."
            yield Finding("article", why, _COPY, article_id)
        elif row["length"] != len(text):
            yield Finding("article", f"Its length is {len(text)}, not {row['length']}.", _REPAIR, article_id)


def _passages(connection: Connection, ids: Ids) -> Findings:
    texts, rows = _texts(connection, ids), _rows(connection, tables.passages, Passage, ids)
    rows.sort(key=lambda row: (row["article_id"], str(row["start"]).zfill(12)))
    before: AnyRow = {"article_id": None, "end": 0}
    begins = {(row["article_id"], row["start"]) for row in rows}
    for row in rows:
        where = _where(row)
        if row["double_of"] is not None and (row["article_id"], row["double_of"]) not in begins:
            yield Finding(
                "passage", f"It is said to repeat a passage at {row['double_of']}, where none is.", _COPY, *where
            )
        if why := _misplaced(row, texts):
            yield Finding("passage", why, _COPY, *where)
            continue
        if row["article_id"] == before["article_id"] and row["start"] < before["end"]:
            yield Finding("passage", f"It overlaps {before['start']}–{before['end']}.", _COPY, *where)
        before = row


def _misplaced(row: Passage | Tag, texts: dict[str, str]) -> str:
    """Return why a span is none of its article's, or nothing."""
    text = texts.get(row["article_id"])
    start, end = row["start"], row["end"]
    if text is None:
        return "It is about an article that is not in the project, or has no text."
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return f"There is no passage {start!r}–{end!r} in an article of {len(text)} characters."
    return "" if text[start:end].strip() else "It holds no text."


def _where(row: AnyRow) -> tuple[Any, ...]:
    return row.get("article_id", ""), row.get("coder", ""), row.get("start"), row.get("end")


# Tags and logs -----------------------------------------------------------------------------------------------


def _tags(connection: Connection, ids: Ids) -> Findings:
    texts, every = _texts(connection, ids), codebooks.every_codebook(connection)
    for table in (tables.tags, tables.tag_log):
        allowed = every[:1] if table is tables.tags else every
        for row in _rows(connection, table, Tag, ids):
            kind = "tag" if table is tables.tags else "log"
            if (why := _misplaced(row, texts)) or (why := _wrong(row, allowed)):
                yield Finding(kind, why, _COPY, *_where(row))


def _breaks_a_rule(connection: Connection) -> Callable[[Ruled, sa.Table], bool]:
    every = codebooks.every_codebook(connection)
    return lambda row, table: bool(_wrong(row, every[:1] if table is tables.tags else every))


def _wrong(row: Ruled, codebooks: list[Codebook]) -> str:
    """Return which rule of the tag table a tag breaks by all of some codebooks, or nothing."""
    if not row["coder"]:
        return "It has no coder."
    if not row["label"]:
        return ""  # a withdrawn tag, in the log
    said = ""
    for codebook in codebooks:
        try:
            check_tag(codebook, row["label"], row["speaker"], row["speaker_kind"], row["origin"], row["score"])
        except AnnotateError as error:
            said = said or str(error)
        else:
            return ""
    return said


def _standing(connection: Connection, ids: Ids) -> Findings:
    """Find tags that another decision contradicts: on no passage, overlapping, counted twice."""
    for one in contradictions(connection, ids):
        yield Finding("tag", one.finding, _REPAIR, *_where(one.tag))


def _current(connection: Connection, ids: Ids) -> Findings:
    """Compare what stands now with what the logs derive."""
    for log, table in decisions.CURRENT.items():
        kept, from_log = whose.by_key(log, _rows(connection, table, Stored, ids)), derived(connection, log, ids)
        for key in sorted(from_log.keys() | kept.keys(), key=str):
            if from_log.get(key) != kept.get(key):
                row = kept.get(key) or from_log[key]
                yield Finding(_ABOUT[log], _differs(log, from_log.get(key), kept.get(key)), _REPAIR, *_where(row))


_ABOUT = {"tag_log": "tag", "article_log": "article", "study_log": "log"}


def _differs(log: str, from_log: AnyRow | None, kept: AnyRow | None) -> str:
    """Return how what stands now differs from its log."""
    if kept is None and from_log is not None:
        return f"The log's {_named(log, from_log)} is not among the current ones."
    if from_log is None and kept is not None:
        return f"The {_named(log, kept)} is in no log, or was withdrawn."
    differ = [name for name, value in (from_log or {}).items() if kept is not None and kept[name] != value]
    return f"It differs from the log in {', '.join(differ)}."


def _named(log: str, row: AnyRow) -> str:
    return f"tag {row['label']!r}" if log == "tag_log" else f"value of {row['name']!r}"


def _logs(connection: Connection, _ids: Ids) -> Findings:
    """Find rows of a log that no decision stands for."""
    made, other = tables.decisions, tables.decisions.alias("other")
    for name, log in decisions.LOGS.items():
        orphans = sa.select(log).where(~sa.exists().where(made.c.seq == log.c.seq)).order_by(log.c.row)
        for row in connection.execute(orphans).mappings():
            why = f"Row {row['row']} of {name} belongs to no decision."
            yield Finding("log", why, _COPY, *_where(dict(row)))
    named = {
        name: sa.and_(made.c[name].is_not(None), ~sa.exists().where(other.c.seq == made.c[name]))
        for name in ("undoes", "undone_by")
    }
    for row in connection.execute(sa.select(made).where(sa.or_(*named.values())).order_by(made.c.seq)).mappings():
        for name, is_missing in named.items():
            if connection.execute(sa.select(made.c.seq).where(made.c.seq == row["seq"], is_missing)).first():
                why = f"Decision {row['seq']} names a decision {row[name]} that is not there."
                yield Finding("log", why, _COPY, row["article_id"], row["coder"])


def _tallies(connection: Connection, _ids: Ids) -> Findings:
    kept, counted = tallies.kept(connection), tallies.counted(connection)
    for tally in sorted(kept.keys() | counted.keys()):
        if kept[tally] != counted[tally]:
            why = f"The tally of {tally.what} {tally.name!r} says {kept[tally]}; there are {counted[tally]}."
            yield Finding("tally", why, _REPAIR, tally.article_id, tally.coder)


def _words(connection: Connection, _ids: Ids) -> Findings:
    for why in word_index_check.faults(connection):
        yield Finding("index", why, _REPAIR)
