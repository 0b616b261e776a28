"""In an environment with NLTK, spaCy and seqeval: they read our CoNLL file, and spaCy's documents come back as BIO."""

import json
import subprocess
import sys
from pathlib import Path

import nltk
import spacy
from nltk.corpus.reader import ConllCorpusReader
from seqeval.metrics.sequence_labeling import get_entities
from spacy.tokens import DocBin

folder = Path(sys.argv[1])
left = sorted(("".join(t["text"].split()), t["label"]) for t in json.loads((folder / "ours.tags").read_text("utf-8")))


def same(program, found):
    if sorted(found) != left:
        sys.exit(f"{program} sees other passages, such as {sorted(set(found) ^ set(left))[:2]}")
    print(f"trial: {program} sees {len(found)} passages, all with the same characters and label")


def read_by_nltk_and_seqeval():
    """Put NLTK's sentences together: a passage may go over several lines of the text."""
    nltk.data.path.append(str(folder))  # NLTK reads from nowhere else
    root = nltk.data.FileSystemPathPointer(str(folder))
    reader = ConllCorpusReader(root, ["ours.conll"], ("words", "pos", "ignore", "ne"), encoding="utf-8")
    rows = [row for grid in reader._grids() for row in grid]
    words, marks = [row[0] for row in rows], [row[3] for row in rows]
    same("NLTK", [("".join(words[start : end + 1]), label) for label, start, end in get_entities(marks)])


def converted_by_spacy():
    command = [sys.executable, "-m", "spacy", "convert", str(folder / "ours.conll"), str(folder), "--converter", "ner"]
    subprocess.run(command, check=True, capture_output=True)
    docs = list(DocBin().from_disk(folder / "ours.spacy").get_docs(spacy.blank("en").vocab))
    found = [("".join(token.text for token in span), span.label_) for doc in docs for span in doc.ents]
    with (folder / "back" / "spacy.conll").open("w", encoding="utf-8") as file:
        for doc in docs:
            for token in doc:
                file.write(f"{token.text} {token.ent_iob_}{f'-{token.ent_type_}' if token.ent_type_ else ''}\n")
            file.write("\n")
    same("spaCy", found)


read_by_nltk_and_seqeval()
converted_by_spacy()
