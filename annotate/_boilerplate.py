"""What each line of a page is: running text, or a date, a byline, a credit, a counter, a source line."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from annotate._months import month_names, month_numbers

_GIVEN: dict[str, Any] = yaml.load(  # the base loader takes every word as text
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506
)

MONTHS = month_names(_GIVEN["months"].split()) | {
    name: month_numbers()[name] for name in _GIVEN["other_months"].split()
}

_LONGEST = 160
"""Characters: boilerplate is short; a longer line is somebody's text."""
_LONGEST_CAPTION = 400


def _listed(section: str) -> list[str]:
    return [" ".join(word.split()) for word in _GIVEN[section].split(",")]


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _phrases(section: str) -> dict[str, str]:
    """Return each phrase of a section with its kind."""
    return {" ".join(phrase.split()): kind for kind, of in _GIVEN[section].items() for phrase in of.split(",")}


_WHOLE, _HEADED, _OPENS, _CLOSES = map(_phrases, ("whole", "headed", "opens", "closes"))
_OPENINGS, _CLOSINGS = tuple(_OPENS), tuple(_CLOSES)
_DAYS, _UPDATED, _AROUND = (_GIVEN[part].split() for part in ("days", "updated", "around_days"))

_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.’'-]*|(?:d|l|dell|dall)[’'][A-ZÀ-Þ][\w-]*)"
_NAME = rf"{_CAPITAL}(?: (?:(?:de|la|van|von|der|den|di|da|du|del|dos|el|al|bin|ben) ){{0,2}}{_CAPITAL}){{0,6}}"
_NAMES = rf"{_NAME}(?:(?:, | and | & | et | und | y | e | en ){_NAME}){{0,4}}"
_AGENCY = rf"(?i:{_any_of(_listed('agencies'))})"
_WITH = r"(?:avec|with|mit|con|com|met|via)"
_ROLE = rf"(?:(?i:{_any_of(_listed('role'))})|{_AGENCY}|{_CAPITAL}|[A-Z]+|@\w+)"
_TAIL = (
    rf"(?: \([^)]*\))?(?:(?:,| [–—-]| for| in| at| aus| à)? ?(?>{_ROLE}\b)(?:,? (?:/ )?(?>{_ROLE}\b)){{0,9}}+)?"
    r"(?: \([^)]*\))?"
)
_NO_NAME = rf"(?!(?i:{_any_of(_DAYS)}|{_any_of(list(MONTHS))})\b(?! [A-Z]\w+(?:$|,| and| et)))"
_TWO_WORDS = rf"(?={_CAPITAL},?[ -](?:\w{{1,3}} )*[A-ZÀ-Þ]|{_AGENCY}\b|[A-ZÀ-Þ]\. ?[A-ZÀ-Þ])"
"""A name of one word is none: *par exemple*, “By Monday”."""
_BY = rf"(?i:{_any_of(_listed('by'))})"
_WROTE = rf"(?i:{_any_of(_listed('wrote'))})"
_PICTURE = rf"(?i:{_any_of(_listed('pictures'))})"
_MINUTES = r"\d{1,3}\s?(?:-\s?)?min(?:s|utes?|uten|uti|utos?|uten)?\.?"
_COUNTED = (
    r"(?:views?|vues?|lectures?|visites?|reads?|partages?|shares?|likes?|comments?|commentaires?|aufrufe|kommentare?|"
    r"comentarios?|comentários?|commenti|reacties|retweets?|replies|followers|abonnés)"
)
_ADDRESS = r"(?:(?:https?://|www\.|(?:twitter|facebook|instagram|x)\.com/)\S+|[\w.+-]+@[\w-]+\.[\w.]+|[@#]\w+)"
_NUMBERS = r"\d{1,2}[./]\d{1,2}[./]\d{2,4}"
_NO_SENTENCE = r"(?:\d{1,2}\. )?[^.!?]{0,30}\d{4}"
"""A day after the one who posted: “— Ann Lee (@annlee) May 3, 2024”."""

_PATTERNS = [
    ("view counter", rf"(?i:{_COUNTED}\s*[:(]\s*[\d\s.,]+[kM]?\)?|[\d\s.,]+[kM]? {_COUNTED})\.?"),
    (
        "reading time",
        rf"(?i:(?:(?:estimated )?reading time|read time|(?:temps de )?lecture|lesezeit|tiempo de lectura|tempo di "
        rf"lettura|tempo de leitura|leestijd)\s*:?\s*(?:~|environ |ca\. ?|about )?{_MINUTES}|{_MINUTES}\s?"
        rf"(?:read|reading time|de lecture|lesezeit|di lettura|de lectura|de leitura|leestijd|lezen|listen|d[’']écoute)"
        rf"|\d{{1,3}}\s?min\.?)\.?",
    ),
    ("photo credit", rf"\(?{_PICTURE},? (?:{_BY}|courtesy of|de|©|/) ?{_TWO_WORDS}{_NAMES}(?: ?/ ?{_NAMES})*\)?\.?"),
    ("photo credit", rf"\(?{_PICTURE}\s?[©/]\s?.*"),
    ("copyright", r"(?i:copyright|\(c\)) (?:\([cC]\) |© )?(?:\d{4}.*|(?:[A-ZÀ-Þ&][\w.’'&-]*\s?)+(?:\d{4}\b.*)?)"),
    ("byline", rf"(?:{_WROTE} )?{_BY} {_NO_NAME}{_TWO_WORDS}(?>{_NAMES}|{_AGENCY})(?:{_TAIL}|\.)"),
    ("byline", rf"{_NAMES}(?:,(?: (?>{_ROLE}\b))+)? \(?(?i:{_WITH}) (?:{_AGENCY}|agences?|agencies|Agenturen)"
               rf"(?:(?:, | et | and | und | y )(?:{_AGENCY}|{_NAME}))*\)?"),
    ("byline", rf"(?i:con información de|mit material von|with (?:files|inputs?) from|com informações de) {_AGENCY}.*"),
    ("byline", r"[^.:“«\"]*\b(?i:staff (?:writer|reporter|correspondent)|press writer)s?"),
    ("newsletter", r"(?:\S+ ){0,5}(?i:newsletters?)[.!]?"),
    ("date line", rf"\d{{1,2}}:\d{{2}} ?[AP]M(?: [A-Z]{{2,4}})? \d{{1,2}}/\d{{1,2}}/\d{{4}}(?: by {_NAMES})?"),
    ("photo credit", rf"[^:]{{10,}}[.!?…»”\"] \(?{_PICTURE}: ?[^.!?:]{{2,60}}\)?"),
    ("source line", rf"[^:.!?]{{1,60}} \(@\w+\),? {_NO_SENTENCE}"),
    ("byline", rf"{_NUMBERS},? (?:\d{{1,2}}[:.]\d{{2}}(?: Uhr| h)?,? )?{_BY} \S+(?: \S+)?"),
    ("sharing", rf"{_ADDRESS}(?:[\s,|/]+{_ADDRESS})*"),
    ("sharing", r"(?:(?i:contact|e-?mail|follow|reach|write to|suivez|contactez|folgen sie|sigue a))\b.*(?:\S@\w|\s@\w|"
                r" on (?:Twitter|X|Facebook|Instagram)\b).*"),
]  # fmt: skip
_COMPILED = [(kind, re.compile(pattern)) for kind, pattern in _PATTERNS]

_FOOTNOTE = re.compile(r"\[\d{1,3}\] \S")
"""As the readers of documents put it at an article's end, however long it is."""

_CAPTION = re.compile(
    rf".*\((?:{_PICTURE}\b[^()]*|[^()]*\b{_AGENCY}(?: {_PICTURE})?\s*[/|]\s*[^()]*|"
    rf"[^()]*(?:/|\bvia )\s*{_AGENCY}[^()]*)\)\.?"
    rf"|[^.]*© ?{_NAMES}(?: ?/ ?{_NAMES})*"
)
"""A picture's text with its credit: “Ann Lee in Kelmouth. (AP Photo/Tom Ashby)”."""

_CREDIT = re.compile(
    rf"\(?(?:{_NAMES} ?(?:/|\||,|–|-| via | for ) ?)?{_AGENCY}(?: {_PICTURE})?"
    rf"(?: ?(?:/|\||,|–|-| via | for ) ?(?:{_AGENCY}|"
    rf"[a-z]{{2,4}}|{_NAMES})){{0,4}}\)?"
)
"""An agency, and perhaps who took the picture, and nothing else: *dpa/afp*, “Tom Ashby/Getty Images”."""

_PARTS = re.compile(
    r"\s*[|•·;]\s*|\s+[–—-]\s+|\s+/\s+|\s+(?=(?:Updated|Published|Posted|Last [Uu]pdated|Publié|Mis à jour|Modifié|"
    r"Actualisé|Aktualisiert|Veröffentlicht|Actualizado|Publicado|Aggiornato|"
    r"Pubblicato|Stand)\b)|,?\s+(?=(?:le|on|am|el|il|op) "
    r"(?:\w+,? )?\d)"
)


def boilerplate(line: str) -> str:
    """Return what kind of boilerplate a line is; nothing where it is somebody's text.

    Returns
    -------
    str
        ``"photo credit"``, ``"byline"``, ``"source line"``, ``"view counter"``, ``"reading time"``,
        ``"advertisement"``, ``"newsletter"``, ``"sharing"``, ``"further reading"``, ``"copyright"``, ``"date line"``,
        ``"footnote"``, or empty.

    Examples
    --------
    >>> [boilerplate(line) for line in ("Photo : EFE.", "Par Anne Roy", "Views: 37", "Source : agences")]
    ['photo credit', 'byline', 'view counter', 'source line']
    >>> [boilerplate(line) for line in ("By Ann Lee | The Tidings | May 3, 2024", "READ MORE: Council votes")]
    ['byline', 'further reading']
    >>> boilerplate("[12] See the minutes, p. 3. They were signed."), boilerplate("[Sic] he said.")
    ('footnote', '')
    >>> boilerplate("Par exemple, la digue de Brisac."), boilerplate("The talks lasted 40 minutes.")
    ('', '')
    """
    line = line.strip(_AROUND_LINES)
    if _FOOTNOTE.match(line):
        return "footnote"
    if not line or len(line) > _LONGEST_CAPTION:
        return ""
    if is_caption(line):
        return "photo credit"
    return _long_offer(line) if len(line) > _LONGEST else _kind(line) or _kind_of_parts(line)


def _long_offer(line: str) -> str:
    """Return what kind of offer or notice a paragraph begins as: “Get our daily newsletter …”."""
    kind = _OPENS.get(_opening(line), "")
    return kind if kind in ("newsletter", "sharing", "copyright") else ""


def _opening(line: str) -> str:
    key = _key(line)
    return next(filter(key.startswith, _OPENINGS), "") if key.startswith(_OPENINGS) else ""


def _key(line: str) -> str:
    return " ".join(line.casefold().replace("’", "'").split())


def is_caption(line: str) -> bool:
    """Whether a line ends with a picture's credit.

    Examples
    --------
    >>> is_caption("Ann Lee in Kelmouth. (AP Photo/Tom Ashby)"), is_caption("He lied, she said. (AFP)")
    (True, False)
    """
    is_short = len(line) <= _LONGEST_CAPTION
    return is_short and (line.endswith((")", ").")) or "©" in line) and _CAPTION.fullmatch(line) is not None


_AROUND_LINES = " \t\n\xa0*►▶▸➡→»>›•●■□▪🔴📸📷📩👉✉⬇↓↑–—"


def _kind(line: str) -> str:
    by_words = _by_words(line)
    if by_words:
        return by_words
    found = next((kind for kind, pattern in _COMPILED if pattern.fullmatch(line)), "")
    if found or _is_date_line(line):
        return found or "date line"
    if len(line) <= _LONGEST_CREDIT and _CREDIT.fullmatch(line):
        return "photo credit" if "/" in line or "via" in line else "source line"
    return ""


_LONGEST_CREDIT = 80


def _by_words(line: str) -> str:
    key = _key(line)
    bare = key.strip("()[]:…>»› ")
    if kind := _WHOLE.get(bare) or (_WHOLE.get(bare.rstrip(".!")) if " " in bare or len(bare) > _MANY_LETTERS else ""):
        return kind
    head, mark, _ = key.lstrip("([").partition(":")
    if mark and (kind := _HEADED.get(head.strip())):
        return kind
    head, mark, _ = key.partition("|")
    if mark and (kind := _HEADED.get(head.strip())):
        return kind
    if opening := _opening(line):
        return _OPENS[opening]
    bare = bare.rstrip(".)")
    return next(kind for phrase, kind in _CLOSES.items() if bare.endswith(phrase)) if bare.endswith(_CLOSINGS) else ""


_MANY_LETTERS = 8
"""A longer word with a point may be such a line (*Publicité.*), a shorter one an answer (“More.”)."""


def _kind_of_parts(line: str) -> str:
    """Read a line of several: “By Ann Lee | The Tidings | May 3, 2024”."""
    if not _SEVERAL.search(line):
        return ""
    parts = [part for part in _PARTS.split(line) if part]
    if len(parts) < 2 or max(map(len, parts)) < _SHORTEST:
        return ""
    kinds = [_kind(part) for part in parts]
    if kinds[0] == "date line" and _DASHES.search(line) and kinds[1:] == ["", ""]:
        return ""  # a list of what takes place: “3 May 2024 - Ann Lee - Town Hall”
    are_all = all(kind or _LABEL.fullmatch(part) for kind, part in zip(kinds, parts, strict=True))
    sure = [kind for kind in kinds if kind]
    return ("byline" if "byline" in sure else sure[0]) if sure and are_all else ""


_SHORTEST = 4
"""“TL;DR” has no parts."""
_DASHES = re.compile(r"\d{4} [–—-] ")
_SEVERAL = re.compile(r"[\d|•·;]")
_LABEL = re.compile(rf"{_NAMES}|\d{{1,2}}[:h.]\d{{2}}.{{0,8}}")
"""What stands beside a date or a byline: a place, an outlet, a time."""

# Days ------------------------------------------------------------------------------------------------------

_DAY = rf"(?:(?:{'|'.join(_DAYS)})[.,]*\s+)?"
_LEAD = (
    r"(?:(?:publié|mis à jour|published|updated|posted|veröffentlicht|erschienen|publicado|pubblicato|gepubliceerd)"
    r"(?: am| el| il| op| em| le| on)?\s*:?\s+)?(?:(?:le|on|am|vom|den|el|il|op)\s+)?"
)
_AFTER = r"(?:[\s,à·|–-]+(?:(?:at|às|à|a las)\s+)?\d{1,2}\s*[h:]\s*\d{0,2}.{0,12})?\.?"
_DATES = [
    re.compile(
        rf"{_LEAD}{_DAY}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|[.º°])?\s+(?:de |of )?(?P<month>[^\W\d]+)[.,]{{0,2}}\s+"
        rf"(?:de |del )?(?P<year>\d{{4}}){_AFTER}",
        re.I,
    ),
    re.compile(rf"{_LEAD}{_DAY}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}){_AFTER}", re.I),
    re.compile(
        rf"{_LEAD}{_DAY}(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_AFTER}", re.I
    ),
    re.compile(rf"{_LEAD}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_AFTER}", re.I),
    re.compile(rf"{_LEAD}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_AFTER}", re.I),
]
_OF_DATES = frozenset((*MONTHS, *_DAYS, *_UPDATED, *_AROUND))
_WORDS_OR_NUMBERS = re.compile(r"\d+|[^\W\d_]+(?:\.[mM]\b)?|\n")
_AGO = re.compile(
    rf"(?:(?:{'|'.join(_UPDATED)}|on|le|:)\s+)*(?:(?:il y a|vor|hace|fa|há)\s+\d+\s+\w+|"
    r"\d+\s+\w+\s+(?:ago|fa|geleden|atrás))"
    r"\.?",
    re.I,
)


_YEARS = range(1900, 2100)


def _is_date_line(line: str) -> bool:
    """Whether a line is a day and what stands about it: when it was changed, the hour, the place."""
    if not any(map(str.isdigit, line)):
        return False
    if _AGO.fullmatch(line):
        return True
    parts = [part for part in re.split(r",\s+|\s+\(|\)", line) if part]
    while parts and _PLACE.fullmatch(parts[0]) and parts[0].lower() not in _OF_DATES:
        del parts[0]
    while parts and _PLACE.fullmatch(parts[-1]) and parts[-1].lower() not in _OF_DATES:
        del parts[-1]
    words = [word.lower() for word in _WORDS_OR_NUMBERS.findall(" ".join(parts))]
    numbers = [word for word in words if word.isdigit()]
    if not all(word in _OF_DATES for word in words if not word.isdigit()):
        return False
    has_year = any(len(number) == 4 and int(number) in _YEARS for number in numbers)
    has_month = any(word in MONTHS for word in words) or len(numbers) >= 3
    is_change = bool(words) and words[0] in _UPDATED
    return (has_year and has_month and len(numbers) > 1) or (is_change and len(numbers) > 0 and len(words) > 1)


_PLACE = re.compile(rf"{_NAME}")


_RULE = re.compile(r"[\s*_=~#|+<>/\\^`.…·•‣◦●○■□▪▫◆◇✱⁂–—―─━-]*")


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: what stands between parts of a text, or is left of a list or a table.

    Examples
    --------
    >>> is_rule("* * *"), is_rule("|---|---|"), is_rule("No.")
    (True, True, False)
    """
    return _RULE.fullmatch(line) is not None


def iso_date(line: str) -> str:
    """Return the ISO date of a line that is nothing but a date (day first where it is all numbers), else nothing.

    Examples
    --------
    >>> iso_date("12 août 2025"), iso_date("Tuesday, August 12, 2025"), iso_date("The 12 August 2025 vote")
    ('2025-08-12', '2025-08-12', '')
    """
    line = line.strip()
    if len(line) >= _LONGEST or not any(map(str.isdigit, line)):
        return ""
    found = next((match for pattern in _DATES if (match := pattern.fullmatch(line))), None)
    if found is None:
        return ""
    month = found["month"].lower()
    try:
        return date(int(found["year"]), MONTHS.get(month) or int(month), int(found["day"])).isoformat()
    except ValueError:
        return ""


def title(lines: list[str]) -> str:
    """Return the line that looks like a page's title, else nothing.

    It is the first short line that ends like no sentence, is neither boilerplate nor a date, and has text below it.

    Examples
    --------
    >>> title(["A preface, by the editor.", "The council votes", "12 May 2026", "It met on Friday."])
    'The council votes'
    """
    ends = [nth for nth, line in enumerate(lines) if line.endswith(_SENTENCE_ENDS)]
    above = lines[: ends[-1]] if ends else []
    return next((line for line in above if _is_like_a_title(line)), "")


def _is_like_a_title(line: str) -> bool:
    is_short = 0 < len(line) <= _LONGEST_TITLE and line[-1] not in _NO_TITLE_ENDS
    return is_short and any(map(str.isalpha, line)) and not boilerplate(line) and not iso_date(line)


_SENTENCE_ENDS = (".", "»", "”", "!", "?", '"', "。", "！", "？", "」", "．", "।", "؟", "۔")
_NO_TITLE_ENDS = '.…:;,»”")。」．；：、।۔'
_LONGEST_TITLE = 160


def author(lines: list[str]) -> str:
    """Return the name in a page's byline, else nothing.

    Examples
    --------
    >>> author(["The council votes", "By Ann Lee", "It met on Friday."]), author(["Auteur : teleSUR – ahf"])
    ('Ann Lee', 'teleSUR – ahf')
    """
    byline = next((line for line in lines if boilerplate(line) == "byline"), "")
    return _BEFORE_NAMES.sub("", byline, count=1).rstrip(".").strip()


_BEFORE_NAMES = re.compile(r"^.*?(?::| by | par | von |^by |^par |^von |^por |^door |^di )\s*", re.IGNORECASE)
