"""Read the articles that Factiva exports: by its field codes, which no screen's language changes, or by their order."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from annotate._articles.broken_off import cut_short
from annotate._articles.press.fields import Row, column_of, exported, is_rights, language_code, told
from annotate._dates import find_date

_CODES = {
    "HD": "title", "BY": "author", "PD": "published", "SN": "source", "LA": "language", "SE": "section", "PG": "page",
    "ED": "edition", "WC": "length", "AN": "database_id", "LP": "lead", "TD": "body",
}  # fmt: skip
_CODE = re.compile(r"(?:[A-Z]{2,3}|[A-Z]{2}\d)")
_ID = re.compile(r"\b[A-Z][A-Z0-9]{3,9}(?:19|20)\d{6}[a-z0-9]{8,10}\b")
"""The code of the source, the day, and a number: the same on every screen."""

_CLOCK = re.compile(r"\d{1,2}:\d{2}\b.{0,20}", re.DOTALL)
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,12}")
_COUNT = re.compile(r"(?=.*\d)(?:\d[\d.,\xa0 ]*\s?[^\W\d]{1,12}|[^\W\d]{1,8}\s?[:：]?\s?\d[\d.,]*)")
_SHORT = 60
_PLACE = 40
_FEW_CODES = 4


def database_id(paragraph: str) -> str:
    """Return Factiva's own number of an article, where a paragraph says no more than that.

    Examples
    --------
    >>> database_id("Dokument TIDNGS0020260512em5c0001r"), database_id("The Document was lost.")
    ('TIDNGS0020260512em5c0001r', '')
    """
    found = _ID.search(paragraph) if len(paragraph) < _SHORT else None
    return found[0] if found else ""


# A web page --------------------------------------------------------------------------------------------------


def page_articles(tree: Any, name: str) -> list[Row]:
    """Return the articles of a page: each a table of codes, or lines in a fixed order.

    The number ends each: where all have one but the last, the page breaks off in it.
    """
    given = tree.xpath("//div[starts-with(concat(@class, ' '), 'article ') and contains(@class, 'Article')]")
    known = set(given)
    around = {block for block in given if sum(one in known for one in block.iter("div")) > 2}
    blocks = [
        block for block in given if block not in around and not (known - around) & set(block.iterancestors("div"))
    ]
    rows = _each_once(_coded(block) if block.xpath(".//tr") and _cells(block) else _in_order(block) for block in blocks)
    numbered = ["database_id" in row for row in rows]
    is_whole = numbered[-1:] == [True] or not any(numbered)
    return rows if is_whole else [*rows[:-1], cut_short(rows[-1].get("title", ""), name)]


def _each_once(rows: Iterator[Row]) -> list[Row]:
    """Leave out what a page holds twice: some list each article once more for printing."""
    kept: dict[str, Row] = {}
    for nth, row in enumerate(rows):
        kept.setdefault(f"{row.get('database_id') or nth}\n{row.get('text')}", row)
    return list(kept.values())


def _cells(block: Any) -> list[tuple[str, Any]]:
    """Return each row's column and the cell with its value, by its code, or by its label."""
    rows = [(row.xpath("./td|./th")) for row in block.iter("tr")]
    pairs = [("".join(cells[0].itertext()).strip(" \xa0\n:"), cells[1]) for cells in rows if len(cells) >= 2]
    return [(_CODES.get(code) or ("other" if _CODE.fullmatch(code) else column_of(code)), cell) for code, cell in pairs]


def _coded(block: Any) -> Row:
    cells = [(column, cell) for column, cell in _cells(block) if column]
    text = [line for column, cell in cells if column in ("lead", "body") for line in _paragraphs(cell)]
    about = {column: _words(cell) for column, cell in reversed(cells)}
    return _row(text, about)


def _row(text: list[str], about: dict[str, str]) -> Row:
    identity = _ID.search(about.get("database_id", ""))
    return exported(
        text, {**about, "database_id": identity[0] if identity else about.get("database_id", "").split(" ")[-1]}
    )


def _paragraphs(cell: Any) -> list[str]:
    inner = [_words(block) for block in cell.iter("p", "pre")]
    return [words for words in inner if words] or [_words(cell)]


def _words(block: Any) -> str:
    return " ".join("".join(block.itertext()).split())


def _in_order(block: Any) -> Row:
    """Read an article shown without codes: its headline is marked, and what follows stands in one order."""
    marked = block.xpath(".//*[contains(@class, 'Headline')]")
    title = _words(marked[0]) if marked else ""
    text = [
        _words(one)
        for one in block.xpath(".//p[contains(@class, 'articleParagraph') or contains(@class, 'rticleparagraph')]")
    ]
    inner = [one for one in block.iter("div", "p") if not one.xpath("./div|./p") and _words(one)]
    headline = next((nth for nth, one in enumerate(inner) if _words(one) == title), 0)
    section = [words for one in inner[:headline] if not is_rights(words := _words(one))]
    lines = [words for one in inner[headline:] if (words := _words(one)) != title and words not in set(text)]
    row = _from_lines(lines, title, text)
    return {**row, **({"section": section[0]} if title and section and "section" not in row else {})}


# Paragraphs of a document ------------------------------------------------------------------------------------


def document_articles(paragraphs: list[str], name: str) -> list[Row]:
    """Return the articles of a document, in which Factiva's number stands below each; what has begun and has none."""
    rows: list[Row] = []
    block: list[str] = []
    for paragraph in (part for whole in paragraphs for part in _by_codes(whole)):
        block.append(paragraph)
        if database_id(paragraph) and not _is_reference(paragraph):
            rows.append(_of_block(block))
            block = []
    return [*rows, cut_short(_of_block(block).get("title", ""), name)] if _is_begun(block) else rows


def _is_begun(block: list[str]) -> bool:
    """Whether paragraphs below the last number begin an article, and do not only say what was searched for."""
    if sum(_code_of(paragraph) is not None for paragraph in block) >= _FEW_CODES:
        return True
    lines = [line for paragraph in block[:_PLACE] for line in paragraph.split("\n")]
    return any(_COUNT.fullmatch(line) and find_date(below) for line, below in pairwise(lines))


def _by_codes(paragraph: str) -> list[str]:
    """Part a paragraph at each line that begins with a code, where it has several: some exports leave no blank line."""
    lines = paragraph.split("\n")
    if sum(_code_of(line) is not None for line in lines) < 2:
        return [paragraph]
    parts: list[list[str]] = [[]]
    for line in lines:
        if parts[-1] and _code_of(line):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def _is_reference(paragraph: str) -> bool:
    return paragraph.startswith("(") or "http" in paragraph


def _of_block(block: list[str]) -> Row:
    coded = [found for paragraph in block if (found := _code_of(paragraph))]
    if len(coded) >= _FEW_CODES:
        return _from_codes(block)
    return _from_lines(block, "", [])


def _code_of(paragraph: str) -> tuple[str, str] | None:
    found = re.match(r"\|?([A-Z]{2,3}|[A-Z]{2}\d)[\xa0 ]*(?:\||\t|\n|$|[\xa0 ]{2,})(.*)", paragraph, re.DOTALL)
    return (found[1], found[2].strip(" |\n\xa0\t")) if found else None


def _from_codes(block: list[str]) -> Row:
    """Read an article whose paragraphs begin with codes, its text running on below ``LP`` and ``TD``."""
    about: dict[str, str] = {}
    text: list[str] = []
    column = ""
    for paragraph in block:
        found = _code_of(paragraph)
        column, value = (_CODES.get(found[0], "other"), found[1]) if found else (column, paragraph.strip("| "))
        if column in ("lead", "body"):
            text += [line for line in value.split("\n") if line.strip()]
        elif column and value:
            about[column] = f"{about[column]} {value}" if column in about else value
    return _row(text, about)


def _from_lines(lines: list[str], title: str, text: list[str]) -> Row:
    """Read the lines above an article: headline, author, words, date, time, source, code, page, language."""
    lines = [line for whole in lines[:_PLACE] for line in whole.split("\n")] + lines[_PLACE:]
    identity = next((found for line in reversed(lines) if (found := database_id(line))), "")
    lines = [line for line in lines if not (identity and database_id(line) == identity)]
    dated = next((nth for nth, line in enumerate(lines[:_PLACE]) if len(line) < _SHORT and find_date(line)), None)
    if dated is None:
        return exported(text or lines[1:], {"title": title or (lines[0] if lines else ""), "database_id": identity})
    counted = dated > 0 and _COUNT.fullmatch(lines[dated - 1]) is not None
    about = {"published": lines[dated], "length": lines[dated - 1] if counted else "", "database_id": identity}
    after, rest = _below_date(lines[dated + 1 :])
    return exported(text or rest, {**_above_date(lines[: dated - counted], title), **about, **after})


def _above_date(lines: list[str], title: str) -> dict[str, str]:
    lines = [line for line in lines if not is_rights(line)]
    if title:
        return {"title": title, "author": lines[-1] if lines else ""}
    if len(lines) > 2 or (len(lines) == 2 and _is_section(lines)):
        return {"section": lines[0], "title": lines[1], "author": lines[2] if len(lines) > 2 else ""}
    return dict(zip(("title", "author"), lines, strict=False))


def _is_section(lines: list[str]) -> bool:
    """Whether the first of two lines is the section above the headline, not the headline above the author."""
    return (
        len(lines[0].split()) <= 3 and len(lines[1].split()) > 4 and not re.match("(?i)(?:by|par|von|por) ", lines[1])
    )


def _below_date(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    lines = lines[1:] if lines and _CLOCK.fullmatch(lines[0]) else lines
    about = {"source": lines[0] if lines else ""}
    last = 0
    for nth, line in enumerate(lines[1:12], start=1):
        if is_rights(line):
            return about, lines[nth + 1 :]
        if language_code(line) and len(line) < _SHORT // 2:
            about["language"], last = line, nth
        elif last == 0 and re.fullmatch(r"[A-Z]{0,3}\d{1,4}(?:[,-]\s?[A-Z]?\d+)*", line):
            about |= {"page": line} if line.strip("0") else {}
        elif last == 0 and not _SOURCE_CODE.fullmatch(line) and not _CLOCK.fullmatch(line) and len(line) < _SHORT:
            about.setdefault("edition", line)
    return about, lines[last + 1 :]


# XML ---------------------------------------------------------------------------------------------------------


def xml_articles(tree: Any, name: str) -> list[Row]:
    """Return the articles of Factiva's XML, and a row that says so where it announces another number of them."""
    rows = [_of_xml(article) for article in tree.iter() if _name(article) == "article"]
    counts = [str(element.get("count", "")) for element in tree.iter() if _name(element) == "ppsarticleResultSet"]
    return [*rows, *told(len(rows), sum(int(count) for count in counts if count.isdecimal()), name)]


def _name(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _of_xml(article: Any) -> Row:
    parts = {_name(part): part for part in article}
    text = [_words(one) for name in ("leadParagraph", "tailParagraphs") if name in parts for one in _parts(parts[name])]
    places = {
        "title": "headline", "author": "byline", "published": "publicationDate", "source": "sourceName",
        "language": "baseLanguage", "section": "sectionName", "page": "pages", "edition": "edition",
        "length": "wordCount", "database_id": "accessionNo",
    }  # fmt: skip
    return exported(text, {column: _words(parts[name]) for column, name in places.items() if name in parts})


def _parts(element: Any) -> list[Any]:
    return [part for part in element.iter() if _name(part) == "paragraph"] or [element]
