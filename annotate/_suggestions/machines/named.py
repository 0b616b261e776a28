"""What a machine is called, with its version: a suggestion says by whom it is."""

import hashlib
from typing import Any, TypeGuard

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
        address = str(getattr(suggester, "address", "") or "")
        return f"{name_of(suggester)} at {address}" if address else name_of(suggester)
    rules = f"annotate {annotate.__version__}, rules" + (" and own cues" if has_own_cues else "")
    if not is_used(learned):
        return rules
    return f"{rules}, learned {hashlib.sha256(learned.to_json().encode()).hexdigest()[:8]}"


def name_of(suggester: Any) -> str:
    """Return another machine's name and version.

    Examples
    --------
    >>> name_of(len)
    'len'
    """
    name = str(getattr(suggester, "name", "") or getattr(suggester, "__name__", "") or type(suggester).__name__)
    return " ".join(filter(None, (name, str(getattr(suggester, "version", "") or ""))))


def is_used(learned: Learned | None) -> TypeGuard[Learned]:
    """Whether what was learned is better than the rules alone, so that it suggests."""
    return learned is not None and bool(learned.figures()["is_used"].any())
