"""Read an article from a saved web page: its text as it reads, and what the page says about it."""

import re
from typing import Any

from annotate import _boilerplate as boilerplate
from annotate._articles.page.authors import author_names
from annotate._articles.page.headings import with_headings
from annotate._articles.page.leading_on import without_leads
from annotate._articles.page.lines import PageLine, in_reading_order, near_the_top, page_lines
from annotate._articles.page.linked_data import articles_told, names, text_told
from annotate._articles.page.no_article import why_no_article
from annotate._articles.page.pictures import captions
from annotate._articles.page.publication_day import published
from annotate._articles.page.seen import make_seen
from annotate._decoding.decoder import decode
from annotate._errors import ArticleError
from annotate._exact_text import without_surrogates
from annotate._json import JsonObject
from annotate._variables import CAPTIONS

Row = dict[str, str]

_SAVED_FROM = re.compile(
    r"saved from url=\(\d+\)\s*(https?://[^\s>]+)|Page saved with SingleFile\s+url:\s*(https?://\S+)", re.IGNORECASE
)
_NOTHING = "{!r} holds no article that could be found: save its text as a .txt file."
_HEAD = 5_000
"""Characters: the notes that browsers write stand at a page's top."""

_NO_HTMLDATE = {"extensive_search": False, "original_date": True}
"""The quickest search for a date, which is not used: see `published`."""


def read_page(data: bytes, name: str) -> list[Row]:
    """Return the one article of a web page: what belongs to the page around it is left out.

    Raises
    ------
    ArticleError
        Where no article can be found in it.
    """
    from trafilatura import bare_extraction, load_html

    html = decode(data, name, is_page=True)
    tree = load_html(without_surrogates(html))
    if tree is None:
        raise ArticleError(_NOTHING.format(name))
    told = articles_told(tree)
    make_seen(tree)
    found: Any = bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=_NO_HTMLDATE)
    about: dict[str, Any] = found.as_dict() if found is not None else {}
    lines = page_lines(tree)
    data_only = _told_only(told, lines, about.get("text") or "")
    page = data_only or _shown(lines, about.get("text") or "")
    if not page:
        raise ArticleError(_NOTHING.format(name))
    if problem := why_no_article(page, lines, told):
        raise ArticleError(problem.format(name))
    outlet, address = about.get("sitename") or "", about.get("url") or _saved_from(html)
    title = data_only[0] if data_only else about.get("title") or boilerplate.title(page)
    below_pictures = captions(lines, page, title)
    page = [line for line in page if line not in below_pictures] or page
    there = set(page)
    return [
        {
            "text": "\n".join(data_only or with_headings(lines, page, title)),
            "title": title,
            "author": _author(
                told, about.get("author") or "", outlet, [line.words for line in near_the_top(lines, there)]
            ),
            "published": published(tree, told, address, lines, there),
            "url": address,
            "source": outlet,
            "language": str(tree.get("lang") or ""),
            **({CAPTIONS: "\n".join(below_pictures)} if below_pictures else {}),
        }
    ]


def _shown(lines: list[PageLine], text: str) -> list[str]:
    """Return the lines of a text that was found on a page, in the order of the page."""
    known = {line.words for line in lines}
    page = [_without_bullet(line, known) for line in map(_spaced, text.splitlines()) if _is_words(line)]
    return in_reading_order(lines, without_leads(lines, page))


def _told_only(told: list[JsonObject], lines: list[PageLine], text: str) -> list[str]:
    """Return the article that stands only in a page's JSON-LD, where nothing or hardly anything else was found."""
    body = text_told(told)
    if len(body) < 2:
        return []
    plain = _plain("".join(body[1:]))
    if _plain(text) not in (plain, _plain("".join(body))) and _MORE * len(text) > len(plain):
        return []
    return [] if any(plain[:_GLANCE] in _plain(line.words) for line in lines) else body


_GLANCE = 60
_MORE = 3
"""Times as long as what else was found, which is then no article."""


def _plain(words: str) -> str:
    return "".join(words.split())


def _spaced(line: str) -> str:
    return " ".join(line.replace("\xad", "").split())


def _is_words(line: str) -> bool:
    """Whether a line is more than what is drawn: a table's rule, stars, a bullet."""
    return any(map(str.isalnum, line)) or not boilerplate.is_rule(line)


def _without_bullet(line: str, known: set[str]) -> str:
    """Return a line without the bullet that the extraction puts before the items of a list."""
    return line[2:] if line.startswith("- ") and line not in known else line


def _saved_from(html: str) -> str:
    """Return the address that Chrome or SingleFile wrote into a page that it saved."""
    found = _SAVED_FROM.search(html, 0, _HEAD)
    return next((part for part in found.groups() if part), "") if found else ""


def _author(told: list[JsonObject], found: str, outlet: str, near: list[str]) -> str:
    by_data = author_names("; ".join(name for one in told[:1] for name in names(one.get("author"))), outlet)
    return by_data or author_names(found, outlet) or author_names(boilerplate.author(near), outlet)
