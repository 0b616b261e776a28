"""What a page says about its article in JSON-LD, for programs to read."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from annotate._articles.paragraphs import markup_paragraphs
from annotate._json import JsonObject

_DEEPEST = 8
_MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|li|strong|em|b|i|a)\b", re.IGNORECASE)


def articles_told(tree: Any) -> list[JsonObject]:
    """Return what a page's JSON-LD says of articles, each as a dict; nothing where it has none that can be read."""
    found: list[JsonObject] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            try:
                found += _articles(json.loads(script.text, strict=False))
            except (ValueError, RecursionError):
                continue
    return found


def text_told(told: Sequence[JsonObject]) -> list[str]:
    """Return the longest article in a page's JSON-LD, headline and paragraphs; nothing where it lacks either."""
    bodies = [(one, str(one.get("articleBody") or "")) for one in told]
    about, body = max(bodies, key=lambda one: len(one[1]), default=({}, ""))
    parts = markup_paragraphs(body) if _MARKUP.search(body) else [html.unescape(body)]
    lines = [" ".join(line.split()) for part in parts for line in part.splitlines() if line.strip()]
    headline = " ".join(html.unescape(str(about.get("headline") or "")).split())
    lines = lines[1:] if lines[:1] == [headline] else lines
    return [headline, *lines] if headline and lines else []


def names(given: Any, depth: int = 0) -> Iterator[str]:
    """Return the names in an ``author``: a text, a person, or a list of them; a body's name is none of a person."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        if "Organization" not in str(given.get("@type", "")):
            yield from names(given.get("name"), depth + 1)
    elif isinstance(given, list) and depth < _DEEPEST:
        for one in given:
            yield from names(one, depth + 1)


def _articles(given: Any, depth: int = 0) -> Iterator[JsonObject]:
    if depth > _DEEPEST:
        return
    if isinstance(given, list):
        for one in given:
            yield from _articles(one, depth + 1)
    elif isinstance(given, dict):
        kind = str(given.get("@type", ""))
        if any(name in kind for name in ("Article", "BlogPosting", "LiveBlog", "Report", "Review")):
            yield given
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(given.get(name), depth + 1)
