"""Texts: the names that an article writes out, and who holds a role in it."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from annotate._people.names import Name, is_title, may_be_part
from annotate._people.vocabulary import fold, words

_WORD = re.compile(r"[^\W\d_](?:[\w'’.\-‑]*\w)?\.?")
_LONGEST = 5
"""Words: a longer run of capitals is a headline or a list."""


class Word(NamedTuple):
    """A word of a text, with its place."""

    written: str
    folded: str
    start: int
    end: int


class Run(NamedTuple):
    """Words in a row that may be a name, and whether a sentence begins with the first of them."""

    words: list[Word]
    opens: bool


def runs_of_capitals(text: str) -> Iterator[Run]:
    """Return the runs of words with a capital, with particles between them."""
    run: list[Word] = []
    for found in _WORD.finditer(text):
        word = Word(found[0], fold(found[0]), *found.span())
        joins = bool(run) and text[run[-1].end : word.start] in (" ", "\u00a0", "\u202f", "-")
        if run and not (joins and may_be_part(word.written)):
            yield from _run(text, run)
            run = []
        if run or may_be_part(word.written):
            run.append(word)
    yield from _run(text, run)


def _run(text: str, run: list[Word]) -> Iterator[Run]:
    while run and run[-1].folded in words("particles") and not run[-1].written[:1].isupper():
        run.pop()
    while run and not run[0].written[:1].isupper() and run[0].folded in words("definite") | words("linking"):
        run.pop(0)
    if run:
        before = text[: run[0].start].rstrip(" \u00a0\u202f")[-1:]
        yield Run(run, not before or before in ".!?:;…\n«“”»\"'’(—–")


Tokens = tuple[str, ...]


class Names:
    """The names that one article writes out in full.

    Parameters
    ----------
    text : str
    known : set of tuple of str
        Full names that the study knows, folded: where a run of capitals ends with one, it is that name
        (“the mayor of Brisac Ann Lee”).
    """

    def __init__(self, text: str, known: AbstractSet[Tokens] = frozenset()) -> None:
        self.text = text
        self.runs = list(runs_of_capitals(text))
        small = {fold(word) for word in re.findall(r"\b[^\W\d_A-Z]\w+", text)}
        self._whole = known | {tuple(word.folded for word in run.words) for run in self.runs}
        self._of_surname: dict[str, set[tuple[Tokens, str, str]]] = {}
        self.titles: dict[str, set[str]] = {}
        for run in self.runs:
            self._take(run, small)

    def _take(self, run: Run, small: set[str]) -> None:
        given: list[Word] = []
        for nth, word in enumerate(run.words):
            is_opening = nth == 0 and (word.folded in words("opening") or (run.opens and word.folded in small))
            if is_title(word.folded) or is_opening:
                self._title(run.words, nth)
                given = []
                continue
            if given:
                self._full([*given[-_LONGEST:], word], run.words[nth + 1 :])
            given.append(word)

    def _title(self, run: list[Word], nth: int) -> None:
        gender = next((kind[0] for kind in ("feminine", "masculine") if run[nth].folded in words(kind)), "")
        for word in run[nth + 1 :] if gender else ():
            self.titles.setdefault(word.folded, set()).add(gender)

    def _full(self, run: list[Word], behind: list[Word]) -> None:
        if run[-1].folded in words("suffixes"):
            return
        suffix = behind[0].folded if behind and behind[0].folded in words("suffixes") else ""
        name = self.end_of(run)
        tokens = tuple(word.folded for word in name)
        written = " ".join(word.written for word in name).removesuffix(".")
        self._of_surname.setdefault(tokens[-1], set()).add((tokens, suffix, written))

    def end_of(self, run: list[Word]) -> list[Word]:
        """Return the end of a run of capitals that is a name elsewhere, or else all of it."""
        for first in range(1, len(run) - 1):
            is_given = run[first].folded not in words("particles")
            if is_given and tuple(word.folded for word in run[first:]) in self._whole:
                return run[first:]
        return run

    def with_surname(self, surname: Tokens) -> list[Name]:
        """Return the full names that end with a surname."""
        size = len(surname)
        return [
            Name(tokens, "", suffix, written)
            for tokens, suffix, written in sorted(self._of_surname.get(surname[-1], ()))
            if len(tokens) > size and tokens[-size:] == surname
        ]
