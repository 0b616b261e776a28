"""Headlines Written Like This: their reporting verb, and the persons in them, as a sentence would have them."""

from collections.abc import Callable, Sequence

from annotate._suggestions.cues import Cues

_LONGEST = 16
_SMALL = 3
"""Letters: headlines write “of” and “the” small."""
_SENTENCE_ENDS = frozenset('.!?…»”"')


def is_headline(raw: Sequence[str]) -> bool:
    """Whether a line's words are nearly all written with a capital, and end like no sentence.

    Examples
    --------
    >>> is_headline("Lee Warns Town Council".split()), is_headline("Lee warns Council".split())
    (True, False)
    """
    if not 0 < len(raw) <= _LONGEST or raw[-1] in _SENTENCE_ENDS:
        return False
    long = [word for word in raw[1:] if len(word) > _SMALL and word.isalpha()]
    return len(long) > 1 and all(word[0].isupper() and not word.isupper() for word in long)


def as_in_a_sentence(raw: Sequence[str], lower: Sequence[str], cues: Cues, is_role: Callable[[str], bool]) -> list[str]:
    """Return a headline's words with its verb, its roles and its bodies in small letters."""
    verbs = [nth for nth, word in enumerate(lower) if nth and word in cues.verbs]
    verb = next((nth for nth in verbs if nth + 1 not in verbs), 0)  # not the “States” of “United States Warns”
    return [lower[nth] if nth and (nth == verb or is_role(lower[nth])) else word for nth, word in enumerate(raw)]
