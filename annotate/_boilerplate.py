"""What each line of a page is: running text, or a date, a byline, a credit, a counter, a source line."""

import re
from datetime import date

MONTHS = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
} | {"fevrier": 2, "aout": 8, "decembre": 12}

_LONGEST = 120
"""Characters: boilerplate is short; a longer line is somebody's text."""

_NAMES = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: (?:de |van |von |d’)?[A-ZÀ-ÖØ-Þ][\w.’'-]*){0,4}"

_KINDS = {
    "photo credit": r"(?:©|\(c\) |(?:crédits?(?: photo)?|photos?(?: credit| by)?|images?|pictures?|illustrations?|"
    r"infographies?|vidéos?|videos?)\s*(?:[:©/]| by | par )).*",
    "source line": r"(?:sources?|via|agences?|with agencies|avec (?:les )?agences|original|lire aussi|read also)\s*:.*",
    "view counter": r"(?:(?:views?|vues?|lectures?|visites?|reads?|partages?|shares?|likes?|comments?|commentaires?)"
    r"\s*:\s*[\d\s.,]+[kM]?|[\d\s.,]+[kM]? (?:views?|vues?|lectures?|reads?|partages?|shares?|likes?|comments?|"
    r"commentaires?))\.?",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
# Case matters in a name: "Par Anne Roy" is a byline, "par exemple" is none.
_PATTERNS["byline"] = re.compile(
    rf"(?:(?i:auteure?s?|autrices?|authors?|écrit|written|publié|published|posted|rédigé|reporting|texte|text)"
    rf"\s*(?::| by | par ).*|(?:[Bb]y|[Pp]ar|BY|PAR) {_NAMES}(?:, [^.]*)?\.?)"
)

_FOOTNOTE = re.compile(r"\[\d{1,3}\] \S")
"""As the readers of documents put it at an article's end, however long it is."""

_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday"
_DAY = rf"(?:(?:{_DAYS.replace(' ', '|')}),?\s+)?"
_LEAD = r"(?:(?:publié|mis à jour|published|updated|posted)\s+)?(?:(?:le|on)\s+)?"
_AFTER = r"(?:[\s,à·|–-]+(?:at\s+)?\d{1,2}\s*[h:]\s*\d{0,2}.{0,12})?\.?"
_DATES = [
    re.compile(
        rf"{_LEAD}{_DAY}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?P<month>[^\W\d]+),?\s+(?P<year>\d{{4}}){_AFTER}", re.I
    ),
    re.compile(
        rf"{_LEAD}{_DAY}(?P<month>[^\W\d]+)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_AFTER}", re.I
    ),
    re.compile(rf"{_LEAD}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_AFTER}", re.I),
    re.compile(rf"{_LEAD}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_AFTER}", re.I),
]


def boilerplate(line: str) -> str:
    """Say what kind of boilerplate a line is; nothing where it is somebody's text.

    Returns
    -------
    str
        ``"photo credit"``, ``"byline"``, ``"source line"``, ``"view counter"``, ``"footnote"``, or empty.

    Examples
    --------
    >>> [boilerplate(line) for line in ("Photo : EFE.", "Par Anne Roy", "Views: 37", "Source : agences")]
    ['photo credit', 'byline', 'view counter', 'source line']
    >>> boilerplate("[12] See the minutes, p. 3. They were signed."), boilerplate("[Sic] he said.")
    ('footnote', '')
    >>> boilerplate("Par exemple, la digue de Brisac.")
    ''
    """
    line = line.strip()
    if _FOOTNOTE.match(line):
        return "footnote"
    if not line or len(line) > _LONGEST:
        return ""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(line)), "")


def iso_date(line: str) -> str:
    """Return the ISO date of a line that is nothing but a date (day first where it is all numbers), else nothing.

    Examples
    --------
    >>> iso_date("12 août 2025"), iso_date("Tuesday, August 12, 2025"), iso_date("The 12 August 2025 vote")
    ('2025-08-12', '2025-08-12', '')
    """
    line = line.strip()
    found = next((match for pattern in _DATES if len(line) < _LONGEST and (match := pattern.fullmatch(line))), None)
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
    return re.sub(r"^.*?(?::| by | par |^by |^par )\s*", "", byline, count=1, flags=re.IGNORECASE).rstrip(".").strip()
