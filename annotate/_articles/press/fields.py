"""Read the fields of an exported article: by their labels, in the languages of the databases' screens."""

import html
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from annotate._dates import find_date
from annotate._variables import Kind

Row = dict[str, str]

VARIABLES = ("section", "page", "edition", "length", "database_id")
"""What a database says of an article beyond the columns that every article has."""

KINDS: dict[str, Kind] = {**dict.fromkeys(VARIABLES, "text"), "length": "number"}
"""A page is no number: there are pages A1 and 12-13."""

_LABELLED = re.compile(r"([^\W\d_][^:：\n]{1,40}?)[\s\xa0]*[:：](?:[\s\xa0]+|$)(.*)", re.DOTALL)
_RIGHTS = re.compile(
    r"^(?:copyright|copr\.|©|\(c\))[\s\xa0]|©|(?:all rights reserved|tous droits r[ée]serv[ée]s|"
    r"alle rechte vorbehalten|"
    r"(?:todos los|reservados todos los) derechos|tutti i diritti riservati|todos os direitos reservados|"
    r"alle rechten voorbehouden)",
    re.IGNORECASE,
)
_RIGHTS_SIGNS = ("cop", "©", "(c)", "right", "droit", "rech", "dere", "diri", "direi")
"""One of them is in all of these: to look for it takes a tenth of the time."""

_LONGEST_RIGHTS = 300
_PAGE = re.compile(
    r"(?:^|[;,]\s*)(?:Pgs?|Pages?|Seiten?|S|pp?|Pág|Blz|Pag)\b\.?[\s\xa0]*([\w-]+(?:[,/ ]+[A-Z]*\d+)*)", re.IGNORECASE
)


def by_fields(paragraphs: list[str]) -> list[str]:
    """Return paragraphs parted at each line that begins with a known label: some exports leave no blank line there."""
    return parted(paragraphs, _COLON, _by_label)


def parted(paragraphs: list[str], sign: re.Pattern[str], part: Callable[[str], list[str]]) -> list[str]:
    """Return paragraphs, those of several lines that hold a sign in parts."""
    parts = {nth: part(one) for nth, one in enumerate(paragraphs) if "\n" in one and sign.search(one)}
    return [some for nth, one in enumerate(paragraphs) for some in parts.get(nth, (one,))] if parts else paragraphs


_COLON = re.compile("[:：]")


def _by_label(paragraph: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in paragraph.split("\n"):
        if parts[-1] and known_field(line):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


@cache
def _columns() -> dict[str, str]:
    import yaml

    given: dict[str, list[str]] = yaml.safe_load(
        files("annotate").joinpath("_articles/press/labels.yaml").read_text(encoding="utf-8")
    )
    return {label: column for column, labels in given.items() for label in labels}


@cache
def _squeezed() -> dict[str, str]:
    """Long labels without their blanks: ProQuest puts some in and leaves some out (``ProQuest documentID``)."""
    squeezed = {"".join(label.split()): column for label, column in _columns().items()}
    return {label: column for label, column in squeezed.items() if len(label) >= _LONG_LABEL}


_LONG_LABEL = 12


def labels() -> list[tuple[str, str]]:
    """Return each known label, in small letters, and the column that it stands for."""
    return list(_columns().items())


@lru_cache(4096)
def column_of(label: str) -> str:
    """Return the column that a label stands for, ``below`` or ``other`` where its value is left out; else nothing.

    Examples
    --------
    >>> column_of("BYLINE"), column_of("Länge"), column_of("Load-Date"), column_of("The mayor said")
    ('author', 'length', 'below', '')
    """
    words = label.lower().split()
    return _columns().get(" ".join(words), "") or _squeezed().get("".join(words), "")


def labelled(paragraph: str) -> tuple[str, str] | None:
    """Return a paragraph's label and value, where it begins with one; whether it is known `column_of` says."""
    found = _LABELLED.match(paragraph)
    return (found[1], found[2].strip()) if found else None


@lru_cache(256)
def known_field(paragraph: str) -> tuple[str, str] | None:
    """Return the column and value of a paragraph that begins with a known label."""
    found = labelled(paragraph)
    column = column_of(found[0]) if found else ""
    return (column, found[1]) if found and column else None


def is_rights(paragraph: str) -> bool:
    """Whether a paragraph only says whose the rights are."""
    if len(paragraph) >= _LONGEST_RIGHTS:
        return False
    small = paragraph.lower()
    for sign in _RIGHTS_SIGNS:
        if sign in small:
            return _RIGHTS.search(paragraph) is not None
    return False


def language_code(name: str) -> str:
    """Return the ISO 639-1 code of a language's name in any of the screens' languages.

    Examples
    --------
    >>> language_code("ENGLISH; ENGLISHS"), language_code("Französisch"), language_code("日本語"), language_code("fr")
    ('en', 'fr', 'ja', 'fr')
    """
    words = re.split(r"[;,(]", name)[0].strip().lower() if name else ""
    return words if re.fullmatch("[a-z]{2}", words) else _languages().get(words, "")


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    screens = ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "ru", "ja", "ko", "zh", "zh_Hant")
    return {
        name.lower(): code
        for screen in screens
        for code, name in Locale.parse(screen).languages.items()
        if len(code) == 2
    }


_BY = re.compile(r"^(?:by|par|von|por)\s+", re.IGNORECASE)
_NO_COLUMNS = ("lead", "body", "below", "other", "end")


def exported(text: list[str], about: Mapping[str, str]) -> Row:
    """Return an article's row: its headline and paragraphs as its text, and what its fields say of it.

    Parameters
    ----------
    text : list of str
        Its paragraphs below the headline.
    about : dict
        Values as they stand in the file, by column.
    """
    row = {column: _line(value) for column, value in about.items() if value and column not in _NO_COLUMNS}
    row["text"] = "\n".join(paragraph for paragraph in [row.get("title", ""), *text] if paragraph.strip())
    row["published"] = find_date(row.get("published", ""))
    row["language"] = language_code(row.get("language", ""))
    row["author"] = _BY.sub("", row.get("author", ""))
    row["length"] = _number(row.get("length", ""))
    row["page"] = row.get("page", "") or _page(row.get("section", ""))
    return {column: _unescaped(value) for column, value in row.items() if value}


def _unescaped(value: str) -> str:
    # To look for one sign is many times faster than for two.
    return html.unescape(value) if "&" in value and "&#" in value else value


def _line(value: str) -> str:
    return " ".join(value.split()).strip(" ;")


def _number(words: str) -> str:
    found = re.search(r"\d[\d.,\s\xa0]*", words)
    return re.sub(r"\D", "", found[0]) if found else ""


def _page(section: str) -> str:
    found = _PAGE.search(section)
    return found[1].strip(" ,") if found else ""


def told(found: int, said: int, name: str) -> list[Row]:
    """Return a row that says that a file announces another number of articles than it holds; none where they agree."""
    if not said or said == found:
        return []
    return [
        {
            "problem": f"{name!r} announces {said} articles, and {found} {'was' if found == 1 else 'were'} found: "
            "export the list again if some are missing. Those that were found are read."
        }
    ]
