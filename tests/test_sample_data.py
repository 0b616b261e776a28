"""The sample data that travels with the project: twelve articles, and what two coders made of them."""

import runpy
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._agreement.agreement_table import agreement
from annotate._passages.passages import cut

DATA = Path(__file__).parents[1] / "data"
CODERS = ("ana", "ben")
REBUILD = "run `python data/make_sample_tags.py`, and look at what changed"

SIGNS = {
    "a combining accent": "\u0301",
    "an emoji": "\N{FISH}",
    "a no-break space": "\u00a0",
    "a narrow no-break space": "\u202f",
    "French quotation marks": "«",
    "English quotation marks": "“",
    "M.": "M. Treske",
    "Mme": "Mme",
    "Dr.": "Dr. Piers",
    "U.S.": "U.S. model",
    "No.": "No. 4",
}


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return annotate.read_articles(DATA / "articles")


@pytest.fixture(scope="module")
def tags() -> pd.DataFrame:
    return annotate.read_csv(DATA / "sample_tags.csv")


@pytest.fixture(scope="module")
def cut_sample(sample: pd.DataFrame) -> pd.DataFrame:
    return cut(sample)


def shares(tags: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Return one coder's share of each counted label in each source, by counting rows."""
    counted = tags[(tags["coder"] == coder) & (tags["label"] != "excluded")]
    return pd.crosstab(counted["source"].astype(str), counted["label"].astype(str), normalize="index")


def test_every_article_is_read_without_a_problem_and_in_its_language(sample):
    assert sample["problem"].tolist() == [""] * 12
    assert sample["language"].value_counts().to_dict() == {"fr": 6, "en": 6}


def test_every_article_has_its_folder_as_source_and_a_title_an_author_and_a_date(sample):
    assert sample["source"].tolist() == sample["article_id"].str.split("/").str[0].tolist()
    assert (sample[["title", "author", "published"]] != "").all(axis=None)
    assert sample.groupby("source").size().tolist() == [3, 3, 3, 3]


def test_every_article_is_as_long_as_a_short_news_report(sample):
    assert sample["text"].str.split().str.len().between(250, 600).all()


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS.keys())
def test_the_articles_hold_what_makes_real_pages_hard(sample, sign):
    assert sample["text"].str.contains(sign, regex=False).any()


def test_the_articles_hold_every_kind_of_boilerplate_and_doubles(cut_sample):
    kinds = {"byline", "photo credit", "source line", "view counter", "date line", "double"}

    assert set(cut_sample["reason"]) == {"", *kinds}


def test_the_text_of_every_tag_stands_in_its_article(sample, tags):
    text = sample.set_index("article_id")["text"]

    assert [text[row.article_id][row.start : row.end] for row in tags.itertuples()] == tags["text"].tolist(), REBUILD


def test_the_tags_are_of_the_articles_as_they_are_read_today(sample, tags):
    fingerprints = tags.groupby("article_id")["article_sha256"].unique().map(list).to_dict()

    expected = {row.article_id: [row.article_sha256] for row in sample.itertuples()}
    assert fingerprints == expected, REBUILD


@pytest.mark.slow
@pytest.mark.parametrize("coder", CODERS)
def test_both_coders_tagged_every_passage_whole_or_cut(cut_sample, tags, coder):
    own = {name: rows for name, rows in tags[tags["coder"] == coder].groupby("article_id")}
    for passage in cut_sample.itertuples():
        rows = own[passage.article_id]
        inside = rows[(rows["start"] >= passage.start) & (rows["end"] <= passage.end)]

        assert " ".join(inside["text"]).split() == passage.text.split(), REBUILD


def test_all_passages_that_are_proposed_as_excluded_are_but_for_two_dates_that_one_coder_took_for_facts(
    cut_sample, tags
):
    proposed = cut_sample[cut_sample["proposed_label"] == "excluded"].merge(tags, on=["article_id", "start", "end"])

    kept = proposed[proposed["label"] != "excluded"]
    assert kept[["coder", "reason"]].values.tolist() == [["ben", "date line"]] * 2
    assert set(proposed["coder"]) == set(CODERS)


@pytest.mark.slow
def test_the_file_is_what_the_decisions_give(tmp_path):
    runpy.run_path(str(DATA / "make_sample_tags.py"))["make"](tmp_path / "anew.csv")

    assert (tmp_path / "anew.csv").read_bytes() == (DATA / "sample_tags.csv").read_bytes(), REBUILD


def test_the_file_is_the_same_bytes_when_read_and_written_again(tmp_path, tags):
    again = annotate.write_csv(tags, tmp_path / "again.csv")

    assert again.read_bytes() == (DATA / "sample_tags.csv").read_bytes()


@pytest.mark.parametrize("coder", CODERS)
def test_each_outlet_has_a_balance_of_its_own_by_either_coder(tags, coder):
    share = shares(tags, coder)

    assert share.loc["Le Fanal de Lessane", "reported_fact"] > 0.6
    assert share.loc["La Vigie lessanaise", "opinion"] > 0.45
    assert share.loc["Kelmouth Tidings", "attributed_claim"] > 0.75
    assert share.loc["The Tarrow Courier"].between(0.2, 0.5).all()


def test_the_agencies_on_the_two_pages_with_two_voices_have_hardly_an_opinion_but_their_pages_prefaces_have(tags):
    mixed = tags[tags["article_id"].isin(["La Vigie lessanaise/hareng", "The Tarrow Courier/dyke"])]
    share = shares(mixed, "ana")["opinion"]

    assert share[["Agence lessanaise de presse", "Strait Wire"]].max() < 0.1
    assert share[["La Vigie lessanaise", "The Tarrow Courier"]].min() > 0.7


def test_the_two_coders_agree_mostly_but_not_always(tags):
    ana, ben = (tags[tags["coder"] == coder].astype({"label": str}) for coder in CODERS)
    pairs = ana.merge(ben, on=["article_id", "start", "end"], suffixes=("_ana", "_ben"))
    values = pd.concat([pairs["label_ana"], pairs["label_ben"]]).value_counts()
    by_chance = 1 - (values * (values - 1)).sum() / (values.sum() * (values.sum() - 1))
    alpha = 1 - (pairs["label_ana"] != pairs["label_ben"]).mean() / by_chance

    assert 0.75 < alpha < 0.85
    assert agreement(tags).set_index("group")["value"]["all, excluded too"] == pytest.approx(alpha)


def test_a_third_coder_settled_only_passages_on_which_the_two_differed(tags):
    settled = tags[tags["origin"] == "adjudication"]
    both = tags[tags["coder"].isin(CODERS)].groupby(["article_id", "start", "end"])["label"].nunique()

    assert len(settled) == 4
    assert set(settled["coder"]) == {"cleo"}
    assert {both[row.article_id, row.start, row.end] for row in settled.itertuples()} == {2}
