"""The subject of a reporting verb: before it, after it, or a pronoun."""

from annotate._suggestions.attribution.reporting_verbs import Report, clause_after, pronoun_of
from annotate._suggestions.attribution.words import Group, Words


def with_apposition(words: Words, speaker: Group | None) -> Group | None:
    """Take the name that follows a role: *selon la porte-parole de la Maison Blanche, Karoline Leavitt,*."""
    if speaker is None or speaker[1] + 1 >= len(words) or words.raw[speaker[1]] != ",":
        return speaker
    is_person = any(words.is_person_word(word) for word in words.lower[speaker[0] : speaker[1]])
    names = words.names(speaker[1] + 1, min(len(words), speaker[1] + 7))
    if names and names[0][0] == speaker[1] + 1 and words.is_boundary(names[0][1]):
        is_full = names[0][1] - names[0][0] > 1 and not words.names(*speaker)
        return names[0] if is_person or is_full else speaker
    return speaker


def subject(words: Words, report: Report, has_quotation: bool) -> tuple[Group | None, str, bool]:
    """Find the subject: before the verb, after it, or a pronoun."""
    after = report.pronoun or _after_hyphen(words, report.last)
    if after:
        return None, after, words.is_boundary(report.first - 1)
    if report.is_passive and report.verb.shape == "participle":
        return _agent(words, report.last), "", False
    if _is_inverted(words, report, has_quotation):
        at = _after_adverbs(words, report.last)
        pronoun = pronoun_of(words, words.lower[at]) if at < len(words) else ""
        if pronoun and words.has("pronouns after verbs"):
            return None, pronoun, True
        addresses = at < len(words) and words.lower[at] in words.kind("told_to")
        group = _group_after_addressee(words, at) if addresses else words.group_after(at)
        group = group or _group_after_addressee(words, at)
        if group is not None:
            return with_apposition(words, _untrailed(words, group)), "", True
    before = words.lower[report.first - 1] if report.first else ""
    pronoun = pronoun_of(words, before)
    if pronoun:
        return None, pronoun, False
    if report.verb.shape == "other":
        return _subject_of_gerund(words, report.first) or _subject_of_governing(words, report.first), "", False
    head = _head_of_relative(words, report.first)
    group = head or words.group_before(report.first) or _bare_plural(words, report.first)
    return with_tail(words, group, report.first), "", False


def _head_of_relative(words: Words, verb: int) -> Group | None:
    """Return whom a relative clause without commas is about: the union in “the union that represents drivers says”."""
    for nth in range(verb - 2, 0, -1):
        if words.is_boundary(nth):
            return None
        if words.lower[nth] in words.kind("that") or words.lower[nth] in words.kind("relative"):
            return _antecedent_of_gap(words, nth, verb)
    return None


def _antecedent_of_gap(words: Words, nth: int, verb: int) -> Group | None:
    """Return whom a relative pronoun stands for that is itself the subject: a verb, and no noun, follows it."""
    after, before = words.lower[nth + 1], nth - 1
    has_subject = words.may_begin(nth + 1) or pronoun_of(words, after) or after in words.cues.grammar - words.kind("be")
    is_clause = words.is_boundary(before) or words.is_verb(before) or words.lower[before] in words.cues.verbs
    if (has_subject and after not in words.kind("auxiliaries")) or is_clause:
        return None
    head = words.group_before(nth) or _bare_plural(words, nth)
    is_next = head is not None and head[1] >= nth - 4 and may_speak(words, head)
    return head if is_next and not any(words.is_boundary(at) for at in range(nth, verb)) else None


def with_tail(words: Words, group: Group | None, limit: int) -> Group | None:
    """Take all of “a source close to the talks”, “officials with the water board”, up to the verb."""
    if group is None or group[1] >= limit or words.lower[group[1]] not in words.kind("tails"):
        return group
    head = words.lower[group[0] : group[1]]
    is_unnamed = any(word in words.kind("unnamed") or word in words.kind("collective") for word in head)
    rest = range(group[1], limit)
    has_name = any(not words.is_person_word(words.lower[first]) for first, _ in words.names(*group))
    if has_name or not is_unnamed or len(rest) > _LONGEST_TAIL or any(map(words.is_boundary, rest)):
        return group
    return group[0], limit


_LONGEST_TAIL = 9


def _bare_plural(words: Words, nth: int) -> Group | None:
    """Return a subject without a determiner: “But educators say”."""
    first = nth
    while first and nth - first < 5 and not words.is_boundary(first - 1) and not _is_small(words, first - 1):
        first -= 1
    is_plural = (
        first < nth and words.lower[nth - 1].endswith(words.endings("plural_endings")) and words.raw[nth - 1].isalpha()
    )
    begins = first == 0 or words.is_boundary(first - 1) or words.lower[first - 1] in words.kind("conjunctions")
    return (first, nth) if is_plural and begins and words.has("bare plurals") else None


def _is_small(words: Words, nth: int) -> bool:
    return words.lower[nth] in words.cues.grammar or words.is_verb(nth)


def _subject_of_gerund(words: Words, nth: int) -> Group | None:
    """Return who does it in “with one poster writing”."""
    for at in range(nth - 1, max(-1, nth - 7), -1):
        if words.is_boundary(at):
            break
        if words.lower[at] in words.kind("with"):
            return words.group_after(at + 1, nth - at - 1)
    return None


def _subject_of_governing(words: Words, nth: int) -> Group | None:
    """Return who does it in *le gouvernement vient d'annoncer*, “the minister went on to say”."""
    at = nth - 1
    while at > 0 and words.lower[at] in words.kind("governed_by"):
        at -= 1
    if at < 1 or words.lower[at] not in words.kind("governing"):
        return None
    while at > 0 and words.lower[at - 1] in words.kind("auxiliaries"):
        at -= 1
    return words.group_before(at)


def _after_adverbs(words: Words, nth: int) -> int:
    """Return where the subject after a verb may begin: *a ajouté mardi, de son côté* aside."""
    at = nth
    while at < len(words):
        after = words.lower[at + 1] if at + 1 < len(words) else ""
        if words.lower[at] in words.kind("on_ones_side") and after in words.kind("possessives"):
            at += 3
        elif words.lower[at] in _skipped(words) and words.lower[at] not in words.kind("on_ones_side"):
            at += 1
        else:
            break
    return at


def _skipped(words: Words) -> frozenset[str]:
    """Return what may stand between a verb and the subject that follows it."""
    return (words.kind("between") | words.kind("not_names")) - words.kind("determiners") | words.kind("days")


def _after_hyphen(words: Words, nth: int) -> str:
    """Read *dit-il*, *a-t-elle*, *affirme-t-on*."""
    at = nth
    while at < len(words) and at < nth + 3 and (words.lower[at] == "-" or words.lower[at] in words.kind("euphonic")):
        at += 1
    return pronoun_of(words, words.lower[at]) if nth < at < len(words) else ""


def _agent(words: Words, nth: int) -> Group | None:
    """Return who does it in the passive: *est accusé par …*, “was told by …”."""
    for at in range(nth, min(len(words), nth + 8)):
        if words.lower[at] in words.kind("agent_marks"):
            return words.group_after(at + 1)
        if words.is_boundary(at):
            break
    return None


def _group_after_addressee(words: Words, nth: int) -> Group | None:
    """Skip whom it was told: *a expliqué à l'AFP Gilles Roy*, *a ajouté mardi la ministre*."""
    limit = min(len(words), nth + 8)
    for at in range(nth + 1, limit):
        if words.is_boundary(at - 1) or words.is_boundary(at):
            return None
        before = words.lower[at - 1]
        if words.is_name(at) and words.is_name(at - 1) and words.lower[at - 2] in words.kind("determiners"):
            return words.group_after(at)  # à l'AFP | Gilles Roy
        if before in words.kind("linking") or before in words.kind("stops") or not words.may_begin(at):
            continue
        if words.lower[at] in words.kind("determiners") or before in words.kind("not_names"):
            return words.group_after(at)
        if words.is_name(at - 1) and words.lower[at - 2] not in words.kind("determiners"):
            return words.group_after(at)
    return None


def _is_inverted(words: Words, report: Report, has_quotation: bool) -> bool:
    """Whether the subject may follow: “…”, said X; …, a affirmé X."""
    before = report.first - 1
    is_closing = before >= 1 and (words.is_mask(before) or (words.raw[before] == "," and words.is_mask(before - 1)))
    if report.verb.shape == "other" or ("naming" in report.verb.tiers and not is_closing):
        return False
    if before < 0:
        return has_quotation and report.first == 0
    if words.is_mask(before):
        return clause_after(words, report.last) != "that"
    if words.raw[before] == ",":
        if words.is_mask(before - 1):
            return True
        return clause_after(words, report.last) != "that" and _closes_sentence(words, report)
    is_relative = words.lower[before] in words.kind("inverting")
    return is_relative or (has_quotation and words.raw[before] in '.»”"!?' and words.raw[before] != ".")


def _closes_sentence(words: Words, report: Report) -> bool:
    """Whether nothing but a speaker follows, up to the end or a comma: …, a affirmé l'ingénieure."""
    at = _after_adverbs(words, report.last)
    group = words.group_after(at) or _group_after_addressee(words, at)
    if group is None:
        return False
    is_last = report.verb.apart != "" and words.lower[group[1] : group[1] + 1] == [report.verb.apart]
    if not words.is_boundary(group[1] + is_last) and not _trails(words, group[1]):
        return False
    head = range(group[0], min(group[1], group[0] + 3))
    is_titled = words.raw[group[0]].istitle() and words.is_name(group[0] + 1)  # Le Courrier
    return is_titled or words.is_name(group[0]) or any(words.is_person_word(words.lower[nth]) for nth in head)


def _untrailed(words: Words, group: Group) -> Group:
    """Leave a time or a place out of a title: *Le Matin* in …, *rapportait Le Matin en 2007*."""
    names = words.names(group[0] + 1, group[1])
    is_title = words.raw[group[0]].istitle() and not words.is_name(group[0]) and names[:1]
    return (group[0], names[0][1]) if is_title and names[0][0] == group[0] + 1 else group


def _trails(words: Words, nth: int) -> bool:
    """Whether nothing but a time or a place follows, up to the end: …, a révélé Le Courrier *en mars*."""
    end = len(words) - words.is_boundary(len(words) - 1)
    is_small = words.lower[nth] in words.kind("trailing") or words.lower[nth] in words.kind("not_names")
    is_plain = not any(words.is_boundary(at) or words.is_verb(at) for at in range(nth, end))
    return nth < end <= nth + _LONGEST_TRAIL and is_small and is_plain


_LONGEST_TRAIL = 6


def may_speak(words: Words, speaker: Group) -> bool:
    """Whether a group is somebody and not something: *le choix souligne l'intention* reports nothing."""
    first, last = speaker
    return words.is_name(first) or any(
        words.is_person_word(words.lower[nth]) or (words.is_name(nth) and words.lower[nth - 1] not in words.kind("of"))
        for nth in range(first, last)
    )
