"""doccano's JSONL: one line per article, its labels as ``[start, end, label]``.

doccano keeps every other key of a line as metadata and exports it again; there annotate's own columns travel.
Prodigy's JSONL, which has ``spans`` and says who accepted them, is read too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from annotate._errors import FormatError
from annotate._formats.counted_positions import recount
from annotate._formats.json_file import from_json, read_text, to_json
from annotate._formats.tagged_article import ABOUT, Span, TaggedArticle, details_of, escaped, unescaped, with_details
from annotate._json import JsonObject, an_object


def write(articles: list[TaggedArticle], file: IO[bytes]) -> None:
    """Write one line per article."""
    for page in articles:
        labels = [[span.start, span.end, span.label] for span in page.spans]
        about = escaped(page.about)
        file.write(to_json({"text": page.text, "label": labels, **about, "annotate": details_of(page.spans)}) + b"\n")


def read(path: Path) -> Iterator[TaggedArticle]:
    """Read doccano's exports: labels as triples (``label``, ``labels``) or as ``entities``; Prodigy's: as ``spans``."""
    pages, has_labels = [], False
    for line, text in enumerate(read_text(path).split("\n"), start=1):
        if text.strip():
            row = from_json(text, path.name, line)
            if not isinstance(row, dict):
                raise FormatError(
                    f"Line {line} of {path.name!r} is no object: doccano writes one JSON object per line."
                )
            pages.append(_article(row, path, line))
            has_labels = has_labels or any(name in row for name in (*_LABELS, "annotate", "answer"))
    if pages and not has_labels:
        raise FormatError(
            f"No line of {path.name!r} has labels, under any name that doccano or Prodigy gives them ("
            f"{', '.join(_LABELS)}): it is of no shape that is known. Export it again, or read it as articles."
        )
    recount(pages)
    yield from pages


_LABELS = ("label", "labels", "entities", "spans")


def _article(row: JsonObject, path: Path, line: int) -> TaggedArticle:
    text = row.get("text", row.get("data"))
    if not isinstance(text, str):
        raise FormatError(f"Line {line} of {path.name!r} has no 'text': export the project as JSONL from doccano.")
    kept = {**an_object(row.get("meta")), **row}
    about = unescaped(kept, ABOUT)
    about.setdefault("article_id", f"{path.stem}-{row.get('id', row.get('_input_hash', line))}")
    spans = [_span(given, f"line {line}, label {nth}") for nth, given in enumerate(_labels(row), start=1)]
    if row.get("answer", "accept") != "accept":  # what was rejected in Prodigy is no tag
        spans = []
    coder = row.get("_annotator_id") or row.get("_session_id")
    for span in spans:
        span.detail = {"coder": coder} if isinstance(coder, str) else {}
    return TaggedArticle(about, text, with_details(spans, kept.get("annotate")))


def _labels(row: JsonObject) -> list[Any]:
    names = reversed(_LABELS) if "_input_hash" in row else _LABELS
    found: Any = next((row[name] for name in names if row.get(name)), [])
    if isinstance(found, str) and "_input_hash" in row:  # Prodigy's label of a whole text
        return [[0, len(str(row["text"])), found]]
    return found if isinstance(found, list) else [found]


def _span(given: Any, place: str) -> Span:
    if isinstance(given, dict):
        start, end = (given.get(f"{name}_offset", given.get(name)) for name in ("start", "end"))
        return Span(start, end, given.get("label"), place=place)
    if isinstance(given, list) and len(given) == 3:
        start, end, label = given
        return Span(start, end, label, place=place)
    return Span(None, None, None, place=place)
