"""Say of a page why what was found on it is no article."""

import re
from collections.abc import Sequence
from typing import Any

from annotate._articles.page.lines import PageLine
from annotate._json import JsonObject

_CONSENT = re.compile(
    r"cookie|consent|personal data|privacy|partners|tracker|accept all|données personnelles|traceurs|partenaires|"
    r"tout accepter|vie privée|einwillig|datenschutz|zustimm|akzeptieren|personenbezogen|datos personales|privacidad|"
    r"aceptar|consenso|dati personali|gdpr|rgpd|dsgvo|toestemming|advertising|publicité ciblée|werbung",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log ?in|register)\b.{0,40}\b(?:to (?:continue|read)|for full access|unlock)|"
    r"to (?:continue|keep) reading|already a subscriber|subscribers? only|this article is (?:for|reserved)|"
    r"réservée? (?:aux|à nos) abonnés|il vous reste .{0,20}% de|la suite (?:de cet article )?est réservée|"
    r"abonnez-vous pour (?:lire|continuer)|déjà abonnée?|weiterlesen mit|jetzt (?:abonnieren|weiterlesen)|"
    r"nur für abonnenten|exklusiv für abonnenten|sie haben bereits ein abo|contenido exclusivo para suscriptores|"
    r"suscr[ií]b(?:ete|ase) para (?:leer|seguir)|riservato agli abbonati|alleen voor abonnees",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:error )?(?:404|403|410|500|502|503)"
    r"(?:\W.{0,3}(?:error|(?:page )?not found|forbidden|gone|server error|bad gateway|service unavailable).{0,9})?|"
    r"(?:page|article|story) (?:was )?not found.{0,30}|"
    r".{0,40}page introuvable.{0,30}|.{0,30}seite (?:wurde )?nicht gefunden.{0,30}|p[áa]gina no encontrada.{0,20}|"
    r"pagina non trovata.{0,20}|access denied.{0,30}|just a moment.{0,10}|checking your browser.*|"
    r"verif(?:y|ying) (?:that )?you are (?:a )?human.*|are you a robot.{0,5}|attention required.{0,20}",
    re.IGNORECASE,
)
_NO_SCRIPTS = re.compile(
    r"enable javascript|javascript (?:is (?:disabled|required)|to run this app)|activer javascript|"
    r"javascript (?:est désactivé|aktivieren|ist deaktiviert)|activar javascript|activez javascript",
    re.IGNORECASE,
)
_SHORT = 1_200
_STUB = 900
_LINKED = 0.8
"""Of the words found: what is nearly all links leads to articles, and is none."""

_COOKIES = "{!r} holds a cookie notice, not an article: accept or refuse it, save the page again, or leave it out."
_BEGINNING = (
    "{!r} holds only the beginning of an article, the rest is for subscribers: save the page again while signed in, or "
    "leave it out."
)
_NOT_THERE = (
    "{!r} holds what a site says where it does not show an article (not found, blocked, or nothing without scripts): "
    "open the article in a browser and save it again, or leave it out."
)
_LINKS = "{!r} holds links to articles, but no article: save the pages that they lead to, or leave it out."


def why_no_article(page: Sequence[str], lines: Sequence[PageLine], told: Sequence[JsonObject]) -> str:
    """Return why a page's text is no article and what to do, with ``{!r}`` for the file; nothing where it may be one.

    Parameters
    ----------
    page : sequence of str
        The lines that were found.
    lines : sequence of PageLine
        All of the page.
    told : sequence of dict
        What its JSON-LD says of articles.
    """
    size = sum(map(len, page))
    if size < _SHORT and _is_about_consent(page):
        return _COOKIES
    if size < _STUB and _is_closed(page, lines, told, size):
        return _BEGINNING
    if size < _STUB and (any(map(_MISSING.fullmatch, page[:2])) or _is_about_scripts(page, size)):
        return _NOT_THERE
    there = set(page)
    found = {line.words: line.block for line in lines if line.words in there}
    linked = sum(min(len(words), _linked(block)) for words, block in found.items())
    if found and linked > _LINKED * max(size, 1) and not any(len(words) > _SURE for words in found):
        return _LINKS
    return ""


_SURE = 250
"""Characters: so long is no link."""


def _is_about_scripts(page: Sequence[str], size: int) -> bool:
    return 2 * sum(len(line) for line in page if _NO_SCRIPTS.search(line)) > size


def _linked(block: Any) -> int:
    return sum(len(" ".join(link.text_content().split())) for link in block.iter("a"))


def _is_about_consent(page: Sequence[str]) -> bool:
    long_ones = [line for line in page if len(line) > 20]
    signs = {sign.lower() for sign in _CONSENT.findall(" ".join(page))}
    return len(signs) > 2 and sum(bool(_CONSENT.search(line)) for line in long_ones) > len(long_ones) / 2


def _is_closed(page: Sequence[str], lines: Sequence[PageLine], told: Sequence[JsonObject], size: int) -> bool:
    if _PAYWALL.search(" ".join(page)):
        return True
    is_told = any(str(one.get("isAccessibleForFree")).lower() == "false" for one in told)
    return is_told and (size < _FEW_WORDS or any(_PAYWALL.search(line.words) for line in lines))


_FEW_WORDS = 500
"""Characters of an article that its page says is not free: no whole one has so few."""
