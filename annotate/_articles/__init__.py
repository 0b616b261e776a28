"""Read articles: from files, folders, archives, web pages and tables into one row per article.

`article_files` finds the files, each an `article_file`; `text_file`, `web_page`, `article_table`, `zip_file` and
`web_address` read one kind each; `articles` makes the table, and says what could not be read.
"""
