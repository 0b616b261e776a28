"""What a machine is called, with its version: a suggestion says by whom it is."""

import hashlib
from typing import Any

import annotate
from annotate._suggestions.learning.claim_model import Learned


def machine_name(*, suggester: Any = None, learned: Learned | None = None, has_own_cues: bool = False) -> str:
    """Return the name of what suggests: of the rules with annotate's version, of what was learned with its mark.

    Parameters
    ----------
    suggester : callable, optional
        Another machine: its ``name`` (else what Python calls it), ``version`` and ``address``, as far as it has them.
    learned : Learned, optional
        What was learned from tags, where it is used: its mark changes with what it learned.
    has_own_cues : bool
        Whether a project's own cues are among the rules.

    Examples
    --------
    >>> machine_name(suggester=len)
    'len'
    """
    if suggester is not None:
        name = str(getattr(suggester, "name", "") or getattr(suggester, "__name__", type(suggester).__name__))
        version, address = (str(getattr(suggester, said, "") or "") for said in ("version", "address"))
        return " ".join(part for part in (name, version, address and f"at {address}") if part)
    rules = f"annotate {annotate.__version__}, rules" + (" and own cues" if has_own_cues else "")
    if learned is None or not learned.figures()["is_used"].any():
        return rules
    return f"{rules}, learned {hashlib.sha256(learned.to_json().encode()).hexdigest()[:8]}"
