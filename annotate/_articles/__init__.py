"""Read articles: from files, folders, archives, web pages and tables into one row per article.

`article_files` finds the files, each an `article_file`; `readers` has one reader for each kind of file; `articles`
makes the table, and says what could not be read. `press` parts the exports of press databases, `documents` reads what
word processors and newsrooms write.
"""
