"""The share of a group among named speakers: counted claim by claim, sure by articles and by persons."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.stats.sandwich_covariance import cov_cluster_2groups

import annotate
from annotate._errors import BalanceError
from annotate._quoted_shares import two_way_variance


def claims(seed: int, articles: int = 30, persons: int = 25) -> pd.DataFrame:
    """Return tags of a source whose articles prefer persons, and whose persons are of one party each."""
    chance = np.random.default_rng(seed)
    party = np.where(chance.random(persons) < 0.4, "Greens", "Liberals")
    rows = []
    for article in range(articles):
        there = chance.choice(persons, 4, replace=False)
        for place, person in enumerate(chance.choice(there, chance.integers(2, 12))):
            rows.append((f"a{article}", 10 * place, f"P{person}", party[person]))
    table = pd.DataFrame(rows, columns=["article_id", "start", "speaker", "person.party"])
    about = {"source": "Le Fil", "label": "attributed_claim", "speaker_kind": "named", "coder": "mj"}
    return table.assign(end=table["start"] + 9, **about)


@pytest.mark.parametrize("seed", range(4))
def test_the_variance_is_that_of_two_way_clustering_in_statsmodels(seed: int) -> None:
    table = claims(seed)
    is_green = (table["person.party"] == "Greens").to_numpy(dtype=float)
    article, person = (pd.factorize(table[name])[0] for name in ("article_id", "speaker"))
    fit = sm.OLS(is_green, np.ones(len(table))).fit()
    pull = (is_green - is_green.mean()) / len(table)

    both, by_article, by_person = (cov[0, 0] for cov in cov_cluster_2groups(fit, article, person))
    assert two_way_variance(pull, article, person) == pytest.approx(max(both, by_article, by_person))


def test_shares_of_a_source_add_up_and_intervals_are_wider_than_those_of_claims_alone() -> None:
    tags = claims(2)
    table = annotate.quoted_shares(tags, "person.party")

    assert table["share"].sum() == pytest.approx(1)
    assert (table["low"] < table["share"]).all()
    assert (table["share"] < table["high"]).all()
    simple = 1.96 * np.sqrt(table["share"] * (1 - table["share"]) / table["claims"])
    assert ((table["high"] - table["low"]) / 2 > simple).all()
    assert table["persons"].tolist() == [tags["speaker"].nunique()] * 2


@pytest.mark.slow
def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """Two stages of chance: which articles, and whom they quote."""
    held = 0
    for seed in range(120):
        row = annotate.quoted_shares(claims(seed, articles=40, persons=40), "person.party").set_index("person.party")
        low, high = row.loc["Greens", ["low", "high"]] if "Greens" in row.index else (0.0, 1.0)
        held += low <= 0.4 <= high

    assert 0.90 <= held / 120 <= 0.995


def test_only_named_speakers_claims_count_and_who_is_of_no_group_stays_in_the_denominator() -> None:
    table = claims(3, articles=3)
    table.loc[0, ["speaker_kind"]] = "unnamed"
    table.loc[1, "label"] = "opinion"
    table.loc[2, "person.party"] = ""

    found = annotate.quoted_shares(table, "person.party")

    assert found["claims"].iloc[0] == len(table) - 2
    assert found.loc[found["person.party"] == "", "count"].tolist() == [1.0]
    assert found["warning"].str.contains("fewer than 10 articles").all()


def test_nothing_is_counted_of_nothing_and_a_missing_column_is_named() -> None:
    assert annotate.quoted_shares(claims(4).assign(speaker_kind="unnamed"), "person.party").empty
    with pytest.raises(BalanceError, match=r"person\.gender"):
        annotate.quoted_shares(claims(4), "person.gender")
