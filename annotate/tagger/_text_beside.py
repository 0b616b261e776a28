"""The text of taggers beside what is displayed: what is left where a notebook is opened without its kernel."""

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
from IPython import get_ipython
from IPython.display import display

from annotate.tagger._static_html import NO_ERROR

Bundle = tuple[dict[str, Any], dict[str, Any]]


def display_with_text(text: str, shown: Bundle) -> None:
    """Display text as plain HTML, and then a widget, beside which the style sheets let the other vanish."""
    bundle, metadata = shown
    plain = {"text/html": NO_ERROR + text, "text/plain": bundle.get("text/plain", "")}
    display(plain, raw=True)  # type: ignore[no-untyped-call]
    display({**bundle, "text/html": "<div></div>"}, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]


def keep_text_in_boxes(kind: type[Any]) -> None:
    """Have a box of widgets shown with the text of those of a kind that stand in it; any other box as ever.

    Parameters
    ----------
    kind : type
        The widgets that have a text: as HTML, in what they are displayed by.
    """
    shell = get_ipython()
    if shell is None:
        return

    def show(box: Any) -> None:
        text = "".join(_text_of(one) for one in _all_in(box) if isinstance(one, kind))
        if not text or type(box)._repr_mimebundle_ is not widgets.Box._repr_mimebundle_:
            raise NotImplementedError  # by which IPython knows that the box is shown as it would be
        display_with_text(text, _bundle(box._repr_mimebundle_()))

    shell.display_formatter.ipython_display_formatter.for_type(widgets.Box, show)


def _text_of(shown: Any) -> str:
    return str(_bundle(shown._repr_mimebundle_())[0].get("text/html", ""))


def _bundle(made: Any) -> Bundle:
    return made if isinstance(made, tuple) else (made or {}, {})


def _all_in(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        yield child
        yield from _all_in(child)
