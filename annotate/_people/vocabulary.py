"""The words that stand around names, read once from ``people.yaml``."""

import functools
import re
import unicodedata
from pathlib import Path

import yaml


@functools.cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind, folded."""
    return frozenset(fold(one) for one in _lists()[kind].split())


@functools.cache
def _lists() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((Path(__file__).parent / "people.yaml").read_text("utf-8"))
    return found


@functools.lru_cache(100_000)
def fold(word: str) -> str:
    """Return a word without case, accents and full stops; one apostrophe and one hyphen for all.

    Examples
    --------
    >>> fold("J.‑M."), fold("SÁNCHEZ"), fold("d’Estaing")
    ('j-m', 'sanchez', "d'estaing")
    """
    word = _HYPHEN.sub("-", word.replace("’", "'").replace("ʼ", "'"))
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold().replace(".", "")


_HYPHEN = re.compile("[\u2010\u2011\u2012\u2013]")
