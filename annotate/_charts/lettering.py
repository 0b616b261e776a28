"""Text in a picture: any text of any article, drawn as it stands, never as mathematics, on one line."""

import contextlib
import textwrap
import unicodedata
from functools import cache
from typing import Any, TypedDict

import matplotlib as mpl
import pandas as pd
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import FT2Font
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

FIRST_CHOICE = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Noto Sans",
)
"""Fonts for what the reader's own font lacks, before any other that is installed."""

JOINERS = "\u200c\u200d"
"""They draw nothing themselves, but say how the letters beside them are joined."""

MISSING = "□"
EDGE = "#333333"
PANEL_COLOUR = "#F4F4F4"
QUIET = "#555555"


class Style(TypedDict):
    """What every text of a chart is drawn with."""

    parse_math: bool
    usetex: bool
    family: list[str]


class BoldStyle(Style):
    """The same of a text that stands out."""

    fontweight: str


def style(*texts: str) -> Style:
    """Return what every text of a chart is drawn with: no mathematics, no TeX, a font for each script.

    Where the texts are given, only the fonts that they need are named; else all that any text has needed so far.
    """
    own = tuple(mpl.rcParams["font.family"])
    needed = (_font_for(character, *own) for character in sorted({*"".join(texts)})) if texts else _found_fonts
    return {
        "parse_math": False,
        "usetex": False,
        "family": list(dict.fromkeys((*own, *(name for name in needed if name)))),
    }


def bold(text: str) -> BoldStyle:
    """Return what a bold text is drawn with; plain where a font that it needs may have no bold letters."""
    own = tuple(mpl.rcParams["font.family"])
    return {**style(text), "fontweight": "normal" if any(_font_for(one, *own) for one in {*text}) else "bold"}


def halo(colour: str) -> list[Any]:
    """Return what keeps lines off a text that they run through."""
    return [withStroke(linewidth=2.5, foreground=colour)]


def clean(text: object) -> str:
    r"""Write any text as one line, whether or not it can be drawn.

    Control characters become spaces; invisible ones, such as those that turn the direction of writing, go.

    Examples
    --------
    >>> clean("Le\tFil \u202eliF eL\x00")
    'Le Fil liF eL'
    """
    if text is None or text is pd.NA or text != text:
        return ""
    return " ".join("".join(map(_visible, str(text))).split())


def plain(text: object) -> str:
    """Write any text as one line that can be drawn: what no installed font has becomes ``□``."""
    own = tuple(mpl.rcParams["font.family"])
    return "".join(MISSING if _font_for(character, *own) is None else character for character in clean(text))


def can_be_drawn(text: str) -> bool:
    """Whether each character is in an installed font."""
    own = tuple(mpl.rcParams["font.family"])
    return all(_font_for(character, *own) is not None for character in {*text})


def beside(name: str) -> str:
    """Return a name fit to stand on a line with other words: one from right to left does not turn them round."""
    is_turned = any(unicodedata.bidirectional(character) in ("R", "AL") for character in name)
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" if is_turned else name


def shortened(text: object, width: int, lines: int = 1) -> str:
    r"""Break a text into at most ``lines`` lines of ``width`` characters; an ellipsis stands for the rest.

    Examples
    --------
    >>> shortened("The Courier of the Northern Valleys and Lakes", 16, 2)
    'The Courier of\nthe Northern …'
    """
    return "\n".join(textwrap.wrap(plain(text), width, max_lines=lines, placeholder=" …"))


def width(text: str, size: float) -> float:
    """Return about how wide one line of text is, in inches, at a size in points."""
    return _width(text, size, *style(text)["family"])


def wrapped(text: str, room: float, size: float) -> list[str]:
    r"""Break a text into lines of so many inches at most; a word that is longer is broken.

    Examples
    --------
    >>> wrapped("fewer than ten articles", 0.9, 9)
    ['fewer than', 'ten articles']
    """
    lines = _broken(text, room, size)
    if len(lines) > 1 and width(lines[-1], size) < room / 3:  # no word alone on the last line
        narrower = (_broken(text, room * part, size) for part in (0.75, 0.85, 0.92))
        return next((one for one in narrower if len(one) == len(lines)), lines)
    return lines


def _broken(text: str, room: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in _pieces(text, room, size):
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(text: str, room: float, size: float) -> list[str]:
    """Return the words of a text; of those without an end, such as Chinese ones, what has room on a line."""
    letters = max(1, int(room / (size / 72)))
    words = ([word] if width(word, size) <= room else textwrap.wrap(word, letters) for word in text.split(" ") if word)
    return [piece for word in words for piece in word]


@cache
def _width(text: str, size: float, *family: str) -> float:
    font = FontProperties(family=list(family), size=size)
    return 1.05 * float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) / 72  # for hinting


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    kind = unicodedata.category(character)
    if kind in ("Cf", "Cs"):
        return character if character in JOINERS else ""
    return " " if kind.startswith(("C", "Z")) else character


_found_fonts: dict[str, None] = {}


@cache
def _font_for(character: str, *own: str) -> str | None:
    """Return the font that has a character: empty for the reader's own, None where none is installed that has it."""
    if character in JOINERS or character.isspace() or unicodedata.category(character) == "Cf":
        return ""
    if any(get_font(findfont(FontProperties(family=[name]))).get_char_index(ord(character)) for name in own):
        return ""
    found = _letters().get(ord(character))
    if found is not None:
        _found_fonts[found] = None
    return found


@cache
def _letters() -> dict[int, str]:
    """Return, for every character that an installed upright font has, the font to draw it with."""
    fonts = {font.name: font for font in reversed(fontManager.ttflist)
             if font.style == "normal" and "Last Resort" not in font.name}  # fmt: skip
    letters: dict[int, str] = {}
    for name in sorted(fonts, key=_rank):
        with contextlib.suppress(RuntimeError, OSError):  # a font of pictures, or a broken one
            for code in FT2Font(fonts[name].fname).get_charmap():
                letters.setdefault(code, name)
    return letters


def _rank(name: str) -> tuple[int, str]:
    first = next((nth for nth, start in enumerate(FIRST_CHOICE) if name.startswith(start)), len(FIRST_CHOICE))
    return first, name
