"""The warnings of a balance and the reasons of an agreement, in the report's language."""

import re

_FRENCH = {
    r"one article only: it tells nothing of others, so that the interval is 0 to 1": (
        "un seul article : il ne dit rien des autres, si bien que l’intervalle va de 0 à 1"
    ),
    r"fewer than (\d+) articles \((\d+)\): the interval is wide and only indicative": (
        r"moins de \1 articles (\2) : l’intervalle est large et seulement indicatif"
    ),
    r"all passages carry one label: each article is counted as one passage in the interval": (
        "tous les passages portent la même étiquette : l’intervalle compte chaque article pour un passage"
    ),
    r"no counted passage: there is no share": "aucun passage compté : il n’y a pas de part",
    r"nothing tagged yet: there is no share": "rien n’est encore étiqueté : il n’y a pas de part",
    r"no passage was tagged by two coders": "aucun passage n’a été étiqueté par deux codeurs",
    r"all labels are the same: agreement beyond chance is undefined": (
        "toutes les étiquettes sont les mêmes : l’accord au-delà du hasard n’est pas défini"
    ),
    r"one article only: there is no interval": "un seul article : il n’y a pas d’intervalle",
    r"no disagreement at all: the interval cannot be estimated": ("aucun désaccord : l’intervalle ne peut être estimé"),
    r"leaving out one article changes nothing, or leaves no value: there is no interval": (
        "omettre un article ne change rien, ou ne laisse aucune valeur : il n’y a pas d’intervalle"
    ),
}


def remark(text: str, language: str) -> str:
    r"""Return a warning or a reason in the language of a report; one that has no translation stays English.

    Examples
    --------
    >>> remark("one article only: there is no interval", "fr")
    'un seul article\xa0: il n’y a pas d’intervalle'
    """
    if language != "fr":
        return text
    return "\N{NO-BREAK SPACE}; ".join(_in_french(part) for part in text.split("; "))


def _in_french(part: str) -> str:
    for english, french in _FRENCH.items():
        found = re.fullmatch(english, part)
        if found:
            return found.expand(french)
    return part
