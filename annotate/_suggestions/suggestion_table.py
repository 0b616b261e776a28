"""Suggest a label and a speaker for each passage, with the cues that say why. Pure: a table in, a table out."""

import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

import annotate
from annotate._codebook import Codebook
from annotate._errors import PassageError
from annotate._exact_text import TEXT
from annotate._frames import Kinds
from annotate._language import guess_language
from annotate._partitions import Submits, read_parts, with_columns_of
from annotate._passages.passages import cut_part
from annotate._places import Table
from annotate._suggestions.article import read_article
from annotate._suggestions.finding import CLAIM, EXCLUDED, Finding, Passage
from annotate._suggestions.languages.cue_files import Given, load_cues
from annotate._suggestions.learning.claim_model import Learned
from annotate._suggestions.machines.machine import Suggester, suggested_by
from annotate._suggestions.machines.named import machine_name
from annotate._suggestions.several_processes import side_by_side
from annotate._wording import Wording

SUGGESTION_COLUMNS = (
    "article_id", "start", "end", "label", "speaker", "speaker_kind", "score", "reason", "cues", "quote_id",
    "proposed_source",
)  # fmt: skip
_NEEDED = ("article_id", "language", "start", "end", "text")


def suggest(
    passages: Table,
    codebook: Codebook | None = None,
    *,
    cues: Given = None,
    wording: str = "en",
    learned: Learned | None = None,
    suggester: Suggester | None = None,
    workers: int = 1,
    into: str | Path | None = None,
    client: Submits | None = None,
) -> pd.DataFrame:
    """Suggest which passages are attributed claims, and who makes them.

    An opinion is never suggested: its cue words are shown, and the decision is the coder's.

    Parameters
    ----------
    passages : DataFrame
        One row per passage, those of an article together and in reading order, as `Project.passages` returns them: at
        least ``article_id, language, start, end, text``, and ``source, proposed_label, reason, double_of`` if known.
        An empty language is guessed. Or a folder of Parquet files of such tables, or of articles, which are cut first;
        each file holds whole articles. Or an object store's address of such a folder, or a Dask DataFrame, each of
        whose partitions does.
    codebook : Codebook, optional
        In whose labels it is said: a claim is its label that takes a speaker, what belongs to no text its label that
        is not counted (of several the first, unless one has the shipped name); nothing where it has none. By default
        the shipped one.
    cues : str, Path or mapping, optional
        A project's own cues, added to the shipped ones; see `load_cues`.
    wording : str
        The language of ``reason``: ``"en"`` or ``"fr"``.
    learned : Learned, optional
        What `annotate._suggestions.learn` learned from the project's own tags; used only for the languages where it
        was measured to be better than the rules.
    suggester : callable, optional
        Another machine than the rules, such as `ask_model` makes: it takes the passages and returns ``label``,
        ``speaker``, ``score`` and ``reason``, one row per passage. What it returns is checked; cues, quotations and
        proposed sources stay those of the rules.
    workers : int
        Processes that read side by side; each takes whole articles. The result is the same.
    into : str or Path, optional
        With a folder: where each part's suggestions are written, a file of the same name, with the further columns of
        the articles; ``cues`` are then text. What stands there already, made of the same part, is not made again.
    client : optional
        With a folder: what runs the parts, such as the client of a Dask cluster (``dask.distributed.Client``) whose
        workers see the same paths, or an executor.

    Returns
    -------
    DataFrame
        One row per passage, with the index of ``passages``: ``article_id, start, end``; ``label``
        (``"attributed_claim"``, ``"excluded"`` or empty, by the shipped codebook); ``speaker``, in the fullest form of
        the article, and ``speaker_kind``; ``score`` (0–1, missing without a label); ``reason``, a sentence; ``cues``,
        a list of ``(start, end, kind)`` in code points of the article, each inside its passage; ``quote_id``, the same
        for the passages of one quotation, from 1 in each article, or missing; ``proposed_source``, the voice that may
        begin with this passage, or empty; ``machine``, which one this is, with its version. With a folder: one row per
        part, ``part``, ``rows`` and ``state``.

    Raises
    ------
    PassageError
        Where a column is missing or the wording is unknown; where parts could not be read, which are named.
    CueError
        Where the given cues cannot be used.

    Examples
    --------
    >>> from annotate._passages.passages import cut
    >>> text = "“The bridge over the Orne is safe,” said Ann Lee. It rains."
    >>> page = pd.DataFrame({"article_id": ["a"], "source": [""], "language": ["en"], "text": [text]})
    >>> suggest(cut(page))["label"].tolist()
    ['attributed_claim', '']
    """
    if not isinstance(passages, pd.DataFrame):
        asked: dict[str, Any] = {
            "codebook": codebook,
            "cues": cues,
            "wording": wording,
            "learned": learned,
            "suggester": suggester,
        }
        made_with = f"suggest {annotate.__version__} {_told(**asked)}"
        return read_parts(passages, into, partial(_part, **asked), made_with, workers, client)
    _check(passages)
    say = Wording(wording, PassageError)
    if workers > 1 and suggester is None:
        read = partial(suggest, codebook=codebook, cues=cues, wording=wording, learned=learned)
        return side_by_side(read, passages, workers)
    codebook = codebook or Codebook.shipped()
    cues_of = cache(lambda language: load_cues(language, cues))  # a project's own are read once
    rows = [
        _row(finding)
        for language, article in _articles(passages)
        for finding in read_article(article, cues_of(language), say)
    ]
    found = _table(rows, passages)
    if suggester is not None:
        found = suggested_by(suggester, passages, found, codebook)
    elif learned is not None:
        found = learned.apply(passages, found, say)
    name = machine_name(suggester=suggester, learned=learned, has_own_cues=bool(cues))
    said = found if suggester is not None else _in_words_of(codebook, found)
    return said.assign(machine=pd.Categorical.from_codes([0] * len(said), pd.Index([name])))


def words_of(codebook: Codebook) -> dict[str, str]:
    """Return what a codebook calls that which is suggested; empty where it has no such label.

    Examples
    --------
    >>> words_of(Codebook.shipped())
    {'attributed_claim': 'attributed_claim', 'excluded': 'excluded'}
    """
    known = {CLAIM: codebook.with_speaker, EXCLUDED: codebook.uncounted}
    return {name: name if name in names else next(iter(names), "") for name, names in known.items()}


def _in_words_of(codebook: Codebook, found: pd.DataFrame) -> pd.DataFrame:
    """Return what was found in the codebook's labels; what it has no label for is not suggested."""
    words = words_of(codebook)
    if all(name == label for name, label in words.items()):
        return found
    labels = [words.get(label, "") for label in found["label"]]
    said = found.assign(label=pd.array(np.array(labels, dtype=object), dtype=TEXT))
    said.loc[said["label"] == "", ["speaker", "speaker_kind", "reason"]] = ""
    said.loc[said["label"] == "", "score"] = np.nan
    return said


def _part(given: pd.DataFrame, **asked: Any) -> pd.DataFrame:
    """Return the suggestions for one part of an archive, which is cut where it holds articles."""
    passages = given if "start" in given.columns else cut_part(given)
    found = suggest(passages, **asked)
    found["cues"] = pd.array([json.dumps(cues) if cues else "" for cues in found["cues"]], dtype=TEXT)
    return with_columns_of(found, passages, ("text", "proposed_label", "double_of"))


def _told(
    codebook: Codebook | None, cues: Given, wording: str, learned: Learned | None, suggester: Suggester | None
) -> str:
    """Return as a text what suggestions depend on besides the passages."""
    own = Path(cues).read_text("utf-8") if isinstance(cues, str | Path) and Path(cues).is_file() else repr(cues)
    machine = suggester and [str(getattr(suggester, "name", suggester)), str(getattr(suggester, "version", ""))]
    known = None if codebook is None else codebook.to_dict()
    return json.dumps([known, own, wording, learned and learned.to_json(), machine], default=str)


def _check(passages: pd.DataFrame) -> None:
    for name in _NEEDED:
        if name not in passages.columns:
            raise PassageError(
                f"The passages have no column {name!r}: pass a passage table, as project.passages() does."
            )


def _articles(passages: pd.DataFrame) -> Iterator[tuple[str, list[Passage]]]:
    """Return the passages article by article: each run of rows with one ``article_id``."""
    known = {name: passages[name] if name in passages.columns else [""] * len(passages) for name in _KEPT}
    ids = passages["article_id"].to_numpy(dtype=object)
    columns = [list(known[name]) for name in _KEPT]
    cuts: list[int] = (np.flatnonzero(ids[1:] != ids[:-1]) + 1).tolist() if len(ids) else []
    for first, last in zip([0, *cuts], [*cuts, len(ids)], strict=True):
        rows = [Passage(*(column[nth] for column in columns)) for nth in range(first, last)]
        if rows:
            yield _language(passages["language"].iloc[first]) or _guessed(rows), rows


_KEPT = ("start", "text", "source", "proposed_label", "reason")


def _language(value: Any) -> str:
    return value[:2].lower() if isinstance(value, str) else ""


def _guessed(article: list[Passage]) -> str:
    return guess_language(" ".join(passage.text for passage in article[:20]))


def _row(finding: Finding) -> tuple[Any, ...]:
    label = finding.label
    is_claim = label == CLAIM
    return (
        label,
        finding.speaker if is_claim else "",
        finding.speaker_kind if is_claim else "",
        finding.score if label else np.nan,
        finding.reason if label else "",
        finding.cues,
        finding.quote_id,
        finding.proposed_source,
    )


def _table(rows: list[tuple[Any, ...]], passages: pd.DataFrame) -> pd.DataFrame:
    texts = dict.fromkeys([name for name in SUGGESTION_COLUMNS if name != "cues"], TEXT)
    kinds: Kinds = {**texts, "score": "float64", "quote_id": "Int64"}
    columns = list(zip(*rows, strict=True)) or [()] * len(SUGGESTION_COLUMNS[3:])
    # Typed at once: left to guess, pandas refuses an id with a lone surrogate.
    article_ids = pd.array(passages["article_id"].to_numpy(dtype=object), dtype=TEXT)
    data = {"article_id": article_ids, **{name: passages[name].to_numpy() for name in ("start", "end")}}
    for name, column in zip(SUGGESTION_COLUMNS[3:], columns, strict=True):
        values = np.empty(len(column), dtype=object)
        values[:] = column
        data[name] = pd.array(values, dtype=cast("Any", kinds[name])) if name in kinds else values
    return pd.DataFrame(data, index=passages.index)
