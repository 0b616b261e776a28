"""Know an export of a press database by its structure, and refuse many articles in one file of unknown make."""

import re
from collections import Counter
from functools import cache
from itertools import chain
from typing import Any

from annotate._articles.broken_off import breaks_off, without_last
from annotate._articles.paragraphs import markup_paragraphs
from annotate._articles.press import europresse, factiva, lexisnexis, nexis_uni, proquest
from annotate._articles.press.fields import Row, column_of, known_field, labels
from annotate._dates import find_date
from annotate._errors import ArticleError

_HINT = re.compile(r"(?i)do[ck]um|文書|文档|文件|문서|ドキュメント|proquest|(?:19|20)\d{6}[a-z0-9]{8}")
"""What any export holds somewhere: most texts hold none of it, and are looked at no further."""


_LABEL = re.compile(r">\s*([^\W\d_][^<>:：]{2,30}?)\s*(?:</\w+>)?\s*[:：]")
_LONG = 300
"""Characters in the paragraphs of an article: no teaser has so many."""

_BESIDE = 0.2
"""Of the longest article of a page: what is shorter is a teaser of another one."""

_REPEATED = {"title", "source", "author", "published", "length", "body"}
"""Fields that stand above an article: twice in a file, they are above two."""


def exported_articles(paragraphs: list[str], name: str, page: str = "") -> list[Row]:
    """Return the articles of a press database's export, one row each; nothing where it is none.

    Parameters
    ----------
    paragraphs : list of str
        Of a text or document.
    name : str
        The file, as a problem names it.
    page : str
        The page's mark-up, where it is one.

    Raises
    ------
    ArticleError
        Where it looks like many articles in one, and comes from no database that is known.
    """
    if not any(_HINT.search(paragraph) for paragraph in paragraphs):
        return _checked(paragraphs, name)
    if not page and proquest.is_export(paragraphs):
        return proquest.articles(paragraphs, name)
    if any(lexisnexis.nth_of(paragraph) for paragraph in paragraphs):
        return lexisnexis.listed_articles(paragraphs, name, page)
    if any(nexis_uni.is_end(paragraph) for paragraph in paragraphs):
        return nexis_uni.ended_articles(paragraphs, name)
    if any(factiva.database_id(paragraph) for paragraph in paragraphs):
        return factiva.document_articles(paragraphs, name)
    return _checked(paragraphs, name)


def exported_page(page: str, name: str) -> list[Row]:
    """Return the articles of a web page that a press database made; nothing where it is none.

    Raises
    ------
    ArticleError
        Where it looks like many articles in one, and comes from no database that is known.
    """
    rows = _of_page(page, name)
    return without_last(rows, name) if rows and breaks_off(page) else rows


def _of_page(page: str, name: str) -> list[Row]:
    if "DOCFULL" in page or "docfull" in page:
        return lexisnexis.listed_articles(markup_paragraphs(page), name, page)
    small = page.lower()
    if "docpublicationname" in small:
        return europresse.page_articles(_tree(page))
    if "factiva" in small or "articleparagraph" in small or _is_of_factiva(small):
        rows = factiva.page_articles(_tree(page), name)
        if rows:
            return rows
    if "proquest" in small:
        paragraphs = proquest.page_paragraphs(page)
        if proquest.is_export(paragraphs):
            return proquest.articles(paragraphs, name)
    if "doc_id_" in small or _is_told_by_words(small):
        return exported_articles(markup_paragraphs(page), name, page)
    _refuse(max(_many_marked(page), _many_whole(page, small)), name)
    return []


def _is_of_factiva(small: str) -> bool:
    """Whether a page, in small letters, marks an article as Factiva does; a search through all of it takes long."""
    start = small.find('class="article ')
    return start >= 0 and _ARTICLE.match(small, start) is not None


_ARTICLE = re.compile(r'class="article \w+article\b')


def _many_marked(page: str) -> int:
    """Return how many numbered or coded articles a page lists; it is looked at closely only where it may."""
    if _NUMBERED.search(page) and len(_DATED.findall(page)) > 1:
        return _numbered(markup_paragraphs(page))
    return _coded(markup_paragraphs(page)) if len(_MARKED.findall(page)) > _MANY_MARKS else 1


def _many_whole(page: str, small: str) -> int:
    return _whole_articles(_tree(page)) if small.count("<article") > 1 and small.count("<h1") > 1 else 1


def _whole_articles(tree: Any) -> int:
    """Return how many articles a page holds one after another, each with a headline of the first rank and a long text.

    Teasers are short beside an article, and what is nested in one (a post of a live blog, a comment) belongs to it.
    """
    outer = tree.xpath("//article[not(ancestor::article)][.//h1]")
    sizes = [sum(len(line.text_content()) for line in one.iter("p")) for one in outer]
    return sum(size >= max(_LONG, _BESIDE * max(sizes)) for size in sizes)


def _is_told_by_words(small: str) -> bool:
    """Whether a page may be an export by its words: labels that begin elements more than once, or marks of an end."""
    if any(mark in small for mark in _ends()):
        return True
    found = Counter(column_of(label[1]) for label in _LABEL.finditer(small))
    return sum(found[column] > 1 for column in _REPEATED) > 1


@cache
def _ends() -> list[str]:
    return [label for label, column in labels() if column == "end"]


def _tree(page: str) -> Any:
    from lxml import html

    return html.fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True))


def _checked(paragraphs: list[str], name: str) -> list[Row]:
    _refuse(_articles_in(paragraphs), name)
    return []


def _numbered(paragraphs: list[str]) -> int:
    """Return how many articles are numbered one after another, each with a day below its number, then a long text."""
    found, last = 0, 0
    for nth, paragraph in enumerate(paragraphs):
        number = paragraph.strip("No. ")
        if number.isdecimal() and len(number) < _SHORT and _is_dated_text(paragraphs[nth + 1 : nth + 1 + _BELOW]):
            goes_on = last < int(number) <= last + _FEW_LEFT_OUT
            found, last = (found + 1 if goes_on else 1), int(number)
    return found


def _is_dated_text(below: list[str]) -> bool:
    """Whether a line of the next three is a day, and a long one follows."""
    dated = any(len(line) < _SHORT and find_date(line) for line in below[:3])
    return dated and any(len(line) >= _LONG / 3 for line in below)


def _coded(paragraphs: list[str]) -> int:
    """Return how many times the same code begins several coded lines: ``^ИС: …``, ``^ДТ: …``."""
    marked = [codes for paragraph in paragraphs if len(codes := _MARKED.findall(paragraph)) > 2]
    return Counter(codes[0] for codes in marked).most_common(1)[0][1] if marked else 1


_NUMBERED = re.compile(r">\s*\d*2\s*<")
_DATED = re.compile(r">\s*(?:19|20)\d\d\s?[年년./-]")
_MARKED = re.compile(r"\^[^\W\d_]{2}:")
_MANY_MARKS = 5
_BELOW = 16
_FEW_LEFT_OUT = 5
"""Numbers: an article may be nothing but a picture."""

_SHORT = 40


def _refuse(many: int, name: str) -> None:
    if many > 1:
        raise ArticleError(
            f"{name!r} looks like {many} articles in one file, and comes from no database that is known here: part it "
            "into one file per article, or make a table of it with a row per article and the columns text, source, "
            "title and published."
        )


def _articles_in(paragraphs: list[str]) -> int:
    """Return how many times the fields above an article stand in a text, each as often as the others."""
    lines = chain.from_iterable(paragraph.split("\n") for paragraph in paragraphs)
    found = Counter(field[0] for line in lines if (field := known_field(line)) and len(line) < 300)
    counts = [found[column] for column in _REPEATED if found[column] > 1]
    repeated = min(counts) if len(counts) > 1 and max(counts) <= 2 * min(counts) else 1
    return max(repeated, _numbered(paragraphs), _coded(paragraphs))
