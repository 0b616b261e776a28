"""Colours and hatches of labels: Paul Tol's high-contrast set, which also survives a black-and-white print.

Tol, P. (2021). *Colour Schemes*, SRON/EPS/TN/09-002, https://personal.sron.nl/~pault. Its yellow has a contrast of
only 2.1 : 1 with white, so that everything filled has a dark edge.
"""

from collections.abc import Mapping, Sequence

from matplotlib.colors import is_color_like

from annotate._charts.lettering import plain
from annotate._codebook import EXCLUDED, Codebook
from annotate._errors import BalanceError
from annotate._wording import Wording

PALETTE: dict[str, str] = {label.name: label.colour for label in Codebook.shipped().labels}
HATCHES: dict[str, str] = {"opinion": "///", "reported_fact": "", "attributed_claim": "...", EXCLUDED: ""}
UNTAGGED = "#FFFFFF"

_SPARE = (("#44AA99", "xx"), ("#882255", "\\\\\\"), ("#999933", "++"), ("#AA4499", "oo"), ("#666666", "--"))
"""For labels of other codebooks: Tol's muted set."""


def looks(labels: Sequence[str], palette: Mapping[str, str] | None) -> dict[str, tuple[str, str]]:
    """Return each label's colour and hatch.

    Raises
    ------
    BalanceError
        Where the palette has something that is no colour.
    """
    given = dict(palette or {})
    for label, colour in given.items():
        if not is_color_like(colour):
            raise BalanceError(f"palette has {colour!r} for {label!r}, which is no colour: write one as '#004488'.")
    others = [label for label in labels if label not in PALETTE]
    spare = {label: _SPARE[nth % len(_SPARE)] for nth, label in enumerate(others)}
    usual = {label: (PALETTE[label], HATCHES[label]) if label in PALETTE else spare[label] for label in labels}
    return {label: (given.get(label, colour), hatch) for label, (colour, hatch) in usual.items()}


def label_names(labels: Sequence[str], say: Wording) -> list[str]:
    """Return each label's name as a reader says it.

    Examples
    --------
    >>> label_names(["reported_fact", "mixed_voices"], Wording("en"))
    ['Reported fact', 'Mixed voices']
    """
    titles = {label.name: label.title for label in Codebook.shipped().labels}
    return [say.choose(titles[label]) if label in titles else _in_words(label) for label in labels]


def _in_words(label: str) -> str:
    text = plain(label.replace("_", " "))
    return text[:1].upper() + text[1:]
