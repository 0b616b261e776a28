"""Practice: a project beside the study in which coders train against gold; no tag of it enters the study."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypedDict

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._codebook import Codebook
from annotate._counting.columns import require
from annotate._csv_file.csv_file import read_csv
from annotate._errors import ArticleError, TagError
from annotate._project import about, changes, contents, statements, tables
from annotate._project.address import Address
from annotate._project.deciding import Deciding
from annotate._project.rows import Change, Page, Span, Tag
from annotate._project.store import Store


class GoldPassage(TypedDict):
    """A passage of the gold."""

    article_id: str
    start: int
    end: int
    label: str
    speaker: str
    note: str


SCHEMA = "annotate_training"
"""Where coders practise on a server: a schema of the study's own database."""
GOLD = "gold"
"""Under this name stand, in the practice project, the gold's passages and from which share a coder is admitted."""
_WORDS = ("article_id", "start", "end", "label", "speaker", "note")


def place(store: Store) -> str:
    """Return where coders practise: ``study.training.db`` beside ``study.db``, or a schema of its database."""
    address: Address = store.address
    if address.is_file:
        return str(address.path.with_name(f"{address.path.stem}.training{address.path.suffix}"))
    if store.is_sqlite:
        raise TagError("A study at an SQLite URL has no place to practise: open it by its path, such as 'study.db'.")
    url = address.url.update_query_dict({"options": f"-csearch_path={SCHEMA}"})
    return url.render_as_string(hide_password=False)


def make_room(store: Store) -> None:
    """Make the schema in which coders practise on a server."""
    if not store.is_sqlite:
        with store.writing() as connection:
            if not sa.inspect(connection).has_schema(SCHEMA):
                connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")


def as_table(gold: pd.DataFrame | str | Path) -> pd.DataFrame:
    """Return a gold that may be a file as a table."""
    return gold if isinstance(gold, pd.DataFrame) else read_csv(gold)


def gold_rows(gold: pd.DataFrame, codebook: Codebook) -> list[GoldPassage]:
    """Return the gold's passages, or say what is wrong with them."""
    require(gold, "article_id", "start", "end", "label", what="gold")
    table = gold.assign(**{name: "" for name in ("speaker", "note") if name not in gold.columns})[list(_WORDS)]
    if "origin" in gold.columns and (gold["origin"] == "adjudication").any():
        table = table[(gold["origin"] == "adjudication").to_numpy(dtype=bool)].copy()
    texts = ["article_id", "label", "speaker", "note"]
    table[texts] = table[texts].astype(object).where(table[texts].notna(), "")  # pandas reads an empty cell as missing
    kinds = dict.fromkeys(("start", "end"), "int64") | dict.fromkeys(texts, str)
    rows: list[GoldPassage] = table.astype(kinds).astype(object).to_dict("records")  # type: ignore[assignment]
    ordered = sorted(rows, key=lambda row: (row["article_id"], row["start"]))
    for before, after in pairwise(ordered):
        if before["article_id"] == after["article_id"] and before["end"] > after["start"]:
            raise TagError(
                f"The gold has two tags on {after['start']}–{min(before['end'], after['end'])} of "
                f"{after['article_id']!r}, and one of them is wrong: keep one. Of a judged study, its judge's tags are "
                "the gold."
            )
    for row in ordered:
        if row["label"] not in codebook.names:
            raise TagError(f"The gold's label {row['label']!r} is not in {codebook.id}: {codebook.cure(row['label'])}.")
    if not ordered:
        raise TagError("The gold has no passage: give a table of tags, such as a judge's, or the path of its CSV.")
    return ordered


def pages_of(connection: Connection, gold: list[GoldPassage]) -> pd.DataFrame:
    """Return the study's articles that the gold is about, those that are set aside too.

    Raises
    ------
    ArticleError
        Where one is not there.
    """
    pages = contents.articles(connection, set_aside=True)
    wanted = {row["article_id"] for row in gold}
    missing = sorted(wanted - set(pages["article_id"]))
    if missing:
        named = ", ".join(map(repr, missing[:3]))
        raise ArticleError(
            f"{len(missing)} of the gold's articles are not in this project, such as {named}: add them with "
            "project.add, and set them aside with project.set_aside where they are to be in no number."
        )
    return pages[pages["article_id"].isin(wanted)][[*contents.ARTICLE_COLUMNS, "text"]].reset_index(drop=True)


def keep_gold(practice: Deciding, gold: list[GoldPassage], admit: float) -> None:
    """Keep the gold with the practice project, in the place of an earlier one."""
    said = json.dumps({"rows": gold, "admit": admit}, sort_keys=True)

    def rows_of(connection: Connection) -> list[Change]:
        known = about.of_study(connection, GOLD)
        return [] if known == said else [("study_log", {"name": GOLD, "value": said})]

    practice._decide("gold", "", "", None, rows_of, is_of_the_study=True)


class Gold(NamedTuple):
    """A gold that coders practised on, and from which share it admitted."""

    rows: list[GoldPassage]
    admit: float


def kept_golds(connection: Connection) -> list[Gold]:
    """Return every gold that coders ever practised on, the newest first."""
    log = tables.study_log.c
    said = connection.execute(sa.select(log.value).where(log.name == GOLD).order_by(log.row.desc())).scalars()
    return [Gold(one["rows"], one["admit"]) for one in (json.loads(text) for text in said if text)]


def lay_out(practice: Deciding, gold: list[GoldPassage], coder: str) -> None:
    """Cut the articles for a coder as the gold cuts them, where she has not begun; no undo of hers takes it back."""
    for article_id in dict.fromkeys(row["article_id"] for row in gold):
        spans = [(row["start"], row["end"]) for row in gold if row["article_id"] == article_id]
        about_cut = (practice, article_id, coder, spans)
        practice._decide("import", coder, article_id, f"gold:{coder}:{article_id}", _layer(*about_cut))


def _layer(practice: Deciding, article_id: str, coder: str, spans: list[Span]) -> Callable[[Connection], list[Change]]:
    def rows_of(connection: Connection) -> list[Change]:
        page: Page = {"article_id": article_id, "coder": coder}
        if statements.first(connection, tables.tags, page, Tag) is not None:
            return []
        text = contents.text_of(connection, article_id)
        before = contents.cut_by(connection, **page)
        after = set(before)
        for start, end in spans:
            if (start, end) not in after:
                for s, e, stands in changes.cut_out(text, {**page, "start": start, "end": end}, sorted(after), {}):
                    (after.add if stands else after.discard)((s, e))
        return changes.recut(page, before, after)

    return rows_of


def first_decisions(history: pd.DataFrame) -> pd.DataFrame:
    """Return what each coder decided first on each passage: after it, she knew what the gold has."""
    made = history[(~history["withdrawn"] & ~history["kind"].isin(("undo", "redo"))).to_numpy(dtype=bool)]
    return made.drop_duplicates(["article_id", "coder", "start", "end"]).reset_index(drop=True)
