"""Whose copy an article is: the news agency named in its date line, its byline, or the colophon at its end."""

import re
from collections.abc import Iterable, Sequence
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
    written = {written: name for name, all_written in agencies.items() for written in all_written}
    return {way.upper(): name for way, name in written.items() if " " in way} | written


def agency_names() -> frozenset[str]:
    """Return the names of the agencies, in every way to write them."""
    return frozenset(known()) | frozenset(known().values())


_DOUBTFUL = ("PA", "APA", "CP", "AA")
"""Short forms that mean other things too: known in a date line only, and beside “source:”."""

_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:[ /](?:(?:de|la|le|du|sur|upon|on|of|en) )?[A-ZÀ-ÖØ-Þ][\w.’'-]*){0,4}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}(?:er)? [^\W\d]{3,9}|[A-Z][a-z]{2,8})(?:,? \d{4})?\.?"
_PEOPLE = r"[A-ZÀ-ÖØ-Þ][\w.’'-]+(?: [A-ZÀ-ÖØ-Þ][\w.’'-]*){1,4}"
_ALL_PEOPLE = rf"{_PEOPLE}(?:(?:,| and| et| und| y| &) {_PEOPLE}){{0,3}}"
_LEAD = r"(?i:by|par|von|por|da|door|source|sources|agence|agency|agencia|quelle|fonte|bron|author|auteur)\s*:?\s+"
_WITH = r"(?i:avec|with|mit|con)"


def _any_of(written: Iterable[str]) -> str:
    return "|".join(re.escape(way) for way in sorted(written, key=len, reverse=True))


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    """Return how a text begins that is an agency's: “KELMOUTH, Dec. 8 (UPI) — ”, “(Belga) ”, “/TASS/.” after it."""
    agency, sure = _any_of(known()), _any_of(set(known()) - {*_DOUBTFUL})
    before = rf"(?:UPDATED?: )?(?:{_PLACE}(?:, {_PLACE}){{0,2}}(?:,? {_DAY})?[,.]? (?:-{{1,2}} )?|{_DAY} )?"
    return (
        re.compile(
            rf"^\W{{0,2}}(?:By {_ALL_PEOPLE} )?{before}[(\[](?P<name>{agency})(?:/\w{{2,5}}| [\w-]+)?[)\]]"
            r"(?:\.?\s*[-–—:_]|\s\s)"
        ),
        re.compile(rf"^{_PLACE} -{{1,2}} \((?P<name>{sure})\) [A-ZÀ-Þ«“\"]"),
        re.compile(rf"^\((?P<name>{sure})\) [A-ZÀ-Þ«“\"]"),
        re.compile(rf"^{before}/(?P<name>{sure})/\.?"),
        re.compile(rf"^{_PLACE}(?:, {_PLACE})?, {_DAY}[,.]? (?P<name>{sure})\s*[-–—:]"),
    )


@cache
def _lines() -> tuple[re.Pattern[str], ...]:
    """Return the lines that name an agency: a byline, a credit to it beside the paper's own, a copyright."""
    agency, sure = _any_of(known()), _any_of(set(known()) - {*_DOUBTFUL})
    writer = r"(?: (?:[A-Z][a-z]+ )?(?:Writer|Staff|Newswire|News|Correspondent|Reporter))?"
    return (
        re.compile(rf"^{_LEAD}(?P<name>{agency})\W*$"),
        re.compile(rf"^(?:{_LEAD}(?:{_ALL_PEOPLE}(?:\s*[,|–—-]\s*| ))?|{_ALL_PEOPLE}\s*[,|–—]\s*)?"
                   rf"[(\[]?(?P<name>{sure})[)\]]?{writer}\W*$"),
        re.compile(rf"^(?:{_LEAD})?.{{0,40}}\b{_WITH} (?P<name>{sure})\W*$"),
        re.compile(rf"^(?:.{{0,40}} ?\(|{_LEAD}(?:{_ALL_PEOPLE} )?)?{_WITH} (?:l[’']|the )(?P<name>{sure})\W*$"),
        re.compile(rf"^\W*(?i:©|\(c\)|copyright)[^.]{{0,30}}?(?P<name>{sure})\b"),
    )  # fmt: skip


@cache
def _closings() -> tuple[re.Pattern[str], ...]:
    """Return what an agency's copy ends with: *(AFP)*, *abc/def (AFP et Reuters)*, *dpa/lno*."""
    sure = _any_of(set(known()) - {*_DOUBTFUL})
    others = r"(?:(?:/| et | and | und |, )[\w-]+)*"
    return (
        re.compile(rf"[(\[](?:[\w-]{{1,12}}/)*(?P<name>{sure}){others}[)\]]\s*$"),
        re.compile(rf"^(?P<name>{sure})/[a-z]{{2,4}}\W*$"),
    )


@cache
def _mention() -> re.Pattern[str]:
    """Return what any line of an agency's holds: hardly a passage does, and no other is looked at further."""
    return re.compile(_any_of(known()))


_REUTERS_COLOPHON = re.compile(
    r"^\W*(?:Additional )?[Rr]eporting [Bb]y [A-Z][^.;]{3,120}[;.]\s*(?i:editing|writing|edited) (?i:by) [A-Z]"
    r"|^Our Standards: The Thomson Reuters Trust Principles"
)
_WIRES = re.compile(
    r"^\W{0,2}(?i:(?:compiled )?from (?:staff and )?wire (?:reports|services)|(?:news )?wire (?:reports|services)|"
    r"staff and wire reports|avec (?:les )?agences|par la rédaction avec (?:les )?agences|agences|mit agenturen|"
    r"con agencias)\W*$"
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
    for nth, text in enumerate(texts):
        if _mention().search(text, 0, _SHORT) and (name := _named(text, _datelines())):
            return nth, name
    for nth, text in enumerate(texts):
        if len(text) <= _SHORT and (name := _named_in_line(text, is_ending=nth >= len(texts) - _ENDING)):
            return _first_sentence(texts), name
    return None


def _named(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    found = next(filter(None, (pattern.search(text) for pattern in patterns)), None)
    return known()[found["name"]] if found else ""


def _named_in_line(text: str, *, is_ending: bool) -> str:
    is_mentioned = _mention().search(text) is not None
    if is_mentioned and (name := _named(text, _lines())):
        return name
    if is_ending and _REUTERS_COLOPHON.search(text):
        return "Reuters"
    if is_mentioned and is_ending and len(text.split()) < _FEW_WORDS and (name := _named(text, _closings())):
        return name
    return WIRES if _WIRES.search(text) else ""


_FEW_WORDS = 6


def _first_sentence(texts: Sequence[str]) -> int:
    """Return where the text begins: below the title, at the first passage that ends as a sentence does."""
    ends = (nth for nth, text in enumerate(texts) if len(text) > 40 and text.rstrip()[-1:] in '.!?»”"')
    return next(ends, 0)
