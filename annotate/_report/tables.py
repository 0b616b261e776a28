"""The tables of a report: what the corpus is, who tagged, who is quoted, and examples. A table in, a table out."""

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._exact_text import TEXT, without_surrogates
from annotate._known_codebooks import codebook_of


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
        ``coder, articles, tags``, one column per label, ``evaluative, unsure, notes, suggested`` (tags made by
        accepting a suggestion), ``first, last`` (UTC dates).
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


def most_quoted(tags: pd.DataFrame, most: int = 15, codebook: Codebook | None = None) -> pd.DataFrame:
    """Say who is quoted most: the speakers of attributed claims.

    Returns
    -------
    DataFrame
        One row per speaker, at most ``most``, the most quoted first: ``speaker, kind, claims, articles, sources``.
        Where the tags say which person speaks, one row per person. A passage that several coders tagged counts once;
        ``sources`` names those that quote the speaker.
    """
    claims = tags[tags["label"].isin(codebook_of(tags, codebook).with_speaker) & (tags["speaker"] != "")]
    claims = claims.assign(speaker=claims.get("person", claims["speaker"]))
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
