"""Answers to the codebook's further questions: how they are kept, and the columns that they become.

Those on a passage stand with its tag, as JSON by question; those on an article are its coder's own, said of it by name.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._codebook import Codebook
from annotate._errors import ArticleError, TagError
from annotate._exact_text import TEXT
from annotate._frames import Record
from annotate._project import about, codebooks, statements, tables
from annotate._project.columns import Coded
from annotate._project.rows import ArticleFact, Change, Page, Tag
from annotate._questions import Question, as_text, read_answers
from annotate._variables import Kind, as_cells, from_cells, plain_name

OWN, JUDGED, UNASKED = "answer:", "judged:", "unasked:"
"""Before a question's name: a coder's own answer on an article, a judge's, and one to what is asked no more."""

Answers = dict[str, str]
"""By question, each in the form in which it is kept."""


# On a passage ------------------------------------------------------------------------------------------------


def kept(given: Answers) -> str:
    """Write answers as they are kept with a tag; nothing where there are none."""
    return as_text(given)


def read(text: str) -> Answers:
    """Read what `kept` wrote."""
    return json.loads(text) if text else {}


def of_tag(codebook: Codebook, label: str, given: Mapping[str, object]) -> str:
    """Return answers as they are kept with a tag.

    Raises
    ------
    TagError
        Where one answers no question, is no answer to it, or its question does not go with the label.
    """
    found = read_answers(codebook.questions, "passage", given)
    for one in codebook.questions:
        if found.get(one.name) and not one.goes_with(label):
            raise TagError(
                f"The question {one.name!r} goes with {' and '.join(map(repr, one.labels))} only, and the passage is "
                f"tagged {label!r}: leave its answer out."
            )
    return kept(found)


def fitting(codebook: Codebook, label: str, given: Mapping[str, object]) -> tuple[Answers, Answers]:
    """Part answers that were given by an earlier codebook into those that fit the one that stands, and the others."""
    fit: Answers = {}
    for name, answer in given.items():
        try:
            fit |= read(of_tag(codebook, label, {name: answer}))
        except TagError:
            continue
    return fit, {name: str(answer) for name, answer in given.items() if answer and name not in fit}


def as_words(given: Answers, made_with: str) -> str:
    """Return answers as a note can keep them that have no place in the codebook any more."""
    return "; ".join(f"{name}: {answer}" for name, answer in given.items()) + (f" ({made_with})" if given else "")


def columns_of_tags(questions: Iterable[Question], answers: Coded) -> dict[str, pd.Series]:
    """Return a column for each question on a passage: equal answers are read once, however many tags have them."""
    said = [read(text or "") for text in answers.values] or [{}]
    found = {}
    for one in questions:
        each = _column(one, said)
        found[one.name] = each.take(answers.codes).reset_index(drop=True)
    return found


def _column(question: Question, said: Iterable[Answers]) -> pd.Series:
    return from_cells([row.get(question.name, "") for row in said], question.kind)


# On an article -----------------------------------------------------------------------------------------------


class OnArticles(NamedTuple):
    """What coders answered of articles.

    Parameters
    ----------
    questions : tuple of Question
        Those on an article.
    own : dict
        Each coder's answers, by article and coder.
    stands : dict
        What counts for each article: the judge's answer, else that on which its coders agree.
    judged : dict
        The judge's answers alone.
    """

    questions: tuple[Question, ...] = ()
    own: Mapping[tuple[str, str], Answers] = MappingProxyType({})
    stands: Mapping[str, Answers] = MappingProxyType({})
    judged: Mapping[str, Answers] = MappingProxyType({})

    @property
    def kinds(self) -> dict[str, Kind]:
        """The columns' kinds."""
        return {one.name: one.kind for one in self.questions}

    def of(self, article_id: str, coder: str) -> Answers:
        """Return what counts for one coder's tags: the judge's answers, her own, else what stands."""
        return {**self.stands.get(article_id, {}), **self._unjudged(article_id, coder)}

    def _unjudged(self, article_id: str, coder: str) -> Answers:
        judged = self.judged.get(article_id, {})
        return {name: value for name, value in self.own.get((article_id, coder), {}).items() if name not in judged}


def on_articles(connection: Connection, article_ids: Iterable[str] | None = None) -> OnArticles:
    """Read what coders answered of articles; nothing is read where the codebook asks nothing of them."""
    questions = codebooks.versions(connection).newest.questions_about("article")
    own: dict[tuple[str, str], Answers] = {}
    judged: dict[str, dict[str, set[str]]] = {}
    agreed: dict[str, dict[str, set[str]]] = {}
    for row in _said(connection, article_ids) if questions else ():
        article_id, coder, written, answer = row
        prefix, _, name = written.partition(":")
        if f"{prefix}:" == OWN:
            own.setdefault((article_id, coder), {})[name] = answer
        among = judged if f"{prefix}:" == JUDGED else agreed
        among.setdefault(article_id, {}).setdefault(name, set()).add(answer)
    settled = {one: _only(names) for one, names in judged.items()}
    stands = {one: {**_only(agreed.get(one, {})), **settled.get(one, {})} for one in {*agreed, *judged}}
    return OnArticles(questions, own, stands, settled)


def _said(
    connection: Connection, article_ids: Iterable[str] | None, prefixes: tuple[str, ...] = (OWN, JUDGED)
) -> Iterator[Any]:
    table = tables.article_values.c
    is_answer = sa.or_(*(table.name.startswith(prefix) for prefix in prefixes))
    query = sa.select(table.article_id, table.coder, table.name, table.value).where(table.coder != "", is_answer)
    if article_ids is not None:
        query = query.where(table.article_id.in_(list(article_ids)))
    yield from connection.execute(query)


def _only(names: dict[str, set[str]]) -> Answers:
    """Return the answers on which all agree."""
    return {name: next(iter(answers)) for name, answers in names.items() if len(answers) == 1}


def of_coder(connection: Connection, article_id: str, coder: str) -> Answers:
    """Return one coder's own answers on an article."""
    table = tables.article_values.c
    own = sa.select(table.name, table.value).where(table.article_id == article_id, table.coder == coder)
    rows = connection.execute(own.where(table.name.startswith(OWN)))
    return {name.removeprefix(OWN): value for name, value in rows}


def with_said(said: dict[str, about.Said], found: OnArticles) -> dict[str, about.Said]:
    """Return what is said of each article, with the answers that stand."""
    return {one: {**said.get(one, {}), **found.stands.get(one, {})} for one in {*said, *found.stands}}


def columns_of_articles(found: OnArticles, article_ids: Coded, coders: Coded) -> dict[str, pd.Series]:
    """Return a column for each question on an article, one row a tag; each article and coder is looked up once."""
    if not found.questions:
        return {}
    pair = article_ids.codes.astype("int64") * (len(coders.values) or 1) + coders.codes
    places, pairs = pd.factorize(pair)
    many = len(coders.values) or 1
    said = [found.of(article_ids.values[one // many], coders.values[one % many]) for one in pairs.tolist()]
    columns = {}
    for one in found.questions:
        each = _column(one, said)
        columns[one.name] = each.take(places).reset_index(drop=True)
    return columns


def rows_of(
    connection: Connection, article_id: str, given: Mapping[str, object], coder: str, *, judged: bool
) -> list[Change]:
    """Return the rows that say a coder's answers on an article; none for what is said already.

    Raises
    ------
    TagError
        Where one answers no question, or is no answer to it.
    """
    standing = codebooks.versions(connection).newest
    prefix = JUDGED if judged else OWN
    key: Page = {"article_id": article_id, "coder": coder}
    table = tables.article_values
    said = connection.execute(
        sa.select(table.c.name, table.c.value).where(table.c.article_id == article_id, table.c.coder == coder)
    )
    before = {name: value for name, value in said}
    return [
        ("article_log", {**key, "name": prefix + name, "value": answer or None})
        for name, answer in read_answers(standing.questions, "article", given).items()
        if before.get(prefix + name, "") != answer
    ]


def fitting_on_article(codebook: Codebook, given: Mapping[str, str]) -> tuple[Answers, Answers]:
    """Part answers on an article that were given by an earlier codebook into those that fit, and the others."""
    fit: Answers = {}
    for name, answer in given.items():
        try:
            fit |= read_answers(codebook.questions, "article", {name: answer})
        except TagError:
            continue
    return fit, {name: answer for name, answer in given.items() if answer and name not in fit}


def unasked_rows(article_id: str, given: Answers, coder: str) -> list[Change]:
    """Return the rows that keep answers to what is asked no more."""
    key: Page = {"article_id": article_id, "coder": coder}
    return [("article_log", {**key, "name": UNASKED + name, "value": answer}) for name, answer in given.items()]


def refuse_taken(connection: Connection, names: Iterable[str]) -> None:
    """Refuse variables that have the name of a question.

    Raises
    ------
    ArticleError
    """
    asked = {one.name.casefold() for one in codebooks.versions(connection).newest.questions}
    for name in names:
        if plain_name(name).casefold() in asked:
            raise ArticleError(
                f"{name!r} is a question of the study's codebook, and what coders answer to it stands in a column of "
                f"that name: answer it with project.answer(…), or name the variable otherwise, such as 'my_{name}'."
            )


# All of them -------------------------------------------------------------------------------------------------

COLUMNS = ("article_id", "source", "start", "end", "question", "answer", "coder", "origin", "codebook")


def table(connection: Connection, tags: pd.DataFrame, pages: pd.DataFrame, lengths: Mapping[str, int]) -> pd.DataFrame:
    """Return every coder's own answers, one row each: those on passages, then those on articles.

    Parameters
    ----------
    connection : Connection
    tags : DataFrame
        The study's tags, with the columns of their answers.
    pages : DataFrame
        ``article_id`` and ``source`` of its articles.
    lengths : mapping
        How many characters each article has.
    """
    standing = codebooks.versions(connection).newest
    parts = [_of_passages(tags, one) for one in standing.questions_about("passage")]
    source = dict(zip(pages["article_id"], pages["source"], strict=True))
    rows = [
        (one, source[one], 0, lengths[one], name.partition(":")[2], answer, coder, _ORIGIN[name.partition(":")[0]],
         standing.id)
        for one, coder, name, answer in sorted(map(tuple, _said(connection, None, (OWN, JUDGED, UNASKED))))
        if one in source
    ]  # fmt: skip
    parts.append(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))
    frame = pd.concat([part for part in parts if len(part)] or parts[-1:], ignore_index=True)
    kinds = {"start": "int64", "end": "int64"}
    return frame.astype({name: kinds.get(name, TEXT) for name in COLUMNS})


_ORIGIN = {OWN[:-1]: "hand", JUDGED[:-1]: "adjudication", UNASKED[:-1]: "unasked"}


def _of_passages(tags: pd.DataFrame, question: Question) -> pd.DataFrame:
    answered = tags.assign(question=question.name, answer=as_cells(tags[question.name]))
    return answered.loc[answered["answer"] != "", list(COLUMNS)].astype(object)


def given_before(connection: Connection, row: Record, *, is_of_article: bool) -> str:
    """Return what a coder has answered already to the question of a row of answers; empty where nothing."""
    if is_of_article:
        prefix = JUDGED if row["origin"] == "adjudication" else OWN
        key = {"article_id": row["article_id"], "coder": row["coder"], "name": prefix + row["question"]}
        found = statements.first(connection, tables.article_values, key, ArticleFact)
        return found["value"] if found else ""
    tag = statements.first(connection, tables.tags, {name: row[name] for name in tables.KEYS["tag_log"]}, Tag)
    return read(tag["answers"]).get(row["question"], "") if tag else ""


def used(connection: Connection) -> dict[str, set[str]]:
    """Return the answers that stand, by question: each once."""
    found: dict[str, set[str]] = {}
    tag = tables.tags.c
    texts = connection.execute(sa.select(tag.answers).where(tag.answers != "").distinct()).scalars()
    of_articles = ((name.partition(":")[2], answer) for _, _, name, answer in _said(connection, None))
    for name, answer in [*(pair for text in texts for pair in read(text).items()), *of_articles]:
        found.setdefault(name, set()).add(answer)
    return found
