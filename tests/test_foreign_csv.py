"""CSV files of other makes: what each column is, is said and shown; what cannot be read is listed."""

import contextlib
from pathlib import Path

import pandas as pd
import pytest
from hostile import hostile
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._errors import AnnotateError, TagError
from annotate._tags import TAG_COLUMNS, tag_table

COLUMNS = {"Page": "article_id", "Outlet": "source", "Sentence": "text", "Kind": "label"}
LABELS = {"FACT": "reported_fact", "Opinion": "opinion", "Claim": "attributed_claim"}
HEADER = "Page;Outlet;Sentence;Kind;Mood\n"
ROWS = (
    "vote;The Courier;The vote is on Friday.;FACT;calm\nvote;The Courier;It will fail – alas, “again”.;Opinion;sour\n"
)


def theirs(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "theirs.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_any_usual_delimiter_and_encoding_is_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = theirs(tmp_path, (HEADER + ROWS).replace(";", delimiter), encoding)

    tags = annotate.read_csv(path, columns=COLUMNS, labels=LABELS)

    assert tags["text"].tolist() == ["The vote is on Friday.", "It will fail – alas, “again”."]
    assert tags["label"].tolist() == ["reported_fact", "opinion"]
    assert tags["source"].tolist() == ["The Courier"] * 2


def test_the_mapping_is_shown_and_what_nothing_gave_is_empty(tmp_path: Path) -> None:
    tags = annotate.read_csv(theirs(tmp_path, HEADER + ROWS), columns=COLUMNS, labels=LABELS)

    shown = {ours: column for ours, column in tags.attrs["mapping"].items() if column}
    assert shown == {"article_id": "Page", "source": "Outlet", "text": "Sentence", "label": "Kind"}
    assert tags.attrs["mapping"]["speaker"] == ""
    assert tags.attrs["refused"] == []
    assert tags.loc[0, ["tag_id", "origin", "coder", "note"]].tolist() == ["theirs-2", "import", "", ""]


def test_without_positions_the_texts_of_an_article_lie_one_after_another(tmp_path: Path) -> None:
    rows = "a;x;One two.;FACT;ana\nb;x;Other.;FACT;ana\na;x;Three.;Opinion;ana\na;y;One two.;Opinion;ben\n"

    tags = annotate.read_csv(theirs(tmp_path, HEADER + rows), columns={**COLUMNS, "Mood": "coder"}, labels=LABELS)

    page = "One two.\nThree."
    assert tags["article_id"].tolist() == ["a", "b", "a", "a"]
    for row in tags[tags["article_id"] == "a"].itertuples():
        assert page[row.start : row.end] == row.text


def test_columns_with_our_names_need_no_mapping(tmp_path: Path) -> None:
    path = theirs(tmp_path, "article_id,start,end,label,score\nvote,0,28,opinion,0.5\n")

    tags = annotate.read_csv(path, columns={})

    assert tags[["start", "end", "score"]].values.tolist() == [[0, 28, 0.5]]


BAD = (
    "article_id,start,end,label,text,speaker,score\n"
    "vote,0,4,opinion,Alas,,\n"
    "vote,5,x,opinion,,,\n"
    "vote,5,9,fcat,Alas,,\n"
    ",5,9,opinion,,,\n"
    "vote,9,5,opinion,,,\n"
    "vote,5,9,opinion,Alas!,,\n"
    "vote,5,9,opinion,Alas,the mayor,\n"
    'vote,5,9,opinion,Alas,,"0,5"\n'
    "vote,5\n"
)


def test_each_refused_row_is_listed_with_line_column_value_and_cure(tmp_path: Path) -> None:
    tags = annotate.read_csv(theirs(tmp_path, BAD), columns={}, errors="report")

    refused = pd.DataFrame(tags.attrs["refused"]).set_index("line")
    assert tags["text"].tolist() == ["Alas"]
    assert refused[["column", "value"]].to_dict("index") == {
        3: {"column": "end", "value": "x"},
        4: {"column": "label", "value": "fcat"},
        5: {"column": "article_id", "value": ""},
        6: {"column": "end", "value": "5"},
        7: {"column": "end", "value": "9"},
        8: {"column": "speaker", "value": "the mayor"},
        9: {"column": "score", "value": "0,5"},
        10: {"column": "", "value": "2 fields"},
    }
    assert refused["cure"].str.len().min() > 10
    assert "reported_fact" in refused.loc[4, "cure"]


def test_a_coder_who_tagged_a_stretch_twice_is_asked_for_one(tmp_path: Path) -> None:
    rows = ["a,0,9,opinion,ana", "a,0,9,opinion,ben", "a,5,12,opinion,ana", "b,0,9,opinion,ana"]
    rows = "\n".join(["article_id,start,end,label,coder", *rows])

    tags = annotate.read_csv(theirs(tmp_path, rows), columns={}, errors="report")

    assert [(row["line"], row["value"]) for row in tags.attrs["refused"]] == [(4, "ana")]
    assert annotate.balance(tags)["count"].sum() == 2


def test_otherwise_it_is_all_or_nothing(tmp_path: Path) -> None:
    with pytest.raises(
        TagError, match=r"(?s)8 values of 'theirs.csv'.*nothing was:.*line 4, column 'label', 'fcat': use"
    ):
        annotate.read_csv(theirs(tmp_path, BAD), columns={})


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Site": "source"}, "has no column 'Site': it has 'Page', 'Outlet'"),
        ({"Page": "document"}, "A tag table has no column 'document': map to one of tag_id, article_id"),
        ({"Page": "label", "Kind": "label"}, "Two columns were mapped to 'label'"),
        ({"Kind": "label"}, "No column of 'theirs.csv' gives 'article_id'"),
        ({}, "No column of 'theirs.csv' gives 'article_id'"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(tmp_path: Path, columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(TagError, match=sentence):
        annotate.read_csv(theirs(tmp_path, HEADER + ROWS), columns=columns)


def test_a_file_of_another_make_without_a_mapping_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(TagError, match=r"lacks the column 'tag_id'.*columns=\{'Page': 'article_id'\}"):
        annotate.read_csv(theirs(tmp_path, HEADER + ROWS))


def test_an_errors_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TagError, match="'ignore' is not known"):
        annotate.read_csv(theirs(tmp_path, HEADER + ROWS), columns=COLUMNS, errors="ignore")


def test_a_file_with_no_rows_gives_no_tags(tmp_path: Path) -> None:
    assert annotate.read_csv(theirs(tmp_path, HEADER), columns=COLUMNS).empty


@pytest.mark.slow
def test_published_judgements_with_messy_labels_are_read(real_data: Path) -> None:
    labels = {"Entirely factual": "reported_fact", "Expresses writer’s opinion": "opinion"}

    tags = annotate.read_csv(
        real_data / "data" / "babe_raters" / "mbic.csv",
        columns={"passage_id": "article_id"},
        labels=labels,
        errors="report",
    )

    refused = pd.DataFrame(tags.attrs["refused"])
    rows = (real_data / "data" / "babe_raters" / "mbic.csv").read_text("utf-8").count("\n") - 1
    assert len(tags) + len(refused) == rows
    assert set(tags["label"]) == {"reported_fact", "opinion"}
    assert "Somewhat factual but also opinionated" in set(refused["value"])
    assert annotate.balance(tags)["coders"].max() > 100


@pytest.mark.slow
@given(text=hostile, data=st.binary(max_size=60) | st.none())
def test_whatever_the_file_holds_nothing_but_our_own_error_is_raised(
    tmp_path: Path, text: str, data: bytes | None
) -> None:
    path = tmp_path / "theirs.csv"
    path.write_bytes((HEADER + text).encode("utf-8", "surrogatepass") if data is None else data)

    with contextlib.suppress(AnnotateError):
        annotate.read_csv(path, columns=COLUMNS, errors="report")


@pytest.mark.parametrize("excel", [False, True])
def test_our_own_file_keeps_its_cells_where_refused_rows_are_only_reported(tmp_path: Path, excel: bool) -> None:
    notes = ["=1+1", "'=1+1", "a\rb\x00", "\ud800", "007", "plain"]
    rows = [{**dict.fromkeys(TAG_COLUMNS, ""), "article_id": f"a{nth}", "note": note} for nth, note in enumerate(notes)]
    tags = tag_table({**row, "start": 0, "end": 2, "text": "It", "label": "opinion", "origin": "hand"} for row in rows)
    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)

    read = annotate.read_csv(path, errors="report")

    assert read["note"].tolist() == notes
    assert read.attrs["refused"] == []


def test_a_wrong_value_of_our_own_file_is_named_with_its_file_and_row(tmp_path: Path) -> None:
    row = {**dict.fromkeys(TAG_COLUMNS, ""), "article_id": "a", "start": 0, "end": 2, "text": "It", "label": "opinion"}
    path = annotate.write_csv(tag_table([row, {**row, "start": 31, "end": 33}]), tmp_path / "t.csv")
    path.write_text(path.read_text("utf-8").replace('"31"', '"-31"'), "utf-8")

    with pytest.raises(TagError, match=r"'t\.csv' cannot be read\. .*'start'.* '-31' in row 3: a whole number"):
        annotate.read_csv(path)


OTHERS = {"Page": "article_id", "Sentence": "text", "Kind": "label"}


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251", "utf-16-le", "cp1252", "utf-8"])
def test_an_older_encoding_is_found_by_the_language_as_an_articles_is(tmp_path: Path, encoding: str) -> None:
    texts = {
        "cp1250": "Rada města schválila rozpočet a příští týden začne stavba. Žádná škola se nezavře.",
        "cp1252": "Le conseil a voté hier à l’unanimité. « Rien à craindre », a déclaré la préfète.",
    }
    text = texts.get(encoding, "Городской совет одобрил бюджет. Мост закроют на следующей неделе.")
    path = theirs(tmp_path, f"Page;Sentence;Kind\nvote;{text};FACT\n", encoding)
    read = annotate.read_csv(path, columns=OTHERS, labels=LABELS)
    assert read["text"].tolist() == [text]


def test_an_encoding_that_cannot_be_told_is_refused_and_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_bytes(b"Page;Sentence;Kind\nvote;\xff\xfe\xa6\x00\x81\x81;FACT\n")
    with pytest.raises(TagError, match=r"'theirs\.csv'"):
        annotate.read_csv(path, columns=OTHERS, labels=LABELS)


@pytest.mark.parametrize("word", ["Noël", "ÉTÉ", "LE CONSEIL D’ÉTAT A TRANCHÉ", "François", "Größe", "São Paulo"])
def test_a_western_table_with_few_accents_is_read_as_it_was_written(tmp_path: Path, word: str) -> None:
    path = tmp_path / "tags.csv"
    path.write_bytes(f"article;begin;ending;code;text\na1;0;{len(word)};opinion;{word}\n".encode("cp1252"))

    columns = {"article": "article_id", "begin": "start", "ending": "end", "code": "label", "text": "text"}

    assert annotate.read_csv(path, columns=columns)["text"].tolist() == [word]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\x00" * 40, "is empty: there are no tags in it, nor the names of columns"),
        (b"PK\x03\x04\x00\x00\x08\x00" * 40, r"is no CSV \(it holds binary data\): save the table as CSV UTF-8"),
    ],
)
def test_what_is_no_table_is_not_spoken_of_as_an_article(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "theirs.csv"
    path.write_bytes(data)

    with pytest.raises(TagError, match=f"'theirs.csv' .*{said}") as refused:
        annotate.read_csv(path, columns={"Page": "article_id"})

    assert "article as text" not in str(refused.value)
    assert "text to tag" not in str(refused.value)
