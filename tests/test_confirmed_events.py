"""Events are confirmed by hand: nothing is kept before it is looked at, and each of it is taken back."""

import pandas as pd
import pytest

import annotate
from annotate._events.events import Proposal, _begun, proposed, standing
from annotate._project.project import Project

DYKE = [
    ("a", "Echo", "The Brisac dyke broke on Monday, and the river took the lower town."),
    ("b", "Herald", "Brisac flooded as its dyke gave way; the lower town stands under the river."),
    ("c", "Echo", "After the dyke of Brisac broke, the lower town waits for the river to fall."),
    ("d", "Herald", "Herring talks failed again in the capital."),
]


@pytest.fixture
def flooded(project: Project) -> Project:
    project.add(pd.DataFrame(DYKE, columns=["article_id", "source", "text"]).assign(published="2026-03-03"))
    return project


def on(project: Project) -> dict[str, str]:
    articles = project.articles()
    if "event" not in articles:
        return {}
    kept = articles[articles["event"].fillna("") != ""]
    return dict(zip(kept["article_id"], kept["event"], strict=True))


def test_nothing_is_kept_before_it_is_confirmed_and_undo_takes_it_back(flooded: Project) -> None:
    events = annotate.Events(flooded, coder="mj")
    assert [set(one.articles) for one in events.proposals] == [{"a", "b", "c"}]
    assert on(flooded) == {}

    events._ticks.children[events.proposals[0].articles.index("c")].children[0].value = False
    events.name.value = "the dyke"
    events.confirm.click()
    assert on(flooded) == {"a": "the dyke", "b": "the dyke"}
    assert "2 articles kept" in events._told.value
    assert annotate.Events(flooded).proposals[0] == Proposal("the dyke", ("a", "b"), ("a", "b"))

    events.events.index = 0  # what was confirmed can be changed
    events._ticks.children[1].children[0].value = False
    events.name.value = "the flood"
    events.confirm.click()
    assert on(flooded) == {"a": "the flood"}
    events.undo.click()
    assert on(flooded) == {"a": "the dyke", "b": "the dyke"}
    events.undo.click()
    assert on(flooded) == {}
    assert events.undo.disabled


def test_keeping_what_is_kept_decides_nothing_and_undo_takes_back_no_other_decision(flooded: Project) -> None:
    flooded.correct(["a", "b"], event="the dyke", coder="mj")
    flooded.correct("d", section="Sport", coder="mj")
    events = annotate.Events(flooded, coder="mj")
    events.confirm.click()
    assert events.undo.disabled
    events._undo()
    assert flooded.articles().set_index("article_id")["section"]["d"] == "Sport"


def test_undo_takes_back_what_was_kept_here_and_leaves_what_the_coder_decided_elsewhere_since(flooded: Project) -> None:
    events = annotate.Events(flooded, coder="mj")
    events.name.value = "the dyke"
    events.confirm.click()
    flooded.correct("d", section="Sport", coder="mj")  # in another cell, or another window

    events.undo.click()
    assert on(flooded) == {}
    assert flooded.articles().set_index("article_id")["section"]["d"] == "Sport"

    events.confirm.click()
    flooded.correct("a", event="another", coder="mj")
    events.undo.click()
    assert "has since decided on the event of &#x27;a&#x27;" in events._told.value
    assert on(flooded)["a"] == "another"


def test_an_event_without_a_name_is_said_and_nothing_is_kept(flooded: Project) -> None:
    events = annotate.Events(flooded, language="fr")
    events.name.value = "  "
    events.confirm.click()
    assert "a besoin d’un nom" in events._told.value
    assert on(flooded) == {}


def test_a_long_text_is_cut_after_a_word_and_says_that_it_goes_on(project: Project) -> None:
    words = "the Brisac dyke broke and the river took the lower town again".split() * 40
    without_blanks = "堤" * 1_000
    texts = [" ".join(words), " ".join(["Yes:", *words]), without_blanks, without_blanks + "坝"]
    project.add(pd.DataFrame({"article_id": [*"wxyz"], "text": texts}))
    events = annotate.Events(project)
    begun = [_begun(each) for each in texts]
    shown = [box.children[1].value.partition(">")[2].removesuffix("</div>") for box in events._ticks.children]
    assert shown
    assert set(shown) <= set(begun)
    assert all(one.endswith(" …") and 300 < len(one) <= 402 for one in begun)
    assert begun[0].split()[:-1] == words[: len(begun[0].split()) - 1]


def test_titles_and_texts_of_articles_are_inert_on_the_page(project: Project) -> None:
    hostile = "<script>alert(1)</script> The Brisac dyke broke, and the river took the lower town of Brisac."
    rows = {"article_id": ["x", "y"], "title": hostile, "text": [hostile, hostile + " So it did."]}
    project.add(pd.DataFrame(rows))
    events = annotate.Events(project)
    written = [box.children[1].value for box in events._ticks.children]
    assert len(written) == 2
    assert not any("<script" in one for one in (*written, events._told.value, events._heading.value))


def test_a_study_without_proposals_has_nothing_to_confirm(project: Project) -> None:
    events = annotate.Events(project)
    assert events.proposals == []
    assert events.confirm.disabled
    assert standing(project.articles(), proposed(project.articles())) == []
