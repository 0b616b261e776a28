"""What the explorer shows of the chart: the picture with a place for each dot, what is chosen, and passages."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

_HERE = Path(__file__).parent


class Shown(anywidget.AnyWidget):
    """A picture whose dots can be chosen, by the mouse and by the keyboard; over it what is chosen, under it passages.

    Attributes
    ----------
    chips : list of str
        What is chosen; one that is pressed comes back as ``{"dropped": which}``.
    picture : dict
        ``src``, ``alt``, ``width`` in pixels, and ``dots``: each ``(which, left, top, name)`` in parts of the picture;
        one that is pressed comes back as ``{"dot": which}``.
    passages : dict
        ``title``, ``rows`` of ``(text, where)``, ``more`` and ``open``, the button's name or an empty text; one that
        is to be opened comes back as ``{"opened": which}``.
    texts : dict
        The widget's own words.
    """

    _esm = _HERE / "shown.js"
    _css = _HERE / "shown.css"

    chips: traitlets.List[str] = traitlets.List().tag(sync=True)
    picture = traitlets.Dict().tag(sync=True)
    passages = traitlets.Dict().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)


def inert(value: Any) -> Any:
    """Return a text as it can travel: half a surrogate pair would break the message."""
    return str(value).encode("utf-8", "replace").decode("utf-8")
