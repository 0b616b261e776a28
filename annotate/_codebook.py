"""The codebook: the closed, versioned list of labels that a project's tags use."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import pandas as pd
import yaml

from annotate._errors import CodebookError
from annotate._questions import Question, check_questions, question_of
from annotate._tag_columns import TAG_COLUMNS
from annotate._whole_file import whole_file

_TAKEN = {*TAG_COLUMNS, "problem", "set_aside", "person", "answers", "question", "answer", "month", "pair", "all"}
"""What no question may be called: columns of other tables, and what groups are made by."""

HATCHES = ("", "/", "\\", "|", "-", "+", "x", "o", "O", ".", "*")
"""What a label's hatch may be made of, each several times: matplotlib's signs."""

ASSERTS = ("", "opinion", "fact")

Wording = dict[str, str]
"""One text in several languages, by ISO 639-1 code."""


@dataclass(frozen=True)
class Label:
    """One label of a codebook.

    Parameters
    ----------
    name : str
        The word in every table and file, such as ``"reported_fact"``.
    key : str
        The one key that tags with it.
    colour : str
        As ``#RRGGBB``.
    mark : str
        One character shown with the colour, so that colour is never the only mark.
    title, definition : dict
        Wording by language code; English (``"en"``) always stands.
    include, exclude : dict
        Lists of example passages by language code.
    counted : bool
        False where the label is in no denominator.
    takes_speaker : bool
        True where somebody other than the voice vouches for the passage, so that a tag names the speaker.
    hatch : str
        The pattern that stands with the colour in charts, such as ``"///"`` or ``"..."``.
    asserts : {"", "opinion", "fact"}
        What the voice itself asserts with such a passage: an opinion, or a fact; for measures that set them against
        each other.
    """

    name: str
    key: str
    colour: str
    mark: str
    title: Wording
    definition: Wording
    include: dict[str, list[str]] = field(default_factory=dict)
    exclude: dict[str, list[str]] = field(default_factory=dict)
    counted: bool = True
    takes_speaker: bool = False
    hatch: str = ""
    asserts: str = ""


def near(name: str) -> str:
    """Return a label's name as a person in a hurry reads it: without capitals, blanks, hyphens and underscores.

    Examples
    --------
    >>> near(" Reported fact") == near("reported_fact")
    True
    """
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", name).casefold())


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    """Whether a value is a text without half of a sign, which no file and no database can hold as it is."""
    return _is_text(value) and value == value.encode("utf-8", "replace").decode()


def _is_wording(value: Any) -> bool:
    return isinstance(value, dict) and "en" in value and all(map(_is_text, [*value, *value.values()]))


def _is_examples(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _is_text(language) and isinstance(texts, list) and all(map(_is_text, texts))
        for language, texts in value.items()
    )


_FIELDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "name": (lambda value: _is_whole(value) and value.strip() != "", "a word, such as opinion"),
    "key": (lambda value: _is_whole(value) and len(value) < 2, 'one character in quotes, such as "4"'),
    "colour": (
        lambda value: _is_text(value) and re.fullmatch("#[0-9A-Fa-f]{6}", value) is not None,
        'a colour as #RRGGBB in quotes, such as "#BB5566"',
    ),
    "mark": (_is_text, 'a character in quotes, such as "◆"'),
    "title": (_is_wording, "a text in English, and others if you like, such as {en: Opinion, fr: Opinion}"),
    "definition": (_is_wording, "a text in English, and others if you like, such as {en: …, fr: …}"),
    "include": (_is_examples, "lists of passages, such as {en: [It is a shame.]}"),
    "exclude": (_is_examples, "lists of passages, such as {en: [The council votes.]}"),
    "counted": (lambda value: isinstance(value, bool), "true or false"),
    "takes_speaker": (lambda value: isinstance(value, bool), "true or false"),
    "hatch": (
        lambda value: _is_text(value) and set(value) <= set(HATCHES),
        f'made of some of {" ".join(HATCHES[1:])} in quotes, such as "///", or ""',
    ),
    "asserts": (lambda value: value in ASSERTS, 'opinion, fact or ""'),
}
"""What a label's fields must be: YAML takes 4 for a number, #BB5566 for a comment and ``no`` for false."""


_NEEDED = "It needs name, version and labels, and each label name, key, colour, mark, title and definition."

_BEFORE: dict[str, dict[str, str | bool]] = {
    "opinion": {"hatch": "///", "asserts": "opinion"},
    "reported_fact": {"asserts": "fact"},
    "attributed_claim": {"hatch": "...", "takes_speaker": True},
    "excluded": {"counted": False},
}
"""What labels of these names were before a codebook could say it, for codebooks that are as old."""


def _completed(label: Any) -> Any:
    return {**_BEFORE.get(str(label.get("name")), {}), **label} if isinstance(label, dict) else label


@dataclass(frozen=True)
class Codebook:
    """A closed, versioned list of labels, with the further questions that are asked beside them.

    Examples
    --------
    >>> codebook = Codebook.shipped()
    >>> codebook.id
    'media_bias@1'
    >>> codebook.names
    ('opinion', 'reported_fact', 'attributed_claim', 'excluded')
    """

    name: str
    version: int
    labels: tuple[Label, ...]
    questions: tuple[Question, ...] = ()

    @classmethod
    @cache
    def shipped(cls) -> Self:
        """Return the codebook that comes with annotate: opinion, reported fact, attributed claim, excluded."""
        return cls.from_yaml((files("annotate") / "codebooks" / "media_bias.yaml").read_text(encoding="utf-8"))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a codebook from a YAML file laid out like ``codebooks/media_bias.yaml``."""
        try:
            return cls.from_yaml(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise CodebookError(f"The codebook {str(path)!r} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CodebookError(f"The codebook {str(path)!r} is not UTF-8: save it again in that encoding.") from error

    @classmethod
    def from_yaml(cls, text: str) -> Self:
        """Make a codebook from YAML text.

        Raises
        ------
        CodebookError
            Where the text is no YAML, a field is missing, unknown or not of its kind, or two labels share a key, or a
            name but for capitals and blanks.
        """
        try:
            data = yaml.safe_load(text)
        except (yaml.YAMLError, RecursionError) as error:
            raise CodebookError(f"This is not a codebook: {error}. {_NEEDED}") from error
        return cls.from_dict(data)

    @classmethod
    def from_dict(cls, data: Any) -> Self:
        """Make a codebook of what `to_dict` gives, or of YAML's plain lists and dicts; it refuses as `from_yaml`."""
        try:
            labels = tuple(Label(**_completed(label)) for label in data["labels"])
            questions = tuple(map(question_of, data.get("questions") or ()))
            codebook = cls(str(data["name"]), int(data["version"]), labels, questions)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CodebookError(f"This is not a codebook: {error}. {_NEEDED}") from error
        codebook._check()
        return codebook

    def _check(self) -> None:
        for label in self.labels:
            for what, (fits, needed) in _FIELDS.items():
                if not fits(getattr(label, what)):
                    raise CodebookError(
                        f"In codebook {self.id} the {what} of the label {label.name!r} is {getattr(label, what)!r}: it "
                        f"must be {needed}."
                    )
        keys = [label.key for label in self.labels]
        for label in self.labels:
            if label.key and keys.count(label.key) > 1:
                raise CodebookError(f"In codebook {self.id} two labels share the key {label.key!r}: change one.")
        known: dict[str, str] = {}
        for name in self.names:
            if (other := known.setdefault(near(name), name)) is not name:
                raise CodebookError(
                    f"In codebook {self.id} two labels share the name {name!r}"
                    + (f", but for capitals and blanks ({other!r})" if other != name else "")
                    + ": change one."
                )
        check_questions(self.id, self.questions, {label.name: label.key for label in self.labels}, _TAKEN)

    @property
    def id(self) -> str:
        """The codebook as tags name it: ``name@version``."""
        return f"{self.name}@{self.version}"

    @property
    def names(self) -> tuple[str, ...]:
        """The labels' names in the codebook's order."""
        return tuple(label.name for label in self.labels)

    @property
    def counted(self) -> tuple[str, ...]:
        """The names of the labels that are in the denominators."""
        return tuple(label.name for label in self.labels if label.counted)

    @property
    def uncounted(self) -> tuple[str, ...]:
        """The names of the labels that are in no denominator."""
        return tuple(label.name for label in self.labels if not label.counted)

    @property
    def with_speaker(self) -> tuple[str, ...]:
        """The names of the labels that take a speaker."""
        return tuple(label.name for label in self.labels if label.takes_speaker)

    def asserting(self, what: str) -> tuple[str, ...]:
        """Return the names of the labels by which the voice asserts an opinion, or a fact."""
        return tuple(label.name for label in self.labels if label.asserts == what)

    def questions_about(self, what: str) -> tuple[Question, ...]:
        """Return the questions that are asked of a ``"passage"``, or of an ``"article"``."""
        return tuple(one for one in self.questions if one.about == what)

    def with_example(self, label: str, text: str, language: str = "en") -> Self:
        """Return the next version, in which a label has one more example; this one where it has it already.

        Raises
        ------
        CodebookError
            Where there is no such label, or the text is blank.
        """
        if label not in self.names or not text.strip():
            raise CodebookError(
                f"{text!r} cannot be an example of {label!r}: give a text with words in it, and one of the labels "
                f"{', '.join(self.names)}."
            )
        language = language or "en"
        one = next(each for each in self.labels if each.name == label)
        known = one.include.get(language, [])
        if text.strip() in known:
            return self
        more = replace(one, include={**one.include, language: [*known, text.strip()]})
        labels = tuple(more if each is one else each for each in self.labels)
        return replace(self, version=self.version + 1, labels=labels)

    def with_examples(self, examples: pd.DataFrame) -> Self:
        """Return this codebook with more examples of its labels, as its next version.

        Parameters
        ----------
        examples : DataFrame
            ``label``, ``text`` and ``language``, such as ``project.examples()``; those that are there are passed over.

        Examples
        --------
        >>> alas = pd.DataFrame({"label": ["opinion"], "text": ["Alas!"], "language": ["en"]})
        >>> after = Codebook.shipped().with_examples(alas)
        >>> after.id, after.labels[0].include["en"][-1]
        ('media_bias@2', 'Alas!')
        """
        after = self
        for row in examples[examples["label"].isin(self.names).to_numpy(dtype=bool)].to_dict("records"):
            after = after.with_example(str(row["label"]), str(row["text"]), str(row["language"] or "en")[:2])
        return replace(after, version=self.version + 1)

    def diff(self, other: Self) -> pd.DataFrame:
        """Return what differs in another codebook, label by label, then question by question.

        Returns
        -------
        DataFrame
            One row per difference: ``label`` (a question's name for a question), ``what`` (``label`` or ``question``
            where one of the two has none of that name, else a field of `Label` or `Question`), and what stands
            ``before`` (here) and ``after`` (in the other), as text.

        Examples
        --------
        >>> from dataclasses import replace
        >>> shipped = Codebook.shipped()
        >>> opinion, *others = shipped.labels
        >>> shipped.diff(replace(shipped, version=2, labels=(replace(opinion, key="7"), *others))).values.tolist()
        [['opinion', 'key', '1', '7']]
        """
        rows = _differences("label", self.labels, other.labels)
        rows += _differences("question", self.questions, other.questions)
        return pd.DataFrame(rows, columns=["label", "what", "before", "after"])

    def cure(self, label: str = "") -> str:
        """Return what to do with a label of a file that is none of the codebook's.

        Examples
        --------
        >>> Codebook.shipped().cure("Opinion ")
        "use one of opinion, ..., excluded, or say what it stands for, such as labels={'Opinion ': 'opinion'}"
        """
        alike = [name for name in self.names if near(name) == near(label)]
        such_as = f"{label!r}: {alike[0]!r}" if alike else f"'Fact': {self.names[min(1, len(self.names) - 1)]!r}"
        return f"use one of {', '.join(self.names)}, or say what it stands for, such as labels={{{such_as}}}"

    def to_dict(self) -> dict[str, Any]:
        """Return the codebook as plain lists and dicts, for a file or a message."""
        labels = [{**vars(label)} for label in self.labels]
        questions = {"questions": [one.to_dict() for one in self.questions]} if self.questions else {}
        return {"name": self.name, "version": self.version, "labels": labels, **questions}

    def to_yaml(self) -> str:
        """Write the codebook as YAML that `from_yaml` reads back equal."""
        return yaml.safe_dump(self.to_dict(), allow_unicode=True, sort_keys=False)

    def write(self, path: str | Path) -> Path:
        """Write the codebook into a YAML file, for the next study or to be published; `read` reads it back equal.

        Examples
        --------
        >>> import tempfile
        >>> path = Codebook.shipped().write(Path(tempfile.mkdtemp()) / "codebook.yaml")
        >>> Codebook.read(path) == Codebook.shipped()
        True
        """
        with whole_file(path) as file:
            file.write(self.to_yaml().encode())
        return Path(path)


def _differences(what: str, here: Sequence[Any], there: Sequence[Any]) -> list[tuple[str, str, str, str]]:
    """Return what differs between labels, or questions, of the same names."""
    rows = []
    before, after = ({one.name: vars(one) for one in some} for some in (here, there))
    for name in dict.fromkeys([*before, *after]):
        if name not in before or name not in after:
            rows.append((name, what, name if name in before else "", name if name in after else ""))
            continue
        was, is_now = before[name], after[name]
        rows += [(name, one, str(was[one]), str(is_now[one])) for one in was if was[one] != is_now[one]]
    return rows
