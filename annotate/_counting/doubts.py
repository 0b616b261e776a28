"""What in the tags makes a group's numbers doubtful, although they can be counted."""

from collections import defaultdict

import pandas as pd
from pandas.api.types import is_numeric_dtype

from annotate._counting.columns import NO_MONTH, Array, alike, month_of
from annotate._wording import remark, remarks


def cautions(
    tags: pd.DataFrame, groups: pd.DataFrame, group: Array, twice: list[tuple[int, int]], of_all: list[str]
) -> list[str]:
    """Return one text per group, ``""`` where there is nothing to say.

    Parameters
    ----------
    tags : DataFrame
    groups : DataFrame
        One row per group.
    group : array of int, shape (tags,)
        The group of each tag.
    twice : list of pairs of int
        Rows of tags of one coder on one stretch.
    of_all : list of str
        What is to be said of every group.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for name in groups:
        _names_alike(groups[name], found)
        if name == "month":
            _unread_dates(tags, groups[name], found)
    _tagged_twice(tags, group, twice, found)
    return [remarks(*found[number], *of_all) for number in range(len(groups))]


def _names_alike(column: pd.Series, found: dict[int, list[str]]) -> None:
    if is_numeric_dtype(column):
        return
    spellings: dict[str, list[str]] = defaultdict(list)
    values = list(map(str, column.tolist()))
    for value in dict.fromkeys(values):
        spellings[alike(value)].append(value)
    if len(spellings) == len(set(values)):
        return
    for number, value in enumerate(values):
        others = [other for other in spellings[alike(value)] if other != value]
        if others:
            found[number].append(remark("alike", column=str(column.name), others=", ".join(map(repr, others))))


def _unread_dates(tags: pd.DataFrame, months: pd.Series, found: dict[int, list[str]]) -> None:
    for number, month in enumerate(months):
        if month == NO_MONTH and "published" in tags:
            dates = [str(date) for date in tags["published"].unique() if _is_unread(date)]
            found[number].append(remark("no_month", date=repr(dates[0])))


def _is_unread(date: object) -> bool:
    return month_of(date) == NO_MONTH


def _tagged_twice(tags: pd.DataFrame, group: Array, twice: list[tuple[int, int]], found: dict[int, list[str]]) -> None:
    many: dict[int, int] = defaultdict(int)
    for one, other in twice:
        for number in {int(group[one]), int(group[other])}:
            many[number] += 1
            if many[number] == 1:
                found[number].append(_twice(tags.iloc[one], tags.iloc[other]))
    for number, times in many.items():
        if times > 1:
            found[number].append(remark("twice_more", n=times - 1))


def _twice(one: pd.Series, other: pd.Series) -> str:
    who = {"coder": repr(one["coder"]), "article": repr(one["article_id"])}
    if (one["start"], one["end"], one["label"]) == (other["start"], other["end"], other["label"]):
        return remark("twice_same", **who, place=f"{one['start']}–{one['end']}")
    places = {name: f"{tag['start']}–{tag['end']} ({tag['label']})" for name, tag in (("one", one), ("other", other))}
    return remark("twice_unclear", **who, **places)
