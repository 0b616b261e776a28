"""Show how far a long piece of work is, on standard error."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_SECONDS = 2.0
"""Work that takes less says nothing."""


def with_progress(items: Sequence[Item], what: str, *, shown: bool | None = None) -> Iterator[Item]:
    """Return items one after another, with a bar that says how many are done once it has taken two seconds.

    Parameters
    ----------
    items : sequence
    what : str
        Is done with them, such as ``"Reading"``.
    shown : bool, optional
        Where left out, only where somebody watches: in a terminal or a notebook.

    Examples
    --------
    >>> list(with_progress(["a", "b"], "Reading"))
    ['a', 'b']
    """
    watched = sys.stderr.isatty() or _is_in_notebook()
    if not (watched if shown is None else shown) or len(items) < 2:
        return iter(items)
    from tqdm import tqdm

    bar: Iterable[Item] = tqdm(items, desc=what, delay=_SECONDS, mininterval=0.5, file=sys.stderr)
    return iter(bar)


def _is_in_notebook() -> bool:
    kernel = sys.modules.get("ipykernel.kernelapp")  # a script may well have loaded it, and be no kernel
    return kernel is not None and bool(kernel.IPKernelApp.initialized())
