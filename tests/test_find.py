"""Finding words in a study: every hit, at its exact place, whatever the case, the accents and the script."""

import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._concordance import Search
from annotate._project.project import Project


def hits(words: str, text: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in Search(words, **options).spans(text)]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("migrant*", "Migrants, a migrant, immigrants.", ["Migrants", "migrant"]),
        ("*migrant*", "Migrants, immigrants.", ["Migrants", "immigrants"]),
        ("ecole", "L’École ferme ; les écoles non.", ["École"]),
        ("école*", "L’E\u0301cole ferme ; les écoles non.", ["E\u0301cole", "écoles"]),
        ("old port", "The old\nport, the OLD  port, the older port.", ["old\nport", "OLD  port"]),
        ("市長", "「待ちすぎた。」と市長は言った。", ["市長"]),
        ("strasse", "Die Straße, die STRASSE.", ["Straße", "STRASSE"]),
        ("dyke", "😀 dyke 😀dyke", ["dyke", "dyke"]),
        ("c++", "In C++ and C.", ["C++"]),
        ("a.b", "a.b axb", ["a.b"]),
    ],
)
def test_words_are_found_as_people_mean_them(words, text, found):
    assert hits(words, text) == found


def test_case_and_accents_count_where_asked():
    text = "École, ecole, Ecole"

    assert hits("Ecole", text, case=True, accents=True) == ["Ecole"]
    assert hits("ecole", text, accents=True) == ["ecole", "Ecole"]
    assert hits("Ecole", text, case=True) == ["École", "Ecole"]


@given(st.text(alphabet="abAé e\u0301ßİ😀.", max_size=40), st.sampled_from(["a", "ab", "e", "ss", "b", "é"]))
def test_every_hit_is_one_of_a_plain_scan_and_none_is_missed(text, word):
    def plain(given: str) -> str:
        apart = unicodedata.normalize("NFD", given.casefold())
        return re.sub("[\u0300-\u036f]", "", apart)

    found = hits(word, text)
    wanted = re.findall(rf"(?<!\w){plain(word)}(?!\w)", plain(text))

    assert [plain(hit) for hit in found] == wanted


@pytest.mark.parametrize("words", ["", "*", " . ", None])
def test_what_holds_no_word_is_refused(words):
    with pytest.raises(annotate.AnnotateError, match="no word to look for"):
        Search(words)


@pytest.fixture
def study(tmp_path: Path) -> Project:
    texts = ["The council votes. The mayor objects.", "A vote was held in the old port."]
    table = pd.DataFrame({"article_id": ["a", "b"], "source": ["Echo", "Tidings"], "text": texts, "topic": ["x", "y"]})
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(table)
        project.tag("a", 0, 18, "reported_fact", coder="mj", unsure=True, note="when?")
        project.tag("a", 19, 37, "attributed_claim", coder="mj", speaker="the mayor")
        project.tag("a", 0, 18, "opinion", coder="lee")
        yield project


def test_a_concordance_has_each_hit_with_its_source_and_the_coders_label(study):
    found = study.find("vote*", context=7, coder="mj")

    assert found[["article_id", "source", "before", "hit", "after", "label"]].values.tolist() == [
        ["a", "Echo", "ouncil ", "votes", ". The m", "reported_fact"],
        ["b", "Tidings", "A ", "vote", " was he", ""],
    ]
    texts = study.articles().set_index("article_id")["text"]
    assert all(texts[row.article_id][row.start : row.end] == row.hit for row in found.itertuples())


def test_no_coder_sees_anothers_label(study):
    assert study.find("council", coder="lee")["label"].tolist() == ["opinion"]
    assert study.find("mayor", coder="lee")[["label", "speaker"]].values.tolist() == [["", ""]]


def test_what_is_set_aside_is_not_found(study):
    study.set_aside("b", reason="a copy")

    assert study.find("vote*")["article_id"].tolist() == ["a"]


def test_the_desk_says_of_each_article_what_one_coder_has_done(study):
    study.set_aside("b", reason="a copy")
    table = annotate.desk(study, "mj")

    counts = ["article_id", "passages", "tagged", "unsure", "notes", "set_aside", "topic"]
    assert table[counts].values.tolist() == [["a", 2, 2, 1, 1, "", "x"], ["b", 1, 0, 0, 0, "a copy", "y"]]
    assert annotate.desk(study, "lee")["tagged"].tolist() == [1, 0]
