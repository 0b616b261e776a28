"""The tagger: one widget in three files of one name."""

from annotate.tagger._tagger import Tagger

__all__ = ["Tagger"]
