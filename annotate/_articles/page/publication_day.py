"""When a page's article was published: from strict sources only, never from prose, a footer or a bare year."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from email.utils import parsedate
from typing import Any

from annotate._articles.page.lines import PageLine, near_the_top
from annotate._boilerplate import boilerplate, iso_date
from annotate._dates import find_date
from annotate._json import JsonObject

_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "date_published", "published_time", "publication_date", "publication-date", "publishdate", "publish_date",
    "publish-date", "published-date", "pubdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dcterms.date", "dc.date", "date.issued", "article.published", "article_date_original",
    "originalpublicationdate", "last_published_date", "date", "datecreated", "rnews:datepublished", "displaydate",
    "vr:published_time", "dc.created", "bt:pubdate", "iso-8601-publish-date",
)  # fmt: skip
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:\D|\d{6}|$)")
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)|/((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"
)
_CHANGED = re.compile(
    r"modif|updat|mis(?:e)? à jour|m[aà]j\b|actuali|aktualisier|stand:|aggiornat|bijgewerkt|atualizad|zuletzt|"
    r"gewijzigd",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"publi|veröffentlich|erschienen|posted|gepubliceerd|geplaatst|posté|créé|created|opublikowan", re.IGNORECASE
)
_BYLINE = re.compile(r"(?:by|par|von|por|di|door|de|autore?u?r?|author)\b", re.IGNORECASE)
_NAMED = re.compile(r"date|byline|publi|posted|time|meta|dateline|author", re.IGNORECASE)
_ELSEWHERE = frozenset(("aside", "footer", "nav", "form", "li"))
_LONGEST = 130


def published(tree: Any, told: Sequence[JsonObject], address: str, lines: Sequence[PageLine], page: set[str]) -> str:
    """Return the day on which a page's article was published, as ISO 8601; nothing where no strict source tells.

    Parameters
    ----------
    tree : element
        The whole page.
    told : sequence of dict
        What its JSON-LD says of articles.
    address : str
        Where it was.
    lines : sequence of PageLine
        All of the page.
    page : set of str
        The article's own lines.
    """
    ways = (_by_meta(tree), _by_linked_data(told), _by_time(tree), _by_address(address), _by_lines(lines, page))
    return next((day for way in ways for day in way if day), "")


def _day(given: object) -> str:
    """Return the ISO date with which a value begins, or that it is in another well-known form."""
    text = str(given or "").strip()
    found = _ISO.match(text) or _COMPACT.match(text)
    if found:
        return _checked(*map(int, found.groups()))
    if (parts := parsedate(text)) is not None:
        return _checked(*parts[:3])
    return find_date(text) if len(text) < _LONGEST else ""


def _checked(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if 1900 <= year < 2100 else ""
    except ValueError:
        return ""


def _by_meta(tree: Any) -> Iterator[str]:
    given: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := (meta.get(key) or "").lower():
                given.setdefault(name, meta.get("content") or "")
    return (_day(given[name]) for name in _META if name in given)


def _by_linked_data(told: Sequence[JsonObject]) -> Iterator[str]:
    return (_day(one.get("datePublished") or one.get("dateCreated")) for one in told)


def _by_time(tree: Any) -> Iterator[str]:
    """Return the days of the page's marked times: those marked as of publication first."""
    sure, other = [], []
    for element in [*tree.iter("time"), *tree.xpath("//*[@itemprop='datePublished']"), *tree.xpath("//abbr[@title]")]:
        about = " ".join((element.get(name) or "") for name in ("itemprop", "class", "id", "pubdate"))
        parent = element.getparent()
        around = parent.text_content() if parent is not None and len(parent) < 4 else ""
        before = around[:_LONGEST].partition(element.text_content() or "\n")[0]
        if _CHANGED.search(about) or _CHANGED.search(before):
            continue
        day = _day(element.get("datetime") or element.get("content") or element.get("title") or element.text_content())
        is_sure = "datepublished" in about.lower() or element.get("pubdate") is not None or _DATED.search(about)
        if day and is_sure:
            sure.append(day)
        elif day and not any(one.tag in _ELSEWHERE for one in element.iterancestors()):
            other.append(day)
    yield from sure
    # Times of posts or of other articles' teasers: only the first may be this article's.
    yield from other[:1]


def _by_address(address: str) -> Iterator[str]:
    for found in _IN_ADDRESS.finditer(address):
        yield _checked(*(int(part) for part in found.groups() if part))


def _by_lines(lines: Sequence[PageLine], page: set[str]) -> Iterator[str]:
    """Return the days of lines around the headline that are nothing but a date, or the byline's."""
    for line in near_the_top(lines, page):
        words = line.words
        words = _CHANGED.split(words)[0] if _DATED.search(words[:20]) or not _CHANGED.match(words) else ""
        is_named = _NAMED.search(f"{line.block.get('class', '')} {line.block.get('id', '')}") is not None
        if day := iso_date(words.strip(" |•·-–")):
            yield day
        elif (is_named or _BYLINE.match(words) or _DATED.match(words) or boilerplate(words) == "byline") and words:
            yield find_date(words)
