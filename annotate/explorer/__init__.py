"""Explore a study: choose sources, dates, coders and a measure with the mouse; table and chart follow."""

from annotate.explorer.explorer import explore

__all__ = ["explore"]
