"""Read the articles that Nexis Uni exports, “End of Document” below each."""

import re
from collections.abc import Iterator

from annotate._articles.broken_off import cut_short
from annotate._articles.press.fields import Row, by_fields, column_of, exported, is_rights, known_field, told
from annotate._articles.press.lexisnexis import HEAD, edition_of, is_edition, other_fields
from annotate._dates import find_date

_DOCUMENTS = re.compile(r"\w+\s?[(（](\d+)[)）]")


def is_end(paragraph: str) -> bool:
    """Whether a paragraph is the mark below an article."""
    return len(paragraph) < 40 and column_of(paragraph.rsplit("\n", 1)[-1].strip(" .")) == "end"


def ended_articles(paragraphs: list[str], name: str) -> list[Row]:
    """Return the articles of a file in which a mark stands below each."""
    *blocks, below = _ended_blocks(by_fields(paragraphs))
    rows = [_ended(block) for block in blocks]
    if any(_is_heading(paragraph, "body") for paragraph in below):
        rows.append(cut_short(_ended(below).get("title", ""), name))
    cover = (found for paragraph in paragraphs[:12] if (found := _DOCUMENTS.fullmatch(paragraph)))
    said = next((int(found[1]) for found in cover), 0)
    return [*rows, *told(len(rows), said, name)]


def _ended_blocks(paragraphs: list[str]) -> Iterator[list[str]]:
    """Yield the paragraphs above each mark, and what stands below the last."""
    block: list[str] = []
    for paragraph in paragraphs:
        if is_end(paragraph):
            yield block
            block = []
        else:
            block.append(paragraph)
    yield block


def _ended(block: list[str]) -> Row:
    body = next((nth for nth, paragraph in enumerate(block) if _is_heading(paragraph, "body")), None)
    last = body if body is not None else _last_head_field(block)
    above = next((nth for nth in range(last - 1, -1, -1) if _begins_with_date(block[nth])), None)
    fields = dict(found for paragraph in block[above or 0 : last] if (found := known_field(paragraph)))
    about = _ended_head(block, above if above is not None else _first_field(block, last))
    if above is not None:
        about |= {"published": block[above], "edition": about["edition"] or edition_of(block[above])}
    text, below = _ended_text(block[last + (body is not None) :])
    return exported([*fields.pop("lead", "").split("\n"), *text], {**below, **fields, **about})


def _first_field(block: list[str], last: int) -> int:
    found = (nth for nth, paragraph in enumerate(block[:last]) if is_rights(paragraph) or known_field(paragraph))
    return next(found, min(last, HEAD))


def _ended_head(block: list[str], end: int) -> dict[str, str]:
    """Part the lines above the date: the headline, the newspaper, and at times what part or edition of it."""
    lines = [paragraph for paragraph in block[:end] if not _REMARKED.fullmatch(paragraph)]
    names = [line for line in lines if not _BRACKETED.fullmatch(line)]
    source, dash, edition = (names[-1] if names else "").rpartition(" - ")
    if not (dash and is_edition(edition)):
        source, edition = (names[-1] if names else ""), ""
    inner = next((found[1] for line in lines if (found := _BRACKETED.fullmatch(line))), "")
    return {"title": names[-2] if len(names) > 1 else "", "source": source, "edition": edition or inner}


_REMARKED = re.compile(r"correction appended|correction \w+|\W*", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]{2,60})\)")


def _last_head_field(block: list[str]) -> int:
    fields = [
        nth for nth, paragraph in enumerate(block[:40]) if (found := known_field(paragraph)) and found[0] != "other"
    ]
    return fields[-1] + 1 if fields else min(3, len(block))


def _begins_with_date(paragraph: str) -> bool:
    begin = paragraph[:40]
    return (
        len(paragraph) < 150 and find_date(begin) != "" and known_field(paragraph) is None and not is_rights(paragraph)
    )


def _is_heading(paragraph: str, column: str) -> bool:
    return len(paragraph) < 30 and column_of(paragraph.strip(" :")) == column


def _ended_text(paragraphs: list[str]) -> tuple[list[str], dict[str, str]]:
    """Part an article's text from the headings and fields below it (Classification, Graphic, Load-Date)."""
    end = next((nth for nth, paragraph in enumerate(paragraphs) if _is_below(paragraph)), len(paragraphs))
    while end and is_rights(paragraphs[end - 1]):
        end -= 1
    return paragraphs[:end], other_fields(paragraphs[end:])


def _is_below(paragraph: str) -> bool:
    found = known_field(paragraph)
    is_field = found is not None and found[0] in ("below", "language") and paragraph[0].isupper()
    return is_field or _is_heading(paragraph, "below")
