"""annotate: tag the passages of news articles, and measure the balance of each source.

The data goes one way::

    articles ──► passages ──► tags ──► balance ──► charts and CSV

`read_articles` reads files; `open_project` keeps a study on disk, cuts its articles into passages and keeps every tag;
`Tagger` is the widget that tags them; `balance` counts the tags per source; `plot_balance` and `plot_article` draw;
`write_csv` and `read_csv` carry the tags out and in, exactly.
"""

from annotate.agreement import agreement, confusion
from annotate.articles import read_articles
from annotate.balance import balance
from annotate.charts import plot_article, plot_balance
from annotate.codebook import Codebook
from annotate.compare import compare
from annotate.csv_file import read_csv, write_csv
from annotate.errors import AnnotateError
from annotate.project import Project, open_project
from annotate.suggestions import suggest
from annotate.tagger import Tagger

__all__ = [
    "AnnotateError",
    "Codebook",
    "Project",
    "Tagger",
    "agreement",
    "balance",
    "compare",
    "confusion",
    "open_project",
    "plot_article",
    "plot_balance",
    "read_articles",
    "read_csv",
    "suggest",
    "write_csv",
]

__version__ = "0.1.0"
