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

from annotate._project import contents, decisions, revising, source_marks, statements, tables, whose
from annotate._project.decisions import ADD, BEGIN, FOLLOW, IMPORT, LOGS, MOVE, REPAIR
from annotate._project.rows import AnyRow, Decision, Page, Stored, Tag, span_of
from annotate._project.whose import Rows, Things

Logged = tuple[str, AnyRow]
"""The name of a log, and one of its rows."""

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
    nobodys = ("undo", "redo", PASSED, MOVE, ADD, BEGIN, REPAIR, FOLLOW)
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
    before: list[Logged] = []
    for log, last in _by_log(rows).items():
        things = Things(log, "seq", target["seq"])
        now = whose.others(connection, things, target["seq"])
        _refuse_later(connection, things, now, last)
        was = whose.before(connection, things, target["seq"])
        before += [(log, _before(connection, log, row, was.get(key))) for key, row in last.items()]
    _check_stretch(connection, target["seq"], rows)
    seq = decisions.begin(connection, "undo", **about, undoes=target["seq"])
    decisions.append_all(connection, seq, before)
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
    undone_by, said = target["undone_by"] or 0, _by_log(rows)
    for log, left in _by_log(_written(connection, undone_by, said)).items():
        things = Things(log, "seq", undone_by)
        now = whose.others(connection, things, undone_by)
        _refuse_later(connection, things, {key: row for key, row in now.items() if key in said[log]}, left)
    seq = decisions.begin(connection, "redo", **about, undoes=undone_by)
    again = [(log, _content(row)) for log, last in said.items() for row in last.values()]
    decisions.append_all(connection, seq, again)
    _mark(connection, target["seq"], None)
    return seq


def _refuse_later(connection: Connection, things: Things, now: Rows, due: Rows) -> None:
    """Refuse where what stands now of these things is not what is due there, said again."""
    stands = whose.origins(connection, things, now)
    wanted = whose.origins(connection, things, {key: due[key] for key in now})
    for key, row in now.items():
        if _number(stands[key]) != _number(wanted[key]):
            raise _LaterError(_later(connection, things.log, row))


def _number(row: AnyRow | None) -> int:
    return 0 if row is None else int(row["row"])


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
        for row in sorted(statements.every(connection, table, {"seq": seq}, Stored), key=lambda row: int(row["row"]))
    ]


def _by_log(rows: Iterable[Logged]) -> dict[str, Rows]:
    """Return the last of the rows about each thing, log by log."""
    found: dict[str, list[AnyRow]] = {}
    for log, row in rows:
        found.setdefault(log, []).append(row)
    return {log: whose.by_key(log, some) for log, some in found.items()}


def _content(row: AnyRow) -> AnyRow:
    return {name: value for name, value in row.items() if name not in ("seq", "row")}


def _before(connection: Connection, log: str, row: AnyRow, earlier: AnyRow | None) -> AnyRow:
    """Return what stood before a log's row was written, as a row to write."""
    key = decisions.key_of(log, row)
    return _content(earlier) if earlier else {**key, **decisions.nothing(connection, log, key)}


# What stands in the way --------------------------------------------------------------------------------------


def _check_stretch(connection: Connection, seq: int, rows: list[Logged]) -> None:
    """Refuse to take back a source's end where another source was set later before it: that one would reach on."""
    by_whom: dict[tuple[str, str], list[AnyRow]] = {}
    for log, row in rows:
        if log == "source_log":
            by_whom.setdefault((row["article_id"], row["coder"]), []).append(row)
    stretches = {page: marks for page, marks in by_whom.items() if len(marks) > 1}
    for later in source_marks.set_since(connection, seq) if stretches else ():
        marks = stretches.get((later["article_id"], later["coder"]), [])
        if _is_between(later["start"], [row["start"] for row in marks]):
            first = _number(whose.origin(connection, "source_log", later))
            if first > max(row["row"] for row in marks):
                raise _LaterError(_later(connection, "source_log", later))


def _is_between(place: int, places: list[int]) -> bool:
    return bool(places) and min(places) < place < max(places) and place not in places


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
    row = whose.origin(connection, log, row) or row
    made = whose.decision(connection, row["seq"])
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
