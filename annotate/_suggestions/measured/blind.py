"""The blind slice: passages whose suggestion is kept from the coder until they have decided.

Whoever sees a suggestion leans towards it. A random tenth of the passages is tagged without, so that this lean can be
measured: compare how often coders agree with the suggestions in the slice and outside it.
"""

from hashlib import blake2b

import pandas as pd

BLIND_SHARE = 0.1
"""The share of passages that are always tagged blind."""


def is_blind(seed: str, article_id: str, start: int, share: float = BLIND_SHARE) -> bool:
    """Whether the passage that begins at ``start`` is in the blind slice.

    Examples
    --------
    >>> is_blind("my study", "vote", 0) == is_blind("my study", "vote", 0)
    True
    >>> is_blind("my study", "vote", 0, share=0), is_blind("my study", "vote", 0, share=1)
    (False, True)
    """
    drawn = blake2b(f"{seed}\0{article_id}\0{start}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(drawn) < share * 2**64


def blind_slice(passages: pd.DataFrame, seed: str, share: float = BLIND_SHARE) -> pd.Series:
    """Return which passages (or tags) are in the blind slice, whatever else the table holds and in whatever order.

    Parameters
    ----------
    passages : DataFrame
        With ``article_id`` and ``start``: a passage table or a tag table.
    seed : str
        The project's: ``project.project_id``.
    share : float
        The share that is drawn.

    Returns
    -------
    Series of bool
        With the index of ``passages``.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": "vote", "start": range(1000)})
    >>> int(blind_slice(tags, "my study").sum()) in range(70, 130)
    True
    """
    places = zip(passages["article_id"], passages["start"], strict=True)
    return pd.Series([is_blind(seed, str(name), int(start), share) for name, start in places], passages.index, bool)
