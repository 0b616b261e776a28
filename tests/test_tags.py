"""The tag table: its columns, their types, and what each refuses."""

import numpy as np
import pandas as pd
import pytest
from hostile import assert_equal, hostile_tables
from hypothesis import given

from annotate._codebook import Codebook
from annotate._errors import TagError
from annotate._tags import TAG_COLUMNS, check_tag, tag_table

LABELS = Codebook.shipped().names

ROW = dict.fromkeys(TAG_COLUMNS, "") | {"start": 0, "end": 28, "label": "opinion"}


def table(**given: object) -> pd.DataFrame:
    return tag_table([{**ROW, **given}])


def test_each_column_has_its_type() -> None:
    by_kind = {"text": "str", "category": "category", "integer": "int64", "boolean": "bool", "number": "float64"}
    expected = {name: by_kind.get(kind, "datetime64[us, UTC]") for name, kind in TAG_COLUMNS.items()}

    assert tag_table().dtypes.map(str).to_dict() == expected
    assert table().dtypes.map(str).to_dict() == expected


def test_the_label_categories_begin_with_the_codebooks_and_others_follow_sorted() -> None:
    tags = tag_table([{**ROW, "label": label} for label in ("satire", "opinion", "=1+1", "ad")])

    assert tags["label"].cat.categories.tolist() == [*LABELS, "=1+1", "ad", "satire"]


def test_text_is_never_missing_and_a_score_or_time_may_be() -> None:
    tags = table(note=None, speaker=np.nan, coder=pd.NA, title=None, score=None, tagged_at=pd.NaT)

    assert tags.loc[0, ["note", "speaker", "coder", "title"]].tolist() == ["", "", "", ""]
    assert tags.loc[0, ["score", "tagged_at"]].isna().all()


def test_rows_get_a_fresh_index() -> None:
    tags = tag_table(pd.DataFrame([ROW], index=["odd"]))

    assert tags.index.tolist() == [0]


@pytest.mark.slow
@given(tags=hostile_tables())
def test_a_tag_table_made_of_a_tag_table_is_the_same(tags: pd.DataFrame) -> None:
    assert_equal(tag_table(tags), tags)
    assert_equal(tag_table(tags.to_dict("records")), tags if len(tags) else tag_table())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("start", "x", r"'start' of the tags holds 'x' in row 0: a whole number is needed, 0 or more"),
        ("start", 0.5, r"holds 0.5 in row 0"),
        ("start", -1, r"holds -1 in row 0"),
        ("start", None, r"a whole number is needed"),
        ("start", "", r"a whole number is needed"),
        ("end", 1e300, r"a whole number is needed"),
        ("end", 10**40, r"a whole number is needed"),
        ("end", float("inf"), r"a whole number is needed"),
        ("end", [28], r"'end'"),
        ("end", 0, r"starts at 0 and ends at 0: a passage ends after its start"),
        ("evaluative", "perhaps", r"holds 'perhaps' in row 0: True or False is needed"),
        ("unsure", 2, r"'unsure' of the tags holds 2"),
        ("score", 1.5, r"holds 1.5 in row 0: a number from 0 to 1 is needed, or nothing"),
        ("score", -0.1, r"from 0 to 1"),
        ("score", "inf", r"from 0 to 1"),
        ("score", "much", r"holds 'much'"),
        ("tagged_at", "yesterday", r"holds 'yesterday' in row 0: a time as ISO 8601 is needed"),
        ("tagged_at", "2026-13-45", r"ISO 8601"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_is_needed(column: str, value: object, sentence: str) -> None:
    with pytest.raises(TagError, match=sentence):
        table(**{column: value})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("start", 7.0, 7),
        ("start", "7", 7),
        ("start", np.int32(7), 7),
        ("evaluative", "TRUE", True),
        ("evaluative", 1, True),
        ("unsure", None, False),
        ("score", "0.5", 0.5),
        ("score", 1, 1.0),
        ("tagged_at", "2026-05-12T12:00:00+02:00", pd.Timestamp("2026-05-12T10:00:00Z")),
        ("title", 7, "7"),
        ("coder", 7, "7"),
    ],
)
def test_a_value_that_fits_is_given_its_columns_type(column: str, value: object, kept: object) -> None:
    assert table(**{column: value}).loc[0, column] == kept


def test_the_row_that_is_wrong_is_named_by_its_own_index() -> None:
    frame = pd.DataFrame([ROW, {**ROW, "end": -5}], index=["first", "second"])

    with pytest.raises(TagError, match="row 'second'"):
        tag_table(frame)


def test_a_missing_column_and_one_that_stands_twice_are_named() -> None:
    frame = pd.DataFrame([ROW])

    with pytest.raises(TagError, match="lacks the column 'label'"):
        tag_table(frame.drop(columns="label"))
    with pytest.raises(TagError, match="have the column 'label' twice"):
        tag_table(pd.concat([frame, frame[["label"]]], axis=1))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"label": "fact"}, "'fact' is not in the codebook: use one of opinion"),
        ({"label": None}, "The label None must be text"),
        ({"label": "opinion", "speaker": "the mayor"}, "has no speaker, since"),
        ({"label": "attributed_claim", "speaker_kind": "anonymous"}, "speaker_kind 'anonymous' is unknown"),
        ({"label": "opinion", "origin": "machine"}, "origin 'machine' is unknown: use one of hand"),
        ({"label": "opinion", "score": 2}, "score 2 must be a number from 0 to 1"),
        ({"label": "opinion", "score": "0.5"}, "must be a number"),
    ],
)
def test_a_tag_that_breaks_a_rule_is_refused(wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(TagError, match=sentence):
        check_tag(Codebook.shipped(), **wrong)  # type: ignore[arg-type]


def test_an_attributed_claim_may_have_a_speaker() -> None:
    check_tag(Codebook.shipped(), "attributed_claim", speaker="sources", speaker_kind="unnamed", score=1)


def test_further_columns_are_variables_with_their_types_after_the_contract_s() -> None:
    variables = {"section": "Local", "reach": 3, "late": True, "seen": pd.Timestamp("2026-05-12"), "code": "007"}

    tags = tag_table([{**variables, **ROW}])

    assert list(tags.columns) == [*TAG_COLUMNS, *variables]
    assert tags[[*variables]].iloc[0].tolist() == ["Local", 3.0, True, pd.Timestamp("2026-05-12"), "007"]
    assert [str(tags[name].dtype) for name in variables] == ["str", "float64", "boolean", "datetime64[us]", "str"]
    assert tag_table(tags).equals(tags)


def test_a_variable_with_a_name_of_the_contract_is_refused_with_the_cure() -> None:
    with pytest.raises(TagError, match=r"a column 'Label', and 'label' means something else .* such as to 'my_Label'"):
        tag_table([{**ROW, "Label": "x"}])
