"""Read the articles that Europresse (Eureka) exports as a web page: in its present shape, and in that before 2014."""

import re
from typing import Any

from annotate._articles.press.fields import Row, exported, is_rights
from annotate._dates import find_date

_ID = re.compile(r"\b(?:news|web|soc|biz|rep|tv|bio)·[\w·.-]+")
_PAGE = re.compile(r"\bp(?:p|ages?)?\.?\s*([\w-]+(?:[,;]\s*[\w-]*\d[\w-]*)*)\s*$")
_LENGTH = re.compile(r"(?<!\d)(\d{1,3}(?:[\s\xa0.,]\d{3})*|\d+)\s*(?:mots|words)\b", re.IGNORECASE)
_ISSUE = re.compile(r"(?:,\s*(?:no|n°|nº|vol|issue)\.?\s*[\w /-]+)+$", re.IGNORECASE)
_MOST_WORDS = 12
"""Of a line of authors: a standfirst has more."""

_SECTION = re.compile(r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[a-z]+day)\b", re.IGNORECASE)


def page_articles(tree: Any) -> list[Row]:
    """Return the articles of a page."""
    blocks = [block for block in tree.iter("article") if _classed(block, "DocPublicationName")]
    if blocks:
        return [_article(block) for block in blocks]
    names = _classed(tree, "DocPublicationName")
    return [_old_article(next(name.iterancestors("td", "body"))) for name in names]


def _classed(block: Any, name: str) -> list[Any]:
    """Return the elements of a class, whatever its case: the shapes write ``titreArticleVisu`` in both."""
    wanted = name.lower()
    return [one for one in block.iter() if wanted in str(one.get("class") or "").lower().split()]


def _words(block: Any) -> str:
    return " ".join("".join(block.itertext()).split())


def _first(block: Any, *names: str) -> str:
    found = (words for name in names for one in _classed(block, name) if (words := _words(one)))
    return next(found, "")


def _about(block: Any) -> dict[str, str]:
    header = " ".join(_words(one) for one in _classed(block, "DocHeader"))
    page = _PAGE.search(header)
    length = _LENGTH.search(header)
    identity = _ID.search("".join(block.itertext()))
    return {
        "source": _ISSUE.sub("", _first(block, "DocPublicationName")),
        "title": _first(block, "titreArticleVisu", "rdp__articletitle"),
        "published": header,
        "section": _section(header),
        "page": page[1] if page and find_date(header) else "",
        "length": length[0] if length else "",
        "database_id": identity[0] if identity else "",
    }


def _section(header: str) -> str:
    """Return what stands before the date.

    Examples
    --------
    >>> _section("Communication, mardi 14 mars 2006, p. 16"), _section("mercredi 3 octobre 2012")
    ('Communication', '')
    """
    parts = [part.strip() for part in header.split(",")]
    undated = next((nth for nth, part in enumerate(parts) if find_date(part) or _SECTION.match(part)), 0)
    return ", ".join(part for part in parts[:undated] if part)


# As it is now -----------------------------------------------------------------------------------------------


def _article(block: Any) -> Row:
    about = _about(block)
    body = [*block.iter("section")] or _classed(block, "DocText")
    text = [words for part in body[:1] for one in part.iter("p") if (words := _words(one)) and not is_rights(words)]
    text = text or [words for part in body[:1] for words in _lines(part)]
    text = [words for words in text if not _ID.fullmatch(words)]
    return exported(text, {**about, "author": _author(block)})


def _author(block: Any) -> str:
    marked = _first(block, "docAuthors") or _first(block, "sm-margin-bottomNews")
    if marked and len(marked.split()) <= _MOST_WORDS:
        return marked
    titles = _classed(block, "titreArticle")
    below = next((one for one in titles[-1].itersiblings("div") if _words(one)), None) if titles else None
    words = _words(below) if below is not None else ""
    return words if len(words.split()) <= _MOST_WORDS else ""


def _lines(part: Any) -> list[str]:
    """Return the lines of a block without paragraphs, parted where it breaks them."""
    for line_end in part.iter("br"):
        line_end.tail = "\n" + (line_end.tail or "")
    return [words for line in "".join(part.itertext()).split("\n") if (words := " ".join(line.split()))]


# As it was --------------------------------------------------------------------------------------------------


def _old_article(block: Any) -> Row:
    about = _about(block)
    lines = _old_lines(block)
    begin = next((nth + 1 for nth, line in enumerate(lines) if line == about["title"]), 0)
    end = next((nth for nth, line in enumerate(lines) if nth >= begin and _ID.search(line)), len(lines))
    text = lines[begin:end]
    while text and is_rights(text[-1]):
        text.pop()
    about["author"] = text.pop(0) if len(text) > 1 and _is_name(text[0]) else ""
    return exported(text, about)


def _old_lines(block: Any) -> list[str]:
    from lxml import etree

    from annotate._articles.paragraphs import markup_paragraphs

    return [line for part in markup_paragraphs(etree.tostring(block, encoding="unicode")) for line in part.split("\n")]


def _is_name(line: str) -> bool:
    words = line.split()
    return len(words) <= 8 and line[-1] not in ".!?…:" and all(word[0].isupper() for word in words if len(word) > 3)
