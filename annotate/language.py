"""Guess the language that a text is written in."""


def guess_language(text: str) -> str:
    """Give the ISO 639-1 code of the language that a text is most likely written in.

    Examples
    --------
    >>> guess_language("Le conseil vote vendredi dans l'ancienne mairie.")
    'fr'
    """
    from py3langid import classify

    return str(classify(text[:4000].encode("utf-8", "replace").decode("utf-8"))[0])
