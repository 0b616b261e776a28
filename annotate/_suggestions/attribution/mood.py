"""The French conditional: borrowed from someone (hearsay), or hypothetical, or the future of the past, or polite."""

from annotate._suggestions.attribution.words import Words
from annotate._suggestions.weights import WEIGHTS


def conditionals(words: Words) -> list[int]:
    """Return which words are a verb in the conditional.

    Examples
    --------
    >>> from annotate._suggestions.languages.cue_files import load_cues
    >>> words = Words("La digue aurait cédé ; il considérait qu’elle tiendrait.", [], load_cues("fr"))
    >>> [words.raw[nth] for nth in conditionals(words)]
    ['aurait', 'tiendrait']
    """
    ends = words.endings("conditional_endings")
    return [
        nth
        for nth, word in enumerate(words.lower)
        if word.endswith(ends)
        and words.cues.inflection.is_conditional(word)
        and (nth == 0 or words.lower[nth - 1] not in words.kind("before_one_noun"))
    ]


def borrowed(words: Words, past_reports: list[int]) -> list[tuple[int, float]]:
    """Return each conditional that reports what someone else says, with how sure that is.

    Not so with an *if*, under a past reporting verb (``past_reports``: there it is the future of the past), in a
    question, out of politeness, or in the first person.
    """
    found = conditionals(words)
    if not found or not _may_borrow(words):
        return []
    return [(nth, _weight(words, nth)) for nth in found if _is_borrowed(words, nth, past_reports)]


def moods(words: Words, past_reports: list[int]) -> list[tuple[int, int]]:
    """Return the verbs whose mood alone says that somebody else vouches: *sei*, *avrebbe mentito*, *habría mentido*.

    The words are a language's ``reported_mood``, and its ``borrowing`` auxiliaries with a participle after them.
    """
    alone, borrowing = words.kind("reported_mood"), words.kind("borrowing")
    modal = words.kind("hearsay_modals")
    if not (alone or borrowing or modal) or not _may_borrow(words):
        return []
    blocked = {nth for first, last, kind in words.phrases if kind == "not_a_source" for nth in range(first, last)}
    return [
        (nth, nth + 1)
        for nth, word in enumerate(words.lower)
        if nth not in blocked and not words.is_mask(nth)
        and not any(report < nth for report in past_reports)
        and (
            (word in alone and not set(words.lower[max(0, nth - 1) : nth + 2]) & words.kind("first_person"))
            or (word in borrowing and _completes(words, nth))
            or (word in modal and _is_past_infinitive(words, nth))
        )
    ]  # fmt: skip


def _completes(words: Words, nth: int) -> bool:
    """Whether a participle follows an auxiliary, none by which the voice judges (*avrebbe dovuto*)."""
    for word in words.lower[nth + 1 : nth + 5]:
        if word in words.kind("between"):
            continue
        return word not in words.kind("judged") and word.endswith(tuple(words.kind("participles")) or ("\0",))
    return False


def _is_past_infinitive(words: Words, nth: int) -> bool:
    """Whether a modal's clause ends in the perfect: *soll die Akten verbrannt haben*; not *soll morgen öffnen*."""
    ends = [at for at in range(nth + 2, min(len(words), nth + 20)) if words.lower[at] in words.kind("perfect_ends")]
    return any(
        words.is_boundary(at + 1) and words.lower[at - 1].endswith(words.endings("participle_endings")) for at in ends
    )


def _may_borrow(words: Words) -> bool:
    conditions = words.kind("condition")
    has_condition = any(word in conditions for word in words.lower)
    lower = " ".join(words.lower)
    is_condition = any(phrase in lower for phrase in conditions if " " in phrase)
    return not has_condition and not is_condition and not words.text.rstrip(' »”"').endswith("?")


def _is_borrowed(words: Words, nth: int, past_reports: list[int]) -> bool:
    word = words.lower[nth]
    if word in words.kind("modal_conditionals") or words.is_mask(nth):
        return False
    if any(report < nth for report in past_reports) or _is_future_of_past(words, nth):
        return False
    # aurait dû, aurait pu, aurait fallu, aurait voulu: the voice judges
    after = words.lower[nth + 1 : nth + 4]
    return word not in words.kind("hearsay_auxiliaries") or not any(word in words.kind("judged") for word in after)


def _is_future_of_past(words: Words, nth: int) -> bool:
    """Whether a clause with *que* under a verb of the past holds the conditional."""
    thats = [at for at in range(1, nth) if words.lower[at] in words.kind("that")]
    return bool(thats) and any(
        word in words.kind("past_auxiliaries")
        or (word.endswith(words.endings("imperfect_endings")) and word not in words.kind("conditional_auxiliaries"))
        for word in words.lower[: thats[-1]]
    )


def _weight(words: Words, nth: int) -> float:
    """Weigh a conditional: *aurait cédé* reports more surely than *céderait*, which may be a mere guess."""
    is_compound = words.lower[nth] in words.kind("conditional_auxiliaries") and _has_participle(words, nth)
    return WEIGHTS.conditional_perfect if is_compound else WEIGHTS.conditional


def _has_participle(words: Words, nth: int) -> bool:
    for word in words.lower[nth + 1 : nth + 5]:
        if word in words.kind("determiners") or not word[0].isalpha():
            return False
        if words.cues.inflection.is_participle(word) and word not in words.kind("not_participles"):
            return True
    return False
