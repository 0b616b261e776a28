"""What a project's own tags teach: a model beside the rules, used only where it is measurably better than they are.

The model is a logistic regression on words (tf-idf) and on what the rules see. It knows claims only: an opinion is
never filled in. It is kept as JSON, so that opening somebody's project runs nothing of theirs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import pandas as pd

from annotate._errors import TagError
from annotate._exact_text import TEXT
from annotate._suggestions.finding import CLAIM, EXCLUDED, Why, said
from annotate._suggestions.learning.embedding import Embed, vectors_of
from annotate._wording import Wording

Array = np.ndarray

_CUES = (
    "quotation", "reporting_verb", "institution", "according_to", "hearsay", "sources",
    "evaluative", "modal", "first_person", "irony", "question",
)  # fmt: skip
WORDS_AND_MARKS = r"(?u)\w+|[«»“”\"?!:]"


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
    vectors : int
        How long the vectors are that it takes in place of words; 0 where it takes words.
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
    vectors: int = 0

    @property
    def is_used(self) -> bool:
        """Whether it beats the rules by more than a standard error."""
        return self.f1_learned - self.f1_rules > self.error

    def chances(self, texts: Sequence[str], suggestions: pd.DataFrame, embed: Embed | None = None) -> Array:
        """Return how likely each passage is a claim, 0–1."""
        if self.vectors and embed is None:
            raise TagError(
                "This model was learned from vectors: say what makes them, as in Learned.from_json(text, embed=…), or "
                "learn one of words with learn(project.tags())."
            )
        by = None if not self.vectors or embed is None else vectors_of(embed, texts, self.vectors)
        features = features_of(texts, suggestions, self.words, np.array(self.idf), by)
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
    embed: Embed | None = field(default=None, compare=False, repr=False)

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
    def from_json(cls, text: str, embed: Embed | None = None) -> Self:
        """Read it back; JSON of any other kind is refused. ``embed`` makes the vectors, of a model that takes some.

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
            return cls(models, int(data["seed"]), embed)
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
        codes = passages["language"].astype(TEXT).str[:2].str.lower().to_numpy()
        for code, model in self.models.items():
            here = (codes == code) & (found["label"] != EXCLUDED).to_numpy()
            if not model.is_used or not here.any():
                continue
            chances = model.chances(passages["text"][here].tolist(), found[here], self.embed)
            was = (found["label"] == CLAIM).to_numpy()[here]
            rows = found.index[here]
            found.loc[rows, "label"] = np.where(chances >= 0.5, CLAIM, "")
            found.loc[rows, "score"] = np.where(chances >= 0.5, np.round(chances, 2), np.nan)
            found.loc[rows[~was & (chances >= 0.5)], "reason"] = said(Why("learned"), say)
            found.loc[rows[chances < 0.5], ["reason", "speaker", "speaker_kind"]] = ""
        return found


def features_of(
    texts: Sequence[str], suggestions: pd.DataFrame, words: Sequence[str], idf: Array, vectors: Array | None = None
) -> Any:
    """Return what a model sees of passages: their words, or their vectors, and what the rules see."""
    from scipy import sparse

    if vectors is not None:
        return sparse.csr_matrix(np.hstack([vectors, _rule_features(suggestions)]))
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    counter = CountVectorizer(ngram_range=(1, 2), vocabulary=list(words), token_pattern=WORDS_AND_MARKS)
    counts = counter.transform(texts) if words else sparse.csr_matrix((len(texts), 0))
    weighed = normalize(counts.multiply(idf).tocsr()) if words else counts
    return sparse.hstack([weighed, sparse.csr_matrix(_rule_features(suggestions))]).tocsr()


def _rule_features(suggestions: pd.DataFrame) -> Array:
    """Return what the rules see: their score, whether they name somebody, and how many cues of each kind."""
    cues = [[kind for _, _, kind in found] for found in suggestions["cues"]]
    counts = np.array([[min(found.count(kind), 3) for kind in _CUES] for found in cues], dtype=float)
    score = suggestions["score"].fillna(0).to_numpy(dtype=float) * (suggestions["label"] != EXCLUDED).to_numpy()
    is_named = (suggestions["speaker"] != "").to_numpy(dtype=float)
    is_quoted = suggestions["quote_id"].notna().to_numpy(dtype=float)
    return np.column_stack([score, is_named, is_quoted, counts.reshape(len(suggestions), len(_CUES))])


_NUMBERS = ("intercept", "tags", "articles", "f1_rules", "f1_learned", "error")


def _model(fields: dict[str, Any]) -> LanguageModel:
    """Make a model of what JSON holds, with nothing but texts and finite numbers in it."""
    kinds: dict[str, type] = {"tags": int, "articles": int}
    numbers = {name: kinds.get(name, float)(fields[name]) for name in _NUMBERS}
    words = tuple(str(word) for word in fields["words"])
    idf, weights = (tuple(float(value) for value in fields[name]) for name in ("idf", "weights"))
    vectors = int(fields.get("vectors", 0))
    model = LanguageModel(words=words, idf=idf, weights=weights, **numbers, vectors=vectors)
    known = len(model.words)
    is_either = vectors >= 0 and (not known or not vectors)
    if (
        not is_either
        or len(model.idf) != known
        or len(model.weights) != known + vectors + 3 + len(_CUES)
        or len(set(model.words)) != known
    ):
        raise ValueError("its lists do not fit each other")
    if not np.isfinite([*model.idf, *model.weights, *(float(number) for number in numbers.values())]).all():
        raise ValueError("a number is not finite")
    return model
