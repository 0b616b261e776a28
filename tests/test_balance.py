"""The balance: counts, shares, intervals, warnings; each expected value is found another way."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from annotate._balance import balance
from annotate._codebook import Codebook
from annotate._errors import BalanceError
from annotate._tags import tag_table

LABELS = Codebook.shipped().names

COUNTED = list(LABELS[:3])


def tags_of(rows: list[tuple], **columns: object) -> pd.DataFrame:
    """Make tags of (article, source, start, end, label) rows, by coder mj unless said otherwise."""
    table = pd.DataFrame(rows, columns=["article_id", "source", "start", "end", "label"])
    return table.assign(**{"coder": "mj", "origin": "hand", **columns})


def articles_with(*opinions: int, of: int = 10, source: str = "Le Fil") -> pd.DataFrame:
    """Make one article a number: so many of its passages are opinion, the rest reported fact."""
    rows = [
        (f"{source} {article}", source, place * 20, place * 20 + 20, "opinion" if place < many else "reported_fact")
        for article, many in enumerate(opinions)
        for place in range(of)
    ]
    return tags_of(rows)


def row_of(table: pd.DataFrame, label: str, source: str = "Le Fil") -> pd.Series:
    """Return the one row of a source and label."""
    return table[(table["source"] == source) & (table["label"] == label)].squeeze(axis=0)


@pytest.fixture
def week() -> pd.DataFrame:
    """Return five tags of three articles by two outlets."""
    return tags_of(
        [
            ("vote", "The Courier", 0, 35, "reported_fact"),
            ("vote", "The Courier", 35, 54, "opinion"),
            ("vote", "The Courier", 54, 79, "attributed_claim"),
            ("strike", "The Courier", 0, 40, "opinion"),
            ("flood", "Le Phare", 0, 14, "reported_fact"),
        ],
        published=["2026-04-30", "2026-04-30", "2026-04-30", "2026-05-02", "2026-05-11"],
        speaker=["", "", "the mayor", "", ""],
    )


def test_counts_and_shares_are_those_of_a_crosstab(week):
    expected = pd.crosstab(week["source"], week["label"]).reindex(columns=COUNTED, fill_value=0)

    found = balance(week)

    counts = found.pivot_table(index="source", columns="label", values="count", observed=True)
    shares = found.pivot_table(index="source", columns="label", values="share", observed=True)
    assert counts.loc[expected.index, COUNTED].to_numpy().tolist() == expected.to_numpy().tolist()
    assert shares[COUNTED].to_numpy() == pytest.approx(expected.div(expected.sum(axis=1), axis=0).to_numpy())


def test_the_columns_are_those_of_the_design(week):
    assert list(balance(week)) == (
        "source label count share low high passages articles coders design_effect untagged excluded warning".split()
    )


def test_groups_come_in_order_and_labels_in_the_codebooks(week):
    found = balance(week)

    assert found["source"].tolist() == ["Le Phare"] * 3 + ["The Courier"] * 3
    assert found["label"].tolist() == COUNTED * 2


def test_passages_articles_and_coders_are_those_of_the_group(week):
    found = row_of(balance(week), "opinion", "The Courier")

    assert found[["passages", "articles", "coders"]].tolist() == [4, 2, 1]


def test_excluded_passages_are_in_no_total():
    tags = tags_of([("vote", "The Courier", 0, 9, "opinion"), ("vote", "The Courier", 9, 20, "excluded")])

    found = balance(tags)

    assert "excluded" not in set(found["label"])
    assert row_of(found, "opinion", "The Courier")[["count", "share", "passages"]].tolist() == [1, 1, 1]


def test_a_source_with_excluded_passages_only_has_no_share():
    found = balance(tags_of([("vote", "The Courier", 0, 9, "excluded")]))

    assert found["share"].isna().all()
    assert found["count"].tolist() == [0, 0, 0]
    assert found["warning"].str.contains("no counted passage").all()


# Weights


def test_two_coders_share_a_passage():
    tags = tags_of(
        [
            ("vote", "The Courier", 0, 20, "opinion"),
            ("vote", "The Courier", 0, 20, "reported_fact"),
            ("vote", "The Courier", 20, 30, "opinion"),
        ],
        coder=["ana", "ben", "ana"],
    )

    found = balance(tags)

    assert found["count"].tolist() == [1.5, 0.5, 0.0]
    assert found["share"].tolist() == [0.75, 0.25, 0.0]
    assert found[["passages", "coders"]].drop_duplicates().to_numpy().tolist() == [[2, 2]]


def test_coders_who_cut_otherwise_share_each_character():
    tags = tags_of(
        [
            ("vote", "The Courier", 0, 30, "opinion"),
            ("vote", "The Courier", 0, 10, "reported_fact"),
        ],
        coder=["ana", "ben"],
    )
    # Of ana's 30 characters ten are shared by two: (10 / 2 + 20) / 30. Ben's ten are all shared.
    expected = [25 / 30, 0.5]

    assert balance(tags)["count"].tolist()[:2] == pytest.approx(expected)


def test_an_adjudicated_tag_wins_over_those_it_decides_between():
    tags = tags_of(
        [
            ("vote", "The Courier", 0, 20, "opinion"),
            ("vote", "The Courier", 0, 20, "reported_fact"),
            ("vote", "The Courier", 0, 20, "attributed_claim"),
            ("vote", "The Courier", 20, 30, "opinion"),
        ],
        coder=["ana", "ben", "cleo", "ana"],
        origin=["hand", "hand", "adjudication", "hand"],
    )

    found = balance(tags)

    assert found["count"].tolist() == [1, 0, 1]
    assert found["coders"].tolist() == [2, 2, 2]


def judged(start: int, end: int) -> pd.DataFrame:
    """Return ana's opinion on characters 0 to 91, and a judge's claim on a part of it."""
    rows = [("vote", "The Courier", 0, 91, "opinion"), ("vote", "The Courier", start, end, "attributed_claim")]
    return tags_of(rows, coder=["ana", "judge"], origin=["hand", "adjudication"])


def test_where_a_part_of_a_passage_is_adjudicated_the_rest_stays_the_coders():
    assert balance(judged(0, 35), unit="character")["count"].tolist() == pytest.approx([56, 0, 35])
    assert balance(judged(0, 35))["count"].tolist() == pytest.approx([56 / 91, 0, 1])


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30),
            st.integers(1, 12),
            st.sampled_from(COUNTED),
            st.sampled_from(["ana", "ben", "judge"]),
        ),
        min_size=1,
    )
)
def test_every_character_that_anyone_tagged_counts_once_and_a_judge_decides(drawn):
    tags = tags_of([("vote", "The Courier", start, start + length, label) for start, length, label, _ in drawn])
    tags["coder"] = [f"{coder} {row}" for row, (*_, coder) in enumerate(drawn)]
    tags["origin"] = np.where(tags["coder"].str.startswith("judge"), "adjudication", "hand")
    expected = dict.fromkeys(COUNTED, 0.0)
    for place in range(50):
        here = tags[(tags["start"] <= place) & (place < tags["end"])]
        deciding = here[here["origin"] == "adjudication"]
        deciding = here if deciding.empty else deciding
        for label in deciding["label"]:
            expected[label] += 1 / len(deciding)

    found = balance(tags, unit="character").set_index("label")["count"]

    assert found.to_dict() == pytest.approx(expected)


# One coder's tags that meet


def test_two_tags_of_one_coder_on_one_stretch_are_named_and_the_rest_is_counted(week):
    week.loc[1, "start"] = 20

    found = balance(week)

    assert row_of(found, "opinion", "The Courier")["count"] == 1
    assert row_of(found, "reported_fact", "The Courier")["count"] == 0
    assert row_of(found, "reported_fact", "Le Phare")[["count", "warning"]].tolist()[0] == 1
    warning = row_of(found, "opinion", "The Courier")["warning"]
    assert "neither is counted" in warning
    assert "coder 'mj', article 'vote', 0–35 (reported_fact) and 20–54 (opinion)" in warning
    assert "neither" not in row_of(found, "opinion", "Le Phare")["warning"]


def test_a_tag_that_stands_twice_counts_once_and_is_named(week):
    found = balance(pd.concat([week, week.iloc[[2]]], ignore_index=True))

    assert found["count"].tolist() == balance(week)["count"].tolist()
    assert "the same tag stands twice and is counted once" in row_of(found, "opinion", "The Courier")["warning"]


def test_all_tags_that_meet_are_left_out_and_how_many_is_told():
    rows = [(0, 50), (10, 20), (30, 60), (70, 80)]
    tags = tags_of([("vote", "The Courier", *borders, "opinion") for borders in rows])

    found = row_of(balance(tags), "opinion", "The Courier")

    assert found["count"] == 1
    assert "1 more pair of tags" in found["warning"]


def test_by_coder_nobody_shares():
    tags = tags_of(
        [("vote", "The Courier", 0, 20, "opinion"), ("vote", "The Courier", 0, 20, "reported_fact")],
        coder=["ana", "ben"],
    )

    found = balance(tags, by="coder")

    assert found["count"].tolist() == [1, 0, 0, 0, 1, 0]


def test_by_character_a_passage_weighs_its_length(week):
    lengths = (week["end"] - week["start"]).groupby([week["source"], week["label"]]).sum()

    found = balance(week, unit="character")

    assert row_of(found, "opinion", "The Courier")["count"] == lengths["The Courier", "opinion"] == 59
    assert row_of(found, "opinion", "The Courier")["share"] == pytest.approx(59 / (79 + 40))
    assert row_of(found, "opinion", "The Courier")["passages"] == 4


def test_by_character_a_shared_passage_is_shared_too():
    tags = tags_of(
        [("vote", "The Courier", 0, 20, "opinion"), ("vote", "The Courier", 0, 20, "reported_fact")],
        coder=["ana", "ben"],
    )

    assert balance(tags, unit="character")["count"].tolist() == [10, 10, 0]


# Groups


def test_by_month_is_made_of_published(week):
    found = balance(week, by="month")

    assert found["month"].unique().tolist() == ["2026-04", "2026-05"]
    assert found["count"].tolist() == [1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("date", ["May 2026", "12/05/2026", "2026", "2026-13-09", "2026-5-1"])
def test_what_is_no_iso_date_makes_no_month(week, date):
    week.loc[0, "published"] = date

    found = balance(week, by="month").set_index("month")["warning"]

    assert found.index.unique().tolist() == ["2026-04", "2026-05", "not an ISO date"]
    assert repr(date) in found["not an ISO date"].iloc[0]
    assert "ISO" not in found["2026-04"].iloc[0]


def test_sources_that_are_written_almost_alike_are_named(week):
    week["source"] = ["Le Phare ", "le phare", "Le Phare", "Le Pha\u0301re", "Le Ph\u00e1re"]

    found = balance(week).drop_duplicates("source").set_index("source")["warning"]

    assert "'Le Phare ', 'le phare'" in found["Le Phare"]
    assert "'Le Ph\u00e1re'" in found["Le Pha\u0301re"]
    assert "almost" not in balance(week.assign(source="Le Phare"))["warning"].iloc[0]


def test_by_several_columns_has_a_column_each(week):
    found = balance(week, by=["source", "month"])

    expected = week.groupby(["source", week["published"].str[:7]]).size()
    assert found.groupby(["source", "month"])["count"].sum().tolist() == expected.tolist()
    assert list(found)[:2] == ["source", "month"]


def test_by_speaker_says_who_is_quoted(week):
    found = balance(week, by="speaker")

    claims = found[found["label"] == "attributed_claim"].set_index("speaker")["count"]
    assert claims.to_dict() == {"": 0, "the mayor": 1}


def test_a_missing_source_is_a_group_of_its_own(week):
    week.loc[0, "source"] = None

    assert balance(week)["source"].unique().tolist() == ["", "Le Phare", "The Courier"]


@pytest.mark.parametrize("dtype", ["category", "object", "str", "string"])
def test_any_kind_of_column_gives_the_same_table(week, dtype):
    week.loc[0, "source"] = None
    expected = balance(week)

    found = balance(week.astype({"source": dtype, "label": dtype, "coder": dtype}))

    pd.testing.assert_frame_equal(found.astype({"source": object}), expected.astype({"source": object}))


def test_another_codebook_has_no_rows_for_the_shipped_labels():
    tags = tags_of([("vote", "The Courier", 0, 9, "for"), ("vote", "The Courier", 9, 20, "against")])

    assert balance(tags)["label"].tolist() == ["against", "for"]


def test_a_label_beside_the_shipped_ones_is_counted_after_them():
    tags = tags_of([("vote", "The Courier", 0, 9, "opinion"), ("vote", "The Courier", 9, 20, "satire")])

    assert balance(tags)["count"].to_list() == [1, 0, 0, 1]
    assert balance(tags)["label"].tolist() == [*COUNTED, "satire"]


def test_shipped_labels_stand_even_where_the_columns_categories_lack_them():
    tags = tags_of([("vote", "The Courier", 0, 9, "opinion")]).astype({"label": "category"})

    assert balance(tags)["label"].tolist() == COUNTED


# Intervals


def wilson_by_roots(share: float, size: float, t: float) -> list[float]:
    """Solve |p̂ − p| = t √(p (1 − p) / n) for p: the definition of Wilson's interval."""
    return sorted(np.roots([1 + t**2 / size, -(2 * share + t**2 / size), share**2]).real)


def test_the_interval_is_wilsons_on_the_effective_number_with_t():
    opinions = np.array([1, 2, 2, 3, 3, 4, 5, 6, 7, 7])
    share = opinions.sum() / 100
    # Ten passages in every article: the share's variance is that of the mean of the articles' own shares.
    variance = (opinions / 10).var(ddof=1) / 10
    effect = variance / (share * (1 - share) / 100)

    found = row_of(balance(articles_with(*opinions)), "opinion")

    assert effect > 1
    assert found["design_effect"] == pytest.approx(effect)
    assert found[["low", "high"]].tolist() == pytest.approx(
        wilson_by_roots(share, 100 / effect, student.ppf(0.975, 9)), rel=1e-6
    )


def test_articles_of_unequal_length_have_a_ratios_variance():
    tags = pd.concat([articles_with(1, 5, 3), articles_with(2, 7, of=20, source="Le Phare")])
    tags["source"] = "Le Fil"
    by_article = tags.groupby("article_id")["label"].agg(lambda labels: (labels == "opinion").sum())
    length = tags.groupby("article_id").size()
    share = by_article.sum() / 70
    residuals = by_article - share * length
    variance = (residuals**2 / (1 - length / 70)).sum() / 70**2

    found = row_of(balance(tags), "opinion")

    assert found["design_effect"] == pytest.approx(variance / (share * (1 - share) / 70))


def test_articles_of_unequal_length_leave_fewer_degrees_of_freedom():
    tags = pd.concat([articles_with(1, 5, 3), articles_with(2, 17, of=30, source="Le Phare")]).assign(source="Le Fil")
    length = np.array([10, 10, 10, 30, 30])
    # Satterthwaite's number by its definition: off = y − h Σy has the covariance C were the passages independent.
    off = np.eye(5) - np.outer(length / 90, np.ones(5))
    weighted = np.diag(1 / (1 - length / 90)) @ off @ np.diag(length) @ off.T
    degrees = np.trace(weighted) ** 2 / np.trace(weighted @ weighted)

    found = row_of(balance(tags), "opinion")

    assert 2 < degrees < 4
    assert found[["low", "high"]].tolist() == pytest.approx(
        wilson_by_roots(28 / 90, 90 / found["design_effect"], student.ppf(0.975, degrees)), rel=1e-6
    )


def test_a_few_articles_that_pull_far_leave_fewer_degrees_of_freedom():
    opinions = np.array([0] * 36 + [10] * 4)  # four opinion pieces among forty articles of ten passages
    pulls = (opinions / 10 - 0.1) ** 2
    degrees = 2 * pulls.sum() ** 2 / ((pulls**2).sum() - pulls.sum() ** 2 / 40)

    found = row_of(balance(articles_with(*opinions)), "opinion")

    assert degrees < 39
    assert found[["low", "high"]].tolist() == pytest.approx(
        wilson_by_roots(0.1, 400 / found["design_effect"], student.ppf(0.975, degrees)), rel=1e-6
    )


def test_passages_spread_evenly_over_articles_count_for_no_more_than_independent_ones():
    found = row_of(balance(articles_with(*[5] * 20)), "opinion")

    # All articles alike by chance: the variance is nil, and is drawn towards independence by one article's weight.
    assert found["design_effect"] == pytest.approx(1 / 20)


def test_a_higher_confidence_gives_a_wider_interval():
    tags = articles_with(1, 2, 2, 3, 3, 4, 5, 6, 7, 7)
    narrow, wide = (row_of(balance(tags, confidence=each), "opinion") for each in (0.8, 0.99))

    assert wide["low"] < narrow["low"] < narrow["share"] < narrow["high"] < wide["high"]


# Warnings


def test_of_fewer_than_thirty_articles_of_unequal_lengths_it_is_said_that_rare_long_ones_may_be_missing():
    said = "fewer than 30 articles: rare long ones"
    whole = articles_with(*[5] * 30)
    nth = whole.groupby("article_id").ngroup()
    uneven = whole[whole.groupby("article_id").cumcount() < nth.map(lambda number: [3, 5, 9, 10, 4][number % 5])]

    few = balance(uneven[nth[uneven.index] < 29])
    all_drawn = balance(uneven[nth[uneven.index] < 20].assign(population=20))

    assert few["warning"].str.contains(said, regex=False).all()
    for table in (balance(uneven), balance(whole[nth < 20]), all_drawn):
        assert not table["warning"].str.contains(said, regex=False).any()


def test_fewer_than_ten_articles_are_warned_of():
    nine, ten = balance(articles_with(*range(1, 10))), balance(articles_with(*range(1, 10), 5))

    assert nine["warning"].str.contains(r"fewer than 10 articles \(9\)").all()
    assert not ten["warning"].str.contains("fewer than 10").any()


def test_a_label_that_few_articles_hold_is_warned_of():
    found = balance(articles_with(*[0] * 40, 10, 10, 10, 1, 1))

    assert "few articles hold most of this label" in row_of(found, "opinion")["warning"]
    assert row_of(found, "reported_fact")["warning"] == ""


def test_a_source_of_which_few_articles_are_most_is_warned_of():
    tags = pd.concat([articles_with(*[2, 3] * 20), articles_with(90, 100, of=300, source="blog")])

    found = balance(tags.assign(source="Le Fil"))

    assert found["warning"].str.contains("few articles hold most of the passages").all()
    assert not balance(articles_with(*[2, 3] * 20))["warning"].str.contains("few articles").any()


def test_the_bounds_say_how_far_untagged_passages_could_move_a_share(week, passages):
    found = row_of(balance(week, passages, untagged="bounds"), "opinion", "The Courier")

    assert found["least"] == pytest.approx(2 / 6)  # two of four tagged passages, and two that nobody tagged
    assert found["most"] == pytest.approx(4 / 6)
    with pytest.raises(BalanceError, match=r"passages=project.passages\(\)"):
        balance(week, untagged="bounds")


def test_one_article_tells_nothing_of_others():
    found = balance(articles_with(4))

    assert found["low"].tolist() == [0, 0, 0]
    assert found["high"].tolist() == [1, 1, 1]
    assert found["warning"].str.contains("one article only").all()


def test_one_label_only_is_warned_of_and_each_article_counts_as_one_passage():
    found = balance(articles_with(*[10] * 12))
    low, high = wilson_by_roots(1, 12, student.ppf(0.975, 11))

    assert found["warning"].str.contains("all passages carry one label").all()
    assert row_of(found, "opinion")[["low", "high"]].tolist() == pytest.approx([low, min(high, 1)])


# Untagged


@pytest.fixture
def passages() -> pd.DataFrame:
    """Return the passages of the week's articles, and of one that nobody has tagged."""
    return pd.DataFrame(
        [
            *[("vote", "The Courier", start, end) for start, end in [(0, 35), (35, 54), (54, 79), (79, 90), (90, 99)]],
            *[("strike", "The Courier", 0, 40), ("flood", "Le Phare", 0, 14), ("ferry", "The Quay", 0, 14)],
        ],
        columns=["article_id", "source", "start", "end"],
    )


def test_untagged_counts_the_passages_without_a_tag(week, passages):
    found = balance(week, passages).groupby("source")["untagged"].first()

    assert found.to_dict() == {"Le Phare": 0, "The Courier": 2, "The Quay": 1}


def test_a_source_that_nobody_has_tagged_is_shown(week, passages):
    found = row_of(balance(week, passages), "opinion", "The Quay")

    assert found[["count", "passages", "articles"]].tolist() == [0, 0, 0]
    assert np.isnan(found["share"])
    assert "nothing tagged yet" in found["warning"]


def test_without_passages_untagged_is_missing_and_not_nothing(week):
    assert balance(week)["untagged"].isna().all()


def test_a_passage_is_tagged_where_a_tag_stands_on_a_part_of_it(week, passages):
    week.loc[0, "end"] = 20

    assert row_of(balance(week, passages), "opinion", "The Courier")["untagged"] == 2


def test_untagged_by_month_is_made_of_the_passages_own_dates(week, passages):
    passages["published"] = passages["article_id"].map({"vote": "2026-04-30"}).fillna("2026-05-01")

    found = balance(week, passages, by="month").groupby("month")["untagged"].first()

    assert found.to_dict() == {"2026-04": 2, "2026-05": 1}


def test_untagged_keeps_the_tables_columns_types_and_order(week, passages):
    with_passages, without = balance(week, passages), balance(week)

    assert list(with_passages) == list(without)
    shown = with_passages[with_passages["source"] != "The Quay"]
    pd.testing.assert_frame_equal(shown.drop(columns="untagged"), without.drop(columns="untagged"))


# Bad input


def test_no_tags_give_a_table_without_rows():
    found = balance(tag_table())

    assert len(found) == 0
    assert "share" in found


def test_no_tags_but_passages_show_what_is_to_be_done(passages):
    found = balance(tag_table(), passages)

    assert found.groupby("source")["untagged"].first().tolist() == [1, 6, 1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"label": [None, *["opinion"] * 4]}, "Column 'label' is empty in 1 row.*row 0.*leave these rows out"),
        ({"article_id": ["vote", None, "vote", "a", "b"]}, "Column 'article_id' is empty in 1 row.*row 1"),
        ({"start": [0, np.nan, 54, 0, 0]}, "Column 'start' of row 1 is nan.*whole number"),
        ({"start": [0, "x", 54, 0, 0]}, "Column 'start' of row 1 is x.*whole number"),
        ({"end": [0, 54, 79, 40, 14]}, "'start' and 'end' of row 0 are 0 and 0.*ends after its start"),
    ],
)
def test_what_cannot_be_counted_is_named_with_its_column_value_and_cure(week, change, words):
    with pytest.raises(BalanceError, match=words):
        balance(week.assign(**change))


def test_a_passage_longer_than_any_article_is_refused(week):
    week.loc[4, "end"] = 2**53 - 1

    with pytest.raises(BalanceError, match=r"'end' of row 4 is 9007199254740991: no article is so long"):
        balance(week)


def test_a_column_that_is_not_there_is_named_with_those_that_are(week):
    with pytest.raises(BalanceError, match=r"no column 'outlet'.*They have: article_id, source"):
        balance(week, by="outlet")


@pytest.mark.parametrize(
    "asked",
    [{"by": "label"}, {"by": []}, {"unit": "word"}, {"confidence": 95}, {"confidence": "95 %"}],
)
def test_what_is_asked_wrongly_is_answered_with_what_is_allowed(week, asked):
    with pytest.raises(BalanceError, match=next(iter(asked))):
        balance(week, **asked)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"by": 3}, "by=3 cannot make groups"),
        ({"passages": "all"}, "A table of passages is needed .* not a str"),
    ],
)
def test_what_is_of_the_wrong_kind_is_named(week, asked, words):
    with pytest.raises(BalanceError, match=words):
        balance(week, **asked)


def test_a_column_that_stands_twice_is_named(week):
    with pytest.raises(BalanceError, match="have the column 'source' twice: keep one"):
        balance(pd.concat([week, week[["source"]]], axis=1))


def test_passages_without_their_columns_are_told_from_tags(week, passages):
    with pytest.raises(BalanceError, match="The passages have no column 'start'"):
        balance(week, passages.drop(columns="start"))


def test_one_tag_id_on_two_passages_is_two_tags(week):
    expected = balance(week)

    pd.testing.assert_frame_equal(balance(week.assign(tag_id="same")), expected)


def test_a_row_that_is_there_again_without_a_coder_counts_once():
    tags = tags_of([("vote", "The Courier", 0, 9, "opinion")] * 2).drop(columns="coder")

    assert balance(tags)["count"].tolist() == [1, 0, 0]


def test_dates_as_times_make_months_too(week):
    assert balance(week.astype({"published": "datetime64[ns]"}), by="month").equals(balance(week, by="month"))


def test_numbers_in_the_tags_and_text_in_the_passages_are_told_apart(week, passages):
    with pytest.raises(BalanceError, match="Column 'source' holds 1 in the tags and Le Phare in the passages"):
        balance(week.assign(source=1), passages)


# Properties


@st.composite
def tag_tables(draw: st.DrawFn) -> pd.DataFrame:
    """Draw tags of up to three coders on the same passages of up to four articles."""
    cells = st.tuples(
        st.integers(0, 3), st.integers(0, 3), st.sampled_from(["ana", "ben", "cleo"]), st.sampled_from(LABELS)
    )
    drawn = draw(st.lists(cells, min_size=1, max_size=30, unique_by=lambda cell: cell[:3]))
    rows = [(f"a{art}", f"s{art % 2}", 10 * place, 10 * place + 10, label) for art, place, _, label in drawn]
    return tags_of(rows, coder=[coder for _, _, coder, _ in drawn])


@given(tag_tables())
def test_counts_add_up_to_passages_and_shares_to_one(tags):
    found = balance(tags).groupby("source")
    every_tag = tags.groupby(["article_id", "start"])["label"].transform("size")
    counted = tags["label"] != "excluded"
    expected = (1 / every_tag)[counted].groupby(tags["source"]).sum()

    assert found["count"].sum().reindex(expected.index).to_numpy() == pytest.approx(expected.to_numpy())
    assert found["share"].sum()[expected.index].to_numpy() == pytest.approx(1)


@given(tag_tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(tags, random):
    order = list(range(len(tags)))
    random.shuffle(order)

    pd.testing.assert_frame_equal(balance(tags.iloc[order]), balance(tags))


@given(tag_tables())
def test_the_share_lies_within_its_interval(tags):
    found = balance(tags).dropna(subset="share")

    assert (found["low"] >= 0).all()
    assert (found["low"] <= found["share"]).all()
    assert (found["share"] <= found["high"]).all()
    assert (found["high"] <= 1).all()


def test_groups_and_labels_may_hold_lone_surrogates(week, passages):
    torn = {"source": "\ud83d\n", "label": "\udc00", "coder": "x\ud83d"}
    tags = week.assign(**{name: pd.Series([text] * 5, dtype=object) for name, text in torn.items()})

    found = balance(tags, passages)

    rows = list(zip(found["source"], found["label"], found["count"], strict=True))
    assert rows == [
        ("Le Phare", "\udc00", 0),
        ("The Courier", "\udc00", 0),
        ("The Quay", "\udc00", 0),
        ("\ud83d\n", "\udc00", 5),
    ]


def test_a_group_without_a_source_is_warned_of():
    row = {"article_id": "a", "source": "", "start": 0, "end": 9, "label": "opinion", "coder": "mj"}
    tags = pd.DataFrame([row, {**row, "article_id": "b", "source": "The Echo"}])

    table = balance(tags).groupby("source")["warning"].first()

    assert "articles without a source: name it with project.correct" in table[""]
    assert "without a source" not in table["The Echo"]
