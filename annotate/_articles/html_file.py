"""Read an HTML file: the page of a press database, with its many articles, or a web page with one."""

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
    return exported_page(decode(data, name, is_page=True), name) or read_page(data, name)
