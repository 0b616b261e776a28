"""The verbs of a project with which a judge settles what coders differ in."""

import uuid
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypedDict, cast

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._agreement.differing import stretches_of, what_differs
from annotate._codebook_versions import Versions
from annotate._errors import PassageError, TagError
from annotate._exact_text import TEXT
from annotate._project import changes, codebooks, contents, decisions, judging, revising, source_marks, tables
from annotate._project.answers import kept, read
from annotate._project.deciding import Deciding
from annotate._project.rows import AnyRow, Article, Change, Judged, Page, Tag, TagOnPage, span_of
from annotate._project.standing_codebook import StandingCodebook
from annotate._tags import check_tag, check_text


class Judgement(TypedDict):
    """What a judge says of one passage; without answers, those on which all agree."""

    start: int
    end: int
    label: str
    speaker: str
    speaker_kind: str
    evaluative: bool
    source: str | None
    answers: Mapping[str, object] | None


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
        codebook: str = "",
        decision_id: str | None = None,
    ) -> str:
        """Settle a stretch on which coders differ: the judge's tag counts there, and the coders' stay as they are.

        Parameters
        ----------
        article_id : str
        start, end : int
            Code points of the article's text, ``end`` excluded. Where coders cut differently, settle piece by piece.
        label, speaker, speaker_kind, evaluative, source, answers
            As of `tag`: one of the coders' decisions, or a third. Without a source it is the one that all coders
            give the stretch, else the page's.
        coder : str
            The judge.
        reason : str
            Why; it stands in the tag's ``note``.
        codebook : str
            The version by which the judge decided, where it may have been revised since; as of `settle`.
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
        one = {"start": start, "end": end, "label": label, "speaker": speaker, "speaker_kind": speaker_kind,
               "evaluative": evaluative, "source": source, "answers": answers}  # fmt: skip
        return self.settle(article_id, [one], coder=coder, reason=reason, codebook=codebook, decision_id=decision_id)

    def settle(
        self,
        article_id: str,
        passages: Sequence[Mapping[str, Any]],
        *,
        coder: str,
        reason: str = "",
        codebook: str = "",
        decision_id: str | None = None,
    ) -> str:
        """Settle a stretch that coders cut differently: several passages in one decision, undone as one.

        Parameters
        ----------
        article_id : str
        passages : list of dict
            Each with ``start``, ``end`` and ``label`` and, where wanted, ``speaker``, ``speaker_kind``,
            ``evaluative``, ``source`` and ``answers``, as of `adjudicate`; without answers, those that all coders
            with this label have there. What the judge decided there before gives way.
        coder : str
            The judge.
        reason : str
            Why; it stands in each tag's ``note``.
        codebook : str
            The version by which the judge decided, where it may have been revised since; as of `tag`. An answer that
            a coder has there is taken as it stands, also where its question no longer goes with the label.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        str
            The decision's id. The first passage's tag has it, too; the others' have it with a number.

        Raises
        ------
        TagError, PassageError, ProjectError
            As of `adjudicate`; nothing is written then.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes, alas."]}))
        >>> _ = project.tag("vote", 0, 24, "opinion", coder="ana")
        >>> _ = project.tag("vote", 0, 18, "reported_fact", coder="ben")
        >>> halves = [(0, 18, "reported_fact"), (19, 24, "opinion")]
        >>> passages = [{"start": start, "end": end, "label": label} for start, end, label in halves]
        >>> _ = project.settle("vote", passages, coder="lead", reason="two clauses")
        >>> len(annotate.disagreements(project.tags()))
        0
        """
        said = [_checked(one) for one in passages]
        if not said:
            raise TagError("Nothing is settled by no passage: give at least one, with start, end and label.")
        said.sort(key=lambda one: int(one["start"]))
        if any(before["end"] > after["start"] for before, after in pairwise(said)):
            raise PassageError("The passages overlap, and a passage has one label: cut them so that they do not.")
        check_text(article_id=article_id, coder=coder, note=reason, codebook=codebook)
        decision_id = decision_id or uuid.uuid4().hex
        ids = [decision_id, *(f"{decision_id}-{number}" for number in range(2, len(said) + 1))]
        tags = [
            _judged(one, {"article_id": article_id, "coder": coder}, tag_id, note=reason, codebook=codebook)
            for one, tag_id in zip(said, ids, strict=True)
        ]
        self._decide("adjudicate", coder, article_id, decision_id, lambda connection: _rows(connection, tags))
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
        sealed: list[Judged] = []

        def rows_of(connection: Connection) -> list[Change]:
            sealed.extend(_agreed(connection, coder, decision_id))
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
        frame = pd.DataFrame(rows, columns=["reason", "passages"], dtype=object)
        return frame.astype({"reason": TEXT, "passages": "int64"})


def _checked(said: Mapping[str, Any]) -> Judgement:
    """Return what a judge says of one passage, whole, or say what is wrong with it."""
    usual: AnyRow = {"speaker": "", "speaker_kind": "", "evaluative": False, "source": None, "answers": None}
    if not {"start", "end", "label"} <= {*said} <= {"start", "end", "label", *usual}:
        raise TagError(
            f"A passage that says {', '.join(map(repr, said)) or 'nothing'} cannot be settled: it says start, end "
            f"and label, and may say {', '.join(usual)}."
        )
    one = {**usual, **said}
    check_text(label=one["label"], source=one["source"] or "")
    start, end = changes.span(one["start"], one["end"])
    return cast("Judgement", {**one, "start": start, "end": end, "evaluative": bool(one["evaluative"])})


def _judged(said: Judgement, page: Page, tag_id: str, *, note: str = "", codebook: str = "") -> Judged:
    return {
        **said, **page, "tag_id": tag_id, "note": note, "origin": ORIGIN, "unsure": False, "score": None,
        "machine": "", "tagged_at": decisions.now(), "codebook": codebook,
    }  # fmt: skip


def _rows(connection: Connection, judged: list[Judged]) -> list[Change]:
    """Return the rows of a judge's tags, after a look whether each settles something and writes over nothing."""
    standing = codebooks.versions(connection)
    by_article: dict[str, list[Judged]] = {}
    for tag in judged:
        by_article.setdefault(tag["article_id"], []).append(tag)
    rows: list[Change] = []
    for article_id, tags in by_article.items():
        page = contents.article(connection, article_id)
        marks = source_marks.seen_by(connection, article_id, tags[0]["coder"]).get(article_id, [])
        there = contents.tags(connection, article_id)
        for tag in tags:
            _check_settles(there, tag)
        whole = [_with_own_source(page, marks, _with_source(there, tag)) for tag in tags]
        rows += changes.judged_rows(connection, [_by_the_codebook(standing, there, tag) for tag in whole])
    return rows


def _by_the_codebook(standing: Versions, there: list[TagOnPage], tag: Judged) -> Tag:
    """Return a tag as the codebook that stands has it, with its answers.

    Raises
    ------
    TagError
        Where its label was split since, or an answer of the judge's own is none.
    """
    made_with, now = tag["codebook"], revising.as_now(tag, standing)
    check_tag(standing.newest, now["label"], now["speaker"], now["speaker_kind"], ORIGIN, None)
    if now["answers"] is None:
        return {**now, "answers": kept(_agreed_answers(there, now))}
    coders = [read(one["answers"]) for one in there if _is_a_coders_beside(one, tag)]
    said = now["answers"].items()
    known = {name: str(answer) for name, answer in said if any(c.get(name) == answer for c in coders)}
    own = {name: answer for name, answer in said if name not in known}
    checked = revising.with_answers(now, own, standing, made_with=made_with)
    return {**checked, "answers": kept({**known, **read(checked["answers"])})}


def _check_settles(there: list[TagOnPage], tag: Judged) -> None:
    here = [one for one in there if _is_a_coders_beside(one, tag)]
    where = f"{tag['start']}–{tag['end']} of {tag['article_id']!r}"
    if any(one["coder"] == tag["coder"] for one in here):
        raise TagError(
            f"{tag['coder']!r} has coded {where}, and a judgement under the same name would be written over it: "
            f"judge under another name, such as coder='{tag['coder']}, judge'."
        )
    if not here:
        raise TagError(f"Nobody has tagged {where}: there is nothing to settle. Use project.tag for a first tag.")


def _is_a_coders_beside(one: TagOnPage, tag: Judged) -> bool:
    """Whether a tag is a coder's, on a part at least of what another is on."""
    return one["origin"] != ORIGIN and one["start"] < tag["end"] and one["end"] > tag["start"]


def _with_source(there: list[TagOnPage], tag: Judged) -> Judged:
    """Return a tag with the source that all coders give its stretch, where a judge gave none."""
    if tag["source"] is not None:
        return tag
    found = {one["source"] for one in there if _is_a_coders_beside(one, tag)}
    return {**tag, "source": found.pop() if len(found) == 1 else None}


def _with_own_source(page: Article, marks: source_marks.Marks, tag: Judged) -> Judged:
    """Return a tag that names a source only where the page has another there, so that it follows a later mark."""
    is_usual = tag["source"] == source_marks.source_at(marks, tag["start"], page["source"])
    return {**tag, "source": None} if is_usual else tag


def _agreed_answers(there: list[TagOnPage], tag: Judged) -> dict[str, str]:
    """Return the answers on which all agree who gave one there by a tag's label."""
    given = [
        read(one["answers"])
        for one in there
        if one["origin"] != ORIGIN and span_of(one) == span_of(tag) and one["label"] == tag["label"]
    ]
    every = {name: answer for one in given for name, answer in one.items()}
    return {n: answer for n, answer in every.items() if all(one.get(n, answer) == answer for one in given)}


def _agreed(connection: Connection, coder: str, decision_id: str) -> list[Judged]:
    """Return a judge's tags for all on which several coders agree."""
    rows = [row for one in judging.coded_by_several(connection) for row in contents.tags(connection, one)]
    agreed = (those for those in stretches_of(rows) if not what_differs(those))
    found = [tag for those in agreed for tag in {span_of(tag): tag for tag in those}.values()]
    return [
        _judged(_said(tag), {"article_id": tag["article_id"], "coder": coder}, f"{decision_id}-{number}")
        for number, tag in enumerate(found)
    ]


def _said(tag: TagOnPage) -> Judgement:
    """Return what coders said of a passage as a judge's words; of answers those count on which all agree."""
    return {
        "start": tag["start"], "end": tag["end"], "label": tag["label"], "speaker": tag["speaker"],
        "speaker_kind": tag["speaker_kind"], "evaluative": tag["evaluative"], "source": tag["source"], "answers": None,
    }  # fmt: skip
