"""What a sheet's page says, each value checked as it is taken out."""

from annotate._errors import AnnotateError

LONGEST = 10_000
"""The most characters of a text from the page, and the most texts."""


class Said:
    """A message of the page, which may hold anything.

    Parameters
    ----------
    message : object
        What the page sent: an object of JSON whose ``do`` is a verb.

    Examples
    --------
    >>> said = Said({"do": "rows", "first": 50})
    >>> said.verb, said.number("first", most=100)
    ('rows', 50)
    """

    def __init__(self, message: object) -> None:
        self._values = message if isinstance(message, dict) else {}

    @property
    def verb(self) -> str:
        """What the page wants done."""
        return str(self._values.get("do"))

    def has(self, name: str) -> bool:
        """Whether anything stands under a name: a list with an entry, say."""
        return bool(self._values.get(name))

    def is_true(self, name: str) -> bool:
        """Whether a value is true, and nothing that only counts as true."""
        return self._values.get(name) is True

    def number(self, name: str, most: int) -> int:
        """Return a whole number from 0 to the most that there is."""
        value = self._values.get(name)
        if type(value) is not int or not 0 <= value <= most:
            raise AnnotateError("There is no such row: reload the page and run the cell again.")
        return value

    def text(self, name: str) -> str:
        """Return a text, which may be empty."""
        value = self._values.get(name)
        if not isinstance(value, str) or len(value) > LONGEST:
            raise AnnotateError(f"A value is a text of at most {LONGEST:,} characters.")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        values = self._values.get(name)
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise unknown()
        if len(values) > LONGEST or any(len(one) > LONGEST for one in values):
            raise AnnotateError(f"At most {LONGEST:,} names are taken at once, each of at most {LONGEST:,} characters.")
        return values


def unknown() -> AnnotateError:
    """Return the error of a message that has no meaning here: an old page beside a newer kernel, say."""
    return AnnotateError("The page sent a message that is not known here: reload the page and run the cell again.")
