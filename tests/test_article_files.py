"""Where articles come from: folders, patterns, archives, standard input, the web; and what must never come in."""

import contextlib
import gzip
import http.server
import importlib
import io
import os
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from annotate._articles.articles import read_articles
from annotate._errors import ArticleError
from annotate._project.project import Project

FLOOD = "L’eau monte à Brisac.\n« Rien à craindre », dit la préfète.\n"
PAGE = "<!doctype html><html lang='fr'><title>Crue</title><body><h1>Crue</h1><p>L’eau monte à Brisac ce lundi.</p>"


def written(folder: Path, name: str, content: bytes | str = FLOOD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def problems(table: pd.DataFrame) -> dict[str, str]:
    return {row.article_id: row.problem for row in table.itertuples() if row.problem}


# Folders, patterns and lists --------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_folder_gives_ids_by_path_and_sources_by_folder(tmp_path: Path) -> None:
    for name in ("Le Phare/flood.txt", "The Courier/flood.html", "bare.md"):
        written(tmp_path, name, PAGE if name.endswith("html") else FLOOD)

    table = read_articles(tmp_path)

    assert dict(zip(table["article_id"], table["source"], strict=True)) == {
        "Le Phare/flood": "Le Phare",
        "The Courier/flood": "The Courier",
        "bare": "",
    }


PARTS = ["Crue_files", "Crue_fichiers", "Crue-Dateien", "Crue.files"]


@pytest.mark.slow
@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("given", ["folder", "pattern", "zip"])
def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path, given: str, parts: str) -> None:
    advert = "<html><body><p>Three months for one euro, and an umbrella for whoever subscribes today.</p>"
    names = {"Crue.html": PAGE, f"{parts}/saved_resource.html": advert, f"{parts}/frame/deep.html": advert}
    # Folders of the same make that belong to no page are the analyst's own.
    names |= {"old_files/vote.html": PAGE, "Crue_archive/vote.html": PAGE}
    for name, content in names.items():
        written(tmp_path / "pages", name, content)
    where = {
        "folder": tmp_path / "pages",
        "pattern": tmp_path / "pages" / "**" / "*.html",
        "zip": zipped(tmp_path / "pages.zip", dict(names)),
    }

    table = read_articles(where[given])

    assert sorted(table["article_id"]) == ["Crue", "Crue_archive/vote", "old_files/vote"]
    assert (table["problem"] == "").all()


@pytest.mark.slow
def test_a_page_saved_twice_is_taken_once_and_told(tmp_path: Path, project: Project) -> None:
    address = "<link rel='canonical' href='https://phare.example/crue'>"
    page = PAGE.replace("<title>", f"{address}<title>")
    for name, content in {"crue.html": page, "crue (1).html": f"{page}<!-- again -->", "other.html": PAGE}.items():
        written(tmp_path / "pages", name, content)

    outcome = project.add(tmp_path / "pages").set_index("article_id")

    assert outcome["outcome"].to_dict() == {"crue": "added", "crue (1)": "refused", "other": "added"}
    assert outcome.loc["crue (1)", "reason"].startswith("It is the same page as 'crue', with the same address and text")

    again = project.add(written(tmp_path, "crue - copy.html", page))

    assert again["outcome"].tolist() == ["already there"]
    assert again["reason"].tolist() == ["It is the same page as 'crue', with the same address and text."]
    assert len(project.articles()) == 4  # two of them were there before


def test_a_missing_folder_is_told_with_the_place_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ArticleError) as told:
        read_articles("pages")

    assert f"There is no file or folder 'pages' in {str(tmp_path)!r}" in str(told.value)


NAMES = ("flood.txt", ".hidden.txt", ".git/notes.txt", "README.md", "LICENSE.txt", "~$table.xlsx", "photo.png", "a.wpd")


@pytest.mark.slow
@pytest.mark.parametrize("given", ["folder", "pattern", "zip"])
def test_every_file_that_a_person_sees_has_a_row(tmp_path: Path, given: str) -> None:
    for name in NAMES:
        written(tmp_path / "pages", name)
    where = {
        "folder": tmp_path / "pages",
        "pattern": tmp_path / "pages" / "*",
        "zip": zipped(tmp_path / "pages.zip", dict.fromkeys(NAMES, FLOOD)),
    }

    table = read_articles(where[given]).set_index("article_id")

    assert sorted(table.index) == ["LICENSE", "README", "a.wpd", "flood", "photo.png"]
    assert table.index[table["problem"] == ""].tolist() == ["flood"]
    assert "is a note about its folder" in table.loc["README", "problem"]
    assert "'photo.png' is no kind of file that is read here" in table.loc["photo.png", "problem"]


def test_a_pattern_follows_no_link_that_its_folder_would_not(tmp_path: Path) -> None:
    outside = written(tmp_path, "outside/secret.txt")
    written(tmp_path, "pages/flood.txt")
    (tmp_path / "pages" / "link.txt").symlink_to(outside)

    folder, pattern = (read_articles(where) for where in (tmp_path / "pages", tmp_path / "pages" / "*.txt"))

    assert problems(pattern) == problems(folder)
    assert list(problems(folder)) == ["link"]


@pytest.mark.parametrize("signs", ["\u200b\u200c\ufeff", "\u2060 \n", "\u3164\u2800", "\u00ad"])
def test_a_text_without_a_visible_sign_is_refused(tmp_path: Path, signs: str) -> None:
    with pytest.raises(ArticleError, match="is empty"):
        read_articles(written(tmp_path, "none.txt", signs))


def test_ids_of_a_pattern_begin_where_its_wildcard_stands(tmp_path: Path) -> None:
    written(tmp_path, "pages/Le Phare/flood.txt")
    written(tmp_path, "pages/The Courier/flood.txt", "Water rises in Brisac today, they say.")

    table = read_articles(str(tmp_path / "pages" / "*" / "*.txt"))

    assert table["article_id"].tolist() == ["Le Phare/flood", "The Courier/flood"]
    assert table["source"].tolist() == ["Le Phare", "The Courier"]


def test_a_list_may_mix_files_folders_and_tables(tmp_path: Path) -> None:
    written(tmp_path, "pages/flood.txt")
    table = pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday."]})

    assert read_articles([tmp_path / "pages", table])["article_id"].tolist() == ["flood", "vote"]  # type: ignore[list-item]


@pytest.mark.parametrize("where", ["", "\x00", "~nobody-of-this-name/x.txt", "x" * 5000, "\ud800.txt", "[", "a\nb"])
def test_a_path_that_cannot_be_is_told(where: str) -> None:
    with pytest.raises(ArticleError, match=r"heck the path|no article"):
        read_articles(where)


def test_a_folder_is_told_where_a_file_is_needed(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()

    with pytest.raises(ArticleError, match=r"no article in .*pages'.* pass a folder with .txt"):
        read_articles(tmp_path / "pages")
    with pytest.raises(ArticleError, match=r"no article in '[^']*pages', '[^']*pages': pass"):
        read_articles([tmp_path / "pages", str(tmp_path / "pages")])
    with pytest.raises(ArticleError, match=r"no article in \[\]: pass"):
        read_articles([])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    written(tmp_path, "flood.txt")

    assert read_articles(tmp_path)["article_id"].tolist() == ["flood"]
    with pytest.raises(ArticleError, match=r"'pipe\.txt' is no file with a text"):
        read_articles(tmp_path / "pipe.txt")


def test_what_is_read_again_is_recognised(tmp_path: Path, project: Project) -> None:
    written(tmp_path, "pages/brisac.txt")
    first = project.add(tmp_path / "pages")
    written(tmp_path, "pages/new.txt", "The vote is on Friday in Kelmouth.")

    again = project.add(tmp_path / "pages").set_index("article_id")["outcome"]

    assert first["outcome"].tolist() == ["added"]
    assert again.to_dict() == {"brisac": "already there", "new": "added"}


# Links ------------------------------------------------------------------------------------------------------


def test_links_that_lead_out_of_a_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret/private.txt", "Nobody may read this line.")
    inside = written(tmp_path, "pages/flood.txt")
    (tmp_path / "pages/stolen.txt").symlink_to(secret)
    (tmp_path / "pages/folder").symlink_to(secret.parent, target_is_directory=True)
    (tmp_path / "pages/copy.txt").symlink_to(inside)

    table = read_articles(tmp_path / "pages")

    assert table.loc[table["problem"] == "", "article_id"].tolist() == ["copy", "flood"]
    assert {name: "link that leads out" in told for name, told in problems(table).items()} == {
        "stolen": True,
        "folder": True,
    }
    assert not table["text"].str.contains("Nobody").any()


def test_links_that_lead_to_each_other_keep_nothing_else_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c").symlink_to(tmp_path, target_is_directory=True)
    written(tmp_path, "flood.txt")

    assert read_articles(tmp_path)["text"].max() == FLOOD


# Archives ---------------------------------------------------------------------------------------------------


def test_a_link_in_an_archive_is_no_article(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("secret.txt")
    link.external_attr = 0o120777 << 16  # as zip -y stores a link: its target is its content
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("vote.txt", "The vote is on Friday.")

    problems = read_articles(tmp_path / "pages.zip").set_index("article_id")["problem"]

    assert "is a link" in problems["secret"]
    assert problems["vote"] == ""


def test_an_archive_of_a_folder_is_read_as_the_folder_is(tmp_path: Path) -> None:
    members = {"Le Phare/flood.txt": FLOOD, "The Courier/flood.html": PAGE, "README.md": "No article."}
    for name, content in members.items():
        written(tmp_path / "pages", name, content)
    path = zipped(tmp_path / "pages.zip", {f"pages/{name}": content for name, content in members.items()})

    pd.testing.assert_frame_equal(read_articles(path), read_articles(tmp_path / "pages"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"../flood.txt": FLOOD}, "leads out"),
        ({"/etc/flood.txt": FLOOD}, "leads out"),
        ({"C:\\flood.txt": FLOOD}, "leads out"),
        ({"flood.txt": b"a" * 50_000_000}, "would unpack to 50,000,000 bytes"),
        ({"inner.zip": b"PK\x03\x04"}, "archive in an archive"),
        ({"flood.txt": b""}, "'flood.txt' is empty"),
        ({"photo.png": b"\x89PNG"}, "no kind of file"),
    ],
)
def test_an_archive_made_to_harm_is_refused(tmp_path: Path, members: dict[str, bytes | str], words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        read_articles(zipped(tmp_path / "pages.zip", members))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages.zip"]


def test_a_damaged_member_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pages.zip", {"flood.txt": FLOOD, "vote.txt": "The council votes on Friday, they say."})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    written(tmp_path, "pages.zip", bytes(data))

    table = read_articles(path)

    assert list(problems(table)) == ["flood"]
    assert "damaged" in table.loc[0, "problem"]
    assert table.loc[1, "text"].startswith("The council")


@pytest.mark.slow
def test_a_workbook_that_would_swell_beyond_measure_is_not_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "table.xlsx", {"xl/workbook.xml": b" " * 50_000_000})

    with pytest.raises(ArticleError, match="would unpack to 50,000,000 bytes"):
        read_articles(path)


# Standard input ---------------------------------------------------------------------------------------------


def archive() -> bytes:
    given = io.BytesIO()
    with zipfile.ZipFile(given, "w") as opened:
        opened.writestr("flood.txt", FLOOD)
    return given.getvalue()


STANDARD_INPUT = {
    "text": (FLOOD.encode(), FLOOD, "standard-input"),
    "cp1252": (FLOOD.encode("cp1252"), FLOOD, "standard-input"),
    "page": (PAGE.encode(), "Crue\nL’eau monte à Brisac ce lundi.", "standard-input"),
    "csv": ("article_id;text\nflood;Il pleut à Brisac.\n".encode(), "Il pleut à Brisac.", "flood"),
    "jsonl": ('{"article_id": 7, "text": "Il pleut à Brisac."}'.encode(), "Il pleut à Brisac.", "7"),
    "zip": (archive(), FLOOD, "flood"),
}


@pytest.mark.parametrize("kind", STANDARD_INPUT)
def test_standard_input_is_read_as_what_it_holds(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    data, text, article_id = STANDARD_INPUT[kind]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    table = read_articles("-")

    assert table[["article_id", "text"]].to_numpy().tolist() == [[article_id, text]]


# The web ----------------------------------------------------------------------------------------------------


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/news/flood.html" else 404)
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def outlet() -> Iterator[str]:
    """A web server of one page."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_is_fetched_where_its_address_is_given(outlet: str) -> None:
    table = read_articles(f"{outlet}/news/flood.html")

    assert table.loc[0, ["article_id", "source", "url", "title"]].tolist() == [
        "127.0.0.1/news/flood",
        "127.0.0.1",
        f"{outlet}/news/flood.html",
        "Crue",
    ]


class _Careless(http.server.BaseHTTPRequestHandler):
    """Answers cut off, packed, or one sign after another."""

    def do_GET(self) -> None:
        self.send_response(200)
        page = gzip.compress(PAGE.encode()) if "packed" in self.path else PAGE.encode()
        if "drip" not in self.path:
            self.send_header("Content-Length", str(len(page) + ("cut" in self.path)))
        self.end_headers()
        if "half" in self.path:
            page = page[: len(page) // 2]
        for sign in [bytes([one]) for one in page] if "drip" in self.path else [page]:
            try:
                self.wfile.write(sign)
            except OSError:
                return
            time.sleep(0.02 if "drip" in self.path else 0)

    def log_message(self, *given: object) -> None:
        """Say nothing on standard error."""


@pytest.fixture
def careless() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Careless) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "words"), [("/cut", "breaks off after"), ("/packed-half-drip", "breaks off")])
def test_a_download_that_breaks_off_is_refused(careless: str, path: str, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        read_articles(careless + path)


def test_a_download_that_drips_is_given_up_as_a_whole(careless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate._articles.web_address._MOST_SECONDS", 0.1)

    with pytest.raises(ArticleError, match=r"still not whole after 0\.1 seconds"):
        read_articles(f"{careless}/drip")


def test_a_packed_page_is_unpacked(careless: str) -> None:
    assert read_articles(f"{careless}/packed")["title"].tolist() == ["Crue"]


@pytest.mark.parametrize("path", ["/gone", "/../../etc/passwd"])
def test_an_address_that_gives_no_page_is_told_and_the_rest_is_read(outlet: str, tmp_path: Path, path: str) -> None:
    table = read_articles([f"{outlet}{path}", written(tmp_path, "flood.txt")])

    assert "could not be fetched" in table.loc[0, "problem"]
    assert ".." not in table.loc[0, "article_id"]
    assert table.loc[1, "text"] == FLOOD


@pytest.mark.parametrize("where", ["ftp://example.org/a.html", "file:///etc/passwd", "javascript:alert(1)"])
def test_other_kinds_of_addresses_are_no_paths(where: str) -> None:
    with pytest.raises(ArticleError, match="no file or folder"):
        read_articles(where)


def test_reading_files_never_goes_out_to_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, lambda *given: called.append(given))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: called.append(given))
    entity = '<!DOCTYPE x SYSTEM "http://example.org/x.dtd" [<!ENTITY e SYSTEM "http://example.org/e">]>'
    page = PAGE.replace("<title>", '<base href="http://example.org"><link href="http://example.org/a.css"><title>')
    written(tmp_path, "a.html", page + '<iframe src="http://example.org/b"></iframe><img src="http://example.org/c">')
    written(tmp_path, "b.html", f'<?xml version="1.0"?>{entity}<html><body><p>The vote is on &e; Friday.</p></body>')
    written(tmp_path, "c.csv", "url,text\nhttp://example.org/d,=WEBSERVICE(http://example.org)\n")
    written(tmp_path, "d.md", "---\nurl: http://example.org\n---\n![x](http://example.org/x.png) The vote passes.")

    read_articles(tmp_path)

    assert called == []


# Progress ---------------------------------------------------------------------------------------------------


def test_progress_is_told_on_standard_error_and_only_when_it_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for nth in range(3):
        written(tmp_path, f"{nth}.txt")

    read_articles(tmp_path, progress=True)
    quick = capsys.readouterr()
    monkeypatch.setattr("annotate._articles.progress._SECONDS", 0.0)
    read_articles(tmp_path, progress=True)
    long = capsys.readouterr()
    importlib.import_module("ipykernel.kernelapp")  # loaded, but this is no notebook
    with contextlib.redirect_stderr(io.StringIO()) as nobody:
        read_articles(tmp_path)

    assert quick.err == quick.out == long.out == nobody.getvalue() == ""
    assert "Reading" in long.err
    assert "3/3" in long.err
