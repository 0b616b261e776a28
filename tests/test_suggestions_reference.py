"""Suggestions against other people's texts: claims, speakers, both languages alike, the seed page, the verbs."""

import os
import sys
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._passages.passages import cut

sys.path.insert(0, str(Path(__file__).parents[1]))

HALVES = (0, 1)


@pytest.fixture(scope="module")
def benchmark(real_data: Path):
    os.environ.setdefault("ANNOTATE_REAL_DATA", str(real_data))
    from benchmarks import suggestions

    return suggestions


@pytest.mark.parametrize("half", HALVES)
def test_french_claims_and_speakers_are_found(benchmark, half: int):
    reference = benchmark.french_reference()

    scored = benchmark.claims(reference[reference["half"] == half])

    assert scored["f1"] >= 0.80
    assert scored["speaker_precision"] >= 0.88
    assert scored["speaker_recall"] >= 0.55


@pytest.mark.slow
@pytest.mark.parametrize("half", HALVES)
def test_english_claims_and_speakers_are_found(benchmark, half: int):
    reference = benchmark.attributed.reference(benchmark.DATA / "gum_news")

    scored = benchmark.claims(reference[reference["half"] == half])

    assert scored["f1"] >= 0.82
    assert scored["speaker_precision"] >= 0.88
    assert scored["speaker_recall"] >= 0.55


@pytest.mark.slow
@pytest.mark.parametrize("half", HALVES)
def test_a_sentence_gets_the_same_suggestion_in_french_and_english(benchmark, half: int):
    pairs = benchmark.parallel.parallel(benchmark.DATA / "ud")
    pairs = pairs[pairs["half"] == half].reset_index(drop=True)

    french, english = (annotate.suggest(benchmark.parallel.as_passages(pairs[code], code)) for code in ("fr", "en"))

    assert (french["label"] == english["label"]).mean() >= 0.90


def test_quotation_verbs_that_occur_in_the_articles_are_cues(benchmark):
    known, unknown = benchmark.quote_verbs_that_occur()

    assert len(known) / (len(known) + len(unknown)) >= 0.90


def test_the_seed_page_has_every_claim_with_its_speaker_and_no_false_hearsay(seed_page: Path):
    page = pd.DataFrame(
        {"article_id": ["s"], "source": [""], "language": ["fr"], "text": [seed_page.read_text("utf-8")]}
    )
    passages = cut(page)
    found = annotate.suggest(passages)
    claims = found["label"] == "attributed_claim"
    said = {}
    for text, speaker in zip(passages["text"][claims], found["speaker"][claims], strict=True):
        said[text.replace("’", "'")] = speaker

    expected = {
        "Selon la porte-parole de la Maison Blanche": "Karoline Leavitt",
        "Depuis Washington, les autorités": "les autorités",
        "La porte-parole du département": "Tammy Bruce",
        "« Je peux confirmer": "Tammy Bruce",
        "Les deux parties ont": "Tammy Bruce",
        "Leavitt a déclaré": "Karoline Leavitt",
        "Cependant, Trump maintient": "Donald Trump",
        "La porte-parole a déclaré": "Karoline Leavitt",
        "D'autre part, le ministère": "le ministère russe de la Défense",
        "Selon les informations": "teleSUR",
    }
    assert {
        start: speaker for text, speaker in said.items() for start in expected if text.startswith(start)
    } == expected
    assert len(said) == len(expected)
    assert not found["reason"].str.contains("conditional").any()
