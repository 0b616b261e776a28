"""Charts: a table in, matplotlib Axes out; nothing global is changed, nothing is shown.

A label is a colour, a hatch and a name at once, so that no chart rests on colour alone. Denominators stand in the
picture, and what is left out of it is said in it. Whatever a chart shows, `alt_text` says in words.
"""

from annotate.charts.agreement import plot_agreement
from annotate.charts.alt_text import alt_text, save_chart
from annotate.charts.article import plot_article
from annotate.charts.balance import plot_balance
from annotate.charts.speakers import plot_speakers
from annotate.charts.timeline import plot_timeline

__all__ = [
    "alt_text",
    "plot_agreement",
    "plot_article",
    "plot_balance",
    "plot_speakers",
    "plot_timeline",
    "save_chart",
]
