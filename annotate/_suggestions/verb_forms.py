"""The forms of a verb: enough conjugation to find a reporting verb where it stands in a sentence."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

Form = tuple[str, str]
"""A form and its shape: ``finite``, ``participle`` (of the past), or ``other`` (infinitive, gerund)."""


def forms(
    verb: str, language: str, irregular: str = "", endings: Mapping[str, Sequence[str]] | None = None
) -> list[Form]:
    """Return the forms of one verb, with the shape of each.

    Parameters
    ----------
    verb : str
        One word: the infinitive, in English the base form.
    language : str
        English, French and German have rules of their own; any other goes by ``endings``.
    irregular : str
        Its forms, with blanks between; where given, no rule is applied.
    endings : mapping, optional
        An infinitive's ending → what takes its place: those of finite forms, of participles and of gerunds, each with
        blanks between.

    Examples
    --------
    >>> [form for form, shape in forms("warn", "en")]
    ['warn', 'warns', 'warned', 'warned', 'warning']
    >>> ("annonçait", "finite") in forms("annoncer", "fr")
    True
    """
    if irregular:
        return [(verb, _base(language)), *((form, _shape(form, language, endings or {})) for form in irregular.split())]
    by_rule = _RULES[language](verb) if language in _RULES else _by_endings(verb, endings or {})
    return [(verb, _base(language)), *by_rule]


def _by_endings(verb: str, endings: Mapping[str, Sequence[str]]) -> Iterator[Form]:
    """Put the longest known ending's others in its place: *spiegare*, *spieghe*rà."""
    end = max((end for end in endings if verb.endswith(end)), key=len, default="")
    stem = verb[: len(verb) - len(end)]
    for shape, ends in zip(("finite", "participle", "other"), endings.get(end, ()), strict=False):
        yield from ((stem + other, shape) for other in ends.split())


def _base(language: str) -> str:
    return "finite" if language == "en" else "other"


def _shape(form: str, language: str, endings: Mapping[str, Sequence[str]]) -> str:
    if language == "en":
        return "other" if form.endswith("ing") else "participle" if form in _ENGLISH_PARTICIPLES else "finite"
    if "irregular" in endings:
        participles, gerunds = (tuple(ends.split()) for ends in endings["irregular"][1:])
        return "other" if form.endswith(gerunds) else "participle" if form.endswith(participles) else "finite"
    if form.endswith(_GERUNDS.get(language, ("\0",))):
        return "other"
    participle = _PARTICIPLES.get(language)
    return "participle" if participle and participle.search(form) else "finite"


_ENGLISH_PARTICIPLES = {"written", "sworn", "forgotten", "known", "seen", "shown", "gone", "begun", "sung", "held to"}
_GERUNDS = {"fr": ("ant",), "de": ("end",)}
_PARTICIPLES = {
    "fr": re.compile(r"(?:é|[cdlntv]u|cru|(?:pp|m|pr)is|ri|[mnr]ti|clu|ites?|ise|su|vu|[sv]i|its)$"),
    "de": re.compile(r"^(?:\w{2,4})?ge\w+(?:t|en)$"),
}


def _english(verb: str) -> Iterator[Form]:
    if verb.endswith("e"):
        yield from ((verb + "s", "finite"), (verb + "d", "finite"), (verb + "d", "participle"))
        yield (verb if verb.endswith("ee") else verb[:-1]) + "ing", "other"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield from ((verb[:-1] + "ies", "finite"), (verb[:-1] + "ied", "finite"), (verb[:-1] + "ied", "participle"))
        yield verb + "ing", "other"
    else:
        stem = verb + verb[-1] if verb in _DOUBLED else verb
        yield verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s"), "finite"
        yield from ((stem + "ed", "finite"), (stem + "ed", "participle"), (stem + "ing", "other"))


_DOUBLED = {
    "admit",
    "infer",
    "blog",
    "quip",
    "beg",
    "grin",
    "sob",
    "slam",
    "snap",
    "rebut",
    "refer",
    "plan",
    "aver",
    "prefer",
    "regret",
    "dub",
}


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


APART = "…"
"""Between a verb and the particle that stands apart from it: *kündigte…an*."""

_PARTICLES = "hinzu zurück zusammen wieder fest klar vor aus auf ein mit hin bei nach her an ab zu".split()


_WHOLE = ("antworten", "beantworten", "urteilen")
"""They begin like a particle, and have none."""


def _german(verb: str) -> Iterator[Form]:
    particle = next((one for one in _PARTICLES if verb.startswith(one) and len(verb) > len(one) + 4), "")
    if particle and verb not in _WHOLE:
        for form, shape in _plain_german(verb[len(particle) :]):
            yield (f"{form}{APART}{particle}" if shape == "finite" else particle + form), shape
            if shape == "finite":
                yield particle + form, shape
        yield f"{particle}zu{verb[len(particle) :]}", "other"
    else:
        yield from _plain_german(verb)


def _plain_german(verb: str) -> Iterator[Form]:
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    link = "e" if stem.endswith(("t", "d", "gn", "chn", "ffn", "tm", "dm")) else ""
    yield from ((stem + link + "t", "finite"), (stem + link + "te", "finite"), (stem + link + "ten", "finite"))
    is_prefixed = stem.startswith(("be", "er", "ver", "ent", "ge", "zer", "miss", "über", "unter")) or stem.endswith(
        "ier"
    )
    yield ("" if is_prefixed else "ge") + stem + link + "t", "participle"
    yield verb + "d", "other"


_RULES: dict[str, Callable[[str], Iterator[Form]]] = {
    "en": _english, "fr": _french, "de": _german,
}  # fmt: skip
