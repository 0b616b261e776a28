"""In PyLD's environment: our JSON-LD means, as linked data, what the Web Annotation Vocabulary says of our tags.

The context is the W3C's: from http://www.w3.org/ns/anno.jsonld, or from the file that ANNO_CONTEXT names.
"""

import json
import os
import sys
import urllib.request
from pathlib import Path

from pyld import jsonld

folder = Path(sys.argv[1])
ADDRESS = "http://www.w3.org/ns/anno.jsonld"
OA, RDF = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ITEMS = "http://www.w3.org/ns/activitystreams#items"


def context():
    try:
        named = os.environ.get("ANNO_CONTEXT")
        return json.loads(Path(named).read_bytes() if named else urllib.request.urlopen(ADDRESS, timeout=60).read())
    except OSError as error:
        sys.exit(f"the context was not to be had ({error}): name a file of it in ANNO_CONTEXT")


document = context()
jsonld.set_document_loader(
    lambda url, *_: {"contextUrl": None, "documentUrl": url, "document": {ADDRESS: document}[url]}
)
given = json.loads((folder / "ours.jsonld").read_text())
(expanded,) = jsonld.expand(given)
items = expanded[ITEMS][0]["@list"]


def meant(item):
    """Return what an annotation means: its place, quotation, label and coder."""
    (target,) = item[f"{OA}hasTarget"]
    selectors = {one["@type"][0]: one for one in target[f"{OA}hasSelector"]}
    place, quotation = (selectors[f"{OA}{name}"] for name in ("TextPositionSelector", "TextQuoteSelector"))
    bodies = {one[f"{OA}hasPurpose"][0]["@id"]: one[f"{RDF}value"][0]["@value"] for one in item[f"{OA}hasBody"]}
    coder = item["http://purl.org/dc/terms/creator"][0]["http://xmlns.com/foaf/0.1/name"][0]["@value"]
    start, end = (place[f"{OA}{name}"][0]["@value"] for name in ("start", "end"))
    text = quotation[f"{OA}exact"][0]["@value"]
    return start, end, text, bodies[f"{OA}classifying"], coder, bodies.get(f"{OA}commenting", "")


names = ("start", "end", "text", "label", "coder", "note")
left = [tuple(tag[name] for name in names) for tag in json.loads((folder / "ours.tags").read_text("utf-8"))]
found = [meant(item) for item in items]
if sorted(found) != sorted(left):
    sys.exit(f"PyLD sees other annotations, such as {sorted(set(found) ^ set(left))[:2]}")
triples = jsonld.to_rdf(given)["@default"]
print(f"trial: {len(triples)} triples: {len(found)} annotations with the same place, quotation, label, coder and note")
compacted = jsonld.compact(expanded, given["@context"])
(folder / "back" / "compacted.jsonld").write_text(json.dumps(compacted))
