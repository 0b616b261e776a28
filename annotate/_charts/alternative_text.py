"""A chart in words, for those who cannot see it, and pictures that carry these words with them."""

from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from matplotlib.axes import Axes

from annotate._errors import BalanceError

_KEPT, _FIRST = "_annotate_alt_text", "_annotate_title"


def describe(ax: Axes, *sentences: str) -> Axes:
    """Keep what a chart says in words with its Axes."""
    said = [sentence for sentence in sentences if sentence]
    vars(ax)[_KEPT], vars(ax)[_FIRST] = " ".join(said), next(iter(said), "").rstrip(".")
    return ax


def alt_text(ax: Axes) -> str:
    """Return what a chart shows in words, as the alternative text of a picture.

    Parameters
    ----------
    ax : Axes
        What one of the ``plot_`` functions returned.

    Returns
    -------
    str
        Empty where the Axes hold no chart of annotate.
    """
    return str(vars(ax).get(_KEPT, ""))


def save_chart(ax: Axes, path: str | Path, **options: Any) -> Path:
    """Write the figure of a chart to a file that carries the chart's words.

    Parameters
    ----------
    ax : Axes
        What one of the ``plot_`` functions returned; all charts of its figure are written and described.
    path : str or Path
        ``.png`` (the words are its ``Description``), ``.svg`` (its ``<title>`` and ``<desc>``, which screen readers
        say) or ``.pdf`` (its ``Subject``).
    **options
        As for ``Figure.savefig``, such as ``dpi=300``.

    Returns
    -------
    Path

    Raises
    ------
    BalanceError
        Where the file's ending is another, or it cannot be written.

    Examples
    --------
    >>> import annotate, pandas as pd, pathlib, tempfile
    >>> tags = pd.DataFrame({"article_id": ["a"], "source": "Le Fil", "start": 0, "end": 9,
    ...                      "label": "opinion", "coder": "mj"})
    >>> ax = annotate.plot_balance(annotate.balance(tags))
    >>> save_chart(ax, pathlib.Path(tempfile.mkdtemp()) / "balance.svg").name
    'balance.svg'
    """
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    figure = ax.get_figure(root=True)
    drawn = [one for one in figure.axes if alt_text(one)] if figure else []
    words = " ".join(alt_text(one) for one in drawn)
    title = next((vars(one)[_FIRST] for one in drawn), "")
    if kind not in ("png", "svg", "pdf") or figure is None:
        raise BalanceError(f"{path.name!r} is no picture that is written here: end it with .png, .svg or .pdf.")
    metadata = {"Title": title, {"png": "Description", "svg": "Description", "pdf": "Subject"}[kind]: words}
    drawing = BytesIO()
    figure.savefig(drawing, format=kind, **{**options, "metadata": {**metadata, **options.get("metadata", {})}})
    picture = drawing.getvalue()
    try:
        path.write_bytes(_told(picture, title, words) if kind == "svg" else picture)
    except OSError as error:
        raise BalanceError(f"{str(path)!r} cannot be written: {error.strerror}.") from error
    return path


def _told(svg: bytes, title: str, words: str) -> bytes:
    """Put title and description first in an SVG, where screen readers look for them."""
    head, opening, rest = svg.decode("utf-8").partition("<svg ")
    attributes, _, body = rest.partition(">")
    role = 'role="img" aria-labelledby="chart-title chart-desc" '
    told = f'<title id="chart-title">{escape(title)}</title>\n <desc id="chart-desc">{escape(words)}</desc>'
    return f"{head}{opening}{role}{attributes}>\n {told}{body}".encode()
