"""A project: one study on disk, with its articles, passages, tags and codebook.

Everything a coder decides goes through the verbs of `Project` (`tag`, `untag`, `cut`, `set_source`, `undo`, `redo`),
from the widget as from a notebook's cell. Each verb is one transaction: it is on disk when the call returns.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pandas as pd

from annotate._codebook import Codebook
from annotate._errors import ProjectError
from annotate._project import (
    assignments,
    backup,
    changes,
    codebooks,
    decisions,
    imports,
    revising,
    server_copies,
    staging,
    store,
)
from annotate._project.answer_verbs import AnswerVerbs
from annotate._project.article_verbs import ArticleVerbs
from annotate._project.codebook_verbs import CodebookVerbs
from annotate._project.judge_verbs import JudgeVerbs
from annotate._project.judging import JudgeReads
from annotate._project.kept import Kept
from annotate._project.rows import Place, Span, Tag
from annotate._project.speaker_verbs import SpeakerVerbs
from annotate._project.study_verbs import StudyVerbs
from annotate._project.table_reads import TableReads
from annotate._project.tagger_page import TaggerReads
from annotate._project.training_verbs import TrainingVerbs
from annotate._tags import check_text, tag_table


def open_project(where: str | Path, codebook: Codebook | None = None) -> "Project":
    """Open a project, or make it where it is missing.

    Parameters
    ----------
    where : str or Path
        A file such as ``"study.db"``, or a URL such as ``"postgresql+psycopg://user@host/db"``.
    codebook : Codebook, optional
        For a new project; the shipped one where left out. A project keeps the codebook that it was made with.

    Returns
    -------
    Project

    Raises
    ------
    ProjectError
        Where it cannot be opened, is no project, was made by a newer annotate, or has another codebook.

    Examples
    --------
    >>> import annotate, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> project.codebook.id
    'media_bias@1'
    """
    return Project(where, codebook)


class Project(
    TableReads, AnswerVerbs, ArticleVerbs, CodebookVerbs, SpeakerVerbs, StudyVerbs, TrainingVerbs, JudgeVerbs
):
    """One study on disk: see `open_project`, which makes it.

    Attributes
    ----------
    project_id : str
        Never changes, wherever the file is moved.
    is_open : bool
        False after `close`.
    """

    def __init__(self, where: str | Path, codebook: Codebook | None = None) -> None:
        self._store = store.Store(where, lambda: {"codebook": (codebook or Codebook.shipped()).to_yaml()})
        self.project_id = self._store.facts["project_id"]
        self._check_codebook(codebook)
        self._tagger_reads = TaggerReads(self._store)
        self._judge_reads = JudgeReads(self._store, self.project_id)
        self._kept = Kept(self._store)
        staging.finish(self._store)
        self.is_open = True

    def __repr__(self) -> str:
        return f"<Project {self.where!r}: {self.codebook.id}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The file or URL of the project (a password is hidden)."""
        return self._store.where

    def close(self) -> None:
        """Let go of the file. Nothing needs saving: every decision already is."""
        self.is_open = False
        self._store.close()

    def _check_codebook(self, given: Codebook | None) -> None:
        current = self.codebook
        earlier = [version.codebook for version in self._codebooks.all] if self._codebooks else []
        if given is not None and given not in earlier:
            raise ProjectError(
                f"{self.where!r} has the codebook {current.id}, and {given.id} was given. Leave the codebook out to go "
                "on with the project's own, change it with project.revise(…), or make a new project for the other."
            )

    # Articles and passages -------------------------------------------------------------------------------

    def add(
        self, articles: pd.DataFrame | str | Path | Sequence[str | Path], *, changed: str = "refuse"
    ) -> pd.DataFrame:
        """Add articles and cut them into passages.

        Parameters
        ----------
        articles : DataFrame, path, or list of paths
            What `read_articles` returned, or anything that it reads.
        changed : {"refuse", "new_version"}
            What becomes of another text under an id that is there: it is refused, or kept beside the old one as a
            new version, under the id ``vote@2`` (then ``vote@3`` …). Tags move to the new version where their
            passage stands exactly once in both texts; the others stay. The old text is never touched.

        Returns
        -------
        DataFrame
            One row per article given: ``article_id``, ``outcome`` (``added``, ``already there``, ``new version`` or
            ``refused``) and ``reason`` (a sentence where refused, or where the page is there under another id; for a
            new version how many tags moved, and a line for each that could not; else empty). What could be added is,
            whatever else was refused.

        Raises
        ------
        ArticleError
            Where nothing that was given can be read.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> page = pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday. It will fail."]})
        >>> project.add(page)["outcome"].tolist(), project.add(page)["outcome"].tolist()
        (['added'], ['already there'])
        """
        from annotate._project import adding

        return adding.add(self._store, articles, changed)

    # Decisions -------------------------------------------------------------------------------------------

    def add_tags(self, tags: pd.DataFrame, *, coder: str = "") -> pd.DataFrame:
        """Add tags that were made elsewhere: those of another project, or of another program's file.

        Parameters
        ----------
        tags : DataFrame
            A tag table, as `read_csv` and `read_format` return it. Each tag keeps its coder, ``origin`` (``import``
            where it has none), ``score``, ``tagged_at`` and ``tag_id``; ``title``, ``author`` and the like are the
            project's own.
        coder : str
            Who made the tags that name nobody.

        Returns
        -------
        DataFrame
            One row per tag given: ``line`` (its row, from 1), ``article_id``, ``start``, ``end``, ``label``, ``coder``,
            ``outcome`` (``added``, ``already there`` or ``refused``) and ``reason`` (a sentence where refused, else
            empty). A tag is refused where the project has no such article, its text is not what stands there, its
            label is not in the codebook, or its coder has decided otherwise: an import takes no decision's place.

        Raises
        ------
        TagError
            Where it is no tag table.
        ProjectError

        Notes
        -----
        All that can be added is, or nothing: a large import is laid aside first, some thousand tags at a time so that
        nobody waits for it, and then put in; one that is killed before has added nothing, one that is killed after is
        finished by whoever opens the project next. Each tag is a decision of its own in the log: the coder's `undo`
        does not take it back, and `untag` does.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> page = pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday. It will fail."]})
        >>> hers, his = (annotate.open_project(folder / name) for name in ("hers.db", "his.db"))
        >>> _ = hers.add(page), his.add(page), hers.tag("vote", 0, 28, "reported_fact", coder="mj")
        >>> his.add_tags(hers.tags())["outcome"].tolist(), his.add_tags(hers.tags())["outcome"].tolist()
        (['added'], ['already there'])
        >>> his.tags().equals(hers.tags())
        True
        """
        table = tag_table(tags)
        with self._store.reading() as connection:
            plan = imports.Plan(connection, codebooks.versions(connection), coder)
            plan.make(table)
        if len(plan.planned) > staging.BATCH:
            server_copies.keep_any(self._store, "import", pause=backup.PAUSE)
        staging.write(self._store, plan)
        return plan.outcomes()

    def tag(
        self,
        article_id: str,
        start: int,
        end: int,
        label: str,
        *,
        coder: str,
        speaker: str = "",
        speaker_kind: str = "",
        evaluative: bool = False,
        unsure: bool = False,
        note: str = "",
        source: str | None = None,
        origin: str = "hand",
        score: float | None = None,
        machine: str = "",
        codebook: str = "",
        answers: Mapping[str, object] | None = None,
        decision_id: str | None = None,
    ) -> str:
        """Put a coder's label on a passage; it takes the place of that coder's earlier tag there.

        Parameters
        ----------
        article_id : str
        start, end : int
            Code points of the article's text, ``end`` excluded. A span that is no passage yet is cut out of the
            untagged passages that it lies in.
        label : str
            One of the codebook's.
        coder : str
        speaker, speaker_kind : str
            Who vouches for an attributed claim; ``named``, ``unnamed`` or ``collective``.
        evaluative, unsure : bool
        note : str
        source : str, optional
            Only where this one tag's source differs from its passage's.
        origin : str
            ``hand``, ``suggestion``, ``import`` or ``adjudication``.
        score : float, optional
            0–1, of an accepted suggestion.
        machine : str
            The machine that suggested it, and its version; empty by hand, and where annotate's own rules did.
        codebook : str
            The version by which the label was chosen, such as ``"media_bias@1"``, where it may have been revised since:
            a label that was renamed or merged is taken for what it became; one that was split is refused. Answers
            that have no place any more are kept in the note.
        answers : mapping, optional
            To the codebook's further questions on a passage, such as ``{"frame": "conflict"}``; see `answer`.
        decision_id : str, optional
            Writing the same decision twice writes it once.

        Returns
        -------
        str
            The decision's id, which is the tag's.

        Raises
        ------
        TagError, PassageError, ProjectError
            Nothing is written then.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> page = pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday. It will fail."]})
        >>> _ = project.add(page)
        >>> _ = project.tag("vote", 0, 28, "reported_fact", coder="mj")
        >>> project.tags()[["text", "label"]].values.tolist()
        [['The council votes on Friday.', 'reported_fact']]
        """
        said = {"label": label, "note": note, "source": source or "", "machine": machine, "codebook": codebook}
        check_text(article_id=article_id, coder=coder, **said)
        start, end = changes.span(start, end)
        decision_id = decision_id or uuid.uuid4().hex
        tag: Tag = {
            "article_id": article_id, "coder": coder, "start": start, "end": end, "tag_id": decision_id, "label": label,
            "source": source, "speaker": speaker, "speaker_kind": speaker_kind, "evaluative": bool(evaluative),
            "unsure": bool(unsure), "note": note, "origin": origin, "score": score, "tagged_at": decisions.now(),
            "codebook": codebook, "answers": "", "machine": machine,
        }  # fmt: skip
        given = dict(answers or {})
        self._decide("tag", coder, article_id, decision_id, lambda c: revising.tag_rows(c, tag, given))
        return decision_id

    def untag(self, article_id: str, start: int, end: int, *, coder: str, decision_id: str | None = None) -> None:
        """Withdraw a coder's tag; the log keeps it, and `undo` brings it back."""
        start, end = changes.span(start, end)
        key: Place = {"article_id": article_id, "coder": coder, "start": start, "end": end}
        self._decide("untag", coder, article_id, decision_id, lambda connection: changes.untag_rows(connection, key))

    def cut(
        self,
        article_id: str,
        before: Iterable[Span],
        after: Iterable[Span],
        *,
        coder: str,
        decision_id: str | None = None,
    ) -> None:
        """Cut passages again for one coder: split one, or merge neighbours.

        The tags of the passages that go are withdrawn: a decision about the whole is not one about its parts.

        Parameters
        ----------
        before : iterable of (start, end)
            Passages of this coder that stand now.
        after : iterable of (start, end)
            Those that take their place, within the same stretch of text, in order, without overlap.

        Raises
        ------
        PassageError
            Where `before` does not stand or `after` does not fit; nothing is changed then.

        Examples
        --------
        >>> import annotate, pandas as pd, tempfile, pathlib
        >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
        >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The vote is on Friday, alas."]}))
        >>> project.cut("vote", [(0, 28)], [(0, 22), (23, 28)], coder="mj")
        >>> project.passages("mj")["text"].tolist()
        ['The vote is on Friday,', 'alas.']
        """
        old, new = changes.spans(before), changes.spans(after)
        self._decide(
            "cut",
            coder,
            article_id,
            decision_id,
            lambda connection: changes.cut_rows(connection, article_id, coder, old, new),
        )

    def set_source(
        self,
        article_id: str,
        source: str,
        *,
        coder: str,
        start: int = 0,
        end: int | None = None,
        for_all: bool = False,
        decision_id: str | None = None,
    ) -> None:
        """Set whose voice an article is published in, from one place on.

        Parameters
        ----------
        source : str
            The outlet, or another voice on its page: a preface's author, an agency.
        start : int
            The first code point in that voice; 0 for the whole article.
        end : int, optional
            Where the voice that was there before goes on; to the article's next change of source where left out.

        for_all : bool
            True to say it for all coders who do not say otherwise, as a lead does. So it is, too, on an article that
            is assigned to others.

        Notes
        -----
        It is the coder's own: another who works on the article does not inherit it, so that their agreement on it can
        be measured, until a judge settles it. Tags follow it, unless made with a ``source`` of their own.
        """
        check_text(article_id=article_id, source=source)
        start, end = changes.open_span(start, end)
        self._decide(
            "source",
            coder,
            article_id,
            decision_id,
            lambda connection: changes.source_rows(
                *(connection, article_id, source, start, end),
                "" if for_all else assignments.whose_mark(connection, article_id, coder),
            ),
        )
