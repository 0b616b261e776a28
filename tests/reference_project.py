"""What a project should hold, in plain Python: a reference to hold the real one against.

All that may change is a cell: a tag, whether a span is a passage, a source from one place on, a fact of an article. A
cell knows its value and the decision that it came with. Nothing here reads a log: each decision keeps what its cells
were before.
"""

from dataclasses import dataclass, field
from typing import Any

Cell = tuple[Any, ...]
Span = tuple[int, int]


class Refused(Exception):  # noqa: N818 - it is no error of the reference
    """The project must refuse this too."""


@dataclass
class Decision:
    number: int
    coder: str
    after: dict[Cell, Any]
    before: dict[Cell, tuple[Any, int]] = field(default_factory=dict)
    status: str = "stands"
    undone_at: int = 0


class Reference:
    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.facts: dict[str, dict[str, str]] = {}
        self.cells: dict[Cell, tuple[Any, int]] = {}
        self.first_cut: dict[str, set[Span]] = {}
        self.decisions: list[Decision] = []
        self.count = 0

    # What stands ---------------------------------------------------------------------------------------------

    def value(self, cell: Cell) -> Any:
        if cell in self.cells:
            return self.cells[cell][0]
        return (cell[0] == "cut" and cell[3:] in self.first_cut[cell[1]]) or None

    def owner(self, cell: Cell) -> int:
        return self.cells.get(cell, (None, 0))[1]

    def passages(self, article: str, coder: str) -> list[Span]:
        recut = {cell[3:] for cell in self.cells if cell[:3] == ("cut", article, coder)}
        return sorted(span for span in self.first_cut[article] | recut if self.value(("cut", article, coder, *span)))

    def tags(self, article: str, coder: str) -> dict[Span, Any]:
        here = {cell[3:]: self.value(cell) for cell in self.cells if cell[:3] == ("tag", article, coder)}
        return {span: tag for span, tag in here.items() if tag is not None}

    def own_marks(self, article: str, coder: str) -> dict[int, str]:
        cells = [cell for cell in self.cells if cell[:3] == ("source", article, coder)]
        return {cell[3]: source for cell in cells if (source := self.value(cell)) is not None}

    def marks(self, article: str, coder: str) -> list[tuple[int, str]]:
        return sorted((self.own_marks(article, "") | self.own_marks(article, coder)).items())

    def fact(self, article: str, name: str) -> str:
        said = self.value(("fact", article, name))
        return self.facts[article].get(name, "") if said is None else said

    def source(self, article: str, start: int, coder: str) -> str:
        before = [source for begins, source in self.marks(article, coder) if begins <= start]
        return before[-1] if before else self.fact(article, "source")

    def source_of_page(self, article: str, start: int, coders: list[str]) -> str:
        """What all who tagged or marked the article see there; where they differ, what everybody is told."""
        there = [one for one in coders if self.tags(article, one) or self.own_marks(article, one)]
        seen = {self.source(article, start, one) for one in there}
        if len(seen) == 1 and any(self.own_marks(article, one) for one in there):
            return seen.pop()
        return self.source(article, start, "")

    # Decisions -----------------------------------------------------------------------------------------------

    def decide(self, coder: str, after: dict[Cell, Any], *, by_hand: bool = True) -> None:
        if after:
            self.count += 1
            made = Decision(self.count, coder, after, {cell: (self.value(cell), self.owner(cell)) for cell in after})
            self.cells |= {cell: (value, made.number) for cell, value in after.items()}
            if by_hand:
                self.decisions.append(made)

    def tag(self, article: str, span: Span, label: str, coder: str, *, by_hand: bool = True) -> None:
        cell = ("tag", article, coder, *span)
        made = (label, None, "hand" if by_hand else "import")
        if by_hand and self.value(cell) == made:
            return
        if not by_hand and self.value(cell) is not None:
            if self.value(cell)[0] != label:
                raise Refused
            return
        self.decide(coder, {**self._cut_out(article, span, coder), cell: made}, by_hand=by_hand)

    def _cut_out(self, article: str, span: Span, coder: str) -> dict[Cell, Any]:
        passages, text = self.passages(article, coder), self.texts[article]
        if span in passages:
            return {}
        touched = [one for one in passages if one[0] < span[1] and span[0] < one[1]]
        if not text[slice(*span)].strip() or set(touched) & self.tags(article, coder).keys():
            raise Refused
        places = sorted({place for one in touched for place in range(*one)} - set(range(*span)))
        rests = [run for one in touched for run in runs([p for p in places if one[0] <= p < one[1]])]
        standing = {trimmed for rest in rests if (trimmed := trim(text, rest))} | {span}
        gone = {("cut", article, coder, *one): False for one in touched}
        return gone | {("cut", article, coder, *one): True for one in standing}

    def untag(self, article: str, span: Span, coder: str) -> None:
        cell = ("tag", article, coder, *span)
        self.decide(coder, {cell: None} if self.value(cell) is not None else {})

    def cut(self, article: str, before: list[Span], after: list[Span], coder: str) -> None:
        if not set(before) <= set(self.passages(article, coder)):
            raise Refused
        tags = {("tag", article, coder, *one): None for one in before if one in self.tags(article, coder)}
        gone = {("cut", article, coder, *one): False for one in before}
        self.decide(coder, tags | gone | {("cut", article, coder, *one): True for one in after})

    def set_source(
        self, article: str, source: str, start: int, end: int | None, coder: str, *, for_all: bool = False
    ) -> None:
        whose = "" if for_all else coder
        wanted: dict[int, Any] = {start: source}
        marks = self.marks(article, whose)
        if end is not None:
            if end < len(self.texts[article]):
                wanted[end] = self.source(article, end, whose)
            of_all = {} if for_all else self.own_marks(article, "")
            wanted |= {begins: source if begins in of_all else None for begins, _ in marks if start < begins < end}
        news = {begins: value for begins, value in wanted.items() if dict(marks).get(begins) != value}
        self.decide(coder, {("source", article, whose, begins): value for begins, value in news.items()})

    def correct(self, articles: list[str], name: str, value: str, coder: str) -> None:
        wanted: dict[Cell, Any] = {}
        for article in articles:
            if self.fact(article, name) != value:
                wanted[("fact", article, name)] = value
            if name == "source":
                wanted |= self._corrected_marks(article, value)
        self.decide(coder, wanted)

    def _corrected_marks(self, article: str, value: str) -> dict[Cell, Any]:
        """A mark of the whole page gives way, but one of several coders' only where it says the page's own source.

        Where a mark returned to the page's own source, that name is corrected.
        """
        now, wanted = self.fact(article, "source"), {}
        everybodys = {cell[2] for cell in self.cells if cell[:2] == ("source", article)}
        several = sum(bool(whose and self.own_marks(article, whose)) for whose in everybodys) > 1
        for whose in everybodys:
            marks = self.own_marks(article, whose)
            returns = {start for start in marks if start > 0 and marks[start] == now}
            wanted |= {("source", article, whose, start): value for start in returns if value != now}
            if 0 in marks and (marks[0] == now or not (returns or (whose and several))):
                wanted["source", article, whose, 0] = None
        return wanted

    def set_aside(self, articles: list[str], reason: str | None, coder: str) -> None:
        cells = [("fact", article, "set_aside") for article in articles]
        self.decide(coder, {cell: reason for cell in cells if self.value(cell) != reason})

    def new_version(self, old: str, new: str, text: str, passages: set[Span], coders: list[str]) -> None:
        self.texts[new], self.first_cut[new], self.facts[new] = text, passages, dict(self.facts[old])
        said = {cell[2]: self.value(cell) for cell in self.cells if cell[:2] == ("fact", old)}
        self.decide("", {("fact", new, name): v for name, v in said.items() if v is not None}, by_hand=False)
        moving = [(span, coder) for coder in coders for span in self.tags(old, coder)]
        for span, coder in sorted(moving):
            words = self.texts[old][slice(*span)]
            if times(self.texts[old], words) == times(text, words) == 1:
                self._move(old, new, span, coder, text.index(words))

    def _move(self, old: str, new: str, span: Span, coder: str, start: int) -> None:
        label, own, origin = self.value(("tag", old, coder, *span))
        source = own if own is not None else self.source(old, span[0], coder)
        there = (start, start + span[1] - span[0])
        own = None if source == self.fact(new, "source") else source
        cuts = self._cut_out(new, there, coder)
        moved = {("tag", old, coder, *span): None, ("tag", new, coder, *there): (label, own, origin)}
        self.decide(coder, cuts | moved, by_hand=False)

    # Going back ----------------------------------------------------------------------------------------------

    def undo(self, coder: str) -> bool:
        standing = [one for one in self.decisions if one.coder == coder and one.status == "stands"]
        if not standing:
            return False
        made = standing[-1]
        self.count += 1
        is_own = all(self.owner(cell) == made.number for cell in made.after)
        if not is_own or self._reaches_on(made) or not self._fits(made, made.before):
            made.status = "passed"
            raise Refused
        self.cells |= made.before
        made.status, made.undone_at = "undone", self.count
        return True

    def redo(self, coder: str) -> bool:
        own = [one for one in self.decisions if one.coder == coder]
        last = max((one.number for one in own if one.status != "undone"), default=0)
        undone = [one for one in own if one.status == "undone" and one.undone_at > last]
        if not undone:
            return False
        made = max(undone, key=lambda one: one.undone_at)
        self.count += 1
        after = {cell: (value, made.number) for cell, value in made.after.items()}
        if any(self.owner(cell) != made.before[cell][1] for cell in after) or not self._fits(made, after):
            made.status = "passed"
            raise Refused
        self.cells |= after
        made.status = "stands"
        return True

    def _reaches_on(self, made: Decision) -> bool:
        """Whether a later source, within the stretch of one, would reach on if that stretch were taken back."""
        starts = [cell[3] for cell in made.after if cell[0] == "source"]
        if len(starts) < 2:
            return False
        article, whose = next(cell[1:3] for cell in made.after if cell[0] == "source")
        between = [start for start in self.own_marks(article, whose) if min(starts) < start < max(starts)]
        return any(self.owner(("source", article, whose, start)) > made.number for start in between)

    def _fits(self, made: Decision, cells: dict[Cell, tuple[Any, int]]) -> bool:
        """Whether every tag would stand on a passage, and no passages overlap, with these cells."""
        kept = dict(self.cells)
        self.cells |= cells
        pages = {cell[1:3] for cell in made.after if cell[0] in ("tag", "cut")}
        fits = all(self._is_whole(*page) for page in pages)
        self.cells = kept
        return fits

    def _is_whole(self, article: str, coder: str) -> bool:
        passages = self.passages(article, coder)
        places = [place for span in passages for place in range(*span)]
        return self.tags(article, coder).keys() <= set(passages) and len(places) == len(set(places))


def runs(places: list[int]) -> list[Span]:
    """Return whole numbers in order as stretches without a gap."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][1] == place:
            found[-1][1] = place + 1
        else:
            found.append([place, place + 1])
    return [(start, end) for start, end in found]


def trim(text: str, span: Span) -> Span | None:
    """Leave out the blanks at both ends; None where nothing is left."""
    places = [place for place in range(*span) if not text[place].isspace()]
    return (places[0], places[-1] + 1) if places else None


def times(text: str, words: str) -> int:
    """Count where words stand in a text."""
    return sum(text.startswith(words, place) for place in range(len(text)))
