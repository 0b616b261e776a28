"""Articles: whatever a file holds, its text comes in exactly, or a sentence says why it does not."""

from pathlib import Path

import lxml.html
import pandas as pd
import pytest

from annotate._articles.articles import ARTICLE_COLUMNS, read_articles, sha256
from annotate._errors import AnnotateError, ArticleError
from annotate._project.project import Project

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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp1250", "Premiér řekl, že vláda zvýší důchody. Opozice to odmítla, žádá víc peněz."),
        ("iso8859_2", "Premier powiedział, że rząd podniesie emerytury. Opozycja żąda więcej pieniędzy."),
        ("cp1251", "Председатель сказал, что голосование состоится в пятницу. Оппозиция против."),
        ("shift_jis", "市長は金曜日に投票すると述べた。反対派は拒否した。"),
        ("euc_jp", "市長は金曜日に投票すると述べた。反対派は拒否した。"),
        ("iso2022_jp", "市長は金曜日に投票すると述べた。反対派は拒否した。"),
        ("koi8_r", "Городской совет Брисака одобрил новую дамбу после шести часов споров. Мэр не сказал ничего."),
        ("koi8_r", "Председатель сказал, что голосование состоится в пятницу. Оппозиция против."),
        ("cp866", "Председатель сказал, что голосование состоится в пятницу. Оппозиция против."),
        ("koi8_u", "Голова сказав, що голосування відбудеться у п’ятницю, їй дуже прикро.".replace("’", "'")),
        ("cp850", "Le maire a déclaré que le vote aura lieu vendredi, après l'été. L'opposition a refusé."),
        ("cp850", "Der Bürgermeister sagte, man könne nicht länger warten, er müsse größer werden."),
        ("cp852", "A polgármester szerint tovább várni nem lehet, sőt őrültség. Az ellenzék tiltakozik."),
        ("iso8859_2", "Lednáček je středně velký pták. Má modrý hřbet, říká ornitolog Petr Šimůnek."),
        ("cp1254", "Başkan, daha fazla beklenemeyeceğini söyledi, çünkü iş güç. Muhalefet karşı çıktı."),
        ("cp1257", "Mērs teica, ka ilgāk gaidīt nevar, jo ūdens ceļas. Opozīcija ir pret, šogad un vienmēr."),
        ("cp1255", "ראש העיר אמר שאי אפשר לחכות יותר. האופוזיציה מתנגדת."),
        ("cp1256", "وقال رئيس البلدية إنه لا يمكن الانتظار أكثر. المعارضة ترفض."),
        ("cp1253", "Ο δήμαρχος είπε ότι δεν μπορούμε να περιμένουμε άλλο. Η αντιπολίτευση αρνήθηκε."),
        ("gb18030", "市议会周一晚上批准了新的堤坝。市长说不能再等了，工程将于明年开始。"),
        ("big5", "市議會週一晚上批准了新的堤壩。市長說不能再等了，工程將於明年開始。"),
        ("cp1125", "Міська рада схвалила нову дамбу. Голова сказав, що її будівництво не можна відкладати."),
        ("hz", "市议会周一晚上批准了新的堤坝。市长说不能再等了，工程将于明年开始。"),
        (
            "cp1250",
            "Consiliul din Brisac a aprobat luni seara un nou dig. Primarul a spus că va fi gata în toamnă.",
        ),
        (
            "cp1257",
            "Tarybos nariai sakė, kad užtvanka būtina, nes žiemą vėl šąla upės, ąžuolai ir ūkiai žūsta.",
        ),
        ("iso2022_kr", "시의회는 월요일 밤 새 제방을 승인했다. 시장은 더 이상 기다릴 수 없다고 말했다."),
        ("mac_cyrillic", "Председатель сказал, что голосование состоится в пятницу. Оппозиция против."),
        ("mac_cyrillic", "Совет одобрил дамбу."),
        ("iso8859_8", "מועצת העיר אישרה ביום שני בערב סכר חדש. ראש העיר אמר כי העבודות יעלו יותר."),
        ("cp1255", "מועצת העיר אישרה ביום שני בערב סכר חדש. ראש העיר אמר כי העבודות יעלו יותר."),
        ("euc_kr", "시의회는 월요일 밤 새 제방을 승인했다. 시장은 더 이상 기다릴 수 없다고 말했다."),
    ],
)
def test_other_languages_come_in_from_their_encodings(tmp_path: Path, encoding: str, line: str) -> None:
    assert one(written(tmp_path, "news.txt", line.encode(encoding)))["text"] == line


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp855", "Градско веће одобрило је увече нови насип. Градоначелник је рекао да ће радови почети одмах."),
        ("mac_latin2", "A polgármester szerint tovább várni nem lehet, sőt őrültség. Az ellenzék tiltakozik."),
        ("mac_greek", "Ο δήμαρχος είπε ότι δεν μπορούμε να περιμένουμε άλλο. Η αντιπολίτευση αρνήθηκε."),
        ("cp862", "מועצת העיר אישרה ביום שני בערב סכר חדש. ראש העיר אמר כי העבודות יעלו יותר."),
        ("cp775", "Miesto taryba vakarą patvirtino naują pylimą. Meras sakė, kad darbai kainuos daug eurų."),
        ("cp1258", "Hội đồng thành phố đã phê duyệt con đê mới vào tối thứ Hai."),
    ],
)
def test_what_an_encoding_that_is_not_known_would_garble_is_refused(tmp_path: Path, encoding: str, line: str) -> None:
    with pytest.raises(ArticleError, match=r"cannot be told with certainty|is unknown"):
        read_articles(written(tmp_path, "news.txt", line.encode(encoding, "ignore")))


def test_bytes_that_may_be_in_several_encodings_are_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"cannot be told with certainty.*save it as UTF-8"):
        read_articles(written(tmp_path, "noise.txt", bytes(range(128, 256)) * 8))


@pytest.mark.parametrize("damage", [b"\xff", b"\xc3", b"caf\xe9"])
def test_a_few_broken_bytes_do_not_spoil_a_whole_text(tmp_path: Path, damage: bytes) -> None:
    page = FLOOD.encode() * 8

    text = one(written(tmp_path, "flood.txt", page[:300] + damage + page[300:] + b"\xe2\x80"))["text"]

    assert text.count("\ufffd") == 2
    assert text.replace("\ufffd", "").replace("caf", "").startswith(FLOOD * 7)


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "hex", "undefined", "unicode_escape", "utf-7", "no-such", "rot13"]
)
def test_a_page_that_declares_what_is_no_encoding_is_read_all_the_same(tmp_path: Path, name: str) -> None:
    page = f'<html><head><meta charset="{name}"></head><body><p>{FLOOD}</p></body></html>'

    assert one(written(tmp_path, "flood.html", page.encode("cp1252")))["text"] == FLOOD.replace("\n", " ").strip()


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


@pytest.mark.slow
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
    with pytest.raises(ArticleError, match=r"'page.wpd' is no kind of file .* pass .txt"):
        read_articles(written(tmp_path, "page.wpd", b"PK"))


@pytest.mark.parametrize("what", [5, None, b"flood.txt", {"flood.txt"}])
def test_what_is_no_path_is_refused_by_its_kind(what: object) -> None:
    with pytest.raises(ArticleError, match=f"from a {type(what).__name__}: pass a path"):
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


@pytest.mark.parametrize("byline", ["Par Nadia Cœur, le 2 juin 2026", "Par Nadia Cœur"])
def test_the_author_of_a_saved_page_is_a_name_alone(tmp_path: Path, byline: str) -> None:
    paragraphs = "".join(
        f"<p>{FLOOD} Les pelleteuses sont arrivées lundi, avec {n} semaines de retard.</p>" for n in "345"
    )
    page = f"<html lang=fr><body><h1>Le chantier</h1><p class=byline>{byline}</p>{paragraphs}"
    (tmp_path / "chantier.html").write_text(page, encoding="utf-8")

    assert read_articles(tmp_path)["author"].tolist() == ["Nadia Cœur"]


def test_the_seed_page_has_its_title_author_and_day(seed_page: Path) -> None:
    article = one(seed_page)

    assert article["title"].startswith("La Russie et les États-Unis remportent")
    assert article[["author", "published", "language"]].tolist() == ["teleSUR – ahf – BCB", "2025-08-12", "fr"]
    assert article["text"] == seed_page.read_text(encoding="utf-8")
    assert article["article_sha256"] == sha256(article["text"])


@pytest.mark.slow
def test_no_word_of_a_real_page_is_lost_and_none_added(real_data: Path) -> None:
    pages = sorted((real_data / "data" / "fr_wikinews").glob("*.html"))

    articles = read_articles([str(page) for page in pages]).set_index("article_id")

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


# Tables -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_with_any_usual_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["source", "text", "url"], ["Le Phare", '"L’été, ici ; là"', "https://example.org/?a=1,2;3"]]
    content = "\r\n".join(delimiter.join(row) for row in rows)
    if delimiter in ",;":
        content = content.replace("https://example.org/?a=1,2;3", "")

    article = one(written(tmp_path, "summer.csv", content.encode(encoding)))

    assert article[["article_id", "source", "text"]].tolist() == ["summer-1", "Le Phare", "L’été, ici ; là"]


def test_what_a_spreadsheet_adds_to_a_table_is_no_part_of_it(tmp_path: Path) -> None:
    table = read_articles(written(tmp_path, "vote.csv", "sep=;\ntext;event;;\nIt passes, today.;dyke;;\n"))

    assert table[["text", "event"]].to_numpy().tolist() == [["It passes, today.", "dyke"]]
    assert table.columns.tolist() == [*ARTICLE_COLUMNS, "event"]


def test_further_columns_stay_with_their_articles_under_their_own_names(tmp_path: Path) -> None:
    given = pd.DataFrame(
        {"text": ["It passes.", "It fails."], "Event": ["dyke", ""], "reach": [1200, 35], "code": ["007", "12"]}
    )
    given.to_csv(tmp_path / "votes.csv", index=False)
    given.to_excel(tmp_path / "votes.xlsx", index=False)

    for table in (read_articles(given), read_articles(tmp_path / "votes.csv"), read_articles(tmp_path / "votes.xlsx")):
        assert table["Event"].tolist() == ["dyke", ""]
        assert table["reach"].tolist() == [1200.0, 35.0]
    assert read_articles(given)["code"].tolist() == ["007", "12"]


def test_a_column_whose_name_means_something_else_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(AnnotateError, match=r"column 'label', .* means something else in annotate: rename it"):
        read_articles(written(tmp_path, "votes.csv", "text,label\nIt passes.,x\n"))


@pytest.mark.parametrize(
    ("given", "read", "kept"),
    [
        (["12.05.2026", "20260512", "2026/05/12"], ["2026-05-12"] * 3, None),
        (["Tue, 12 May 2026 08:00:00 +0200", "12 May 2026", "12 de mayo de 2026"], ["2026-05-12"] * 3, None),
        (["12/05/2026", "31/12/2025", ""], ["2026-05-12", "2025-12-31", ""], None),
        (["05/12/2026", "12/31/2025", ""], ["2026-05-12", "2025-12-31", ""], None),
        (["05/06/2026", "spring", "2026-05-12"], ["", "", "2026-05-12"], ["05/06/2026", "spring", ""]),
    ],
)
def test_dates_of_a_table_are_read_where_they_can_be_no_other_day(
    given: list[str], read: list[str], kept: object
) -> None:
    table = read_articles(pd.DataFrame({"text": ["It rains.", "It pours.", "It dries."], "published": given}))

    assert table["published"].tolist() == read
    assert (table["published_as_given"].tolist() if "published_as_given" in table else None) == kept


def test_the_names_of_columns_may_be_written_in_capitals(tmp_path: Path) -> None:
    assert one(written(tmp_path, "vote.csv", "Article_ID, TEXT \nvote,It passes today.\n"))["article_id"] == "vote"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-05-12", "2026-05-12"),
        ("2026-05-12T08:30:00Z", "2026-05-12"),
        ("2026-05", "2026-05"),
        ("12 mai 2026", "2026-05-12"),
        ("last week", ""),
        (pd.Timestamp("2026-05-12 10:00"), "2026-05-12"),
        (None, ""),
    ],
)
def test_a_day_of_publication_becomes_an_iso_date(given: object, expected: str) -> None:
    table = pd.DataFrame({"text": ["It passes today."], "published": [given]})

    assert read_articles(table).loc[0, "published"] == expected


def test_ids_that_a_table_holds_as_numbers_are_plain(tmp_path: Path) -> None:
    table = pd.DataFrame({"article_id": [7, None], "text": ["It passes today.", "It fails today."]})
    table.to_excel(tmp_path / "votes.xlsx", index=False)
    table.to_parquet(tmp_path / "votes.parquet")

    for name in ("votes.xlsx", "votes.parquet"):
        assert read_articles(tmp_path / name)["article_id"].tolist() == ["7", "votes-2"]


@pytest.mark.parametrize("name", ["votes.csv", "votes.xlsx", "votes.jsonl", "votes.parquet"])
def test_every_kind_of_table_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    table = pd.DataFrame(
        {
            "article_id": ["007", "NA"],
            "source": ["The Courier", "None"],
            "text": ["It passes, “alas”.\nThen rain 😀.", "=1+1 is no formula here."],
            "published": ["2026-05-12", ""],
        }
    )
    if name.endswith(".csv"):
        table.to_csv(tmp_path / name, index=False)
    elif name.endswith(".xlsx"):
        table.to_excel(tmp_path / name, index=False)
        unformula(tmp_path / name)
    elif name.endswith(".jsonl"):
        table.to_json(tmp_path / name, orient="records", lines=True)
    else:
        table.to_parquet(tmp_path / name)

    read = read_articles(tmp_path / name)

    assert read["problem"].tolist() == ["", ""]
    pd.testing.assert_frame_equal(read[table.columns.tolist()], table, check_dtype=False)


def unformula(path: Path) -> None:
    """Store a workbook's formula as the text that it was in the table."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.value else cell.data_type
    book.save(path)


def test_a_table_with_lone_surrogates_is_read_and_kept_exactly(project: Project) -> None:
    text = "It passes \ud83d today, \ud83d\ude00 they say."
    table = pd.DataFrame({"article_id": ["torn\ud800"], "source": ["\udfff"], "text": [text]}, dtype=object)

    outcome = project.add(table)

    assert outcome["outcome"].tolist() == ["added"]
    kept = project.articles().set_index("article_id").loc["torn\ud800"]
    assert (kept["text"], kept["source"]) == ("It passes \ud83d today, 😀 they say.", "\udfff")


@pytest.mark.parametrize(
    "article_id", ["../vote", "a/../../vote", "..\\vote", "/etc/vote", "C:\\vote", "a\x00b", "a\nb"]
)
def test_an_id_that_looks_like_a_path_out_is_refused(article_id: str) -> None:
    table = pd.DataFrame({"article_id": [article_id, "vote"], "text": ["It passes today.", "It fails today."]})

    read = read_articles(table)

    assert read["text"].tolist() == ["", "It fails today."]
    assert "rename it plainly" in read.loc[0, "problem"]


@pytest.mark.parametrize(
    "heading",
    [
        "Kelmouth Tidings, Port-Lessault, 12 05 2026, Harriet Vole, Peter Anders, Tom Wills",
        "0 0 0 1 2 3 – 12:30 – 4:1 – 5:2 – 6:3 – 7:4 – 8:5 – 9:6 – 10:7 – 11:8 – 12:9 – 13",
    ],
)
def test_a_heading_of_names_or_numbers_does_not_decide_the_language(heading: str) -> None:
    text = heading + " Le conseil vote vendredi dans l'ancienne mairie, et personne ne sait ce qu'il en fera." * 3

    assert read_articles(pd.DataFrame({"text": [text]})).loc[0, "language"] == "fr"


@pytest.mark.parametrize("language", ["french", "FR", "f", "fr "])
def test_a_language_that_is_no_code_is_refused(tmp_path: Path, language: str) -> None:
    with pytest.raises(ArticleError, match="pass two small letters"):
        read_articles(written(tmp_path, "flood.txt", FLOOD), language=language)


@pytest.mark.parametrize(("declared", "expected"), [("fr-CA", "fr"), ("FR_fr", "fr"), ("x-default", "fr"), ("", "fr")])
def test_a_declared_language_is_taken_by_its_code(declared: str, expected: str) -> None:
    table = pd.DataFrame({"text": [FLOOD], "language": [declared]})

    assert read_articles(table).loc[0, "language"] == expected


# Markdown ---------------------------------------------------------------------------------------------------


def test_front_matter_is_about_the_article_and_no_part_of_its_text(tmp_path: Path) -> None:
    content = f"---\ntitle: 'La crue: un bilan'\nauthors: [Anne Roy, B. Lee]\ndate: 2026-05-12\n---\n\n# Crue\n{FLOOD}"

    article = one(written(tmp_path, "flood.md", content))

    assert article["text"] == f"# Crue\n{FLOOD}"
    about = ["La crue: un bilan", "Anne Roy, B. Lee", "2026-05-12"]
    assert article[["title", "author", "published"]].tolist() == about


def test_what_else_front_matter_says_stays_with_the_article(tmp_path: Path) -> None:
    article = one(written(tmp_path, "flood.md", f"---\ndate: 12.05.2026\nevent: flood\ntags: [a, b]\n---\n{FLOOD}"))

    assert article[["published", "event", "tags"]].tolist() == ["2026-05-12", "flood", "a, b"]


def test_front_matter_that_would_swell_says_nothing(tmp_path: Path) -> None:
    levels = [f"a{nth}: &a{nth} [{', '.join([f'*a{nth - 1}'] * 9)}]" for nth in range(1, 30)]  # 9**29 times "x"
    content = "\n".join(["---", "a0: &a0 [x]", *levels, "title: *a29", "author: {name: Anne Roy}", "---", FLOOD])

    assert one(written(tmp_path, "flood.md", content))[["title", "author"]].tolist() == ["", ""]


def test_latin_9_is_told_by_its_own_signs(tmp_path: Path) -> None:
    text = "Un chef-d'œuvre, l'œuvre d'été : 5 € à payer, déjà réglés."

    assert one(written(tmp_path, "prix.txt", text.encode("iso8859_15")))["text"] == text


@pytest.mark.parametrize("wrong", [b"It rains.", ["It rains.", "It pours."]], ids=["bytes", "list"])
def test_a_column_of_texts_that_holds_none_is_refused(tmp_path: Path, wrong: object) -> None:
    table = pd.DataFrame({"text": [wrong], "source": ["Courier"]}, dtype=object)
    table.to_parquet(tmp_path / "votes.parquet")

    with pytest.raises(ArticleError, match=r"text of row 1 of .?votes\.parquet.? is no text, but"):
        read_articles(tmp_path / "votes.parquet")


@pytest.mark.parametrize("begin", ["---\n", "---\n---\n", "---\n[broken\n---\n", "---\na line\n---\n"])
def test_lines_that_are_no_front_matter_stay_in_the_text(tmp_path: Path, begin: str) -> None:
    assert one(written(tmp_path, "flood.md", begin + FLOOD))["text"] == begin + FLOOD


def test_a_heading_is_the_title_of_a_markdown_file(tmp_path: Path) -> None:
    assert one(written(tmp_path, "flood.md", f"# La crue #\n\n{FLOOD}"))["title"] == "La crue"


# A table changed by hand ------------------------------------------------------------------------------------


def test_a_table_may_be_changed_before_it_is_added(tmp_path: Path, project: Project) -> None:
    written(tmp_path / "pages", "brisac.txt", FLOOD)
    written(tmp_path / "pages", "empty.txt", "")
    table = read_articles(tmp_path / "pages")
    table.loc[0, ["text", "source", "published"]] = ["L’eau baisse à Brisac.", "Le Phare", "12 mai 2026"]

    outcome = project.add(table)

    assert outcome["outcome"].tolist() == ["added", "refused"]
    kept = project.articles().set_index("article_id").loc["brisac"]
    assert kept[["text", "source", "published"]].tolist() == ["L’eau baisse à Brisac.", "Le Phare", "2026-05-12"]
    assert kept["article_sha256"] == sha256("L’eau baisse à Brisac.")


def test_rows_that_are_nothing_but_problems_are_refused_one_by_one(tmp_path: Path, project: Project) -> None:
    written(tmp_path, "brisac.txt", FLOOD)
    written(tmp_path, "empty.txt", "")
    table = read_articles(tmp_path)

    assert project.add(table[table["article_id"] == "empty"])["outcome"].tolist() == ["refused"]
