"""Find the place of what another tool tagged: its offsets are checked against the text, never trusted."""

from typing import Any

from annotate._articles.articles import sha256
from annotate._codebook import Codebook
from annotate._csv_file.refused_rows import RefusedRows
from annotate._formats.tagged_article import Cells, Span, TaggedArticle


def placed(page: TaggedArticle, codebook: Codebook, labels: dict[str, str], refused: RefusedRows) -> list[Cells]:
    """Make rows of a tag table of an article's spans.

    Each text is taken from the article's own. Where a file says what text it means and its offsets mean another
    one, they are read as UTF-16 units, as JavaScript counts, and else the text is looked for where it stands once
    with what the file says stands around it, or without.
    """
    rows = []
    known = {*codebook.names, *labels.values()}
    for span in page.spans:
        place = place_of(page, span)
        label = labels.get(span.label, span.label) if isinstance(span.label, str) else span.label
        if place is None:
            refused.add(span.place, "start", _said(span), _NO_PLACE if _says_where(span) else _NO_SHAPE)
        elif not isinstance(label, str) or not label or not (span.is_ours or label in known):
            refused.add(span.place, "label", span.label, codebook.cure(str(span.label)))
        else:
            rows.append(_cells(page, span, place, label))
    return rows


def _says_where(span: Span) -> bool:
    return span.start is not None or isinstance(span.text, str)


def _said(span: Span) -> str:
    where = "" if span.start is None else f"{span.start}–{span.end}"
    return f"{where} {span.text or ''}".strip()


_NO_SHAPE = "it says neither where it stands nor what text it means: it is of no shape that is known"
_NO_PLACE = "give offsets that lie in the article's text, or a text that stands in it exactly once"


def _cells(page: TaggedArticle, span: Span, place: tuple[int, int], label: str) -> Cells:
    start, end = place
    text = span.text if page.text is None else page.text[start:end]
    own = dict(page.about) if span.is_ours else {**page.about, "origin": "import"}
    if not (span.is_ours or own.get("article_sha256")) and page.text is not None:
        own["article_sha256"] = sha256(page.text)
    own.update(span.detail)
    return {**own, "start": str(start), "end": str(end), "text": text or "", "label": label}


def place_of(page: TaggedArticle, span: Span) -> tuple[int, int] | None:
    """Return a span's start and end in its page's text; None where there is no telling."""
    if page.text is None:
        return _believed(span)
    offsets = _offsets(span, len(page.text))
    if not isinstance(span.text, str):
        return offsets
    for start, end in filter(None, (offsets, _from_utf16(page.text, span))):
        if page.text[start:end] == span.text:
            return start, end
    for before, after in ((span.before, span.after), ("", "")):
        found = _only(before + span.text + after, page.text)
        if found is not None:
            return found + len(before), found + len(before) + len(span.text)
    return None


def _only(piece: str, text: str) -> int | None:
    """Return where a piece stands in a text; None where it stands nowhere, or in more places than one."""
    start = text.find(piece) if piece else -1
    return start if start >= 0 and text.find(piece, start + 1) < 0 else None


def _believed(span: Span) -> tuple[int, int] | None:
    """Return the offsets of a span whose article is not at hand, where they fit its text."""
    offsets = _offsets(span, 2**53)
    fits = offsets and isinstance(span.text, str) and offsets[1] - offsets[0] == len(span.text)
    return offsets if fits else None


def _offsets(span: Span, length: int) -> tuple[int, int] | None:
    start, end = _whole(span.start), _whole(span.end)
    return (start, end) if start is not None and end is not None and 0 <= start < end <= length else None


def _whole(number: Any) -> int | None:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    return int(number) if abs(number) < 2**53 and number == int(number) else None


def _from_utf16(text: str, span: Span) -> tuple[int, int] | None:
    if text.isascii() or max(text) <= "\uffff":
        return None
    units = text.encode("utf-16-le", "surrogatepass")
    offsets = _offsets(span, len(units) // 2)
    if offsets is None:
        return None
    start, end = (len(units[: 2 * offset].decode("utf-16-le", "surrogatepass")) for offset in offsets)
    return start, end
