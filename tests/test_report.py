"""The report: what its parts say, that no text in it is alive, and that it stands alone."""

import json
import re
from pathlib import Path

import pandas as pd
import pypdfium2 as pdfium
import pytest
from browser.chromium import find
from browser.lab import CHROMIUM_FLAGS
from playwright.sync_api import sync_playwright
from test_tagger import Browser

import annotate
from annotate._codebook import Codebook
from annotate._errors import AnnotateError, ProjectError
from annotate._lab import study_notebook
from annotate._notebook_file import write_notebook
from annotate._project.address import Address
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._report import tables
from annotate._report.notebook import report_cells
from annotate._report.own_and_taken_over import copies_in, own_beside_taken_over
from annotate._report.page import SECTIONS, Front, page_of
from annotate._report.quotable import findings
from annotate._report.study import read_study, study_file
from annotate._tags import tag_table
from annotate._wording import Wording
from tests import notebooks

HOSTILE = [
    "<script>document.title = 'alive'</script>",
    "<img src=x onerror=\"document.title='alive'\">",
    '"><svg onload="document.title=\'alive\'">',
    "javascript:document.title='alive'",
    "{{ 7 * 7 }} {% raw %}",
    "</style><script>document.title='alive'</script>",
    "</td></table><h1>alive</h1>",
    "&lt;b&gt; $x^{2$ \u202e abc \ud800 \x00",
]


SENTENCES = [
    ("en", "No passage was tagged by two coders."),
    ("fr", "Aucun passage n’a été étiqueté par deux codeurs."),
]


@pytest.fixture
def tagged(project: Project) -> Project:
    """A project with tags by two coders."""
    for coder in ("ana", "ben"):
        project.tag("vote", 0, 28, "reported_fact", coder=coder)
        project.tag("vote", 49, 77, "attributed_claim", coder=coder, speaker="the mayor", speaker_kind="named")
        project.tag("flood", 0, 12, "opinion" if coder == "ana" else "reported_fact", coder=coder)
    project.tag("flood", 13, 49, "attributed_claim", coder="ana", speaker="la préfète", unsure=True, note="who?")
    return project


def test_the_corpus_counts_articles_passages_and_characters_by_source(tagged: Project) -> None:
    found = tables.corpus(tagged.articles(), tagged.passages()).set_index("source")

    assert found.loc["The Courier", ["articles", "passages", "characters"]].tolist() == [1, 3, 77]
    assert found.loc["Le Phare", "language"] == "fr"


def test_the_corpus_of_two_coders_who_cut_differently_counts_each_passage_once(tagged: Project) -> None:
    passages = tagged.passages()

    found = tables.corpus(tagged.articles(), pd.concat([passages, passages]))

    assert found["passages"].sum() == len(passages)


def test_each_coders_tags_are_counted_by_label(tagged: Project) -> None:
    found = tables.coders(tagged.tags()).set_index("coder")

    assert found.loc["ana", ["tags", "opinion", "reported_fact", "attributed_claim"]].tolist() == [4, 1, 1, 2]
    assert found.loc["ana", ["articles", "unsure", "notes"]].tolist() == [2, 1, 1]
    assert found.loc["ben", "opinion"] == 0


def test_a_claim_that_two_coders_tagged_counts_once_for_its_speaker(tagged: Project) -> None:
    found = tables.most_quoted(tagged.tags())

    assert found[["speaker", "claims", "sources"]].to_numpy().tolist() == [
        ["la préfète", 1, "Le Phare"],
        ["the mayor", 1, "The Courier"],
    ]


def test_examples_leave_out_what_was_unsure_or_disagreed_on(tagged: Project) -> None:
    found = tables.examples(tagged.tags())

    assert found["text"].tolist() == ["The council votes on Friday.", "The mayor says it will pass."]


def test_examples_come_from_many_sources(sample_of_sources: pd.DataFrame) -> None:
    found = tables.examples(sample_of_sources, most=3)

    assert sorted(found["source"]) == ["A", "B", "C"]


@pytest.mark.slow
def test_a_project_is_told_as_its_whole_tables_are(tagged: Project) -> None:
    """A report reads no text of a project but those of its examples."""
    of_project = read_study(tagged)
    of_tables = read_study(tagged.tags())._replace(
        name=of_project.name, articles=tagged.articles(), passages=tagged.passages(), codebook=tagged.codebook
    )
    without_texts = of_project._replace(articles=tagged._reported()[2].drop(columns="set_aside"))
    pages = [page_of(one, Wording("en"), Front()) for one in (of_tables, of_project, without_texts)]
    whole, narrow, none = (re.sub(r"\d\d:\d\d", "", page) for page in pages)

    assert "text" not in of_project.tags
    assert "text" not in without_texts.articles
    assert narrow == whole
    assert none == whole.replace("<p>No two articles of the study are near-copies.</p>", "")


@pytest.fixture
def sample_of_sources() -> pd.DataFrame:
    """Ten opinions of source A, one each of B and C."""
    blank = dict.fromkeys(tag_table().columns, "")
    return tag_table(
        {**blank, "source": source, "article_id": source, "label": "opinion", "start": start, "end": start + 5,
         "text": "It is " + "very " * length + "bad.", "coder": "mj", "origin": "hand", "tagged_at": None}
        for source, start, length in [*(("A", n * 10, 22) for n in range(10)), ("B", 0, 1), ("C", 0, 90)]
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_shows_every_part_and_needs_nothing_else(tagged: Project, tmp_path: Path, language: str) -> None:
    page = annotate.write_report(tagged, tmp_path / "report.html", language=language).read_text("utf-8")

    for part in SECTIONS:
        assert f'id="{part}"' in page
    for text in ("The Courier", "la préfète", "media_bias@1", "The council votes on Friday.", annotate.__version__):
        assert text in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!data:image|#)", page)


@pytest.mark.slow
def test_the_shares_on_the_page_are_those_of_the_balance(tagged: Project, tmp_path: Path) -> None:
    page = annotate.write_report(tagged, tmp_path / "report.html").read_text("utf-8")

    table = annotate.balance(tagged.tags())
    for row in table.itertuples():
        assert f"{100 * row.share:.0f}%<small>{100 * row.low:.0f}% – {100 * row.high:.0f}%" in page


@pytest.mark.slow
def test_every_number_on_the_page_has_its_denominator(project: Project, tmp_path: Path) -> None:
    project.tag("vote", 49, 77, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named")
    project.tag("flood", 0, 12, "attributed_claim", coder="mj", origin="suggestion", score=0.9)
    project.tag("flood", 13, 49, "excluded", coder="mj")

    page = annotate.write_report(project, tmp_path / "report.html").read_text("utf-8")

    assert "Passages in the study: 5, in 2 articles, as first cut." in page
    assert "Attributed claims: 2; with a speaker: 1. Speakers: 1, shown: 1." in page
    ((coder,), courier, phare) = (rows_of(page, first) for first in ("mj", "The Courier", "Le Phare"))
    assert coder[1:3] == ["2", "3"]
    assert coder[-3] == "1"  # by suggestion
    # Le Phare has one passage counted, one excluded and none untagged; The Courier one, none and two.
    assert phare[0][-5:] == ["1", "1", "1", "1", "0"]
    assert courier[0][-5:] == ["1", "1", "1", "0", "2"]


def rows_of(page: str, first: str) -> list[list[str]]:
    """Return the cells of each table row that begins so."""
    rows = [re.findall("<td[^>]*>(.*?)</td>", row) for row in re.findall("<tr.*?</tr>", page, re.DOTALL)]
    return [row for row in rows if row[:1] == [first]]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_of_one_coder_the_page_says_once_that_there_is_no_agreement(
    project: Project, tmp_path: Path, language: str, sentence: str
) -> None:
    project.tag("vote", 0, 28, "opinion", coder="mj")

    page = annotate.write_report(project, tmp_path / "report.html", language=language).read_text("utf-8")

    assert page.count(sentence) == 1
    assert rows_of(page, "all") == rows_of(page, "tous") == []


@pytest.mark.slow
def test_a_french_page_says_all_kinds_of_a_speaker_and_breaks_no_line_within_a_quotation(
    project: Project, tmp_path: Path
) -> None:
    project.tag("vote", 29, 48, "attributed_claim", coder="mj", speaker="City Hall", speaker_kind="collective")
    project.tag("vote", 49, 77, "attributed_claim", coder="mj", speaker="City Hall", speaker_kind="unnamed")

    page = annotate.write_report(project, tmp_path / "report.html", language="fr").read_text("utf-8")

    assert rows_of(page, "City Hall") == [["City Hall", "collectif, anonyme", "2", "1", "The Courier"]]
    assert "« selon »" in page.replace("« ", "« ")
    assert not re.search("« | »", page)


@pytest.mark.slow
def test_an_example_is_named_by_its_articles_title(tmp_path: Path) -> None:
    pages = {"article_id": ["saved-page (3)"], "title": ["City votes"], "text": ["The council votes on Friday."]}
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame(pages))
        project.tag("saved-page (3)", 0, 28, "reported_fact", coder="mj")

        page = annotate.write_report(project, tmp_path / "report.html").read_text("utf-8")

    assert "City votes" in page
    assert "saved-page" not in page


@pytest.mark.slow
def test_a_report_of_a_path_a_table_and_a_project_say_the_same(tagged: Project, tmp_path: Path) -> None:
    annotate.write_csv(tagged.tags(), tmp_path / "tags.csv")

    for study in (tagged.where, tagged.tags(), tmp_path / "tags.csv"):
        page = annotate.write_report(study, tmp_path / "report.html").read_text("utf-8")
        assert "The council votes on Friday." in page


@pytest.mark.slow
def test_a_project_with_nothing_tagged_has_a_report(project: Project, tmp_path: Path) -> None:
    page = annotate.write_report(project, tmp_path / "report.html").read_text("utf-8")

    assert "Nothing is tagged yet." in page
    assert "The Courier" in page


@pytest.mark.slow
def test_half_a_sign_in_any_text_keeps_no_report_from_being_written(tmp_path: Path) -> None:
    half = "half \ud800"
    pages = {"article_id": ["a", "b"], "source": [half, "Plain"], "title": [half, ""], "text": [f"It {half}.", "It."]}
    with annotate.open_project(tmp_path / "half.db") as project:
        project.add(pd.DataFrame(pages, dtype=object))
        for row in project.passages().itertuples():
            for coder in (half, "mj"):
                project.tag(
                    row.article_id, row.start, row.end, "attributed_claim", coder=coder, speaker=half, note=half
                )
        annotate.write_csv(project.tags(), tmp_path / "half.csv")

        for study in (project, tmp_path / "half.csv"):
            page = annotate.write_report(study, tmp_path / "report.html").read_text("utf-8")

            assert "Plain" in page
            assert page.count("half ") >= 4


def test_a_study_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="There is no study"):
        annotate.write_report(tmp_path / "nope.db", tmp_path / "report.html")

    assert not list(tmp_path.iterdir())


def test_a_language_without_wording_is_refused(tagged: Project, tmp_path: Path) -> None:
    with pytest.raises(AnnotateError, match="use 'en' or 'fr'"):
        annotate.write_report(tagged, tmp_path / "report.html", language="de")


@pytest.fixture
def hostile(tmp_path: Path) -> Project:
    """A project with hostile text wherever text may stand."""
    codebook = Codebook.shipped().to_dict()
    for label in codebook["labels"]:
        label["title"] = label["definition"] = {"en": HOSTILE[0]}
        label["include"] = label["exclude"] = {"en": HOSTILE[1:3]}
        label["mark"] = HOSTILE[2]
    labels = tuple(annotate._codebook.Label(**label) for label in codebook["labels"])
    pages = pd.DataFrame(
        {"article_id": HOSTILE, "source": HOSTILE, "title": HOSTILE, "author": HOSTILE, "published": HOSTILE,
         "url": HOSTILE, "language": "en", "text": [f"{text} is what it says." for text in HOSTILE[:-1]] + ["Plain."]},
        dtype=object,
    )  # fmt: skip
    with annotate.open_project(tmp_path / "odd.db", Codebook(HOSTILE[0], 1, labels)) as made:
        made.add(annotate.read_articles(pages.iloc[:-1]))
        for row in made.passages().itertuples():
            for coder in HOSTILE:
                made.tag(row.article_id, row.start, row.end, "attributed_claim", coder=coder, speaker=coder, note=coder)
        yield made


@pytest.mark.browser
def test_no_text_is_alive_in_the_browser(hostile: Project, tmp_path: Path) -> None:
    page = annotate.write_report(hostile, tmp_path / "report.html")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_FLAGS)
        try:
            shown, asked, said = browser.new_page(), [], []
            shown.on("request", lambda request: asked.append(request.url))
            shown.on("console", lambda message: said.append(message.text))
            shown.on("dialog", lambda dialog: said.append(dialog.message))
            shown.goto(page.as_uri())
            shown.wait_for_timeout(300)

            assert "alive" not in shown.title()
            assert shown.locator("h1").count() == 1
            assert shown.locator("script, svg, [onload], [onerror], a[href^=javascript]").count() == 0
            assert shown.locator("img").count() == 1
            assert shown.locator("img").evaluate("image => image.complete && image.naturalWidth > 0")
            assert "{{ 7 * 7 }}" in shown.locator("body").inner_text()
            assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
            assert said == []
        finally:
            browser.close()


@pytest.mark.browser
def test_the_page_fits_a_narrow_window_and_prints(tagged: Project, tmp_path: Path) -> None:
    page = annotate.write_report(tagged, tmp_path / "report.html")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_FLAGS)
        try:
            shown = browser.new_page(viewport={"width": 360, "height": 800})
            shown.goto(page.as_uri())

            assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            assert shown.pdf(format="A4").startswith(b"%PDF")
        finally:
            browser.close()


def twelve_sources() -> pd.DataFrame:
    """Twelve articles of each of twelve sources, tagged by two coders who agree on most; a table without its types."""
    rows = [
        {
            "tag_id": f"{coder} {source} {article} {start}", "article_id": f"{source} {article}",
            "source": f"Outlet {source}", "start": start, "end": start + 20, "coder": coder,
            "label": ["opinion", "reported_fact", "attributed_claim"][(source + article * start // 20) % 3],
        }
        for coder in ("ana", "ben") for source in range(1, 13) for article in range(12)
        for start in range(0, 20 * (1 + article % 6), 20)
    ]  # fmt: skip
    empty = {name: "" for name in tag_table().columns if name not in rows[0]}
    return pd.DataFrame(rows).assign(**{**empty, "origin": "hand", "unsure": False, "evaluative": False, "score": None,
                                        "tagged_at": None, "language": "en"})  # fmt: skip


@pytest.mark.browser
def test_printed_on_a4_the_first_page_holds_the_chart_and_the_sentences_and_no_heading_is_left_alone(
    tmp_path: Path,
) -> None:
    page = annotate.write_report(twelve_sources(), tmp_path / "report.html", title="Twelve outlets")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_FLAGS)
        try:
            shown = browser.new_page()
            shown.goto(page.as_uri())
            printed = pdfium.PdfDocument(shown.pdf(format="A4"))
        finally:
            browser.close()

    pages = [" ".join(one.get_textpage().get_text_range().split()) for one in printed]
    assert all(words in pages[0] for words in ("Twelve outlets", "lie furthest apart", "agree on the counted labels"))
    for label in Codebook.shipped().labels:
        definition = label.definition["en"].split(".")[0]
        assert any(f"{label.title['en']} {label.name} {definition}" in page for page in pages)
    assert not any(re.search(r"(Method|Limits|Agreement|Corpus)$", page) for page in pages)


def test_a_remark_that_most_rows_carry_is_said_once_and_rows_stand_as_people_sort_them(tmp_path: Path) -> None:
    page = annotate.write_report(twelve_sources(), tmp_path / "report.html").read_text("utf-8")
    (table,) = re.findall(r"<tbody>(.*?)</tbody>", page.split('id="comparison"')[0], re.DOTALL)

    assert re.findall(r"Outlet \d+", table) == [f"Outlet {number}" for number in range(1, 13)]
    assert "rare long ones" not in table
    assert page.count("Warning for 12 of 12 rows – fewer than 30 articles: rare long ones") == 1


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_table_is_cut_off_on_a_desk(tagged: Project, tmp_path: Path, language: str) -> None:
    page = annotate.write_report(tagged, tmp_path / "report.html", language=language)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_FLAGS)
        try:
            shown = browser.new_page(viewport={"width": 1280, "height": 800})
            shown.goto(page.as_uri())

            widths = shown.eval_on_selector_all(
                ".wide", "boxes => boxes.map(box => [box.scrollWidth, box.clientWidth])"
            )
            assert len(widths) == 7
            assert all(needed <= there for needed, there in widths), widths
        finally:
            browser.close()


@pytest.mark.slow
@pytest.mark.parametrize("given", ["project", "tags"])
def test_the_notebook_runs_and_shows_every_part(
    tagged: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.delenv("MPLBACKEND", raising=False)  # else its kernel would show no chart
    study = tagged if given == "project" else tagged.tags()

    path = annotate.write_report(study, tmp_path / "report.ipynb", notebook=True, language="fr", by="coder")

    cells = notebooks.run(path).cells
    outputs = json.dumps([cell.get("outputs") for cell in cells], ensure_ascii=False)
    [by_coder] = [str(cell["outputs"]) for cell in cells if "by='coder'" in cell["source"]]
    assert "ana" in by_coder
    assert "ben" in by_coder
    for text in ("The Courier", "la préfète", "The council votes on Friday.", "image/png", "design_effect"):
        assert text in outputs


@pytest.mark.slow
def test_a_french_page_has_no_english_in_it(tagged: Project, tmp_path: Path) -> None:
    page = annotate.write_report(tagged, tmp_path / "report.html", language="fr").read_text("utf-8")

    assert "un seul article" in page
    assert not re.search("article only|interval |no share|undefined|untagged", page)
    assert re.search(r"<td class=\"number\">−?0,\d\d</td>|<td class=\"number\">1,00</td>", page)


def test_a_notebook_never_leaves_a_machine_out_in_silence(tmp_path: Path) -> None:
    with pytest.raises(AnnotateError, match="machine="):
        annotate.write_report(tag_table(), tmp_path / "report", notebook=True, machine=tag_table())

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://mj:topsecret@host/study", "postgres://host/db?password=topsecret"]
)
def test_no_notebook_holds_a_password(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = [
        write_notebook(
            report_cells(study_file(where, tmp_path / "report.ipynb"), Wording(), Front()), tmp_path / f"{nth}.ipynb"
        )
        for nth, where in enumerate((url, Address.of(url).shown))  # as typed, and as an open project names it
    ]

    for path in [*written, study_notebook(url, "mj")]:
        code = path.read_text("utf-8")
        assert "topsecret" not in code
        assert "***" not in code
        assert "hidden" not in code
        assert 'os.environ[\\"ANNOTATE_PROJECT_URL\\"]' in code
        assert "set ANNOTATE_PROJECT_URL to it before you start JupyterLab" in code


def test_a_url_without_a_password_stands_in_the_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "open_project('postgresql://host/db?service=press')" in study_notebook(
        "postgresql://host/db?service=press", "mj"
    ).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Set aside, and counted nowhere in this report: 1 article. Reasons: an &lt;advertisement&gt; (1)."),
        ("fr", "Mis de côté, et absents de tous les nombres de ce rapport\u00a0: 1\u00a0article."),
    ],
)
def test_a_report_says_how_many_articles_are_set_aside_and_why(
    project: annotate.Project, tmp_path: Path, language: str, said: str
) -> None:
    project.tag("flood", 0, 12, "opinion", coder="mj")
    project.set_aside("vote", reason="an <advertisement>")

    page = Path(annotate.write_report(project, tmp_path / "report.html", language=language)).read_text("utf-8")

    assert said.replace("\u00a0", " ") in page.replace("\u00a0", " ")
    assert "The Courier" not in page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "shares", "twice"),
    [
        ("en", "The 2 sources lie furthest apart in", "Tagged by two coders or more: 3 passages out of 4 passages"),
        (
            "fr",
            "que les 2 sources s’écartent le plus",
            "Étiquetés par deux codeurs ou plus : 3 passages sur 4 passages",
        ),
    ],
)
def test_three_sentences_can_be_quoted_with_their_warnings(
    tagged: Project, tmp_path: Path, language: str, shares: str, twice: str
) -> None:
    page = annotate.write_report(tagged, tmp_path / "report.html", language=language).read_text("utf-8")
    page = re.sub("[\u00a0\u202f]", " ", page)
    (listed,) = re.findall('<ol class="findings">(.*?)</ol>', page, re.DOTALL)

    assert listed.count("<li>") == 3
    assert shares in listed
    assert 'class="care"' in listed, "one article a source is said in the same breath"
    alpha = annotate.agreement(tagged.tags()).iloc[0]
    assert f"{alpha['value']:.2f}".replace(".", "," if language == "fr" else ".") in listed
    assert twice in page


def test_a_gap_is_quoted_with_both_shares_and_their_denominators() -> None:
    table = pd.DataFrame(
        {"source": ["A", "A", "B", "B"], "label": ["opinion", "reported_fact"] * 2, "share": [0.5, 0.5, 0.1, 0.9],
         "low": 0.05, "high": 0.95, "passages": [8, 8, 20, 20], "articles": [2, 2, 4, 4], "warning": ""}
    )  # fmt: skip
    first, second, third = findings(table, pd.DataFrame(), pd.DataFrame(), {"opinion": "Opinion"}, Wording())

    assert first.sentence == (
        "The 2 sources lie furthest apart in “Opinion”: 50% of the passages in A (95% interval 5% to 95%; 8 passages, "
        "2 articles), 10% in B (5% to 95%; 20 passages, 4 articles)."
    )
    assert second.sentence.startswith("No sources can be compared")
    assert third.sentence.startswith("No two coders tagged the same passage")


@pytest.mark.slow
def test_a_report_says_its_limits_its_copies_and_how_articles_were_drawn(project: Project, tmp_path: Path) -> None:
    text = "The harbour master closed the north quay on Monday after the storm broke two of its oldest moorings. " * 2
    project.add(pd.DataFrame({"article_id": ["x", "y"], "source": ["One", "Two"], "text": [text, text + "So it was."]}))
    project.tag("vote", 0, 28, "opinion", coder="ana", unsure=True)
    project.tag("flood", 0, 12, "opinion", coder="ben", origin="suggestion", score=0.9, machine="parrot 3")
    project.tag("flood", 13, 49, "opinion", coder="ben", origin="suggestion", score=0.9)
    page = annotate.write_report(project, tmp_path / "report.html").read_text("utf-8")

    assert "With a near-copy in the study: 2 articles, of which 2 share a text with another source" in page
    assert "The study does not say how its articles were drawn." in page
    for limit in (
        "do not cover the coders",
        "1 tag was marked unsure",
        "tagged by one coder only",
        "not tagged yet",
        "2 tags are accepted suggestions",
        "Accepted suggestions came from: parrot 3 (1); annotate’s own rules (1).",
    ):
        assert limit in page


@pytest.mark.slow
def test_the_report_names_the_queues_by_which_coders_went(tagged: Project, tmp_path: Path) -> None:
    before = annotate.write_report(tagged, tmp_path / "before.html").read_text("utf-8")
    (coder, *_) = sorted(tagged.tags()["coder"].astype(str).unique())
    browser = Browser(annotate.Tagger(tagged, coder))
    browser.says(do="hits", states="unsure", words="<b>dyke")  # looked at, and not followed
    for states, words in (("unsure note", ""), ("", "<b>flood"), ("unsure note", "")):
        browser.says(do="hits", states=states, words=words, step=1)
    number = len(tagged.tags())
    browser.says(do="undo", decision="u1", coder=coder)  # of a tag, not of the queue
    assert len(tagged.tags()) == number - 1
    page = annotate.write_report(tagged, tmp_path / "report.html").read_text("utf-8")
    french = annotate.write_report(tagged, tmp_path / "rapport.html", language="fr").read_text("utf-8")

    assert check_project(tagged).empty
    assert "queues of their own choice" not in before
    assert f"queues of their own choice: {coder} (unsure, with a note / “&lt;b&gt;flood”)." in page
    assert "dyke" not in page[page.index("queues of their own choice") :][:120]
    assert "«\u00a0&lt;b&gt;flood\u00a0»" in french


@pytest.mark.slow
def test_the_report_begins_with_its_title_author_and_question(tagged: Project, tmp_path: Path) -> None:
    head = {"title": "Two papers & a flood", "author": "Mj <x>", "question": "Who takes sides?"}
    page = annotate.write_report(tagged, tmp_path / "report.html", **head).read_text("utf-8")
    notebook = annotate.write_report(tagged, tmp_path / "report.ipynb", notebook=True, **head).read_text("utf-8")

    assert page.index("Two papers &amp; a flood</h1>") < page.index("Who takes sides?") < page.index("Mj &lt;x&gt;")
    assert page.index("Mj &lt;x&gt;") < page.index("<img") < page.index('id="method"')
    assert "# Two papers & a flood\\n" in notebook


@pytest.mark.slow
def test_what_a_source_took_over_stands_beside_what_it_wrote(tmp_path: Path) -> None:
    wire = "The council of Brisac voted on Friday to close the old port for good, after six hours of debate. " * 3
    texts = {"own": "The plan is a folly.", "named": f"BRISAC (AP) - {wire}", "copied": f"{wire} More soon.", "x": wire}
    with Project(tmp_path / "study.db") as project:
        sources = ["The Echo", "The Echo", "The Echo", "The Tidings"]
        project.add(pd.DataFrame({"article_id": [*texts], "text": [*texts.values()], "source": sources}))
        for article_id, start, end in project.passages()[["article_id", "start", "end"]].itertuples(index=False):
            project.tag(article_id, start, end, "opinion" if article_id == "own" else "reported_fact", coder="ana")

        rows = own_beside_taken_over(
            project.tags(), copies_in(project.articles()), project.passages(), project.codebook
        )

    found = [(row.source, row.is_own, row.articles, row.shares["opinion"]["share"]) for row in rows]
    assert found == [("The Echo", True, 1, 1.0), ("The Echo", False, 2, 0.0)]
    assert "taken over" in annotate.write_report(tmp_path / "study.db", tmp_path / "r.html").read_text("utf-8")


@pytest.mark.slow
def test_a_report_says_who_was_to_code_what_and_what_was_adjudicated_and_why(project: Project, tmp_path: Path) -> None:
    project.assign(["ana", "ben"], twice=1, by="source", seed=7)
    for coder, label in (("ana", "opinion"), ("ben", "reported_fact")):
        project.tag("vote", 0, 28, label, coder=coder)
        project.tag("flood", 0, 12, "opinion", coder=coder)
    project.seal(coder="lead")
    project.adjudicate("vote", 0, 28, "reported_fact", coder="lead", reason="a scheduled <event>")

    page = annotate.write_report(project, tmp_path / "report.html").read_text("utf-8")
    french = annotate.write_report(project, tmp_path / "rapport.html", language="fr").read_text("utf-8")

    assert "Assigned to ana and ben; to two of them 100% of the articles" in page
    assert "(spread over: source; seed 7)" in page
    assert "Adjudicated by lead: 2 passages. Why: a scheduled &lt;event&gt; (1); without a reason" in page
    assert "Tranchés par lead" in french


@pytest.mark.slow
def test_a_report_says_how_articles_were_drawn_and_how_a_machine_helped(tmp_path: Path) -> None:
    pages = pd.DataFrame({"article_id": [f"a{nth}" for nth in range(30)], "source": "The Quay", "language": "en"})
    pages["text"] = [f"Day {nth}. The mayor said so. It rains." for nth in range(30)]
    project = annotate.open_project(tmp_path / "study.db")
    project.add(pages)
    passages = annotate.cut(pages)
    machine = passages.assign(label="reported_fact")[["article_id", "source", "start", "end", "label"]]
    project.draw(12, kind="simple", seed=7)
    drawn = set(project.articles()["article_id"])
    for nth, row in enumerate(passages[passages["article_id"].isin(drawn)].to_dict("records")):
        label = "opinion" if nth % 5 == 0 else "reported_fact"
        project.tag(row["article_id"], row["start"], row["end"], label, coder="mj")

    page = annotate.write_report(project, tmp_path / "report.html", machine=machine).read_text("utf-8")

    assert "12 articles were drawn at random: each as likely as another" in page
    assert "with the seed 7" in page
    assert "Of its 30 articles, 12 articles were tagged by hand" in page
    assert "Särndal, Swensson &amp; Wretman, 1992" in page
    assert "no random sample of the source" not in page


def test_a_report_says_that_articles_of_ones_own_choice_are_no_random_sample(project: Project, tmp_path: Path) -> None:
    project.tag("vote", 0, 28, "opinion", coder="mj")

    assert "are no random sample of the source" in annotate.write_report(project, tmp_path / "r.html").read_text(
        "utf-8"
    )
