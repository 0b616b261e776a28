"""Cues: the signs of attribution and of opinion in one language, kept as data that an analyst can read and edit."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from annotate._errors import AnnotateError
from annotate._suggestions.languages.english import English
from annotate._suggestions.languages.french import French
from annotate._suggestions.languages.german import German
from annotate._suggestions.languages.grammar import APART, Grammar
from annotate._suggestions.languages.language import Cues, Lists, Verb, tokens, word_pattern

_HERE = Path(__file__).parent

TIERS = ("speech", "thought", "quoting", "stance", "naming", "act")
PHRASE_KINDS = (
    "according_to", "according_to_name", "view", "hearsay", "hint", "sources",
    "evaluative", "modal", "first_person", "irony", "not_a_source",
)  # fmt: skip

Section = dict[str, list[str]]
Given = str | Path | Mapping[str, object] | None


@dataclass(frozen=True)
class CueData:
    """What a file of cues holds; without a language it is for all."""

    language: str = ""
    verbs: Section = field(default_factory=dict)
    forms: Section = field(default_factory=dict)
    endings: Section = field(default_factory=dict)
    phrases: Section = field(default_factory=dict)
    words: Section = field(default_factory=dict)


_SECTIONS = tuple(one.name for one in fields(CueData) if one.name != "language")


class CueError(AnnotateError):
    """A file of cues cannot be read; the message says which part, and what it may hold."""


def languages() -> tuple[str, ...]:
    """Return the languages that have cues, as ISO 639-1 codes.

    Examples
    --------
    >>> {"en", "fr"} <= set(languages())
    True
    """
    return tuple(sorted(path.stem for path in _HERE.glob("??.yaml")))


def load_cues(language: str, more: Given = None) -> Cues:
    """Return a language's cues, with a project's own added.

    Parameters
    ----------
    language : str
        ISO 639-1 code; a language without cues of its own is read with the signs that all share, quotation marks.
    more : str, Path or mapping, optional
        A project's own YAML file, or the same as a mapping. It is added to the shipped cues; its ``language`` says
        which language it is for, and without one it is for all. A word with ``-`` before it is taken out.

    Raises
    ------
    CueError
        Where the file cannot be read or holds anything but cues.

    Examples
    --------
    >>> mine = {"language": "en", "phrases": {"according_to": "sez"}}
    >>> "sez" in load_cues("en", mine).phrases, "sez" in load_cues("en").phrases
    (True, False)
    """
    if more is None:
        return _shipped_cues(language)
    added = _read(more)
    if added.language not in ("", language):
        return _shipped_cues(language)
    return _compiled(language, _merged(_shipped(language), added))


@cache
def _shipped_cues(language: str) -> Cues:
    return _compiled(language, _shipped(language))


@cache
def _shipped(language: str) -> CueData:
    path = _HERE / f"{language}.yaml"
    return _read(path) if language.isalpha() and path.is_file() else CueData(language)


def _read(given: str | Path | Mapping[str, object]) -> CueData:
    if isinstance(given, Mapping):
        return _checked(dict(given), "the cues given")
    try:
        # The base loader takes every word as text: "on" and "no" are words here.
        found = yaml.load(Path(given).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except OSError as error:
        raise CueError(f"The cues {str(given)!r} cannot be read: {error.strerror}. Check the path.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise CueError(f"The cues {str(given)!r} are no YAML that can be read: {error}") from error
    return _checked(found, f"the cues {str(given)!r}")


def _checked(found: Any, name: str) -> CueData:
    if not isinstance(found, dict):
        raise CueError(f"In {name} there are no cues: write sections such as 'verbs:' and 'phrases:'.")
    _known(found, {*_SECTIONS, "language"}, "section", name)
    checked = {section: _section(found.get(section) or {}, section, name) for section in _SECTIONS}
    _check_endings(checked["endings"], name)
    return CueData(str(found.get("language", "")), **checked)


_PARTS = {"verbs": TIERS, "phrases": PHRASE_KINDS}


def _section(part: Any, section: str, name: str) -> Section:
    if not isinstance(part, dict):
        raise CueError(f"In {name}, {section!r} must hold names with words after each, not {part!r}.")
    if section in _PARTS:
        _known(part, {*_PARTS[section]}, f"part of {section!r}", name)
    return {str(key): _words(value, f"{section} / {key}", name) for key, value in part.items()}


def _check_endings(endings: dict[str, list[str]], name: str) -> None:
    """Refuse a list of irregular endings that is not in three parts, of which the last two tell a form."""
    if len(endings.get("irregular", ["", "", ""])) != 3:
        raise CueError(
            f"In {name}, endings / irregular must have three parts with commas between (a hyphen for no finite ending, "
            f"participles, gerunds), such as 'irregular: -, ado ido, ando endo', not {endings['irregular']!r}."
        )


def _known(found: dict[Any, Any], allowed: set[str], what: str, name: str) -> None:
    for key in found:
        if key not in allowed:
            raise CueError(f"In {name}, {key!r} is no {what}: use {', '.join(sorted(allowed))}.")


def _words(value: Any, place: str, name: str) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise CueError(f"In {name}, {place} must be words with commas between, or a list of words, not {value!r}.")
    return [" ".join(part.split()) for part in parts if part.strip()]


def _merged(shipped: CueData, added: CueData) -> CueData:
    sections = {name: _both(getattr(shipped, name), getattr(added, name)) for name in _SECTIONS}
    return CueData(shipped.language, **sections)


def _both(old: Section, new: Section) -> Section:
    return {key: _joined(old.get(key, []), new.get(key, [])) for key in {**old, **new}}


def _joined(old: list[str], new: list[str]) -> list[str]:
    gone = {word[1:].strip() for word in new if word.startswith("-") and len(word) > 1}
    return [word for word in [*old, *new] if word not in gone and (len(word) < 2 or not word.startswith("-"))]


# From data to what the rules look up ----------------------------------------------------------------------


def _compiled(language: str, data: CueData) -> Cues:
    words = _lists(data.words)
    words = Lists({**words, **{name: found | words.get(name, frozenset()) for name, found in _shared().items()}})
    grammar = frozenset[str]().union(*(words.get(name, ()) for name in _SMALL_WORDS))
    pattern = word_pattern(words)
    inflection = _GRAMMARS.get(language, Grammar)(data.endings)
    return Cues(
        language,
        _verbs(inflection, data, pattern),
        _phrases(data, pattern),
        words,
        grammar,
        words.get("traits", frozenset()),
        pattern,
        {name: tuple(sorted(found)) for name, found in words.items() if name.endswith(_ENDINGS) and found},
        inflection,
    )


def _lists(found: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(of if name == "capitals" else [word.lower() for word in of]) for name, of in found.items()}


@cache
def _shared() -> dict[str, frozenset[str]]:
    """Return the lists that names and texts of all languages share."""
    return _lists(_read(_HERE / _SHARED).words)


_SHARED = "shared.yaml"
_ENDINGS = ("_endings", "_stems", "opening_participles")

_GRAMMARS: dict[str, type[Grammar]] = {"en": English, "fr": French, "de": German}
"""Languages whose verbs do what no list of endings says; any other needs its file alone."""

_SMALL_WORDS = (
    "determiners", "stops", "that", "condition", "masculine", "feminine", "plural", "impersonal", "first_person",
    "relative", "conjunctions", "linking", "auxiliaries", "be", "between", "titles", "question", "not_names",
)  # fmt: skip


def _verbs(grammar: Grammar, data: CueData, pattern: re.Pattern[str]) -> dict[str, tuple[Verb, ...]]:
    tiers: dict[str, set[str]] = {}
    for tier, lemmas in data.verbs.items():
        for lemma in lemmas:
            tiers.setdefault(lemma.lower(), set()).add(tier)
    found: dict[str, dict[Verb, None]] = {}
    for lemma, its in tiers.items():
        for form, verb in _verb_forms(lemma, frozenset(its), grammar, data, pattern):
            found.setdefault(form, {})[verb] = None
    return {form: tuple(sorted(verbs, key=lambda verb: -len(verb.rest))) for form, verbs in found.items()}


def _verb_forms(
    lemma: str, tiers: frozenset[str], grammar: Grammar, data: CueData, pattern: re.Pattern[str]
) -> Iterator[tuple[str, Verb]]:
    bare = lemma
    for pronoun in data.words.get("reflexive", ()):
        bare = bare.removeprefix(pronoun if pronoun.endswith("'") else f"{pronoun} ")
    head, *rest = tokens(bare, pattern)
    for form, shape in grammar.forms(head, " ".join(data.forms.get(head, []))):
        form, _, apart = form.partition(APART)
        yield form, Verb(lemma, tiers, shape, tuple(rest), bare != lemma, apart)


def _phrases(data: CueData, pattern: re.Pattern[str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in data.phrases.items():
        for phrase in phrases:
            words = tuple(tokens(phrase.lower(), pattern))
            if words:
                found.setdefault(words[0], []).append((words, kind))
    return {first: tuple(sorted(of, key=lambda one: -len(one[0]))) for first, of in found.items()}
