"""Read the articles that ProQuest exports as text or as a web page: fields with labels, a rule below each article."""

import re
from collections import Counter
from itertools import pairwise

from annotate._articles.broken_off import cut_short
from annotate._articles.press.fields import Row, exported, is_rights, known_field, labelled, told
from annotate._articles.press.lexisnexis import nth_of
from annotate._variables import CAPTIONS

_RULE = re.compile(r"[_=*-]{20,}")
_ID = re.compile(r"docview/(\d+)|\b(\d{6,12})\b")
_ADDRESSED = re.compile(r"docview/(\d+)")
_MARK = re.compile(r"proquest", re.IGNORECASE)
_ADDRESS = "docview/"
_MARKED = re.compile(r"(CAPTION|Caption|CREDIT)\s?:\s*(\S.*)", re.DOTALL)
_REMARK = re.compile("notes?\\b", re.IGNORECASE)
_EDITION = re.compile(r"[^;,]*\b(?:edition|édition|ausgabe|edición)\b[^;]*", re.IGNORECASE)


def is_export(paragraphs: list[str]) -> bool:
    """Whether paragraphs come from ProQuest: labelled fields, among them its own number, or its address of a text."""
    if not any(_MARK.search(paragraph) for paragraph in paragraphs):
        return False
    lines = (line for paragraph in paragraphs for line in paragraph.split("\n"))
    columns = {found[0] for line in lines if (found := known_field(line))}
    if {"database_id", "source"} <= columns and columns & {"published", "body"}:
        return True
    return "body" in columns and any(_ADDRESS in paragraph for paragraph in paragraphs)


def page_paragraphs(page: str) -> list[str]:
    """Return the paragraphs of a page, with the rules between its articles."""
    from annotate._articles.paragraphs import markup_paragraphs

    rule = "_" * 30
    return [part for piece in re.split(r"(?i)<hr\b[^<>]*>", page) for part in [*markup_paragraphs(piece), rule]]


def articles(paragraphs: list[str], name: str) -> list[Row]:
    """Return the articles, each between two rules, or from one “Document n of m” to the next.

    ProQuest's number stands below each text.
    """
    lines = [line for paragraph in paragraphs for line in paragraph.split("\n") if line]
    numbered = [nth for nth, line in enumerate(lines) if nth_of(line)]
    ruled = [nth for nth, line in enumerate(lines) if _RULE.fullmatch(line)]
    places = [-1, *(numbered if len(numbered) > 1 else ruled), len(lines)]
    blocks = [
        [line for line in lines[above + 1 : below] if not _RULE.fullmatch(line)] for above, below in pairwise(places)
    ]
    closed = places[-2] < ruled[-1] if ruled else False
    rows = [
        row
        for nth, block in enumerate(blocks, start=1)
        if (row := _article_or_none(block, name, is_closed=nth < len(blocks) or closed))
    ]
    numbers = [found for nth in numbered if (found := nth_of(lines[nth]))]
    said = numbers[-1][1] - numbers[0][0] + 1 if numbers else 0
    return [*_in_one_form(rows), *told(len(rows), said, name)]


def _in_one_form(rows: list[Row]) -> list[Row]:
    """Return rows in which a newspaper has one name: ProQuest leaves stray blanks in some (``The Spe ctator``)."""
    names = Counter(row.get("source", "") for row in rows)
    usual = {"".join(name.split()): name for name, _ in reversed(names.most_common())}
    return [{**row, "source": usual["".join(row["source"].split())]} if "source" in row else row for row in rows]


def _article_or_none(block: list[str], name: str, *, is_closed: bool) -> Row | None:
    """Return an article, what to say of one that breaks off, or nothing where none begins.

    What another article or a rule follows is whole, and what has its number or address below its text.
    """
    columns = [_column(paragraph) for paragraph in block]
    if "database_id" in columns:
        return _article(block)
    if "body" not in columns:
        return None
    if is_closed or "url" in columns[columns.index("body") :]:
        return _article(block)
    return cut_short(_article(block).get("title", ""), name)


def _article(block: list[str]) -> Row:
    begin = next((nth for nth, paragraph in enumerate(block) if _column(paragraph) == "body"), len(block))
    end = _fields_below(block, begin)
    about = {"title": block[0] if not known_field(block[0]) else ""}
    for paragraph in [*block[:begin], *block[end:]]:
        column, value = known_field(paragraph) or ("other", "")
        if value and column not in ("other", "below", "lead", "body"):
            about[column] = value
    first = (known_field(block[begin]) or ("", ""))[1] if begin < len(block) else ""
    text = [line for paragraph in [first, *block[begin + 1 : end]] for line in paragraph.split("\n")]
    text, captions, credit = _without_captions([line for line in text if line and not is_rights(line)])
    row = exported(text, {"author": credit, **_named(about)})
    return {**row, **({CAPTIONS: "\n".join(captions)} if captions else {})}


def _without_captions(text: list[str]) -> tuple[list[str], list[str], str]:
    """Part a text from the captions that newspapers send along as its lines, and from the line of who wrote it."""
    marked = [(line, _MARKED.match(line)) for line in text]
    captions = [found[2] for _, found in marked if found and found[1] != "CREDIT"]
    credited = [found[2] for _, found in marked if found and found[1] == "CREDIT"]
    return [line for line, found in marked if not found], captions, "".join(credited[-1:])


def _column(paragraph: str) -> str:
    return (known_field(paragraph) or ("", ""))[0]


def _fields_below(block: list[str], begin: int) -> int:
    """Return where the fields below a text begin: from there on nearly every paragraph has a label."""
    for nth in range(begin + 1, len(block)):
        rest = block[nth:]
        is_field = _column(block[nth]) and not _REMARK.match(block[nth])
        if is_field and sum(labelled(paragraph) is not None for paragraph in rest) >= 0.8 * len(rest):
            return nth
    return len(block)


def _named(about: dict[str, str]) -> dict[str, str]:
    """Part a publication's name, edition and place, and take the number out of its address."""
    name, _, _ = about.get("source", "").partition(";")
    edition = _EDITION.search(name)
    name = name.replace(edition[0], "").strip(" ,") if edition and not name.startswith(edition[0]) else name
    identity = _ID.search(about.get("database_id", "")) or _ADDRESSED.search(about.get("url", ""))
    number = next(filter(None, identity.groups())) if identity else ""
    return {"edition": edition[0] if edition else "", **about, "source": name, "database_id": number}
