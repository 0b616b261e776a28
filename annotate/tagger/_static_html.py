"""The tagger without a kernel: the tagged text as plain HTML, for nbconvert, git forges and closed notebooks.

It needs no script and no style sheet, and nothing in it acts: everything that people wrote is text. It shows the
article as it stood when the cell was run.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from annotate._codebook import Codebook, Label

Row = dict[str, Any]

MOST = 400
"""Passages that are shown: a notebook should not carry a whole book twice."""

_WORDS = {
    "en": {
        "tagged": "{tagged} of {all} passages tagged by {coder}, when this cell was run",
        "more": "… and {more} more passages: run the cell to see them.",
        "source": "Source: {source}",
        "evaluative": "evaluative",
        "unsure": "unsure",
        "untagged": "untagged",
        "empty": "This project has no articles yet.",
    },
    "fr": {
        "tagged": "{tagged} passages sur {all} étiquetés par {coder}, à l'exécution de cette cellule",
        "more": "… et {more} autres passages : exécutez la cellule pour les voir.",
        "source": "Source : {source}",
        "evaluative": "évaluatif",
        "unsure": "incertain",
        "untagged": "non étiqueté",
        "empty": "Ce projet n'a pas encore d'article.",
    },
}

_FRAME = "border:1px solid #9996;border-radius:6px;padding:12px 16px;max-width:56rem;overflow-wrap:anywhere"
_CELL = "border:0;padding:3px 8px;text-align:start;vertical-align:top;white-space:pre-wrap"


def still(page: Row, codebook: Codebook, coder: str, language: str = "") -> str:
    """Return a page (see `annotate._project.tagger_page.page`) as HTML that does nothing but stand there."""
    words = _WORDS.get(language, _WORDS["en"])
    if not page["article_id"]:
        return f'<div style="{_FRAME}">{words["empty"]}</div>'
    labels = {label.name: label for label in codebook.labels}
    rows = "".join(_rows(page, labels, words, language))
    tagged = words["tagged"].format(tagged=len(page["tags"]), all=len(page["passages"]), coder=inert(coder))
    more = len(page["passages"]) - MOST
    rest = f"<p>{words['more'].format(more=more)}</p>" if more > 0 else ""
    return (
        # These classes tell MathJax, in JupyterLab as in nbconvert's pages, to leave the text alone.
        f'<div class="tex2jax_ignore mathjax_ignore" style="{_FRAME}">'
        f"<p><strong>{inert(page['title'] or page['article_id'])}</strong><br>{_about(page)}<br>{tagged}</p>"
        f"<p>{' · '.join(_title(label, language) for label in codebook.labels)}</p>"
        f'<table style="border-collapse:collapse;width:100%"><tbody>{rows}</tbody></table>{rest}</div>'
    )


def inert(text: str) -> str:
    """Return text that somebody wrote as HTML that is only ever text: no markup, no formula, no control character.

    Examples
    --------
    >>> inert("<script>alert(1)</script>")
    '<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>'
    >>> inert("$x$")
    '<bdi><span>&#36;</span>x<span>&#36;</span></bdi>'
    """
    escaped = html.escape(_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text))
    # A lone sign in an element of its own opens no formula, wherever the page ends up. `bdi` ends what a
    # right-to-left override began.
    return f"<bdi>{_FORMULA.sub(lambda sign: f'<span>&#{ord(sign[0])};</span>', escaped)}</bdi>"


_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[$\\`]")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def _about(page: Row) -> str:
    return " · ".join(inert(page[name]) for name in ("author", "published", "language") if page[name])


def _rows(page: Row, labels: dict[str, Label], words: dict[str, str], language: str) -> Iterator[str]:
    tags = {(start, end): tag for start, end, tag in page["tags"]}
    marks = [(0, page["source"]), *page["sources"]]
    before = None
    for start, end, *_ in page["passages"][:MOST]:
        source = [name for begins, name in marks if begins <= start][-1]
        if source != before and (source or before):
            cell = f'<td colspan="2" style="{_CELL}"><em>{words["source"].format(source=inert(source))}</em></td>'
            yield f"<tr>{cell}</tr>"
        before = source
        yield _row(page["text"][start:end], tags.get((start, end)), labels, words, language)


def _row(text: str, tag: Row | None, labels: dict[str, Label], words: dict[str, str], language: str) -> str:
    label = labels.get(tag["label"]) if tag else None
    colour = label.colour if label and _COLOUR.fullmatch(label.colour) else "transparent"
    edge = f"border-inline-end:4px solid {colour}"
    said = _said(tag, label, words, language) if tag and label else f"<small>{words['untagged']}</small>"
    return (
        f'<tr><td style="{_CELL};{edge};width:12rem;text-align:end">{said}</td>'
        f'<td dir="auto" style="{_CELL}">{inert(text)}</td></tr>'
    )


def _said(tag: Row, label: Label, words: dict[str, str], language: str) -> str:
    flags = [words[name] for name in ("evaluative", "unsure") if tag[name]]
    details = [inert(tag["speaker"]) if tag["speaker"] else "", *flags, inert(tag["note"]) if tag["note"] else ""]
    return "<br>".join([_title(label, language), *(f"<small>{detail}</small>" for detail in details if detail)])


def _title(label: Label, language: str) -> str:
    title = label.title.get(language) or label.title.get("en") or label.name
    return f"<strong>{inert(label.mark)} {inert(title)}</strong>"
