"""Files of every kind that articles are read from, written here, of made-up texts; only the standard library and pandas."""

import gzip
import io
import json
import plistlib
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from html import escape

import pandas as pd

TITLE = "Council approves new dyke"
LINES = (
    "The town council of Brisac approved a new dyke on Monday evening after a debate that went on for nearly six hours.",
    "The work will cost 12.4 million euros and should be finished by the end of 2028, the mayor told the council.",
    "Opponents say that the sum is too high and that the old dyke could have been repaired for a third of the price.",
)
TEXT = "\n".join(LINES)
PAGE = (
    f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><article>'
    f"<h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in LINES)}</article></body></html>"
)


def saved(write: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def zipped(members: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


# Documents ---------------------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def run(words: str) -> str:
    """Return a run of a Word paragraph."""
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def word(paragraphs: list[str], *, style: str = "", footnotes: str = "") -> bytes:
    """Return a Word document of paragraphs' runs; the first has the style."""
    first = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inner = "".join(f"<w:p>{'' if nth else first}{runs}</w:p>" for nth, runs in enumerate(paragraphs))
    rels = f'<Relationships><Relationship Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels,
        "word/document.xml": f"<w:document {_W}><w:body>{inner}<w:sectPr/></w:body></w:document>",
    }
    if footnotes:
        members["word/footnotes.xml"] = f"<w:footnotes {_W}>{footnotes}</w:footnotes>"
    return zipped(members)


def opendocument(body: str) -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in
        (("office", "office"), ("text", "text"))
    )  # fmt: skip
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def rich_text(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Helvetica;}}\f0\fs22 " + body + "}").encode("cp1252")


Placed = tuple[float, float, float, str]


def pdf(pages: list[list[Placed]]) -> bytes:
    """Return a PDF of lines, each with its place from the left and from below, and its size, in points."""
    streams = [
        "BT " + " ".join(
            f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words.translate({40: chr(92) + '(', 41: chr(92) + ')'})}) Tj"
            for x, y, size, words in page
        ) + " ET"
        for page in pages
    ]  # fmt: skip
    kids = " ".join(f"{4 + 2 * nth} 0 R" for nth in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for nth, stream in enumerate(streams):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * nth} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    made = b"%PDF-1.4\n"
    places = []
    for nth, inner in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{nth} 0 obj\n{inner}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)


def simple_pdf(*, head: str = "") -> bytes:
    lines = [line for paragraph in LINES for line in [*wrapped(paragraph, 80), ""]]
    placed = [(60.0, 740.0 - 14 * nth, 11.0, line) for nth, line in enumerate(lines) if line]
    return pdf([[(60.0, 780.0, 18.0, TITLE), *placed, *([(60.0, 815.0, 9.0, head)] if head else [])]])


def book(chapters: list[str], *, metadata: str = "") -> bytes:
    items = "".join(
        f'<item id="c{nth}" href="c{nth}.xhtml" media-type="application/xhtml+xml"/>' for nth in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{nth}"/>' for nth in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    pages = {f"OEBPS/c{nth}.xhtml": chapter for nth, chapter in enumerate(chapters)}
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package, **pages}
    )


NITF = f"""<?xml version="1.0"?><nitf><head><title>{TITLE}</title><docdata><doc-id id-string="tidings-7"/>
<date.issue norm="20260512T080000Z"/></docdata><pubdata name="The Kelmouth Tidings" position.section="News" position.sequence="3"/></head>
<body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By <person>Ann Lee</person></byline></body.head>
<body.content>{"".join(f"<p>{line}</p>" for line in LINES)}</body.content></body></nitf>"""

NEWSML = f"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="tag:tidings.example,2026:7"><itemMeta><provider literal="Agence Ouest"/>
<versionCreated>2026-05-13T08:00:00Z</versionCreated><firstCreated>2026-05-12T08:00:00Z</firstCreated></itemMeta>
<contentMeta><by>By Ann Lee</by><headline>{TITLE}</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{"".join(f"<p>{line}</p>" for line in LINES)}</body></html>
</inlineXML></contentSet></newsItem></itemSet></newsMessage>"""


# Saved pages -------------------------------------------------------------------------------------------------

ADDRESS = "https://tidings.example/news/dyke"


def mhtml(page: str = PAGE) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = ADDRESS
    message.set_content(page, subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()


def webarchive(page: bytes = PAGE.encode(), encoding: str = "UTF-8") -> bytes:
    main = {"WebResourceData": page, "WebResourceURL": ADDRESS, "WebResourceMIMEType": "text/html"}
    return plistlib.dumps(
        {"WebMainResource": {**main, "WebResourceTextEncodingName": encoding}}, fmt=plistlib.FMT_BINARY
    )


def warc_records(pages: dict[str, bytes]) -> list[bytes]:
    """Return the records of a web archive of pages, by address, and a picture's."""
    made = []
    answers = [(address, "text/html; charset=utf-8", page) for address, page in pages.items()]
    for address, what, content in [*answers, (f"{ADDRESS}/photo.png", "image/png", b"\x89PNG")]:
        body = f"HTTP/1.1 200 OK\r\nContent-Type: {what}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-05-12T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:12345678-feed-4feb-8feb-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body + b"\r\n\r\n")
    return made


def warc(pages: dict[str, bytes]) -> bytes:
    return b"".join(warc_records(pages))


# Tables ------------------------------------------------------------------------------------------------------

TABLE = pd.DataFrame(
    {"source": ["The Kelmouth Tidings"], "title": [TITLE], "published": ["2026-05-12"], "text": [TEXT]}
)


@cache
def one_of_each_kind() -> dict[str, bytes]:
    """Return a file of each kind, by its name; each holds one article."""
    paragraphs = [run(TITLE), *map(run, LINES)]
    record = warc({ADDRESS: PAGE.encode()})
    heading = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    return {
        "dyke.txt": f"{TITLE}\n\n{TEXT}\n".encode(),
        "dyke.md": f"# {TITLE}\n\n{TEXT}\n".encode(),
        **{f"dyke{ending}": PAGE.encode() for ending in (".html", ".htm", ".xhtml")},
        **{f"dyke{ending}": mhtml() for ending in (".mhtml", ".mht")},
        "dyke.webarchive": webarchive(),
        "dyke.warc": record,
        "dyke.warc.gz": gzip.compress(record),
        "dyke.docx": word(paragraphs, style="Title"),
        "dyke.odt": opendocument(heading + "".join(f"<text:p>{line}</text:p>" for line in LINES)),
        **{f"dyke{ending}": rich_text(r"\par ".join([TITLE, *LINES])) for ending in (".rtf", ".doc")},
        "dyke.pdf": simple_pdf(),
        "dyke.epub": book([PAGE]),
        "dyke.xml": NITF.encode(),
        "dyke.csv": TABLE.to_csv(index=False).encode(),
        "dyke.tsv": TABLE.to_csv(index=False, sep="\t").encode(),
        "dyke.xlsx": saved(lambda file: TABLE.to_excel(file, index=False)),
        "dyke.jsonl": json.dumps(TABLE.to_dict("records")[0]).encode(),
        "dyke.parquet": saved(lambda file: TABLE.to_parquet(file)),
        "dyke.zip": zipped({"dyke.html": PAGE}),
    }
