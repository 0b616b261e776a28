"""Read an article from a saved web page: its text as it reads, and what the page says about it."""

import re
from typing import Any

from annotate import _boilerplate as boilerplate
from annotate._articles.encoding import decode
from annotate._errors import ArticleError

Row = dict[str, str]


def read_page(data: bytes, name: str) -> list[Row]:
    """Return the one article of a web page: what belongs to the page around it is left out.

    Raises
    ------
    ArticleError
        Where no article can be found in it.
    """
    from trafilatura import bare_extraction

    html = decode(data, name, is_page=True)
    found: Any = bare_extraction(html, include_comments=False, with_metadata=True, favor_recall=True)
    about: dict[str, Any] = found.as_dict() if found is not None else {}
    if not (about.get("text") or "").strip():
        raise ArticleError(f"{name!r} holds no article that could be found: save its text as a .txt file.")
    tree = _tree(html)
    page = _with_headings(tree, [line.strip() for line in about["text"].splitlines() if line.strip()])
    return [
        {
            "text": "\n".join(page),
            "title": about.get("title") or boilerplate.title(page),
            "author": author_names(about.get("author") or ""),
            "published": (about.get("date") or "")[:10],
            "url": about.get("url") or "",
            "source": about.get("sitename") or "",
            "language": str(tree.get("lang") or ""),
        }
    ]


def author_names(found: str) -> str:
    """Return the names that a page's byline holds, without the words before the first and the date's article after it.

    Examples
    --------
    >>> author_names("Par Nadia Cœur; Le"), author_names("By Tom Ashby"), author_names("Parisa Amiri; Byron Lee")
    ('Nadia Cœur', 'Tom Ashby', 'Parisa Amiri; Byron Lee')
    """
    names = [_BEFORE_A_NAME.sub("", name) for name in found.split("; ")]
    return "; ".join(name for name in names if name.lower() not in _NO_NAMES)


_BEFORE_A_NAME = re.compile(r"^(?:par|by|von|por)\s+", re.IGNORECASE)
_NO_NAMES = ("", "le", "la", "on", "the", "at", "am", "publié", "published")


def _tree(html: str) -> Any:
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    return lxml_html.fromstring(html.encode("utf-8", "replace"), parser=parser)


def _with_headings(tree: Any, page: list[str]) -> list[str]:
    """Put back the headings that the extraction left out, each above the paragraph that follows it.

    A headline has a voice, so it must be there to be tagged. The bullets that the extraction puts before the items of
    a list are no words of the page.
    """
    blocks = [(block.tag, _words(block)) for block in tree.iter("h1", "h2", "h3", "h4", "p", "li", "blockquote")]
    items = {words for tag, words in blocks if tag == "li"}
    page = [line[2:] if line.startswith("- ") and line[2:] in items else line for line in page]
    there = set(page)
    waiting: list[str] = []
    above: dict[str, list[str]] = {}
    for tag, words in blocks:
        if words in there:
            above.setdefault(words, waiting)
            waiting = []
        elif words and tag.startswith("h"):
            # A page's own headline ends whatever menu stood before it.
            waiting = [words] if tag == "h1" else [*waiting, words]
    return [line for words in page for line in [*above.pop(words, []), words]]


def _words(block: Any) -> str:
    soft_hyphen = "\xad"
    return " ".join(block.text_content().replace(soft_hyphen, "").split())
