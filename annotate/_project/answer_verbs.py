"""What coders answer to the codebook's further questions, in a project."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import AnnotateError, TagError
from annotate._exact_text import TEXT
from annotate._frames import Record
from annotate._project import answers as said
from annotate._project import changes, codebooks, contents, decisions, tables, whole_tags
from annotate._project.deciding import Deciding
from annotate._project.pages import Wanted
from annotate._project.rows import Change, Place

ORIGINS = ("hand", "adjudication")


class AnswerVerbs(Deciding):
    """The verbs of a project that are about further questions."""

    def answer(
        self,
        article_id: str,
        answers: Mapping[str, object],
        *,
        coder: str,
        start: int | None = None,
        end: int | None = None,
        origin: str = "hand",
        decision_id: str | None = None,
    ) -> None:
        """Answer the codebook's questions on an article, or on a passage that the coder has tagged.

        Parameters
        ----------
        article_id : str
        answers : mapping
            By question, such as ``{"topic": "politics", "tone": 4}``; None takes an answer back. Several of a list are
            given as a list, or as they stand in the column, between ``" | "``.
        coder : str
            Whose answers these are: each coder answers for herself.
        start, end : int, optional
            The passage; left out, the questions are those on the article.
        origin : {"hand", "adjudication"}
            On an article, ``"adjudication"`` where a judge settles what coders answered differently: that counts then.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where the codebook asks no such question, it is no answer to it, or the passage has no tag of this coder.
        ArticleError
            Where there is no such article. Nothing is written then.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> tone = "{name: tone, about: article, answer: scale, low: 1, high: 5, title: {en: Tone}}"
        >>> codebook = annotate.Codebook.from_yaml(annotate.Codebook.shipped().to_yaml() + f"questions: [{tone}]")
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db", codebook)
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
        >>> project.answer("vote", {"tone": 4}, coder="mj")
        >>> project.articles()[["article_id", "tone"]].values.tolist()
        [['vote', 4.0]]
        """
        if origin not in ORIGINS:
            raise TagError(f"The origin {origin!r} is unknown: use one of {', '.join(ORIGINS)}.")
        if not isinstance(answers, Mapping) or not answers:
            raise TagError(f"answers={answers!r} holds none: give some by question, such as {{'topic': 'politics'}}.")
        if start is None and end is None:
            judged = origin == "adjudication"
            rows = partial(_on_article, article_id=article_id, given=answers, coder=coder, judged=judged)
            self._decide("answer", coder, article_id, decision_id, rows)
            return
        start, end = changes.span(start, end)
        key: Place = {"article_id": article_id, "coder": coder, "start": start, "end": end}
        self._decide("tag", coder, article_id, decision_id, lambda c: _on_passage(c, key, answers))

    def _answer_by(
        self, codebook: str, article_id: str, answers: Mapping[str, str], *, coder: str, decision_id: str
    ) -> None:
        """Answer questions on an article by the codebook that a page had; what is asked no more is kept as it was said.

        Raises
        ------
        TagError
            As of `answer`; or, once all is written, where some of it is asked no more.
        """
        with self._store.reading() as connection:
            standing = codebooks.versions(connection).newest
        fit, others = said.fitting_on_article(standing, answers) if codebook not in ("", standing.id) else (answers, {})
        if not others:
            self.answer(article_id, answers, coder=coder, decision_id=decision_id)
            return

        def rows_of(connection: Connection) -> list[Change]:
            rows = _on_article(connection, article_id, fit, coder, judged=False)
            return [*rows, *said.unasked_rows(article_id, others, coder)]

        self._decide("answer", coder, article_id, decision_id, rows_of)
        raise TagError(
            f"The codebook was revised meanwhile, and {standing.id} does not ask so any more: "
            f"{said.as_words(others, codebook)}. It is kept in project.answers(), with the origin 'unasked'.",
            "unasked",
        )

    def answers(self) -> pd.DataFrame:
        """Return what each coder answered to the codebook's further questions.

        Returns
        -------
        DataFrame
            One row per answer: ``article_id, source, start, end`` (the whole article where it was asked about that),
            ``question``, ``answer`` (as text), ``coder``, ``origin`` and ``codebook``. `annotate.agreement` compares
            them, with ``question=``. The origin ``unasked`` is of answers that a page gave to what a revision had
            just taken out of the codebook: they are kept, and in no number.
        """
        with self._store.reading() as connection:
            standing = codebooks.versions(connection).newest
            names = [one.name for one in standing.questions_about("passage")]
            stored = [name for name in said.COLUMNS if name not in ("question", "answer")]
            tags = whole_tags.tags(connection, Wanted.of(columns=[*stored, *names]))
            article = tables.articles.c
            lengths = connection.execute(sa.select(article.article_id, article.length))
            pages = contents.articles(connection)[["article_id", "source"]]
            return said.table(connection, tags, pages, {one: number for one, number in lengths})

    def add_answers(self, answers: pd.DataFrame) -> pd.DataFrame:
        """Add answers that were given elsewhere, as `answers` returns them of another copy of the study.

        Answers on passages come with their tags too (`add_tags`); those on articles only so.

        Parameters
        ----------
        answers : DataFrame
            With ``article_id``, ``start``, ``end``, ``question``, ``answer``, ``coder`` and, if you like, ``origin``.

        Returns
        -------
        DataFrame
            The same rows with ``outcome`` (``added``, ``already there`` or ``refused``) and ``reason``. An answer is
            refused where it is none, or its coder has answered otherwise: it takes no answer's place.

        Raises
        ------
        TagError
            Where it is no table of answers.
        """
        needed = ("article_id", "start", "end", "question", "answer", "coder")
        if missing := [name for name in needed if name not in answers.columns]:
            raise TagError(f"This is no table of answers: it lacks {missing[0]!r}. It needs {', '.join(needed)}.")
        origins = answers["origin"] if "origin" in answers.columns else pd.Series("hand", index=answers.index)
        rows = answers.assign(origin=origins).to_dict("records")
        outcomes = [self._add_one(row) for row in rows]
        made = pd.DataFrame(outcomes, columns=["outcome", "reason"], index=answers.index, dtype=object)
        return answers[list(needed)].assign(**made.astype(TEXT))

    def _add_one(self, row: Record) -> tuple[str, str]:
        with self._store.reading() as connection:
            questions = {one.name: one for one in codebooks.versions(connection).newest.questions}
            is_of_article = row["question"] in questions and questions[row["question"]].about == "article"
            before = said.given_before(connection, row, is_of_article=is_of_article)
        if before:
            same = before == row["answer"]
            why = f"{row['coder']!r} has answered {row['question']!r} otherwise ({before!r}): take that back first."
            return ("already there", "") if same else ("refused", why)
        about = ("origin",) if is_of_article else ("start", "end")
        try:
            where = {name: row[name] for name in ("coder", *about)}
            self.answer(row["article_id"], {row["question"]: row["answer"]}, **where)
        except AnnotateError as error:
            return "refused", str(error)
        return "added", ""


def _on_article(
    connection: Connection, article_id: str, given: Mapping[str, object], coder: str, *, judged: bool
) -> list[Change]:
    contents.stored(connection, article_id)  # refuses one that is not there
    return said.rows_of(connection, article_id, given, coder, judged=judged)


def _on_passage(connection: Connection, key: Place, given: Mapping[str, object]) -> list[Change]:
    """Return the row that gives a tag further answers; its other words stay."""
    kept = decisions.current(connection, key)
    if kept is None:
        raise TagError(
            f"{key['coder']!r} has no tag on {key['start']}–{key['end']} of {key['article_id']!r}: tag the passage "
            "first; its questions are asked of what stands there."
        )
    codebook = codebooks.versions(connection).newest
    wanted = said.of_tag(codebook, kept["label"], {**said.read(kept["answers"]), **given})
    return [] if wanted == kept["answers"] else [("tag_log", {**kept, "answers": wanted})]
