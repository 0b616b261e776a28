"""Phrases of the cues in a passage: *selon*, “reportedly”, *de source policière*, and whom they name."""

from collections.abc import Iterator

from annotate._suggestions.attribution.sign import Sign
from annotate._suggestions.attribution.subjects import may_speak, with_apposition, with_tail
from annotate._suggestions.attribution.words import Group, Words
from annotate._suggestions.weights import WEIGHTS

_KINDS = {"hearsay": WEIGHTS.hearsay, "hint": WEIGHTS.hint, "sources": WEIGHTS.sources}


def phrase_signs(words: Words) -> Iterator[Sign]:
    """Return the signs that a phrase alone makes, with whom it names."""
    for first, last, kind in words.phrases:
        if kind == "according_to":
            yield from _according_to(words, first, last)
        elif kind == "view":
            yield from _in_the_view(words, first)
        elif kind == "according_to_name":
            yield from _according_to_name(words, first, last)
        elif kind in ("hearsay", "hint", "sources"):
            speaker = _source(words, first, last) if kind == "sources" else None
            speaker = with_tail(words, speaker, _next_verb(words, last))
            why = "hearsay" if kind == "hint" else kind
            yield Sign(why, why, first, last, _KINDS[kind], speaker)


def noun_signs(words: Words) -> Iterator[Sign]:
    """Return nouns of saying with a clause: “the mayor’s claim that”, *l’aveu du maire selon lequel*."""
    nouns = words.kind("nouns_of_saying")
    for nth in [at for at, word in enumerate(words.lower) if word in nouns]:
        if not _has_clause(words, nth):
            continue
        before = words.lower[nth - 1] if nth else ""
        if before in words.kind("possessive_marks"):
            first = next((at for at in range(nth - 2, -1, -1) if words.is_boundary(at) or words.is_verb(at)), -1) + 1
            speaker = words.group_before(nth - 1)
            if speaker is not None and speaker[0] >= first and may_speak(words, speaker):
                yield Sign("hearsay", "hearsay", nth, nth + 1, WEIGHTS.noun_of_saying, speaker)
        elif (owner := _owner(words, nth + 1)) is not None:
            yield Sign("hearsay", "hearsay", nth, nth + 1, WEIGHTS.noun_of_saying, owner)


def _has_clause(words: Words, nth: int) -> bool:
    """Whether a clause hangs on a noun: at once, or after who says so (“the claim by the mayor that”)."""
    owner = _owner(words, nth + 1)
    at = owner[1] if owner else nth + 1
    if words.lower[at : at + 1] and words.lower[at] in words.kind("that"):
        return True
    return " ".join(words.lower[at : at + 2]) in words.kind("by_which")


def _owner(words: Words, nth: int) -> Group | None:
    """Return who says what the noun before it holds: *by the mayor*, *du maire*, *de Paul Roy*."""
    if nth + 1 >= len(words) or words.lower[nth] not in words.kind("owned_by"):
        return None
    group = words.group_after(nth + 1, 8)
    return group if group is not None and may_speak(words, group) else None


def _next_verb(words: Words, nth: int) -> int:
    """Return the verb that reports after a phrase, else the word itself."""
    return next((at for at in range(nth, min(len(words), nth + 9)) if words.lower[at] in words.cues.verbs), nth)


def _source(words: Words, first: int, last: int) -> Group | None:
    """Return the words that stand for the sources: *sources proches du dossier*, with little more than the cue."""
    start = first + 1 if words.lower[first] in words.kind("before_sources") else first
    group = words.group_after(start)
    return (start, last) if group is not None and group[1] > last + 3 else group


def _according_to(words: Words, first: int, last: int) -> Iterator[Sign]:
    if words.lower[first] in words.kind("postposed"):
        begin = next((at + 1 for at in range(first - 1, -1, -1) if words.is_boundary(at)), 0)
        if 0 < first - begin <= _LONGEST_BEFORE:
            yield Sign("according_to", "according_to", first, last, WEIGHTS.according_to, (begin, first))
        return
    pronoun = words.lower[last] if last < len(words) and words.is_boundary(last + 1) else ""
    for name in ("masculine", "feminine", "plural"):
        if pronoun in words.kind(name + "_object"):
            yield Sign("according_to", "according_to", first, last, WEIGHTS.according_to, None, name)
            return
    speaker = words.group_after(last) or _bare_group(words, last)
    if speaker is None and not words.is_mask(last):
        return
    if speaker is not None and _is_measure(words, speaker, last - first):
        return
    yield Sign(
        "according_to",
        "according_to",
        first,
        last,
        WEIGHTS.according_to,
        with_apposition(words, _with_agent(words, speaker)),
    )


_LONGEST_BEFORE = 7
"""Words before *zufolge* that may name who says so."""


def _in_the_view(words: Words, nth: int) -> Iterator[Sign]:
    """Read “in the ombudsman’s view”, “by the treasury’s own reckoning”."""
    first = nth - (words.lower[nth - 1] in words.kind("own")) - 1
    if first < 1 or (words.lower[first] != "'" and words.lower[first] not in words.kind("possessive_marks")):
        return
    start = next(
        (at for at in range(first - 1, max(-1, first - 8), -1) if words.lower[at] in words.kind("in_view")), -1
    )
    begins = start == 0 or (start > 0 and words.is_boundary(start - 1))
    speaker = words.group_after(start + 1, first - start - 1) if begins else None
    if speaker is not None and speaker[1] == first and may_speak(words, speaker):
        yield Sign("according_to", "according_to", start, nth + 1, WEIGHTS.in_the_view, speaker)


def _is_measure(words: Words, group: Group, size: int) -> bool:
    """Whether nobody vouches, as in “according to the number of seats”, *selon sa taille*; not *selon son avocat*."""
    head = words.lower[group[0] : group[1]][:4]
    if head[0] in words.kind("possessives") and not may_speak(words, group):
        return True
    return any(word in words.kind("measures") for word in head) or (size > 3 and not may_speak(words, group))


def _according_to_name(words: Words, first: int, last: int) -> Iterator[Sign]:
    """Read *pour le procureur,* and “per the ministry”, which mostly mean something else."""
    if first == 0 and last + 1 < len(words) and words.raw[last + 1] == ",":
        for name in ("masculine", "feminine", "plural"):
            if words.lower[last] in words.kind(name + "_object"):
                yield Sign("according_to", "according_to", first, last, WEIGHTS.per_somebody, None, name)
                return
    speaker = words.group_after(last)
    is_anywhere = words.has("names after per")
    begins = words.is_boundary(first - 1) or (first == 1 and words.lower[0] in words.kind("conjunctions"))
    if speaker is None or not (is_anywhere or begins):
        return
    if is_anywhere and not (words.is_name(last) or words.lower[last] in words.kind("determiners")):
        return
    is_after_comma = words.lower[first] in words.kind("after_comma")
    if is_after_comma and not (first and words.raw[first - 1] == ","):
        return
    marks = (",", ".") if is_anywhere or is_after_comma else (",",)
    ends = speaker[1] == len(words) or words.raw[speaker[1]] in marks
    if may_speak(words, speaker) and (ends or (is_anywhere and first == 0)):
        yield Sign("according_to", "according_to", first, last, WEIGHTS.per_somebody, with_apposition(words, speaker))


def _bare_group(words: Words, nth: int) -> Group | None:
    """Return a group without a determiner: *selon plusieurs témoins*, “according to eyewitness accounts”."""
    if nth >= len(words) or words.is_boundary(nth) or words.lower[nth] in words.kind("stops"):
        return None
    end = nth
    while (
        end < len(words)
        and end < nth + 8
        and not words.is_boundary(end)
        and words.lower[end] not in (words.kind("stops"))
    ):
        end += 1
    return (nth, end)


def _with_agent(words: Words, speaker: Group | None) -> Group | None:
    """Take *l'agence* from *les informations publiées par l'agence*, “the water board” from “figures from” it."""
    if speaker is None or speaker[1] >= len(words) or words.lower[speaker[1]] not in words.kind("given_by"):
        return speaker
    agent = words.group_after(speaker[1] + 1)
    if agent is None:
        return speaker
    lower = words.lower[speaker[0] : speaker[1]]
    is_someone = bool(words.names(*speaker)) or any(
        word in words.kind("roles") or word in words.kind("unnamed") for word in lower
    )
    is_asked = lower[-1].startswith(words.endings("asked_stems"))
    return (speaker[0], agent[1]) if is_someone or is_asked else agent
