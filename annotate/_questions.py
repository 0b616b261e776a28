"""The codebook's further questions: what a coder answers of a passage or of an article, beside its label.

An answer is kept as text, in one form: ``True`` or ``False``, a choice's name, several between ``" | "``, a number as
Python writes it. Its column has the type of its question.
"""

import json
import math
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from annotate._errors import CodebookError, TagError
from annotate._json import JsonObject
from annotate._variables import Kind, as_cells, from_cells, plain_name

ANSWERS = ("yes/no", "one", "several", "scale", "number", "text")
"""What an answer may be: yes or no, one of the choices, several of them, a step from `low` to `high`, any number, or
words."""

ABOUT = ("passage", "article")
ASKED = {"passage": ("label", "never"), "article": ("beginning", "end", "never")}
"""When a question is asked: after a label was given that it belongs to, or when its article begins or ends."""

BETWEEN = " | "
"""Stands between several choices in one answer."""

MOST_STEPS = 20
"""The steps of a scale that a person tells apart."""

Wording = dict[str, str]


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from."""

    name: str
    title: Wording


@dataclass(frozen=True)
class Question:
    """One further question of a codebook.

    Parameters
    ----------
    name : str
        Its column in every table and file, such as ``"topic"``.
    answer : {"yes/no", "one", "several", "scale", "number", "text"}
    title : dict
        Wording by language code; English (``"en"``) always stands.
    about : {"passage", "article"}
    definition : dict
        Wording by language code.
    key : str
        The one key that asks it at any time.
    labels : tuple of str
        Only passages with one of these labels are asked; all, where it is empty.
    choices : tuple of Choice
        For ``one`` and ``several``; a bare name in a file is its own title.
    low, high : int
        The ends of a ``scale``.
    asked : str
        ``"label"``: once a passage has one of `labels`, without which only the key asks; ``"beginning"`` or ``"end"``
        of an article; ``"never"``: it is no longer asked, and its answers stay.
    """

    name: str
    answer: str
    title: Wording
    about: str = "passage"
    definition: Wording = field(default_factory=dict)
    key: str = ""
    labels: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    low: int = 1
    high: int = 5
    asked: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The choices' names, in order."""
        return tuple(choice.name for choice in self.choices)

    @property
    def kind(self) -> Kind:
        """The type of its column."""
        kinds: dict[str, Kind] = {"yes/no": "yes/no", "scale": "number", "number": "number"}
        return kinds.get(self.answer, "text")

    @property
    def scale(self) -> str:
        """How far apart two answers are when coders are compared: nominal, ordinal or interval."""
        return {"scale": "ordinal", "number": "interval"}.get(self.answer, "nominal")

    def goes_with(self, label: str) -> bool:
        """Whether it can be asked of a passage with a label."""
        return self.about == "passage" and (not self.labels or label in self.labels)

    def read(self, value: object) -> str:
        """Return an answer in the form in which it is kept; empty where nothing is answered.

        Raises
        ------
        TagError
            Where it is no answer to this question; the message says what is.

        Examples
        --------
        >>> tone = Question("tone", "scale", {"en": "Tone"}, about="article")
        >>> tone.read(4), tone.read(None)
        ('4', '')
        >>> tone.read(6)
        Traceback (most recent call last):
        annotate._errors.TagError: tone=6 is no answer: it must be a whole number from 1 to 5, or None for no answer.
        """
        if value is None or (isinstance(value, str) and not value.strip()) or (value != value):
            return ""
        found = _READERS[self.answer](self, value)
        if found is None:
            raise TagError(f"{self.name}={value!r} is no answer: it must be {self.needed}, or None for no answer.")
        return found

    def takes(self, answer: str) -> bool:
        """Whether a kept answer is one to this question."""
        try:
            return self.read(answer) == answer
        except TagError:
            return False

    @property
    def needed(self) -> str:
        """What an answer must be, in words."""
        if self.answer in ("one", "several"):
            return f"{'one' if self.answer == 'one' else 'some'} of {', '.join(self.names)}"
        whole = f"a whole number from {self.low} to {self.high}"
        return {"yes/no": "True or False", "scale": whole, "number": "a number"}.get(self.answer, "a text")

    def to_dict(self) -> JsonObject:
        """Return the question as plain lists and dicts."""
        choices = [{"name": one.name, "title": one.title} for one in self.choices]
        return {**vars(self), "labels": list(self.labels), "choices": choices}


def question_of(data: Any) -> Question:
    """Make a question of what `Question.to_dict` gives, or of a file's lists and dicts."""
    if not isinstance(data, dict):
        raise TypeError(f"{data!r} is no question")
    given = dict(data)
    given["choices"] = tuple(map(_choice, given.get("choices") or ()))
    given["labels"] = tuple(given.get("labels") or ())
    about = given.get("about", "passage")
    return Question(**{"asked": _USUALLY.get(str(about), ""), **given})


_USUALLY = {"passage": "label", "article": "end"}


def _choice(given: Any) -> Choice:
    if isinstance(given, str):
        return Choice(given, {"en": given})
    if not isinstance(given, dict):
        raise TypeError(f'the choice {given!r} must be a word in quotes, such as "{given}"')
    return Choice(**given)


# What is an answer -------------------------------------------------------------------------------------------


def _yes_no(question: Question, value: object) -> str | None:
    try:
        (cell,) = as_cells(from_cells([str(value)], "yes/no"))
    except ValueError:
        return None
    return cell


def _one(question: Question, value: object) -> str | None:
    return str(value) if value in question.names else None


def _several(question: Question, value: object) -> str | None:
    given = [one.strip() for one in value.split("|")] if isinstance(value, str) else value
    if not isinstance(given, Collection) or not all(one in question.names for one in given):
        return None
    return BETWEEN.join(name for name in question.names if name in given)


def _number(question: Question, value: object) -> str | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    is_number = math.isfinite(number) and not isinstance(value, bool)
    return as_cells(from_cells([repr(number)], "number"))[0] if is_number else None


def _step(question: Question, value: object) -> str | None:
    cell = _number(question, value)
    is_step = cell is not None and float(cell).is_integer() and question.low <= float(cell) <= question.high
    return cell if is_step else None


def _words(question: Question, value: object) -> str | None:
    return value.strip() if isinstance(value, str) else None


_READERS = {"yes/no": _yes_no, "one": _one, "several": _several, "scale": _step, "number": _number, "text": _words}


def read_answers(questions: Collection[Question], about: str, given: Mapping[str, object]) -> dict[str, str]:
    """Return answers in the form in which they are kept, by question.

    Raises
    ------
    TagError
        Where a question is none of the codebook's about this, or an answer is none.
    """
    known = {one.name: one for one in questions if one.about == about}
    for name in given:
        if name not in known:
            raise TagError(
                f"{name!r} is no question that the codebook asks of {_A[about]}: "
                + (f"it asks {', '.join(known)}." if known else "it asks none; its `questions:` would hold them.")
            )
    return {name: one.read(given[name]) for name, one in known.items() if name in given}


_A = {"passage": "a passage", "article": "an article"}


# What is a fair question -------------------------------------------------------------------------------------


def check_questions(where: str, questions: tuple[Question, ...], labels: Mapping[str, str], taken: set[str]) -> None:
    """Refuse questions that could not be asked or kept.

    Parameters
    ----------
    where : str
        The codebook, for messages.
    questions : tuple of Question
    labels : mapping
        The labels' keys by name.
    taken : set of str
        Names of columns that mean something already.

    Raises
    ------
    CodebookError
    """
    names: set[str] = set()
    keys = {key: f"the label {name!r}" for name, key in labels.items() if key}
    for one in questions:
        what = f"In codebook {where} the question {one.name!r}"
        if why := _unfit(one, labels) or _name_taken(one.name, names, taken):
            raise CodebookError(f"{what} {why}.")
        if one.key and keys.setdefault(one.key, f"the question {one.name!r}") != f"the question {one.name!r}":
            raise CodebookError(f"{what} has the key {one.key!r}, which is that of {keys[one.key]}: change one.")
        names.add(one.name.casefold())


def _name_taken(name: str, names: set[str], taken: set[str]) -> str:
    if name.casefold() in names:
        return "stands twice: rename one"
    if name.casefold() in taken or name.startswith(("person.", "variable ")):
        return f"has a name that means something else in annotate: rename it, such as to 'my_{name}'"
    return ""


def _unfit(one: Question, labels: Mapping[str, str]) -> str:
    """Return which of a question's fields does not fit, or nothing."""
    for name, fits, needed in (
        ("name", _is_name(one.name), 'a word, such as topic (not one of "evaluative", "label" …)'),
        ("answer", one.answer in ANSWERS, f"one of {', '.join(ANSWERS)}"),
        ("about", one.about in ABOUT, "passage or article"),
        ("title", _is_wording(one.title, needs_english=True), "a text in English at least, such as {en: Topic}"),
        ("definition", _is_wording(one.definition), "texts by language, such as {en: …, fr: …}"),
        ("key", isinstance(one.key, str) and len(one.key) < 2, 'one character in quotes, such as "t"'),
        ("asked", one.asked in ASKED.get(str(one.about), ()), f"one of {', '.join(ASKED.get(str(one.about), ()))}"),
        ("low", _is_step(one.low), "a whole number"),
        ("high", _is_step(one.high), "a whole number"),
    ):  # fmt: skip
        if not fits:
            return f"has {name}: {getattr(one, name)!r}, and it must be {needed}"
    return _unfit_choices(one) or _unfit_scale(one) or _unfit_labels(one, labels)


def _unfit_choices(one: Question) -> str:
    needs = one.answer in ("one", "several")
    if needs != bool(one.choices):
        return "needs choices, such as [politics, economy]" if needs else f"has choices, and its answer is {one.answer}"
    for name in one.names:
        if not _is_name(name) or "|" in name or one.names.count(name) > 1:
            return f"has the choice {name!r}: each must be another word, without |"
    wrong = next((choice for choice in one.choices if not _is_wording(choice.title, needs_english=True)), None)
    return f"has a choice {wrong.name!r} without a title in English, such as {{en: Politics}}" if wrong else ""


def _unfit_scale(one: Question) -> str:
    if one.answer == "scale" and not 0 < one.high - one.low < MOST_STEPS:
        return f"goes from {one.low} to {one.high}: a scale has 2 to {MOST_STEPS} steps, such as low: 1 and high: 5"
    return ""


def _unfit_labels(one: Question, labels: Mapping[str, str]) -> str:
    if one.labels and one.about == "article":
        return "is about an article, and so goes with no labels: leave them out"
    for label in one.labels:
        if label not in labels:
            return f"goes with the label {label!r}, which is none of the codebook's: it has {', '.join(labels)}"
    if one.about == "passage" and one.asked == "label" and not one.labels and not one.key:
        return 'is never asked: give it a key, such as "t", or the labels after which it is asked'
    return ""


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value == plain_name(value) and bool(value) and _has_no_control(value)


def _has_no_control(text: str) -> bool:
    return not any(unicodedata.category(sign).startswith("C") for sign in text)


def _is_step(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_wording(value: object, *, needs_english: bool = False) -> bool:
    if not isinstance(value, dict) or (needs_english and "en" not in value):
        return False
    return all(isinstance(text, str) for text in [*value, *value.values()])


# What a newer version may change ------------------------------------------------------------------------------


def refuse_lost(
    before: Collection[Question], after: Collection[Question], used: Mapping[str, set[str]], where: str
) -> None:
    """Refuse a newer version that has no place for an answer that was given.

    Parameters
    ----------
    before, after : collection of Question
    used : mapping
        The answers that were given, by question.
    where : str
        The newer codebook, for messages.

    Raises
    ------
    CodebookError
    """
    now = {one.name: one for one in after}
    for one in before:
        answers = used.get(one.name)
        if not answers:
            continue
        if one.name not in now:
            raise CodebookError(
                f"{where} has no question {one.name!r}, and there are answers to it: keep it with `asked: never`, so "
                "that nobody is asked any more and the answers stay."
            )
        new = now[one.name]
        if new.about != one.about:
            raise CodebookError(
                f"The question {one.name!r} is about {_A[new.about]} in {where}, and there are answers about "
                f"{_A[one.about]}: give the new one another name."
            )
        for answer in sorted(answers):
            if not new.takes(answer):
                raise CodebookError(
                    f"The question {one.name!r} was answered {answer!r}, which is no answer in {where}: keep it among "
                    "those that can be given, or give the new question another name."
                )


def answers_as_text(tags: pd.DataFrame, questions: Collection[Question]) -> list[str]:
    """Return what each row of a table answers to some questions, as a text: the same answers are the same text."""
    columns = {one.name: list(as_cells(tags[one.name])) for one in questions if one.name in tags.columns}
    return [as_text({name: cells[row] for name, cells in columns.items()}) for row in range(len(tags))]


def as_text(given: Mapping[str, str]) -> str:
    """Write answers as JSON, those that are none left out; nothing where there are none."""
    said = {name: answer for name, answer in given.items() if answer}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""
