"""Cues are data: read from YAML, extended by a project, in six languages by the same rules."""

import ast
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import simplemma

import annotate
from annotate import _suggestions
from annotate._suggestions.languages.cue_files import PHRASE_KINDS, TIERS, CueError, languages, load_cues
from annotate._suggestions.study_cues import keep_cues, own_cues


def suggestion(sentence: str, language: str, cues: object = None) -> list[str]:
    row = {"article_id": "a", "language": language, "start": [0], "end": len(sentence), "text": [sentence]}
    found = annotate.suggest(pd.DataFrame(row), cues=cues)
    return found.loc[0, ["label", "speaker", "speaker_kind"]].tolist()


SENTENCES = {
    "de": [
        ("Die Brücke ist sicher, sagte die Ingenieurin.", "die Ingenieurin", "unnamed"),
        ("„Der Damm hält“, sagte Anna Roth.", "Anna Roth", "named"),
        ("Der Minister Robert Habeck hat am Montag erklärt, dass der Damm halte.", "Robert Habeck", "named"),
        ("Laut Polizei demonstrierten vierzig Menschen.", "Polizei", "collective"),
        ("Nach Angaben der Behörden steigt das Wasser.", "der Behörden", "collective"),
        ("Der Damm ist angeblich gebrochen.", "", ""),
    ],
    "it": [
        ("Il ponte è sicuro, ha detto l’ingegnere.", "l’ingegnere", "unnamed"),
        ("«La diga tiene», ha affermato Anna Rossi.", "Anna Rossi", "named"),
        ("Secondo la polizia, quaranta persone hanno marciato.", "la polizia", "collective"),
        ("La sindaca, Anna Rossi, sostiene che l’acqua sale.", "Anna Rossi", "named"),
        ("Fonti di polizia parlano di tre feriti.", "Fonti di polizia", "unnamed"),
    ],
    "pt": [
        ("A ponte é segura, disse a engenheira.", "a engenheira", "unnamed"),
        ("«O dique aguenta», afirmou Ana Ruiz.", "Ana Ruiz", "named"),
        ("Segundo a polícia, quarenta pessoas marcharam.", "a polícia", "collective"),
        ("O ministro Rui Costa disse nesta sexta-feira que o dique cedeu.", "Rui Costa", "named"),
        ("O prefeito teria mentido ao conselho.", "", ""),
    ],
    "es": [
        ("El puente es seguro, dijo la ingeniera.", "la ingeniera", "unnamed"),
        ("«El dique aguanta», afirmó Ana Ruiz.", "Ana Ruiz", "named"),
        ("Según la policía, marcharon cuarenta personas.", "la policía", "collective"),
        ("La alcaldesa, Ana Ruiz, sostiene que el agua sube.", "Ana Ruiz", "named"),
        ("Supuestamente el dique cedió.", "", ""),
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "sentence", "speaker", "kind"),
    [(language, *row) for language, rows in SENTENCES.items() for row in rows],
)
def test_claims_are_found_in_german_italian_portuguese_and_spanish(
    language: str, sentence: str, speaker: str, kind: str
):
    assert suggestion(sentence, language) == ["attributed_claim", speaker, kind]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Der Rat stimmt am Freitag ab."),
        ("de", "Das Haus steht am Fluss."),
        ("it", "Il consiglio vota venerdì."),
        ("it", "Secondo i casi, si vota o no."),
        ("es", "El presidente viajó a Lima."),
        ("pt", "O presidente viajou a Lima."),
        ("pt", "No segundo semestre o conselho votou."),
        ("es", "El consejo vota el viernes."),
    ],
)
def test_plain_facts_are_no_claims_there_either(language: str, sentence: str):
    assert suggestion(sentence, language) == ["", "", ""]


def test_a_language_without_cues_still_has_its_quotations():
    assert suggestion("„Tamme jest mocna, nie ma się czego bać.”", "pl")[0] == "attributed_claim"


@pytest.mark.parametrize("language", languages())
def test_every_shipped_file_fills_each_part_that_opinion_and_claims_need(language: str):
    cues = load_cues(language)
    kinds = {kind for phrases in cues.phrases.values() for _, kind in phrases}
    tiers = {tier for verbs in cues.verbs.values() for verb in verbs for tier in verb.tiers}

    assert kinds >= set(PHRASE_KINDS) - {"according_to_name", "view"}
    assert tiers == set(TIERS)
    assert {"that", "determiners", "stops", "auxiliaries", "roles", "collective"} <= cues.words.keys()


def test_a_project_adds_its_own_cues_and_takes_others_out(tmp_path):
    path = tmp_path / "harbour.yaml"
    path.write_text(
        "language: en\nverbs:\n  speech: bark\nphrases:\n  according_to: word from\n  hearsay: -reportedly\n",
        encoding="utf-8",
    )

    assert suggestion("The pilot barked that the dyke would hold.", "en")[0] == ""
    assert suggestion("The pilot barked that the dyke would hold.", "en", path)[:2] == ["attributed_claim", "the pilot"]
    assert suggestion("Word from the harbour, the dyke holds.", "en", path)[:2] == ["attributed_claim", "the harbour"]
    assert suggestion("The dyke has reportedly held.", "en", path)[0] == ""
    assert suggestion("La digue tient, selon la préfète.", "fr", path)[:2] == ["attributed_claim", "la préfète"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a list", "cues"),
        ("sayings:\n  speech: bark", "sayings"),
        ("verbs:\n  shouting: bark", "shouting"),
        ("phrases: [", "YAML"),
        ("endings:\n  irregular: -, ada", "three parts"),
    ],
)
def test_a_file_of_cues_that_cannot_be_used_says_which_part_is_wrong(tmp_path, text: str, told: str):
    path = tmp_path / "harbour.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CueError, match=told):
        load_cues("en", path)


def test_a_missing_file_of_cues_is_named(tmp_path):
    with pytest.raises(CueError, match="nowhere"):
        load_cues("en", tmp_path / "nowhere.yaml")


def test_a_project_keeps_its_own_cues_for_every_coder(project, where, tmp_path):
    path = tmp_path / "harbour.yaml"
    path.write_text("language: en\nverbs:\n  speech: bark\n", encoding="utf-8")
    sentence = "The pilot barked that the dyke would hold."

    keep_cues(project, path)
    project.close()
    with annotate.open_project(where) as again:
        kept = own_cues(again)
        keep_cues(again, None)

        assert own_cues(again) is None
    assert suggestion(sentence, "en", kept)[:2] == ["attributed_claim", "the pilot"]


def test_cues_that_cannot_be_used_are_not_kept(project):
    keep_cues(project, {"phrases": {"according_to": ["word from"]}})

    with pytest.raises(CueError):
        keep_cues(project, {"sayings": {}})

    assert own_cues(project) == {"phrases": {"according_to": ["word from"]}}


ROOM = Path(_suggestions.__file__).parent
RULES = [path for path in ROOM.rglob("*.py") if path.parent.name != "languages"]


def literals(path: Path) -> set[str]:
    """Each text in a module that is no docstring, in lower case."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return {text.value.lower() for text in texts if isinstance(text.value, str)}


@cache
def words_of_languages() -> set[str]:
    """The small words of every language, and the verbs that it lists."""
    names = ("determiners", "stops", "auxiliaries", "be", "between", "linking", "conjunctions", "relative", "masculine")
    words = {word for code in languages() for name in names for word in load_cues(code).words.get(name, ())}
    return words | {verb.lemma for code in languages() for of in load_cues(code).verbs.values() for verb in of}


def names_of_lists() -> set[str]:
    return {name for code in languages() for name in load_cues(code).words} | set(PHRASE_KINDS)


# The shapes of verbs, and what the rules call their signs, which are words of some language as well.
CALLED = {"other", "bare", "-", "double", "quoted"}
READING = [path for path in RULES if path.parent.name == "attribution"] + [ROOM / "article.py"]


@pytest.mark.parametrize("path", READING, ids=lambda path: path.stem)
def test_no_rule_holds_a_word_of_a_language(path: Path):
    """What languages do differently stands in their files, as traits and lists of words."""
    assert re.findall(r"language (?:==|!=|in) [\"(]", path.read_text(encoding="utf-8")) == []
    assert (literals(path) & words_of_languages()) - CALLED - names_of_lists() == set()


DUTCH = """
language: xx  # a code of nobody's: Dutch itself may be shipped one day
verbs:
  speech: zeggen, verklaren, melden, beweren
  thought: denken, geloven
  stance: beschuldigen
forms:
  zeggen: zegt zei zeiden gezegd
  verklaren: verklaart verklaarde verklaarden verklaard
  denken: denkt dacht dachten gedacht
endings:
  irregular: "-, gezegd gedacht, end"
  en: t de den, d, end
phrases:
  according_to: volgens
  hearsay: naar verluidt
words:
  that: dat
  determiners: de, het, een
  auxiliaries: heeft, hebben, had
  be: is, zijn, was, waren
  stops: dat, op, in, van, maar
  linking: van, de
  roles: burgemeester, minister, ingenieur
  collective: politie, gemeente
"""


@pytest.mark.parametrize(
    ("sentence", "label", "speaker"),
    [
        ("De brug is veilig, zei de ingenieur.", "attributed_claim", "de ingenieur"),
        ("De burgemeester verklaarde dat de dijk het houdt.", "attributed_claim", "de burgemeester"),
        ("“De dijk houdt het”, zei Anna de Wit.", "attributed_claim", "Anna de Wit"),
        ("Volgens de politie zijn er veertig mensen.", "attributed_claim", "de politie"),
        ("De dijk is naar verluidt gebroken.", "attributed_claim", ""),
        ("De gemeente stemt op vrijdag.", "", ""),
    ],
)
def test_a_new_language_is_a_file_and_not_a_line_of_the_rules(tmp_path, sentence: str, label: str, speaker: str):
    path = tmp_path / "xx.yaml"
    path.write_text(DUTCH, encoding="utf-8")

    assert "xx" not in languages()
    assert suggestion(sentence, "xx", path)[:2] == [label, speaker]


UNUSUAL = {"fr": 0.045}
"""French participles agree where hardly anybody writes them so (*insistées*), and futures have two spellings."""


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
def test_the_forms_that_rules_make_of_verbs_are_words_of_the_language(language: str):
    made = [
        form
        for form, verbs in load_cues(language).verbs.items()
        if not any(verb.rest or verb.reflexive or verb.apart for verb in verbs)
    ]
    unknown = [form for form in made if not simplemma.is_known(form, lang=language)]

    assert len(unknown) / len(made) <= UNUSUAL.get(language, 0.002), unknown


@pytest.mark.parametrize(
    ("language", "form"),
    [("fr", "allègue"), ("it", "spiegherà"), ("en", "averred"), ("en", "agreeing"), ("de", "hinzugefügt")],
)
def test_forms_that_are_easily_made_wrong_are_right(language: str, form: str):
    assert form in load_cues(language).verbs
