"""Comparison: differences, effect sizes, tests and their correction; each expected value is found another way."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student
from scipy.stats import ttest_ind
from statsmodels.stats.multitest import multipletests

from annotate._balance import balance
from annotate._compare import compare
from annotate._errors import BalanceError
from annotate._tags import tag_table
from tests.examples import FEWER


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

    assert found.loc[0, ["first", "second", "label", "test"]].tolist() == ["all", "all", "all", "permutation"]
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


@pytest.mark.slow
def test_the_p_value_of_a_small_pair_is_the_part_of_all_deals_that_are_as_extreme(found):
    together = THREE["Courier"] + THREE["Phare"]
    observed = studentised(THREE["Courier"], THREE["Phare"])
    deals = [
        studentised([together[i] for i in chosen], [together[i] for i in set(range(9)) - set(chosen)])
        for chosen in combinations(range(9), 5)
    ]

    expected = np.mean([deal >= observed - 1e-9 for deal in deals])

    assert row_of(found, "Courier", "Phare")["p_value"] == pytest.approx(expected)


@pytest.mark.slow
def test_a_larger_pair_is_dealt_at_random_and_the_same_seed_deals_the_same():
    rng = np.random.default_rng(2)
    tags = outlets(One=rng.binomial(10, 0.35, 15).tolist(), Two=rng.binomial(10, 0.5, 15).tolist())
    one, again, other = (row_of(compare(tags, seed=seed), "One", "Two")["p_value"] for seed in (3, 3, 4))
    by_t = ttest_ind(*(part.groupby("article_id")["label"].agg(lambda labels: (labels == "opinion").mean())
                       for _, part in tags.groupby("source")), equal_var=False).pvalue  # fmt: skip

    assert one == again
    assert one == pytest.approx(by_t, abs=0.02)
    assert other == pytest.approx(by_t, abs=0.02)


def test_with_100_articles_each_a_closed_form_takes_the_place_of_dealing():
    rng = np.random.default_rng(2)
    numbers = {"One": rng.binomial(10, 0.35, 120).tolist(), "Two": rng.binomial(10, 0.4, 100).tolist()}
    tags = outlets(**numbers)
    effective = balance(tags).set_index(["source", "label"]).eval("passages / design_effect").xs("opinion", level=1)
    pooled = np.concatenate(list(numbers.values())).sum() / 2200
    variance = pooled * (1 - pooled) / effective
    degrees = variance.sum() ** 2 / (variance["One"] ** 2 / 119 + variance["Two"] ** 2 / 99)
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
    assert found.loc[0, "p_value"] == 1 / 2000
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


@pytest.mark.slow
def test_labels_and_groups_may_hold_lone_surrogates(found):
    torn = outlets(**THREE).astype({"source": object, "label": object})
    torn = torn.replace({"source": {"Courier": "\ud83d"}, "label": {"opinion": "\udc00"}})

    expected = row_of(found, "Courier", "Phare")[["difference", "p_value"]].tolist()
    rows = [
        row for row in compare(torn).itertuples() if (row.first, row.second, row.label) == ("Phare", "\ud83d", "\udc00")
    ]
    assert [-rows[0].difference, rows[0].p_value] == pytest.approx(expected)


def between_by_within(numbers: list[list[int]]) -> float:
    """Return, for articles of ten passages, Brown and Forsythe's F of each label's shares, summed over both labels."""
    shares = [np.array(source) / 10 for source in numbers]
    every = np.concatenate(shares)
    between = sum(len(source) * (source.mean() - every.mean()) ** 2 for source in shares)
    within = sum((1 - len(source) / len(every)) * source.var(ddof=1) for source in shares)
    return 2 * between / within


@pytest.mark.slow
def test_all_sources_are_tested_by_dealing_whole_articles_out_to_all_of_them():
    numbers = [[1, 2, 4], [3, 6, 5, 7], [2, 2, 3]]
    pool = [number for source in numbers for number in source]
    deals = []
    for first in combinations(range(10), 3):
        rest = sorted(set(range(10)) - set(first))
        for last in combinations(rest, 3):
            middle = sorted(set(rest) - set(last))
            deals.append(between_by_within([[pool[place] for place in part] for part in (first, middle, last)]))
    expected = np.mean(np.array(deals) >= between_by_within(numbers) - 1e-9)

    found = compare(outlets(One=numbers[0], Three=numbers[2], Two=numbers[1]), draws=20_000)

    assert found.loc[0, "p_value"] == pytest.approx(expected, abs=0.01)


def test_with_100_articles_each_all_sources_are_tested_in_closed_form():
    rng = np.random.default_rng(3)
    tags = outlets(**{source: rng.binomial(10, 0.4, 100).tolist() for source in ("One", "Two", "Three")})

    assert compare(tags).loc[0, "test"] == "Rao–Scott"


@pytest.mark.slow
def test_a_source_with_few_articles_beside_one_with_very_many_is_dealt():
    rng = np.random.default_rng(2)
    numbers = {"One": rng.binomial(10, 0.35, 30).tolist(), "Two": rng.binomial(10, 0.45, 600).tolist()}

    row = row_of(compare(outlets(**numbers)), "One", "Two")

    assert row["test"] == "permutation"
    assert row["p_value"] == pytest.approx(ttest_ind(*numbers.values(), equal_var=False).pvalue, abs=0.02)


# Articles that belong together


def paired(differences: list[int]) -> pd.DataFrame:
    """Make articles with a part in each of two sources: opinions in one are those in the other and some more."""
    rng = np.random.default_rng(1)
    base = rng.integers(0, 10 - max(differences) + 1, len(differences))
    one, two = outlets(One=(base + differences).tolist()), outlets(Two=base.tolist())
    two["start"], two["end"] = two["start"] + 500, two["end"] + 500
    tags = pd.concat([one, two], ignore_index=True)
    return tags.assign(article_id=tags["article_id"].str.split().str[1])


@pytest.mark.slow
def test_parts_of_one_article_change_places_within_it_only():
    differences = [2, 1, 0, 2, 1, 3, 1, 0]
    signs = np.array(np.meshgrid(*[[1, -1]] * 8)).reshape(8, -1).T
    expected = np.mean(np.abs(signs @ differences) >= sum(differences))

    row = row_of(compare(paired(differences), draws=20_000), "One", "Two")
    apart = paired(differences)
    apart["article_id"] += apart["source"]

    assert row["p_value"] == pytest.approx(expected, abs=0.005)
    assert row_of(compare(apart), "One", "Two")["p_value"] > 5 * row["p_value"]


@pytest.mark.slow
def test_the_interval_knows_that_both_shares_come_from_the_same_articles():
    tags = paired([2, 1, 0, 2, 1, 3, 1, 0] * 3)
    apart = tags.assign(article_id=tags["article_id"] + tags["source"])
    together, by_themselves = (row_of(compare(table), "One", "Two") for table in (tags, apart))

    assert together["difference"] == by_themselves["difference"]
    assert together["high"] - together["low"] < 0.7 * (by_themselves["high"] - by_themselves["low"])
    assert together["low"] > 0


@pytest.mark.slow
def test_a_block_compares_articles_on_the_same_event():
    differences = [2, 1, 0, 2, 1, 3, 1, 0]
    tags = paired(differences)
    tags["event"] = tags["article_id"]
    tags["article_id"] += tags["source"]

    blocked, free = compare(tags, block="event", draws=20_000), compare(tags)

    assert row_of(blocked, "One", "Two")["p_value"] == pytest.approx(
        row_of(compare(paired(differences), draws=20_000), "One", "Two")["p_value"], abs=0.005
    )
    assert blocked.loc[0, "p_value"] < free.loc[0, "p_value"]


def unequal_events(*, seed: int, difference: float) -> pd.DataFrame:
    """Make up twenty events that two outlets report, each at its own length."""
    rng, rows = np.random.default_rng(seed), []
    for event in range(20):
        share = rng.beta(0.3 * 9, 0.7 * 9)
        for source, added in (("One", 0.0), ("Two", difference)):
            mean = min(max(share + added, 0.01), 0.99)
            passages = 3 + rng.negative_binomial(2, 0.2)
            opinions = rng.binomial(passages, rng.beta(mean * 8, (1 - mean) * 8))
            rows += [(f"{event}{source}", source, f"e{event}", k, k < opinions) for k in range(passages)]
    table = pd.DataFrame(rows, columns=["article_id", "source", "event", "start", "label"])
    table["label"] = np.where(table["label"], "opinion", "reported_fact")
    return table.assign(end=table["start"] + 1)


def test_articles_of_one_event_tell_by_what_they_hold_and_not_by_their_length_alone():
    tags = unequal_events(seed=1, difference=0.3)
    longer = pd.concat([tags, tags[tags["event"] == "e3"].assign(start=lambda rows: rows["start"] + 1000)])
    longer = longer.assign(end=longer["start"] + 1)

    first, second = (compare(one, block="event", draws=20_000) for one in (tags, longer))

    assert row_of(first, "One", "Two")["p_value"] == pytest.approx(row_of(second, "One", "Two")["p_value"], abs=0.02)
    assert first.loc[0, "p_value"] < 0.01


def test_what_articles_say_within_an_event_is_dealt_by_signs_alone():
    """With two articles an event, dealing is changing signs: of each difference, by how sure it is."""
    tags = unequal_events(seed=4, difference=0.1)
    counts = (
        tags.assign(opinion=tags["label"] == "opinion").groupby(["event", "source"])["opinion"].agg(["sum", "size"])
    )
    opinions, size = (counts[name].to_numpy(dtype=float).reshape(20, 2) for name in ("sum", "size"))
    share = opinions / size
    between = 2 * (size * (share - opinions.sum() / size.sum()) ** 2).sum() / 39
    within = 2 * (size * share * (1 - share)).sum() / (size.sum() - 40)
    typical = (size.sum() - (size**2).sum() / size.sum()) / 39
    weight = size / (1 + (size - 1) * (between - within) / (between + (typical - 1) * within))
    mean = (weight * share).sum(axis=1) / weight.sum(axis=1)
    sureness = 1 / ((1 / weight).sum(axis=1) * (mean * (1 - mean) + 0.1))
    each = sureness * (share[:, 0] - share[:, 1])
    signs = np.random.default_rng(0).choice([-1.0, 1.0], (100_000, 20))
    expected = (np.abs(signs @ each) >= abs(each.sum()) - 1e-9).mean()

    found = compare(tags, block="event", draws=20_000)

    assert row_of(found, "One", "Two")["p_value"] == pytest.approx(expected, abs=0.02)


def test_an_event_that_one_source_alone_reports_is_not_tested():
    tags = unequal_events(seed=2, difference=0.2)
    more = tags[tags["source"] == "One"].assign(
        article_id=lambda rows: rows["article_id"] + "b", event=lambda rows: rows["event"] + "b", label="opinion"
    )
    both = pd.concat([tags, more], ignore_index=True)

    assert row_of(compare(both, block="event"), "One", "Two")["p_value"] == pytest.approx(
        row_of(compare(tags, block="event"), "One", "Two")["p_value"]
    )
    apart = compare(both.assign(event=both["source"] + both["event"]), block="event")
    assert row_of(apart, "One", "Two")["p_value"] != row_of(apart, "One", "Two")["p_value"]
    assert "fewer than two articles of a group are on an event" in row_of(apart, "One", "Two")["warning"]
    assert apart.loc[0, "warning"].startswith("fewer than two groups")


def test_a_block_of_an_article_is_one():
    tags = paired([2, 1, 0]).assign(event="flood")
    tags.loc[0, "event"] = "vote"

    with pytest.raises(BalanceError, match="'event' has two values in article '0'"):
        compare(tags, block="event")


# What is asked


@pytest.mark.slow
def test_only_what_was_asked_is_compared_and_corrected_for(found):
    asked = compare(outlets(**THREE), labels=["opinion"], pairs=[("Quay", "Courier"), ("Phare", "Courier")])

    assert asked.iloc[1:][["first", "second", "label"]].to_numpy().tolist() == [
        ["Quay", "Courier", "opinion"],
        ["Phare", "Courier", "opinion"],
    ]
    assert asked["difference"].iloc[1] == -row_of(found, "Courier", "Quay")["difference"]
    assert asked["p_value"].iloc[2] == row_of(found, "Courier", "Phare")["p_value"]
    assert asked["q_value"].iloc[1:].tolist() == pytest.approx(
        multipletests(asked["p_value"].iloc[1:], method="fdr_bh")[1].tolist()
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"labels": ["satire"]}, "some of: opinion, reported_fact, attributed_claim"),
        ({"labels": "opinion"}, "must be a list"),
        ({"pairs": [("Courier", "Globe")]}, "'Globe', which is no group. There are: Courier, Phare, Quay"),
        ({"pairs": ["Courier", "Phare"]}, "two different groups each"),
        ({"block": "event"}, "no column 'event'"),
    ],
)
def test_what_cannot_be_compared_is_named_with_what_can(asked, words):
    with pytest.raises(BalanceError, match=words):
        compare(outlets(**THREE), **asked)


@pytest.mark.slow
def test_sources_that_other_coders_tagged_are_warned_of():
    tags = outlets(**THREE)
    apart = tags.assign(coder=np.where(tags["source"] == "Quay", "ben", "ana"))
    both = tags.assign(coder=np.where(np.arange(len(tags)) % 2, "ben", "ana"))

    assert "different coders" in row_of(compare(apart), "Courier", "Quay")["warning"]
    assert row_of(compare(apart), "Courier", "Phare")["warning"] == ""
    assert row_of(compare(both), "Courier", "Quay")["warning"] == ""


@FEWER
@given(st.lists(st.integers(0, 10), min_size=2, max_size=6), st.lists(st.integers(0, 10), min_size=2, max_size=6))
def test_turning_a_pair_around_turns_the_signs_only(one, other):
    forth, back = compare(outlets(A=one, B=other)).iloc[1:], compare(outlets(A=other, B=one)).iloc[1:]

    assert forth["difference"].tolist() == pytest.approx((-back["difference"]).tolist())
    assert forth["low"].tolist() == pytest.approx((-back["high"]).tolist())
    assert forth["p_value"].tolist() == pytest.approx(back["p_value"].tolist())
    assert ((forth["low"] <= forth["difference"]) & (forth["difference"] <= forth["high"])).all()


def test_one_source_alone_has_nothing_to_compare_within_events_either():
    rows = [(f"a{nth}", place, label) for nth in range(4) for place, label in [(0, "opinion"), (9, "reported_fact")]]
    tags = pd.DataFrame(rows, columns=["article_id", "start", "label"]).assign(source="Fil", coder="mj", event="vote")
    tags["end"] = tags["start"] + 9

    table = compare(tags, block="event")

    assert table[["first", "second"]].values.tolist() == [["all", "all"]]
    assert table["p_value"].isna().all()
    assert "nothing to test" in table["warning"].iloc[0]
