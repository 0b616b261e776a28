"""Coders' answers to one of the codebook's further questions, as judgements that agreement can compare."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.columns import require
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._known_codebooks import asking
from annotate._questions import BETWEEN, Question
from annotate._variables import as_cells

ANY = Codebook("answers", 1, ())
"""A codebook by which every answer is counted, whatever it is called."""


class Compared(NamedTuple):
    """Answers to compare, with what makes a scale of them.

    Parameters
    ----------
    group : str
        The choice, of a question with several; else empty.
    tags : DataFrame
        Each answer as a ``label``.
    order : sequence of str, mapping, or None
        All answers in their order, or each with its number.
    scale : str
    """

    group: str
    tags: pd.DataFrame
    order: Sequence[str] | Mapping[str, float] | None = None
    scale: str = "interval"


OF_TAGS = ("source", "speaker", "speaker_kind", "evaluative")
"""What every tag says beside its label, and can be compared like an answer."""


def compared(tags: pd.DataFrame, name: str, codebook: Codebook) -> list[Compared]:
    """Return the answers to a question: one part, or one for each choice where several can be chosen.

    Raises
    ------
    BalanceError
        Where the codebook has no such question, or the table holds no coder's own answers to it.
    """
    known = {one.name: one for one in asking(tags, name, codebook).questions}
    if name in OF_TAGS and name not in known:
        return [Compared("", _said(tags, name, codebook))]
    if name not in known:
        asks = ", ".join(known) or "none"
        raise BalanceError(
            f"question={name!r} is none of the questions of {codebook.id} (it asks {asks}): name one of them, or say "
            "codebook=project.codebook."
        )
    question = known[name]
    own = _own(tags, question)
    if question.answer == "several":
        return [Compared(one, _chosen(own, one)) for one in question.names]
    if question.answer == "scale":
        steps = [str(step) for step in range(question.low, question.high + 1)]
        return [Compared("", own, steps, "ordinal")]
    if question.answer == "number":
        return [Compared("", own, {answer: float(answer) for answer in sorted(set(own["label"]))})]
    return [Compared("", own)]


def _said(tags: pd.DataFrame, name: str, codebook: Codebook) -> pd.DataFrame:
    """Return what each counted tag says beside its label, as its label."""
    require(tags, "label", name)
    counted = tags[(~tags["label"].astype(TEXT).isin(codebook.uncounted)).to_numpy(dtype=bool)]
    return counted.assign(label=pd.Series(as_cells(counted[name]), index=counted.index, dtype=TEXT))


def _own(tags: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return each coder's own answers as labels; where nothing was answered there is no row."""
    if {"question", "answer"} <= {*tags.columns}:
        is_own = tags["question"] == question.name
        if "origin" in tags.columns:
            is_own &= tags["origin"].astype(TEXT) != "unasked"
        rows = tags[is_own.to_numpy(dtype=bool)]
        return rows.assign(label=rows["answer"].astype(TEXT))
    if question.about == "article":
        raise BalanceError(
            f"The question {question.name!r} is about whole articles, and tags repeat what counts for each: "
            "pass project.answers(), where each coder's own answers stand."
        )
    require(tags, question.name)
    own = tags.assign(label=pd.Series(as_cells(tags[question.name]), index=tags.index, dtype=TEXT))
    return own[(own["label"] != "").to_numpy(dtype=bool)]


def _chosen(own: pd.DataFrame, choice: str) -> pd.DataFrame:
    is_chosen = [str(choice in answer.split(BETWEEN)) for answer in own["label"]]
    return own.assign(label=pd.Series(is_chosen, index=own.index, dtype=TEXT))
