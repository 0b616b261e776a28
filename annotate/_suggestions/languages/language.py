"""One language as the rules see it: its verbs, its phrases, its lists of words, and how its text is cut into words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotate._suggestions.languages.grammar import Grammar


@dataclass(frozen=True)
class Verb:
    """One form of a reporting verb."""

    lemma: str
    tiers: frozenset[str]
    shape: str
    rest: tuple[str, ...] = ()
    """Words that follow the form: ``("en", "garde")`` of *met en garde*."""
    reflexive: bool = False
    apart: str = ""
    """A particle that stands at the clause's end: *an* of *kündigte … an*."""


class Lists(dict[str, frozenset[str]]):
    """A language's lists of words by their names; one that it does not have is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        """Return no words."""
        return _NOTHING


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cues:
    """What the rules look for in one language.

    Attributes
    ----------
    language : str
    verbs : dict
        Form → every `Verb` that it may be, those of several words first.
    phrases : dict
        First word → ``(words, kind)``, the longest first.
    words : dict
        Name of a list → its words, in lower case; capitals keep theirs.
    """

    language: str
    verbs: dict[str, tuple[Verb, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    words: Lists
    grammar: frozenset[str] = frozenset()
    """Small words, and others that never name anybody though a sentence may begin with them."""
    traits: frozenset[str] = frozenset()
    """What its grammar does that not all do, as its file names it: the rules ask for these, never for the language."""
    word_pattern: re.Pattern[str] = re.compile("")
    endings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of a list of endings (or of how words begin) → these, as `str.endswith` takes them."""
    inflection: Grammar = field(default_factory=Grammar)

    @property
    def adverb_endings(self) -> tuple[str, ...]:
        """How adverbs end that stand beside a verb."""
        return self.endings.get("adverb_endings", ("\0",))

    @property
    def opening_participles(self) -> tuple[str, ...]:
        """How a participle ends that may open a sentence: “Asked about …”."""
        return self.endings.get("opening_participles", ())


MASK = "\x01"
"""Stands for a character inside a quotation."""

_WORDS = {
    # an elided word is one by itself, and so is a pronoun after its verb: l’ | a-t- | elle
    "elided with pronouns": re.compile(
        r"aujourd['’]hui|\d+(?:[.,]\d+)+|\w+['’](?=\w)|\w+(?:-(?!(?:t-)?(?:il|elle|on|ils|elles|je|nous|vous|t)\b)\w+)*"
        r"|\x01+|[^\w\s]"
    ),
    "elided": re.compile(r"\d+(?:[.,]\d+)+|\w+['’](?=\w)|\w+(?:-\w+)*|\x01+|[^\w\s]"),
    "possessive": re.compile(
        r"\d+(?:[.,]\d+)+|\w+\.(?:com|org|net|info|co\.uk|gov)\b|\w+(?=['’]s\b)|['’]s\b|(?:\w+\.){2,}|\w+(?:['’\-]\w+)*|\x01+|[^\w\s]"
    ),
    "": re.compile(r"\d+(?:[.,]\d+)+|\w+(?:['’-]\w+)*|\x01+|[^\w\s]"),
}
"""How a language's text is cut into words and marks, by the name that its file gives as ``tokens``."""


def word_pattern(words: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """Return the pattern of the words and marks of a language, by its lists of words."""
    return _WORDS[next(iter(words.get("tokens", ())), "")]


def tokens(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Cut a text into words and marks, with a straight apostrophe in each.

    Examples
    --------
    >>> tokens("l’a-t-elle dit", word_pattern({"tokens": ["elided with pronouns"]}))
    ["l'", 'a', '-', 't', '-', 'elle', 'dit']
    """
    return [word.replace("’", "'") for word in pattern.findall(text)]
