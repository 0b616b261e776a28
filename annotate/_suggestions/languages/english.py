"""English verbs."""

from collections.abc import Iterator

from annotate._suggestions.languages.grammar import Form, Grammar


class English(Grammar):
    """English: verbs are listed under a form that is finite too.

    Examples
    --------
    >>> [form for form, shape in English().forms("warn")]
    ['warn', 'warns', 'warned', 'warned', 'warning']
    """

    base = "finite"

    def regular(self, verb: str) -> Iterator[Form]:
        """Return the forms by rule."""
        return _regular(verb)

    def shape(self, form: str) -> str:
        """Return the shape of an irregular form."""
        return "other" if form.endswith("ing") else "participle" if form in _PARTICIPLES else "finite"


_PARTICIPLES = {"written", "sworn", "forgotten", "known", "seen", "shown", "gone", "begun", "sung", "held to"}


def _regular(verb: str) -> Iterator[Form]:
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


_DOUBLED = frozenset("admit infer blog quip beg grin sob slam snap rebut refer plan aver prefer regret dub".split())
"""Their last letter stands twice before an ending."""
