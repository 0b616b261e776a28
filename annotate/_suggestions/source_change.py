"""Where another voice may begin inside a page: a preface, a translator's note, an agency's body. Only proposed."""

import re
from collections.abc import Sequence

from annotate._suggestions.agencies import agency_at
from annotate._suggestions.finding import EXCLUDED, Passage
from annotate._suggestions.languages.language import Cues
from annotate._wrapped_lines import on_one_line

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?: (?:de |du |d[’']|van |von )?[A-ZÀ-ÖØ-Þ][\w’'-]+){0,3}"
_BY = r"(?:de|du|d[’']|par|by|of|von|di|da)"
_NOTE = (
    r"(?:note|notes|préface|preface|présentation|introduction|foreword|traduction|traduit|traduite|translation|"
    r"translated|ndt|ndlr)"
)

_SIGNED_NOTE = re.compile(rf"[(\[][^()\[\]]*\b(?i:{_NOTE})\b[^()\[\]]*?\b{_BY}\s?(?P<name>{_NAME})[^()\[\]]*[)\]]\s*$")
"""A note in brackets that closes a preface: (note et traduction de …)."""

_EDITORS_NOTE = re.compile(
    r"^[(\[]?\s*(?P<name>(?i:note du traducteur|note de la traductrice|note de la rédaction|ndlr|ndt|"
    r"translator[’']s note|editor[’']s note))\b"
)

_BYLINE = re.compile(
    r"^\s*(?:auteure?|autrice|author|agence|agency|source|par|by)\s*:\s*(?P<name>[^–—|/;(]+?)\s*(?:[–—|/;(-]\s.*)?$",
    re.I,
)


def proposed_sources(passages: Sequence[Passage], cues: Cues) -> list[str]:
    """Return, for each passage, the voice that may begin with it; empty where nothing changes.

    A preface is known by the signed note in brackets that closes it; what follows is the voice in the byline.

    Examples
    --------
    >>> from annotate._suggestions.finding import EXCLUDED, Passage
    >>> from annotate._suggestions.languages.cue_files import load_cues
    >>> page = ["A fine text.", "Read it. (note by Ann Lee)", "It rains.", "Author: Tass"]
    >>> proposed_sources([Passage(0, text) for text in page], load_cues("en"))
    ['Ann Lee', '', 'Tass', '']
    """
    found = [""] * len(passages)
    for nth, passage in enumerate(passages):
        text = on_one_line(passage.text)
        if "(" not in text and "[" not in text and "ote" not in text[:30] and text[:2] not in ("ND", "nd"):
            continue
        if note := _SIGNED_NOTE.search(text):
            found[_preface_start(passages, nth)] = note["name"]
            if nth + 1 < len(passages):
                found[nth + 1] = found[nth + 1] or _body_voice(passages, nth + 1)
        elif note := _EDITORS_NOTE.match(text):
            found[nth] = note["name"]
    _agency(passages, found)
    return [name if name != passage.source else "" for name, passage in zip(found, passages, strict=True)]


def _agency(passages: Sequence[Passage], found: list[str]) -> None:
    """Propose the agency whose copy this is, where nothing else is proposed already."""
    at = None if any(found) else agency_at([on_one_line(passage.text) for passage in passages])
    if at is not None:
        nth, name = at
        found[nth] = name


def _preface_start(passages: Sequence[Passage], closing: int) -> int:
    """Return where a preface begins: at the top of the page, or else with the paragraph that the note closes."""
    if closing < max(8, len(passages) // 2):
        return 0
    return closing


def _body_voice(passages: Sequence[Passage], first: int) -> str:
    for passage in passages[first:]:
        is_short = passage.proposed_label == EXCLUDED or len(passage.text) < 80
        if is_short and (byline := _BYLINE.match(passage.text)):
            return byline["name"].strip()
    return passages[first].source
