"""Signs of attribution in one passage: each with its words, how much it weighs, and whom it names."""

from collections.abc import Iterator

from annotate.suggestions.clauses import clause_after
from annotate.suggestions.conditional import borrowed
from annotate.suggestions.phrases import phrase_signs, phrases
from annotate.suggestions.reporting_verbs import Report, report_at
from annotate.suggestions.sign import Sign
from annotate.suggestions.subjects import subject
from annotate.suggestions.weights import weight_of
from annotate.suggestions.words import Group, Words


def signs(words: Words, has_quotation: bool) -> list[Sign]:
    """Give the signs of attribution in a passage.

    Parameters
    ----------
    words : Words
    has_quotation : bool
        Whether a quotation (no mere name or scare quote) lies in the passage, or ends right before it.
    """
    found = [*phrase_signs(words), *_verbs(words, has_quotation)]
    past = [sign.last for sign in found if sign.is_past]
    if words.cues.language == "fr":
        found += [Sign("conditional", "hearsay", nth, nth + 1, weight) for nth, weight in borrowed(words, past)]
    return sorted(found, key=lambda sign: sign.first)


def _verbs(words: Words, has_quotation: bool) -> Iterator[Sign]:
    known, lower = words.cues.verbs, words.lower
    last_speaker: tuple[Group | None, str] = (None, "")
    after = 0
    blocked = {nth for first, last, kind in phrases(words) if kind == "not_a_source" for nth in range(first, last)}
    for nth, word in enumerate(lower):
        if nth < after or nth in blocked or word not in known:
            continue
        report = report_at(words, nth)
        if report is None:
            continue
        sign = _sign(words, report, has_quotation, last_speaker)
        if sign is not None:
            after = report.last
            if sign.speaker or sign.pronoun:
                last_speaker = (sign.speaker, sign.pronoun)
            yield sign


def _sign(words: Words, report: Report, has_quotation: bool, last_speaker: tuple[Group | None, str]) -> Sign | None:
    speaker, pronoun, is_after = subject(words, report, has_quotation)
    if pronoun == "first_person":
        return None
    clause = clause_after(words, report.last)
    weight, why = weight_of(words, report, has_quotation, clause, is_after, speaker)
    if not weight:
        return None
    if speaker is None and not pronoun and not report.is_passive:
        before = words.lower[report.first - 1] if report.first else ""
        if before in words.kind("conjunctions") or before == "," or report.verb.shape == "other":
            speaker, pronoun = last_speaker
            if speaker is None and not pronoun:
                speaker = words.first_group()
                if speaker and speaker[1] > report.first:
                    speaker = None
    if speaker is not None and words.written(speaker) in words.kind("capitals"):
        weight, why = max(weight, 0.6), "institution" if not clause and not has_quotation else why
    kind = "institution" if why == "institution" else "reporting_verb"
    is_past = report.is_compound or words.lower[report.at].endswith(("ait", "aient", "a", "èrent", "it", "irent"))
    return Sign(why, kind, report.first, report.last, weight, speaker, pronoun, is_past, has_quotation)
