"""Passages: what a reader sees as one, exactly where it stands."""

import textwrap
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate._articles.articles import read_articles
from annotate._passages.passages import cut, split
from annotate._suggestions.suggestion_table import suggest

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
    outside = [text[place] for place in set(range(len(text))) - inside]
    assert all(sign.isspace() or not sign.isalnum() for sign in outside)


# The seed page ----------------------------------------------------------------------------------------------


def test_the_seed_page_has_the_passages_that_a_reader_sees(seed: pd.DataFrame) -> None:
    assert len(seed) == len(SEED_BEGINNINGS) == 30
    for text, beginning in zip(seed["text"], SEED_BEGINNINGS, strict=True):
        assert text.startswith(beginning)


def test_credit_day_byline_source_line_and_counter_of_the_seed_page_are_proposed_excluded(seed: pd.DataFrame) -> None:
    proposed = seed[(seed["proposed_label"] == "excluded") & (seed["reason"] != "double")]

    assert dict(zip(proposed["text"], proposed["reason"], strict=True)) == {
        "Photo : EFE.": "photo credit",
        "12 août 2025": "date line",
        "Auteur : teleSUR – ahf – BCB": "byline",
        "Source : MAE Russie – Agences": "source line",
        "Views: 37": "view counter",
    }


def test_the_teasers_of_the_seed_page_are_doubles_of_the_sentences_in_the_agencys_text(
    seed: pd.DataFrame, seed_page: Path
) -> None:
    page = seed_page.read_text(encoding="utf-8")

    doubles = seed[seed["double_of"].notna()]

    assert doubles["text"].str[:20].tolist() == ["Selon la porte-parol", "Depuis Washington, l"]
    assert doubles["start"].tolist() == [page.find(text) for text in doubles["text"]]
    assert doubles["double_of"].tolist() == [page.rfind(text) for text in doubles["text"]]
    assert doubles["proposed_label"].tolist() == ["excluded", "excluded"]


def test_title_and_day_of_the_seed_page_are_passages_of_their_own(seed: pd.DataFrame, seed_page: Path) -> None:
    article = read_articles(seed_page).iloc[0]

    assert seed.loc[9, "text"] == article["title"]
    assert (seed.loc[10, "text"], article["published"]) == ("12 août 2025", "2025-08-12")
    assert seed.loc[[9, 10], "reason"].tolist() == ["", "date line"]


# Real pages -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_passage_of_real_pages_stands_exactly_where_it_says(real_data: Path) -> None:
    articles = read_articles(str(real_data / "data" / "fr_wikinews" / "*.html"))
    texts = articles.set_index("article_id")["text"]

    passages = cut(articles)

    assert set(passages["article_id"]) == set(articles["article_id"])
    for article_id, cuts in passages.groupby("article_id"):
        text = texts[article_id]
        spans = list(zip(cuts["start"], cuts["end"], strict=True))
        assert [text[start:end] for start, end in spans] == cuts["text"].tolist()
        check_offsets(text, spans)


# Wrapped text -------------------------------------------------------------------------------------------------

PARAGRAPHS = [
    "The town council of Brisac approved a new dyke on Monday evening after a debate that went on for nearly six hours."
    " “We have waited far too long for this,” said Mayor Paul Roy, who has led the town since 2014.",
    "Opponents say that the sum is too high. According to Jane Smith, head of the residents' union, the town could"
    " have repaired the old dyke for a third of the price.",
]
NO_PROSE = {
    "verse": "Shall I go down to the old dyke by night,\nWhere all the lanterns of the town hang low,\n"
    "And none has asked the river for its right,\nAnd none has told the water where to go",
    "verse in small letters": "so much hangs\non\n\na red sail\nboat\n\nglazed with river\nwater",
    "a list": "flour and salt\nthree eggs\nbutter from the south\nmilk",
    "a list with bullets": "- two cups of flour\n- a pinch of salt\n- three eggs from the market\n- some milk",
    "headlines": "Council approves new dyke after debate of six hours\n"
    "Mayor says the town has waited far too long for it\n"
    "Opposition to appeal against decision in the court\nFishermen fear for their harbour and for their boats",
    "an address": "Ann Lee\n12 Mill Street\nBrisac 4410\nthe Netherlands",
    "a transcript": "ROY: We waited far too long for this dyke and I am glad\nLEE: I am not so sure about all that\n"
    "ROY: you never are, are you\nLEE: the sum is far too high and everybody knows it",
    "sentences": "Dyke approved\nThe council approved the dyke on Monday.\nThe mayor said that the town waited long.",
}


def wrapped(width: int, between: str = "\n\n") -> str:
    return between.join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n"])
def test_a_wrapped_text_has_the_passages_of_the_same_text_unwrapped(width: int, between: str) -> None:
    text, plain = wrapped(width, between), "\n".join(PARAGRAPHS)

    passages = [text[start:end] for start, end in split(text, "en")]

    assert any("\n" in passage for passage in passages)
    assert [" ".join(passage.split()) for passage in passages] == [
        plain[start:end] for start, end in split(plain, "en")
    ]


@pytest.mark.parametrize("kind", NO_PROSE)
def test_lines_that_are_no_wrapped_prose_stay_passages_of_their_own(kind: str) -> None:
    text = NO_PROSE[kind]

    assert [text[start:end] for start, end in split(text, "en")] == [line for line in text.split("\n") if line]


def test_a_word_broken_at_a_line_s_end_keeps_its_hyphen_and_goes_on_below() -> None:
    text = (
        "The government announced on Thursday that it would rein-\n"
        "troduce the tax on second homes, which had been abo-\n"
        "lished in 2019. The minister said it was needed.\nThe opposition called the plan unfair."
    )

    assert [text[start:end].count("-\n") for start, end in split(text, "en")] == [2, 0, 0]


def test_a_wrapped_text_gets_the_suggestions_of_the_same_text_unwrapped() -> None:
    texts = [wrapped(width) for width in (60, 72, 80)] + ["\n".join(PARAGRAPHS)]
    known = pd.DataFrame({"article_id": [*"abcd"], "source": "", "language": "en", "text": texts})

    found = suggest(cut(known)).groupby("article_id")[["label", "speaker", "speaker_kind", "score", "reason"]]

    wanted = found.get_group("d").to_numpy().tolist()
    assert [row[1] for row in wanted if row[0]] == ["Mayor Paul Roy", "Opponents", "Jane Smith"]
    assert all(repr(found.get_group(name).to_numpy().tolist()) == repr(wanted) for name in "abc")


def test_a_verb_broken_at_a_line_s_end_is_known() -> None:
    text = "On Friday, after a debate that went on for six hours, Paul Roy de-\nclared that nobody had told him."
    known = pd.DataFrame({"article_id": ["a"], "source": "", "language": "en", "text": [text]})

    assert suggest(cut(known))[["label", "speaker"]].to_numpy().tolist() == [["attributed_claim", "Paul Roy"]]


def test_a_rule_between_paragraphs_is_no_passage() -> None:
    text = "The mayor said no.\n\n* * *\n\nThe town waits.\n|---|---|\n•\n★★★\n"

    assert [text[start:end] for start, end in split(text, "en")] == ["The mayor said no.", "The town waits.", "★★★"]


# Any text ---------------------------------------------------------------------------------------------------


@given(st.text(), st.sampled_from(["", "fr", "en"]))
def test_the_passages_of_any_text_stand_in_order_and_leave_only_blanks_out(text: str, language: str) -> None:
    check_offsets(text, split(text, language))
