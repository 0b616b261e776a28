"""Read an HTML file: the page of a press database, with its many articles, or a web page with one."""

from annotate._articles.broken_off import breaks_off, is_at_the_end, without_last
from annotate._articles.paragraphs import markup_paragraphs
from annotate._articles.press.exports import exported_page
from annotate._articles.web_page import read_page
from annotate._decoding.decoder import decode

Row = dict[str, str]


def read_html(data: bytes, name: str) -> list[Row]:
    """Return the articles of an HTML file.

    Raises
    ------
    ArticleError
        Where there is none in it, or many that come from no database that is known.
    """
    page = decode(data, name, is_page=True)
    if rows := exported_page(page, name):
        return rows
    rows = read_page(data, name)
    # An end may be left out of a page that somebody wrote by hand, but not the end of its last sign.
    is_open = breaks_off(page) and not page.rstrip().endswith(">")
    is_short = is_open and is_at_the_end(rows[0]["text"], markup_paragraphs(page))
    return without_last(rows, name) if is_short else rows
