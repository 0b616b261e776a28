"""The forms of a verb: enough conjugation to find a reporting verb where it stands in a sentence."""

import re
from collections.abc import Callable, Iterator

Form = tuple[str, str]
"""A form and its shape: ``finite``, ``participle`` (of the past), or ``other`` (infinitive, gerund)."""


def forms(verb: str, language: str, irregular: str = "") -> list[Form]:
    """Return the forms of one verb, with the shape of each.

    Parameters
    ----------
    verb : str
        One word: the infinitive, in English the base form.
    language : str
        ``"fr"``, ``"en"``, ``"de"``, ``"it"`` or ``"es"``; in any other only the verb itself and its irregular forms.
    irregular : str
        Its forms, with blanks between; where given, no rule is applied.

    Examples
    --------
    >>> [form for form, shape in forms("warn", "en")]
    ['warn', 'warns', 'warned', 'warned', 'warning']
    >>> ("annonçait", "finite") in forms("annoncer", "fr")
    True
    """
    if irregular:
        return [(verb, _base(language)), *((form, _shape(form, language)) for form in irregular.split())]
    return [(verb, _base(language)), *(_RULES[language](verb) if language in _RULES else ())]


def _base(language: str) -> str:
    return "finite" if language == "en" else "other"


def _shape(form: str, language: str) -> str:
    if language == "en":
        return "other" if form.endswith("ing") else "participle" if form in _ENGLISH_PARTICIPLES else "finite"
    if form.endswith(_GERUNDS.get(language, ("\0",))):
        return "other"
    participle = _PARTICIPLES.get(language)
    return "participle" if participle and participle.search(form) else "finite"


_ENGLISH_PARTICIPLES = {"written", "sworn", "forgotten", "known", "seen", "shown", "gone", "begun", "sung", "held to"}
_GERUNDS = {"fr": ("ant",), "es": ("ando", "endo"), "it": ("ando", "endo"), "de": ("end",)}
_PARTICIPLES = {
    "fr": re.compile(r"(?:é|[cdlntv]u|cru|(?:pp|m|pr)is|ri|[mnr]ti|clu|ites?|ise|su|vu|[sv]i|its)$"),
    "es": re.compile(r"(?:ado|ido|cho|sto|ito)$"),
    "it": re.compile(r"(?:ato|uto|ito|tto|sto|so)$"),
    "de": re.compile(r"^(?:\w{2,4})?ge\w+(?:t|en)$"),
}


def _english(verb: str) -> Iterator[Form]:
    if verb.endswith("e"):
        yield from ((verb + "s", "finite"), (verb + "d", "finite"), (verb + "d", "participle"))
        yield verb[:-1] + "ing", "other"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield from ((verb[:-1] + "ies", "finite"), (verb[:-1] + "ied", "finite"), (verb[:-1] + "ied", "participle"))
        yield verb + "ing", "other"
    else:
        stem = verb + verb[-1] if verb in _DOUBLED else verb
        yield verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s"), "finite"
        yield from ((stem + "ed", "finite"), (stem + "ed", "participle"), (stem + "ing", "other"))


_DOUBLED = {"admit", "infer", "blog", "quip", "beg", "grin", "sob", "slam", "snap", "rebut", "refer", "plan"}


def _french(verb: str) -> Iterator[Form]:
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
    yield from ((future + end, "finite") for future in {verb, mute + "er"} for end in ("a", "ont", "ait", "aient"))
    yield from ((stem + end, "participle") for end in ("é", "ée", "és", "ées"))
    yield soft + "ant", "other"


def _mute(stem: str) -> str:
    """Return the stem before a mute ending: répét- is répèt-, appel- is appell-, appuy- is appui-."""
    if stem in ("appel", "rappel", "interpel"):
        return stem + "l"
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    return re.sub(r"[eé]([bcdglmnprtv]{1,2})$", _open, stem)


def _open(found: re.Match[str]) -> str:
    is_open = len(found[1]) == 1 or found[1] in ("br", "gl", "gr", "tr", "pr")
    return "è" + found[1] if is_open else found[0]


def _spanish(verb: str) -> Iterator[Form]:
    stem = verb[:-2]
    ends: tuple[str, ...]
    if verb.endswith("ar"):
        ends, participle, gerund = ("a", "an", "ó", "aron", "aba", "aban", "ará", "aría"), "ado", "ando"
    else:
        ends, participle, gerund = ("e", "en", "ió", "ieron", "ía", "ían"), "ido", "iendo"
    yield from ((stem + end, "finite") for end in ends)
    yield from ((stem + participle, "participle"), (stem + gerund, "other"))


def _italian(verb: str) -> Iterator[Form]:
    stem = verb[:-3]
    if verb.endswith("are"):
        ends, participle, gerund = ("a", "ano", "ò", "arono", "ava", "avano", "erà", "erebbe"), "ato", "ando"
    else:
        ends, participle, gerund = ("e", "ono", "ì", "irono", "eva", "evano", "iva", "ivano"), "ito", "endo"
    yield from ((stem + end, "finite") for end in ends)
    yield from ((stem + participle, "participle"), (stem + gerund, "other"))


APART = "…"
"""Between a verb and the particle that stands apart from it: *kündigte…an*."""

_PARTICLES = "hinzu zurück zusammen wieder fest klar vor aus auf ein mit hin bei nach her an ab zu".split()


def _german(verb: str) -> Iterator[Form]:
    particle = next((one for one in _PARTICLES if verb.startswith(one) and len(verb) > len(one) + 5), "")
    if particle:
        for form, shape in _plain_german(verb[len(particle) :]):
            yield (f"{form}{APART}{particle}" if shape == "finite" else particle + form), shape
            if shape == "finite":
                yield particle + form, shape
        yield f"{particle}zu{verb[len(particle) :]}", "other"
    else:
        yield from _plain_german(verb)


def _plain_german(verb: str) -> Iterator[Form]:
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    link = "e" if stem.endswith(("t", "d")) else ""
    yield from ((stem + link + "t", "finite"), (stem + link + "te", "finite"), (stem + link + "ten", "finite"))
    is_prefixed = stem.startswith(("be", "er", "ver", "ent", "ge", "zer", "miss")) or stem.endswith("ier")
    yield ("" if is_prefixed else "ge") + stem + link + "t", "participle"
    yield stem + "end", "other"


_RULES: dict[str, Callable[[str], Iterator[Form]]] = {
    "en": _english, "fr": _french, "es": _spanish, "it": _italian, "de": _german,
}  # fmt: skip
