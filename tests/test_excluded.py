"""Excluded passages are in no share, and the balance table tells how many there are."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate._balance import balance
from annotate._tags import LABELS


def tags_of(*rows: tuple[str, int, str, str, str]) -> pd.DataFrame:
    """Return tags: source, place of the passage in the source's one article, label, coder, origin."""
    table = pd.DataFrame(rows, columns=["source", "place", "label", "coder", "origin"])
    return table.assign(article_id=table["source"], start=table["place"] * 10, end=table["place"] * 10 + 9)


@pytest.mark.parametrize("unit", ["passage", "character"])
def test_each_groups_excluded_passages_are_told(unit):
    tags = tags_of(
        ("Le Fil", 0, "excluded", "mj", "hand"),
        ("Le Fil", 1, "excluded", "mj", "hand"),
        ("Le Fil", 2, "opinion", "mj", "hand"),
        ("The Quay", 0, "opinion", "mj", "hand"),
    )

    assert balance(tags, unit=unit).attrs["excluded"] == {"Le Fil": 2}


def test_a_passage_that_one_coder_excludes_and_another_counts_is_counted():
    tags = tags_of(("Le Fil", 0, "excluded", "ana", "hand"), ("Le Fil", 0, "opinion", "ben", "hand"))

    assert balance(tags).attrs["excluded"] == {}


def test_an_adjudicated_tag_decides_whether_a_passage_is_excluded():
    tags = tags_of(
        ("Le Fil", 0, "opinion", "ana", "hand"),
        ("Le Fil", 0, "opinion", "ben", "hand"),
        ("Le Fil", 0, "excluded", "cleo", "adjudication"),
    )

    assert balance(tags).attrs["excluded"] == {"Le Fil": 1}


def test_several_columns_make_one_name():
    tags = tags_of(("Le Fil", 0, "excluded", "mj", "hand")).assign(language="fr")

    assert balance(tags, by=["source", "language"]).attrs["excluded"] == {"Le Fil · fr": 1}


def test_they_are_still_told_when_passages_are_given_and_when_rows_are_chosen():
    tags = tags_of(("Le Fil", 0, "excluded", "mj", "hand"), ("Le Fil", 1, "opinion", "mj", "hand"))
    table = balance(tags, tags[["article_id", "source", "start", "end"]])

    assert table[table["label"] == "opinion"].attrs["excluded"] == {"Le Fil": 1}


def test_a_parquet_file_keeps_them(tmp_path):
    table = balance(tags_of(("Le Fil", 0, "excluded", "mj", "hand"), ("Le Fil", 1, "opinion", "mj", "hand")))
    table.to_parquet(tmp_path / "balance.parquet")

    assert pd.read_parquet(tmp_path / "balance.parquet").attrs["excluded"] == {"Le Fil": 1}


ROWS = st.tuples(
    st.sampled_from(["Le Fil", "The Quay"]),
    st.integers(0, 3),
    st.sampled_from(LABELS),
    st.sampled_from(["ana", "ben"]),
    st.just("hand"),
)


@given(st.lists(ROWS, min_size=1, unique_by=lambda row: (row[0], row[1], row[3])))
def test_counted_and_excluded_passages_together_are_all_tagged_ones(rows):
    tags = tags_of(*rows)
    table = balance(tags)

    counted = table.groupby("source")["passages"].first()
    for source, places in tags.groupby("source")["place"]:
        assert counted[source] + table.attrs["excluded"].get(source, 0) == places.nunique()
