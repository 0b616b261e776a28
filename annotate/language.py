"""Guess the language that a text is written in."""

_GLANCE = 80
"""Characters: enough to tell a language, mostly."""

_MOST = 4000


def guess_language(text: str) -> str:
    """Give the ISO 639-1 code of the language that a text is most likely written in.

    Two glances at its beginning that agree are enough; only where they do not, much more of it is looked at.

    Examples
    --------
    >>> guess_language("Le conseil vote vendredi dans l'ancienne mairie.")
    'fr'
    """
    if len(text) > 2 * _GLANCE:
        first = _classified(text[:_GLANCE])
        if first == _classified(text[_GLANCE : 2 * _GLANCE]):
            return first
    return _classified(text[:_MOST])


def _classified(text: str) -> str:
    from py3langid import classify

    return str(classify(text.encode("utf-8", "replace").decode("utf-8"))[0])
