"""What each sign of attribution weighs, and how often a claim of some strength is one: no other file has a number.

The weights were set by hand on the looked-at halves of the references, by ``python benchmarks/suggestions.py`` ("Claims
and their speakers"), and last changed with the figures that `benchmarks/suggestions.md` shows. The table of scores was
set by its "Reliability", on the half that was looked at of texts with a free licence: French Wikinews (CC BY 2.5,
labelled for this), GUM's Wikinews (CC BY), and the sentences written for this. The other half only checked it.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType


@dataclass(frozen=True)
class Weights:
    """How surely a sign alone makes its passage a claim, 0–1."""

    threshold: float = 0.5  # below it nothing is suggested
    most: float = 0.98  # however many signs a passage has
    excluded: float = 0.9  # a line that belongs to the page
    according_to: float = 0.9  # “according to”, *selon*
    in_the_view: float = 0.8  # “in the ombudsman’s view”
    per_somebody: float = 0.75  # *pour le procureur,* “per the ministry”
    noun_of_saying: float = 0.6  # “the mayor’s claim that”
    hearsay: float = 0.6  # “reportedly”, *paraît-il*
    hint: float = 0.35  # “alleged”
    sources: float = 0.8  # “sources close to”
    reported_mood: float = 0.6  # *sei*, *avrebbe mentito*
    conditional_perfect: float = 0.65  # *aurait cédé*
    conditional: float = 0.4  # *céderait*
    quoted: float = 0.9  # “…”, said X
    quoted_with_clause: float = 0.85  # a verb of thought with words in quotation marks
    few_words_quoted: float = 0.65  # *l’a appelé la « châtelaine »*
    said_so: float = 0.85  # *« … », tente-t-il de corriger*
    quoted_gerund: float = 0.7  # “…”, adding: “…”
    whole_quotation: float = 0.7  # a quotation that no verb introduces
    whole_quotation_of_somebody: float = 0.85  # the same, of somebody known from above
    announced_quotation: float = 0.6  # a colon before a quotation
    quotation_inside: float = 0.4  # a few words quoted in passing
    named_before_colon: float = 0.85  # *Roy : « … »*
    turn_goes_on: float = 0.7  # what goes on below a name in an interview
    speech_clause: float = 0.85  # says that
    speech_bare_clause: float = 0.8  # says it is
    in_the_words_of: float = 0.8  # “as Mayor Roy put it”
    between_commas: float = 0.75  # “…, Plato thought, …”
    say_something: float = 0.7  # “says so”
    speech_gerund: float = 0.7  # “saying that”
    speech_infinitive: float = 0.65  # *affirme avoir vu*
    speech_unfinished: float = 0.5  # “to say that”
    thought_clause: float = 0.65  # believes that
    thought_infinitive: float = 0.6  # “expects it to fail”
    thought_gerund: float = 0.5  # “believing that”
    stance_clause: float = 0.6  # “complained that”
    quoting_verb_after: float = 0.6  # …, *poursuit le maire*
    evidence_of_things: float = 0.4  # “the vote shows that”
    mere_object: float = 0.55  # a verb that reports with a mere object
    position: float = 0.6  # “dismissed it as”, *juge la mesure inutile*, “witnesses described a bang”
    confirmed: float = 0.6  # *le maire l’a confirmé*
    passive_speech: float = 0.65  # “was told that”
    passive_position: float = 0.6  # “dismissed it as”, *juge la mesure inutile*, “witnesses described a bang”
    institution: float = 0.6  # *Washington* as the subject
    infinitive_remark: float = 0.4  # *à noter que*
    mentioned: float = 0.35  # an act of speech told in passing: nothing by itself


WEIGHTS = Weights()

_MEASURED = MappingProxyType(
    {
        "en": ((0.5, 0.85), (0.65, 0.89), (0.75, 0.92), (0.85, 0.98), (1.0, 0.99)),
        "fr": ((0.5, 0.93), (0.65, 0.96), (0.75, 0.97), (0.85, 0.98), (1.0, 0.99)),
    }
)
"""By language: strengths, and the share of claims so strong that are right, rounded; between them a line."""


def score_of(strength: float, language: str) -> float:
    """Return how likely a claim of so much strength is right; the strength itself where a language was not measured.

    Examples
    --------
    >>> score_of(0.65, "en"), score_of(0.9, "fr"), score_of(0.65, "pt")
    (0.89, 0.98, 0.65)
    """
    knots = _MEASURED.get(language)
    if knots is None:
        return round(strength, 2)
    places = list(pairwise(knots))
    (low, least), (high, most) = places[min(max(bisect_right(knots, (strength,)) - 1, 0), len(places) - 1)]
    return round(least + (most - least) * (strength - low) / (high - low), 2)
