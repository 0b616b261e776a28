"""Who wrote a page's article: names only, without roles and outlets."""

import re
from collections.abc import Iterable

_BEFORE_A_NAME = re.compile(
    r"^(?:(?:written|text|texte|posted|published|publié|écrit|reported|story|geschrieben|propos recueillis|recueilli|"
    r"un article|artículo|autore?u?r?(?:in|es?)?|author|authors)\s*(?::|by|par|von|por|di)?\s+|"
    r"(?:par|by|von|por|di|door)"
    r"\s*:?\s+|@)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"\s*[;|/•·\n]\s*|\s*,(?!\s*(?i:jr|sr|ii|iii|iv|esq)\b)\s*|\s+(?i:and|et|und|y|e|en|og|och|&)\s+(?=[^\W\d_a-zà-öø-ÿ])"
)
_ROLES = re.compile(
    r"editor|correspondent|reporter|journalist|writer|staff|columnist|producer|contributor|analyst|critic|bureau|desk|"
    r"team|rédact|redakt|redazione|redacci|journalis|correspondant|envoyé|chroniqueu|reportage|chef|korrespondent|"
    r"autor(?:in)?$|author|auteur|admin|webmaster|newsroom|press office|pressestelle|"
    r"www\.|https?:|@|\.(?:com|org|net|de|fr)\b|"
    r"lecture|min read|minute|published|publié|updated|mis à jour|uhr\b|follow|suivre|abonn|subscri|photo|getty|"
    r"^(?:phd|md|ma|ba|mba|rd|dr)$|\bcom$|^www\b|professor|director|minister|president|political|presse|magazine|verlag|gmbh|stiftung|news\b|online|zeitung",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_TAIL = re.compile(r"\s+(?:avec|with|mit|con|for|pour|für|at|à|in|on|le|am|vom|the)\s.*$|\s*[–—]\s.*$|\s+-\s.*$")
_NO_NAMES = frozenset(
    ("", "le", "la", "on", "the", "at", "am", "publié", "published", "by", "par", "von", "unknown", "n/a")
)
_LONGEST = 50


def author_names(found: str, outlet: str = "") -> str:
    """Return the names that a byline holds, parted by semicolons.

    Parameters
    ----------
    found : str
        Names as a page's data or its byline give them.
    outlet : str
        Whose page it is: no author.

    Examples
    --------
    >>> author_names("Par Nadia Cœur et Tom Roy; Le"), author_names("By Ann Lee, political editor")
    ('Nadia Cœur; Tom Roy', 'Ann Lee')
    >>> author_names("Paul Roy, Jr. and Ann Lee"), author_names("Parisa Amiri; Byron Lee", "Byron Lee")
    ('Paul Roy, Jr.; Ann Lee', 'Parisa Amiri')
    """
    return "; ".join(dict.fromkeys(_names(found, outlet)))


def _names(found: str, outlet: str) -> Iterable[str]:
    other = _plain(outlet)
    for part in _SEPARATORS.split(_IN_BRACKETS.sub("", found)):
        name = _TAIL.sub("", _BEFORE_A_NAME.sub("", part.strip())).strip(" .,:-–—")
        name = f"{name}." if name.endswith((" Jr", " Sr")) else name
        plain = _plain(name)
        if name.lower() in _NO_NAMES or len(name) > _LONGEST or _ROLES.search(name) or not plain:
            continue
        if name[0].islower() or any(map(str.isdigit, name)) or (other and (plain == other or other in plain)):
            continue
        yield name


def _plain(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
