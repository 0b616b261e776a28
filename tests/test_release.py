"""A study published without its texts attaches to them again, exactly, and quotes none of them."""

import json
import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._project.project import Project
from annotate._release.anchors import AnchoredText, anchor_of

TEXT = (
    "The council votes on Friday in the old town hall. It will fail, alas, for want of two votes. "
    "The mayor says that it will pass all the same. L’école de Brisac ferme, dit la préfète à Lessane."
)


@pytest.fixture
def study(tmp_path: Path) -> Project:
    page = {"article_id": "vote", "source": "The Courier", "title": "The council votes on Friday in", "language": "en"}
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame([{**page, "text": TEXT, "url": "https://courier.example/vote", "section": "town"}]))
        labels = ("reported_fact", "opinion", "attributed_claim", "attributed_claim")
        for (start, end), label in zip(
            project.passages()[["start", "end"]].itertuples(index=False), labels, strict=True
        ):
            project.tag("vote", int(start), int(end), label, coder="mj")
        yield project


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


@pytest.mark.slow
def test_a_release_attached_to_its_texts_is_the_tags_bit_for_bit(study, tmp_path):
    folder = annotate.write_release(study, tmp_path / "out", quoting="drop")
    tags, articles = annotate.attach(folder, study.articles())

    pd.testing.assert_frame_equal(tags, study.tags())
    assert articles.values.tolist() == [["vote", "exact", 4, 4, 0]]


@pytest.mark.slow
def test_answers_and_persons_come_back_and_what_is_set_aside_is_in_no_release(study, tmp_path):
    asked = study.codebook.to_dict() | {"version": study.codebook.version + 1}
    asked["questions"] = [{"name": "tone", "title": {"en": "Tone"}, "answer": "text", "key": "t"}]
    study.revise(annotate.Codebook.from_dict(asked))
    start, end = study.tags()[["start", "end"]].iloc[2]
    study.tag(
        "vote", int(start), int(end), "attributed_claim", coder="mj", speaker="the mayor", answers={"tone": "dry"}
    )
    study.merge_speakers("Ann Lee", ["the mayor"])
    study.add(
        pd.DataFrame([{"article_id": "ad", "source": "S", "text": "Buy now what is cheap today.", "section": "x"}])
    )
    study.tag("ad", 0, 28, "opinion", coder="mj")
    study.set_aside("ad", reason="an advertisement")

    folder = annotate.write_release(study, tmp_path / "out", quoting="keep")
    tags, _ = annotate.attach(folder, study.articles(set_aside=True))

    pd.testing.assert_frame_equal(tags, study.tags())
    assert tags[["tone", "person"]].iloc[2].tolist() == ["dry", "Ann Lee"]
    assert not [file for file in folder.rglob("*") if file.is_file() and b"cheap" in file.read_bytes()]


@pytest.mark.slow
def test_no_five_words_of_an_article_stand_in_a_row_anywhere(study, tmp_path):
    study.tag("vote", 0, 49, "attributed_claim", coder="lee", speaker="council votes on Friday in the", note=TEXT[:60])
    folder = annotate.write_release(study, tmp_path / "out", quoting="drop")

    article = words(TEXT)
    runs = {" ".join(article[nth : nth + 5]) for nth in range(len(article) - 4)}
    for path in folder.iterdir():
        written = " ".join(words(path.read_text("utf-8")))
        assert [run for run in runs if f" {run} " in f" {written} "] == [], path.name


def test_what_quotes_is_listed_before_anything_is_written(study, tmp_path):
    study.tag("vote", 0, 49, "opinion", coder="lee", note="“votes on Friday in the old” – why?")
    with pytest.raises(annotate.AnnotateError, match="quote five words"):
        annotate.write_release(study, tmp_path / "out")
    listed = annotate.write_release(study, tmp_path / "out", quoting="list")

    assert not (tmp_path / "out").exists()
    assert {"note", "title"} == set(listed["column"])


@pytest.mark.slow
def test_what_quotes_is_kept_where_that_is_chosen(study, tmp_path):
    study.tag("vote", 0, 49, "opinion", coder="lee", note="“votes on Friday in the old” – why?")
    tags, _ = annotate.attach(annotate.write_release(study, tmp_path / "out", quoting="keep"), study.articles())

    pd.testing.assert_frame_equal(tags, study.tags())


@pytest.mark.slow
@pytest.mark.parametrize(
    "changed",
    [
        lambda text: "BRISAC – " + text,
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(". ", ".\r\n\r\n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("’", "'").replace(",", ""),
        lambda text: "An added sentence opens it. " + text.upper(),
    ],
)
def test_passages_are_found_in_a_text_set_otherwise(study, tmp_path, changed):
    folder = annotate.write_release(study, tmp_path / "out", quoting="drop")
    other = changed(TEXT)
    tags, articles = annotate.attach(folder, pd.DataFrame({"article_id": ["vote"], "text": [other]}))

    assert articles.values.tolist() == [["vote", "moved", 4, 4, 0]]
    for now, before in zip(tags["text"], study.tags()["text"], strict=True):
        assert words(unicodedata.normalize("NFC", now)) == words(before)
    assert [other[start:end] for start, end in zip(tags["start"], tags["end"], strict=True)] == tags["text"].tolist()


@pytest.mark.slow
def test_a_passage_edited_inside_is_found_and_said_to_be_and_one_that_went_is_left_out(study, tmp_path):
    folder = annotate.write_release(study, tmp_path / "out", quoting="drop")
    other = TEXT.replace("on Friday in the", "on Saturday in the").replace(
        "It will fail, alas, for want of two votes. ", ""
    )
    tags, articles = annotate.attach(folder, pd.DataFrame({"article_id": ["vote"], "text": [other]}))

    assert articles.values.tolist() == [["vote", "moved", 4, 3, 1]]
    assert tags["text"].iloc[0] == "The council votes on Saturday in the old town hall."


@pytest.mark.slow
def test_an_article_that_is_not_there_is_gone(study, tmp_path):
    folder = annotate.write_release(study, tmp_path / "out", quoting="drop")
    tags, articles = annotate.attach(folder, pd.DataFrame({"article_id": ["other"], "text": ["It rains."]}))

    assert articles.values.tolist() == [["vote", "gone", 4, 0, 0]]
    assert tags.empty


@pytest.mark.slow
def test_the_folder_describes_itself_to_people_and_programs(study, tmp_path):
    folder = annotate.write_release(study, tmp_path / "out", quoting="drop", title="Votes", authors=["Ann Lee"])

    crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    named = {part["@id"] for part in crate["@graph"][1]["hasPart"]}
    assert named == {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json"}
    assert yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))["authors"] == [{"name": "Ann Lee"}]
    assert json.loads((folder / "datacite.json").read_text("utf-8"))["titles"] == [{"title": "Votes"}]
    assert annotate.Codebook.read(folder / "codebook.yaml").id == study.codebook.id
    assert "section" in pd.read_csv(folder / "articles.csv").columns


def test_what_is_no_release_is_refused(tmp_path):
    with pytest.raises(annotate.AnnotateError, match="no release"):
        annotate.attach(tmp_path, pd.DataFrame({"article_id": ["a"], "text": ["x"]}))


def test_a_project_with_nothing_tagged_has_nothing_to_publish(tmp_path):
    with annotate.open_project(tmp_path / "s.db") as project, pytest.raises(annotate.AnnotateError, match="Nothing is"):
        annotate.write_release(project, tmp_path / "out")


SENTENCE = st.lists(st.sampled_from("a bé c dog éé fin gros 字 x1".split()), min_size=1, max_size=12)


@given(SENTENCE, SENTENCE, SENTENCE)
def test_a_passage_that_stands_in_a_text_is_always_found(before, passage, after):
    text = " ".join([*before, *passage, *after])
    place = AnchoredText(text).find(anchor_of(" ".join(passage)), near=len(" ".join(before)) + 1)

    assert place is not None
    assert text[place[0] : place[1]].split() == passage
