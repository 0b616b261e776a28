"""Cut articles into passages: lines first, then sentences; boilerplate and doubles are marked."""

from annotate.passages.passages import passage_table, split

__all__ = ["passage_table", "split"]
