"""The pages on which people decide: the tagger and the adjudicator, each a kernel side and a page in JavaScript."""

from annotate.tagger._adjudicator import Adjudicator
from annotate.tagger._tagger import Tagger

__all__ = ["Adjudicator", "Tagger"]
