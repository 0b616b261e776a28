"""Cut articles into passages: lines first, then sentences; boilerplate and doubles are marked, never dropped."""

import copy
import re
from functools import cache
from typing import Any

import pandas as pd

from annotate.lines import boilerplate
from annotate.tags import TEXT

Span = tuple[int, int]

# nupunkt's model was made from legal English: as abbreviations it lists words with which a French sentence may end.
FRENCH_WORDS = frozenset(
    """
    a al an art ben bien black buchanan ca cap car cas cent code col com commun del des dix en est et ex farce
    fermé fin fut galaxies gaz herbes hughes ici ifni indus infra jour la lit loire lut ma mai mason me mer met
    midi mis mon monaco mont mot mots mur ne nom nos on or os par pen port pub quant quarts que repos rich roi sa
    sans se sec sens sent sept sol stock sun super sur talent tant tel ter toit tue un va vain var vase vert vi
    vie vin vols xv y york
    """.split()
)

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_MANY_WORDS = 30
"""Characters: a shorter passage may stand twice by chance."""


def split(text: str, language: str = "") -> list[Span]:
    r"""Cut a text into passages: each line into its sentences.

    Parameters
    ----------
    text : str
    language : str
        ISO 639-1 code; French keeps its own words apart from English abbreviations.

    Returns
    -------
    list of (start, end)
        Code points, ``end`` excluded; in order, without overlap; no passage is empty or begins or ends with a blank,
        and every character but blanks is in one.

    Examples
    --------
    >>> text = "Il pleut. « Rien à craindre », dit M. Roy.\nPhoto : EFE."
    >>> [text[start:end] for start, end in split(text, "fr")]
    ['Il pleut.', '« Rien à craindre », dit M. Roy.', 'Photo : EFE.']
    """
    splitter = _splitter(language)
    spans = []
    for line in _LINE.finditer(text):
        for start, end in splitter.iter_spans(line[0]):
            if trimmed := _trim(text, line.start() + start, line.start() + end):
                spans.append(trimmed)
    return spans


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    inner = piece.strip()
    first = start + len(piece) - len(piece.lstrip())
    return (first, first + len(inner)) if inner else None


@cache
def _splitter(language: str) -> Any:
    from nupunkt import load_default_model

    model = copy.deepcopy(load_default_model())
    if language == "fr":
        for word in FRENCH_WORDS:
            model.remove_abbreviation(word)
    return model


def passage_table(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut every article into its passages.

    Parameters
    ----------
    articles : DataFrame
        One row an article, with ``article_id``, ``source``, ``language`` and ``text``.

    Returns
    -------
    DataFrame
        One row a passage, in reading order: ``article_id, source, language, start, end, text, proposed_label,
        reason, double_of``. ``proposed_label`` is ``"excluded"`` for a byline, a photo credit, a source line, a view
        counter or a double, for the ``reason`` given, else empty. ``double_of`` is the ``start`` of the passage that
        this one repeats, else missing.

    Examples
    --------
    >>> page = pd.DataFrame({"article_id": ["a"], "source": [""], "language": ["en"], "text": ["It rains. Views: 37"]})
    >>> passage_table(page)[["start", "end", "text", "reason"]].values.tolist()
    [[0, 9, 'It rains.', ''], [10, 19, 'Views: 37', 'view counter']]
    """
    names = ["article_id", "source", "language", "start", "end", "text", "proposed_label", "reason", "double_of"]
    rows = [row for page in articles.to_dict("records") for row in _passages(page)]
    kinds: dict[str, Any] = {**dict.fromkeys(names, TEXT), "start": "int64", "end": "int64", "double_of": "Int64"}
    return pd.DataFrame(rows, columns=names, dtype=object).astype(kinds)


def _passages(page: dict[Any, Any]) -> list[dict[str, Any]]:
    first: dict[str, int] = {}
    rows = []
    for start, end in split(page["text"], page["language"]):
        text = page["text"][start:end]
        words = " ".join(text.casefold().split())
        double_of = first.setdefault(words, start) if len(words) >= _MANY_WORDS else start
        reason = boilerplate(text) or ("double" if double_of != start else "")
        rows.append(
            {
                "article_id": page["article_id"], "source": page["source"], "language": page["language"],
                "start": start, "end": end, "text": text,
                "proposed_label": "excluded" if reason else "", "reason": reason,
                "double_of": double_of if double_of != start else None,
            }
        )  # fmt: skip
    return rows
