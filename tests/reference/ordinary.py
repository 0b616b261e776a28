"""Ordinary sentences whose speaker is known by construction, in English and French, to see words in a wrong mouth.

Each sentence puts somebody else's name where it may be taken for the speaker's: in what is reported, in a relative
clause, in an apposition, as whoever was told. All names are made up.
"""

from collections.abc import Iterator
from itertools import cycle, product
from typing import NamedTuple

import pandas as pd


class Sentence(NamedTuple):
    """One text: an optional sentence before, the claim, and who makes it."""

    language: str
    kind: str
    before: str
    text: str
    speakers: tuple[str, ...]
    """The wordings that are right: of a role whose holder is known, the role too."""


_PEOPLE = ["Luc Petit", "Anne Holt", "Paul Roy", "Clara Dunn", "Hugh Hill", "Inès Caron", "Tom Ashby", "Rosa Lind"]

_ENGLISH = {
    "role": ["mayor", "minister", "judge", "prosecutor", "police chief", "spokeswoman", "head teacher", "union leader",
             "lawyer", "bishop", "doctor", "coach"],
    "verb": ["said", "says", "announced", "warned", "insisted", "claimed", "added", "confirmed", "argued", "admitted",
             "explained", "told reporters", "has said", "believes", "later conceded", "stressed"],
    "content": ["{} had lied", "{} would be arrested", "{} was not to blame", "{} left the town in 2014",
                "{} had been taken into custody", "neither {} nor the council knew"],
}  # fmt: skip
_FRENCH = {
    "role": [("Le", "maire"), ("La", "maire"), ("Le", "procureur"), ("La", "juge"), ("Le", "ministre"),
             ("La", "porte-parole"), ("Le", "préfet"), ("L’", "avocate"), ("L’", "entraîneur"), ("Le", "médecin"),
             ("La", "directrice"), ("Le", "syndicaliste")],
    "verb": ["a indiqué", "indique", "a dit", "affirme", "a annoncé", "avait prévenu", "a reconnu", "assure",
             "a précisé jeudi", "soutient", "a ajouté", "a confirmé", "expliquait", "estime", "a rappelé"],
    "content": ["{} avait été placé en garde à vue", "{} a menti", "{} ne serait pas poursuivi", "{} quittera la ville",
                "ni {} ni le conseil ne savaient", "l’entreprise de {} avait fermé"],
}  # fmt: skip


def sentences() -> list[Sentence]:
    """Return all of them, some thousands, always the same."""
    return [*_english(), *_french()]


def _sentence(language: str, kind: str, text: str, *speakers: str, before: str = "") -> Sentence:
    return Sentence(language, kind, before, text, speakers)


def _english() -> Iterator[Sentence]:
    names = cycle(_PEOPLE)
    for role, verb, content in product(*_ENGLISH.values()):
        other, holder = next(names), next(names)
        yield _sentence("en", "that", f"The {role} {verb} that {content.format(other)}.", f"the {role}")
        entered = f"{role.capitalize()} {holder} entered the hall at nine."
        yield _sentence(
            "en", "resolved", f"The {role} {verb} that {content.format(other)}.", holder, f"the {role}", before=entered
        )
        if verb in ("said", "says", "claimed", "told reporters", "has said", "believes", "insisted", "admitted"):
            yield _sentence("en", "bare", f"The {role} {verb} {content.format(other)}.", f"the {role}")
    for (role, content), verb in zip(product(_ENGLISH["role"], _ENGLISH["content"]), cycle(_ENGLISH["verb"])):
        holder, other, third = next(names), next(names), next(names)
        said = f"{verb} that {content.format(other)}"
        yield _sentence("en", "relative", f"{holder}, 54, who chairs the {third} Trust, {said}.", holder)
        yield _sentence("en", "relative", f"{holder}, whose son works for {third}, {said}.", holder)
        yield _sentence("en", "apposition", f"{holder}, a {role} at St. Mary’s, {said}.", holder)
        yield _sentence("en", "apposition", f"The {role}, {holder}, {said}.", holder)
        yield _sentence("en", "dashes", f"{holder} – the {role}’s rival – {said}.", holder)
        yield _sentence("en", "closing", f"{content.format(other).capitalize()}, the {role} said.", f"the {role}")
        yield _sentence("en", "closing", f"{content.format(other).capitalize()}, said {holder}, a {role}.", holder)
        yield _sentence("en", "quotation", f"“I know that {content.format(other)},” said the {role}.", f"the {role}")
        yield _sentence("en", "quotation", f"“We have never met {other},” {holder} told {third}.", holder)
        yield _sentence("en", "object", f"The {role} said she would not meet {other}.", f"the {role}")
        yield _sentence("en", "told", f"The {role} told {other} that {content.format(third)}.", f"the {role}")
        yield _sentence("en", "passive", f"{other} was told by {holder} that the dyke was safe.", holder)
        yield _sentence("en", "according", f"According to {holder}, {content.format(other)}.", holder)
        yield _sentence("en", "denial", f"The {role} denied that {content.format(other)}.", f"the {role}")


def _french() -> Iterator[Sentence]:
    names = cycle(_PEOPLE)
    for (article, role), verb, content in product(*_FRENCH.values()):
        other, holder = next(names), next(names)
        who = f"{article}{'' if article == 'L’' else ' '}{role}"
        said = f"{verb} {_that(content.format(other))}"
        yield _sentence("fr", "que", f"{who} {said}.", who.lower())
        yield _sentence(
            "fr", "resolved", f"{who} {said}.", holder, who.lower(), before=f"{who} {holder} est arrivé à neuf heures."
        )
    for ((article, role), content), verb in zip(product(_FRENCH["role"], _FRENCH["content"]), cycle(_FRENCH["verb"])):
        holder, other, third = next(names), next(names), next(names)
        who = f"{article}{'' if article == 'L’' else ' '}{role}"
        said = f"{verb} {_that(content.format(other))}"
        below = who[0].lower() + who[1:]
        yield _sentence("fr", "relative", f"{holder}, qui dirige la fondation {third}, {said}.", holder)
        yield _sentence("fr", "relative", f"{holder}, dont le fils travaille pour {third}, {said}.", holder)
        yield _sentence("fr", "apposition", f"{holder}, {role} à Saint-Brieuc, {said}.", holder)
        yield _sentence("fr", "apposition", f"{who}, {holder}, {said}.", holder)
        yield _sentence("fr", "participle", f"Contacté par {third}, {below} {said}.", below)
        closing = content.format(other)
        yield _sentence("fr", "closing", f"{closing[0].upper()}{closing[1:]}, a affirmé {below}.", below)
        yield _sentence("fr", "closing", f"{closing[0].upper()}{closing[1:]}, a déclaré {holder}.", holder)
        yield _sentence("fr", "quotation", f"« Je sais que {other} a menti », a lancé {below}.", below)
        yield _sentence("fr", "told", f"{who} a dit à {other} {_that(content.format(third))}.", below)
        yield _sentence("fr", "according", f"Selon {holder}, {closing}.", holder)
        yield _sentence("fr", "infinitive", f"{who} dit vouloir rencontrer {other}.", below)


def _that(clause: str) -> str:
    return f"qu’{clause}" if clause[0].lower() in "aeiouéèêh" and not clause.startswith("Hugh") else f"que {clause}"


def as_passages(found: list[Sentence]) -> pd.DataFrame:
    """Return the sentences as passages, one article each, with what is known of them in columns of their own."""
    rows = []
    for nth, one in enumerate(found):
        start = 0
        for text in filter(None, (one.before, one.text)):
            row = {"article_id": f"s{nth}", "language": one.language, "start": start, "end": start + len(text)}
            rows.append({**row, "text": text, "kind": one.kind, "said_by": one.speakers, "asked": text == one.text})
            start += len(text) + 1
    return pd.DataFrame(rows)
