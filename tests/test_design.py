"""The design of a study: strata, weights, clusters and finite populations, against another package and known truths."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate._balance import balance
from annotate._compare import compare
from annotate._counting.counts import count_labels
from annotate._counting.design import DesignColumns
from annotate._errors import BalanceError
from annotate._measures import measures
from annotate._statistics.intervals import shares_of
from annotate._statistics.spread import spread_of
from tests.examples import FEWER

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it is no longer maintained, and still right
    from samplics.estimation import TaylorEstimator
    from samplics.utils.types import PopParam


def tags_of(articles: pd.DataFrame) -> pd.DataFrame:
    """Make an article's passages, ``opinions`` of them opinion and the rest of ``passages`` fact, tagged by mj."""
    rows = articles.loc[articles.index.repeat(articles["passages"])]
    place = rows.groupby(level=0).cumcount()
    label = np.where(place < rows["opinions"], "opinion", "reported_fact")
    return rows.assign(start=place * 10, end=place * 10 + 10, label=label, coder="mj").reset_index(drop=True)


def sample(seed: int, articles: int, strata: int = 1, days: int = 0) -> pd.DataFrame:
    """Make up articles of two sources, with weights, strata of two clusters or more, and populations."""
    rng = np.random.default_rng(seed)
    cluster = rng.integers(0, days, articles) if days else np.arange(articles)
    table = pd.DataFrame({"article_id": [f"a{number:03}" for number in range(articles)]})
    table["source"] = rng.choice(["Le Fil", "The Quay"], articles)
    table["cluster"] = [f"day {number}" for number in cluster]
    table["stratum"] = [f"part {number % strata}" for number in cluster]
    table["weight"] = rng.uniform(0.5, 4, articles).round(2)
    table["passages"] = 2 + rng.negative_binomial(2, 0.2, articles)
    table["opinions"] = rng.binomial(table["passages"], rng.beta(1, 2, articles))
    drawn = table.groupby("stratum")["cluster"].nunique()
    table["population"] = table["stratum"].map(
        dict(zip(drawn.index, drawn + rng.integers(0, 30, len(drawn)), strict=True))
    )
    return table


def by_samplics(articles: pd.DataFrame, *, weights: bool, strata: bool, clusters: bool, finite: bool) -> pd.Series:
    """Return the variance of each source's share of opinion as of a ratio in a domain."""
    drawn = articles.groupby("stratum")["cluster"].nunique()
    left = 1 - drawn / articles.groupby("stratum")["population"].first()
    ratio = TaylorEstimator(PopParam.ratio)
    ratio.estimate(
        y=articles["opinions"].to_numpy(dtype=float),
        x=articles["passages"].to_numpy(dtype=float),
        samp_weight=articles["weight"].to_numpy() if weights else np.ones(len(articles)),
        stratum=articles["stratum"].to_numpy() if strata else None,
        psu=articles["cluster" if clusters else "article_id"].to_numpy(),
        domain=articles["source"].to_numpy(),
        fpc=(left.to_dict() if strata else float(left.iloc[0])) if finite else 1.0,
    )
    return pd.Series(ratio.stderror) ** 2


@pytest.mark.slow
@pytest.mark.parametrize("weights", [False, True])
@pytest.mark.parametrize(("strata", "days"), [(1, 0), (4, 0), (1, 12), (4, 24)])
@pytest.mark.parametrize("finite", [False, True])
def test_the_linearised_variance_is_that_of_a_survey_package(weights, strata, days, finite):
    articles = sample(strata + days, 150, strata, days)
    asked = DesignColumns(
        "weight" if weights else False,
        "stratum" if strata > 1 or finite else False,
        "cluster" if days else False,
        "population" if finite else False,
    )
    if finite and not weights:
        articles["weight"] = articles["population"] / articles.groupby("stratum")["cluster"].transform("nunique")
    expected = by_samplics(articles, weights=weights or finite, strata=strata > 1, clusters=days > 0, finite=finite)

    counts = count_labels(tags_of(articles), "source", design=asked)

    assert spread_of(counts, shares_of(counts)).linear[:, 0].tolist() == pytest.approx(expected.tolist(), rel=1e-9)


@pytest.fixture
def study() -> pd.DataFrame:
    return tags_of(sample(5, 60, strata=3, days=12))


def row_of(table: pd.DataFrame, source: str = "Le Fil", label: str = "opinion") -> pd.Series:
    return table[(table["source"] == source) & (table["label"] == label)].squeeze(axis=0)


def test_a_weighted_share_is_the_weighted_mean_and_the_count_is_what_was_tagged(study):
    of = study[study["source"] == "Le Fil"]
    is_opinion = of["label"] == "opinion"

    found = row_of(balance(study))

    assert found["share"] == pytest.approx(of["weight"][is_opinion].sum() / of["weight"].sum())
    assert found["count"] == is_opinion.sum()
    assert found["passages"] == len(of)


def test_the_design_is_told_in_a_column_only_where_there_is_one(study):
    plain = study.drop(columns=["weight", "stratum", "cluster", "population"])

    assert set(balance(study)["design"]) == {"weights=weight, strata=stratum, cluster=cluster, population=population"}
    assert set(compare(study)["design"]) == set(balance(study)["design"])
    assert set(balance(study, weights=False, population=False)["design"]) == {"strata=stratum, cluster=cluster"}
    assert "design" not in balance(plain)
    assert "design" not in balance(study, weights=False, strata=False, cluster=False, population=False)
    assert balance(plain)["share"].tolist() == balance(plain.assign(weight="", stratum=None))["share"].tolist()


def test_columns_of_other_names_are_named(study):
    renamed = study.rename(columns={"weight": "w", "cluster": "day", "stratum": "desk", "population": "all"})

    found = balance(renamed, weights="w", strata="desk", cluster="day", population="all")

    pd.testing.assert_frame_equal(found.drop(columns="design"), balance(study).drop(columns="design"))


def test_each_article_by_itself_equally_weighted_is_no_design_at_all(study):
    plain = study.drop(columns=["weight", "stratum", "cluster", "population"])
    trivial = plain.assign(weight=3.0, cluster=plain["article_id"])
    fil = plain["source"] == "Le Fil"

    found, expected = balance(trivial[fil]), balance(plain[fil])

    pd.testing.assert_frame_equal(found.drop(columns="design"), expected)


def test_of_a_finite_population_only_what_was_not_drawn_is_uncertain():
    articles = sample(2, 100).assign(source="Le Fil")
    tags = tags_of(articles).drop(columns=["weight", "stratum", "cluster", "population"])
    free, finite, whole = (
        row_of(balance(table)) for table in (tags, tags.assign(population=144), tags.assign(population=100))
    )

    ratio = (finite["high"] - finite["low"]) / (free["high"] - free["low"])

    assert ratio == pytest.approx(np.sqrt(1 - 100 / 144), rel=0.03)
    assert whole[["low", "high"]].tolist() == pytest.approx([whole["share"]] * 2)


def test_a_population_and_strata_make_the_weights():
    articles = sample(4, 60, strata=2).assign(source="Le Fil")
    articles["population"] = np.where(articles["stratum"] == "part 0", 300, 30)
    tags = tags_of(articles).drop(columns=["weight", "cluster"])
    weights = tags["stratum"].map({"part 0": 10.0, "part 1": 1.0})

    assert row_of(balance(tags))["share"] == row_of(balance(tags.assign(weight=weights)))["share"]


def test_articles_of_one_day_are_drawn_together():
    rng = np.random.default_rng(8)
    share = np.repeat(rng.beta(1, 2, 14), 10)
    articles = pd.DataFrame({"article_id": [f"a{place}" for place in range(140)], "source": "Le Fil", "passages": 10})
    articles["day"] = [f"day {place // 10}" for place in range(140)]
    tags = tags_of(articles.assign(opinions=rng.binomial(10, share)))

    by_article, by_day = row_of(balance(tags)), row_of(balance(tags, cluster="day"))

    assert by_day["high"] - by_day["low"] > 1.5 * (by_article["high"] - by_article["low"])


def test_days_that_two_sources_share_are_compared_within():
    tags = tags_of(sample(6, 80, days=16)).drop(columns=["weight", "stratum", "population"])

    found = compare(tags)

    assert set(found["test"]) == {"permutation"}
    assert found["p_value"].between(0, 1).all()


def spoken(tags: pd.DataFrame) -> pd.DataFrame:
    """Give the opinions' place to claims of two speakers."""
    claim = tags["label"] == "opinion"
    speaker = np.where(tags["start"] % 20 == 0, "the mayor", "a clerk")
    tags = tags.assign(label=np.where(claim, "attributed_claim", "reported_fact"), speaker=np.where(claim, speaker, ""))
    return tags.assign(speaker_kind=np.where(claim, np.where(speaker == "the mayor", "named", "unnamed"), ""))


def test_measures_know_the_design_too(study):
    tags = spoken(study)
    of = tags[tags["source"] == "Le Fil"]
    claims = of[of["label"] == "attributed_claim"]
    by_speaker = claims.groupby("speaker")["weight"].sum() / claims["weight"].sum()

    found = measures(tags).query("source == 'Le Fil'").set_index("measure")

    share = balance(tags).query("source == 'Le Fil' and label == 'attributed_claim'").squeeze(axis=0)
    assert found.loc["attribution_share", ["value", "low", "high"]].tolist() == share[["share", "low", "high"]].tolist()
    assert found.loc["speaker_concentration", "value"] == pytest.approx((by_speaker**2).sum())
    assert set(found["design"]) == set(balance(tags)["design"])


def test_measures_of_a_plain_design_are_those_of_none(study):
    tags = spoken(study).drop(columns=["weight", "stratum", "cluster", "population"])

    found = measures(tags.assign(weight=2.0, cluster=tags["article_id"]))

    pd.testing.assert_frame_equal(found.drop(columns="design"), measures(tags))


def test_measures_of_days_drawn_whole_are_less_certain_and_of_finite_sources_more():
    tags = spoken(tags_of(sample(5, 60, days=12).assign(source="Le Fil")))
    plain = tags.drop(columns=["weight", "stratum", "cluster", "population"])

    def width(table: pd.DataFrame) -> float:
        row = measures(table).set_index("measure").loc["entropy"]
        return float(row["high"] - row["low"])

    # A label that nobody gave makes it wider where nothing says how many articles there are.
    assert width(plain.assign(population=80)) < width(plain) * np.sqrt(1 - 60 / 80) * 1.01
    assert measures(plain.assign(cluster=tags["cluster"]))["articles"].max() <= 60


def test_weighted_sources_are_compared_in_closed_form(study):
    found = compare(study)

    assert set(found["test"]) == {"Rao–Scott", "score"}
    assert found["p_value"].between(0, 1).all()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weight": -1.0}, r"gives article 'a000' no weight.*weights=False"),
        ({"weight": "heavy"}, r"gives article 'a000' no weight.*weights=False"),
        ({"weight": 0.0}, r"All weights in column 'weight' are 0.*weights=False"),
        ({"population": 2}, r"there are 2 articles \(or clusters\) in all where .* were tagged.*population=False"),
        ({"population": "many"}, r"must say for every article how many there are.*population=False"),
        ({"stratum": lambda tags: tags["start"].astype(str)}, r"'stratum' has two values in article 'a000'"),
    ],
)
def test_a_design_that_cannot_be_is_refused_with_the_cure(study, change, words):
    with pytest.raises(BalanceError, match=words):
        balance(study.assign(**change))


def test_one_missing_weight_is_refused_with_the_article(study):
    study.loc[study["article_id"] == "a007", "weight"] = np.nan

    with pytest.raises(BalanceError, match="gives article 'a007' no weight"):
        balance(study)


def test_a_column_that_is_not_there_is_refused(study):
    with pytest.raises(BalanceError, match="no column 'w'"):
        balance(study, weights="w")
    with pytest.raises(BalanceError, match="names no column"):
        balance(study, weights=True)


def test_a_stratum_of_one_article_is_warned_of_and_widens_the_interval():
    articles = sample(4, 40, strata=2).assign(source="Le Fil")
    articles.loc[0, "stratum"] = "alone"
    tags = tags_of(articles).drop(columns=["weight", "cluster", "population"])

    found = row_of(balance(tags))

    assert "1 stratum has one article (or cluster) only" in found["warning"]
    assert found["low"] < found["share"] < found["high"]


def test_few_clusters_are_warned_of(study):
    assert "fewer than 10 clusters" in row_of(balance(tags_of(sample(5, 60, days=6))))["warning"]


@FEWER
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(0, 1))
def test_whatever_the_design_the_interval_holds_the_share(seed, strata, clusters):
    tags = tags_of(sample(seed, 30, strata, days=9 * clusters))

    found = balance(tags).dropna(subset="share")

    assert (found["low"] <= found["share"] + 1e-12).all()
    assert (found["share"] <= found["high"] + 1e-12).all()
    assert found["low"].between(0, 1).all()
