"""Explore a study: choose sources, dates, coders and a measure with the mouse; table and chart follow."""
