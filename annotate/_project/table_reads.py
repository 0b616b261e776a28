"""What a project gives as tables: its articles, passages and tags, all of them, some, or piece by piece."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import pandas as pd

from annotate._concordance import Search
from annotate._errors import ProjectError
from annotate._exact_text import TEXT
from annotate._project import about, codebooks, contents, finding, persons, whole_passages, whole_tags
from annotate._project.desk_rows import desk_table
from annotate._project.indexing import index_words
from annotate._project.pages import Wanted, read_pages
from annotate._project.standing_codebook import StandingCodebook
from annotate._project.tag_machines import machine_column, own_columns
from annotate._tags import TAG_COLUMNS

Names = str | Iterable[str] | None
"""One name, or several; None is all."""

COUNTED = ("article_id", "start", "end", "label", "coder", "origin", "codebook")
"""What every count rests on, besides what makes its groups."""

DESIGN = ("weight", "stratum", "cluster", "population")
"""Variables that say how articles were drawn, under their usual names."""


REPORTED = ("source", "published", "speaker", "speaker_kind", "evaluative", "unsure", "note", "tagged_at")
"""What a report says of tags besides, though no text: texts are read of its examples only."""


class TableReads(StandingCodebook):
    """The verbs of a project that read whole tables."""

    def _reported(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Return tags (each with the day on which it was made), passages and articles, all without their texts."""
        with self._store.reading() as connection:
            design = [name for name in DESIGN if name in about.kinds(connection)]
            person = ["person"] if persons.read(connection).are_there else []
            machine = machine_column(connection, own_columns(connection, codebooks.read_by(connection)))
            of_tags = Wanted(columns=[*COUNTED, *REPORTED, *design, *person, *machine], as_codes=True)
            of_passages = Wanted(columns=["article_id", "source", "start", "end"], as_codes=True)
            found = read_pages(connection, of_tags)
            tags = whole_tags.tags(connection, of_tags, found=found)
            passages = whole_passages.passages(connection, of_passages, found)
            return tags, passages, contents.articles(connection, set_aside=True, with_texts=False)

    def _aside(self) -> "pd.Series[int]":
        """Return how many articles are set aside, by reason; those that a draw left out are no such."""
        with self._store.reading() as connection:
            reasons = pd.Series([*about.set_aside(connection).values()], dtype=TEXT, name=about.SET_ASIDE)
        return reasons[reasons != about.NOT_DRAWN].value_counts()

    def _counted(self, by: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the tags and passages for counting by these columns: no text and no note is read for a number.

        Parameters
        ----------
        by : sequence of str
            What makes a group, or says how articles were drawn (the usual such columns are read anyway).
        """
        with self._store.reading() as connection:
            standing = codebooks.versions(connection).newest
            variables = [*about.kinds(connection), *(one.name for one in standing.questions)]
            made_of = {"published" if name == "month" and "month" not in variables else name for name in by}
            asked = made_of | (set(DESIGN) & {*variables})
            # All of them where one is none of these, such as a person's: whoever counts says what there is.
            known = [*TAG_COLUMNS, *variables]
            columns = [name for name in known if name in {*COUNTED, *asked}] if asked <= {*known} else None
            of_articles = [*about.kinds(connection), *(one.name for one in standing.questions_about("article"))]
            places = [name for name in contents.PASSAGE_COLUMNS if name in {"article_id", "start", "end", *by}]
            places += [name for name in of_articles if name in by]
            of_tags, of_passages = (Wanted(columns=names, as_codes=True) for names in (columns, places))
            found = read_pages(connection, of_tags)
            return whole_tags.tags(connection, of_tags, found=found), whole_passages.passages(
                connection, of_passages, found
            )

    def _exported(self, rows: int = 50_000) -> Iterator[pd.DataFrame]:
        """Return the variables of all tags, then the tags in tables of about so many rows, all as of one moment."""
        with self._store.reading() as connection:
            yield whole_tags.variables(connection)
            yield from whole_tags.tag_chunks(connection, Wanted(), rows)

    def articles(self, *, set_aside: bool = False) -> pd.DataFrame:
        """Return the articles, one row each, in the order in which they were added.

        Parameters
        ----------
        set_aside : bool
            True for those that are set aside too, and a column ``set_aside`` that says why; empty for the others.

        Returns
        -------
        DataFrame
            ``article_id, source, title, author, published, url, language, text, article_sha256``, then the study's
            variables, each with its type.
        """
        with self._store.reading() as connection:
            return contents.articles(connection, set_aside=set_aside)

    @overload
    def passages(
        self, coder: str | None = None, *, articles: Names = None, source: Names = None, columns: Names = None
    ) -> pd.DataFrame: ...

    @overload
    def passages(
        self,
        coder: str | None = None,
        *,
        articles: Names = None,
        source: Names = None,
        columns: Names = None,
        chunks: int,
    ) -> Iterator[pd.DataFrame]: ...

    def passages(
        self,
        coder: str | None = None,
        *,
        articles: Names = None,
        source: Names = None,
        columns: Names = None,
        chunks: int | None = None,
    ) -> pd.DataFrame | Iterator[pd.DataFrame]:
        """Return the passages, one row each, in reading order.

        Parameters
        ----------
        coder : str, optional
            Passages as this coder cut them. Where left out: each article as those who worked on it cut it (with
            several coders who cut differently, passages of one may overlap those of another).
        articles, source : str or list of str, optional
            Only those of these articles (by their ids), or in the voice of these sources.
        columns : str or list of str, optional
            Only these columns, which may also be any of `articles`, such as ``title`` or a variable: quicker, and
            less to hold.
        chunks : int, optional
            Return an iterator of tables of about so many rows instead, each of whole articles: a study of any size
            can be gone through.

        Returns
        -------
        DataFrame
            ``article_id, source, language, start, end, text, proposed_label, reason, double_of``: ``start`` and
            ``end`` are code points of the article's text, ``end`` excluded; ``proposed_label`` is ``"excluded"``
            for boilerplate and doubles, for the ``reason`` given, else empty; ``double_of`` is the ``start`` of
            the passage of which this one is a double.

        Raises
        ------
        ArticleError
            Where there is no such article.
        TagError
            Where there is no such column.
        """
        wanted = Wanted.of(articles, source, coder, columns)
        if chunks is not None:
            return self._passage_chunks(wanted, _checked(chunks))
        with self._store.reading() as connection:
            return whole_passages.passages(connection, wanted)

    def _passage_chunks(self, wanted: Wanted, rows: int) -> Iterator[pd.DataFrame]:
        with self._store.reading() as connection:
            yield from whole_passages.passage_chunks(connection, wanted, rows)

    @overload
    def tags(
        self,
        *,
        history: bool = False,
        articles: Names = None,
        source: Names = None,
        coder: Names = None,
        columns: Names = None,
    ) -> pd.DataFrame: ...

    @overload
    def tags(
        self,
        *,
        history: bool = False,
        articles: Names = None,
        source: Names = None,
        coder: Names = None,
        columns: Names = None,
        chunks: int,
    ) -> Iterator[pd.DataFrame]: ...

    def tags(
        self,
        *,
        history: bool = False,
        articles: Names = None,
        source: Names = None,
        coder: Names = None,
        columns: Names = None,
        chunks: int | None = None,
    ) -> pd.DataFrame | Iterator[pd.DataFrame]:
        """Return the tags: one row per current tag, or the whole log.

        Parameters
        ----------
        history : bool
            True for the log: every decision ever written about a tag, in order, withdrawn ones included, with
            the columns ``seq``, ``kind`` (``tag``, ``undo`` …) and ``withdrawn`` added.
        articles, source, coder : str or list of str, optional
            Only those in these articles (by their ids), in the voice of these sources, by these coders.
        columns : str or list of str, optional
            Only these columns: quicker, and less to hold.
        chunks : int, optional
            Return an iterator of tables of about so many rows instead, each of whole articles: a study of any size
            can be gone through. The categories of a table's columns are those that occur in it.

        Returns
        -------
        DataFrame
            The columns of `annotate._tags.TAG_COLUMNS`, then the variables of the articles, then
            ``person`` and ``person.role`` … where anything is said of who is quoted; articles in the order added,
            passages in reading order. Those of articles set aside are left out, but for the log's.

        Raises
        ------
        ArticleError
            Where there is no such article.
        TagError
            Where there is no such column.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]}))
        >>> _ = project.tag("vote", 0, 28, "reported_fact", coder="mj")
        >>> project.tags(coder="mj", columns=["article_id", "label"]).values.tolist()
        [['vote', 'reported_fact']]
        >>> sum(len(table) for table in project.tags(chunks=10_000))
        1
        """
        wanted = Wanted.of(articles, source, coder, columns)
        if chunks is not None:
            return self._tag_chunks(wanted, _checked(chunks), history=history)
        with self._store.reading() as connection:
            return whole_tags.tags(connection, wanted, history=history)

    def find(
        self, words: str, context: int = 60, *, case: bool = False, accents: bool = False, coder: str = ""
    ) -> pd.DataFrame:
        """Find words in the articles: a concordance.

        Parameters
        ----------
        words : str
            One word, or several that follow each other; ``*`` stands for any letters, such as ``"migrant*"``. In
            scripts without blanks between words, what is written is found wherever it stands.
        context : int
            Code points shown before and after.
        case, accents : bool
            Whether these must be as written.
        coder : str
            Whose tags are shown; of all coders where left out, the first that stands there.

        Returns
        -------
        DataFrame
            One row per hit, articles in the order added: ``article_id, source, start, end, before, hit, after, label,
            speaker``. ``start`` and ``end`` are code points of the article's text, ``end`` excluded; ``label`` and
            ``speaker`` are those of the tag in which the hit begins, or empty. Articles set aside are left out.

        Raises
        ------
        AnnotateError
            Where ``words`` holds no word.

        Examples
        --------
        >>> import annotate, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes. It voted before."]}))
        >>> project.find("vot*", context=8)[["before", "hit", "after"]].values.tolist()
        [['council ', 'votes', '. It vot'], ['tes. It ', 'voted', ' before.']]
        """
        search = Search(words, case, accents)
        if not isinstance(context, int) or context < 0:
            raise ProjectError(f"context={context!r} must be a whole number of characters, 0 or more.")
        index_words(self._store)
        with self._store.reading() as connection:
            return finding.find(connection, search, context, coder)

    def _desk(self, coder: str) -> pd.DataFrame:
        with self._store.reading() as connection:
            return desk_table(connection, coder)

    def _tag_chunks(self, wanted: Wanted, rows: int, *, history: bool) -> Iterator[pd.DataFrame]:
        with self._store.reading() as connection:
            yield from whole_tags.tag_chunks(connection, wanted, rows, history=history)


def _checked(rows: int) -> int:
    if not isinstance(rows, int) or isinstance(rows, bool) or rows < 1:
        raise ProjectError(f"chunks={rows!r} must be a whole number of rows, such as 100_000.")
    return rows
