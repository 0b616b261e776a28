"""Find where the sentences of a line begin.

French, English, Spanish and Italian are cut by nupunkt, with a copy of its model that ``sentences.yaml`` makes know
each language's own abbreviations; all other languages by sentencex, which knows theirs. Which one serves a language
best was measured: ``benchmarks/segmentation.py``.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from annotate._exact_text import without_surrogates

Starts = Callable[[str], list[int]]

_FILE = Path(__file__).with_suffix(".yaml")

_BY_NUPUNKT = frozenset({"en", "fr", "es", "it"})

_CLOSED = re.compile(r"[»”)\]}]+[.!?…]*(,?)\s*")
"""What closes the sentence before, and so is no beginning; after a comma that sentence goes on."""

_GOES_ON = re.compile(r"(?:[»”\"]|(?:\b\w\.-?){2,})\s*$")
"""Before a small letter: the end of a quotation (« Où ? » dit-il), or of an abbreviation (le P.I.B. croît)."""

_SEMICOLON = re.compile(r";\s+(?=([^\W\d_][\w’'-]*))")
_WORD = re.compile(r"[\w’'-]*")


def sentence_starts(language: str) -> Starts:
    """Return the function that finds where the sentences of a line begin, in one language.

    Parameters
    ----------
    language : str
        ISO 639-1 code; where it is empty, the line is cut as English is.

    Returns
    -------
    function
        Takes a line and returns offsets in code points, in order; the first sentence's is 0.

    Examples
    --------
    >>> sentence_starts("fr")("Le P.I.B. croît. « Où ? » demande M. Roy. Il attend.")
    [0, 17, 42]
    """
    return _sentence_starts(language or "en")


def _by_nupunkt(language: str) -> Starts:
    from nupunkt import load_default_model

    splitter = copy.deepcopy(load_default_model())
    _teach(splitter, _words(language))

    def starts(line: str) -> list[int]:
        return [start for start, _ in splitter.span_tokenize(line)]

    return starts


def _by_sentencex(language: str) -> Starts:
    from sentencex import get_sentence_boundaries

    def starts(line: str) -> list[int]:
        return [found["start_index"] for found in get_sentence_boundaries(language, without_surrogates(line))]

    return starts


@lru_cache(maxsize=32)
def _sentence_starts(language: str) -> Starts:
    words = _words(language)
    rough = _by_nupunkt(language) if language in _BY_NUPUNKT else _by_sentencex(language)

    def starts(line: str) -> list[int]:
        found = _mended(line, rough(line), words)
        return _with_semicolons(line, found, words.starters) if words.starters and ";" in line else found

    return starts


# What a language's words tell -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    """What `sentences.yaml` says of one language."""

    no_abbreviations: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


@cache
def _words(language: str) -> _Words:
    import yaml

    given = yaml.safe_load(_FILE.read_text(encoding="utf-8")).get(language, {})
    return _Words(**{name: _either_apostrophe(words.split()) for name, words in given.items()})


def _either_apostrophe(words: list[str]) -> frozenset[str]:
    return frozenset(words) | {word.replace("’", "'") for word in words}


def _teach(splitter: Any, words: _Words) -> None:
    """Change a model by a language's words."""
    from nupunkt.core.constants import ORTHO_LC

    model, starters = splitter.parameters, words.starters
    model.abbrev_types -= words.no_abbreviations
    model.abbrev_types |= words.abbreviations
    model.sent_starters |= starters
    # Seen in small letters too: so that in capitals it begins a sentence, even after an initial.
    model.ortho_context.update(dict.fromkeys(starters, ORTHO_LC))
    model.collocations -= {pair for pair in model.collocations if pair[1] in starters}
    model.collocations |= {(title, word) for title in words.titles for word in starters}
    splitter.clear_decision_cache()


# What the splitters miss ------------------------------------------------------------------------------------


def _mended(line: str, starts: list[int], words: _Words) -> list[int]:
    kept = [0]
    for rough in starts[1:]:
        start = rough
        if line[start] in "»”)]}" and (closed := _CLOSED.match(line, start)):
            start = 0 if closed[1] else closed.end()
        if kept[-1] < start < len(line) and not _goes_on(line, kept[-1], start, words):
            kept.append(start)
    return kept


def _goes_on(line: str, last: int, start: int, words: _Words) -> bool:
    """Whether what seems to be a new sentence goes on with the one before."""
    first = line[start]
    if first.isdigit():
        return line[max(last, start - 20) : start].rstrip(" .").rpartition(" ")[2].lower() in words.before_numbers
    if first.islower():
        return _GOES_ON.search(line, max(last, start - 20), start) is not None
    if not words.starters or line[start - 4 : start - 3] != "." or not line[start - 3 : start - 2].isupper():
        return False
    # After initials (H. R. F. Keating) comes a name, unless it is a word that begins sentences.
    is_initial = line[start - 2 : start - 1] == "."
    return is_initial and first.isupper() and _word(line, start) not in words.starters


def _word(line: str, start: int) -> str:
    found = _WORD.match(line, start)
    return found[0].lower() if found else ""


def _with_semicolons(line: str, starts: list[int], starters: frozenset[str]) -> list[int]:
    """Add the items of a list: a capital after a semicolon, unless it is a name's."""
    items = [found.end() for found in _SEMICOLON.finditer(line) if _begins(found[1], starters)]
    return sorted({*starts, *items})


def _begins(word: str, starters: frozenset[str]) -> bool:
    return word[0].isupper() and word.lower() in starters
