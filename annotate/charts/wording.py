"""What the charts themselves write, in English and French."""

from collections.abc import Sequence

from annotate.charts.lettering import plain
from annotate.codebook import Codebook
from annotate.errors import BalanceError

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "passage": "passage",
        "passages": "passages",
        "article": "article",
        "articles": "articles",
        "character": "character",
        "characters": "characters",
        "untagged": "untagged",
        "excluded": "excluded",
        "one_excluded": "excluded",
        "no_name": "(no name)",
        "all": "all",
        "nothing": "There is nothing to draw: no passage is tagged yet.",
        "no_share": "no counted passage",
        "dots": "Dots: share of each row’s {unit}, excluded ones left out; lines: its interval.",
        "bars": "Share of each row’s {unit}, excluded ones left out.",
        "named": "{rows} rows, {passages}, {articles}; one row in {step} is named.",
        "left_out": "Not drawn, for order names others: {rows}.",
        "no passages": "* no counted passage",
        "one article": "* one article only: it tells nothing of others",
        "few articles": "* fewer than 10 articles: the interval is only indicative",
        "one label": "* all passages carry one label",
        "strip": "In reading order; each passage as wide as it is long ({characters} in all).",
        "untagged_label": "Untagged",
    },
    "fr": {
        "passage": "passage",
        "passages": "passages",
        "article": "article",
        "articles": "articles",
        "character": "caractère",
        "characters": "caractères",
        "untagged": "sans étiquette",
        "excluded": "exclus",
        "one_excluded": "exclu",
        "no_name": "(sans nom)",
        "all": "tous",
        "nothing": "Rien à dessiner : aucun passage n’est encore étiqueté.",
        "no_share": "aucun passage compté",
        "dots": "Points : part des {unit} de chaque ligne, exclus non compris ; traits : intervalle.",
        "bars": "Part des {unit} de chaque ligne, exclus non compris.",
        "named": "{rows} lignes, {passages}, {articles} ; une ligne sur {step} est nommée.",
        "left_out": "Non dessinés, car order en nomme d’autres : {rows}.",
        "no passages": "* aucun passage compté",
        "one article": "* un seul article : il ne dit rien des autres",
        "few articles": "* moins de 10 articles : l’intervalle n’est qu’indicatif",
        "one label": "* tous les passages portent la même étiquette",
        "strip": "Dans l’ordre de lecture ; la largeur d’un passage est sa longueur ({characters} en tout).",
        "untagged_label": "Sans étiquette",
    },
}


def words(language: str) -> dict[str, str]:
    """Give the wording of a language.

    Raises
    ------
    BalanceError
        For a language that the charts do not speak.
    """
    if language not in WORDS:
        raise BalanceError(f"language={language!r} is not known: use {' or '.join(map(repr, WORDS))}.")
    return WORDS[language]


def label_names(labels: Sequence[str], language: str) -> list[str]:
    """Give each label's name as a reader says it."""
    titles = {label.name: label.title for label in Codebook.shipped().labels}
    return [
        titles[label].get(language, titles[label]["en"]) if label in titles else plain(label.replace("_", " "))
        for label in labels
    ]


def number(value: float, language: str) -> str:
    """Write a number, with at most one decimal.

    Examples
    --------
    >>> number(12500, "en"), number(2.5, "fr")
    ('12,500', '2,5')
    """
    text = f"{value:,.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(",", "\u202f").replace(".", ",")


def percent(share: float, language: str) -> str:
    """Write a share as a whole percentage.

    Examples
    --------
    >>> percent(0.125, "en")
    '12%'
    """
    return f"{share:.0%}" if language == "en" else f"{share * 100:.0f}\u202f%"


def counted(value: float, noun: str, language: str) -> str:
    """Write how many there are of a noun.

    Examples
    --------
    >>> counted(1, "article", "en"), counted(0, "caractère", "fr")
    ('1 article', '0 caractère')
    """
    one = value == 1 if language == "en" else value < 2
    return f"{number(value, language)} {noun if one else noun + 's'}"
