"""What every format carries: an article with its tags, and what a file of another tool says of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from annotate._articles.articles import sha256
from annotate._csv_file.cells import as_text
from annotate._errors import FormatError
from annotate._exact_text import escape, join_surrogates, unescape
from annotate._json import JsonObject
from annotate._tags import TAG_COLUMNS, variable_names
from annotate._variables import as_cells, from_cells, header, kind_of, read_header

Cells = dict[str, str]
"""Columns of a tag table and their values as text, as in the CSV file."""

ABOUT = ("article_id", "source", "title", "author", "published", "url", "language", "article_sha256")
"""What is said of an article as a whole."""

VARIABLE = "variable "
"""Begins the name of a cell that is a variable's; its name and kind follow, such as ``variable reach (number)``."""

_LONGEST = 50_000_000
"""Characters: no article is longer; a wrong offset would ask for so much."""


@dataclass
class Span:
    """A label on a stretch of text.

    Parameters
    ----------
    start, end : int
        Code points, ``end`` excluded; as a file gives them, they may be anything.
    label : str
    text : str, optional
        What the file says stands there.
    before, after : str
        What it says stands around it.
    detail : dict
        The tag's other columns, as far as the file tells them.
    is_ours : bool
        Whether annotate wrote all of them.
    place : str
        Where in the file, for messages.
    """

    start: Any
    end: Any
    label: Any
    text: Any = None
    detail: Cells = field(default_factory=dict)
    is_ours: bool = False
    place: str = ""
    before: str = ""
    after: str = ""


@dataclass
class TaggedArticle:
    """An article and its tags.

    Parameters
    ----------
    about : dict
        The columns of `ABOUT`.
    text : str, optional
        None where it is not known.
    spans : list of Span
    """

    about: Cells
    text: str | None
    spans: list[Span] = field(default_factory=list)

    @property
    def article_id(self) -> str:
        """The article's id."""
        return self.about.get("article_id", "")


def tagged_articles(tags: pd.DataFrame, articles: pd.DataFrame | None, *, rebuild: bool) -> list[TaggedArticle]:
    """Put tags together with the articles that they stand in.

    Parameters
    ----------
    tags : DataFrame
        A tag table.
    articles : DataFrame, optional
        As `Project.articles` returns them; all of them are kept, tagged or not.
    rebuild : bool
        Where ``articles`` is left out: put each text together from its tags, blanks between them.

    Raises
    ------
    FormatError
        Where a tag's article is not among the articles, or its passage does not stand in its text.
    """
    variables = _variable_cells(tags)
    found = {} if articles is None else {page.article_id: page for page in _pages(articles, variables)}
    columns = {name: as_text(tags[name], kind) for name, kind in TAG_COLUMNS.items()} | variables
    for values in zip(*columns.values(), strict=True):
        cells = dict(zip(columns, values, strict=True))
        page = found.get(cells["article_id"])
        if page is None:
            if articles is not None:
                raise FormatError(
                    f"Tag {cells['tag_id']!r} stands in the article {cells['article_id']!r}, which is not among the "
                    "articles given: pass project.articles() of the project that the tags are from."
                )
            page = found[cells["article_id"]] = TaggedArticle({name: cells[name] for name in ABOUT}, None)
        page.spans.append(_span(cells, page))
    for page in found.values():
        if page.text is None and rebuild:
            page.text = _rebuilt(page)
        if page.text is not None and join_surrogates(page.text) != page.text:
            raise FormatError(
                f"The text of the article {page.article_id!r} has two surrogates that stand for one character, which "
                "other tools count as one: add it to a project, which joins them, and tag it there."
            )
    return list(found.values())


def _variable_cells(table: pd.DataFrame, names: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Return a table's variables as text, each under a name that tells its kind."""
    chosen = variable_names(table) if names is None else names
    return {VARIABLE + header(name, kind_of(table[name])): as_cells(table[name]) for name in chosen}


def variables_first(cells: Iterable[Cells]) -> list[str]:
    """Return the names of all variables among rows of cells, in the order in which they come."""
    return list(dict.fromkeys(name for row in cells for name in row if name.startswith(VARIABLE)))


def as_variables(rows: Sequence[Cells]) -> dict[str, pd.Series]:
    """Return the variables among rows of cells as columns, each with its type."""
    found = {}
    for written in variables_first(rows):
        name, kind = read_header(written.removeprefix(VARIABLE))
        try:
            found[name] = from_cells([row.get(written, "") for row in rows], kind)
        except ValueError:
            found[name] = from_cells([row.get(written, "") for row in rows], "text")
    return found


def _pages(articles: pd.DataFrame, known: Collection[str]) -> Iterator[TaggedArticle]:
    missing = [name for name in ("article_id", "text") if name not in articles.columns]
    if missing:
        raise FormatError(f"The articles have no column {missing[0]!r}: pass project.articles() or read_articles(…).")
    names = [name for name in variable_names(articles) if name != "problem"]
    of_tags = {read_header(name.removeprefix(VARIABLE))[0] for name in known}
    # A variable that has another type among the tags travels with these alone.
    variables = {
        name: cells
        for name, cells in _variable_cells(articles, names).items()
        if name in known or read_header(name.removeprefix(VARIABLE))[0] not in of_tags
    }
    for nth, row in enumerate(articles.astype(object).to_dict("records")):
        about = {name: str(row.get(name) or "") for name in ABOUT}
        about["article_sha256"] = about["article_sha256"] or sha256(str(row["text"]))
        about |= {name: cells[nth] for name, cells in variables.items()}
        yield TaggedArticle(about, str(row["text"]))


def _span(cells: Cells, page: TaggedArticle) -> Span:
    start, end, text = int(cells["start"]), int(cells["end"]), cells["text"]
    if not cells["label"]:
        raise FormatError(f"Tag {cells['tag_id']!r} has no label: leave out the rows that withdraw a tag.")
    if page.text is not None and page.text[start:end] != text:
        raise FormatError(
            f"Tag {cells['tag_id']!r} says {text[:60]!r}, but characters {start} to {end} of the article "
            f"{page.article_id!r} are {page.text[start:end][:60]!r}: pass the articles that the tags were made on."
        )
    kept = ("article_id", "start", "end", "text", "label")
    detail = {
        name: cell
        for name, cell in cells.items()
        if name not in kept and cell != page.about.get(name, None if name.startswith(VARIABLE) else "")
    }
    return Span(start, end, cells["label"], text, detail)


def _rebuilt(page: TaggedArticle) -> str:
    """Put a text together from its tags."""
    length = max(span.end for span in page.spans)
    if length > _LONGEST:
        raise FormatError(
            f"A tag of the article {page.article_id!r} ends at {length}: no article is so long. Correct its offsets, "
            "or pass articles=project.articles()."
        )
    characters = [" "] * length
    for span in page.spans:
        if len(span.text) != span.end - span.start:
            raise FormatError(
                f"Tags of the article {page.article_id!r} have texts that are not as long as from start to end: pass "
                "articles=project.articles(), from which the text is taken."
            )
        characters[span.start : span.end] = span.text
    text = "".join(characters)
    for span in page.spans:
        _span({**span.detail, **_own(span, page)}, TaggedArticle(page.about, text))
    return text


def _own(span: Span, page: TaggedArticle) -> Cells:
    own = {"article_id": page.article_id, "start": str(span.start), "end": str(span.end), "text": span.text}
    return {**own, "tag_id": span.detail.get("tag_id", ""), "label": span.label}


# What annotate writes beside what a format has a place for, so that it comes back ---------------------------------


def escaped(cells: Cells) -> Cells:
    """Make cells fit for any file."""
    return {escape(name): escape(cell) for name, cell in cells.items()}


def unescaped(cells: Any, names: Any = TAG_COLUMNS) -> Cells:
    """Undo `escaped`; leave out what is no text or no column."""
    if not isinstance(cells, dict):
        return {}
    return {
        unescape(name): unescape(cell)
        for name, cell in cells.items()
        if (name in names or name.startswith(VARIABLE)) and isinstance(cell, str)
    }


def details_of(spans: list[Span]) -> list[JsonObject]:
    """Return the spans with their details as JSON can carry them."""
    return [{"start": s.start, "end": s.end, "label": escape(s.label), **escaped(s.detail)} for s in spans]


def with_details(spans: list[Span], details: Any) -> list[Span]:
    """Return back to each span the details that were written with it; those that were changed since have none."""
    waiting: dict[tuple[Any, ...], list[Cells]] = {}
    for detail in details if isinstance(details, list) else []:
        if isinstance(detail, dict):
            key = (_hashable(detail.get("start")), _hashable(detail.get("end")), unescape(str(detail.get("label"))))
            waiting.setdefault(key, []).append(unescaped(detail, _DETAILS))
    for span in spans:
        found = waiting.get((_hashable(span.start), _hashable(span.end), span.label))
        if found:
            span.detail, span.is_ours = found.pop(0), True
    return spans


_DETAILS = frozenset(TAG_COLUMNS) - {"article_id", "start", "end", "text", "label"}


def _hashable(value: Any) -> Any:
    return value if isinstance(value, int | str) else None
