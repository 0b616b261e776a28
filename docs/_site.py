"""What MkDocs is told beside `mkdocs.yml`: files of the repository that are none of the site are named, not linked."""

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+((?:benchmarks|data|notebooks|tests)[^)]*)\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Name the place of what the repository holds and the site does not."""
    return _OUTSIDE.sub(lambda found: f"{found[1]} (`{found[2]}` in the repository)", markdown)
