"""What docs/charts.md shows and says is what the charts do."""

import re
from pathlib import Path

import pytest

import annotate

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
PAGE = (DOCS / "charts.md").read_text(encoding="utf-8")


def test_every_kind_of_chart_has_a_picture_that_is_there_and_small():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)

    assert len(pictures) == 6
    assert {name for name in annotate.__all__ if name.startswith("plot_")} <= set(re.findall(r"plot_\w+", PAGE))
    assert all(0 < (DOCS / name).stat().st_size < 120_000 for name in pictures)


def test_the_page_quotes_the_words_that_the_chart_has():
    (quoted,) = re.findall(r"^> (.*) Kelmouth", PAGE, re.MULTILINE)
    table = annotate.balance(annotate.read_csv(REPOSITORY / "data/sample_tags.csv"))

    assert annotate.alt_text(annotate.plot_balance(table)).startswith(quoted)


@pytest.mark.slow
@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[1:])
def test_what_is_written_runs(code, tmp_path, monkeypatch):
    tags = annotate.read_csv(REPOSITORY / "data/sample_tags.csv")
    monkeypatch.chdir(tmp_path)
    exec(code, {"annotate": annotate, "tags": tags, "table": annotate.balance(tags)})

    assert all(path.stat().st_size > 1000 for path in tmp_path.iterdir())
