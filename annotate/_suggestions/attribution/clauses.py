"""What follows a reporting verb: a clause with *that*, one without, or none."""

from annotate._suggestions.attribution.reporting_verbs import PREPOSITIONS
from annotate._suggestions.attribution.words import Words


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
    return "infinitive" if _has_infinitive(words, nth) else ""


def _has_infinitive(words: Words, nth: int) -> bool:
    """Read *admet avoir menti*, *dit ne pas vouloir rester*, and “expects the vote to fail”."""
    verbs = words.cues.verbs.get(words.lower[nth - 1], ()) if nth else ()
    if words.has("objects before to"):
        return any(verb.lemma in _EXPECTING for verb in verbs) and _to_follows(words, nth)
    if not words.has("infinitive clauses") or any(verb.lemma in _WILLING for verb in verbs):
        return False
    while nth < len(words) and words.lower[nth] in ("ne", "n'", "pas", "plus", "jamais", "se", "s'", "y", "en", "l'"):
        nth += 1
    return nth < len(words) and words.raw[nth].islower() and words.lower[nth] in _INFINITIVES


def _to_follows(words: Words, nth: int) -> bool:
    for at in range(nth + 1, min(len(words), nth + 8)):
        if words.is_boundary(at) or (words.is_verb(at) and words.lower[at] != "to"):
            return False
        if words.lower[at] == "to":
            return True
    return False


_EXPECTING = frozenset("expect believe estimate".split())
_WILLING = frozenset("vouloir savoir préférer accepter décider demander voir entendre laisser promettre".split())
_INFINITIVES = frozenset(
    (
        "avoir être vouloir pouvoir devoir savoir souhaiter espérer craindre ignorer regretter comprendre croire "
        "attendre disposer refuser chercher faire rester soutenir travailler prendre tenir"
    ).split()
)
"""What a verb of saying takes at once: *dit vouloir*, *affirme ne rien savoir*."""


def _opens_clause(words: Words, verb_end: int, that: int) -> bool:
    """Whether a clause opens, as in *a dit à la presse que …*; not in *demande les codes qu'ils …* or *afin que*."""
    if that + 1 >= len(words) or words.lower[that - 1] in BEFORE_THAT:
        return False
    if words.has("ne … que") and that == verb_end and _is_only(words, verb_end):
        return False
    if that == verb_end:
        return not words.is_boundary(that + 1) or words.raw[that + 1] == ","
    if words.has("ne … que") and words.raw[verb_end:that].count(",") % 2:
        return False  # … pour assurer leur sécurité, vu que …
    if words.has("that as a pronoun"):
        return words.lower[that - 1] not in PREPOSITIONS and _is_told(words, verb_end, that)
    for at in range(that - 1, max(verb_end, that - 4) - 1, -1):
        if words.lower[at] in words.kind("determiners"):
            return (at > verb_end and words.lower[at - 1] in _ADDRESSING) or words.lower[at] in ("au", "aux")
    return True


def _is_only(words: Words, verb_end: int) -> bool:
    """Whether *que* means *only*, as in *ne rapporteront que 3 milliards*; not in *ne dit pas que*."""
    before = words.lower[max(0, verb_end - 4) : verb_end]
    return any(word in ("ne", "n'") for word in before) and not any(word in _NOT for word in before)


_NOT = frozenset("pas plus jamais point rien personne".split())


def _is_told(words: Words, verb_end: int, that: int) -> bool:
    """Whether a clause is told, as in “told reporters in Oslo that …”; not in “understood the messages that …”."""
    first = words.lower[verb_end]
    tells = bool(words.cues.verbs.keys() & {words.lower[verb_end - 1]}) and any(
        verb.lemma in _TELLING for verb in words.cues.verbs.get(words.lower[verb_end - 1], ())
    )
    is_object = first in words.kind("determiners")
    return tells or (
        not is_object
        and (
            first in words.kind("stops")
            or first in PREPOSITIONS
            or first in words.kind("not_names")
            or (first in words.kind("between") or first == "," or that - verb_end == 1)
        )
    )


_TELLING = frozenset("tell inform remind warn assure notify convince persuade advise promise reassure".split())


BEFORE_THAT = frozenset(
    (
        "afin pour bien avant après sans alors tandis dès plus moins autant aussi même ainsi tel telle tels telles "
        "lors depuis pendant parce puis quoi jusqu'à so such now provided given"
    ).split()
)


_ADDRESSING = frozenset("à de dans lors par sur devant pour en après avec auprès matin soir".split())


def _has_bare_clause(words: Words, nth: int) -> bool:
    first = words.lower[nth]
    if first in ("to", "of", "by", "in", "at", "for", "on", "with", "as", "from", ",", "."):
        return False
    if first in SUBJECTS:
        return True
    is_name = words.is_name(nth)
    for at in range(nth + 1, min(len(words), nth + 14)):
        if words.is_boundary(at) or words.lower[at] in ("who", "which", "that", "whose"):
            return False
        if (
            words.lower[at] in _FINITE
            or (is_name and words.lower[at] in _PAST)
            or (words.lower[at].endswith("ed") and (is_name or _follows_subject(words, nth, at)))
        ):
            return True
    return False


def _follows_subject(words: Words, first: int, verb: int) -> bool:
    """Whether a group such as “the council” stands whole before “lied”."""
    return words.lower[first] in words.kind("determiners") and verb - first in (2, 3) and words.raw[verb - 1].isalpha()


SUBJECTS = frozenset("he she they we i it there".split())


_PAST = frozenset("left went took made got came gave kept held won lost wants plans said told knew".split())


_FINITE = frozenset(
    (
        "is are was were has have had will would could can may might should must did does do isn't wasn't won't can't "
        "cannot doesn't didn't"
    ).split()
)
