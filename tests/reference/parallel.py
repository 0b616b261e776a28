"""Sentences that say the same in French and English."""

import re
from pathlib import Path

import pandas as pd


def parallel(folder: Path) -> pd.DataFrame:
    """Return one row per sentence: ``sent_id``, ``fr``, ``en`` and ``half``."""
    french, english = (_texts(folder / f"{code}_pud-ud-test.conllu") for code in ("fr", "en"))
    both = sorted(french.keys() & english.keys())
    rows = [(name, french[name], english[name], nth % 2) for nth, name in enumerate(both)]
    return pd.DataFrame(rows, columns=["sent_id", "fr", "en", "half"])


def as_passages(texts: pd.Series, language: str) -> pd.DataFrame:
    """Return each sentence as an article of its own."""
    return pd.DataFrame(
        {
            "article_id": [f"s{nth}" for nth in range(len(texts))], "source": "", "language": language,
            "start": 0, "end": texts.str.len().to_numpy(), "text": texts.to_numpy(),
        }
    )  # fmt: skip


def conditional_sentences(path: Path) -> pd.DataFrame:
    """Return one row per French sentence: ``text``, and ``conditionals``, the verbs that are one in the treebank."""
    rows = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text = re.search(r"^# text = (.*)$", block, re.M)
        if text:
            lines = [line.split("\t") for line in block.split("\n") if re.match(r"\d+\t", line)]
            rows.append((text[1], [line[1].lower() for line in lines if "Mood=Cnd" in line[5]]))
    return pd.DataFrame(rows, columns=["text", "conditionals"])


def _texts(path: Path) -> dict[str, str]:
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    pairs = (re.search(r"^# sent_id = (.*)$(?:.|\n)*?^# text = (.*)$", block, re.M) for block in blocks)
    return {pair[1]: pair[2] for pair in pairs if pair}
