"""The tokens of a passage as one reads it: across line ends, soft hyphens, accents apart, and headlines' capitals."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from annotate._suggestions.attribution.quoted_spans import Quotation
from annotate._suggestions.languages.language import MASK, Cues
from annotate._wrapped_lines import BROKEN_WORD

SHORT_QUOTATION = 3
"""Words: fewer in quotation marks, without a verb that introduces them, are a name or a scare quote."""

UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Soft hyphens, and signs without width."""

_UNUSUAL = re.compile(f"{UNSEEN.pattern}|[\u0300-\u036f\r\n]")
_LETTER = re.compile("[^\u00ad\u200b\u200c\u200d\u2060\ufeff][\u0300-\u036f]*")


class _Sign(NamedTuple):
    """One sign as read, and where it stands as written."""

    sign: str
    start: int
    end: int


def tokens_of(text: str, cues: Cues) -> tuple[list[str], list[int], list[int]]:
    """Return the words and marks, and where each begins and ends; one that a line's end breaks is whole.

    The hyphen at the line's end goes where the cues know the word without it (*de-⏎clared*), else it is the word's own
    (*Jean-⏎Pierre*). A word is the same with and without soft hyphens, and with its accents apart from their letters.
    """
    if not _UNUSUAL.search(text):
        spans = [match.span() for match in cues.word_pattern.finditer(text)]
        return [text[start:end] for start, end in spans], [start for start, _ in spans], [end for _, end in spans]
    left_out = _broken(text, cues)
    signs = [sign for sign in _signs(text) if sign.start not in left_out]
    found = list(cues.word_pattern.finditer("".join(sign.sign for sign in signs)))
    starts, ends = [signs[match.start()].start for match in found], [signs[match.end() - 1].end for match in found]
    return [match[0] for match in found], starts, ends


def _signs(text: str) -> Iterator[_Sign]:
    """Return each letter with its accents as one sign, where there is one for both; what is not seen is left out."""
    for letter in _LETTER.finditer(text):
        for sign in unicodedata.normalize("NFC", letter[0]):
            yield _Sign(sign, *letter.span())


def _broken(text: str, cues: Cues) -> set[int]:
    """Return the places of the hyphens and line ends that break words."""
    left_out: set[int] = set()
    for broken in BROKEN_WORD.finditer(text):
        before = _LAST_WORD.search(text, max(0, broken.start() - _LONGEST_WORD), broken.start())
        after = _WORD.match(text, broken.end())
        word = f"{before[0] if before else ''}{after[0] if after else ''}".lower()
        keeps_hyphen = not (word in cues.verbs or word in cues.grammar or any(word in of for of in cues.words.values()))
        left_out.update(range(broken.start() + keeps_hyphen, broken.end()))
    return left_out


_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 40
_LAST_WORD = re.compile(r"[^\W\d_]+$")


def masked(text: str, quoted: Sequence[Quotation], cues: Cues) -> str:
    """Replace what lies in quotation marks; a name or a scare quote keeps its words and loses its marks."""
    pieces = []
    at = 0
    for part in quoted:
        inner = text[part.start : part.end]
        pieces.append(text[at : part.start])
        if is_short(text, part):
            pieces.append(f" {inner[1:-1]} ")
        else:
            pieces.append(_masked(inner, cues))
        at = part.end
    pieces.append(text[at:])
    return "".join(pieces)


def _masked(inner: str, cues: Cues) -> str:
    """Mask a quotation, but for who says it in its midst: *« Nous sommes pleins, déplore Léa Roy. Il neige. »*."""
    if "asides in quotations" not in cues.traits:
        return MASK * len(inner)
    pieces, at = [], 0
    for found in _ASIDE.finditer(inner):
        verbs = cues.verbs.get(found["verb"].lower().replace("’", "'"), ())
        if any(verb.shape == "finite" and verb.tiers & {"speech", "quoting", "thought"} for verb in verbs):
            start, end = found.span("aside")
            pieces += [MASK * (start - at), inner[start:end]]
            at = end
    return "".join((*pieces, MASK * (len(inner) - at)))


_ASIDE = re.compile(
    r",(?P<aside>\s(?:(?:a|ont|se)\s|s[’'])?(?P<verb>[^\W\d_]+)\s(?:(?:le|la|les|un|une|l[’'])\s?[^\W\d_]|[A-ZÀ-ÖØ-Þ])"
    r"[^.,;:!?«»“”\"]{1,60})(?=[.,!?])"
)


def is_short(text: str, part: Quotation) -> bool:
    """Whether a quotation is but a few words that no punctuation sets off."""
    if not (part.opens and part.closes):
        return False
    inner = text[part.start + 1 : part.end - 1].strip()
    before, after = text[: part.start].rstrip()[-1:], text[part.end :].lstrip()[:1]
    is_set_off = (
        (before in ("", ":") and after != "") or (after == "," and before in ("", ",")) or inner[-1:] in (*".,!?",)
    )
    return len(inner.split()) <= SHORT_QUOTATION and not is_set_off


# Headlines Written Like This ----------------------------------------------------------------------

_LONGEST_HEADLINE = 16
_SMALL = 3
"""Letters: headlines write “of” and “the” small."""
_SENTENCE_ENDS = frozenset('.!?…»”"')


def is_headline(raw: Sequence[str]) -> bool:
    """Whether a line's words are nearly all written with a capital, and end like no sentence.

    Examples
    --------
    >>> is_headline("Lee Warns Town Council".split()), is_headline("Lee warns Council".split())
    (True, False)
    """
    if not 0 < len(raw) <= _LONGEST_HEADLINE or raw[-1] in _SENTENCE_ENDS:
        return False
    long = [word for word in raw[1:] if len(word) > _SMALL and word.isalpha()]
    return len(long) > 1 and all(word[0].isupper() and not word.isupper() for word in long)


def as_in_a_sentence(raw: Sequence[str], lower: Sequence[str], cues: Cues, is_role: Callable[[str], bool]) -> list[str]:
    """Return a headline's words with its verb, its roles and its bodies in small letters."""
    verbs = [nth for nth, word in enumerate(lower) if nth and word in cues.verbs]
    verb = next((nth for nth in verbs if nth + 1 not in verbs), 0)  # not the “States” of “United States Warns”
    return [lower[nth] if nth and (nth == verb or is_role(lower[nth])) else word for nth, word in enumerate(raw)]
