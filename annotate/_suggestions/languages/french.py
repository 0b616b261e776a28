"""French verbs."""

import re
from collections.abc import Iterator

from annotate._suggestions.languages.grammar import Form, Grammar


class French(Grammar):
    """French: verbs in -er and -ir by rule.

    Examples
    --------
    >>> ("annonçait", "finite") in French().forms("annoncer")
    True
    """

    def regular(self, verb: str) -> Iterator[Form]:
        """Return the forms by rule."""
        return _regular(verb)

    def shape(self, form: str) -> str:
        """Return the shape of an irregular form by its ending."""
        return "other" if form.endswith("ant") else "participle" if _PARTICIPLE.search(form) else "finite"

    def is_conditional(self, word: str) -> bool:
        """Whether a word is a verb in the conditional, third person: *aurait*, *tiendrait*, not *entrait*."""
        if not word.endswith(("rait", "raient")) or word in _NOT_VERBS:
            return False
        return bool(_CONDITIONAL.fullmatch(word)) and not _IMPERFECT.fullmatch(word)

    def is_participle(self, word: str) -> bool:
        """Whether a word ends as a participle."""
        return bool(_COMPLETING.fullmatch(word))


_PARTICIPLE = re.compile(r"(?:é|[cçdlntv]u|cru|(?:pp|m|pr)is|ri|[mnr]ti|clu|ites?|ise|su|vu|[sv]i|its)$")


_CONDITIONAL = re.compile(
    r"(?:[a-zà-ÿœ]*(?:[^aeiou]er|[iuy]er|éer|ir|[dvt]r|rr|aur|oir|uir|clur|mpr)|ser|fer|aur)ai(?:t|ent)"
)
# The imperfect of a verb in -rer ends in the same letters
_IMPERFECT = re.compile(
    r"(?:err|serr|enterr|terr|atterr|déterr|tir|attir|retir|étir|soutir|vir|inspir|respir|désir|admir|aspir|expir|"
    r"conspir|transpir|soupir|mir|déchir|cir|chavir|empir|cadr|encadr|engendr|poudr|saupoudr|montr|démontr|entr|rentr|"
    r"concentr|centr|rencontr|administr|enregistr|illustr|filtr|frustr|registr|perpétr|pénétr|ouvr|couvr|découvr|"
    r"recouvr|rouvr|livr|délivr|navr|œuvr|oeuvr|manœuvr|barr|narr|bourr|fourr|marr|courr?|secour|parcour|recour|"
    r"accour|discour|concour|pér|oppr|soustr|arbitr|calibr|feutr|chiffr|offr|souffr|cré|vitr|idolâtr|châtr|atr|leurr|"
    r"ret|port|por|part)ai(?:t|ent)"
)
_NOT_VERBS = frozenset(("portrait", "retrait", "extrait", "attrait", "trait", "abstrait", "distrait", "soustrait"))
_COMPLETING = re.compile(
    r"\w*(?:é|ée|és|ées|i|ie|ies|u|ue|us|ues|dû|due|[mpr]is|[mpr]ises?|[doeu]rts?|[eo]rtes?|ints?|its?)"
)


def _regular(verb: str) -> Iterator[Form]:
    if verb.endswith("ir"):
        yield from ((verb[:-1] + end, "finite") for end in ("t", "ssent", "ssait", "ssaient", "rent", "ra", "ront"))
        yield from ((verb[:-1] + end, "participle") for end in ("", "e", "s", "es"))
        yield verb[:-1] + "ssant", "other"
    if not verb.endswith("er"):
        return
    stem = verb[:-2]
    soft = re.sub("c$", "ç", re.sub("g$", "ge", stem))
    mute = _mute(stem)
    yield from ((mute + "e", "finite"), (mute + "ent", "finite"), (stem + "èrent", "finite"))
    yield from ((soft + end, "finite") for end in ("a", "ait", "aient"))
    futures = {verb, mute + "er"} if stem[-2:-1] != "e" and not stem.endswith("ev") else {mute + "er"}
    yield from ((future + end, "finite") for future in futures for end in ("a", "ont", "ait", "aient"))
    yield from ((stem + end, "participle") for end in ("é", "ée", "és", "ées"))
    yield soft + "ant", "other"


def _mute(stem: str) -> str:
    """Return the stem before a mute ending: répét- is répèt-, appel- is appell-, appuy- is appui-."""
    if stem in ("appel", "rappel", "interpel"):
        return stem + "l"
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    if stem.endswith("eet"):
        return stem
    return re.sub(r"[eé]([bcdglmnprtv]{1,2}|[gq]u)$", _open, stem)


def _open(found: re.Match[str]) -> str:
    is_open = len(found[1]) == 1 or found[1] in ("br", "gl", "gr", "tr", "pr", "gu", "qu")
    return "è" + found[1] if is_open else found[0]
