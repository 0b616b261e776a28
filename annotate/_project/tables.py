"""The tables of a project.

Decisions are append-only: `decisions` says who decided what kind of thing when, and the logs hold what each decision
changed. `tags`, `article_values` and `study_values` hold what stands now, derived from their logs in the same
transaction, so that reading them never replays a log; `tallies` holds the numbers that a page shows.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

from annotate._exact_text import escape, unescape

SCHEMA_VERSION = 3
"""The project format that this annotate makes; `migration` brings those of earlier ones up to it."""


class ExactText(sa.types.TypeDecorator[str]):
    """Text that comes back exactly, NUL and lone surrogates included."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unescape(value)


metadata = sa.MetaData()


def _text(name: str, *, default: str | None = "", **options: Any) -> sa.Column[str]:
    return sa.Column(name, ExactText, nullable=default is None, default=default, **options)


facts = sa.Table("project", metadata, _text("name", primary_key=True), _text("value"))

articles = sa.Table(
    "articles",
    metadata,
    # 1, 2, 3 … without gaps: articles are never taken out, so an article's number is its place among all.
    sa.Column("article_number", sa.Integer, primary_key=True, autoincrement=False),
    _text("article_id", unique=True),
    *(_text(name) for name in ("source", "title", "author", "published", "url", "language", "article_sha256")),
    sa.Column("length", sa.Integer, nullable=False),
    _text("added_at"),
)

# Apart from `articles`, so that listing ten thousand articles never reads their texts.
article_texts = sa.Table(
    "article_texts",
    metadata,
    sa.Column("article_number", sa.ForeignKey("articles.article_number"), primary_key=True),
    _text("text"),
)

passages = sa.Table(
    "passages",
    metadata,
    _text("article_id", primary_key=True),
    sa.Column("start", sa.Integer, primary_key=True),
    sa.Column("end", sa.Integer, primary_key=True),
    _text("proposed_label"),
    _text("reason"),
    sa.Column("double_of", sa.Integer),
)

# Asked in these very words, each of these finds its few rows by an index of its own, however many others there are.
is_proposed = passages.c.proposed_label != sa.literal_column("''")
sa.Index("passages_proposed", passages.c.article_id, sqlite_where=is_proposed, postgresql_where=is_proposed)

IMPORTED = "import"
"""The kind of a decision that was made elsewhere: no coder's undo takes it back."""

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    _text("decision_id", unique=True),
    _text("coder"),
    _text("article_id"),
    _text("kind"),
    _text("decided_at"),
    sa.Column("undoes", sa.Integer),
    sa.Column("undone_by", sa.Integer),
    sa.Index("decisions_by_coder", "coder", "seq"),
    sa.Index("decisions_undone", "coder", "undone_by"),
    sqlite_autoincrement=True,
)
not_imported = decisions.c.kind != sa.literal_column(f"'{IMPORTED}'")
"""Asked in these words, undo finds a coder's own decisions however many were imported: it has an index of its own."""
sa.Index(
    "decisions_made_here",
    decisions.c.coder,
    decisions.c.seq,
    sqlite_where=not_imported,
    postgresql_where=not_imported,
)


def _tag_columns() -> list[sa.Column[Any]]:
    return [
        _text("tag_id"),
        _text("label"),
        _text("source", default=None),
        _text("speaker"),
        _text("speaker_kind"),
        sa.Column("evaluative", sa.Boolean, nullable=False, default=False),
        sa.Column("unsure", sa.Boolean, nullable=False, default=False),
        _text("note"),
        _text("origin"),
        sa.Column("score", sa.Float(53)),
        _text("tagged_at"),
        _text("codebook"),
        _text("answers"),  # to the codebook's further questions on a passage, as JSON; empty where there are none
        _text("machine"),  # that suggested it, and its version; empty by hand, and where annotate's own rules did
    ]


def _passage_key(*, primary_key: bool) -> list[sa.Column[Any]]:
    return [
        _text("article_id", primary_key=primary_key),
        _text("coder", primary_key=primary_key),
        sa.Column("start", sa.Integer, primary_key=primary_key),
        sa.Column("end", sa.Integer, primary_key=primary_key),
    ]


def _log(name: str, key: list[sa.Column[Any]], values: list[sa.Column[Any]]) -> sa.Table:
    """Make a log: each row says what `values` became for `key` in decision `seq`."""
    seq: sa.Column[int] = sa.Column("seq", sa.ForeignKey("decisions.seq"), nullable=False, index=True)
    row: sa.Column[int] = sa.Column("row", sa.Integer, primary_key=True)
    index = sa.Index(f"{name}_by_key", *(column.name for column in key))
    return sa.Table(name, metadata, row, seq, *key, *values, index, sqlite_autoincrement=True)


tags = sa.Table("tags", metadata, *_passage_key(primary_key=True), *_tag_columns())
is_unsure, has_note = tags.c.unsure.is_(True), tags.c.note != sa.literal_column("''")
sa.Index("tags_unsure", tags.c.coder, tags.c.article_id, sqlite_where=is_unsure, postgresql_where=is_unsure)
sa.Index("tags_with_note", tags.c.coder, tags.c.article_id, sqlite_where=has_note, postgresql_where=has_note)
of_machine = tags.c.machine != sa.literal_column("''")
sa.Index("tags_of_machines", tags.c.article_id, sqlite_where=of_machine, postgresql_where=of_machine)
is_spoken = tags.c.speaker != sa.literal_column("''")
"""Asked in these words, the tags of a few speakers are found among a million: it has an index of its own."""
# On a server by its hash, since no other index there takes a name of thousands of characters.
sa.Index(
    "tags_by_speaker",
    tags.c.speaker,
    sqlite_where=is_spoken,
    postgresql_where=is_spoken,
    postgresql_using="hash",
)
tag_log = _log("tag_log", _passage_key(primary_key=False), _tag_columns())
cut_log = _log("cut_log", _passage_key(primary_key=False), [sa.Column("stands", sa.Boolean, nullable=False)])
# A source is a fact about the page, shared by all (coder ""), unless a coder's own is kept apart.
source_log = _log(
    "source_log",
    [_text("article_id"), _text("coder"), sa.Column("start", sa.Integer)],
    [_text("source", default=None)],
)


def _value_key(*, primary_key: bool) -> list[sa.Column[Any]]:
    return [_text(name, primary_key=primary_key) for name in ("article_id", "coder", "name")]


# What is said of an article by name: facts that all share (coder ""), such as a corrected title, why it is set aside
# or a variable; and a coder's own, such as a code or an assignment. No value: nothing is said of it any more.
article_values = sa.Table("article_values", metadata, *_value_key(primary_key=True), _text("value"))
sa.Index("article_values_by_name", article_values.c.name, article_values.c.coder)
article_log = _log("article_log", _value_key(primary_key=False), [_text("value", default=None)])

# What is said of the study as a whole by name: its variables' kinds, codebooks, draws, persons.
study_values = sa.Table("study_values", metadata, _text("name", primary_key=True), _text("value"))
study_log = _log("study_log", [_text("name")], [_text("value", default=None)])

tallies = sa.Table(
    "tallies",
    metadata,
    *(_text(name, primary_key=True) for name in ("what", "article_id", "coder", "name")),
    sa.Column("number", sa.Integer, nullable=False),
)
sa.Index("tallies_by_number", tallies.c.what, tallies.c.number.desc(), tallies.c.name)

# Tags of a large import, on their way: they are in no number yet, and all come in, or none. See `staging`.
staged = sa.Table(
    "staged",
    metadata,
    _text("import_id", primary_key=True),
    sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
    _text("tag"),
)

KEYS = {
    "tag_log": ("article_id", "coder", "start", "end"),
    "cut_log": ("article_id", "coder", "start", "end"),
    "source_log": ("article_id", "coder", "start"),
    "article_log": ("article_id", "coder", "name"),
    "study_log": ("name",),
}
"""What identifies the thing that a log's row is about."""


def lost(connection: Connection) -> Iterator[str]:
    """Return which tables and columns a project's database lacks, in a sentence each."""
    inspector = sa.inspect(connection)
    for table in metadata.sorted_tables:
        if not inspector.has_table(table.name):
            yield f"The table {table.name!r} is missing."
            continue
        there = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                yield f"The table {table.name!r} has no column {column.name!r}."
