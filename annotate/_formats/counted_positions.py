"""Positions as programs count them: code points, or UTF-16 units, as JavaScript does."""

from typing import Any

from annotate._formats.tagged_article import Span, TaggedArticle


def utf16_places(text: str) -> list[int]:
    """Return the code point that each UTF-16 unit of a text belongs to, and the text's end.

    Examples
    --------
    >>> utf16_places("a😀b")
    [0, 1, 1, 2, 3]
    """
    units = [place for place, character in enumerate(text) for _ in range(1 + (character > "\uffff"))]
    return [*units, len(text)]


def recount(pages: list[TaggedArticle]) -> None:
    """Move the spans of a file that counts in UTF-16 units: where that makes more of them begin and end with a word.

    Only a sign beyond Unicode's first plane, such as an emoji, tells the two ways of counting apart.

    Examples
    --------
    >>> page = TaggedArticle({}, "😀 One two.", [Span(3, 6, "opinion")])
    >>> recount([page])
    >>> page.spans[0].start, page.spans[0].end
    (2, 5)
    """
    foreign = [(page, page.text) for page in pages if page.text and not any(span.is_ours for span in page.spans)]
    telling = [(page, text) for page, text in foreign if not text.isascii() and max(text) > "\uffff" and page.spans]
    moved = {id(page): utf16_places(text) for page, text in telling}
    plain = sum(_fit(text, span.start, span.end) for page, text in telling for span in page.spans)
    wide = sum(_fit(text, *_moved(span, moved[id(page)])) for page, text in telling for span in page.spans)
    if wide > plain:
        for page, _ in telling:
            for span in page.spans:
                span.start, span.end = _moved(span, moved[id(page)])


def _moved(span: Span, places: list[int]) -> tuple[Any, Any]:
    def at(position: Any) -> Any:
        return places[position] if isinstance(position, int) and 0 <= position < len(places) else None

    return at(span.start), at(span.end)


def _fit(text: str, start: Any, end: Any) -> int:
    """Return at how many of its ends a stretch parts no word, nor begins with a blank; −1 for one that is none."""
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return -1
    return (not _parts(text, start) and not text[start].isspace()) + (not _parts(text, end))


def _parts(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
