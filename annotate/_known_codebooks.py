"""Which codebook a table of tags was made with.

A tag names its codebook (``name@version``) and carries nothing else of it. Projects, and readers that are given one,
make their codebooks known here for as long as Python runs; whatever counts or draws tags looks them up by that name,
which stays with the rows wherever they are joined, chosen or merged.
"""

import sys
import warnings
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import pandas as pd

from annotate._codebook import Codebook, Label
from annotate._errors import CodebookError
from annotate._exact_text import TEXT

_KNOWN: dict[str, list[Codebook]] = {}
"""The codebooks of each name; what was made known last stands last."""


_NEWEST: dict[str, list[Codebook]] = {}
"""For each version of a study's codebook, those that stand now: its tags may be read by one of them."""


def make_known(codebook: Codebook, *earlier: Codebook) -> None:
    """Let tags that name this codebook be read by it; and those that name an earlier version of it, if they can be."""
    for one in (*earlier, codebook):
        _KNOWN[one.id] = [*(other for other in _KNOWN.pop(one.id, []) if other != one), one]
        _NEWEST[one.id] = [*(other for other in _NEWEST.pop(one.id, []) if other != codebook), codebook]


def codebook_of(tags: pd.DataFrame, given: Codebook | None = None) -> Codebook:
    """Return the codebook by which tags are to be read: the one given, or the ones that they name.

    Parameters
    ----------
    tags : DataFrame
        With or without the column ``codebook``. Codebooks that are not known, and tags that name none, are taken for
        the shipped one.
    given : Codebook, optional
        As of every function that takes a ``codebook``.

    Returns
    -------
    Codebook
        Where the tags name several, one with the labels of all.

    Raises
    ------
    CodebookError
        Where what is given is no codebook, or two of them disagree on a label.

    Examples
    --------
    >>> codebook_of(pd.DataFrame({"codebook": ["media_bias@1"]})).counted
    ('opinion', 'reported_fact', 'attributed_claim')
    """
    if given is not None:
        return checked(given)
    names = sorted(map(str, tags["codebook"].dropna().unique())) if "codebook" in tags.columns else []
    newest = _newest(names, tags)
    if newest is not None:
        return newest
    found = [codebook for name in names if (codebook := _named(name)) is not None]
    return _joined(found or [Codebook.shipped()])


def asking(tags: pd.DataFrame, question: str, codebook: Codebook) -> Codebook:
    """Return a codebook by which tags may be read that asks a question; the one given, where none does.

    Two studies of a session may have codebooks of one name, of which one asks what the other does not.
    """
    if any(one.name == question for one in codebook.questions) or "codebook" not in tags.columns:
        return codebook
    names = sorted(map(str, tags["codebook"].dropna().unique()))
    known = [one for name in names for one in [*_KNOWN.get(name, []), *_NEWEST.get(name, [])]]
    return next((one for one in reversed(known) if question in {asked.name for asked in one.questions}), codebook)


def _newest(names: list[str], tags: pd.DataFrame) -> Codebook | None:
    """Return the version that stands of a codebook that was revised, where the tags are to be read by it."""
    standing = [one for one in _NEWEST.get(names[0], []) if len(names) > 1 or one.id != names[0]] if names else []
    standing = [one for one in standing if all(one in _NEWEST.get(name, []) for name in names)]
    if not standing:
        return None
    as_made = [one for one in [_named(names[0])] if one is not None and len(names) == 1]
    labels = tags["label"] if "label" in tags.columns else pd.Series([], dtype=TEXT)
    listed = list(labels.cat.categories) if isinstance(labels.dtype, pd.CategoricalDtype) else []
    used = set(map(str, labels.dropna().unique()))
    fitting = [one for one in standing if list(one.names) == listed]  # as a study that was revised gives its tags
    if not fitting and not any(used <= set(one.names) for one in as_made):
        fitting = [one for one in standing if used <= set(one.names)]
    for one in as_made:
        for other in fitting if list(one.names) == listed else [] if fitting else standing:
            _refuse_other(one, other, used)
    if fitting or as_made:
        return fitting[-1] if fitting else None
    gone = min(used - set(standing[-1].names))
    raise CodebookError(
        f"These tags name {' and '.join(names)}, and {gone!r} is no label any more in {standing[-1].id}, the version "
        "that stands: take the tags from project.tags(), where each has the label that it became, or bring them to one "
        f"form, such as with tags.assign(label=tags['label'].astype(str).replace({{{gone!r}: …}}))."
    )


def codebook_with(labels: Sequence[str], given: Codebook | None = None) -> Codebook:
    """Return the codebook by which a table is to be drawn that names labels, and no codebook.

    Returns
    -------
    Codebook
        The one given; else the known one that has all these labels, the last where there are several (and a warning,
        where these would look different); else the shipped one.
    """
    if given is not None:
        return checked(given)
    fitting = [one for same in _KNOWN.values() for one in same if set(labels) <= set(one.names)]
    if not fitting:
        return Codebook.shipped()
    if any(_looks(one, labels) != _looks(fitting[-1], labels) for one in fitting):
        names = ", ".join(dict.fromkeys(one.id for one in fitting))
        warnings.warn(
            f"Several codebooks have these labels, and call or colour them differently: {names}. The labels are drawn "
            f"as {fitting[-1].id} has them; say codebook=project.codebook to be sure.",
            stacklevel=_outside(),
        )
    return fitting[-1]


def warn_of_unknown(tags: pd.DataFrame, codebook: Codebook, labels: Iterable[str]) -> None:
    """Warn that labels are taken as counted, where the tags name a codebook that is not known and might say no."""
    others = [name for name in labels if name not in codebook.names]
    names = sorted(map(str, tags["codebook"].dropna().unique())) if others and "codebook" in tags.columns else []
    unknown = [name for name in names if _named(name) is None]
    if unknown:
        warnings.warn(
            f"The codebook {unknown[0]!r} that these tags name is not known here, so that the label {others[0]!r} is "
            "counted: pass codebook=annotate.Codebook.read(…) of its file, or open its project, if it should not be.",
            stacklevel=_outside(),
        )


def _outside() -> int:
    """Return the stacklevel of whoever called annotate."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("annotate."):
        frame, level = frame.f_back, level + 1
    return level


def checked(codebook: object) -> Codebook:
    """Refuse what is no codebook."""
    if not isinstance(codebook, Codebook):
        raise CodebookError(
            f"codebook={codebook!r} is no codebook: pass project.codebook, or what annotate.Codebook.read(…) makes of "
            "its file."
        )
    return codebook


def _named(name: str) -> Codebook | None:
    """Return the codebook of a name; nothing where it is not known."""
    shipped = Codebook.shipped()
    same = _KNOWN.get(name) or ([shipped] if name in ("", shipped.id) else [])
    for one in same[:-1]:
        _refuse_other(one, same[-1])
    return same[-1] if same else None


def _joined(codebooks: list[Codebook]) -> Codebook:
    joined = codebooks[0]
    for one in codebooks[1:]:
        _refuse_other(joined, one)
        more = tuple(label for label in one.labels if label.name not in joined.names)
        if one != joined:
            joined = replace(one, name=f"{joined.id} + {one.name}", labels=joined.labels + more)
    return joined


def _refuse_other(one: Codebook, other: Codebook, used: Collection[str] | None = None) -> None:
    """Refuse two codebooks by which the same tags (those with the used labels) would give different numbers."""
    labels = {label.name: label for label in one.labels if used is None or label.name in used}
    for label in other.labels:
        if label.name in labels and _rules(label) != _rules(labels[label.name]):
            raise CodebookError(
                f"The label {label.name!r} is not the same in the codebooks {one.id} and {other.id} that these tags "
                "name: say by which one to read them, such as codebook=project.codebook, or give one of the two "
                "another name or version."
            )


def _rules(label: Label) -> tuple[bool, bool, str]:
    return label.counted, label.takes_speaker, label.asserts


def _looks(codebook: Codebook, labels: Iterable[str]) -> list[object]:
    return [(label.title, label.colour, label.hatch) for label in codebook.labels if label.name in labels]
