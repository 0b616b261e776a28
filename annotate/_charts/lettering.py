"""Text in a picture: any text of any article, drawn as it stands, never as mathematics, on one line."""

import textwrap
import unicodedata
from functools import cache
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

OTHER_SCRIPTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Zen Hei",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Arial Unicode MS",
)
"""Fonts for what the reader's own font lacks; those that are installed are used."""

MISSING = "□"
EDGE = "#333333"
QUIET = "#555555"


def style(*texts: str) -> dict[str, Any]:
    """Return what every text of a chart is drawn with: no mathematics, no TeX, a font for each script.

    Where the texts are given and the reader's own font has all of their characters, other fonts are not looked for:
    that takes a third of the time that many short texts need.
    """
    own = mpl.rcParams["font.family"]
    characters = {character for text in texts for character in text if not character.isspace()}
    if texts and all(_can_be_drawn(character, *own) for character in characters):
        families = list(own)
    else:
        families = list(_families(*own))
    return {"parse_math": False, "usetex": False, "family": families}


def plain(text: object) -> str:
    r"""Write any text as one printable line.

    Control characters become spaces; invisible ones, such as those that turn the direction of writing, go; what
    no font at hand can draw becomes ``□``.

    Examples
    --------
    >>> plain("Le\tFil \u202eliF eL\x00")
    'Le Fil liF eL'
    """
    if text is None or text is pd.NA or text != text:
        return ""
    return " ".join("".join(_printable(character) for character in str(text)).split())


def shortened(text: object, width: int, lines: int = 1) -> str:
    r"""Break a text into at most ``lines`` lines of ``width`` characters; an ellipsis stands for the rest.

    Examples
    --------
    >>> shortened("The Courier of the Northern Valleys and Lakes", 16, 2)
    'The Courier of\nthe Northern …'
    """
    return "\n".join(textwrap.wrap(plain(text), width, max_lines=lines, placeholder=" …"))


def _printable(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    kind = unicodedata.category(character)
    if kind in ("Cf", "Cs"):
        return ""
    if kind.startswith(("C", "Z")):
        return " "
    return character if _can_be_drawn(character, *_families(*mpl.rcParams["font.family"])) else MISSING


@cache
def _families(*own: str) -> tuple[str, ...]:
    installed = set(fontManager.get_font_names())
    return (*own, *(name for name in OTHER_SCRIPTS if name in installed))


@cache
def _can_be_drawn(character: str, *families: str) -> bool:
    fonts = (get_font(findfont(FontProperties(family=[family]))) for family in families)
    return any(font.get_char_index(ord(character)) for font in fonts)
