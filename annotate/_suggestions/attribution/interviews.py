"""Who speaks where a name and a colon open the line: *Roy : « … »*, “Lee: Council hid the report”, “Q: …”, “A: …”.

A topic or a place stands before a colon as well (“Brexit: deal is dead”), so a lone word counts only where the article
names somebody so, or where what follows is a quotation. In an interview the turns go on until the next name.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotate._suggestions.attribution.words import Group, Words

_FEW_TURNS = 3
_MANY_NAMES = 5
"""More different words before colons, and it is a list."""
_LONGEST = 6
"""Words before the colon."""


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in a passage.

    Attributes
    ----------
    group : (int, int) or None
        The words that name the speaker, where they stand in this passage.
    name : str
        As written; empty where it is left open who answers.
    is_opening : bool
        Whether the name stands here.
    """

    group: Group | None
    name: str
    is_opening: bool


def turns(passages: Sequence[Words], known: Collection[str]) -> list[Turn | None]:
    """Return whose words each passage is by a name before a colon; nothing where that does not say so.

    Parameters
    ----------
    passages : sequence of Words
        An article's, in order.
    known : collection of str
        The names that the article has for people.
    """
    labels = [_label(words) for words in passages]
    if not any(labels):
        return [None] * len(passages)
    written = [words.written(label) if label else "" for words, label in zip(passages, labels, strict=True)]
    counted = Counter(filter(None, written))
    letters = {name.lower() for name in counted}
    is_asked = any(letters & words.kind("questions") and letters & words.kind("answers") for words in passages[:1])
    is_interview = is_asked or (
        sum(counted.values()) >= _FEW_TURNS and len(counted) <= _MANY_NAMES and max(counted.values()) > 1
    )
    asking = _asking(passages, written) if is_interview else set()
    found: list[Turn | None] = []
    now = ""
    for words, label, name in zip(passages, labels, written, strict=True):
        if label is None:
            goes_on = is_interview and now and now not in asking and not words.text.rstrip().endswith("?")
            found.append(Turn(None, _spoken(words, now), False) if goes_on else None)
            continue
        now = name
        is_said = is_interview or (
            _is_somebody(words, label, known)
            and not _is_place(passages, name)
            and not words.text.rstrip().endswith("?")
        )
        asks = (
            name in asking
            or name.lower() in words.kind("questions")
            or (name.lower() in words.kind("answers") and not is_interview)
        )
        found.append(Turn(label, _spoken(words, name), True) if is_said and not asks else None)
    return found


def _is_place(passages: Sequence[Words], name: str) -> bool:
    """Whether the article has a name for a place or a thing: *la France*, “in Kelmouth”."""
    return any(
        word == name and nth and words.lower[nth - 1] in words.kind("before_places")
        for words in passages
        for nth, word in enumerate(words.raw)
    )


def _spoken(words: Words, name: str) -> str:
    return "" if name.lower() in words.kind("answers") else name


def _label(words: Words) -> Group | None:
    """Return the words before the colon that opens a passage, if they may name somebody."""
    end = next((nth for nth in range(1, min(len(words), _LONGEST + 1)) if words.raw[nth] == ":"), 0)
    if not end or end + 1 == len(words) or any(words.is_boundary(nth) for nth in range(end) if words.raw[nth] != "."):
        return None
    is_letter = end == 1 and words.lower[0] in words.kind("questions") | words.kind("answers")
    names = words.names(0, end)
    is_name = bool(names) and names[0] == (0, end)
    first = 1 if words.lower[0] in words.kind("determiners") else 0
    is_role = all(words.is_person_word(words.lower[nth]) or words.is_name(nth) for nth in range(first, end))
    return (0, end) if is_letter or is_name or (is_role and first < end) else None


def _asking(passages: Sequence[Words], written: Sequence[str]) -> set[str]:
    """Return who mostly asks."""
    questions = Counter(
        name for words, name in zip(passages, written, strict=True) if name and words.text.rstrip().endswith("?")
    )
    counted = Counter(filter(None, written))
    return {name for name, count in questions.items() if 2 * count > counted[name]}


def _is_somebody(words: Words, label: Group, known: Collection[str]) -> bool:
    name = words.written(label)
    lower = words.lower[label[0] : label[1]]
    after = label[1] + 1
    if words.is_mask(after) or name in known:
        return True
    if lower[0] not in words.kind("determiners") and any(words.is_person_word(word) for word in lower):
        return True
    speaks = any(word in words.kind("speaking_of_oneself") for word in words.lower[after:])
    is_whole = label[1] - label[0] > 1 or words.raw[label[0]].isupper()
    return is_whole and lower[0] not in words.kind("places") and speaks
