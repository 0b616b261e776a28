"""What a person reads: texts in the reader's language, and numbers, shares, months and lists as that language has them.

The texts stand in ``wording/en.yaml``, ``fr.yaml``, …, each once; a language is one file. Rooms that only count know
no language: what they have to remark is a code with values. A table holds its English sentence, and `Wording.remark`
says it in another language at the edge.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberFormatError, format_decimal, format_percent, parse_decimal

from annotate._errors import AnnotateError

Value = str | int | float
"""What fills a place of a text."""

Text = str | Mapping[str, str]
"""One text, or its forms by CLDR's plural categories."""

FOLDERS = [Path(__file__).parent / "wording"]
"""Where the catalogues are looked for, one file per language."""

_PLACE = re.compile(r"\{(\w+)\}")
_BETWEEN = "; "


class Remark(NamedTuple):
    """Why something must be read with care: a code of the wording's ``remarks``, and its values."""

    code: str
    values: dict[str, Value]


def languages() -> list[str]:
    """Return the languages that have a catalogue, English first.

    Examples
    --------
    >>> languages()
    ['en', 'fr']
    """
    found = {path.stem for folder in FOLDERS for path in folder.glob("*.yaml")}
    return ["en", *sorted(found - {"en"})]


def remark(code: str, **values: Any) -> str:
    """Return a remark's English sentence, as tables hold it.

    Examples
    --------
    >>> remark("few_articles", few=10, articles=3)
    'fewer than 10 articles (3): the interval is wide and only indicative'
    """
    return Wording("en").text(f"remarks.{code}", **values)


def remarks(*sentences: str) -> str:
    """Join the remarks on one row, each once and without the empty ones; a sentence may be several remarks.

    Examples
    --------
    >>> remarks("one article only", "", "one label only; one article only")
    'one article only; one label only'
    """
    return _BETWEEN.join(dict.fromkeys(one for sentence in sentences for one in parted(sentence)))


def parted(sentences: str) -> list[str]:
    """Return the remarks on one row, in English as tables hold them."""
    return [one for one in str(sentences).split(_BETWEEN) if one]


class Wording:
    r"""One language's texts, and its ways to write numbers, shares, months and lists.

    Parameters
    ----------
    language : str
        One of `languages`.
    error : type of AnnotateError
        What is raised for a language that has no catalogue.

    Raises
    ------
    AnnotateError
        For such a language.

    Examples
    --------
    >>> french = Wording("fr")
    >>> french.count("passage", 12500), french.percent(0.125), french.month(2026, 8)
    ('12\u202f500 passages', '12\xa0%', 'août')
    """

    def __init__(self, language: str = "en", error: type[AnnotateError] = AnnotateError) -> None:
        if language not in languages():
            known = " or ".join(map(repr, languages()))
            raise error(f"language={language!r} is not known: use {known}.")
        self.language = language
        self._texts = _catalogue(language, tuple(FOLDERS))
        self._locale = _locale(language)

    # Texts ------------------------------------------------------------------------------------------------

    def text(self, key: str, /, **values: Any) -> str:
        """Return a text, its values written in; a number is written as the language writes numbers.

        Examples
        --------
        >>> Wording("en").text("charts.left_out", rows="2 rows")
        'Not drawn, because order=… does not list them: 2 rows.'
        """
        text = self._texts[key]
        if not isinstance(text, str):
            text = text.get(self._locale.plural_form(values["n"])) or text["other"]
        return _PLACE.sub(lambda place: self._written(values[place[1]]), text)

    def knows(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self._texts

    def room(self, *sections: str) -> dict[str, Text]:
        """Return all texts of some sections, unfilled, by the last part of their key: for the page to fill."""
        return {key.rpartition(".")[2]: text for key, text in self._texts.items() if key.rpartition(".")[0] in sections}

    def count(self, what: str, number: float) -> str:
        """Write how many there are of something that ``counts`` names.

        Examples
        --------
        >>> Wording("en").count("article", 1), Wording("fr").count("character", 0)
        ('1 article', '0 caractère')
        """
        return self.text(f"counts.{what}", n=number)

    def choose(self, texts: Mapping[str, Any]) -> Any:
        """Return what a mapping by language (a label's title, say) has for this one, else for English."""
        return texts.get(self.language) or texts.get("en") or ""

    def remark(self, sentences: str) -> str:
        r"""Return in this language the remarks that a table holds in English; others stay as they are.

        Examples
        --------
        >>> Wording("fr").remark("one article only: there is no interval; read twice")
        'un seul article\xa0: il n’y a pas d’intervalle\u202f; read twice'
        """
        said = (self.text(f"remarks.{one.code}", **one.values) if isinstance(one, Remark) else one
                for one in read_remarks(sentences))  # fmt: skip
        return self.text("shared.between_remarks").join(said)

    # Numbers, shares, dates, lists ------------------------------------------------------------------------

    def number(self, value: float, digits: int = 1, *, fixed: bool = False) -> str:
        """Write a number with at most some decimals, or with just as many.

        Examples
        --------
        >>> Wording("en").number(12500), Wording("fr").number(2.5), Wording("fr").number(0.5, 2, fixed=True)
        ('12,500', '2,5', '0,50')
        """
        decimals = ("0" if fixed else "#") * digits
        return format_decimal(value, f"#,##0.{decimals}" if digits else "#,##0", self._locale)

    def percent(self, share: float) -> str:
        """Write a share as a whole percentage."""
        return format_percent(share, locale=self._locale)

    def month(self, year: int, month: int, parts: str = "MMM") -> str:
        """Write a month: its short name; or by another of CLDR's patterns, with its year (yMMM) or its quarter (QQQ).

        Examples
        --------
        >>> Wording("en").month(2026, 8), Wording("en").month(2026, 8, "yMMM"), Wording("fr").month(2026, 8, "QQQ")
        ('Aug', 'Aug 2026', 'T3')
        """
        day, skeletons = date(year, month, 1), self._locale.datetime_skeletons
        return format_date(day, skeletons[parts].pattern if parts in skeletons else parts, self._locale)

    def day(self, moment: date) -> str:
        """Write a day in full.

        Examples
        --------
        >>> Wording("en").day(date(2026, 8, 12)), Wording("fr").day(date(2026, 8, 12))
        ('August 12, 2026', '12 août 2026')
        """
        return format_date(moment, "long", self._locale)

    def listed(self, items: Iterable[str]) -> str:
        """Write things one after the other: *a, b and c*."""
        return format_list([*items], locale=self._locale)

    def _written(self, value: Any) -> str:
        return value if isinstance(value, str) else self.number(value)


def read_remarks(sentences: str) -> Iterator[Remark | str]:
    """Return the remarks of a table's cell with their values: each sentence is read by the very text that wrote it.

    Examples
    --------
    >>> list(read_remarks("fewer than 10 articles (3): the interval is wide and only indicative; whatever"))
    [Remark(code='few_articles', values={'few': 10, 'articles': 3}), 'whatever']
    """
    parts = sentences.split(_BETWEEN) if sentences else []
    while parts:
        # A value may hold what stands between two remarks: the longest text that fits is meant.
        for many in range(len(parts), 0, -1):
            if found := _read_remark(_BETWEEN.join(parts[:many])):
                break
        yield found or parts[0]
        del parts[:many]


def _read_remark(sentence: str) -> Remark | None:
    for code, text in _english_remarks(tuple(FOLDERS)):
        values = _values_in(sentence, _PLACE.split(text))
        if values is not None:
            return Remark(code, values)
    return None


def _values_in(sentence: str, pieces: list[str]) -> dict[str, Value] | None:
    """Return the values that stand between the pieces of a text; None where the sentence is another."""
    first, *rest = pieces
    if not sentence.startswith(first):
        return None
    sentence = sentence.removeprefix(first)
    values: dict[str, Value] = {}
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        is_last = after is rest[-1]
        place = len(sentence) - len(after) if is_last and sentence.endswith(after) else sentence.find(after or "\0")
        if place < 1:
            return None
        values[name] = _value(sentence[:place])
        if name == "n" and isinstance(values[name], str):
            return None  # how many is a number: what stands before this text is a remark of its own
        sentence = sentence[place + len(after) :]
    return values if not sentence else None


def _value(written: str) -> Value:
    try:
        number = parse_decimal(written, locale="en", strict=True)
    except NumberFormatError:
        return written
    return int(number) if number == int(number) else float(number)


@cache
def _english_remarks(folders: tuple[Path, ...]) -> list[tuple[str, str]]:
    """Return each remark's code and English text, one a form, those with most letters of their own first."""
    found = [
        (key.removeprefix("remarks."), form)
        for key, text in _catalogue("en", folders).items()
        if key.startswith("remarks.")
        for form in ([text] if isinstance(text, str) else text.values())
    ]
    return sorted(found, key=lambda pair: -len(_PLACE.sub("", pair[1])))


@cache
def _catalogue(language: str, folders: tuple[Path, ...]) -> dict[str, Text]:
    """Return a language's texts by their key, such as ``charts.nothing``."""
    path = next(path for folder, name in product(folders, [f"{language}.yaml"]) if (path := folder / name).exists())
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(_flat("", yaml.load(path.read_text(encoding="utf-8"), loader)))  # noqa: S506  # a safe one, in C


def _flat(above: str, part: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    for name, value in part.items():
        key = f"{above}{name}"
        if isinstance(value, str) or "other" in value:
            yield key, value
        else:
            yield from _flat(f"{key}.", value)


@cache
def _locale(language: str) -> Locale:
    """Return what CLDR knows of a language; of one that it does not know, what it knows of English."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")
