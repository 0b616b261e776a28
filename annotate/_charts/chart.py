"""What every chart has: a language, its labels' looks and names, notes under it, and itself in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from annotate._charts.alternative_text import describe
from annotate._charts.canvas import blank, inches, note, on_paper
from annotate._charts.colours import label_names, looks
from annotate._charts.lettering import can_be_drawn, clean
from annotate._codebook import Codebook
from annotate._counting.design import DRAWN
from annotate._errors import BalanceError
from annotate._wording import Remark, Wording, read_remarks

FOOTNOTE_MARKS = "*†‡§¶"


class Chart:
    """The frame of one chart; what stands in it is drawn by its room.

    Parameters
    ----------
    language : str
    labels : sequence of str
        Those that are drawn, in their order.
    palette : mapping or None
        Colours by label that shall not be the codebook's.
    codebook : Codebook, optional
        What the labels are; the shipped one where left out.

    Attributes
    ----------
    say : Wording
    look : dict
        Colour and hatch by label.
    names : dict
        Title by label.
    """

    def __init__(
        self,
        language: str,
        labels: Sequence[str] = (),
        palette: Mapping[str, str] | None = None,
        codebook: Codebook | None = None,
    ) -> None:
        codebook = codebook or Codebook.shipped()
        self.say = Wording(language, BalanceError)
        self.look = looks(labels, palette, codebook)
        self.names = dict(zip(labels, label_names(labels, self.say, codebook), strict=True))

    def nothing(self, ax: Axes | None, key: str) -> Axes:
        """Draw the sentence that says why there is no chart."""
        sentence = self.say.text(f"charts.{key}")
        return describe(blank(ax, sentence), sentence)

    def require_width(self, ax: Axes, least: float) -> None:
        """Refuse Axes on which texts would overlap.

        Raises
        ------
        BalanceError
            Where they are narrower than ``least``, in inches.
        """
        room = inches(ax)[0]
        if room < least - 0.05:
            raise BalanceError(
                f"This chart needs Axes of {_mm(least)} mm at least, and these have about {_mm(room)} mm: give it "
                "wider ones, leave out ax, or draw fewer columns."
            )

    def finished(self, ax: Axes, told: Iterable[str], notes: Sequence[str], **room: float) -> Axes:
        """Write the notes under the chart, and keep what it says in words, names as they are, with it."""
        in_words = [*told]
        missing = [] if can_be_drawn("".join(in_words)) else [self.say.text("charts.no_font")]
        note(ax, [*notes, *missing], **room)
        on_paper(ax)
        return describe(ax, *in_words, *notes)

    # What charts say alike ----------------------------------------------------------------------------------

    def denominators(self, rows: Any, place: int | slice = slice(None)) -> list[str]:
        """Return what a row rests on, or all rows together: passages and articles; then what is in no share."""
        passages, articles, untagged, excluded = (
            float(np.nansum(getattr(rows, name)[place])) for name in ("passages", "articles", "untagged", "excluded")
        )
        aside = [self.say.count(what, many) for what, many in (("untagged", untagged), ("excluded", excluded)) if many]
        whole = f"{self.say.count('passage', passages)}, {self.say.count('article', articles)}"
        return [whole, ", ".join(aside)] if aside else [whole]

    def percents(self, shares: Iterable[float]) -> list[str]:
        """Write shares; an empty text where there is none."""
        return ["" if np.isnan(share) else self.say.percent(share) for share in shares]

    def numbers(self, values: Iterable[float]) -> list[str]:
        """Write numbers; an empty text for nothing."""
        return [self.say.number(value) if value else "" for value in values]

    def cares(self, warnings: Iterable[str]) -> dict[str, list[str]]:
        """Return, for each warning of a table, the short sentences that say it under a chart."""
        return {warning: [self._care(one) for one in read_remarks(warning)] for warning in dict.fromkeys(warnings)}

    def _care(self, one: Remark | str) -> str:
        if isinstance(one, str):
            return clean(one)
        key = f"charts.care.{one.code}"
        return self.say.text(key if self.say.knows(key) else f"remarks.{one.code}", **one.values)


class Footnotes:
    """One mark for each thing to be careful about, on the rows that it is about.

    Parameters
    ----------
    chart : Chart
    warnings : sequence of str
        A table's, one a row.

    Examples
    --------
    >>> notes = Footnotes(Chart("en"), ["", "no counted passage: there is no share", "one article only"])
    >>> notes.marks, notes.sentences
    (['', '*', '†'], ['* no counted passage', '† one article only'])
    """

    def __init__(self, chart: Chart, warnings: Sequence[str]) -> None:
        cares = chart.cares(warnings)
        kinds = dict.fromkeys(care for some in cares.values() for care in some)
        mark = {care: _mark(nth) for nth, care in enumerate(kinds)}
        self.marks = ["".join(mark[care] for care in cares[warning]) for warning in warnings]
        self.sentences = [f"{mark[care]} {care}" for care in kinds]


def design_in_words(design: str, say: Wording) -> str:
    """Return how articles were drawn in words, of the column ``design`` of a balance table; empty where it is.

    Examples
    --------
    >>> design_in_words("weights=weight, strata=desk, of news", Wording("en"))
    'weighted by “weight”; strata: “desk, of news”'
    """
    parts = re.split(rf"(?:^|, )({'|'.join(DRAWN)}|copies)=", design)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return "; ".join(say.text(f"drawn_by.{what}", column=clean(column)) for what, column in pairs)


def _mm(length: float) -> int:
    return round(length * 25.4)


def _mark(nth: int) -> str:
    """Return the nth mark, as printers have them: after * † ‡ § ¶ come ** and ††."""
    return FOOTNOTE_MARKS[nth % len(FOOTNOTE_MARKS)] * (nth // len(FOOTNOTE_MARKS) + 1)


def ordered_names(order: Sequence[str], known: Sequence[str], where: str) -> list[str]:
    """Return what ``order`` names, each once.

    Raises
    ------
    BalanceError
        Where it is one text, or names what there is not.

    Examples
    --------
    >>> ordered_names(["b", "a", "b"], ["a", "b", "c"], "in the table")
    ['b', 'a']
    """
    if isinstance(order, str):
        raise BalanceError(f"order={order!r} must be a list, such as [{order!r}].")
    unknown = [name for name in order if name not in known]
    if unknown:
        some = ", ".join(map(repr, known[:10])) + (f" and {len(known) - 10} more" if len(known) > 10 else "")
        raise BalanceError(f"order names {unknown[0]!r}, which is not {where}: there is {some or 'nothing'}.")
    return list(dict.fromkeys(order))
