"""What each line of a page is: running text, or a date, a byline, a credit, a counter, a source line."""

import re
from datetime import date

MONTHS = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
} | {"fevrier": 2, "aout": 8, "decembre": 12, "jänner": 1, "sept": 9}

_LONGEST = 120
"""Characters: boilerplate is short; a longer line is somebody's text."""

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.’'-]*(?: (?:de |van |von |der |d[’']|di |da |du )*[A-ZÀ-ÖØ-ÞĀ-Ž][\w.’'-]*){0,4}"
_NAMES = rf"{_NAME}(?:(?:, | and | & | et | und | y | e | en ){_NAME}){{0,4}}"

_KINDS = {
    "photo credit": r"(?:©|\(c\) |(?:crédits?(?: photo)?|(?:photo|image|picture|foto)s?(?: credit| by)?|fotografías?|"
    r"illustrations?|bild(?:er)?|infographies?|vidéos?|videos?|zdjęcie|fot\.)\s*(?:[:©/]| by | par )).*",
    "source line": r"(?:sources?|quellen?|fuentes?|fonte|bron|via|agences?|with agencies|avec (?:les )?agences|"
    r"original|lire aussi|à lire aussi|read (?:also|more|next)|see also|"
    r"lesen sie auch|lea también|leggi anche|lees ook)"
    r"\s*:.*",
    "view counter": r"(?:(?:views?|vues?|lectures?|visites?|reads?|partages?|shares?|likes?|comments?|commentaires?|"
    r"aufrufe|kommentare?|comentarios?)\s*:\s*[\d\s.,]+[kM]?|[\d\s.,]+[kM]? (?:views?|vues?|lectures?|reads?|partages?|"
    r"shares?|likes?|comments?|commentaires?|aufrufe|kommentare?|comentarios?))\.?",
    "reading time": r"(?:.{0,50}[\s•·|–-]+)?(?:(?:temps de )?lecture\s*:?\s*)?(?:lesezeit\s*:?\s*)?\d{1,3}\s?(?:-\s?)?"
    r"(?:min(?:utes?|uten)?\.?)(?:\s(?:read|de lecture|lesezeit|di lettura|de lectura|leestijd))?\.?",
    "advertisement": r"(?:advertis(?:e)?ments?|ad|publicités?|anzeige|werbung|publicidad|pubblicità|publicidade|"
    r"advertentie|reklama|sponsored(?: content)?|continue reading(?: the main story)?|"
    r"story continues below(?: advertisement)?)\.?",
    "newsletter": r"(?:sign up|subscribe|register)\s(?:here\s)?(?:to|for)\s(?:our|the|a)\b.*|"
    r"(?:inscrivez|abonnez)-vous à\b.*|(?:suscríbete|suscríbase) a\b.*|"
    r"(?:melden sie sich|abonnieren sie)\b.*newsletter.*",
    "copyright": r"(?:copyright|all rights reserved|tous droits réservés|alle rechte vorbehalten|"
    r"todos los derechos reservados|tutti i diritti riservati)\b.*|.*\b(?:all rights reserved|tous droits réservés)\.?",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
# Case matters in a name: "Par Anne Roy" is a byline, "par exemple" is none.
_PATTERNS["byline"] = re.compile(
    rf"(?:(?i:auteure?s?|autrices?|authors?|autor(?:in|es)?|écrit|written|publié|published|posted|rédigé|reporting|texte|"
    rf"text)\s*(?::| by | par | von ).*|(?i:propos )?(?i:recueillis) (?i:par) {_NAMES}\.?|"
    rf"(?:[Bb]y|[Pp]ar|[Vv]on|[Dd]oor|[Pp]or|[Dd]i|BY|PAR|VON) {_NAMES}(?: \([^)]*\))?(?:,? (?:à|in|at|aus) {_NAME})?"
    rf"(?:, [^.]*)?(?: [|•·–-] .*)?\.?)"
)

_FOOTNOTE = re.compile(r"\[\d{1,3}\] \S")
"""As the readers of documents put it at an article's end, however long it is."""

_DAYS = (
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lunes martes miércoles jueves viernes sábado "
    "domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag "
    "zaterdag "
    "zondag mon tue wed thu fri sat sun mo di mi do fr sa so"
)
_DAY = rf"(?:(?:{_DAYS.replace(' ', '|')})[.,]*\s+)?"
_LEAD = (
    r"(?:(?:publié|mis à jour|published|updated|posted|veröffentlicht|erschienen|publicado|pubblicato|gepubliceerd)"
    r"(?: am| el| il| op| em| le| on)?\s*:?\s+)?(?:(?:le|on|am|vom|den|el|il|op)\s+)?"
)
_AFTER = r"(?:[\s,à·|–-]+(?:at\s+)?\d{1,2}\s*[h:]\s*\d{0,2}.{0,12})?\.?"
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


def boilerplate(line: str) -> str:
    """Say what kind of boilerplate a line is; nothing where it is somebody's text.

    Returns
    -------
    str
        ``"photo credit"``, ``"byline"``, ``"source line"``, ``"view counter"``, ``"reading time"``,
        ``"advertisement"``, ``"newsletter"``, ``"copyright"``, ``"footnote"``, or empty.

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
