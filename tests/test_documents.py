"""Documents and saved pages: what a reader of them reads, no more and no less."""

import gzip
import plistlib
from pathlib import Path

import pytest
from article_samples import (
    ADDRESS,
    LINES,
    NEWSML,
    NITF,
    PAGE,
    TEXT,
    TITLE,
    book,
    mhtml,
    one_of_each_kind,
    opendocument,
    pdf,
    rich_text,
    run,
    simple_pdf,
    warc,
    warc_records,
    webarchive,
    word,
    wrapped,
    zipped,
)

from annotate._articles.article_file import ENDINGS, ending_of
from annotate._articles.articles import read_articles
from annotate._articles.readers import READERS
from annotate._errors import ArticleError


def read(folder: Path, name: str, data: bytes) -> dict[str, str]:
    path = folder / name
    path.write_bytes(data)
    (row,) = read_articles(path).to_dict("records")
    return row


def test_every_kind_that_is_named_has_a_reader_and_a_sample() -> None:
    assert {*READERS, ".zip"} == set(ENDINGS) == {name.removeprefix("dyke") for name in one_of_each_kind()}


@pytest.mark.slow
@pytest.mark.parametrize("name", one_of_each_kind())
def test_a_file_of_each_kind_is_read(tmp_path: Path, name: str) -> None:
    row = read(tmp_path, name, one_of_each_kind()[name])

    text = " ".join(row["text"].split())
    assert [line for line in LINES if line not in text] == []
    assert (row["title"], row["language"], row["problem"]) == (TITLE, "en", "")


ALIKE = {".doc": ".rtf", ".htm": ".html", ".xhtml": ".html", ".mht": ".mhtml", ".md": ".txt", ".tsv": ".csv"}


@pytest.mark.slow
@pytest.mark.parametrize("name", one_of_each_kind())
def test_a_file_without_a_name_is_known_by_what_it_holds(name: str) -> None:
    end = name.removeprefix("dyke")

    assert ending_of(one_of_each_kind()[name]) == ALIKE.get(end, end)


# Word --------------------------------------------------------------------------------------------------------


def test_a_word_document_is_read_as_if_all_changes_were_accepted(tmp_path: Path) -> None:
    changed = (
        run("The council ")
        + f"<w:ins>{run('approved')}</w:ins><w:del><w:r><w:delText>refused</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run(' on Monday')}</w:moveFrom>{run(' the dyke')}<w:moveTo>{run(' on Tuesday')}</w:moveTo>"
        + run(".")
    )
    joined = f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('It will ')}"

    text = read(tmp_path, "dyke.docx", word([changed, joined, run("cost 12 million.")]))["text"]

    assert text == "The council approved the dyke on Tuesday.\nIt will cost 12 million."


def test_comments_field_codes_and_hidden_words_are_no_text(tmp_path: Path) -> None:
    paragraph = (
        '<w:commentRangeStart w:id="0"/>' + run("It rains.") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:instrText> PAGEREF x </w:instrText></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Nobody sees this.</w:t></w:r>"
    )

    assert read(tmp_path, "rain.docx", word([paragraph, run("It pours.")]))["text"] == "It rains.\nIt pours."


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "<w:br/>"])
def test_a_soft_line_break_is_a_line_end(tmp_path: Path, sign: str) -> None:
    broken = (
        f"{run('It rains.')}<w:r>{sign}</w:r>{run('It pours.')}" if "<" in sign else run(f"It rains.{sign}It pours.")
    )
    if sign == "\x0b":  # no sign of XML; as RTF has it
        assert read(tmp_path, "rain.rtf", rich_text(r"It rains.\line It pours."))["text"] == "It rains.\nIt pours."
        return

    assert read(tmp_path, "rain.docx", word([broken]))["text"] == "It rains.\nIt pours."


def test_footnotes_come_last_each_with_its_number(tmp_path: Path) -> None:
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{nth}"><w:p>{run(words)}</w:p></w:footnote>'
        for nth, words in ((2, "See page 3."), (3, "Ibid."))
    )
    paragraphs = [run("It rains") + call.format(2) + run("."), run("It pours.") + call.format(3)]

    assert (
        read(tmp_path, "rain.docx", word(paragraphs, footnotes=notes))["text"]
        == "It rains.\nIt pours.\n[1] See page 3.\n[2] Ibid."
    )


def test_words_of_text_boxes_and_tables_are_read_once(tmp_path: Path) -> None:
    quote = f"<w:txbxContent><w:p>{run('A quote.')}</w:p></w:txbxContent>"
    both = f"<mc:Choice>{quote}</mc:Choice><mc:Fallback>{quote}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent xmlns:mc='x'>{both}</mc:AlternateContent></w:r>"
    table = f"{run('Before.')}</w:p><w:tbl><w:tr><w:tc><w:p>{run('Cell.')}</w:p></w:tc></w:tr></w:tbl><w:p>"

    assert (
        read(tmp_path, "box.docx", word([run("It rains.") + box, table]))["text"]
        == "It rains.\nA quote.\nBefore.\nCell."
    )


# OpenDocument and rich text ----------------------------------------------------------------------------------


def test_an_opendocument_text_is_read_without_what_was_struck_out_or_remarked(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>Struck out.</text:p></text:tracked-changes><text:p>It<text:s text:c='2'/>rains"
        "<office:annotation><text:p>Sure?</text:p></office:annotation><text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>See page 3.</text:p></text:note-body></text:note>.<text:line-break/>It pours.</text:p>"
    )

    assert read(tmp_path, "rain.odt", opendocument(body))["text"] == "It  rains.\nIt pours.\n[1] See page 3."


def test_rich_text_is_read_without_what_was_struck_out_and_its_footnotes_come_last(tmp_path: Path) -> None:
    body = (
        r"It \'e9t\'e9 rains{\deleted\strike  not}{\footnote \pard See page 3.}.\par "
        r'{\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt It pours}}. \u8217?\par {\*\annotation Sure?}'
    )

    assert read(tmp_path, "rain.rtf", rich_text(body))["text"] == "It été rains.\nIt pours. ’\n[1] See page 3."


# PDF ---------------------------------------------------------------------------------------------------------


def column(text: str, left: float, top: float, width: int = 38) -> list[tuple[float, float, float, str]]:
    return [(left, top - 13 * nth, 10.0, line) for nth, line in enumerate(wrapped(text, width))]


def test_two_columns_are_read_one_after_the_other_below_the_headline(tmp_path: Path) -> None:
    left, right = " ".join(LINES), " ".join(reversed(LINES))
    # Written across, as a printer may have it: the first line of each column, then the second.
    lines = sorted([*column(left, 60, 740), *column(right, 320, 740)], key=lambda line: -line[1])

    row = read(tmp_path, "dyke.pdf", pdf([[(60.0, 780.0, 22.0, TITLE), *lines]]))

    assert " ".join(row["text"].split()) == f"{TITLE} {left} {right}"
    assert row["title"] == TITLE


def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    pages = [
        [
            (60.0, 815.0, 9.0, f"The Kelmouth Tidings {12 + nth}"),
            *column(line, 60, 700, 80),
            (290.0, 30.0, 9.0, f"Page {nth} of 3"),
        ]
        for nth, line in enumerate(LINES, start=1)
    ]

    assert " ".join(read(tmp_path, "dyke.pdf", pdf(pages))["text"].split()) == " ".join(LINES)


def test_a_blank_line_parts_the_paragraphs_of_a_pdf_and_its_lines_stay_lines(tmp_path: Path) -> None:
    text = read(tmp_path, "dyke.pdf", simple_pdf())["text"]

    assert [" ".join(paragraph.split("\n")) for paragraph in text.split("\n\n")] == [TITLE, *LINES]
    assert text.split("\n\n")[1].split("\n") == wrapped(LINES[0], 80)


def test_a_picture_of_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"'scan.pdf' is a picture of text.*\(OCR\)"):
        read(tmp_path, "scan.pdf", pdf([[]]))


# Saved pages and archives of pages ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.webarchive"])
def test_a_page_in_one_file_is_read_as_the_page_with_its_address(tmp_path: Path, name: str) -> None:
    page = read(tmp_path, "page.html", PAGE.encode())

    row = read(tmp_path, name, webarchive() if name.endswith("webarchive") else mhtml())

    assert (row["text"], row["title"], row["url"]) == (page["text"], page["title"], ADDRESS)


def test_the_encoding_noted_beside_a_page_counts(tmp_path: Path) -> None:
    page = PAGE.replace("Brisac", "Bříšac").replace('<meta charset="utf-8">', "")

    assert "Bříšac" in read(tmp_path, "page.webarchive", webarchive(page.encode("iso-8859-2"), "ISO-8859-2"))["text"]


@pytest.mark.parametrize("packed", ["by record", "as a whole"])
def test_a_web_archive_gives_each_page_and_no_picture(tmp_path: Path, packed: str) -> None:
    other = PAGE.replace("Monday", "Tuesday")
    path = tmp_path / "crawl.warc.gz"
    pages = {ADDRESS: PAGE.encode(), f"{ADDRESS}-2.html": other.encode()}
    whole = gzip.compress(warc(pages))
    path.write_bytes(
        b"".join(gzip.compress(warc({one: page})) for one, page in pages.items()) if "by" in packed else whole
    )

    table = read_articles(path)

    assert table["url"].tolist() == [ADDRESS, f"{ADDRESS}-2.html"]
    assert table["article_id"].tolist() == ["tidings.example/news/dyke", "tidings.example/news/dyke-2"]
    assert [day in text for day, text in zip(["Monday", "Tuesday"], table["text"], strict=True)] == [True, True]


def test_a_web_archive_that_breaks_off_says_so_beside_what_it_gave(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    records = [
        gzip.compress(record) for record in warc_records({ADDRESS: PAGE.encode(), f"{ADDRESS}-2": PAGE.encode()})
    ]
    path.write_bytes(b"".join(records[:-1])[:-200])

    assert read_articles(path)["problem"].str.contains("breaks off").tolist()[-1]


def test_chapters_of_a_book_are_articles_and_its_cover_is_none(tmp_path: Path) -> None:
    metadata = (
        "<dc:creator>Ann Lee</dc:creator><dc:publisher>The Kelmouth Tidings</dc:publisher>"
        "<dc:date>2026-05-12T00:00:00Z</dc:date>"
    )
    other = PAGE.replace("Monday", "Tuesday")
    path = tmp_path / "may.epub"
    path.write_bytes(book(["<html><body><h1>May</h1></body></html>", PAGE, other], metadata=metadata))

    table = read_articles(path)

    assert table["article_id"].tolist() == ["may-1", "may-2"]
    assert (
        table[["source", "author", "published"]].to_numpy().tolist()
        == [["The Kelmouth Tidings", "Ann Lee", "2026-05-12"]] * 2
    )


# Newsrooms ---------------------------------------------------------------------------------------------------


def test_a_newsroom_s_xml_gives_headline_byline_day_and_body(tmp_path: Path) -> None:
    expected = {"title": TITLE, "author": "Ann Lee", "published": "2026-05-12", "text": f"{TITLE}\n{TEXT}"}

    for name, data, source in (("nitf.xml", NITF, "The Kelmouth Tidings"), ("newsml.xml", NEWSML, "Agence Ouest")):
        row = read(tmp_path, name, data.encode())
        assert {column: row[column] for column in expected} == expected
        assert row["source"] == source


# What is harmful, or nothing ---------------------------------------------------------------------------------

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
BAD = {
    "swelling.xml": f"<?xml version='1.0'?>{ENTITIES}<nitf><body><p>&b;&f;</p></body></nitf>".encode(),
    "swelling.docx": zipped({"word/document.xml": f"{ENTITIES}<w:document xmlns:w='x'><w:p>&f;</w:p></w:document>"}),
    "bomb.docx": zipped({"word/document.xml": b"<a>" + b" " * 30_000_000}),
    "bomb.odt": zipped({"content.xml": b" " * 30_000_000}),
    "other.docx": zipped({"[Content_Types].xml": "<Types/>"}),
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "no.rtf": b"It rains.",
    "no.pdf": b"It rains.",
    "no.mhtml": b"It rains.",
    "no.webarchive": b"It rains.",
    "list.webarchive": plistlib.dumps({"WebMainResource": "It rains."}),
    "no.warc": b"It rains.",
    "no.epub": zipped({"mimetype": "application/epub+zip"}),
    "feed.xml": b"<rss><channel><item><title>It rains</title></item></channel></rss>",
    "empty.docx": word([""]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArticleError) as refused:
        read(tmp_path, name, BAD[name])

    assert len(str(refused.value)) > 40
    assert "Error:" not in str(refused.value)
