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


_PARTICIPLE = re.compile(r"(?:é|[cdlntv]u|cru|(?:pp|m|pr)is|ri|[mnr]ti|clu|ites?|ise|su|vu|[sv]i|its)$")


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
