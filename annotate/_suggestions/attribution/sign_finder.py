"""Signs of attribution in one passage: each with its words, how much it weighs, and whom it names."""

from collections.abc import Iterator

from annotate._suggestions.attribution.mood import borrowed, moods
from annotate._suggestions.attribution.phrases import noun_signs, phrase_signs
from annotate._suggestions.attribution.reporting_verbs import Report, clause_after, pronoun_of, report_at
from annotate._suggestions.attribution.sign import Sign
from annotate._suggestions.attribution.subjects import may_speak, subject
from annotate._suggestions.attribution.weighing import weight_of
from annotate._suggestions.attribution.words import Group, Words
from annotate._suggestions.weights import WEIGHTS


def signs(words: Words, has_quotation: bool) -> list[Sign]:
    """Return the signs of attribution in a passage.

    Parameters
    ----------
    words : Words
    has_quotation : bool
        Whether a quotation (no mere name or scare quote) lies in the passage, or ends right before it.
    """
    found = [*phrase_signs(words), *noun_signs(words), *_verbs(words, has_quotation)]
    if not found and has_quotation:
        found += _announced(words)
    if words.has("hyphened pronouns"):
        known = {sign.first for sign in found}
        found += [sign for sign in _said_so(words) if sign.first not in known]
    past = [sign.last for sign in found if sign.is_past]
    if words.has("conditional"):
        found += [Sign("conditional", "hearsay", nth, nth + 1, weight) for nth, weight in borrowed(words, past)]
    if not any(sign.weight >= WEIGHTS.threshold for sign in found):
        above = [sign.last for sign in found]
        found += [
            Sign("conditional", "hearsay", first, last, WEIGHTS.reported_mood)
            for first, last in moods(words, above)[:1]
        ]
    return sorted(found, key=lambda sign: sign.first)


def _verbs(words: Words, has_quotation: bool) -> Iterator[Sign]:
    known, lower = words.cues.verbs, words.lower
    last_speaker: tuple[Group | None, str] = (None, "")
    after = 0
    blocked = {nth for first, last, kind in words.phrases if kind == "not_a_source" for nth in range(first, last)}
    for nth in [at for at, word in enumerate(lower) if word in known]:
        if nth < after or nth in blocked:
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
    if pronoun == "first_person" or (speaker is not None and words.lower[speaker[0]] in words.kind("nobody")):
        return None
    clause = clause_after(words, report.last)
    if not clause and any(word in words.kind("hearsay_auxiliaries") for word in words.lower[report.first : report.at]):
        return None  # hearsay of what somebody did: the conditional is the sign
    weight, why = weight_of(words, report, has_quotation, clause, is_after, speaker)
    if not weight:
        return None
    if speaker is None and not pronoun and not report.is_passive:
        speaker, pronoun = _shared_subject(words, report, last_speaker)
    who = bool(speaker or pronoun)
    if _is_own_inference(words, report, why, pronoun, who=who):
        return None
    weight = _lessened(words, report, weight, why, who=who)
    if speaker is not None and not clause and not has_quotation and _tells_which(words, speaker, report):
        return Sign(why, "reporting_verb", report.first, report.last, min(weight, WEIGHTS.mentioned), speaker, pronoun)
    if speaker is not None and words.written(speaker) in words.kind("capitals"):
        weight, why = max(weight, WEIGHTS.institution), "institution" if not clause and not has_quotation else why
    kind = "institution" if why == "institution" else "reporting_verb"
    is_past = report.is_compound or words.lower[report.at].endswith(words.endings("past_tense_endings"))
    return Sign(why, kind, report.first, report.last, weight, speaker, pronoun, is_past, has_quotation)


def _tells_which(words: Words, speaker: Group, report: Report) -> bool:
    """Whether a clause only tells which thing is meant: *une réunion que Washington considère comme essentielle*."""
    nth = speaker[0] - 1
    is_relative = nth > 0 and words.lower[nth] in words.kind("that") and speaker[1] <= report.first
    before = words.lower[nth - 1] if nth > 0 else ""
    return is_relative and before.isalpha() and not words.is_verb(nth - 1) and before not in words.kind("before_that")


def _is_own_inference(words: Words, report: Report, why: str, pronoun: str, *, who: bool) -> bool:
    """Whether the voice itself thinks so: *ce qui prouve que*, “who would believe that?”, “if they find that”."""
    if " ".join(words.lower[max(0, report.first - 2) : report.first]) in words.kind("which_thing"):
        return True
    if why != "thought":
        return False
    is_question = not who and words.text.rstrip().endswith("?")
    is_supposed = words.has("it is thought") and (pronoun == "impersonal" or _is_condition(words, report))
    return is_question or is_supposed


def _lessened(words: Words, report: Report, weight: float, why: str, *, who: bool) -> float:
    """Weigh less what nobody is said to say, and what is said in passing."""
    is_gerund = words.lower[report.at].endswith(words.endings("gerund_endings"))
    if report.verb.shape == "other" and not who and words.has("infinitive remarks") and not is_gerund:
        return min(weight, WEIGHTS.infinitive_remark)  # à noter que
    is_remark = why == "verb" and _is_aside_remark(words, report)
    return WEIGHTS.mentioned if weight == WEIGHTS.mere_object and (is_remark or not who) else weight


def _is_condition(words: Words, report: Report) -> bool:
    """Whether a verb stands under an *if*: nobody thinks so yet."""
    return any(word in words.kind("condition") for word in words.lower[max(0, report.first - 4) : report.first])


def _shared_subject(words: Words, report: Report, last: tuple[Group | None, str]) -> tuple[Group | None, str]:
    """Return the subject that a verb shares with the one before it: *a confirmé … et a souligné*."""
    before = words.lower[report.first - 1] if report.first else ""
    if not (before in words.kind("conjunctions") or before == "," or report.verb.shape == "other"):
        return None, ""
    if last != (None, ""):
        return last
    opening = pronoun_of(words, words.lower[0])
    if opening in ("masculine", "feminine", "plural"):
        return None, opening
    first = words.first_group()
    return (None if first and first[1] > report.first else first), ""


def _is_aside_remark(words: Words, report: Report) -> bool:
    """Whether a verb stands in a relative clause: the main clause decides (*une opposition qui suggère …*)."""
    before = words.lower[max(0, report.first - 2) : report.first]
    return any(word in words.kind("relative") for word in before)


def _announced(words: Words) -> Iterator[Sign]:
    """Return the colon before a quotation that no verb introduces: *Un rapport va dans ce sens : « … »*."""
    if len(words) > 2 and words.is_mask(0) and words.raw[1] == ":" and words.names(2) == [(2, len(words))]:
        yield Sign("quoted", "reporting_verb", 1, 2, WEIGHTS.named_before_colon, (2, len(words)))  # “I will sue”: Lee
        return
    colons = [nth for nth, word in enumerate(words.raw) if word == ":" and words.is_mask(nth + 1)]
    group = words.first_group() if colons else None
    is_more = group is not None and group[1] - group[0] > 1
    if colons and is_more and group is not None and group[1] <= colons[0] and may_speak(words, group):
        yield Sign("quotation", "quotation", colons[0], colons[0] + 1, WEIGHTS.announced_quotation, group)


def _said_so(words: Words) -> Iterator[Sign]:
    """Return what follows a quotation and puts its pronoun last, whatever the verb: *« … », tente-t-il de corriger*."""
    for nth in [at + 1 for at, word in enumerate(words.raw) if word == "-" and 0 < at < len(words) - 1]:
        pronoun = pronoun_of(words, words.lower[nth])
        verb = nth - (4 if words.raw[nth - 3] == "-" and words.lower[nth - 2] in words.kind("euphonic") else 2)
        quotation = verb - 1 - (verb > 0 and words.raw[verb - 1] == ",")
        is_aside = words.raw[verb - 1] == "," and words.raw[nth + 1 : nth + 2] == [","]
        is_said = verb > 0 and (words.is_mask(quotation) or (is_aside and not words.text.rstrip().endswith("?")))
        if pronoun in ("masculine", "feminine", "plural") and is_said:
            yield Sign("quoted", "reporting_verb", verb, nth + 1, WEIGHTS.said_so, None, pronoun, False, True)
