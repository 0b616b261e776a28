"""Suggestions: which passages are attributed claims, who makes them, and which cues say so."""
