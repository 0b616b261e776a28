"""What belongs to a page and not to its text: found in six languages, and never taken of what somebody wrote."""

import pandas as pd
import pytest

from annotate import cut
from annotate._boilerplate import boilerplate

PAGES = {
    "byline": """By Ann Lee and Tom Ashby
By ANN LEE and TOM ASHBY, Associated Press
By Ann Lee, Staff Writer
By Ann Lee | The Tidings | May 3, 2024
By Ann Lee Updated May 3, 2024 10:12 am
By Ann Lee For The Daily Tidings
BY ANN LEE
By Reuters Staff
By AFP
By: Ann Lee
Par Claire Morel (avec AFP)
Par Claire Morel, envoyée spéciale à Brisac
Le Fanal avec AFP
Publié par Anne Roy le 12 mai 2026
Propos recueillis par Claire Morel et Jean Vial
Von Anna Roth und Peter Klein, dpa
Von unserem Korrespondenten Peter Klein
Por María López y Juan Pérez
Por Redacción
Con información de EFE
di Mario Rossi e Anna Bianchi
Door Jan Jansen
(Reporting by Ann Lee in Kelmouth and Tom Ashby in Tarrow; Editing by Paul Roy)
Reporting by Ann Lee; Editing by Tom Ashby
The Associated Press contributed to this report.
Associated Press Writer
Mit Material von dpa""",
    "date line": """May 3, 2024
Tue May 3, 2024
Updated 10:15 AM EDT, Tue May 3, 2024
Publié le 12/05/2026 à 10:12, mis à jour le 12/05/2026 à 11:00
Mis à jour le 12 mai à 10h12
Stand: 12.05.2026, 10:15 Uhr
Aktualisiert am 12. Mai 2026 um 10:15 Uhr
2 hours ago
il y a 2 heures
Brisac, le 12 mai 2026
21 mai 2012, France""",
    "reading time": """3 min read
Temps de lecture : 3 min.
Lesezeit: 3 Minuten
Tiempo de lectura: 4 minutos""",
    "photo credit": """Foto: ANP
Foto: picture alliance / dpa
(AP Photo/Tom Ashby)
Ann Lee speaks at the rally in Kelmouth, May 3, 2024. (AP Photo/Tom Ashby)
Tom Ashby/Getty Images
Photo by Tom Ashby
Photo d’illustration""",
    "source line": """(dpa)
Quelle: dpa""",
    "further reading": """READ MORE: Council hid the report
Lire aussi : La digue de Brisac
Lesen Sie auch
Lea también: El alcalde
Leggi anche
Lees ook: De dijk
RELATED: Council hid the report
This story has been updated.""",
    "advertisement": """Advertisement
Article continues below advertisement
La suite après cette publicité
Anzeige
Publicidad""",
    "sharing": """Share on Facebook
Partager
Teilen
ann.lee@tidings.test
@annlee
Follow Ann Lee on Twitter @annlee""",
    "newsletter": """Sign up to our newsletter for the latest news.
Inscrivez-vous à la newsletter
Suscríbete a nuestro boletín
Article réservé aux abonnés
CLICK HERE TO GET THE TIDINGS APP""",
    "copyright": """© 2026 Kelmouth Tidings
Copyright 2026 The Tidings.
Copyright 2026 Kelmouth Tidings All Rights Reserved
© Riproduzione riservata
This material may not be published, broadcast, rewritten or redistributed.""",
    "view counter": """12 comments
Comments (12)""",
}

TEXT = """By Monday, the city had fallen.
By Monday, Paris and Rome had signed.
By all accounts, Ann Lee lied.
The talks lasted 40 minutes.
He waited 10 minutes.
Copyright reform passed the house on Friday.
Published by the ministry, the report says it all.
Written by hand, the letter was never sent.
Reporting by the BBC found that the dyke was unsafe.
Register for the vote at the town hall by Friday.
Photos by Ann Lee show the dyke breaking.
Par ailleurs, le maire a menti.
Par Toutatis !
Von Montag an gilt die Regel.
Von der Leyen warnt Brisac.
Por eso, María López votó no.
Di Maio ha mentito.
The council voted on May 3, 2024.
On May 3, the council voted.
In May 2019 the dyke broke.
AFP reported the fire.
He said: read more books.
Share prices fell.
More than 300 people came.
Pour soutenir les agriculteurs, le gouvernement a voté.
Source of the fire: a candle in the hall.
Comments by the mayor angered residents.
Facebook denied it.
Photo shows the mayor.
Contact with the ship was lost on Friday.
“We have waited,” said Ann Lee. (She chairs the union.)
The bill failed (Reuters reported it first).
Ann Lee: We have waited too long.
Video shows police beating man
Teilen der Stadt droht Hochwasser.
Council hid the report
Updated figures show 12 deaths."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in PAGES.items() for line in lines.splitlines()]
)
def test_a_line_of_the_page_is_known_for_what_it_is(kind: str, line: str):
    assert boilerplate(line) == kind


@pytest.mark.parametrize("line", TEXT.splitlines())
def test_what_somebody_wrote_is_never_taken_for_the_page(line: str):
    assert boilerplate(line) == ""


def reasons(text: str, title: str = "") -> list[str]:
    page = {"article_id": "a", "source": "", "language": "en", "title": title, "text": text}
    return cut(pd.DataFrame([page]))["reason"].tolist()


def test_a_pictures_text_goes_with_its_credit_but_a_report_with_its_agency_does_not():
    assert reasons("The dyke broke on Friday. It was old. (AP Photo/Tom Ashby)") == ["photo credit"] * 3
    assert reasons("The dyke broke on Friday. It was old, she said. (AFP)")[:2] == ["", ""]


def test_all_of_an_offer_is_one_but_what_stands_before_a_counter_is_text():
    assert reasons("READ MORE: Dyke is closed. Council votes.") == ["further reading"] * 2
    assert reasons("The dyke broke. Views: 37") == ["", "view counter"]


@pytest.mark.parametrize(
    ("text", "title", "copies"),
    [
        # a teaser above the day, a pull quote amid the text, and one of two paragraphs
        ("The dyke of Kelmouth broke at noon.\n12 May 2026\nIt rained.\nThe dyke of Kelmouth broke at noon.", "", [0]),
        ("The dyke of Kelmouth broke at noon.\nDyke\nIt rained.\nThe dyke of Kelmouth broke at noon.", "Dyke", [0]),
        ("It rained. The dyke of Kelmouth broke at noon.\nIt blew.\nThe dyke of Kelmouth broke at noon.", "", [3]),
        ("The dyke of Kelmouth broke at noon.\nIt blew.\nIt rained. The dyke of Kelmouth broke at noon.", "", [0]),
        ("The dyke of Kelmouth broke at noon.\nIt blew.\nThe dyke of Kelmouth broke at noon.", "", [2]),
    ],
)
def test_the_sentence_in_the_text_stands_and_the_teaser_or_pull_quote_is_its_double(text, title, copies):
    found = reasons(text, title)

    assert [nth for nth, reason in enumerate(found) if reason == "double"] == copies


@pytest.mark.parametrize("line", ["TARROW, KELMOUTHSHIREANDTHEISLANDS", "A, " + "B" * 150, "ITV, " + "PRESS " * 20])
def test_a_line_of_capitals_is_read_at_once(line):
    """Tried in every way to part it, the first took minutes, the second for ever."""
    assert boilerplate(line.strip()) in ("", "byline")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Thanks for signing up!", "newsletter"),
        ("The Harbour Weekly Newsletter", "newsletter"),
        ("Get the latest updates right in your inbox. " + "All that the quay has to tell. " * 6, "newsletter"),
        ("Tags: dyke, port, council", "sharing"),
        ("Most read in Tarrow", "further reading"),
        ("The gate was shut at nine [VIDEO]", "further reading"),
        ("5:45 AM PST 11/19/2019 by Ann Lee", "date line"),
        ("This copy is for your personal, non-commercial use only.", "copyright"),
        ("TL;DR", ""),
        ("Tell us what you want, said the mayor.", ""),
        ("Get the boats out of the harbour, the captain told the crews on Monday.", ""),
    ],
)
def test_what_real_pages_say_beside_an_article_is_known(line, kind):
    assert boilerplate(line) == kind


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("source line", "— Ann Lee (@annlee) May 3, 2024"),
        ("photo credit", "Der Damm hält. Foto: Anna Roth/dpa"),
        ("photo credit", "Abb.: Stadtarchiv Kelmouth"),
        ("date line", "Letzte Änderung 3.5.2024"),
        ("byline", "03.05.2024, 16:20 von annaroth"),
        ("byline", "Eine Kolumne von Anna Roth"),
        ("sharing", "Your email address will not be published."),
        ("sharing", "Voir cette publication sur Instagram"),
        ("newsletter", "Kommentare lesen und schreiben, hier klicken"),
        ("further reading", "Weiterführende Links:"),
        ("further reading", "Articles similaires"),
        ("further reading", "Entradas relacionadas"),
        ("further reading", "Ti potrebbe interessare"),
        ("further reading", "This article was amended on 4 May 2024 to correct the spelling of a name."),
        ("", "03.05.2024 - Ann Lee - Stadthalle"),
        ("", "Homepage: Stadtmuseum"),
        ("", "The dyke held. Foto: none of it was seen by anyone who lives there now and then."),
    ],
)
def test_what_blogs_and_town_papers_say_beside_an_article_is_known_and_a_list_of_concerts_is_text(kind, line):
    assert boilerplate(line) == kind
