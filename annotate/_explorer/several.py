"""A control of the explorer: several of a list are chosen, each a button that is pressed or not."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

_HERE = Path(__file__).parent


class Several(anywidget.AnyWidget):
    """Names as buttons, of which any number is pressed; where there are many, a field finds them.

    It is asked as the controls of ipywidgets are: `options` are pairs of a name and its value, `value` those chosen.

    Attributes
    ----------
    description : str
        What is chosen here.
    value : tuple
        What is chosen, in the order of the options.
    names : list of str
        What stands on the buttons.
    index : list of int
        Which are pressed.
    texts : dict
        ``find`` and ``found``, the words of the field.

    Examples
    --------
    >>> several = Several([("Le Fil", "fil"), ("The Quay", "quay")], description="Sources")
    >>> several.value = ["quay"]
    >>> several.index
    [1]
    """

    _esm = _HERE / "several.js"
    _css = _HERE / "several.css"

    description = traitlets.Unicode().tag(sync=True)
    names: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    index: traitlets.List[int] = traitlets.List(traitlets.Int()).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    value = traitlets.Any(())

    def __init__(self, options: Iterable[tuple[str, Any]], **given: Any) -> None:
        self._options: list[tuple[str, Any]] = []
        super().__init__(**given)
        self.options = list(options)

    @property
    def options(self) -> list[tuple[str, Any]]:
        """The names and their values; nothing is chosen of new ones."""
        return self._options

    @options.setter
    def options(self, options: list[tuple[str, Any]]) -> None:
        self.index = []
        self._options = options
        self.names = [name.encode("utf-8", "replace").decode("utf-8") for name, _ in options]

    @traitlets.validate("index")
    def _within(self, proposal: Any) -> list[int]:
        if any(not 0 <= nth < len(self._options) for nth in proposal["value"]):
            raise traitlets.TraitError(f"{proposal['value']} names an option that is not there.")
        return sorted(set(proposal["value"]))

    @traitlets.validate("value")
    def _known(self, proposal: Any) -> tuple[Any, ...]:
        chosen = list(proposal["value"])
        values = [value for _, value in self._options]
        strange = [one for one in chosen if one not in values]
        if strange:
            raise traitlets.TraitError(f"{strange[0]!r} is none of the options, which are {values}.")
        return tuple(value for value in values if value in chosen)

    @traitlets.observe("index")
    def _pressed(self, _change: object) -> None:
        self.value = tuple(self._options[nth][1] for nth in self.index)

    @traitlets.observe("value")
    def _chosen(self, _change: object) -> None:
        self.index = [nth for nth, (_, value) in enumerate(self._options) if value in self.value]
