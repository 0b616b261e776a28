"""Agreement: published values with their data typed in, other packages as oracles, intervals, groups, bad input.

Where a published table is given by passages without articles, each passage stands in an article of its own.
"""

from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student
from statsmodels.stats import inter_rater

from annotate._agreement.agreement_table import MEASURES, agreement
from annotate._agreement.confusion_table import confusion
from annotate._agreement.unitizing_formula import Spans, unitizing_disagreement
from annotate._errors import BalanceError
from annotate._tags import tag_table
from tests.examples import FEWER


def judged(*coders: str, passages_an_article: int = 1) -> pd.DataFrame:
    """Make tags of one string a coder, one sign a passage; a dot is a passage that the coder did not tag."""
    rows = [
        (f"a{place // passages_an_article:03}", place * 10, place * 10 + 10, label, f"coder {number}")
        for number, labels in enumerate(coders)
        for place, label in enumerate("".join(labels.split()))
        if label != "."
    ]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "label", "coder"])


def crossed(table: list[list[int]], labels: str = "ABCDE") -> pd.DataFrame:
    """Make tags of two coders' contingency table, the first coder's labels in rows."""
    cells = [
        (labels[row], labels[column])
        for row, line in enumerate(table)
        for column, many in enumerate(line)
        for _ in range(many)
    ]
    return judged(*("".join(side) for side in zip(*cells, strict=True)))


def value_of(tags: pd.DataFrame, measure: str = "alpha", **asked: object) -> float:
    return agreement(tags, measure, **asked)["value"].item()


# Published values

KRIPPENDORFF_2011 = ("1233 2141 2...", "1233 2241 25.3", ".333 2342 251.", "1233 2441 251.")
"""Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability, section C: four observers, twelve units."""

WIKIPEDIA = ("..... 34121 133.3", "1.213 343.. .....", "..213 44.21 133.4")
"""Wikipedia, "Krippendorff's alpha", A computational example: three coders, fifteen units."""

HAYES_KRIPPENDORFF_2007 = (
    "112.001122 .013112110 0020100111 1223222221",
    "1130000.21 1023111210 0030210211 1122222221",
    "2030002221 0022112300 1.30.10122 02.2232.21",
    ".13....0.1 0022...31. 103021122. .122...12.",
    "2..0001.2. ...3112..0 .0..2.0..2 0.2.2222.1",
)
"""Hayes, A. F. & Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
*Communication Methods and Measures*, 1, 77–89, table 1: five observers, forty units."""

KRIPPENDORFF_2004_DICHOTOMY = ("0100000010", "1110010000")
"""Krippendorff, K. (2004). *Content Analysis*, 2nd ed., §11.3.1: two observers, ten units."""

FLEISS_1971 = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""
"""Fleiss (1971), table 1: thirty patients, each with the diagnoses of six psychiatrists."""

COHEN_1960 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""Cohen (1960), table 1, as counts of 200 patients."""

SAS = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
"""The three by three table of SAS's documentation of Cohen's kappa, by which statsmodels is tested too."""

ARTSTEIN_POESIO = [[46, 6, 0], [0, 32, 0], [0, 6, 10]]
"""Artstein, R. & Poesio, M. (2008). Inter-coder agreement for computational linguistics. *Computational
Linguistics*, 34, 555–596, table 4: statements, information requests, checks."""


def test_alpha_of_krippendorffs_working_paper():
    assert value_of(judged(*KRIPPENDORFF_2011)) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_the_same_paper_for_interval_data():
    assert value_of(judged(*KRIPPENDORFF_2011), order=list("12345")) == pytest.approx(0.849, abs=5e-4)


def test_alpha_of_the_example_on_wikipedia():
    assert value_of(judged(*WIKIPEDIA)) == pytest.approx(0.691358, abs=5e-7)


def test_alpha_of_hayes_and_krippendorff():
    tags = judged(*HAYES_KRIPPENDORFF_2007)

    assert value_of(tags) == pytest.approx(0.4765, abs=5e-5)
    assert value_of(tags, order=list("0123")) == pytest.approx(0.7574, abs=5e-5)


def test_alpha_of_krippendorffs_dichotomy():
    assert value_of(judged(*KRIPPENDORFF_2004_DICHOTOMY)) == pytest.approx(0.095, abs=5e-4)


def test_fleiss_kappa_of_his_psychiatrists():
    coders = zip(*FLEISS_1971.split(), strict=True)

    assert value_of(judged(*("".join(coder) for coder in coders)), "fleiss") == pytest.approx(0.430, abs=5e-4)


def test_the_interval_of_percent_agreement_stays_between_nothing_and_all():
    tags = judged("AAABBBAABA", "BBBAAAAAAB", passages_an_article=5)

    found = agreement(tags, "percent").iloc[0]

    assert 0 == found["low"] <= found["value"] <= found["high"] <= 1


@pytest.mark.parametrize("measure", ["alpha", "ualpha"])
def test_a_passage_longer_than_any_article_is_refused(measure):
    tags = judged("ABAB", "ABBA").astype({"end": "int64"})
    tags.loc[3, "end"] = 2**53 - 1

    with pytest.raises(BalanceError, match="no article is so long"):
        agreement(tags, measure)


def test_borders_too_far_apart_to_be_compared_are_refused():
    tags = judged("ABAB", "ABBA").astype({"end": "int64"})
    tags.loc[3, "end"] = 2**31 - 1

    with pytest.raises(BalanceError, match="so far apart"):
        agreement(tags, "ualpha")


def test_cohens_kappa_and_gwets_ac1_of_cohens_table():
    tags = crossed(COHEN_1960)

    assert value_of(tags, "kappa") == pytest.approx(0.492, abs=5e-4)
    assert value_of(tags, "ac1") == pytest.approx(0.5760, abs=5e-5)
    assert value_of(tags, "percent") == pytest.approx(0.70)


def test_cohens_kappa_of_the_table_of_sas_and_nearly_its_interval():
    found = agreement(crossed(SAS), "kappa").squeeze(axis=0)
    degrees = student.ppf(0.975, 18)

    assert found["value"] == pytest.approx(0.4842, abs=5e-5)
    # SAS: .4842 ± 1.96 × .1380, by the formula for many passages. The jackknife has t and a little more spread.
    assert found["low"] < 0.2137
    assert found["high"] > 0.7547
    assert (found["high"] - found["low"]) / 2 / degrees == pytest.approx(0.1380, rel=0.15)


def test_pi_kappa_and_alpha_of_artstein_and_poesio():
    tags = crossed(ARTSTEIN_POESIO)

    assert value_of(tags, "fleiss") == pytest.approx(0.7995, abs=5e-5)  # of two coders it is Scott's pi
    assert value_of(tags, "kappa") == pytest.approx(0.8013, abs=5e-5)
    assert value_of(tags, "alpha") == pytest.approx(0.800, abs=1e-3)


C, K, FIRST, SECOND = 0, 1, 0, 1
KRIPPENDORFF_2004_UNITS = [
    *[(FIRST, C, 225, 295), (FIRST, C, 370, 400), (SECOND, C, 220, 300), (SECOND, C, 355, 375), (SECOND, C, 400, 420)],
    *[(coder, K, *span) for coder in (FIRST, SECOND) for span in [(180, 240), (300, 350)]],
]
"""Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. *Quality and Quantity*, 38,
787–800, figure 2: two observers' units of the kinds c and k on a text from 150 to 450."""


def test_alpha_for_unitizing_of_krippendorffs_example():
    coder, label, start, end = np.array(KRIPPENDORFF_2004_UNITS).T
    spans = Spans(np.zeros_like(coder), coder, label, start, end, begin=np.array([150]), finish=np.array([450]))

    observed, expected = (part[-1] for part in unitizing_disagreement(spans, labels=2))

    c, k = 1 - observed / expected
    assert c == pytest.approx(0.7286, abs=5e-5)
    assert k == 1.0
    # The paper sums densities (by pairs of observers and squared length) that it has rounded to four places.
    printed = [np.round(part / (2 * 300**2), 4).sum() for part in (observed, expected)]
    assert 1 - printed[0] / printed[1] == pytest.approx(0.8591, abs=5e-5)
    assert 1 - observed.sum() / expected.sum() == pytest.approx(0.8591, abs=5e-4)


# The published agreement of real raters

STEPS = ["Entirely factual", "Somewhat factual but also opinionated", "Expresses writer’s opinion"]


def raters(path: Path) -> pd.DataFrame:
    """Read a rater table; its misspelt labels are mapped, its blank ones and its judgements given twice left out."""
    table = pd.read_csv(path, keep_default_na=False)
    table["label"] = table["label"].replace(
        {"Somewhat factional but also opinionated": STEPS[1], "Expresses wleter´s opinion": STEPS[2]}
    )
    table = table[table["label"] != ""].drop_duplicates(["passage_id", "coder"])
    return table.assign(article_id=table["passage_id"], start=0, end=1)


@pytest.mark.parametrize(("name", "published", "passages"), [("sg1", 0.46, 1701), ("mbic", 0.26, 1700)])
def test_the_agreement_of_real_raters_is_the_published_one(real_data, name, published, passages):
    found = agreement(raters(real_data / f"data/babe_raters/{name}.csv"), order=STEPS).squeeze(axis=0)

    assert found["value"] == pytest.approx(published, abs=0.006)
    assert found["passages"] == passages
    assert found["low"] < found["value"] < found["high"]


# Oracles

LABELS = list("abcd")


@st.composite
def judgement_tables(draw: st.DrawFn, coders: int = 4, gaps: bool = True) -> list[list[str]]:
    """Draw one list of labels a coder, on up to twelve passages; a dot is a gap."""
    signs = st.sampled_from([*LABELS, *(["."] if gaps else [])])
    passages = draw(st.integers(2, 12))
    many = draw(st.integers(2, coders))
    return draw(st.lists(st.lists(signs, min_size=passages, max_size=passages), min_size=many, max_size=many))


def counts_of(table: list[list[str]]) -> np.ndarray:
    return np.array([[column.count(label) for label in LABELS] for column in zip(*table, strict=True)])


def same(found: float, expected: float) -> bool:
    return found == pytest.approx(expected, abs=1e-9) or (np.isnan(found) and not np.isfinite(expected))


@given(judgement_tables())
def test_alpha_is_that_of_the_krippendorff_package(table):
    counts = counts_of(table)
    pairable = counts[counts.sum(axis=1) > 1]

    found = value_of(judged(*map("".join, table)))

    if (pairable.sum(axis=0) > 0).sum() < 2:
        assert np.isnan(found)
    else:
        assert same(found, krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


@given(judgement_tables(gaps=False))
def test_fleiss_kappa_is_that_of_statsmodels(table):
    with np.errstate(all="ignore"):
        expected = inter_rater.fleiss_kappa(counts_of(table))

    assert same(value_of(judged(*map("".join, table)), "fleiss"), expected)


@given(judgement_tables(coders=2, gaps=False))
def test_cohens_kappa_is_that_of_statsmodels(table):
    square = np.array([[sum(pair == (a, b) for pair in zip(*table, strict=True)) for b in LABELS] for a in LABELS])
    with np.errstate(all="ignore"):
        expected = inter_rater.cohens_kappa(square).kappa

    assert same(value_of(judged(*map("".join, table)), "kappa"), expected)


def ac1_by_hand(counts: np.ndarray) -> float:
    """Compute Gwet's AC1 of passages with equal numbers of coders, pair by pair."""
    coders = counts[0].sum()
    agreeing = np.mean([sum(n * (n - 1) for n in row) / (coders * (coders - 1)) for row in counts])
    used = counts.sum(axis=0) > 0
    share = counts.sum(axis=0) / counts.sum()
    chance = sum(share * (1 - share)) / (used.sum() - 1)
    return (agreeing - chance) / (1 - chance)


@given(judgement_tables(gaps=False))
def test_ac1_is_that_of_its_definition(table):
    with np.errstate(all="ignore"):
        expected = ac1_by_hand(counts_of(table))

    assert same(value_of(judged(*map("".join, table)), "ac1"), expected)


def characters(tags: pd.DataFrame, length: int) -> float:
    """Compute alpha for unitizing of one label by walking every unit to every place."""
    coders = [part[["start", "end"]].to_numpy().tolist() for _, part in tags.groupby("coder")]
    observed = sum(apart(unit, other) for mine in coders for other in coders if other is not mine for unit in mine)
    gaps = [gaps_of(units, length) for units in coders]
    units = [end - start for part in coders for start, end in part]
    total, read = 0.0, len(coders) * length
    for b in units:
        total += (len(units) - 1) / 3 * (2 * b**3 - 3 * b**2 + b)
        total += b**2 * sum(gap - b + 1 for part in gaps for gap in part if gap >= b)
    expected = 2 * read * total / (read * (read - 1) - sum(b * (b - 1) for b in units))
    return 1 - observed / (len(coders) - 1) / expected


def apart(unit: list[int], others: list[list[int]]) -> float:
    met = [(unit[0] - start) ** 2 + (unit[1] - end) ** 2 for start, end in others if start < unit[1] and end > unit[0]]
    return sum(met) if met else 2 * (unit[1] - unit[0]) ** 2


def gaps_of(units: list[list[int]], length: int) -> list[int]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [after - before for before, after in zip(edges[::2], edges[1::2], strict=True) if after > before]


def test_alpha_for_unitizing_is_that_of_its_definition():
    cuts = {"ana": [(0, 20), (30, 45), (80, 100)], "ben": [(0, 25), (40, 45), (50, 60), (80, 100)]}
    rows = [("a", start, end, "opinion", coder) for coder, spans in cuts.items() for start, end in spans]
    tags = pd.DataFrame(rows, columns=["article_id", "start", "end", "label", "coder"])

    assert value_of(tags, "ualpha") == pytest.approx(characters(tags, 100))


# Groups


@pytest.fixture
def two_outlets() -> pd.DataFrame:
    """Return three coders' tags of four articles of two passages, the last two by another outlet."""
    tags = judged("oorr orca", "oorr rrca", "oror o.cc", passages_an_article=2)
    return tags.assign(source=np.where(tags["article_id"] < "a002", "Le Fil", "The Quay"))


def test_by_source_each_group_is_measured_as_if_it_stood_alone(two_outlets):
    found = agreement(two_outlets, by="source").set_index("group")

    for source, part in two_outlets.groupby("source"):
        alone = agreement(part).iloc[0]
        columns = ["value", "low", "high", "coders", "passages", "articles"]
        assert found.loc[source, columns].tolist() == pytest.approx(alone[columns].tolist(), nan_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["alpha", "kappa", "fleiss", "ac1", "percent", "ualpha"])
def test_by_pair_two_coders_are_measured_as_if_they_stood_alone(two_outlets, measure):
    found = agreement(two_outlets, measure, by="pair").set_index("group")
    two = two_outlets[two_outlets["coder"] != "coder 1"]

    assert len(found) == 3
    assert found.loc["coder 0 & coder 2", "value"] == pytest.approx(value_of(two, measure))


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["alpha", "fleiss", "ac1", "percent"])
def test_by_label_each_is_measured_against_all_others(two_outlets, measure):
    found = agreement(two_outlets, measure, by="label").set_index("group")

    for label in "orca":
        against = two_outlets.assign(label=np.where(two_outlets["label"] == label, label, "other"))
        assert found.loc[label, "value"] == pytest.approx(value_of(against, measure))


def test_kappa_by_label_is_of_two_coders_too(two_outlets):
    two = two_outlets[two_outlets["coder"] != "coder 1"]
    found = agreement(two, "kappa", by="label").set_index("group")
    against = two.assign(label=np.where(two["label"] == "o", "o", "other"))

    assert found.loc["o", "value"] == pytest.approx(value_of(against, "kappa"))


def test_adjudicated_tags_are_no_coders_own_view(two_outlets):
    settled = two_outlets.head(1).assign(coder="cleo", label="c", origin="adjudication")

    assert agreement(pd.concat([two_outlets.assign(origin="hand"), settled])).equals(agreement(two_outlets))


def test_counted_labels_are_compared_first_and_then_whether_a_passage_counts():
    tags = judged("ooox", "oxax").replace({"label": {"o": "opinion", "x": "excluded", "a": "attributed_claim"}})

    found = agreement(tags, "percent")

    assert found["group"].tolist() == ["all", "all, excluded too"]
    assert found["passages"].tolist() == [2, 4]
    assert found["value"].tolist() == [1 / 2, 2 / 4]


def test_accepted_suggestions_are_no_independent_judgements():
    tags = judged("ABAB", "ABBA").assign(origin=["suggestion", "hand", "hand", "hand"] * 2)

    found = agreement(tags, "percent").set_index("group")

    assert found["value"].to_dict() == {"all": 2 / 4, "all, without accepted suggestions": 1 / 3}


def test_where_suggestions_change_nothing_they_are_not_told_apart():
    lone = judged("A").assign(article_id="alone", origin="suggestion")
    tags = pd.concat([judged("ABAB", "ABBA").assign(origin="hand"), lone])

    assert agreement(tags)["group"].tolist() == ["all"]


def cut(*rows: tuple[str, int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["coder", "start", "end", "label"]).assign(article_id="a")


def test_passages_that_were_cut_differently_are_told_and_not_compared():
    tags = cut(
        ("ana", 0, 10, "A"), ("ana", 10, 40, "B"), ("ana", 50, 60, "A"),
        ("ben", 0, 10, "A"), ("ben", 10, 30, "B"), ("ben", 30, 40, "A"),
    )  # fmt: skip

    for by in (None, "pair", "label", "article_id"):
        found = agreement(tags, by=by)
        assert (found["left_out"] == 3).all()  # ana's 10–40, ben's 10–30 and 30–40; ana alone read 50–60
        assert found["passages"].iloc[0] == 1
        assert found["reason"].str.contains("3 passages were cut differently").all()


def test_each_two_coders_have_their_own_passages_left_out():
    tags = cut(
        ("ana", 0, 10, "A"), ("ana", 10, 40, "B"), ("ben", 0, 10, "A"), ("ben", 10, 40, "B"),
        ("cleo", 0, 10, "A"), ("cleo", 10, 30, "B"),
    )  # fmt: skip

    assert agreement(tags, by="pair").set_index("group")["left_out"].to_dict() == {
        "ana & ben": 0, "ana & cleo": 2, "ben & cleo": 2,
    }  # fmt: skip


@st.composite
def cuttings(draw: st.DrawFn) -> pd.DataFrame:
    """Draw what three coders make of sixty characters, each with borders and gaps of their own."""
    rows = []
    for coder in ("ana", "ben", "cleo"):
        borders = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=7)))
        labels = draw(st.lists(st.sampled_from([*LABELS, ""]), min_size=len(borders) - 1, max_size=len(borders) - 1))
        rows += [(coder, *ends, label) for *ends, label in zip(borders, borders[1:], labels, strict=False) if label]
    return cut(*rows)


IDS = (object, "str", pd.StringDtype("python"), "category")


@FEWER
@given(st.lists(cuttings(), min_size=1, max_size=2), st.randoms(use_true_random=False), st.sampled_from(IDS))
def test_what_is_compared_and_left_out_goes_neither_by_the_order_of_rows_nor_by_how_ids_are_held(parts, chance, held):
    tags = pd.concat([part.assign(article_id=f"a{number}") for number, part in enumerate(parts)], ignore_index=True)
    places = {place: set(rows["coder"]) for place, rows in tags.groupby(["article_id", "start", "end"])}
    by_several = [place for place, coders in places.items() if len(coders) > 1]
    cut_otherwise = {
        (article, start, end)
        for article, start, end in places.keys() - by_several
        for other, begins, ends in places
        if (other == article and begins < end and ends > start)
        and places[other, begins, ends] - places[article, start, end]
    }

    if len(tags):
        found = agreement(tags)
        mixed = tags.astype({"article_id": held}).iloc[chance.sample(range(len(tags)), len(tags))]
        pd.testing.assert_frame_equal(agreement(mixed), found)
        assert found[["passages", "left_out"]].iloc[0].to_list() == [len(by_several), len(cut_otherwise)]


def test_a_stretch_tagged_twice_is_refused_in_an_article_that_one_coder_read_too():
    read_by_two = judged("AB", "AB")
    twice = pd.concat([read_by_two, *[judged("A").assign(article_id="x")] * 2])

    for tags in (twice, twice.iloc[::-1]):
        with pytest.raises(BalanceError, match="two tags on one stretch of article 'x'"):
            agreement(tags)


@given(cuttings())
def test_cu_alpha_is_alpha_of_the_labels_of_every_character_that_two_coders_tagged(tags):
    table = np.full((3, 60), np.nan)
    for row in tags.itertuples():
        table[["ana", "ben", "cleo"].index(row.coder), row.start : row.end] = LABELS.index(row.label)
    shared = table[:, (~np.isnan(table)).sum(axis=0) > 1]
    different = np.unique(shared[~np.isnan(shared)])

    if len(tags):
        found = value_of(tags, "cualpha")
        if len(different) > 1:
            assert found == pytest.approx(krippendorff.alpha(shared, level_of_measurement="nominal"))
        else:
            assert np.isnan(found)


def test_ordinal_alpha_of_hayes_and_krippendorff():
    found = value_of(judged(*HAYES_KRIPPENDORFF_2007), order=list("0123"), scale="ordinal")

    assert found == pytest.approx(0.7598, abs=5e-5)


@given(judgement_tables())
def test_ordinal_alpha_is_that_of_the_krippendorff_package(table):
    counts = counts_of(table)
    pairable = counts[counts.sum(axis=1) > 1]
    if (pairable.sum(axis=0) > 0).sum() > 1:
        expected = krippendorff.alpha(
            value_counts=pairable, value_domain=range(len(LABELS)), level_of_measurement="ordinal"
        )
        tags = judged(*map("".join, table))
        assert same(value_of(tags, order=list(LABELS), scale="ordinal"), expected)


def test_gwets_convention_takes_what_chance_would_give_from_all_rated_passages():
    tags = judged("AABB.", "AAB.B")
    # Compared are A A, A A, B B; rated are two B more.
    tags = pd.concat([tags, judged("A", "B").assign(article_id="x")])  # and one in dispute

    for marginals, part in (("compared", [5 / 8, 3 / 8]), ("rated", [5 / 12, 7 / 12])):
        for measure in ("ac1", "fleiss"):
            found = value_of(tags, measure, marginals=marginals)
            chance = {"ac1": 2 * part[0] * part[1], "fleiss": part[0] ** 2 + part[1] ** 2}[measure]
            assert found == pytest.approx((3 / 4 - chance) / (1 - chance))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"scale": "ordinal"}, "with order="),
        ({"scale": "ratio", "order": ["A"]}, "scale='ratio'"),
        ({"marginals": "rated"}, "measure='fleiss' or 'ac1'"),
    ],
)
def test_options_that_do_not_go_together_are_refused(asked, words):
    with pytest.raises(BalanceError, match=words):
        agreement(judged("AB", "AB"), **asked)


# Intervals


def test_an_interval_of_few_articles_says_so():
    few = judged("ABAB" * 3, "ABBA" * 3, passages_an_article=3)
    more = judged("ABAB" * 12, "ABBA" * 12, passages_an_article=4)

    assert "fewer than 10 articles (4)" in agreement(few)["reason"].item()
    assert "fewer" not in agreement(more)["reason"].item()


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
def test_the_interval_leaves_out_one_article_at_a_time(measure):
    tags = judged("oor rca occ rro", "oor rra oca crc", passages_an_article=3)
    names = sorted(set(tags["article_id"]))
    left = np.array([value_of(tags[tags["article_id"] != name], measure) for name in names])
    spread = np.sqrt((len(names) - 1) / len(names) * ((left - left.mean()) ** 2).sum())
    half = spread * student.ppf(0.95, len(names) - 1)

    found = agreement(tags, measure, confidence=0.9).squeeze(axis=0)

    expected = [max(found["value"] - half, -1), min(found["value"] + half, 1)]
    assert found[["low", "high"]].tolist() == pytest.approx(expected)


# Undefined


@pytest.mark.parametrize("measure", ["alpha", "kappa", "fleiss", "ac1"])
def test_where_all_labels_are_the_same_there_is_no_value_and_not_a_one(measure):
    found = agreement(judged("ooo", "ooo"), measure).squeeze(axis=0)

    assert np.isnan(found["value"])
    assert found["reason"] == "all labels are the same: agreement beyond chance is undefined"


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("tags", [judged("oro"), judged("o..", ".ro"), tag_table()], ids=["one", "apart", "none"])
def test_without_two_coders_on_a_passage_there_is_no_value(tags, measure):
    found = agreement(tags, measure).squeeze(axis=0)

    assert found[["value", "low", "high"]].isna().all()
    assert found["passages"] == 0
    assert found["reason"] == "no passage was tagged by two coders"


def test_one_article_has_a_value_but_no_interval():
    found = agreement(judged("oor", "orr", passages_an_article=3)).squeeze(axis=0)

    assert np.isfinite(found["value"])
    assert found[["low", "high"]].isna().all()
    assert found["reason"] == "one article only: there is no interval"


def test_perfect_agreement_is_one_and_says_that_its_interval_is_unknown():
    found = agreement(judged("oorrc", "oorrc")).squeeze(axis=0)

    assert found["value"] == 1
    assert found["reason"] == "no disagreement at all: the interval cannot be estimated"


def test_kappa_of_three_coders_says_what_to_take_instead(two_outlets):
    found = agreement(two_outlets, "kappa").squeeze(axis=0)

    assert np.isnan(found["value"])
    assert "use by='pair' or measure='fleiss'" in found["reason"]


# Confusion


def test_confusion_of_two_coders_is_their_crosstab():
    tags = crossed(COHEN_1960, "xyz")

    found = confusion(tags, ("coder 0", "coder 1"))

    assert found.to_numpy().tolist() == COHEN_1960
    assert confusion(tags, ("coder 1", "coder 0")).to_numpy().tolist() == np.transpose(COHEN_1960).tolist()
    assert confusion(tags).to_numpy().tolist() == (np.array(COHEN_1960) + np.transpose(COHEN_1960)).tolist()


def test_confusion_with_a_coder_who_is_not_there_names_those_who_are():
    with pytest.raises(BalanceError, match=r"no coder 'zoe'\. There are: coder 0, coder 1"):
        confusion(judged("o", "r"), ("zoe", "coder 0"))


# Bad input


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"label": [None, "o", "r", "o"]}, "Column 'label' is empty in 1 row.*row 0.*fill it, or leave"),
        ({"coder": ["ana", "", "ben", "ben"]}, "Column 'coder' is empty in 1 row.*row 1"),
        ({"article_id": ["a", "b", None, "b"]}, "Column 'article_id' is empty in 1 row.*row 2"),
        ({"start": [0, np.nan, 0, 10]}, "Column 'start' of row 1 is nan.*whole number"),
        ({"end": [0, 20, 10, 20]}, "row 0 are 0 and 0.*ends after its start"),
        ({"coder": "ana", "article_id": "a", "start": 0, "end": 9}, "Coder 'ana' has two tags on one stretch.*drop_du"),
    ],
)
def test_what_cannot_be_measured_is_named_with_its_column_value_and_cure(measure, change, words):
    with pytest.raises(BalanceError, match=words):
        agreement(judged("or", "or").assign(**change), measure)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"measure": "pi"}, "measure='pi' is not known. Known are: alpha"),
        ({"by": "outlet"}, "no column 'outlet'"),
        ({"confidence": 95}, "confidence=95"),
        ({"order": ["o"]}, "must name each label once.*'r'"),
        ({"order": ["o", "r"], "measure": "kappa"}, "measure='alpha'"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_what_is_allowed(asked, words):
    with pytest.raises(BalanceError, match=words):
        agreement(judged("or", "oo"), **asked)


@pytest.mark.slow
@pytest.mark.parametrize("dtype", ["category", "object", "str", "string"])
@pytest.mark.parametrize("measure", ["alpha", "ualpha"])
def test_any_kind_of_column_gives_the_same_table(two_outlets, dtype, measure):
    expected = agreement(two_outlets, measure, by="source")

    found = agreement(
        two_outlets.astype(dict.fromkeys(["source", "label", "coder", "article_id"], dtype)), measure, by="source"
    )

    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("by", [None, "label", "pair", "source", "month"])
def test_labels_coders_and_groups_may_hold_lone_surrogates(measure, by):
    tags = judged("oroo", "orro", passages_an_article=2).astype(
        {"label": object, "coder": object, "article_id": object}
    )
    torn = tags.replace({"label": {"o": "\ud83d"}, "coder": {"coder 0": "\udc00\n"}, "article_id": {"a000": "\ud800"}})
    torn = torn.assign(source=pd.Series(["\udfff"] * 8, dtype=object), published="2026-05-01")
    whole = tags.assign(source="one", published="2026-05-01")

    found, expected = (agreement(each, measure, by=by) for each in (torn, whole))

    assert sorted(found["value"].fillna(9)) == pytest.approx(sorted(expected["value"].fillna(9)))
