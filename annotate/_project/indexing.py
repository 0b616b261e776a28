"""When a study's words come into their index: as articles are added, and what is missing before a search."""

import contextlib
import time

from annotate._errors import ProjectError
from annotate._project import contents, word_index
from annotate._project.store import Store

_BATCH = 100
"""Articles that are taken into the index in one transaction: others who write hardly wait."""


def index_words(store: Store, seconds: float | None = None) -> None:
    """Take what is missing into the index, for so long at most; where nothing can be written, texts are read instead.

    Parameters
    ----------
    store : Store
    seconds : float, optional
        As long as it takes where left out.
    """
    until = None if seconds is None else time.monotonic() + seconds
    with contextlib.suppress(ProjectError):
        with store.reading() as connection:
            is_done = word_index.up_to(connection) >= contents.last_number(connection)
        while not is_done and (until is None or time.monotonic() < until):
            with store.writing() as connection:
                is_done = word_index.catch_up(connection, _BATCH)
