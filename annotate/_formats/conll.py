"""CoNLL: one token a line, its label as BIO in the last column; one document an article and coder.

The columns are those of CoNLL-2003 as doccano and Label Studio write them: token, two that are not used, label.
What they have no place for stands in the last line, which begins a document that has no tokens: CoNLL-2003 knows no
comments, and NLTK and others would read one as a token.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path
from typing import IO, Any

from annotate._errors import FormatError
from annotate._exact_text import escape, unescape
from annotate._formats.json_file import from_json, read_text, to_json
from annotate._formats.tagged_article import (
    ABOUT,
    Cells,
    Span,
    TaggedArticle,
    details_of,
    escaped,
    unescaped,
    with_details,
)

DOCUMENT = "-DOCSTART- -X- O O"
_CARRIED = "-DOCSTART- -X- annotate="
_BLANK = re.compile("[ \t]+")


def write(articles: list[TaggedArticle], file: IO[bytes]) -> None:
    """Write one document an article and coder."""
    carried = []
    for page in articles:
        for spans in _by_coder(page):
            about = escaped(page.about)
            carried.append({"about": about, "text": page.text, "tags": details_of(spans)})
            file.write(DOCUMENT.encode() + b"\n\n")
            for line in _lines(page.text or "", _trimmed(spans, page)):
                file.write(line.encode() + b"\n")
            file.write(b"\n")
    # One column: JSON's own blanks are left out, and those of its texts are written as escapes.
    file.write(_CARRIED.encode() + to_json(carried, separators=(",", ":")).replace(b" ", b"\\u0020") + b" O\n")


def _by_coder(page: TaggedArticle) -> list[list[Span]]:
    coders: dict[str, list[Span]] = {}
    for span in page.spans:
        coders.setdefault(span.detail.get("coder", ""), []).append(span)
    return [sorted(spans, key=lambda span: span.start) for spans in coders.values()] or [[]]


def _trimmed(spans: list[Span], page: TaggedArticle) -> list[Span]:
    """Return spans that tokens can hold: without blanks at their ends and apart from each other."""
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
    """Return each token's line; an empty one at each line end of the text."""
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
    sentences: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])


@dataclass
class _Carried:
    """What annotate carried along of one coder's article; each tag is as `details_of` gives it."""

    text: str
    about: Cells = field(default_factory=dict)
    tags: list[Any] = field(default_factory=list)


def read(path: Path) -> Iterator[TaggedArticle]:
    """Read any file with the token first and its BIO label last; without annotate's last line the text is rebuilt."""
    documents, told = _documents(path)
    carried: dict[str, list[_Carried]] = {}
    for one in told:
        carried.setdefault("".join(one.text.split()), []).append(one)
    for nth, document in enumerate(filter(lambda document: any(document.sentences), documents), start=1):
        yield _article(document, carried, nth, path)
    for one in carried.get("", []):  # texts of blanks have no tokens
        yield TaggedArticle(one.about, one.text)


def _article(document: _Document, carried: dict[str, list[_Carried]], nth: int, path: Path) -> TaggedArticle:
    lines = [" ".join(token for token, _ in sentence) for sentence in document.sentences if sentence]
    tokens, marks = zip(*chain.from_iterable(document.sentences), strict=True)
    waiting = carried.get("".join(tokens), [])
    spans_in = [
        (_widened(_spans(_places(one.text, tokens, document.line, path.name), marks, document.line), one), one)
        for one in waiting or [_Carried("\n".join(lines))]
    ]
    spans, told = min(spans_in, key=lambda pair: _difference(*pair))
    if waiting:
        waiting.remove(told)
    about = {"article_id": f"{path.stem}-{nth}", **told.about}
    return TaggedArticle(about, told.text, with_details(spans, told.tags))


def _widened(spans: list[Span], told: _Carried) -> list[Span]:
    """Return a passage the blanks at its ends back, which tokens do not hold."""
    whole = {}
    for tag in told.tags:
        start, end = tag["start"], tag["end"]
        passage = told.text[start:end]
        tight = (end - len(passage.lstrip()), start + len(passage.rstrip()))
        whole[tight] = (start, end)
    for span in spans:
        span.start, span.end = whole.get((span.start, span.end), (span.start, span.end))
    return spans


def _difference(spans: list[Span], told: _Carried) -> int:
    """Return in how many tags a document differs from what annotate says of one (each coder has their own)."""
    written = {(tag["start"], tag["end"], unescape(tag["label"])) for tag in told.tags}
    return len(written ^ {(span.start, span.end, span.label) for span in spans})


def _documents(path: Path) -> tuple[list[_Document], list[_Carried]]:
    """Return a file's documents, and what annotate carried along with them."""
    documents, carried = [_Document()], list[_Carried]()
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        line = line.rstrip("\r")
        columns = _BLANK.split(line.strip(" \t"))
        if line.startswith(_CARRIED):
            given = from_json(columns[2].removeprefix("annotate="), path.name, number)
            carried += [_Carried(one["text"], unescaped(one.get("about"), ABOUT), one.get("tags", [])) for one in given]
        elif line.startswith("-DOCSTART-") and columns[-1] in ("O", "-DOCSTART-", "-X-") and columns[2:3] != ["_"]:
            documents.append(_Document(number))
        elif not line.strip(" \t"):
            documents[-1].sentences.append([])
        elif len(columns) > 1:
            documents[-1].sentences[-1].append((unescape(columns[0]), unescape(columns[-1])))
        elif not line.startswith("#"):
            raise FormatError(f"Line {number} of {path.name!r} has one column: a token and its label are needed.")
    return documents, carried


def _places(text: str, tokens: Sequence[str], line: int, name: str) -> list[tuple[int, int]]:
    """Find the tokens in the text, one after another."""
    places = []
    reached = 0
    for token in tokens:
        start = text.find(token, reached)
        if start < 0:
            raise FormatError(
                f"The token {token!r} of the document at line {line} of {name!r} does not stand in its text after "
                f"character {reached}: take the line '{_CARRIED}…' out to read the tokens alone."
            )
        reached = start + len(token)
        places.append((start, reached))
    return places


def _spans(places: list[tuple[int, int]], marks: Sequence[str], line: int) -> list[Span]:
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
