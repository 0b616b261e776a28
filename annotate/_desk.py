"""The desk: a study's articles at one look, as a table."""

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from annotate._project.project import Project


def desk(project: "Project", coder: str = "") -> pd.DataFrame:
    """Return a study's articles with what one coder has done in each: the tagger's shelf as a table.

    Parameters
    ----------
    project : Project
    coder : str
        Whose work is counted; nobody else's is. Nobody's where left out.

    Returns
    -------
    DataFrame
        One row per article, in the order added: ``article_id, title, source, published, language``; ``passages``, how
        many the article has as this coder cut it; ``tagged``, ``unsure`` and ``notes``, how many of the coder's tags;
        ``proposed``, how many passages have a proposed label and no decision; ``set_aside``, the reason where the
        article is in no queue and in no number; then the study's variables.

    Examples
    --------
    >>> import annotate, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes. It will fail."]}))
    >>> _ = project.tag("vote", 0, 18, "reported_fact", coder="mj", unsure=True)
    >>> desk(project, "mj")[["article_id", "passages", "tagged", "unsure"]].values.tolist()
    [['vote', 2, 1, 1]]
    """
    return project._desk(coder)
