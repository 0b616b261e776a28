"""The tagger without a kernel: the tagged text as plain HTML, for nbconvert, git forges and closed notebooks.

It needs no script and no style sheet, and nothing in it acts: everything that people wrote is text. It shows the
article as it stood when the cell was run.
"""

import html
import re
from collections.abc import Iterator

from annotate._codebook import Codebook, Label
from annotate._project.shown_page import ArticlePage, TagShown
from annotate._wording import Wording, languages

MOST = 400
"""Passages that are shown: a notebook should not carry a whole book twice."""

_FRAME = "border:1px solid #9996;border-radius:6px;padding:12px 16px;max-width:56rem;overflow-wrap:anywhere"
_CELL = "border:0;padding:3px 8px;text-align:start;vertical-align:top"


NO_ERROR = (
    "<style>.jp-OutputArea-child:has(.annotate-still) + "
    ".jp-OutputArea-child:not(:has(.jp-OutputArea-output > *)) { display: none }</style>"
)
"""In a notebook that is opened again JupyterLab would say under the text that it has no model of the page."""


def still(page: ArticlePage, codebook: Codebook, coder: str, language: str = "") -> str:
    """Return a page (see `annotate._project.tagger_page.page`) as HTML that does nothing but stand there."""
    say = Wording(language if language in languages() else "en")
    if not page["article_id"]:
        return f'<div style="{_FRAME}">{html.escape(say.text("tagger.empty"))}</div>'
    labels = {label.name: label for label in codebook.labels}
    rows = "".join(_rows(page, labels, say))
    tagged = say.text("static.tagged", n=len(page["tags"]), passages=len(page["passages"]), coder=inert(coder))
    more = len(page["passages"]) - MOST
    rest = f"<p>{say.text('static.more', n=more)}</p>" if more > 0 else ""
    go_on = f"<p><small>{say.text('static.go_on')}</small></p>"
    return (
        # These classes tell MathJax, in JupyterLab as in nbconvert's pages, to leave the text alone.
        f'<div class="annotate-still tex2jax_ignore mathjax_ignore" style="{_FRAME}">'
        f"<p><strong>{inert(page['title'] or page['article_id'])}</strong><br>{_about(page)}<br>{tagged}</p>"
        f"<p>{' · '.join(_title(label, say) for label in codebook.labels)}</p>"
        f'<table style="border-collapse:collapse;width:100%"><tbody>{rows}</tbody></table>{rest}'
        f"{_captions(page, say)}{go_on}</div>"
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


def _about(page: ArticlePage) -> str:
    return " · ".join(inert(page[name]) for name in ("author", "published", "language") if page[name])


def _captions(page: ArticlePage, say: Wording) -> str:
    lines = "".join(f"<br>{inert(line)}" for line in page["captions"])
    return f"<p><small>{say.text('tagger.captions', n=len(page['captions']))}{lines}</small></p>" if lines else ""


def _rows(page: ArticlePage, labels: dict[str, Label], say: Wording) -> Iterator[str]:
    tags = {(start, end): tag for start, end, tag in page["tags"]}
    marks = [(0, page["source"]), *page["sources"]]
    before = None
    for start, end, *_ in page["passages"][:MOST]:
        source = [name for begins, name in marks if begins <= start][-1]
        if source != before and (source or before):
            cell = f'<td colspan="2" style="{_CELL}"><em>{say.text("tagger.source", source=inert(source))}</em></td>'
            yield f"<tr>{cell}</tr>"
        before = source
        yield _row(page["text"][start:end], tags.get((start, end)), labels, say)


def _row(text: str, tag: TagShown | None, labels: dict[str, Label], say: Wording) -> str:
    label = labels.get(tag["label"]) if tag else None
    colour = label.colour if label and _COLOUR.fullmatch(label.colour) else "transparent"
    edge = f"border-inline-end:4px solid {colour}"
    said = _said(tag, label, say) if tag and label else f"<small>{say.text('shared.untagged')}</small>"
    return (
        f'<tr><td style="{_CELL};{edge};width:12rem;text-align:end">{said}</td>'
        f'<td dir="auto" style="{_CELL}">{inert(text)}</td></tr>'
    )


def _said(tag: TagShown, label: Label, say: Wording) -> str:
    flags = [say.text(f"shared.{name}") for name in ("evaluative", "unsure") if tag[name]]
    details = [inert(tag["speaker"]) if tag["speaker"] else "", *flags, inert(tag["note"]) if tag["note"] else ""]
    return "<br>".join([_title(label, say), *(f"<small>{detail}</small>" for detail in details if detail)])


def _title(label: Label, say: Wording) -> str:
    return f"<strong>{inert(label.mark)} {inert(say.choose(label.title) or label.name)}</strong>"
