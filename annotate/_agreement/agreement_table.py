"""Agreement between coders: alpha, kappa, AC1, percent, and alpha for passages that were cut differently."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from annotate._agreement.cases import side_by_side
from annotate._agreement.coefficients import COEFFICIENTS, RATED, ordinal_alpha, scaled_alpha
from annotate._agreement.judgement_table import Judgements, independent, judgements, segments
from annotate._agreement.of_answers import ANY, compared
from annotate._agreement.unitizing import unitizing_values
from annotate._agreement.values_by_group import GroupValues, group_values, joined, no_values
from annotate._codebook import Codebook
from annotate._counting.columns import Array, coded
from annotate._counting.of_study import Study, tags_of, with_aside
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._statistics.intervals import FEW_ARTICLES, check_confidence
from annotate._statistics.leave_one_out import jackknife
from annotate._wording import remark, remarks

Order = Sequence[str] | Mapping[str, float] | None
"""All labels in their order, or each with its place on the scale."""

MEASURES = ("alpha", "kappa", "fleiss", "ac1", "percent", "ualpha", "cualpha")

WITH_EXCLUDED = "all, excluded too"
WITHOUT_SUGGESTIONS = "all, without accepted suggestions"


def agreement(
    tags: pd.DataFrame | Study,
    measure: str = "alpha",
    by: str | None = None,
    *,
    confidence: float = 0.95,
    order: Order = None,
    scale: str = "interval",
    marginals: str = "compared",
    question: str | None = None,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Measure how far coders agree.

    Parameters
    ----------
    tags : DataFrame or Project
        A project, or a tag table, one row per tag, with ``article_id``, ``start``, ``end``, ``label`` and ``coder``.
        Adjudicated tags are left out.
    measure : {"alpha", "kappa", "fleiss", "ac1", "percent", "ualpha", "cualpha"}
        Krippendorff's nominal alpha (the default: any number of coders, gaps allowed), Cohen's kappa (two coders;
        ``by="pair"`` for more), Fleiss' kappa, Gwet's AC1, the share of agreeing pairs; Krippendorff's alpha for
        unitizing of 1995 and 2004 (α_U), which compares borders by character and so suits coders who cut passages
        differently; or cu-alpha (2016), which compares the labels of every character that two coders have tagged,
        however they cut. The others compare stretches that were cut alike, and ``left_out`` says how many were not.
    by : str, optional
        None for all tags together; ``"pair"`` for each two coders; ``"label"`` for each label against all others;
        or a column such as ``"source"``, ``"language"``, or ``"month"``.
    confidence : float
        Of the interval, between 0 and 1.
    order : list of str, optional
        All labels in their order, where they are steps of one scale, such as a rater table's "factual", "mixed",
        "opinion". Alpha then counts a disagreement by the square of the steps between (interval data). A mapping
        gives each its own place on the scale.
    question : str, optional
        A further question of the codebook, whose answers are compared in place of labels: of a passage in a table of
        tags, of both in ``project.answers()``. Alpha goes by the answer's scale: nominal for yes/no, choices and words,
        ordinal for a scale, interval for a number; where several can be chosen, each choice has a row of its own.
        Also ``"source"``, ``"speaker"``, ``"speaker_kind"`` or ``"evaluative"``: what counted tags say of it.

    Returns
    -------
    DataFrame
        One row per group, with columns:

        - ``group``: ``"all"``, the label, ``"ana & ben"``, or the column's value. Only counted labels are compared,
          but for ``by="label"``. Beneath ``"all"`` stands, where there is any, the agreement with ``excluded`` as a
          label like the others (whether a passage counts is a decision too, and mostly an easy one), and that without
          suggestions that a coder accepted, since these are no independent judgements;
        - ``measure``: as given;
        - ``value``: 1 is perfect, 0 what chance alone would give (``"percent"``: 0–1 without regard to chance);
          missing where it is undefined;
        - ``low``, ``high``: interval that leaves out one article at a time, with Student's t;
        - ``coders``, ``passages``, ``articles``: how many were compared, that is, have two coders or more;
        - ``reason``: why the value or its interval is missing, that articles are few, or that passages were left out;
          else ``""``;
        - ``left_out``: how many passages one coder cut so and another cut differently: they are not compared;
        - ``set_aside``: how many articles are set aside, and so in no number, only where a project is given and some
          are.

    Raises
    ------
    BalanceError
        Where a column is missing, ``measure`` is not known, or one coder gave one passage two labels.

    See Also
    --------
    confusion : which labels are taken for which.
    annotate._agreement.coefficients, annotate._agreement.unitizing_formula : the formulas and their sources.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": ["a1", "a1", "a2", "a2", "a1", "a1", "a2", "a2"],
    ...         "start": [0, 50, 0, 40] * 2,
    ...         "end": [50, 90, 40, 80] * 2,
    ...         "label": ["opinion", "opinion", "reported_fact", "reported_fact"] * 2,
    ...         "coder": ["ana"] * 4 + ["ben"] * 4,
    ...     }
    ... )
    >>> tags.loc[7, "label"] = "opinion"
    >>> agreement(tags)[["group", "measure", "value", "coders", "passages", "articles"]].round(3)
      group measure  value  coders  passages  articles
    0   all   alpha  0.533       2         4         2
    """
    if measure not in MEASURES:
        raise BalanceError(f"measure={measure!r} is not known. Known are: {', '.join(MEASURES)}.")
    check_confidence(confidence)
    held, codebook = tags_of(tags, codebook)
    if question is not None:
        found = _of_question(held, question, codebook_of(held, codebook), measure, by, confidence, marginals)
        return with_aside(found, tags)
    _check(measure, by, order, scale, marginals)
    own = independent(held)
    codebook = codebook_of(own, codebook)
    views = {"all": own} if by == "label" else _views(own, codebook, by)
    parts: list[GroupValues] = []
    for name, view in views.items():
        part = _values(view, measure, by, order, scale, marginals, codebook)
        if by is None:
            part = part._replace(groups=[name])
        if not parts or (part.passages.any() and not part.is_like(parts[0])):
            parts.append(part)
    return with_aside(_table(joined(parts), measure, confidence), tags)


def _of_question(
    tags: pd.DataFrame,
    question: str,
    codebook: Codebook,
    measure: str,
    by: str | None,
    confidence: float,
    marginals: str,
) -> pd.DataFrame:
    parts = []
    for one in compared(tags, question, codebook):
        # Labels have an order for alpha alone, and never where each is set against all others.
        has_order = measure == "alpha" and by != "label" and one.order is not None
        how = {"order": one.order, "scale": one.scale} if has_order else {}
        part = agreement(one.tags, measure, by, confidence=confidence, marginals=marginals, codebook=ANY, **how)  # type: ignore[arg-type]
        name = [f"{one.group} · {group}" if by else one.group for group in part["group"]]
        parts.append(part.assign(group=pd.array(name, dtype=TEXT)) if one.group else part)
    return pd.concat(parts, ignore_index=True)


def _check(measure: str, by: str | None, order: Order, scale: str, marginals: str) -> None:
    if order is not None and (measure != "alpha" or by == "label"):
        raise BalanceError("order= makes a scale of the labels for measure='alpha'; it does not go with by='label'.")
    if scale not in ("interval", "ordinal") or (scale == "ordinal" and order is None):
        raise BalanceError(f"scale={scale!r} must be 'interval' or 'ordinal', with order= naming all labels in order.")
    if marginals not in ("compared", "rated") or (marginals == "rated" and (measure not in RATED or by == "pair")):
        raise BalanceError(
            f"marginals={marginals!r} must be 'compared' or, with measure='fleiss' or 'ac1' and not by='pair', 'rated'."
        )


def _views(own: pd.DataFrame, codebook: Codebook, by: str | None) -> dict[str, pd.DataFrame]:
    """Return the tags that are compared: those with counted labels and, beneath, in other choices."""
    codes, labels = coded(own["label"])
    is_counted = np.array([str(label) not in codebook.uncounted for label in labels], dtype=bool)[codes]
    views = {"all": own if is_counted.all() else own[is_counted]}
    if by is None and not is_counted.all():
        views[WITH_EXCLUDED] = own
    if by is None and "origin" in own.columns:
        accepted = (own["origin"] == "suggestion").to_numpy(dtype=bool)
        if accepted.any():
            views[WITHOUT_SUGGESTIONS] = own[is_counted & ~accepted]
    return views


def _values(
    tags: pd.DataFrame,
    measure: str,
    by: str | None,
    order: Order,
    scale: str,
    marginals: str,
    codebook: Codebook,
) -> GroupValues:
    if measure == "ualpha":
        found = unitizing_values(tags, by)
        return found if found.groups else no_values("all")
    every, column = marginals == "rated", None if by in ("label", "pair") else by
    grouped = judgements(segments(tags) if measure == "cualpha" else tags, column, every=every)
    coefficient = RATED[measure] if every else COEFFICIENTS["alpha" if measure == "cualpha" else measure]
    if order is not None:
        steps = _steps(order, grouped)
        coefficient = scaled_alpha(steps) if scale == "interval" else ordinal_alpha(steps)
    cases = side_by_side(grouped, measure, by, every=every)
    if by == "pair":
        cases = cases._replace(left_out=_left_out_by_pair(tags, cases.groups, grouped))
    found = group_values(cases, coefficient, by_length=measure == "cualpha")
    return found if found.groups else no_values("all")


def _left_out_by_pair(tags: pd.DataFrame, groups: list[str], every: Judgements) -> Array:
    """Count for each two coders the passages that these two cut differently."""
    coders = every.coders
    if len(coders) == len(groups) + 1 == 2:
        return np.array([every.unit_left_out.sum()], dtype=np.int64)
    found, codes = {}, coded(tags["coder"]).codes
    for one, other in combinations(range(len(coders)), 2):
        name = f"{coders[one]} & {coders[other]}"
        if name in groups:
            found[name] = int(judgements(tags[(codes == one) | (codes == other)]).unit_left_out.sum())
    return np.array([found[name] for name in groups], dtype=np.int64)


def _steps(order: Sequence[str] | Mapping[str, float], found: Judgements) -> Array:
    given = set(found.given.tolist())
    unknown = [label for number, label in enumerate(found.labels) if number in given and label not in order]
    if unknown or len(set(order)) < len(order):
        raise BalanceError(f"order={list(order)!r} must name each label once; missing or twice: {unknown or order!r}.")
    if isinstance(order, Mapping):
        return np.array([float(order.get(label, 0)) for label in found.labels])
    return np.array([order.index(label) if label in order else 0 for label in found.labels])


def _table(found: GroupValues, measure: str, confidence: float) -> pd.DataFrame:
    low, high = jackknife(found.value, found.left_out, found.left_group, confidence, found.left_size)
    return pd.DataFrame(
        {
            "group": pd.array(found.groups, dtype=TEXT),
            "measure": pd.array([measure] * len(found.groups), dtype=TEXT),
            "value": found.value,
            "low": np.maximum(low, np.minimum(found.value, 0.0 if measure == "percent" else -1.0)),
            "high": np.minimum(high, 1.0),
            **{name: getattr(found, name) for name in ("coders", "passages", "articles")},
            "reason": pd.array(_reasons(found, low), dtype=TEXT),
            "left_out": found.not_alike,
        }
    )


def _reasons(found: GroupValues, low: Array) -> list[str]:
    rows = zip(found.reason, found.not_alike.tolist(), found.value, low, found.passages, found.articles, strict=True)
    return [
        remarks(reason or _reason(*row) or _few(row[-1]), remark("not_alike", n=not_alike) if not_alike else "")
        for reason, not_alike, *row in rows
    ]


def _few(articles: int) -> str:
    """Return the reason why an interval is only indicative."""
    return remark("few_articles", few=FEW_ARTICLES, articles=int(articles)) if articles < FEW_ARTICLES else ""


def _reason(value: float, low: float, passages: int, articles: int) -> str:
    """Return why a value or its interval is missing."""
    if not passages:
        return remark("no_pair")
    if np.isnan(value):
        return remark("same_label")
    if not np.isnan(low):
        return ""
    if articles < 2:
        return remark("no_interval")
    if value == 1:
        return remark("no_disagreement")
    return remark("no_change")
