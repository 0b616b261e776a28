"""What a project's own tags teach: a model beside the rules, used only where it is measurably better than they are.

The model is a logistic regression on words (tf-idf) and on what the rules see. It knows claims only: an opinion is
never filled in. It is kept as JSON, so that opening somebody's project runs nothing of theirs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from annotate._errors import TagError
from annotate._suggestions.cues import Given
from annotate._suggestions.reason import Why, said
from annotate._wording import Wording

Array = np.ndarray

FEWEST_TAGS = 50
FEWEST_ARTICLES = 5
FEWEST_OF_EACH = 10
"""Claims, and passages that are none: with fewer there is nothing to learn."""

FOLDS = 5
MOST_WORDS = 4000
_CUES = (
    "quotation", "reporting_verb", "institution", "according_to", "hearsay", "sources",
    "evaluative", "modal", "first_person", "irony", "question",
)  # fmt: skip
_WORDS_AND_MARKS = r"(?u)\w+|[«»“”\"?!:]"


@dataclass(frozen=True)
class LanguageModel:
    """The model of one language, and how it was measured.

    Attributes
    ----------
    words : tuple of str
        Words and pairs of words that it knows, with ``idf``, the weight of each.
    weights : tuple of float
        Of the words, then of the rules' features.
    tags, articles : int
        What it learned from.
    f1_rules, f1_learned : float
        Of claims, on articles that were left out while learning; the same articles for both.
    error : float
        Standard error of their difference, from leaving out one article at a time.
    """

    words: tuple[str, ...]
    idf: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    tags: int
    articles: int
    f1_rules: float
    f1_learned: float
    error: float

    @property
    def is_used(self) -> bool:
        """Whether it beats the rules by more than a standard error."""
        return self.f1_learned - self.f1_rules > self.error

    def chances(self, texts: Sequence[str], suggestions: pd.DataFrame) -> Array:
        """Return how likely each passage is a claim, 0–1."""
        features = _features(texts, suggestions, self.words, np.array(self.idf))
        sums = features @ np.array(self.weights) + self.intercept
        return np.asarray(1 / (1 + np.exp(-sums)))


@dataclass(frozen=True)
class Learned:
    """A model for each language that had enough tags.

    Examples
    --------
    >>> Learned.from_json(Learned({}, seed=7).to_json()) == Learned({}, seed=7)
    True
    """

    models: dict[str, LanguageModel]
    seed: int = 0

    def figures(self) -> pd.DataFrame:
        """Return how each model was measured against the rules, and whether it is used."""
        names = ("tags", "articles", "f1_rules", "f1_learned", "error", "is_used")
        rows = [(code, *(getattr(model, name) for name in names)) for code, model in sorted(self.models.items())]
        return pd.DataFrame(rows, columns=["language", *names])

    def to_json(self) -> str:
        """Write it as JSON."""
        models = {code: vars(model) for code, model in self.models.items()}
        return json.dumps({"format": 1, "seed": self.seed, "models": models}, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read it back; JSON of any other kind is refused.

        Raises
        ------
        TagError
            Where the text is no model that `to_json` wrote.
        """
        try:
            data = json.loads(text)
            if data["format"] != 1:
                raise ValueError(f"format {data['format']!r}")
            models = {str(code): _model(fields) for code, fields in data["models"].items()}
            return cls(models, int(data["seed"]))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise TagError(f"This is no learned model ({error}): learn one with `learn(project.tags())`.") from error

    def apply(self, passages: pd.DataFrame, suggestions: pd.DataFrame, say: Wording) -> pd.DataFrame:
        """Return the suggestions with claims as the models see them, for the languages where those are used.

        Speakers, cues and exclusions stay those of the rules.

        Parameters
        ----------
        passages : DataFrame
            As given to `suggest`.
        suggestions : DataFrame
            What `suggest` returned for them.
        say : Wording
            Of the reasons.
        """
        found = suggestions.copy()
        codes = passages["language"].astype(str).str[:2].str.lower().to_numpy()
        for code, model in self.models.items():
            here = (codes == code) & (found["label"] != "excluded").to_numpy()
            if not model.is_used or not here.any():
                continue
            chances = model.chances(passages["text"][here].tolist(), found[here])
            was = (found["label"] == "attributed_claim").to_numpy()[here]
            rows = found.index[here]
            found.loc[rows, "label"] = np.where(chances >= 0.5, "attributed_claim", "")
            found.loc[rows, "score"] = np.where(chances >= 0.5, np.round(chances, 2), np.nan)
            found.loc[rows[~was & (chances >= 0.5)], "reason"] = said(Why("learned"), say)
            found.loc[rows[chances < 0.5], ["reason", "speaker", "speaker_kind"]] = ""
        return found


def learn(tags: pd.DataFrame, *, seed: int = 0, cues: Given = None) -> Learned:
    """Learn from a tag table which passages its coders call claims; the same tags and seed give the same model.

    Parameters
    ----------
    tags : DataFrame
        A tag table. Excluded passages teach nothing.
    seed : int
        Says which articles are left out together while it is measured.
    cues
        As for `suggest`.

    Returns
    -------
    Learned
        With a model for each language that has 50 tags in 5 articles, 10 claims and 10 that are none.

    Examples
    --------
    >>> learn(pd.DataFrame(columns=["article_id", "language", "start", "end", "text", "label"])).figures().empty
    True
    """
    from annotate._suggestions.scores import suggested_for  # which needs `suggest`, and that needs `Learned`

    tags = tags[tags["label"].astype(str) != "excluded"].reset_index(drop=True)
    if tags.empty:
        return Learned({}, seed)
    suggestions = suggested_for(tags, cues=cues)
    codes = tags["language"].astype(str).str[:2].str.lower()
    models = {}
    for code in sorted(set(codes)):
        here = (codes == code).to_numpy()
        if _is_enough(tags[here]):
            models[code] = _learn(tags[here], suggestions[here], seed)
    return Learned(models, seed)


def _is_enough(tags: pd.DataFrame) -> bool:
    claims = int((tags["label"].astype(str) == "attributed_claim").sum())
    is_mixed = min(claims, len(tags) - claims) >= FEWEST_OF_EACH
    return len(tags) >= FEWEST_TAGS and tags["article_id"].nunique() >= FEWEST_ARTICLES and is_mixed


def _learn(tags: pd.DataFrame, suggestions: pd.DataFrame, seed: int) -> LanguageModel:
    texts = tags["text"].tolist()
    true = (tags["label"].astype(str) == "attributed_claim").to_numpy()
    ruled = (suggestions["label"] == "attributed_claim").to_numpy()
    articles = tags["article_id"].astype(str).to_numpy()
    learned = _left_out(texts, suggestions, true, articles, seed)
    rules, model, error = _compared(true, ruled, learned, articles)
    words, idf, weights, intercept = _fitted(texts, suggestions, true)
    return LanguageModel(
        words, _plain(idf), _plain(weights), round(intercept, 6), len(tags), len(set(articles)), rules, model, error
    )


def _left_out(texts: list[str], suggestions: pd.DataFrame, true: Array, articles: Array, seed: int) -> Array:
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
        words, idf, weights, intercept = _fitted(_at(texts, seen), suggestions[seen], true[seen])
        features = _features(_at(texts, unseen), suggestions[unseen], words, idf)
        found[unseen] = features @ weights + intercept >= 0
    return found


def _at(texts: list[str], here: Array) -> list[str]:
    return [text for text, is_here in zip(texts, here, strict=True) if is_here]


def _fitted(texts: list[str], suggestions: pd.DataFrame, true: Array) -> tuple[tuple[str, ...], Array, Array, float]:
    from sklearn.linear_model import LogisticRegression

    words, idf = _vocabulary(texts)
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=500)
    model.fit(_features(texts, suggestions, words, idf), true)
    return words, idf, model.coef_[0], float(model.intercept_[0])


def _vocabulary(texts: list[str]) -> tuple[tuple[str, ...], Array]:
    """Return the words and pairs that stand in two passages or more, with the weight of each."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(ngram_range=(1, 2), min_df=2, max_features=MOST_WORDS, token_pattern=_WORDS_AND_MARKS)
    counts = counter.fit_transform([*texts, "", ""])
    seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
    idf = np.log((1 + len(texts)) / (1 + seen_in)) + 1
    return tuple(counter.get_feature_names_out().tolist()), idf


def _features(texts: Sequence[str], suggestions: pd.DataFrame, words: Sequence[str], idf: Array) -> Any:
    from scipy import sparse
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    counter = CountVectorizer(ngram_range=(1, 2), vocabulary=list(words), token_pattern=_WORDS_AND_MARKS)
    counts = counter.transform(texts) if words else sparse.csr_matrix((len(texts), 0))
    weighed = normalize(counts.multiply(idf).tocsr()) if words else counts
    return sparse.hstack([weighed, sparse.csr_matrix(_rule_features(suggestions))]).tocsr()


def _rule_features(suggestions: pd.DataFrame) -> Array:
    """Return what the rules see: their score, whether they name somebody, and how many cues of each kind."""
    cues = [[kind for _, _, kind in found] for found in suggestions["cues"]]
    counts = np.array([[min(found.count(kind), 3) for kind in _CUES] for found in cues], dtype=float)
    score = suggestions["score"].fillna(0).to_numpy(dtype=float) * (suggestions["label"] != "excluded").to_numpy()
    is_named = (suggestions["speaker"] != "").to_numpy(dtype=float)
    is_quoted = suggestions["quote_id"].notna().to_numpy(dtype=float)
    return np.column_stack([score, is_named, is_quoted, counts.reshape(len(suggestions), len(_CUES))])


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


_NUMBERS = ("intercept", "tags", "articles", "f1_rules", "f1_learned", "error")


def _model(fields: dict[str, Any]) -> LanguageModel:
    """Make a model of what JSON holds, with nothing but texts and finite numbers in it."""
    kinds: dict[str, type] = {"tags": int, "articles": int}
    numbers = {name: kinds.get(name, float)(fields[name]) for name in _NUMBERS}
    words = tuple(str(word) for word in fields["words"])
    idf, weights = (tuple(float(value) for value in fields[name]) for name in ("idf", "weights"))
    model = LanguageModel(words=words, idf=idf, weights=weights, **numbers)
    known = len(model.words)
    if len(model.idf) != known or len(model.weights) != known + 3 + len(_CUES) or len(set(model.words)) != known:
        raise ValueError("its lists do not fit each other")
    if not np.isfinite([*model.idf, *model.weights, *(float(number) for number in numbers.values())]).all():
        raise ValueError("a number is not finite")
    return model
