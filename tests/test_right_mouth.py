"""Nobody's words are put into another's mouth: some thousands of ordinary sentences, right by construction."""

import pandas as pd
import pytest

import annotate
from annotate._suggestions.scores import same_speaker
from tests.reference import ordinary


@pytest.fixture(scope="module")
def read() -> pd.DataFrame:
    passages = ordinary.as_passages(ordinary.sentences())
    found = annotate.suggest(passages)
    return passages.assign(label=found["label"], speaker=found["speaker"])[passages["asked"]]


def named(read: pd.DataFrame) -> list[bool]:
    pairs = zip(read["speaker"], read["said_by"], strict=True)
    return [any(same_speaker(speaker, name) for name in names) for speaker, names in pairs]


def test_no_name_in_what_is_said_or_beside_it_is_taken_for_the_speaker(read):
    wrong = read[(read["speaker"] != "") & ~pd.Series(named(read), index=read.index)]

    assert wrong[["text", "speaker"]].values.tolist() == []


def test_nearly_all_of_them_are_found_with_their_speaker(read):
    assert sum(named(read)) / len(read) >= 0.99
