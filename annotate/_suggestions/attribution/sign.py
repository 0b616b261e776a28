"""One sign of attribution."""

from dataclasses import dataclass

from annotate._suggestions.attribution.words import Group


@dataclass
class Sign:
    """One sign.

    Attributes
    ----------
    why : str
        A key of the wording: ``verb``, ``thought``, ``stance``, ``passive``, ``according_to``, ``hearsay``, …
    kind : str
        The kind of cue, as shown.
    first, last : int
        Its words, from the first to before the last.
    weight : float
        How sure a claim is by this sign alone, 0–1.
    speaker : (int, int) or None
        The words that name the speaker.
    pronoun : str
        ``masculine``, ``feminine``, ``plural`` or ``impersonal``, where that is all that names the speaker.
    is_past : bool
        A verb in the past; a conditional below it is the future of the past.
    quotes : bool
        Whether it introduces a quotation.
    """

    why: str
    kind: str
    first: int
    last: int
    weight: float
    speaker: Group | None = None
    pronoun: str = ""
    is_past: bool = False
    quotes: bool = False
