"""Exports of press databases: one row per article, on every screen, with nothing of the database in its text."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from article_samples import LINES, zipped
from press_samples import (
    FACTIVA,
    LISTED,
    STORIES,
    UNI,
    europresse_page,
    factiva_lines_page,
    factiva_page,
    factiva_rich_text,
    factiva_xml,
    identity,
    nexis_page,
    nexis_text,
    proquest_page,
    proquest_text,
    uni_rich_text,
    uni_word,
)

from annotate._articles.articles import read_articles
from annotate._errors import ArticleError

EXPORTS: dict[str, Callable[[], bytes]] = {
    **{f"nexis-{language}.txt": (lambda language=language: nexis_text(language)) for language in LISTED},
    **{f"nexis-{language}.html": (lambda language=language: nexis_page(language)) for language in LISTED},
    **{f"uni-{language}.docx": (lambda language=language: uni_word(language)) for language in UNI},
    **{f"uni-{language}.rtf": (lambda language=language: uni_rich_text(language)) for language in UNI},
    **{f"factiva-{language}.html": (lambda language=language: factiva_page(language)) for language in FACTIVA},
    **{
        f"factiva-lines-{language}.html": (lambda language=language: factiva_lines_page(language))
        for language in FACTIVA
    },
    **{f"factiva-{language}.rtf": (lambda language=language: factiva_rich_text(language)) for language in FACTIVA},
    "factiva.xml": factiva_xml,
    "europresse.html": europresse_page,
    "europresse-new.html": lambda: europresse_page(("titreArticleVisu rdp__articletitle", "sm-margin-bottomNews")),
    "proquest.txt": proquest_text,
    "proquest.html": proquest_page,
}
ABOUT = ["source", "title", "author", "published", "text"]


def read(folder: Path, name: str, data: bytes) -> pd.DataFrame:
    path = folder / name
    path.write_bytes(data)
    return read_articles(path)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_each_of_its_articles_and_nothing_else(tmp_path: Path, name: str) -> None:
    table = read(tmp_path, name, EXPORTS[name]())

    expected = [[s.source, s.title, s.author, s.published, "\n".join([s.title, *s.text])] for s in STORIES]
    assert table[ABOUT].to_numpy().tolist() == expected
    assert table["length"].tolist() == [int(story.length) for story in STORIES] if "proquest" not in name else True
    assert table["page"].tolist() == [story.page for story in STORIES]
    assert table["article_id"].tolist() == [f"{Path(name).stem}-{nth}" for nth in (1, 2, 3)]
    assert table["problem"].eq("").all()


@pytest.mark.parametrize("language", FACTIVA)
def test_the_language_of_an_article_is_read_whatever_the_language_of_the_screen(tmp_path: Path, language: str) -> None:
    assert read(tmp_path, "factiva.html", factiva_page(language))["language"].tolist() == ["en"] * 3


def test_a_database_s_own_number_stays_with_its_article(tmp_path: Path) -> None:
    assert read(tmp_path, "factiva.html", factiva_page("en"))["database_id"].tolist() == list(map(identity, STORIES))
    assert read(tmp_path, "proquest.txt", proquest_text())["database_id"].tolist() == ["314151", "314152", "314153"]


def test_a_zip_of_exports_gives_the_articles_of_each(tmp_path: Path) -> None:
    archive = zipped({"a.txt": nexis_text("en"), "b.docx": uni_word("de")})

    assert read(tmp_path, "exports.zip", archive)["article_id"].tolist() == ["a-1", "a-2", "a-3", "b-1", "b-2", "b-3"]


# What is missing is said -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nexis-en.txt", "nexis-en.html", "uni-en.docx"])
def test_a_file_that_announces_more_articles_than_it_holds_says_both_numbers(tmp_path: Path, name: str) -> None:
    good = EXPORTS[name]()
    whole = {
        "nexis-en.txt": lambda: good.replace(b"1-3", b"1-5"),
        "nexis-en.html": lambda: good.replace(b'DOCUMENTS="3"', b'DOCUMENTS="5"'),
        "uni-en.docx": lambda: uni_of_five(),
    }[name]()

    table = read(tmp_path, name, whole)

    assert (table["problem"] == "").sum() == 3
    assert [(word in table["problem"].iloc[-1]) for word in ("announces 5 articles", "3 were found")] == [True, True]


def uni_of_five() -> bytes:
    from article_samples import run, word
    from press_samples import uni

    return word([run(paragraph.replace("Documents (3)", "Documents (5)")) for paragraph in uni("en")])


def test_an_error_in_place_of_an_article_is_said(tmp_path: Path) -> None:
    broken = nexis_page("en").replace(
        b'<SPAN CLASS="c2">The Brisac Echo</SPAN>',
        b"We are sorry but there is an error in this document and it is not possible to display it.",
    )

    table = read(tmp_path, "nexis.html", broken)

    assert table["problem"].str.contains("put an error in place of this article").tolist() == [False, True, False]


UNKNOWN = """Headline: {}
Newspaper: {}
Date: 12 May 2026

{}
"""


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_many_articles_of_an_unknown_make_are_refused_and_never_read_as_one(tmp_path: Path, ending: str) -> None:
    whole = "\n\n".join(UNKNOWN.format(story.title, story.source, "\n\n".join(story.text)) for story in STORIES)
    if ending == "html":
        whole = f"<html><body>{''.join(f'<p>{line}</p>' for line in whole.splitlines() if line)}</body></html>"

    with pytest.raises(ArticleError, match=r"looks like 3 articles in one file.*part it into one file per article"):
        read(tmp_path, f"many.{ending}", whole.encode())


def test_a_page_of_several_whole_articles_is_refused_and_one_with_teasers_is_read(tmp_path: Path) -> None:
    whole = "<article><h1>{}</h1><p>{}</p></article>"
    teaser = "<article><h2>More news</h2><p>The dyke, in pictures.</p></article>"
    articles = [whole.format(story.title, " ".join(LINES)) for story in STORIES]

    one = read(tmp_path, "one.html", f"<html><body><main>{articles[0]}{teaser * 5}</main></body></html>".encode())

    assert len(one) == 1
    with pytest.raises(ArticleError, match="looks like 3 articles in one file"):
        read(tmp_path, "many.html", f"<html><body>{''.join(articles)}</body></html>".encode())


@pytest.mark.parametrize(
    "text",
    [
        "Q: Who pays?\nA: The town.\nQ: When?\nA: In May.\n\nThe interview was shortened.",
        "The document shows that the town paid.\nSource: the town hall.\nPhoto: Ann Lee\n\nThe mayor denies it.",
        "It was 1 of 12 documents that the court saw. End of document, said the judge.",
    ],
)
def test_an_interview_or_an_article_about_documents_is_one_article(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, "one.txt", text.encode())["text"].tolist() == [text]


def test_an_old_list_with_rights_above_and_fields_line_by_line_is_read(tmp_path: Path) -> None:
    story = (
        "{} of 2 DOCUMENTS\n\n                 Copyright 2009 Some Press\n                 The Kelmouth Tidings\n\n"
        "March 4, 2009 Wednesday\n\nSECTION: Business; Pg. 14\nLENGTH: 12 words\nHEADLINE: The {} dyke\n"
        "BYLINE: Ann Lee\nLANGUAGE: ENGLISH\n\nBODY:\nThe council of Brisac voted on Monday.\n\n"
        "It will cost 12 million.\n\n"
        "LOAD-DATE: March 5, 2009\n\n"
    )
    whole = "".join(story.format(nth, one) for nth, one in enumerate(("old", "new"), start=1))

    table = read(tmp_path, "old.txt", whole.encode())

    assert table[["source", "title", "author", "published", "page"]].to_numpy().tolist() == [
        ["The Kelmouth Tidings", f"The {one} dyke", "Ann Lee", "2009-03-04", "14"] for one in ("old", "new")
    ]
    assert table["text"].tolist() == [
        f"The {one} dyke\nThe council of Brisac voted on Monday.\nIt will cost 12 million." for one in ("old", "new")
    ]


def test_factiva_s_codes_in_a_plain_text_are_read(tmp_path: Path) -> None:
    made = "".join(
        f"HD  {story.title}\nBY  {story.author}\nWC  {story.length} words\nPD  {story.date('fr')}\nSN  {story.source}\n"
        f"LA  English\nLP\n    {story.text[0]}\n\nTD\n"
        + "\n\n".join(story.text[1:])
        + f"\n\nAN\nDocument {identity(story)}\n\n"
        for story in STORIES
    )

    table = read(tmp_path, "factiva.txt", made.encode())

    assert table[["source", "title", "author", "published"]].to_numpy().tolist() == [
        [story.source, story.title, story.author, story.published] for story in STORIES
    ]
    assert table["text"].tolist() == ["\n".join([story.title, *story.text]) for story in STORIES]


def test_lines_of_a_proquest_text_without_blank_lines_are_read(tmp_path: Path) -> None:
    table = read(tmp_path, "proquest.txt", proquest_text().replace(b"\n\n", b"\n"))

    assert table["text"].tolist() == ["\n".join([story.title, *story.text]) for story in STORIES]


def test_publications_that_printed_the_same_are_no_part_of_an_article(tmp_path: Path) -> None:
    twins = b'<div class="apd-wrapper"><table><tr><td class="source-name-APD">Autre Journal</td></tr></table></div>'
    page = europresse_page().replace(b"</header>", twins + b"</header>")

    assert "Autre" not in " ".join(read(tmp_path, "e.html", page)["text"])


@pytest.mark.parametrize("above", ["BYLINE: Ann Lee\n\nLENGTH: 12 words\n\n", ""])
def test_a_text_that_begins_or_ends_with_capitals_and_a_colon_is_whole(tmp_path: Path, above: str) -> None:
    body = ["BRISAC: The council voted on Monday.", "It will cost 12 million.", "BREAKING: The mayor resigns."]
    whole = (
        "1 of 1 DOCUMENTS\n\nThe Kelmouth Tidings\n\nMay 12, 2026 Tuesday\n\nA dyke\n\n"
        + above + "\n\n".join(body) + "\n\nLOAD-DATE: May 13, 2026\n\nCopyright 2026 Some Press\n"
    )  # fmt: skip

    table = read(tmp_path, "one.txt", whole.encode())

    assert table["text"].tolist() == ["\n".join(["A dyke", *body])]
    assert table[["source", "published"]].to_numpy().tolist() == [["The Kelmouth Tidings", "2026-05-12"]]


def test_factiva_s_xml_says_where_an_article_is_missing(tmp_path: Path) -> None:
    table = read(tmp_path, "factiva.xml", factiva_xml().replace(b'count="3"', b'count="4"'))

    assert table["problem"].str.contains("announces 4 articles, and 3 were found").tolist() == [
        False,
        False,
        False,
        True,
    ]
