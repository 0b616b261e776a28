"""The codebook: the closed, versioned list of labels that a project's tags use."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import yaml

from annotate._errors import CodebookError

CLAIM = "attributed_claim"
EXCLUDED = "excluded"

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


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_wording(value: Any) -> bool:
    return isinstance(value, dict) and "en" in value and all(map(_is_text, [*value, *value.values()]))


def _is_examples(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _is_text(language) and isinstance(texts, list) and all(map(_is_text, texts))
        for language, texts in value.items()
    )


_FIELDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "name": (lambda value: _is_text(value) and value.strip() != "", "a word, such as opinion"),
    "key": (lambda value: _is_text(value) and len(value) < 2, 'one character in quotes, such as "4"'),
    "colour": (_is_text, 'a colour in quotes, such as "#BB5566"'),
    "mark": (_is_text, 'a character in quotes, such as "◆"'),
    "title": (_is_wording, "a text in English, and others if you like, such as {en: Opinion, fr: Opinion}"),
    "definition": (_is_wording, "a text in English, and others if you like, such as {en: …, fr: …}"),
    "include": (_is_examples, "lists of passages, such as {en: [It is a shame.]}"),
    "exclude": (_is_examples, "lists of passages, such as {en: [The council votes.]}"),
    "counted": (lambda value: isinstance(value, bool), "true or false"),
}
"""What a label's fields must be: YAML takes 4 for a number, #BB5566 for a comment and ``no`` for false."""


@dataclass(frozen=True)
class Codebook:
    """A closed, versioned list of labels.

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

    @classmethod
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
            raise CodebookError(f"The codebook {str(path)!r} is not UTF-8: save it anew in that encoding.") from error

    @classmethod
    def from_yaml(cls, text: str) -> Self:
        """Make a codebook from YAML text.

        Raises
        ------
        CodebookError
            Where the text is no YAML, a field is missing, unknown or not of its kind, or two labels share a name or
            a key.
        """
        try:
            data = yaml.safe_load(text)
            labels = tuple(Label(**label) for label in data["labels"])
            codebook = cls(name=str(data["name"]), version=int(data["version"]), labels=labels)
        except (yaml.YAMLError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise CodebookError(
                f"This is not a codebook: {error}. It needs name, version and labels, and each label name, key, "
                "colour, mark, title and definition."
            ) from error
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
        for what in ("name", "key"):
            given = [getattr(label, what) for label in self.labels]
            twice = sorted({value for value in given if given.count(value) > 1})
            if twice:
                raise CodebookError(f"In codebook {self.id} two labels share the {what} {twice[0]!r}: change one.")

    @property
    def id(self) -> str:
        """The codebook as tags name it: ``name@version``."""
        return f"{self.name}@{self.version}"

    @property
    def names(self) -> tuple[str, ...]:
        """The labels' names in the codebook's order."""
        return tuple(label.name for label in self.labels)

    def to_dict(self) -> dict[str, Any]:
        """Return the codebook as plain lists and dicts, for a file or a message."""
        labels = [{**vars(label)} for label in self.labels]
        return {"name": self.name, "version": self.version, "labels": labels}

    def to_yaml(self) -> str:
        """Write the codebook as YAML that `from_yaml` reads back equal."""
        return yaml.safe_dump(self.to_dict(), allow_unicode=True, sort_keys=False)
