"""Exports in the shape of each press database, of made-up articles: the same ones in every shape."""

from dataclasses import dataclass
from html import escape

from article_samples import rich_text, run, word, wrapped

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}


@dataclass(frozen=True)
class Story:
    source: str
    title: str
    author: str
    day: tuple[int, int, int]
    section: str
    page: str
    text: tuple[str, ...]

    @property
    def published(self) -> str:
        return "{:04}-{:02}-{:02}".format(*self.day)

    @property
    def length(self) -> str:
        return str(len(" ".join(self.text).split()))

    def date(self, language: str) -> str:
        year, month, day = self.day
        if language in ("ja", "zh"):
            return f"{year} 年 {month} 月 {day} 日"
        if language == "ko":
            return f"{year}년 {month}월 {day}일"
        name = MONTHS[language][month - 1]
        return {"en": f"{name} {day}, {year}", "fr": f"{day} {name} {year}", "de": f"{day}. {name} {year}"}[language]


STORIES = (
    Story(
        "The Kelmouth Tidings", "Council approves new dyke", "Ann Lee", (2026, 5, 12), "NEWS", "3",
        (
            "The town council of Brisac approved a new dyke on Monday evening after a debate that went on for nearly six hours.",
            "“We have waited too long,” said the mayor, Paul Roy. The work should be finished by the end of 2028.",
        ),
    ),
    Story(
        "The Brisac Echo", "Dyke: the town divided", "Tom Ashby", (2025, 12, 1), "LOCAL", "12",
        (
            "Opponents say that the sum is too high and that the old dyke could have been repaired for a third of the price.",
            "NOTE: the town hall did not answer our questions before this edition was printed.",
            "The work will cost 12.4 million euros, according to the engineers.",
        ),
    ),
    Story(
        "L’Écho de Brisac (Kelmouth)", "Une digue, deux villes", "Nadia Cœur", (2024, 8, 31), "Société", "7",
        ("Le conseil municipal a voté lundi soir la construction d’une nouvelle digue, après six heures de débat.",),
    ),
)  # fmt: skip


# LexisNexis --------------------------------------------------------------------------------------------------

LISTED = {
    "en": (
        "{} of {} DOCUMENTS",
        "BYLINE",
        "SECTION",
        "LENGTH",
        "words",
        "LOAD-DATE",
        "LANGUAGE",
        "All Rights Reserved",
        "Pg.",
    ),
    "fr": (
        "{} of {} DOCUMENTS",
        "AUTEUR",
        "RUBRIQUE",
        "LONGUEUR",
        "mots",
        "DATE-CHARGEMENT",
        "LANGUE",
        "Tous Droits Réservés",
        "Pg.",
    ),
    "de": (
        "Dokument {} von {}",
        "AUTOR",
        "RUBRIK",
        "LÄNGE",
        "Wörter",
        "UPDATE",
        "SPRACHE",
        "Alle Rechte Vorbehalten",
        "S.",
    ),
}


def listed(language: str, stories=STORIES) -> list[list[str]]:
    """Return the blocks of a list by LexisNexis: the paragraphs above, in and below each article."""
    number, by, section, length, words, load, tongue, rights, page = LISTED[language]
    return [
        [
            number.format(nth, len(stories)), story.source, f"{story.date(language)} {'Tuesday' if language == 'en' else ''}",
            story.title, f"{by}: {story.author}", f"{section}: {story.section}; {page} {story.page}",
            f"{length}: {story.length} {words}", *story.text, f"{load}: {story.date(language)}", f"{tongue}: ENGLISH",
            f"Copyright 2026 Some Press Ltd\n{rights}",
        ]
        for nth, story in enumerate(stories, start=1)
    ]  # fmt: skip


COVER = "Download Request: Selected Items: 1-{}\nTime Of Request: Tuesday, May 12, 2026  16:51:31\n\nSend To:\n\nBRISAC LIBRARY\n1 DYKE STREET\n\nTerms: (dyke)\n\n"


def nexis_text(language: str, stories=STORIES) -> bytes:
    blocks = []
    for block in listed(language, stories):
        head, rest = block[:3], block[3:]
        parts = [*(f"{line:^80}".rstrip() for line in head), *("\n".join(wrapped(part, 78)) for part in rest[:-1])]
        blocks.append("\n\n".join([*parts, "\n".join(f"{line:^80}".rstrip() for line in rest[-1].split("\n"))]))
    return ("\ufeff" + COVER.format(len(stories)) + "\n\n\n" + "\n\n\n".join(blocks) + "\n").encode()


def nexis_page(language: str, stories=STORIES) -> bytes:
    docs = ""
    for nth, block in enumerate(listed(language, stories), start=1):
        divs = ""
        for part in block:
            label, _, value = part.partition(": ")
            is_field = label.isupper() and value and "\n" not in part
            inner = (
                f'<SPAN CLASS="c8">{escape(label)}: </SPAN><SPAN CLASS="c2">{escape(value)}</SPAN>'
                if is_field
                else f'<SPAN CLASS="c2">{escape(part)}</SPAN>'.replace("\n", "<BR>")
            )
            divs += f'<BR><DIV CLASS="c5"><P CLASS="c6">{inner}</P>\n</DIV>\n'
        docs += f'<A NAME="DOC_ID_0_{nth}"></A><!-- Hide XML section from browser\n<DOC NUMBER={nth}>\n<DOCFULL> -->\n{divs}<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n'
    head = f'<HEAD><META http-equiv="Content-Type" content="text/html; charset=UTF-8"><META TOPIC="null" DOCUMENTS="{len(stories)}" UPDATED="Tuesday" /></HEAD>'
    return f"<HTML>{head}<BODY>{docs}</BODY></HTML>".encode()


UNI = {
    "en": (
        "Section",
        "Length",
        "words",
        "Byline",
        "Body",
        "Load-Date",
        "Classification",
        "Language",
        "End of Document",
        "Documents",
    ),
    "fr": (
        "Rubrique",
        "Longueur",
        "mots",
        "Auteur",
        "Corps",
        "Date de chargement",
        "Classement",
        "Langue",
        "Fin du document",
        "Documents",
    ),
    "de": (
        "Rubrik",
        "Länge",
        "Wörter",
        "Autor",
        "Hauptteil",
        "Ladedatum",
        "Klassifizierung",
        "Sprache",
        "Ende des Dokuments",
        "Dokumente",
    ),
}


def uni(language: str, stories=STORIES) -> list[str]:
    """Return the paragraphs of a document by Nexis Uni, its cover first."""
    section, length, words, by, body, load, kinds, tongue, end, documents = UNI[language]
    cover = [
        f"Date and Time: Friday, 5. {MONTHS[language][6]} 2026 09:31:00 CEST",
        "Job Number: 00000001",
        f"{documents} ({len(stories)})",
    ]
    cover += [
        line
        for nth, story in enumerate(stories, start=1)
        for line in (f"{nth}. {story.title}", "Client/Matter: -None-", "Search Terms: dyke")
    ]
    made = cover
    for story in stories:
        made += [
            story.title, story.source, f"{story.date(language)} 9:20 AM GMT", "Copyright 2026 Some Press Ltd All Rights Reserved",
            f"{section}:\xa0{story.section}; Pg. {story.page}", f"{length}:\xa0{story.length} {words}", f"{by}:\xa0{story.author}",
            body, *story.text, f"{load}:\xa0{story.date(language)}", kinds, f"{tongue}:\xa0ENGLISH; Subject: DYKES (90%)", end,
        ]  # fmt: skip
    return made


def uni_word(language: str) -> bytes:
    return word([run(paragraph) for paragraph in uni(language)])


def uni_rich_text(language: str) -> bytes:
    escaped = [
        part.encode("cp1252", "xmlcharrefreplace").decode("cp1252").replace("&#", r"\u").replace(";", "?")
        if "&#" in part.encode("cp1252", "xmlcharrefreplace").decode("cp1252")
        else part
        for part in uni(language)
    ]
    return rich_text(r"\pard\par ".join(escaped))


# Factiva -----------------------------------------------------------------------------------------------------

FACTIVA = {
    "en": ("words", "English", "Document"), "fr": ("mots", "Anglais", "Document"), "de": ("Wörter", "Englisch", "Dokument"),
    "ja": ("文字", "英語", "文書"), "ko": ("단어", "영어", "문서"), "zh": ("字", "英语", "文件"),
}  # fmt: skip


def identity(story: Story) -> str:
    return "TIDNGS00{:04}{:02}{:02}em5c0001r".format(*story.day)


def _codes(language: str, story: Story) -> list[tuple[str, str]]:
    words, tongue, document = FACTIVA[language]
    return [
        ("SE", story.section), ("HD", story.title), ("BY", f"By {story.author}"), ("WC", f"{story.length} {words}"),
        ("PD", story.date(language)), ("ET", "15:32"), ("SN", story.source), ("SC", "TIDNGS"), ("PG", story.page),
        ("LA", tongue), ("CY", "(c) 2026 Some Press Ltd"), ("LP", "\n".join(story.text[:1])), ("TD", "\n".join(story.text[1:])),
        ("NS", "gcat : Political/General News"), ("PUB", "Some Press Ltd"), ("AN", f"{document} {identity(story)}"),
    ]  # fmt: skip


def factiva_page(language: str) -> bytes:
    made = ""
    for story in STORIES:
        rows = ""
        for code, value in _codes(language, story):
            paragraphs = "".join(
                f'<p class="articleParagraph {language}articleParagraph">{escape(one)}</p>'
                for one in value.split("\n")
                if one
            )
            cell = paragraphs if code in ("LP", "TD") else escape(value)
            rows += f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>\n' if value else ""
        made += f'<div class="article {language}Article"><table>{rows}</table></div><br/>'
    nav = '<div id="navcontainer"><h1>Factiva</h1><span>Dow Jones</span></div>'
    return f'<html><head><meta charset="utf-8"></head><body>{nav}{made}<span class="copyright">© 2026 Factiva, Inc.</span></body></html>'.encode()


def factiva_lines_page(language: str) -> bytes:
    made = ""
    for story in STORIES:
        head = [
            value
            for code, value in _codes(language, story)
            if code in ("BY", "WC", "PD", "ET", "SN", "SC", "PG", "LA", "CY")
        ]
        body = "".join(
            f'<p class="articleParagraph {language}articleParagraph">{escape(one)}</p>' for one in story.text
        )
        made += (
            f'<div class="article {language}Article"><div id="hd"><span class="{language}Headline">{escape(story.title)}</span></div>'
            f"{''.join(f'<div>{escape(line)}</div>' for line in head)}{body}"
            f"<p>{FACTIVA[language][2]} {identity(story)}</p></div><br/>"
        )
    return f'<html><head><meta charset="utf-8"></head><body>{made}</body></html>'.encode()


def factiva_paragraphs(language: str) -> list[str]:
    made = []
    for story in STORIES:
        values = dict(_codes(language, story))
        made += [values[code] for code in ("HD", "BY", "WC", "PD", "ET", "SN", "SC", "PG", "LA", "CY")] + [
            *story.text,
            values["AN"],
        ]
    return made


def factiva_rich_text(language: str) -> bytes:
    return rich_text(
        r"\par ".join(
            "".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in line) for line in factiva_paragraphs(language)
        )
    )


def factiva_xml() -> bytes:
    articles = "".join(
        f"<ppsarticle><article><accessionNo>{identity(story)}</accessionNo><baseLanguage>EN</baseLanguage><byline>By {story.author}</byline>"
        f"<headline><paragraph>{story.title}</paragraph></headline><leadParagraph><paragraph>{story.text[0]}</paragraph></leadParagraph>"
        f"<pages>{story.page}</pages><publicationDate><dateTime>{story.published}T01:00:00Z</dateTime></publicationDate>"
        f"<sectionName>{story.section}</sectionName><sourceName>{story.source}</sourceName>"
        f"<tailParagraphs>{''.join(f'<paragraph>{one}</paragraph>' for one in story.text[1:])}</tailParagraphs><wordCount>{story.length}</wordCount></article></ppsarticle>"
        for story in STORIES
    )  # fmt: skip
    return f'<?xml version="1.0"?><PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="3">{articles}</ppsarticleResultSet></ppsArticleResponse></PPSResponse>'.encode()


# Europresse --------------------------------------------------------------------------------------------------


def europresse_page(names: tuple[str, str] = ("titreArticleVisu", "docAuthors")) -> bytes:
    made = "".join(
        f'<article><header><div><span class="DocPublicationName">{story.source}, no. 1234 </span></div>'
        f'<div><span class="DocHeader">{story.section}, mardi {story.date("fr")} {story.length} mots, p. {story.page}</span></div>'
        f'<div class="titreArticle"><p class="sm-margin-bottom {names[0]}">{escape(story.title)}</p></div><div class="{names[1]}">{story.author}</div></header>'
        f'<section><div class="DocText clearfix"><div class="docOcurrContainer">{"".join(f"<p>{one}</p>" for one in story.text)}</div></div></section>'
        f"<aside><div><b>Note(s) :</b></div></aside><footer><small>© 2026 Some Press. Tous droits réservés.</small>"
        f'<p>Numéro de document : news·20260512·KT·{nth}</p><span class="txtCertificat">Le présent document est protégé.</span></footer></article>'
        for nth, story in enumerate(STORIES)
    )
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{made}</body></html>'.encode()


# ProQuest ----------------------------------------------------------------------------------------------------


def proquest_fields(story: Story, nth: int) -> list[tuple[str, str]]:
    return [
        ("Author", story.author),
        ("Publication info", f"{story.source} ; Kelmouth [Kelmouth]{story.date('en')}: {story.page}."),
        ("ProQuest document link", f"https://www.proquest.com/docview/31415{nth}?accountid=1"),
        ("Full text", "\n\n".join(story.text)),
        ("Subject", "Dykes; Town councils"), ("Location", "Brisac"), ("Title", story.title),
        ("Publication title", f"{story.source}; Kelmouth"), ("Pages", story.page), ("Publication year", str(story.day[0])),
        ("Publication date", story.date("en")), ("Section", story.section), ("Publisher", "Some Press Ltd"),
        ("Language of publication", "English"), ("Document type", "News"), ("ProQuest document ID", f"31415{nth}"),
        ("Document URL", f"https://www.proquest.com/docview/31415{nth}"), ("Copyright", "Copyright Some Press Ltd 2026"),
        ("Last updated", "2026-05-13"), ("Database", "Global Newsstream"),
    ]  # fmt: skip


def proquest_text() -> bytes:
    rule = "_" * 60
    made = [
        f"Document {nth} of {len(STORIES)}\n\n{story.title}\n\n"
        + "\n\n".join(f"{label}: {value}" for label, value in proquest_fields(story, nth))
        for nth, story in enumerate(STORIES, start=1)
    ]
    return (
        f"{rule}\n\n" + f"\n\n{rule}\n\n".join(made) + f"\n\n{rule}\n\nContact us at: http://www.proquest.com\n"
    ).encode()


def proquest_page() -> bytes:
    made = "<hr/>".join(
        f"<h1>{story.title}</h1>"
        + "".join(
            f"<p><strong>{label}: </strong>{value.split(chr(10))[0]}</p>"
            + "".join(f"<p>{one}</p>" for one in value.split("\n")[1:] if one)
            for label, value in proquest_fields(story, nth)
        )
        for nth, story in enumerate(STORIES, start=1)
    )
    return f'<html><head><meta charset="utf-8"><title>ProQuest Document Export</title></head><body>{made}<hr/><p>Contact us at ProQuest</p></body></html>'.encode()
