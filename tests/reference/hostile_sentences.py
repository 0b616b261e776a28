"""Sentences that lead astray: a name stands where the speaker's might, and is never the speaker's.

A generator as `ordinary`, with what that leaves out: whose lawyer, beside whom, in whose presence, in a letter to whom;
tense, order, form of quotation, negation and hearsay. All names are made up.
"""

from collections.abc import Iterator
from itertools import cycle, product

from tests.reference.ordinary import Sentence

_PEOPLE = ["Luc Petit", "Anne Holt", "Paul Roy", "Clara Dunn", "Hugh Hill", "Inès Caron", "Tom Ashby", "Rosa Lind"]
_ROLES = ["mayor", "prosecutor", "minister", "union leader", "bishop", "engineer", "governor", "coach", "judge"]
_SAID = ["said", "says", "had said", "has told reporters", "later claimed", "insists", "warned", "conceded", "believes"]
_LEAD = [  # before “, the mayor said that …”
    "Asked by {}", "Standing beside {}", "Unlike {}", "In an interview with {}", "In a letter to {}", "Flanked by {}",
    "After meeting {}", "Speaking of {}", "Before {} arrived", "When {} was arrested", "As {} watched from the gallery",
    "Without naming {}", "A day after {} resigned", "While {} was still in hospital", "Contacted by {}",
]  # fmt: skip
_AROUND = [  # who speaks, with somebody else inside
    ("The {role} who succeeded {}", "{role}"), ("The {role}, flanked by {},", "{role}"),
    ("The {role}, a friend of {},", "{role}"), ("The {role}, who had met {} in May,", "{role}"),
    ("The {role} whom {} defeated", "{role}"), ("The {role} – once a pupil of {} –", "{role}"),
    ("The {role} (appointed by {})", "{role}"), ("A {role} close to {}", "{role}"),
    ("The lawyer for {}", "lawyer"), ("The daughter of {}", "daughter"), ("{}’s lawyer", "lawyer"),
    ("{}’s sister", "sister"), ("A spokesman for {}", "spokesman"), ("Critics of {}", "critics"),
    ("The widow of {}", "widow"), ("{}’s former {role}", "{role}"),
]  # fmt: skip
_CLAIMS = ["the dyke was safe", "{} had lied to the council", "nobody had warned {}"]

_FR_ROLES = [("le", "maire"), ("la", "procureure"), ("le", "ministre"), ("la", "préfète"), ("l’", "évêque"),
             ("l’", "ingénieur"), ("le", "juge"), ("la", "directrice"), ("le", "syndicaliste")]  # fmt: skip
_FR_SAID = ["a dit", "affirme", "avait déclaré", "a expliqué jeudi", "soutient", "assurait", "a prévenu", "reconnaît"]
_FR_LEAD = [
    "Interrogé par {}", "Aux côtés de {}", "Contrairement à {}", "Dans un entretien avec {}", "Dans une lettre à {}",
    "Entouré de {}", "Après avoir rencontré {}", "À propos de {}", "Avant l’arrivée de {}", "Quand {} a été arrêté",
    "Sous le regard de {}", "Sans nommer {}", "Au lendemain de la démission de {}", "Sollicité par {}",
]  # fmt: skip
_FR_AROUND = [
    ("{Who}, qui a succédé à {},", "{role}"), ("{Who}, entouré de {},", "{role}"), ("{Who}, ami de {},", "{role}"),
    ("{Who}, que {} avait battu,", "{role}"), ("{Who} (nommé par {})", "{role}"),
    ("{Who} – ancien élève de {} –", "{role}"),
    ("L’avocat de {}", "avocat"), ("La fille de {}", "fille"), ("La veuve de {}", "veuve"),
    ("Un porte-parole de {}", "porte-parole"), ("Les détracteurs de {}", "détracteurs"), ("Le frère de {}", "frère"),
    ("L’ancien bras droit de {}", "bras droit"), ("Un proche de {}", "proche"),
]  # fmt: skip
_FR_CLAIMS = ["la digue tiendrait", "{} avait menti au conseil", "personne n’avait averti {}"]


def sentences() -> list[Sentence]:
    """Return all of them, always the same."""
    return [*_english(), *_french()]


def _english() -> Iterator[Sentence]:
    names, verbs = cycle(_PEOPLE), cycle(_SAID)
    for lead, role, claim in product(_LEAD, _ROLES, _CLAIMS):
        said = f"{next(verbs)} that {claim.format(next(names))}"
        yield Sentence("en", "lead", "", f"{lead.format(next(names))}, the {role} {said}.", (f"the {role}",))
    for (who, right), role, claim in product(_AROUND, _ROLES, _CLAIMS):
        other = next(names)
        written = who.format(other, role=role)
        said = f"{next(verbs)} that {claim.format(next(names))}"
        yield Sentence("en", "around", "", f"{written} {said}.", _rights(right.format(role=role), written, other))
    for role, nth in product(_ROLES, range(len(_PEOPLE))):
        yield from _english_orders(role, _PEOPLE[nth], _PEOPLE[nth - 1], _PEOPLE[nth - 3])


def _english_orders(role: str, one: str, other: str, third: str) -> Iterator[Sentence]:
    is_right = (f"the {role}",)
    for opens, closes in (('"', '"'), ("''", "''"), ("“", "”"), ("‘", "’")):
        quoted = f"{opens}We never met {other} in all these years,{closes}"
        yield Sentence("en", "quoted", "", f"{quoted} the {role} told {third}.", is_right)
        yield Sentence("en", "quoted", "", f"{quoted} said the {role}, who replaced {third}.", is_right)
        yield Sentence(
            "en", "quoted", "", f"The {role} wrote to {third}: {opens}I never met {other}.{closes}", is_right
        )
    yield Sentence("en", "closing", "", f"{other} had lied to {third}, the {role} told {one}.", is_right)
    yield Sentence("en", "middle", "", f"{other}, the {role} said on Friday, had lied to {third}.", is_right)
    yield Sentence("en", "nested", "", f"The {role} said that {other} had told {third} that it rained.", is_right)
    yield Sentence("en", "negated", "", f"The {role} did not say whether {other} would resign.", is_right)
    yield Sentence("en", "passive", "", f"{other} was accused by {one} of lying to {third}.", (one,))
    yield Sentence("en", "hearsay", "", f"{other} is said to have lied to {third}.", ())
    yield Sentence("en", "hearsay", "", f"{other} reportedly met {third} in a hotel.", ())
    yield Sentence("en", "accused", "", f"{other} is accused of lying to {third}.", ())
    yield Sentence("en", "named", "", f"Beside {other}, {one} told {third} that the dyke was safe.", (one,))
    yield Sentence("en", "according", "", f"{other} lied to {third}, according to the {role}.", is_right)


def _rights(head: str, written: str, other: str) -> tuple[str, ...]:
    """Return the wordings that are right: the head, and all of the group, which is not the other's name alone."""
    whole = written.strip(" ,–").replace(",", "")
    return (head, f"the {head}", whole, whole[0].lower() + whole[1:], f"{other}’s {head}")


def _french() -> Iterator[Sentence]:
    names, verbs = cycle(_PEOPLE), cycle(_FR_SAID)
    for lead, (article, role), claim in product(_FR_LEAD, _FR_ROLES, _FR_CLAIMS):
        said = f"{next(verbs)} {_that(claim.format(next(names)))}"
        text = f"{_elided(lead, next(names))}, {_who(article, role)} {said}."
        yield Sentence("fr", "lead", "", text, (_who(article, role),))
    for (who, right), (article, role), claim in product(_FR_AROUND, _FR_ROLES, _FR_CLAIMS):
        subject = _who(article, role)
        written = _elided(who.replace("{Who}", subject[0].upper() + subject[1:]), other := next(names))
        said = f"{next(verbs)} {_that(claim.format(next(names)))}"
        rights = _rights(right.format(role=role), written, other)
        yield Sentence("fr", "around", "", f"{written} {said}.", (*rights, subject))
    for (article, role), nth in product(_FR_ROLES, range(len(_PEOPLE))):
        yield from _french_orders(_who(article, role), _PEOPLE[nth], _PEOPLE[nth - 1], _PEOPLE[nth - 3])


def _french_orders(who: str, one: str, other: str, third: str) -> Iterator[Sentence]:
    for quoted in (
        f"« Nous n’avons jamais vu {other} »",
        f"“Nous n’avons jamais vu {other}”",
        f'"Je n’ai pas vu {other}"',
    ):
        yield Sentence("fr", "quoted", "", f"{quoted}, a dit {who} à {third}.", (who,))
        yield Sentence("fr", "quoted", "", f"{quoted}, a répondu {who}, qui a remplacé {third}.", (who,))
    yield Sentence("fr", "closing", "", f"{other} avait menti à {third}, a expliqué {who}.", (who,))
    yield Sentence("fr", "middle", "", f"{other}, a précisé {who}, avait menti à {third}.", (who,))
    yield Sentence(
        "fr", "nested", "", f"{_upper(who)} a dit {_that(f'{other} avait assuré à {third} vouloir partir')}.", (who,)
    )
    yield Sentence("fr", "negated", "", f"{_upper(who)} n’a pas dit si {other} partirait.", (who,))
    yield Sentence("fr", "passive", "", f"{other} est accusé par {one} d’avoir menti à {third}.", (one,))
    yield Sentence("fr", "hearsay", "", f"{other} aurait menti à {third}.", ())
    yield Sentence("fr", "accused", "", f"{other} est accusé d’avoir menti à {third}.", ())
    yield Sentence(
        "fr", "named", "", f"Aux côtés {_of(other)}, {one} a assuré à {third} que la digue tiendrait.", (one,)
    )
    yield Sentence("fr", "according", "", f"{other} a menti à {third}, selon {who}.", (who,))


def _who(article: str, role: str) -> str:
    return f"{article}{'' if article == 'l’' else ' '}{role}"


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _of(name: str) -> str:
    return f"d’{name}" if name[0] in "AIÉ" else f"de {name}"


def _elided(text: str, name: str) -> str:
    return text.replace("de {}", _of("{}") if name[0] not in "AIÉ" else "d’{}").format(name)


def _that(clause: str) -> str:
    return f"qu’{clause}" if clause[0].lower() in "aeiou" else f"que {clause}"
