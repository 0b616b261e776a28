"""Read what is called ``.doc``: press databases give that name to rich text, and programs to web pages."""

from annotate._articles.article_file import ending_of
from annotate._articles.documents.rich_text import read_rich_text
from annotate._articles.documents.word_file import read_word
from annotate._articles.html_file import read_html
from annotate._errors import ArticleError

Row = dict[str, str]

_READERS = {".rtf": read_rich_text, ".docx": read_word, ".html": read_html}


def read_old_word(data: bytes, name: str) -> list[Row]:
    """Return the articles of a file called ``.doc``, by what it holds.

    Raises
    ------
    ArticleError
        Where it is what Word wrote before 2007, or something else that is not read.
    """
    reader = _READERS.get(ending_of(data))
    if reader is None:
        raise ArticleError(
            f"{name!r} is of an old Word, before 2007: open it in a word processor and save it as .docx."
        )
    return reader(data, name)
