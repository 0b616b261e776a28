"""The tagger: one widget, its kernel side in Python and its page in JavaScript."""

from annotate.tagger._tagger import Tagger

__all__ = ["Tagger"]
