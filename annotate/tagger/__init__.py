"""The tagger: one widget in three files of one name."""

from annotate.tagger.tagger import Tagger

__all__ = ["Tagger"]
