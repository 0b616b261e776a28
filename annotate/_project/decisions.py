"""Decisions: append to the logs, and keep in step what stands now.

Every change that is made (a tag, a cut, a source, a correction) is one decision, written whole in one transaction under
an id of its own; writing the same id again changes nothing. `going_back` undoes and redoes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import statements, tables, tallies
from annotate._project.rows import AnyRow, Decision, Passage, Place, Stored, Tag, place_of

MOVE = "move"
"""The kind of a decision that a program made when an article changed: no coder's undo takes it back."""

IMPORT = tables.IMPORTED

REPAIR = "repair"
"""The kind of a decision that a repair made."""

BEGIN = "begin"
"""The kind of a decision with which a correction or a draw begins a variable, before it says anything of an article."""

ADD = "add"
"""The kind of a decision that says what came in with articles, such as their variables."""

FOLLOW = "follow"
"""The kind of a decision that says by which queue a coder goes: it changes nothing that could be undone."""

LOGS = {name: tables.metadata.tables[name] for name in tables.KEYS}

CURRENT = {"tag_log": tables.tags, "article_log": tables.article_values, "study_log": tables.study_values}
"""What stands now, kept in step with its log."""


def now() -> str:
    """Return the time in UTC, ISO 8601, to the microsecond."""
    return written(datetime.now(UTC))


def written(time: datetime) -> str:
    """Return a time in UTC as the store writes it."""
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")


def is_known(connection: Connection, decision_id: str) -> bool:
    """Whether this decision is already written."""
    return statements.first(connection, tables.decisions, {"decision_id": decision_id}, Decision) is not None


def known(connection: Connection, decision_ids: list[str]) -> set[str]:
    """Return those of some decisions that are already written."""
    found = set[str]()
    for first in range(0, len(decision_ids), 1_000):
        found.update(connection.execute(_KNOWN, {"ids": decision_ids[first : first + 1_000]}).scalars())
    return found


_KNOWN = sa.select(tables.decisions.c.decision_id).where(
    tables.decisions.c.decision_id.in_(sa.bindparam("ids", expanding=True))
)


def newest(connection: Connection) -> int:
    """Return the number of the decision that was written last; 0 where there is none."""
    return int(connection.execute(sa.select(sa.func.max(tables.decisions.c.seq))).scalar() or 0)


def article_of(connection: Connection, decision_id: str) -> str:
    """Return the article that a written decision is about."""
    found = sa.select(tables.decisions.c.article_id).where(tables.decisions.c.decision_id == decision_id)
    return str(connection.execute(found).scalar_one())


def begin(connection: Connection, kind: str, coder: str, article_id: str, decision_id: str, **more: Any) -> int:
    """Write the decision's own row and return its number."""
    row = {"decision_id": decision_id, "coder": coder, "article_id": article_id, "kind": kind, **more}
    return statements.insert(connection, tables.decisions, {**row, "decided_at": now()})


def append(connection: Connection, log: str, seq: int, row: AnyRow) -> None:
    """Write what a decision changed, and keep the current tags in step."""
    tallies.add(connection, _added(connection, log, row))
    statements.insert(connection, LOGS[log], {"seq": seq, **row})
    if log in CURRENT:
        _set_current(connection, log, row)


def append_new(connection: Connection, log: str, seq: int, rows: Sequence[AnyRow]) -> None:
    """Write rows of things of which nothing was said before, all at once; what they add to tallies is added apart."""
    statements.insert_all(connection, LOGS[log], [{"seq": seq, **row} for row in rows])
    statements.insert_all(connection, CURRENT[log], rows)


def append_all(connection: Connection, seq: int, rows: Iterable[tuple[str, AnyRow]]) -> None:
    """Write all that one decision changed; what it says of articles, some hundred rows at a time."""
    of_articles: dict[str, list[AnyRow]] = {"article_log": [], "source_log": []}
    added: Counter[tallies.Tally] = Counter()
    for log, row in rows:
        if log in of_articles:
            of_articles[log].append(row)
            added.update(_added(connection, log, row))
        else:
            append(connection, log, seq, row)
    tallies.add(connection, added)
    for log, said in of_articles.items():
        statements.insert_all(connection, LOGS[log], [{"seq": seq, **row} for row in said])
    _set_values(connection, of_articles["article_log"])


def _set_values(connection: Connection, rows: Sequence[AnyRow]) -> None:
    table = CURRENT["article_log"]
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        groups.setdefault((row["coder"], row["name"]), []).append(row["article_id"])
    for (coder, name), ids in groups.items():
        for first in range(0, len(ids), 500):
            same = (table.c.coder == coder, table.c.name == name, table.c.article_id.in_(ids[first : first + 500]))
            connection.execute(table.delete().where(*same))
    statements.insert_all(connection, table, [row for row in rows if is_said("article_log", row)])


def _set_current(connection: Connection, log: str, row: AnyRow) -> None:
    if is_said(log, row):
        statements.put(connection, CURRENT[log], row)
    else:
        statements.delete(connection, CURRENT[log], key_of(log, row))


def is_said(log: str, row: AnyRow) -> bool:
    """Whether a log's row says that something stands, not that it was taken back."""
    return bool(row["label"]) if log == "tag_log" else row["value"] is not None


def _added(connection: Connection, log: str, row: Any) -> Counter[tallies.Tally]:
    """Return what a row adds to the tallies, before it is written."""
    if log == "source_log":
        return tallies.of_source(row["source"])
    if log == "article_log":
        return tallies.of_source(row["value"]) if row["name"] == "source" else Counter()
    if log == "study_log":
        return Counter()
    if log == "cut_log":
        more = int(row["stands"]) - int(stands(connection, place_of(row)))
        return tallies.of_cut(row["article_id"], row["coder"], more)
    before = current(connection, place_of(row))
    added = tallies.of_tag(row) if row["label"] else Counter()
    added.subtract(tallies.of_tag(before) if before else {})
    return added


def current(connection: Connection, key: Place) -> Tag | None:
    """Return the current tag of one passage by one coder, or None."""
    return statements.first(connection, tables.tags, key, Tag)


def stands(connection: Connection, key: Place) -> bool:
    """Whether a span is a passage, as one coder cut the article."""
    newest = latest(connection, "cut_log", key)
    if newest is not None:
        return bool(newest["stands"])
    return is_first_cut(connection, key["article_id"], key["start"], key["end"])


def key_of(log: str, row: AnyRow) -> Stored:
    """Return what identifies the thing that a log's row is about."""
    return {name: row[name] for name in tables.KEYS[log]}


def latest(connection: Connection, log: str, key: AnyRow, before: int | None = None) -> Stored | None:
    """Return the newest row of a log about one thing (before a row, where given), or None."""
    return statements.latest(connection, LOGS[log], key, before)


def nothing(connection: Connection, log: str, key: AnyRow) -> AnyRow:
    """Return what a log's row says where nothing was ever said of its thing."""
    if log == "tag_log":
        return {"label": ""}
    if log == "source_log":
        return {"source": None}
    if log in ("article_log", "study_log"):
        return {"value": None}
    return {"stands": is_first_cut(connection, key["article_id"], key["start"], key["end"])}


def is_first_cut(connection: Connection, article_id: str, start: int, end: int) -> bool:
    """Whether the article was cut so when it was added."""
    key = {"article_id": article_id, "start": start, "end": end}
    return statements.first(connection, tables.passages, key, Passage) is not None


def newest_but(connection: Connection, kinds: Iterable[str]) -> int:
    """Return the number of the newest decision that is of none of these kinds; 0 where there is none."""
    table = tables.decisions.c
    query = sa.select(table.seq).where(table.kind.not_in(tuple(kinds))).order_by(table.seq.desc()).limit(1)
    return int(connection.execute(query).scalar() or 0)
