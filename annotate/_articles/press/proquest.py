"""Read the articles that ProQuest exports as text or as a web page: fields with labels, a rule below each article."""

import re
from itertools import pairwise

from annotate._articles.press.fields import Row, exported, is_rights, known_field, labelled
from annotate._articles.press.lexisnexis import nth_of

_RULE = re.compile(r"[_=*-]{20,}")
_ID = re.compile(r"docview/(\d+)|\b(\d{6,12})\b")
_MARK = re.compile(r"proquest", re.IGNORECASE)
_REMARK = re.compile("notes?\\b", re.IGNORECASE)
_EDITION = re.compile(r"[^;,]*\b(?:edition|édition|ausgabe|edición)\b[^;]*", re.IGNORECASE)


def is_export(paragraphs: list[str]) -> bool:
    """Whether paragraphs come from ProQuest: labelled fields, among them its own number or a text's label."""
    if not any(_MARK.search(paragraph) for paragraph in paragraphs):
        return False
    lines = (line for paragraph in paragraphs for line in paragraph.split("\n"))
    columns = {found[0] for line in lines if (found := known_field(line))}
    return {"database_id", "source"} <= columns and bool(columns & {"published", "body"})


def page_paragraphs(page: str) -> list[str]:
    """Return the paragraphs of a page, with the rules between its articles."""
    from annotate._articles.paragraphs import markup_paragraphs

    rule = "_" * 30
    return [part for piece in re.split(r"(?i)<hr\b[^<>]*>", page) for part in [*markup_paragraphs(piece), rule]]


def articles(paragraphs: list[str]) -> list[Row]:
    """Return the articles, each between two rules, or from one “Document n of m” to the next."""
    lines = [line for paragraph in paragraphs for line in paragraph.split("\n") if line]
    numbered = [nth for nth, line in enumerate(lines) if nth_of(line)]
    ruled = [nth for nth, line in enumerate(lines) if _RULE.fullmatch(line)]
    places = [-1, *(numbered if len(numbered) > 1 else ruled), len(lines)]
    blocks = [
        [line for line in lines[above + 1 : below] if not _RULE.fullmatch(line)] for above, below in pairwise(places)
    ]
    return [_article(block) for block in blocks if any(_identifies(paragraph) for paragraph in block)]


def _identifies(paragraph: str) -> bool:
    found = known_field(paragraph)
    return found is not None and found[0] == "database_id"


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
    return exported([line for line in text if line and not is_rights(line)], _named(about))


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
    identity = _ID.search(about.get("database_id", ""))
    number = (identity[1] or identity[2]) if identity else ""
    return {"edition": edition[0] if edition else "", **about, "source": name, "database_id": number}
