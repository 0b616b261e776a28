"""Text in a picture: any text of any article, drawn as it stands, never as mathematics, on one line."""

import contextlib
import re
import textwrap
import unicodedata
from functools import cache
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import FT2Font

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
QUIET = "#555555"


def style(*texts: str) -> dict[str, Any]:
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


def sort_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return what sorts names as people do: numbers by their size, capitals and accents aside.

    Examples
    --------
    >>> sorted(["Outlet 10", "outlet 2", "Été", "Echo"], key=sort_key)
    ['Echo', 'Été', 'outlet 2', 'Outlet 10']
    """
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)).casefold()
    parts = re.findall(r"[0-9]+|[^0-9]+", bare)
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts], name


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
