"""Make the pictures of charts.md from the sample tags: `python docs/pictures.py`."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

mpl.use("Agg")

import annotate

DOCS = Path(__file__).parent
DPI = 80  # what a page shows; for print take 300


def main() -> None:
    """Draw one picture a kind of chart; each holds its alternative text."""
    tags = annotate.read_csv(DOCS.parent / "data/sample_tags.csv")
    table = annotate.balance(tags)
    charts = {
        "balance-dots": lambda: annotate.plot_balance(table),
        "balance-bars": lambda: annotate.plot_balance(table, kind="bars"),
        "article": lambda: annotate.plot_article(tags, "La Vigie lessanaise/hareng"),
        "speakers": lambda: annotate.plot_speakers(tags),
        "agreement": lambda: annotate.plot_agreement(tags, coders=("ana", "ben")),
        "timeline": lambda: annotate.plot_timeline(tags),
    }
    for name, draw in charts.items():
        annotate.save_chart(draw(), DOCS / f"chart-{name}.png", dpi=DPI)
        plt.close("all")


if __name__ == "__main__":
    main()
