"""Another machine than the rules that suggests in a tagger: its name, where texts go, and what it could not read."""

from collections.abc import Callable
from typing import Any, Literal

import pandas as pd

from annotate._suggestions.machines.machine import Suggester
from annotate._suggestions.machines.named import name_of

State = Literal["asking", "done", "failed"]


class Machine:
    """A suggester with a name, told of on the page; whatever it does, the tagger goes on.

    Parameters
    ----------
    suggester : callable
        As for `annotate.suggest`. Where it has a ``name``, a ``version`` or an ``address`` (where it sends texts),
        these are shown.
    tell : callable
        Is given the state, and a reason where it failed.
    """

    def __init__(self, suggester: Suggester, tell: Callable[[State, str], None]) -> None:
        self.suggester = suggester
        self.name = name_of(suggester)
        self.address = str(getattr(suggester, "address", ""))
        self._tell = tell
        self._failures: list[tuple[str, str]] = []

    @property
    def failures(self) -> pd.DataFrame:
        """One row per article that it could not read: ``article_id`` and ``reason``."""
        return pd.DataFrame(self._failures, columns=["article_id", "reason"])

    def tell(self, state: State, reason: str = "") -> None:
        """Show on the page how far it is."""
        self._tell(state, reason)

    def read(self, article_id: str, find: Callable[[Suggester], list[Any]]) -> tuple[list[Any], str]:
        """Return what it finds in an article, and why it failed, if it did; then it has found nothing."""
        known = len(self._own_failures())
        try:
            found, reason = find(self.suggester), ""
        # Somebody else's code, or a server's answer: whatever goes wrong there is no reason to stop tagging.
        except Exception as error:  # noqa: BLE001
            found, reason = [], f"{type(error).__name__}: {error}"
        for failed, why in self._own_failures()[known:]:
            reason = reason or (why if failed == article_id else "")
        if reason:
            self._failures.append((article_id, reason))
        return found, reason

    def _own_failures(self) -> list[tuple[str, str]]:
        """Return what the suggester itself lists as failed, such as that of `ask_model`."""
        listed = getattr(self.suggester, "failures", None)
        if not isinstance(listed, pd.DataFrame) or not {"article_id", "reason"} <= {*listed.columns}:
            return []
        return [(str(article_id), str(reason)) for article_id, reason in listed[["article_id", "reason"]].to_numpy()]
