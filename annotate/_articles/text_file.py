"""Read an article from a text file, plain or Markdown; or the articles that a press database put into it."""

import re
from typing import Any

from annotate._articles.article_table import RESERVED, with_iso_date
from annotate._articles.documents.lines import about_text
from annotate._articles.paragraphs import text_paragraphs
from annotate._articles.press.exports import exported_articles
from annotate._decoding.decoder import decode
from annotate._variables import check_names, plain_name

Row = dict[str, str]

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ABOUT = {
    "title": "title", "author": "author", "authors": "author", "date": "published", "published": "published",
    "source": "source", "outlet": "source", "url": "url", "link": "url", "lang": "language", "language": "language",
}  # fmt: skip
"""What a Markdown file's front matter may say, and the column that it goes to."""


def read_text(data: bytes, name: str) -> list[Row]:
    """Return the one article of a text file, with title, author and day where lines look so; or those of an export."""
    text = _decoded(data, name)
    return exported_articles(text_paragraphs(text.translate({0x0C: "\n", 0xFEFF: ""})), name) or [about_text(text)]


def read_markdown(data: bytes, name: str) -> list[Row]:
    """Return the one article of a Markdown file, or those of an export.

    What stands in its front matter is about the article and no part of its text.
    """
    text = _decoded(data, name)
    front = _FRONT_MATTER.match(text)
    given = _front_matter(front[1], name) if front else {}
    if front and given:
        text = text[front.end() :].lstrip("\n")
    rows = exported_articles(text_paragraphs(text), name)
    if rows:
        return rows
    row = about_text(text)
    heading = next((line[2:].strip(" #") for line in text.split("\n") if line.startswith("# ")), "")
    return [{**row, "title": heading or row["title"], **given}]


def _decoded(data: bytes, name: str) -> str:
    return decode(data, name).replace("\r\n", "\n").replace("\r", "\n")


def _front_matter(block: str, name: str) -> Row:
    import yaml

    try:
        given: Any = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - all it makes is text, lists and dicts
    except (yaml.YAMLError, RecursionError):
        return {}
    if not isinstance(given, dict):
        return {}
    known = {_ABOUT[key.lower()]: value for key, value in given.items() if str(key).lower() in _ABOUT}
    further = {key: value for key, value in given.items() if str(key).lower() not in _ABOUT}
    check_names(further, RESERVED, f"The front matter of {name!r}")
    about = {column: _one_line(value) for column, value in known.items()}
    about |= with_iso_date(about.get("published", ""))
    return about | {plain_name(key): cell for key, value in further.items() if (cell := _one_line(value))}


def _one_line(value: Any) -> str:
    """Return a text, or a list's texts, each once: what lies deeper may be made to swell to gigabytes."""
    given = value if isinstance(value, list) else [value]
    return ", ".join(dict.fromkeys(one for one in given if isinstance(one, str)))
