"""Quotations: where each opens and closes, across sentences and paragraphs, nested or never closed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARKS = re.compile(r"''|``|[«»“”„‟\"‹›]|(?<![\w])['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")

_CLOSERS = {"«": "»", "»": "«", "“": '”"', "„": "“”‟", "‹": "›", "›": "‹", '"': '"', "‘": "’'", "'": "'’", "”": "”"}
"""Opening mark → the marks that may close it. German turns « » round; Swedish opens with ”."""

_LONGEST = 12
"""Passages: a quotation not closed by then was never meant to be so long."""

_LONGEST_STRAIGHT = 6
"""Passages: a straight mark does not say whether it opens or closes."""


@dataclass(frozen=True)
class Quotation:
    """A part of a quotation that lies in one passage.

    Attributes
    ----------
    number : int
        The same for all parts of one quotation; from 1 in each article.
    start, end : int
        Code points of the passage, marks included.
    opens, closes : bool
        Whether its opening or closing mark is here.
    """

    number: int
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True)
class _Mark:
    passage: int
    place: int
    sign: str
    width: int = 1


_TYPED = {"''": '"', "``": "“"}
"""What a typewriter writes for a quotation mark."""


def quotations(texts: Sequence[str], *, is_turned: bool = False) -> list[list[Quotation]]:
    """Find the quotations of an article; an inner one is part of the outer.

    Parameters
    ----------
    texts : sequence of str
        The article's passages, in reading order.
    is_turned : bool
        Whether the language opens with », as German does; an article that does so is seen anyway.

    Returns
    -------
    list of lists of Quotation
        One list per passage, in order.

    Examples
    --------
    >>> [first], [second] = quotations(["He said: “It rains.", "It pours.”"])
    >>> (first.number, first.opens, first.closes), (second.number, second.opens, second.closes)
    ((1, True, False), (1, False, True))
    """
    marks = [
        _Mark(nth, m.start(), _TYPED.get(m[0], m[0]), len(m[0]))
        for nth, text in enumerate(texts)
        for m in _MARKS.finditer(text)
    ]
    parts: list[list[Quotation]] = [[] for _ in texts]
    if not marks:
        return parts
    is_turned = is_turned or _turned(marks)
    nth = number = 0
    while nth < len(marks):
        if not _may_open(marks[nth], texts, is_turned):
            nth += 1
            continue
        closing = _closing(marks, nth, texts, is_turned)
        if closing is None and marks[nth].sign in "'‘":
            nth += 1
            continue
        number += 1
        for part in _parts(number, marks[nth], None if closing is None else marks[closing], texts):
            parts[part[0]].append(part[1])
        nth = _after(marks, nth, closing)
    return parts


def _turned(marks: Sequence[_Mark]) -> bool:
    """Whether an article opens its quotations with »."""
    first = next((mark.sign for mark in marks if mark.sign in "«»"), "«")
    return first == "»" and sum(mark.sign == "»" for mark in marks) > 1


def _after(marks: Sequence[_Mark], opening: int, closing: int | None) -> int:
    if closing is not None:
        return closing + 1
    here = marks[opening].passage
    return next((nth for nth in range(opening, len(marks)) if marks[nth].passage != here), len(marks))


def _may_open(mark: _Mark, texts: Sequence[str], is_turned: bool) -> bool:
    if mark.sign in "«»":
        return mark.sign == ("»" if is_turned else "«")
    if mark.sign == '"':
        return _looks_open(mark, texts)
    if mark.sign == "”":  # a slip for “, or Swedish
        return _looks_open(mark, texts) and texts[mark.passage].count("”") > 1
    return mark.sign in "“„‹‘'" and _looks_open(mark, texts)


def _looks_open(mark: _Mark, texts: Sequence[str]) -> bool:
    text, place = texts[mark.passage], mark.place
    before = text[place - 1 : place]
    after = text[place + mark.width : place + mark.width + 1]
    if mark.sign in "“„‹":
        return True
    return (not before or not (before.isalnum() or before in ".,!?…")) and bool(after) and not after.isspace()


def _closing(marks: Sequence[_Mark], opening: int, texts: Sequence[str], is_turned: bool) -> int | None:
    """Return the mark that closes a quotation; the last that could, where inner ones leave too few."""
    mark = marks[opening]
    sign = "«" if mark.sign == "»" and not is_turned else mark.sign
    closers = _CLOSERS[sign]
    last = _last_passage(mark)
    depth, could = 1, None
    for nth in range(opening + 1, len(marks)):
        other = marks[nth]
        if other.passage > last:
            break
        if other.sign in closers and not _is_inner(other, mark, texts):
            depth -= 1
            could = nth
            if depth == 0:
                return nth
        elif other.sign == sign and other.place > 0:
            if could is not None and other.passage > marks[could].passage:
                break  # it had ended, and here another begins
            depth += 1
        # at the head of a passage the opening mark stands again for the same quotation
    return could


def _is_inner(other: _Mark, opening: _Mark, texts: Sequence[str]) -> bool:
    """Whether a straight mark, which could close, opens something or stands again at the head of a passage."""
    return other.sign == opening.sign and other.sign in "\"'" and _looks_open(other, texts)


def _last_passage(mark: _Mark) -> int:
    if mark.sign in "'‘":
        return mark.passage
    return mark.passage + (_LONGEST_STRAIGHT if mark.sign == '"' else _LONGEST)


def _parts(number: int, opening: _Mark, closing: _Mark | None, texts: Sequence[str]) -> Iterator[tuple[int, Quotation]]:
    last = opening.passage if closing is None else closing.passage
    for nth in range(opening.passage, last + 1):
        opens, closes = nth == opening.passage, closing is not None and nth == closing.passage
        start = opening.place if opens else 0
        end = closing.place + closing.width if closes and closing is not None else len(texts[nth])
        yield nth, Quotation(number, start, end, opens, closes)
