"""The verbs of a project that make a study of it: which articles are drawn, and who codes what."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from annotate._counting.columns import columns_of
from annotate._errors import TagError
from annotate._exact_text import takes_any_text
from annotate._project import assignments, draws, tagger_page
from annotate._project.deciding import Deciding
from annotate._study.going_on import pace
from annotate._study.seeded import Seed


class StudyVerbs(Deciding):
    """The verbs of a project that are about the study as a whole."""

    if TYPE_CHECKING:

        def tags(self) -> pd.DataFrame:
            """Return the tags; see `Project.tags`."""

    def draw(
        self,
        n: int,
        by: str | Sequence[str] = (),
        *,
        kind: str | None = None,
        seed: Seed | None = None,
        coder: str = "",
        decision_id: str | None = None,
    ) -> pd.DataFrame:
        """Draw the articles that form the study; the others are set aside as not drawn.

        Each article drawn gets the variables ``stratum``, ``weight``, ``population`` and, where days are drawn,
        ``cluster``: `annotate.balance`, `annotate.compare` and the report take them into account. It is one decision,
        and `undo` takes it back.

        Parameters
        ----------
        n, by, kind
            How many, and how: see `annotate.draw`.
        seed : int or str, optional
            The same seed draws the same. Left out, chance chooses one, and it is kept: drawing more goes on with it.
        coder : str
            Who draws. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        DataFrame
            One row per stratum: ``stratum``, ``articles`` (there are), ``drawn``, ``weight`` and ``remark``.

        Raises
        ------
        ArticleError
            Where there are fewer articles than wanted, or what was drawn before would drop out; nothing is written.

        Notes
        -----
        Drawing again with a greater `n` keeps what was drawn. Articles that are set aside for another reason are not
        drawn from. Articles that are added afterwards are set aside as not drawn, until more is drawn.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> texts = [f"The council votes on item {n}." for n in range(8)]
        >>> pages = pd.DataFrame({"article_id": [f"page-{n}" for n in range(8)], "text": texts})
        >>> _ = project.add(pages.assign(source=["Fil", "Quay"] * 4))
        >>> project.draw(4, by="source", seed=1)[["stratum", "articles", "drawn", "weight"]].values.tolist()
        [['Fil', 4, 2, 2.0], ['Quay', 4, 2, 2.0]]
        >>> len(project.articles())
        4
        """
        names = columns_of(by) if by else []
        fresh = secrets.randbelow(1_000_000)
        self._decide(
            "draw",
            coder,
            "",
            decision_id,
            lambda connection: draws.draw_rows(connection, n, names, kind, seed, fresh),
            is_of_the_study=True,
        )
        with self._store.reading() as connection:
            return pd.DataFrame(draws.last_draw(connection)["strata"])

    def assign(
        self,
        coders: Sequence[str] | None = None,
        *,
        twice: float | None = None,
        by: str | Sequence[str] | None = None,
        seed: Seed | None = None,
        blind_to: str | None = None,
        coder: str = "",
        decision_id: str | None = None,
    ) -> pd.DataFrame:
        """Return who codes what, in which order, and which articles two coders code.

        From then on a coder's tagger shows her own articles only, in her own order, and nothing of the others'.

        Parameters
        ----------
        coders : list of str, optional
            What is left out, here and below, stays as it was when assigned last.
        twice : float, optional
            The share of the articles that two coders code, 0–1 (0): a sample by chance, spread over pairs of coders.
        by : str or list of str, optional
            Strata that the sample, and each coder's articles, are spread over evenly.
        seed : int or str, optional
            The same seed assigns the same.
        blind_to : {"", "source"}, optional
            ``"source"`` hides each article's source, author and address from the coders.
        coder : str
            Who assigns. Left out it is nobody's, and `undo` without a coder takes it back.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        DataFrame
            One row per coder: ``coder``, ``articles``, ``twice`` (how many of them another codes too), ``begun`` and
            ``remark``.

        Raises
        ------
        TagError
            Where the coders or the share cannot be; nothing is written then.
        ArticleError
            Where there is no article to assign.

        Notes
        -----
        Assign again when articles have come, a coder joins or one leaves: what somebody has begun stays hers, and the
        rest is dealt again. Coders' names are names, not logins: on a file, that each sees her own is a courtesy.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> texts = [f"The council votes on item {n}." for n in range(10)]
        >>> _ = project.add(pd.DataFrame({"article_id": [f"page-{n}" for n in range(10)], "text": texts}))
        >>> project.assign(["ana", "ben"], twice=0.2, seed=1)[["coder", "articles", "twice"]].values.tolist()
        [['ana', 6, 2], ['ben', 6, 2]]
        """
        names = None if by is None else columns_of(by) if by else []
        fresh = secrets.randbelow(1_000_000)
        self._decide(
            "assign",
            coder,
            "",
            decision_id,
            lambda connection: assignments.assign_rows(connection, coders, twice, names, seed, blind_to, fresh),
            is_of_the_study=True,
        )
        with self._store.reading() as connection:
            return assignments.coder_table(connection)

    def assignment(self) -> pd.DataFrame:
        """Return who codes what: one row per article and coder.

        Returns
        -------
        DataFrame
            ``article_id``, ``coder``, ``place`` (in the coder's own order, from 1) and ``twice`` (whether another
            coder codes the article too); without rows where nothing is assigned.
        """
        with self._store.reading() as connection:
            return assignments.assignment(connection)

    @takes_any_text
    def progress(self, by: str = "coder") -> pd.DataFrame:
        """Return how the study goes on: what each coder has done, how fast, and how far she agrees with the others.

        Parameters
        ----------
        by : {"coder", "week"}
            ``"week"``: one row per coder and week, to see whether somebody drifts.

        Returns
        -------
        DataFrame
            By coder: ``coder``, ``articles`` (hers) and ``finished`` (of them), then, by coder as by week, ``tags``,
            ``hours``, ``tags_an_hour``, ``agreement``, ``low``, ``high``, ``passages_twice`` and ``reason``. Hours
            are the times between tags, but for pauses of more than five minutes; nothing else is measured or kept.
            Articles that are drawn and assigned to nobody yet stand in a last row without a coder.

        Raises
        ------
        TagError
            Where `by` is something else.
        """
        if by not in ("coder", "week"):
            raise TagError(f"by={by!r} is no way to look at progress: use 'coder' or 'week'.")
        done = pace(self.tags(), by_week=by == "week")
        if by == "week":
            return done
        with self._store.reading() as connection:
            assigned = assignments.assignment(connection)
            hers = assigned["coder"].value_counts()
            left = tagger_page.counted(connection) - assigned["article_id"].nunique() if len(assigned) else 0
            rows = []
            for coder in sorted({*done["coder"], *hers.index}):
                articles = int(hers.get(coder, 0)) if len(hers) else tagger_page.counted(connection)
                rows.append((coder, articles, articles - min(articles, tagger_page.unfinished(connection, coder))))
        table = pd.DataFrame(rows, columns=["coder", "articles", "finished"]).merge(done, "left", "coder")
        table = table.drop(columns="week")
        whole = {"tags": 0, "passages_twice": 0, "hours": 0.0, "reason": "has not begun"}
        if left:
            reason = "assigned to nobody yet: call project.assign() to deal them out"
            table = pd.concat([table, pd.DataFrame([{"coder": "", "articles": left, "finished": 0, "reason": reason}])])
        table = table.fillna(whole).reset_index(drop=True)
        return table.astype(dict.fromkeys(("articles", "finished", "tags", "passages_twice"), "int64"))
