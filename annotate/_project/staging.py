"""Staging: a large import comes in whole or not at all, and nobody waits long for it.

Its tags are first laid aside, some thousand at a time, where nothing counts them. Once all are there the import is
certain: they are put among the others, again some thousand at a time, and should that be interrupted, whoever opens
the project next does the rest. An import that was interrupted before has added nothing.
"""

import json
import os
import platform
import time
import uuid
from collections import Counter
from typing import Any

import psutil
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import AnnotateError
from annotate._project import changes, decisions, statements, tables, tallies
from annotate._project.imports import Plan, Planned, check_already_there
from annotate._project.store import Store

Row = dict[str, Any]

BATCH = 2_000
"""Tags that are written in one transaction: others can write in between."""

PAUSE = 0.02
"""Seconds between two transactions, for those who wait."""

_FACT = "import:"
"""Stands before an import's id in the name of the project's fact that says how far it is."""


def write(store: Store, plan: Plan) -> None:
    """Write what an import planned; what others decided meanwhile stays, and is said in the plan's outcomes."""
    if len(plan.planned) <= BATCH:
        with store.writing() as connection:
            _Publication(plan.since, plan).publish(connection, plan.planned)
        return
    import_id = uuid.uuid4().hex
    try:
        _stage(store, import_id, plan)
    except BaseException:
        _discard(store, import_id)
        raise
    _publish(store, import_id, _Publication(plan.since, plan), plan.planned)


def finish(store: Store) -> None:
    """Finish the imports that were interrupted: those that were certain come in, of the others nothing stays."""
    for name, value in store.facts.items():
        if name.startswith(_FACT) and not _is_alive(json.loads(value)):
            import_id, said = name.removeprefix(_FACT), json.loads(value)
            if said["is_certain"]:
                _publish(store, import_id, _Publication(said["since"]))
            else:
                _discard(store, import_id)


# Laying aside ------------------------------------------------------------------------------------------------


def _stage(store: Store, import_id: str, plan: Plan) -> None:
    said = {"since": plan.since, "host": platform.node(), "process": os.getpid(), "begun": time.time()}
    _say(store, import_id, {**said, "is_certain": False})
    for first in range(0, len(plan.planned), BATCH * 4):
        some = plan.planned[first : first + BATCH * 4]
        rows = [{"import_id": import_id, "line": one.line, "tag": json.dumps([one.tag, one.cuts])} for one in some]
        with store.writing() as connection:
            statements.insert_all(connection, tables.staged, rows)
        time.sleep(PAUSE)
    _say(store, import_id, {**said, "is_certain": True})


def _say(store: Store, import_id: str, said: Row) -> None:
    with store.writing() as connection:
        statements.put(connection, tables.facts, {"name": _FACT + import_id, "value": json.dumps(said)})


def _discard(store: Store, import_id: str) -> None:
    with store.writing() as connection:
        connection.execute(tables.staged.delete().where(tables.staged.c.import_id == import_id))
        statements.delete(connection, tables.facts, {"name": _FACT + import_id})


def _is_alive(said: Row) -> bool:
    """Whether the kernel that imports may still be at it; of another computer's nothing is known for an hour."""
    if said["host"] != platform.node():
        return time.time() - float(said["begun"]) < 3600
    try:
        return bool(psutil.Process(said["process"]).create_time() <= said["begun"])
    except psutil.Error:
        return False


# Putting in --------------------------------------------------------------------------------------------------


def _publish(store: Store, import_id: str, publication: "_Publication", planned: list[Planned] | None = None) -> None:
    """Put in what is laid aside; who has it in memory reads it only where another kernel has begun with it, too."""
    first = 0
    while True:
        some = _read(store, import_id) if planned is None else planned[first : first + BATCH]
        first += len(some)
        with store.writing() as connection:
            if _left(connection, import_id, some[-1].line if some else None) != len(some):
                planned = None
                continue
            if not some:
                statements.delete(connection, tables.facts, {"name": _FACT + import_id})
                return
            publication.publish(connection, some)
            staged = tables.staged.c
            done = tables.staged.delete().where(staged.import_id == import_id, staged.line <= some[-1].line)
            connection.execute(done)
        time.sleep(PAUSE)


def _read(store: Store, import_id: str) -> list[Planned]:
    staged = tables.staged.c
    query = sa.select(staged.line, staged.tag).where(staged.import_id == import_id).order_by(staged.line).limit(BATCH)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return [Planned(line, *json.loads(text)) for line, text in rows]


def _left(connection: Connection, import_id: str, line: int | None) -> int:
    """Return how many tags are laid aside, up to one where it is given: nobody else may have put them in."""
    staged = tables.staged.c
    query = sa.select(sa.func.count()).where(staged.import_id == import_id)
    return int(connection.execute(query if line is None else query.where(staged.line <= line)).scalar_one())


class _Publication:
    """Planned tags on their way into the logs.

    Parameters
    ----------
    since : int
        The newest decision that the plan knew of.
    plan : Plan, optional
        Where the outcome of what others hindered is said.
    """

    def __init__(self, since: int, plan: Plan | None = None) -> None:
        self._since = since
        self._plan = plan
        self._touched: set[tuple[str, str]] = set()

    def publish(self, connection: Connection, some: list[Planned]) -> None:
        """Write some tags, within a transaction."""
        self._touched |= _decided_since(connection, self._since)
        slow = [one for one in some if (one.tag["article_id"], one.tag["coder"]) in self._touched]
        _write(connection, [one for one in some if (one.tag["article_id"], one.tag["coder"]) not in self._touched])
        for one in slow:
            self._write_one(connection, one)
        self._since = decisions.newest(connection)

    def _write_one(self, connection: Connection, one: Planned) -> None:
        """Write a tag where its coder has decided something since it was planned."""
        try:
            kept = decisions.current(connection, {name: one.tag[name] for name in tables.KEYS["tag_log"]})
            if kept is not None:
                check_already_there(kept, one.tag)
                return
            written = changes.tag_rows(connection, one.tag)
        except AnnotateError as error:
            if self._plan is not None:
                self._plan.refuse(one.line, error)
            return
        about = (one.tag["coder"], one.tag["article_id"], one.tag["tag_id"])
        seq = decisions.begin(connection, decisions.IMPORT, *about)
        for log, change in written:
            decisions.append(connection, log, seq, change)


def _decided_since(connection: Connection, since: int) -> set[tuple[str, str]]:
    made = tables.decisions.c
    query = sa.select(made.article_id, made.coder).where(made.seq > since).distinct()
    return {(article_id, coder) for article_id, coder in connection.execute(query)}


def _write(connection: Connection, some: list[Planned]) -> None:
    """Write tags of which nothing else was decided since they were planned."""
    seqs = statements.numbers(connection, tables.decisions, len(some))
    known = decisions.known(connection, [one.tag["tag_id"] for one in some])
    made, cuts, log, tags = [], [], [], []
    total: Counter[tallies.Tally] = Counter()
    now = decisions.now()
    for seq, one in zip(seqs, some, strict=True):
        tag = one.tag
        if tag["tag_id"] in known:
            tag = {**tag, "tag_id": uuid.uuid4().hex}
        about = {"coder": tag["coder"], "article_id": tag["article_id"]}
        made.append({"seq": seq, "decision_id": tag["tag_id"], **about, "kind": decisions.IMPORT, "decided_at": now})
        log.append({"seq": seq, **tag})
        tags.append(tag)
        for start, end, stands in one.cuts:
            cuts.append({"seq": seq, **about, "start": start, "end": end, "stands": stands})
            total.update(tallies.of_cut(tag["article_id"], tag["coder"], 1 if stands else -1))
    logged = ((tables.decisions, made), (tables.cut_log, cuts), (tables.tag_log, log), (tables.tags, tags))
    for table, rows in logged:
        statements.insert_all(connection, table, rows)
    total.update(tallies.of_tags(tags))  # a sum of two Counters would leave out what is taken away
    tallies.add(connection, total)
