"""CoNLL: one token a line, its label as BIO in the last column; one document an article and coder.

The columns are those of CoNLL-2003 as doccano and Label Studio write them: token, two that are not used, label.
A comment before each document carries what they have no place for; readers that know no comments see none of it
in the tokens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from annotate.errors import FormatError
from annotate.exact_text import escape, unescape
from annotate.formats.json_file import from_json, read_text, to_json
from annotate.formats.tagged_article import (
    ABOUT,
    Span,
    TaggedArticle,
    details_of,
    escaped,
    unescaped,
    with_details,
)

DOCUMENT = "-DOCSTART- -X- O O"
_COMMENT = "# annotate = "
_BLANK = re.compile("[ \t]+")


def write(articles: list[TaggedArticle], file: IO[bytes]) -> None:
    """Write one document an article and coder."""
    for page in articles:
        for spans in _by_coder(page):
            about = escaped({name: page.about.get(name, "") for name in ABOUT})
            carried = {"about": about, "text": page.text, "tags": details_of(spans)}
            file.write(DOCUMENT.encode() + b"\n" + _COMMENT.encode() + to_json(carried) + b"\n\n")
            for line in _lines(page.text or "", spans):
                file.write(line.encode() + b"\n")
            file.write(b"\n")


def _by_coder(page: TaggedArticle) -> list[list[Span]]:
    coders: dict[str, list[Span]] = {}
    for span in page.spans:
        coders.setdefault(span.detail.get("coder", ""), []).append(span)
    return [_trimmed(sorted(spans, key=lambda span: span.start), page) for spans in coders.values()] or [[]]


def _trimmed(spans: list[Span], page: TaggedArticle) -> list[Span]:
    """Give spans that tokens can hold: without blanks at their ends and apart from each other."""
    trimmed: list[Span] = []
    for span in spans:
        text = str(span.text)
        start = span.start + len(text) - len(text.lstrip())
        if not text.strip() or (trimmed and start < trimmed[-1].end):
            what = "is blank" if not text.strip() else "overlaps another of the same coder"
            raise FormatError(
                f"The tag at {span.start} to {span.end} of the article {page.article_id!r} {what}: CoNLL has one "
                "label a token. Leave it out, or use another format."
            )
        trimmed.append(Span(start, span.start + len(text.rstrip()), span.label, text.strip(), span.detail))
    return trimmed


def _lines(text: str, spans: list[Span]) -> Iterator[str]:
    """Give each token's line; an empty one at each line end of the text."""
    borders = sorted({0, len(text), *(border for span in spans for border in (span.start, span.end))})
    labels = {span.start: span for span in spans}
    span = None
    for start, end in pairwise(borders):
        if span is not None and start >= span.end:
            span = None
        span = labels.get(start, span)
        for token in re.finditer(r"\S+|\n", text[start:end]):
            if token[0] == "\n":
                yield ""
                continue
            prefix = "B" if span is not None and start + token.start() == span.start else "I"
            yield f"{escape(token[0])} -X- _ " + (f"{prefix}-{_one_word(span.label)}" if span is not None else "O")


def _one_word(label: str) -> str:
    if not label or re.search(r"\s", label):
        raise FormatError(
            f"The label {label!r} has blanks: CoNLL's labels are one word. Rename it, or use another format."
        )
    return escape(label)


@dataclass
class _Document:
    line: int = 1
    carried: Any = None
    sentences: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])


def read(path: Path) -> Iterator[TaggedArticle]:
    """Read any file with the token first and its BIO label last; without annotate's comment the text is rebuilt."""
    documents = [document for document in _documents(path) if document.carried or any(document.sentences)]
    for nth, document in enumerate(documents, start=1):
        carried = document.carried if isinstance(document.carried, dict) else {}
        text = carried.get("text")
        tokens = [token for sentence in document.sentences for token, _ in sentence]
        if not isinstance(text, str):
            text = "\n".join(" ".join(token for token, _ in sentence) for sentence in document.sentences if sentence)
        about = unescaped(carried.get("about"), ABOUT)
        about.setdefault("article_id", f"{path.stem}-{nth}")
        marks = [mark for sentence in document.sentences for _, mark in sentence]
        spans = _spans(_places(text, tokens, document.line, path.name), marks, document.line)
        yield TaggedArticle(about, text, with_details(spans, carried.get("tags")))


def _documents(path: Path) -> Iterator[_Document]:
    document = _Document()
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        line = line.rstrip("\r")
        columns = _BLANK.split(line.strip(" \t"))
        if line.startswith("-DOCSTART-") and columns[-1] in ("O", "-DOCSTART-", "-X-") and columns[2:3] != ["_"]:
            yield document
            document = _Document(number)
        elif line.startswith(_COMMENT):
            document.carried = from_json(line.removeprefix(_COMMENT), path.name, number)
        elif not line.strip(" \t"):
            document.sentences.append([])
        elif len(columns) > 1:
            document.sentences[-1].append((unescape(columns[0]), unescape(columns[-1])))
        elif not line.startswith("#"):
            raise FormatError(f"Line {number} of {path.name!r} has one column: a token and its label are needed.")
    yield document


def _places(text: str, tokens: list[str], line: int, name: str) -> list[tuple[int, int]]:
    """Find the tokens in the text, one after another."""
    places = []
    reached = 0
    for token in tokens:
        start = text.find(token, reached)
        if start < 0:
            raise FormatError(
                f"The token {token!r} of the document at line {line} of {name!r} does not stand in its text after "
                f"character {reached}: take the line '{_COMMENT}…' out to read the tokens alone."
            )
        reached = start + len(token)
        places.append((start, reached))
    return places


def _spans(places: list[tuple[int, int]], marks: list[str], line: int) -> list[Span]:
    spans: list[Span] = []
    before = "O"
    for (start, end), mark in zip(places, marks, strict=True):
        prefix, _, label = mark.partition("-")
        goes_on = prefix in ("I", "E") and before != "O" and spans and spans[-1].label == label
        if goes_on:
            spans[-1].end = end
        elif prefix in ("B", "I", "E", "S", "U", "L") and label:
            spans.append(Span(start, end, label, place=f"document at line {line}, token at {start}"))
        before = mark
    return spans
