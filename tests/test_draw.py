"""Drawing: which articles form a study, with what weight, and the same again with the seed."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._errors import ArticleError
from annotate._study.drawing import strata
from annotate._study.seeded import alike, in_proportion

OUTLETS = ("Courier", "Echo", "Fil", "Globe", "Herald", "Matin", "Quay")


def archive(sizes: dict[str, int]) -> pd.DataFrame:
    rows = [(f"{name}-{n}", name) for name, many in sizes.items() for n in range(many)]
    return pd.DataFrame(rows, columns=["article_id", "source"])


def days(first: date, last: date, each: int = 2) -> pd.DataFrame:
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rows = [(f"{day}-{n}", "Fil", day.isoformat()) for day in every for n in range(each)]
    return pd.DataFrame(rows, columns=["article_id", "source", "published"])


def ids(drawn: pd.DataFrame) -> set[str]:
    return set(drawn.loc[drawn["drawn"], "article_id"])


def test_a_published_design_of_seven_outlets_twelve_months_and_two_kinds_is_drawn_again():
    rows = [
        (f"{outlet}-{month}-{kind}-{n}", outlet, f"2026-{month:02}-{n % 28 + 1:02}", kind)
        for outlet in OUTLETS
        for month in range(1, 13)
        for kind in ("political", "other")
        for n in range(7 + month)
    ]
    pages = pd.DataFrame(rows, columns=["article_id", "source", "published", "topic"])

    drawn = annotate.draw(pages, 1_008, by=["source", "month", "topic"], seed="PolNeAR")

    chosen = pages[pages["article_id"].isin(ids(drawn))]
    cells = Counter(zip(chosen["source"], chosen["published"].str[:7], chosen["topic"], strict=True))
    assert len(chosen) == 1_008
    assert len(cells) == 7 * 12 * 2
    assert set(cells.values()) == {6}
    assert drawn["weight"].sum() == pytest.approx(len(pages))  # the weights stand for the whole archive


@given(st.dictionaries(st.sampled_from(OUTLETS), st.integers(1, 40), min_size=1), st.integers(1, 30), st.integers())
def test_the_same_seed_draws_the_same_in_any_order_and_more_keeps_what_was_drawn(sizes, n, seed):
    pages = archive(sizes)
    n = min(n, len(pages))

    for kind, by in (("simple", ()), ("proportional to size", "source")):
        drawn = annotate.draw(pages, n, by, kind=kind, seed=seed)
        again = annotate.draw(pages.iloc[::-1], n, by, kind=kind, seed=seed)
        more = annotate.draw(pages, min(n + 3, len(pages)), by, kind=kind, seed=seed)

        assert ids(drawn) == ids(again)
        assert len(ids(drawn)) == n
        assert ids(drawn) <= ids(more)


def test_what_was_drawn_with_another_seed_is_kept_too():
    pages = archive({"Fil": 30, "Quay": 30})
    first = ids(annotate.draw(pages, 10, "source", seed=1))

    more = ids(annotate.draw(pages, 16, "source", seed=2, kept=first))

    assert first < more
    assert len(more) == 16


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 60), min_size=1, max_size=9), st.data())
def test_shares_in_proportion_add_up_and_ask_no_stratum_for_more_than_it_has(sizes, data):
    n = data.draw(st.integers(1, sum(sizes.values())))

    shares = in_proportion(n, sizes, seed=1)

    assert sum(shares.values()) == n
    assert all(shares[name] <= sizes[name] for name in sizes)
    less = in_proportion(n - 1, sizes, seed=1)
    assert all(less[name] <= shares[name] for name in sizes)


def test_equal_shares_differ_by_one_at_most():
    shares = alike(23, OUTLETS, seed=4)

    assert sum(shares.values()) == 23
    assert set(shares.values()) == {3, 4}


@pytest.mark.slow
def test_every_article_has_the_same_chance():
    pages = archive({"Fil": 20})
    times = Counter(one for seed in range(500) for one in ids(annotate.draw(pages, 5, seed=seed)))

    found = np.array([times[one] for one in pages["article_id"]])
    expected = 500 * 5 / 20
    # Each is binomial; the sum of squares over it is nearly chi-square with 19 degrees of freedom.
    assert ((found - expected) ** 2 / (expected * 0.75)).sum() * 19 / 20 < 50


def test_constructed_weeks_hold_each_weekday_equally_over_years_and_changes_of_the_clock():
    pages = days(date(2023, 1, 1), date(2026, 12, 31))

    drawn = annotate.draw(pages, 12, kind="constructed_week", seed=7)

    taken = drawn[drawn["drawn"]]
    weekdays = Counter(date.fromisoformat(day).strftime("%A") for day in set(taken["cluster"]))
    assert set(weekdays.values()) == {12}
    assert len(weekdays) == 7
    assert (taken.groupby("cluster").size() == 2).all()  # all that was published on a day is in
    for name, those in taken.groupby("stratum"):
        there = sum(date.fromisoformat(day).strftime("%A") == name for day in pages["published"].unique())
        assert set(those["population"]) == {there}
        assert those["weight"].iloc[0] == pytest.approx(there / 12)


def test_days_without_an_article_and_articles_without_a_day_are_said():
    pages = days(date(2026, 3, 2), date(2026, 4, 26), each=1)
    pages = pages[pages["published"] != "2026-03-29"]  # a Sunday, and the one on which clocks change in Europe
    pages.loc[len(pages) + 1] = ("when", "Fil", "2026-03")

    table = strata(annotate.draw(pages, 1, kind="constructed_week", seed=1)).set_index("stratum")

    assert table.loc["Sunday", "remark"] == "1 such day has no article here."
    assert table.loc["Monday", "remark"] == ""
    assert table.loc["no full date", ["articles", "drawn"]].tolist() == [1, 0]
    assert "project.correct" in table.loc["no full date", "remark"]


@pytest.mark.parametrize(
    ("n", "options", "said"),
    [
        (99, {}, "99 articles are wanted, and there are 12"),
        (12, {"by": "source"}, "'Quay' has 2"),
        (0, {}, "whole number from 1"),
        (2.5, {}, "whole number from 1"),
        (3, {"kind": "random"}, "no way to draw"),
        (3, {"kind": "stratified"}, "needs strata"),
        (3, {"kind": "simple", "by": "source"}, "has no strata"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_a_cure(n, options, said):
    with pytest.raises(ArticleError, match=said):
        annotate.draw(archive({"Fil": 10, "Quay": 2}), n, **options)


def test_a_week_that_lacks_a_weekday_cannot_be_constructed():
    pages = days(date(2026, 3, 2), date(2026, 3, 6))

    with pytest.raises(ArticleError, match="'Saturday' has 0, 'Sunday' has 0"):
        annotate.draw(pages, 1, kind="constructed_week")


# In a project -----------------------------------------------------------------------------------------------------


@pytest.fixture
def study(tmp_path):
    pages = archive({"Fil": 12, "Quay": 8})
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pages.assign(text=[f"The council votes on item {n}." for n in range(len(pages))]))
        yield project


def test_a_drawn_study_holds_what_was_drawn_and_its_balance_is_weighed(study):
    table = study.draw(10, by="source", seed=3)

    pages = study.articles()
    assert table[["stratum", "articles", "drawn"]].values.tolist() == [["Fil", 12, 5], ["Quay", 8, 5]]
    assert pages["source"].value_counts().to_dict() == {"Fil": 5, "Quay": 5}
    assert dict(zip(pages["source"], pages["weight"], strict=True)) == {"Fil": 2.4, "Quay": 1.6}
    assert set(study.articles(set_aside=True)["set_aside"]) == {"", "not drawn"}
    for row in study.passages().to_dict("records"):
        study.tag(row["article_id"], row["start"], row["end"], "opinion", coder="mj")
    assert annotate.balance(study.tags())["articles"].tolist()[0] == 5


def test_drawing_more_keeps_what_was_drawn_and_undo_takes_it_back(study):
    study.draw(6, by="source", seed=3)
    first = set(study.articles()["article_id"])

    study.draw(10)

    assert first < set(study.articles()["article_id"])
    study.undo()
    assert set(study.articles()["article_id"]) == first
    study.undo()
    assert len(study.articles()) == 20
    assert "stratum" not in study.articles()


def test_the_same_decision_is_written_once(study):
    one = study.draw(6, seed=3, decision_id="d-1")
    two = study.draw(20, seed=4, decision_id="d-1")

    assert one.equals(two)
    assert len(study.articles()) == 6


def test_a_second_draw_in_another_way_or_of_fewer_is_refused(study):
    study.draw(10, by="source", seed=3)

    with pytest.raises(ArticleError, match="another chance"):
        study.draw(12, by="source", kind="proportional to size")
    with pytest.raises(ArticleError, match="would drop out"):
        study.draw(4)
    assert len(study.articles()) == 10


@pytest.mark.slow
def test_what_is_set_aside_by_hand_is_not_drawn_and_what_comes_later_waits(study):
    study.set_aside("Fil-0", reason="an advertisement")
    study.draw(19, seed=1)
    study.add(pd.DataFrame({"article_id": ["late"], "source": ["Fil"], "text": ["The council voted."]}))

    assert len(study.articles()) == 19
    aside = study.articles(set_aside=True).set_index("article_id")["set_aside"]
    assert aside[["Fil-0", "late"]].tolist() == ["an advertisement", "not drawn"]
    study.draw(20)
    assert "late" in set(study.articles()["article_id"])


def test_articles_that_came_with_weights_are_not_drawn_again(tmp_path):
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame({"article_id": ["a", "b"], "text": ["One.", "Two."], "weight": [2.0, 3.0]}))

        with pytest.raises(ArticleError, match="came with 'weight'"):
            project.draw(1)
