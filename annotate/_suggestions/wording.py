"""Why a label is suggested, in words: one short sentence in English or French."""

import re

WORDINGS = ("en", "fr")

_REASONS = {
    "quoted": {"en": "A quotation, with “{cue}”.", "fr": "Une citation, avec « {cue} »."},
    "continued": {
        "en": "It continues a quotation of {speaker}.",
        "fr": "Suite d'une citation de {speaker}.",
    },
    "quotation": {"en": "Words in quotation marks.", "fr": "Paroles entre guillemets."},
    "verb": {"en": "“{cue}” reports what {speaker} says.", "fr": "« {cue} » rapporte ce que dit {speaker}."},
    "thought": {"en": "“{cue}” reports what {speaker} thinks.", "fr": "« {cue} » rapporte ce que pense {speaker}."},
    "stance": {"en": "“{cue}” reports a position of {speaker}.", "fr": "« {cue} » rapporte une position de {speaker}."},
    "passive": {"en": "“{cue}” reports without vouching for it.", "fr": "« {cue} » rapporte sans s'en porter garant."},
    "according_to": {"en": "“{cue}” names who vouches: {speaker}.", "fr": "« {cue} » nomme le garant : {speaker}."},
    "hearsay": {"en": "“{cue}” marks hearsay.", "fr": "« {cue} » marque un ouï-dire."},
    "conditional": {
        "en": "The conditional “{cue}” reports without vouching for it.",
        "fr": "Le conditionnel « {cue} » rapporte sans s'en porter garant.",
    },
    "sources": {"en": "“{cue}” refers to unnamed sources.", "fr": "« {cue} » renvoie à des sources anonymes."},
    "institution": {
        "en": "“{cue}” stands for a government that takes a position.",
        "fr": "« {cue} » désigne un gouvernement qui prend position.",
    },
    "indirect": {
        "en": "It may carry on what {speaker} says.",
        "fr": "C'est peut-être la suite de ce que dit {speaker}.",
    },
    "learned": {
        "en": "Passages like it were tagged so here.",
        "fr": "Des passages semblables ont été étiquetés ainsi.",
    },
    "excluded": {"en": "Not running text: {cue}.", "fr": "Hors du texte : {cue}."},
}

_SOMEONE = {"en": "someone", "fr": "quelqu'un"}

_BOILERPLATE = {
    "photo credit": "crédit photo",
    "source line": "ligne de source",
    "view counter": "compteur de vues",
    "byline": "signature",
    "date line": "ligne de date",
    "double": "passage déjà présent plus haut",
}


def reason(why: str, wording: str, cue: str = "", speaker: str = "") -> str:
    """Say why, in one sentence.

    Examples
    --------
    >>> reason("verb", "en", "said", "Ann Lee")
    '“said” reports what Ann Lee says.'
    >>> reason("excluded", "fr", "double")
    'Hors du texte : passage déjà présent plus haut.'
    """
    if why == "excluded":
        cue = {"double": "it stands above already"}.get(cue, cue) if wording == "en" else _BOILERPLATE.get(cue, cue)
    words = {"cue": " ".join(cue.split()), "speaker": speaker or _SOMEONE[wording]}
    said = _REASONS[why][wording]
    for name, value in words.items():
        said = said.replace("{" + name + "}", value)
    return _contracted(said) if wording == "fr" else said


def _contracted(said: str) -> str:
    """Write *du maire* for *de le maire*, *d'Anne* for *de Anne*."""
    said = said.replace(" de les ", " des ").replace(" de le ", " du ")
    return re.sub(r" de (?=[aeiouyàâéèêëîïôûAEIOUÀÂÉÈÊËÎÏÔÛ])", " d'", said)
