"""Which labels are taken for which."""

import numpy as np
import pandas as pd

from annotate._agreement.judgement_table import judgements
from annotate._agreement.pairs_of_coders import coder_pairs
from annotate._errors import BalanceError
from annotate._exact_text import TEXT


def confusion(tags: pd.DataFrame, coders: tuple[str, str] | None = None) -> pd.DataFrame:
    """Count which label one coder gave where another gave which.

    Parameters
    ----------
    tags : DataFrame
        As for `agreement`.
    coders : pair of str, optional
        The coder of the rows and the coder of the columns. Without them every two coders are counted in both
        directions, so that the table is symmetric and its sum is twice the number of pairs.

    Returns
    -------
    DataFrame
        One row and one column per label, in the codebook's order; whole numbers of passages. The rows' name is the
        first coder and the columns' name the second; ``"label"`` and ``"other label"`` without ``coders``.

    Raises
    ------
    BalanceError
        Where a named coder has no tag.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": "a1",
    ...         "start": [0, 50, 0, 50],
    ...         "end": [50, 90, 50, 90],
    ...         "label": ["opinion", "opinion", "opinion", "reported_fact"],
    ...         "coder": ["ana", "ana", "ben", "ben"],
    ...     }
    ... )
    >>> confusion(tags, ("ana", "ben"))
    ben            opinion  reported_fact
    ana
    opinion              1              1
    reported_fact        0              0
    """
    found = judgements(tags)
    for name in coders or ():
        if name not in found.coders:
            raise BalanceError(f"There is no coder {name!r}. There are: {', '.join(found.coders) or 'none'}.")
    pairs, labels = coder_pairs(found), len(found.labels)
    if coders is None:
        names, chosen = ["label", "other label"], np.ones(len(pairs.unit), dtype=bool)
    else:
        names, (one, other) = list(coders), (found.coders.index(name) for name in coders)
        chosen = (pairs.first_coder == min(one, other)) & (pairs.second_coder == max(one, other))
    counted = np.bincount((pairs.first * labels + pairs.second)[chosen], minlength=labels**2)
    table = counted.reshape(labels, labels)
    if coders is None:
        table = table + table.T
    elif one > other:
        table = table.T
    rows, columns = (pd.Index(found.labels, dtype=TEXT, name=name) for name in names)
    return pd.DataFrame(table, rows, columns)
