"""Read an article from a text file, plain or Markdown."""

import re
from typing import Any

from annotate import _boilerplate as boilerplate
from annotate._articles.encoding import decode

Row = dict[str, str]

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ABOUT = {
    "title": "title", "author": "author", "authors": "author", "date": "published", "published": "published",
    "source": "source", "outlet": "source", "url": "url", "link": "url", "lang": "language", "language": "language",
}  # fmt: skip
"""What a Markdown file's front matter may say, and the column that it goes to."""


def read_text(data: bytes, name: str) -> list[Row]:
    """Return the one article of a text file; its title, author and day where lines of it look so."""
    return [_about(_decoded(data, name))]


def read_markdown(data: bytes, name: str) -> list[Row]:
    """Return the one article of a Markdown file.

    What stands in its front matter is about the article and no part of its text.
    """
    text = _decoded(data, name)
    front = _FRONT_MATTER.match(text)
    given = _front_matter(front[1]) if front else {}
    if front and given:
        text = text[front.end() :].lstrip("\n")
    row = _about(text)
    heading = next((line[2:].strip(" #") for line in text.split("\n") if line.startswith("# ")), "")
    return [{**row, "title": heading or row["title"], **given}]


def _decoded(data: bytes, name: str) -> str:
    return decode(data, name).replace("\r\n", "\n").replace("\r", "\n")


def _about(text: str) -> Row:
    page = [line.strip() for line in text.splitlines()]
    published = next((day for line in page if (day := boilerplate.iso_date(line))), "")
    return {"text": text, "title": boilerplate.title(page), "author": boilerplate.author(page), "published": published}


def _front_matter(block: str) -> Row:
    import yaml

    try:
        given: Any = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - all it makes is text, lists and dicts
    except (yaml.YAMLError, RecursionError):
        return {}
    if not isinstance(given, dict):
        return {}
    known = {_ABOUT[key.lower()]: value for key, value in given.items() if str(key).lower() in _ABOUT}
    return {column: _one_line(value) for column, value in known.items()}


def _one_line(value: Any) -> str:
    """Return a text, or a list's texts, each once: what lies deeper may be made to swell to gigabytes."""
    given = value if isinstance(value, list) else [value]
    return ", ".join(dict.fromkeys(one for one in given if isinstance(one, str)))
