"""How surely a reporting verb makes its passage a claim, 0–1."""

from annotate._suggestions.attribution.reporting_verbs import Report
from annotate._suggestions.attribution.subjects import may_speak
from annotate._suggestions.attribution.words import Group, Words
from annotate._suggestions.weights import WEIGHTS


def weight_of(
    words: Words, report: Report, has_quotation: bool, clause: str, is_after: bool, speaker: Group | None
) -> tuple[float, str]:
    """Weigh a reporting verb by what it is, and by what it introduces; nothing where it reports nothing."""
    tiers = report.verb.tiers
    if report.is_passive and report.verb.shape == "participle":
        return _passive_weight(words, report, clause)
    if report.verb.shape == "other":
        return _other_weight(words, report, has_quotation, clause)
    weight = _quoting_weight(words, report, has_quotation, clause, is_after, speaker) or _clause_weight(
        words, report, clause, is_after, speaker
    )
    if weight:
        return weight
    if _is_in_the_words_of(words, report, speaker):
        return WEIGHTS.in_the_words_of, "verb"
    if _is_aside(words, report, speaker) and tiers & {"speech", "thought"}:
        return WEIGHTS.between_commas, "verb" if "speech" in tiers else "thought"
    return _object_weight(words, report, speaker)


def _quoting_weight(
    words: Words, report: Report, has_quotation: bool, clause: str, is_after: bool, speaker: Group | None
) -> tuple[float, str] | None:
    """Weigh a verb beside a quotation, if there is one."""
    tiers = report.verb.tiers
    if has_quotation and ("speech" in tiers or is_after or ("quoting" in tiers and _is_beside(words, report))):
        return WEIGHTS.quoted, "quoted"
    if has_quotation and tiers & {"thought", "stance"} and clause:
        return WEIGHTS.quoted_with_clause, "quoted"
    if "naming" in tiers and _names_few(words, report) and speaker is not None:
        return WEIGHTS.few_words_quoted, "quoted"
    return None


def _clause_weight(
    words: Words, report: Report, clause: str, is_after: bool, speaker: Group | None
) -> tuple[float, str] | None:
    """Weigh a verb with a clause, or after what it reports, if it is so."""
    tiers = report.verb.tiers
    if (
        clause
        and speaker is not None
        and report.verb.lemma in words.kind("evidence")
        and not may_speak(words, _head(words, speaker))
    ):
        return WEIGHTS.evidence_of_things, "verb"
    if is_after and tiers & {"quoting"} and speaker is not None and may_speak(words, speaker):
        return WEIGHTS.quoting_verb_after, "verb"
    if clause == "infinitive":
        return (
            (WEIGHTS.speech_infinitive, "verb")
            if "speech" in tiers
            else (WEIGHTS.thought_infinitive, "thought")
            if "thought" in tiers
            else None
        )
    if clause or is_after:
        if "speech" in tiers:
            return (WEIGHTS.speech_clause if clause != "bare" else WEIGHTS.speech_bare_clause), "verb"
        if "thought" in tiers and (clause != "bare" or _may_think(words, report)):
            return WEIGHTS.thought_clause, "thought"
        if "stance" in tiers and clause == "that":
            return WEIGHTS.stance_clause, "stance"
    return None


def _head(words: Words, group: Group) -> Group:
    """Return a group up to its first “of”."""
    links = [
        nth
        for nth in range(group[0] + 1, group[1])
        if words.lower[nth] in words.kind("of") or words.lower[nth] in words.kind("of_the")
    ]
    return group[0], links[0] if links else group[1]


def _names_few(words: Words, report: Report) -> bool:
    """Whether a few words in quotation marks follow an active verb: *l'a appelé la « châtelaine »*."""
    if report.is_passive:
        return False
    if any(words.is_mask(nth) for nth in range(report.last, len(words))):
        return True
    return any(place >= words.ends[report.at] for place in words.few_quoted)


def _is_beside(words: Words, report: Report) -> bool:
    """Whether a quotation stands right before or after the verb."""
    return any(words.is_mask(nth) for nth in range(report.first - 3, report.last + 5))


def _may_think(words: Words, report: Report) -> bool:
    """Whether a verb may tell a thought, as in “he thought it was”; not in “found this pattern in tissues that are”."""
    lemma = report.verb.lemma
    return words.lower[report.last] in words.kind("subject_pronouns") or lemma in words.kind("bare_thoughts")


def _is_in_the_words_of(words: Words, report: Report, speaker: Group | None) -> bool:
    """Read “as Mayor Roy put it,” and *comme l’a dit le maire,*."""
    before = words.lower[speaker[0] - 1] if speaker and speaker[0] else ""
    ends = report.last == len(words) or words.is_boundary(report.last)
    return before in words.kind("as") and ends and "speech" in report.verb.tiers


def _is_aside(words: Words, report: Report, speaker: Group | None) -> bool:
    """Whether subject and verb stand between commas: *It is safer, Plato thought, to …*."""
    if speaker is None or speaker[1] > report.first or not speaker[0] or not words.is_boundary(speaker[0] - 1):
        return False
    return words.is_boundary(report.last) or _trails_off(words, report.last)


def _trails_off(words: Words, nth: int) -> bool:
    """Whether but a time, a place or whom it was told follows, up to the end: “…, The Sun reported in 2007”."""
    end = len(words) - (len(words) > 0 and words.is_boundary(len(words) - 1))
    opens = words.kind("prepositions") | words.kind("not_names") | words.kind("between") | words.kind("listeners")
    is_told = (
        words.lower[nth - 1] in words.kind("told")
        and nth < len(words)
        and words.lower[nth] not in words.kind("not_told")
    )
    is_short = nth < end <= nth + 6 and not any(words.is_boundary(at) or words.is_verb(at) for at in range(nth, end))
    return is_short and (words.lower[nth] in opens or is_told)


def _object_weight(words: Words, report: Report, speaker: Group | None) -> tuple[float, str]:
    """Weigh a mere object: *a confirmé la conversation* reports; *a annoncé le boycott* is an act of speech."""
    if any(word in words.kind("hearsay_auxiliaries") for word in words.lower[report.first : report.at]):
        return 0.0, ""
    is_said = report.verb.lemma in words.kind("plainly_say")
    if _claims_nothing(words, report) or not (is_said or speaker is None or may_speak(words, speaker)):
        return 0.0, ""
    if is_said:
        return WEIGHTS.say_something, "verb"
    if any(holds(words, report) for holds in (_judges, _takes_for, _is_finding, _puts_at)):
        return WEIGHTS.position, "stance"
    if _is_witness_of(words, report, speaker):
        return WEIGHTS.position, "verb"
    return (WEIGHTS.confirmed, "verb") if _confirms_it(words, report) else _mere_object_weight(words, report)


def _mere_object_weight(words: Words, report: Report) -> tuple[float, str]:
    """Weigh a verb by its tiers alone: with a mere object it is only just a claim, or an act of speech and none."""
    tiers = report.verb.tiers
    if words.is_headline and "speech" in tiers and words.lower[report.at].endswith(words.endings("headline_endings")):
        return WEIGHTS.mere_object, "verb"
    if "act" in tiers or _is_noun_of(words, report):
        return WEIGHTS.mentioned, "stance"
    if tiers & {"stance", "speech"}:
        return WEIGHTS.mere_object, "stance" if "stance" in tiers else "verb"
    return 0.0, ""


def _confirms_it(words: Words, report: Report) -> bool:
    """Whether a pronoun stands for what is said: *le maire l’a confirmé*."""
    before = words.lower[report.first : report.at]
    return report.verb.lemma in words.kind("confirming") and any(
        word in words.kind("object_pronouns") for word in before
    )


def _takes_for(words: Words, report: Report) -> bool:
    """Whether somebody is said to take a thing for another: “dismissed the report as nonsense”."""
    lower = words.lower
    for nth in range(report.last + 1, min(len(words), report.last + 9)):
        if lower[nth] in words.kind("taken_as"):
            return report.verb.lemma in words.kind("taking") and nth + 1 < len(words) and not words.is_boundary(nth + 1)
        if words.is_boundary(nth) or words.is_verb(nth):
            break
    return False


def _is_finding(words: Words, report: Report) -> bool:
    """Whether a report or a court is said to find something: *relève des irrégularités*, not *relève le défi*."""
    lemma = report.verb.lemma
    is_some = report.last < len(words) and words.lower[report.last] in words.kind("some")
    return lemma in words.kind("finding") and (is_some or lemma in words.kind("pinning"))


def _judges(words: Words, report: Report) -> bool:
    """Whether somebody finds a thing to be so: *juge la mesure inutile*, *la juge inutile*; not *juge l’affaire*."""
    if report.verb.lemma not in words.kind("judging") or report.last >= len(words):
        return False
    ends = words.endings("adjective_endings")
    begins = words.lower[report.last] in words.kind("determiners") or words.lower[report.at - 1] in words.kind(
        "clitics"
    )
    near = range(report.last, min(len(words), report.last + 7))
    end = next((nth for nth in near if words.is_boundary(nth) or words.is_verb(nth)), near[-1] + 1 if near else 0)
    return begins and end > report.last and words.lower[end - 1].endswith(ends) and words.raw[end - 1].islower()


def _is_witness_of(words: Words, report: Report, speaker: Group | None) -> bool:
    """Whether those who saw it tell of it: “witnesses described a loud bang”; not “the author describes a town”."""
    is_witness = speaker is not None and any(word in words.kind("witnessing") for word in words.lower[slice(*speaker)])
    return is_witness and report.verb.lemma in words.kind("recounting")


def _claims_nothing(words: Words, report: Report) -> bool:
    """Whether nothing is claimed: *lui a dit d’attendre dehors*, *ne disent rien de l’argent*."""
    after = words.lower[report.last] if report.last < len(words) else ""
    if after in words.kind("nothing"):
        return True
    is_order = (
        after in words.kind("of") and report.last + 1 < len(words) and report.verb.lemma in words.kind("ordering")
    )
    return is_order and words.lower[report.last + 1].endswith(words.endings("infinitive_endings"))


def _puts_at(words: Words, report: Report) -> bool:
    """Whether somebody puts a figure on a thing: *évalue le coût à 3 milliards*, “estimates the cost at 3 billion”."""
    lower = words.lower
    after = range(report.last, min(len(words) - 1, report.last + 9))
    has_figure = any(lower[nth] in words.kind("at_figure") and words.raw[nth + 1][0].isdigit() for nth in after)
    return report.verb.lemma in words.kind("estimating") and has_figure


def _is_noun_of(words: Words, report: Report) -> bool:
    """Whether a verb may well be a noun, as “claims of”, “reports from”."""
    after = words.lower[report.last] if report.last < len(words) else ""
    return words.raw[report.at].endswith(words.endings("plural_endings")) and after in words.kind("after_plural_nouns")


def _passive_weight(words: Words, report: Report, clause: str) -> tuple[float, str]:
    tiers = report.verb.tiers
    if "speech" in tiers and (clause == "that" or (clause and report.verb.lemma in words.kind("telling_anything"))):
        return WEIGHTS.passive_speech, "passive"
    if "stance" in tiers and report.verb.lemma in words.kind("suspecting"):
        return WEIGHTS.passive_position, "passive"
    if report.verb.lemma in words.kind("taking") and _is_taken_for(words, report):
        return WEIGHTS.passive_position, "passive"
    return 0.0, ""


def _is_taken_for(words: Words, report: Report) -> bool:
    """Read “is described as”, “described by critics of the plan as”, *qualifié par ses détracteurs de*."""
    after = words.lower[report.last : report.last + 9]
    if after and after[0] in words.kind("taken_as"):
        return True
    marks = words.kind("taken_as")
    if report.verb.lemma in words.kind("taking_of"):
        marks = marks | words.kind("of")
    return bool(after) and after[0] in words.kind("agent_marks") and any(word in marks for word in after[2:])


def _other_weight(words: Words, report: Report, has_quotation: bool, clause: str) -> tuple[float, str]:
    """Weigh an infinitive or a gerund: it reports with a clause or a quotation (*en affirmant que*)."""
    tiers = report.verb.tiers
    is_gerund = words.lower[report.at].endswith(words.endings("gerund_endings"))
    if clause == "bare" and not (is_gerund and words.lower[report.last] in words.kind("subject_pronouns")):
        return 0.0, ""
    if clause and "speech" in tiers:
        return (WEIGHTS.speech_gerund if is_gerund else WEIGHTS.speech_unfinished), "verb"
    if clause and "thought" in tiers and is_gerund:
        return WEIGHTS.thought_gerund, "thought"
    if has_quotation and is_gerund and tiers & {"speech", "quoting"}:
        return WEIGHTS.quoted_gerund, "quoted"
    return 0.0, ""
