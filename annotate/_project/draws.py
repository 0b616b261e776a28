"""Draws: which articles form the study, as rows to write, and what is kept of how they were drawn."""

import json
from typing import Any, TypedDict, cast

import pandas as pd
from sqlalchemy.engine import Connection

from annotate._counting.design import DRAWN
from annotate._errors import ArticleError
from annotate._frames import Record
from annotate._project import about, contents, corrections
from annotate._project.rows import Change
from annotate._study.drawing import draw, strata
from annotate._study.seeded import Seed
from annotate._variables import Kind

_KINDS: dict[str, Kind] = {"stratum": "text", "weight": "number", "population": "number", "cluster": "text"}
"""What a draw says of each article, under the names that the numbers look for."""


class Drawing(TypedDict, total=False):
    """How a study's articles were drawn, and what was in each stratum; nothing where they were not."""

    n: int
    by: list[str]
    kind: str
    seed: Seed
    strata: dict[str, list[Any]]


def draw_rows(
    connection: Connection, n: int, by: list[str], kind: str | None, seed: Seed | None, fresh: Seed
) -> list[Change]:
    """Return the rows that make a study of some of its articles; those drawn before stay in it."""
    before = last_draw(connection)
    by = by or before.get("by", [])
    kind = kind or before.get("kind") or ("stratified" if by else "simple")
    seed = before.get("seed", fresh) if seed is None else seed
    frame = contents.articles(connection, set_aside=True).drop(columns="text")
    frame = frame[frame["set_aside"].isin(["", about.NOT_DRAWN])]
    said = about.said(connection)
    kept = [one for one in frame.loc[frame["set_aside"] == "", "article_id"] if "weight" in said.get(one, {})]
    _check(connection, before, said)
    if before and (before["by"], before["kind"]) != (by, kind):
        raise ArticleError(
            f"This study was drawn with by={before['by']!r} and kind={before['kind']!r}, and by={by!r} and "
            f"kind={kind!r} were given: what was drawn would have had another chance. Draw more in the same way, or "
            "take the draw back with project.undo() first."
        )
    drawn = draw(frame, n, by, kind=kind, seed=seed, kept=kept if before else ())
    _check_kept(drawn, kept if before else [])
    corrections.begin_variables(connection, _KINDS)
    table = strata(drawn)
    how = {"n": n, "by": by, "kind": kind, "seed": seed,
           "strata": table.astype(object).where(table.notna(), None).to_dict("list")}  # fmt: skip
    rows: list[Change] = [("study_log", {"name": about.DRAW, "value": json.dumps(how)})]
    for row in drawn.to_dict("records"):
        rows += _rows_of_one(row, said.get(row["article_id"], {}))
    return rows


def _rows_of_one(row: Record, now: about.Said) -> list[Change]:
    says: dict[str, str | None] = dict.fromkeys((*_KINDS, about.SET_ASIDE))
    if row["drawn"]:
        numbers = {name: repr(float(row[name])).removesuffix(".0") for name in ("weight", "population")}
        says |= {"stratum": row["stratum"], **numbers, "cluster": row["cluster"] or None}
    else:
        says[about.SET_ASIDE] = about.NOT_DRAWN
    return [about.value_row(row["article_id"], name, value) for name, value in says.items() if now.get(name) != value]


def last_draw(connection: Connection) -> Drawing:
    """Return how the study's articles were drawn; nothing where they were not."""
    return cast("Drawing", json.loads(about.of_study(connection, about.DRAW) or "{}"))


def _check(connection: Connection, before: Drawing, said: dict[str, about.Said]) -> None:
    """Refuse to draw where the articles say already, by columns of their own, how they were drawn."""
    names = set(DRAWN.values())
    theirs = {name for values in said.values() for name in names & values.keys()} if not before else set()
    theirs |= {name for name, kind in about.kinds(connection).items() if _KINDS.get(name, kind) != kind}
    if theirs:
        raise ArticleError(
            f"The articles came with {', '.join(map(repr, sorted(theirs)))}, which says how they were drawn elsewhere: "
            "a second draw would write over it. Count with what they came with, or add them again to a new project "
            "without these columns and draw there."
        )


def _check_kept(drawn: pd.DataFrame, kept: list[str]) -> None:
    lost = set(kept) - set(drawn.loc[drawn["drawn"], "article_id"])
    if lost:
        raise ArticleError(
            f"{len(lost)} articles that were drawn before would drop out, such as {min(lost)!r}: fewer are wanted than "
            "were drawn. Draw at least as many, or take the last draw back with "
            "project.undo() first."
        )
