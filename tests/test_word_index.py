"""The index of a study's words: with it a search finds what reading every text finds, and finds it sooner."""

import random
import shutil
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

import annotate
from annotate._concordance import Search
from annotate._exact_text import TEXT
from annotate._project import finding, word_index
from annotate._project.check import check_project
from annotate._project.project import Project
from tests.conftest import database
from tests.examples import CASES

PIECES = [
    "a", "A", "mayor", "Mayor’s", "école", "E\u0301cole", "ÉCOLES", "straße", "STRASSE", "İstanbul", "Σίσυφος", "ᾳδω",
    "市", "市長", "長市長", "が", "か\u3099", "かいぎ", "COVID市長", "東京2020", "ประเทศไทย", "हिन्दी", "한국어",
    "\u0301", "\u0345", "e\u0301\u0302", "x_y", "_", "c++", "a.b", "0’7", "½", "Ⓐ", "😀", "ǆ", "ŉ", "ﬁn", "'", '"', "…",
    "\x00", "\x1a0000", "\ud83d", "\ude00", "w" * 70, "w" * 66 + "x", "-", ".", " ", "  ", "\n", "\u2028", "\u00a0",
    "\u00ad", "\u200d", "𠮷", "豈",
]  # fmt: skip


def invented(chance: random.Random, most: int) -> str:
    return "".join(chance.choice(PIECES) + chance.choice(["", "", " "]) for _ in range(chance.randint(1, most)))


def looked_for(chance: random.Random, texts: list[str]) -> Search | None:
    """Something that stands in a text, or nearly: cut anywhere, in any case, with stars here and there."""
    text = chance.choice(texts)
    start = chance.randrange(len(text))
    words = list(text[start : start + chance.randint(1, 9)])
    for _ in range(chance.choice([0, 0, 1, 2])):
        words.insert(chance.randint(0, len(words)), "*")
    form = chance.choice([str, str, str.upper, lambda one: unicodedata.normalize("NFC", one)])
    try:
        return Search(form("".join(words)), case=chance.random() < 0.3, accents=chance.random() < 0.3)
    except annotate.AnnotateError:
        return None


@pytest.fixture
def hostile(tmp_path: Path) -> Project:
    """Texts as no newspaper prints them."""
    return filled(tmp_path / "study.db", random.Random(7))


def filled(where: Path | str, chance: random.Random, articles: int = 80) -> Project:
    texts = pd.Series([f"so {nth} {invented(chance, 12)}" for nth in range(articles)], dtype=TEXT)
    project = annotate.open_project(where)
    project.add(pd.DataFrame({"article_id": [f"a{nth}" for nth in range(articles)], "text": texts, "language": "en"}))
    return project


def by_reading(texts: dict[str, str], search: Search) -> list[tuple[str, int, int]]:
    return [(one, *span) for one, text in texts.items() for span in search.spans(text)]


def found(project: Project, search: Search) -> list[tuple[str, int, int]]:
    table = project.find(search.words, case=search.case, accents=search.accents)
    return list(table[["article_id", "start", "end"]].itertuples(index=False, name=None))


@pytest.mark.slow
def test_a_search_finds_what_reading_every_text_finds(hostile: Project) -> None:
    chance, tried, hits, spared = random.Random(11), 0, 0, 0
    texts = dict(hostile.articles()[["article_id", "text"]].itertuples(index=False))
    while tried < CASES:
        search = looked_for(chance, list(texts.values()))
        if search is None:
            continue
        expected = by_reading(texts, search)
        with hostile._store.reading() as connection:
            named = list(word_index.candidates(connection, search))
        assert {int(one[1:]) + 1 for one, *_ in expected} <= set(named), search
        if tried % 20 == 0:
            assert found(hostile, search) == expected
        tried, hits, spared = tried + 1, hits + len(expected), spared + (len(named) < len(texts))
    assert hits > tried / 2  # most of what is looked for is there
    assert spared > tried / 2  # and most articles need not be read for it


@pytest.mark.slow
def test_a_server_finds_the_same(hostile: Project, postgresql: sa.Engine) -> None:
    chance, words = (
        random.Random(5),
        ["mayor", "*cole*", "市長", "ประเทศ*", "x_y", "w" * 70, "*w", "istanbul so", "nowhere"],
    )
    texts = dict(hostile.articles()[["article_id", "text"]].itertuples(index=False))
    searches = [Search(one) for one in words] + [
        one for _ in range(40) if (one := looked_for(chance, [*texts.values()]))
    ]
    with database(postgresql) as url, filled(url, random.Random(7)) as project:
        assert check_project(project).empty
        for search in searches:
            with project._store.reading() as connection:
                named = set(word_index.candidates(connection, search))
            assert {int(one[1:]) + 1 for one, *_ in by_reading(texts, search)} <= named, search
        assert found(project, searches[1]) == by_reading(texts, searches[1]) != []


def test_hits_come_some_at_a_time_and_are_all_of_them(hostile: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "ROWS", 7)
    whole = found(hostile, Search("*a*"))
    pieces, after = [], None
    with hostile._store.reading() as connection:
        for seconds in [0.0, 60.0] * 100:  # every other time there is time for one article only
            monkeypatch.setattr(finding, "SECONDS", seconds)
            some = finding.some(connection, Search("*a*"), 10, "mj", after)
            pieces += some.hits
            after = some.after
            assert len(some.hits) <= 7
            if after is None:
                break

    assert [(hit[0], hit[2], hit[3]) for hit in pieces] == whole


# Where the index is not whole ----------------------------------------------------------------------------------------


def test_what_an_earlier_annotate_added_is_found_and_indexed(hostile: Project) -> None:
    expected = found(hostile, Search("mayor"))
    with hostile._store.writing() as connection:
        for name in word_index.TABLES:
            connection.exec_driver_sql(f"DROP TABLE {name}")
    with hostile._store.reading() as connection:
        assert len(list(word_index.candidates(connection, Search("mayor")))) == 80

    assert found(hostile, Search("mayor")) == expected
    with hostile._store.reading() as connection:
        assert word_index.up_to(connection) == 80
    assert check_project(hostile).empty


def test_a_study_that_can_only_be_read_is_searched_by_reading(hostile: Project, tmp_path: Path) -> None:
    expected = found(hostile, Search("mayor"))
    with hostile._store.writing() as connection:
        word_index.make(connection)  # an empty one
    hostile.close()
    folder = tmp_path / "theirs"
    folder.mkdir()
    shutil.copy(tmp_path / "study.db", folder / "study.db")
    (folder / "study.db").chmod(0o444)
    folder.chmod(0o555)
    try:
        with annotate.open_project(folder / "study.db") as project:
            assert found(project, Search("mayor")) == expected != []
    finally:
        folder.chmod(0o755)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("UPDATE article_words_data SET block = X'00' WHERE id > 10", "cannot be read|does not say"),
        ("DELETE FROM article_words_known WHERE word = 'mayor'", "missing from the list"),
        ("UPDATE article_words_up_to SET article_number = 99", "not there"),
        ("DROP TABLE article_words_known", "lacks 'article_words_known'"),
        ("INSERT INTO article_words (rowid, words) VALUES (3, 'stray')", "article number 3"),
    ],
)
def test_a_damaged_index_hides_nothing_is_told_and_is_made_again(hostile: Project, damage: str, finding: str) -> None:
    expected = found(hostile, Search("mayor"))
    with hostile._store.writing() as connection:
        connection.exec_driver_sql(damage)

    if "known" not in damage:  # a list that lacks a word is only asked for what begins with a star
        assert found(hostile, Search("mayor")) == expected
    told = check_project(hostile, repair=True)
    assert told["check"].tolist() == ["index"] * len(told)
    assert told["finding"].str.contains(finding).any()
    assert told["repaired"].all()
    assert check_project(hostile).empty
    assert found(hostile, Search("mayor")) == expected


def test_the_words_of_one_text_are_those_that_can_be_looked_for() -> None:
    words = word_index.words_of("L’École du 市長, COVID市長 " + "w" * 80)

    assert words.words == {"l", "ecole", "du", "covid", word_index.ALWAYS}
    assert words.grams == {"市", "長", "市長"}
    assert word_index.words_of(" ".join(f"w{nth:08}" for nth in range(60_000))).words == {word_index.ALWAYS}
