"""English Wikinews with attributions, from the discourse trees of GUM: which sentences are claims, and whose."""

import re
from pathlib import Path

import pandas as pd
from lxml import etree

NOUNS = ("NOUN", "PROPN")
"""Pronouns are left out: whom they stand for is not in these files."""


def reference(folder: Path) -> pd.DataFrame:
    """Return one row per sentence: a passage table with ``is_claim``, ``said_by`` and ``half``.

    A sentence is a claim where an attribution lies in it, or where five words or more of it stand in quotation marks,
    which the codebook counts and the trees mostly leave with the sentence before. Photo credits, which the trees count
    as attributions, are left out.
    """
    rows = []
    for nth, path in enumerate(sorted((folder / "conllu").glob("*.conllu"))):
        found = _article(path, folder / "rst" / f"{path.stem}.rs4")
        rows += [
            {**row, "article_id": path.stem, "half": nth % 2} for row in found if "Image: " not in str(row["text"])
        ]
    return pd.DataFrame(rows)


def _article(path: Path, tree: Path) -> list[dict[str, object]]:
    sentences = _sentences(path)
    quoted = _quoted([sentence["text"] for sentence in sentences])
    attributing = _attributions(tree)
    units = _units(tree)
    rows, at, token = [], 0, 0
    edges = _edges(units)
    for nth_sentence, sentence in enumerate(sentences):
        tokens = sentence["tokens"]
        inside = {edges[nth] for nth in range(token, token + len(tokens)) if nth < len(edges)}
        heads = [nth for nth in range(len(tokens)) if token + nth < len(edges) and edges[token + nth] in attributing]
        said_by = _subjects(tokens, heads)
        start = at
        at += len(sentence["text"]) + 1
        rows.append(
            {
                "source": "", "language": "en", "start": start, "end": at - 1, "text": sentence["text"],
                "is_attributed": bool(inside & attributing), "said_by": said_by,
                "is_claim": bool(inside & attributing) or quoted[nth_sentence] >= 5,
            }
        )  # fmt: skip
        token += len(tokens)
    return rows


def _quoted(texts: list[str]) -> list[int]:
    """Count the words of each sentence in quotation marks, straight or curly, within one quotation or across several.

    A sentence that begins with an opening mark closes what was left open: writers open each paragraph again.
    """
    found, is_open = [], False
    for text in texts:
        is_open = is_open and not re.match(r'["“]\w', text)
        words = 0
        for piece in re.split(r'(["“”])', text):
            if piece in ('"', "“", "”"):
                is_open = not is_open if piece == '"' else piece == "“"
            elif is_open:
                words += len(re.findall(r"\w+", piece))
        found.append(words)
    return found


def _sentences(path: Path) -> list[dict]:
    found: list[dict] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text = re.search(r"^# text = (.*)$", block, re.M)
        if text:
            rows = [line.split("\t") for line in block.split("\n") if re.match(r"\d+\t", line)]
            found.append({"text": text[1], "tokens": rows})
    return found


def _units(tree: Path) -> list[tuple[str, int]]:
    body = etree.parse(tree).find("body")
    return [(segment.get("id"), len((segment.text or "").split())) for segment in body.iter("segment")]


def _edges(units: list[tuple[str, int]]) -> list[str]:
    return [name for name, size in units for _ in range(size)]


def _attributions(tree: Path) -> set[str]:
    """Return the units that attribute."""
    body = etree.parse(tree).find("body")
    parents = {node.get("id"): node.get("parent") for node in body if node.get("id")}
    relations = {node.get("id"): node.get("relname") or "" for node in body if node.get("id")}
    segments = {node.get("id") for node in body.iter("segment")}

    def inside(name: str) -> set[str]:
        children = [child for child, parent in parents.items() if parent == name]
        below = {unit for child in children for unit in inside(child)}
        return below | ({name} if name in segments else set())

    attributing: set[str] = set()
    for name, relation in relations.items():
        if relation.startswith("attribution"):
            attributing |= {unit for unit in inside(name) if unit == name} or inside(name)
    return attributing


def _subjects(tokens: list[list[str]], heads: list[int]) -> list[str]:
    """Return the words of the subject of each attributing verb."""
    found = []
    numbers = {int(tokens[nth][0]) for nth in heads}
    for row in tokens:
        is_subject = row[7].startswith("nsubj") and int(row[6]) in numbers
        is_by = row[7].startswith("obl") and any(
            other[6] == row[0] and other[2].lower() in ("accord", "by", "per") for other in tokens
        )
        if (is_subject or (is_by and int(row[0]) in numbers)) and row[3] in NOUNS:
            written = " ".join(other[1] for other in tokens if _is_below(tokens, other, row[0]))
            found.append(re.sub(r"^(?:according to|by|per) ", "", written, flags=re.I))
    return found


def _is_below(tokens: list[list[str]], row: list[str], head: str) -> bool:
    for _ in range(30):
        if row[0] == head:
            return True
        if row[6] == "0":
            return False
        row = next(other for other in tokens if other[0] == row[6])
    return False
