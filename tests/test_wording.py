"""The wording: every text once, in every language, and said as that language says it."""

import json
import re
from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate import _wording
from annotate._errors import AnnotateError
from annotate._tags import TAG_COLUMNS, tag_table
from annotate._wording import Remark, Wording, languages, read_remarks, remark, remarks

FOLDER = _wording.FOLDERS[0]
PACKAGE = FOLDER.parent
OTHERS = [language for language in languages() if language != "en"]


def flat(part, above=""):
    for key, value in part.items():
        if isinstance(value, str):
            yield above + key, value
        else:
            yield from flat(value, f"{above}{key}.")


def texts(language):
    return dict(flat(yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))))


def places(text):
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_texts_with_the_same_values(language):
    english, other = texts("en"), texts(language)

    assert set(english) == set(other)
    assert {key: places(text) for key, text in english.items()} == {key: places(text) for key, text in other.items()}


def test_french_is_spaced_and_apostrophed_as_french_is():
    written = (FOLDER / "fr.yaml").read_text("utf-8")

    assert re.findall(r".* [;:?!»%].*|.*« .*", written) == []
    assert re.findall(r".*\w'\w.*", written) == []
    # A sign without any space before it, save in code and after another sign.
    assert re.findall(r".*\w[;?!»].*", "\n".join(texts("fr").values())) == []


@pytest.mark.parametrize("language", languages())
def test_each_text_of_a_room_stands_once(language):
    rooms = Counter((key.split(".")[0], text) for key, text in texts(language).items())
    # A plural may be as its singular, and two reasons may have one footnote.
    again = {text for (room, text), many in rooms.items() if many > 1 and room not in ("counts", "static", "tagger")}

    assert again <= {texts(language)["charts.care.no_share"]}


def test_numbers_are_written_as_each_language_writes_them():
    english, french = Wording("en"), Wording("fr")

    assert [english.number(value) for value in (0, 1234567.25, 2.0)] == ["0", "1,234,567.2", "2"]
    assert [french.number(value) for value in (0, 1234567.25, 2.0)] == ["0", "1\u202f234\u202f567,2", "2"]
    assert [english.count("article", many) for many in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert [french.count("article", many) for many in (0, 1.5, 2)] == ["0 article", "1,5 article", "2 articles"]
    assert english.listed(["a", "b", "c"]) == "a, b, and c"
    assert french.listed(["a", "b", "c"]) == "a, b et c"


def test_a_value_is_never_read_as_a_text_with_values_of_its_own():
    assert Wording("en").text("charts.of_passages", passages="{passages} {x} \\1") == "of {passages} {x} \\1"


CODES = sorted({key.split(".")[1] for key in texts("en") if key.startswith("remarks.")})
NAMES = st.text(st.characters(categories=["L", "Zs"]), min_size=1).map(lambda text: f"'{text}'")


@pytest.mark.slow
@given(st.sampled_from(CODES), st.integers(0, 10**6), NAMES)
def test_a_remark_is_read_back_from_its_english_sentence_with_its_values(code, number, name):
    values = {place: name if place == "label" else number for key, text in texts("en").items()
              if key.startswith(f"remarks.{code}") for place in places(text)}  # fmt: skip

    assert list(read_remarks(remark(code, **values))) == [Remark(code, values)]


def test_a_remark_that_begins_with_how_many_takes_nothing_of_the_one_before_it():
    few, lonely = remark("few_articles", few=10, articles=2), remark("lonely_strata", n=2)

    assert [one.code for one in read_remarks(remarks(few, lonely))] == ["few_articles", "lonely_strata"]


def test_remarks_are_read_back_apart_and_what_is_no_remark_stays_as_it_is():
    row = remarks(remark("one_article"), "", remark("unused_label", label="'a; b'"), "seen; heard")

    assert list(read_remarks(row)) == [
        Remark("one_article", {}), Remark("unused_label", {"label": "'a; b'"}), "seen", "heard"
    ]  # fmt: skip
    assert list(read_remarks("")) == []
    assert Wording("fr").remark(row).endswith("l’étiquette 'a; b' n’est pas utilisée\u202f; seen\u202f; heard")


def test_a_language_without_a_catalogue_is_refused_with_those_that_have_one():
    with pytest.raises(AnnotateError, match=r"language='xx' is not known: use 'en'.* or '"):
        Wording("xx")


@pytest.fixture
def third_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A made-up language: English between angle quotes."""

    def said(part):
        return {key: f"‹{value}›" if isinstance(value, str) else said(value) for key, value in part.items()}

    english = yaml.safe_load((FOLDER / "en.yaml").read_text("utf-8"))
    (tmp_path / "qaa.yaml").write_text(yaml.safe_dump(said(english), allow_unicode=True), "utf-8")
    monkeypatch.setattr(_wording, "FOLDERS", [FOLDER, tmp_path])
    return "qaa"


@pytest.mark.slow
def test_a_third_language_is_one_file(third_language):
    shipped = {path.stem for path in FOLDER.glob("*.yaml")}
    assert languages() == ["en", *sorted({*shipped, "qaa"} - {"en"})]
    assert Wording(third_language).count("article", 2) == "‹2 articles›"
    assert Wording(third_language).remark(remark("no_pair")) == "‹no passage was tagged by two coders›"


TAGS = tag_table(pd.DataFrame(
    {
        **dict.fromkeys(TAG_COLUMNS, ""), "tag_id": ["t1", "t2"],
        "article_id": ["vote", "vote"], "source": "The Quay", "title": "The vote", "author": "",
        "published": "2026-04-02", "url": "", "language": "en", "start": [0, 20], "end": [19, 40], "text": "Words.",
        "label": ["opinion", "attributed_claim"], "speaker": ["", "the mayor"], "speaker_kind": ["", "named"],
        "evaluative": False, "unsure": False, "note": "", "coder": ["ana", "ben"], "origin": "hand", "score": None,
        "tagged_at": None,
    }
).to_dict("records"))  # fmt: skip


@pytest.mark.slow
def test_a_third_language_reaches_every_chart(third_language):
    balance = annotate.balance(TAGS)
    charts = [
        annotate.plot_balance(balance, "dots", language=third_language),
        annotate.plot_balance(balance, "bars", language=third_language),
        annotate.plot_article(TAGS, "vote", language=third_language),
        annotate.plot_speakers(TAGS, language=third_language),
        annotate.plot_agreement(TAGS, language=third_language),
        annotate.plot_timeline(TAGS, language=third_language),
    ]

    assert all("‹" in annotate.alt_text(ax) for ax in charts)
    plt.close("all")


@pytest.mark.slow
def test_a_third_language_reaches_the_report_and_the_explorer(third_language, tmp_path):
    page = annotate.write_report(TAGS, tmp_path / "report.html", language=third_language).read_text("utf-8")
    explorer = annotate.explore(TAGS, language=third_language)

    assert "‹Report on a study of media bias›</h1>" in page
    assert "‹one article only: it says nothing about others, so the interval runs from 0 to 1›" in page
    assert explorer.controls["sources"].description == "‹Sources›"
    assert "‹2 tags›" in explorer._repr_mimebundle_()["text/html"]


def test_a_third_language_reaches_the_tagger_its_plain_page_and_its_suggestions(third_language, project):
    tagger = annotate.Tagger(project, coder="mj", language=third_language)
    sent = []
    tagger.send = lambda message, buffers=None: sent.append(message)
    tagger._handle_custom_msg({"do": "open", "language": third_language}, [])

    (article,) = (json.loads(message["json"]) for message in sent if message["kind"] == "article")
    assert article["page"]["wording"]["k_undo"] == "‹undo›"
    assert tagger.waiting[third_language].startswith("‹Waiting for the kernel.")
    assert "‹0 of 3 passages tagged by " in tagger._repr_mimebundle_()[0]["text/html"]
    found = annotate.suggest(project.passages(), wording=third_language)
    assert found.loc[found["label"] == "attributed_claim", "reason"].str.startswith("‹").all()


def test_the_page_gets_its_own_texts_once(project):
    tagger = annotate.Tagger(project, coder="mj")
    sent = []
    tagger.send = lambda message, buffers=None: sent.append(message)
    for message in ({"do": "open", "language": "fr"}, {"do": "look"}, {"do": "open", "language": "fr", "step": 1}):
        tagger._handle_custom_msg(message, [])

    articles = [json.loads(message["json"])["page"] for message in sent if message["kind"] == "article"]
    assert ["wording" in page for page in articles] == [True, False, False]
    assert articles[0]["wording"]["progress_tagged"]["one"] == "{n} passage étiqueté sur {passages}"


COMPUTED = re.compile(
    r"\.(one|other)$|^name$|^report\.\w+_text$|^report\.(limit\.|kind_)|^charts\.timeline_|^explorer\.(by|says)_"
    r"|^tagger\.(by|c|machine|show|why)_|^intake\.(from|outcome)_|^judge\.what_|^speakers\.(why|kind)_|^reviser\.(c|is)_"
)


@pytest.mark.slow
def test_no_text_is_unused():
    kinds = (
        "_*.py",
        "cli.py",
        "*/*.py",
        "*/*.jinja",
        "tagger/js/*.js",
        "_sheet/js/*.js",
        "_intake/js/*.js",
        "_speakers/js/*.js",
    )
    code = "\n".join(path.read_text("utf-8") for kind in kinds for path in PACKAGE.rglob(kind))
    names = {key: key.rpartition(".")[2] for key in texts("en") if not COMPUTED.search(key)}

    assert {key for key, name in names.items() if not re.search(rf"""["'.]{name}\b["']?""", code)} == set()
