"""A codebook's versions: what became of each label from one to the next, and what is a fair revision.

A label's name is never used for something else later on, so that a tag that names its version can always be read by
the newest one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self

from annotate._codebook import Codebook
from annotate._errors import CodebookError
from annotate._json import JsonObject
from annotate._known_codebooks import checked

Moves = dict[str, tuple[str, ...]]
"""What a label became: one label, or several among which each passage must be looked at again."""


_EXAMPLE = '{"opinion": "judgement"} or {"opinion": ["judgement", "prediction"]}'


class Version(NamedTuple):
    """A codebook, and what the labels of the version before became in it.

    Parameters
    ----------
    codebook : Codebook
    moves : dict
        Only of labels that became something else.
    """

    codebook: Codebook
    moves: Moves


class Versions(NamedTuple):
    """A study's codebook from its first version to the one that stands.

    Parameters
    ----------
    all : tuple of Version
    """

    all: tuple[Version, ...]

    @classmethod
    def first(cls, codebook: Codebook) -> Self:
        """Return the versions of a study whose codebook was never revised."""
        return cls((Version(codebook, {}),))

    @property
    def newest(self) -> Codebook:
        """The codebook that stands."""
        return self.all[-1].codebook

    @property
    def labels(self) -> set[str]:
        """Every label that any version has."""
        return {name for version in self.all for name in version.codebook.names}

    def now(self, label: str, made_with: str = "") -> tuple[str, ...]:
        """Return what a label is today.

        Parameters
        ----------
        label : str
        made_with : str
            The version by which it was given; where empty or unknown, the newest that has the label.

        Returns
        -------
        tuple of str
            Several where it was split; the label itself where no version has it.
        """
        ids = [version.codebook.id for version in self.all]
        since = ids.index(made_with) if made_with in ids else len(ids) - 1
        if label not in self.all[since].codebook.names:
            having = [place for place, version in enumerate(self.all) if label in version.codebook.names]
            since = max(having, default=len(ids) - 1)
        labels: Iterable[str] = (label,)
        for version in self.all[since + 1 :]:
            labels = dict.fromkeys(new for one in labels for new in version.moves.get(one, (one,)))
        return tuple(labels)

    def revised(self, codebook: Codebook, moves: Moves) -> Self:
        """Return these versions with one more.

        Raises
        ------
        CodebookError
            Where its name and number are taken, or a label's name would come to mean something else.
        """
        taken = {version.codebook.id for version in self.all}
        if codebook.id in taken:
            number = 1 + max(one.codebook.version for one in self.all if one.codebook.name == codebook.name)
            raise CodebookError(
                f"The study has had a codebook {codebook.id} already, and tags name it: give the revised one the "
                f"version {number}."
            )
        revised = type(self)((*self.all, Version(codebook, moves)))
        for version in self.all:
            revised._refuse_other_meaning(version.codebook)
        return revised

    def _refuse_other_meaning(self, earlier: Codebook) -> None:
        # A tag of the earlier version may have been mapped already: mapping it again must change nothing. What was
        # split is not concerned: its tags were withdrawn.
        for label in earlier.names:
            now = self.now(label, earlier.id)
            if len(now) == 1 and now[0] in earlier.names and self.now(now[0], earlier.id) != now:
                became = " or ".join(map(repr, self.now(now[0], earlier.id)))
                raise CodebookError(
                    f"{label!r} of {earlier.id} cannot become {now[0]!r}, since that was a label of it too, and became "
                    f"{became}: give the new label another name."
                )

    def to_list(self) -> list[JsonObject]:
        """Return the versions as plain lists and dicts."""
        return [{"codebook": codebook.to_dict(), "moves": moves} for codebook, moves in self.all]

    @classmethod
    def from_list(cls, given: Sequence[Mapping[str, Any]]) -> Self:
        """Make versions of what `to_list` gave."""
        return cls(
            tuple(
                Version(Codebook.from_dict(one["codebook"]), {old: tuple(new) for old, new in one["moves"].items()})
                for one in given
            )
        )


def checked_moves(
    before: Codebook, after: Codebook, given: Mapping[str, str | Sequence[str]], used: Iterable[str]
) -> Moves:
    """Return what becomes of labels, each as a tuple.

    Parameters
    ----------
    before, after : Codebook
    given : mapping
        From a label of `before` to one of `after`, or to several.
    used : iterable of str
        The labels that tags have now.

    Raises
    ------
    CodebookError
        Where a move names no label, a label moves and stays, or a label with tags goes nowhere.

    Examples
    --------
    >>> shipped = Codebook.shipped()
    >>> checked_moves(shipped, shipped, {"opinoin": "opinion"}, [])
    Traceback (most recent call last):
    annotate._errors.CodebookError: 'opinoin' is no label of media_bias@1: ... opinion, reported_fact, ...
    """
    checked(after)
    if not isinstance(given, Mapping):
        raise CodebookError(f"moves={given!r} says of no label what it becomes: write such as {_EXAMPLE}.")
    moves: Moves = {}
    for old, new in given.items():
        _one_of(old, before)
        to = _become(old, new)
        for one in to:
            _one_of(one, after)
        if old in after.names and old not in to:
            raise CodebookError(
                f"{old!r} becomes {' or '.join(map(repr, to))}, and {after.id} still has a label {old!r}: leave it out "
                f"there, or name it among those that it becomes, such as {old!r}: {[old, *to]!r}."
            )
        if to != (old,):
            moves[old] = to
    gone = [name for name in used if name not in after.names and name not in moves]
    if gone:
        raise CodebookError(
            f"{after.id} has no label {gone[0]!r}, and there are tags with it: say what becomes of them, such as "
            f"moves={{{gone[0]!r}: {after.names[0]!r}}}."
        )
    return moves


def _become(old: str, new: object) -> tuple[str, ...]:
    if new is None or new in ("", [], ()):
        raise CodebookError(
            f"{old!r} becomes nothing, and no tag is thrown away: name the label that its passages have now, or some. "
            f"A label without tags is retired by leaving it out of the codebook and of the moves."
        )
    if not isinstance(new, str | Sequence) or not all(isinstance(one, str) for one in new):
        raise CodebookError(f"{old!r} becomes {new!r}, which is no label’s name: write such as {_EXAMPLE}.")
    return (new,) if isinstance(new, str) else tuple(dict.fromkeys(new))


def _one_of(name: object, codebook: Codebook) -> None:
    if name not in codebook.names:
        raise CodebookError(f"{name!r} is no label of {codebook.id}: it has {', '.join(codebook.names)}.")
