"""What the verbs of a language do: enough conjugation to find a reporting verb where it stands in a sentence.

Any language goes by the endings that its file gives. English, French and German have a class of their own, for what a
list of endings cannot say; a new language needs none.
"""

from collections.abc import Iterator, Mapping, Sequence

Form = tuple[str, str]
"""A form and its shape: ``finite``, ``participle`` (of the past), or ``other`` (infinitive, gerund)."""

APART = "…"
"""Between a verb and the particle that stands apart from it: *kündigte…an*."""


class Grammar:
    """A language whose verbs go by the endings of its file.

    Parameters
    ----------
    endings : mapping
        An infinitive's ending → what takes its place: those of finite forms, of participles and of gerunds, each with
        blanks between; ``irregular`` → how participles and gerunds end where all forms of a verb are given.

    Examples
    --------
    >>> spanish = Grammar({"ar": ["a an ó", "ado", "ando"]})
    >>> [form for form, shape in spanish.forms("hablar")]
    ['hablar', 'habla', 'hablan', 'habló', 'hablado', 'hablando']
    """

    base = "other"
    """The shape of the form under which a verb is listed."""

    def __init__(self, endings: Mapping[str, Sequence[str]] | None = None) -> None:
        self.endings = endings or {}

    def forms(self, verb: str, irregular: str = "") -> list[Form]:
        """Return the forms of one verb, of one word, with the shape of each; where given, the irregular ones."""
        by_rule = ((form, self.shape(form)) for form in irregular.split()) if irregular else self.regular(verb)
        return [(verb, self.base), *by_rule]

    def regular(self, verb: str) -> Iterator[Form]:
        """Return the forms by rule: the longest known ending's others in its place: *spiegare*, *spieghe*rà."""
        end = max((end for end in self.endings if verb.endswith(end)), key=len, default="")
        stem = verb[: len(verb) - len(end)]
        for shape, ends in zip(("finite", "participle", "other"), self.endings.get(end, ()), strict=False):
            yield from ((stem + other, shape) for other in ends.split())

    def shape(self, form: str) -> str:
        """Return the shape of an irregular form by its ending."""
        participles, gerunds = (tuple(ends.split()) or ("\0",) for ends in self.endings.get("irregular", "\0\0\0")[1:])
        return "other" if form.endswith(gerunds) else "participle" if form.endswith(participles) else "finite"

    def is_conditional(self, word: str) -> bool:
        """Whether a word is a verb in a mood by which the language itself says that somebody else vouches."""
        return False

    def is_participle(self, word: str) -> bool:
        """Whether a word may be a participle that completes such a verb."""
        return False
