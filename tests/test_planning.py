"""Plans: what a study needs, held against studies made so, and against published figures."""

import numpy as np
import pandas as pd
import pytest

from annotate import balance, compare, plan, plan_agreement
from annotate._errors import BalanceError


def study(
    sources: int, articles: int, rng: np.random.Generator, opinion: float = 0.25, more: float = 0.0
) -> pd.DataFrame:
    """Make up tags of articles of 3 to about 25 passages; the last source has so much more opinion."""
    counts = 3 + rng.negative_binomial(2, 0.2, sources * articles)
    source = np.arange(sources * articles) // articles
    share = np.where(source == sources - 1, opinion + more, opinion)
    own = rng.beta(share * 4, (1 - share) * 4)
    article = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(article)) - np.repeat(np.cumsum(counts) - counts, counts)
    label = np.where(rng.random(len(article)) < own[article], "opinion", "reported_fact")
    return pd.DataFrame(
        {"article_id": article, "source": source[article], "start": place * 10, "end": place * 10 + 10, "label": label}
    )


def test_the_width_that_studies_reach_is_the_plans():
    rng = np.random.default_rng(1)
    planned = plan(0.06, tags=study(6, 60, rng)).set_index("label").loc["opinion"]

    made = balance(study(30, int(planned["articles"]), rng))
    made = made[made["label"] == "opinion"]

    assert ((made["high"] - made["low"]) / 2).mean() == pytest.approx(0.06, rel=0.1)


@pytest.mark.slow
def test_a_difference_is_found_as_often_as_planned():
    rng = np.random.default_rng(2)
    planned = plan(0.1, tags=study(8, 60, rng), difference=0.15).set_index("label").loc["opinion"]

    found = [
        compare(study(2, int(planned["articles_to_compare"]), rng, more=0.15), labels=["opinion"], draws=199)
        for _ in range(120)
    ]

    assert np.mean([table["p_value"].iloc[1] <= 0.05 for table in found]) == pytest.approx(0.8, abs=0.1)


def test_a_plan_by_rates_is_wilsons_interval_turned_around():
    from scipy.stats import t as student

    articles = plan(0.05, rates={"opinion": 0.2}, design_effect=3, per_article=10)["articles"].item()

    def half(n: int) -> float:
        t, size = student.ppf(0.975, n - 1), n * 10 / 3
        return t * np.sqrt(0.2 * 0.8 / size + t**2 / (4 * size**2)) / (1 + t**2 / size)

    assert half(articles) <= 0.05 < half(articles - 1)


def test_more_sources_need_more_articles_each_and_a_finite_one_needs_fewer():
    asked = {"rates": {"opinion": 0.2}, "design_effect": 3, "difference": 0.1}
    two, six = (plan(sources=many, **asked)["articles_to_compare"].item() for many in (2, 6))
    endless, finite, tiny = (plan(population=all_, **asked)["articles"].item() for all_ in (None, 100, 12))

    assert six > two
    assert tiny <= 12 < finite < endless


@pytest.mark.parametrize(("alpha", "passages"), [(0.8, 139), (0.667, 81)])
def test_passages_to_tag_twice_are_krippendorffs(alpha, passages):
    assert plan_agreement(alpha=alpha, labels=4)["passages"][0] == passages


def test_passages_to_tag_twice_are_lacy_and_riffes():
    # Their example: 1,000 passages, 90 % agreement, ± 5 points at one-sided 95 %, with s rounded to .03: 92.
    assert plan_agreement(population=1000, percent=0.9, margin=0.03 * 1.6449)["passages"][1] == 92


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, r"needs a pilot's tags \(tags=\), or .*rates="),
        ({"rates": {"opinion": 0.2}}, "design_effect=3"),
        ({"rates": {"opinion": 20}, "design_effect": 3}, "a share is a number from 0 to 1"),
        ({"half_width": 5}, "half_width=5 must be"),
        ({"sources": 1}, "sources=1"),
        ({"power": 80}, "power=80"),
        ({"population": 0}, "population=0"),
        ({"rates": {"opinion": 0.2}, "design_effect": 0}, "more than 0"),
        ({"half_width": 1e-6, "rates": {"opinion": 0.2}, "design_effect": 3}, "allow a wider interval"),
        ({"tags": pd.DataFrame({"article_id": ["a"], "start": [0], "end": [9], "label": ["opinion"]})}, "two articles"),
    ],
)
def test_what_cannot_be_planned_is_said_with_the_cure(asked, words):
    with pytest.raises(BalanceError, match=words):
        plan(**asked)


def test_an_agreement_that_cannot_be_is_refused():
    with pytest.raises(BalanceError, match="alpha=1"):
        plan_agreement(alpha=1.0)
