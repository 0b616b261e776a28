"""REFI-QDA, the exchange format of ATLAS.ti, MAXQDA, NVivo, QualCoder and others (version 1.5, 2019).

A ``.qdpx`` is a zip archive: ``project.qde`` (XML) names users, codes, sources and selections; ``sources/`` holds
each article's text. Labels are codes, coders users, tags selections with one coding each, notes the selections'
descriptions, which QualCoder takes for memos. Positions count code points from 0 (§ 10.2), the end excluded as
QualCoder writes it. A ``.qdc`` is a codebook alone.

Other columns of a tag have no place in it; they stand in ``annotate.json`` beside ``project.qde``, which other tools
leave alone.
"""

import codecs
import re
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from annotate._codebook import Codebook
from annotate._errors import FormatError
from annotate._formats.counted_positions import utf16_places
from annotate._formats.json_file import from_json, to_json
from annotate._formats.safe_xml import parse, shown
from annotate._formats.tagged_article import ABOUT, Span, TaggedArticle, escaped, unescaped
from annotate._json import JsonObject, an_object
from annotate._safe_zip import open_zip, read_member
from annotate._whole_file import whole_file

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
_GREY = "#888888"


def _guid(kind: str, *names: object) -> str:
    """Return the same thing the same identity in every file."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(["urn:annotate", kind, *(ascii(name) for name in names)])))


# Writing --------------------------------------------------------------------------------------------------------


def write(articles: list[TaggedArticle], file: IO[bytes], codebook: Codebook) -> None:
    """Write a ``.qdpx``."""
    project = Element("Project", {"xmlns": PROJECT, "name": "annotate", "origin": "annotate"})
    coders = sorted({span.detail.get("coder", "") for page in articles for span in page.spans})
    if coders:
        users = SubElement(project, "Users")
        for coder in coders:
            SubElement(users, "User", {"guid": _guid("coder", coder), "name": shown(coder)})
    others = dict.fromkeys(span.label for page in articles for span in page.spans if span.label not in codebook.names)
    _add_codes(SubElement(project, "CodeBook"), [*_codes(codebook), *((label, "", "") for label in others)])
    sources = Element("Sources")
    details: dict[str, JsonObject] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in articles:
            _add_source(sources, details, page)
            archive.writestr(f"sources/{_guid('article', page.article_id)}.txt", _encoded(page))
        if len(sources):
            project.append(sources)
        archive.writestr("project.qde", _xml(project))
        archive.writestr("annotate.json", to_json(details))


def _xml(root: Element) -> bytes:
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _encoded(page: TaggedArticle) -> bytes:
    try:
        text = page.text or ""
        return text.encode("utf-8-sig" if text.startswith("\ufeff") else "utf-8")
    except UnicodeEncodeError as error:
        raise FormatError(
            f"The text of the article {page.article_id!r} has a lone surrogate at {error.start}, which no text file "
            "can hold: correct the article, or use another format."
        ) from error


def _codes(codebook: Codebook) -> list[tuple[str, str, str]]:
    return [(label.name, label.colour, label.definition["en"]) for label in codebook.labels]


def _add_codes(book: Element, codes: list[tuple[str, str, str]]) -> None:
    parent = SubElement(book, "Codes")
    for name, colour, description in codes:
        about = {"guid": _guid("code", name), "name": shown(name), "isCodable": "true"}
        code = SubElement(parent, "Code", {**about, **({"color": colour} if colour else {})})
        if description:
            SubElement(code, "Description").text = shown(description)


def _add_source(sources: Element, details: dict[str, JsonObject], page: TaggedArticle) -> None:
    guid = _guid("article", page.article_id)
    name = page.about.get("title") or page.article_id
    source = SubElement(
        sources, "TextSource", {"guid": guid, "name": shown(name), "plainTextPath": f"internal://{guid}.txt"}
    )
    details[guid] = escaped(page.about)
    for nth, span in enumerate(page.spans):
        selection_guid = _guid("selection", page.article_id, nth, span.start, span.end, span.label)
        made = {"creatingUser": _guid("coder", span.detail.get("coder", ""))}
        if span.detail.get("tagged_at"):
            made["creationDateTime"] = span.detail["tagged_at"]
        positions = {"startPosition": str(span.start), "endPosition": str(span.end)}
        name = shown(" ".join(str(span.text).split())[:60])
        selection = SubElement(
            source, "PlainTextSelection", {"guid": selection_guid, "name": name, **positions, **made}
        )
        if span.detail.get("note"):
            SubElement(selection, "Description").text = shown(span.detail["note"])
        coding = SubElement(selection, "Coding", {"guid": _guid("coding", selection_guid), **made})
        SubElement(coding, "CodeRef", {"targetGUID": _guid("code", span.label)})
        key = {"start": span.start, "end": span.end, "code": _guid("code", span.label)}
        details[selection_guid] = {**key, "label": escaped({"label": span.label})["label"], **escaped(span.detail)}


def write_codebook(codebook: Codebook, path: str | Path) -> Path:
    """Write a codebook as ``.qdc``, with each label's colour and English definition.

    Examples
    --------
    >>> import tempfile
    >>> path = write_codebook(Codebook.shipped(), Path(tempfile.mkdtemp()) / "media_bias.qdc")
    >>> read_codebook(path).names
    ('opinion', 'reported_fact', 'attributed_claim', 'excluded')
    """
    book = Element("CodeBook", {"xmlns": CODEBOOK, "origin": codebook.id})
    _add_codes(book, _codes(codebook))
    with whole_file(path) as file:
        file.write(_xml(book))
    return Path(path)


# Reading --------------------------------------------------------------------------------------------------------


@dataclass
class _Project:
    name: str
    archive: zipfile.ZipFile
    codes: dict[str, str]
    users: dict[str, str]
    notes: dict[str, str]
    details: JsonObject = field(default_factory=dict)


def read(path: Path) -> Iterator[TaggedArticle]:
    """Read a ``.qdpx``: its text sources and their coded selections; not other media, nor codings of whole sources."""
    if path.suffix.lower() == ".qdc":
        raise FormatError(
            f"{path.name!r} is a codebook, with no tags in it: read it with annotate._formats.refi_qda.read_codebook."
        )
    with open_zip(path) as archive:
        root = parse(read_member(archive, "project.qde"), path.name)
        codes = {_target(code, "guid"): code.get("name", "") for code in _all(root, "Code")}
        users = {_target(user, "guid"): user.get("name") or user.get("id") or "" for user in _all(root, "User")}
        notes = {_target(note, "guid"): _text_of(note, "PlainTextContent") for note in _all(root, "Note")}
        project = _Project(path.name, archive, codes, users, notes, _details(archive, path.name))
        for source in _all(root, "TextSource"):
            yield _article(source, project)
        for source in _all(root, "PDFSource"):
            for text in _children(source, "Representation"):
                text.set("name", source.get("name", ""))
                yield _article(text, project)


def _details(archive: zipfile.ZipFile, name: str) -> JsonObject:
    if "annotate.json" not in archive.namelist():
        return {}
    text = read_member(archive, "annotate.json").decode("utf-8", "replace")
    return an_object(from_json(text, f"annotate.json in {name}"))


def _article(source: Element, project: _Project) -> TaggedArticle:
    guid = _target(source, "guid")
    named = {"article_id": source.get("name") or guid, "title": source.get("name", "")}
    about = {**named, **unescaped(project.details.get(guid), ABOUT)}
    reading = _reading(*_source_text(source, project), source)
    page = TaggedArticle(about, reading.text)
    for selection in _all(source, "PlainTextSelection"):
        codings = _all(selection, "Coding")
        page.spans += [_span(selection, coding, project, reading) for coding in codings]
    return page


def _source_text(source: Element, project: _Project) -> tuple[str, bool]:
    """Return a source's text, and whether a byte-order mark stands before it in its file."""
    where = source.get("plainTextPath")
    if where is None:
        return _text_of(source, "PlainTextContent"), False
    name = where.removeprefix("internal://").lstrip("/")
    is_bare = f"sources/{where}".lower() in map(
        str.lower, project.archive.namelist()
    )  # as qualitative-coding writes it
    if not (where.startswith("internal://") or is_bare):
        raise FormatError(
            f"The source {source.get('name')!r} of {project.name!r} lies outside the archive ({where!r}) and was not "
            "opened: export the project with its sources inside."
        )
    data = read_member(project.archive, f"sources/{name}")
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding), data[:3] == codecs.BOM_UTF8 or encoding == "utf-16"
        except UnicodeDecodeError:
            continue
    raise FormatError(f"The source {source.get('name')!r} of {project.name!r} is not UTF-8: export the project again.")


@dataclass
class _Reading:
    """A text, and which of its characters each counted position is."""

    text: str
    places: Sequence[int]

    def place(self, selection: Element, name: str) -> Any:
        number = _number(selection.get(name))
        return self.places[number] if isinstance(number, int) and 0 <= number < len(self.places) else number

    def fits(self, selection: Element) -> tuple[bool, bool]:
        """Whether a selection holds the text it is named after, and whether it begins and ends with a word."""
        start, end = (self.place(selection, name) for name in ("startPosition", "endPosition"))
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(self.text)):
            return False, False
        name = "".join((selection.get("name") or "").split())[:20]
        meant, around = self.text[start:end], self.text[max(0, start - 1) : start] + self.text[end : end + 1]
        return bool(name) and "".join(meant.split()).startswith(name), meant.strip() == meant and not around.strip()


def _reading(text: str, is_marked: bool, source: Element) -> _Reading:
    """Read a text as its selections count it: in code points as § 10.2 says, unless another way fits more of them.

    Some programs count UTF-16 units, some CRLF as one character, and some the file's mark as the first.
    """
    texts = dict.fromkeys([text, text.replace("\r\n", "\n")])
    readings = [_Reading(one, range(len(one) + 1)) for one in texts]
    readings += [_Reading(one, utf16_places(one)) for one in texts if not one.isascii() and max(one) > "\uffff"]
    if is_marked:
        readings += [_Reading(one.text, [0, *one.places]) for one in readings]
    selections = _all(source, "PlainTextSelection") if len(readings) > 1 else []
    return max(readings, key=lambda reading: [sum(fits) for fits in zip(*map(reading.fits, selections), strict=True)])


def _span(selection: Element, coding: Element, project: _Project, reading: _Reading) -> Span:
    code = _target(next(iter(_all(coding, "CodeRef")), coding), "targetGUID")
    start, end = (reading.place(selection, name) for name in ("startPosition", "endPosition"))
    coder = coding.get("creatingUser") or selection.get("creatingUser") or ""
    made = coding.get("creationDateTime") or selection.get("creationDateTime") or ""
    notes = [_text_of(selection, "Description")]
    referred = _children(selection, "NoteRef") + _children(coding, "NoteRef")
    notes += [project.notes.get(_target(note, "targetGUID"), "") for note in referred]
    told = {"coder": project.users.get(_bare(coder), ""), "tagged_at": made, "note": "\n".join(filter(None, notes))}
    place = f"selection {selection.get('guid')}"
    own = project.details.get(_target(selection, "guid"))
    if isinstance(own, dict) and (own.get("start"), own.get("end"), own.get("code")) == (start, end, code):
        own = {key: cell for key, cell in own.items() if key not in ("start", "end", "code")}
        detail = unescaped(own)
        return Span(start, end, detail.pop("label", ""), None, detail, is_ours=True, place=place)
    return Span(start, end, project.codes.get(code, ""), None, {k: v for k, v in told.items() if v}, place=place)


def _number(text: str | None) -> Any:
    try:
        return int(text or "")
    except ValueError:
        return text


def _all(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if str(element.tag).rpartition("}")[2] == name]


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if str(child.tag).rpartition("}")[2] == name]


def _target(element: Element, name: str) -> str:
    return _bare(element.get(name, ""))


def _bare(guid: str) -> str:
    """Return a GUID without the braces and capitals that some tools write."""
    return guid.strip("{}").lower()


def _text_of(element: Element, name: str) -> str:
    return next((child.text or "" for child in _children(element, name)), "")


def read_codebook(path: str | Path) -> Codebook:
    """Read the codes of a ``.qdc`` or ``.qdpx`` as a codebook of version 1; keys are 1 to 9, then a to z.

    The format tells names, colours and definitions alone: say in what you get which labels are not counted and which
    take a speaker, unless they bear the shipped codebook's names.

    Raises
    ------
    FormatError, CodebookError
    """
    path = Path(path)
    if path.suffix.lower() == ".qdpx":
        with open_zip(path) as archive:
            data = read_member(archive, "project.qde")
    else:
        data = path.read_bytes()
    codes = _all(parse(data, path.name), "Code")
    if not codes:
        raise FormatError(f"{path.name!r} holds no code.")
    keys = "123456789abcdefghijklmnopqrstuvwxyz"
    labels = [
        {
            "name": code.get("name", ""), "key": keys[nth] if nth < len(keys) else "", "mark": "●",
            "colour": _colour(code.get("color", "")), "title": {"en": code.get("name", "")},
            "definition": {"en": _text_of(code, "Description") or code.get("name", "")},
        }
        for nth, code in enumerate(codes)
    ]  # fmt: skip
    return Codebook.from_dict({"name": path.stem, "version": 1, "labels": labels})


def _colour(written: str) -> str:
    return written if re.fullmatch("#[0-9A-Fa-f]{6}", written) else _GREY
