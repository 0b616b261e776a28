"""Disagreements: each stretch of text on which coders differ, and what they differ in."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from annotate._counting.columns import require
from annotate._exact_text import TEXT

Row = dict[str, Any]

WORDS = ("coder", "start", "end", "label", "speaker", "speaker_kind", "evaluative", "source", "unsure", "note")
"""What a decision says."""
COLUMNS = ("article_id", "start", "end", "text", "what", "labels", "often", "coders", "decisions")


def disagreements(tags: pd.DataFrame) -> pd.DataFrame:
    """Return each stretch of text on which coders differ, the commonest confusion of two labels first.

    Parameters
    ----------
    tags : DataFrame
        A tag table. What an adjudicated tag covers is settled, and left out.

    Returns
    -------
    DataFrame
        One row per stretch: ``article_id``, ``start``, ``end``, ``text``; ``what`` differs (some of ``label``,
        ``cut``, ``speaker``, ``kind``, ``evaluative`` and ``source``, with commas); ``labels`` that were given (with
        `` / ``); ``often``: on how many stretches coders differ in the same way between the same labels; ``coders``:
        how many decided; ``decisions``: a list with one dict per tag (``coder, start, end, label, speaker,
        speaker_kind, evaluative, source, unsure, note``).

    Notes
    -----
    A stretch is what tags of several coders hold together: passages that overlap, directly or through others. Where
    only one coder has tagged, nobody differs. Speakers are compared where the labels are the same.

    Examples
    --------
    >>> import annotate, pandas as pd
    >>> tags = pd.DataFrame({"article_id": "vote", "start": [0, 0, 9, 9], "end": [8, 8, 20, 20], "text": ""})
    >>> tags["label"] = ["opinion", "reported_fact", "opinion", "opinion"]
    >>> tags["coder"] = ["ana", "ben", "ana", "ben"]
    >>> annotate.disagreements(tags)[["start", "end", "what", "labels", "often"]].values.tolist()
    [[0, 8, 'label', 'opinion / reported_fact', 1]]
    """
    require(tags, "article_id", "start", "end", "label", "coder")
    found = [_row(those) for those in stretches(tags) if what_differs(those)]
    often = Counter((row["what"], row["labels"]) for row in found)
    for row in found:
        row["often"] = often[row["what"], row["labels"]]
    found.sort(key=lambda row: ("label" not in row["what"], -row["often"], row["labels"]))
    table = pd.DataFrame(found, columns=list(COLUMNS), dtype=object)
    texts = dict.fromkeys(("article_id", "text", "what", "labels"), TEXT)
    return table.astype({**texts, **dict.fromkeys(("start", "end", "often", "coders"), "int64")})


def stretches(tags: pd.DataFrame) -> Iterator[list[Row]]:
    """Return the tags of each stretch on which several coders have decided and no judge has."""
    names = [name for name in (*WORDS, "article_id", "text", "origin") if name in tags.columns]
    ordered = tags[names].sort_values(["article_id", "start", "end"], kind="stable")
    held: list[Row] = []
    for row in ordered.astype(object).to_dict("records"):
        tag = {str(name): value for name, value in row.items()}
        if held and (tag["article_id"] != held[0]["article_id"] or tag["start"] >= max(one["end"] for one in held)):
            yield from _of_several(held)
            held = []
        held.append(tag)
    yield from _of_several(held)


def _of_several(held: list[Row]) -> Iterator[list[Row]]:
    is_settled = any(tag.get("origin") == "adjudication" for tag in held)
    if not is_settled and len({tag["coder"] for tag in held}) > 1:
        yield held


def what_differs(those: list[Row]) -> list[str]:
    """Return what the coders of a stretch differ in; nothing where all agree."""
    differs = [name for name, is_so in (("label", _differ(those, "label")), ("cut", _differ(those))) if is_so]
    compared = [("kind", "speaker_kind"), ("evaluative", "evaluative"), ("source", "source")]
    if "label" not in differs:
        compared.insert(0, ("speaker", "speaker"))
    if "cut" not in differs:
        differs += [what for what, name in compared if name in those[0] and _differ(those, name)]
    return differs


def _differ(those: list[Row], *names: str) -> bool:
    """Whether coders say different things of a stretch; without a name: whether they cut it differently."""
    said: dict[str, set[tuple[Any, ...]]] = {}
    for tag in those:
        values = tuple(tag[name] for name in names) if names else (tag["start"], tag["end"])
        said.setdefault(tag["coder"], set()).add(values)
    return len({frozenset(values) for values in said.values()}) > 1


def _row(those: list[Row]) -> Row:
    start, end = those[0]["start"], max(tag["end"] for tag in those)
    return {
        "article_id": those[0]["article_id"],
        "start": start,
        "end": end,
        "text": _text(those, start, end),
        "what": ", ".join(what_differs(those)),
        "labels": " / ".join(sorted({str(tag["label"]) for tag in those})),
        "coders": len({tag["coder"] for tag in those}),
        "decisions": [{name: tag[name] for name in WORDS if name in tag} for tag in those],
    }


def _text(those: list[Row], start: int, end: int) -> str:
    """Put a stretch's text together from its tags; between passages there is nothing but blanks."""
    signs = [" "] * (end - start)
    for tag in those:
        signs[tag["start"] - start : tag["start"] - start + len(tag.get("text", ""))] = tag.get("text", "")
    return "".join(signs[: end - start])
