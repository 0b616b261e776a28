"""Where on a chart each share stands, for whoever wants to point at one."""

from collections.abc import Iterable
from typing import NamedTuple

from matplotlib.axes import Axes

_KEPT = "_annotate_places"


class Place(NamedTuple):
    """A share's group and label, and where it stands: from the picture's left and top, in parts of its size."""

    group: str
    label: str
    left: float
    top: float


def keep_places(ax: Axes, places: Iterable[tuple[str, str, float, float]]) -> None:
    """Keep with its Axes where a chart's shares stand, in their own units."""
    vars(ax)[_KEPT] = [*vars(ax).get(_KEPT, []), *places]


def places_of(ax: Axes) -> list[Place]:
    """Return where the shares of a drawn chart stand; nothing where it has none, or was not drawn yet."""
    figure = ax.get_figure(root=True)
    if figure is None:
        return []
    width, height = figure.bbox.width, figure.bbox.height
    found = []
    for group, label, x, y in vars(ax).get(_KEPT, []):
        across, up = ax.transData.transform((x, y))
        found.append(Place(group, label, float(across / width), float(1 - up / height)))
    return [one for one in found if one.left == one.left]  # a missing share stands nowhere
