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
from typing import TypedDict, cast

import psutil
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import AnnotateError
from annotate._project import changes, decisions, statements, tables, tallies
from annotate._project.imports import Plan, Planned, check_already_there
from annotate._project.rows import AnyRow, Cut, Tag, page_of, place_of
from annotate._project.store import Store


class _Import(TypedDict):
    """How far an import is, as the project's fact says it."""

    since: int
    host: str
    process: int
    begun: float
    is_certain: bool


BATCH = 2_000
"""Tags that are written in one transaction: others can write in between."""

A_TIME = 4
"""How often that are laid aside in one transaction: it takes so little."""

PAUSE = 0.02
"""Seconds between two transactions, for those who wait."""

_TAG = [column.name for column in tables.tags.columns]

_LATER: AnyRow = {"answers": "", "machine": ""}
"""What tags have since: an import that an earlier annotate laid aside is finished by this one."""

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
    said: _Import = {
        "since": plan.since, "host": platform.node(), "process": os.getpid(), "begun": time.time(), "is_certain": False,
    }  # fmt: skip
    _say(store, import_id, said)
    for first in range(0, len(plan.planned), BATCH * A_TIME):
        some = plan.planned[first : first + BATCH * A_TIME]
        packs = [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
        rows = [{"import_id": import_id, "line": one[-1].line, "tag": _packed(one)} for one in packs]
        with store.writing() as connection:
            statements.insert_all(connection, tables.staged, rows)
        time.sleep(PAUSE)
    _say(store, import_id, {**said, "is_certain": True})


def _say(store: Store, import_id: str, said: _Import) -> None:
    with store.writing() as connection:
        statements.put(connection, tables.facts, {"name": _FACT + import_id, "value": json.dumps(said)})


def _discard(store: Store, import_id: str) -> None:
    with store.writing() as connection:
        connection.execute(tables.staged.delete().where(tables.staged.c.import_id == import_id))
        statements.delete(connection, tables.facts, {"name": _FACT + import_id})


def _is_alive(said: _Import) -> bool:
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
    packs = [] if planned is None else [planned[at : at + BATCH] for at in range(0, len(planned), BATCH)]
    while True:
        some = packs.pop(0) if packs else _read(store, import_id)
        with store.writing() as connection:
            if _next(connection, import_id) != (some[-1].line if some else None):
                packs = []
                continue
            if not some:
                statements.delete(connection, tables.facts, {"name": _FACT + import_id})
                return
            publication.publish(connection, some)
            statements.delete(connection, tables.staged, {"import_id": import_id, "line": some[-1].line})
        time.sleep(PAUSE)


def _read(store: Store, import_id: str) -> list[Planned]:
    """Return the tags that are laid aside and come next."""
    staged = tables.staged.c
    query = sa.select(staged.line, staged.tag).where(staged.import_id == import_id).order_by(staged.line).limit(1)
    with store.reading() as connection:
        first = connection.execute(query).first()
    return _unpacked(*first) if first else []


def _packed(some: list[Planned]) -> str:
    """Write planned tags column by column: their names are written once."""
    tags = _by_column(some)
    return json.dumps({"line": [one.line for one in some], "cuts": [one.cuts for one in some], **tags})


def _by_column(some: list[Planned]) -> statements.Columns:
    rows: list[AnyRow] = [one.tag for one in some]
    return {name: [row[name] for row in rows] for name in _TAG}


def _unpacked(line: int, text: str) -> list[Planned]:
    said = json.loads(text)
    if isinstance(said, list):  # as an earlier annotate laid it aside, one tag a row
        tag, cuts = said
        return [Planned(line, cast("Tag", {**_LATER, **tag}), cuts)]
    lines, cuts = said.pop("line"), said.pop("cuts")
    tags = (cast("Tag", {**_LATER, **dict(zip(said, row, strict=True))}) for row in zip(*said.values(), strict=True))
    return [Planned(*one) for one in zip(lines, tags, cuts, strict=True)]


def _next(connection: Connection, import_id: str) -> int | None:
    """Return the last line of the tags that come next: somebody else may have put others in."""
    staged = tables.staged.c
    return connection.execute(sa.select(sa.func.min(staged.line)).where(staged.import_id == import_id)).scalar()


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
        self._taken: set[str] = set()

    def publish(self, connection: Connection, some: list[Planned]) -> None:
        """Write some tags, within a transaction."""
        for article_id, coder, decision_id in _decided_since(connection, self._since):
            self._touched.add((article_id, coder))
            self._taken.add(decision_id)
        if not self._touched:  # which ids are taken, the plan knew
            _write(connection, some)
        else:
            self._write_beside(connection, some)
        self._since = decisions.newest(connection)

    def _write_beside(self, connection: Connection, some: list[Planned]) -> None:
        """Write tags where others have decided something meanwhile, here or elsewhere."""
        for one in some:
            if one.tag["tag_id"] in self._taken:
                one.tag["tag_id"] = uuid.uuid4().hex
        slow = [one for one in some if (one.tag["article_id"], one.tag["coder"]) in self._touched]
        _write(connection, [one for one in some if (one.tag["article_id"], one.tag["coder"]) not in self._touched])
        for one in slow:
            self._write_one(connection, one)

    def _write_one(self, connection: Connection, one: Planned) -> None:
        """Write a tag where its coder has decided something since it was planned."""
        try:
            kept = decisions.current(connection, place_of(one.tag))
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


def _decided_since(connection: Connection, since: int) -> list[tuple[str, str, str]]:
    made = tables.decisions.c
    query = sa.select(made.article_id, made.coder, made.decision_id).where(made.seq > since)
    return [(article_id, coder, decision_id) for article_id, coder, decision_id in connection.execute(query)]


class _NewCut(Cut):
    seq: int


def _write(connection: Connection, some: list[Planned]) -> None:
    """Write tags of which nothing else was decided since they were planned."""
    seqs = statements.numbers(connection, tables.decisions, len(some))
    tags = statements.raw(_by_column(some))
    made = {"seq": seqs, "decision_id": tags["tag_id"], "coder": tags["coder"], "article_id": tags["article_id"]}
    made |= {"kind": [decisions.IMPORT] * len(some), "decided_at": [decisions.now()] * len(some)}
    cuts: list[_NewCut] = [
        {"seq": seq, **page_of(tag), "start": s, "end": e, "stands": stands}
        for seq, (_, tag, cuts) in zip(seqs, some, strict=True)
        for s, e, stands in cuts
    ]
    statements.insert_columns(connection, tables.decisions, made)
    statements.insert_all(connection, tables.cut_log, cuts)
    statements.insert_columns(connection, tables.tag_log, {"seq": seqs, **tags})
    statements.insert_columns(connection, tables.tags, tags)
    total = tallies.of_tags([one.tag for one in some])
    for cut in cuts:
        total.update(tallies.of_cut(cut["article_id"], cut["coder"], 1 if cut["stands"] else -1))
    tallies.add(connection, total)
