"""Comparison: differences, effect sizes, tests and their correction; each expected value is found another way."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student
from scipy.stats import ttest_ind
from statsmodels.stats.multitest import multipletests

from annotate._balance import balance
from annotate._compare import compare
from annotate._errors import BalanceError
from annotate._tags import tag_table


def outlets(**articles: list[int]) -> pd.DataFrame:
    """Make tags of some outlets: one number an article, which is how many of its ten passages are opinion."""
    rows = [
        (f"{source} {article}", source, place * 20, place * 20 + 20, "opinion" if place < many else "reported_fact")
        for source, counts in articles.items()
        for article, many in enumerate(counts)
        for place in range(10)
    ]
    return pd.DataFrame(rows, columns=["article_id", "source", "start", "end", "label"])


THREE = {"Courier": [1, 2, 2, 3, 4], "Phare": [4, 6, 7, 5], "Quay": [2, 2, 3, 1, 4, 3]}


@pytest.fixture
def found() -> pd.DataFrame:
    return compare(outlets(**THREE))


def row_of(table: pd.DataFrame, first: str, second: str, label: str = "opinion") -> pd.Series:
    return table[(table["first"] == first) & (table["second"] == second) & (table["label"] == label)].squeeze(axis=0)


def test_the_first_row_is_of_all_and_then_every_pair_has_a_row_a_label(found):
    pairs = list(combinations(sorted(THREE), 2))

    assert found.loc[0, ["first", "second", "label", "test"]].tolist() == ["all", "all", "all", "Rao–Scott"]
    rows = list(zip(found["first"], found["second"], found["label"], strict=True))[1:]
    assert rows == [(*pair, label) for pair in pairs for label in ("opinion", "reported_fact", "attributed_claim")]


def test_the_difference_is_that_of_the_shares(found):
    assert row_of(found, "Courier", "Phare")["difference"] == pytest.approx(12 / 50 - 22 / 40)


def test_the_interval_is_newcombes_of_the_two_shares_own(found):
    shares = balance(outlets(**THREE)).set_index(["source", "label"])
    one, other = shares.loc[("Courier", "opinion")], shares.loc[("Quay", "opinion")]
    difference = one["share"] - other["share"]

    row = row_of(found, "Courier", "Quay")

    assert row["low"] == pytest.approx(difference - np.hypot(one["share"] - one["low"], other["high"] - other["share"]))
    assert row["high"] == pytest.approx(
        difference + np.hypot(one["high"] - one["share"], other["share"] - other["low"])
    )


def test_the_effect_of_a_pair_is_cohens_h(found):
    row = row_of(found, "Courier", "Phare")

    assert row["effect"] == pytest.approx(2 * np.arcsin(np.sqrt(0.24)) - 2 * np.arcsin(np.sqrt(0.55)))
    assert row["effect_low"] < row["effect"] < row["effect_high"]


def studentised(one: list[int], other: list[int]) -> float:
    """Return Welch's t of articles of one length: their shares' mean difference by its standard error."""
    return abs(float(ttest_ind(one, other, equal_var=False).statistic))


def test_the_p_value_of_a_small_pair_is_the_part_of_all_deals_that_are_as_extreme(found):
    together = THREE["Courier"] + THREE["Phare"]
    observed = studentised(THREE["Courier"], THREE["Phare"])
    deals = [
        studentised([together[i] for i in chosen], [together[i] for i in set(range(9)) - set(chosen)])
        for chosen in combinations(range(9), 5)
    ]

    expected = np.mean([deal >= observed - 1e-9 for deal in deals])

    assert row_of(found, "Courier", "Phare")["p_value"] == pytest.approx(expected)


def test_a_larger_pair_is_dealt_at_random_and_the_same_seed_deals_the_same():
    rng = np.random.default_rng(2)
    tags = outlets(One=rng.binomial(10, 0.35, 15).tolist(), Two=rng.binomial(10, 0.5, 15).tolist())
    one, again, other = (row_of(compare(tags, seed=seed), "One", "Two")["p_value"] for seed in (3, 3, 4))
    by_t = ttest_ind(*(part.groupby("article_id")["label"].agg(lambda labels: (labels == "opinion").mean())
                       for _, part in tags.groupby("source")), equal_var=False).pvalue  # fmt: skip

    assert one == again
    assert one == pytest.approx(by_t, abs=0.02)
    assert other == pytest.approx(by_t, abs=0.02)


def test_with_200_articles_together_a_closed_form_takes_the_place_of_dealing():
    rng = np.random.default_rng(2)
    numbers = {"One": rng.binomial(10, 0.35, 120).tolist(), "Two": rng.binomial(10, 0.4, 80).tolist()}
    tags = outlets(**numbers)
    effective = balance(tags).set_index(["source", "label"]).eval("passages / design_effect").xs("opinion", level=1)
    pooled = np.concatenate(list(numbers.values())).sum() / 2000
    variance = pooled * (1 - pooled) / effective
    degrees = variance.sum() ** 2 / (variance["One"] ** 2 / 119 + variance["Two"] ** 2 / 79)
    shares = [np.mean(counts) / 10 for counts in numbers.values()]
    expected = 2 * student.sf(abs(shares[0] - shares[1]) / np.sqrt(variance.sum()), degrees)

    row = row_of(compare(tags), "One", "Two")

    assert row["test"] == "score"
    assert row["p_value"] == pytest.approx(expected)
    assert row["p_value"] == pytest.approx(ttest_ind(*numbers.values(), equal_var=False).pvalue, abs=0.01)


def test_the_q_values_are_benjamini_and_hochbergs(found):
    tested = found.iloc[1:].dropna(subset="p_value")

    expected = multipletests(tested["p_value"], method="fdr_bh")[1]

    assert tested["q_value"].tolist() == pytest.approx(expected.tolist())
    assert np.isnan(found.loc[0, "q_value"])


def test_sources_with_the_same_shares_are_not_told_apart():
    found = compare(outlets(One=[3, 4, 5, 3, 4, 5], Two=[5, 4, 3, 5, 4, 3]))

    assert row_of(found, "One", "Two")["p_value"] == 1
    assert found.loc[0, "effect"] == 0
    assert found.loc[0, "p_value"] > 0.9


def test_sources_as_different_as_can_be_have_an_effect_of_one():
    found = compare(outlets(One=[10] * 12, Two=[0] * 12))

    assert found.loc[0, "effect"] == pytest.approx(1, abs=0.05)
    assert found.loc[0, "p_value"] < 1e-4
    assert row_of(found, "One", "Two")["difference"] == 1


def test_one_article_has_no_test_and_says_so():
    found = compare(outlets(One=[3], Two=[5, 6, 4]))
    row = row_of(found, "One", "Two")

    assert np.isnan(row["p_value"])
    assert "one article only" in row["warning"]
    assert "nothing to test" in found.loc[0, "warning"]


def test_three_articles_are_warned_of():
    assert "3 articles only" in row_of(compare(outlets(One=[3, 4, 1], Two=[5, 6, 4, 7])), "One", "Two")["warning"]


def test_groups_of_several_columns_are_joined_by_a_comma():
    tags = outlets(**THREE).assign(language="en")

    assert compare(tags, by=["source", "language"])["first"].iloc[1] == "Courier, en"


@pytest.mark.parametrize("tags", [tag_table(), outlets(One=[1, 2])], ids=["no rows", "one source"])
def test_with_nothing_to_compare_there_is_the_first_row_alone(tags):
    found = compare(tags)

    assert len(found) == 1
    assert np.isnan(found["p_value"].item())
    assert "nothing to test" in found["warning"].item()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"draws": 9}, "draws=9 is too few"),
        ({"by": "outlet"}, "no column 'outlet'"),
        ({"confidence": 1.5}, "confidence=1.5"),
        ({"unit": "word"}, "unit='word'"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_what_is_allowed(asked, words):
    with pytest.raises(BalanceError, match=words):
        compare(outlets(**THREE), **asked)


def test_labels_and_groups_may_hold_lone_surrogates(found):
    torn = outlets(**THREE).astype({"source": object, "label": object})
    torn = torn.replace({"source": {"Courier": "\ud83d"}, "label": {"opinion": "\udc00"}})

    expected = row_of(found, "Courier", "Phare")[["difference", "p_value"]].tolist()
    rows = [
        row for row in compare(torn).itertuples() if (row.first, row.second, row.label) == ("Phare", "\ud83d", "\udc00")
    ]
    assert [-rows[0].difference, rows[0].p_value] == pytest.approx(expected)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=2, max_size=6), st.lists(st.integers(0, 10), min_size=2, max_size=6))
def test_turning_a_pair_around_turns_the_signs_only(one, other):
    forth, back = compare(outlets(A=one, B=other)).iloc[1:], compare(outlets(A=other, B=one)).iloc[1:]

    assert forth["difference"].tolist() == pytest.approx((-back["difference"]).tolist())
    assert forth["low"].tolist() == pytest.approx((-back["high"]).tolist())
    assert forth["p_value"].tolist() == pytest.approx(back["p_value"].tolist())
    assert ((forth["low"] <= forth["difference"]) & (forth["difference"] <= forth["high"])).all()
