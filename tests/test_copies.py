"""Near-copies: one text in two articles is found, two reports of one event are not taken for it."""

import random
from difflib import SequenceMatcher

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._alike import near_copies
from annotate._alike.near_copies import copied
from annotate._alike.shared_words import RUN, read, shared
from annotate._counting.copies import texts_of
from annotate._errors import BalanceError
from tests.examples import FEWER

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


def of_patterns(seed: int, articles: int = 24) -> pd.DataFrame:
    """Make articles of a few patterns, some of them with a speech in common, by several sources."""
    chance = random.Random(seed)
    patterns = [" ".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=70)) for _ in range(4)]
    texts = [
        f"{chance.choice(patterns)} {chance.random()} {SPEECH if chance.random() < 0.3 else ''} {chance.random()}"
        if chance.random() < 0.7
        else " ".join(str(chance.random()) for _ in range(40)) + chance.choice(["", SPEECH])
        for _ in range(articles)
    ]
    ids = [f"a{nth}" for nth in range(articles)]
    return pd.DataFrame({"article_id": ids, "source": chance.choices("xyz", k=articles), "text": texts})


@given(st.integers(0, 10**6))
@FEWER
def test_which_articles_have_a_copy_is_what_the_list_of_all_pairs_says(seed):
    articles = of_patterns(seed)
    found = annotate.copies(articles)
    ours = found[found["kind"] != "long quotation"]
    across = ours[ours["source"] != ours["other_source"]]

    said = copied(articles)

    assert said.of_any == {*found["article_id"], *found["other_id"]}
    assert said.across == {*across["article_id"], *across["other_id"]}


@given(st.integers(0, 10**6))
@FEWER
def test_articles_carry_one_text_where_copies_lead_from_one_to_the_other(seed):
    articles = of_patterns(seed)
    found = annotate.copies(articles).query("kind != 'long quotation'")
    reached = {one: {one} for one in articles["article_id"]}
    for one, other in zip(found["article_id"], found["other_id"], strict=True):
        both = reached[one] | reached[other]
        reached.update(dict.fromkeys(both, both))

    texts = texts_of(articles)

    together = {
        one: {*texts.article_id[texts.text == text]} for one, text in zip(texts.article_id, texts.text, strict=True)
    }
    assert together == reached


def test_among_many_texts_of_one_pattern_each_is_compared_about_once(monkeypatch):
    compared = []
    monkeypatch.setattr(near_copies, "shared", lambda *two: compared.append(1) or shared(*two))
    articles = pd.DataFrame(
        {
            "article_id": [str(n) for n in range(60)],
            "source": ["x", "y"] * 30,
            "text": [f"{WIRE} {n}" for n in range(60)],
        }
    )

    assert len(copied(articles).across) == 60
    assert len(compared) <= 60
    compared.clear()
    assert {*texts_of(articles).text} == {0}
    assert len(compared) < 60


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


def tagged(*rows: tuple[str, str, str], texts: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return tags (article, source, label), one passage each article, and the passages of all texts."""
    tags = pd.DataFrame(rows, columns=["article_id", "source", "label"]).assign(start=0, coder="mj", origin="manual")
    passages = pd.DataFrame({"article_id": [*texts], "text": [*texts.values()], "start": 0})
    for table in (tags, passages):
        table["end"] = [len(texts[name]) for name in table["article_id"]]
    return tags, passages


STUDY = {
    "a": WIRE,
    "b": f"BRISAC (AP) {WIRE}",
    "c": "The Echo thinks little of the plan, and has said so for years.",
    "d": WIRE.upper(),
}


def counted(copies: str, by: str = "source", **changed: str) -> pd.DataFrame:
    sources = {"a": "The Echo", "b": "The Echo", "c": "The Echo", "d": "The Tidings"} | changed
    labels = {"a": "reported_fact", "b": "reported_fact", "c": "opinion", "d": "reported_fact"}
    tags, passages = tagged(*((name, sources[name], labels[name]) for name in STUDY), texts=STUDY)
    passages["source"] = passages["article_id"].map(sources)
    tags["section"] = passages["section"] = "News"
    table = annotate.balance(tags, passages, by=by, copies=copies)
    return table[table["label"] == "opinion"].set_index(by)


def test_copies_count_like_any_article_where_nothing_else_is_asked():
    assert counted("all")["share"].round(4).to_dict() == {"The Echo": round(1 / 3, 4), "The Tidings": 0.0}
    assert "copies" not in counted("all")


@pytest.mark.parametrize("way", ["once", "weight"])
def test_a_text_that_one_source_printed_twice_weighs_as_one_article(way):
    table = counted(way)

    assert table["share"].round(9).to_dict() == {"The Echo": 0.5, "The Tidings": 0.0}
    assert table["copies"].to_dict() == {"The Echo": 1, "The Tidings": 0}
    assert table["untagged"].to_dict() == {"The Echo": 0, "The Tidings": 0}


def test_copies_are_one_text_within_the_group_that_is_asked_for():
    table = counted("once", by="section")

    assert table.loc["News", ["count", "passages", "articles", "copies"]].tolist() == [1, 2, 2, 2]
    assert counted("weight", by="section").loc["News", "share"] == pytest.approx(0.5)


def test_copies_are_no_independent_articles():
    """Weighed, a text tagged alike in all its copies is as uncertain as if it stood once."""
    once, weighed = counted("once", by="section"), counted("weight", by="section")

    assert weighed[["low", "high"]].to_numpy() == pytest.approx(once[["low", "high"]].to_numpy())


def test_what_nobody_tagged_is_no_work_left_where_a_copy_is_tagged():
    tags, passages = tagged(("b", "The Echo", "opinion"), texts=STUDY)
    passages["source"] = "The Echo"

    table = annotate.balance(tags, passages, copies="once")

    assert table["untagged"].unique().tolist() == [1]  # "c"; "a" and "d" carry the text of "b"


def test_without_texts_copies_are_not_looked_for():
    tags, passages = tagged(("a", "The Echo", "opinion"), texts=STUDY)
    with pytest.raises(BalanceError, match=r"project\.passages\(\)"):
        annotate.balance(tags, passages.drop(columns="text"), copies="once")
    with pytest.raises(BalanceError, match="'all', 'once' and 'weight'"):
        annotate.balance(tags, passages, copies="twice")


@pytest.mark.slow
def test_a_project_looks_at_its_own_texts(tmp_path):
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame({"article_id": [*STUDY], "text": [*STUDY.values()], "source": "The Echo"}))
        for name in STUDY:
            project.tag(name, 0, project.passages().query("article_id == @name")["end"].iloc[0], "opinion", coder="mj")

        table = annotate.balance(project, copies="once")

    assert (table["articles"].iloc[0], table["copies"].iloc[0]) == (2, 2)


def test_whoever_adds_a_text_again_is_told_where_it_is(tmp_path):
    with annotate.open_project(tmp_path / "study.db") as project:
        pages = pd.DataFrame({"article_id": ["a", "b"], "text": [WIRE, WIRE], "source": ["The Echo", "The Tidings"]})
        first = project.add(pages)
        later = project.add(pages.assign(article_id=["c", "d"], text=[OTHER, WIRE]))

    assert first["reason"].tolist()[0] == later["reason"].tolist()[0] == ""
    for reason in (first["reason"].iloc[1], later["reason"].iloc[1]):
        assert reason.startswith("Its text is also in 'a' (The Echo): ")
