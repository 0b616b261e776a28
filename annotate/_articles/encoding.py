"""Find the encoding of a file's bytes and return its text."""

import codecs
import re

from annotate._errors import ArticleError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# A control character, a sign such as ¢ within a word, ½ for œ before one or ¤ for €: letters of another encoding.
_MISREAD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]|[^\W\d_][¡-©«-¶¸¹»-¿][^\W\d_]|[¼½¾][^\W\d_]|¤")
_DECLARED = re.compile(rb"""<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)

_WHOLE = 20
"""Whole signs beside each broken one: fewer, and the file is no UTF-8."""

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

_LATIN = ("cp1252", "iso8859_15", "mac_roman", "cp1250", "iso8859_2", "cp850")
"""The one-byte encodings of Western and Central European texts, the most frequent first."""

# A byte above 127 is a letter in each of them: only the right one gives letters that the language is written with.
_LETTERS = {
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåéáäöü",
    "de": "äöüßéèáàç",
    "en": "éèêëàáâçñïîôöüóíúøåæœ",
    "es": "áéíóúüñçºª",
    "fr": "àâäæçéèêëîïôöœùûüÿñóáíº",
    "hu": "áéíóöőúüű",
    "it": "àèéìíîòóùúç",
    "nl": "éëïóöüèêáàçí",
    "no": "æøåéèêóòôä",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúüºª",
    "ro": "ăâîşţșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđ",
    "sv": "åäöéáàüø",
}


def decode(data: bytes, name: str, *, is_page: bool = False) -> str:
    """Return the text of a file's bytes, line ends as they are.

    A mark at the beginning decides; else UTF-8, where it fits; else what a web page declares; else the encoding
    in which the text is best written in some language.

    Parameters
    ----------
    data : bytes
    name : str
        The file, as an error names it.
    is_page : bool
        True for a web page, which may declare its encoding.

    Raises
    ------
    ArticleError
        Where the bytes are empty, no text, or fit no encoding.

    Examples
    --------
    >>> decode("Non à l’été".encode("cp1252"), "été.txt")
    'Non à l’été'
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise ArticleError(f"{name!r} is empty: there is no text to tag. Check the file, or leave it out.")
    encoding = _marked(data)
    if encoding:
        return data.decode(encoding, "replace")
    if b"\x00" in data[:4096]:
        return _decode_wide(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data) or (is_page and _declared(data)) or _guessed(data, name)


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


def _decode_wide(data: bytes, name: str) -> str:
    """Decode UTF-16 without a mark, in which every second byte of a Western text is zero."""
    begin = data[:4096]
    for encoding, zeros in (("utf-16-le", begin[1::2]), ("utf-16-be", begin[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros) and begin.count(0) < 0.6 * len(begin):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise ArticleError(f"{name!r} is no text file (it holds binary data): save the article as text or as a web page.")


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    if found is None:
        return ""
    encoding = found[1].decode("ascii").lower()
    # Browsers read these two names as the Windows code page, and pages rely on it.
    encoding = {"iso-8859-1": "cp1252", "latin1": "cp1252"}.get(encoding, encoding)
    try:
        return "" if codecs.lookup(encoding).name in _NO_PAGE else data.decode(encoding, "strict")
    except (LookupError, UnicodeError):
        return ""


def _guessed(data: bytes, name: str) -> str:
    for encoding in _LATIN:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_well_written(text):
            return text
    return _by_statistics(data, name)


def _is_well_written(text: str) -> bool:
    """Whether nearly all accented letters are ones that the text's language has."""
    from annotate._language import guess_language

    if _MISREAD.search(text):
        return False
    accented = [letter for letter in text.lower() if ord(letter) > 127 and letter.isalpha()]
    known = _LETTERS.get(guess_language(text), "")
    return sum(letter in known for letter in accented) >= 0.9 * len(accented)


def _by_statistics(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ArticleError(f"The encoding of {name!r} is unknown: open it in an editor and save it as UTF-8.")
    return str(best)
