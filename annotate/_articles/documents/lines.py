"""Make articles of a document's paragraphs: those of a press database's export, or the one that it holds."""

from annotate import _boilerplate as boilerplate
from annotate._articles.press.exports import exported_articles
from annotate._errors import ArticleError
from annotate._wrapped_lines import as_read
from annotate._wrapped_lines import paragraphs as lines_of

Row = dict[str, str]

LINE_ENDS = dict.fromkeys(map(ord, "\x0b\u2028\u2029\x85"), "\n")
"""What word processors write for a line end within a paragraph."""


def document_rows(paragraphs: list[str], name: str, *, title: str = "", notes: list[str] | None = None) -> list[Row]:
    """Return the articles of a document.

    Parameters
    ----------
    paragraphs : list of str
        A line end within one is a line end of the text.
    name : str
        The file, as a problem names it.
    title : str
        As the document marks it; where left out, the line that looks like one.
    notes : list of str, optional
        Its footnotes, which come last, each on a line with its number in brackets.

    Raises
    ------
    ArticleError
        Where it holds no text, or looks like many articles of an unknown make.
    """
    paragraphs = [cleaned for paragraph in paragraphs if (cleaned := paragraph.translate(LINE_ENDS).strip(" \n\t"))]
    if not paragraphs:
        raise ArticleError(f"{name!r} holds no text: check the file, or leave it out.")
    rows = exported_articles(paragraphs, name)
    if rows:
        return rows
    numbered = [f"[{nth}] {note}" for nth, note in enumerate(notes or [], start=1) if note.strip()]
    return [about_text("\n".join([*paragraphs, *numbered]), title=title)]


def about_text(text: str, *, title: str = "") -> Row:
    """Return the row of a plain text: its title, author and day where lines of it look so."""
    page = [as_read(text[start:end], dropped=True) for start, end in lines_of(text)]
    published = next((day for line in page if (day := boilerplate.iso_date(line))), "")
    title = title or boilerplate.title(page)
    return {"text": text, "title": title, "author": boilerplate.author(page), "published": published}
