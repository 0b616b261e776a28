r"""Keep any text exact where only well-formed text may pass (a database, a CSV file, a message).

NUL and lone surrogates are legal in a Python string, but not in UTF-8, in PostgreSQL or in most readers of
CSV. `escape` writes each as the control character SUB (U+001A) and four hexadecimal digits, and SUB itself
likewise, so that `unescape` gives back exactly what went in. Text without them, that is nearly all text, is
unchanged and stays readable.
"""

import functools
import re
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numpy as np
import pandas as pd

TEXT = pd.StringDtype("python", na_value=np.nan)
"""pandas' own ``str`` type, kept as Python strings: pyarrow's cannot hold a lone surrogate."""

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def takes_any_text(step: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    r"""Return a pure step that runs once more with strings in Python, where pyarrow could not hold one.

    pandas makes its own ``str`` of texts wherever it builds a table, an index or a group; a name with half of a sign
    (a lone surrogate) stops that. Such names are rare: nobody else pays for them.

    Examples
    --------
    >>> by_name = takes_any_text(lambda table: table.groupby(["name", "place"])["n"].sum())
    >>> names = pd.Series(["\ud800", "\ud800"], dtype=object)
    >>> by_name(pd.DataFrame({"name": names, "place": "x", "n": [1, 2]})).tolist()
    [3]
    """

    @functools.wraps(step)
    def run(*given: _Given.args, **more: _Given.kwargs) -> _Made:
        try:
            return step(*given, **more)
        except UnicodeEncodeError:
            with pd.option_context("mode.string_storage", "python"):
                return step(*given, **more)

    return run


SUB = "\x1a"
_UNSAFE = re.compile("[\x00\x1a\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")


def escape(text: str) -> str:
    r"""Write NUL, SUB and lone surrogates so that UTF-8 can carry them.

    Examples
    --------
    >>> escape("Une phrase ordinaire.")
    'Une phrase ordinaire.'
    >>> escape("a\x00b")
    'a\x1a0000b'
    """
    if text.isprintable():  # nearly every cell, and much quicker to see
        return text
    return _UNSAFE.sub(lambda found: f"{SUB}{ord(found[0]):04x}", text)


def unescape(text: str) -> str:
    r"""Undo `escape`.

    Examples
    --------
    >>> unescape(escape("a\ud800b")) == "a\ud800b"
    True
    """
    if SUB not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def join_surrogates(text: str) -> str:
    r"""Join each pair of surrogates into the one character that it stands for.

    Python counts a pair that was never joined as two characters, a browser as one; after joining both agree.

    Examples
    --------
    >>> len(join_surrogates("\ud83d\ude00"))
    1
    """
    if not re.search("[\ud800-\udbff][\udc00-\udfff]", text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def without_surrogates(text: str) -> str:
    r"""Show each lone surrogate as U+FFFD, for programs that take none; every offset stays as it is.

    Examples
    --------
    >>> without_surrogates("a\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
