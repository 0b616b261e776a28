"""Files spoiled in every way: each is read, or refused with a sentence, and a project is never left half-written."""

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pytest
from article_samples import NEWSML, one_of_each_kind
from press_samples import (
    europresse_page,
    factiva_page,
    factiva_rich_text,
    factiva_xml,
    nexis_page,
    nexis_text,
    proquest_text,
    uni_word,
)

import annotate
from annotate._errors import AnnotateError
from annotate._formats import FORMATS, WITH_TEXT, read_format, read_format_articles, write_format
from annotate._project.check import check_project
from annotate._suggestions.languages.cue_files import load_cues

Good = TypeVar("Good")

FILES = int(os.environ.get("ANNOTATE_FUZZED_FILES", "12"))
"""Spoiled files of each kind; 800 in a longer run, which makes 19,200 files."""

FLOOD = "L’eau monte à Brisac.\n« Rien à craindre », dit la préfète d’Étretat. Photo : EFE.\n"
VOTE = "The council votes on Friday. It will fail, alas. The mayor says it will pass."
PAGE = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Crue à Brisac</title>
<meta property="og:site_name" content="Le Phare"><meta name="author" content="Anne Roy">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2026-05-12"}}</script></head>
<body><nav><ul><li><a href="/">Accueil</a></li></ul></nav><article><h1>Crue</h1><p>{FLOOD}</p><h2>La suite</h2>
<ul><li>Une digue cède.</li></ul><blockquote>{FLOOD}</blockquote><table><tr><td>1</td></tr></table></article></body>"""

TABLE = pd.DataFrame(
    {
        "article_id": ["vote", "flood"],
        "source": ["The Courier", "Le Phare"],
        "published": ["2026-05-12", ""],
        "text": [VOTE, FLOOD],
    }
)

SNIPPETS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\x85", b'"', b"'", b"<", b"<!--",
    b"<![CDATA[", b"</", b"&#xD800;", b"&#0;", b"&#99999999;", b"<!DOCTYPE x [<!ENTITY e 'ee'>]>&e;", b"../../",
    b"{", b"}", b"[", b"]", b'"text": 5', b'"\\ud800"', b"NaN", b"1e999", b"-1", b"99999999999999999999", b"null",
    b"true", b"=1+1", b"---\n", b"&a *a", b"!!python/object/apply:os.system ['true']", b"PK\x03\x04", b"PAR1",
    b"charset=idna", b"charset=utf-7", b"encoding='punycode'", b"charset=hex", b"\x1b[2J", b"\xe2\x80\xae",
    "😀".encode(), "e\u0301".encode(), b"," * 300, b"<div>" * 300, b"[" * 300, b"# ", b"B-opinion", b"\t\t",
    b"9999-99-99", b"\xc3",
]  # fmt: skip


# One good file per kind ----------------------------------------------------------------------------------------


def saved(write: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


NEW = (".mhtml", ".webarchive", ".warc", ".gz", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".xml")

GOOD_ARTICLES: dict[str, bytes] = {
    "flood.txt": FLOOD.encode(),
    "wide.txt": FLOOD.encode("utf-16"),
    "latin.txt": FLOOD.encode("cp1252"),
    "flood.md": f"---\ntitle: Crue\nauthors: [A, B]\n---\n# Crue\n{FLOOD}".encode(),
    "flood.html": PAGE.encode(),
    "latin.htm": PAGE.replace("utf-8", "iso-8859-1").encode("cp1252"),
    "table.csv": TABLE.to_csv(index=False).encode(),
    "latin.csv": TABLE.to_csv(index=False, sep=";").encode("cp1252"),
    "table.tsv": TABLE.to_csv(index=False, sep="\t").encode("utf-16"),
    "table.xlsx": saved(lambda file: TABLE.to_excel(file, index=False)),
    "table.jsonl": "\n".join(json.dumps(row) for row in TABLE.to_dict("records")).encode(),
    "table.parquet": saved(lambda file: TABLE.to_parquet(file)),
    **{name: one_of_each_kind()[name] for name in one_of_each_kind() if Path(name).suffix in NEW},
    "nexis.txt": nexis_text("en"),
    "nexis.html": nexis_page("fr"),
    "uni.docx": uni_word("de"),
    "factiva.html": factiva_page("ja"),
    "factiva.rtf": factiva_rich_text("ko"),
    "factiva.xml": factiva_xml(),
    "europresse.html": europresse_page(),
    "proquest.txt": proquest_text(),
    "newsml.xml": NEWSML.encode(),
    "pages.zip": zipped({"Le Phare/flood.html": PAGE.encode(), "The Courier/vote.txt": VOTE.encode()}),
}


@pytest.fixture(scope="module")
def good_tags(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One good file in each format of tags."""
    folder = tmp_path_factory.mktemp("good")
    with annotate.open_project(folder / "study.db") as project:
        project.add(TABLE)
        project.tag("vote", 0, 28, "reported_fact", coder="mj")
        project.tag("vote", 49, 77, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named")
        project.tag("flood", 0, 21, "opinion", coder="ana", note="à voir")
        tags, articles = project.tags(), project.articles()
    good = dict.fromkeys(["csv", "csv of another make"], annotate.write_csv(tags, folder / "tags.csv").read_bytes())
    for name in FORMATS:
        good[name] = write_format(tags, folder / f"tags.{name}", name, articles=articles).read_bytes()
    return good


# Spoiling ----------------------------------------------------------------------------------------------------


def spoiled(good: bytes, chance: random.Random) -> bytes:
    """Spoil a file in one to four ways; within an archive, often one of its members."""
    if good.startswith(b"PK") and chance.random() < 0.7:
        return _with_spoiled_member(good, chance)
    data = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        _WAYS[chance.randrange(len(_WAYS))](data, chance)
    return bytes(data)


def _with_spoiled_member(good: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(members))
    members[name] = spoiled(members[name], chance)
    if chance.random() < 0.1:
        members[chance.choice(["../out.txt", "/etc/x.html", "a\\..\\b.txt", name.upper(), ".zip", "x" * 300])] = b"x"
    return zipped(members)


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 3, 30])):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut_off(data: bytearray, chance: random.Random) -> None:
    del data[_place(data, chance) :]


def _take_out(data: bytearray, chance: random.Random) -> None:
    start = _place(data, chance)
    del data[start : start + chance.choice([1, 2, 10, 100])]


def _double(data: bytearray, chance: random.Random) -> None:
    start = _place(data, chance)
    data[start:start] = data[start : start + chance.choice([1, 5, 50, 500])]


def _put_in(data: bytearray, chance: random.Random) -> None:
    start = _place(data, chance)
    data[start:start] = chance.choice(SNIPPETS)


def _noise(data: bytearray, chance: random.Random) -> None:
    start = _place(data, chance)
    data[start:start] = chance.randbytes(chance.choice([1, 4, 40]))


_WAYS = (_flip, _cut_off, _take_out, _double, _put_in, _put_in, _noise)


def tried(work: Callable[[], Good]) -> tuple[Good | None, str]:
    """Return what some work gives, or the sentence that refuses it; any other error is a fault."""
    try:
        return work(), ""
    except AnnotateError as error:
        return None, str(error)


# The readers -------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", GOOD_ARTICLES)
def test_a_spoiled_file_of_articles_is_read_or_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    path = tmp_path / name
    added = 0
    with annotate.open_project(tmp_path / "study.db") as project:
        for nth in range(FILES):
            path.write_bytes(spoiled(GOOD_ARTICLES[name], chance))
            table, refusal = tried(lambda: annotate.read_articles(path))
            assert table is not None or len(refusal) > 20
            if nth % 8 == 0:
                outcome, refusal = tried(lambda: project.add(path, changed="new_version"))
                assert outcome is not None or len(refusal) > 20
                added += 0 if outcome is None else int(outcome["outcome"].isin(["added", "new version"]).sum())
        assert len(project.articles()) == added
    assert check_project(tmp_path / "study.db").empty


READERS_OF_TAGS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "csv": annotate.read_csv,
    "csv of another make": partial(annotate.read_csv, columns={}, errors="report"),
    **{name: partial(read_format, format=name) for name in FORMATS},
}


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", READERS_OF_TAGS)
def test_a_spoiled_file_of_tags_is_read_and_added_or_refused_with_a_sentence(
    tmp_path: Path, good_tags: dict[str, bytes], name: str
) -> None:
    chance = random.Random(name)
    path = tmp_path / f"tags.{name}"
    added = 0
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(TABLE)
        for _ in range(FILES):
            path.write_bytes(spoiled(good_tags[name], chance))
            table, refusal = tried(lambda: READERS_OF_TAGS[name](path))
            assert table is not None or len(refusal) > 20
            if name in WITH_TEXT:
                articles, refusal = tried(lambda: read_format_articles(path, format=name))
                assert articles is not None or len(refusal) > 20
            if table is not None:
                outcome, refusal = tried(lambda table=table: project.add_tags(table, coder="ben"))
                assert outcome is not None or len(refusal) > 20
                added += 0 if outcome is None else int((outcome["outcome"] == "added").sum())
        assert len(project.tags()) == added
    assert check_project(tmp_path / "study.db").empty


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    ("good", "read"),
    [
        ("codebooks/media_bias.yaml", annotate.Codebook.read),
        ("_suggestions/languages/fr.yaml", partial(load_cues, "fr")),
    ],
)
def test_a_spoiled_codebook_or_file_of_cues_is_read_or_refused_with_a_sentence(
    tmp_path: Path, good: str, read: Callable[[Path], object]
) -> None:
    chance = random.Random(good)
    path = tmp_path / "spoiled.yaml"
    for _ in range(FILES):
        path.write_bytes(spoiled(files("annotate").joinpath(good).read_bytes(), chance))
        found, refusal = tried(lambda: read(path))
        assert found is not None or len(refusal) > 20
        if isinstance(found, annotate.Codebook):
            assert annotate.Codebook.from_yaml(found.to_yaml()) == found


def test_a_refi_qda_source_that_lost_its_id_is_read_under_its_name(tmp_path: Path, good_tags: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(good_tags["refi_qda"])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["annotate.json"] = members["annotate.json"].replace(b"article_id", b"lost")
    path = tmp_path / "study.qdpx"
    path.write_bytes(zipped(members))

    assert set(read_format(path, "refi_qda")["article_id"]) == {"vote", "flood"}
