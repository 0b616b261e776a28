"""A tagger inside a box, tabs or another layout: its text stands beside the box, too, for where no kernel runs.

A box is shown as itself alone: nobody asks what is in it how it is to be shown. So boxes are shown through here, as
IPython lets anybody say of any type; those without a tagger in them are shown as ever.
"""

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
from IPython.core.getipython import get_ipython
from IPython.display import display

from annotate.tagger._static_html import NO_ERROR


def show_boxes() -> None:
    """From now on show a box with what its taggers show where no kernel runs."""
    shell: Any = get_ipython()
    if shell is None:
        return
    formatter = shell.display_formatter.mimebundle_formatter
    if widgets.Box not in formatter.type_printers:  # which may be somebody else's
        formatter.for_type(widgets.Box, _bundle)


def _bundle(box: Any, **options: Any) -> Any:
    """Return how a box is shown; before it, if a tagger is in it, the text is."""
    bundle = box._repr_mimebundle_(**options)
    texts = list(_texts(box))
    if not texts or not isinstance(bundle, dict):
        return bundle
    display({"text/html": NO_ERROR + "".join(texts), "text/plain": bundle.get("text/plain", "")}, raw=True)  # type: ignore[no-untyped-call]
    return {**bundle, "text/html": bundle.get("text/html", "<div></div>")}


def _texts(box: Any) -> Iterator[str]:
    for child in getattr(box, "children", ()):
        if hasattr(child, "_still"):
            yield child._still()
        yield from _texts(child)
