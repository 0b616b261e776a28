"""One reader for each kind of file, by its ending."""

from collections.abc import Callable

from annotate._articles.article_table import read_csv_table, read_json_lines, read_parquet_table, read_workbook
from annotate._articles.documents.book import read_book
from annotate._articles.documents.news_xml import read_news_xml
from annotate._articles.documents.old_word import read_old_word
from annotate._articles.documents.opendocument import read_opendocument
from annotate._articles.documents.pdf_file import read_pdf
from annotate._articles.documents.rich_text import read_rich_text
from annotate._articles.documents.word_file import read_word
from annotate._articles.html_file import read_html
from annotate._articles.saved_page import read_mhtml, read_webarchive
from annotate._articles.text_file import read_markdown, read_text
from annotate._articles.web_archive import read_web_archive

Row = dict[str, str]

READERS: dict[str, Callable[[bytes, str], list[Row]]] = {
    ".txt": read_text,
    ".md": read_markdown,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_html),
    **dict.fromkeys((".mhtml", ".mht"), read_mhtml),
    ".webarchive": read_webarchive,
    **dict.fromkeys((".warc", ".warc.gz"), read_web_archive),
    ".docx": read_word,
    ".doc": read_old_word,
    ".odt": read_opendocument,
    ".rtf": read_rich_text,
    ".pdf": read_pdf,
    ".epub": read_book,
    ".xml": read_news_xml,
    **dict.fromkeys((".csv", ".tsv"), read_csv_table),
    ".xlsx": read_workbook,
    ".jsonl": read_json_lines,
    ".parquet": read_parquet_table,
}
"""Each gives a row for every article that a file's bytes hold; an archive's files are read one by one before."""
