"""Suggestions: claims, speakers and cues."""

import pandas as pd
import pytest

import annotate
from annotate.errors import PassageError
from annotate.passages import passage_table


def passages_of(text: str, language: str = "en") -> pd.DataFrame:
    page = pd.DataFrame({"article_id": ["a"], "source": ["The Quay"], "language": [language], "text": [text]})
    return passage_table(page)


def test_a_suggestion_stands_for_each_passage_under_its_own_index():
    passages = passages_of("It rains. Views: 37").set_index(pd.Index([7, 3]))

    found = annotate.suggest(passages)

    assert found.index.tolist() == [7, 3]
    assert found[["start", "end"]].values.tolist() == passages[["start", "end"]].values.tolist()


def test_an_unknown_wording_is_refused_with_the_known_ones():
    with pytest.raises(PassageError, match=r"'de'.*en, fr"):
        annotate.suggest(passages_of("It rains."), wording="de")


def test_a_doubled_or_credited_passage_is_proposed_as_excluded_with_its_reason():
    found = annotate.suggest(passages_of("Photo : EFE.", "fr"), wording="fr")

    assert found[["label", "reason"]].values.tolist() == [["excluded", "Hors du texte : crédit photo."]]
