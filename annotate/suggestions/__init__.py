"""Suggestions: which passages are attributed claims, who makes them, and which cues say so."""

from annotate.suggestions.blind import blind_slice
from annotate.suggestions.cues import CueError, load_cues
from annotate.suggestions.effect import suggestion_effect
from annotate.suggestions.learned import Learned, learn
from annotate.suggestions.scores import score_suggestions
from annotate.suggestions.suggest import suggest

__all__ = [
    "CueError",
    "Learned",
    "blind_slice",
    "learn",
    "load_cues",
    "score_suggestions",
    "suggest",
    "suggestion_effect",
]
