"""Exports of press databases: one row per article, on every screen, with nothing of the database in its text."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from article_samples import LINES, zipped
from examples import FEWER
from hypothesis import given
from hypothesis import strategies as st
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
from annotate._articles.paragraphs import markup_paragraphs
from annotate._articles.readers import READERS
from annotate._errors import AnnotateError, ArticleError

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


@pytest.mark.slow
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


@pytest.mark.slow
@given(st.sampled_from(sorted(EXPORTS)), st.floats(0.2, 1, exclude_max=True))
@FEWER
def test_an_export_cut_anywhere_is_never_read_short_or_incomplete_in_silence(name: str, share: float) -> None:
    whole = EXPORTS[name]()
    try:
        rows = READERS[Path(name).suffix](whole[: int(share * len(whole))], name)
    except AnnotateError:
        return  # nothing of it is read

    texts = [row["text"] for row in rows if not row.get("problem")]
    is_said = any(row.get("problem") for row in rows)
    assert is_said or texts == ["\n".join([story.title, *story.text]) for story in STORIES]


def test_of_an_export_that_breaks_off_the_last_article_is_named_and_left_out(tmp_path: Path) -> None:
    whole = factiva_page("en").decode()
    half = whole[: whole.index("according to the engineers")]

    table = read(tmp_path, "factiva.html", half.encode())

    assert table.loc[table["problem"] == "", "title"].tolist() == [STORIES[0].title]
    assert f"breaks off in the article {STORIES[1].title!r}" in table["problem"].iloc[1]
    # Its number ends an article, whatever closes the page.
    closed = read(tmp_path, "closed.html", f"{half}</p></td></tr></table></div></body></html>".encode())
    assert closed["problem"].str.contains("breaks off").tolist() == [False, True]


def test_a_list_that_was_sent_by_mail_is_whole_with_the_request_below_it(tmp_path: Path) -> None:
    whole = EXPORTS["nexis-en.txt"]().decode()
    request = "\n---- End of Request ----\n\nPrint Request: Selected Items: 1-3\n\nSent to: Brisac Library\n"

    table = read(tmp_path, "nexis.txt", (whole + request).encode())

    assert table["problem"].tolist() == [""] * 3
    assert table["text"].tolist() == ["\n".join([story.title, *story.text]) for story in STORIES]
    half = read(tmp_path, "half.txt", whole[: whole.rindex("LOAD-DATE") - 40].encode())
    assert half["problem"].str.contains("breaks off").tolist() == [False, False, True]


def test_a_page_that_ends_in_the_middle_of_its_article_is_refused_and_one_without_its_last_tag_is_read(
    tmp_path: Path,
) -> None:
    story = "<p>The council of Brisac sat for six hours on Monday and put off the new dyke until next year.</p>" * 3
    page = f"<html><head><title>The dyke waits</title></head><body><article><h1>The dyke waits</h1>{story}"

    assert read(tmp_path, "whole.html", page.encode())["problem"].tolist() == [""]
    with pytest.raises(ArticleError, match="breaks off in the article 'The dyke waits'"):
        read(tmp_path, "cut.html", page[:-20].encode())


def test_labels_in_which_proquest_puts_or_leaves_out_blanks_are_known(tmp_path: Path) -> None:
    garbled = proquest_text().replace(b"ProQuest document ID: 314152", b"ProQuest documentID: 314152")
    garbled = garbled.replace(b"Publication title: The Brisac", b"Pub lication title: The Brisac")

    table = read(tmp_path, "list.txt", garbled)

    assert table["problem"].tolist() == [""] * 3
    assert table["database_id"].tolist() == ["314151", "314152", "314153"]
    assert table["source"].tolist() == [story.source for story in STORIES]


@pytest.mark.parametrize("left_out", ["ProQuest document ID", "ProQuest document ID|Document URL"])
def test_a_proquest_list_without_its_numbers_is_whole(tmp_path: Path, left_out: str) -> None:
    listed = re.sub(rf"(?:{left_out}): .*\n\n", "", proquest_text().decode())

    table = read(tmp_path, "list.txt", listed.encode())

    assert table["problem"].tolist() == [""] * 3
    assert table["source"].tolist() == [story.source for story in STORIES]
    assert table["database_id"].tolist() == ["314151", "314152", "314153"]


def test_a_newspaper_has_one_name_where_proquest_leaves_stray_blanks_in_it(tmp_path: Path) -> None:
    stories = proquest_text() + proquest_text().replace(b"31415", b"41415").replace(b"Kelm", b"Kel m")
    listed = re.sub(rb"Document \d of \d\n\n", b"", stories + proquest_text().replace(b"31415", b"51415"))

    assert read(tmp_path, "list.txt", listed)["source"].tolist() == [story.source for story in STORIES] * 3


def test_captions_and_the_credit_that_newspapers_send_along_are_columns_and_no_text(tmp_path: Path) -> None:
    lines = b"Monday evening\nCAPTION: The dyke in May.\nCREDIT: Nadia Roy\n"
    told = proquest_text().replace(b"Monday evening", lines, 1).replace(b"Author: Ann Lee\n\n", b"")

    first = read(tmp_path, "list.txt", told).iloc[0]

    assert (first["captions"], first["author"]) == ("The dyke in May.", "Nadia Roy")
    assert "CAPTION" not in first["text"]
    assert "CREDIT" not in first["text"]


def test_an_error_in_place_of_an_article_is_said(tmp_path: Path) -> None:
    broken = nexis_page("en").replace(
        b'<SPAN CLASS="c2">The Brisac Echo</SPAN>',
        b"We are sorry but there is an error in this document and it is not possible to display it.",
    )

    table = read(tmp_path, "nexis.html", broken)

    assert table["problem"].str.contains("put an error in place of this article").tolist() == [False, True, False]


def test_a_long_page_gives_the_paragraphs_that_were_written_into_it_whatever_is_unseen_between_them() -> None:
    told = [[f"{nth} dykes of A & B", "hold", *(["“till", "May”"] * (nth % 3))] for nth in range(2_000)]
    inner = '</SPAN><SPAN CLASS="c4"> '
    page = "".join(
        '<!-- <P CLASS="c8"><SPAN CLASS="c2">no --><SCRIPT>a</SPAN></P>\n<P CLASS="c8"><SPAN CLASS="c2">b</SCRIPT>'
        f'<P CLASS="c8"><SPAN CLASS="c2">{inner.join(words)}&nbsp;</SPAN></P>\n<BR>'
        for words in told
    )

    assert markup_paragraphs(page) == [" ".join(words) for words in told]


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


def test_factiva_s_page_with_a_wrapper_around_each_article_gives_all_of_them(tmp_path: Path) -> None:
    one = """<div id="article-{0}" class="article"><div class="article deArticle"><p></p><div>Politik</div>
        <div id="hd"><span class="deHeadline">Der Deich {0}</span></div>{1}<div>145 Wörter</div><div>1 April 2017</div>
        <div>Der Bote</div><div>BOTE</div><div>09:57:32</div><div>0</div><div>Deutsch</div><div>Copyright 2017.</div>
        <p class="articleParagraph dearticleParagraph">Der Rat tagte {0} Stunden lang.</p>
        <p>Dokument BOTEXX0020170401ed410005{0}</p></div></div>"""
    page = f"<html><body>{one.format(1, '<div class=author>Ann Lee</div>')}{one.format(2, '')}</body></html>"

    table = read(tmp_path, "factiva.html", page.encode())

    assert table["title"].tolist() == ["Der Deich 1", "Der Deich 2"]
    assert table["author"].tolist() == ["Ann Lee", ""]
    assert table["section"].tolist() == ["Politik"] * 2
    assert not {"edition", "page"} & {*table.columns}


@pytest.mark.parametrize(
    "listed",
    [
        "<p>No.</p><p>0000{0}</p><p>1985年01月0{0}日</p><p>朝刊</p><p>00{0}</p><p>牛場氏死去</p><p>{1}</p>",
        "<p>^ИС: Вести<br>^ДТ: 0{0}.02.1994<br>^ЗГ: Дамба</p><p>{1}</p>",
    ],
)
def test_the_list_of_a_database_that_is_not_known_is_refused(tmp_path: Path, listed: str) -> None:
    page = "".join(listed.format(nth, "町議会は月曜日に新しい堤防を承認した。" * 10) for nth in range(1, 5))

    with pytest.raises(ArticleError, match="looks like 4 articles"):
        read(tmp_path, "list.html", f"<html><body>{page}</body></html>".encode())


def test_what_stands_between_newspaper_and_date_is_neither(tmp_path: Path) -> None:
    heads = [
        "A dyke\n\nThe Tidings\n\n(Green)\n\nMay 12, 2026 Tuesday",
        "A dam\n\nThe Tidings - Final Edition\n\nCorrection Appended",
    ]
    rest = (
        "\n\nCopyright 2026 Some Press\n\nLength: 12 words\n\nBody\n\nIt&#8217;s late.\n\nLoad-Date: May 14, 2026\n\n"
    )

    table = read(tmp_path, "uni.txt", "".join(f"{head}{rest}End of Document\n\n" for head in heads).encode())

    assert table["title"].tolist() == ["A dyke", "A dam"]
    assert table["source"].tolist() == ["The Tidings"] * 2
    assert table["edition"].tolist() == ["Green", "Final Edition"]
    assert table["published"].tolist() == ["2026-05-12", ""]
    assert table["text"].tolist() == ["A dyke\nIt’s late.", "A dam\nIt’s late."]


def test_a_head_of_which_only_some_lines_have_labels_is_no_text(tmp_path: Path) -> None:
    rights = "Copyright 2026 A Press\nProvided by B Inc.\nAll Rights Reserved"
    head = f"1 of 2 DOCUMENTS\n\n{rights}\nThe Tidings\n\nMay 12, 2026"
    one = f"{head}\n\nLate Edition\n\nHEADLINE: A dyke;\n\nIt is late\n\nBYLINE: Ann Lee\n\nBODY:\n\nIt rains.\n\n"
    other = f"{head.replace('1 of', '2 of')}\n\nLENGTH: 9 words\n\nBODY:\n\nNo headline here\n\nIt snows.\n\n"

    table = read(tmp_path, "list.txt", (one + other).encode())

    assert table["source"].tolist() == ["The Tidings"] * 2
    assert table["title"].tolist() == ["A dyke; It is late", "No headline here"]
    assert table["text"].tolist() == ["A dyke; It is late\nIt rains.", "No headline here\nIt snows."]
    assert table["edition"].tolist() == ["Late Edition", ""]


def test_a_number_that_stands_right_below_an_article_begins_the_next(tmp_path: Path) -> None:
    head = "{} of 2 DOCUMENTS\n\nThe Tidings\n\nMay 12, 2026\n\nHEADLINE: A dyke"
    one = f"{head}\n\nBODY:\n\nIt rains.\n\nLOAD-DATE: May 13, 2026\n"

    assert len(read(tmp_path, "list.txt", (one.format(1) + one.format(2)).encode())) == 2


def test_rich_text_under_another_name_is_read_and_old_word_refused(tmp_path: Path) -> None:
    assert len(read(tmp_path, "factiva.doc", factiva_rich_text("en"))) > 1
    with pytest.raises(ArticleError, match=r"save it as \.docx"):
        read(tmp_path, "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
