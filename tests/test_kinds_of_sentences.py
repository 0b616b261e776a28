"""Sentences of the kinds that went wrong once, written for this: what each is, and whose words it holds."""

import csv
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._suggestions.measured.scores import same_speaker

FILE = Path(__file__).parent / "reference" / "kinds.tsv"
LABELS = {"0": "", "1": "attributed_claim", "x": "excluded"}


def given() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def found() -> pd.DataFrame:
    """What is suggested for each sentence, those of all kinds read at once; one before it is another passage."""
    rows = []
    for nth, one in enumerate(given()):
        start = 0
        for text in filter(None, (one["before"], one["text"])):
            row = {"article_id": str(nth), "language": one["language"], "start": start, "end": start + len(text)}
            rows.append({**row, "text": text})
            start += len(text) + 1
    return annotate.suggest(pd.DataFrame(rows)).drop_duplicates("article_id", keep="last").set_index("article_id")


def is_right(speaker: str, names: str) -> bool:
    """Whether one of the names is the speaker; a hyphen stands for nobody, and nothing for whoever it may be."""
    if names in ("", "-"):
        return not names or not speaker
    return bool(speaker) and any(same_speaker(speaker, name) or name in speaker for name in names.split(";"))


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "it"])
def test_each_sentence_of_a_known_kind_is_what_it_is_and_its_speaker_is_who_speaks(language: str):
    wrong = [
        (one["text"], found().loc[str(nth), "label"], found().loc[str(nth), "speaker"])
        for nth, one in enumerate(given())
        if one["language"] == language
        and (
            found().loc[str(nth), "label"] != LABELS[one["label"]]
            or not is_right(found().loc[str(nth), "speaker"], one["speaker"])
        )
    ]

    assert wrong == []
