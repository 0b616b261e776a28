"""Find the encoding of a file's bytes and return its text: by guessing well, or only where it is certain."""

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from annotate._decoding.plausible import CONTROL, guessed
from annotate._errors import AnnotateError, ArticleError, TagError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)

_AS_BROWSERS_DO = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    "big5": "big5hkscs",
}
"""Browsers read these names as a larger encoding that holds the named one, and pages rely on it (WHATWG Encoding)."""

_FIRST = 40
"""Bytes of a table in UTF-16: the names of its columns, which are ASCII whatever stands below them."""

_GLANCE = 4096

_SWITCHED = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp"))
"""What stands in a text whose signs are ASCII, in which marks say where another set begins."""

_HEAD = 200_000
"""Bytes in which a page may declare its encoding: some put long scripts above it."""

_WHOLE = 20
"""Whole signs beside each broken one: fewer, and the file is no UTF-8."""


class Kind(NamedTuple):
    """What a file should hold: what is raised where it does not, and what is said of an empty and of a binary one."""

    refusal: type[AnnotateError]
    empty: str
    binary: str


ARTICLE = Kind(
    ArticleError,
    "is empty: there is no text to tag. Check the file, or leave it out.",
    "is no text file (it holds binary data): save the article as text or as a web page.",
)
TAGS = Kind(
    TagError,
    "is empty: there are no tags in it, nor the names of columns. Check the file, or copy it again.",
    "is no CSV (it holds binary data): save the table as CSV UTF-8.",
)

_NO_PAGE = (
    "idna",
    "punycode",
    "undefined",
    "unicode-escape",
    "raw-unicode-escape",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
)
"""Python's own codecs that no page is written in, and that may be slow or lose text."""


def decode(data: bytes, name: str, *, is_page: bool = False, kind: Kind = ARTICLE) -> str:
    """Return the text of a file's bytes, line ends as they are.

    A mark at the beginning decides; else UTF-8, where it fits; else what a web page declares; else the encoding
    in which the text is best written in some language, where one is clearly better than the others.

    Parameters
    ----------
    data : bytes
    name : str
        The file, as an error names it.
    is_page : bool
        True for a web page, which may declare its encoding.
    kind : Kind
        What the file should hold: an article, or tags.

    Raises
    ------
    AnnotateError
        Where the bytes are empty, no text, or fit no encoding.

    Examples
    --------
    >>> decode("Non à l’été".encode("cp1252"), "été.txt")
    'Non à l’été'
    """
    try:
        return _decode(data, name, kind, is_page=is_page)
    except ArticleError as error:
        raise kind.refusal(str(error)) from error


def decode_exactly(data: bytes, name: str) -> str:
    r"""Return the text of a table's bytes where its encoding is certain: by its mark, else UTF-16 or UTF-8.

    What was guessed would not come back as it was written, and nobody would see it.

    Parameters
    ----------
    data : bytes
    name : str
        The file, as an error names it.

    Raises
    ------
    TagError
        Where the bytes are in another encoding.

    Examples
    --------
    >>> decode_exactly("Name\n".encode("utf-16"), "tags.csv"), decode_exactly("été".encode("utf-8-sig"), "tags.csv")
    ('Name\n', 'été')
    """
    encoding = _marked(data) or _wide(data[:_FIRST]) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TagError(
            f"{name!r} is not UTF-8 ({error.reason}): save it as CSV UTF-8, or, if it was made elsewhere, read it with "
            "columns={…}."
        ) from error


def _decode(data: bytes, name: str, kind: Kind, *, is_page: bool) -> str:
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise kind.refusal(f"{name!r} {kind.empty}")
    encoding = _marked(data)
    if encoding:
        return data.decode(encoding, "replace")
    if b"\x00" in data[:_GLANCE]:
        return _decode_wide(data, name, kind)
    if text := _switched(data):
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data) or (is_page and _declared(data)) or guessed(data, name)


def _damaged(data: bytes) -> str:
    """Return text that is UTF-8 but for a few bytes, each shown as U+FFFD; nothing where it is another encoding.

    Signs of more than one byte hardly ever come about by chance: where nearly all bytes above 127 make some, a few that
    make none (a page cut off, a piece pasted from elsewhere) are damage.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return text if whole >= _WHOLE * broken else ""


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _decode_wide(data: bytes, name: str, kind: Kind) -> str:
    """Decode UTF-16 without a mark; refuse what holds zeros for another reason."""
    for begin in (data[:_GLANCE], data[:_FIRST]):
        encoding = _wide(begin)
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding) if encoding else ""
            if text and (len(begin) > _FIRST or not CONTROL.search(text[:_GLANCE])):
                return text
    raise kind.refusal(f"{name!r} {kind.binary}")


def _wide(begin: bytes) -> str:
    """Return which UTF-16 some bytes are in, of which every second is zero in a Western text; nothing where none."""
    for encoding, zeros in (("utf-16-le", begin[1::2]), ("utf-16-be", begin[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros) and begin.count(0) < 0.6 * len(begin):
            return encoding
    return ""


def _switched(data: bytes) -> str:
    """Return a text whose signs are ASCII, in which marks switch to others; nothing where there are none."""
    # One sign is looked for many times faster than two.
    if b"~" in data and (text := _chinese_in_ascii(data)):
        return text
    for mark, encoding in _SWITCHED:
        if b"\x1b" in data and mark in data:
            with suppress(UnicodeDecodeError):
                return data.decode(encoding)
    return ""


def _chinese_in_ascii(data: bytes) -> str:
    """Return a text in HZ, whose Chinese stands in ASCII between ``~{`` and ``~}``; nothing where it is none."""
    if b"~{" not in data or b"~}" not in data:
        return ""
    with suppress(UnicodeDecodeError):
        text = data.decode("hz")
        return text if sum("\u4e00" <= sign <= "\u9fff" for sign in text) > len(text) / 3 else ""
    return ""


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return ""
    encoding = found[1].decode("ascii").lower()
    encoding = _AS_BROWSERS_DO.get(encoding, encoding)
    try:
        return "" if codecs.lookup(encoding).name in _NO_PAGE else data.decode(encoding, "strict")
    except (LookupError, UnicodeError):
        return ""
