"""Varied sentences written for the rules to be counted on, claims and none, in English and French.

They were all written before any was read by the rules; every second one was then looked at, the others only counted.
"""

import csv
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent


def sentences(language: str) -> pd.DataFrame:
    """Return passages as `suggest` takes them, with ``asked``, ``is_claim``, ``said_by`` and ``half`` (0 looked at)."""
    path = HERE / f"sentences_{language}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = []
    for nth, one in enumerate(given):
        start = 0
        for text in filter(None, (one["before"], one["text"])):
            is_asked = text == one["text"]
            said_by = [name.strip() for name in one["speakers"].split(";") if name.strip()]
            row = {"article_id": f"{language}{nth}", "source": "", "language": language, "start": start}
            row |= {"end": start + len(text), "text": text, "asked": is_asked, "half": nth % 2}
            rows.append({**row, "is_claim": is_asked and one["is_claim"] == "1", "said_by": said_by})
            start += len(text) + 1
    return pd.DataFrame(rows)
