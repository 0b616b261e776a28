"""CSV files that others made: other column names, delimiters, encodings and labels."""

import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from annotate._codebook import Codebook
from annotate._csv_file.dates import CURE as DATE_CURE
from annotate._csv_file.dates import read_local
from annotate._csv_file.protected_cells import unprotect
from annotate._csv_file.refused_rows import RefusedRows, check_errors
from annotate._csv_file.row_count import check_count
from annotate._csv_file.row_reader import csv_rows, table_text
from annotate._csv_file.variable_columns import with_variables
from annotate._errors import TagError
from annotate._exact_text import takes_any_text, unescape
from annotate._tags import ORIGINS, SPEAKER_KINDS, TAG_COLUMNS, needed, tag_table, tried

_NEEDED = ("article_id", "label")


@takes_any_text
def read_foreign_csv(
    path: str | Path,
    columns: Mapping[str, str],
    labels: Mapping[str, str],
    errors: str = "raise",
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    r"""Read a CSV file of any make as tags.

    Parameters
    ----------
    columns, labels, errors, codebook
        As of `annotate.read_csv`.

    Returns
    -------
    DataFrame
        A tag table with ``attrs["mapping"]`` and ``attrs["refused"]``.

    Raises
    ------
    TagError
        Where the file is no CSV, no column gives the articles or the labels, or a row cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "theirs.csv"
    >>> _ = path.write_text("Page;Sentence;Kind\nvote;The vote is on Friday.;FACT\n")
    >>> columns = {"Page": "article_id", "Sentence": "text", "Kind": "label"}
    >>> tags = read_foreign_csv(path, columns, {"FACT": "reported_fact"})
    >>> tags[["article_id", "start", "end", "label"]].values.tolist()
    [['vote', 0, 22, 'reported_fact']]
    >>> tags.attrs["mapping"]["label"]
    'Kind'
    """
    check_errors(errors)
    path = Path(path)
    refused = RefusedRows(path.name)
    theirs = _table(path, refused)
    mapping = _mapping(list(theirs.columns), columns, path.name)
    ours = _filled(theirs, mapping, path.stem)
    ours["published"] = _dated(ours["published"], refused)
    is_ours = all(theirs == name for name, theirs in mapping.items())  # `write_csv` made it, and protected its cells
    if is_ours:
        texts = {name: [unescape(unprotect(cell)) for cell in ours[name]] for name in ours}
        ours = pd.DataFrame(texts, index=ours.index, dtype=object)
    plain = ours["label"] if is_ours else ours["label"].str.strip()
    ours["label"] = [labels.get(label, label) for label in plain]
    book = codebook or Codebook.shipped()
    # A label of a codebook that is not at hand is no slip in a file that `write_csv` made.
    others = set(ours["label"]) - {""} if is_ours and codebook is None else set()
    _refuse(ours, book, {*labels.values(), *others}, refused)
    refused.rows.sort(key=lambda row: int(str(row["line"])))
    refused.settle(errors, f" The columns were read as {_shown(mapping)}.")
    used = {*mapping.values(), *columns}
    beside = [name for name in theirs if name not in used and (name or theirs[name].any())]
    kept = with_variables(pd.concat([ours, theirs[beside]], axis=1)[~ours.index.isin(refused.lines)])
    tags = tag_table(kept, codebook)
    tags.attrs = {"mapping": mapping, "refused": refused.rows}
    return tags


def _table(path: Path, refused: RefusedRows) -> pd.DataFrame:
    """Read the cells as they stand, one row per line of the file, the line's number as its index."""
    rows = csv_rows(io.StringIO(table_text(path, guess=True), newline=""), path.name, tuple(TAG_COLUMNS))
    _, header = next(rows)
    header = [name.strip() for name in header]
    whole = {}
    for line, row in rows:
        if len(row) == len(header):
            whole[line] = row
        else:
            refused.add(line, "", f"{len(row)} fields", f"give the row {len(header)} fields, as the first line has")
    check_count(path, len(whole) + len(refused.rows))
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise TagError(f"{path.name!r} has the column {twice!r} twice: rename or take out one of the two.")
    cells = {name: [row[place] for row in whole.values()] for place, name in enumerate(header)}
    return pd.DataFrame(cells, index=list(whole), dtype=object)


def _mapping(header: list[str], columns: Mapping[str, str], name: str) -> dict[str, str]:
    """Return which of their columns gives each of ours; ``""`` for none."""
    unknown = [theirs for theirs in columns if theirs not in header]
    if unknown:
        raise TagError(f"{name!r} has no column {unknown[0]!r}: it has {', '.join(map(repr, header))}.")
    wrong = [ours for ours in columns.values() if ours not in TAG_COLUMNS]
    if wrong:
        raise TagError(f"A tag table has no column {wrong[0]!r}: map to one of {', '.join(TAG_COLUMNS)}.")
    given = list(columns.values())
    twice = [ours for ours in given if given.count(ours) > 1]
    if twice:
        raise TagError(f"Two columns were mapped to {twice[0]!r}: map one.")
    by_name = {name: name for name in header if name in TAG_COLUMNS and name not in columns}
    found = {**by_name, **{ours: theirs for theirs, ours in columns.items()}}
    for ours in _NEEDED:
        if ours not in found:
            raise TagError(
                f"No column of {name!r} gives {ours!r}. It has {', '.join(map(repr, header))}: say which one does, "
                f"such as columns={{{header[0]!r}: {ours!r}}}."
            )
    return {ours: found.get(ours, "") for ours in TAG_COLUMNS}


def _shown(mapping: dict[str, str]) -> str:
    return ", ".join(f"{ours} ← {theirs!r}" for ours, theirs in mapping.items() if theirs)


def _filled(theirs: pd.DataFrame, mapping: dict[str, str], stem: str) -> pd.DataFrame:
    """Return our columns; those that nothing gives get what says least."""
    ours = pd.DataFrame({name: theirs[mapping[name]] if mapping[name] else "" for name in TAG_COLUMNS}, dtype=object)
    if not mapping["tag_id"]:
        ours["tag_id"] = [f"{stem}-{line}" for line in ours.index]
    if not mapping["origin"]:
        ours["origin"] = "import"
    if not (mapping["start"] and mapping["end"]):
        ours["start"], ours["end"] = _places(ours)
    return ours


def _dated(cells: pd.Series, refused: RefusedRows) -> pd.Series:
    """Return dates as ISO 8601 where they are sure; refuse those that could be two."""
    read, unread = read_local(cells.tolist())
    refused.add_where(pd.Series(range(len(cells)), index=cells.index).isin(unread), "published", cells, DATE_CURE)
    return pd.Series(read, index=cells.index, dtype=object)


def _places(ours: pd.DataFrame) -> tuple[list[int], list[int]]:
    """Lay the different texts of each article one after another, as if each were a line of it."""
    ends: dict[str, int] = {}
    places: dict[tuple[str, str], int] = {}
    for article, text in zip(ours["article_id"], ours["text"], strict=True):
        if (article, text) not in places:
            places[article, text] = ends.get(article, 0)
            ends[article] = places[article, text] + max(len(text), 1) + 1
    starts = [places[pair] for pair in zip(ours["article_id"], ours["text"], strict=True)]
    return starts, [start + max(len(text), 1) for start, text in zip(starts, ours["text"], strict=True)]


def _refuse(ours: pd.DataFrame, codebook: Codebook, others: set[str], refused: RefusedRows) -> None:
    for name, kind in TAG_COLUMNS.items():
        if kind not in ("text", "category"):
            refused.add_where(tried(ours[name], name)[1], name, ours[name], needed(name))
    refused.add_where(ours["article_id"].eq(""), "article_id", ours["article_id"], "name the article")
    known = {*codebook.names, *others}
    refused.add_where(~ours["label"].isin(known), "label", ours["label"], codebook.cure)
    for name, allowed, cure in (
        ("origin", set(ORIGINS), f"use one of {', '.join(ORIGINS)}"),
        ("speaker_kind", set(SPEAKER_KINDS), f"use one of {', '.join(SPEAKER_KINDS[1:])}, or nothing"),
    ):
        refused.add_where(~ours[name].isin(allowed), name, ours[name], cure)
    has_speaker = ours["speaker"].ne("") & ours["label"].isin(set(codebook.names) - set(codebook.with_speaker))
    refused.add_where(has_speaker, "speaker", ours["speaker"], "its label takes no speaker: leave it out")
    _refuse_lengths(ours[~ours.index.isin(refused.lines)], refused)


def _refuse_lengths(ours: pd.DataFrame, refused: RefusedRows) -> None:
    start, end = (tried(ours[name], name)[0] for name in ("start", "end"))
    refused.add_where(end <= start, "end", ours["end"], "a passage ends after its start")
    is_other = (end > start) & ours["text"].ne("") & (end - start).ne(ours["text"].map(len))
    refused.add_where(
        is_other, "end", ours["end"], "the text is not as long as from start to end: count both in characters from 0"
    )
    _refuse_repeated(ours.assign(start=start, end=end)[~(end <= start) & ~is_other], refused)


def _refuse_repeated(ours: pd.DataFrame, refused: RefusedRows) -> None:
    """Refuse what lies on a stretch that the same coder tagged already."""
    ours = ours.sort_values(["article_id", "coder", "start"], kind="stable", key=_as_objects)
    by_coder = ours.groupby(["article_id", "coder"], sort=False)["end"]
    reached = by_coder.cummax().groupby([ours["article_id"], ours["coder"]], sort=False).shift(fill_value=0)
    cure = "a coder tags a stretch of text once: keep one of the two, or say in 'coder' who tagged which"
    refused.add_where(ours["start"] < reached, "coder", ours["coder"], cure)


def _as_objects(column: pd.Series) -> pd.Series:
    return column.astype(object)
