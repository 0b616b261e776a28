"""Corrections: what a page gets wrong about its article, and articles that are set aside; each as rows to write."""

import uuid
from collections.abc import Callable, Iterable

from sqlalchemy.engine import Connection

from annotate._errors import ArticleError
from annotate._project import about, answers, contents, decisions, source_marks
from annotate._project.rows import AnyRow, Change
from annotate._variables import Kind

RowsOf = Callable[[Connection, list[str]], list[Change]]


def article_ids(given: str | Iterable[str]) -> list[str]:
    """Return the articles that are meant: one id, or some.

    Raises
    ------
    ArticleError
        Where none is given, or something that is no id.
    """
    ids = [given] if isinstance(given, str) else list(dict.fromkeys(given))
    if not ids:
        raise ArticleError("No article is given: name one by its article_id, or some in a list.")
    for one in ids:
        if not isinstance(one, str):
            raise ArticleError(f"{one!r} is no article_id: give a text, or some in a list.")
    return ids


def correct_rows(
    connection: Connection, ids: list[str], facts: dict[str, str | None], variables: dict[str, object]
) -> list[Change]:
    """Return the rows that correct facts and variables of articles; none for what is said already."""
    given = about.checked_facts({name: value for name, value in facts.items() if value is not None})
    known = about.begun_kinds(connection)
    answers.refuse_taken(connection, variables)
    values = about.checked_variables(variables, known)
    if not given and not values:
        raise ArticleError("Nothing to correct is given: name it, such as source='The Echo' or section='Sport'.")
    begin_variables(connection, {name: kind for name, (_, kind) in values.items()})
    wanted = {**given, **{name: value for name, (value, _) in values.items()}}
    before = contents.some_facts(connection, ids)
    rows = _values(connection, before, wanted)
    if "source" in wanted:
        was = {article_id: page["source"] for article_id, page in before.items()}
        rows += [("source_log", row) for row in source_marks.corrected(connection, was, str(wanted["source"]))]
    return rows


def begin_variables(connection: Connection, kinds: dict[str, Kind]) -> None:
    """Write down the kind of new variables: a decision apart, since others may use them before it is undone."""
    known = about.begun_kinds(connection)
    kinds = {name: kind for name, kind in kinds.items() if name not in known}
    if kinds:
        seq = decisions.begin(connection, decisions.BEGIN, "", "", uuid.uuid4().hex)
        for name, kind in kinds.items():
            decisions.append(connection, "study_log", seq, about.kind_row(name, kind))


def _values(connection: Connection, before: dict[str, AnyRow], wanted: dict[str, str | None]) -> list[Change]:
    said = about.said(connection, before)
    return [
        about.value_row(article_id, name, value)
        for article_id, page in before.items()
        for name, value in wanted.items()
        if {**said.get(article_id, {}), **page}.get(name) != value
    ]


def set_aside_rows(connection: Connection, ids: list[str], reason: str | None) -> list[Change]:
    """Return the rows that set articles aside for a reason, or (None) take them in again."""
    contents.some_facts(connection, ids)  # refuses one that is not there
    said = about.said(connection, ids)
    return [
        about.value_row(article_id, about.SET_ASIDE, reason)
        for article_id in ids
        if said.get(article_id, {}).get(about.SET_ASIDE) != reason
    ]
