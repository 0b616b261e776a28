"""Revising the codebook: what each tag becomes, written at once for all of them, and taken back as a whole.

A study may have a million tags: nothing here goes through them one by one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._codebook import Codebook
from annotate._codebook_versions import Moves, Versions, checked_moves
from annotate._errors import CodebookError, TagError
from annotate._exact_text import TEXT
from annotate._known_codebooks import checked
from annotate._project import about, answers, changes, codebooks, contents, decisions, statements, tables, tallies
from annotate._project.rows import AnyRow, ArticleFact, Change, Judged, LoggedTag, Place, Tag, place_of
from annotate._project.tallies import Tally
from annotate._questions import refuse_lost
from annotate._tags import check_tag

REVISE = "revise"
"""The kind of a decision that changed the codebook."""


Made = TypeVar("Made", Tag, Judged)


def as_now(tag: Made, standing: Versions) -> Made:
    """Return a tag as the codebook that stands has it, which a coder's page may not know yet.

    Raises
    ------
    TagError
        Where its label was split since.
    """
    now = standing.now(tag["label"], tag["codebook"])
    if len(now) > 1:
        raise TagError(
            f"The label {tag['label']!r} has been split in {standing.newest.id}: choose one of {', '.join(now)}.",
            "split",
        )
    known = [version.codebook.id for version in standing.all]
    codebook = tag["codebook"] if tag["codebook"] in known else standing.newest.id
    return cast("Made", {**tag, "label": now[0], "codebook": codebook})


def with_answers(tag: Tag | Judged, given: Mapping[str, object], standing: Versions, *, made_with: str) -> Tag:
    """Return a tag with its answers; those of an earlier codebook that have no place any more stand in its note.

    Raises
    ------
    TagError
        Where an answer to the codebook that stands is none.
    """
    codebook = standing.newest
    if made_with in ("", codebook.id):
        return {**tag, "answers": answers.of_tag(codebook, tag["label"], given)}
    fit, others = answers.fitting(codebook, tag["label"], given)
    note = " · ".join(filter(None, [tag["note"], answers.as_words(others, made_with)]))
    return {**tag, "answers": answers.kept(fit), "note": note}


def tag_rows(connection: Connection, tag: Tag, given: Mapping[str, object]) -> list[Change]:
    """Return the rows of one tag and its answers, by the codebook that stands.

    Raises
    ------
    TagError, PassageError
        Where its label was split since, or what it says is none of the codebook's.
    """
    standing = codebooks.versions(connection)
    now = as_now(tag, standing)
    check_tag(standing.newest, now["label"], now["speaker"], now["speaker_kind"], now["origin"], now["score"])
    return changes.tag_rows(connection, with_answers(now, given, standing, made_with=tag["codebook"]))


# What a revision does ----------------------------------------------------------------------------------------

COLUMNS = ("coder", "label", "becomes", "tags", "change")


def plan(
    connection: Connection, codebook: Codebook, given: Mapping[str, str | Sequence[str]]
) -> tuple[Versions, Moves, pd.DataFrame]:
    """Return what a revision would make of the codebook and of the tags.

    Raises
    ------
    CodebookError
    """
    codebook = Codebook.from_dict(checked(codebook).to_dict())  # which refuses one put together by hand that is none
    standing = codebooks.versions(connection)
    before = standing.newest
    table = tables.tags.c
    by_coder = sa.select(table.coder, table.label, sa.func.count()).group_by(table.coder, table.label)
    counted = {(coder, label): number for coder, label, number in connection.execute(by_coder)}
    used = [name for name in before.names if any(label == name for _, label in counted)]
    moves = checked_moves(before, codebook, given, used)
    revised = standing.revised(codebook, moves)
    _check_speakers(connection, codebook, moves, used)
    _check_questions(connection, before, codebook)
    rows = [
        (coder, label, " | ".join(moves.get(label, (label,))), number, _change(label, moves, before, codebook))
        for (coder, label), number in sorted(
            counted.items(), key=lambda one: (one[0][0], before.names.index(one[0][1]))
        )
    ]
    new = {*codebook.names} - {*before.names} - {one for to in moves.values() for one in to}
    rows += [("", "", name, 0, "added") for name in codebook.names if name in new]
    unused = [name for name in before.names if name not in codebook.names and name not in moves]
    rows += [("", name, "", 0, "retired") for name in unused]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return revised, moves, frame.astype({name: "int64" if name == "tags" else TEXT for name in COLUMNS})


def _check_questions(connection: Connection, before: Codebook, after: Codebook) -> None:
    """Refuse questions whose names are taken, or that leave answers without one."""
    if before.questions:
        refuse_lost(before.questions, after.questions, answers.used(connection), after.id)
    variables = {name.casefold(): name for name in about.kinds(connection)}
    for one in after.questions:
        if one.name.casefold() in variables:
            raise CodebookError(
                f"The question {one.name!r} of {after.id} has the name of a column that the study's articles have "
                f"({variables[one.name.casefold()]!r}): rename it, such as to 'my_{one.name}'."
            )


def _change(label: str, moves: Moves, before: Codebook, after: Codebook) -> str:
    if label not in moves:
        return "stays"
    if len(moves[label]) > 1:
        return "split"
    (to,) = moves[label]
    others = [one for one in moves if one != label and to in moves[one]]
    return "merged" if others or to in before.names else "renamed"


def _check_speakers(connection: Connection, after: Codebook, moves: Moves, used: list[str]) -> None:
    """Refuse to put tags that name a speaker under a label that takes none."""
    silent = [name for name in used if len(to := moves.get(name, (name,))) == 1 and to[0] not in after.with_speaker]
    table = tables.tags.c
    spoken = sa.select(table.label, sa.func.count()).where(table.label.in_(silent), table.speaker != "")
    for label, number in connection.execute(spoken.group_by(table.label)):
        (to,) = moves.get(label, (label,))
        raise CodebookError(
            f"{number} tags of {label!r} name a speaker, and {to!r} of {after.id} takes none: let it take a speaker "
            "(takes_speaker: true), or move them to a label that does."
        )


def write(connection: Connection, revised: Versions, moves: Moves, coder: str, decision_id: str) -> None:
    """Write a revision as one decision: the codebook, and each tag that becomes something else."""
    seq = decisions.begin(connection, REVISE, coder, "", decision_id)
    value = json.dumps(revised.to_list(), ensure_ascii=False, sort_keys=True)
    decisions.append(connection, "study_log", seq, {"name": codebooks.NAME, "value": value})
    if moves:
        becomes = {old: to[0] if len(to) == 1 else "" for old, to in moves.items()}
        label = sa.case(becomes, value=tables.tags.c.label)
        changed = tables.tags.c.label.in_(list(becomes))
        columns = {**_as_they_are(tables.tags), "label": label}
        _log(connection, seq, sa.select(*_ordered(columns, seq)).where(changed))
        if all(becomes.values()):  # nothing is withdrawn: much quicker
            connection.execute(tables.tags.update().where(changed).values(label=label))
            tallies.count_labels_again(connection)
        else:
            _bring_in_step(connection, seq)


_VALUES = [column.name for column in tables.tags.columns]


def _as_they_are(table: Any) -> dict[str, sa.ColumnElement[Any]]:
    return {name: table.c[name] for name in _VALUES}


def _ordered(columns: dict[str, sa.ColumnElement[Any]], seq: int) -> list[Any]:
    return [sa.literal(seq).label("seq"), *(columns[name].label(name) for name in _VALUES)]


def _log(connection: Connection, seq: int, rows: sa.Select[Any]) -> None:
    log = tables.tag_log
    connection.execute(log.insert().from_select(["seq", *_VALUES], rows, include_defaults=False))


def _same_passage(one: Any, other: Any) -> sa.ColumnElement[bool]:
    return sa.and_(*(one.c[name] == other.c[name] for name in tables.KEYS["tag_log"]))


def _bring_in_step(connection: Connection, seq: int) -> None:
    """Let the current tags and the tallies be what the rows of one decision say."""
    tags, log = tables.tags, tables.tag_log
    here = sa.and_(_same_passage(log, tags), log.c.seq == seq)
    before = _tallied(connection, sa.select(tags.c.coder, tags.c.speaker).where(sa.exists().where(here)))
    connection.execute(tags.delete().where(sa.exists().where(here)))
    stand = sa.select(*(log.c[name] for name in _VALUES)).where(log.c.seq == seq, log.c.label != "")
    connection.execute(tags.insert().from_select(_VALUES, stand, include_defaults=False))
    after = _tallied(connection, sa.select(log.c.coder, log.c.speaker).where(log.c.seq == seq, log.c.label != ""))
    after.subtract(before)
    tallies.add(connection, after)
    tallies.count_labels_again(connection)


def _tallied(connection: Connection, rows: sa.Select[Any]) -> Counter[Tally]:
    """Count tags and speakers as `tallies.of_tag` does, label by label apart."""
    each = rows.subquery()
    found: Counter[Tally] = Counter()
    for coder, speaker, number in connection.execute(
        sa.select(each.c.coder, each.c.speaker, sa.func.count()).group_by(each.c.coder, each.c.speaker)
    ):
        found[Tally("tags", coder=coder)] += number
        if 0 < len(speaker) <= tallies.LONGEST:
            found[Tally("speaker", name=speaker)] += number
    return found


# Taking it back ----------------------------------------------------------------------------------------------


def is_later_decided(connection: Connection, seq: int) -> str:
    """Return who has since decided on a passage that a revision (or its undo) changed, or by its labels."""
    tags, log = tables.tags, tables.tag_log
    same = sa.and_(_same_passage(tags, log), tags.c.label == log.c.label, tags.c.tag_id == log.c.tag_id)
    gone = sa.and_(log.c.label == "", ~sa.exists().where(_same_passage(tags, log)))
    other = sa.select(log.c.article_id, log.c.coder, log.c.start, log.c.end).where(
        log.c.seq == seq, ~gone, ~sa.exists().where(same)
    )
    found = connection.execute(other.limit(1)).first()
    if found is not None:
        return f"{found.coder!r} has since decided on the passage {found.start}–{found.end} of {found.article_id!r}"
    cut = tables.cut_log
    recut = sa.select(log.c.article_id).where(log.c.seq == seq, _same_passage(cut, log), cut.c.seq > seq)
    article_id = connection.execute(recut.limit(1)).scalar()
    return f"the article {article_id!r} has been cut otherwise since" if article_id else ""


def go_back(connection: Connection, source: int, seq: int) -> None:
    """Write, as decision `seq`, what the tags were before decision `source`."""
    log, earlier = tables.tag_log, tables.tag_log.alias("earlier")
    newest = sa.select(sa.func.max(earlier.c.row)).where(_same_passage(earlier, log), earlier.c.row < log.c.row)
    before = tables.tag_log.alias("before")
    rows = sa.select(*_ordered(_as_they_are(before), seq)).select_from(
        log.join(before, before.c.row == newest.correlate(log).scalar_subquery())
    )
    _log(connection, seq, rows.where(log.c.seq == source))
    _bring_in_step(connection, seq)


def check_labels(connection: Connection) -> str:
    """Return which tag or answer the codebook that stands has no place for, or nothing."""
    table = tables.tags.c
    names = codebooks.versions(connection).newest.names
    found = connection.execute(sa.select(table.coder, table.label).where(table.label.not_in(names)).limit(1)).first()
    if found is not None:
        return f"{found.coder!r} has since tagged passages {found.label!r}"
    asked = {one.name: one for one in codebooks.versions(connection).newest.questions}
    for name, given in answers.used(connection).items():
        if name not in asked or not all(asked[name].takes(answer) for answer in given):
            return f"somebody has since answered {name!r}"
    return ""


def refuse_earlier(connection: Connection, rows: Iterable[tuple[str, AnyRow]]) -> str:
    """Return which of the things that a log's rows are about the codebook that stands has no place for, or nothing."""
    codebook = codebooks.versions(connection).newest
    asked = {one.name: one for one in codebook.questions}
    for log, row in rows:
        if log == "tag_log":
            now = decisions.current(connection, place_of(cast("Place", row)))
            said = answers.read(now["answers"]) if now else {}
            gone = [now["label"]] if now and now["label"] not in codebook.names else []
        elif log == "article_log" and row["name"].startswith((answers.OWN, answers.JUDGED)):
            current = statements.first(connection, tables.article_values, decisions.key_of(log, row), ArticleFact)
            said, gone = ({row["name"].partition(":")[2]: current["value"]} if current else {}), []
        else:
            continue
        gone += [name for name, answer in said.items() if name not in asked or not asked[name].takes(answer)]
        if gone:
            return f"the codebook has been revised since, and {codebook.id} has no {gone[0]!r} of that kind"
    return ""


# What is to be looked at again -------------------------------------------------------------------------------


def is_to_be_looked_at() -> sa.ColumnElement[bool]:
    """Return the condition that a row of the log of tags is the newest one of a passage that is to be looked at again.

    Its label was split: its tag was withdrawn, and unlike a coder's own withdrawal keeps its words.
    """
    log, later = tables.tag_log, tables.tag_log.alias("later")
    newest = ~sa.exists().where(_same_passage(later, log), later.c.row > log.c.row)
    return sa.and_(log.c.label == "", log.c.tag_id != "", newest)


def look_again_rows(connection: Connection, tag: Tag) -> list[Change]:
    """Return the rows of a decision by a label that was split since: kept as it was made, and asked again."""
    rows = changes.tag_rows(connection, tag)
    return [*rows, ("tag_log", {**tag, "label": ""})] if rows else []


def to_look_at_again(connection: Connection) -> pd.DataFrame:
    """Return the passages whose label was split, and which their coders have not tagged again."""
    log, page = tables.tag_log, tables.articles
    query = sa.select(log, page.c.article_number).select_from(log.join(page, page.c.article_id == log.c.article_id))
    query = query.where(is_to_be_looked_at(), about.is_counted(log.c.article_id))
    rows = statements.all_of(connection, query.order_by(page.c.article_number, log.c.start), _ToLookAt)
    standing, found, text_of = codebooks.versions(connection), [], dict[int, str]()
    for row in rows:
        before = _last_label(connection, row) or row
        number = row["article_number"]
        text_of.setdefault(number, contents.text(connection, number))
        choices = standing.now(before["label"], before["codebook"])
        found.append(
            {**row, "text": text_of[number][row["start"] : row["end"]], "was": before["label"],
             "choices": " | ".join(choices)}
        )  # fmt: skip
    kinds = {"start": "int64", "end": "int64"}
    frame = pd.DataFrame(found, columns=list(LOOK_AGAIN), dtype=object)
    return frame.astype({name: kinds.get(name, TEXT) for name in LOOK_AGAIN})


class _ToLookAt(LoggedTag):
    article_number: int


def _last_label(connection: Connection, row: LoggedTag) -> LoggedTag | None:
    """Return the row of a tag that was withdrawn as it was before."""
    log = tables.tag_log
    same = [log.c[name] == value for name, value in {**place_of(row), "tag_id": row["tag_id"]}.items()]
    query = sa.select(log).where(*same, log.c.row < row["row"], log.c.label != "").order_by(log.c.row.desc()).limit(1)
    return next(iter(statements.all_of(connection, query, LoggedTag)), None)


LOOK_AGAIN = ("article_id", "coder", "start", "end", "text", "was", "choices", "speaker", "note")
