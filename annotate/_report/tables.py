"""The tables of a report: what the corpus is, who tagged, who is quoted, and examples. A table in, a table out."""

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._exact_text import TEXT, without_surrogates
from annotate._known_codebooks import codebook_of


def corpus(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Return what the articles are, by source.

    Parameters
    ----------
    articles : DataFrame
        ``article_id, source, language, published, text`` (`Project.articles`), or ``characters`` for the text.
    passages : DataFrame
        ``article_id, start, end`` (`Project.passages`, or a tag table).

    Returns
    -------
    DataFrame
        One row per source of an article: ``source, language, articles, passages, characters, first, last``:
        ``characters`` is missing where the texts are unknown, ``first`` and ``last`` are ISO dates or empty.
    """
    cut = passages.drop_duplicates(["article_id", "start", "end"]).groupby("article_id", observed=True).size()
    if "characters" not in articles:
        known = articles["text"].str.len() if "text" in articles else pd.Series(np.nan, index=articles.index)
        articles = articles.assign(characters=known)
    counted = articles["article_id"].astype(object).map(cut.set_axis(cut.index.astype(object)))
    rows = articles.assign(passages=counted.fillna(0).astype(int), dated=articles["published"])
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
    """Return who tagged what: one row per coder, with ``articles``, ``tags``, the number of each label, and when.

    Returns
    -------
    DataFrame
        ``coder, articles, tags``, one column per label, ``evaluative, unsure, notes, suggested`` (tags made by
        accepting a suggestion), ``first, last`` (UTC dates).
    """
    rows = tags[["coder", "article_id", "label", "evaluative", "unsure", "tagged_at"]].assign(
        coder=tags["coder"].astype("category"), noted=tags["note"] != "", suggested=tags["origin"] == "suggestion"
    )
    found = rows.groupby("coder", sort=True, observed=True).agg(
        articles=("article_id", "nunique"),
        tags=("label", "size"),
        evaluative=("evaluative", "sum"),
        unsure=("unsure", "sum"),
        notes=("noted", "sum"),
        suggested=("suggested", "sum"),
        first=("tagged_at", "min"),
        last=("tagged_at", "max"),
    )
    found = found.assign(first=_days(found["first"]), last=_days(found["last"]))
    labels = pd.crosstab(rows["coder"], rows["label"])
    order = [label for label in tags["label"].cat.categories if label in labels.columns]
    both = found.iloc[:, :2].join(labels[order]).join(found.iloc[:, 2:])
    return both.set_axis(both.index.astype(TEXT)).rename_axis("coder").reset_index()


def _days(moments: pd.Series) -> pd.Series:
    return pd.Series(moments.dt.strftime("%Y-%m-%d").fillna(""))


def most_quoted(tags: pd.DataFrame, most: int = 15, codebook: Codebook | None = None) -> pd.DataFrame:
    """Return who is quoted most: the speakers of attributed claims.

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
    found = once.astype({"source": TEXT, "speaker": TEXT, "speaker_kind": TEXT}).groupby("speaker", sort=True)
    table = found.agg(
        kind=("speaker_kind", _joined),
        claims=("label", "size"),
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
    return chosen_examples(tags, most)[EXAMPLE_COLUMNS].reset_index(drop=True)


EXAMPLE_COLUMNS = ["label", "text", "speaker", "source", "title", "article_id", "coder"]


def chosen_examples(tags: pd.DataFrame, most: int = 4) -> pd.DataFrame:
    """Choose the tags of `examples`, whose texts need not be there."""
    place = ["article_id", "start", "end"]
    narrow = tags[[*place, "label", "source", *(["text"] if "text" in tags else [])]].reset_index(drop=True)
    once = narrow[_is_clear(tags).to_numpy(dtype=bool)].drop_duplicates(place)
    length = once["text"].str.len() if "text" in once else once["end"] - once["start"]
    once = once[["label", "source"]].assign(far=(length - 120).abs()).sort_values("far", kind="stable")
    # The first of each source, then the second of each, and so on.
    turn = once.groupby(["label", "source"], observed=True).cumcount()
    once = once.assign(turn=turn).sort_values(["turn", "far"], kind="stable")
    chosen = tags.iloc[once.groupby("label", sort=False, observed=True).head(most).index]
    chosen = chosen.astype({"label": TEXT, "source": TEXT})
    order = {label: place for place, label in enumerate(tags["label"].cat.categories)}
    return chosen.sort_values("label", key=lambda column: column.map(order), kind="stable").reset_index(drop=True)


def _is_clear(tags: pd.DataFrame) -> pd.Series:
    """Return for each tag whether nobody was unsure of it, nor gave its passage another label."""
    place = ["article_id", "start", "end"]
    different = tags[[*place, "label"]].drop_duplicates()
    disputed = different[different.duplicated(place, keep=False)]
    if disputed.empty:
        return ~tags["unsure"]
    keys = pd.MultiIndex.from_frame(disputed[place].drop_duplicates())
    return ~tags["unsure"] & ~pd.MultiIndex.from_frame(tags[place]).isin(keys)
