"""Whose copy a page is: agencies in date lines, bylines and colophons; not those that are only spoken of."""

import pandas as pd
import pytest

import annotate
from annotate._suggestions.agencies import agency_at

BODY = "The dyke at Kelmouth held through the night, the harbour master said on Friday."


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        (["KELMOUTH, Dec. 8 (UPI) — It rained."], "UPI"),
        (["KELMOUTH (AP) — It rained."], "AP"),
        (["Tarrow/Kelmouth (Reuters) - It rained."], "Reuters"),
        (["LESSANE, 3 mars (AFP) – Il a plu."], "AFP"),
        (["Brisac, 3 mars 2024 (Xinhua) -- Il a plu."], "Xinhua"),
        (["BRISAC (EFE).- Llovió."], "EFE"),
        (["(ANSA) - BRISAC, 3 MAR - Piove."], "ANSA"),
        (["BERLIN (dpa) - Es regnet."], "dpa"),
        (["By ANN LEE Associated Press Writer", BODY], "AP"),
        (["By Ann Lee, Reuters", BODY], "Reuters"),
        (["Par Claire Morel (avec AFP)", BODY], "AFP"),
        (["From wire reports", BODY], "wire reports"),
        ([BODY, "(Reporting by Ann Lee; Editing by Tom Ashby)"], "Reuters"),
        ([BODY, "Copyright 2026 The Associated Press. All rights reserved."], "AP"),
        ([BODY, "(AFP)"], "AFP"),
    ],
)
def test_an_agencys_copy_is_known_by_the_line_that_says_so(lines, agency):
    assert agency_at(lines) is not None
    assert agency_at(lines)[1] == agency


@pytest.mark.parametrize(
    "lines",
    [
        ["The AP said it rained.", BODY],
        ["The Associated Press contributed to this report."],
        ["He joined the AP in 1990 (AP)."],
        ["Kelmouth, March 3, 2026 — It rained."],
        ["The PA system failed (PA) in the hall."],
        ["Journalists strike at Reuters", BODY],
        ["The reporter wrote for the ap (ap) - and others."],
    ],
)
def test_an_agency_that_is_only_spoken_of_is_none_of_the_page(lines):
    assert agency_at(lines) is None


def test_the_agency_is_proposed_where_its_text_begins():
    page = {
        "article_id": "a",
        "source": "Tidings",
        "language": "en",
        "text": f"Dyke holds\nBy Ann Lee, Reuters\n{BODY}",
    }
    found = annotate.suggest(annotate.cut(pd.DataFrame([page])))

    assert found["proposed_source"].tolist() == ["", "", "Reuters"]


def test_the_agency_that_a_text_speaks_of_is_the_one_whose_copy_it_is_or_stays_open():
    for line, agency in (("LESSANE (AFP) – Il a plu.\n", "AFP"), ("", "")):
        text = line + "Selon les informations publiées par l’agence, l’eau monte."
        page = pd.DataFrame([{"article_id": "a", "source": "", "language": "fr", "text": text}])

        assert annotate.suggest(annotate.cut(page))["speaker"].iloc[-1] == agency
