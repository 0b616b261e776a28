"""Formats: what goes out comes back, offsets are checked against the text, and harm is kept out."""

import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from hostile import PIECES, assert_equal, hostile, hostile_tables
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._codebook import Codebook
from annotate._errors import FormatError, TagError
from annotate._formats import FORMATS, WITH_TEXT
from annotate._project.project import Project
from annotate._tags import TAG_COLUMNS, tag_table
from annotate._variables import typed_variable
from tests.examples import FEWER

LABELS = Codebook.shipped().names

SUFFIX = {"refi_qda": ".qdpx", "xlsx": ".xlsx", "parquet": ".parquet"}


@pytest.fixture
def tagged(project: Project) -> Project:
    """Both articles tagged by two coders who disagree, with every column filled."""
    project.tag("vote", 0, 28, "reported_fact", coder="mj", note="-> minutes, p. 3\nand 4")
    project.tag("vote", 29, 48, "opinion", coder="mj", unsure=True)
    project.tag("vote", 49, 77, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named")
    project.tag("vote", 49, 77, "opinion", coder="Åsa", evaluative=True, origin="suggestion", score=0.25)
    project.tag("flood", 13, 49, "attributed_claim", coder="mj", speaker="la préfète", source="Agence Ouest")
    return project


def file_of(folder: Path, format_name: str) -> Path:
    return folder / f"tags{SUFFIX.get(format_name, '.txt')}"


@pytest.mark.slow
@pytest.mark.parametrize("with_articles", [True, False])
@pytest.mark.parametrize("format_name", FORMATS)
def test_a_projects_tags_come_back_equal(
    tmp_path: Path, tagged: Project, format_name: str, with_articles: bool
) -> None:
    articles = tagged.articles() if with_articles else None

    path = annotate.write_format(tagged.tags(), file_of(tmp_path, format_name), format_name, articles=articles)

    assert_equal(annotate.read_format(path, format_name), tagged.tags())


@pytest.mark.slow
@pytest.mark.parametrize("format_name", WITH_TEXT)
def test_the_articles_come_back_equal(tmp_path: Path, tagged: Project, format_name: str) -> None:
    extra = pd.DataFrame({"article_id": ["dry"], "title": ["Nothing happened"], "text": ["It was calm. 😀"]})
    tagged.add(extra)

    path = annotate.write_format(tagged.tags(), file_of(tmp_path, format_name), format_name, articles=tagged.articles())
    articles = annotate.read_format_articles(path, format_name)

    assert articles.drop(columns="problem").equals(tagged.articles())
    assert tagged.add(articles)["outcome"].tolist() == ["already there"] * 3


@pytest.mark.slow
@pytest.mark.parametrize("format_name", WITH_TEXT)
def test_articles_put_together_from_tags_are_not_taken_for_whole(
    tmp_path: Path, tagged: Project, format_name: str
) -> None:
    path = annotate.write_format(tagged.tags(), file_of(tmp_path, format_name), format_name)

    articles = annotate.read_format_articles(path, format_name).set_index("article_id")

    assert "only the tagged passages of 'flood'" in articles.loc["flood", "problem"]
    assert articles.loc["flood", "text"] == ""


@pytest.mark.slow
@pytest.mark.parametrize("format_name", ["parquet", "spss", "stata", "xlsx", "w3c"])
@FEWER
@given(tags=hostile_tables())
def test_any_table_comes_back_equal(tmp_path: Path, format_name: str, tags: pd.DataFrame) -> None:
    if format_name == "w3c":
        tags = in_order(tags)

    path = annotate.write_format(tags, file_of(tmp_path, format_name), format_name)

    assert_equal(annotate.read_format(path, format_name), tags)


def in_order(tags: pd.DataFrame) -> pd.DataFrame:
    """Return what an annotation can be made of, in reading order."""
    rows = [row for row in tags.to_dict("records") if row["label"] and row["text"]]
    names = list(dict.fromkeys(row["article_id"] for row in rows))
    rows = [{**row, "end": row["start"] + len(row["text"])} for row in rows]
    return tag_table(sorted(rows, key=lambda r: (names.index(r["article_id"]), r["start"], r["end"], r["coder"])))


@st.composite
def tagged_texts(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles of hostile text without lone surrogates, and tags on stretches of it."""
    well_formed = st.text(st.characters(codec="utf-8"), max_size=30) | hostile.filter(
        lambda text: not any("\ud800" <= character <= "\udfff" for character in text)
    )
    articles, rows = [], []
    for nth in range(draw(st.integers(1, 2))):
        words = draw(st.lists(well_formed.filter(str.strip), min_size=1, max_size=4))
        articles.append({"article_id": f"a{nth}", "title": draw(hostile), "text": "\n".join(words)})
        start = 0
        for word in words:
            bare = word.strip()
            start += len(word) - len(word.lstrip())
            row = {"tag_id": f"{nth}-{start}", "article_id": f"a{nth}", "title": articles[-1]["title"], "text": bare}
            row |= {"start": start, "end": start + len(bare), "label": draw(st.sampled_from(LABELS))}
            rows.append({**dict.fromkeys(TAG_COLUMNS, ""), **row, "note": draw(hostile), "coder": draw(hostile)})
            start += len(word.lstrip()) + 1
    if draw(st.booleans()):
        kinds = {"number": st.none() | st.floats(allow_nan=False), "date": st.none() | st.dates(), "text": hostile}
        for page in articles:
            page |= {"section": draw(hostile), "code": draw(st.sampled_from(["7", "007"]))}
        by_id = {str(page["article_id"]): page for page in articles}
        for row in rows:
            row |= {name: by_id[row["article_id"]][name] for name in ("section", "code")}
            row |= {f"own {kind}": draw(values) for kind, values in kinds.items()} | {"late": draw(st.booleans())}
    return tag_table(rows), pd.DataFrame(articles, dtype=object)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", [*WITH_TEXT, "w3c"])
@FEWER
@given(tagged=tagged_texts())
def test_any_text_comes_back_with_its_tags(
    tmp_path: Path, format_name: str, tagged: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    tags, articles = tagged

    path = annotate.write_format(tags, file_of(tmp_path, format_name), format_name, articles=articles)

    assert_equal(annotate.read_format(path, format_name, articles=articles), tags)
    if format_name in WITH_TEXT:
        own = [name for name in ("text", "section", "code") if name in articles]
        read = annotate.read_format_articles(path, format_name)
        assert read[own].values.tolist() == articles[own].values.tolist()


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_variables_come_back_with_their_types(tmp_path: Path, tagged: Project, format_name: str) -> None:
    tags = tagged.tags()
    many = len(tags)
    tags["section"] = ["Local"] + [""] * (many - 1)
    tags["code (text)"] = ["7"] * many
    tags["reach"] = typed_variable(pd.Series([None] * many), "number")
    tags["late"] = typed_variable(pd.Series([True, None] + [False] * (many - 2), dtype=object), "yes/no")
    tags["seen"] = pd.to_datetime(["2026-05-12"] * many).astype("datetime64[us]")

    path = annotate.write_format(tags, file_of(tmp_path, format_name), format_name, articles=tagged.articles())

    assert_equal(annotate.read_format(path, format_name), tags)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_an_empty_table_comes_back_empty(tmp_path: Path, format_name: str) -> None:
    path = annotate.write_format(tag_table(), file_of(tmp_path, format_name), format_name)

    assert_equal(annotate.read_format(path, format_name), tag_table())


# What is refused -----------------------------------------------------------------------------------------------


def test_a_format_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path) -> None:
    for call in (annotate.read_format, annotate.read_format_articles):
        with pytest.raises(FormatError, match="'brat' is not known: use one of conll, doccano"):
            call(tmp_path / "x", "brat")
    with pytest.raises(FormatError, match="'brat' is not known"):
        annotate.write_format(tag_table(), tmp_path / "x", "brat")


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_file_that_is_not_there_is_named(tmp_path: Path, format_name: str) -> None:
    with pytest.raises(FormatError, match="none"):
        annotate.read_format(tmp_path / "none", format_name)


def test_tags_that_do_not_stand_in_the_articles_are_refused(tmp_path: Path, tagged: Project) -> None:
    articles = tagged.articles()
    moved = articles.assign(text="x" + articles["text"])

    with pytest.raises(FormatError, match="pass the articles that the tags were made on"):
        annotate.write_format(tagged.tags(), tmp_path / "x", "doccano", articles=moved)
    with pytest.raises(FormatError, match="'flood', which is not among the articles given"):
        annotate.write_format(tagged.tags(), tmp_path / "x", "doccano", articles=articles[:1])
    with pytest.raises(FormatError, match="no column 'text'"):
        annotate.write_format(tagged.tags(), tmp_path / "x", "doccano", articles=articles.drop(columns="text"))

    assert list(tmp_path.glob("*x*")) == []


@pytest.mark.slow
def test_a_wrong_offset_does_not_ask_for_a_giant_text(tmp_path: Path, tagged: Project) -> None:
    tags = tagged.tags()
    tags.loc[0, "end"] = 10**15

    with pytest.raises(FormatError, match="no article is so long"):
        annotate.write_format(tags, tmp_path / "x", "doccano")


@pytest.mark.parametrize("format_name", ["w3c", "xlsx", "parquet"])
def test_a_format_without_texts_says_so(tmp_path: Path, format_name: str) -> None:
    with pytest.raises(FormatError, match="carries no articles"):
        annotate.read_format_articles(tmp_path / "x", format_name)


# doccano ------------------------------------------------------------------------------------------------------

TEXT = "😀 It will fail, alas. The mayor says it will pass."


def test_doccanos_triples_and_entities_are_read(tmp_path: Path) -> None:
    path = tmp_path / "admin.jsonl"
    triples = {"id": 7, "text": TEXT, "label": [[2, 22, "opinion"]], "Comments": []}
    entity = {"id": 31, "label": "attributed_claim", "start_offset": 23, "end_offset": 50}
    entities = {"id": 8, "text": TEXT, "entities": [entity], "relations": [], "Comments": []}
    path.write_text("\n".join(map(json.dumps, (triples, entities))) + "\n\n")

    tags = annotate.read_format(path, "doccano")

    assert tags[["article_id", "label", "text", "origin"]].values.tolist() == [
        ["admin-7", "opinion", TEXT[2:22], "import"],
        ["admin-8", "attributed_claim", TEXT[23:50], "import"],
    ]


def test_a_label_changed_in_doccano_is_a_new_tag_and_the_others_keep_their_columns(
    tmp_path: Path, tagged: Project
) -> None:
    path = annotate.write_format(tagged.tags(), tmp_path / "t.jsonl", "doccano", articles=tagged.articles())
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    lines[0]["label"][0][2] = "opinion"
    path.write_text("\n".join(map(json.dumps, lines)))

    tags = annotate.read_format(path, "doccano")

    assert tags["label"].tolist()[0] == "opinion"
    assert tags["origin"].tolist() == ["import", "hand", "hand", "suggestion", "hand"]
    assert tags.loc[tags["tag_id"] == "", "text"].tolist() == ["The council votes on Friday."]


BAD_OFFSETS = [[22, 2, "opinion"], [0, 999, "opinion"], [-1, 3, "opinion"], ["0", "3", "opinion"], [0, 3]]


def test_doccano_files_that_count_utf16_units_are_read_as_they_count(tmp_path: Path) -> None:
    text = "😀😀 It rains. 😀 He lied."
    meant = ["It rains.", "He lied."]
    for units in ("utf-8", "utf-16"):
        places = [
            [len(text[:end].encode("utf-16-le")) // 2 if units == "utf-16" else end for end in (at, at + len(one))]
            for one in meant
            for at in [text.index(one)]
        ]
        row = {"id": 1, "text": text, "label": [[*place, "opinion"] for place in places]}
        (tmp_path / "d.jsonl").write_text(json.dumps(row), "utf-8")

        assert annotate.read_format(tmp_path / "d.jsonl", "doccano")["text"].tolist() == meant


def test_prodigy_s_spans_are_read_with_who_accepted_them(tmp_path: Path) -> None:
    spans = [{"start": 0, "end": 9, "token_start": 0, "token_end": 2, "label": "opinion"}]
    row = {"text": "It rains. He lied.", "_input_hash": 7, "_task_hash": 8, "spans": spans, "_session_id": "study-ann"}
    rows = [
        {**row, "_annotator_id": "ann", "answer": "accept"},
        {**row, "_annotator_id": "ben", "answer": "accept", "spans": [{"start": 10, "end": 18, "label": "opinion"}]},
        {**row, "_annotator_id": "cleo", "answer": "reject"},
        {"text": "All of it.", "_input_hash": 9, "label": "opinion", "answer": "accept"},
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")

    tags = annotate.read_format(tmp_path / "p.jsonl", "doccano")

    assert tags[["article_id", "text", "coder"]].values.tolist() == [
        ["p-7", "It rains.", "ann"], ["p-7", "He lied.", "ben"], ["p-9", "All of it.", ""]
    ]  # fmt: skip


def test_what_hypothesis_exports_is_read_with_its_tags_notes_and_users(tmp_path: Path) -> None:
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0, "endContainer": "/p[1]", "endOffset": 9},
        {"type": "TextPositionSelector", "start": 120, "end": 129},
        {"type": "TextQuoteSelector", "exact": "It rains.", "prefix": "", "suffix": " He"},
    ]
    row = {
        "id": "x", "created": "2026-05-12T10:00:00.000+00:00", "user": "acct:ann@hypothes.is", "text": "sure?",
        "uri": "https://example.org/a", "tags": ["opinion"],
        "target": [{"source": "https://example.org/a", "selector": selectors}],
    }  # fmt: skip
    articles = pd.DataFrame({"article_id": ["a"], "url": ["https://example.org/a"], "text": ["It rains. He lied."]})
    (tmp_path / "h.json").write_text(json.dumps({"total": 1, "rows": [row]}), "utf-8")

    tags = annotate.read_format(tmp_path / "h.json", "w3c", articles=articles)

    assert tags[["article_id", "start", "end", "label", "note", "coder"]].values.tolist() == [
        ["a", 0, 9, "opinion", "sure?", "ann"]
    ]


def test_what_is_of_no_known_shape_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"text": "It rains.", "annotations": [{"from": 0, "to": 9}]}', "utf-8")
    with pytest.raises(FormatError, match="no shape that is known"):
        annotate.read_format(tmp_path / "x.jsonl", "doccano")

    (tmp_path / "x.jsonl").write_text('{"text": "It rains.", "label": [{"from": 0, "to": 9, "label": "x"}]}', "utf-8")
    with pytest.raises(TagError, match="it is of no shape that is known"):
        annotate.read_format(tmp_path / "x.jsonl", "doccano")


def test_what_cannot_be_placed_or_labelled_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": TEXT, "label": [[2, 22, "opinion"], [2, 22, "fcat"], *BAD_OFFSETS]}))

    tags = annotate.read_format(path, "doccano", errors="report")

    assert tags["text"].tolist() == [TEXT[2:22]]
    assert [row["line"] for row in tags.attrs["refused"]] == [f"line 1, label {nth}" for nth in range(2, 8)]
    assert [row["column"] for row in tags.attrs["refused"]] == ["label", *["start"] * 5]
    with pytest.raises(TagError, match=r"6 values of 'x\.jsonl' cannot be read, so that nothing was"):
        annotate.read_format(path, "doccano")


def test_labels_of_another_codebook_are_read_through_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": TEXT, "label": [[2, 22, "OPIN"]]}))

    assert annotate.read_format(path, "doccano", labels={"OPIN": "opinion"})["label"].tolist() == ["opinion"]


# Label Studio ------------------------------------------------------------------------------------------------


def task(*values: dict[str, Any], **more: Any) -> dict[str, Any]:
    results = [{"from_name": "label", "to_name": "text", "type": "labels", "value": value} for value in values]
    return {"id": 3, "data": {"text": TEXT}, "annotations": [{"result": results, **more}]}


def read_task(folder: Path, content: Any, **how: Any) -> pd.DataFrame:
    path = folder / "export.json"
    path.write_text(json.dumps(content))
    return annotate.read_format(path, "label_studio", **how)


def test_offsets_in_utf16_units_are_told_by_the_text_they_mean(tmp_path: Path) -> None:
    meant = "It will fail, alas."
    units = TEXT.encode("utf-16-le").index(meant.encode("utf-16-le")) // 2
    by_units = {"start": units, "end": units + len(meant), "text": meant, "labels": ["opinion"]}
    by_points = {"start": units - 1, "end": units - 1 + len(meant), "text": meant, "labels": ["opinion"]}

    for value in (by_units, by_points):
        tags = read_task(tmp_path, [task(value)])
        assert tags.loc[0, ["start", "end", "text"]].tolist() == [2, 21, meant]


def test_offsets_that_mean_another_text_give_way_to_the_text_where_it_stands_once(tmp_path: Path) -> None:
    once = {"start": 0, "end": 4, "text": "alas", "labels": ["opinion"]}
    twice = {"start": 0, "end": 4, "text": "will", "labels": ["opinion"]}
    nowhere = {"start": 0, "end": 4, "text": "never", "labels": ["opinion"]}

    tags = read_task(tmp_path, [task(once, twice, nowhere)], errors="report")

    assert tags["text"].tolist() == ["alas"]
    assert [row["value"] for row in tags.attrs["refused"]] == ["0–4 will", "0–4 never"]


def test_a_label_studio_export_tells_who_tagged_and_what_was_noted(tmp_path: Path) -> None:
    value = {"start": 2, "end": 21, "text": "It will fail, alas.", "labels": ["opinion"]}
    made = task(value, completed_by={"id": 1, "email": "mj@example.org"})
    made["annotations"][0]["result"][0]["meta"] = {"text": ["irony?"]}

    tags = read_task(tmp_path, [made, {**task(value, was_cancelled=True), "id": 4}])

    assert tags[["article_id", "coder", "note", "origin"]].values.tolist() == [
        ["export-3", "mj@example.org", "irony?", "import"]
    ]


def test_a_region_with_two_labels_is_refused(tmp_path: Path) -> None:
    value = {"start": 2, "end": 21, "labels": ["opinion", "excluded"]}

    with pytest.raises(TagError, match="task 1, annotation 1, result 1, column 'label'"):
        read_task(tmp_path, [task(value)])


def test_json_min_is_read(tmp_path: Path) -> None:
    region = {"start": 2, "end": 21, "text": "It will fail, alas.", "labels": ["opinion"]}

    tags = read_task(tmp_path, [{"id": 9, "text": TEXT, "label": [region], "annotator": 5}])

    assert tags[["article_id", "coder", "text"]].values.tolist() == [["export-9", "5", "It will fail, alas."]]


def test_a_folder_of_exports_made_one_by_the_converter_is_read_and_its_articles_are_kept_apart(tmp_path: Path) -> None:
    # convert_to_json of label-studio-sdk 2.1.2 puts each file of a folder into one list, be it a task or a list.
    value = {"start": 2, "end": 21, "text": "It will fail, alas.", "labels": ["opinion"]}
    one, other = task(value), task({**value, "start": 0, "end": 19})
    other["data"] = {"text": value["text"]}

    tags = read_task(tmp_path, [[one], [other], one])

    assert tags[["article_id", "start", "text"]].values.tolist() == [
        ["export-3", 2, value["text"]],
        ["export-3", 2, value["text"]],
        ["export-3-2", 0, value["text"]],
    ]
    assert annotate.read_format_articles(tmp_path / "export.json", "label_studio")["text"].tolist() == [
        TEXT,
        value["text"],
    ]


# W3C -------------------------------------------------------------------------------------------------------------


def test_a_w3c_annotation_has_its_place_in_code_points_and_its_quotation(tmp_path: Path) -> None:
    tags = tag_table(
        [
            {
                **dict.fromkeys(TAG_COLUMNS, ""),
                "article_id": "a",
                "start": 2,
                "end": 21,
                "text": TEXT[2:21],
                "label": "opinion",
            }
        ]
    )
    articles = pd.DataFrame({"article_id": ["a"], "url": ["https://example.org/a"], "text": [TEXT]})

    path = annotate.write_format(tags, tmp_path / "a.jsonld", "w3c", articles=articles)

    item = json.loads(path.read_text())["items"][0]
    position, quotation = item["target"]["selector"]
    assert item["target"]["source"] == "https://example.org/a"
    assert (position["start"], position["end"]) == (2, 21)
    assert quotation == {"type": "TextQuoteSelector", "exact": TEXT[2:21], "prefix": "😀 ", "suffix": TEXT[21:53]}
    assert item["body"][0] == {"type": "TextualBody", "purpose": "classifying", "value": "opinion"}


def test_what_stands_around_a_quotation_is_no_longer_than_browsers_can_look_for(tmp_path: Path) -> None:
    text = "😀" * 40 + "alas" + "x" * 10 + "😀" * 12
    row = {"article_id": "a", "start": 40, "end": 44, "text": "alas", "label": "opinion"}
    tags = tag_table([{**dict.fromkeys(TAG_COLUMNS, ""), **row}])
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})

    path = annotate.write_format(tags, tmp_path / "a.jsonld", "w3c", articles=articles)

    quotation = json.loads(path.read_text())["items"][0]["target"]["selector"][1]
    assert (quotation["prefix"], quotation["suffix"]) == ("😀" * 16, "x" * 10 + "😀" * 11)


def test_a_quotation_is_found_by_what_stands_around_it_in_the_article_of_its_address(tmp_path: Path) -> None:
    articles = pd.DataFrame({"article_id": ["a"], "url": ["https://example.org/a"], "text": [TEXT + " It will fail."]})
    body = {"type": "TextualBody", "value": "opinion", "purpose": "tagging"}
    quotes = [{"prefix": "😀 "}, {"prefix": "pass. ", "suffix": "."}, {"suffix": ", alas"}, {"prefix": "never "}, {}]
    items = [
        {"body": body, "target": {"source": "https://example.org/a", "selector": {"exact": "It will fail", **quote}}}
        for quote in quotes
    ]
    for item in items:
        item["target"]["selector"]["type"] = "TextQuoteSelector"
    (tmp_path / "a.json").write_text(json.dumps(items))

    tags = annotate.read_format(tmp_path / "a.json", "w3c", articles=articles, errors="report")

    assert tags[["article_id", "start"]].values.tolist() == [["a", 2], ["a", 2], ["a", 51]]
    assert [row["line"] for row in tags.attrs["refused"]] == ["annotation 4", "annotation 5"]


def test_a_linked_data_processor_may_compact_the_articles_name_and_leaves_our_columns_alone(
    tmp_path: Path, tagged: Project
) -> None:
    path = annotate.write_format(tagged.tags(), tmp_path / "t.jsonld", "w3c", articles=tagged.articles())
    page = json.loads(path.read_text())
    assert page["@context"][1]["annotate:tag"]["@type"] == "@json"  # opaque: not read as the vocabulary's own terms

    for item in page["items"]:  # as PyLD compacts it, without what it does not know
        item["target"]["source"] = item["target"]["source"].removeprefix("urn:")
        del item["annotate:tag"]
    path.write_text(json.dumps(page))

    tags = annotate.read_format(path, "w3c", articles=tagged.articles())
    names = ["article_id", "start", "end", "text", "label", "coder"]
    assert tags[names].values.tolist() == tagged.tags()[names].values.tolist()


def test_annotations_of_other_makes_are_read(tmp_path: Path) -> None:
    selector = {"type": "TextQuoteSelector", "exact": "alas", "prefix": "fail, "}
    one = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "creator": "https://example.org/mj",
        "body": [{"type": "TextualBody", "value": "opinion", "purpose": "tagging"}],
        "target": {"source": "https://example.org/a", "selector": selector},
    }
    articles = pd.DataFrame({"article_id": ["https://example.org/a"], "text": [TEXT]})
    path = tmp_path / "a.json"

    for content in (one, [one], {"type": "AnnotationCollection", "first": {"items": [one]}}):
        path.write_text(json.dumps(content))
        tags = annotate.read_format(path, "w3c", articles=articles)
        assert tags[["text", "label", "coder"]].values.tolist() == [["alas", "opinion", "https://example.org/mj"]]


# CoNLL -----------------------------------------------------------------------------------------------------------


def test_conll_has_one_token_a_line_and_its_label_last(tmp_path: Path, tagged: Project) -> None:
    tags = tagged.tags()
    tags = tag_table(tags[(tags["article_id"] == "vote") & (tags["coder"] == "mj")])

    path = annotate.write_format(tags, tmp_path / "v.conll", "conll", articles=tagged.articles()[:1])

    lines = [line.split(" ") for line in path.read_text("utf-8").splitlines() if line]
    assert lines[0] == ["-DOCSTART-", "-X-", "O", "O"]
    assert lines[1] == ["The", "-X-", "_", "B-reported_fact"]
    assert lines[2] == ["council", "-X-", "_", "I-reported_fact"]
    assert [line[0] for line in lines if line[3].startswith("B-")] == ["The", "It", "The"]


def test_conll_of_other_tools_is_read(tmp_path: Path) -> None:
    path = tmp_path / "other.conll"
    path.write_text("It B-opinion\nfails I-opinion\n. O\n\nThe\tB-excluded\r\nmayor I-opinion\n\n")

    tags = annotate.read_format(path, "conll")

    assert tags[["text", "label"]].values.tolist() == [
        ["It fails", "opinion"],
        ["The", "excluded"],
        ["mayor", "opinion"],
    ]
    assert annotate.read_format_articles(path, "conll")["text"].tolist() == ["It fails .\nThe mayor"]


def test_what_is_carried_along_is_no_token_and_has_no_blank(tmp_path: Path, tagged: Project) -> None:
    # NLTK reads a comment as a token; a line that begins with -DOCSTART- is left out by all that read CoNLL-2003.
    path = annotate.write_format(tagged.tags(), tmp_path / "v.conll", "conll", articles=tagged.articles())

    lines = [line for line in path.read_text("utf-8").split("\n") if line]
    assert all(len(line.split()) == len(line.split(" ")) == 4 for line in lines)
    assert lines[-1].startswith("-DOCSTART- -X- annotate=")
    assert lines[-1].endswith(" O")


def test_a_coders_document_may_be_taken_out_and_others_changed(tmp_path: Path, tagged: Project) -> None:
    path = annotate.write_format(tagged.tags(), tmp_path / "v.conll", "conll", articles=tagged.articles())
    head, *documents = path.read_text("utf-8").split("-DOCSTART- -X- O O\n")
    mjs, _taken_out, flood = documents
    last = flood[flood.index("-DOCSTART-") :]
    mjs = mjs.replace("-opinion", "-excluded")
    path.write_text("-DOCSTART- -X- O O\n".join([head, flood.removesuffix(last), mjs]) + last, "utf-8")

    tags = annotate.read_format(path, "conll")

    assert tags[["article_id", "label", "origin", "coder"]].values.tolist() == [
        ["flood", "attributed_claim", "hand", "mj"],
        ["vote", "reported_fact", "hand", "mj"],
        ["vote", "excluded", "import", ""],
        ["vote", "attributed_claim", "hand", "mj"],
    ]


def test_conll_gives_a_passage_the_blanks_at_its_ends_back(tmp_path: Path) -> None:
    text = "\u2003It rains. \nThe mayor said so.\n"
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame({"article_id": ["rain"], "text": [text]}))
        first = text.index("The")
        project.tag("rain", 0, first, "reported_fact", coder="mj")
        project.tag("rain", first, len(text), "attributed_claim", coder="mj", speaker="the mayor")
        project.tag("rain", 0, first - 1, "opinion", coder="ab")
        tags, articles = project.tags(), project.articles()

    path = annotate.write_format(tags, tmp_path / "v.conll", "conll", articles=articles)

    assert_equal(annotate.read_format(path, "conll"), tags)
    assert_equal(annotate.read_format(path, "conll", articles=articles), tags)


def test_conll_refuses_what_it_cannot_hold(tmp_path: Path, tagged: Project) -> None:
    tags = tagged.tags()

    with pytest.raises(FormatError, match="overlaps another of the same coder"):
        annotate.write_format(tags.assign(coder="one"), tmp_path / "x", "conll", articles=tagged.articles())
    with pytest.raises(FormatError, match="labels are one word"):
        annotate.write_format(tags.assign(label="two words"), tmp_path / "x", "conll", articles=tagged.articles())


# REFI-QDA: the XML is ours, in the shape of what QualCoder 3 (LF, or CRLF "for MAXQDA") and NVivo write ------------


def qdpx(folder: Path, text: str, *selections: tuple[int, int, str], more: str = "") -> Path:
    """Write a project of another program; each selection is told by what it counts and the text that it means."""
    marks = "".join(
        f'<PlainTextSelection guid="{nth}" startPosition="{start}" endPosition="{end}" name="{escape(meant)}" '
        f'creatingUser="U"><Description>irony?</Description><Coding guid="c{nth}"><CodeRef targetGUID="C"/></Coding>'
        "</PlainTextSelection>"
        for nth, (start, end, meant) in enumerate(selections)
    )
    with zipfile.ZipFile(folder / "foreign.qdpx", "w") as archive:
        archive.writestr(
            "project.qde",
            '<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="U" name="mj"/></Users>'
            '<CodeBook><Codes><Code guid="C" name="opinion" isCodable="true"/></Codes></CodeBook>'
            f'<Sources><TextSource guid="T" name="hall" plainTextPath="internal://text.txt">{marks}</TextSource>'
            f"{more}</Sources></Project>",
        )
        archive.writestr("sources/text.txt", text.encode("utf-8-sig"))
    return folder / "foreign.qdpx"


@pytest.mark.slow
def test_a_selections_description_is_its_note_both_ways(tmp_path: Path, tagged: Project) -> None:
    path = annotate.write_format(tagged.tags(), tmp_path / "t.qdpx", "refi_qda", articles=tagged.articles())
    with zipfile.ZipFile(path) as archive:
        assert "<Description>-&gt; minutes, p. 3\nand 4</Description>" in archive.read("project.qde").decode()

    tags = annotate.read_format(qdpx(tmp_path, TEXT, (2, 22, TEXT[2:22])), "refi_qda")

    assert tags[["text", "note", "coder"]].values.tolist() == [[TEXT[2:22], "irony?", "mj"]]


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["one", "two"])
@pytest.mark.parametrize("mark", [0, 1])
@pytest.mark.parametrize("units", ["code points", "utf-16"])
def test_refi_qda_positions_are_read_as_the_program_counted_them(
    tmp_path: Path, ends: str, units: str, mark: int
) -> None:
    text = "😀 One.\r\nTwo 😀 and more.\r\nThree, alas."

    def counted(piece: str) -> int:
        before = piece.replace("\r\n", "\n") if ends == "one" else piece
        return mark + (len(before.encode("utf-16-le")) // 2 if units == "utf-16" else len(before))

    meant = ["Two 😀 and more.", "alas."]
    places = [(counted(text[: text.index(one)]), counted(text[: text.index(one) + len(one)]), one) for one in meant]

    named = annotate.read_format(qdpx(tmp_path, text, *places), "refi_qda")
    nameless = annotate.read_format(qdpx(tmp_path, text, *[(*place[:2], "") for place in places]), "refi_qda")

    assert named["text"].tolist() == meant
    assert nameless["text"].tolist() == meant


@pytest.mark.parametrize("where", ["text.txt", "internal:///text.txt", "relative:///text.txt", "absolute:///etc/hosts"])
def test_a_source_is_read_from_the_archive_however_it_is_named_and_from_nowhere_else(
    tmp_path: Path, where: str
) -> None:
    path = qdpx(tmp_path, TEXT, (2, 22, TEXT[2:22]))
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data.replace(b"internal://text.txt", where.encode()))

    if where.endswith("/hosts") or where.startswith("relative"):
        with pytest.raises(FormatError, match="lies outside the archive"):
            annotate.read_format(path, "refi_qda")
    else:
        assert annotate.read_format(path, "refi_qda")["text"].tolist() == [TEXT[2:22]]


def test_sources_of_one_name_and_the_text_of_a_pdf_are_read_apart(tmp_path: Path) -> None:
    pdf = (
        '<PDFSource guid="p" name="page.pdf"><Representation guid="r" name="other"><PlainTextContent>It failed.'
        '</PlainTextContent><PlainTextSelection guid="s" startPosition="3" endPosition="9"><Coding guid="d">'
        '<CodeRef targetGUID="C"/></Coding></PlainTextSelection></Representation></PDFSource>'
    )
    same = '<TextSource guid="g" name="hall"><PlainTextContent>Another text.</PlainTextContent></TextSource>'

    path = qdpx(tmp_path, TEXT, (2, 22, TEXT[2:22]), more=same + pdf)

    assert annotate.read_format(path, "refi_qda")["text"].tolist() == [TEXT[2:22], "failed"]
    articles = annotate.read_format_articles(path, "refi_qda")
    assert articles[["article_id", "text"]].values.tolist() == [
        ["hall", TEXT],
        ["hall-2", "Another text."],
        ["page.pdf", "It failed."],
    ]


# Articles at hand ------------------------------------------------------------------------------------------------


def test_an_article_at_hand_is_known_by_its_text_whatever_its_name_and_blanks(tmp_path: Path, tagged: Project) -> None:
    text = tagged.articles().set_index("article_id").loc["vote", "text"]
    other = text.replace(" ", "  ", 3) + "\n"
    meant = "It will fail, alas."

    path = qdpx(tmp_path, other, (other.index(meant), other.index(meant) + len(meant), meant))
    tags = annotate.read_format(path, "refi_qda", articles=tagged.articles())

    vote = tagged.tags().query("text == @meant").iloc[0]
    assert tags[["article_id", "start", "end", "text", "title", "article_sha256"]].values.tolist() == [
        vote[["article_id", "start", "end", "text", "title", "article_sha256"]].tolist()
    ]


def test_articles_of_one_text_are_not_told_apart_by_it(tmp_path: Path) -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": [TEXT, TEXT]})

    tags = annotate.read_format(qdpx(tmp_path, TEXT, (2, 22, TEXT[2:22])), "refi_qda", articles=articles)

    assert tags["article_id"].tolist() == ["hall"]


def test_conll_tokens_find_their_places_in_the_articles_at_hand(tmp_path: Path, tagged: Project) -> None:
    tags = tagged.tags()
    tags = tag_table(tags[tags["coder"] == "mj"])
    path = annotate.write_format(tags, tmp_path / "v.conll", "conll", articles=tagged.articles())
    path.write_text(path.read_text("utf-8").rsplit("-DOCSTART-", 1)[0], "utf-8")

    read = annotate.read_format(path, "conll", articles=tagged.articles())

    names = ["article_id", "start", "end", "text", "label"]
    assert read[names].values.tolist() == tags[names].values.tolist()


def test_offsets_of_a_text_that_has_changed_are_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"article_id": "a", "text": TEXT, "label": [[2, 22, "opinion"], [23, 26, "opinion"]]}))
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Well, " + TEXT.replace("The", "Our")]})

    tags = annotate.read_format(path, "doccano", articles=articles, errors="report")

    assert tags[["start", "text"]].values.tolist() == [[8, TEXT[2:22]]]
    assert len(tags.attrs["refused"]) == 1


# Workbooks and Parquet ---------------------------------------------------------------------------------------------


def test_a_workbook_has_no_formula_and_keeps_every_piece(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    texts = [name for name, kind in TAG_COLUMNS.items() if kind in ("text", "category")]
    plain = {**dict.fromkeys(TAG_COLUMNS, ""), "start": 0, "end": 5}
    tags = tag_table({**plain, **dict.fromkeys(texts, piece)} for piece in [*PIECES, "_x0041_", "_x005F_"])

    path = annotate.write_format(tags, tmp_path / "tags.xlsx", "xlsx")

    assert_equal(annotate.read_format(path, "xlsx"), tags)
    kinds = {cell.data_type for row in load_workbook(path).active for cell in row}
    assert "f" not in kinds


def test_a_workbook_that_a_person_edited_is_read(tmp_path: Path, tagged: Project) -> None:
    from openpyxl import load_workbook

    path = annotate.write_format(tagged.tags(), tmp_path / "tags.xlsx", "xlsx")
    book = load_workbook(path)
    sheet = book.active
    place = list(TAG_COLUMNS).index
    sheet.cell(2, place("evaluative") + 1).value = True
    sheet.cell(2, place("start") + 1).value = 0.0
    sheet.cell(2, place("title") + 1).value = 7
    book.save(path)

    tags = annotate.read_format(path, "xlsx")

    assert tags.loc[0, ["evaluative", "start", "title"]].tolist() == [True, 0, "7"]


def test_a_workbook_opens_wide_enough_to_be_read(tagged: Project, tmp_path: Path) -> None:
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    tags = tagged.tags().assign(note="a long note that nobody would read to its end")
    path = annotate.write_format(tags, tmp_path / "tags.xlsx", "xlsx")

    sheet = load_workbook(path).active
    shown = {name: sheet.column_dimensions[get_column_letter(1 + n)].width for n, name in enumerate(tags.columns)}
    assert shown["text"] >= tags["text"].str.len().max()
    assert shown["label"] >= len("attributed_claim")
    assert shown["note"] == 32
    assert sheet.auto_filter.ref == sheet.dimensions


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_written(tmp_path: Path, tagged: Project) -> None:
    with pytest.raises(FormatError, match="a workbook's cell holds 32,767: write Parquet or CSV"):
        annotate.write_format(tagged.tags().assign(note="x" * 32_768), tmp_path / "tags.xlsx", "xlsx")

    assert not (tmp_path / "tags.xlsx").exists()


def test_parquet_keeps_types_for_other_tools(tmp_path: Path, tagged: Project) -> None:
    path = annotate.write_format(tagged.tags(), tmp_path / "tags.parquet", "parquet")

    frame = pd.read_parquet(path)

    assert frame.dtypes.map(str).loc[["start", "evaluative", "score", "tagged_at", "label"]].tolist() == [
        "int64", "bool", "float64", "datetime64[us, UTC]", "category",
    ]  # fmt: skip
    assert frame["text"].tolist() == tagged.tags()["text"].tolist()
