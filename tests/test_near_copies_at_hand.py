"""Whoever adds an article is told which near-copy of it the study has already."""

import random
import re

import pandas as pd
import pytest

import annotate
from annotate._project import copy_index

WIRE = (
    "The town council of Brisac voted on Friday evening to close the old port for good after a debate of nearly six "
    "hours, during which forty residents spoke against the plan and only three in favour of it. The work is to begin "
    "in March and will cost twelve million euros, most of which the region has promised to pay."
)
OWN = "Fishermen gathered on the quay before dawn, and the bells of Saint Anne rang as the first boats left the basin. "


def pages(**texts: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [*texts], "text": [*texts.values()], "source": "The Echo", "language": "en"})


def test_a_near_copy_is_told_with_what_each_has_of_the_other(where):
    with annotate.open_project(where) as project:
        project.add(pages(a=WIRE, other=OWN))
        reason = project.add(pages(b=OWN + WIRE))["reason"].iloc[0]

    here, there = re.findall(r"(\d+)%", reason)
    own, wire = len(OWN.split()), len(WIRE.split())
    assert "'a' (The Echo)" in reason
    assert (int(here), int(there)) == (round(100 * wire / (own + wire)), 100)


def test_of_articles_that_come_in_together_the_later_is_the_copy(where):
    with annotate.open_project(where) as project:
        reasons = project.add(pages(a=WIRE, b="LESSANE. " + WIRE))["reason"].tolist()

    assert reasons[0] == ""
    assert "'a'" in reasons[1]


def test_two_reports_that_quote_one_speech_are_not_called_copies(where):
    speech = (
        "“" + OWN.strip() + " " + "We shall not be moved from it by any council, for it was ours before it was theirs.”"
    )
    with annotate.open_project(where) as project:
        project.add(pages(a=f"The oldest skipper spoke first. {speech}"))
        reason = project.add(pages(b=f"Songs were sung at night. {speech} So said a man in oilskins."))["reason"].iloc[
            0
        ]

    assert reason == ""


def test_articles_that_an_earlier_annotate_added_are_found_too(where):
    with annotate.open_project(where) as project:
        project.add(pages(a=WIRE))
        with project._store.writing() as connection:
            for name in copy_index.TABLES:
                connection.exec_driver_sql(f"DROP TABLE {name}")
        reason = project.add(pages(b=OWN + WIRE))["reason"].iloc[0]

    assert "'a'" in reason


@pytest.mark.slow
def test_what_stands_on_every_page_makes_no_copies_and_fills_no_index(where):
    chance = random.Random(7)
    words = ["".join(chance.choices("aeioulmnrst", k=6)) for _ in range(3000)]
    texts = {f"a{nth}": " ".join(chance.choices(words, k=400)) + ". " + OWN for nth in range(120)}
    with annotate.open_project(where) as project:
        reasons = project.add(pages(**texts))["reason"].tolist()
        with project._store.reading() as connection:
            most = connection.exec_driver_sql(
                "SELECT max(n) FROM (SELECT count(*) AS n FROM article_runs GROUP BY run) AS every"
            ).scalar()

    assert set(reasons) == {""}
    assert most <= copy_index._COMMON
