"""R: a folder with the tags as a table, and a script that reads them, with factors and the design of `survey`."""

from pathlib import Path

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.counts import place
from annotate._counting.design import DesignColumns
from annotate._errors import FormatError
from annotate._exact_text import TEXT, without_surrogates
from annotate._known_codebooks import codebook_of
from annotate._tags import TAG_COLUMNS, tag_table, variable_names
from annotate._variables import kind_of
from annotate._whole_file import whole_file

WEIGHT = "passage_weight"
"""The part of a passage that a tag counts for."""

_FACTORS = ("source", "language", "speaker_kind", "coder", "origin", "codebook")
_RESERVED = {WEIGHT, "drawn_weight"}


def write_r(tags: pd.DataFrame, folder: str | Path, *, codebook: Codebook | None = None) -> Path:
    """Write tags for R: ``tags.csv``, and ``read_tags.R``, which makes factors and a survey design of it.

    Parameters
    ----------
    tags : DataFrame
        A tag table, such as ``project.tags()``.
    folder : str or Path
        Made if it is missing; the two files in it are replaced.
    codebook : Codebook, optional
        The order and the titles of the labels; the one that the tags name where left out.

    Returns
    -------
    Path
        The folder. In R, ``source("read_tags.R")`` makes ``tags`` (factors, dates, yes and no as R has them) and
        ``counted``, the tags that are in a denominator; where the package *survey* is installed also ``design``, with
        articles (or ``cluster``) as what was drawn, ``stratum`` and ``weight`` where the study has them. Then
        ``svyby(~label, ~source, design, svymean)`` gives the shares of `balance`.

    Raises
    ------
    FormatError
        Where the tags have a column of a name that this needs.

    Notes
    -----
    R's texts hold neither NUL nor lone surrogates: they stand as U+FFFD. The empty text stays empty, and ``NA`` stays
    two letters. For an exact copy use `write_csv` or Parquet.

    Examples
    --------
    >>> import annotate, tempfile
    >>> project = annotate.open_project(Path(tempfile.mkdtemp()) / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["The council votes."]}))
    >>> _ = project.tag("vote", 0, 18, "reported_fact", coder="mj")
    >>> sorted(path.name for path in write_r(project.tags(), Path(tempfile.mkdtemp())).iterdir())
    ['read_tags.R', 'tags.csv']
    """
    table = tag_table(tags)
    taken = _RESERVED & {*table.columns}
    if taken:
        raise FormatError(f"The tags have a column {min(taken)!r}, which the file for R needs: rename it first.")
    codebook = codebook_of(table, codebook)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = DesignColumns().found(table)
    written = table.assign(**{WEIGHT: _weights(table, codebook)})
    if "weights" in drawn:
        written["drawn_weight"] = written[WEIGHT] * written[drawn["weights"]].astype("float64")
    with whole_file(folder / "tags.csv") as file:
        plain = pd.DataFrame({name: _plain(written[name]) for name in written.columns})
        file.write(plain.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    with whole_file(folder / "read_tags.R") as file:
        file.write(_script(table, codebook, drawn).encode("utf-8"))
    return folder


def _weights(table: pd.DataFrame, codebook: Codebook) -> np.ndarray:
    if table.empty:
        return np.zeros(0)
    weights = place(table, "source", codebook).weights
    return np.ones(len(table)) if weights is None else weights


def _plain(column: pd.Series) -> pd.Series:
    """Return a column as R reads it: every text in quotation marks, so that nothing in it is taken for a number."""
    if pd.api.types.is_bool_dtype(column.dtype):
        texts = ["TRUE" if one else "FALSE" for one in column]
    elif pd.api.types.is_numeric_dtype(column.dtype):
        return column
    elif pd.api.types.is_datetime64_any_dtype(column.dtype):
        texts = ["" if pd.isna(one) else one.strftime("%Y-%m-%dT%H:%M:%SZ") for one in column]
    else:
        cells = column.astype(object).where(column.notna(), "")
        texts = [without_surrogates(str(one)).replace("\0", "\ufffd") for one in cells]
    return pd.Series(texts, index=column.index, dtype=TEXT)


def _script(table: pd.DataFrame, codebook: Codebook, drawn: dict[str, str]) -> str:
    names = [label for label in codebook.names if label]
    others = sorted({*table["label"].astype(TEXT)} - {*names})
    titles = [label.title.get("en", label.name) for label in codebook.labels]
    variables = {name: kind_of(table[name]) for name in variable_names(table)}
    numbers = [*("start", "end", "score", WEIGHT), *(name for name, kind in variables.items() if "number" in str(kind))]
    numbers += ["drawn_weight"] if "weights" in drawn else []
    factors = [name for name in _FACTORS if name in TAG_COLUMNS]
    uncounted = ", ".join(map(_quoted, codebook.uncounted)) or '""'
    weight = "drawn_weight" if "weights" in drawn else WEIGHT
    cluster = drawn.get("cluster", "article_id")
    strata = f"counted[[{_quoted(drawn['strata'])}]]" if "strata" in drawn else "NULL"
    return f"""# Reads tags.csv, which annotate.write_r wrote beside it: source(".../read_tags.R", chdir = TRUE).
tags <- read.csv(
  "tags.csv", colClasses = "character", na.strings = character(), encoding = "UTF-8", check.names = FALSE
)

as_number <- function(x) suppressWarnings(as.numeric(x))
for (name in {_vector(numbers)}) tags[[name]] <- as_number(tags[[name]])
for (name in c("evaluative", "unsure")) tags[[name]] <- tags[[name]] == "TRUE"
for (name in {_vector(factors)}) tags[[name]] <- factor(tags[[name]])
tags$published <- as.Date(substr(tags$published, 1, 10), optional = TRUE)
tags$tagged_at <- as.POSIXct(tags$tagged_at, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")

# The labels in the codebook's order, {codebook.id}; their titles:
label_titles <- setNames({_vector(titles)}, {_vector(names)})
tags$label <- factor(tags$label, levels = {_vector([*names, *others])})

# What is in a denominator. A passage weighs one, shared among its coders; where a judge settled it, only the judge's
# tag counts ({WEIGHT}).
counted <- droplevels(tags[!(tags$label %in% c({uncounted})) & tags${WEIGHT} > 0, ])

# Passages of one article are alike, so the article is what was drawn:
#   survey::svyby(~label, ~source, design, survey::svymean)
if (requireNamespace("survey", quietly = TRUE) && length(unique(counted[[{_quoted(cluster)}]])) > 1) {{
  options(survey.lonely.psu = "adjust")
  design <- survey::svydesign(
    ids = counted[[{_quoted(cluster)}]], strata = {strata}, weights = counted${weight}, data = counted, nest = TRUE
  )
}}
"""


def _vector(texts: list[str]) -> str:
    return f"c({', '.join(map(_quoted, texts))})"


def _quoted(text: str) -> str:
    r"""Write a text as R does.

    Examples
    --------
    >>> print(_quoted('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    plain = without_surrogates(text).replace("\0", "\ufffd").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\r", "\\r") + '"'
