"""The changes that a decision makes: each verb of a project as the rows that it writes, after checking it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import takewhile
from numbers import Integral

from sqlalchemy.engine import Connection

from annotate._errors import PassageError
from annotate._project import contents, decisions, source_marks, statements, tables
from annotate._project.rows import Article, Change, Page, Place, Span, Tag, page_of, place_of, span_of

MOST_SPANS = 1_000
"""Passages of one cut: nobody cuts so many by hand, and others wait for each decision to be written."""


def span(start: object, end: object) -> Span:
    """Return a passage's offsets as whole numbers, or say why they are none."""
    whole = all(isinstance(place, Integral) and not isinstance(place, bool) for place in (start, end))
    if not whole or not 0 <= int(start) < int(end):  # type: ignore[call-overload]
        raise PassageError(
            f"There is no passage from {start!r} to {end!r}: start and end are whole numbers with 0 ≤ start < end, "
            "counted in characters, end excluded."
        )
    return int(start), int(end)  # type: ignore[call-overload]


def spans(given: object) -> list[Span]:
    """Return a list of passages' offsets, or say why it is none."""
    if not isinstance(given, Iterable) or isinstance(given, str | bytes):
        raise PassageError(f"{given!r} is no list of passages: pass some as [(start, end), …].")
    pairs = [tuple(pair) if isinstance(pair, list | tuple) else (pair, None) for pair in given]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise PassageError(f"{given!r} is no list of passages: pass at least one as (start, end).")
    return [span(start, end) for start, end in pairs]


def open_span(start: object, end: object) -> tuple[int, int | None]:
    """Return the offsets of a stretch that may go on to the article's end (`end` is None)."""
    if end is None:
        return span(start, start + 1 if isinstance(start, int) else start)[0], None
    return span(start, end)


def tag_rows(connection: Connection, tag: Tag) -> list[Change]:
    """Return the rows of one tag: its own, and the cuts that make its span a passage where it is none."""
    key = place_of(tag)
    _check_span(connection, tag["article_id"], tag["start"], tag["end"])
    kept = decisions.current(connection, key)
    if kept is not None and _same_decision(kept, tag):
        return []
    cuts = [] if decisions.stands(connection, key) else cut_out_rows(connection, tag)
    return [*cuts, ("tag_log", tag)]


def judged_rows(connection: Connection, tags: list[Tag]) -> list[Change]:
    """Return the rows of a judge's tags in one article, in the place of what she decided there before.

    Each tag sees the passages as those before it leave them; tags of hers that overlap give way.
    """
    page = page_of(tags[0])
    for tag in tags:
        _check_span(connection, tag["article_id"], tag["start"], tag["end"])
    text = contents.text_of(connection, page["article_id"])
    before = contents.cut_by(connection, **page)
    tagged = {span_of(row): row for row in statements.every(connection, tables.tags, page, Tag)}
    first, last = min(tag["start"] for tag in tags), max(tag["end"] for tag in tags)
    new = {span_of(tag) for tag in tags}
    rows: list[Change] = []
    for start, end in [span for span in tagged if span[0] < last and span[1] > first and span not in new]:
        del tagged[start, end]
        rows.append(("tag_log", {**page, "start": start, "end": end, "label": ""}))
    after = set(before)
    for tag in tags:
        if span_of(tag) not in after:
            cuts = cut_out(text, tag, sorted(after), {span: row for span, row in tagged.items() if span not in new})
            for start, end, stands in cuts:
                (after.add if stands else after.discard)((start, end))
    rows += recut(page, before, after)
    kept = [tagged.get(span_of(tag)) for tag in tags]
    rows += [
        ("tag_log", tag) for tag, old in zip(tags, kept, strict=True) if old is None or not _same_decision(old, tag)
    ]
    return rows


def _same_decision(kept: Tag, tag: Tag) -> bool:
    made = {"tag_id": "", "tagged_at": ""}
    return {**kept, **made} == {**tag, **made}


def untag_rows(connection: Connection, key: Place) -> list[Change]:
    """Return the row that withdraws one tag; none where there is no tag."""
    _check_span(connection, key["article_id"], key["start"], key["end"])
    return [("tag_log", {**key, "label": ""})] if decisions.current(connection, key) else []


MOST_IN_A_CUT = 1000
"""Passages: nobody cuts more at once, and whoever else writes waits meanwhile."""


def cut_rows(
    connection: Connection, article_id: str, coder: str, before: list[Span], after: list[Span]
) -> list[Change]:
    """Return the rows that put passages `after` in the place of passages `before`."""
    for given in (before, after):
        if len(given) > MOST_IN_A_CUT:
            raise PassageError(
                f"A cut has at most {MOST_IN_A_CUT:,} passages, and {len(given):,} were given: cut part by part."
            )
    page: Page = {"article_id": article_id, "coder": coder}
    old: list[Place] = [{**page, "start": start, "end": end} for start, end in sorted(before)]
    for key in old:
        _check_span(connection, article_id, key["start"], key["end"])
        if not decisions.stands(connection, key):
            raise PassageError(
                f"There is no passage {key['start']}–{key['end']} in {article_id!r} as {coder!r} cut it: it was cut "
                "again in the meantime. Look at project.passages(coder) and choose again.",
                "recut",
            )
    _check_after(contents.text_of(connection, article_id), before, after)
    gone = [one for key in old for one in (*untag_rows(connection, key), _cut(page, span_of(key), stands=False))]
    return [*gone, *(_cut(page, span, stands=True) for span in after)]


def _cut(page: Page, span: Span, *, stands: bool) -> Change:
    return "cut_log", {**page, "start": span[0], "end": span[1], "stands": stands}


def recut(page: Page, before: set[Span], after: set[Span]) -> list[Change]:
    """Return the cuts that make a page's passages `after` of `before`."""
    gone = [_cut(page, span, stands=False) for span in sorted(before - after)]
    return gone + [_cut(page, span, stands=True) for span in sorted(after - before)]


def _check_after(text: str, before: list[Span], after: list[Span]) -> None:
    """Refuse passages that overlap, hold no text, or do not cover just the words that they take over."""
    flat = [place for span in after for place in span]
    words = [_words(text, [span]) for span in after]
    if flat != sorted(flat) or not all(words) or set().union(*words) != _words(text, before):
        raise PassageError(
            f"The passages {after} cannot take the place of {before}: together they must hold the same words, in "
            "order, without overlap, and each must hold some. Cut at another place."
        )


def _words(text: str, spans: Iterable[Span]) -> set[int]:
    """Return the places of all characters of some spans but blanks."""
    return {place for start, end in spans for place in range(start, end) if not text[place : place + 1].isspace()}


def source_rows(
    connection: Connection, article_id: str, source: str, start: int, end: int | None, whose: str = ""
) -> list[Change]:
    """Return the rows that put a source in force from `start` (to `end`, where given).

    Without a coder (`whose`) for all of them.
    """
    page = contents.article(connection, article_id)
    _check_span(connection, article_id, start, start + 1 if end is None else end)
    marks = source_marks.seen_by(connection, article_id, whose).get(article_id, [])
    shared = dict(source_marks.seen_by(connection, article_id).get(article_id, [])) if whose else {}
    rows: list[tuple[int, str | None]] = [(start, source)]
    if end is not None and end < page["length"]:
        rows.append((end, source_marks.source_at(marks, end, page["source"])))
    if end is not None:
        # What all share between cannot be taken away for one coder, but said otherwise.
        rows += [(begins, source if begins in shared else None) for begins, _ in marks if start < begins < end]
    known = dict(marks)
    return [
        ("source_log", {"article_id": article_id, "coder": whose, "start": begins, "source": value})
        for begins, value in rows
        if known.get(begins) != value
    ]


def _check_span(connection: Connection, article_id: str, start: int, end: int) -> None:
    check_end(contents.stored(connection, article_id), start, end)


def check_end(article: Article, start: int, end: int) -> None:
    """Refuse a passage that ends after its article does."""
    if end > article["length"]:
        raise PassageError(
            f"There is no passage {start}–{end} in {article['article_id']!r}: its text ends at {article['length']}. "
            "Offsets count characters (Unicode code points), end excluded."
        )


def cut_out_rows(connection: Connection, tag: Place) -> list[Change]:
    """Return the cuts that take a span out of the untagged passages that it lies in."""
    page = page_of(tag)
    tagged = {span_of(row): row for row in statements.every(connection, tables.tags, page, Tag)}
    passages = sorted(contents.cut_by(connection, **page))
    cuts = cut_out(contents.text_of(connection, page["article_id"]), tag, passages, tagged)
    return [_cut(page, (start, end), stands=stands) for start, end, stands in cuts]


def cut_out(text: str, tag: Place, passages: list[Span], tagged: Mapping[Span, Tag]) -> list[tuple[int, int, bool]]:
    """Return the cuts that take a tag's span out of the untagged passages it lies in: ``(start, end, stands)``.

    Parameters
    ----------
    text : str
        The article's.
    tag : dict
    passages : list of (start, end)
        In reading order.
    tagged : dict
        The coder's tags by passage.
    """
    article_id, coder, start, end = tag["article_id"], tag["coder"], tag["start"], tag["end"]
    if not text[start:end].strip():
        raise PassageError(f"The passage {start}–{end} of {article_id!r} holds no text: choose one with words in it.")
    first = bisect_left(passages, start, key=lambda span: span[1] - 1)
    touched = list(takewhile(lambda span: span[0] < end, passages[first:]))
    for s, e in touched:
        if (s, e) in tagged:
            raise PassageError(
                f"The passage {start}–{end} of {article_id!r} overlaps {s}–{e}, which {coder!r} tagged "
                f"{tagged[s, e]['label']!r}: untag that one, or cut it first with project.cut.",
                "recut",
            )
    standing = [*_rests(text, touched, (start, end)), (start, end)]
    return [*((s, e, False) for s, e in touched), *((s, e, True) for s, e in standing)]


def _rests(text: str, touched: Iterable[Span], taken: Span) -> list[Span]:
    """Return what is left of the touched passages before and after the taken span, less the blanks around it."""
    start, end = taken
    pieces = [piece for s, e in touched for piece in ((s, start), (end, e)) if piece[0] < piece[1]]
    return [trimmed for piece in pieces if (trimmed := trim(text, *piece))]


def trim(text: str, start: int, end: int) -> Span | None:
    """Leave out the blanks at both ends of a span; None where nothing is left.

    Examples
    --------
    >>> trim("so  it is ", 2, 10)
    (4, 9)
    """
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return first, first + len(inner)
