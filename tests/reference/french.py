"""The French reference: its labels joined to the pages' text."""

import hashlib
from pathlib import Path

import pandas as pd
from lxml import html

HERE = Path(__file__).parent


def text_of(page: bytes) -> str:
    """Return a page's headings and paragraphs, one line each."""
    parser = html.HTMLParser(encoding="utf-8")
    blocks = html.fromstring(page, parser=parser).iter("h1", "h2", "p")
    lines = [" ".join(block.text_content().replace("\xad", "").split()) for block in blocks]
    return "\n".join(line for line in lines if line)


def reference(folder: Path) -> pd.DataFrame:
    """Return a passage table with ``label``, ``said_by``, ``unsure`` and ``half`` (0 looked at, 1 not)."""
    labels = pd.read_csv(HERE / "fr_wikinews.csv", dtype={"file": str})
    rows = []
    for nth, (file, of_file) in enumerate(labels.groupby("file", sort=True)):
        page = (folder / str(file)).read_bytes()
        if hashlib.sha256(page).hexdigest() != of_file["file_sha256"].iloc[0]:
            continue
        text = text_of(page)
        for row in of_file.to_dict("records"):
            said_by = "" if pd.isna(row["speaker_start"]) else text[int(row["speaker_start"]) : int(row["speaker_end"])]
            rows.append(
                {
                    "article_id": file, "source": "", "language": "fr", "start": row["start"], "end": row["end"],
                    "text": text[row["start"] : row["end"]], "label": row["label"], "said_by": said_by,
                    "unsure": row["unsure"], "half": nth % 2,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
