"""What a project can be told of who is quoted: that several wordings are one person, and who that is."""

import contextlib
import functools
import io
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from annotate._csv_file.row_reader import csv_rows, table_text
from annotate._errors import ProjectError, TagError
from annotate._people.merges import Suggestion
from annotate._project import (
    contents,
    corrections,
    decisions,
    going_back,
    persons,
    quoted,
    quoted_since,
    speaker_merges,
    tagger_page,
)
from annotate._project.deciding import Deciding
from annotate._project.kept import PREFIX, Kept
from annotate._variables import as_cells

_KINDS = ("merge_speakers", "split_speaker", "describe_speaker", "keep_apart")
"""Decisions that change no tag."""

_KEPT_AS = f"{PREFIX}speakers"
_MANY = 2_000
"""Persons: a list of more is kept for the next session, which would count for seconds otherwise."""


class SpeakerVerbs(Deciding):
    """The verbs of a project that are about who is quoted. None of them changes a tag."""

    _kept: Kept

    _listed: tuple[tuple[int, int], pd.DataFrame] = ((-1, -1), pd.DataFrame())
    """Who is quoted, and the newest decision and article of that list."""

    _suggested: tuple[tuple[int, int], list[Suggestion]] = ((-1, -1), [])
    """What names and articles say, and the newest decision about tags and the newest article of it."""

    def speakers(self) -> pd.DataFrame:
        """Return who is quoted: one row per person or body, the most quoted first.

        Returns
        -------
        DataFrame
            ``person``; ``kind`` (``named``, ``collective``, ``unnamed`` or empty; named where any wording is);
            ``claims``, how many passages, each once however many coders tagged it; in how many ``articles`` and
            ``sources``; ``wordings``, the words that stand for them, between ``" | "``; then ``person.role``,
            ``person.party`` … as far as any person has one. Articles that are set aside are in none of it.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["It will fail, says Leavitt."]}))
        >>> _ = project.tag("vote", 0, 27, "attributed_claim", speaker="Leavitt", speaker_kind="named", coder="mj")
        >>> project.merge_speakers("Karoline Leavitt", ["Leavitt"])
        >>> project.describe_speaker("Karoline Leavitt", role="press secretary")
        >>> project.speakers()[["person", "claims", "wordings", "person.role"]].values.tolist()
        [['Karoline Leavitt', 1, 'Leavitt', 'press secretary']]
        >>> project.tags()[["speaker", "person"]].values.tolist()
        [['Leavitt', 'Karoline Leavitt']]
        """
        with self._store.reading() as connection:
            newest = tagger_page.newest(connection)
            since, known = self._listed
            if since[0] < 0:
                since, known = quoted.from_kept(contents.fact(connection, _KEPT_AS)) or self._listed
            found = known if since == newest else quoted_since.brought_up(connection, known, since, newest)
            counted = quoted.table(connection) if found is None else found
        if found is None and len(counted) >= _MANY:
            with contextlib.suppress(ProjectError):  # a study that nobody may write, or that somebody writes now
                self._kept.write(_KEPT_AS.removeprefix(PREFIX), quoted.as_kept(newest, counted))
        self._listed = newest, counted
        return counted.copy()

    def suggest_merges(self) -> pd.DataFrame:
        """Return which speakers as written may be one person, as far as names and articles tell; nothing is changed.

        Returns
        -------
        DataFrame
            One row per suggestion, those of most claims first: ``speaker``, as tags have it, may stand for ``person``,
            in ``articles`` (a tuple of ids; empty: wherever it stands). ``why`` is ``"name"`` (the same but for titles,
            case and initials), ``"surname"`` (whose full name the article writes out), ``"role"`` (the article says who
            holds it), ``"body"`` or ``"initials"`` (which an article spells out); ``claims``, how many tags have it.
            What `merge_speakers`, `split_speaker` or `keep_apart` decided is not suggested again.

        Notes
        -----
        A surname that two people of an article have, and a role that two have, is left alone. On articles made for it
        (``tests/people_samples.py``) 998 of 1,000 pairs of wordings were one person's, and 845 of 1,000 were found.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> text = "Karoline Leavitt objects. Nobody will know, says Leavitt."
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": [text], "language": "en"}))
        >>> for start, end, speaker in [(0, 25, "Karoline Leavitt"), (26, 57, "Leavitt")]:
        ...     _ = project.tag("vote", start, end, "attributed_claim", speaker=speaker, speaker_kind="named",
        ...                     coder="mj")
        >>> project.suggest_merges()[["person", "speaker", "why"]].values.tolist()
        [['Karoline Leavitt', 'Leavitt', 'surname']]
        """
        with self._store.reading() as connection:
            newest = decisions.newest_but(connection, _KINDS), contents.last_number(connection)
            if newest != self._suggested[0]:
                self._suggested = newest, speaker_merges.suggested(connection)
            open_ones = list(speaker_merges.undecided(self._suggested[1], persons.read(connection)))
            claims = speaker_merges.claims_of(connection, {one.speaker for one in open_ones})
        return speaker_merges.table(open_ones, claims)

    def keep_apart(
        self, name: str, speakers: str | Iterable[str], *, coder: str = "", decision_id: str | None = None
    ) -> None:
        """Record that wordings do not stand for a person, so that it is not suggested again.

        Parameters
        ----------
        name : str
            The person's, as `suggest_merges` has it.
        speakers : str or iterable of str
            Speakers as written in tags.
        coder : str
            Who decides. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where no tag has such a speaker, or one stands for this person; nothing is changed then.
        """
        words = _words(speakers)
        self._decide(
            "keep_apart", coder, "", decision_id,
            lambda connection: persons.apart_rows(connection, name, words), is_of_the_study=True,
        )  # fmt: skip

    def merge_speakers(
        self,
        name: str,
        speakers: str | Iterable[str],
        *,
        articles: str | Iterable[str] | None = None,
        coder: str = "",
        decision_id: str | None = None,
    ) -> None:
        """Record that several wordings stand for one person or body. No tag changes: the person is a column beside.

        Parameters
        ----------
        name : str
            The person's: one of the wordings, or another.
        speakers : str or iterable of str
            Speakers as written in tags, or persons; all wordings of these come along.
        articles : str or iterable of str, optional
            Only in these articles, such as where "the mayor" is another one. Everywhere where left out.
        coder : str
            Who decides. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where no tag has such a speaker, or attributes contradict each other; nothing is changed then.
        ArticleError
            Where there is no such article.
        """
        words, some = _words(speakers), None if articles is None else corrections.article_ids(articles)
        self._decide(
            "merge_speakers", coder, "", decision_id,
            lambda connection: persons.merge_rows(connection, name, words, some), is_of_the_study=True,
        )  # fmt: skip

    def split_speaker(
        self,
        name: str,
        speakers: str | Iterable[str] | None = None,
        *,
        articles: str | Iterable[str] | None = None,
        coder: str = "",
        decision_id: str | None = None,
    ) -> None:
        """Let wordings stand for themselves again.

        Parameters
        ----------
        name : str
            The person from whom they part.
        speakers : str or iterable of str, optional
            The wordings that part; all where left out.
        articles : str or iterable of str, optional
            Only in these articles. Everywhere where left out.
        coder : str
            Who decides. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where a wording does not stand for this person; nothing is changed then.
        """
        words = None if speakers is None else _words(speakers)
        some = None if articles is None else corrections.article_ids(articles)
        self._decide(
            "split_speaker", coder, "", decision_id,
            lambda connection: persons.split_rows(connection, name, words, some), is_of_the_study=True,
        )  # fmt: skip

    def describe_speaker(
        self,
        name: str,
        *,
        role: str | None = None,
        party: str | None = None,
        gender: str | None = None,
        affiliation: str | None = None,
        wikidata: str | None = None,
        coder: str = "",
        decision_id: str | None = None,
    ) -> None:
        """Record who a person is; each attribute becomes a column ``person.role``, ``person.party`` … of the tags.

        Parameters
        ----------
        name : str
            A person, or a wording that stands for one.
        role, party, gender, affiliation : str, optional
            In any words. What is left out stays; the empty text says that it is not known.
        wikidata : str, optional
            The number of the person's item, such as ``"Q42"``, or its address.
        coder : str
            Who decides. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where no tag has such a speaker, or nothing is said; nothing is changed then.
        """
        given = {"role": role, "party": party, "gender": gender, "affiliation": affiliation, "wikidata": wikidata}
        said = persons.checked_attributes({one: value for one, value in given.items() if value is not None})
        if not said:
            raise TagError(f"Nothing is said of {name!r}: say it, such as party='Greens' or role='mayor'.")
        self._describe({name: said}, coder, decision_id)

    def describe_speakers(
        self, table: pd.DataFrame | str | Path, *, coder: str = "", decision_id: str | None = None
    ) -> None:
        """Record who several persons are, from a table; one decision.

        Parameters
        ----------
        table : DataFrame, str or Path
            Or a CSV file with one row per person: ``person``, and some of ``role``, ``party``, ``gender``,
            ``affiliation`` and ``wikidata``. An empty cell leaves what is known.
        coder : str
            Who decides. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Raises
        ------
        TagError
            Where a person is in no tag or stands twice, or a column is unknown; nothing is changed then.
        """
        self._describe(_described(table), coder, decision_id)

    def _undo_speakers(self, coder: str) -> None:
        """Take back the coder's newest decision on who is quoted, whatever was tagged since."""
        self._go_back(functools.partial(going_back.undo, kinds=_KINDS), coder, None)

    def _redo_speakers(self, coder: str) -> None:
        self._go_back(functools.partial(going_back.redo, kinds=_KINDS), coder, None)

    def _speaker_place(self, speaker: str, articles: Iterable[str]) -> tuple[str, str]:
        with self._store.reading() as connection:
            return speaker_merges.place_of(connection, speaker, articles)

    def _describe(self, described: dict[str, dict[str, str]], coder: str, decision_id: str | None) -> None:
        self._decide(
            "describe_speaker", coder, "", decision_id,
            lambda connection: persons.describe_rows(connection, described), is_of_the_study=True,
        )  # fmt: skip


def _words(given: str | Iterable[str]) -> list[str]:
    words = [given] if isinstance(given, str) else list(dict.fromkeys(given))
    if not words:
        raise TagError("No speaker is given: name some as tags have them, such as ['Leavitt', 'K. Leavitt'].")
    return words


def _read_table(path: Path) -> pd.DataFrame:
    """Read a table of persons, however a spreadsheet saved it."""
    file = io.StringIO(table_text(path, guess=True), newline="")
    rows = [row for _, row in csv_rows(file, path.name, ("person", *persons.ATTRIBUTES), strict=False)]
    names = [name.strip("\ufeff \t") for name in rows[0]]
    cells = [(row + [""] * len(names))[: len(names)] for row in rows[1:]]
    return pd.DataFrame(cells, columns=names, dtype=object)


def _described(given: pd.DataFrame | str | Path) -> dict[str, dict[str, str]]:
    """Return what a table says of each person."""
    table = given if isinstance(given, pd.DataFrame) else _read_table(Path(given))
    names = [str(name).removeprefix("person.") for name in table.columns]
    if "person" not in names:
        raise TagError(f"The table has no column 'person': it has {', '.join(map(repr, names))}.")
    cells = {name: as_cells(table.iloc[:, place]) for place, name in enumerate(names)}
    persons_given = cells.pop("person")
    twice = [name for name in persons_given if persons_given.count(name) > 1]
    if twice:
        raise TagError(f"The table says two things of {twice[0]!r}: leave one row for each person.")
    rows = zip(*cells.values(), strict=True) if cells else [() for _ in persons_given]
    return {
        name: persons.checked_attributes({one: value for one, value in zip(cells, row, strict=True) if value})
        for name, row in zip(persons_given, rows, strict=True)
    }
