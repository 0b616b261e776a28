"""Any machine that suggests: what it returns for some passages is checked before anybody sees it."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._errors import TagError
from annotate._exact_text import TEXT

Suggester = Callable[[pd.DataFrame], pd.DataFrame]
"""Takes passages, one row per passage; returns ``label``, ``speaker``, ``score`` and ``reason`` for each, in order."""

ANSWERS = ("label", "speaker", "score", "reason")

_LONGEST = 1000
"""Characters of a speaker or a reason: more is no answer, but something gone wrong."""


def suggested_by(suggester: Suggester, passages: pd.DataFrame, rules: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return the suggestions with what another machine says in the rules' place.

    Raises
    ------
    TagError
        Where the machine returns no table of one row per passage, or a label that is not in the codebook.
    """
    answers = suggester(passages)
    if not isinstance(answers, pd.DataFrame) or len(answers) != len(passages):
        given = f"{len(answers)} rows" if isinstance(answers, pd.DataFrame) else type(answers).__name__
        raise TagError(
            f"The suggester returned {given} for {len(passages)} passages: return a table of one row for each."
        )
    found = rules.copy()
    claims = [label.name for label in codebook.labels if label.takes_speaker]
    labels = _texts(answers, "label")
    unknown = sorted(set(labels) - {*codebook.names, ""})
    if unknown:
        raise TagError(
            f"The suggester returned the label {unknown[0]!r}, which is not in the codebook: "
            f"use one of {', '.join(codebook.names)}, or nothing."
        )
    is_claim = np.isin(labels, claims)
    found["label"] = pd.array(labels, dtype=TEXT)
    found["speaker"] = pd.array(np.where(is_claim, _texts(answers, "speaker"), ""), dtype=TEXT)
    found["speaker_kind"] = pd.array(_kinds(answers, found, is_claim), dtype=TEXT)
    found["reason"] = pd.array(np.where(labels != "", _texts(answers, "reason"), ""), dtype=TEXT)
    found["score"] = np.where(labels != "", _scores(answers), np.nan)
    return found


def _texts(answers: pd.DataFrame, name: str) -> np.ndarray:
    given: Iterable[Any] = answers[name] if name in answers.columns else [""] * len(answers)
    values = [value if isinstance(value, str) and len(value) <= _LONGEST else "" for value in given]
    return np.array(values, dtype=object)


def _kinds(answers: pd.DataFrame, found: pd.DataFrame, is_claim: np.ndarray) -> list[str]:
    given = _texts(answers, "speaker_kind")
    known = ("named", "unnamed", "collective")
    names = zip(given, found["speaker"], is_claim, strict=True)
    return [kind if is_one and name and kind in known else "" for kind, name, is_one in names]


def _scores(answers: pd.DataFrame) -> np.ndarray:
    """Return scores from 0 to 1; what is none, such as True, an infinity or a word, is missing."""
    given = answers["score"] if "score" in answers.columns else pd.Series([np.nan] * len(answers))
    numbers = pd.to_numeric(given.map(lambda value: np.nan if isinstance(value, bool) else value), errors="coerce")
    scores = numbers.to_numpy(dtype="float64", na_value=np.nan)
    return np.where((scores >= 0) & (scores <= 1), scores, np.nan)
