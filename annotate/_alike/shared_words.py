"""What two texts have word for word in common: how much of each, in runs how long, and how much of it is quoted."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np

RUN = 8
"""Words: fewer in a row are in common by chance, a name or a set phrase."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_QUOTED = re.compile('[«“„][^«»“”„]{1,2000}[»”“]|"[^"]{1,2000}"')


@dataclass(frozen=True)
class Text:
    """A text's words as numbers, the same number for the same word, and which of them are quoted."""

    words: np.ndarray
    is_quoted: np.ndarray

    @cached_property
    def runs(self) -> np.ndarray:
        """Return a number for each run of words."""
        return runs_of_words(self.words)

    @cached_property
    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the numbers of the runs in order, and where each stands."""
        order = np.argsort(self.runs, kind="stable")
        return self.runs[order], order


def read(text: str) -> Text:
    """Return a text's words; case, accents written apart, blanks and punctuation do not tell two words apart."""
    text = unicodedata.normalize("NFC", text)
    words = [word.lower() for word in _WORD.findall(text)]
    numbers = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    is_quoted = np.zeros(len(words), dtype=bool)
    quotations = [found.span() for found in _QUOTED.finditer(text)]
    if quotations:
        starts = np.fromiter((word.start() for word in _WORD.finditer(text)), dtype=np.int64, count=len(words))
        for first, last in np.searchsorted(starts, quotations).tolist():
            is_quoted[first:last] = True
    return Text(numbers, is_quoted)


@lru_cache(maxsize=1_000_000)
def _number(word: str) -> int:
    """Return the same number for a word in every process: Python's own hash differs from one to the next."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def runs_of_words(words: np.ndarray, size: int = RUN) -> np.ndarray:
    """Return a number for each run of so many words, in order; one fewer than the words at each further word of it."""
    if len(words) < size:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(len(words) - size + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for nth in range(size):
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + words[nth : nth + len(mixed)]
            mixed ^= mixed >> np.uint64(29)
    return mixed


@dataclass(frozen=True)
class Shared:
    """What two texts share.

    Attributes
    ----------
    share, other_share : float
        How much of each text's words stands in the other too, 0–1.
    longest_run : int
        Words in the longest run that both have.
    quoted : float
        How much of what they share is in quotation marks, 0–1.
    """

    share: float
    other_share: float
    longest_run: int
    quoted: float


def shared(one: Text, other: Text) -> Shared:
    """Compare two texts word for word.

    Examples
    --------
    >>> report = "The council of Brisac voted on Friday to close the old port for good."
    >>> shared(read(report), read("BRISAC. " + report)).longest_run
    14
    """
    here, there = _places(one, other), _places(other, one)
    in_both = _covered(here >= 0, len(one.words))
    in_other = _covered(there >= 0, len(other.words))
    return Shared(
        share=float(in_both.mean()) if len(in_both) else 0.0,
        other_share=float(in_other.mean()) if len(in_other) else 0.0,
        longest_run=_longest(here),
        quoted=float(one.is_quoted[in_both].mean()) if in_both.any() else 0.0,
    )


def _places(one: Text, other: Text) -> np.ndarray:
    """Return where each run of a text stands last in another; -1 where it does not."""
    runs, order = other.places
    at = np.searchsorted(runs, one.runs, side="right") - 1
    if not len(runs):
        return at
    return np.where((at >= 0) & (runs[at] == one.runs), order[at], -1)


def _covered(is_shared: np.ndarray, words: int) -> np.ndarray:
    """Return which words lie in a shared run."""
    change = np.zeros(words + 1, dtype=np.int64)
    change[: len(is_shared)] += is_shared
    change[RUN : RUN + len(is_shared)] -= is_shared[: max(0, words + 1 - RUN)]
    return np.cumsum(change)[:words] > 0


def _longest(places: np.ndarray) -> int:
    """Return how many words the longest run has that stands in both, in one piece in each."""
    is_there = places >= 0
    if not is_there.any():
        return 0
    nth = np.arange(len(places))
    goes_on = np.zeros(len(places), dtype=bool)
    goes_on[1:] = is_there[1:] & is_there[:-1] & (np.diff(places) == 1)
    begun = np.maximum.accumulate(np.where(goes_on, 0, nth))
    return int((nth - begun + 1)[is_there].max()) + RUN - 1
