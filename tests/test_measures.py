"""Derived measures: values by hand, intervals by leaving out articles one by one, bad input."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import entropy
from scipy.stats import t as student

from annotate._balance import balance
from annotate._errors import BalanceError
from annotate._measures import measures
from annotate._tags import tag_table

LABELS = {"o": "opinion", "r": "reported_fact", "c": "attributed_claim", "x": "excluded"}


def tags_of(*articles: str, source: str = "Le Fil") -> pd.DataFrame:
    """Make tags of one word list an article: ``o``, ``r``, ``x``, or ``c:speaker`` (``c:?`` is of an unnamed one)."""
    rows = []
    for number, passages in enumerate(articles):
        for place, passage in enumerate(passages.split()):
            label, _, speaker = passage.partition(":")
            kind = {"": "", "?": "unnamed"}.get(speaker, "named")
            rows.append((f"{source} {number}", source, place * 10, place * 10 + 10, LABELS[label], speaker, kind))
    return pd.DataFrame(rows, columns="article_id source start end label speaker speaker_kind".split())


WEEK = ("o r c:mayor c:mayor x", "r r c:union o o", "c:? r c:mayor r", "o o r c:prefect c:union")
"""Four articles: 5 opinions, 6 reported facts, 7 attributed claims of which 3 by the mayor and 2 by the union."""


def values(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table["measure"], table["value"], strict=True))


@pytest.fixture
def week() -> pd.DataFrame:
    return tags_of(*WEEK)


def test_the_values_are_those_by_hand(week):
    found = values(measures(week))

    assert found["attribution_share"] == pytest.approx(7 / 18)
    assert found["opinion_to_fact"] == pytest.approx(np.log(5.5 / 6.5))
    assert found["entropy"] == pytest.approx(entropy([5, 6, 7]) / np.log(3))
    assert found["speaker_concentration"] == pytest.approx((9 + 4 + 1 + 1) / 49)
    assert found["named_to_unnamed"] == pytest.approx(6.5 / 1.5)


def test_the_count_is_what_a_measure_rests_on(week):
    found = measures(week).set_index("measure")

    assert found["count"].tolist() == [18, 11, 18, 7, 7]
    assert found["articles"].tolist() == [4, 4, 4, 4, 4]


def test_the_attribution_share_and_its_interval_are_those_of_the_balance(week):
    row = balance(week).set_index("label").loc["attributed_claim", ["share", "low", "high"]]

    assert measures(week).loc[0, ["value", "low", "high"]].tolist() == pytest.approx(row.tolist())


def degrees(sizes: np.ndarray) -> float:
    """Return Satterthwaite's number by its definition, from the covariances of articles' distances from the mean."""
    part = sizes / sizes.sum()
    off = np.eye(len(part)) - np.outer(part, np.ones(len(part)))
    weighted = np.diag(1 / (1 - part)) @ off @ np.diag(sizes) @ off.T
    return float(np.trace(weighted) ** 2 / np.trace(weighted @ weighted))


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["opinion_to_fact", "entropy", "speaker_concentration", "named_to_unnamed"])
@pytest.mark.parametrize("unit", ["passage", "character"])
def test_the_interval_leaves_out_one_article_at_a_time(week, measure, unit):
    week["end"] += np.where(week["label"] == "opinion", 0, -3)
    scale = np.log if measure == "named_to_unnamed" else np.asarray
    names = sorted(set(week["article_id"]))
    left = np.array([scale(values(measures(week[week["article_id"] != name], unit=unit))[measure]) for name in names])
    row = measures(week, unit=unit).set_index("measure").loc[measure]
    alone = [measures(week[week["article_id"] == name], unit=unit) for name in names]
    sizes = [table.set_index("measure").loc[measure, "count"] for table in alone]
    half = np.sqrt(3 / 4 * ((left - left.mean()) ** 2).sum()) * student.ppf(0.975, degrees(np.array(sizes)))

    centre = value = scale(row["value"])
    if measure == "speaker_concentration":  # less its bias
        centre = 4 * value - 3 * left.mean()
    least, most = (0, 1) if measure in ("entropy", "speaker_concentration") else (-np.inf, np.inf)
    assert scale(row["low"]) == pytest.approx(max(min(centre - half, value), least))
    assert scale(row["high"]) == pytest.approx(min(max(centre + half, value), most))


def test_each_group_is_measured_as_if_it_stood_alone(week):
    other = tags_of("o c:minister r", "r r c:minister o", source="The Quay")

    found = measures(pd.concat([other, week], ignore_index=True))

    assert found["source"].tolist() == ["Le Fil"] * 5 + ["The Quay"] * 5
    for source, part in (("Le Fil", week), ("The Quay", other)):
        alone = measures(part)
        numbers = ["value", "low", "high", "count", "articles"]
        shown = found.loc[found["source"] == source, numbers]
        assert shown.to_numpy(dtype=float) == pytest.approx(alone[numbers].to_numpy(dtype=float), nan_ok=True)


def test_two_coders_share_a_passage():
    tags = pd.concat([tags_of("c:mayor r").assign(coder="ana"), tags_of("c:union o").assign(coder="ben")])

    found = measures(tags).set_index("measure")

    assert found.loc["speaker_concentration", ["value", "count"]].tolist() == [0.5, 1]
    assert found.loc["opinion_to_fact", "count"] == 1


def test_an_adjudicated_tag_decides_who_is_speaking():
    tags = [tags_of("c:mayor r", "c:mayor").assign(coder="ana", origin="hand")]
    tags += [tags_of("c:union").assign(coder="cleo", origin="adjudication")]

    assert values(measures(pd.concat(tags)))["speaker_concentration"] == 0.5


def test_groups_may_be_of_several_columns(week):
    found = measures(week.assign(published="2026-05-01"), by=["source", "month"])

    assert list(found)[:3] == ["source", "month", "measure"]
    assert found["month"].unique().tolist() == ["2026-05"]


# Janis and Fadner

FAVOURABLE, UNFAVOURABLE = "favourable", "unfavourable"


@pytest.mark.parametrize(
    ("favourable", "unfavourable", "neutral", "off", "expected"),
    [
        (6, 2, 1, 1, (36 - 12) / (9 * 10)),  # f > u: (f² − f u) / (r t)
        (2, 6, 1, 1, (12 - 36) / (9 * 10)),  # f < u: (f u − u²) / (r t)
        (3, 3, 1, 1, 0),
        (5, 0, 0, 0, 1),
        (0, 5, 0, 0, -1),
    ],
)
def test_janis_and_fadners_coefficient_is_that_of_its_formula(favourable, unfavourable, neutral, off, expected):
    column = [FAVOURABLE] * favourable + [UNFAVOURABLE] * unfavourable + ["neutral"] * neutral + [""] * off
    tags = tags_of(" ".join(["r"] * len(column))).assign(tone=column)

    assert values(measures(tags, direction="tone"))["janis_fadner"] == pytest.approx(expected)


def test_without_a_direction_column_there_is_no_janis_and_fadner(week):
    assert "janis_fadner" not in values(measures(week))


def test_an_unknown_direction_is_named_with_its_column_and_cure(week):
    with pytest.raises(BalanceError, match=r"Column 'tone' holds 'good': a direction is 'favourable'.*\.replace"):
        measures(week.assign(tone="good"), direction="tone")


def test_a_direction_column_that_is_not_there_is_named(week):
    with pytest.raises(BalanceError, match="no column 'tone'"):
        measures(week, direction="tone")


# What is missing


def test_without_claims_there_is_no_speaker_measure_and_the_reason_says_so():
    found = measures(tags_of("o r", "r o r")).set_index("measure")

    assert found.loc[["speaker_concentration", "named_to_unnamed"], "value"].isna().all()
    assert found.loc["speaker_concentration", "reason"] == "no attributed claim has a speaker"
    assert found.loc["named_to_unnamed", "reason"] == "no attributed claim has a named or unnamed speaker"


def test_without_the_speaker_columns_the_speaker_measures_are_left_out(week):
    found = measures(week.drop(columns=["speaker", "speaker_kind"]))

    assert found["measure"].tolist() == ["attribution_share", "opinion_to_fact", "entropy"]


def test_one_article_has_values_but_no_intervals():
    found = measures(tags_of("o r c:mayor")).iloc[1:]

    assert found["value"].notna().all()
    assert found[["low", "high"]].isna().all(axis=None)
    assert (found["reason"] == "one article only: there is no interval").all()


def test_excluded_passages_only_have_no_measure():
    found = measures(tags_of("x x"))

    assert found["value"].isna().all()
    assert (found["reason"] != "").all()


def test_another_codebook_has_the_measures_that_make_sense():
    tags = tags_of("o r o", "r r o").replace({"label": {"opinion": "for", "reported_fact": "against"}})
    found = measures(tags).set_index("measure")

    assert found.loc["attribution_share", "reason"] == "the label 'attributed_claim' is not in use"
    assert found.loc["entropy", "value"] == 1
    assert "opinion_to_fact" not in found.index


def test_a_measure_of_few_articles_or_of_a_label_that_few_hold_warns():
    def rows(articles: int, opinions: dict[int, int]) -> pd.DataFrame:
        labels = [
            (f"a{nth:02}", label)
            for nth in range(articles)
            for label in ["reported_fact"] * 5 + ["attributed_claim"] * 3 + ["opinion"] * opinions.get(nth, 0)
        ]
        table = pd.DataFrame(labels, columns=["article_id", "label"]).assign(source="Le Fil")
        start = table.groupby("article_id").cumcount() * 10
        return table.assign(start=start, end=start + 9)

    few = measures(rows(4, {1: 2})).set_index("measure")["warning"]
    assert few.str.startswith("fewer than 10 articles (4)").all()
    held = measures(rows(30, {3: 6, 4: 1})).set_index("measure")["warning"]
    assert "few articles hold most of a label" in held["opinion_to_fact"]
    assert "few articles hold most of a label" in held["entropy"]
    assert held["attribution_share"] == ""
    even = measures(rows(30, dict.fromkeys(range(30), 1)))
    assert (even["warning"] == "").all()
    # Twelve articles without an opinion do not show how rare opinions are: in simulations of a label of 2 % no interval
    # made of them held the truth.
    none = measures(pd.concat([rows(12, {}), rows(12, {1: 2}).assign(source="Other", article_id="other")]))
    none = none[none["source"] == "Le Fil"].set_index("measure")
    assert none.loc["opinion_to_fact", ["low", "high"]].isna().all()
    assert none.loc["opinion_to_fact", "value"] == pytest.approx(np.log(0.5 / 60.5))
    assert none.loc["opinion_to_fact", "reason"].startswith("no article has one of the two")
    assert none.loc["entropy", "warning"].startswith("nobody gave a label of this measure")
    assert none.loc["attribution_share", "warning"] == ""


def test_the_interval_of_entropy_reaches_as_far_as_that_of_a_label_that_nobody_gave():
    tags = tags_of(*["r r c:mayor", "r c:mayor c:mayor c:mayor"] * 6)
    row = measures(tags).set_index("measure").loc["entropy"]
    rare = balance(tags).set_index("label").loc["opinion", "high"]

    shares = np.array([rare, *(1 - rare) * np.array([18, 24]) / 42])
    assert row["high"] == pytest.approx(entropy(shares, base=3))


def test_of_speakers_who_are_all_named_nothing_shows_how_rare_unnamed_ones_are():
    tags = tags_of(*["c:mayor"] * 12)
    row = measures(tags).set_index("measure").loc["named_to_unnamed"]

    assert row["value"] == pytest.approx(12.5 / 0.5)
    assert np.isnan(row["low"])
    assert row["reason"].startswith("no article has one of the two")


def test_measures_warn_of_rare_long_articles_as_the_balance_does():
    lengths = [2, 2, 3, 3, 3, 4, 4, 5, 6, 9, 12, 15]
    labels = [(f"a{nth:02}", ["opinion", "reported_fact", "attributed_claim"][(nth + place) % 3])
              for nth, length in enumerate(lengths) for place in range(length)]  # fmt: skip
    table = pd.DataFrame(labels, columns=["article_id", "label"]).assign(source="Le Fil")
    start = table.groupby("article_id").cumcount() * 10
    found = measures(table.assign(start=start, end=start + 9))

    assert found["warning"].str.contains("rare long ones, such as live blogs, may be missing").all()


def test_no_tags_give_a_table_without_rows():
    found = measures(tag_table())

    assert len(found) == 0
    assert list(found) == ["source", "measure", "value", "low", "high", "count", "articles", "reason", "warning"]


def test_speakers_and_sources_may_hold_lone_surrogates(week):
    torn = week.astype({"speaker": object, "source": object})
    torn = torn.replace({"speaker": {"mayor": "\ud83d"}, "source": {"Le Fil": "\udc00"}})

    assert values(measures(torn)) == pytest.approx(values(measures(week)))


@pytest.mark.parametrize("dtype", ["category", "object", "str", "string"])
def test_any_kind_of_column_gives_the_same_table(week, dtype):
    text = ["article_id", "source", "label", "speaker", "speaker_kind"]

    pd.testing.assert_frame_equal(measures(week.astype(dict.fromkeys(text, dtype))), measures(week))


def test_a_missing_speaker_is_none(week):
    week["speaker"] = week["speaker"].replace("", None)

    assert values(measures(week))["speaker_concentration"] == pytest.approx(15 / 49)
