"""The study that a report is about: its tables, wherever they come from."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from annotate._balance import balance
from annotate._codebook import Codebook
from annotate._csv_file.csv_file import read_csv, write_csv
from annotate._errors import ProjectError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._project.address import Address
from annotate._project.assignments import last_assignment
from annotate._project.draws import last_draw
from annotate._project.followed_queues import Said, followed
from annotate._project.project import Project
from annotate._report.own_and_taken_over import COPIES_UP_TO
from annotate._report.tables import EXAMPLE_COLUMNS, chosen_examples, examples
from annotate._tags import tag_table

Study = Project | pd.DataFrame | str | Path


NO_REASONS = pd.DataFrame({"reason": [], "passages": []})


class StudyTables(NamedTuple):
    """A study's tables; of a bare tag table only what was tagged is known, and ``passages`` is missing.

    Parameters
    ----------
    name : str
        Of its file or database; empty for a table.
    tags, articles : DataFrame
    passages : DataFrame or None
    codebook : Codebook
    set_aside : Series
        How many articles are set aside, by reason.
    examples : DataFrame
        Passages of each label, with their texts.
    assigned : dict
        How the articles were assigned to coders; empty where they were not.
    drawn : dict
        How the articles were drawn; empty where the study drew none.
    queues : dict
        The queues by which each coder went; empty where none did.
    machine : DataFrame or None
        The balance of the whole archive with a machine's help.
    reasons : DataFrame
        Why passages were adjudicated: ``reason`` and ``passages``.
    by : str
        A column by which the balance is told too, besides by source; else empty.
    balance_by : DataFrame or None
        That balance.
    training, phases : DataFrame or None
        How coders practised, and how they agreed before and after: see `Project.training`.
    by_hand : dict
        Whom a lead admitted whatever her training says, with the reason.
    """

    name: str
    tags: pd.DataFrame
    articles: pd.DataFrame
    passages: pd.DataFrame | None
    codebook: Codebook
    set_aside: pd.Series
    examples: pd.DataFrame
    assigned: Mapping[str, Any] = MappingProxyType({})
    reasons: pd.DataFrame = NO_REASONS
    drawn: Mapping[str, Any] = MappingProxyType({})
    queues: Mapping[str, list[Said]] = MappingProxyType({})
    machine: pd.DataFrame | None = None
    by: str = ""
    balance_by: pd.DataFrame | None = None
    training: pd.DataFrame | None = None
    phases: pd.DataFrame | None = None
    by_hand: Mapping[str, str] = MappingProxyType({})

    @property
    def cut(self) -> pd.DataFrame:
        """The passages, or those that were tagged."""
        return self.tags if self.passages is None else self.passages


def read_study(study: Study, by: str = "") -> StudyTables:
    """Read a study's tables, and its balance by a further column where one is named.

    Raises
    ------
    ProjectError
        Where there is no such study.
    """
    if by and isinstance(study, Project | pd.DataFrame):
        return read_study(study)._replace(by=by, balance_by=balance(study, by=by))
    if isinstance(study, pd.DataFrame):
        study = tag_table(study)  # whatever became of its types on its way
        articles = study.drop_duplicates("article_id").drop(columns="text")
        none = pd.Series(dtype="int64")
        why = study.loc[(study["origin"] == "adjudication").to_numpy(dtype=bool), "note"].astype(TEXT).value_counts()
        return StudyTables(
            "", study, articles, None, codebook_of(study), none, examples(study),
            reasons=pd.DataFrame({"reason": why.index, "passages": why.to_numpy()}),
        )  # fmt: skip
    if isinstance(study, Project):
        return _read_project(study)
    if is_tag_file(study):
        return read_study(read_csv(study), by)._replace(name=Path(study).name)
    _require(study)
    with Project(study) as project:
        return read_study(project, by)


def _read_project(project: Project) -> StudyTables:
    """Read a project without its texts, but for those of the examples, and of articles few enough to be compared."""
    tags, passages, articles = project._reported()
    is_counted = articles["set_aside"] == ""
    reasons = articles.loc[~is_counted, "set_aside"].value_counts()
    if is_counted.sum() <= COPIES_UP_TO:
        counted, passages = project.articles(), project.passages()
    else:
        counted = articles[is_counted].drop(columns="set_aside").reset_index(drop=True)
    chosen = chosen_examples(tags)
    place = ["article_id", "start", "end", "coder"]
    said = project.tags(articles=chosen["article_id"].unique(), columns=[*place, "text", "title"])
    plain = {
        name: column.astype(object)
        for name, column in (("article_id", chosen["article_id"]), ("coder", chosen["coder"]))
    }
    shown = chosen.assign(**plain).merge(said.astype({"article_id": object, "coder": object}), "left", place)
    with project._store.reading() as connection:
        assigned, drawn = last_assignment(connection), last_draw(connection)
    return StudyTables(
        Address.of(project.where).name, tags, counted, passages, project.codebook, reasons, shown[EXAMPLE_COLUMNS],
        assigned, project.adjudications(), drawn, _queues(project, tags),
        training=project._training("coder"), phases=project._training("phase"),
        by_hand=project._admitted_by_hand(),
    )  # fmt: skip


def _queues(project: Project, tags: pd.DataFrame) -> dict[str, list[Said]]:
    coders = sorted(tags["coder"].astype(object).unique())
    return {coder: queues for coder in coders if (queues := followed(project, coder))}


def study_file(study: Study, notebook: Path) -> str:
    """Return the study as a notebook beside it names it; a tag table is written beside the notebook."""
    if isinstance(study, pd.DataFrame):
        study = write_csv(study, notebook.with_name(f"{notebook.stem}-tags.csv"))
    where = study.where if isinstance(study, Project) else str(study)
    address = Address.of(where)
    if not address.is_file:
        return where
    _require(where)
    return address.path.name if address.path.parent == notebook.resolve().parent else str(address.path)


def is_tag_file(study: str | Path) -> bool:
    """Whether a study is a CSV file of tags, by its name."""
    return str(study).lower().endswith(".csv")


def _require(study: str | Path) -> None:
    if Address.of(study).is_missing:
        raise ProjectError(f"There is no study {str(study)!r}: check the path.")
