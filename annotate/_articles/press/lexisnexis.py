"""Read the articles that LexisNexis and Nexis list, “n of m DOCUMENTS” above each."""

import re
from functools import lru_cache
from itertools import pairwise

from annotate._articles.broken_off import cut_short
from annotate._articles.press.fields import (
    Row,
    by_fields,
    exported,
    is_rights,
    known_field,
    parted,
    told,
)
from annotate._dates import find_date

_NTH = re.compile(
    r"(?:(?:document|dokument|documento)\s+)?(\d+)\s+(?:of|von|sur|de|di|van)\s+(\d+)(?:\s+(?:documents?|dokumente?n?|documentos|documenti|documenten))?",
    re.IGNORECASE,
)
_NTH_BEGINS = frozenset("0123456789dD")
_NAMED = re.compile("do[ck]um", re.IGNORECASE)
_FIELD = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ' /-]{2,30}\s?:(?:\s|$)")
_ERROR = re.compile("there is an error in this document|not possible to display", re.IGNORECASE)
_REQUEST = re.compile(
    r"(?:download request|ausgabeauftrag|demande de t[ée]l[ée]chargement)[^\n]*?:[^\n]*?\b(\d+)\s*-\s*(\d+)\s*(?:\n|$)",
    re.I,
)
_LISTED = re.compile(r"""<meta\b[^>]*\bdocuments\s*=\s*["']?(\d+)""", re.IGNORECASE)
_REMARK = re.compile("NOTES?\\s?:")
_LONGEST_NTH = 60
_DATED = 5
_LONGEST_TITLE = 300
HEAD = 8
"""Paragraphs of an article's head before its fields: more than any was seen to have."""


def nth_of(paragraph: str) -> tuple[int, int] | None:
    """Return n and m of a line that says “n of m DOCUMENTS”, in any of the screens' languages.

    Examples
    --------
    >>> nth_of("1 of 262 DOCUMENTS"), nth_of("Dokument 3 von 9"), nth_of("The 1 of 262")
    ((1, 262), (3, 9), None)
    """
    found = _NTH.fullmatch(paragraph) if len(paragraph) < _LONGEST_NTH and _NAMED.search(paragraph) else None
    return (int(found[1]), int(found[2])) if found else None


def listed_articles(paragraphs: list[str], name: str, page: str = "") -> list[Row]:
    """Return the articles of a list in which a number stands above each.

    Parameters
    ----------
    paragraphs : list of str
    name : str
        The file, as a problem names it.
    page : str
        The page's mark-up, where it is one: it says how many articles it holds.
    """
    paragraphs = by_fields(_by_numbers(paragraphs))
    starts = [nth for nth, paragraph in enumerate(paragraphs) if paragraph[:1] in _NTH_BEGINS and nth_of(paragraph)]
    if not starts:
        return []
    blocks = [paragraphs[start + 1 : end] for start, end in pairwise([*starts, len(paragraphs)])]
    rows = [_listed(block) for block in blocks]
    if not rows[-1].get("problem") and not _is_whole(blocks, rows[-1]):
        rows[-1] = cut_short(rows[-1].get("title", ""), name)
    numbers = [nth_of(paragraphs[start]) or (0, 0) for start in starts]
    return [*rows, *told(len(rows), _announced(paragraphs[: starts[0]], numbers, page), name)]


def _by_numbers(paragraphs: list[str]) -> list[str]:
    """Part paragraphs around a line that says “n of m DOCUMENTS”: a PDF may leave no space there."""
    return parted(paragraphs, _NAMED, _by_number)


def _by_number(paragraph: str) -> list[str]:
    lines = paragraph.split("\n")
    places = [nth for nth, line in enumerate(lines) if nth_of(line.strip())]
    if not places:
        return [paragraph]
    cuts = [0, *(place for nth in places for place in (nth, nth + 1)), len(lines)]
    return ["\n".join(part).strip() for start, end in pairwise(cuts) if (part := lines[start:end])]


def _announced(cover: list[str], numbers: list[tuple[int, int]], page: str) -> int:
    """Return how many articles the file says that it holds: it may be a part of a longer list."""
    said = _LISTED.search(page[:20_000])
    if said:
        return int(said[1])
    request = _REQUEST.search("\n".join(cover))
    if request:
        return int(request[2]) - int(request[1]) + 1
    return numbers[-1][1] - numbers[0][0] + 1


def _listed(block: list[str]) -> Row:
    if any(_ERROR.search(paragraph) for paragraph in block[:3]):
        return {"problem": "The database put an error in place of this article: export it again."}
    about, rest = _listed_head(block)
    fields, body = _fields_above(rest)
    text, below = _without_fields_below(body)
    about |= {**below, **fields}
    if not about["title"] and text and len(text[0]) < _LONGEST_HEADING and text[0][-1:] not in ".!?…":
        about["title"] = text.pop(0)
    return exported([*about.pop("lead", "").split("\n"), *text], about)


def _is_whole(blocks: list[list[str]], last: Row) -> bool:
    """Whether fields or rights close the last article, as they do the others; else whether it has nearly its length."""
    if _is_closed(blocks[-1]):
        return True
    words = len(last.get("text", "").split()) - len(last.get("title", "").split())
    said = int(last.get("length") or 0)
    if any(_is_closed(block) for block in blocks[:-1]) or not words:
        return False
    return words >= _LENGTH_FOUND * said or said < _FEW_WORDS


def _is_closed(block: list[str]) -> bool:
    """Whether an article's last line is one that stands below a text, or something else below such a line.

    The request is printed below the last article of a list that was sent by mail (``---- End of Request ----``).
    """
    found = _field(block[-1]) if block else None
    if found or (block and is_rights(block[-1])):
        return found is None or found[0] in ("below", "other", "language")
    return any((_field(one) or ("",))[0] == "below" for one in block)


_FEW_WORDS = 30
_LENGTH_FOUND = 0.9
"""Of the words that the database counts: 0.9 and more were found in each of 161 real articles."""

_LONGEST_HEADING = 120
"""Characters of the first line of a text that has no other headline."""


def _listed_head(block: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part the lines above the first field into source, date and headline; the date stands second or third."""
    head = [paragraph if _field(paragraph) else _without_rights(paragraph) for paragraph in block[:HEAD]]
    block = [paragraph for paragraph in head if paragraph] + block[HEAD:]
    dated = next((nth for nth, paragraph in enumerate(block[:_DATED]) if nth and _is_dated(paragraph)), 0)
    about = {"source": block[0] if block else "", "published": "", "edition": ""}
    if dated:
        about |= {"published": block[dated], "edition": edition_of(block[dated])}
    fields = next((nth for nth, paragraph in enumerate(block[:HEAD]) if _is_head_field(paragraph)), None)
    titles = [*block[1:dated], *block[dated + 1 : fields or HEAD]]
    titles = titles if fields is not None else titles[:1]
    edition = next((line for line in titles if is_edition(line)), "")
    titles = [line for line in titles if line != edition]
    about["edition"] = about["edition"] or edition
    title = [paragraph for paragraph in titles if len(paragraph) <= _LONGEST_TITLE]
    begin = fields if fields is not None else max(dated, 0) + 1 + (dated < 2 and len(title))
    return {**about, "title": " ".join(title)}, [*[one for one in titles if one not in title], *block[begin:]]


def is_edition(line: str) -> bool:
    return len(line) < _LONGEST_EDITION and _EDITION.search(line) is not None


_EDITION = re.compile(r"\b(?:edition|ausgabe|édition|edición|edizione|editie)(?:\s*-?\s*\w+)?$", re.IGNORECASE)
_LONGEST_EDITION = 60


def _is_dated(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_TITLE and not _is_field(paragraph) and find_date(paragraph) != ""


def _is_head_field(paragraph: str) -> bool:
    found = _field(paragraph)
    return found is not None and found[0] != "below"


def _without_rights(paragraph: str) -> str:
    """Return the lines of a paragraph but for whose the rights are, and who passed it on."""
    if "\n" not in paragraph:
        return "" if is_rights(paragraph) or _PASSED_ON.match(paragraph) else paragraph
    lines = [line for line in paragraph.split("\n") if not is_rights(line) and not _PASSED_ON.match(line)]
    return "\n".join(lines)


_PASSED_ON = re.compile(r"(?:provided|distributed) by |fourni par |bereitgestellt von ", re.IGNORECASE)


def edition_of(dated: str) -> str:
    r"""Return what follows a date, such as an edition, without the weekday and the time.

    Examples
    --------
    >>> edition_of("May 12, 2026 Tuesday\nFinal Edition"), edition_of("May 12, 2026 Tuesday 9:20 AM GMT")
    ('Final Edition', '')
    """
    after = re.split(r"\d{4}", dated, maxsplit=1)[-1].strip(" ,\n\xa0")
    words = re.split(r"[,;\s]+", after, maxsplit=1)
    is_weekday = words[0][:1].isalpha() and words[0].lower()[-3:] in (
        "day",
        "tag",
        "edi",
        "che",
        "och",
        "nes",
        "tes",
        "ves",
        "ado",
        "ngo",
        "ira",
    )
    after = (words[1] if len(words) > 1 else "") if is_weekday else after
    after = re.sub(r"^\d{1,2}[:.]\d{2}(?:\s?[AP]M)?(?:\s[A-Z]{2,4})?\b", "", after)
    return after.replace("\n", " ").strip(" ,;")


def _is_field(paragraph: str) -> bool:
    # Most paragraphs have no colon there: to look for it costs a fifth of the pattern.
    return paragraph.find(":", 0, _LONGEST_LABEL) > 0 and _FIELD.match(paragraph) is not None


def _field(paragraph: str) -> tuple[str, str] | None:
    """Return the column and value of a paragraph that begins with a known label in capitals, as these lists have it."""
    return _known(paragraph) if paragraph.find(":", 0, _LONGEST_LABEL) > 0 else None


@lru_cache(64)
def _known(paragraph: str) -> tuple[str, str] | None:
    """Find a field of an article's head, which is asked for several times while that is read."""
    return known_field(paragraph) if _FIELD.match(paragraph) else None


_LONGEST_LABEL = 34
"""Characters, with the colon: the most that `_FIELD` takes."""


def _fields_above(paragraphs: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part the fields above an article's text from it; ``BODY:`` above the text ends them.

    A label that is not known is a field only between known ones: ``PARIS: The mayor …`` begins a text.
    """
    body = next((nth for nth, paragraph in enumerate(paragraphs[:_LONG_HEAD]) if _is_body(paragraph)), None)
    if body is not None and paragraphs and _is_field(paragraphs[0]):
        first = (_field(paragraphs[body]) or ("", ""))[1]
        return _runs_on(paragraphs[:body]), [*([first] if first else []), *paragraphs[body + 1 :]]
    run = next((nth for nth, paragraph in enumerate(paragraphs) if not _is_field(paragraph)), len(paragraphs))
    known = [nth for nth in range(run) if _field(paragraphs[nth])]
    fields: dict[str, str] = {}
    for nth in range(known[-1] + 1 if known else 0):
        column, value = _field(paragraphs[nth]) or ("other", "")
        fields.setdefault(column, value)
    return fields, paragraphs[known[-1] + 1 if known else 0 :]


_LONG_HEAD = 16


def _is_body(paragraph: str) -> bool:
    return (_field(paragraph) or ("",))[0] == "body"


_WORDS = re.compile(r"\d[\d.,]*\s+(?:words|mots|wörter|palabras|parole|palavras|woorden)", re.IGNORECASE)


def _runs_on(head: list[str]) -> dict[str, str]:
    """Return the fields of a head that ends for sure; a paragraph without a label belongs to the field above it."""
    fields: dict[str, str] = {}
    column = ""
    for paragraph in head:
        found = _field(paragraph)
        if found and found[0] not in fields:
            column, fields[found[0]] = found
        elif _WORDS.fullmatch(paragraph):
            fields["length"] = paragraph
        elif not found and not _is_field(paragraph) and column:
            fields[column] = f"{fields[column].rstrip('; ')}; {paragraph}"
    return fields


def _without_fields_below(paragraphs: list[str]) -> tuple[list[str], dict[str, str]]:
    """Part an article's text from the fields and the rights below it."""
    labelled = [nth for nth, paragraph in enumerate(paragraphs) if paragraph.find(":", 0, _LONGEST_LABEL) > 0]
    end = next((nth for nth in labelled if _is_listed_below(paragraphs[nth])), len(paragraphs))
    while end and (_is_listed_other(paragraphs[end - 1]) or is_rights(paragraphs[end - 1])):
        end -= 1
    return paragraphs[:end], other_fields(paragraphs[end:])


def _is_listed_other(paragraph: str) -> bool:
    return _field(paragraph) is not None and not _REMARK.match(paragraph)


def _is_listed_below(paragraph: str) -> bool:
    found = _field(paragraph)
    return found is not None and found[0] in ("below", "language")


def other_fields(paragraphs: list[str]) -> dict[str, str]:
    """Return what the fields below a text say of the article itself."""
    found = dict(field for paragraph in paragraphs if (field := known_field(paragraph)))
    return {column: value for column, value in found.items() if column in ("language", "section", "page")}
