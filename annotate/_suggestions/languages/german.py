"""German verbs, whose particle may stand apart."""

import re
from collections.abc import Iterator

from annotate._suggestions.languages.grammar import APART, Form, Grammar


class German(Grammar):
    """German: weak verbs by rule, with what is said before them joined or apart.

    Examples
    --------
    >>> ("kündigte…an", "finite") in German().forms("ankündigen")
    True
    """

    def regular(self, verb: str) -> Iterator[Form]:
        """Return the forms by rule."""
        return _regular(verb)

    def shape(self, form: str) -> str:
        """Return the shape of an irregular form."""
        return "other" if form.endswith("end") else "participle" if _PARTICIPLE.search(form) else "finite"


_PARTICIPLE = re.compile(r"^(?:\w{2,4})?ge\w+(?:t|en)$")

_PARTICLES = "hinzu zurück zusammen wieder fest klar vor aus auf ein mit hin bei nach her an ab zu".split()


_WHOLE = ("antworten", "beantworten", "urteilen")
"""They begin like a particle, and have none."""


def _regular(verb: str) -> Iterator[Form]:
    particle = next((one for one in _PARTICLES if verb.startswith(one) and len(verb) > len(one) + 4), "")
    if particle and verb not in _WHOLE:
        for form, shape in _plain(verb[len(particle) :]):
            yield (f"{form}{APART}{particle}" if shape == "finite" else particle + form), shape
            if shape == "finite":
                yield particle + form, shape
        yield f"{particle}zu{verb[len(particle) :]}", "other"
    else:
        yield from _plain(verb)


def _plain(verb: str) -> Iterator[Form]:
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    link = "e" if stem.endswith(("t", "d", "gn", "chn", "ffn", "tm", "dm")) else ""
    yield from ((stem + link + "t", "finite"), (stem + link + "te", "finite"), (stem + link + "ten", "finite"))
    is_prefixed = stem.startswith(("be", "er", "ver", "ent", "ge", "zer", "miss", "über", "unter")) or stem.endswith(
        "ier"
    )
    yield ("" if is_prefixed else "ge") + stem + link + "t", "participle"
    yield verb + "d", "other"
