"""Suggestions: which passages are attributed claims, who makes them, and which cues say so."""

from annotate.suggestions.cues import CueError, load_cues
from annotate.suggestions.suggest import suggest

__all__ = ["CueError", "load_cues", "suggest"]
