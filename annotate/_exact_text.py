r"""Keep any text exact where only well-formed text may pass (a database, a CSV file, a message).

NUL and lone surrogates are legal in a Python string, but not in UTF-8, in PostgreSQL or in most readers of
CSV. `escape` writes each as the control character SUB (U+001A) and four hexadecimal digits, and SUB itself
likewise, so that `unescape` gives back exactly what went in. Text without them, that is nearly all text, is
unchanged and stays readable.
"""

import re

import numpy as np
import pandas as pd

TEXT = pd.StringDtype("python", na_value=np.nan)
"""pandas' own ``str`` type, kept as Python strings: pyarrow's cannot hold a lone surrogate."""

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
