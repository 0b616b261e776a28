"""SPSS and Stata: what their own readers see, and what they cannot hold."""

import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from hostile import assert_equal

import annotate
from annotate._errors import FormatError
from annotate._project.project import Project
from annotate._variables import typed_variable

READ = {"spss": pyreadstat.read_sav, "stata": pyreadstat.read_dta}


@pytest.fixture
def tags(project: Project) -> pd.DataFrame:
    project.tag("vote", 0, 28, "reported_fact", coder="mj", unsure=True)
    project.tag("vote", 49, 77, "attributed_claim", coder="Åsa", speaker="the mayor", speaker_kind="named")
    return project.tags()


def written(tags: pd.DataFrame, folder: Path, name: str) -> tuple[pd.DataFrame, Any]:
    return READ[name](str(annotate.write_format(tags, folder / "tags.file", name)))


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_another_reader_sees_codes_with_their_words_and_yes_and_no(
    tmp_path: Path, tags: pd.DataFrame, name: str
) -> None:
    table, about = written(tags, tmp_path, name)

    assert table["label"].map(about.variable_value_labels["label"]).tolist() == ["reported_fact", "attributed_claim"]
    assert table["coder"].map(about.variable_value_labels["coder"]).tolist() == ["mj", "Åsa"]
    assert table["unsure"].map(about.variable_value_labels["unsure"]).tolist() == ["yes", "no"]
    assert table["score"].isna().all()
    assert table["speaker_kind"].isna().tolist() == [True, False]


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_variables_get_names_that_the_program_takes_and_keep_their_own_in_the_label(
    tmp_path: Path, tags: pd.DataFrame, name: str
) -> None:
    own = ["Code", "code", "à la une", "1st page", "with", "str5", "seen " * 9 + "a", "seen " * 9 + "b", "天気"]
    for nth, variable in enumerate(own):
        tags[variable.strip()] = typed_variable(pd.Series([float(nth), None]), "number")

    table, about = written(tags, tmp_path, name)

    assert len({column.lower() for column in table.columns}) == len(table.columns)
    labels = dict(zip(about.column_labels, about.column_names, strict=True))
    assert [table[labels[f"{variable.strip()} (number)"]].iloc[0] for variable in own] == list(range(len(own)))
    assert_equal(annotate.read_format(tmp_path / "tags.file", name), tags)


def test_a_text_longer_than_spss_holds_is_refused_with_what_to_do_and_leaves_no_file(
    tmp_path: Path, tags: pd.DataFrame
) -> None:
    tags.loc[0, "note"] = "é" * 16_384  # bytes count, not letters

    with pytest.raises(FormatError, match=r"'note' has a text of 32,768 bytes, and SPSS holds 32,767: .* Parquet"):
        annotate.write_format(tags, tmp_path / "t.sav", "spss")

    assert list(tmp_path.glob("t.sav")) == []
    tags.loc[0, "note"] = "é" * 16_383
    assert_equal(annotate.read_format(annotate.write_format(tags, tmp_path / "t.sav", "spss"), "spss"), tags)


def test_a_word_longer_than_a_value_label_makes_its_column_text(tmp_path: Path, tags: pd.DataFrame) -> None:
    tags["source"] = pd.Categorical(["a" * 121] * 2)

    table, about = written(tags, tmp_path, "spss")

    assert table["source"].tolist() == ["a" * 121] * 2
    assert "source" not in about.variable_value_labels


def test_numbers_that_would_mean_a_missing_value_and_names_too_long_for_a_label_are_refused(
    tmp_path: Path, tags: pd.DataFrame
) -> None:
    with pytest.raises(FormatError, match="'reach' holds 9e\\+307, which Stata takes for a missing value"):
        annotate.write_format(tags.assign(reach=9e307), tmp_path / "t.dta", "stata")
    with pytest.raises(FormatError, match="a label of Stata holds 80: give it a shorter name"):
        annotate.write_format(tags.assign(**{"n" * 100: 1.0}), tmp_path / "t.dta", "stata")


def test_without_the_extra_the_sentence_says_what_to_install(
    tmp_path: Path, tags: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)

    with pytest.raises(FormatError, match=r"pip install 'media-bias-annotate\[statistics\]'"):
        annotate.write_format(tags, tmp_path / "t.sav", "spss")
