"""Reporting verbs where they stand: told from nouns, names and other verbs' participles."""

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
        elif word in ("-", "t") and words.has("hyphened pronouns"):
            pass
        elif (
            words.has("hyphened pronouns")
            and first > 1
            and words.lower[first - 2] in ("-",)
            and pronoun_of(words, word)
        ):
            pronoun = pronoun_of(words, word)
        elif word in ("s'", "se", "sich"):
            is_reflexive = True
        elif word in ("l'", "le") and words.lower[first - 2 : first - 1] == ["comme"]:
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
        pronoun_of(words, words.lower[report.at - 2]) != ""
        or words.lower[report.at - 2] in ("ne", "n'", "qui", "comme")
    )
    return not (before in ("l'", "le", "la", "les", "leur", "de", "d'", "du", "des", "en") and not is_clitic) or (
        report.verb.shape == "other"
    )


def _is_english_verb(words: Words, report: Report, word: str, before: str) -> bool:
    if report.verb.shape == "participle":
        return report.is_compound
    if report.is_passive and report.verb.shape == "finite":
        report.is_passive = word != report.verb.lemma
        report.verb = replace(report.verb, shape="participle")
        return report.is_passive
    if before in words.kind("determiners") or before in PREPOSITIONS or before in ("'s", "’s", "-"):
        return False
    after = words.lower[report.last] if report.last < len(words) else ""
    if _is_noun_before_verb(words, report):
        return False
    if after == "to" and report.verb.lemma in _PREDICTED and word.endswith("ed"):
        return False  # “still predicted to rise”
    if after == "by" or (after in ("of", "as", "in", "to") and not report.verb.tiers & {"speech"}):
        return report.verb.lemma in ("call for", "point") or (word.endswith("s") and after != "by")
    if before == "to" and word == report.verb.lemma.split()[0]:
        report.verb = replace(report.verb, shape="other")
        return True
    if report.verb.shape == "other":
        return True
    if word == report.verb.lemma.split()[0] and word not in ("read", "forecast", "put"):
        return _takes_base_form(words, report, before)
    return True


_PREDICTED = ("predict", "report", "believe", "expect", "estimate", "consider", "suspect", "suppose", "forecast")


def _is_noun_before_verb(words: Words, report: Report) -> bool:
    """Whether a word is a noun, as in “fourteen states now have”; not in “she states that”."""
    at = report.last
    while at < len(words) and (words.lower[at] in ("now", "also", "still") or _is_adverb(words, words.lower[at])):
        at += 1
    is_verb = at < len(words) and words.lower[at] in (words.kind("auxiliaries") | words.kind("be")) - {"to", "'s", "’s"}
    return is_verb and words.lower[report.at].endswith("s")


def _takes_base_form(words: Words, report: Report, before: str) -> bool:
    """Whether “claim”, “report” or “state” is a verb here: after a plural, a pronoun, “to” or “will”."""
    before = words.lower[report.first - 1] if report.first else ""
    if report.first < report.at or before in ("they", "we", "i", "you", "who", "to", "not", "people"):
        return True
    is_plural = before.endswith("s") and not before.endswith(("ss", "'s"))
    return is_plural or before in words.kind("collective") or words.is_mask(report.at - 1) or _is_many(words, report)


def _is_many(words: Words, report: Report) -> bool:
    """Whether the subject is many, whatever stands right before the verb: “researchers at the University estimate”."""
    first = report.first
    while first and not words.is_boundary(first - 1):
        first -= 1
    link = next((nth for nth in range(first, report.first) if words.lower[nth] in _WITHIN), first)
    head = words.lower[link - 1] if link > first else ""
    return head.endswith("s") and not head.endswith(("ss", "'s")) and not words.is_verb(link - 1)


_WITHIN = frozenset("at of in from with for on".split())


PREPOSITIONS = frozenset("of in on by with for from at into about under over per without between".split())
