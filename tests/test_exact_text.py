"""Escaped text: any text in, well-formed text through, the same text out."""

from hostile import hostile
from hypothesis import given

from annotate._exact_text import escape, join_surrogates, unescape


@given(text=hostile)
def test_escaped_text_is_well_formed_and_comes_back(text: str) -> None:
    escaped = escape(text)

    assert escaped.encode("utf-8").decode("utf-8") == escaped
    assert "\x00" not in escaped
    assert unescape(escaped) == text


@given(one=hostile, other=hostile)
def test_different_texts_stay_different(one: str, other: str) -> None:
    assert (escape(one) == escape(other)) == (one == other)


def test_ordinary_text_is_unchanged() -> None:
    assert escape("L’eau monte. 😀\r\n") == "L’eau monte. 😀\r\n"


@given(text=hostile)
def test_joined_text_has_as_many_characters_as_a_browser_shows(text: str) -> None:
    joined = join_surrogates(text)

    units = text.encode("utf-16-le", "surrogatepass")
    assert joined.encode("utf-16-le", "surrogatepass") == units
    assert len(joined) == len(units) // 2 - sum(ord(character) > 0xFFFF for character in joined)
