"""Additions: put articles into a project, once, with their passages and variables."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypedDict, cast

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._articles.articles import ARTICLE_COLUMNS
from annotate._project import about, answers, contents, decisions, statements, tables, tallies, versions
from annotate._project.copy_index import Newcomers
from annotate._project.rows import Article, ArticleText, ArticleValue, Passage, StudyValue
from annotate._variables import Kind, as_cells, from_cells, kind_of, plain_name


class _GivenArticle(TypedDict):
    """An article as `read_articles` returns it."""

    article_id: str
    source: str
    title: str
    author: str
    published: str
    url: str
    language: str
    text: str
    article_sha256: str
    problem: str


_PASSAGE = ["article_id", "start", "end", "proposed_label", "reason", "double_of"]


def add_articles(
    connection: Connection, articles: pd.DataFrame, passages: pd.DataFrame, changed: str
) -> list[dict[str, str]]:
    """Insert articles that are new, with their passages and variables; give one outcome an article."""
    return _Addition(connection, changed).add(articles, passages)


def _rows_by_article(passages: pd.DataFrame) -> dict[str, list[Passage]]:
    """Return each article's passages as rows of the store, taken out of pandas in one step."""
    doubles = [None if missing else int(start) for start, missing in
               zip(passages["double_of"].tolist(), passages["double_of"].isna().tolist(), strict=True)]  # fmt: skip
    columns = [doubles if name == "double_of" else passages[name].tolist() for name in _PASSAGE]
    by_article: dict[str, list[Passage]] = {}
    for row in zip(*columns, strict=True):
        by_article.setdefault(row[0], []).append(cast("Passage", dict(zip(_PASSAGE, row, strict=True))))
    return by_article


@dataclass
class _Addition:
    """Articles on their way into a project, within one transaction."""

    connection: Connection
    changed: str
    _there: dict[tuple[str, str], str] = field(default_factory=dict)  # address and text: articles under other names
    _printed: dict[str, tuple[str, str]] = field(default_factory=dict)  # a text: the article that has it, its source
    _sources: dict[str, str] = field(default_factory=dict)  # likeness: how a source is written
    _said: list[ArticleValue] = field(default_factory=list)
    _kept: dict[str, str] = field(default_factory=dict)  # each article's text, by its fingerprint
    _named: dict[int, tuple[str, str]] = field(default_factory=dict)  # the id and source of each that is added

    def __post_init__(self) -> None:
        self._waiting = _Waiting(self.connection)
        self._is_drawn = bool(about.of_study(self.connection, about.DRAW))

    def add(self, articles: pd.DataFrame, passages: pd.DataFrame) -> list[dict[str, str]]:
        variables = [name for name in articles.columns if name not in ARTICLE_COLUMNS]
        answers.refuse_taken(self.connection, variables)
        pages = cast("list[_GivenArticle]", articles[list(ARTICLE_COLUMNS)].to_dict("records"))
        for page in pages:
            page["source"] = about.one_form(page["source"])
        cuts, said = _rows_by_article(passages), about.cells_of(articles, variables)
        for url, text, article_id, source in _alike(self.connection, pages):
            if url:
                self._there[url, text] = article_id
            self._printed.setdefault(text, (article_id, source))
        self._sources = _sources(self.connection)
        self._kept = _fingerprints(self.connection, [page["article_id"] for page in pages])
        self._newcomers = Newcomers(self.connection, [page["text"] for page in pages if not page["problem"]])
        outcomes = [
            self._add(page, cuts.get(page["article_id"], []), says) for page, says in zip(pages, said, strict=True)
        ]
        self._waiting.flush()
        self._newcomers.keep()
        self._log(_kinds(self.connection, articles, variables))
        return outcomes

    def _add(self, page: _GivenArticle, cuts: list[Passage], says: about.Said) -> dict[str, str]:
        article_id = page["article_id"]
        if page["problem"]:
            return _outcome(article_id, "refused", page["problem"])
        kept = self._kept.get(article_id)
        same_page = self._there.get((page["url"], page["article_sha256"]))
        if kept is None and same_page:
            why = f"It is the same page as {same_page!r}, with the same address and text."
            return _outcome(article_id, "already there", why)
        if kept is None:
            remarks = "\n".join(filter(None, (self._remark(page), self._also_in(page))))
            self._insert(page, cuts)
            self._say(article_id, {**says, about.SET_ASIDE: about.NOT_DRAWN} if self._is_drawn else says)
            return _outcome(article_id, "added", remarks)
        if kept == page["article_sha256"]:
            return _outcome(article_id, "already there", self._complete(article_id, says))
        if self.changed == "new_version":
            return self._add_version(page, cuts, says)
        return _outcome(
            article_id,
            "refused",
            f"The project already has an article {article_id!r} with another text, and tags count on it not to "
            "change. Choose another article_id for this one, or keep it beside the old one as a new version.",
        )

    def _insert(self, page: _GivenArticle, cuts: list[Passage]) -> None:
        insert(self._waiting, page, cuts)
        self._kept[page["article_id"]] = page["article_sha256"]
        self._named[self._waiting.last] = (page["article_id"], page["source"])
        self._newcomers.put(self._waiting.last, page["text"])

    def _add_version(self, page: _GivenArticle, cuts: list[Passage], says: about.Said) -> dict[str, str]:
        self._waiting.flush()
        last, is_same = versions.newest(self.connection, page["article_id"], page["article_sha256"])
        if is_same:
            return _outcome(last, "already there", self._complete(last, says))
        new = versions.following(page["article_id"], last)
        self._insert({**page, "article_id": new}, [{**row, "article_id": new} for row in cuts])
        self._waiting.flush()
        # What was corrected of the old one holds for the new one, which came with the same slips.
        before = about.said(self.connection, [last]).get(last, {})
        self._say(new, {**before, **says})
        self._log([])  # a tag that moves asks what the new version's source is
        report = versions.move_tags(self.connection, last, new)
        return _outcome(new, "new version", report)

    def _complete(self, article_id: str, says: about.Said) -> str:
        """Take up variables that an article has not had yet; say which it has otherwise."""
        known = about.said(self.connection, [article_id]).get(article_id, {})
        self._say(article_id, {name: value for name, value in says.items() if name not in known})
        differs = [
            f"Its {name} is {known[name]!r} in the project and {value!r} here: correct it with "
            f"project.correct({article_id!r}, {name}={value!r}), if it is wrong."
            for name, value in says.items()
            if known.get(name, value) != value
        ]
        return "\n".join(differs)

    def _remark(self, page: _GivenArticle) -> str:
        """Return where a source is missing, or is written otherwise than one that is there."""
        source, article_id = page["source"], page["article_id"]
        if not source:
            return f"It has no source: name it with project.correct({article_id!r}, source=…)."
        alike = self._sources.setdefault(about.likeness(source), source)
        if alike == source:
            return ""
        return (
            f"Its source {source!r} looks like {alike!r}, which is there already: make them one with "
            f"project.correct({article_id!r}, source={alike!r}), if they are."
        )

    def _also_in(self, page: _GivenArticle) -> str:
        """Return where the same text is in the study already, as an agency's is in several outlets."""
        article_id, text = page["article_id"], page["article_sha256"]
        first, source = self._printed.setdefault(text, (article_id, page["source"]))
        if first != article_id:
            return f"Its text is also in {_where(first, source)}: {_COUNT_ONCE}"
        near = self._newcomers.copy_of(page["text"])
        if near is None:
            return ""
        named = self._named.get(near.article_number) or _named(self.connection, near.article_number)
        return (
            f"{near.share:.0%} of its text is also in {_where(*named)}, and {near.other_share:.0%} of that one’s in "
            f"it: {_COUNT_ONCE}"
        )

    def _say(self, article_id: str, says: about.Said) -> None:
        self._said += [
            {"article_id": article_id, "coder": "", "name": name, "value": value} for name, value in says.items()
        ]

    def _log(self, kinds: list[StudyValue]) -> None:
        if self._said or kinds:
            seq = decisions.begin(self.connection, decisions.ADD, "", "", uuid.uuid4().hex)
            for row in kinds:
                decisions.append(self.connection, "study_log", seq, row)
            sources = [tallies.of_source(row["value"]) for row in self._said if row["name"] == "source"]
            tallies.add(self.connection, sum(sources, Counter()))
            decisions.append_new(self.connection, "article_log", seq, self._said)
            self._said = []


_COUNT_ONCE = "count it once with balance(…, copies='once'), or set one of them aside."


def _where(article_id: str, source: str) -> str:
    return f"{article_id!r} ({source})" if source else repr(article_id)


def _named(connection: Connection, number: int) -> tuple[str, str]:
    table = tables.articles.c
    query = sa.select(table.article_id, table.source).where(table.article_number == number)
    article_id, source = connection.execute(query).one()
    return str(article_id), str(source)


def _alike(connection: Connection, pages: list[_GivenArticle]) -> Iterator[tuple[str, str, str, str]]:
    """Return address, text, id and source of the articles that have an address or a text of these pages."""
    table = tables.articles.c
    addresses, texts = {page["url"] for page in pages} - {""}, {page["article_sha256"] for page in pages}
    query = sa.select(table.url, table.article_sha256, table.article_id, table.source)
    is_alike = sa.or_(table.url.in_(addresses), table.article_sha256.in_(texts))
    yield from map(tuple, connection.execute(query.where(is_alike).order_by(table.article_number)))


def _fingerprints(connection: Connection, ids: list[str]) -> dict[str, str]:
    """Return the fingerprints of the texts of those articles that are there."""
    table = tables.articles.c
    query = sa.select(table.article_id, table.article_sha256).where(table.article_id.in_(ids))
    return {article_id: sha256 for article_id, sha256 in connection.execute(query)}


def _sources(connection: Connection) -> dict[str, str]:
    """Return the names of sources that are there, by what they are like."""
    corrected = sa.select(tables.article_values.c.value).where(tables.article_values.c.name == "source")
    names = connection.execute(sa.union(sa.select(tables.articles.c.source), corrected)).scalars()
    return {about.likeness(name): name for name in sorted(names, reverse=True) if name}


def _kinds(connection: Connection, articles: pd.DataFrame, variables: list[str]) -> list[StudyValue]:
    """Return the log's rows for variables that are new, or that become text because not all fits their kind."""
    known, rows = about.begun_kinds(connection), []
    for given in variables:
        name, kind = plain_name(given), kind_of(articles[given])
        if name not in known:
            rows.append(about.kind_row(name, kind))
        elif known[name] not in ("text", kind) and not _fits(articles[given], name, known):
            rows.append(about.kind_row(name, "text"))
    return rows


def _fits(column: pd.Series, name: str, known: Mapping[str, Kind]) -> bool:
    try:
        from_cells(as_cells(column), known[name])
    except ValueError:
        return False
    return True


def _outcome(article_id: str, outcome: str, reason: str = "") -> dict[str, str]:
    return {"article_id": article_id, "outcome": outcome, "reason": reason}


@dataclass
class _Waiting:
    """New articles that are written together: one statement a table, whatever their number."""

    connection: Connection
    articles: list[Article] = field(default_factory=list)
    texts: list[ArticleText] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.last = contents.last_number(self.connection)

    def flush(self) -> None:
        """Write what waits."""
        statements.insert_all(self.connection, tables.articles, self.articles)
        statements.insert_all(self.connection, tables.article_texts, self.texts)
        statements.insert_all(self.connection, tables.passages, self.passages)
        cuts = Counter(row["article_id"] for row in self.passages)
        added: Counter[tallies.Tally] = Counter()
        for row in self.articles:
            added.update(tallies.of_article(row["article_id"], row["source"], cuts[row["article_id"]]))
        tallies.add(self.connection, added)
        for rows in (self.articles, self.texts, self.passages):
            rows.clear()


def insert(waiting: _Waiting, page: _GivenArticle, cuts: list[Passage]) -> None:
    """Take up one article that is not there yet."""
    waiting.last += 1
    waiting.articles.append({
        "article_number": waiting.last, "article_id": page["article_id"], "source": page["source"],
        "title": page["title"], "author": page["author"], "published": page["published"], "url": page["url"],
        "language": page["language"], "article_sha256": page["article_sha256"], "length": len(page["text"]),
        "added_at": decisions.now(),
    })  # fmt: skip
    waiting.texts.append({"article_number": waiting.last, "text": page["text"]})
    waiting.passages += cuts
