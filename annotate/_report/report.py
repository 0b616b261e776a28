"""The report: one page about a study, to be read, printed and passed on; or the same as a notebook.

The parts are pure (a table in, a table out) and can be called one by one; `write_report` puts them on a page that
needs nothing else: no network, no script, every text inert.
"""

import base64
import io
import platform
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from matplotlib.figure import Figure

import annotate
from annotate._agreement.agreement_table import agreement
from annotate._balance import balance
from annotate._charts.balance import plot_balance
from annotate._charts.wording import percent
from annotate._codebook import CLAIM, EXCLUDED, Codebook, Label
from annotate._csv_file.csv_file import read_csv, write_csv
from annotate._errors import AnnotateError, ProjectError
from annotate._exact_text import TEXT, without_surrogates
from annotate._project.address import Address
from annotate._project.project import Project
from annotate._report.notebook import write_notebook
from annotate._report.remarks import remark
from annotate._report.wording import WORDING
from annotate._whole_file import whole_file

Study = Project | pd.DataFrame | str | Path

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LIBRARIES = ("pandas", "numpy", "scipy", "matplotlib", "sqlalchemy", "nupunkt")


def write_report(study: Study, path: str | Path, *, language: str = "en", notebook: bool = False) -> Path:
    """Write a report: corpus, codebook, coders, agreement, balance, speakers, example passages, method, versions.

    Parameters
    ----------
    study : Project, DataFrame, str or Path
        A project or where one is, or a tag table or the ``.csv`` file of one.
    path : str or Path
        The page to write; an old one is replaced.
    language : {"en", "fr"}
        Of the wording.
    notebook : bool
        True for a notebook (``.ipynb``) that computes the same and can be changed. Of a tag table it needs the file,
        so that one is written beside it.

    Returns
    -------
    Path
        What was written: one self-contained HTML page (charts inline, no script, no network), or the notebook.

    Raises
    ------
    AnnotateError
        Where the language is unknown, the study cannot be read, or the page cannot be written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from annotate._tags import tag_table
    >>> page = write_report(tag_table(), pathlib.Path(tempfile.mkdtemp()) / "report.html")
    >>> "Nothing is tagged yet" in page.read_text(encoding="utf-8")
    True
    """
    if language not in WORDING:
        raise AnnotateError(f"There is no report in {language!r}: use one of {', '.join(WORDING)}.")
    path = Path(path)
    if notebook:
        path = path.with_suffix(".ipynb")
        return write_notebook(_notebook_cells(_study_file(study, path), WORDING[language], language), path)
    page = _environment(language).get_template("report.html.jinja").render(_parts(study, language))
    with whole_file(path) as file:
        file.write(page.encode(errors="replace"))
    return path


# The parts ---------------------------------------------------------------------------------------------------


def corpus(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Say what the articles are, by source.

    Parameters
    ----------
    articles : DataFrame
        ``article_id, source, language, published, text`` (`Project.articles`).
    passages : DataFrame
        ``article_id, start, end`` (`Project.passages`, or a tag table).

    Returns
    -------
    DataFrame
        One row per source of an article: ``source, language, articles, passages, characters, first, last``:
        ``characters`` is missing where the texts are unknown, ``first`` and ``last`` are ISO dates or empty.
    """
    cut = passages.drop_duplicates(["article_id", "start", "end"]).groupby("article_id", observed=True).size()
    texts = articles["text"].str.len() if "text" in articles else pd.Series(np.nan, index=articles.index)
    rows = articles.assign(
        passages=articles["article_id"].map(cut).fillna(0).astype(int), characters=texts, dated=articles["published"]
    )
    groups = rows.astype({"source": TEXT, "language": TEXT}).groupby("source", sort=True)
    return groups.agg(
        language=("language", _joined),
        articles=("article_id", "nunique"),
        passages=("passages", "sum"),
        characters=("characters", lambda column: column.sum(min_count=1)),
        first=("dated", _first),
        last=("dated", _last),
    ).reset_index()


def _joined(column: pd.Series) -> str:
    return without_surrogates(", ".join(sorted(set(column) - {""})))  # pandas' sums refuse them


def _first(dates: pd.Series) -> str:
    return min((date for date in dates if date), default="")


def _last(dates: pd.Series) -> str:
    return max(dates, default="")


def coders(tags: pd.DataFrame) -> pd.DataFrame:
    """Say who tagged what: one row per coder, with ``articles``, ``tags``, the number of each label, and when.

    Returns
    -------
    DataFrame
        ``coder, articles, tags``, one column a label, ``evaluative, unsure, notes, suggested`` (tags made by accepting
        a suggestion), ``first, last`` (UTC dates).
    """
    rows = tags.assign(
        coder=tags["coder"].astype(TEXT),
        noted=tags["note"] != "",
        suggested=tags["origin"] == "suggestion",
        day=_days(tags["tagged_at"]),
    )
    found = rows.groupby("coder", sort=True).agg(
        articles=("article_id", "nunique"),
        tags=("tag_id", "size"),
        evaluative=("evaluative", "sum"),
        unsure=("unsure", "sum"),
        notes=("noted", "sum"),
        suggested=("suggested", "sum"),
        first=("day", _first),
        last=("day", _last),
    )
    labels = pd.crosstab(rows["coder"], rows["label"].astype(TEXT))
    order = [label for label in tags["label"].cat.categories if label in labels.columns]
    return found.iloc[:, :2].join(labels[order]).join(found.iloc[:, 2:]).reset_index()


def _days(moments: pd.Series) -> pd.Series:
    return pd.Series(moments.dt.strftime("%Y-%m-%d").fillna(""))


def most_quoted(tags: pd.DataFrame, most: int = 15) -> pd.DataFrame:
    """Say who is quoted most: the speakers of attributed claims.

    Returns
    -------
    DataFrame
        One row per speaker, at most ``most``, the most quoted first: ``speaker, kind, claims, articles, sources``.
        A passage that several coders tagged counts once; ``sources`` names those that quote the speaker.
    """
    claims = tags[(tags["label"] == CLAIM) & (tags["speaker"] != "")]
    once = claims.drop_duplicates(["article_id", "start", "end", "speaker"])
    found = once.astype({"source": TEXT}).groupby("speaker", sort=True)
    table = found.agg(
        kind=("speaker_kind", _joined),
        claims=("tag_id", "size"),
        articles=("article_id", "nunique"),
        sources=("source", _joined),
    ).reset_index()
    return table.sort_values("claims", ascending=False, kind="stable").head(most).reset_index(drop=True)


def examples(tags: pd.DataFrame, most: int = 4) -> pd.DataFrame:
    """Return example passages: a few of each label, from as many sources as there are.

    Returns
    -------
    DataFrame
        ``label, text, speaker, source, title, article_id, coder``: at most ``most`` a label, always the same for the
        same tags. Passages that some coder was unsure of, or labelled otherwise, are left out.
    """
    place = ["article_id", "start", "end"]
    clear = tags[~tags["unsure"] & (tags.groupby(place)["label"].transform("nunique") == 1)]
    once = clear.drop_duplicates(place).astype({"label": TEXT, "source": TEXT})
    once = once.assign(far=(once["text"].str.len() - 120).abs()).sort_values("far", kind="stable")
    # The first of each source, then the second of each, and so on.
    once = once.assign(turn=once.groupby(["label", "source"]).cumcount()).sort_values(["turn", "far"], kind="stable")
    chosen = once.groupby("label", sort=False).head(most)
    order = {label: place for place, label in enumerate(tags["label"].cat.categories)}
    chosen = chosen.sort_values("label", key=lambda column: column.map(order), kind="stable")
    return chosen[["label", "text", "speaker", "source", "title", "article_id", "coder"]].reset_index(drop=True)


# The page ----------------------------------------------------------------------------------------------------


def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("annotate._report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["shown"] = partial(_shown, language=language)
    environment.tests["date"] = lambda value: isinstance(value, str) and _DATE.fullmatch(value) is not None
    return environment


def _shown(value: Any, language: str = "en") -> str:
    """Write a cell: a dash for what is missing, shares as per cent elsewhere."""
    if pd.isna(value):
        return "–"
    if isinstance(value, float | np.floating):
        return _separated(f"{value:,.2f}".rstrip("0").rstrip("."), language)
    return _separated(f"{value:,}", language) if isinstance(value, int | np.integer) else str(value)


def _percent(share: float, language: str = "en") -> str:
    return "–" if pd.isna(share) else percent(share, language)


def _alpha(value: float, language: str = "en") -> str:
    return "–" if pd.isna(value) else _separated(f"{value:.2f}", language)


def _interval(low: float, high: float, written: Callable[[float], str]) -> str:
    return "–" if pd.isna(low) or pd.isna(high) else f"{written(low)} – {written(high)}"


def _separated(number: str, language: str) -> str:
    """Write a number with the language's signs for thousands and decimals."""
    return number.translate({ord(","): "\N{NARROW NO-BREAK SPACE}", ord("."): ","}) if language == "fr" else number


def _parts(study: Study, language: str) -> dict[str, Any]:
    words = WORDING[language]
    name, tags, passages, articles, codebook = _read(study)
    # What is drawn is drawn for print: the reader's own matplotlib settings stay out of it.
    with mpl.rc_context({**mpl.rcParamsDefault, "backend": "agg", "svg.fonttype": "path", "svg.hashsalt": "annotate"}):
        return {
            "w": words,
            "percent": partial(_percent, language=language),
            "alpha": partial(_alpha, language=language),
            "interval": _interval,
            "language": language,
            "name": name,
            "made": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "labels": codebook.labels,
            "codebook": codebook.id,
            "wording": lambda text: _spaced(text.get(language) or text.get("en", ""), language),
            "titles": _titles(codebook.labels, language),
            "tagged": len(tags),
            "corpus": corpus(articles, passages).dropna(axis="columns", how="all"),
            "tags_only": passages is tags,
            "coders": coders(tags),
            "passages": len(passages.drop_duplicates(["article_id", "start", "end"])),
            "articles": len(articles),
            "agreement": _agreements(tags),
            "balance": _balance_rows(tags, passages),
            "remark": partial(remark, language=language),
            "chart": _chart(tags, passages, language),
            "speakers": most_quoted(tags).assign(kind=lambda table: [_kinds(kind, words) for kind in table["kind"]]),
            "claims": _claims(tags),
            "examples": examples(tags),
            "versions": _versions(),
        }


def _read(study: Study) -> tuple[str, pd.DataFrame, pd.DataFrame, pd.DataFrame, Codebook]:
    """Return a study's name, tags, passages, articles and codebook; a bare tag table knows its tagged parts only."""
    if isinstance(study, pd.DataFrame):
        return "", study, study, study.drop_duplicates("article_id").drop(columns="text"), Codebook.shipped()
    if isinstance(study, Project):
        return Address.of(study.where).name, study.tags(), study.passages(), study.articles(), study.codebook
    if _is_tag_file(study):
        return (Path(study).name, *_read(read_csv(study))[1:])
    _require(study)
    with Project(study) as project:
        return _read(project)


def _is_tag_file(study: str | Path) -> bool:
    return str(study).lower().endswith(".csv")


def _require(study: str | Path) -> None:
    if Address.of(study).is_missing:
        raise ProjectError(f"There is no study {str(study)!r}: check the path.")


def _spaced(text: Any, language: str) -> Any:
    """Keep French signs on the line of their word, in a text or in each of a list."""
    if language != "fr" or not isinstance(text, str):
        return [_spaced(one, language) for one in text] if isinstance(text, list | tuple) else text
    return re.sub("(?<=«) | (?=[»:;?!])", "\N{NO-BREAK SPACE}", text)


def _kinds(kinds: str, words: Mapping[str, Any]) -> str:
    return ", ".join(words["kinds"].get(kind, kind) for kind in kinds.split(", "))


def _claims(tags: pd.DataFrame) -> dict[str, int]:
    """Count what the table of speakers rests on: claims, those with a speaker, and the speakers."""
    claims = tags[tags["label"] == CLAIM]
    said = claims[claims["speaker"] != ""]
    place = ["article_id", "start", "end"]
    return {
        "claims": len(claims.drop_duplicates(place)),
        "said": len(said.drop_duplicates(place)),
        "speakers": said["speaker"].nunique(),
    }


def _titles(labels: tuple[Label, ...], language: str) -> dict[str, str]:
    return {label.name: label.title.get(language) or label.title["en"] for label in labels}


def _agreements(tags: pd.DataFrame) -> pd.DataFrame:
    """Return alpha for all tags, for each label and for each two coders; of one coder only the reason why not."""
    if tags.empty:
        return pd.DataFrame()
    whole = agreement(tags)
    if not whole["passages"].any():
        return whole
    found = [whole, agreement(tags, by="label"), agreement(tags, by="pair")]
    return pd.concat([table for table in found if len(table)], ignore_index=True)


def _balance_rows(tags: pd.DataFrame, passages: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one row per source: its denominators, warning, and for each label its count, share and interval."""
    if tags.empty:
        return []
    table = _balance(tags, passages)
    return [_balance_row(str(source), rows) for source, rows in table.groupby("source", sort=False, observed=True)]


def _balance(tags: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    return balance(tags, passages if passages is not tags else None)


def _balance_row(source: str, rows: pd.DataFrame) -> dict[str, Any]:
    first = rows.iloc[0]
    shares = {str(row["label"]): row for row in rows.to_dict("records")}
    warning = " ".join(dict.fromkeys(text for text in rows["warning"] if text))
    denominators = {name: first[name] for name in ("passages", "articles", "coders", "untagged", "excluded")}
    return {"source": source, "warning": warning, "shares": shares, **denominators}


def _chart(tags: pd.DataFrame, passages: pd.DataFrame, language: str) -> str:
    """Draw the balance, as the address of an image that is the image itself."""
    if (tags["label"] == EXCLUDED).all():
        return ""
    axes = plot_balance(_balance(tags, passages), language=language)
    return _inline(axes.get_figure(root=True))


def _inline(figure: Figure | None) -> str:
    from matplotlib import pyplot

    if figure is None:
        return ""
    written = io.BytesIO()
    figure.savefig(written, format="svg", bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)
    # As an image, an SVG runs no script and loads nothing, whatever its texts are.
    return "data:image/svg+xml;base64," + base64.b64encode(written.getvalue()).decode("ascii")


def _versions() -> dict[str, str]:
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"annotate": annotate.__version__, "Python": platform.python_version(), **libraries}


# The notebook ------------------------------------------------------------------------------------------------


def _study_file(study: Study, path: Path) -> str:
    """Return the study as the notebook beside `path` names it."""
    if isinstance(study, pd.DataFrame):
        study = write_csv(study, path.with_name(f"{path.stem}-tags.csv"))
    where = study.where if isinstance(study, Project) else str(study)
    address = Address.of(where)
    if not address.is_file:
        return where
    _require(where)
    file = address.path
    return file.name if file.parent == path.resolve().parent else str(file)


def _notebook_cells(study: str, words: Mapping[str, Any], language: str) -> list[str]:
    opened = (
        f"tags = annotate.read_csv({study!r})\npassages = tags\n"
        'articles = tags.drop_duplicates("article_id").drop(columns="text")'
        if _is_tag_file(study)
        else f"project = annotate.open_project({study!r})\n"
        "tags, passages, articles = project.tags(), project.passages(), project.articles()"
    )
    untagged = "" if _is_tag_file(study) else ", passages"
    heads = {name: f"## {words[name]}\n\n{words[f'{name}_text']}" for name in words["sections"]}
    codebook = "annotate.Codebook.shipped()" if _is_tag_file(study) else "project.codebook"
    cells = {
        "corpus": "report.corpus(articles, passages)",
        "codebook": f"pd.DataFrame([vars(label) for label in {codebook}.labels])"
        '[["name", "key", "title", "definition"]]',
        "coders": "report.coders(tags)",
        "agreement": 'pd.concat([agreement(tags), agreement(tags, by="label"), agreement(tags, by="pair")])',
        "balance": f"table = annotate.balance(tags{untagged})\ntable",
        "speakers": "report.most_quoted(tags)",
        "examples": "report.examples(tags)",
        "method": 'pd.Series({name: version(name) for name in ("pandas", "numpy", "scipy", "matplotlib")})',
    }
    imports = (
        "from importlib.metadata import version\n\nimport pandas as pd\n\nimport annotate\n"
        "from annotate._report import report\nfrom annotate._agreement.agreement_table import agreement\n\n"
    )
    shown = [text for name in words["sections"] for text in (heads[name], cells[name])]
    chart = f'annotate.plot_balance(table, language="{language}");'
    shown.insert(shown.index(cells["balance"]) + 1, chart)
    return [f"# {words['title']}", imports + opened, *shown]
