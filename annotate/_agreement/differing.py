"""Disagreements: each stretch of text on which coders differ, and what they differ in."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypedDict, TypeVar

import pandas as pd

from annotate._counting.columns import require
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._questions import answers_as_text

Tag = Mapping[str, Any]
"""A tag, as a table's row or as a store has it."""

SomeTag = TypeVar("SomeTag", bound=Tag)


class Stretch(TypedDict):
    """A stretch on which coders differ, as a row of the table."""

    article_id: str
    start: int
    end: int
    text: str
    what: str
    labels: str
    often: int
    coders: int
    decisions: list[Tag]


WORDS = (
    "coder", "start", "end", "label", "speaker", "speaker_kind", "evaluative", "source", "answers", "unsure", "note",
)  # fmt: skip
"""What a decision says."""
COLUMNS = ("article_id", "start", "end", "text", "what", "labels", "often", "coders", "decisions")


def disagreements(tags: pd.DataFrame) -> pd.DataFrame:
    """Return each stretch of text on which coders differ, the commonest confusion of two labels first.

    Parameters
    ----------
    tags : DataFrame
        A tag table. What adjudicated tags cover is settled, and left out, unless two judges differ on it.

    Returns
    -------
    DataFrame
        One row per stretch: ``article_id``, ``start``, ``end``, ``text``; ``what`` differs (some of ``label``,
        ``cut``, ``speaker``, ``kind``, ``evaluative``, ``source`` and ``answers`` to the codebook's questions, with
        commas); ``labels`` that were given (with
        `` / ``); ``often``: on how many stretches coders differ in the same way between the same labels; ``coders``:
        how many decided; ``decisions``: a list with one dict per tag (``coder, start, end, label, speaker,
        speaker_kind, evaluative, source, answers, unsure, note``).

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


def stretches(tags: pd.DataFrame) -> Iterator[list[Tag]]:
    """Return the tags of each stretch on which several coders have decided and no judge has, or two judges differ."""
    whole = tags.assign(answers=answers_as_text(tags, codebook_of(tags).questions_about("passage")))
    names = [name for name in (*WORDS, "article_id", "text", "origin") if name in whole.columns]
    ordered = whole[names].sort_values(["article_id", "start", "end"], kind="stable")
    rows = ({str(name): value for name, value in row.items()} for row in ordered.astype(object).to_dict("records"))
    return stretches_of(rows)


def stretches_of(tags: Iterable[SomeTag]) -> Iterator[list[SomeTag]]:
    """Return the same of tags that are rows, by article and in reading order: a table takes longer than to compare."""
    for held in _held_together(tags):
        yield from _left_open(held)


def _held_together(tags: Iterable[SomeTag]) -> Iterator[list[SomeTag]]:
    """Return tags in reading order by stretch: those that overlap, directly or through others."""
    held: list[SomeTag] = []
    for tag in tags:
        if held and (tag["article_id"] != held[0]["article_id"] or tag["start"] >= max(one["end"] for one in held)):
            yield held
            held = []
        held.append(tag)
    if held:
        yield held


def _left_open(held: list[SomeTag]) -> Iterator[list[SomeTag]]:
    judged = [tag for tag in held if tag.get("origin") == "adjudication"]
    coded = [tag for tag in held if tag.get("origin") != "adjudication" and not _is_covered(tag, judged)]
    found = [those for those in _held_together(coded) if len({tag["coder"] for tag in those}) > 1]
    yield from found
    if not found and what_differs(judged):
        yield judged


def _is_covered(tag: Tag, judged: Sequence[Tag]) -> bool:
    """Whether judges have decided on all words of a tag."""
    place = tag["start"]
    text = str(tag.get("text", ""))
    for one in [*judged, {"start": tag["end"], "end": tag["end"]}]:  # in reading order, and then nothing
        left = text[place - tag["start"] : one["start"] - tag["start"]]
        if place < one["start"] and place < tag["end"] and not left.isspace():
            return False
        place = max(place, one["end"])
    return True


def what_differs(those: Sequence[Tag]) -> list[str]:
    """Return what the coders of a stretch differ in; nothing where all agree."""
    differs = [name for name, is_so in (("label", _differ(those, "label")), ("cut", _differ(those))) if is_so]
    compared = [("evaluative", "evaluative"), ("source", "source")]
    if "label" not in differs:
        compared = [("speaker", "speaker"), ("kind", "speaker_kind"), *compared, ("answers", "answers")]
    if "cut" not in differs:
        differs += [what for what, name in compared if those and name in those[0] and _differ(those, name)]
    return [what for what in differs if what != "answers" or _answered_differently(those)]


def _answered_differently(those: Sequence[Tag]) -> bool:
    """Whether two coders answered one question differently; who left it open said nothing against the other."""
    said: dict[str, set[str]] = {}
    for tag in those:
        for question, answer in json.loads(tag["answers"] or "{}").items():
            said.setdefault(question, set()).add(json.dumps(answer))
    return any(len(answers) > 1 for answers in said.values())


def _differ(those: Sequence[Tag], *names: str) -> bool:
    """Whether coders say different things of a stretch; without a name: whether they cut it differently."""
    said: dict[str, set[tuple[Any, ...]]] = {}
    for tag in those:
        values = tuple(tag[name] for name in names) if names else (tag["start"], tag["end"])
        said.setdefault(tag["coder"], set()).add(values)
    return len({frozenset(values) for values in said.values()}) > 1


def _row(those: Sequence[Tag]) -> Stretch:
    start, end = those[0]["start"], max(tag["end"] for tag in those)
    return {
        "article_id": those[0]["article_id"],
        "start": start,
        "end": end,
        "text": _text(those, start, end),
        "what": ", ".join(what_differs(those)),
        "often": 0,
        "labels": " / ".join(sorted({str(tag["label"]) for tag in those})),
        "coders": len({tag["coder"] for tag in those}),
        "decisions": [{name: tag[name] for name in WORDS if name in tag} for tag in those],
    }


def _text(those: Sequence[Tag], start: int, end: int) -> str:
    """Put a stretch's text together from its tags; between passages there is nothing but blanks."""
    signs = [" "] * (end - start)
    for tag in those:
        signs[tag["start"] - start : tag["start"] - start + len(tag.get("text", ""))] = tag.get("text", "")
    return "".join(signs[: end - start])
