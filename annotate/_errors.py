"""The errors a person may meet: each says what was given, what is allowed and what to do next."""


class AnnotateError(ValueError):
    """Something given to annotate cannot be used; the message says what, why and what to do.

    Parameters
    ----------
    message : str
    cause : str
        One word where it is a common one (``locked``, ``readonly``, ``full``, ``recut`` …), for whoever says it in
        another language; else empty.
    """

    def __init__(self, message: str, cause: str = "") -> None:
        super().__init__(message)
        self.cause = cause

    def _render_traceback_(self) -> list[str]:
        """Return the sentence alone, for a notebook: where in annotate it arose helps nobody to put it right."""
        return [f"{type(self).__name__}: {self}"]


class ArticleError(AnnotateError):
    """An article cannot be read or added."""


class PassageError(AnnotateError):
    """A passage does not fit its article or another passage."""


class TagError(AnnotateError):
    """A tag, or a table of tags, does not keep to the rules of the tag table."""


class CodebookError(AnnotateError):
    """A codebook is incomplete or contradicts itself."""


class ProjectError(AnnotateError):
    """A project cannot be opened, read or written."""


class BalanceError(AnnotateError):
    """A balance, comparison or agreement cannot be computed from what was given."""


class FormatError(AnnotateError):
    """A file of another tool cannot be read or written."""
