"""Reporting verbs where they stand, told from nouns, names and participles; and the clause that follows one."""

from dataclasses import dataclass, replace

from annotate._suggestions.attribution.words import Words
from annotate._suggestions.languages.language import Verb


@dataclass
class Report:
    """A reporting verb where it stands: its group of words, and what is around it."""

    verb: Verb
    first: int
    at: int
    last: int
    is_compound: bool
    is_passive: bool
    pronoun: str


def report_at(words: Words, nth: int) -> Report | None:
    """Read the verb at a word; nothing where the word is a noun, a name, or another verb's participle."""
    if nth and words.raw[nth][0].isupper() and not words.is_boundary(nth - 1):
        return None
    first, is_compound, is_passive, is_reflexive, pronoun = _before(words, nth)
    for verb in words.cues.verbs[words.lower[nth]]:
        last = _rest(words, nth, verb.rest)
        if verb.apart and not _stands_apart(words, nth, verb.apart):
            continue
        if last and (not verb.reflexive or is_reflexive):
            report = Report(verb, first, nth, last, is_compound, is_passive and not verb.reflexive, pronoun)
            if _is_verb(words, report):
                return report
    return None


def _rest(words: Words, nth: int, rest: tuple[str, ...]) -> int:
    """Return where a verb of several words ends; one adverb may stand inside; 0 where they are not there."""
    at = nth + 1
    for word in rest:
        if at < len(words) and words.lower[at] != word:
            at += 1
        if at >= len(words) or words.lower[at] != word:
            return 0
        at += 1
    return at


def _stands_apart(words: Words, nth: int, particle: str) -> bool:
    """Whether a verb's particle ends its clause: *kündigte am Montag an, dass*."""
    for at in range(nth + 1, min(len(words), nth + 16)):
        if words.is_boundary(at) and not words.is_mask(at):
            return words.lower[at - 1] == particle
    return words.lower[-1] == particle


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
        elif (word == "-" or word in words.kind("euphonic")) and words.has("hyphened pronouns"):
            pass
        elif (
            words.has("hyphened pronouns")
            and first > 1
            and words.lower[first - 2] in ("-",)
            and pronoun_of(words, word)
        ):
            pronoun = pronoun_of(words, word)
        elif word in words.kind("reflexive"):
            is_reflexive = True
        elif word in words.kind("object_pronouns") and words.lower[max(0, first - 2)] in words.kind("as"):
            pass  # comme le dit le maire
        elif word not in between and not _is_adverb(words, word):
            break
        first -= 1
    return first, is_compound, is_passive and not is_reflexive, is_reflexive, pronoun


def _is_adverb(words: Words, word: str) -> bool:
    return word.endswith(words.cues.adverb_endings) and len(word) > 5 and not words.is_person_word(word)


def pronoun_of(words: Words, word: str) -> str:
    """Return which pronoun a word is: ``masculine``, ``plural`` …; empty where it is none."""
    return next((name for name in _PRONOUNS if word in words.kind(name)), "")


_PRONOUNS = ("masculine", "feminine", "plural", "impersonal", "first_person")


def _is_verb(words: Words, report: Report) -> bool:
    word, before = words.lower[report.at], words.lower[report.at - 1] if report.at else ""
    if words.has("verbs like nouns"):
        return _is_verb_like_noun(words, report, word, before)
    if report.verb.shape == "participle":
        return report.is_compound
    if (
        report.is_compound
        and not report.pronoun
        and report.verb.shape == "finite"
        and word.endswith(words.endings("present_endings"))
    ):
        return False
    if before in words.kind("determiners") and before not in words.kind("clitics"):
        return False
    is_clitic = report.at - 2 >= 0 and (
        (report.verb.lemma in words.kind("confirming") and words.is_person_word(words.lower[report.at - 2]))
        or pronoun_of(words, words.lower[report.at - 2]) != ""
        or words.lower[report.at - 2] in words.kind("before_clitics")
    )
    return not ((before in words.kind("clitics") or before in words.kind("before_nouns")) and not is_clitic) or (
        report.verb.shape == "other"
    )


def _is_verb_like_noun(words: Words, report: Report, word: str, before: str) -> bool:
    """Whether a form that may be a noun is a verb here, as in English: “she states”, not “the states”."""
    if report.verb.shape == "participle":
        report.is_passive = report.is_passive or _opens_passive(words, report)
        return report.is_compound or report.is_passive
    if report.is_passive and report.verb.shape == "finite":
        report.is_passive = word != report.verb.lemma
        report.verb = replace(report.verb, shape="participle")
        return report.is_passive
    no_verb = ("possessive_marks", "determiners", "prepositions")
    if words.lower[report.last : report.last + 1] and _is_said_to(words, report):
        return False
    if before == "-" or any(before in words.kind(name) for name in no_verb) or _is_noun_before_verb(words, report):
        return False
    is_base = word == report.verb.lemma.split()[0]
    told = _told_by_next(words, report, word)
    if told is not None:
        return told
    if before in words.kind("infinitive_mark") and is_base:
        report.verb = replace(report.verb, shape="other")
        return True
    if report.verb.shape == "finite" and is_base and word not in words.kind("unchanging"):
        return _takes_base_form(words, report, before)
    return True


def _opens_passive(words: Words, report: Report) -> bool:
    """Whether a participle with its agent opens the sentence: “Described by critics as a folly, the tower …”."""
    return (
        report.first == 0
        and words.lower[report.last : report.last + 1] != []
        and (words.lower[report.last] in words.kind("agent_marks"))
    )


def _is_said_to(words: Words, report: Report) -> bool:
    """Whether it is said of the noun before it: “the paper said to be lost”."""
    after = words.lower[report.last : report.last + 2]
    is_infinitive = len(after) > 1 and after[0] in words.kind("infinitive_mark") and after[1] in words.kind("being")
    return is_infinitive and report.verb.lemma in words.kind("plainly_say")


def _told_by_next(words: Words, report: Report, word: str) -> bool | None:
    """Return what the word after a form tells of it: “a report of” is none; nothing where it tells nothing."""
    after = words.lower[report.last] if report.last < len(words) else ""
    is_past, is_done = word.endswith(words.endings("past_endings")), after in words.kind("agent_marks")
    if after in words.kind("infinitive_mark") and report.verb.lemma in words.kind("predicted") and is_past:
        return False  # “still predicted to rise”
    if is_done or (after in words.kind("after_nouns") and not report.verb.tiers & {"speech"}):
        is_present = word.endswith(words.endings("present_endings"))
        return report.verb.lemma in words.kind("reaching") or (is_present and not is_done)
    return None


def _is_noun_before_verb(words: Words, report: Report) -> bool:
    """Whether a word is a noun, as in “fourteen states now have”; not in “she states that”."""
    at = report.last
    while at < len(words) and (words.lower[at] in words.kind("light_adverbs") or _is_adverb(words, words.lower[at])):
        at += 1
    is_verb = at < len(words) and words.lower[at] in words.kind("surely_finite")
    return is_verb and words.lower[report.at].endswith(words.endings("present_endings"))


def _takes_base_form(words: Words, report: Report, before: str) -> bool:
    """Whether “claim”, “report” or “state” is a verb here: after a plural, a pronoun, “to” or “will”."""
    before = words.lower[report.first - 1] if report.first else ""
    if report.first < report.at or before in words.kind("before_base_form"):
        return True
    is_plural = words.is_plural(before)
    return is_plural or before in words.kind("collective") or words.is_mask(report.at - 1) or _is_many(words, report)


def _is_many(words: Words, report: Report) -> bool:
    """Whether the subject is many, whatever stands right before the verb: “researchers at the University estimate”."""
    first = report.first
    while first and not words.is_boundary(first - 1):
        first -= 1
    links = words.kind("within") | words.kind("relative")
    link = next((nth for nth in range(first, report.first) if words.lower[nth] in links), first)
    head = words.lower[link - 1] if link > first else ""
    return words.is_plural(head) and not words.is_verb(link - 1)


# What follows one --------------------------------------------------------------------------------------


def clause_after(words: Words, nth: int) -> str:
    """Return what follows a verb: ``that`` (a clause), ``bare`` (one without *that*), ``infinitive``, or nothing."""
    that = words.kind("that")
    for at in range(nth, min(len(words), nth + 14)):
        if words.lower[at] in that and _opens_clause(words, nth, at):
            return "that"
        if words.raw[at] == ":":
            return "that" if words.is_mask(at + 1) or at - nth < 3 else ""
        if words.raw[at] in ".;!?":
            break
    if words.has("clauses without that") and nth < len(words) and _has_bare_clause(words, nth):
        return "bare"
    return "infinitive" if _has_infinitive(words, nth) or _has_gerund(words, nth) else ""


def _has_gerund(words: Words, nth: int) -> bool:
    """Read “denies having met”, “recalled seeing”: what is said stands in a gerund."""
    verbs = words.cues.verbs.get(words.lower[nth - 1], ()) if nth else ()
    is_gerund = nth < len(words) and words.lower[nth].endswith(words.endings("gerund_endings"))
    return is_gerund and any(verb.lemma in words.kind("with_gerunds") for verb in verbs)


def _has_infinitive(words: Words, nth: int) -> bool:
    """Read *admet avoir menti*, *dit ne pas vouloir rester*, and “expects the vote to fail”."""
    verbs = words.cues.verbs.get(words.lower[nth - 1], ()) if nth else ()
    if words.has("objects before to"):
        return any(verb.lemma in words.kind("expecting") for verb in verbs) and _to_follows(words, nth)
    if not words.has("infinitive clauses") or any(verb.lemma in words.kind("willing") for verb in verbs):
        return False
    while nth < len(words) and words.lower[nth] in words.kind("before_infinitive"):
        nth += 1
    return nth < len(words) and words.raw[nth].islower() and words.lower[nth] in words.kind("infinitives")


def _to_follows(words: Words, nth: int) -> bool:
    for at in range(nth + 1, min(len(words), nth + 8)):
        if words.is_boundary(at) or (words.is_verb(at) and words.lower[at] not in words.kind("infinitive_mark")):
            return False
        if words.lower[at] in words.kind("infinitive_mark"):
            return True
    return False


def _opens_clause(words: Words, verb_end: int, that: int) -> bool:
    """Whether a clause opens, as in *a dit à la presse que …*; not in *demande les codes qu'ils …* or *afin que*."""
    if that + 1 >= len(words) or words.lower[that - 1] in words.kind("before_that"):
        return False
    if words.has("ne … que") and that == verb_end and _is_only(words, verb_end):
        return False
    if that == verb_end:
        return not words.is_boundary(that + 1) or words.raw[that + 1] == ","
    if words.has("ne … que") and words.raw[verb_end:that].count(",") % 2:
        return False  # … pour assurer leur sécurité, vu que …
    if words.has("that as a pronoun"):
        return words.lower[that - 1] not in words.kind("prepositions") and _is_told(words, verb_end, that)
    for at in range(that - 1, max(verb_end, that - 4) - 1, -1):
        if words.lower[at] in words.kind("determiners"):
            return (at > verb_end and words.lower[at - 1] in words.kind("addressing")) or (
                words.lower[at] in words.kind("contracted")
            )
    return True


def _is_only(words: Words, verb_end: int) -> bool:
    """Whether *que* means *only*, as in *ne rapporteront que 3 milliards*; not in *ne dit pas que*."""
    before = words.lower[max(0, verb_end - 4) : verb_end]
    return any(word in words.kind("negating") for word in before) and not any(
        word in words.kind("negations") for word in before
    )


def _is_told(words: Words, verb_end: int, that: int) -> bool:
    """Whether a clause is told, as in “told reporters in Oslo that …”; not in “understood the messages that …”."""
    first = words.lower[verb_end]
    tells = bool(words.cues.verbs.keys() & {words.lower[verb_end - 1]}) and any(
        verb.lemma in words.kind("telling") for verb in words.cues.verbs.get(words.lower[verb_end - 1], ())
    )
    is_object = first in words.kind("determiners")
    return tells or (
        not is_object
        and (
            first in words.kind("stops")
            or first in words.kind("prepositions")
            or first in words.kind("not_names")
            or (first in words.kind("between") or first == "," or that - verb_end == 1)
        )
    )


def _has_bare_clause(words: Words, nth: int) -> bool:
    first = words.lower[nth]
    if first in words.kind("no_clause") or first in ",.":
        return False
    if first in words.kind("subject_pronouns"):
        return True
    verbs = words.cues.verbs.get(words.lower[nth - 1], ()) if nth else ()
    is_group = words.lower[nth] in words.kind("determiners") or words.is_name(nth)
    if is_group and any(verb.lemma in words.kind("only_with_clauses") for verb in verbs):
        return True
    is_name = words.is_name(nth)
    for at in range(nth + 1, min(len(words), nth + 14)):
        if words.is_boundary(at) or words.lower[at] in words.kind("relative_openers"):
            return False
        if (
            words.lower[at] in words.kind("finite_verbs")
            or (is_name and words.lower[at] in words.kind("past_verbs"))
            or (
                words.lower[at].endswith(words.endings("past_endings"))
                and (is_name or _follows_subject(words, nth, at))
            )
        ):
            return True
    return False


def _follows_subject(words: Words, first: int, verb: int) -> bool:
    """Whether a group such as “the council” stands whole before “lied”."""
    return words.lower[first] in words.kind("determiners") and verb - first in (2, 3) and words.raw[verb - 1].isalpha()
