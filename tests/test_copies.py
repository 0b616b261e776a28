"""Near-copies: one text in two articles is found, two reports of one event are not taken for it."""

import random
from difflib import SequenceMatcher

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._alike.shared_words import RUN, read, shared

WIRE = (
    "The town council of Brisac voted on Friday evening to close the old port for good after a debate of nearly six "
    "hours, during which forty residents spoke against the plan and only three in favour of it. The work is to begin "
    "in March and will cost twelve million euros, most of which the region has promised to pay."
)
SPEECH = (
    "“We have waited far too long for this dyke, and those who told us to wait are the very same who now tell us that "
    "it is too late to build it, and I will not be lectured by them tonight or on any other night”"
)
OTHER = (
    "Brisac's councillors decided on Friday to shut the port. The debate took six hours. Forty people spoke. The cost "
    "is put at twelve million euros, and the region is expected to bear most of it, officials said afterwards."
)


def pairs(*texts: str, sources: str = "abcdefgh") -> list[tuple[str, str, str]]:
    table = pd.DataFrame({"article_id": [str(nth) for nth in range(len(texts))], "text": texts})
    found = annotate.copies(table.assign(source=list(sources[: len(texts)])))
    return list(found[["article_id", "other_id", "kind"]].itertuples(index=False, name=None))


def test_a_text_set_otherwise_is_the_same_text():
    assert pairs(WIRE, WIRE.upper().replace(" ", "\n").replace(",", "")) == [("0", "1", "same text")]


def test_a_text_inside_a_longer_one_is_an_agencys_copy():
    assert pairs(WIRE, f"{OTHER} {WIRE} {OTHER.replace('Brisac', 'Lessane')}") == [("0", "1", "agency copy")]


def test_of_one_source_it_is_an_edition():
    assert pairs(WIRE, f"{OTHER} {WIRE} {OTHER}", sources="aa") == [("0", "1", "edition")]


def test_two_reports_of_one_speech_share_a_quotation():
    one = f"The mayor took the floor last. {SPEECH}, he said, to applause from the gallery of the old hall."
    other = f"Angry words were heard in Brisac on Friday. {SPEECH}, said the mayor. The vote followed at midnight."

    assert pairs(one, other) == [("0", "1", "long quotation")]


def test_two_reports_of_one_event_are_no_copies():
    assert pairs(WIRE, OTHER) == []


def test_what_stands_on_every_page_makes_no_copies():
    furniture = "Sign up to our newsletter for the latest news from the harbour, the council and the courts every day."
    words = random.Random(7)
    texts = [" ".join(words.choices("abcdefghijklmnopqrstuvwxyz", k=120)) + " " + furniture for _ in range(40)]

    assert pairs(*texts, sources="a" * 40) == []


def test_the_order_of_the_articles_changes_nothing_but_the_names():
    forth, back = pairs(WIRE, OTHER, WIRE + " " + OTHER), pairs(WIRE + " " + OTHER, OTHER, WIRE)

    assert {frozenset(pair[:2]) for pair in forth} == {frozenset({"0", "2"}), frozenset({"1", "2"})}
    assert {frozenset(pair[:2]) for pair in back} == {frozenset({"0", "2"}), frozenset({"0", "1"})}


WORDS = st.lists(st.sampled_from("ab c d e".split()), max_size=60)


@given(WORDS, WORDS)
def test_the_longest_run_is_that_of_a_plain_search(one, other):
    block = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    found = shared(read(" ".join(one)), read(" ".join(other)))

    # Where a run stands in several places its last one is compared: it may be found shorter, and is never found longer.
    assert found.longest_run <= block.size
    assert (found.longest_run >= RUN) == (block.size >= RUN)


@given(st.text(), st.text())
def test_any_text_is_compared(one, other):
    found = shared(read(one), read(other))

    assert 0 <= found.share <= 1
    assert 0 <= found.quoted <= 1


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (pd.DataFrame({"article_id": ["a"]}), "no column 'text'"),
        (pd.DataFrame({"article_id": ["a", "a"], "text": ["x", "y"]}), "Two articles have the id 'a'"),
    ],
)
def test_what_cannot_be_compared_is_refused(table, sentence):
    with pytest.raises(annotate.AnnotateError, match=sentence):
        annotate.copies(table)


def test_no_articles_have_no_copies():
    assert annotate.copies(pd.DataFrame({"article_id": [], "text": []})).empty
