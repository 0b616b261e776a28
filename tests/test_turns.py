"""A name before a colon, and a headline's verb: whose words these are, and where that is no more than a topic."""

import pandas as pd
import pytest

import annotate

LEE = "\nAnn Lee chairs the union."


def claims(text: str, language: str = "en") -> list[str | None]:
    """Return the speaker of each passage that is a claim, and nothing for the others."""
    page = pd.DataFrame([{"article_id": "a", "source": "", "language": language, "text": text}])
    found = annotate.suggest(annotate.cut(page))
    return [
        speaker if label else None
        for label, speaker in zip(found["label"].astype(str).replace("nan", ""), found["speaker"], strict=True)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Lee: Council hid the report" + LEE, "Ann Lee"),
        ("en", "Ann Lee: We have waited far too long.", "Ann Lee"),
        ("en", "Police: Man shot two officers", "Police"),
        ("en", "Lee Warns Council" + LEE, "Ann Lee"),
        ("en", "Lee Says Council Lied" + LEE, "Ann Lee"),
        ("en", "United States Warns Iran", "United States"),
        ("fr", "Roy : « La digue tiendra »\nPaul Roy est maire.", "Paul Roy"),
        ("fr", "Paul Roy : Nous avons trop attendu.", "Paul Roy"),
        ("en", "A source close to the talks said the deal was dead.", "a source close to the talks"),
        ("en", "Officials with the water board said it was safe.", "Officials with the water board"),
        ("de", "Der Bürgermeister kündigte an, dass die Brücke schließt.", "der Bürgermeister"),
        ("de", "Die Brücke schließt, teilte die Polizei mit.", "die Polizei"),
        ("de", "Die Brücke sei sicher.", ""),
        ("it", "Il sindaco avrebbe mentito al consiglio.", ""),
        ("es", "El alcalde habría mentido al consejo.", ""),
    ],
)
def test_whose_words_these_are(language, text, speaker):
    assert claims(text, language)[0] == speaker


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "New York: Man shot two officers"),
        ("en", "Brexit: Deal is dead"),
        ("en", "Kelmouth: Council votes on dyke"),
        ("en", "The police: a force in crisis"),
        ("fr", "France : lancement des Journées\nAir France lance en France une ligne."),
        ("en", "The result: three dead."),
        ("en", "Harbour Closed for Repairs"),
        ("en", "Seven Ways to Say Goodbye"),
        ("fr", "Ukraine : un homme tué à Kiev"),
        ("fr", "Le bilan : trois morts"),
        ("de", "Ich werde kommen."),
        ("de", "Es sei denn, es regnet."),
        ("it", "Se avesse saputo, il sindaco avrebbe mentito."),
        ("it", "Il sindaco avrebbe dovuto mentire."),
        ("es", "El alcalde habría debido mentir."),
    ],
)
def test_a_topic_a_condition_or_a_judgement_is_nobodys_claim(language, text):
    assert set(claims(text, language)) == {None}


def test_in_an_interview_who_is_asked_goes_on_until_the_next_name_and_questions_are_nobodys():
    page = (
        "Kelmouth Tidings: Why did you wait?\nAnn Lee: We had no money. It was hard.\n"
        "Kelmouth Tidings: And now?\nAnn Lee: We build it."
    )

    assert claims(page) == [None, "Ann Lee", "Ann Lee", None, "Ann Lee"]


def test_where_only_letters_stand_for_who_speaks_it_is_left_open_who_answers():
    assert claims("Q: Why did you wait?\nA: We had no money. It was hard.\nQ: And now?\nA: We build.") == [
        None, "", "", None, "",
    ]  # fmt: skip
