"""Web pages: the article as a reader sees it, with its headline, headings, day, authors and address."""

import json
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._articles.press.exports import exported_page
from annotate._articles.web_page import read_page
from annotate._decoding.decoder import decode
from annotate._errors import ArticleError
from annotate._passages.passages import cut

FIRST = "The town council of Brisac approved a new dyke on Monday evening after a debate that went on for six hours."
SECOND = "The work will cost 12.4 million euros and should be finished by the end of 2028, the mayor told the council."
THIRD = "Opponents say that the sum is too high and that the old dyke could have been repaired for a third of it."
TITLE = "Council approves dyke"
LINKED_DATA = """<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-05-12"}</script>"""


def page(body: str = "", head: str = "", before: str = "", after: str = "", top: str = "") -> dict[str, str]:
    """Return the row of a page with an article of three paragraphs, `body` between the first two."""
    html = (
        f"<!DOCTYPE html>{top}<html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title>{head}</head>"
        f"<body>{before}"
        f"<article><h1>{TITLE}</h1>{after}<p>{FIRST}</p>{body}<p>{SECOND}</p><p>{THIRD}</p></article></body></html>"
    )
    [row] = read_page(html.encode(), "dyke.html")
    return row


def lines(row: dict[str, str]) -> list[str]:
    return row["text"].split("\n")


# Captions, and articles that stand only in a page's data -------------------------------------------------------


def test_captions_are_kept_beside_the_text_and_never_in_it() -> None:
    figure = "<figure><img src='d.jpg'><figcaption>The dyke in May.</figcaption></figure>"
    other = "<aside><figure><img><figcaption>A bar.</figcaption></figure></aside>"
    link = "<figure><img><figcaption><a href='/bars'>Seven bars</a></figcaption></figure>"

    row = page(body=figure + link, after=figure.replace("May", "June"), before=other)

    assert lines(row) == [TITLE, FIRST, SECOND, THIRD]
    assert row["captions"] == "The dyke in June.\nThe dyke in May."
    assert "captions" not in page()


def test_the_tagger_shows_captions_below_the_text_and_counts_none_of_them(tmp_path: Path) -> None:
    row = page(body="<figure><img src='d.jpg'><figcaption>The dyke in May.</figcaption></figure>")
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame([{**row, "article_id": "a", "source": "S"}]))

        shown = project._tagger_reads.page("a", coder="mj")

        assert shown["captions"] == ["The dyke in May."]
        assert len(shown["passages"]) == len(project.passages()) == 4
        tagger = annotate.Tagger(project, coder="mj")
        assert "The dyke in May." in tagger._repr_mimebundle_()[0]["text/html"]


@pytest.mark.parametrize("join", ["\n\n", "</p><p>"])
def test_an_article_that_stands_only_in_the_page_s_data_has_its_headline_and_paragraphs(join: str) -> None:
    body = join.join([FIRST, SECOND, THIRD])
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": f"<p>{body}</p>" if "<" in join else body}
    html = f"<html><head><script type='application/ld+json'>{json.dumps(data)}</script></head><body>%s</body></html>"

    for shown in ("<div id='root'></div>", "<h1>The Tidings</h1><p>The story is being loaded.</p>"):
        [row] = read_page(html.replace("%s", shown).encode(), "dyke.html")
        assert lines(row) == [TITLE, FIRST, SECOND, THIRD]
        assert row["title"]


def test_what_a_page_shows_counts_more_than_what_its_data_say() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"{FIRST.upper()}\n{SECOND}\n{THIRD}"})
    assert lines(page(head=f"<script type='application/ld+json'>{data}</script>")) == [TITLE, FIRST, SECOND, THIRD]


# What leads on to other articles, and what stands beside ------------------------------------------------------

LEAD = "Read more: Council of Anjac votes"


@pytest.mark.parametrize(
    "beside",
    [
        f"<p><a href='/anjac'>{LEAD}</a></p>",
        f"<p><strong><a href='/anjac'>{LEAD}</a></strong></p>",
        f"<aside><p>{LEAD}.</p></aside>",
        f"<div class='sidebar'><p>{LEAD}.</p></div>",
        f"<form action='/'><p>{LEAD}.</p></form>",
    ],
)
def test_links_to_other_articles_and_margins_are_no_lines_of_the_article(beside: str) -> None:
    assert lines(page(body=beside)) == [TITLE, FIRST, SECOND, THIRD]


def test_a_sentence_with_a_link_stays_and_so_does_an_article_within_a_form() -> None:
    sentence = "Read more: the council of Anjac, <a href='/anjac'>which votes</a> in June, is of another mind."
    assert lines(page(body=f"<p>{sentence}</p>"))[2].startswith("Read more: the council of Anjac, which")

    html = f"<html><body><form action='/'><div><h2>{TITLE}</h2><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></form>"
    [row] = read_page(html.encode(), "dyke.html")
    assert lines(row)[-3:] == [FIRST, SECOND, THIRD]


# Headings ---------------------------------------------------------------------------------------------------


def test_the_headline_stands_above_the_text_and_a_heading_above_its_paragraph() -> None:
    assert lines(page(body="<h2>What it costs</h2>")) == [TITLE, FIRST, "What it costs", SECOND, THIRD]


@pytest.mark.parametrize(
    "around",
    [
        "<nav><h3>Podcasts</h3><ul><li><a href='/1'>One</a></li></ul></nav>",
        "<aside><h3>Podcasts</h3><p>Hear it.</p></aside>",
        "<div class='related'><h3>Podcasts</h3><p><a href='/x'>Ten facts about the river to surprise</a></p></div>",
        "<div class='teasers'><h3><a href='/y'>Podcasts</a></h3><h3><a href='/z'>Seven bars</a></h3></div>",
        "<form><h3>Podcasts</h3><input name='mail'></form>",
    ],
)
def test_headings_of_menus_and_of_other_articles_are_no_part_of_this_one(around: str) -> None:
    assert "Podcasts" not in page(body=around)["text"]
    assert "Podcasts" not in page(before=f"<header>{around}</header>")["text"]


def test_the_headline_is_there_where_breaks_part_the_paragraphs() -> None:
    body = f"<div class='article-body'>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>"
    html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"

    assert lines(read_page(html.encode(), "dyke.html")[0]) == [TITLE, FIRST, SECOND, THIRD]


# What is seen -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unseen",
    [
        "<p hidden>{}</p>",
        "<p style='color: red; display: none'>{}</p>",
        "<div aria-hidden='true'><p>{}</p></div>",
        "<p><s>{}</s></p>",
        "<p><del>{}</del></p>",
    ],
)
def test_what_no_reader_sees_is_not_read(unseen: str) -> None:
    secret = "Another paragraph that no reader of the page has ever seen on any screen."

    assert secret not in page(body=unseen.format(secret))["text"]


def test_a_page_that_its_script_would_show_is_read() -> None:
    html = f"<html><body><div style='display:none'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"

    assert FIRST in read_page(html.encode(), "dyke.html")[0]["text"]


def test_paragraphs_that_are_shown_one_after_another_are_read() -> None:
    hidden = "".join(f"<div style='display: none'><p>{line}</p></div>" for line in (SECOND, THIRD, SECOND[:60]) * 3)
    html = f"<html><body><h1>{TITLE}</h1><p>A list.</p>{hidden}</body></html>"

    assert THIRD in read_page(html.encode(), "list.html")[0]["text"]


def test_a_link_s_words_in_a_menu_do_not_move_the_sentence_that_holds_it() -> None:
    text = page(before="<nav><a href='/b'>Brisac</a></nav>", body="<p>So says<div>Brisac</div>every year.</p>")["text"]

    assert text.index(FIRST) < text.index("So says") < text.index("every year.")


def test_an_article_with_teasers_of_others_below_it_is_one_article() -> None:
    teaser = f"<article><h1>Ferry late</h1><p>{FIRST} {SECOND} {THIRD}</p></article>"
    html = f"<article><h1>{TITLE}</h1><p>{f'{FIRST} {SECOND} {THIRD} ' * 6}</p></article>"

    assert exported_page(f"<body>{html}{teaser}{teaser}</body>", "dyke.html") == []
    with pytest.raises(ArticleError, match="looks like 2 articles"):
        exported_page(f"<body>{html}{html}</body>", "dyke.html")


def test_an_encoding_that_is_declared_below_a_long_script_counts() -> None:
    html = f"<html><head><script>{'x;' * 3000}</script><meta charset='koi8-r'></head><body><p>Ночь</p></body></html>"
    assert "Ночь" in decode(html.encode("koi8_r"), "night.html", is_page=True)


@pytest.mark.parametrize(
    ("declared", "written", "words"), [("iso-8859-9", "cp1254", "“Yeni set”"), ("gb2312", "gb18030", "镕基")]
)
def test_an_encoding_is_read_as_browsers_read_it(declared: str, written: str, words: str) -> None:
    html = f"<html><head><meta charset='{declared}'></head><body><p>{words}</p></body></html>"
    assert words in decode(html.encode(written), "page.html", is_page=True)


def test_breaks_within_a_sentence_are_blanks_and_those_between_verses_are_line_ends() -> None:
    broken = (
        "<p>The harbour of the town will be closed for a year,<br>as the council had feared when it met on Friday<br>"
        "and voted.</p>"
    )
    verse = (
        "<p>Roses grow by the old mill,<br>And none knows who has planted them,<br>The miller sleeps upon the hill.</p>"
    )

    assert "closed for a year, as the council had feared when it met on Friday and voted." in page(body=broken)["text"]
    assert "by the old mill,\nAnd none" in page(body=verse)["text"]


def test_a_table_s_rule_and_stars_are_no_lines() -> None:
    table = "<table><tr><th>Part</th><th>Cost</th></tr><tr><td>Stone</td><td>4.1 million</td></tr></table><p>* * *</p>"

    assert all(any(map(str.isalnum, line)) for line in lines(page(body=table)))


# Notices ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            "<h1>Before you continue</h1><p>We and our 842 partners store information, such as cookies, "
            "to show you advertising. You can change it.</p><p>By clicking Accept all you agree to "
            "the processing of your personal data for these purposes.</p>",
            "cookie notice",
        ),
        (
            f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>Subscribe to continue reading this article and support our "
            "work in the town and its harbour.</p></article>",
            "for subscribers",
        ),
        ("<p></p>", "no article"),
        ("<h1>404</h1><p>Sorry, this page has moved, and nobody knows where it went.</p>", "does not show an article"),
        ("<noscript>You need to enable JavaScript to run this app.</noscript>", "does not show an article"),
        (
            """<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>"""
            f"<article><h1>{TITLE}</h1><p>{FIRST}</p><div>Four weeks for one euro</div></article>",
            "for subscribers",
        ),
    ],
)
def test_a_page_without_a_whole_article_is_refused_with_the_reason(html: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_page(f"<html><head><title>x</title></head><body>{html}</body></html>".encode(), "x.html")


def test_a_headline_with_a_number_is_no_error_s() -> None:
    html = f"<article><h1>404 people leave town</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert read_page(f"<html><body>{html}</body></html>".encode(), "x.html")[0]["text"].startswith("404 people")


# The day ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"head": "<meta property='article:published_time' content='2026-05-12T08:00:00+02:00'>"},
        {"head": LINKED_DATA},
        {"head": "<meta property='og:url' content='https://tidings.example/2026/05/12/dyke'>"},
        {"after": "<time datetime='2026-05-12T10:00'>Tuesday</time>"},
        {"after": "<p>12 May 2026</p>"},
        {"after": "<p>Dienstag, 12. Mai 2026</p>"},
        {"after": "<p class='byline'>By Ann Lee, 12 May 2026</p>"},
        {"after": "<p class='meta'>Published 12 May 2026, updated 20 June 2026</p>"},
    ],
)
def test_the_day_of_publication_is_read_from_where_pages_tell_it(told: dict[str, str]) -> None:
    changed = "<meta property='article:modified_time' content='2026-06-20T10:00:00Z'>"

    assert page(**told)["published"] == "2026-05-12"
    assert page(**{**told, "head": changed + told.get("head", "")})["published"] == "2026-05-12"


@pytest.mark.parametrize(
    "words",
    [
        "<p>The old dyke was built on 3 March 1998 and mended in 2014, as the town's books tell in their own way.</p>",
        "<footer>© 2019 Kelmouth Tidings Ltd</footer>",
        "<p>The mayor has led the town since 2014 and wants to go on.</p>",
        "<aside><time datetime='2020-01-01'>1 January 2020</time></aside>",
        "<p class='meta'>Updated 20 June 2026</p>",
    ],
)
def test_no_day_is_made_of_prose_a_footer_a_year_or_a_change(words: str) -> None:
    assert page(body=words)["published"] == ""


# Authors and address ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ann Lee, political editor", "Ann Lee"),
        ("By Ann Lee and Tom Ashby", "Ann Lee; Tom Ashby"),
        ("Par Claire Morel et Luc Petit (avec AFP)", "Claire Morel; Luc Petit"),
        ("By Paul Roy, Jr. and Ann Lee", "Paul Roy, Jr.; Ann Lee"),
        ("Von Anna Roth", "Anna Roth"),
        ("By Kelmouth Tidings", ""),
    ],
)
def test_authors_are_names_only(byline: str, expected: str) -> None:
    head = "<meta name='author' content='Kelmouth Tidings'><meta property='og:site_name' content='Kelmouth Tidings'>"

    assert page(head=head, after=f"<p class='byline'>{byline}</p>")["author"] == expected


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0036)https://tidings.example/news/dyke.htm -->",
        "<!--\n Page saved with SingleFile \n url: https://tidings.example/news/dyke.htm \n saved date: Tue -->",
    ],
)
def test_the_address_that_a_browser_wrote_into_a_saved_page_is_read(note: str) -> None:
    assert page(top=note)["url"] == "https://tidings.example/news/dyke.htm"


# A live blog ------------------------------------------------------------------------------------------------


def test_a_live_blog_keeps_the_time_of_each_post() -> None:
    posts = "".join(
        f"<div class='post'><time>{hour}:30</time><p>{words}</p></div>" for hour, words in ((9, SECOND), (8, THIRD))
    )
    html = f"<html><body><article><h1>{TITLE}</h1><p>{FIRST}</p>{posts}</article></body></html>"

    assert lines(read_page(html.encode(), "live.html")[0]) == [TITLE, FIRST, "9:30", SECOND, "8:30", THIRD]


# Bylines and notices within a text --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee and Tom Ashby", "Par Claire Morel (avec AFP)",
        "Propos recueillis par Claire Morel", "Von Anna Roth", "Foto: ANP",
        "12 May 2026 • 3 min read", "Advertisement", "Sign up to our newsletter for the latest news.",
        "Copyright 2026 Kelmouth Tidings All Rights Reserved",
    ],
)  # fmt: skip
def test_what_is_no_sentence_of_an_article_is_proposed_as_excluded(line: str) -> None:
    known = pd.DataFrame({"article_id": ["a"], "source": "", "language": "en", "text": [line]})

    assert cut(known)["proposed_label"].tolist() == ["excluded"]


@pytest.mark.parametrize(
    "line", ["By noon the hall was full.", "Von hier aus sieht man den Deich.", "Par exemple, la digue."]
)
def test_a_sentence_that_begins_as_a_byline_does_is_none(line: str) -> None:
    known = pd.DataFrame({"article_id": ["a"], "source": "", "language": "en", "text": [line]})

    assert cut(known)["proposed_label"].tolist() == [""]


def test_a_saved_page_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "dyke.html").write_text(f"<html><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>")

    assert annotate.read_articles(tmp_path)["title"].tolist() == [TITLE]
