"""Nobody's words are put into another's mouth: some thousands of ordinary sentences, right by construction."""

import pandas as pd
import pytest

import annotate
from annotate._suggestions.measured.scores import same_speaker
from tests.reference import hostile_sentences, ordinary, varied


@pytest.fixture(scope="module")
def read() -> pd.DataFrame:
    passages = ordinary.as_passages(ordinary.sentences())
    found = annotate.suggest(passages)
    return passages.assign(label=found["label"], speaker=found["speaker"])[passages["asked"]]


def named(read: pd.DataFrame) -> list[bool]:
    pairs = zip(read["speaker"], read["said_by"], strict=True)
    return [any(same_speaker(speaker, name) for name in names) for speaker, names in pairs]


@pytest.mark.slow
def test_no_name_in_what_is_said_or_beside_it_is_taken_for_the_speaker(read):
    wrong = read[(read["speaker"] != "") & ~pd.Series(named(read), index=read.index)]

    assert wrong[["text", "speaker"]].values.tolist() == []


@pytest.mark.slow
@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.long)])
def test_no_name_that_stands_where_a_speaker_might_is_taken_for_one(every):
    passages = ordinary.as_passages(hostile_sentences.sentences()[::every])
    found = passages.assign(speaker=annotate.suggest(passages)["speaker"])
    is_open = found["speaker"] == ""
    wrong = found[~is_open & ~pd.Series(named(found), index=found.index)]

    assert len(found) > 4000 / every
    assert wrong[["text", "speaker"]].values.tolist() == []
    assert is_open[found["said_by"].map(bool)].mean() < 0.02


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_of_varied_sentences_that_nobody_looked_at_most_claims_are_found_and_few_wrongly(language):
    rows = varied.sentences(language)
    found = annotate.suggest(rows)
    here = ((rows["half"] == 1) & rows["asked"]).to_numpy()
    given, true = (found["label"] == "attributed_claim").to_numpy()[here], rows["is_claim"].to_numpy()[here]
    right = int((given & true).sum())

    assert right / given.sum() >= 0.90
    assert 2 * right / (given.sum() + true.sum()) >= 0.85


@pytest.mark.slow
def test_nearly_all_of_them_are_found_with_their_speaker(read):
    assert sum(named(read)) / len(read) >= 0.99


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Levels fell by half, The Tidings reported in 2007.", "The Tidings"),
        ("en", "The harbour will silt up within a decade, experts told me this week.", "experts"),
        ("en", "Rosa Lind of the pilots’ union believes the board lied.", "Rosa Lind"),
        ("en", "Engineers at the University of Tarrow estimate that 300 homes will go.", "Engineers"),
        ("en", "The bishop dismissed the survey as “idle”.", "bishop"),
        ("en", "As Captain Ashby put it, the port “has no second gate.”", "Ashby"),
        ("en", "The plan is seen as a failure by residents.", "residents"),
        ("en", "Sen. Clara Dunn, R-Kelmouth, said the bill would fail.", "Clara Dunn"),
        ("en", "The head of St. Luke’s, Dr. Hugh Hill, said beds were short.", "Hugh Hill"),
        ("en", "According to the latest data from the harbour office, traffic fell.", "harbour office"),
        ("en", "''We have waited far too long,'' said Paul Roy.", "Paul Roy"),
        ("en", "“We can’t wait,” sa\u00adid Paul Roy.", "Paul Roy"),
        ("fr", "Contactée, la préfète précise que la digue tiendra.", "la préfète"),
        ("fr", "Selon son avocat, Luc Petit est innocent.", "son avocat"),
        ("fr", "La chambre des comptes épingle la gestion du port.", "chambre des comptes"),
        ("fr", "Le capitaine admet avoir menti.", "le capitaine"),
        ("fr", "La digue tiendra, poursuit le maire.", "le maire"),
        ("fr", "La ministre l’a confirmé lundi.", "la ministre"),
    ],
)
def test_a_claim_is_found_with_who_makes_it(language, text, speaker):
    found = suggested(text, language)

    assert found["label"].tolist() == ["attributed_claim"]
    assert speaker.lower() in found["speaker"].iloc[0].lower()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The captain said farewell and left the quay."),
        ("en", "Nobody said it would be easy."),
        ("en", "The Gulf states signed the deal."),
        ("fr", "Elle a assuré la présidence pendant dix ans."),
        ("fr", "Les services maintiennent l’alerte."),
        ("fr", "Selon sa taille, le navire attend au large."),
        ("fr", "Les crevettes sont considérées comme un mets de choix."),
    ],
)
def test_what_only_looks_like_a_claim_is_none(language, text):
    assert suggested(text, language)["label"].tolist() == [""]


def test_of_two_people_with_one_surname_neither_takes_the_others_place():
    page = ["Paul Roy chairs the port.", "Anne Roy leads the union.", "Roy said the gate would hold."]

    assert suggested_page(page)["speaker"].iloc[-1] == "Roy"


def test_of_two_who_hold_a_role_whoever_spoke_last_is_meant_or_nobody():
    page = ["The mayor of Tarrow, Ann Lee, met the mayor of Lessane, Jean Vial.", "The mayor said it would rain."]

    assert suggested_page(page)["speaker"].iloc[-1] == "the mayor"


def test_a_pronoun_never_stands_for_somebody_of_the_other_gender():
    page = ["Mr. Ashby said the gate would hold.", "It rained.", "She said the port was closed."]

    assert suggested_page(page)["speaker"].iloc[-1] == ""


def suggested(text: str, language: str) -> pd.DataFrame:
    return annotate.suggest(
        annotate.cut(pd.DataFrame([{"article_id": "a", "source": "", "language": language, "text": text}]))
    )


def suggested_page(sentences: list[str]) -> pd.DataFrame:
    return suggested("\n".join(sentences), "en")
