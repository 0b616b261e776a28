"""The verbs of a project with which a judge settles what coders differ in."""

import uuid
from collections.abc import Mapping
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._agreement.differing import stretches, what_differs
from annotate._codebook import Codebook
from annotate._errors import TagError
from annotate._project import about, changes, contents, decisions, tables
from annotate._project.answers import of_tag
from annotate._project.changes import Change
from annotate._project.deciding import Deciding
from annotate._project.standing_codebook import StandingCodebook
from annotate._tags import TAG_COLUMNS, check_tag, check_text, tag_table

Row = dict[str, Any]

ORIGIN = "adjudication"


class JudgeVerbs(Deciding, StandingCodebook):
    """The verbs of a project that are a judge's."""

    def adjudicate(
        self,
        article_id: str,
        start: int,
        end: int,
        label: str,
        *,
        coder: str,
        speaker: str = "",
        speaker_kind: str = "",
        evaluative: bool = False,
        source: str | None = None,
        answers: Mapping[str, object] | None = None,
        reason: str = "",
        decision_id: str | None = None,
    ) -> str:
        """Settle a stretch on which coders differ: the judge's tag counts there, and the coders' stay as they are.

        Parameters
        ----------
        article_id : str
        start, end : int
            Code points of the article's text, ``end`` excluded. Where coders cut differently, settle piece by piece.
        label, speaker, speaker_kind, evaluative, source, answers
            As of `tag`: one of the coders' decisions, or a third.
        coder : str
            The judge.
        reason : str
            Why; it stands in the tag's ``note``.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        str
            The decision's id, which is the tag's.

        Raises
        ------
        TagError
            Where nobody has tagged the stretch, or the judge has coded it too: her own reading would be written over.
        PassageError, ProjectError
            As of `tag`; nothing is written then.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
        >>> for coder, label in (("ana", "opinion"), ("ben", "reported_fact")):
        ...     _ = project.tag("vote", 0, 28, label, coder=coder)
        >>> _ = project.adjudicate("vote", 0, 28, "reported_fact", coder="lead", reason="a scheduled event")
        >>> len(annotate.disagreements(project.tags())), len(project.tags())
        (0, 3)
        """
        check_tag(self.codebook, label, speaker, speaker_kind, ORIGIN, None)
        check_text(article_id=article_id, coder=coder, note=reason, source=source or "")
        start, end = changes.span(start, end)
        decision_id = decision_id or uuid.uuid4().hex
        said = {"label": label, "speaker": speaker, "speaker_kind": speaker_kind, "evaluative": bool(evaluative),
                "source": source, "note": reason, "answers": of_tag(self.codebook, label, answers or {})}  # fmt: skip
        tag = _judged({"article_id": article_id, "start": start, "end": end, **said}, coder, decision_id, self.codebook)
        self._decide("adjudicate", coder, article_id, decision_id, lambda connection: _rows(connection, [tag]))
        return decision_id

    def seal(self, *, coder: str, decision_id: str | None = None) -> int:
        """Adjudicate in one step all stretches on which several coders agree in everything.

        Parameters
        ----------
        coder : str
            The judge; `undo` takes the step back as one.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        int
            How many passages were sealed.

        Raises
        ------
        TagError
            Where the judge has coded one of them; nothing is written then.
        """
        check_text(coder=coder)
        decision_id = decision_id or uuid.uuid4().hex
        sealed: list[Row] = []

        def rows_of(connection: Connection) -> list[Change]:
            sealed.extend(_agreed(connection, coder, decision_id, self.codebook))
            return _rows(connection, sealed)

        self._decide("seal", coder, "", decision_id, rows_of)
        return len(sealed)

    def adjudications(self) -> pd.DataFrame:
        """Return why stretches were adjudicated: one row per reason, the commonest first.

        Returns
        -------
        DataFrame
            ``reason`` (empty where none was given) and ``passages``.
        """
        with self._store.reading() as connection:
            table = tables.tags.c
            number = sa.func.count()
            query = sa.select(table.note, number).where(table.origin == ORIGIN).group_by(table.note)
            rows = [tuple(row) for row in connection.execute(query.order_by(number.desc(), table.note))]
        return pd.DataFrame(rows, columns=["reason", "passages"])


def _judged(said: Row, coder: str, tag_id: str, codebook: Codebook) -> Row:
    made = {"coder": coder, "tag_id": tag_id, "origin": ORIGIN, "unsure": False, "score": None}
    return {"answers": "", **said, **made, "tagged_at": decisions.now(), "codebook": codebook.id}


def _rows(connection: Connection, judged: list[Row]) -> list[Change]:
    """Return the rows of a judge's tags, after a look whether each settles something and writes over nothing."""
    rows: list[Change] = []
    for tag in judged:
        table = tables.tags.c
        here = sa.select(table.coder, table.origin).where(
            table.article_id == tag["article_id"], table.start < tag["end"], table.end > tag["start"]
        )
        there = [(coder, origin) for coder, origin in connection.execute(here)]
        where = f"{tag['start']}–{tag['end']} of {tag['article_id']!r}"
        if any(coder == tag["coder"] and origin != ORIGIN for coder, origin in there):
            raise TagError(
                f"{tag['coder']!r} has coded {where}, and a judgement under the same name would be written over it: "
                f"judge under another name, such as coder='{tag['coder']}, judge'."
            )
        if not any(origin != ORIGIN for _, origin in there):
            raise TagError(f"Nobody has tagged {where}: there is nothing to settle. Use project.tag for a first tag.")
        rows += changes.tag_rows(connection, tag)
    return rows


def _agreed(connection: Connection, coder: str, decision_id: str, codebook: Codebook) -> list[Row]:
    """Return a judge's tags for all on which several coders agree."""
    table = tables.tags.c
    by_several = sa.select(table.article_id).group_by(table.article_id)
    ids = connection.execute(by_several.having(sa.func.count(table.coder.distinct()) > 1)).scalars().all()
    aside = about.set_aside(connection)
    rows = [row for one in ids if one not in aside for row in contents.tags(connection, one)]
    tags = tag_table({name: row[name] for name in TAG_COLUMNS} for row in rows)
    own = ("article_id", "start", "end", "label", "speaker", "speaker_kind", "evaluative")
    found: list[Row] = []
    for those in stretches(tags):
        if not what_differs(those):
            spans = {(tag["start"], tag["end"]): tag for tag in those}
            found += [
                {**{name: tag[name] for name in own if name in tag}, "source": None, "note": ""}
                for tag in spans.values()
            ]
    return [_judged(tag, coder, f"{decision_id}-{number}", codebook) for number, tag in enumerate(found)]
