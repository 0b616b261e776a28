"""doccano's JSONL: one line per article, its labels as ``[start, end, label]``.

doccano keeps every other key of a line as metadata and exports it again; there annotate's own columns travel.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from annotate._errors import FormatError
from annotate._formats.json_file import from_json, read_text, to_json
from annotate._formats.tagged_article import ABOUT, Span, TaggedArticle, details_of, escaped, unescaped, with_details


def write(articles: list[TaggedArticle], file: IO[bytes]) -> None:
    """Write one line per article."""
    for page in articles:
        labels = [[span.start, span.end, span.label] for span in page.spans]
        about = escaped(page.about)
        file.write(to_json({"text": page.text, "label": labels, **about, "annotate": details_of(page.spans)}) + b"\n")


def read(path: Path) -> Iterator[TaggedArticle]:
    """Read doccano's exports: labels as triples (``label``, ``labels``) or as ``entities``."""
    for line, text in enumerate(read_text(path).split("\n"), start=1):
        if text.strip():
            row = from_json(text, path.name, line)
            if not isinstance(row, dict):
                raise FormatError(
                    f"Line {line} of {path.name!r} is no object: doccano writes one JSON object per line."
                )
            yield _article(row, path, line)


def _article(row: dict[str, Any], path: Path, line: int) -> TaggedArticle:
    text = row.get("text", row.get("data"))
    if not isinstance(text, str):
        raise FormatError(f"Line {line} of {path.name!r} has no 'text': export the project as JSONL from doccano.")
    kept = {**row["meta"], **row} if isinstance(row.get("meta"), dict) else row
    about = unescaped(kept, ABOUT)
    about.setdefault("article_id", f"{path.stem}-{row.get('id', line)}")
    spans = [_span(given, f"line {line}, label {nth}") for nth, given in enumerate(_labels(row), start=1)]
    return TaggedArticle(about, text, with_details(spans, kept.get("annotate")))


def _labels(row: dict[str, Any]) -> list[Any]:
    found: Any = next((row[name] for name in ("label", "labels", "entities", "spans") if row.get(name)), [])
    return found if isinstance(found, list) else [found]


def _span(given: Any, place: str) -> Span:
    if isinstance(given, dict):
        return Span(given.get("start_offset"), given.get("end_offset"), given.get("label"), place=place)
    if isinstance(given, list) and len(given) == 3:
        start, end, label = given
        return Span(start, end, label, place=place)
    return Span(None, None, None, place=place)
