"""Cut articles into passages: lines first, then sentences; boilerplate and doubles are marked, never dropped."""

from itertools import pairwise
from typing import Any

import pandas as pd

from annotate._boilerplate import boilerplate, is_rule
from annotate._exact_text import TEXT
from annotate._passages.sentences import sentence_starts
from annotate._wrapped_lines import as_read, on_one_line, paragraphs

Span = tuple[int, int]

_MANY_WORDS = 30
"""Characters: a shorter passage may stand twice by chance."""


def split(text: str, language: str = "") -> list[Span]:
    r"""Cut a text into passages: each line into its sentences, or each paragraph where its lines are wrapped.

    Parameters
    ----------
    text : str
    language : str
        ISO 639-1 code; each language has its own abbreviations (`annotate._passages.sentences`).

    Returns
    -------
    list of (start, end)
        Code points, ``end`` excluded; in order, without overlap; no passage is empty or begins or ends with a blank,
        and every character but blanks is in one, or in a line that is a rule (``* * *``). A passage holds a line end
        where the text is wrapped (`annotate._wrapped_lines`).

    Examples
    --------
    >>> text = "Il pleut. « Rien à craindre », dit M. Roy.\nPhoto : EFE."
    >>> [text[start:end] for start, end in split(text, "fr")]
    ['Il pleut.', '« Rien à craindre », dit M. Roy.', 'Photo : EFE.']
    """
    starts_of = sentence_starts(language)
    spans = []
    for first, last in paragraphs(text):
        line = on_one_line(text[first:last])
        if not is_rule(line):
            starts = [first + start for start in starts_of(line)]
            spans += [_trim(text, start, end) for start, end in pairwise([*starts, last])]
    return [(start, end) for start, end in spans if start < end]


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    first = end - len(piece.lstrip())
    return first, first + len(piece.strip())


def cut(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut every article into its passages.

    Parameters
    ----------
    articles : DataFrame
        One row per article, with ``article_id``, ``source``, ``language`` and ``text``.

    Returns
    -------
    DataFrame
        One row per passage, in reading order: ``article_id, source, language, start, end, text, proposed_label,
        reason, double_of``. ``proposed_label`` is ``"excluded"`` for a byline, a photo credit, a source line, a view
        counter or a double, for the ``reason`` given, else empty. ``double_of`` is the ``start`` of the passage that
        this one repeats, else missing.

    Examples
    --------
    >>> page = pd.DataFrame({"article_id": ["a"], "source": [""], "language": ["en"], "text": ["It rains. Views: 37"]})
    >>> cut(page)[["start", "end", "text", "reason"]].values.tolist()
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
        reason = boilerplate(as_read(text)) or ("double" if double_of != start else "")
        rows.append(
            {
                "article_id": page["article_id"], "source": page["source"], "language": page["language"],
                "start": start, "end": end, "text": text,
                "proposed_label": "excluded" if reason else "", "reason": reason,
                "double_of": double_of if double_of != start else None,
            }
        )  # fmt: skip
    return rows
