"""Which edition of its article a page has, so that what it has need not travel again."""

from typing import cast

from annotate.tagger import protocol
from annotate.tagger._changed import changed
from annotate.tagger._shown import PageSaid

ONCE = ("text", "wording", "begins", "queue")
"""What a page keeps by itself once it was told: `keep` of `changed.js` leaves out the same."""


class Editions:
    """Numbers what the page is told of its article, and says what changed since it was told last.

    The page goes by what it was *told*, not by what its coder decided since: the change brings it to what stands,
    whatever it painted meanwhile; and where a message was lost, the numbers say so.
    """

    def __init__(self) -> None:
        self._told: PageSaid | None = None
        self._edition = 0

    def next(self, said: PageSaid, *, whole: bool) -> protocol.Article | protocol.Change:
        """Return the message that brings the page to what stands: what changed, or the whole."""
        kept = cast("PageSaid", {name: value for name, value in said.items() if name not in ONCE})
        change = None if whole else changed(self._told, kept)
        self._told, after = kept, self._edition
        self._edition += 1
        if change is None:
            return protocol.Article(said, edition=self._edition)
        return protocol.Change(after, self._edition, **change)
