"""Find where the sentences of a line begin.

French, English, Spanish, Italian, Polish and Portuguese are cut by nupunkt, with a copy of its model that
``sentences.yaml`` makes know each language's own abbreviations; all other languages by sentencex, which knows theirs.
Which one serves a language best was measured: ``benchmarks/segmentation.py``.
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

_BY_NUPUNKT = frozenset({"en", "fr", "es", "it", "pl", "pt"})

_CLOSED = re.compile(r"[»”)\]}]+[.!?…]*(,?)\s*")
"""What closes the sentence before, and so is no beginning; after a comma that sentence goes on."""

_GOES_ON = re.compile(r"(?:[»”\"]|(?:\b\w\.-?){2,})\s*$")
"""Before a small letter: the end of a quotation (« Où ? » dit-il), or of an abbreviation (le P.I.B. croît)."""

_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
"""Signs without breadth, where a blank may be missing."""

_APART = re.compile(r"[\s’'(\[«“„\"]")
_PARTICLES = "とっのはがをにもで"
"""What may follow a quotation within its sentence in Japanese."""

_QUOTED = '”」』’"'
_SAID = re.compile(
    r"[^。！？，；：“”「」『』]{0,14}(?:说|說|问|問|称|稱|表示|写道|寫道|指出|强调|強調|补充|補充|告诉|告訴|回答|解释|解釋|坦言|喊道|道)"
    r"[^。！？，；：“”「」『』]{0,6}[。！？，；：]"
)
"""What may follow a quotation within its sentence in Chinese: who said it."""

_ELIDED = frozenset("c d j l m n qu s t".split())
_FEW_LETTERS = 3
_YEAR = 4
_TOUCHING = re.compile(r"(?<=[a-zß-öø-ÿ]{3})[.!?…](?=(?:[A-ZÀ-ÖØ-Þ][’']?[a-zß-öø-ÿ]{1,40}[ ,’']))")
"""A stop without a blank after it: classiques.Enfin un conte."""

_NUMBER = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,40})[.!?]\s{1,9}(?=\d)")
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

    return lambda line: _in_windows(starts, line)


_WINDOW = 4_000
"""Characters: sentencex takes four times as long for a line twice as long in some languages."""


def _in_windows(starts: Starts, line: str) -> list[int]:
    """Find starts in one piece of a line after another; each begins with the last sentence of the one before."""
    found, first, size = [0], 0, _WINDOW
    while first < len(line):
        within = [first + start for start in starts(line[first : first + size])]
        if first + size >= len(line):
            return found + [start for start in within if start > first]
        if len(within) < 2:
            size *= 2
            continue
        found += within[1:]
        first, size = within[-1], _WINDOW
    return found


@lru_cache(maxsize=32)
def _sentence_starts(language: str) -> Starts:
    words = _words(language)
    rough = _by_nupunkt(language) if language in _BY_NUPUNKT else _by_sentencex(language)

    def starts(line: str) -> list[int]:
        line = _UNSEEN.sub(" ", line)
        found = _with_touching(line, _mended(line, rough(line), words), words)
        found = _with_numbers(line, found, words) if words.ordinals else found
        return _with_semicolons(line, found, words.starters) if words.semicolons and ";" in line else found

    return starts


# What a language's words tell -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    """What `sentences.yaml` says of one language."""

    no_abbreviations: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    before_names: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    ordinals: bool = False
    """Whether a number's point makes it an ordinal (19. Jahrhundert)."""

    @property
    def semicolons(self) -> bool:
        """Whether an item of a list may begin after a semicolon."""
        return bool(self.starters) and not self.ordinals


@cache
def _words(language: str) -> _Words:
    import yaml

    given = yaml.safe_load(_FILE.read_text(encoding="utf-8")).get(language, {})
    lists = {name: _either_apostrophe(words.split()) for name, words in given.items() if isinstance(words, str)}
    return _Words(**lists, ordinals=given.get("ordinals", False))


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
    written = _APART.split(line[max(last, start - 20) : start].rstrip())[-1]
    word, has_point = written.rstrip(".").lower(), written.endswith(".")
    if first.isdigit():
        return word in words.before_numbers
    if first.islower():
        is_short = has_point and (len(word) == 1 or word in words.abbreviations or word in words.before_names)
        return is_short or _GOES_ON.search(line, max(last, start - 20), start) is not None
    if first in _PARTICLES:
        return line[start - 1] in "」』）"
    if line[start - 1] in _QUOTED and _SAID.match(line, start):
        return True
    if has_point and (word in words.titles or word in words.inner):
        return True
    if has_point and line[start - 1] == "." and len(word) < _FEW_LETTERS:
        return True
    if has_point and word in words.before_names:
        return _APART.split(_word(line, start))[0] not in words.starters | _ELIDED
    if words.ordinals and word.isdecimal() and len(word) < _YEAR and has_point:
        return _word(line, start) not in words.starters
    if not words.starters or line[start - 4 : start - 3] != "." or not line[start - 3 : start - 2].isupper():
        return False
    # After initials (H. R. F. Keating) comes a name, unless it is a word that begins sentences.
    is_initial = line[start - 2 : start - 1] == "."
    return is_initial and first.isupper() and _word(line, start) not in words.starters


def _word(line: str, start: int) -> str:
    found = _WORD.match(line, start)
    return found[0].lower() if found else ""


def _with_touching(line: str, starts: list[int], words: _Words) -> list[int]:
    """Add the sentences that begin right after a stop."""
    found = [match.end() for match in _TOUCHING.finditer(line) if not _is_part(line, match, words)]
    return sorted({*starts, *found}) if found else starts


def _with_numbers(line: str, starts: list[int], words: _Words) -> list[int]:
    """Add the sentences that begin with a number, which sentencex takes for a part of the one before."""
    found = [
        match.end() for match in _NUMBER.finditer(line) if match[1].lower() not in words.abbreviations | words.inner
    ]
    return sorted({*starts, *found}) if found else starts


def _is_part(line: str, stop: re.Match[str], words: _Words) -> bool:
    """Whether a stop stands in an address, or after an abbreviation."""
    token = line[max(line.rfind(" ", 0, stop.start()) + 1, 0) : stop.start()]
    return any(sign in token for sign in "/@.") or token.lower() in words.abbreviations


def _with_semicolons(line: str, starts: list[int], starters: frozenset[str]) -> list[int]:
    """Add the items of a list: a capital after a semicolon, unless it is a name's."""
    items = [found.end() for found in _SEMICOLON.finditer(line) if _begins(found[1], starters)]
    return sorted({*starts, *items})


def _begins(word: str, starters: frozenset[str]) -> bool:
    return word[0].isupper() and word.lower() in starters
