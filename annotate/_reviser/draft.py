"""A codebook as it is being revised: each label with what becomes of it, and the codebook and moves that this makes."""

from dataclasses import dataclass, field, replace
from typing import Any

from annotate._codebook import Codebook, Label
from annotate._errors import CodebookError

COLOURS = ("#66AA77", "#8855AA", "#CC8844", "#447799", "#999944", "#AA4499")
"""For labels that are new: told apart from the shipped ones, and from each other."""

MARKS = "▲◼✚★⬟✦"


@dataclass
class DraftLabel:
    """One label on the page.

    Parameters
    ----------
    was : str
        Its name in the codebook that stands; empty where it is new.
    now : Label
        As it shall be.
    also : tuple of str
        The further labels that it is split into.
    is_retired : bool
        Whether it shall be a label no longer.
    """

    was: str
    now: Label
    also: tuple[str, ...] = ()
    is_retired: bool = False


@dataclass
class Draft:
    """A codebook as it is being revised.

    Parameters
    ----------
    before : Codebook
        The one that stands.
    labels : list of DraftLabel
    """

    before: Codebook
    labels: list[DraftLabel] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = [DraftLabel(label.name, label) for label in self.before.labels]

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be revised."""
        return any(one != DraftLabel(one.was, one.now) or one.now != self._before(one.was) for one in self.labels)

    def _before(self, name: str) -> Label | None:
        return next((label for label in self.before.labels if label.name == name), None)

    def add(self, name: str) -> None:
        """Add a label."""
        if not name.strip():
            raise CodebookError("A new label needs a name: type one, such as judgement.")
        self.labels.append(DraftLabel("", self._new(name.strip(), self.before.labels[0])))

    def change(self, nth: int, **words: Any) -> None:
        """Change some of a label's words."""
        self.labels[nth].now = replace(self.labels[nth].now, **words)

    def _new(self, name: str, like: Label) -> Label:
        used = {one.now.key for one in self.labels}
        key = next((sign for sign in "456789" if sign not in used), "")
        many = sum(not one.was for one in self.labels) + sum(len(one.also) for one in self.labels)
        colour, mark, text = COLOURS[many % len(COLOURS)], MARKS[many % len(MARKS)], {"en": name}
        of_new = replace(like, name=name, key=key, colour=colour, mark=mark)
        return replace(of_new, title=text, definition=text, include={}, exclude={})

    @property
    def moves(self) -> dict[str, list[str]]:
        """What becomes of each label that becomes something else."""
        to = {one.was: [one.now.name, *one.also] for one in self.labels if one.was and not one.is_retired}
        return {was: names for was, names in to.items() if names != [was]}

    @property
    def after(self) -> Codebook:
        """The revised codebook: two labels of one name are one, that of the first."""
        labels: dict[str, Label] = {}
        kept = [one for one in self.labels if not one.is_retired]
        for one in sorted(kept, key=lambda one: one.was != one.now.name):  # the label that had the name before
            labels.setdefault(one.now.name, one.now)
        for one in kept:
            for name in one.also:
                if name not in labels:
                    labels[name] = self._split_off(name, one.now, {label.key for label in labels.values()})
        order = [name for one in kept for name in (one.now.name, *one.also)]
        chosen = tuple(labels[name] for name in dict.fromkeys(order))
        return Codebook.from_dict(
            replace(self.before, version=self.before.version + 1, labels=chosen, questions=self._questions()).to_dict()
        )

    def _split_off(self, name: str, of: Label, used: set[str]) -> Label:
        key = next((sign for sign in "456789" if sign not in used), "")
        new = self._new(name, of)
        return replace(new, key=key)

    def _questions(self) -> Any:
        """Return the questions, each going with what its labels became."""
        moves = self.moves

        def now(labels: tuple[str, ...]) -> tuple[str, ...]:
            gone = {one.was for one in self.labels if one.is_retired}
            return tuple(dict.fromkeys(to for one in labels if one not in gone for to in moves.get(one, [one])))

        return tuple(replace(one, labels=now(one.labels)) for one in self.before.questions)
