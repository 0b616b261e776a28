"""The order in which people expect names."""

import re
import unicodedata


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
