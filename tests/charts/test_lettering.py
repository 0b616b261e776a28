"""Letters in a picture: any script, in any direction, and words that keep the true names."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from annotate._charts import lettering
from annotate._charts.lettering import beside, can_be_drawn, clean, plain, width, wrapped
from annotate._charts.speakers import plot_speakers
from annotate._name_order import sort_key


@given(st.text())
def test_what_is_drawn_is_what_is_said_but_for_letters_that_no_font_has(text):
    said, drawn = clean(text), plain(text)

    assert len(said) == len(drawn)
    assert all(one == other or other == "□" for one, other in zip(said, drawn, strict=True))
    assert can_be_drawn(said) == (said.replace("□", "") == drawn.replace("□", ""))


def test_a_name_from_right_to_left_is_set_apart_from_what_stands_beside_it():
    assert beside("דבר") == "\u2068דבר\u2069"
    assert beside("Le Fil") == "Le Fil"


def test_who_is_quoted_is_told_apart_by_the_true_name(monkeypatch):
    monkeypatch.setattr(lettering, "_font_for", lambda character, *_: None if ord(character) > 0x3000 else "")
    names = ["王毅", "李强", "李强"]
    tags = pd.DataFrame({"article_id": "a", "source": "Le Fil", "start": [0, 10, 20], "end": [9, 19, 29],
                         "label": "attributed_claim", "speaker": names, "coder": "mj"})  # fmt: skip

    assert [text.get_text()[-3:] for text in plot_speakers(tags).get_yticklabels()] == ["(2)", "(1)"]


def test_names_sort_as_people_sort_them():
    assert sorted(["b", "Outlet 10", "É", "outlet 2", "e"], key=sort_key) == ["b", "e", "É", "outlet 2", "Outlet 10"]


def test_a_text_is_broken_by_the_width_of_its_letters_and_no_word_stands_alone_on_the_last_line():
    text = "Share of each row’s passages, excluded ones left out; lines: 95% intervals."
    room = width(text, 8) - 0.05
    lines = wrapped(text, room, 8)

    assert " ".join(lines) == text
    assert all(width(line, 8) <= room for line in lines)
    assert " " in lines[-1]


def test_a_word_longer_than_the_line_is_broken_and_loses_no_letter():
    lines = wrapped("é" * 40, 1, 8)

    assert "".join(lines).replace(" ", "") == "é" * 40
    assert all(width(line, 8) <= 1 for line in lines)
