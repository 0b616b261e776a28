"""Going back: undo and redo, by appending again; and only what is still one's own.

Undo writes back what stood before a decision, redo writes its rows once more, so that the logs only ever grow. Where
somebody's or something's later decision stands on the same thing, neither is done: the decision is passed over, with a
sentence, and the next undo goes on to the one before it.
"""

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import contents, decisions, revising, source_marks, statements, tables
from annotate._project.decisions import ADD, FOLLOW, IMPORT, LOGS, MOVE, REPAIR
from annotate._project.rows import AnyRow, Decision, Page, Tag, span_of

Logged = tuple[str, AnyRow]
"""The name of a log, and one of its rows."""
Thing = tuple[str, tuple[Any, ...]]
"""What a log's row is about: the log's name, and its key."""

PASSED = "passed"
"""The kind of the row that says: an undo or a redo passed over this decision, which stays as it is."""

_REFUSED = {
    "undo": "Not undone: {why}. It stays as it is; your next undo takes what you decided before it.",
    "redo": "Not done again: {why}. It stays as it is.",
}


class WentBack(NamedTuple):
    """What became of an undo or a redo."""

    article_id: str
    refused: str = ""
    """Why nothing was changed: a sentence, or empty."""


class _LaterError(Exception):
    """Something later stands on what would be changed; the message says what."""


def undo(connection: Connection, coder: str, decision_id: str, kinds: Iterable[str] = ()) -> WentBack | None:
    """Take back the coder's newest decision that stands (of some kinds only); None where there is none."""
    table = tables.decisions
    stands = sa.func.coalesce(table.c.undone_by, 0) == 0  # not "is null": the index of what was undone is no way here
    newest = sa.select(table).where(table.c.coder == coder, stands, _is_own(table, kinds))
    target = _one(connection, newest.order_by(table.c.seq.desc()))
    return None if target is None else _go(connection, "undo", target, decision_id)


def undo_that(connection: Connection, coder: str, decision_id: str, that: str) -> WentBack | None:
    """Take back one decision of a coder's, whatever she decided since; None where it does not stand."""
    table = tables.decisions
    known = sa.select(table).where(table.c.decision_id == that, table.c.coder == coder, table.c.undone_by.is_(None))
    target = _one(connection, known.where(_is_own(table)))
    return None if target is None else _go(connection, "undo", target, decision_id)


def redo(connection: Connection, coder: str, decision_id: str, kinds: Iterable[str] = ()) -> WentBack | None:
    """Write the coder's last undone decision (of some kinds only) again; None where there is none."""
    table, back = tables.decisions, tables.decisions.alias("back")
    was_passed = sa.exists().where(back.c.seq == table.c.undone_by, back.c.kind == PASSED)
    stands = sa.or_(table.c.undone_by.is_(None), was_passed)
    own = sa.select(table.c.seq).where(table.c.coder == coder, _is_own(table, kinds), stands)
    last = connection.execute(own.order_by(table.c.seq.desc()).limit(1)).scalar() or 0
    undone = sa.select(table).where(table.c.coder == coder, table.c.undone_by > last, ~was_passed)
    undone = undone.where(_is_own(table, kinds))
    target = _one(connection, undone.order_by(table.c.undone_by.desc()))
    return None if target is None else _go(connection, "redo", target, decision_id)


def _one(connection: Connection, query: sa.Select[Any]) -> Decision | None:
    return next(iter(statements.all_of(connection, query.limit(1), Decision)), None)


def _is_own(table: sa.Table, kinds: Iterable[str] = ()) -> sa.ColumnElement[bool]:
    of_kinds = [table.c.kind.in_(tuple(kinds))] if kinds else []
    nobodys = ("undo", "redo", PASSED, MOVE, ADD, REPAIR, FOLLOW)
    return sa.and_(*of_kinds, tables.not_imported, table.c.kind.not_in(nobodys))


def refused_before(connection: Connection, decision_id: str) -> str:
    """Return a sentence where this undo or redo was refused when it first came; else nothing."""
    table = tables.decisions.c
    found = connection.execute(sa.select(table.kind).where(table.decision_id == decision_id)).scalar()
    return _REFUSED["undo"].format(why="something decided since stands in its way") if found == PASSED else ""


def _go(connection: Connection, step: str, target: Decision, decision_id: str) -> WentBack:
    """Undo or redo one decision; or pass it over where something later stands in the way."""
    about = {"coder": target["coder"], "article_id": target["article_id"], "decision_id": decision_id}
    is_revision = target["kind"] == revising.REVISE
    rows = _written(connection, target["seq"], ["study_log"] if is_revision else LOGS)
    shown = target["article_id"] or next((row["article_id"] for _, row in rows if "article_id" in row), "")
    try:
        with connection.begin_nested():
            seq = (_take_back if step == "undo" else _bring_back)(connection, target, rows, about)
            if is_revision:
                _tags_go_back(connection, target["seq"] if step == "undo" else target["undone_by"] or 0, seq)
            _check_pages(connection, rows)
            if why := revising.refuse_earlier(connection, rows):
                raise _LaterError(why)
    except _LaterError as later:
        seq = decisions.begin(connection, PASSED, **about, undoes=target["seq"])
        _mark(connection, target["seq"], seq)
        return WentBack(shown, _REFUSED[step].format(why=later))
    return WentBack(shown)


def _take_back(connection: Connection, target: Decision, rows: list[Logged], about: AnyRow) -> int:
    first, last = _by_thing(reversed(rows)), _by_thing(rows)
    for (log, _), row in last.items():
        now = decisions.latest(connection, log, decisions.key_of(log, row))
        if _origin(connection, log, now) != row["row"]:
            raise _LaterError(_later(connection, log, now))
    _check_stretch(connection, last)
    seq = decisions.begin(connection, "undo", **about, undoes=target["seq"])
    for (log, _), row in reversed(first.items()):
        decisions.append(connection, log, seq, _before(connection, log, row))
    _mark(connection, target["seq"], seq)
    return seq


def _tags_go_back(connection: Connection, source: int, seq: int) -> None:
    """Let a revision's tags be what they were before it (or before its undo), unless somebody decided since."""
    if why := revising.is_later_decided(connection, source):
        raise _LaterError(why)
    revising.go_back(connection, source, seq)
    if why := revising.check_labels(connection):
        raise _LaterError(why)


def _bring_back(connection: Connection, target: Decision, rows: list[Logged], about: AnyRow) -> int:
    undone_by = target["undone_by"] or 0
    left = _by_thing(_written(connection, undone_by, {log for log, _ in rows}))
    last = _by_thing(rows)
    for thing, row in left.items():
        now = decisions.latest(connection, thing[0], decisions.key_of(thing[0], row))
        if thing in last and _origin(connection, thing[0], now) != _origin(connection, thing[0], row):
            raise _LaterError(_later(connection, thing[0], now))
    seq = decisions.begin(connection, "redo", **about, undoes=undone_by)
    for (log, _), row in last.items():
        decisions.append(connection, log, seq, _content(row))
    _mark(connection, target["seq"], None)
    return seq


def _mark(connection: Connection, seq: int, undone_by: int | None) -> None:
    table = tables.decisions
    connection.execute(table.update().where(table.c.seq == seq).values(undone_by=undone_by))


# What a decision wrote ---------------------------------------------------------------------------------------


def _written(connection: Connection, seq: int, logs: Iterable[str]) -> list[Logged]:
    """Return all that one decision wrote into these logs, in the order of writing within each."""
    return [
        (log, row)
        for log, table in LOGS.items()
        if log in logs
        for row in sorted(
            statements.every(connection, table, {"seq": seq}, dict[str, Any]), key=lambda row: int(row["row"])
        )
    ]


def _by_thing(rows: Iterable[Logged]) -> dict[Thing, AnyRow]:
    """Return the last of the rows about each thing: a log's name, and what its row is about."""
    return {(log, tuple(row[name] for name in tables.KEYS[log])): row for log, row in rows}


def _content(row: AnyRow) -> AnyRow:
    return {name: value for name, value in row.items() if name not in ("seq", "row")}


def _before(connection: Connection, log: str, row: AnyRow) -> AnyRow:
    """Return what stood before a log's row was written, as a row to write."""
    key = decisions.key_of(log, row)
    earlier = decisions.latest(connection, log, key, before=row["row"])
    return _content(earlier) if earlier else {**key, **decisions.nothing(connection, log, key)}


# Whose it is that stands -------------------------------------------------------------------------------------


def origin(connection: Connection, log: str, row: AnyRow | None) -> AnyRow | None:
    """Return the row in which what this one says was first decided: an undo and a redo only say it again."""
    while row is not None:
        made = _decision(connection, row["seq"])
        if made["kind"] == "undo":
            first = _of_decision(connection, log, made["undoes"], row, newest=False)
            row = (
                row
                if first is None
                else decisions.latest(connection, log, decisions.key_of(log, row), before=first["row"])
            )
            if first is None:
                return row
        elif made["kind"] == "redo":
            undone = _decision(connection, made["undoes"])
            return _of_decision(connection, log, undone["undoes"], row, newest=True) or row
        else:
            return row
    return None


def _origin(connection: Connection, log: str, row: AnyRow | None) -> int:
    found = origin(connection, log, row)
    return 0 if found is None else int(found["row"])


def _decision(connection: Connection, seq: int) -> AnyRow:
    found = statements.first(connection, tables.decisions, {"seq": seq}, Decision)
    return found or {"kind": "", "coder": "", "undoes": None}


def _of_decision(connection: Connection, log: str, seq: int, row: AnyRow, *, newest: bool) -> AnyRow | None:
    """Return a decision's first or newest row about the same thing as another row."""
    table = LOGS[log]
    same = [table.c[name] == value for name, value in decisions.key_of(log, row).items()]
    order = table.c.row.desc() if newest else table.c.row
    query = sa.select(table).where(table.c.seq == seq, *same).order_by(order).limit(1)
    return next(iter(statements.all_of(connection, query, dict[str, Any])), None)


def _check_stretch(connection: Connection, rows: dict[Thing, AnyRow]) -> None:
    """Refuse to take back a source's end where another source was set later before it: that one would reach on."""
    by_whom: dict[tuple[str, str], list[AnyRow]] = {}
    for (log, _), row in rows.items():
        if log == "source_log":
            by_whom.setdefault((row["article_id"], row["coder"]), []).append(row)
    for (article_id, coder), marks in by_whom.items():
        if len(marks) > 1:
            _check_marks(connection, article_id, coder, marks)


def _check_marks(connection: Connection, article_id: str, coder: str, marks: list[AnyRow]) -> None:
    first, last = min(row["start"] for row in marks), max(row["start"] for row in marks)
    newest = max(row["row"] for row in marks)
    for start, _ in source_marks.seen_by(connection, article_id, coder).get(article_id, []):
        now = decisions.latest(connection, "source_log", {"article_id": article_id, "coder": coder, "start": start})
        if first < start < last and _origin(connection, "source_log", now) > newest:
            raise _LaterError(_later(connection, "source_log", now))


def _check_pages(connection: Connection, rows: list[Logged]) -> None:
    """Refuse what would leave a tag on no passage, or two passages that overlap."""
    pages = {(row["article_id"], row["coder"]) for log, row in rows if log in ("tag_log", "cut_log")}
    for article_id, coder in sorted(pages):
        page: Page = {"article_id": article_id, "coder": coder}
        standing = contents.cut_by(connection, **page)
        for tag in statements.every(connection, tables.tags, page, Tag):
            if span_of(tag) not in standing:
                raise _LaterError(_later(connection, "tag_log", tag))
        if any(end > start for (_, end), (start, _) in itertools.pairwise(sorted(standing))):
            raise _LaterError(f"the article {article_id!r} has been cut otherwise since")


def _later(connection: Connection, log: str, now: AnyRow | None) -> str:
    """Return what stands now, and whose it is."""
    if now is None:
        return "what it changed is no longer there"
    row = decisions.latest(connection, log, decisions.key_of(log, now)) or now
    row = origin(connection, log, row) or row
    made = _decision(connection, row["seq"])
    if made["kind"] in _BY_PROGRAMS:
        return _BY_PROGRAMS[made["kind"]].format(**{"start": "", "end": "", **row})
    who = repr(made["coder"]) if made["coder"] else "somebody"
    return f"{who} has since decided " + _ABOUT[log].format(**row)


_BY_PROGRAMS = {
    MOVE: "the tag {start}–{end} of {article_id!r} has since moved to a new version of the article",
    IMPORT: "an import has since put a tag on {start}–{end} of {article_id!r}",
    REPAIR: "a repair has since changed {start}–{end} of {article_id!r}",
}
_ABOUT = {
    "tag_log": "on the passage {start}–{end} of {article_id!r}",
    "cut_log": "on the passage {start}–{end} of {article_id!r}",
    "source_log": "on the source from character {start} of {article_id!r}",
    "article_log": "on the {name} of {article_id!r}",
    "study_log": "on the study’s {name}",
}
