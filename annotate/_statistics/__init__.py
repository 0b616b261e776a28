"""Intervals and tests that take the article, not the passage, as what was drawn."""
