"""What suggestions do to the tags: how many were taken, and whether coders agree otherwise where they saw none."""

import numpy as np
import pandas as pd

from annotate._agreement.agreement_table import agreement
from annotate._errors import TagError
from annotate._exact_text import TEXT, takes_any_text
from annotate._known_codebooks import codebook_of
from annotate._suggestions.languages.cue_files import Given
from annotate._suggestions.measured.blind import blind_slice
from annotate._suggestions.measured.scores import suggested_for

EFFECT_COLUMNS = ("slice", "tags", "suggested", "accepted", "accepted_share", "same_share", "alpha", "reason")
_NEEDED = ("article_id", "language", "start", "end", "text", "label", "coder", "origin")


@takes_any_text
def suggestion_effect(tags: pd.DataFrame, seed: str, *, cues: Given = None) -> pd.DataFrame:
    """Compare the tags that coders made with suggestions in sight with those of the slice that is always blind.

    If a coder leans on the suggestions, ``same_share`` is higher where they were seen than in the blind slice.

    Parameters
    ----------
    tags : DataFrame
        A tag table, as `Project.tags` returns it.
    seed : str
        What drew the blind slice: the project's ``project_id``.
    cues
        As for `suggest`.

    Returns
    -------
    DataFrame
        One row for ``"seen"`` and one for ``"blind"``: ``tags``; ``suggested``, how many of their passages get a
        suggested label; ``accepted``, how many tags were made by taking a suggestion (``origin``), and
        ``accepted_share`` of the suggested; ``same_share``, the share of the suggested whose tag has the suggested
        label, taken or not; ``alpha``, the coders' agreement among themselves, and the ``reason`` where that is
        undefined. Imported and adjudicated tags are left out.

    Raises
    ------
    TagError
        Where a column is missing.

    Examples
    --------
    >>> tags = pd.DataFrame({
    ...     "article_id": "a", "source": "", "language": "en", "start": [0, 10], "end": [9, 39], "coder": "mj",
    ...     "text": ["It rains.", "It is safe, the engineer said."], "label": ["reported_fact", "attributed_claim"],
    ...     "origin": ["hand", "suggestion"],
    ... })
    >>> suggestion_effect(tags, "a study")[["slice", "tags", "suggested", "accepted"]].values.tolist()
    [['seen', 2, 1, 1], ['blind', 0, 0, 0]]
    """
    for name in _NEEDED:
        if name not in tags.columns:
            raise TagError(f"The tags have no column {name!r}: pass a tag table (project.tags() or read_csv).")
    own = tags[~tags["origin"].astype(TEXT).isin(["import", "adjudication"])].reset_index(drop=True)
    suggested = suggested_for(own, codebook_of(own), cues=cues)["label"].to_numpy()
    is_blind = blind_slice(own, seed).to_numpy(dtype=bool)
    rows = [_row(name, own[here], suggested[here]) for name, here in (("seen", ~is_blind), ("blind", is_blind))]
    return pd.DataFrame(rows, columns=list(EFFECT_COLUMNS))


def _row(name: str, tags: pd.DataFrame, suggested: np.ndarray) -> tuple[str, int, int, int, float, float, float, str]:
    has_one = suggested != ""
    accepted = int((tags["origin"].astype(TEXT) == "suggestion").sum())
    count = int(has_one.sum())
    same = int((tags["label"].astype(TEXT).to_numpy()[has_one] == suggested[has_one]).sum())
    alpha, reason = _alpha(tags)
    shares = (accepted / count, same / count) if count else (np.nan, np.nan)
    return name, len(tags), count, accepted, *shares, alpha, reason


def _alpha(tags: pd.DataFrame) -> tuple[float, str]:
    if tags.empty:
        return np.nan, "no tags"
    found = agreement(tags).iloc[0]
    return float(found["value"]), str(found["reason"])
