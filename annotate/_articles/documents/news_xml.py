"""Read what newsrooms exchange as XML: NITF, NewsML-G2, and Factiva's."""

from collections.abc import Iterator
from typing import Any

from annotate._articles.documents.xml_parts import attribute, local, xml_tree
from annotate._articles.page.authors import author_names
from annotate._articles.press import factiva
from annotate._dates import find_date
from annotate._errors import ArticleError

Row = dict[str, str]

_LINES = ("p", "hl2", "h1", "h2", "h3", "h4", "li", "blockquote", "pre")


def read_news_xml(data: bytes, name: str) -> list[Row]:
    """Return the articles of a newsroom's XML file.

    Raises
    ------
    ArticleError
        Where it is none of the three kinds.
    """
    tree = xml_tree(data, name)
    items = _outermost(tree, "newsItem")
    rows = [_news_item(item) for item in items] or [_nitf(one) for one in _outermost(tree, "nitf")]
    if not rows and any("factiva" in str(element.tag) for element in tree.iter()):
        rows = factiva.xml_articles(tree, name)
    if not rows:
        raise ArticleError(
            f"{name!r} is XML of a kind that is not read here (NITF, NewsML-G2 and Factiva's are): save its "
            "articles as web pages, texts or a table."
        )
    return rows


def _outermost(tree: Any, name: str) -> list[Any]:
    return [one for one in tree.iter() if local(one) == name]


def _all(element: Any, *names: str) -> Iterator[Any]:
    return (one for one in element.iter() if local(one) in names)


def _first(element: Any, *names: str) -> str:
    return next((words for name in names for one in _all(element, name) if (words := _words(one))), "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _value(element: Any, name: str, *attributes: str) -> str:
    found = (attribute(one, key) for one in _all(element, name) for key in attributes)
    return next((value for value in found if value), "")


def _day(written: str) -> str:
    """Return a day of ISO 8601, written with or without hyphens."""
    compact = f"{written[:4]}-{written[4:6]}-{written[6:8]}" if written[:8].isdecimal() else written
    return find_date(compact)


def _body(element: Any) -> list[str]:
    lines = [one for one in _all(element, *_LINES) if not any(local(inner) in _LINES for inner in list(one.iter())[1:])]
    return [words for one in lines if (words := _words(one))] or [line for line in [_words(element)] if line]


def _nitf(nitf: Any) -> Row:
    title = _first(nitf, "hl1", "title")
    standfirst = [_words(one) for one in _all(nitf, "hl2")]
    content = next(iter(_all(nitf, "body.content")), None)
    text = _body(content) if content is not None else []
    return {
        "text": "\n".join(line for line in [title, *standfirst, *text] if line),
        "title": title,
        "author": author_names("; ".join(filter(None, map(_byline, _all(nitf, "byline"))))),
        "published": _day(_value(nitf, "date.issue", "norm") or _value(nitf, "pubdata", "date.publication")),
        "source": _value(nitf, "pubdata", "name") or _first(nitf, "distributor"),
        "section": _value(nitf, "pubdata", "position.section"),
        "page": _value(nitf, "pubdata", "position.sequence"),
        "edition": _value(nitf, "pubdata", "edition.name"),
        "database_id": _value(nitf, "doc-id", "id-string"),
        "language": attribute(nitf, "lang"),
    }


def _byline(byline: Any) -> str:
    people = [_words(one) for one in _all(byline, "person")]
    return "; ".join(people) or " ".join(" ".join([byline.text or "", *(child.tail or "" for child in byline)]).split())


def _news_item(item: Any) -> Row:
    title = _first(item, "headline", "hl1", "slugline")
    content = next(iter(_all(item, "contentSet")), None)
    inner = next(iter(_all(item, "body.content", "body", "inlineData")), content)
    text = [line for line in (_body(inner) if inner is not None else []) if line != title]
    provider = next(iter(_all(item, "infoSource", "provider")), None)
    day = _value(item, "firstCreated", "value") or _first(item, "contentCreated", "firstCreated", "versionCreated")
    return {
        "text": "\n".join(line for line in [title, *text] if line),
        "title": title,
        "author": author_names(_first(item, "by") or "; ".join(map(_named, _all(item, "creator")))),
        "published": _day(day),
        "source": _named(provider) if provider is not None else "",
        "language": _value(item, "language", "tag"),
        "database_id": attribute(item, "guid"),
        "url": _value(item, "remoteContent", "href") if content is None else "",
    }


def _named(party: Any) -> str:
    return _first(party, "name") or attribute(party, "literal") or attribute(party, "qcode").split(":")[-1]
