"""The explorer: what is chosen is what is counted and drawn, and what goes wrong is seen."""

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._errors import BalanceError
from annotate._explorer.choice import rows_between
from annotate._explorer.measures_shown import MEASURES
from annotate._keyboard.own_keys import MARK, OwnKeys
from annotate._wording import Wording
from tests.examples import FEWER
from tests.hostile import hostile


@pytest.fixture
def tags() -> pd.DataFrame:
    """Le Fil in April and May by two coders; The Courier, of unknown date, by one."""
    return pd.DataFrame(
        {
            "article_id": ["vote", "vote", "flood", "bridge"],
            "source": ["Le Fil", "Le Fil", "Le Fil", "The Courier"],
            "published": ["2026-04-02", "2026-04-02", "2026-05-09", ""],
            "language": ["fr", "fr", "fr", "en"],
            "start": [0, 0, 0, 0],
            "end": [19, 19, 40, 25],
            "label": ["opinion", "reported_fact", "reported_fact", "attributed_claim"],
            "speaker": ["", "", "", "the mayor"],
            "coder": ["ana", "ben", "ana", "ana"],
            "origin": "hand",
        }
    )


class Page(HTMLParser):
    """The elements and the text of an HTML text, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page(explorer) -> Page:
    return Page(explorer._repr_mimebundle_()["text/html"])


@pytest.mark.slow
def test_it_opens_on_everything(tags):
    explorer = annotate.explore(tags)

    pd.testing.assert_frame_equal(explorer.table, annotate.balance(tags))
    assert "4 tags by 2 coders on 3 articles of 2 sources." in page(explorer).text


@pytest.mark.slow
@pytest.mark.parametrize(("name", "chosen", "left"), [("sources", "The Courier", [3]), ("coders", "ben", [1])])
def test_the_table_is_of_the_chosen_rows(tags, name, chosen, left):
    explorer = annotate.explore(tags)
    explorer.controls[name].value = [chosen]

    pd.testing.assert_frame_equal(explorer.tags, tags.iloc[left])
    pd.testing.assert_frame_equal(explorer.table, annotate.balance(tags.iloc[left]))


@pytest.mark.slow
def test_dates_choose_articles_and_those_without_are_told(tags):
    explorer = annotate.explore(tags)
    explorer.controls["first"].value = date(2026, 5, 1)

    assert explorer.tags["article_id"].tolist() == ["flood"]
    assert "1 tag on an undated article is left out." in page(explorer).text


@pytest.mark.parametrize("written", ["2026-04", "2026", "2026-04-30", "2026-04-30T08:00:00Z"])
def test_a_date_is_in_where_any_of_its_days_is_between(written):
    table = pd.DataFrame({"published": [written]})

    assert len(rows_between(table, date(2026, 4, 30), date(2026, 4, 30))) == 1
    assert len(rows_between(table, date(2027, 1, 1), None)) == 0
    assert len(rows_between(table, None, date(2025, 12, 31))) == 0


@given(st.lists(st.dates()), st.dates(), st.dates())
def test_days_are_compared_as_days(days, first, last):
    table = pd.DataFrame({"published": pd.Series([day.isoformat() for day in days], dtype="str")})

    kept = rows_between(table, first, last)["published"].tolist()
    assert kept == [day.isoformat() for day in days if first <= day <= last]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "by"),
    [
        *((measure, "source") for measure in MEASURES),
        *(("bars", by) for by in ("speaker", "language", "month", "coder")),
        ("timeline", "month"),
        ("agreement", "coder"),
    ],
)
def test_every_measure_and_every_group_has_a_table_and_a_picture_in_words(tags, measure, by):
    explorer = annotate.explore(tags)
    explorer.controls["by"].value = by
    explorer.controls["measure"].value = measure

    assert len(explorer.table)
    (picture,) = (attributes for name, attributes in page(explorer).elements if name == "img")
    assert picture["alt"]
    assert not any(attributes.get("role") == "alert" for _, attributes in page(explorer).elements)


@pytest.mark.slow
def test_derived_measures_are_those_of_measures(tags):
    explorer = annotate.explore(tags)
    explorer.controls["measure"].value = "measures"

    pd.testing.assert_frame_equal(explorer.table, annotate.measures(tags))


@pytest.mark.slow
def test_characters_are_counted_where_asked(tags):
    explorer = annotate.explore(tags)
    explorer.controls["unit"].value = "character"

    assert explorer.table["count"].sum() == 19 + 40 + 25


@pytest.mark.slow
def test_a_control_that_a_measure_has_no_use_for_is_off(tags):
    explorer = annotate.explore(tags)
    explorer.controls["measure"].value = "speakers"
    was = (explorer.controls["unit"].disabled, explorer.controls["by"].disabled)
    explorer.controls["measure"].value = "dots"

    assert was == (True, True)
    assert not explorer.controls["unit"].disabled


@pytest.mark.slow
def test_who_is_quoted_is_told_by_person_where_the_study_knows_one_of_two_spellings(tags):
    twice = pd.concat([tags, tags.iloc[[3]].assign(article_id="quay", speaker="Mara Olin")], ignore_index=True)
    explorer = annotate.explore(twice.assign(person=twice["speaker"].replace("the mayor", "Mara Olin")))
    explorer.controls["measure"].value = "speakers"

    assert explorer.table[["source", "person", "count"]].to_numpy().tolist() == [["The Courier", "Mara Olin", 2]]
    assert len(explorer.controls["passages"].options) == 1  # a row of persons is no dot of sources


@pytest.mark.slow
def test_an_error_stands_in_the_widget_and_goes_when_its_cause_is_gone(tags):
    twice = pd.concat([tags, tags.iloc[[2]].assign(label="opinion")], ignore_index=True)
    explorer = annotate.explore(twice)
    explorer.controls["measure"].value = "agreement"
    told = page(explorer)
    explorer.controls["sources"].value = ["The Courier"]

    assert any(attributes.get("role") == "alert" for _, attributes in told.elements)
    assert "flood" in told.text
    assert len(explorer.table)
    assert not any(attributes.get("role") == "alert" for _, attributes in page(explorer).elements)


@pytest.mark.slow
def test_what_is_chosen_stands_as_chips_and_each_measure_says_itself_in_a_line(tags):
    explorer = annotate.explore(tags)
    assert not any(name == "span" for name, _ in page(explorer).elements)
    explorer.controls["sources"].value = ["The Courier"]
    explorer.controls["first"].value = date(2020, 1, 1)

    assert [name for name, _ in page(explorer).elements].count("span") == 2
    assert "The Courier" in page(explorer).text
    said = set()
    for measure in MEASURES:
        explorer.controls["measure"].value = measure
        said.add(Wording("en").text(f"explorer.says_{measure}"))
        assert Wording("en").text(f"explorer.says_{measure}") in page(explorer).text
    assert len(said) == len(MEASURES)


@pytest.mark.slow
def test_the_passages_behind_a_dot_are_listed(tags):
    explorer = annotate.explore(tags.assign(text=["It must.", "It did.", "It flooded.", "It will, she said."]))
    explorer.controls["passages"].value = ("Le Fil", "reported_fact")

    assert explorer.passages["text"].tolist() == ["It did.", "It flooded."]
    assert [text for text, _ in explorer._shown.passages["rows"]] == ["It did.", "It flooded."]
    assert "It flooded." in page(explorer).text
    assert [dot for _, dot in explorer.controls["passages"].options] == [
        None, ("Le Fil", "opinion"), ("Le Fil", "reported_fact"), ("The Courier", "attributed_claim"),
    ]  # fmt: skip
    explorer.controls["by"].value = "month"
    explorer.controls["passages"].value = ("2026-05", "reported_fact")
    assert explorer.passages["text"].tolist() == ["It flooded."]
    explorer.controls["measure"].value = "agreement"
    assert not explorer._shown.passages["rows"]


def pressed(explorer, **said) -> None:
    explorer._shown._handle_custom_msg(said, [])


def test_a_dot_is_a_button_that_lists_its_passages(tags):
    explorer = annotate.explore(tags.assign(text=["It must.", "It did.", "It flooded.", "It will, she said."]))
    drawn = explorer._shown.picture
    which = next(nth for nth, *_, name in drawn["dots"] if name.startswith("Le Fil · ") and "act" in name)

    pressed(explorer, dot=which)

    assert explorer.passages["text"].tolist() == ["It did.", "It flooded."]
    assert explorer._shown.picture["chosen"] == which
    assert len(drawn["dots"]) == 3, "a share that no passage has is no button"
    assert all(0 < left < 1 and 0 < top < 1 for _, left, top, _ in drawn["dots"])
    lefts = {name: left for _, left, _, name in drawn["dots"]}
    tops = {name: top for _, _, top, name in drawn["dots"]}
    assert len({round(top, 3) for name, top in tops.items() if name.startswith("Le Fil")}) == 1, "one row"
    assert len({round(left, 3) for left in lefts.values()}) == 3
    explorer.controls["measure"].value = "bars"
    assert len(explorer._shown.picture["dots"]) == 3


@pytest.mark.slow
def test_a_chip_that_is_pressed_is_chosen_no_more(tags):
    explorer = annotate.explore(tags)
    explorer.controls["sources"].value = ["The Courier"]
    explorer.controls["first"].value = date(2020, 1, 1)
    assert len(explorer._shown.chips) == 2

    pressed(explorer, dropped=1)
    pressed(explorer, dropped=0)

    assert explorer._shown.chips == []
    assert len(explorer.tags) == len(tags)


@pytest.mark.slow
def test_a_listed_passage_opens_in_the_tagger_where_it_is_clear_who_tags(project):
    project.tag("vote", 0, 28, "opinion", coder="ana")
    explorer = annotate.explore(project)
    pressed(explorer, dot=explorer._shown.picture["dots"][0][0])
    assert explorer._shown.passages["open"]

    pressed(explorer, opened=0)

    assert (explorer.tagger.article_id, explorer.tagger.coder) == ("vote", "ana")
    project.tag("vote", 0, 28, "opinion", coder="ben")
    explorer.read_again()
    assert explorer._shown.passages["open"] == "", "nobody tags in another's name"
    assert annotate.explore(project, coder="cleo")._whose() == "cleo"


@pytest.mark.slow
def test_an_error_that_nobody_foresaw_is_seen_too(tags, monkeypatch):
    def fail(_):
        raise ZeroDivisionError("of <all> things")

    monkeypatch.setitem(MEASURES, "bars", fail)
    explorer = annotate.explore(tags)
    explorer.controls["measure"].value = "bars"

    assert "ZeroDivisionError: of <all> things" in page(explorer).text


@pytest.mark.slow
def test_nothing_chosen_that_stands_together_says_that_there_is_nothing(tags):
    explorer = annotate.explore(tags)
    explorer.controls["sources"].value = ["The Courier"]
    explorer.controls["coders"].value = ["ben"]

    assert "0 tags" in page(explorer).text
    (picture,) = (attributes for name, attributes in page(explorer).elements if name == "img")
    assert "nothing to draw" in picture["alt"]


def test_a_table_without_tags_can_be_explored():
    from annotate._tags import tag_table

    assert annotate.explore(tag_table()).table.empty


@pytest.mark.slow
def test_a_project_is_read_anew_with_its_untagged_passages(project):
    project.tag("vote", 0, 28, "opinion", coder="mj")
    explorer = annotate.explore(project)
    explorer.controls["sources"].value = ["The Courier"]
    project.tag("vote", 29, 50, "opinion", coder="mj")
    before = explorer.table["count"].sum()
    explorer.controls["again"].click()

    assert (before, explorer.table["count"].sum()) == (1, 2)
    assert explorer.controls["sources"].value == ("The Courier",)
    assert explorer.table["source"].unique().tolist() == ["The Courier"]
    assert explorer.table["untagged"].iloc[0] == len(project.passages().query("source == 'The Courier'")) - 2


@pytest.mark.slow
def test_a_project_has_a_button_and_a_table_has_none(tags, project):
    def buttons(widget):
        return [part for box in widget.children for part in getattr(box, "children", []) if hasattr(part, "click")]

    assert len(buttons(annotate.explore(project))) == 1
    assert not buttons(annotate.explore(tags))


@pytest.mark.slow
@FEWER
@given(text=hostile | st.sampled_from(["<script>alert(1)</script>", '"><img onerror=alert(1)>', "$x_1$", "&lt;b&gt;"]))
def test_text_of_any_kind_is_inert(tags, text):
    named = pd.Series([text] * len(tags), dtype=object)
    explorer = annotate.explore(tags.assign(source=named, speaker=named))

    names = {name for name, _ in page(explorer).elements}
    assert names <= {"div", "span", "img", "table", "thead", "tbody", "tr", "th", "td"}
    assert not any(key.startswith("on") for _, attributes in page(explorer).elements for key in attributes)


@pytest.mark.slow
def test_long_tables_are_cut_in_the_page_only(tags):
    many = pd.concat([tags.iloc[[0]].assign(article_id=f"a{n}", source=f"Outlet {n:03d}") for n in range(70)])
    explorer = annotate.explore(many)

    assert len(explorer.table) == 210
    assert "The first 200 of 210 rows" in page(explorer).text
    assert sum(name == "tr" for name, _ in page(explorer).elements) == 201


@pytest.mark.slow
def test_no_figure_is_left_open(tags):
    before = plt.get_fignums()
    explorer = annotate.explore(tags)
    explorer.controls["measure"].value = "bars"

    assert plt.get_fignums() == before


@pytest.mark.slow
def test_its_controls_keep_their_keys(tags):
    explorer = annotate.explore(tags)

    assert any(isinstance(child, OwnKeys) for child in explorer.children)
    assert MARK in explorer._dom_classes


@pytest.mark.slow
def test_french_is_spoken(tags):
    text = page(annotate.explore(tags, language="fr")).text

    assert "4 étiquettes de 2 codeurs sur 3 articles de 2 sources." in text


def test_what_can_not_be_explored_is_told(tags):
    with pytest.raises(BalanceError, match="takes a project"):
        annotate.explore("study.db")
    with pytest.raises(BalanceError, match="no column 'label'"):
        annotate.explore(tags.drop(columns="label"))
    with pytest.raises(BalanceError, match="language='de'"):
        annotate.explore(tags, language="de")


def test_only_what_stands_in_a_notebook_needs_ipywidgets():
    package = Path(annotate.__file__).parent
    using = {path.relative_to(package).parts[0] for path in package.rglob("*.py") if "ipywidgets" in path.read_text()}

    assert using <= {"_events", "_explorer", "_keyboard", "_reviser", "tagger"}
