"""How good suggestions are, against coders' own labels: precision, recall and F1 per language and label."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._errors import TagError
from annotate._exact_text import TEXT, takes_any_text
from annotate._known_codebooks import codebook_of
from annotate._suggestions.finding import CLAIM
from annotate._suggestions.languages.cue_files import Given
from annotate._suggestions.suggestion_table import suggest, words_of


@takes_any_text
def score_suggestions(tags: pd.DataFrame, codebook: Codebook | None = None, *, cues: Given = None) -> pd.DataFrame:
    """Score the suggestions that a tag table's own passages would get, against its labels.

    Parameters
    ----------
    tags : DataFrame
        A tag table; the coders' labels are the truth. A passage tagged by several coders counts once a tag.
    codebook : Codebook, optional
        Says which labels are suggested; by default, the one that the tags name.
    cues
        As for `suggest`.

    Returns
    -------
    DataFrame
        One row per language and label, and one for ``speaker``: ``language, label, passages, precision, recall, f1``.
        ``passages`` is how many have the label in truth; for ``speaker``, how many claims have one. A speaker counts
        as found where one name holds the other. A figure that is not defined is missing.

    Raises
    ------
    TagError
        Where a column is missing.

    Examples
    --------
    >>> tags = pd.DataFrame({
    ...     "article_id": "a", "language": "en", "start": [0, 11], "end": [10, 39], "speaker": ["", "the engineer"],
    ...     "text": ["It rains. ", "It is safe, the engineer said."], "label": ["reported_fact", "attributed_claim"],
    ... })
    >>> claims = score_suggestions(tags).query("label == 'attributed_claim'")
    >>> claims[["passages", "precision", "recall"]].values.tolist()
    [[1.0, 1.0, 1.0]]
    """
    for name in ("article_id", "language", "start", "end", "text", "label"):
        if name not in tags.columns:
            raise TagError(f"The tags have no column {name!r}: pass a tag table (project.tags() or read_csv).")
    codebook = codebook_of(tags, codebook)
    found = suggested_for(tags, codebook, cues=cues)
    said_by = tags["speaker"] if "speaker" in tags.columns else pd.Series([""] * len(tags), index=tags.index)
    return scores_of(tags["language"], tags["label"], found["label"], said_by, found["speaker"], codebook)


@takes_any_text
def suggested_for(tags: pd.DataFrame, codebook: Codebook | None = None, *, cues: Given = None) -> pd.DataFrame:
    """Return what would be suggested for each tag's passage, row by row: the columns of `suggest`.

    Each coder's passages of an article are read by themselves, in order: coders may have cut it differently, and
    passages must not overlap.
    """
    keys = ["article_id", "start", "end"]
    coders = tags["coder"].astype(TEXT) if "coder" in tags.columns else [""] * len(tags)
    names = [f"{article}\0{coder}" for article, coder in zip(tags["article_id"].astype(TEXT), coders, strict=True)]
    rows = tags[["language", "start", "end", "text"]].astype({"language": object}).reset_index(drop=True)
    rows["article_id"] = pd.Series(names, dtype=object)
    passages = rows.drop_duplicates(keys).sort_values(keys, kind="stable").reset_index(drop=True)
    found = suggest(passages, codebook, cues=cues).astype({"article_id": object})
    return rows[keys].merge(found, on=keys, how="left").set_axis(tags.index)


def scores_of(
    language: pd.Series,
    truth: pd.Series,
    found: pd.Series,
    said_by: pd.Series,
    speaker: pd.Series,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Score labels and speakers found against the true ones, row by row; the table is that of `score_suggestions`."""
    rows = []
    words = words_of(codebook or Codebook.shipped())
    for code in sorted(set(language.astype(TEXT))):
        here = (language.astype(TEXT) == code).to_numpy()
        for label in filter(None, words.values()):
            true, given = (truth.astype(TEXT) == label).to_numpy()[here], (found == label).to_numpy()[here]
            rows.append(_row(code, label, int(true.sum()), int((true & given).sum()), int(given.sum())))
        claims = here & (truth.astype(TEXT) == words[CLAIM]).to_numpy()
        rows.append(_speaker_row(code, list(said_by[claims].astype(TEXT)), list(speaker[claims].astype(TEXT))))
    return pd.DataFrame(rows, columns=["language", "label", "passages", "precision", "recall", "f1"])


def _row(language: str, label: str, true: int, right: int, given: int) -> tuple[str, str, int, float, float, float]:
    precision = right / given if given else np.nan
    recall = right / true if true else np.nan
    f1 = 2 * right / (true + given) if true + given else np.nan
    return language, label, true, precision, recall, f1


def _speaker_row(language: str, truth: list[str], found: list[str]) -> tuple[str, str, int, float, float, float]:
    known = [(true, given) for true, given in zip(truth, found, strict=True) if true]
    right = sum(same_speaker(true, given) for true, given in known)
    return _row(language, "speaker", len(known), right, sum(bool(given) for _, given in known))


def same_speaker(one: str, other: str) -> bool:
    """Whether two wordings name the same speaker: whether the shorter stands in the longer, but for small words.

    Examples
    --------
    >>> same_speaker("Leavitt", "Karoline Leavitt"), same_speaker("l'agence", "agence Efe"), same_speaker("Roy", "Lee")
    (True, True, False)
    """
    first, second = _names(one), _names(other)
    return bool(first and second) and (first <= second or second <= first)


def _names(speaker: str) -> set[str]:
    words = re.findall(r"\w+", re.sub(r"\b\w{1,2}['’]", " ", speaker.lower()))
    return {word for word in words if word not in _SMALL} or set(words)


_SMALL: frozenset[str] = frozenset("le la les un une des du de the a an of and et s mr mrs ms dr m mme".split())


def half_of(article_ids: Sequence[str]) -> np.ndarray:
    """Return 0 or 1 for each article, every other one in the order of their ids."""
    order = {name: nth % 2 for nth, name in enumerate(sorted(set(article_ids)))}
    return np.array([order[name] for name in article_ids])
