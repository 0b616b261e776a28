"""annotate: tag the passages of news articles, and measure the balance of each source.

The data goes one way::

    articles ──► passages ──► tags ──► balance ──► charts and CSV

`read_articles` reads files; `open_project` keeps a study on disk, cuts its articles into passages and keeps every tag;
`Tagger` is the widget that tags them; `balance` counts the tags per source; `plot_balance` and `plot_article` draw;
`explore` shows both while you choose; `write_csv` and `read_csv` carry the tags out and in, exactly.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from annotate.agreement import agreement, confusion
from annotate.articles.articles import read_articles
from annotate.balance import balance
from annotate.codebook import Codebook
from annotate.compare import compare
from annotate.csv_file.csv_file import read_csv, write_csv
from annotate.errors import AnnotateError
from annotate.formats import read_format, read_format_articles, write_format
from annotate.measures import measures
from annotate.suggestions import suggest

if TYPE_CHECKING:
    from annotate.charts import (
        alt_text,
        plot_agreement,
        plot_article,
        plot_balance,
        plot_speakers,
        plot_timeline,
        save_chart,
    )
    from annotate.explorer.explorer import explore
    from annotate.project.project import Project, open_project
    from annotate.tagger import Tagger

__all__ = [
    "AnnotateError",
    "Codebook",
    "Project",
    "Tagger",
    "agreement",
    "alt_text",
    "balance",
    "compare",
    "confusion",
    "explore",
    "measures",
    "open_project",
    "plot_agreement",
    "plot_article",
    "plot_balance",
    "plot_speakers",
    "plot_timeline",
    "read_articles",
    "read_csv",
    "read_format",
    "read_format_articles",
    "save_chart",
    "suggest",
    "write_csv",
    "write_format",
]

__version__ = "0.1.0"

# What draws, keeps or shows brings large libraries along; who only counts a file waits for none of them.
# (Where a module had the name of what it holds, the two would be mistaken for each other: such are loaded at once.)
_WHEN_ASKED_FOR = {"Project": "project", "Tagger": "tagger", "explore": "explorer", "open_project": "project"}


def __getattr__(name: str) -> Any:
    if name in ("charts", *_WHEN_ASKED_FOR.values()):
        return import_module(f"annotate.{name}")
    if name not in __all__:
        raise AttributeError(f"module 'annotate' has no attribute {name!r}")
    return getattr(import_module(f"annotate.{_WHEN_ASKED_FOR.get(name, 'charts')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
