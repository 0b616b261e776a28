"""Admission: from which share of right passages a coder may begin, and whom a lead admits by hand."""

import json
from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._project import about
from annotate._project.rows import AnyRow, Change

THRESHOLD = "admit_from"
"""Under this name stands the share of right passages that the study asks for; nothing where it asks for none."""
REQUIRED = "admit_gold"
"""Under this name stands which gold a coder must have practised on; nothing where any will do that ever was."""
ADMITTED = "admitted"
"""Under this name stand those whom a lead admitted by hand, each with the reason."""


def checked_share(share: object) -> float:
    """Return a share of right passages, or say why it is none."""
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise TagError(f"admit={share!r} is no share: give a number from 0 to 1, such as 0.8.")
    return float(share)


def threshold(connection: Connection) -> float | None:
    """Return from which share of right passages a study admits its coders; None where it asks for no training."""
    kept = about.of_study(connection, THRESHOLD)
    return float(kept) if kept else None


def by_hand(connection: Connection) -> dict[str, str]:
    """Return whom a lead admitted, with the reason."""
    found: dict[str, str] = json.loads(about.of_study(connection, ADMITTED) or "{}")
    return found


def required(connection: Connection) -> str:
    """Return the fingerprint of the gold that a coder must have practised on; empty where any will do."""
    return about.of_study(connection, REQUIRED)


def fingerprint(gold: Sequence[AnyRow]) -> str:
    """Return what tells one gold from another: its passages and their labels, whatever else is said of them.

    A speaker or a note that is put right leaves it the same gold: nobody practises anew for it.
    """
    scored = sorted([one["article_id"], one["start"], one["end"], one["label"]] for one in gold)
    return sha256(json.dumps(scored).encode()).hexdigest()


def threshold_rows(connection: Connection, share: float | None, gold: str) -> list[Change]:
    """Return the rows that ask for a training (with one gold alone, where it is named), or (None) for none any more."""
    said = {THRESHOLD: None if share is None else repr(share), REQUIRED: gold or None}
    return [
        ("study_log", {"name": name, "value": value})
        for name, value in said.items()
        if (about.of_study(connection, name) or None) != value
    ]


def admit_rows(connection: Connection, whom: str, reason: str) -> list[Change]:
    """Return the row that admits a coder by hand."""
    before = by_hand(connection)
    if whom in before and before[whom] == reason:
        return []
    value = json.dumps({**before, whom: reason}, sort_keys=True)
    return [("study_log", {"name": ADMITTED, "value": value})]


def refusal(coder: str, asked: float, share: float | None, missing: int) -> str:
    """Return why a coder cannot begin yet, and what to do."""
    if share is None:
        so_far = "has not practised"
    elif missing:
        so_far = f"has {missing} of the training's passages still to tag"
    else:
        so_far = f"had {share * 100:.3g} %, which stays, since a first decision counts"
    return (
        f"{coder!r} is not admitted to this study yet: it asks for {asked * 100:.3g} % of a training's passages as the "
        f"gold has them, and {coder!r} {so_far}. Practise with annotate.Tagger(project, coder={coder!r}, "
        f"training='gold.csv'), or let the lead admit by hand: project.admit({coder!r}, reason='…')."
    )
