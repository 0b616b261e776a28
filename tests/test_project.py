"""The project: what is added stands, what is decided is on disk, and can be taken back."""

import sqlite3
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._errors import ArticleError, PassageError, ProjectError, TagError
from annotate._project import database
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._project.tables import SCHEMA_VERSION
from annotate._tags import TAG_COLUMNS
from tests.examples import FEWER

COUNCIL = (0, 28)
FAIL = (29, 48)
MAYOR = (49, 77)


def labels_of(project: Project, coder: str = "mj") -> list[tuple[str, str]]:
    tags = project.tags()
    return [(row.text, row.label) for row in tags[tags["coder"] == coder].itertuples()]


def test_articles_come_back_as_they_were_added(project: Project, articles: pd.DataFrame) -> None:
    kept = project.articles()

    assert kept["text"].tolist() == articles["text"].tolist()
    assert kept["source"].tolist() == articles["source"].tolist()


def test_an_article_added_twice_is_already_there(project: Project, articles: pd.DataFrame) -> None:
    outcome = project.add(articles)

    assert outcome["outcome"].tolist() == ["already there", "already there"]
    assert len(project.articles()) == 2


def test_another_text_under_the_same_id_is_refused_and_the_rest_is_added(project: Project) -> None:
    pages = pd.DataFrame({"article_id": ["vote", "new"], "text": ["Another text.", "A third one."]})

    outcome = project.add(pages).set_index("article_id")

    assert outcome.loc["vote", "outcome"] == "refused"
    assert "another text" in outcome.loc["vote", "reason"]
    assert outcome.loc["new", "outcome"] == "added"
    assert project.articles()["text"].iloc[0].startswith("The council")


def changed_vote(text: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": ["vote"], "source": ["The Courier"], "language": ["en"], "text": [text]})


def test_a_changed_text_can_be_kept_as_a_new_version_and_the_old_one_stays(project: Project) -> None:
    before = project.articles()["text"].tolist()

    outcome = project.add(changed_vote("Correction: the council votes on Monday."), changed="new_version")

    assert outcome[["article_id", "outcome"]].to_numpy().tolist() == [["vote@2", "new version"]]
    assert project.articles()["text"].tolist() == [*before, "Correction: the council votes on Monday."]


def test_tags_move_to_a_new_version_where_their_passage_stands_once(project: Project) -> None:
    project.tag("vote", *COUNCIL, "reported_fact", coder="mj", unsure=True, note="when?", score=0.5)
    project.tag("vote", *FAIL, "opinion", coder="mj")
    project.tag("vote", *MAYOR, "attributed_claim", coder="ab", speaker="the mayor")
    made = project.tags().iloc[0]

    text = "It is cold. The council votes on Friday. The mayor says it will pass. The mayor says it will pass."
    reason = project.add(changed_vote(text), changed="new_version")["reason"].iloc[0]

    tags = project.tags().set_index("article_id")
    moved = tags.loc["vote@2"]
    assert (moved["text"], moved["start"]) == ("The council votes on Friday.", 12)
    for name in ("label", "unsure", "note", "score", "coder", "tagged_at", "source"):
        assert moved[name] == made[name]
    assert tags.loc["vote", "text"].tolist() == ["It will fail, alas.", "The mayor says it will pass."]
    assert reason.splitlines()[0] == "1 of 3 tags of 'vote' moved to 'vote@2'."
    assert "mj 29–48 opinion “It will fail, alas.” stands 0 times in the new text" in reason
    assert "ab 49–77 attributed_claim “The mayor says it will pass.” stands 2 times in the new text" in reason
    assert check_project(project).empty


def test_a_changed_text_given_again_is_already_there(project: Project) -> None:
    for _ in range(2):
        outcome = project.add(changed_vote("Another text."), changed="new_version")
    third = project.add(changed_vote("A third text."), changed="new_version")

    assert outcome[["article_id", "outcome"]].to_numpy().tolist() == [["vote@2", "already there"]]
    assert third["article_id"].tolist() == ["vote@3"]


def test_tags_of_another_voice_keep_it_in_a_new_version(project: Project) -> None:
    project.set_source("vote", "The editor", start=0, end=29, coder="mj")
    project.tag("vote", *COUNCIL, "opinion", coder="mj")

    project.add(changed_vote("The council votes on Friday. It passed."), changed="new_version")

    assert project.tags()[["article_id", "source"]].to_numpy().tolist() == [["vote@2", "The editor"]]


def test_an_undo_does_not_take_back_a_move(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.add(changed_vote("The council votes on Friday. It passed."), changed="new_version")

    with pytest.raises(TagError, match="has since moved to a new version"):
        project.undo(coder="mj")

    assert labels_of(project) == [("The council votes on Friday.", "opinion")]


def test_an_unknown_way_with_changed_texts_is_refused(project: Project) -> None:
    with pytest.raises(ArticleError, match="use 'refuse' or 'new_version'"):
        project.add(changed_vote("Another text."), changed="replace")


def test_every_passage_is_a_slice_of_its_article(project: Project) -> None:
    texts = project.articles().set_index("article_id")["text"]

    for row in project.passages().itertuples():
        assert row.text == texts[row.article_id][row.start : row.end]


def test_a_tag_is_on_disk_when_the_call_returns(project: Project) -> None:
    project.tag("vote", *COUNCIL, "reported_fact", coder="mj")

    with annotate.open_project(project.where) as other:
        assert labels_of(other) == [("The council votes on Friday.", "reported_fact")]


def test_a_tag_table_has_the_contracts_columns_and_types(project: Project) -> None:
    project.tag("vote", *MAYOR, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named", score=0.5)

    tags = project.tags()

    assert list(tags.columns) == list(TAG_COLUMNS)
    row = tags.iloc[0]
    assert (row["source"], row["speaker"], row["score"], row["codebook"]) == (
        "The Courier",
        "the mayor",
        0.5,
        "media_bias@1",
    )
    assert tags["tagged_at"].dt.tz is not None


def test_a_tag_added_twice_is_kept_once(project: Project) -> None:
    for _ in range(2):
        project.tag("vote", *COUNCIL, "opinion", coder="mj")

    assert len(project.tags()) == 1
    assert len(project.tags(history=True)) == 1


def test_the_same_decision_sent_twice_is_written_once(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj", decision_id="d1")
    project.tag("vote", *COUNCIL, "reported_fact", coder="mj", decision_id="d2")
    project.tag("vote", *COUNCIL, "opinion", coder="mj", decision_id="d1")

    assert [label for _, label in labels_of(project)] == ["reported_fact"]


def test_two_coders_keep_their_own_tags(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.tag("vote", *COUNCIL, "reported_fact", coder="ab")

    assert len(project.tags()) == 2


@pytest.mark.slow
def test_undo_and_redo_reach_across_articles_and_a_reopening(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.tag("flood", 0, 12, "reported_fact", coder="mj")

    with annotate.open_project(project.where) as later:
        assert [later.undo(coder="mj"), later.undo(coder="mj"), later.undo(coder="mj")] == ["flood", "vote", None]
        assert labels_of(later) == []
        assert [later.redo(coder="mj"), later.redo(coder="mj"), later.redo(coder="mj")] == ["vote", "flood", None]
    assert len(labels_of(project)) == 2


def test_undo_leaves_another_coders_tags_alone(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="ab")
    project.tag("vote", *COUNCIL, "opinion", coder="mj")

    project.undo(coder="mj")

    assert labels_of(project, "ab") == [("The council votes on Friday.", "opinion")]


def test_an_undo_sent_twice_undoes_once(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.tag("vote", *FAIL, "opinion", coder="mj")

    project.undo(coder="mj", decision_id="u1")
    project.undo(coder="mj", decision_id="u1")

    assert len(labels_of(project)) == 1


def test_a_new_decision_ends_what_can_be_redone(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.undo(coder="mj")
    project.tag("vote", *FAIL, "opinion", coder="mj")

    assert project.redo(coder="mj") is None


def test_a_withdrawn_tag_stays_in_the_log(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.untag("vote", *COUNCIL, coder="mj")

    assert labels_of(project) == []
    assert project.tags(history=True)["withdrawn"].tolist() == [False, True]


def test_a_split_passage_gives_two_and_its_tag_can_come_back(project: Project) -> None:
    project.tag("vote", *FAIL, "opinion", coder="mj")

    project.cut("vote", [FAIL], [(29, 42), (43, 48)], coder="mj")

    assert project.passages("mj")["text"].tolist()[1:3] == ["It will fail,", "alas."]
    assert labels_of(project) == []
    project.undo(coder="mj")
    assert project.passages("mj")["text"].tolist()[1] == "It will fail, alas."
    assert labels_of(project) == [("It will fail, alas.", "opinion")]


@pytest.mark.slow
def test_merged_passages_are_one_for_this_coder_only(project: Project) -> None:
    project.cut("vote", [COUNCIL, FAIL], [(0, 48)], coder="mj")

    assert project.passages("mj")["text"].iloc[0] == "The council votes on Friday. It will fail, alas."
    assert len(project.passages("ab")) == len(project.passages("mj")) + 1


@pytest.mark.slow
def test_the_page_counts_the_projects_passages_as_its_coder_cut_them(project: Project) -> None:
    project.cut("vote", [FAIL], [(29, 42), (43, 48)], coder="mj")
    project.cut("flood", [(0, 12), (13, 49)], [(0, 49)], coder="ab")
    project.cut("vote", [(29, 42), (43, 48)], [(29, 48)], coder="mj")
    project.undo(coder="mj")

    for coder in ("mj", "ab", "newcomer"):
        # On any page: also on one of which nothing was cut.
        for article_id in ("vote", "flood"):
            counted = project._tagger_reads.page(article_id, coder=coder)["project_passages"]
            assert counted == len(project.passages(coder)), (coder, article_id)
    assert len({len(project.passages(coder)) for coder in ("mj", "ab", "newcomer")}) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "after",
    [
        [(29, 42)],  # drops a word
        [(29, 44), (43, 48)],  # overlaps
        [(43, 48), (29, 42)],  # backwards
        [(29, 42), (42, 43), (43, 48)],  # a blank alone
        [(20, 42), (43, 48)],  # takes from its neighbour
    ],
)
def test_a_cut_that_does_not_hold_the_same_words_is_refused(project: Project, after: list[tuple[int, int]]) -> None:
    before = project.passages("mj")["text"].tolist()

    with pytest.raises(PassageError, match="same words"):
        project.cut("vote", [FAIL], after, coder="mj")

    assert project.passages("mj")["text"].tolist() == before


def test_a_cut_of_a_passage_that_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(PassageError, match="no passage 0–48"):
        project.cut("vote", [(0, 48)], [(0, 28), (29, 48)], coder="mj")


def test_a_tag_on_part_of_an_untagged_passage_cuts_it_out(project: Project) -> None:
    project.tag("vote", 43, 48, "opinion", coder="mj")

    assert project.passages("mj")["text"].tolist()[1:3] == ["It will fail,", "alas."]


def test_a_tag_over_part_of_a_tagged_passage_is_refused(project: Project) -> None:
    project.tag("vote", *FAIL, "opinion", coder="mj")

    with pytest.raises(PassageError, match="overlaps 29–48"):
        project.tag("vote", 43, 60, "opinion", coder="mj")


def test_a_preface_can_have_another_source_than_the_body(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    project.set_source("vote", "The editor", start=0, end=29, coder="mj")

    assert project.passages("mj")["source"].tolist()[:3] == ["The editor", "The Courier", "The Courier"]
    assert project.tags()["source"].tolist() == ["The editor"]
    project.undo(coder="mj")
    assert project.tags()["source"].tolist() == ["The Courier"]


def test_a_source_holds_from_its_place_to_the_next(project: Project) -> None:
    project.set_source("vote", "The agency", start=MAYOR[0], coder="mj")
    project.set_source("vote", "The editor", start=0, coder="mj")

    assert project.passages()["source"].tolist()[:3] == ["The editor", "The editor", "The agency"]


def test_a_tag_may_have_a_source_of_its_own(project: Project) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj", source="A reader")

    assert project.tags()["source"].tolist() == ["A reader"]


BAD_TAGS = {
    "a label outside the codebook": (("vote", 0, 28, "fact"), TagError, "use one of opinion"),
    "a negative start": (("vote", -1, 28, "opinion"), PassageError, "whole numbers"),
    "offsets reversed": (("vote", 28, 0, "opinion"), PassageError, "start < end"),
    "a fraction": (("vote", 0.5, 28, "opinion"), PassageError, "whole numbers"),
    "past the end": (("vote", 0, 2800, "opinion"), PassageError, "ends at 77"),
    "a truth value": (("vote", False, 28, "opinion"), PassageError, "whole numbers"),
    "an unknown article": (("nope", 0, 28, "opinion"), ArticleError, "no article 'nope'"),
    "an article that is no text": ((7, 0, 28, "opinion"), TagError, "must be text"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", BAD_TAGS)
def test_a_wrong_tag_is_refused_with_a_sentence_and_nothing_is_written(project: Project, what: str) -> None:
    given_, error, sentence = BAD_TAGS[what]

    with pytest.raises(error, match=sentence):
        project.tag(*given_, coder="mj")

    assert project.tags(history=True).empty


def test_only_a_claim_has_a_speaker(project: Project) -> None:
    with pytest.raises(TagError, match="has no speaker, since"):
        project.tag("vote", *COUNCIL, "opinion", coder="mj", speaker="Leavitt")


def test_a_coder_is_needed(project: Project) -> None:
    with pytest.raises(TagError, match="coder is needed"):
        project.tag("vote", *COUNCIL, "opinion", coder="")


def test_numpy_offsets_are_taken(project: Project) -> None:
    project.tag("vote", np.int64(0), np.int64(28), "opinion", coder="mj")

    assert project.tags()["end"].tolist() == [28]


HOSTILE = st.text(st.characters(codec=None, categories=None), min_size=1, max_size=40)


@pytest.mark.slow
@FEWER
@given(text=HOSTILE, speaker=HOSTILE)
def test_any_text_comes_back_exactly(tmp_path: Path, text: str, speaker: str) -> None:
    page = pd.DataFrame({"article_id": ["odd"], "title": [speaker], "text": ["x" + text]}, dtype=object)
    (tmp_path / "odd.db").unlink(missing_ok=True)
    with annotate.open_project(tmp_path / "odd.db") as project:
        project.add(page)
        kept = project.articles()["text"].iloc[0]
        project.tag("odd", 0, len(kept), "attributed_claim", coder=speaker, speaker=speaker, note=text)
        row = project.tags().to_dict("records")[0]

    assert (row["text"], row["speaker"], row["coder"], row["note"]) == (kept, speaker, speaker, text)
    assert kept.encode("utf-16", "surrogatepass") == ("x" + text).encode("utf-16", "surrogatepass")


def test_many_threads_can_tag_at_once(project: Project) -> None:
    def work(nth: int) -> None:
        for span in (COUNCIL, FAIL, MAYOR):
            project.tag("vote", *span, "opinion", coder=f"coder {nth}")

    threads = [threading.Thread(target=work, args=(nth,)) for nth in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(project.tags()) == 18


def test_two_projects_open_on_one_file_see_each_others_tags(project: Project) -> None:
    with annotate.open_project(project.where) as other:
        other.tag("vote", *COUNCIL, "opinion", coder="ab")
        project.tag("vote", *COUNCIL, "opinion", coder="mj")

        assert len(other.tags()) == 2


def test_a_file_that_is_no_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("just some notes, long enough to be no database " * 40)

    with pytest.raises(ProjectError, match="is not a project"):
        annotate.open_project(tmp_path / "notes.db")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE birds (name)")

    with pytest.raises(ProjectError, match="not a project of annotate"):
        annotate.open_project(tmp_path / "other.db")


@pytest.mark.usefixtures("on_disk")
def test_a_project_made_by_a_newer_annotate_is_refused_and_unchanged(project: Project) -> None:
    with sqlite3.connect(project.where) as raw:
        raw.execute("UPDATE project SET value = '99' WHERE name = 'schema_version'")
    raw.close()

    with pytest.raises(
        ProjectError, match=rf"newer annotate \(project format 99; this one knows up to {SCHEMA_VERSION}\)"
    ):
        annotate.open_project(project.where)


@pytest.mark.parametrize(
    ("where", "sentence"), [("no/such/folder/study.db", "There is no folder"), (".", "is a folder")]
)
def test_a_wrong_place_for_a_project_is_named(tmp_path: Path, where: str, sentence: str) -> None:
    with pytest.raises(ProjectError, match=sentence):
        annotate.open_project(tmp_path / where)


def test_a_url_that_is_none_is_refused_with_a_sentence() -> None:
    with pytest.raises(ProjectError, match="no database URL"):
        annotate.open_project("nonsense://")


def test_a_project_keeps_the_codebook_that_it_was_made_with(project: Project) -> None:
    shipped = annotate.Codebook.shipped()
    newer = annotate.Codebook(shipped.name, 2, shipped.labels)

    with pytest.raises(ProjectError, match="has the codebook media_bias@1, and media_bias@2 was given"):
        annotate.open_project(project.where, codebook=newer)


@pytest.mark.usefixtures("on_disk")
def test_a_locked_project_says_so_and_loses_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.tag("vote", *COUNCIL, "opinion", coder="mj")
    monkeypatch.setattr(database, "_connect_args", lambda where: {"check_same_thread": False, "timeout": 0.1})
    blocker = sqlite3.connect(project.where, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    try:
        with (
            annotate.open_project(project.where) as other,
            pytest.raises(ProjectError, match="Another program is writing"),
        ):
            other.tag("vote", *FAIL, "opinion", coder="mj")
    finally:
        blocker.close()

    project.tag("vote", *FAIL, "opinion", coder="mj")
    assert len(project.tags()) == 2


def test_the_current_tags_are_what_the_log_says(project: Project) -> None:
    for span, label in [(COUNCIL, "opinion"), (FAIL, "opinion"), (COUNCIL, "reported_fact"), (MAYOR, "opinion")]:
        project.tag("vote", *span, label, coder="mj")
    project.undo(coder="mj")

    log = project.tags(history=True)
    newest = log.groupby(["article_id", "coder", "start", "end"], observed=True).tail(1)
    expected = newest[~newest["withdrawn"]].sort_values("start")["tag_id"].tolist()

    assert project.tags()["tag_id"].tolist() == expected


@pytest.mark.slow
def test_a_cut_into_more_passages_than_anybody_cuts_is_refused(project: Project) -> None:
    with pytest.raises(PassageError, match="A cut has at most 1,000 passages, and 100,000 were given"):
        project.cut("vote", [COUNCIL], [(n, n + 1) for n in range(100_000)], coder="mj")


def test_in_a_notebook_a_mistake_is_one_sentence_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell().run_cell(
        "import annotate; annotate.open_project('sqlite://').tag('a', 0, 9, 'opinion', coder='mj')"
    )

    shown = capsys.readouterr().out
    assert "ArticleError: There is no article 'a' in this project" in shown
    assert "Traceback" not in shown
    assert ".py" not in shown
