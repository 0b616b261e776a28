"""Label Studio's JSON: a list of tasks, each with a text and annotations, each annotation one coder's.

The labelling configuration that fits what `write` gives::

    <View>
      <Labels name="label" toName="text">
        <Label value="opinion"/> <Label value="reported_fact"/>
        <Label value="attributed_claim"/> <Label value="excluded"/>
      </Labels>
      <Text name="text" value="$text"/>
    </View>

Offsets are checked against the text that each result names: Label Studio has counted UTF-16 units and code points.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from annotate._errors import FormatError
from annotate._exact_text import escape
from annotate._formats.json_file import from_json, read_text, to_json
from annotate._formats.tagged_article import ABOUT, Span, TaggedArticle, escaped, unescaped
from annotate._json import JsonObject, a_list, an_object


def write(articles: list[TaggedArticle], file: IO[bytes]) -> None:
    """Write one task an article."""
    file.write(to_json([_task(page, nth) for nth, page in enumerate(articles, start=1)], indent=1))


def _task(page: TaggedArticle, nth: int) -> JsonObject:
    numbered = [(span.detail.get("coder", ""), number, span) for number, span in enumerate(page.spans, start=1)]
    by_coder = groupby(sorted(numbered, key=lambda row: row[:2]), key=lambda row: row[0])
    annotations: list[JsonObject] = [
        {"result": [_result(span, f"{nth}-{number}") for _, number, span in rows], "was_cancelled": False}
        for _, rows in by_coder
    ]
    return {"id": nth, "data": {"text": page.text, **escaped(page.about)}, "annotations": annotations}


def _result(span: Span, result_id: str) -> JsonObject:
    note = span.detail.get("note", "")
    own = {name: cell for name, cell in span.detail.items() if name != "note"}
    return {
        "id": result_id, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
        "value": {"start": span.start, "end": span.end, "text": span.text, "labels": [span.label]},
        "meta": {"text": [escape(note)] if note else [], "annotate": {"label": escape(span.label), **escaped(own)}},
    }  # fmt: skip


def read(path: Path) -> Iterator[TaggedArticle]:
    """Read exports as JSON and as JSON-MIN; predictions and cancelled annotations are left out."""
    for nth, task in enumerate(_tasks(from_json(read_text(path), path.name)), start=1):
        if not isinstance(task, dict):
            raise FormatError(
                f"Task {nth} of {path.name!r} is no object: export the project as JSON from Label Studio."
            )
        data = task["data"] if isinstance(task.get("data"), dict) else task
        text = _text(data)
        if text is None:
            raise FormatError(f"Task {nth} of {path.name!r} has no text in 'data': pass data with a key 'text'.")
        about = unescaped(data, ABOUT)
        about.setdefault("article_id", f"{path.stem}-{task.get('id', nth)}")
        yield TaggedArticle(about, text, list(_spans(task, nth)))


def _tasks(found: Any) -> Iterator[Any]:
    """Return the tasks one by one: of a folder of exports the SDK's converter makes a list of lists."""
    for one in found if isinstance(found, list) else [found]:
        yield from one if isinstance(one, list) else [one]


def _text(data: JsonObject) -> str | None:
    texts = [value for name, value in data.items() if isinstance(value, str) and name not in ABOUT]
    text = data.get("text", texts[0] if len(texts) == 1 else None)
    return text if isinstance(text, str) else None


def _spans(task: JsonObject, nth: int) -> Iterator[Span]:
    given = task.get("annotations", task.get("completions"))
    if given is None:  # JSON-MIN: the regions stand in the task itself, under the name of the control
        regions = next((a_list(value) for value in task.values() if _are_regions(value)), [])
        given = [{"result": [{"value": region} for region in regions], "completed_by": task.get("annotator")}]
    for number, annotation in enumerate(a_list(given), start=1):
        if not isinstance(annotation, dict) or annotation.get("was_cancelled"):
            continue
        for count, result in enumerate(a_list(annotation.get("result")), start=1):
            if isinstance(result, dict) and _is_span(result):
                yield _span(result, annotation, f"task {nth}, annotation {number}, result {count}")


def _are_regions(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) and "start" in row for row in value)


def _is_span(result: JsonObject) -> bool:
    return not {"labels", "hypertextlabels"}.isdisjoint(an_object(result.get("value")))


def _span(result: JsonObject, annotation: JsonObject, place: str) -> Span:
    value = an_object(result["value"])
    where = an_object(value.get("globalOffsets", value)) or value
    labels = value.get("labels", value.get("hypertextlabels"))
    label = labels[0] if isinstance(labels, list) and len(labels) == 1 else labels
    span = Span(where.get("start"), where.get("end"), label, value.get("text"), place=place)
    meta = an_object(result.get("meta"))
    own = unescaped(meta.get("annotate"))
    span.is_ours = own.pop("label", None) == label
    span.detail = {**(own if span.is_ours else _coder(annotation)), **_note(meta)}
    return span


def _note(meta: JsonObject) -> dict[str, str]:
    texts = a_list(meta.get("text")) or [meta.get("text")]
    return unescaped({"note": "\n".join(text for text in texts if isinstance(text, str))})


def _coder(annotation: JsonObject) -> dict[str, str]:
    by = annotation.get("completed_by")
    name = by.get("email") or by.get("id") if isinstance(by, dict) else by
    return {} if name is None else {"coder": str(name)}
