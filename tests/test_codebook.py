"""The codebook: what an analyst edits is read, or refused with a sentence that says what to write."""

from pathlib import Path

import pytest

from annotate._codebook import Codebook
from annotate._errors import CodebookError

MINE = """
name: tone
version: 2
labels:
  - name: angry
    key: "1"
    colour: "#BB5566"
    mark: "!"
    title: {en: Angry}
    definition: {en: The voice is angry.}
    include: {en: [It is a shame.]}
  - name: calm
    key: "2"
    colour: "#004488"
    mark: "~"
    title: {en: Calm}
    definition: {en: The voice is calm.}
    counted: false
"""


def test_a_codebook_of_ones_own_is_read_and_written_back_equal(tmp_path: Path) -> None:
    (tmp_path / "tone.yaml").write_text(MINE, encoding="utf-8")

    codebook = Codebook.read(tmp_path / "tone.yaml")

    assert (codebook.id, codebook.names) == ("tone@2", ("angry", "calm"))
    assert [label.counted for label in codebook.labels] == [True, False]
    assert Codebook.from_yaml(codebook.to_yaml()) == codebook


@pytest.mark.parametrize(
    ("good", "bad", "sentence"),
    [
        ('key: "2"', "key: 2", "the key of the label 'calm' is 2: it must be one character in quotes"),
        ('key: "2"', 'key: "22"', "it must be one character"),
        ('key: "2"', 'key: "1"', "two labels share the key '1'"),
        ("name: calm", "name: angry", "two labels share the name 'angry'"),
        ("name: calm", "name: no", "the name of the label False is False: it must be a word"),
        ('colour: "#004488"', "colour: #004488", "the colour .* is None: it must be a colour as #RRGGBB in quotes"),
        ("#004488", "navy", "the colour .* is 'navy': it must be a colour as #RRGGBB"),
        ("#004488", "#048", "it must be a colour as #RRGGBB"),
        ("name: calm", 'name: " Angry"', "share the name ' Angry', but for capitals and blanks .'angry'"),
        ("counted: false", "takes_speaker: maybe", "the takes_speaker .* true or false"),
        ("counted: false", "hatch: wavy", "the hatch .* is 'wavy': it must be made of some of /"),
        ("counted: false", "asserts: taste", "the asserts .* opinion, fact or"),
        ("title: {en: Calm}", "title: Calm", "the title .* is 'Calm': it must be a text in English"),
        ("title: {en: Calm}", "title: {en: Calm, no: Rolig}", "the title .* False: 'Rolig'"),
        ("definition: {en: The voice is calm.}", "definition: {fr: La voix est calme.}", "the definition .* in En"),
        ("include: {en: [It is a shame.]}", "include: {en: It is a shame.}", "the include .* lists of passages"),
        ("counted: false", 'counted: "no"', "the counted .* true or false"),
        ("    mark: \"~\"\n", "", "not a codebook: .*mark"),
        ("labels:", "label:", "not a codebook: .*labels"),
        ("version: 2", "version: two", "not a codebook: .*two"),
    ],
)  # fmt: skip
def test_a_slip_in_a_codebook_is_named_with_what_to_write(good: str, bad: str, sentence: str) -> None:
    with pytest.raises(CodebookError, match=sentence):
        Codebook.from_yaml(MINE.replace(good, bad))


def test_a_codebook_in_another_encoding_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "tone.yaml").write_text(MINE.replace("Calm", "Modéré"), encoding="cp1252")

    with pytest.raises(CodebookError, match=r"tone.yaml' is not UTF-8: save it again"):
        Codebook.read(tmp_path / "tone.yaml")


def test_a_codebook_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none.yaml' cannot be read: No such file"):
        Codebook.read(tmp_path / "none.yaml")
