"""The page on which a codebook is revised: what changes is shown first, then one decision is written."""

import pytest

import annotate
from annotate._project.project import Project


@pytest.fixture
def reviser(project: Project) -> annotate.Reviser:
    project.tag("vote", 0, 28, "opinion", coder="mj")
    project.tag("vote", 29, 48, "opinion", coder="ben")
    project.keep_example("vote", 0, 28, coder="mj")
    return annotate.Reviser(project, coder="lead")


def rows(reviser: annotate.Reviser) -> list[list[object]]:
    moving = reviser.table[reviser.table["change"] != "stays"]
    found: list[list[object]] = moving[["coder", "label", "becomes", "tags", "change"]].to_numpy().tolist()
    return found


def test_what_changes_is_shown_and_nothing_is_written_before_it_is_decided(
    reviser: annotate.Reviser, project: Project
) -> None:
    assert reviser.revise.disabled
    reviser.fields["name"].value = "judgement"
    reviser.fields["also"].value = "forecast, "

    assert rows(reviser) == [
        ["ben", "opinion", "judgement | forecast", 1, "split"],
        ["mj", "opinion", "judgement | forecast", 1, "split"],
    ]
    assert project.codebook.id == "media_bias@1"

    reviser.revise.click()
    assert project.codebook.names == ("judgement", "forecast", "reported_fact", "attributed_claim", "excluded")
    assert len({label.key for label in project.codebook.labels}) == 5
    assert len(project.to_look_at_again()) == 2
    assert "2 passages need another look" in reviser._told.value

    reviser.undo.click()
    assert project.codebook.id == "media_bias@1"
    assert set(project.tags()["label"]) == {"opinion"}


def test_a_label_with_the_name_of_another_is_merged_with_it(reviser: annotate.Reviser, project: Project) -> None:
    reviser.fields["name"].value = "reported_fact"
    assert [row[-1] for row in rows(reviser)] == ["merged", "merged"]

    reviser.revise.click()
    assert project.codebook.names == ("reported_fact", "attributed_claim", "excluded")
    assert project.codebook.labels[0].key == "2"  # the one that had the name before


def test_labels_are_added_changed_and_retired_and_own_examples_taken(
    reviser: annotate.Reviser, project: Project
) -> None:
    reviser.examples.value = (reviser.examples.options[0][1],)
    reviser.fields["title"].value = "A judgement"
    reviser.new.value = "forecast"
    reviser.fields["definition"].value = "What will be."
    reviser.labels.index = 3
    reviser.retired.value = True

    assert rows(reviser) == [["", "", "forecast", 0, "added"], ["", "excluded", "", 0, "retired"]]
    reviser.revise.click()
    opinion, *_, forecast = project.codebook.labels
    assert opinion.title["en"] == "A judgement"
    assert opinion.include["en"][-1] == "The council votes on Friday."
    assert (forecast.name, forecast.definition["en"]) == ("forecast", "What will be.")
    assert project.codebook.id == "media_bias@2"


def test_what_cannot_be_is_said_and_nothing_is_done(reviser: annotate.Reviser, project: Project) -> None:
    reviser.retired.value = True
    assert "say what becomes of them" in reviser._told.value
    assert reviser.revise.disabled
    reviser.retired.value = False
    reviser.fields["key"].value = "2"
    assert "share the key" in reviser._told.value

    project.tag("vote", 49, 77, "opinion", coder="lead")
    reviser.undo.click()  # never a tag in a revision's place
    assert "no revision of yours" in reviser._told.value
    assert len(project.tags()) == 3


def test_the_page_speaks_french(reviser: annotate.Reviser, project: Project) -> None:
    french = annotate.Reviser(project, language="fr")
    french.fields["title"].value = "Jugement"
    french.fields["name"].value = "jugement"

    assert "2 étiquetages changeraient" in french._told.value
    assert french.draft.after.labels[0].title == {"en": "Opinion", "fr": "Jugement"}


@pytest.mark.parametrize("name", ["name", "also", "title", "definition", "new"])
def test_a_text_that_is_pasted_by_mistake_is_not_taken_and_what_stood_before_stands(
    reviser: annotate.Reviser, name: str
) -> None:
    control = reviser.new if name == "new" else reviser.fields[name]
    before, labels = control.value, list(reviser.draft.labels)

    control.value = "x" * 3_000_000

    assert control.value == before
    assert reviser.draft.labels == labels
    assert not reviser.draft.is_changed
    assert reviser.revise.disabled
    assert "the text has 3,000,000 characters" in reviser._told.value
