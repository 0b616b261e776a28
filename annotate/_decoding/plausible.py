"""In which of the older encodings some bytes are written, by the text that each makes of them."""

import re
from collections.abc import Callable
from itertools import pairwise

from annotate._errors import ArticleError

_LATIN = ("cp1252", "iso8859_15", "mac_roman", "cp1250", "iso8859_2", "cp1254", "cp1257", "cp850", "cp852")
_OTHER = (
    "cp1251",
    "koi8_r",
    "koi8_u",
    "iso8859_5",
    "cp1125",
    "cp866",
    "mac_cyrillic",
    "cp1255",
    "cp1253",
    "iso8859_7",
    "cp1256",
)
_MORE = ("iso8859_6", "cp874")
_ASIAN = ("shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "big5", "gb18030")
"""The encodings of each kind of script, the most frequent first."""

_SURE = 0.97
"""Of the signs beyond ASCII: so many belong to the language, and the first encoding that makes such a text is taken."""

_LIKELY, _AHEAD = 0.85, 0.1
"""Else the best one is, if it is at least so good, and so much better than any other."""

_GLANCE = 6000

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
# A byte above 127 is a letter in each encoding: only the right one gives letters that the language is written with.
_LETTERS = {
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ",
    "be": _CYRILLIC + "ёіў",
    "bg": _CYRILLIC,
    "ca": "àçéèíïóòúü",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåéáäöü",
    "de": "äöüßéèáàç",
    "el": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",
    "en": "éèêëàáâçñïîôöüóíúøåæœ",
    "es": "áéíóúüñçºª",
    "et": "äõöüšž",
    "fi": "äöåšžé",
    "fr": "àâäæçéèêëîïôöœùûüÿñóáíº",
    "he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "is": "áéíóúýðþæö",
    "it": "àèéìíîòóùúç",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mk": _CYRILLIC + "ѓѕјљњќџ",
    "nb": "æøåéèêóòôä",
    "nl": "éëïóöüèêáàçí",
    "nn": "æøåéèêóòôä",
    "no": "æøåéèêóòôä",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúüºª",
    "ro": "ăâîşţșț",
    "ru": _CYRILLIC + "ё",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđ",
    "sr": _CYRILLIC + "ђјљњћџčćđšž",
    "sv": "åäöéáàüø",
    "th": "".join(map(chr, range(0x0E01, 0x0E5C))),
    "tr": "çğıöşüâîû",
    "uk": _CYRILLIC + "іїєґ",
}
_ANY = "éèêàáâçñïîôöüóíúäæøå"

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# A sign such as ¢ within a word, ½ for œ before one, ¤ for €, © for Š: letters of another encoding.
_MISREAD = re.compile(
    r"[^\W\d_][¡-©«-¶¸¹»-¿‘‚“”„†‡•…‰‹›˜™∂∆∏∑∫√∞≈≠≤≥◊ˇ˘˙˛˝´¨¸][^\W\d_]|[¼½¾][^\W\d_]|¤|[©®¦¬±¢£¥¹²³´¨¸](?=[^\W\d_A-Z])"
    r"|[─-▟ˇ˘˙˛˝¸¨]|[^\W\d_][◊∫∂≤≥≠]|[†‡∂∆∏∑√∞≈≠÷¶∙]"
    # Letters of two alphabets in one word, a final sigma within one, a dash that hangs on one.
    r"|[A-Za-z](?=[\u0370-\u06ff])|[\u0370-\u06ff](?=[A-Za-z])|ς(?=[^\W\d_])|(?<![\u0600-\u06ff])[\u064b-\u0652]|[^\W\d_][–—](?=[\s,.;])"
)
_CASES = re.compile(r"[^\W\d_]{2,}")


def guessed(data: bytes, name: str) -> str:
    """Return the text of bytes that are no UTF-8 and declare nothing.

    Raises
    ------
    ArticleError
        Where no encoding makes a text of them, or none makes a clearly better one than the others.

    Examples
    --------
    >>> guessed("Городской совет одобрил новую дамбу.".encode("koi8_r"), "дамба.txt")
    'Городской совет одобрил новую дамбу.'
    """
    if text := _western(data):
        return text
    scores: dict[str, float] = {}
    for encoding in (*_ASIAN, *_LATIN, *_OTHER, *_MORE):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        score = _japanese_etc(text, encoding) if encoding in _ASIAN else _written(text)
        if score >= _SURE:
            return text
        scores[text] = max(score, scores.get(text, 0.0))
    best, *others = sorted(scores, key=lambda text: -scores[text])[:2] or [""]
    if not best or scores[best] == 0.0:
        raise ArticleError(f"The encoding of {name!r} is unknown: open it in an editor and save it as UTF-8.")
    if scores[best] < _LIKELY or any(scores[best] - scores[other] < _AHEAD for other in others):
        raise ArticleError(
            f"The encoding of {name!r} cannot be told with certainty: open it in an editor, look whether all letters "
            "are right, and save it as UTF-8."
        )
    return best


def _western(data: bytes) -> str:
    """Return a text of few signs beyond ASCII as Western Windows writes it, where it reads well; else nothing.

    A table of names or a line of capitals has too few of them to tell one language from another. Words that consist
    of such signs are of another script.
    """
    if sum(byte > 0x7F for byte in data) > _FEW:
        return ""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    beyond = {sign for sign in text.lower() if sign > "\x7f"}
    is_misread = CONTROL.search(text) or _MISREAD.search(text) or _FOREIGN_WORD.search(text)
    return "" if is_misread or not beyond <= _WESTERN or _is_of_the_east(text) else text


def _is_of_the_east(text: str) -> bool:
    """Whether a text long enough to tell is in a language that is written with other letters: ã may be its ă."""
    from annotate._language import guess_language

    return len(text.split()) >= _TELLING and guess_language(text[:_GLANCE]) in _EASTERN


_TELLING = 15
_EASTERN = frozenset(("cs", "et", "hr", "hu", "lt", "lv", "pl", "ro", "sk", "sl", "tr"))


_FEW = 12
_WESTERN = frozenset(
    "".join(_LETTERS[one] for one in ("ca", "da", "de", "en", "es", "fr", "it", "nl", "pt")) + "’‘“”«»–—…€°\u00a0"
)
_FOREIGN_WORD = re.compile(r"[^\W\d_A-Za-z]{2,}")


def _written(text: str) -> float:
    """Return how well a text is written in its language: the share of its signs beyond ASCII that belong there."""
    from annotate._language import guess_language

    glance = text[:_GLANCE]
    if CONTROL.search(glance):
        return 0.0
    letters = [letter for letter in glance.lower() if letter > "\x7f" and letter.isalpha()]
    known = _LETTERS.get(guess_language(text), _ANY)
    wrong = sum(letter not in known for letter in letters) + len(_MISREAD.findall(glance)) + _odd_cases(glance)
    wrong += _shouted(glance) + max(0, glance.count("‘") - glance.count("’"))
    beyond = sum(sign > "\x7f" for sign in glance)
    return max(0.0, 1 - wrong / max(beyond, 1) - _too_rare(letters))


def _too_rare(letters: list[str]) -> float:
    """Return by how much the letters that every Cyrillic text is full of are too few: KOI8-R read as another code page.

    Each byte is a letter in both, so that the letters themselves tell nothing.
    """
    cyrillic = [letter for letter in letters if "а" <= letter <= "ӿ"]
    if 2 * len(cyrillic) < len(letters) or not cyrillic:
        return 0.0
    return max(0.0, _FREQUENT_SHARE - sum(letter in _FREQUENT_CYRILLIC for letter in cyrillic) / len(cyrillic))


_FREQUENT_CYRILLIC = "оаеинтсрвлі"
_FREQUENT_SHARE = 0.45
"""Of a text's letters: 0.55 to 0.65 in Belarusian, Bulgarian, Russian, Serbian and Ukrainian; 0.3 misread."""


def _odd_cases(text: str) -> int:
    """Return how many letters stand in words with a capital after a small letter, where either is beyond ASCII."""
    return _OF_A_WORD * sum(
        any(above.islower() and letter.isupper() and max(above, letter) > "\x7f" for above, letter in pairwise(word))
        for word in _CASES.findall(text)
    )


_OF_A_WORD = 3
"""Letters: one such word in a sentence is no chance."""


def _shouted(text: str) -> int:
    """Return by how many the capitals beyond ASCII are more than the small letters: Hebrew read as Cyrillic."""
    beyond = [letter for letter in text if letter > "\x7f"]
    return max(0, sum(map(str.isupper, beyond)) - sum(map(str.islower, beyond)))


# Chinese, Japanese, Korean -----------------------------------------------------------------------------------

_KANA = re.compile("[぀-ヿ]")
_HAN = re.compile("[一-鿿]")
_HANGUL = re.compile("[가-힣]")
_HALF = re.compile("[｡-ﾟ]")
_WIDE_SIGNS = re.compile("[　-〿！-｠“”‘’—…·×°→「」『』、。％％０-９Ａ-Ｚａ-ｚ々ー]")
_MIXED = re.compile("[A-Za-z](?=[一-鿿가-힣])|[一-鿿가-힣](?=[A-Za-z])")
_MOST_MIXED = 0.2
"""Of such signs beside a Latin letter: more, and they are accented letters of a Latin word."""

_FEWEST_KANA = 0.1
"""No Japanese sentence is without: by them it is told from Chinese."""

_FREQUENT: dict[str, Callable[[bytes], bool]] = {
    "gb18030": lambda sign: len(sign) == 2 and 0xB0 <= sign[0] <= 0xD7,
    "big5": lambda sign: len(sign) == 2 and 0xA4 <= sign[0] <= 0xC6,
}
"""Both put the frequent half of their signs first."""


def _japanese_etc(text: str, encoding: str) -> float:
    """Return the share of a text's signs beyond ASCII that Japanese, Korean or Chinese is written with."""
    beyond = "".join(sign for sign in text[:_GLANCE] if sign > "\x7f")
    if not beyond or CONTROL.search(text[:_GLANCE]):
        return 0.0
    if len(_MIXED.findall(text[:_GLANCE])) > _MOST_MIXED * len(beyond):
        return 0.0
    kana, han, hangul, half, signs = (
        len(kind.findall(beyond)) / len(beyond) for kind in (_KANA, _HAN, _HANGUL, _HALF, _WIDE_SIGNS)
    )
    if encoding in ("euc_kr", "cp949"):
        return hangul + signs if hangul > 10 * han and hangul > 0.5 else 0.0
    if encoding in _FREQUENT:
        common = [_FREQUENT[encoding](sign.encode(encoding)) for sign in _HAN.findall(beyond)]
        return sum(common) / max(len(common), 1) * (han + signs) if kana < _FEWEST_KANA and han > 0.5 else 0.0
    return kana + han + signs - half if kana >= _FEWEST_KANA else 0.0
