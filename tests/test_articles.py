"""Articles: whatever a file holds, its text comes in exactly, or a sentence says why it does not."""

from pathlib import Path

import lxml.html
import pandas as pd
import pytest

from annotate.articles import ARTICLE_COLUMNS, read_articles, sha256
from annotate.errors import ArticleError
from annotate.project import Project

FLOOD = "L’eau monte à Brisac.\n« Rien à craindre », dit la préfète d’Étretat.\n"


def one(path: Path) -> pd.Series:
    table = read_articles(path)
    assert len(table) == 1
    return table.iloc[0]


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# Encodings and line ends ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_a_text_comes_in_the_same_from_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    article = one(written(tmp_path, "flood.txt", FLOOD.encode(encoding)))

    assert (article["text"], article["problem"]) == (FLOOD, "")


def test_a_short_latin_text_is_not_taken_for_central_european(tmp_path: Path) -> None:
    line = "Le maire a dit : « Non à l’été »"

    assert one(written(tmp_path, "no.txt", line.encode("cp1252")))["text"] == line


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp1250", "Premiér řekl, že vláda zvýší důchody. Opozice to odmítla, žádá víc peněz."),
        ("iso8859_2", "Premier powiedział, że rząd podniesie emerytury. Opozycja żąda więcej pieniędzy."),
        ("cp1251", "Председатель сказал, что голосование состоится в пятницу. Оппозиция против."),
        ("shift_jis", "市長は金曜日に投票すると述べた。反対派は拒否した。"),
    ],
)
def test_other_languages_come_in_from_their_encodings(tmp_path: Path, encoding: str, line: str) -> None:
    assert one(written(tmp_path, "news.txt", line.encode(encoding)))["text"] == line


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_becomes_a_newline(tmp_path: Path, line_end: str) -> None:
    assert one(written(tmp_path, "flood.txt", FLOOD.replace("\n", line_end)))["text"] == FLOOD


def test_a_line_separator_stays_a_character_of_the_text_and_parts_its_lines(tmp_path: Path) -> None:
    article = one(written(tmp_path, "flood.txt", "Une digue cède\u2028L’eau monte à Brisac.\u2028Il pleut."))

    assert "\u2028" in article["text"]
    assert article["title"] == "Une digue cède"


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{FLOOD}</p></body></html>'

    assert one(written(tmp_path, "flood.html", page.encode("cp1252")))["text"] == FLOOD.replace("\n", " ").strip()


# What a person may give by mistake --------------------------------------------------------------------------

MISTAKES = {
    "empty.txt": (b"", ["'empty.txt' is empty", "leave it out"]),
    "blank.txt": (b" \n\t ", ["'blank.txt' is empty", "leave it out"]),
    "empty.html": (b"", ["'empty.html' is empty", "leave it out"]),
    "bare.html": (b"<html></html>", ["'bare.html' holds no article", "save its text as a .txt file"]),
    "photo.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff", ["'photo.txt' is no text file", "binary", "save"]),
    "noise.txt": (bytes(range(1, 256)) * 4, ["encoding of 'noise.txt' is unknown", "save it as UTF-8"]),
    "plain.csv": (b"headline,body\nA,B\n", ["plain.csv has no column 'text'", "headline, body", "name the column"]),
    "table.xlsx": (b"PK no table", ["'table.xlsx' is no table"]),
    "rows.jsonl": (b'{"text": "It rains."}\nno json', ["'rows.jsonl' is no table"]),
    "rows.parquet": (b"PAR1 no table", ["'rows.parquet' is no table"]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_bad_file_is_refused_with_a_sentence_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    content, words = MISTAKES[name]
    written(tmp_path, name, content)
    written(tmp_path, "flood.txt", FLOOD)

    table = read_articles(tmp_path).set_index("article_id")

    problem = table.loc[Path(name).stem, "problem"]
    assert [word for word in words if word not in problem] == []
    assert problem.endswith((".", "}"))
    assert table.loc["flood", ["text", "problem"]].tolist() == [FLOOD, ""]


def test_a_project_takes_the_good_files_and_nothing_of_the_bad(tmp_path: Path, project: Project) -> None:
    for name, (content, _) in MISTAKES.items():
        written(tmp_path / "pages", name, content)
    written(tmp_path / "pages", "brisac.txt", FLOOD)
    before = set(project.articles()["article_id"])

    outcome = project.add(tmp_path / "pages").set_index("article_id")["outcome"]

    assert set(project.articles()["article_id"]) - before == {"brisac"}
    assert set(project.passages()["article_id"]) - before == {"brisac"}
    assert outcome.pop("brisac") == "added"
    assert set(outcome) == {"refused"}


@pytest.mark.parametrize("name", [*MISTAKES, "not_there.txt"])
def test_a_project_is_left_as_it_was_where_nothing_can_be_read(tmp_path: Path, project: Project, name: str) -> None:
    if name in MISTAKES:
        written(tmp_path, name, MISTAKES[name][0])

    with pytest.raises(ArticleError):
        project.add(tmp_path / name)

    assert len(project.articles()) == 2


@pytest.mark.parametrize("name", ["not_there", "not_there.txt", "not_there.docx"])
def test_a_path_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArticleError, match=r"no file or folder '.*not_there.*: check the path"):
        read_articles(tmp_path / name)


def test_a_missing_path_in_a_list_leaves_the_others_readable(tmp_path: Path) -> None:
    there = written(tmp_path, "flood.txt", FLOOD)

    assert read_articles([tmp_path / "gone.txt", there])["text"].tolist() == ["", FLOOD]


def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"'page.docx' is no kind of file .* give .txt"):
        read_articles(written(tmp_path, "page.docx", b"PK"))


@pytest.mark.parametrize("what", [5, None, b"flood.txt", {"flood.txt"}])
def test_what_is_no_path_is_refused_by_its_kind(what: object) -> None:
    with pytest.raises(ArticleError, match=f"from a {type(what).__name__}: give a path"):
        read_articles(what)  # type: ignore[arg-type]


def test_the_second_of_two_articles_with_one_id_is_refused_and_the_first_kept(tmp_path: Path) -> None:
    table = "article_id,text\nvote,It passes.\nvote,It fails.\n"

    articles = read_articles(written(tmp_path, "votes.csv", table))

    assert articles["text"].tolist() == ["It passes.", ""]
    assert articles.loc[1, "problem"].startswith("Two articles have the id 'vote' and different texts")


def test_a_copy_of_the_same_article_is_left_out(tmp_path: Path) -> None:
    written(tmp_path, "flood.txt", FLOOD)
    written(tmp_path, "flood.md", FLOOD)

    assert read_articles(tmp_path)["article_id"].tolist() == ["flood"]


def test_an_unreadable_file_does_not_take_the_id_from_a_good_one(tmp_path: Path) -> None:
    written(tmp_path, "flood.html", "")
    written(tmp_path, "flood.txt", FLOOD)

    assert read_articles(tmp_path)["text"].tolist() == ["", FLOOD]


# Real pages -------------------------------------------------------------------------------------------------


def test_the_seed_page_has_its_title_author_and_day(seed_page: Path) -> None:
    article = one(seed_page)

    assert article["title"].startswith("La Russie et les États-Unis remportent")
    assert article[["author", "published", "language"]].tolist() == ["teleSUR – ahf – BCB", "2025-08-12", "fr"]
    assert article["text"] == seed_page.read_text(encoding="utf-8")
    assert article["article_sha256"] == sha256(article["text"])


def test_no_word_of_a_real_page_is_lost_and_none_added(real_data: Path) -> None:
    pages = sorted((real_data / "data" / "fr_wikinews").glob("*.html"))

    articles = read_articles(real_data / "data" / "fr_wikinews").set_index("article_id")

    assert len(articles) == len(pages) > 0
    assert tuple(articles.reset_index().columns) == ARTICLE_COLUMNS
    for page in pages:
        tree = lxml.html.fromstring(page.read_bytes().decode())
        words = " ".join(block.text_content() for block in tree.body).split()
        soft_hyphen = "\xad"  # only tells a browser where a line may end
        assert articles.loc[page.stem, "text"].split() == [word.replace(soft_hyphen, "") for word in words]
        assert articles.loc[page.stem, "title"] == tree.findtext(".//title").strip()


def test_a_headline_is_part_of_the_text_of_a_page(tmp_path: Path) -> None:
    page = "<html><title>The dam fails</title><body><h1>The dam fails</h1><p>Water rises in Brisac, they say.</p>"

    assert one(written(tmp_path, "dam.html", page))["text"].split("\n")[0] == "The dam fails"
