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


WRITTEN = [  # how agencies' copy is signed, in made-up pages
    (["WASHINGTON, Dec. 8 (UPI) — It rained."], "UPI"),
    (["WASHINGTON (AP) — It rained."], "AP"),
    (["WASHINGTON (AP) _ It rained."], "AP"),
    (["LONDON, March 3 (Reuters) - It rained."], "Reuters"),
    (["BEIJING, March 3 (Xinhua) -- It rained."], "Xinhua"),
    (["MADRID, 3 mar (EFE).- Llovió."], "EFE"),
    (["Madrid, 3 mar (EFE).- Llovió."], "EFE"),
    (["Berlin (dpa) - Es regnet."], "dpa"),
    (["Berlin (dpa/tmn) - Es regnet."], "dpa"),
    (["(ANSA) - ROMA, 03 MAR - Piove."], "ANSA"),
    (["Roma, 3 mar. (ANSA) - Piove."], "ANSA"),
    (["Paris (AFP) - Il pleut."], "AFP"),
    (["Paris, 3 mars 2024 (AFP) - Il pleut."], "AFP"),
    (["PARIS (AFP) – Il pleut."], "AFP"),
    (["NEW YORK -- (AP) It rained."], "AP"),
    (["By ANN LEE", "Associated Press", BODY], "AP"),
    (["By ANN LEE Associated Press", BODY], "AP"),
    (["By Ann Lee, Associated Press", BODY], "AP"),
    (["ANN LEE, Associated Press", BODY], "AP"),
    (["By The Associated Press", BODY], "AP"),
    (["Ann Lee | Associated Press", BODY], "AP"),
    (["Ann Lee, The Associated Press", BODY], "AP"),
    (["Associated Press", BODY], "AP"),
    (["By Ann Lee and Tom Ashby", "The Associated Press", BODY], "AP"),
    (["By ANN LEE and TOM ASHBY Associated Press", BODY], "AP"),
    (["By Ann Lee and Tom Ashby, Associated Press", BODY], "AP"),
    (["AP", BODY], "AP"),
    (["(AP)", BODY], "AP"),
    (["Source: AP", BODY], "AP"),
    (["Source: Associated Press", BODY], "AP"),
    (["Reuters", BODY], "Reuters"),
    (["By Reuters", BODY], "Reuters"),
    (["By Ann Lee | Reuters", BODY], "Reuters"),
    (["By Ann Lee (Reuters)", BODY], "Reuters"),
    (["By Ann Lee and Tom Ashby WASHINGTON (Reuters) - It rained."], "Reuters"),
    ([BODY, "(Reporting by Ann Lee; Editing by Tom Ashby)"], "Reuters"),
    ([BODY, "(Reporting by Ann Lee in Tarrow; editing by Tom Ashby)"], "Reuters"),
    ([BODY, "Reporting by Ann Lee; Editing by Tom Ashby"], "Reuters"),
    ([BODY, "(Additional reporting by Ann Lee; Writing by Tom Ashby; Editing by Rosa Lind)"], "Reuters"),
    ([BODY, "(Reporting By Ann Lee; Editing by Tom Ashby)"], "Reuters"),
    ([BODY, "Our Standards: The Thomson Reuters Trust Principles."], "Reuters"),
    (
        [
            BODY,
            "Copyright 2024 The Associated Press. All rights reserved. This material may not be published.",
        ],
        "AP",
    ),
    ([BODY, "© 2024 The Associated Press. All rights reserved."], "AP"),
    ([BODY, "© 2024 AFP"], "AFP"),
    ([BODY, "Copyright 2024 United Press International"], "UPI"),
    ([BODY, "© 2024 dpa"], "dpa"),
    ([BODY, "(c) Agence France-Presse"], "AFP"),
    ([BODY, "Copyright Reuters 2024"], "Reuters"),
    ([BODY, "Copyright 2024 by United Press International"], "UPI"),
    ([BODY, "(AFP)"], "AFP"),
    ([BODY, "(avec AFP)"], "AFP"),
    ([BODY, "Avec AFP"], "AFP"),
    ([BODY, "La rédaction avec AFP"], "AFP"),
    ([BODY, "Le Matin avec AFP"], "AFP"),
    ([BODY, "Par Le Matin avec AFP"], "AFP"),
    ([BODY, "(Avec l’AFP)"], "AFP"),
    ([BODY, "(AFP et Reuters)"], "AFP"),
    ([BODY, "Source : AFP"], "AFP"),
    ([BODY, "abc/def (AFP)"], "AFP"),
    ([BODY, "dpa"], "dpa"),
    ([BODY, "dpa/lno"], "dpa"),
    (["Von Anna Lehm, dpa", BODY], "dpa"),
    (["Quelle: dpa", BODY], "dpa"),
    (["(EFE)", BODY], "EFE"),
    (["Agencia EFE", BODY], "EFE"),
    (["From wire reports", BODY], "wire reports"),
    (["Wire reports", BODY], "wire reports"),
    (["From staff and wire reports", BODY], "wire reports"),
    (["Compiled from wire services", BODY], "wire reports"),
    (["News wire services", BODY], "wire reports"),
    (["AGENCES", BODY], "wire reports"),
    (["By ANN LEE, AP Business Writer", BODY], "AP"),
    (["Ann Lee, AP Technology Writer", BODY], "AP"),
    (["By ANN LEE AP Sports Writer", BODY], "AP"),
    (["By Ann Lee, Bloomberg News", BODY], "Bloomberg"),
    (["(Bloomberg) -- It rained in Kelmouth."], "Bloomberg"),
    (["Ann Lee, Bloomberg", BODY], "Bloomberg"),
    (["KELMOUTH, England (AP) — It rained."], "AP"),
    (["KELMOUTH, Tarrow County, Dec. 8, 2023 (UPI) -- It rained."], "UPI"),
    (["Dec. 8 (UPI) -- It rained."], "UPI"),
    (["March 3 (UPI) — It rained."], "UPI"),
    (["Moscow, March 3 /TASS/. It rained."], "TASS"),
    (["MOSCOW, March 3. /TASS/. It rained."], "TASS"),
    (["TOKYO (Kyodo) -- It rained."], "Kyodo"),
    (["TOKYO (Kyodo News) - It rained."], "Kyodo"),
    (["SEOUL, March 3 (Yonhap) -- It rained."], "Yonhap"),
    (["Lisboa, 03 mar 2024 (Lusa) – Chove."], "Lusa"),
    (["BRUXELLES (Belga) - Il pleut."], "Belga"),
    (["(Belga) Il pleut à Brisac."], "Belga"),
    (["MONTRÉAL — Il pleut.", "La Presse canadienne"], "La Presse canadienne"),
    (["OTTAWA (CP) — It rained."], "La Presse canadienne"),
    (["MADRID, 3 Mar. (EUROPA PRESS) - Llueve."], "Europa Press"),
    (["ANKARA (AA) - It rained."], "Anadolu"),
    (["Ann Lee", "THE ASSOCIATED PRESS", BODY], "AP"),
    (["By ASSOCIATED PRESS", BODY], "AP"),
    (["AP News", BODY], "AP"),
    (["UPDATED: WASHINGTON (AP) — It rained."], "AP"),
]
ONLY_SPOKEN_OF = [
    ["The AP said it rained.", BODY],
    ["He joined the AP in 1990 (AP).", BODY],
    ["The Associated Press contributed to this report.", BODY],
    [BODY, "The Associated Press contributed to this report."],
    ["Journalists strike at Reuters", BODY],
    ["Reuters cuts jobs", BODY],
    ["AP wins prize for war photos", BODY],
    ["Kelmouth, March 3 — It rained.", BODY],
    ["KELMOUTH (Town) - It rained.", BODY],
    ["Photo: AP", BODY],
    ["(AP Photo/Tom Ashby)", BODY],
    ["Ann Lee in Kelmouth. (AP Photo/Tom Ashby)", BODY],
    ["A man walks. REUTERS/Tom Ashby", BODY],
    ["Getty Images/AFP", BODY],
    ["Tom Ashby/AP", BODY],
    ["Foto: dpa", BODY],
    ["Photo : AFP", BODY],
    ["By Ann Lee", BODY],
    ["By Ann Lee, The Tidings", BODY],
    ["Follow us on Twitter @AP", BODY],
    ["“We asked the AP,” she said.", BODY],
    ["Students took AP classes (AP) in May.", BODY],
    ["The PA system (PA) failed.", BODY],
    ["She told AFP.", BODY],
    ["PA", BODY],
    ["Ann Lee, PA", BODY],
    ["The CP (CP) railway closed.", BODY],
    ["Philadelphia, PA (April 3) — It rained.", BODY],
    ["PHILADELPHIA, PA - It rained.", BODY],
    ["(Reporting by our school paper)", BODY],
    ["Reporting by night is hard work; editing by day is harder.", BODY],
    ["Bloomberg enters the race", BODY],
    ["Mayor Bloomberg", BODY],
    ["According to Reuters, it rained.", BODY],
    ["Reuters reported that it rained.", BODY],
    ["APA", BODY],
    ["L’AFP (AFP) a été fondée en 1944.", BODY],
    ["Je travaille avec l’AFP", BODY],
    ["Rencontre avec l’AFP", BODY],
]


def test_every_way_to_sign_a_copy_is_read():
    named = [(lines, (agency_at(lines) or (0, ""))[1]) for lines, _ in WRITTEN]

    assert [got for got, (_, agency) in zip(named, WRITTEN, strict=True) if got[1] != agency] == []


def test_what_names_an_agency_otherwise_makes_no_copy():
    assert [(lines, found) for lines in ONLY_SPOKEN_OF if (found := agency_at(lines))] == []
