"""Messages that no page sends, hundreds of them, to each kind of page: see `forged`."""

from pathlib import Path

import pytest

from tests import forged


@pytest.mark.slow
def test_no_forged_message_writes_what_may_not_be_or_shows_what_is_anothers(tmp_path: Path) -> None:
    answered = forged.send_all(tmp_path, 150)

    for name in ("tagger", "training", "adjudicator", "speakers", "intake", "reviser"):
        assert answered[name, "refused"] > 10
        assert answered[name, "shown"] + answered[name, "saved"] > 2
