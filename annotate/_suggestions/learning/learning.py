"""Learning from a project's own tags: a model of claims, measured on articles that it never saw."""

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._exact_text import TEXT, takes_any_text
from annotate._known_codebooks import codebook_of
from annotate._suggestions.finding import CLAIM
from annotate._suggestions.languages.cue_files import Given
from annotate._suggestions.learning.claim_model import WORDS_AND_MARKS, Array, LanguageModel, Learned, features_of
from annotate._suggestions.learning.embedding import Embed, vectors_of
from annotate._suggestions.measured.scores import suggested_for

FEWEST_TAGS = 50
FEWEST_ARTICLES = 5
FEWEST_OF_EACH = 10
"""Claims, and passages that are none: with fewer there is nothing to learn."""

FOLDS = 5
MOST_WORDS = 4000


@takes_any_text
def learn(
    tags: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    seed: int = 0,
    cues: Given = None,
    embed: Embed | None = None,
) -> Learned:
    """Learn from a tag table which passages its coders call claims; the same tags and seed give the same model.

    Parameters
    ----------
    tags : DataFrame
        A tag table. Passages with a label that is not counted teach nothing; a claim is one whose label takes a
        speaker.
    codebook : Codebook, optional
        Says which labels these are; by default, the one that the tags name.
    seed : int
        Says which articles are left out together while it is measured.
    cues
        As for `suggest`.
    embed : callable, optional
        Makes vectors of texts, and is taken in place of their words: it is given a list of texts, and returns one row
        of numbers for each. Such as ``SentenceTransformer("a-folder-of-yours").encode`` of a model that you have on
        this machine; nothing is downloaded. Each text is asked for once. The model is measured against the rules as
        one of words is, and used only where it is better.

    Returns
    -------
    Learned
        With a model for each language that has 50 tags in 5 articles, 10 claims and 10 that are none.

    Examples
    --------
    >>> learn(pd.DataFrame(columns=["article_id", "language", "start", "end", "text", "label"])).figures().empty
    True
    """
    codebook = codebook_of(tags, codebook)
    tags = tags[~tags["label"].astype(TEXT).isin(codebook.uncounted)].reset_index(drop=True)
    if tags.empty:
        return Learned({}, seed)
    is_claim = tags["label"].astype(TEXT).isin(codebook.with_speaker).to_numpy()
    suggestions = suggested_for(tags, Codebook.shipped(), cues=cues)
    codes = tags["language"].astype(TEXT).str[:2].str.lower()
    models = {}
    for code in sorted(set(codes)):
        here = (codes == code).to_numpy()
        if _is_enough(tags[here], is_claim[here]):
            models[code] = _learn(tags[here], suggestions[here], is_claim[here], seed, embed)
    return Learned(models, seed, embed)


def _is_enough(tags: pd.DataFrame, is_claim: Array) -> bool:
    claims = int(is_claim.sum())
    is_mixed = min(claims, len(tags) - claims) >= FEWEST_OF_EACH
    return len(tags) >= FEWEST_TAGS and tags["article_id"].nunique() >= FEWEST_ARTICLES and is_mixed


def _learn(tags: pd.DataFrame, suggestions: pd.DataFrame, true: Array, seed: int, embed: Embed | None) -> LanguageModel:
    texts = tags["text"].tolist()
    vectors = None if embed is None else vectors_of(embed, texts)
    ruled = (suggestions["label"] == CLAIM).to_numpy()
    articles = tags["article_id"].astype(TEXT).to_numpy()
    weighed = _left_out(_wordless(texts), suggestions, true, articles, seed, None)
    worded = _left_out(texts, suggestions, true, articles, seed, vectors)
    _, better, doubt = _compared(true, weighed, worded, articles)
    has_words = better - _f1(true, weighed) > doubt
    rules, model, error = _compared(true, ruled, worded if has_words else weighed, articles)
    words, idf, weights, intercept = _fitted(
        texts if has_words else _wordless(texts), suggestions, true, vectors if has_words else None
    )
    return LanguageModel(
        words, _plain(idf), _plain(weights), round(intercept, 6), len(tags), len(set(articles)), rules, model, error,
        0 if vectors is None or not has_words else vectors.shape[1],
    )  # fmt: skip


def _wordless(texts: list[str]) -> list[str]:
    """Return as many texts without a word: what the rules see is then all that a model goes by."""
    return [""] * len(texts)


def _left_out(
    texts: list[str], suggestions: pd.DataFrame, true: Array, articles: Array, seed: int, vectors: Array | None
) -> Array:
    """Judge each article by a model that never saw it."""
    names = np.array(sorted(set(articles)))
    np.random.default_rng(seed).shuffle(names)
    fold_of = {name: nth % min(FOLDS, len(names)) for nth, name in enumerate(names.tolist())}
    folds = np.array([fold_of[name] for name in articles])
    found = np.zeros(len(texts), dtype=bool)
    for fold in sorted(set(folds.tolist())):
        seen, unseen = folds != fold, folds == fold
        if len(set(true[seen].tolist())) < 2:
            continue
        of_seen, of_unseen = (None if vectors is None else vectors[here] for here in (seen, unseen))
        words, idf, weights, intercept = _fitted(_at(texts, seen), suggestions[seen], true[seen], of_seen)
        features = features_of(_at(texts, unseen), suggestions[unseen], words, idf, of_unseen)
        found[unseen] = features @ weights + intercept >= 0
    return found


def _at(texts: list[str], here: Array) -> list[str]:
    return [text for text, is_here in zip(texts, here, strict=True) if is_here]


def _fitted(
    texts: list[str], suggestions: pd.DataFrame, true: Array, vectors: Array | None
) -> tuple[tuple[str, ...], Array, Array, float]:
    from sklearn.linear_model import LogisticRegression

    words, idf = _vocabulary(texts) if vectors is None else ((), np.zeros(0))
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=500)
    model.fit(features_of(texts, suggestions, words, idf, vectors), true)
    return words, idf, model.coef_[0], float(model.intercept_[0])


def _vocabulary(texts: list[str]) -> tuple[tuple[str, ...], Array]:
    """Return the words and pairs that stand in two passages or more, with the weight of each."""
    from sklearn.feature_extraction.text import CountVectorizer

    if not any(texts):
        return (), np.empty(0)
    counter = CountVectorizer(ngram_range=(1, 2), min_df=2, max_features=MOST_WORDS, token_pattern=WORDS_AND_MARKS)
    counts = counter.fit_transform([*texts, "", ""])
    seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
    idf = np.log((1 + len(texts)) / (1 + seen_in)) + 1
    return tuple(counter.get_feature_names_out().tolist()), idf


def _compared(true: Array, ruled: Array, learned: Array, articles: Array) -> tuple[float, float, float]:
    """Return both F1, and the standard error of their difference: the jackknife over articles."""
    names = sorted(set(articles))
    left = [articles != name for name in names]
    differences = np.array([_f1(true[at], learned[at]) - _f1(true[at], ruled[at]) for at in left])
    count = len(names)
    error = np.sqrt((count - 1) / count * ((differences - differences.mean()) ** 2).sum())
    return round(_f1(true, ruled), 4), round(_f1(true, learned), 4), round(float(error), 4)


def _f1(true: Array, found: Array) -> float:
    both = int(true.sum()) + int(found.sum())
    return 2 * int((true & found).sum()) / both if both else 0.0


def _plain(values: Array) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
