"""Cut articles into passages: lines first, then sentences; boilerplate and doubles are marked, never dropped."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pandas as pd

import annotate
from annotate._boilerplate import boilerplate, is_caption, is_rule
from annotate._errors import PassageError
from annotate._exact_text import TEXT
from annotate._frames import Kinds, Record
from annotate._partitions import Submits, read_parts, with_columns_of
from annotate._passages.repeated import Placed, doubles
from annotate._passages.sentences import sentence_starts
from annotate._places import Table
from annotate._wrapped_lines import as_read, on_one_line, paragraphs

Span = tuple[int, int]


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
    return [span for line in _lines(text, language) for span in line]


def _lines(text: str, language: str) -> Iterator[list[Span]]:
    """Return the passages of each line."""
    starts_of = sentence_starts(language)
    for first, last in paragraphs(text):
        line = on_one_line(text[first:last])
        if not is_rule(line):
            starts = [first + start for start in starts_of(line)]
            spans = [_trim(text, start, end) for start, end in pairwise([*starts, last])]
            yield [(start, end) for start, end in spans if start < end]


def _trim(text: str, start: int, end: int) -> Span:
    found = _SEEN.search(text, start, end)
    if found is None:
        return end, end
    return found.start(), found.start() + len(text[found.start() : end].rstrip(_UNSEEN))


_UNSEEN = "\u200b\u2060\ufeff" + "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
_SEEN = re.compile(f"[^{re.escape(_UNSEEN)}]")
"""Neither a blank nor a sign without breadth."""


def cut(
    articles: Table,
    *,
    into: str | Path | None = None,
    workers: int = 1,
    client: Submits | None = None,
) -> pd.DataFrame:
    """Cut every article into its passages.

    Parameters
    ----------
    articles : DataFrame, str or Path
        One row per article, with ``article_id``, ``source``, ``language`` and ``text``, and ``title`` if known. Or a
        folder of Parquet files of such tables, an object store's address of one (``"s3://bucket/articles"``), or a Dask
        DataFrame, whose files or partitions are cut one by one.
    into : str or Path, optional
        With a folder (or address, or Dask DataFrame): where each part's passages are written, with the articles'
        further columns.
    workers, client
        With a folder: see `suggest`.

    Returns
    -------
    DataFrame
        One row per passage, in reading order: ``article_id, source, language, start, end, text, proposed_label,
        reason, double_of``. ``proposed_label`` is ``"excluded"`` for boilerplate (a byline, a photo credit, a date
        line …) or a double, for the ``reason`` given, else empty. ``double_of`` is the ``start`` of the passage that
        this one repeats, else missing: the copy in running text stands, a teaser or a pull quote repeats it.
        Of a folder one row per part: ``part``, ``rows`` and ``state``.

    Examples
    --------
    >>> page = pd.DataFrame({"article_id": ["a"], "source": [""], "language": ["en"], "text": ["It rains. Views: 37"]})
    >>> cut(page)[["start", "end", "text", "reason"]].values.tolist()
    [[0, 9, 'It rains.', ''], [10, 19, 'Views: 37', 'view counter']]
    """
    if not isinstance(articles, pd.DataFrame):
        return read_parts(articles, into, cut_part, f"cut {annotate.__version__}", workers, client)
    names = ["article_id", "source", "language", "start", "end", "text", "proposed_label", "reason", "double_of"]
    rows = [row for page in articles.to_dict("records") for row in _passages(page)]
    kinds: Kinds = {**dict.fromkeys(names, TEXT), "start": "int64", "end": "int64", "double_of": "Int64"}
    return pd.DataFrame(rows, columns=names, dtype=object).astype(kinds)


def cut_part(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut the articles of one part, and keep what else is said of them."""
    missing = [name for name in ("article_id", "source", "language", "text") if name not in articles.columns]
    if missing:
        raise PassageError(f"The articles have no column {missing[0]!r}.")
    return with_columns_of(cut(articles), articles, ("title", "author", "url"))


def _passages(page: Record) -> list[Record]:
    text, spans, placed, reasons = page["text"], list[Span](), list[Placed](), list[str]()
    for line in _lines(text, page["language"]):
        spans += line
        placed += [Placed(text[start:end], len(line) == 1) for start, end in line]
        reasons += _reasons(text, line)
    copies = doubles(placed, str(page.get("title") or ""))
    rows: list[Record] = []
    for nth, (start, end) in enumerate(spans):
        reason = reasons[nth] or ("double" if nth in copies else "")
        rows.append(
            {
                "article_id": page["article_id"], "source": page["source"], "language": page["language"],
                "start": start, "end": end, "text": placed[nth].text,
                "proposed_label": "excluded" if reason else "", "reason": reason,
                "double_of": spans[copies[nth]][0] if nth in copies else None,
            }
        )  # fmt: skip
    return rows


def _reasons(text: str, line: Sequence[Span]) -> list[str]:
    """Return what boilerplate each passage of a line is; and of all that goes with it."""
    reasons = [boilerplate(as_read(text[start:end])) for start, end in line]
    if 1 < len(line) <= _FEW_SENTENCES:
        whole = as_read(text[line[0][0] : line[-1][1]])
        if (is_caption(whole) or reasons[0] in _WHOLE_LINES) and (kind := boilerplate(whole)):
            return [reason or kind for reason in reasons]
    return reasons


_FEW_SENTENCES = 4
_WHOLE_LINES = ("newsletter", "further reading", "copyright", "sharing")
"""What begins a line as one of these goes on as one: “READ MORE: Dyke closed. Council votes”."""
