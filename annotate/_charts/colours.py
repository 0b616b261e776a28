"""Colours and hatches of labels: Paul Tol's high-contrast set, which also survives a black-and-white print.

Tol, P. (2021). *Colour Schemes*, SRON/EPS/TN/09-002, https://personal.sron.nl/~pault. Its yellow has a contrast of
only 2.1 : 1 with white, so that everything filled has a dark edge.
"""

from collections.abc import Iterator, Mapping, Sequence

from matplotlib.colors import is_color_like

from annotate._charts.lettering import clean
from annotate._codebook import Codebook, Label
from annotate._errors import BalanceError
from annotate._wording import Wording

UNTAGGED = "#FFFFFF"

_SPARE = (("#44AA99", "xx"), ("#882255", "\\\\\\"), ("#999933", "++"), ("#AA4499", "oo"), ("#666666", "--"))
"""For labels that the codebook lacks: Tol's muted set."""

_HATCHES = ("///", "...", "\\\\\\", "xx", "++", "oo", "--", "||", "**")
"""For labels whose codebook gives them no pattern of their own."""


def looks(labels: Sequence[str], palette: Mapping[str, str] | None, codebook: Codebook) -> dict[str, tuple[str, str]]:
    """Return each label's colour and hatch: the codebook's, or spare ones, so that no two counted labels look alike.

    Raises
    ------
    BalanceError
        Where the palette has something that is no colour.

    Examples
    --------
    >>> looks(["opinion", "satire"], None, Codebook.shipped())
    {'opinion': ('#BB5566', '///'), 'satire': ('#44AA99', 'xx')}
    """
    given = dict(palette or {})
    for label, colour in given.items():
        if not is_color_like(colour):
            raise BalanceError(f"palette has {colour!r} for {label!r}, which is no colour: write one as '#004488'.")
    others = [label for label in labels if label not in codebook.names]
    spare = {label: _SPARE[nth % len(_SPARE)] for nth, label in enumerate(others)}
    usual = {label.name: (label.colour, hatch) for label, hatch in _hatched(codebook)} | spare
    return {label: (given.get(label, usual[label][0]), usual[label][1]) for label in labels}


def _hatched(codebook: Codebook) -> Iterator[tuple[Label, str]]:
    """Return each label with its pattern, or a spare one where a counted label before it has the same."""
    used: set[str] = set()
    for label in codebook.labels:
        free = (hatch for hatch in _HATCHES if hatch not in used)
        hatch = next(free, label.hatch) if label.hatch in used and label.counted else label.hatch
        used.add(hatch)
        yield label, hatch


def label_names(labels: Sequence[str], say: Wording, codebook: Codebook) -> list[str]:
    """Return each label's name as a reader says it.

    Examples
    --------
    >>> label_names(["reported_fact", "mixed_voices"], Wording("en"), Codebook.shipped())
    ['Reported fact', 'Mixed voices']
    """
    titles = {label.name: label.title for label in codebook.labels}
    return [clean(say.choose(titles[label])) if label in titles else _in_words(label) for label in labels]


def _in_words(label: str) -> str:
    text = clean(label.replace("_", " "))
    return text[:1].upper() + text[1:]
