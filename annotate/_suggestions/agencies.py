"""Whose copy an article is: the news agency named in its date line, its byline, or the colophon at its end."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_suffix(".yaml")

_SHORT = 160
"""Characters: a byline or a colophon is no longer."""

_ENDING = 4
"""Passages at an article's end in which its colophon may stand."""


@cache
def known() -> dict[str, str]:
    """Return each way to write an agency, with the name under which it is proposed."""
    agencies = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {written: name for name, all_written in agencies.items() for written in all_written}


def agency_names() -> frozenset[str]:
    """Return the names of the agencies, in every way to write them."""
    return frozenset(known()) | frozenset(known().values())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = "|".join(re.escape(written) for written in sorted(known(), key=len, reverse=True))
    agency = rf"(?P<name>{name})"
    place = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:[ /](?:(?:de|la|le|du|sur|upon|on|of|en) )?[A-ZÀ-ÖØ-Þ][\w.’'-]*){0,4}"
    day = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}(?:er)? [^\W\d]{3,9}|[A-Z][a-z]{2,8})(?:,? \d{4})?"
    dateline = (
        rf"^\W{{0,2}}(?:{place}(?:, {place})?(?:,? {day})?[,.]? )?"
        rf"[(\[]{agency}(?: [\w-]+)?[)\]](?:\.?\s*[-–—:_]|\s\s)"
    )
    bare_dateline = rf"^{place}(?:, {place})?, {day}[,.]? {agency}\s*[-–—:]"
    people = r"[A-ZÀ-ÖØ-Þ][\w.’'-]+(?: [A-ZÀ-ÖØ-Þ][\w.’'-]*){1,4}"
    lead = r"(?i:by|par|von|por|da|door|source|sources|agence|agency|agencia|quelle|fonte|bron|author|auteur)\s*:?\s+"
    also = rf"^(?:{lead})?.{{0,40}}\b(?:avec|with) (?:l’|l'|the )?(?P<with>{name})\W*$"
    byline = (
        rf"^(?:{lead}(?:{people}(?:[,|–—-]\s*| ))?|{people}[,|–—]\s*)?"
        rf"[(\[]?{agency}[)\]]?(?: (?:Writer|Staff|Newswire|News))?\W*$|{also}"
    )
    copyright_line = rf"^\W*(?i:©|\(c\)|copyright)[^.]{{0,30}}?{agency}\b"
    closing = rf"[(\[](?:[\w-]{{1,12}}/)*{agency}[)\]]\s*$"
    return tuple(map(re.compile, (dateline, bare_dateline, byline, copyright_line, closing)))


_REUTERS_COLOPHON = re.compile(r"^\W*(?:Additional )?[Rr]eporting by [^.;]{3,120}[;.]\s*(?:Editing|Writing|Edited) by ")
_WIRES = re.compile(
    r"^\W{0,2}(?i:(?:compiled )?from wire (?:reports|services)|wire reports|wire services|avec (?:les )?agences|"
    r"par la rédaction avec (?:les )?agences|agences)\W*$"
)

WIRES = "wire reports"


def agency_at(texts: Sequence[str]) -> tuple[int, str] | None:
    """Return the passage with which an agency's copy begins, and the agency; nothing where the page names none.

    Examples
    --------
    >>> agency_at(["Dyke holds", "KELMOUTH, Dec. 8 (UPI) -- The dyke held on Friday.", "It rained."])
    (1, 'UPI')
    >>> agency_at(["The dyke held on Friday.", "It rained.", "(Reporting by Ann Lee; Editing by Tom Ashby)"])
    (0, 'Reuters')
    >>> agency_at(["The AFP office was closed on Friday."])
    """
    dateline, bare, *lines = _patterns()
    for nth, text in enumerate(texts):
        if found := dateline.search(text) or bare.search(text):
            return nth, known()[found["name"]]
    for nth, text in enumerate(texts):
        if len(text) <= _SHORT and (name := _named_in_line(text, lines, is_ending=nth >= len(texts) - _ENDING)):
            return _first_sentence(texts), name
    return None


def _named_in_line(text: str, lines: Sequence[re.Pattern[str]], *, is_ending: bool) -> str:
    byline, copyright_line, closing = lines
    found = byline.search(text) or copyright_line.search(text)
    if found is None and is_ending:
        found = closing.search(text) if len(text.split()) < 6 else None
        if _REUTERS_COLOPHON.search(text):
            return "Reuters"
    written = next(filter(None, found.groupdict().values()), "") if found else ""
    return known()[written] if written else WIRES if _WIRES.search(text) else ""


def _first_sentence(texts: Sequence[str]) -> int:
    """Return where the text begins: below the title, at the first passage that ends as a sentence does."""
    ends = (nth for nth, text in enumerate(texts) if len(text) > 40 and text.rstrip()[-1:] in '.!?»”"')
    return next(ends, 0)
