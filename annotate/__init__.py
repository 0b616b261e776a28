"""annotate: tag the passages of news articles, and measure the balance of each source.

The data goes one way::

    articles ──► passages ──► tags ──► balance ──► charts and CSV

`read_articles` reads files; `open_project` keeps a study on disk, cuts its articles into passages and keeps every tag;
`Tagger` is the widget that tags them; `balance` counts the tags per source; `plot_balance` and `plot_article` draw;
`explore` shows both while you choose; `write_csv` and `read_csv` carry the tags out and in, exactly.

What stands in ``__all__`` is promised; a module whose name begins with an underscore is not. The names and their
rooms stand in ``__init__.pyi``, each once: a room is loaded when one of its names is first asked for, so counting a
file never waits for what draws, keeps or shows.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
