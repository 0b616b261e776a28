"""Which speakers as written are one person: suggested where names and articles bear it out, never across two people."""

from collections.abc import Iterable, Iterator

import pytest

from annotate._people.merges import Claim, Suggestion, suggest_merges
from annotate._people.names import name_in, one_person
from tests.people_samples import BY_HAND, made, pairs


def suggested(texts: dict[str, str], claims: Iterable[Claim]) -> list[Suggestion]:
    def read(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        return ((one, texts[one]) for one in ids)

    return suggest_merges(claims, read)


def merged(suggestions: list[Suggestion], gold: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return who stands for each wording in each article, were all suggestions accepted."""
    person = {place: place[1] for place in gold}
    for one in suggestions:
        for article_id, wording in person:
            if wording == one.speaker and (not one.articles or article_id in one.articles):
                person[article_id, wording] = one.person
    return person


def precision_and_recall(studies: Iterable[tuple[dict[str, str], list[Claim], dict[tuple[str, str], str]]]) -> tuple:
    right = wrong = missed = 0
    for texts, claims, gold in studies:
        here, there = pairs(gold), pairs(merged(suggested(texts, claims), gold))
        right, wrong, missed = right + len(here & there), wrong + len(there - here), missed + len(here - there)
    return right / (right + wrong), right / (right + missed)


def test_of_two_wordings_that_are_merged_98_in_100_are_one_person_and_most_are_found() -> None:
    precision, recall = precision_and_recall(made(seed) for seed in range(100, 104))

    assert precision >= 0.98
    assert recall >= 0.80


def test_articles_labelled_by_hand_have_no_wrong_pair_and_most_are_found() -> None:
    studies = []
    for nth, (text, of_person) in enumerate(BY_HAND):
        gold = {(str(nth), words): person for person, wordings in of_person.items() for words in wordings}
        kinds = {words: "named" if name_in(words) else "unnamed" for _, words in gold}
        studies.append(({str(nth): text}, [Claim(words, kinds[words], one) for one, words in gold], gold))

    precision, recall = precision_and_recall(studies)

    assert precision == 1
    assert recall >= 0.80


@pytest.mark.parametrize(
    ("wording", "tokens"),
    [
        ("Mme Leavitt", ("leavitt",)),
        ("White House press secretary Karoline Leavitt", ("karoline", "leavitt")),
        ("Marine Le Pen", ("marine", "le", "pen")),
        ("J.-M. Le Pen (RN)", ("j-m", "le", "pen")),
        ("la porte-parole de la Maison Blanche", None),
        ("a spokesman for President Solange Mérac", None),
        ("ministers Roy and Lee", None),
        ("The Courier", None),
        ("l’ambassadeur d’Israël", None),
        ("", None),
    ],
)
def test_a_name_is_told_from_a_role(wording: str, tokens: tuple[str, ...] | None) -> None:
    found = name_in(wording)

    assert (found.tokens if found else None) == tokens


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("K. Leavitt", "Karoline Leavitt", True),
        ("J.-M. Roy", "Jean-Marc Roy", True),
        ("Robert Kennedy", "Robert Kennedy Jr.", False),
        ("George W. Bush", "George H. W. Bush", False),
        ("M. Paul Roy", "Mme Paul Roy", False),
        ("Ann Lee", "Ann Roy", False),
    ],
)
def test_names_that_contradict_each_other_are_two_people(one: str, other: str, same: bool) -> None:
    assert one_person(name_in(one), name_in(other)) is same  # type: ignore[arg-type]


def test_a_surname_that_two_people_of_an_article_share_is_nobody_s() -> None:
    text = "Karoline Leavitt objects. Her brother Mike Leavitt does not. “We shall see,” Leavitt said."
    claims = [Claim(one, "named", "a") for one in ("Karoline Leavitt", "Mike Leavitt", "Leavitt")]

    assert suggested({"a": text}, claims) == []


def test_a_surname_is_one_person_s_here_and_another_s_there() -> None:
    texts = {"a": "Karoline Leavitt objects, Leavitt said.", "b": "Mike Leavitt agrees, Leavitt said."}
    claims = [Claim(full, "named", one) for one, full in (("a", "Karoline Leavitt"), ("b", "Mike Leavitt"))]
    claims += [Claim("Leavitt", "named", one) for one in texts]

    assert {(one.person, one.articles) for one in suggested(texts, claims)} == {
        ("Karoline Leavitt", ("a",)),
        ("Mike Leavitt", ("b",)),
    }


def test_a_body_is_one_with_and_without_its_article_and_by_its_initials() -> None:
    text = "L’Organisation mondiale de la santé (OMS) prévient. La Maison-Blanche se tait."
    words = ["l’OMS", "l’Organisation mondiale de la santé", "la Maison Blanche", "La Maison-Blanche", "la police"]

    found = suggested({"a": text}, [Claim(one, "collective", "a") for one in [*words, "La police"]])

    assert {(one.person, one.speaker) for one in found} == {
        ("l’Organisation mondiale de la santé", "l’OMS"),
        ("la Maison Blanche", "La Maison-Blanche"),
    }


@pytest.mark.parametrize("words", ["", " ", "\ud800", "M.", "l’", "d’", "((", "The", "É.", "a" * 5000, "Ann " * 300])
def test_hostile_wordings_are_nobody_s(words: str) -> None:
    text = f"{words} says so. Ann Lee, {words}, agrees. {words * 3}"

    assert all(one.speaker != one.person for one in suggested({"a": text}, [Claim(words, "named", "a")]))
