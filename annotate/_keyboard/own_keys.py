"""Whatever is typed into a box of widgets is for them, and never a command of the notebook around."""

from pathlib import Path
from typing import Any

import anywidget

_HERE = Path(__file__).parent
MARK = "annotate-own-keys"


class OwnKeys(anywidget.AnyWidget):
    """Stands unseen in a box and keeps the keys of all that stands there; `keep_keys` puts it in."""

    _esm = _HERE / "own_keys.js"


def keep_keys(box: Any) -> None:
    """Keep the keys of every control in a box of widgets, those that come later too.

    JupyterLab and Notebook take a key for a command of theirs (``x`` cuts the cell) unless what has the keyboard
    says otherwise, and the controls of ipywidgets do not.
    """
    box.add_class(MARK)
    box.children = (*box.children, OwnKeys(layout={"display": "none"}))
