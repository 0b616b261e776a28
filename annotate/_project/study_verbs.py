"""The verbs of a project that make a study of it: which articles are drawn, and who codes what."""

import secrets
from collections.abc import Sequence

import pandas as pd

from annotate._counting.columns import columns_of
from annotate._project import draws
from annotate._project.deciding import Deciding
from annotate._study.seeded import Seed


class StudyVerbs(Deciding):
    """The verbs of a project that are about the study as a whole."""

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
