"""The explorer's controls, and how they stand."""

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from annotate._charts.lettering import plain
from annotate._explorer.choice import GROUPS, UNITS, as_text
from annotate._explorer.measures_shown import MEASURES
from annotate._explorer.several import Several
from annotate._tags import variable_names
from annotate._wording import Wording

_NAMES = {
    "passage": "shared.passages", "character": "shared.characters", "month": "shared.month",
    **{name: f"explorer.by_{name}" for name in ("source", "speaker", "language", "coder")},
}  # fmt: skip
"""The names of choices that other rooms say too, or whose own name is that of a control."""


def options_of(tags: pd.DataFrame, column: str, say: Wording) -> list[tuple[str, str]]:
    return [(plain(name) or say.text("shared.unnamed_row"), name) for name in sorted(set(as_text(tags[column])))]


def controls_of(tags: pd.DataFrame, say: Wording) -> dict[str, widgets.DOMWidget]:
    """Make the widgets, by their name; each carries its own description, which a screen reader says."""
    choices = {"measure": MEASURES, "by": GROUPS, "unit": UNITS}
    made: dict[str, widgets.DOMWidget] = {}
    for name in ("sources", "coders"):
        options = options_of(tags, name.removesuffix("s"), say)
        texts = {one: say.text(f"explorer.{one}", n="{n}", all="{all}") for one in ("find", "found")}
        texts["colon"] = say.text("shared.colon")
        made[name] = Several(options, description=say.text(f"explorer.{name}"), texts=texts)
    for name in ("first", "last"):
        made[name] = widgets.DatePicker(**_look(say.text(f"explorer.{name}")))
    for name, values in choices.items():
        options = [(say.text(_NAMES.get(value, f"explorer.{value}")), value) for value in values]
        if name == "by":
            options += [(plain(variable), variable) for variable in variable_names(tags)]
        made[name] = widgets.Dropdown(options=options, **_look(say.text(f"explorer.{name}")))
    made["passages"] = widgets.Dropdown(options=[], **_look(say.text("explorer.passages")))
    made["again"] = widgets.Button(description=say.text("explorer.again"), icon="refresh", layout={"width": "auto"})
    return made


def _look(description: str) -> dict[str, str | dict[str, str]]:
    return {"description": description, "style": {"description_width": "auto"}, "layout": {"max_width": "100%"}}


def arranged(controls: Mapping[str, Any], say: Wording, can_read_again: bool) -> list[widgets.Widget]:
    """Put the controls into columns that fold where the page is narrow."""
    order = ("sources", "coders", "measure", "by", "unit", "first", "last", "passages")
    boxes = [controls[name] for name in order]
    below = [widgets.HTML(escape(say.text("explorer.help"))), *([controls["again"]] if can_read_again else [])]
    return [widgets.Box(part).add_class("annotate-controls") for part in (boxes, below)]
