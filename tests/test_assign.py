"""Assigning: who codes what, which articles two code, and that nobody sees another's."""

import json
from collections import Counter
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tagger import Browser, tag

import annotate
from annotate._errors import ArticleError, TagError
from annotate._project.project import Project
from annotate._study.assigning import assigned

CODERS = ["ana", "ben", "cleo"]


def pages(many: int) -> pd.DataFrame:
    rows = [(f"page-{n}", "Fil" if n % 3 else "Quay", f"The council of Fil votes on item {n}.") for n in range(many)]
    return pd.DataFrame(rows, columns=["article_id", "source", "text"]).assign(url="https://fil.example/", author="MJ")


@pytest.fixture
def study(tmp_path):
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pages(60).assign(url=[f"https://fil.example/{n}" for n in range(60)]))
        yield project


def test_of_sixty_articles_a_fifth_is_coded_exactly_twice_and_none_else(study):
    study.assign(CODERS, twice=0.2, by="source", seed=5)

    who = study.assignment().groupby("article_id")["coder"].agg(sorted)
    times = who.map(len)
    assert len(who) == 60
    assert (times == 2).sum() == 12
    assert (times == 1).sum() == 48
    assert Counter(map(tuple, who[times == 2])) == dict.fromkeys(combinations(CODERS, 2), 4)
    doubled = [one for one in who.index[times == 2] if int(one.removeprefix("page-")) % 3 == 0]
    assert len(doubled) == 4  # a third of the articles are the Quay's, and so of those coded twice


@given(st.integers(1, 60), st.integers(2, 6), st.floats(0, 1), st.integers())
def test_every_article_has_its_coders_and_each_coder_as_many_as_the_others(many, number, twice, seed):
    coders = [f"c{n}" for n in range(number)]

    table = assigned(pages(many), coders, twice, "source", seed=seed)

    assert not table.duplicated(["article_id", "coder"]).any()
    times = Counter(table["article_id"])
    assert set(times) == set(pages(many)["article_id"])
    assert sum(number == 2 for number in times.values()) == round(twice * many)
    assert max(times.values()) <= 2
    loads = [int((table["coder"] == coder).sum()) for coder in coders]
    assert max(loads) - min(loads) <= 2
    for _, those in table.groupby("coder"):
        assert sorted(those["place"]) == list(range(1, len(those) + 1))
    assert table.equals(assigned(pages(many).iloc[::-1], coders, twice, "source", seed=seed))


@pytest.mark.slow
def test_what_is_begun_stays_when_a_coder_leaves_one_comes_and_articles_are_added(study):
    study.assign(CODERS, twice=0.2, seed=5)
    before = study.assignment()
    begun = [tuple(pair) for pair in before.groupby("coder").head(5)[["article_id", "coder"]].values.tolist()]
    for article_id, coder in begun:
        study.tag(article_id, 0, 12, "opinion", coder=coder)
    study.add(pages(70).iloc[60:].assign(url=""))

    table = study.assign(["ana", "ben", "dora"])

    after = study.assignment()
    pairs = {tuple(pair) for pair in after[["article_id", "coder"]].values.tolist()}
    assert set(begun) <= pairs
    assert {article for article, coder in pairs if coder == "cleo"} == {a for a, coder in begun if coder == "cleo"}
    assert after["article_id"].nunique() == 70
    assert (after["article_id"].value_counts() == 2).sum() == 14
    assert set(before.loc[before["twice"], "article_id"]) <= set(after.loc[after["twice"], "article_id"])
    assert table.set_index("coder")["remark"]["cleo"].startswith("Has left")
    assert table["begun"].tolist() == [5, 5, 5, 0]


@pytest.mark.slow
def test_assigning_is_one_decision_that_undo_takes_back(study):
    study.assign(CODERS, seed=1)
    study.assign(["ana"])

    study.undo()

    assert set(study.assignment()["coder"]) == set(CODERS)
    study.undo()
    assert study.assignment().empty


@pytest.mark.slow
@pytest.mark.parametrize(
    ("coders", "options", "said"),
    [
        (["ana"], {"twice": 0.2}, "Only 'ana' codes"),
        ([], {}, "names nobody"),
        ("ana", {}, "names nobody"),
        (["ana", "ana"], {}, "named twice"),
        (["ana", ""], {}, "no coder's name"),
        (CODERS, {"twice": 20}, "no share"),
        (CODERS, {"blind_to": "title"}, "cannot be hidden"),
    ],
)
def test_what_cannot_be_assigned_is_said_with_a_cure(study, coders, options, said):
    with pytest.raises(TagError, match=said):
        study.assign(coders, **options)
    assert study.assignment().empty


def test_a_project_without_articles_cannot_be_assigned(tmp_path):
    with annotate.open_project(tmp_path / "empty.db") as project, pytest.raises(ArticleError, match="no article"):
        project.assign(CODERS)


def test_the_shelf_holds_a_coders_own_articles_only_and_no_hidden_source(study):
    study.assign(["ana", "ben"], seed=5, blind_to="source")
    browser = Browser(annotate.Tagger(study, coder="ana"))

    (all_of_hers,) = browser.says(do="shelf", asked=1)
    (found,) = browser.says(do="shelf", asked=2, words="quay")
    (sorted_by,) = browser.says(do="shelf", asked=3, order="source")

    assert [row["article_id"] for row in all_of_hers["rows"]] == queue(study, "ana")
    assert {row["source"] for row in all_of_hers["rows"]} == {""}
    assert found["total"] == 0
    assert sorted_by["kind"] == "refused"
    bens = queue(study, "ben")[0]
    assert browser.says(do="open", article_id=bens)[-1]["kind"] == "refused"


# The tagger ------------------------------------------------------------------------------------------------------


def queue(project: Project, coder: str) -> list[str]:
    table = project.assignment()
    return table.loc[table["coder"] == coder, "article_id"].tolist()


@pytest.mark.slow
def test_a_coder_walks_through_her_own_articles_in_her_own_order(study):
    study.assign(CODERS, twice=0.2, seed=5)
    hers = queue(study, "ana")
    browser = Browser(annotate.Tagger(study, coder="ana"))

    seen = [browser.tagger.article_id]
    for _ in range(len(hers) + 2):
        browser.says(do="open", step=1)
        seen.append(browser.tagger.article_id)

    assert list(dict.fromkeys(seen)) == hers
    assert hers != sorted(hers, key=lambda one: int(one.removeprefix("page-")))


@pytest.mark.slow
def test_nothing_of_the_others_reaches_a_coders_page(study):
    study.assign(["ana", "ben"], twice=1, seed=5)
    one = queue(study, "ana")[0]
    study.tag(one, 0, 12, "attributed_claim", coder="ben", speaker="Zachariah", note="secret")
    browser = Browser(annotate.Tagger(study, coder="ana"))

    browser.says(do="open")

    everything = json.dumps(browser.received) + str(browser.tagger._repr_mimebundle_()) + str(browser.tagger.counts)
    assert browser.tagger.article_id == one
    assert "Zachariah" not in everything
    assert "secret" not in everything
    assert "ben" not in everything


def test_a_forged_decision_on_anothers_article_is_refused_and_writes_nothing(study):
    study.assign(["ana", "ben"], seed=5)
    bens = queue(study, "ben")[0]
    browser = Browser(annotate.Tagger(study, coder="ana"))

    browser.says(**tag(coder="ana", article_id=bens, start=0, end=12))

    assert browser.received[-1]["kind"] == "refused"
    assert "is not assigned to 'ana'" in browser.opened()[-1]["reason"]
    assert study.tags().empty
    with pytest.raises(TagError, match="not assigned"):
        browser.tagger.select(bens)
    with pytest.raises(TagError, match="not assigned"):
        annotate.Tagger(study, coder="ana", article_id=bens)


def test_a_coder_who_is_not_assigned_is_told_how_to_be(study):
    study.assign(["ana", "ben"], seed=5)

    with pytest.raises(TagError, match=r"project\.assign\(\['ana', 'ben', 'dora'\]\)"):
        annotate.Tagger(study, coder="dora")


@pytest.mark.slow
def test_a_coder_blind_to_the_source_sees_neither_outlet_nor_author_nor_address(study):
    table = study.assign(["ana"], blind_to="source", seed=5)
    browser = Browser(annotate.Tagger(study, coder="ana", article_id="page-0"))

    browser.says(do="open")

    everything = json.dumps(browser.received) + str(browser.tagger._repr_mimebundle_())
    for hidden in ("Quay", "https://", "MJ"):
        assert hidden not in everything
    assert "40 of these articles name their own source" in table["remark"][0]
    browser.says(**tag(coder="ana", article_id="page-0", start=0, end=12))
    assert study.tags()["source"].tolist() == ["Quay"]  # hidden from the coder, not from the numbers


@pytest.mark.slow
def test_articles_that_nobody_codes_yet_are_said_and_dealt_out_when_assigned_again(study):
    study.assign(["ana", "ben"], seed=5)
    assert study.progress()["coder"].tolist() == ["ana", "ben"]
    study.add(pd.DataFrame({"article_id": ["late-1", "late-2"], "text": "It rains. It is late."}))

    last = study.progress().iloc[-1]
    assert (last["coder"], last["articles"], last["finished"]) == ("", 2, 0)
    assert "project.assign()" in last["reason"]
    assert not any(one.startswith("late") for one in study.assignment()["article_id"])
    study.assign()
    assert study.progress()["coder"].tolist() == ["ana", "ben"]


FORGED_QUESTIONS = {
    "open": {"do": "open", "article_id": "{theirs}"},
    "open, and look": {"do": "open", "article_id": "{theirs}", "unfinished": True},
    "names": {"do": "names", "article_id": "{theirs}", "start": 0},
    "a settlement": {"do": "settle", "article_id": "{theirs}", "tags": [], "decision": "d1", "coder": "ana"},
    "the shelf around it": {"do": "shelf", "asked": 1, "around": "{theirs}"},
    "the shelf by its words": {"do": "shelf", "asked": 1, "words": "{theirs}"},
    "hits of its label": {"do": "hits", "label": "attributed_claim", "states": "tagged"},
    "hits of its words": {"do": "hits", "words": "Zachariah"},
    "an undo of another's": {"do": "undo", "decision": "u1", "coder": "ben"},
}


@pytest.mark.slow
@pytest.mark.parametrize("what", FORGED_QUESTIONS)
def test_a_forged_question_for_anothers_tags_gets_nothing(study, what):
    study.assign(["ana", "ben"], seed=5)
    theirs = queue(study, "ben")[0]
    study.tag(theirs, 0, 12, "attributed_claim", coder="ben", speaker="Zachariah", note="secret")
    browser = Browser(annotate.Tagger(study, coder="ana"))
    asked = {
        name: value.format(theirs=theirs) if isinstance(value, str) else value
        for name, value in FORGED_QUESTIONS[what].items()
    }

    browser.says(**asked)

    everything = json.dumps([one for one in browser.opened() if one["kind"] not in ("refused", "unsaved")])
    for hidden in (f'"{theirs}"', "Zachariah", "secret", 'attributed_claim", "Zachariah'):
        assert hidden not in everything, everything
    assert len(study.tags()) == 1
