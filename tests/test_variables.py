"""Variables: a study's own columns keep their type and come back equal from text."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from hostile import hostile
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._errors import AnnotateError
from annotate._variables import KINDS, as_cells, check_names, from_cells, inferred, kind_of, typed_variable

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": hostile,
    "number": st.none() | st.floats(allow_nan=False) | st.integers(-(2**53), 2**53),
    "date": st.none() | st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)) | st.dates(date(1, 1, 1)),
    "yes/no": st.none() | st.booleans(),
}


def shown(column: pd.Series) -> list[str]:
    return list(map(repr, column.tolist()))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_value_comes_back_from_its_cell(kind: Any, data: st.DataObject) -> None:
    given_values = data.draw(st.lists(VALUES[kind], max_size=4))
    column = typed_variable(pd.Series(given_values, dtype=object), kind)

    back = from_cells(as_cells(column), kind)

    assert kind_of(column) == kind_of(back) == kind
    assert shown(back) == shown(column)


@given(cells=st.lists(hostile | st.from_regex(r"-?[0-9]{1,22}(\.[0-9]{1,3})?", fullmatch=True), max_size=3))
def test_no_two_cells_become_one_value_by_the_type_that_is_inferred(cells: list[str]) -> None:
    read = from_cells(cells)

    assert len({repr(value) for value in read}) == len(set(cells)) or kind_of(read) == "yes/no"
    assert [cell == "" for cell in cells] == (read.isna() | read.eq("").fillna(False).astype(bool)).tolist()


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "", "2.5", "-3", "1e6"], "number"),
        (["007", "8"], "text"),  # a code
        (["1.1", "1.10"], "text"),  # two chapters
        (["12345678901234567890"], "text"),  # more digits than a float tells apart
        (["0.30000000000000004"], "number"),
        (["1e999"], "text"),
        (["٣"], "text"),
        (["2026-05-12", ""], "date"),
        (["2026-05-12T10:30"], "date"),
        (["2026-02-30"], "text"),
        (["2026-05"], "text"),
        (["yes", "No"], "yes/no"),
        (["oui", "non", ""], "yes/no"),
        (["TRUE"], "yes/no"),
        (["VRAI", "FAUX"], "yes/no"),
        (["NO", "NO"], "text"),  # Norway
        (["NO", "SE"], "text"),
        (["yes", "non"], "text"),
        (["", ""], "text"),
        ([], "text"),
        ([" 3"], "text"),
    ],
)
def test_cells_tell_their_type_where_nothing_is_lost_by_it(cells: list[str], kind: str) -> None:
    assert inferred(cells) == kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2.5, None], "number"),
        (["1", "2"], "text"),
        ([True, None], "yes/no"),
        ([True, 1], "text"),
        ([date(2026, 5, 12), None], "date"),
        ([datetime(2026, 5, 12, 10)], "date"),
        ([pd.Timestamp("2026-05-12", tz="UTC")], "text"),
        ([None, None], "text"),
        ([["a"], ["b"]], "text"),
    ],
)
def test_a_table_s_own_values_tell_their_type(values: list[Any], kind: str) -> None:
    assert kind_of(pd.Series(values, dtype=object)) == kind


@pytest.mark.parametrize(
    ("dtype", "kind"),
    [("int8", "number"), ("Int64", "number"), ("bool", "yes/no"), ("boolean", "yes/no"), ("datetime64[ns]", "date")],
)
def test_a_column_s_type_tells_its_kind_also_where_it_is_empty(dtype: str, kind: str) -> None:
    column = pd.Series([], dtype=dtype)

    assert kind_of(column) == kind
    assert kind_of(typed_variable(column)) == kind


def test_a_categorical_is_what_its_categories_are() -> None:
    assert typed_variable(pd.Series(["a", None], dtype="category")).tolist() == ["a", ""]
    assert typed_variable(pd.Series([3, None], dtype="category")).dtype == "float64"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["label"], "'my_label'"),
        ([" label"], "means something else"),
        (["section", " section"], "rename one"),
        (["e\u0301v", "\u00e9v"], "rename one"),
        ([""], "give it a name"),
        ([3], "give it a name"),
        (["person.role"], "means something else"),
    ],
)
def test_a_name_that_would_be_mistaken_is_refused_with_the_cure(names: list[Any], said: str) -> None:
    with pytest.raises(AnnotateError, match=said):
        check_names(names, reserved={"label", "person"})


def test_cells_read_as_text_by_other_programs_are_what_a_person_would_write() -> None:
    cells = as_cells(pd.Series([1.0, 1234567.0, 0.1])) + as_cells(pd.Series([True, False]))

    assert next(csv.reader(io.StringIO(",".join(cells)))) == ["1", "1234567", "0.1", "True", "False"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("section", ["(no name)", "Local", "World"]),
        ("reach", ["2", "3", "10", "(no name)"]),
        ("late", ["False", "True", "(no name)"]),
        ("seen", ["2026-05-01", "2026-05-12", "(no name)"]),
    ],
)
def test_every_kind_of_variable_makes_groups_wherever_sources_do(by: str, groups: list[str]) -> None:
    values = {
        "section": ["Local", "World", "", ""], "reach": [3, None, 10, 2], "late": [True, None, False, True],
        "seen": [date(2026, 5, 12), None, date(2026, 5, 1), date(2026, 5, 12)],
    }  # fmt: skip
    rows = pd.DataFrame({"article_id": list("abcd"), "source": "S", "published": "2026-05-12", "start": 0, "end": 9})
    tags = pd.concat([rows.assign(label="opinion", coder=coder) for coder in ("ann", "ben")], ignore_index=True)
    tags[by] = typed_variable(pd.Series(values[by] * 2, dtype=object))

    ax = annotate.plot_balance(annotate.balance(tags, by=by))

    assert [text.get_text().split("\n")[0].rstrip(" *†‡§¶") for text in ax.get_yticklabels()] == groups
    names = [name.replace("(no name)", "") for name in groups]
    assert set(annotate.compare(tags, by=by)["first"]) <= {"all", *names}
    assert set(annotate.agreement(tags, by=by)["group"]) == set(names)
    assert annotate.measures(tags, by=by)[by].nunique(dropna=False) == len(groups)
