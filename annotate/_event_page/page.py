"""The page of one event: outlets side by side, and who is quoted where and by whom not."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from annotate._alike.events import alike_texts
from annotate._charts.alternative_text import alt_text
from annotate._charts.colours import label_names, looks
from annotate._charts.event import plot_event
from annotate._codebook import Codebook
from annotate._counting.one_coder import one_coder_each, source_of_each
from annotate._exact_text import TEXT, without_surrogates
from annotate._known_codebooks import codebook_of
from annotate._report.page import inline_chart
from annotate._whole_file import whole_file
from annotate._wording import Wording

CLOSE = 0.5
"""Two passages with so much in common say the same, as a rule."""


class Shown(NamedTuple):
    """A passage on the page.

    Parameters
    ----------
    number : str
        Its column and place, such as ``"B7"``, to which others refer.
    source : str
        Whose voice it is, where that is not the article's.
    """

    number: str
    text: str
    label: str
    mark: str
    colour: str
    speaker: str
    source: str
    also: list[str]


class Article(NamedTuple):
    """A column of the page: an article's passages, and what else is known of it (title, date, coder)."""

    source: str
    passages: list[Shown]
    facts: dict[str, str]


class Quoted(NamedTuple):
    """Who is quoted: in how many passages of each source's article, by name."""

    sources: list[str]
    people: list[tuple[str, list[int]]]


def write_event(
    tags: pd.DataFrame,
    event: str,
    path: str | Path,
    *,
    column: str = "event",
    codebook: Codebook | None = None,
    language: str = "en",
) -> Path:
    """Write one event as a page: its outlets side by side, and who is quoted where and by whom not.

    Parameters
    ----------
    tags : DataFrame
        A tag table with ``text`` and a column that says which event an article is on.
    event : str
        Which one.
    path : str or Path
        Of the HTML file; it needs nothing else, and runs no script.
    column : str
        The name of that column.
    codebook : Codebook, optional
        What the labels are; the one that the tags name where left out.
    language : {"en", "fr"}
        Of the page's own wording.

    Returns
    -------
    Path
        The file. Of an article that several coders tagged, one coder's tags are shown: the adjudicated ones, or else
        those of who tagged most, whose name stands there. A passage refers to those of other outlets that say
        much the same in the same words.

    Raises
    ------
    BalanceError
        Where a column is missing or no tag is on this event.

    Examples
    --------
    >>> import tempfile
    >>> tags = pd.DataFrame({"article_id": ["a", "b"], "source": ["Le Fil", "The Echo"], "start": 0, "end": [30, 20],
    ...                      "text": ["The dyke will break again soon", "The dyke broke again"], "speaker": "",
    ...                      "label": ["opinion", "reported_fact"], "coder": "mj", "event": "the dyke"})
    >>> write_event(tags, "the dyke", Path(tempfile.mkdtemp()) / "dyke.html").name
    'dyke.html'
    """
    rows = one_coder_each(tags, event, column)
    codebook = codebook_of(rows, codebook)
    say = Wording(language)
    environment = Environment(
        loader=PackageLoader("annotate._event_page", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    ax = plot_event(tags, event, column=column, codebook=codebook, language=language)
    parts = {
        "say": say, "title": event, "columns": _columns(rows, codebook, say), "quoted": _quoted(rows, codebook),
        "chart": {"src": inline_chart(ax), "alt": alt_text(ax)},
    }  # fmt: skip
    page = environment.get_template("event.html.jinja").render(parts)
    path = Path(path)
    with whole_file(path) as file:
        file.write(without_surrogates(page).encode("utf-8"))
    return path


def _columns(rows: pd.DataFrame, codebook: Codebook, say: Wording) -> list[Article]:
    articles = list(dict.fromkeys(rows["article_id"]))
    texts = rows["text"].tolist()
    letters = {one: _letters(nth) for nth, one in enumerate(articles)}
    place = rows.groupby("article_id", sort=False).cumcount().to_numpy() + 1
    numbers = [f"{letters[one]}{nth}" for one, nth in zip(rows["article_id"], place, strict=True)]
    also = _also(texts, rows["article_id"].tolist(), numbers)
    found = sorted(set(rows["label"]))
    look = looks(found, None, codebook)
    names = dict(zip(found, label_names(found, say, codebook), strict=True))
    marks = {label.name: label.mark for label in codebook.labels}
    own = source_of_each(rows)
    voices = ["" if own[one] == voice else voice for one, voice in zip(rows["article_id"], rows["source"], strict=True)]
    shown = [
        Shown(number, text, names[label], marks.get(label, ""), look[label][0], speaker, voice, others)
        for number, text, label, speaker, voice, others in zip(
            numbers, texts, rows["label"], _speakers(rows), voices, also, strict=True
        )
    ]
    facts = [name for name in ("title", "published", "coder") if name in rows.columns]
    return [
        Article(own[article], [shown[one] for one in at], {name: str(rows[name].to_numpy()[at[0]]) for name in facts})
        for article in articles
        for at in [np.flatnonzero((rows["article_id"] == article).to_numpy())]
    ]


def _letters(nth: int) -> str:
    """Return A, B … Z, AA, AB … for 0, 1 …."""
    return (_letters(nth // 26 - 1) if nth >= 26 else "") + chr(65 + nth % 26)


def _speakers(rows: pd.DataFrame) -> list[str]:
    column = rows.get("person", rows.get("speaker", pd.Series("", index=rows.index, dtype=TEXT)))
    return column.astype(object).where(column.notna(), "").tolist()


def _also(texts: list[str], articles: list[str], numbers: list[str]) -> list[list[str]]:
    """Return, for each passage, those of other articles that say much the same in the same words."""
    alike = alike_texts(texts)
    other = np.array([[one != two for two in articles] for one in articles])
    close = (alike >= CLOSE) & other
    return [[numbers[one] for one in np.flatnonzero(row)] for row in close]


def _quoted(rows: pd.DataFrame, codebook: Codebook) -> Quoted:
    """Return who is quoted in which article: those of most articles first."""
    claims = rows.assign(speaker=pd.Series(_speakers(rows), index=rows.index, dtype=TEXT))
    claims = claims[claims["label"].isin(codebook.with_speaker) & (claims["speaker"] != "")]
    articles = list(dict.fromkeys(rows["article_id"]))
    own = source_of_each(rows)
    sources = [own[one] for one in articles]
    people: dict[str, list[int]] = {}
    for speaker, article in zip(claims["speaker"], claims["article_id"], strict=True):
        people.setdefault(speaker, [0] * len(articles))[articles.index(article)] += 1
    order = sorted(people, key=lambda one: (-sum(many > 0 for many in people[one]), -sum(people[one]), one))
    return Quoted(sources, [(one, people[one]) for one in order])
