"""Passages: what a reader sees as one, exactly where it stands."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate._articles.articles import read_articles
from annotate._passages.passages import cut, split

SEED_BEGINNINGS = """\
Quoiqu’en disent les médias français
Il s’agit de construire un espace
Mais les Etats-Unis ont également
Dans ce dialogue affrontement
Il y a quelque chose d’intéressant
(note et traduction de Danielle
Selon la porte-parole de la Maison
Depuis Washington, les autorités
Photo : EFE.
La Russie et les États-Unis
12 août 2025
Le secrétaire d’État américain
La rencontre, prévue vendredi
La porte-parole du département
« Je peux confirmer
Les deux parties ont confirmé
Trump se rendra à Anchorage
Selon la porte-parole de la Maison
Leavitt a déclaré
Cependant, Trump maintient
La porte-parole a déclaré
D’autre part, le ministère russe
Selon les informations publiées
Depuis Washington, les autorités
Cette ouverture traduit
Le sommet de l’Alaska
Le choix d’Anchorage
Auteur : teleSUR
Source : MAE Russie
Views: 37
""".splitlines()
"""Noted while reading the page, before any program had cut it."""


@pytest.fixture
def seed(seed_page: Path) -> pd.DataFrame:
    return cut(read_articles(seed_page))


def check_offsets(text: str, spans: list[tuple[int, int]]) -> None:
    """Fail unless the passages stand in order, apart, without outer blanks, and leave nothing but blanks out."""
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(text[place].isspace() for place in set(range(len(text))) - inside)


# The seed page ----------------------------------------------------------------------------------------------


def test_the_seed_page_has_the_passages_that_a_reader_sees(seed: pd.DataFrame) -> None:
    assert len(seed) == len(SEED_BEGINNINGS) == 30
    for text, beginning in zip(seed["text"], SEED_BEGINNINGS, strict=True):
        assert text.startswith(beginning)


def test_credit_byline_source_line_and_counter_of_the_seed_page_are_proposed_excluded(seed: pd.DataFrame) -> None:
    proposed = seed[(seed["proposed_label"] == "excluded") & (seed["reason"] != "double")]

    assert dict(zip(proposed["text"], proposed["reason"], strict=True)) == {
        "Photo : EFE.": "photo credit",
        "Auteur : teleSUR – ahf – BCB": "byline",
        "Source : MAE Russie – Agences": "source line",
        "Views: 37": "view counter",
    }


def test_the_sentences_that_stand_twice_in_the_seed_page_are_doubles_of_their_first_standing(
    seed: pd.DataFrame, seed_page: Path
) -> None:
    page = seed_page.read_text(encoding="utf-8")

    doubles = seed[seed["double_of"].notna()]

    assert doubles["text"].str[:20].tolist() == ["Selon la porte-parol", "Depuis Washington, l"]
    assert doubles["double_of"].tolist() == [page.find(text) for text in doubles["text"]]
    assert doubles["start"].tolist() == [page.rfind(text) for text in doubles["text"]]
    assert doubles["proposed_label"].tolist() == ["excluded", "excluded"]


def test_title_and_day_of_the_seed_page_are_passages_of_their_own(seed: pd.DataFrame, seed_page: Path) -> None:
    article = read_articles(seed_page).iloc[0]

    assert seed.loc[9, "text"] == article["title"]
    assert (seed.loc[10, "text"], article["published"]) == ("12 août 2025", "2025-08-12")
    assert seed.loc[[9, 10], "proposed_label"].tolist() == ["", ""]


# Real pages -------------------------------------------------------------------------------------------------


def test_every_passage_of_real_pages_stands_exactly_where_it_says(real_data: Path) -> None:
    articles = read_articles(real_data / "data" / "fr_wikinews")
    texts = articles.set_index("article_id")["text"]

    passages = cut(articles)

    assert set(passages["article_id"]) == set(articles["article_id"])
    for article_id, cuts in passages.groupby("article_id"):
        text = texts[article_id]
        spans = list(zip(cuts["start"], cuts["end"], strict=True))
        assert [text[start:end] for start, end in spans] == cuts["text"].tolist()
        check_offsets(text, spans)


# Any text ---------------------------------------------------------------------------------------------------


@given(st.text(), st.sampled_from(["", "fr", "en"]))
def test_the_passages_of_any_text_stand_in_order_and_leave_only_blanks_out(text: str, language: str) -> None:
    check_offsets(text, split(text, language))
