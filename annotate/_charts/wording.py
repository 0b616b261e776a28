"""What the charts themselves write, in English and French."""

from collections.abc import Sequence
from functools import cache

from annotate._charts.lettering import plain
from annotate._codebook import Codebook
from annotate._errors import BalanceError

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
        "named": "{rows} rows, one in {step} is named; in all {whole}. A row has {passages}, {articles}.",
        "range": "{least} to {most} {what}",
        "left_out": "Not drawn, for order names others: {rows}.",
        "no passages": "* no counted passage",
        "one article": "* one article only: it tells nothing of others",
        "few articles": "* fewer than 10 articles: the interval is only indicative",
        "one label": "* all passages carry one label",
        "strip": "In reading order; each passage as wide as it is long ({characters} in all).",
        "tag": "tag",
        "coder": "coder",
        "tags_by": "{passages}, {tags} by {coders}.",
        "untagged_label": "Untagged",
        "claim": "claim",
        "no_claim": "There is nothing to draw: no attributed claim is tagged.",
        "unnamed": "unnamed, or not said",
        "other_speakers": "{many} other speakers",
        "other_sources": "{many} other sources",
        "of_passages": "of {passages}",
        "cells": "Attributed claims; the darker, the larger a share of the source’s claims.",
        "no_pair": "There is nothing to draw: no passage was tagged by two coders.",
        "pairs": "Each two coders are counted in both directions: twice {pairs}. Share of each row; agreement blue, "
        "disagreement red.",
        "compared": "{passages} compared. Share of each row’s passages; agreement blue, disagreement red.",
        "pair": "pair",
        "label": "one coder",
        "other label": "the other coder",
        "alpha": "Krippendorff’s α {value}, 95 % interval {low} to {high}.",
        "no_alpha": "Krippendorff’s α {value}; no interval.",
        "undefined_alpha": "Krippendorff’s α is undefined here.",
        "timeline": "Share of each {period}’s {unit}, excluded ones left out; upright lines: intervals; "
        "small numbers: passages.",
        "hollow": "Hollow: ",
        "month": "month",
        "quarter": "quarter",
        "year": "year",
        "undated": "Not drawn, for want of a date: {passages}.",
        "no_date": "There is nothing to draw: no tagged article has a date (published).",
        "further": "Not drawn: {many} more, with fewer passages; name them in order to see them.",
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
        "named": "{rows} lignes, une sur {step} est nommée ; en tout {whole}. Par ligne : {passages}, {articles}.",
        "range": "{least} à {most} {what}",
        "left_out": "Non dessinés, car order en nomme d’autres : {rows}.",
        "no passages": "* aucun passage compté",
        "one article": "* un seul article : il ne dit rien des autres",
        "few articles": "* moins de 10 articles : l’intervalle n’est qu’indicatif",
        "one label": "* tous les passages portent la même étiquette",
        "strip": "Dans l’ordre de lecture ; la largeur d’un passage est sa longueur ({characters} en tout).",
        "tag": "étiquette",
        "coder": "codeur",
        "tags_by": "{passages}, {tags} de {coders}.",
        "untagged_label": "Sans étiquette",
        "claim": "affirmation",
        "no_claim": "Rien à dessiner : aucune affirmation attribuée n’est étiquetée.",
        "unnamed": "anonyme ou non précisé",
        "other_speakers": "{many} autres locuteurs",
        "other_sources": "{many} autres sources",
        "of_passages": "sur {passages}",
        "cells": "Affirmations attribuées ; plus c’est foncé, plus grande est leur part de celles de la source.",
        "no_pair": "Rien à dessiner : aucun passage n’a été étiqueté par deux codeurs.",
        "pairs": "Chaque paire de codeurs compte dans les deux sens : deux fois {pairs}. Part de chaque ligne ; "
        "accord en bleu, désaccord en rouge.",
        "compared": "Comparés : {passages}. Part des passages de chaque ligne ; accord en bleu, désaccord en rouge.",
        "pair": "paire",
        "label": "un codeur",
        "other label": "l’autre codeur",
        "alpha": "α de Krippendorff {value}, intervalle à 95 % de {low} à {high}.",
        "no_alpha": "α de Krippendorff {value} ; pas d’intervalle.",
        "undefined_alpha": "L’α de Krippendorff n’est pas défini ici.",
        "timeline": "Part des {unit} de chaque {period}, exclus non compris ; traits verticaux : intervalles ; "
        "petits chiffres : passages.",
        "hollow": "Creux : ",
        "month": "mois",
        "quarter": "trimestre",
        "year": "année",
        "undated": "Non dessinés, faute de date : {passages}.",
        "no_date": "Rien à dessiner : aucun article étiqueté n’a de date (published).",
        "further": "Non dessinés : {many} autres, de moins de passages ; order permet de les nommer.",
    },
}

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
}


def words(language: str) -> dict[str, str]:
    """Return the wording of a language.

    Raises
    ------
    BalanceError
        For a language that the charts do not speak.
    """
    if language not in WORDS:
        raise BalanceError(f"language={language!r} is not known: use {' or '.join(map(repr, WORDS))}.")
    return WORDS[language]


@cache
def _titles() -> dict[str, dict[str, str]]:
    return {label.name: dict(label.title) for label in Codebook.shipped().labels}


def label_names(labels: Sequence[str], language: str) -> list[str]:
    """Return each label's name as a reader says it.

    Examples
    --------
    >>> label_names(["reported_fact", "mixed_voices"], "en")
    ['Reported fact', 'Mixed voices']
    """
    titles = _titles()
    return [
        titles[label].get(language, titles[label]["en"]) if label in titles else _in_words(label) for label in labels
    ]


def _in_words(label: str) -> str:
    text = plain(label.replace("_", " "))
    return text[:1].upper() + text[1:]


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


def left_aside(untagged: float, excluded: float, language: str) -> str:
    """Write how many passages stand in no share; empty where there are none, or nothing is known of them.

    Examples
    --------
    >>> left_aside(3, 1, "en"), left_aside(float("nan"), 1, "fr"), left_aside(0, 0, "en")
    ('3 untagged, 1 excluded', '1 exclu', '')
    """
    wording = words(language)
    others = {"untagged": untagged, "one_excluded" if excluded == 1 else "excluded": excluded}
    return ", ".join(f"{number(many, language)} {wording[what]}" for what, many in others.items() if many > 0)
