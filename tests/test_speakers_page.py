"""The page of who is quoted: what it shows, and what each message of it does."""

import json
from typing import Any

import pandas as pd
import pytest

import annotate
from annotate._project.project import Project

NOTE = "Karoline Leavitt objects. Nobody will know, says Leavitt. The press secretary, Karoline Leavitt, left."


class Page:
    """Stands in for the page: sends messages up, and opens what comes down."""

    def __init__(self, widget: annotate.Speakers) -> None:
        self.widget = widget
        self.sent: list[Any] = []
        widget.send = lambda message, buffers=None: self.sent.append(json.loads(message["json"]))

    def says(self, buffers: list[bytes] | None = None, **message: Any) -> dict[str, Any]:
        self.widget._handle_custom_msg(message, buffers or [])
        found: dict[str, Any] = self.sent[-1]
        return found


@pytest.fixture
def page(project: Project) -> Page:
    project.add(pd.DataFrame({"article_id": ["note"], "text": [NOTE], "language": "en"}))
    for span, speaker, kind in [((0, 25), "Karoline Leavitt", "named"), ((26, 57), "Leavitt", "named"),
                                ((58, 102), "the press secretary", "unnamed")]:  # fmt: skip
        project.tag("note", *span, "attributed_claim", speaker=speaker, speaker_kind=kind, coder="mj")
    return Page(annotate.Speakers(project, coder="mj"))


def names(sent: dict[str, Any]) -> list[str]:
    return [one["person"] for one in sent["people"]]


def test_people_are_listed_and_found_by_words_whatever_case_and_accents(page: Page) -> None:
    shown = page.says(do="rows", wanted="", first=0)

    assert names(shown) == ["Karoline Leavitt", "Leavitt", "the press secretary"]
    assert names(page.says(do="rows", wanted="LÉAVITT karol", first=0)) == ["Karoline Leavitt"]
    assert page.sent[-1]["total"] == 3
    assert page.says(do="rows", wanted="", first=50)["first"] == 0


def test_a_suggestion_shows_where_it_is_from_and_is_accepted_refused_and_taken_back(
    page: Page, project: Project
) -> None:
    before = project.tags()
    shown = page.says(do="rows", wanted="", first=0)
    first, second = shown["suggestions"]
    assert (first["speaker"], first["person"], first["why"]) == ("Leavitt", "Karoline Leavitt", "surname")
    assert "".join(first["place"][1:3]) == "Karoline Leavitt"

    page.says(do="merge", person=first["person"], speakers=[first["speaker"]], articles=[])
    shown = page.says(do="refuse", person=second["person"], speakers=[second["speaker"]])
    assert (shown["suggested"], names(shown)) == (0, ["Karoline Leavitt", "the press secretary"])
    project.tag("vote", 0, 28, "reported_fact", coder="mj")  # in the tagger, meanwhile
    page.says(do="undo")
    shown = page.says(do="undo")

    assert shown["suggested"] == 2
    assert len(project.tags()) == len(before) + 1, "a tag is none of this page's to take back"
    assert names(page.says(do="redo")) == ["Karoline Leavitt", "the press secretary"]


def test_people_are_merged_under_a_name_described_from_a_table_and_split(page: Page, project: Project) -> None:
    page.says(do="merge", person="K. Leavitt", speakers=["Karoline Leavitt", "Leavitt"])
    table = "sep=;\r\nperson;party;wikidata\r\nK. Leavitt;Républicain;Q124400379\r\n".encode("utf-16")
    page.says([table], do="import")
    shown = page.says(do="describe", person="K. Leavitt", name="role", value="press secretary")

    assert shown["error"] == ""
    assert shown["people"][0]["attributes"] == ["press secretary", "Républicain", "", "", "Q124400379"]
    assert names(page.says(do="rows", wanted="republicain", first=0)) == ["K. Leavitt"]
    page.says(do="split", person="K. Leavitt", speakers=["Leavitt"])
    assert "Leavitt" in names(page.says(do="rows", wanted="", first=0))


@pytest.mark.parametrize(
    "message",
    [
        {"do": "eat"},
        {"do": None},
        {"do": "merge", "person": "Leavitt", "speakers": "Leavitt"},
        {"do": "merge", "person": 1, "speakers": ["Leavitt"]},
        {"do": "merge", "person": "Leavitt", "speakers": ["Nobody"]},
        {"do": "describe", "person": "Leavitt", "name": "age", "value": "28"},
        {"do": "describe", "person": "Leavitt", "name": "wikidata", "value": "x"},
        {"do": "split", "person": "Leavitt", "speakers": None},
        {"do": "merge", "person": "Leavitt", "speakers": ["Leavitt"] * 10_001},
        {"do": "refuse", "person": "Leavitt", "speakers": ["x" * 10_001]},
        {"do": "import"},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_changes_nothing(
    page: Page, project: Project, message: dict[str, Any]
) -> None:
    before = project.speakers()

    assert page.says(**message)["error"]
    pd.testing.assert_frame_equal(project.speakers(), before)


def test_hostile_names_travel_whole(page: Page, project: Project) -> None:
    project.tag("flood", 0, 11, "attributed_claim", speaker="\ud800 <b>", speaker_kind="named", coder="mj")

    assert "\ud800 <b>" in names(page.says(do="rows", wanted="", first=0))
