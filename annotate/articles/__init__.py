"""Read articles: from files, folders, archives, web pages and tables into one row an article.

`article_files` finds the files; `text_file`, `web_page`, `article_table`, `zip_file` and `web_address` read one kind
each; `articles` makes the table, and says what could not be read.
"""

from annotate.articles.articles import read_articles

__all__ = ["read_articles"]
