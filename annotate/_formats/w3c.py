"""W3C Web Annotations (JSON-LD): each tag an annotation whose target is a place and a quotation.

Source: Web Annotation Data Model, W3C Recommendation, 23 February 2017: positions count code points (§ 4.2.5), a
quotation has some text before and after it (§ 4.2.4). annotate's own columns stand under ``annotate:tag``.
What Hypothesis exports is read too: the same targets, with ``tags``, ``text`` and ``user`` in place of bodies.
"""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, unquote

from annotate._errors import FormatError
from annotate._exact_text import escape, join_surrogates, unescape
from annotate._formats.json_file import from_json, read_text, to_json
from annotate._formats.tagged_article import VARIABLE, Cells, Span, TaggedArticle, escaped, unescaped
from annotate._json import JsonObject

# @json: else a processor would take our `source` and `language` for those of the annotation vocabulary.
_OWN = {"annotate": "urn:annotate:", "annotate:tag": {"@id": "urn:annotate:tag", "@type": "@json"}}
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", _OWN]
ARTICLE = "urn:annotate:article:"
_COMPACTED = "annotate:article:"
_AROUND = 32
"""UTF-16 units before and after a quotation: dom-anchor-text-quote stops at longer ones."""


def write(articles: list[TaggedArticle], file: IO[bytes]) -> None:
    """Write one page of annotations."""
    items = [_annotation(page, span) for page in articles for span in page.spans]
    page_id = uuid.uuid5(uuid.NAMESPACE_URL, "".join(str(item["id"]) for item in items)).urn
    file.write(to_json({"@context": CONTEXT, "id": page_id, "type": "AnnotationPage", "items": items}, indent=1))


def _annotation(page: TaggedArticle, span: Span) -> JsonObject:
    own = {**page.about, **span.detail}
    coder, note, tagged_at = (escape(own.get(name, "")) for name in ("coder", "note", "tagged_at"))
    if join_surrogates(str(span.text)) != span.text:  # JSON would join them
        own["text"] = str(span.text)
    bodies = [{"type": "TextualBody", "purpose": "classifying", "value": escape(span.label)}]
    bodies += [{"type": "TextualBody", "purpose": "commenting", "value": note}] if note else []
    identity = "\x00".join([page.article_id, str(span.start), str(span.end), span.label, coder, own.get("tag_id", "")])
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, escape(identity)).urn,
        "type": "Annotation",
        "motivation": "classifying",
        **({"creator": {"type": "Person", "name": coder}} if coder else {}),
        **({"created": tagged_at} if tagged_at else {}),
        "body": bodies,
        "target": {"source": _source(page), "selector": _selectors(page.text, span)},
        "annotate:tag": escaped({name: cell for name, cell in own.items() if _is_told(name, cell)}),
    }


def _is_told(name: str, cell: str) -> bool:
    return name.startswith(VARIABLE) or (name != "note" and cell != "")


def _source(page: TaggedArticle) -> str:
    url = page.about.get("url", "")
    is_web = url.startswith(("http://", "https://")) and url.isascii() and url.isprintable() and " " not in url
    return url if is_web else ARTICLE + quote(escape(page.article_id), safe="")


def _selectors(text: str | None, span: Span) -> list[JsonObject]:
    around = {}
    if text is not None:
        before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
        while _units(before) > _AROUND:
            before = before[1:]
        while _units(after) > _AROUND:
            after = after[:-1]
        around = {"prefix": before, "suffix": after}
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {"type": "TextQuoteSelector", "exact": span.text, **around},
    ]


def _units(text: str) -> int:
    return sum(1 + (character > "\uffff") for character in text)


def read(path: Path) -> Iterator[TaggedArticle]:
    """Read an annotation, a list of them, a page or a collection; each target becomes an article without its text."""
    found: dict[tuple[str, ...], TaggedArticle] = {}
    for nth, item in enumerate(_items(from_json(read_text(path), path.name)), start=1):
        if not isinstance(item, dict):
            raise FormatError(f"Annotation {nth} of {path.name!r} is no object: pass W3C annotations as JSON-LD.")
        own = unescaped(item.get("annotate:tag"))
        about = {name: own[name] for name in ("article_id",) if name in own} or {"article_id": _article_id(item)}
        page = found.setdefault(tuple(about.values()), TaggedArticle(about, None))
        page.spans.append(_span(item, own, f"annotation {nth}"))
    yield from found.values()


def _items(data: Any) -> list[Any]:
    if isinstance(data, dict):
        first = data.get("first")
        page = first if isinstance(first, dict) else data
        data = page.get("items", page.get("rows", page.get("annotations", [data])))
    return data if isinstance(data, list) else [data]


def _article_id(item: JsonObject) -> str:
    target = _first(item.get("target"))
    source = target.get("source", target.get("id")) if isinstance(target, dict) else target
    source = source.get("id") if isinstance(source, dict) else source or item.get("uri")
    name = source if isinstance(source, str) else ""
    article_id = next((name.removeprefix(by) for by in (ARTICLE, _COMPACTED) if name.startswith(by)), None)
    return name if article_id is None else unescape(unquote(article_id))


def _span(item: JsonObject, own: Cells, place: str) -> Span:
    target = _first(item.get("target"))
    position = _selector(target, "TextPositionSelector")
    quotation = _selector(target, "TextQuoteSelector")
    bodies = item.get("body")
    bodies = bodies if isinstance(bodies, list) else [bodies]
    notes = [_value(body) for body in bodies if _purpose(body) == "commenting"]
    labels = [_value(body) for body in bodies if _purpose(body) in ("classifying", "tagging")]
    labels = labels or [_value(body) for body in bodies if _purpose(body) != "commenting"]
    if isinstance(tags := item.get("tags"), list):  # of Hypothesis
        labels, notes = [_value(tag) for tag in tags], [_text(item.get("text"))]
    note = {"note": "\n".join(notes)} if any(notes) else {}
    if not own:
        own = unescaped(
            {"coder": _creator(item.get("creator", item.get("user"))), "tagged_at": item.get("created", "")}
        )
    return Span(
        position.get("start"),
        position.get("end"),
        labels[0] if len(labels) == 1 else labels,
        own.pop("text", quotation.get("exact")),
        {**own, **note},
        is_ours="annotate:tag" in item,
        place=place,
        before=_text(quotation.get("prefix")),
        after=_text(quotation.get("suffix")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _selector(target: Any, kind: str) -> JsonObject:
    """Find a selector of one kind, be it alone, among others, or refining another."""
    waiting = [target.get("selector")] if isinstance(target, dict) else []
    for _ in range(100):
        if not waiting:
            break
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if one.get("type") == kind:
                return one
            waiting.append(one.get("refinedBy"))
    return {}


def _purpose(body: Any) -> Any:
    return body.get("purpose") if isinstance(body, dict) else None


def _value(body: Any) -> str:
    value = body.get("value", body.get("source")) if isinstance(body, dict) else body
    return unescape(value) if isinstance(value, str) else ""


def _creator(creator: Any) -> str:
    creator = _first(creator)
    name = creator.get("name", creator.get("id")) if isinstance(creator, dict) else creator
    return re.sub(r"^acct:|@hypothes\.is$", "", name) if isinstance(name, str) else ""
