"""Excluded passages are in no share, and the balance table tells how many there are."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate._balance import balance
from annotate._codebook import Codebook

LABELS = Codebook.shipped().names


def tags_of(*rows: tuple[str, int, str, str, str]) -> pd.DataFrame:
    """Return tags: source, place of the passage in the source's one article, label, coder, origin."""
    table = pd.DataFrame(rows, columns=["source", "place", "label", "coder", "origin"])
    return table.assign(article_id=table["source"], start=table["place"] * 10, end=table["place"] * 10 + 9)


def excluded(table: pd.DataFrame) -> dict[str, int]:
    return table.groupby("source")["excluded"].first().to_dict()


@pytest.mark.parametrize("unit", ["passage", "character"])
def test_each_groups_excluded_passages_are_told(unit):
    tags = tags_of(
        ("Le Fil", 0, "excluded", "mj", "hand"),
        ("Le Fil", 1, "excluded", "mj", "hand"),
        ("Le Fil", 2, "opinion", "mj", "hand"),
        ("The Quay", 0, "opinion", "mj", "hand"),
    )

    assert excluded(balance(tags, unit=unit)) == {"Le Fil": 2, "The Quay": 0}


def test_a_passage_that_one_coder_excludes_and_another_counts_is_counted():
    tags = tags_of(("Le Fil", 0, "excluded", "ana", "hand"), ("Le Fil", 0, "opinion", "ben", "hand"))

    assert excluded(balance(tags)) == {"Le Fil": 0}


def test_an_adjudicated_tag_decides_whether_a_passage_is_excluded():
    tags = tags_of(
        ("Le Fil", 0, "opinion", "ana", "hand"),
        ("Le Fil", 0, "opinion", "ben", "hand"),
        ("Le Fil", 0, "excluded", "cleo", "adjudication"),
    )

    assert excluded(balance(tags)) == {"Le Fil": 1}


def test_they_are_still_told_when_passages_are_given_and_tables_are_put_together():
    tags = tags_of(("Le Fil", 0, "excluded", "mj", "hand"), ("Le Fil", 1, "opinion", "mj", "hand"))
    table = balance(tags, tags[["article_id", "source", "start", "end"]])

    joined = pd.concat([table, table.assign(source="The Quay")]).rename(columns={"share": "part"})

    assert excluded(joined) == {"Le Fil": 1, "The Quay": 1}


def test_a_source_that_nobody_has_tagged_has_none_excluded():
    tags = tags_of(("Le Fil", 0, "excluded", "mj", "hand"))
    passages = tags_of(("Le Fil", 0, "", "", ""), ("The Quay", 0, "", "", ""))

    assert excluded(balance(tags, passages)) == {"Le Fil": 1, "The Quay": 0}


def test_no_number_rides_beside_the_table():
    assert balance(tags_of(("Le Fil", 0, "excluded", "mj", "hand"))).attrs == {}


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
        assert counted[source] + excluded(table)[source] == places.nunique()
