"""Signs of attribution in one passage: each with its words, how much it weighs, and whom it names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotate.suggestions.conditional import borrowed
from annotate.suggestions.cues import Verb
from annotate.suggestions.words import Group, Words


@dataclass
class Sign:
    """One sign.

    Attributes
    ----------
    why : str
        A key of the wording: ``verb``, ``thought``, ``stance``, ``passive``, ``according_to``, ``hearsay``, …
    kind : str
        The kind of cue, as shown.
    first, last : int
        Its words, from the first to before the last.
    weight : float
        How sure a claim is by this sign alone, 0–1.
    speaker : (int, int) or None
        The words that name the speaker.
    pronoun : str
        ``masculine``, ``feminine``, ``plural`` or ``impersonal``, where that is all that names the speaker.
    is_past : bool
        A verb in the past; a conditional below it is the future of the past.
    quotes : bool
        Whether it introduces a quotation.
    """

    why: str
    kind: str
    first: int
    last: int
    weight: float
    speaker: Group | None = None
    pronoun: str = ""
    is_past: bool = False
    quotes: bool = False


@dataclass
class _Report:
    """A reporting verb where it stands: its group of words, and what is around it."""

    verb: Verb
    first: int
    at: int
    last: int
    is_compound: bool
    is_passive: bool
    pronoun: str


def signs(words: Words, has_quotation: bool) -> list[Sign]:
    """Give the signs of attribution in a passage.

    Parameters
    ----------
    words : Words
    has_quotation : bool
        Whether a quotation (no mere name or scare quote) lies in the passage, or ends right before it.
    """
    found = [*_phrases(words), *_verbs(words, has_quotation)]
    past = [sign.last for sign in found if sign.is_past]
    if words.cues.language == "fr":
        found += [Sign("conditional", "hearsay", nth, nth + 1, weight) for nth, weight in borrowed(words, past)]
    return sorted(found, key=lambda sign: sign.first)


# Phrases --------------------------------------------------------------------------------------------------


def phrases(words: Words) -> Iterator[tuple[int, int, str]]:
    """Give each phrase of the cues: its words, and its kind; the longest where several begin together."""
    known, lower = words.cues.phrases, words.lower
    nth, size = 0, len(lower)
    while nth < size:
        step = 1
        for phrase, kind in known.get(lower[nth], ()):
            if len(phrase) == 1 or tuple(lower[nth : nth + len(phrase)]) == phrase:
                yield nth, nth + len(phrase), kind
                step = len(phrase)
                break
        nth += step


_WEIGHTS = {"according_to": 0.9, "hearsay": 0.6, "hint": 0.35, "sources": 0.8}


def _phrases(words: Words) -> Iterator[Sign]:
    for first, last, kind in phrases(words):
        if kind == "according_to":
            yield from _according_to(words, first, last)
        elif kind == "according_to_name":
            yield from _according_to_name(words, first, last)
        elif kind in ("hearsay", "hint", "sources"):
            speaker = words.group_after(_source_start(words, first)) if kind == "sources" else None
            why = "hearsay" if kind == "hint" else kind
            yield Sign(why, why, first, last, _WEIGHTS[kind], speaker)


def _source_start(words: Words, first: int) -> int:
    return first + 1 if words.lower[first] in ("de", "on", "sous") else first


def _according_to(words: Words, first: int, last: int) -> Iterator[Sign]:
    pronoun = words.lower[last] if last < len(words) and words.is_boundary(last + 1) else ""
    for name in ("masculine", "feminine", "plural"):
        if pronoun in words.kind(name + "_object"):
            yield Sign("according_to", "according_to", first, last, 0.9, None, name)
            return
    speaker = words.group_after(last) or _bare_group(words, last)
    if speaker is None and not words.is_mask(last):
        return
    yield Sign("according_to", "according_to", first, last, 0.9, _with_apposition(words, _with_agent(words, speaker)))


def _according_to_name(words: Words, first: int, last: int) -> Iterator[Sign]:
    """Read *pour le procureur,* and “per the ministry”, which mostly mean something else."""
    if first == 0 and last + 1 < len(words) and words.raw[last + 1] == ",":
        for name in ("masculine", "feminine", "plural"):
            if words.lower[last] in words.kind(name + "_object"):
                yield Sign("according_to", "according_to", first, last, 0.75, None, name)
                return
    speaker = words.group_after(last)
    is_english = words.cues.language == "en"
    if speaker is None or not (is_english or words.is_boundary(first - 1) or first == 0):
        return
    ends_in_comma = speaker[1] < len(words) and words.raw[speaker[1]] == ","
    if _may_speak(words, speaker) and (ends_in_comma or is_english):
        yield Sign("according_to", "according_to", first, last, 0.75, _with_apposition(words, speaker))


def _bare_group(words: Words, nth: int) -> Group | None:
    """Give a group without a determiner: *selon plusieurs témoins*, “according to eyewitness accounts”."""
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
    """Take the whole of *les informations publiées par l'agence*."""
    if speaker is None or speaker[1] >= len(words) or words.lower[speaker[1]] not in ("par", "by"):
        return speaker
    agent = words.group_after(speaker[1] + 1)
    return speaker if agent is None else (speaker[0], agent[1])


def _with_apposition(words: Words, speaker: Group | None) -> Group | None:
    """Take the name that follows a role: *selon la porte-parole de la Maison Blanche, Karoline Leavitt,*."""
    if speaker is None or speaker[1] + 1 >= len(words) or words.raw[speaker[1]] != ",":
        return speaker
    is_person = any(words.is_person_word(word) for word in words.lower[speaker[0] : speaker[1]])
    names = words.names(speaker[1] + 1, min(len(words), speaker[1] + 7))
    if names and names[0][0] == speaker[1] + 1 and words.is_boundary(names[0][1]):
        is_full = names[0][1] - names[0][0] > 1 and not words.names(*speaker)
        return names[0] if is_person or is_full else speaker
    return speaker


# Verbs ----------------------------------------------------------------------------------------------------


def _verbs(words: Words, has_quotation: bool) -> Iterator[Sign]:
    known, lower = words.cues.verbs, words.lower
    last_speaker: tuple[Group | None, str] = (None, "")
    after = 0
    blocked = {nth for first, last, kind in phrases(words) if kind == "not_a_source" for nth in range(first, last)}
    for nth, word in enumerate(lower):
        if nth < after or nth in blocked or word not in known:
            continue
        report = _report(words, nth)
        if report is None:
            continue
        sign = _sign(words, report, has_quotation, last_speaker)
        if sign is not None:
            after = report.last
            if sign.speaker or sign.pronoun:
                last_speaker = (sign.speaker, sign.pronoun)
            yield sign


def _report(words: Words, nth: int) -> _Report | None:
    """Read the verb at a word; nothing where the word is a noun, a name, or another verb's participle."""
    if nth and words.raw[nth][0].isupper() and not words.is_boundary(nth - 1):
        return None
    first, is_compound, is_passive, is_reflexive, pronoun = _before(words, nth)
    for verb in words.cues.verbs[words.lower[nth]]:
        last = _rest(words, nth, verb.rest)
        if last and (not verb.reflexive or is_reflexive):
            report = _Report(verb, first, nth, last, is_compound, is_passive and not verb.reflexive, pronoun)
            if _is_verb(words, report):
                return report
    return None


def _rest(words: Words, nth: int, rest: tuple[str, ...]) -> int:
    """Give where a verb of several words ends; one adverb may stand inside; 0 where they are not there."""
    at = nth + 1
    for word in rest:
        if at < len(words) and words.lower[at] != word:
            at += 1
        if at >= len(words) or words.lower[at] != word:
            return 0
        at += 1
    return at


def _before(words: Words, nth: int) -> tuple[int, bool, bool, bool, str]:
    """Read what stands before a verb: auxiliaries, adverbs, and a pronoun that follows its auxiliary."""
    first, pronoun = nth, ""
    is_compound = is_passive = is_reflexive = False
    between, auxiliaries, be = words.kind("between"), words.kind("auxiliaries"), words.kind("be")
    while first and nth - first < 7:
        word = words.lower[first - 1]
        if word in auxiliaries or word in be:
            is_compound = True
            is_passive = is_passive or word in be
        elif word in ("-", "t") and words.cues.language == "fr":
            pass
        elif words.cues.language == "fr" and first > 1 and words.lower[first - 2] in ("-",) and _pronoun(words, word):
            pronoun = _pronoun(words, word)
        elif word in ("s'", "se", "sich"):
            is_reflexive = True
        elif word not in between and not _is_adverb(words, word):
            break
        first -= 1
    return first, is_compound, is_passive and not is_reflexive, is_reflexive, pronoun


def _is_adverb(words: Words, word: str) -> bool:
    ends = {"en": "ly", "fr": "ment", "it": "mente", "es": "mente"}.get(words.cues.language, "\0")
    return word.endswith(ends) and len(word) > 5 and not words.is_person_word(word)


def _pronoun(words: Words, word: str) -> str:
    return next((name for name in _PRONOUNS if word in words.kind(name)), "")


_PRONOUNS = ("masculine", "feminine", "plural", "impersonal", "first_person")


def _is_verb(words: Words, report: _Report) -> bool:
    word, before = words.lower[report.at], words.lower[report.at - 1] if report.at else ""
    if words.cues.language == "en":
        return _is_english_verb(words, report, word, before)
    if report.verb.shape == "participle":
        return report.is_compound
    if (
        report.is_compound
        and not report.pronoun
        and report.verb.shape == "finite"
        and word.endswith(("e", "ent", "es"))
    ):
        return False
    if before in words.kind("determiners") and before not in ("l'", "le", "la", "les", "leur"):
        return False
    is_clitic = report.at - 2 >= 0 and (
        _pronoun(words, words.lower[report.at - 2]) != "" or words.lower[report.at - 2] in ("ne", "n'", "qui")
    )
    return not (before in ("l'", "le", "la", "les", "leur", "de", "d'", "du", "des", "en") and not is_clitic) or (
        report.verb.shape == "other"
    )


def _is_english_verb(words: Words, report: _Report, word: str, before: str) -> bool:
    if report.verb.shape == "participle":
        return report.is_compound
    if report.is_passive and report.verb.shape == "finite":
        report.is_passive = word != report.verb.lemma
        report.verb = replace(report.verb, shape="participle")
        return report.is_passive
    if before in words.kind("determiners") or before in _PREPOSITIONS or before in ("'s", "’s", "-"):
        return False
    after = words.lower[report.last] if report.last < len(words) else ""
    if after == "by" or (after in ("of", "as", "in", "to") and not report.verb.tiers & {"speech"}):
        return report.verb.lemma in ("call for", "point") or (word.endswith("s") and after != "by")
    if before == "to" and word == report.verb.lemma.split()[0]:
        report.verb = replace(report.verb, shape="other")
        return True
    if report.verb.shape == "other":
        return True
    if word == report.verb.lemma.split()[0] and word not in ("read", "forecast"):
        return _takes_base_form(words, report, before)
    return True


def _takes_base_form(words: Words, report: _Report, before: str) -> bool:
    """Tell whether “claim”, “report” or “state” is a verb here: after a plural, a pronoun, “to” or “will”."""
    before = words.lower[report.first - 1] if report.first else ""
    if report.first < report.at or before in ("they", "we", "i", "you", "who", "to", "not", "people"):
        return True
    is_plural = before.endswith("s") and not before.endswith(("ss", "'s"))
    return is_plural or before in words.kind("collective") or words.is_mask(report.at - 1)


_PREPOSITIONS = frozenset(
    ["of", "in", "on", "by", "with", "for", "from", "at", "into", "about", "under", "over", "per", "without", "between"]
)


def _sign(words: Words, report: _Report, has_quotation: bool, last_speaker: tuple[Group | None, str]) -> Sign | None:
    speaker, pronoun, is_after = _speaker(words, report, has_quotation)
    if pronoun == "first_person":
        return None
    clause = _clause(words, report.last)
    weight, why = _weight(words, report, has_quotation, clause, is_after, speaker)
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


def _speaker(words: Words, report: _Report, has_quotation: bool) -> tuple[Group | None, str, bool]:
    """Find the subject: before the verb, after it, or a pronoun."""
    after = report.pronoun or _after_hyphen(words, report.last)
    if after:
        return None, after, words.is_boundary(report.first - 1)
    if report.is_passive and report.verb.shape == "participle":
        return _agent(words, report.last), "", False
    if _is_inverted(words, report, has_quotation):
        at = report.last
        while at < len(words) and words.lower[at] in _skipped(words):
            at += 1
        pronoun = _pronoun(words, words.lower[at]) if at < len(words) else ""
        if pronoun and words.cues.language == "en":
            return None, pronoun, True
        group = words.group_after(at) or _group_after_addressee(words, at)
        if group is not None:
            return _with_apposition(words, group), "", True
    before = words.lower[report.first - 1] if report.first else ""
    pronoun = _pronoun(words, before)
    if pronoun:
        return None, pronoun, False
    if report.verb.shape == "other" and "with" not in words.lower[max(0, report.first - 6) : report.first]:
        return None, "", False
    return words.group_before(report.first), "", False


def _skipped(words: Words) -> frozenset[str]:
    """Give what may stand between a verb and the subject that follows it."""
    return (words.kind("between") | words.kind("not_names")) - words.kind("determiners") | {"aujourd'hui", "hier"}


def _after_hyphen(words: Words, nth: int) -> str:
    """Read *dit-il*, *a-t-elle*, *affirme-t-on*."""
    at = nth
    while at < len(words) and at < nth + 3 and words.lower[at] in ("-", "t"):
        at += 1
    return _pronoun(words, words.lower[at]) if nth < at < len(words) else ""


def _agent(words: Words, nth: int) -> Group | None:
    """Give who does it in the passive: *est accusé par …*, “was told by …”."""
    for at in range(nth, min(len(words), nth + 8)):
        if words.lower[at] in ("par", "by", "von", "da", "por"):
            return words.group_after(at + 1)
        if words.is_boundary(at):
            break
    return None


def _group_after_addressee(words: Words, nth: int) -> Group | None:
    """Skip whom it was told: *a expliqué à l'AFP Gilles Roy*, *a ajouté mardi la ministre*."""
    at = nth
    limit = min(len(words), nth + 8)
    while at < limit and not words.is_boundary(at):
        if at > nth and words.lower[at - 1] not in words.kind("linking") and words.may_begin(at):
            begins_after_name = (
                words.is_name(at - 1)
                or words.lower[at - 1] in words.kind("not_names")
                or (words.lower[at] in words.kind("determiners") and words.lower[at - 1] not in words.kind("stops"))
            )
            if begins_after_name and words.lower[at - 1] not in words.kind("stops"):
                return words.group_after(at)
            if words.is_name(at) and words.lower[at - 1] in words.kind("determiners"):
                at += 1
                if at < limit and words.is_name(at):
                    return words.group_after(at)
                continue
        at += 1
    return None


def _is_inverted(words: Words, report: _Report, has_quotation: bool) -> bool:
    """Tell whether the subject may follow: “…”, said X; …, a affirmé X."""
    before = report.first - 1
    if "naming" in report.verb.tiers or report.verb.shape == "other":
        return False
    if before < 0:
        return has_quotation and report.first == 0
    if words.is_mask(before):
        return _clause(words, report.last) != "that"
    if words.raw[before] == ",":
        if words.is_mask(before - 1):
            return True
        return _closes_sentence(words, report.last)
    is_relative = words.lower[before] in ("comme", "qu'", "que", "as", "ce", "so")
    return is_relative or (has_quotation and words.raw[before] in '.»”"!?' and words.raw[before] != ".")


def _closes_sentence(words: Words, nth: int) -> bool:
    """Tell whether nothing but a speaker follows, up to the end or a comma: …, a affirmé l'ingénieure."""
    at = nth
    while at < len(words) and words.lower[at] in _skipped(words):
        at += 1
    group = words.group_after(at)
    if group is None or not words.is_boundary(group[1]):
        return False
    head = range(group[0], min(group[1], group[0] + 3))
    return words.is_name(group[0]) or any(words.is_person_word(words.lower[nth]) for nth in head)


def _clause(words: Words, nth: int) -> str:
    """Say what follows a verb: ``that`` (a clause), ``bare`` (a clause without *that*), or nothing."""
    that = words.kind("that")
    for at in range(nth, min(len(words), nth + 14)):
        if words.lower[at] in that and _opens_clause(words, nth, at):
            return "that"
        if words.raw[at] == ":":
            return "that"
        if words.raw[at] in ".;!?":
            break
    if words.cues.language == "en" and nth < len(words) and _has_bare_clause(words, nth):
        return "bare"
    return ""


def _opens_clause(words: Words, verb_end: int, that: int) -> bool:
    """Tell *a dit à la presse que …* from *demande les codes qu'ils …* and *afin que*."""
    if that + 1 >= len(words) or words.lower[that - 1] in _BEFORE_THAT:
        return False
    if that == verb_end:
        return not words.is_boundary(that + 1)
    if words.cues.language == "en":
        return _is_told(words, verb_end, that)
    for at in range(that - 1, max(verb_end, that - 4) - 1, -1):
        if words.lower[at] in words.kind("determiners"):
            return (at > verb_end and words.lower[at - 1] in _ADDRESSING) or words.lower[at] in ("au", "aux")
    return True


def _is_told(words: Words, verb_end: int, that: int) -> bool:
    """Tell “told reporters in Oslo that …” and “said on Monday that …” from “understood the messages that …”."""
    first = words.lower[verb_end]
    tells = bool(words.cues.verbs.keys() & {words.lower[verb_end - 1]}) and any(
        verb.lemma in _TELLING for verb in words.cues.verbs.get(words.lower[verb_end - 1], ())
    )
    is_object = first in words.kind("determiners")
    return tells or (
        not is_object
        and (
            first in words.kind("stops")
            or first in _PREPOSITIONS
            or first in words.kind("not_names")
            or (first in words.kind("between") or first == "," or that - verb_end == 1)
        )
    )


_TELLING = frozenset(
    [
        "tell",
        "inform",
        "remind",
        "warn",
        "assure",
        "notify",
        "convince",
        "persuade",
        "advise",
        "promise",
        "show",
        "reassure",
    ]
)

_BEFORE_THAT = frozenset(
    [
        "afin",
        "pour",
        "bien",
        "avant",
        "après",
        "sans",
        "alors",
        "tandis",
        "dès",
        "plus",
        "moins",
        "autant",
        "aussi",
        "même",
        "ainsi",
        "tel",
        "telle",
        "tels",
        "telles",
        "lors",
        "depuis",
        "pendant",
        "parce",
        "puis",
        "quoi",
        "jusqu'à",
        "so",
        "such",
        "now",
        "provided",
        "given",
    ]
)
_ADDRESSING = frozenset(
    ["à", "de", "dans", "lors", "par", "sur", "devant", "pour", "en", "après", "avec", "auprès", "matin", "soir"]
)


def _has_bare_clause(words: Words, nth: int) -> bool:
    first = words.lower[nth]
    if first in ("to", "of", "by", "in", "at", "for", "on", "with", "as", "from", ",", "."):
        return False
    if first in _SUBJECTS:
        return True
    is_name = words.is_name(nth)
    for at in range(nth + 1, min(len(words), nth + 14)):
        if words.is_boundary(at) or words.lower[at] in ("who", "which", "that", "whose"):
            return False
        if (
            words.lower[at] in _FINITE
            or (is_name and words.lower[at] in _PAST)
            or (is_name and words.lower[at].endswith("ed"))
        ):
            return True
    return False


_SUBJECTS = frozenset(["he", "she", "they", "we", "i", "it", "there"])
_PAST = frozenset(
    [
        "left",
        "went",
        "took",
        "made",
        "got",
        "came",
        "gave",
        "kept",
        "held",
        "won",
        "lost",
        "wants",
        "plans",
        "said",
        "told",
        "knew",
    ]
)


_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "can",
        "may",
        "might",
        "should",
        "must",
        "did",
        "does",
        "do",
        "isn't",
        "wasn't",
        "won't",
        "can't",
        "cannot",
        "doesn't",
        "didn't",
    ]
)


def _weight(
    words: Words, report: _Report, has_quotation: bool, clause: str, is_after: bool, speaker: Group | None
) -> tuple[float, str]:
    """Weigh a reporting verb by what it is, and by what it introduces; nothing where it reports nothing."""
    tiers = report.verb.tiers
    if report.is_passive and report.verb.shape == "participle":
        return _passive_weight(words, report, clause)
    if report.verb.shape == "other":
        return _other_weight(words, report, has_quotation, clause)
    weight = _quoting_weight(words, report, has_quotation, clause, is_after, speaker) or _clause_weight(
        words, report, clause, is_after
    )
    if weight:
        return weight
    if _is_aside(words, report, speaker) and tiers & {"speech", "thought"}:
        return 0.75, "verb" if "speech" in tiers else "thought"
    return _object_weight(words, report, speaker)


def _quoting_weight(
    words: Words, report: _Report, has_quotation: bool, clause: str, is_after: bool, speaker: Group | None
) -> tuple[float, str] | None:
    """Weigh a verb beside a quotation, if there is one."""
    tiers = report.verb.tiers
    if has_quotation and ("speech" in tiers or is_after or ("quoting" in tiers and _is_beside(words, report))):
        return 0.9, "quoted"
    if has_quotation and tiers & {"thought", "stance"} and clause:
        return 0.85, "quoted"
    if "naming" in tiers and _names_few(words, report) and speaker is not None:
        return 0.65, "quoted"
    return None


def _clause_weight(words: Words, report: _Report, clause: str, is_after: bool) -> tuple[float, str] | None:
    """Weigh a verb with a clause, or after what it reports, if it is so."""
    tiers = report.verb.tiers
    if clause or is_after:
        if "speech" in tiers:
            return (0.85 if clause != "bare" else 0.8), "verb"
        if "thought" in tiers and (clause != "bare" or _may_think(words, report)):
            return 0.65, "thought"
        if "stance" in tiers and clause == "that":
            return 0.6, "stance"
    return None


def _names_few(words: Words, report: _Report) -> bool:
    """Tell whether a few words in quotation marks follow an active verb: *l'a appelé la « châtelaine »*."""
    if report.is_passive:
        return False
    if any(words.is_mask(nth) for nth in range(report.last, len(words))):
        return True
    return any(place >= words.ends[report.at] for place in words.few_quoted)


def _is_beside(words: Words, report: _Report) -> bool:
    """Tell whether a quotation stands right before or after the verb."""
    return any(words.is_mask(nth) for nth in range(report.first - 3, report.last + 5))


def _may_think(words: Words, report: _Report) -> bool:
    """Tell “he thought it was” from “they found this pattern in tissues that are”."""
    return words.lower[report.last] in _SUBJECTS or report.verb.lemma in _BARE_THOUGHTS


_BARE_THOUGHTS = frozenset(
    [
        "believe",
        "think",
        "hope",
        "fear",
        "feel",
        "suspect",
        "assume",
        "agree",
        "know",
        "worry",
        "wish",
        "guess",
        "suppose",
    ]
)


def _is_aside(words: Words, report: _Report, speaker: Group | None) -> bool:
    """Tell whether subject and verb stand between commas: *It is safer, Plato thought, to …*."""
    return (
        speaker is not None
        and speaker[1] <= report.first
        and speaker[0] > 0
        and words.is_boundary(speaker[0] - 1)
        and words.is_boundary(report.last)
    )


def _object_weight(words: Words, report: _Report, speaker: Group | None) -> tuple[float, str]:
    """Weigh a mere object: *a confirmé la conversation* reports; *a annoncé le boycott* is an act of speech."""
    tiers = report.verb.tiers
    if any(word in ("aurait", "auraient") for word in words.lower[report.first : report.at]):
        return 0.0, ""
    if report.verb.lemma == "say":
        return 0.7, "verb"
    if speaker is not None and not _may_speak(words, speaker):
        return 0.0, ""
    if "act" in tiers:
        return 0.35, "stance"
    if "stance" in tiers:
        return 0.55, "stance"
    if "speech" in tiers:
        return 0.55, "verb"
    return 0.0, ""


def _may_speak(words: Words, speaker: Group) -> bool:
    """Tell somebody from something: *le choix souligne l'intention* reports nothing."""
    first, last = speaker
    return words.is_name(first) or any(
        words.is_person_word(words.lower[nth])
        or (words.is_name(nth) and words.lower[nth - 1] not in ("d'", "de", "of"))
        for nth in range(first, last)
    )


def _passive_weight(words: Words, report: _Report, clause: str) -> tuple[float, str]:
    tiers = report.verb.tiers
    if "speech" in tiers and (clause == "that" or (clause and report.verb.lemma == "tell")):
        return 0.65, "passive"
    if "stance" in tiers and report.verb.lemma in _SUSPICIONS:
        return 0.55, "passive"
    return 0.0, ""


_SUSPICIONS = ("accuser", "soupçonner", "accuse", "suspect", "blame")


def _other_weight(words: Words, report: _Report, has_quotation: bool, clause: str) -> tuple[float, str]:
    """Weigh an infinitive or a gerund: it reports with a clause or a quotation (*en affirmant que*)."""
    tiers = report.verb.tiers
    is_gerund = words.lower[report.at].endswith(("ant", "ing", "ando", "endo", "end"))
    if clause == "bare" and not is_gerund:
        return 0.0, ""
    if clause and "speech" in tiers:
        return (0.7 if is_gerund else 0.5), "verb"
    if clause and "thought" in tiers and is_gerund:
        return 0.5, "thought"
    if has_quotation and is_gerund and tiers & {"speech", "quoting"}:
        return 0.7, "quoted"
    return 0.0, ""
