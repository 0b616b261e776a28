"""Find which of the articles at hand a file's text is, whatever a program did to its name and its blanks."""

from bisect import bisect_left
from dataclasses import replace

import pandas as pd

from annotate._articles.articles import sha256
from annotate._formats.placing import place_of
from annotate._formats.tagged_article import ABOUT, Span, TaggedArticle
from annotate._frames import Record


class KnownArticles:
    """Articles at hand, found by id or by text.

    Parameters
    ----------
    articles : DataFrame, optional
        ``project.articles()``.
    """

    def __init__(self, articles: pd.DataFrame | None) -> None:
        rows: list[Record] = [] if articles is None else [*articles.astype(object).to_dict("records")]
        self._by_id = {row["article_id"]: row for row in rows}
        self._by_url: dict[str, list[Record]] = {}
        self._by_text: dict[str, list[Record]] = {}
        for row in rows:
            self._by_url.setdefault(row.get("url") or "", []).append(row)
            self._by_text.setdefault(_bare(row["text"]), []).append(row)

    def recognised(self, page: TaggedArticle) -> TaggedArticle:
        """Return a page with the text of the article that it is; one that is none of them stays as it is.

        The same id goes before the same text, and a page without a text may be named by its address. Texts are the
        same where only blanks differ, as they do where a program wrote other line ends, or tokens.
        """
        row = self._by_id.get(page.article_id)
        if row is not None:
            return TaggedArticle(page.about, row["text"], _moved(page, row["text"]))
        alike = self._by_url.get(page.article_id, []) if page.text is None else self._by_text.get(_bare(page.text), [])
        if len(alike) != 1:
            return page
        about = {name: str(alike[0].get(name) or "") for name in ABOUT}
        about["article_sha256"] = about["article_sha256"] or sha256(alike[0]["text"])
        return TaggedArticle(about, alike[0]["text"], _moved(page, alike[0]["text"]))


def _bare(text: str) -> str:
    return "".join(text.split())


def _moved(page: TaggedArticle, text: str) -> list[Span]:
    """Return the spans with the places that their characters have in another text of the article."""
    if page.text is None or page.text == text:
        return page.spans
    marks = [_marks(page.text), _marks(text)] if _bare(page.text) == _bare(text) else []
    return [_moved_span(span, page, text, *marks) for span in page.spans]


def _marks(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if not character.isspace()]


def _moved_span(span: Span, page: TaggedArticle, text: str, *marks: list[int]) -> Span:
    place = place_of(page, span)
    if place is None or page.text is None:
        return span
    start, end = place
    meant = page.text[start:end]
    if not marks or not meant.strip():  # another text: placed where these words stand
        return replace(span, text=meant)
    before, after = marks
    start, last = after[bisect_left(before, start)], after[bisect_left(before, end) - 1]
    return replace(span, start=start, end=last + 1, text=text[start : last + 1])
