"""Roles: who an article says is “the spokeswoman of the White House”."""

import re
from collections.abc import Iterator

from annotate._people.names import Name, name_in
from annotate._people.texts import Names, Word
from annotate._people.vocabulary import fold, words

_COMPLEMENT = 60
"""Characters: the rest of a role (“of the council of Brisac”) is no longer."""

_GENDERS = {"le": frozenset(("la", "une")), "la": frozenset(("le", "un"))}
"""After which determiners the same role is somebody of the other gender’s."""

_CLOSES = re.compile(r"\s*(?:[,.;:)\]!?»”]|$|\n)")


class Roles:
    """Who holds which role in one article.

    Parameters
    ----------
    names : Names
        Of the article.
    """

    def __init__(self, names: Names) -> None:
        self.text = names.text
        self._small = names.text.casefold()
        self._names = names

    def holder(self, wording: str) -> Name | None:
        """Return who is meant by a role; nobody where the article names nobody, or several, as its holder.

        Examples
        --------
        >>> Roles(Names("Ann Lee, the mayor of Brisac, objects. The mayor will vote.")).holder("the mayor").written
        'Ann Lee'
        >>> Roles(Names("According to Ann Lee, the mayor objects.")).holder("the mayor")
        """
        tokens = wording.split()
        others: frozenset[str] = frozenset()
        if tokens and fold(tokens[0]) in words("definite"):
            others = _GENDERS.get(fold(tokens[0]), others)
            tokens = tokens[1:]
        elif wording[:2].casefold() in ("l'", "l’"):
            tokens = [wording[2:].split()[0], *tokens[1:]] if wording[2:].strip() else []
        elif not tokens or fold(tokens[0]) in words("indefinite"):
            return None
        found: dict[tuple[str, ...], Name] = {}
        for start, end in self._places(tokens, others):
            for name in self._named_at(start, end):
                if name is None:
                    return None
                found.setdefault(name.tokens, name)
        return next(iter(found.values())) if len(found) == 1 else None

    def _places(self, tokens: list[str], others: frozenset[str]) -> Iterator[tuple[int, int]]:
        if not tokens or sum(map(len, tokens)) < 3 or tokens[0].casefold() not in self._small:
            return
        parts = [re.escape(token).replace("'", "['’]").replace("’", "['’]") for token in tokens]
        pattern = re.compile(r"(?<![\w\-])" + r"\s+".join(parts) + r"(?![\w\-])", re.IGNORECASE)
        for place in pattern.finditer(self.text):
            before = self.text[max(0, place.start() - 6) : place.start()].split()
            if not before or fold(before[-1]) not in others:
                yield place.span()

    def _named_at(self, start: int, end: int) -> Iterator[Name | None]:
        """Return whom this place names as the holder; None where it makes the role doubtful."""
        before = self.text[max(0, start - 40) : start].replace("’", "' ").replace("'", "' ").split()
        last = [fold(word) for word in before[-2:]]
        if last and last[-1] in words("no_longer"):
            return
        is_part = len(last) > 1 and last[-1] in words("definite") and last[0] in words("linking")
        is_part = is_part or bool(last and last[-1] in words("linking") - words("definite"))
        if is_part:  # “the wife of the mayor, Ann Lee”
            return
        after = list(self._after(end))
        if after:
            yield from after
        elif (ahead := self._before(start, end)) is not None:
            yield ahead
        elif last and last[-1] in words("indefinite"):
            yield None

    def _after(self, end: int) -> Iterator[Name | None]:
        """Return the name right behind a role: “mayor Ann Lee”, “the mayor of Brisac, Ann Lee, …”."""
        at = end
        rest = self.text[end : end + _COMPLEMENT + 2]
        opened = re.match(r"\s+([^\W\d_]+['’]?)", rest)
        if opened and fold(opened[1]) in words("complement"):
            stop = re.search(r"[,.;:!?«»“”\n()]", rest)
            inside = self._inside(end, end + (stop.start() if stop else len(rest)))
            if inside is not None:
                yield inside
                return
            if stop is None or stop[0] != ",":
                return
            at = end + stop.start()
        joined = re.match(r"(\s*,\s+|\s+)(?=[^\W\d_])", self.text[at:])
        name = self._name_from(at + joined.end(), needs_end="," in joined[1]) if joined else None
        if name is not None:
            yield name

    def _inside(self, first: int, last: int) -> Name | None:
        """Return the name that ends the rest of a role: “the mayor of Brisac Ann Lee”."""
        for run in self._names.runs:
            if first <= run.words[0].start < last and len(run.words) > 2:
                end = self._names.end_of(run.words)
                if len(end) < len(run.words):
                    return self._written(end)
        return None

    def _name_from(self, at: int, *, needs_end: bool) -> Name | None:
        for run in self._names.runs:
            there = [word for word in run.words if word.start >= at]
            if there and there[0].start == at:
                end = there[-1].end
                tail = self.text[end : end + 12].split()
                is_list = bool(tail) and fold(tail[0].strip(",")) in words("joining")
                if is_list or (needs_end and not _CLOSES.match(self.text[end:])):
                    return None
                return self._written(self._names.end_of(there))
        return None

    def _written(self, run: list[Word]) -> Name | None:
        return _full(self.text[run[0].start : run[-1].end])

    def _before(self, start: int, end: int) -> Name | None:
        """Return the name right before a role: “Ann Lee, the mayor of Brisac, …”."""
        rest = self.text[end : end + _COMPLEMENT + 2]
        opened = re.match(r"\s+([^\W\d_]+['’]?)", rest)
        has_complement = bool(opened and fold(opened[1]) in words("complement"))
        closes = re.search(r"[,.;:!?)\n]|$", rest) if has_complement else _CLOSES.match(rest)
        if closes is None:
            return None
        for run in self._names.runs:
            between = self.text[run.words[-1].end : start]
            if 0 < len(between) < 24 and re.fullmatch(r",\s+(?:[^\W\d_]+['’]?\s*){0,2}", between):
                ahead = self.text[max(0, run.words[0].start - 20) : run.words[0].start].replace("’", "'").split()
                first = fold(run.words[0].written)
                if first in words("by") or (ahead and fold(ahead[-1]) in words("by") | words("joining")):
                    return None
                return self._written(self._names.end_of(run.words))
        return None


def _full(written: str) -> Name | None:
    name = name_in(written)
    return name if name is not None and name.is_full and len(name.tokens) <= 5 else None
