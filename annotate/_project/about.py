"""What is said of articles by name: corrected facts, why one is set aside, and the study's own variables.

An article's row keeps what came in with it and never changes; what was said since stands beside it, and is logged.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import AnnotateError, ArticleError
from annotate._exact_text import TEXT
from annotate._project import tables
from annotate._project.columns import asked
from annotate._project.decisions import BEGIN
from annotate._project.rows import Change, StudyValue
from annotate._variables import Kind, as_cells, check_names, from_cells, kind_of, plain_name

FACTS = ("source", "title", "author", "published", "url", "language")
"""What can be corrected of an article, besides its variables."""

SET_ASIDE = "set_aside"
"""Under this name stands why an article is in no queue and no number."""

NOT_DRAWN = "not drawn"
"""Why an article is set aside that was not drawn for the study; drawing more may take it in."""

DRAW = "draw"
"""Under this name stands how the study's articles were drawn."""

_KIND = "variable:"
"""Before a variable's name: its kind, said of the study."""

Said = dict[str, str]
"""What is said of one article, by name."""


def said(
    connection: Connection, article_ids: Collection[str] | None = None, names: Collection[str] | None = None
) -> dict[str, Said]:
    """Return what is said of each article (or of some) under all names (or some), where anything is."""
    table = tables.article_values.c
    query = sa.select(table.article_id, table.name, table.value).where(table.coder == "")
    if names is not None:
        query = query.where(table.name.in_(names))
    found: dict[str, Said] = {}
    for some in asked(query, table.article_id, None if article_ids is None else list(article_ids)):
        for article_id, name, value in connection.execute(some):
            found.setdefault(article_id, {})[name] = value
    return found


def stamp(connection: Connection) -> tuple[int, ...]:
    """Return what is another as soon as an article is added, or anything else is said of one or of the study."""
    rows = (tables.articles.c.article_number, tables.article_log.c.row, tables.study_log.c.row)
    return tuple(int(connection.execute(sa.select(sa.func.max(row))).scalar() or 0) for row in rows)


def of_study(connection: Connection, name: str) -> str:
    """Return what is said of the study under a name; empty where nothing is."""
    table = tables.study_values.c
    return str(connection.execute(sa.select(table.value).where(table.name == name)).scalar() or "")


def set_aside(connection: Connection) -> Said:
    """Return the articles that are set aside, each with its reason."""
    table = tables.article_values.c
    query = sa.select(table.article_id, table.value).where(table.name == SET_ASIDE, table.coder == "")
    return {article_id: reason for article_id, reason in connection.execute(query)}


def aside() -> sa.Select[tuple[str]]:
    """Return the query for the articles that are set aside, to be part of another."""
    table = tables.article_values.c
    return sa.select(table.article_id).where(table.name == SET_ASIDE, table.coder == "")


def is_counted(article_id: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return the condition that an article is not set aside, for a query."""
    table = tables.article_values
    aside = sa.exists().where(table.c.article_id == article_id, table.c.coder == "", table.c.name == SET_ASIDE)
    return ~aside


# Variables ---------------------------------------------------------------------------------------------------


def kinds(connection: Connection) -> dict[str, Kind]:
    """Return the study's variables with their kinds, in the order in which they came.

    What a correction or a draw began is none any more where all that it said is undone: an undo leaves no column.
    """
    begun = _begun(connection)
    return {name: kind for name, (kind, is_apart) in begun.items() if not is_apart or _is_said(connection, name)}


def begun_kinds(connection: Connection) -> dict[str, Kind]:
    """Return the kinds of all variables that were ever begun: one that an undo left empty keeps its kind for a redo."""
    return {name: kind for name, (kind, _) in _begun(connection).items()}


def _begun(connection: Connection) -> dict[str, tuple[Kind, bool]]:
    """Return each variable's kind, and whether corrections and draws alone began it, in the order they came in."""
    log, now, made = tables.study_log.c, tables.study_values.c, tables.decisions.c
    apart = sa.func.min(sa.case((made.kind == BEGIN, 1), else_=0)).label("apart")
    came = sa.select(log.name, sa.func.min(log.row).label("came"), apart).join(tables.decisions, made.seq == log.seq)
    came_of = came.where(log.name.startswith(_KIND)).group_by(log.name).subquery()
    query = sa.select(now.name, now.value, came_of.c.apart).join(came_of, came_of.c.name == now.name)
    rows = connection.execute(query.order_by(came_of.c.came))
    return {name.removeprefix(_KIND): (kind, bool(is_apart)) for name, kind, is_apart in rows}


def _is_said(connection: Connection, name: str) -> bool:
    """Whether a variable is said of any article, or was said and then emptied by a decision that stands."""
    values, log, made = tables.article_values.c, tables.article_log.c, tables.decisions.c
    now = sa.select(sa.literal(1)).where(values.name == name, values.coder == "")
    decided = sa.select(sa.literal(1)).join(tables.decisions, made.seq == log.seq).where(log.name == name)
    decided = decided.where(log.coder == "", made.undone_by.is_(None), made.kind.not_in(("undo", "redo")))
    return any(connection.execute(query.limit(1)).scalar() is not None for query in (now, decided))


def kind_row(name: str, kind: Kind) -> StudyValue:
    """Return the log's row that says a variable's kind."""
    return {"name": f"{_KIND}{name}", "value": kind}


def value_row(article_id: str, name: str, value: str | None) -> Change:
    """Return the row that says something of an article, shared by all coders; None: nothing any more."""
    return "article_log", {"article_id": article_id, "coder": "", "name": name, "value": value}


def variable_columns(
    article_ids: Iterable[str], values: dict[str, Said], variables: dict[str, Kind]
) -> dict[str, pd.Series]:
    """Return each variable as a typed column, one row per article id given."""
    ids = list(article_ids)
    return {
        name: from_cells([values.get(one, {}).get(name, "") for one in ids], kind) for name, kind in variables.items()
    }


def with_variables(table: pd.DataFrame, values: dict[str, Said], variables: dict[str, Kind]) -> pd.DataFrame:
    """Return a table with its articles' variables as further columns."""
    if not variables:
        return table
    places, ids = pd.factorize(table["article_id"].to_numpy(dtype=object))
    columns = variable_columns(ids, values, variables)
    further = {name: column.take(places).set_axis(table.index) for name, column in columns.items()}
    return pd.concat([table, pd.DataFrame(further, index=table.index)], axis=1)


def cells_of(table: pd.DataFrame, names: Iterable[str]) -> list[Said]:
    """Return what each row says of its article in these columns, as text; nothing where a cell is empty."""
    columns = {plain_name(name): as_cells(table[name]) for name in names}
    rows = zip(*columns.values(), strict=True) if columns else ([] for _ in range(len(table)))
    return [{name: cell for name, cell in zip(columns, row, strict=True) if cell} for row in rows]


# What may be said --------------------------------------------------------------------------------------------

_PUBLISHED = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_LANGUAGE = re.compile(r"(?:[a-z]{2,3})?")


def checked_facts(facts: dict[str, str]) -> Said:
    r"""Return corrected facts in the form in which they are kept.

    Raises
    ------
    ArticleError
        For a value that is no text, a date that is not ISO 8601, a language that is no code.

    Examples
    --------
    >>> checked_facts({"source": "  The\n Echo", "published": "2026-05-12"})
    {'source': 'The Echo', 'published': '2026-05-12'}
    """
    for name, value in facts.items():
        if not isinstance(value, str):
            raise ArticleError(f"{name}={value!r} must be text; the empty text says that it is not known.")
    if not _PUBLISHED.fullmatch(facts.get("published", "")):
        raise ArticleError(
            f"published={facts['published']!r} is no date: write it as 2026-05-12, as 2026-05 or 2026 where no more "
            "is known, or leave it empty."
        )
    if not _LANGUAGE.fullmatch(facts.get("language", "")):
        raise ArticleError(
            f"language={facts['language']!r} is no ISO 639-1 code: give two small letters, such as 'fr' or 'en'."
        )
    return {**facts, "source": one_form(facts["source"])} if "source" in facts else facts


def checked_variables(given: dict[str, object], known: dict[str, Kind]) -> dict[str, tuple[str | None, Kind]]:
    """Return each variable's value as it is kept (None: nothing is said any more), and its kind.

    Raises
    ------
    ArticleError
        Where a name is taken, or a value is not of its variable's kind.
    """
    from annotate._articles.article_table import RESERVED

    try:
        check_names(given, RESERVED, "The correction")
    except AnnotateError as error:
        raise ArticleError(str(error)) from error
    return {plain_name(name): _cell(plain_name(name), value, known) for name, value in given.items()}


def _cell(name: str, value: object, known: dict[str, Kind]) -> tuple[str | None, Kind]:
    column = pd.Series([value], dtype=TEXT if isinstance(value, str) else object)
    (cell,) = as_cells(column)
    kind = known.get(name) or kind_of(column)
    try:
        from_cells([cell], kind)
    except ValueError as error:
        raise ArticleError(f"{name}={value!r} is no {kind}, and {name!r} holds {kind}s: give one, or None.") from error
    return cell or None, kind


# Names of sources --------------------------------------------------------------------------------------------

_ADDED = re.compile(r"\b(?:the|online|digital|web|website|site|print|com|org|net|fr|le|la|les)\b")


def one_form(name: str) -> str:
    r"""Return a source's name in one form: Unicode's composed one, without blanks around it, one between words.

    Examples
    --------
    >>> one_form(" The\u00a0 Echo ")
    'The Echo'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def likeness(name: str) -> str:
    """Return what is left of a source's name without case, accents, signs and words such as "the" and "online".

    Examples
    --------
    >>> likeness("The Echo Online") == likeness("THE ECHO") == likeness("echo.com")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = _ADDED.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return "".join(filter(str.isalnum, words)) or "".join(filter(str.isalnum, plain))
