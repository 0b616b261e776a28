"""Articles that quote people in the ways in which articles do, and who is meant by each wording: made by chance."""

import random
from collections.abc import Iterator

from annotate._people.merges import Claim

GIVEN = {
    "f": "Karoline Marie Anne Claire Inès Ursula Joan Nadia Gwen Hanne Marie-Claude Zoë".split(),
    "m": "Paul Jean Victor Hugo Alan Miles Rowan Georges Jean-Marc Thomas Émile Colin".split(),
}
SURNAMES = (
    "Leavitt|Martin|Roy|Le Gall|von der Aue|Dupont|Corbeil|Treske|Skelby|Penderry|Thauvin|Mérac|Aubertin|O’Hara|"
    "Dury-Lestrade|Ostley|van den Berg|d’Aubry|Fernhurst|Morandel|Amblecote|Orsonnet|Brodrick|Valloire|Auberive|Tavarin|"
    "Aldous|Bregeon|Castel|Denvers|Esterel|Falconer|Garrick|Hautmont|Ivarsen|Jessop|Kermadec|Lowell|Nivelle|Orwin"
).split("|")
ROLES = {
    "fr": [
        ("la porte-parole de la Maison Blanche", "la porte-parole", "f"),
        ("le maire de Brisac", "le maire", "m"),
        ("la préfète du littoral", "la préfète", "f"),
        ("le secrétaire général du syndicat", "le secrétaire général", "m"),
    ],
    "en": [
        ("the spokeswoman of the ministry", "the spokeswoman", "f"),
        ("the mayor of Kelmouth", "the mayor", "m"),
        ("the director of the institute", "the director", "f"),
        ("the head of the union", "the head of the union", "m"),
    ],
}
TITLES = {"fr": {"f": "Mme", "m": "M."}, "en": {"f": "Ms", "m": "Mr"}}
FIRST = {
    "fr": ["« Rien ne change », a déclaré {name}, {role}.", "{Role}, {name}, a exclu tout retour en arrière.",
           "Selon {role} {name}, la décision est prise."],
    "en": ["“Nothing changes,” said {name}, {role}.", "{Role}, {name}, ruled out any change.",
           "{name}, {role}, objected."],
}  # fmt: skip
AGAIN = {
    "fr": ["« Nous verrons », a ajouté {one}.", "Pour {one}, c’est une question de temps."],
    "en": ["“We shall see,” added {one}.", "It is a matter of time, according to {one}."],
}
NOISE = {
    "fr": ["Selon {name}, le maire a refusé de répondre.", "L’ancien maire, {name}, ne commente pas.",
           "Un proche de {name} confirme.", "{name} et Lise Orme, deux voisins, s’inquiètent."],
    "en": ["According to {name}, the mayor declined to answer.", "The former mayor, {name}, did not comment.",
           "An aide to {name} confirmed it.", "{name} and Lise Orme, two neighbours, are worried."],
}  # fmt: skip


def made(seed: int, articles: int = 60) -> tuple[dict[str, str], list[Claim], dict[tuple[str, str], str]]:
    """Return texts by id, claims, and who is meant by each wording in each article."""
    chance = random.Random(seed)
    people = [(chance.choice(GIVEN[sex]), chance.choice(SURNAMES), sex) for sex in chance.choices("fm", k=34)]
    people = list(dict.fromkeys(people))
    texts: dict[str, str] = {}
    gold: dict[tuple[str, str], str] = {}
    kinds: dict[tuple[str, str], str] = {}
    for nth in range(articles):
        article_id = f"{seed}-{nth}"
        language = chance.choice(["fr", "en"])
        lines: list[str] = []
        roles = ROLES[language].copy()
        for person in chance.sample(people, chance.choice([1, 2, 2, 3])):
            free = [one for one in roles if one[2] == person[2]]
            if not free:
                continue
            role = roles.pop(roles.index(chance.choice(free)))
            for wording, kind in _quoted(chance, language, person, role, lines):
                gold.setdefault((article_id, wording), " ".join(person[:2]))
                kinds[article_id, wording] = kind
                if gold[article_id, wording] != " ".join(person[:2]):
                    gold[article_id, wording] = f"one of two in {article_id}"
        for given, surname, _ in chance.sample(people, chance.choice([0, 1, 2])):
            lines.append(chance.choice(NOISE[language]).format(name=f"{given} {surname}"))
        texts[article_id] = "\n".join(lines)
    claims = [Claim(wording, kinds[article_id, wording], article_id) for article_id, wording in gold]
    return texts, claims, gold


def _quoted(
    chance: random.Random, language: str, person: tuple[str, str, str], role_of: tuple[str, str, str], lines: list[str]
) -> Iterator[tuple[str, str]]:
    given, surname, sex = person
    name, title = f"{given} {surname}", TITLES[language][sex]
    role, short, _ = role_of
    if chance.random() < 0.93:  # now and then somebody is never named in full
        first = chance.choice(FIRST[language])
        lines.append(first.format(name=name, role=role, Role=role[0].upper() + role[1:]))
        yield chance.choice([name, name, name.upper(), f"{given[0]}. {surname}", f"{title} {name}"]), "named"
    for _ in range(chance.choice([1, 1, 2])):
        one, kind = chance.choice([(surname, "named"), (f"{title} {surname}", "named"), (short, "unnamed"),
                                   (role, "unnamed")])  # fmt: skip
        lines.append(chance.choice(AGAIN[language]).format(one=one))
        yield one, kind


def pairs(of: dict[tuple[str, str], str]) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    """Return each two wordings of one person, but for the same words."""
    by_person: dict[str, list[tuple[str, str]]] = {}
    for place, person in of.items():
        by_person.setdefault(person, []).append(place)
    return {
        (one, other)
        for places in by_person.values()
        for one in places
        for other in places
        if one < other and one[1] != other[1]
    }


BY_HAND = [
    (
        "Kelmouth mayor Joan Penderry has refused to reopen the swing bridge. “It is not safe,” Penderry told the "
        "council on Monday. Her deputy, Miles Fernhurst, disagreed. Mr Fernhurst said the bridge had been mended. "
        "The mayor answered that he had not read the report. According to Alan Treske, the deputy is right.",
        {"Penderry": ["Joan Penderry", "Penderry", "the mayor", "Ms Penderry"],
         "Fernhurst": ["Miles Fernhurst", "Mr Fernhurst"], "Treske": ["Alan Treske"]},
    ),
    (
        "La nouvelle ministre de la Culture, Inès Valloire, promet des bibliothèques ouvertes le dimanche. « Nous avons "
        "les crédits », assure Mme Valloire. Son prédécesseur, Hugo Valloire, qui n’est pas de sa famille, en doute. "
        "Pour la ministre, « le débat est clos ». Le maire de Brisac a applaudi.",
        {"Inès": ["Inès Valloire", "la ministre de la Culture", "la ministre"], "Hugo": ["Hugo Valloire"],
         "doubtful": ["Mme Valloire"], "nobody": ["le maire de Brisac"]},
    ),
    (
        "« Nous ne signerons pas », a prévenu Malik Aubertin, secrétaire général du Syndicat des gens de mer. La "
        "direction, par la voix de Gwen Aldous, juge l’offre « généreuse ». M. Aubertin n’en croit rien. Le secrétaire "
        "général du syndicat doit voir la médiatrice jeudi. « Un préavis est un préavis », dit Aubertin.",
        {"Aubertin": ["Malik Aubertin", "M. Aubertin", "Aubertin", "le secrétaire général"], "Aldous": ["Gwen Aldous"]},
    ),
    (
        "Robert Denvers Jr. will run for his father’s seat. Robert Denvers, who has held it since 1998, said he was "
        "proud. “He is his own man,” the elder Denvers said.",
        {"son": ["Robert Denvers Jr."], "father": ["Robert Denvers"], "doubtful": ["Denvers"]},
    ),
    (
        "Ursula von der Aue, the director of the Institute of Strait Waters, called the figures alarming. Von der Aue "
        "has counted herring for twenty years. The ministry’s figures are older, the director said. A spokesman for the "
        "ministry, Colin Orwin, said that new ones were due. The spokesman gave no day.",
        {"Aue": ["Ursula von der Aue", "Von der Aue", "the director"], "Orwin": ["Colin Orwin", "the spokesman"]},
    ),
    (
        "Le préfet Thomas Esterel et la préfète adjointe Anne Esterel ont visité la digue. « Elle tiendra », a dit "
        "Thomas Esterel. « Elle devra tenir », a corrigé Anne Esterel. Esterel n’a pas souhaité répondre. Selon Lise "
        "Orme, le préfet était inquiet.",
        {"Thomas": ["Thomas Esterel"], "Anne": ["Anne Esterel"], "doubtful": ["Esterel"], "Orme": ["Lise Orme"]},
    ),
    (
        "Émile Hautmont, président de la région, a reçu les pêcheurs. « Je les ai entendus », a déclaré le président de "
        "la région. Le patron des pêcheurs, Victor Castel, est reparti déçu. « On nous promène », a lâché M. Castel. "
        "E. Hautmont recevra les élus mardi.",
        {"Hautmont": ["Émile Hautmont", "le président de la région", "E. Hautmont", "HAUTMONT"],
         "Castel": ["Victor Castel", "M. Castel", "le patron des pêcheurs"]},
    ),
]  # fmt: skip
"""Articles written for this, with the wordings that stand for each person; “doubtful” is nobody’s."""
