"""A codebook is revised while coders are at work: the page gets the new one, and nothing that was decided is lost."""

from dataclasses import replace

import pytest
from test_tagger import Browser, tag

from annotate._codebook import Codebook
from annotate._errors import TagError
from annotate._project.check import check_project
from annotate._project.hits import Queue
from annotate._project.project import Project
from annotate.tagger import Tagger
from annotate.tagger._watch import watch_of

SHIPPED = Codebook.shipped()
OPINION, FACT, CLAIM, EXCLUDED = SHIPPED.labels
JUDGEMENT, FORECAST = replace(OPINION, name="judgement"), replace(OPINION, name="forecast", key="5")
RENAMED = replace(SHIPPED, version=2, labels=(JUDGEMENT, FACT, CLAIM, EXCLUDED))
SPLIT = replace(SHIPPED, version=2, labels=(JUDGEMENT, FORECAST, FACT, CLAIM, EXCLUDED))
MOVES = {"opinion": ["judgement", "forecast"]}


@pytest.fixture
def browser(project: Project) -> Browser:
    page = Browser(Tagger(project, coder="mj"))
    page.says(do="open")
    return page


def test_a_coder_at_work_gets_the_new_page(browser: Browser, project: Project) -> None:
    browser.waits_for("suggestions")
    browser.received.clear()

    quoted = replace(CLAIM, name="quoted")
    told = replace(RENAMED, labels=(JUDGEMENT, FACT, quoted, EXCLUDED))
    project.revise(told, {"opinion": "judgement", "attributed_claim": "quoted"}, coder="lead")
    watch_of(project).look(project)

    sent = browser.waits_for("change")["about"]["codebook"]
    assert sent["labels"][0]["name"] == "judgement"
    assert sent["version"] == 2
    proposed = browser.waits_for("suggestions")["suggestions"]  # found anew, in the new labels
    assert [row[2] for row in proposed if row[3]] == ["quoted"]

    browser.received.clear()
    project.undo(coder="lead")
    watch_of(project).look(project)
    assert browser.waits_for("change")["about"]["codebook"]["version"] == 1


def test_what_names_no_codebook_was_decided_by_the_studys_first(browser: Browser, project: Project) -> None:
    """Nearly all studies have one codebook: its name is spared with every key, and a revision still reads it right."""
    project.revise(RENAMED, {"opinion": "judgement"})
    assert [one["kind"] for one in browser.says(**tag())] == ["saved"]
    assert project.tags()[["label", "codebook"]].to_numpy().tolist() == [["judgement", "media_bias@1"]]

    project.revise(replace(SPLIT, version=3), {"judgement": ["judgement", "forecast"]})
    answers = browser.says(**tag(decision="d2", start=29, end=48))
    assert [(one["kind"], one.get("cause", "")) for one in answers] == [("saved", ""), ("refused", "split")]


def test_what_an_old_page_decides_is_mapped_or_kept_to_be_looked_at_again(browser: Browser, project: Project) -> None:
    project.revise(RENAMED, {"opinion": "judgement"})
    assert [one["kind"] for one in browser.says(**tag(codebook="media_bias@1"))] == ["saved"]
    assert project.tags()["label"].tolist() == ["judgement"]

    project.revise(replace(SPLIT, version=3), {"judgement": ["judgement", "forecast"]})
    answers = browser.says(**tag(codebook="media_bias@1", decision="d2", note="mine", start=29, end=48))
    assert [(one["kind"], one.get("cause", "")) for one in answers] == [("saved", ""), ("refused", "split")]
    assert answers[1]["decision"] is None

    again = project.to_look_at_again()
    assert again[["start", "was", "note"]].to_numpy().tolist() == [[0, "judgement", ""], [29, "opinion", "mine"]]
    hits = project._tagger_reads.hits(Queue.of("again", "", ""), "vote", coder="mj", claims=[])
    assert (hits.starts, hits.total, hits.is_more) == ([0, 29], 2, False)
    assert project._tagger_reads.next_hit(Queue.of("again", "", ""), "flood", 0, -1, coder="mj", claims=[]) == (
        "vote",
        29,
    )
    assert check_project(project).empty

    browser.says(**tag(codebook="media_bias@3", label="forecast", decision="d3", start=29, end=48))
    assert project.to_look_at_again()["start"].tolist() == [0]
    browser.says(do="undo", decision="d4", coder="mj")
    assert project.to_look_at_again()["was"].tolist() == ["judgement", "opinion"]
    browser.says(do="undo", decision="d5", coder="mj")  # the decision that was asked again
    assert project.to_look_at_again()["start"].tolist() == [0]
    browser.says(do="redo", decision="d6", coder="mj")
    assert project.to_look_at_again()["was"].tolist() == ["judgement", "opinion"]
    assert check_project(project).empty


def test_a_decision_that_was_asked_again_is_kept_once(browser: Browser, project: Project) -> None:
    project.revise(SPLIT, MOVES)
    for _ in range(2):
        browser.says(**tag(codebook="media_bias@1"))

    assert len(project.to_look_at_again()) == 1
    assert len(project.tags(history=True)) == 2  # as it was decided, and withdrawn


def test_answers_on_an_article_come_from_the_page(browser: Browser, project: Project) -> None:
    tone = "{name: tone, about: article, answer: scale, title: {en: Tone}}"
    asking = Codebook.from_yaml(replace(SHIPPED, version=2).to_yaml() + f"questions: [{tone}]")
    project.revise(asking)

    said = {"do": "answer", "coder": "mj", "article_id": "vote", "codebook": asking.id}
    assert browser.says(**said, decision="a1", answers={"tone": "4"})[0]["kind"] == "saved"
    assert browser.says(**said, decision="a2", answers={"tone": "9"})[0]["kind"] == "refused"
    assert browser.says(**said, decision="a3", answers=["tone"])[0]["kind"] == "refused"
    (sent,) = browser.says(do="look")
    assert sent["page"]["answers"] == {"tone": "4"}
    with pytest.raises(TagError, match="has since answered"):
        project.undo()


def test_a_passage_is_kept_as_an_example_with_a_key_and_stands_in_the_next_codebook(
    browser: Browser, project: Project
) -> None:
    said = {"do": "keep_example", "coder": "mj", "article_id": "vote", "start": 0, "end": 28}
    assert browser.says(**said, decision="e0", kept=True)[0]["kind"] == "refused"  # it has no label yet
    browser.says(**tag())
    browser.says(**said, decision="e1", kept=True)

    assert browser.says(do="look")[0]["page"]["examples"] == [[0, 28]]
    kept = project.examples()
    assert kept[["text", "label", "language", "coder"]].to_numpy().tolist() == [
        ["The council votes on Friday.", "opinion", "en", "mj"]
    ]
    after = project.codebook.with_examples(kept)
    assert after.id == "media_bias@2"
    assert after.diff(SHIPPED)[["label", "what"]].to_numpy().tolist() == [["opinion", "include"]]
    project.revise(after)
    assert project.codebook.labels[0].include["en"][-1] == "The council votes on Friday."
    assert project.codebook.with_examples(kept).labels == after.labels  # once

    browser.says(do="undo", decision="e2", coder="mj")
    assert project.examples().empty
    assert check_project(project).empty
