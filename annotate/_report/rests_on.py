"""What a report's numbers rest on: what was coded twice, how articles were drawn, copies among them, and the limits."""

from collections.abc import Mapping

import pandas as pd

from annotate._agreement.judgement_table import independent
from annotate._alike.near_copies import Copied
from annotate._charts.chart import design_in_words
from annotate._exact_text import TEXT
from annotate._project.followed_queues import Said
from annotate._report.study import StudyTables
from annotate._wording import Wording

MOST_REASONS = 8
"""Reasons for adjudicating that a report lists."""

_PHASES = {
    "before": "report.trained_phase_before",
    "in training": "report.trained_phase_in_training",
    "after": "report.trained_phase_after",
}
_PLACE = ["article_id", "start", "end"]


def coded_twice(tags: pd.DataFrame, say: Wording) -> str:
    """Return how many passages two coders or more tagged, adjudication aside; and in how many articles."""
    own = independent(tags)
    coders = own.groupby(_PLACE, observed=True)["coder"].nunique().reset_index()
    twice = coders[coders["coder"] > 1]
    return say.text(
        "report.coded_twice",
        twice=say.count("passage", len(twice)),
        passages=say.count("passage", len(coders)),
        articles=say.count("article", twice["article_id"].nunique()),
        all_articles=say.count("article", coders["article_id"].nunique()),
    )


def adjudicated(study: StudyTables, say: Wording) -> str:
    """Return what was adjudicated, by whom and why, the commonest reason first; nothing where nothing was."""
    judged = study.tags[(study.tags["origin"] == "adjudication").to_numpy(dtype=bool)]
    if judged.empty:
        return ""
    counts = dict(zip(study.reasons["reason"], study.reasons["passages"], strict=True))
    given = [f"{reason} ({say.number(int(number))})" for reason, number in counts.items() if reason]
    shown, others = given[:MOST_REASONS], len(given) - MOST_REASONS
    more = [say.text("report.more_reasons", n=others)] if others > 0 else []
    return say.text(
        "report.adjudicated",
        passages=say.count("passage", len(judged)),
        judges=say.listed(sorted(judged["coder"].astype(TEXT).unique())),
        reasons="; ".join([*shown, *more]) or say.text("report.no_reason"),
        without=say.number(int(counts.get("", 0))),
    )


def assigned(study: StudyTables, say: Wording) -> str:
    """Return who was to code what, and how those articles were chosen that two code; nothing where nobody was told."""
    how = study.assigned
    if not how:
        return ""
    return say.text(
        "report.assigned",
        coders=say.listed(list(map(str, how["coders"]))),
        twice=say.percent(float(how["twice"])),
        by=", ".join(how["by"]) or say.text("report.by_chance_alone"),
        seed=str(how["seed"]),
    )


def trained(study: StudyTables, say: Wording) -> str:
    """Return how coders practised, how they agreed before and after it, and whom a lead let begin without."""
    return " ".join(filter(None, [_practised(study, say), _let_in(study, say)]))


def _let_in(study: StudyTables, say: Wording) -> str:
    """Return whom a lead admitted who never practised; nothing where there is nobody."""
    practised = set() if study.training is None else set(study.training.loc[study.training["passages"] > 0, "coder"])
    without = say.text("report.no_reason")
    told = [f"{coder} ({why or without})" for coder, why in sorted(study.by_hand.items()) if coder not in practised]
    return say.text("report.admitted_untrained", coders=say.listed(told)) if told else ""


def _practised(study: StudyTables, say: Wording) -> str:
    if study.training is None or study.phases is None:
        return ""
    coders = [
        say.text(
            "report.trained_one_by_hand" if row["by_hand"] else "report.trained_one",
            coder=row["coder"],
            share=say.percent(row["share"]),
            passages=say.count("passage", row["passages"]),
            reason=row["by_hand"],
        )
        for row in study.training.to_dict("records")
        if row["passages"]
    ]
    phases = [
        say.text(
            _PHASES[row["phase"]],
            value=say.number(row["value"], 2, fixed=True),
            passages=say.count("passage", row["passages"]),
        )
        for row in study.phases.dropna(subset=["value"]).to_dict("records")
    ]
    told = "; ".join(phases) or say.text("report.trained_no_phase")
    return say.text("report.trained", coders=say.listed(coders), phases=told) if coders else ""


def how_drawn(study: StudyTables, table: pd.DataFrame, say: Wording) -> str:
    """Return how the articles were drawn, or that the study does not hold it."""
    if how := study.drawn:
        return say.text(
            "report.drawn_here",
            articles=say.count("article", len(study.articles)),
            kind=say.text(f"report.kind_{how['kind'].replace(' ', '_')}"),
            by=", ".join(how["by"]) or say.text("report.by_chance_alone"),
            seed=str(how["seed"]),
        )
    if "design" in table and len(table):
        return say.text("report.drawn", design=design_in_words(str(table["design"].iloc[0]), say))
    return say.text("report.not_drawn")


def with_machine(study: StudyTables, say: Wording) -> str:
    """Return how the shares of the archive were estimated, as a reviewer asks; nothing where no machine helped."""
    if study.machine is None:
        return ""
    once = study.machine.drop_duplicates("source")
    return say.text(
        "report.with_machine",
        tagged=say.count("article", int(once["hand_articles"].sum())),
        articles=say.count("article", int(once["machine_articles"].sum())),
        least=say.number(float(study.machine["lambda"].min()), 2),
        most=say.number(float(study.machine["lambda"].max()), 2),
    )


def copies_among(found: Copied | None, say: Wording) -> str:
    """Return how many articles have a near-copy in the study; nothing where none was looked for."""
    if found is None:
        return ""
    if not found.of_any:
        return say.text("report.no_copies")
    articles, shared = say.count("article", len(found.of_any)), say.number(len(found.across))
    return say.text("report.copies", articles=articles, shared=shared)


def _queues(queues: Mapping[str, list[Said]], say: Wording) -> str:
    """Name the queues by which coders went."""
    named = []
    for coder, followed in queues.items():
        told = []
        for states, label, words, variable, value in followed:
            parts = [say.text(f"tagger.show_{state}") for state in states.split()]
            parts += [*([label] if label else []), *([f"{variable} = {value}"] if variable else [])]
            told.append(", ".join([*parts, *([say.text("report.queue_words", words=words)] if words else [])]))
        named.append(f"{coder} ({' / '.join(told)})")
    return "; ".join(named)


def _machines(tags: pd.DataFrame, say: Wording) -> str:
    """Return what suggested the accepted tags, and how many each; nothing where it was annotate's own rules alone."""
    accepted = (tags["origin"] == "suggestion").to_numpy(dtype=bool)
    if "machine" not in tags or not accepted.any() or not tags.loc[accepted, "machine"].any():
        return ""
    counts = tags.loc[accepted, "machine"].astype(TEXT).value_counts()
    return "; ".join(f"{name or say.text('report.own_rules')} ({say.number(n)})" for name, n in counts.items())


def limits(study: StudyTables, table: pd.DataFrame, say: Wording) -> list[str]:
    """Return what a reader must know that no number says, and what in this study weakens the numbers."""
    tags = study.tags
    said = [say.text(f"report.limit.{key}") for key in ("articles", "coders", "texts")]
    if tags.empty:
        return said
    untagged = table.drop_duplicates("source")["untagged"].sum() if "untagged" in table else 0
    counts = {
        "untagged": int(untagged) if not pd.isna(untagged) else 0,
        "unsure": int(tags["unsure"].sum()),
        "suggested": int((tags["origin"] == "suggestion").sum()),
        "undated": int((tags.drop_duplicates("article_id")["published"].astype(TEXT) == "").sum()),
    }
    said += [say.text(f"report.limit.{key}", n=many) for key, many in counts.items() if many]
    if machines := _machines(tags, say):
        said.append(say.text("report.limit.machines", machines=machines))
    if not study.assigned and study.passages is not None and tags["article_id"].nunique() < len(study.articles):
        said.append(say.text("report.limit.chosen"))
    if study.queues:
        said.append(say.text("report.limit.queues", queues=_queues(study.queues, say)))
    many, by_source = len(tags["coder"].unique()), tags.groupby("source", observed=True)["coder"].nunique()
    if many > 1 and by_source.max() == 1:
        said.append(say.text("report.limit.confounded"))
    return said
