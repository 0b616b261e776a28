"""Bring a page's tree to what a reader sees: nothing hidden or struck, and no line ends within sentences."""

import re
from typing import Any

from annotate._wrapped_lines import paragraphs

_STRUCK = ("s", "strike", "del", "template")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN = "//*[@hidden or @aria-hidden='true' or contains(@style, 'none') or contains(@style, 'hidden')]"
_MOST = 0.5
"""Of a page's words: what holds more is the page itself, hidden until its scripts have run."""

_NEARLY_ALL = 0.85
"""Of a page's paragraphs: hidden one by one, they are shown one after another as the reader goes on."""

_VERSE = re.compile(r"poem|verse|lyric|stanza|strophe", re.IGNORECASE)
_LINE_ENDS_CLOSED = re.compile(r"[.!?…:;。！？»”\"]\s*$")
_LONG = 40
"""Characters: lines of verse, lists and addresses are mostly shorter."""


def make_seen(tree: Any) -> None:
    """Take out of a page's tree what no reader sees, and join the lines of a sentence that only a break parts."""
    _drop_hidden(tree)
    _join_breaks(tree)
    for block in tree.iter("pre"):
        _join_lines(block)


def _drop_hidden(tree: Any) -> None:
    for element in [*tree.iter(*_STRUCK)]:
        if element.getparent() is not None:
            element.drop_tree()
    hidden = [element for element in tree.xpath(_HIDDEN) if element.getparent() is not None and _is_hidden(element)]
    whole = len(tree.text_content()) if hidden else 0
    sizes = {element: len(element.text_content()) for element in hidden}
    dropped = [element for element in hidden if sizes[element] < _MOST * whole]
    if sum(sizes[element] for element in dropped) > _MOST * whole and _hold_the_text(dropped, tree):
        return
    for element in dropped:
        element.drop_tree()


def _hold_the_text(hidden: list[Any], tree: Any) -> bool:
    """Whether nearly all of a page's paragraphs lie in some elements."""
    lying = {line for element in hidden for line in element.iter("p")}
    size = {line: len(line.text_content()) for line in tree.iter("p")}
    return sum(size[line] for line in lying) > _NEARLY_ALL * sum(size.values())


def _is_hidden(element: Any) -> bool:
    hidden = element.get("hidden")
    is_told = hidden is not None and hidden != "until-found"
    return is_told or element.get("aria-hidden") == "true" or _HIDING.search(element.get("style", "")) is not None


def _join_breaks(tree: Any) -> None:
    blocks: dict[Any, list[Any]] = {}
    for line_end in tree.iter("br"):
        parent = line_end.getparent()
        if parent is not None and not _is_double(line_end):
            blocks.setdefault(parent, []).append(line_end)
    within = {block: found for block, ends in blocks.items() if (found := _within_sentences(block, ends))}
    for ends in within.values():
        for line_end in ends:
            line_end.tail = f" {line_end.tail or ''}"
            line_end.drop_tag()


def _is_double(line_end: Any) -> bool:
    """Whether a break stands beside another: they part paragraphs."""
    after, before = line_end.getnext(), line_end.getprevious()
    is_after = after is not None and after.tag == "br" and not (line_end.tail or "").strip()
    return is_after or (before is not None and before.tag == "br" and not (before.tail or "").strip())


def _within_sentences(block: Any, ends: list[Any]) -> list[Any]:
    """Return the breaks that part a sentence, where those of a block do: decided for the block."""
    if _VERSE.search(f"{block.get('class', '')} {block.get('id', '')}"):
        return []
    known = [(end, _before(end), _after(end)) for end in ends]
    going_on = [(end, before, after) for end, before, after in known if before and after and not _closed(before)]
    if not going_on or sum(len(before) for _, before, _ in going_on) < _LONG * len(going_on):
        return []
    small = sum(after[0].islower() for _, _, after in going_on)
    return [end for end, _, _ in going_on] if small >= len(going_on) / 2 else []


def _closed(line: str) -> bool:
    return _LINE_ENDS_CLOSED.search(line) is not None


def _before(line_end: Any) -> str:
    """Return the words between the break above and a break."""
    pieces: list[str] = []
    at = line_end.getprevious()
    while at is not None and at.tag != "br":
        pieces.append(at.tail or "")
        pieces.append(at.text_content() if isinstance(at.tag, str) else "")
        at = at.getprevious()
    pieces.append((line_end.getparent().text if at is None else at.tail) or "")
    return " ".join("".join(reversed(pieces)).split())


def _after(line_end: Any) -> str:
    pieces = [line_end.tail or ""]
    at = line_end.getnext()
    while at is not None and at.tag != "br":
        pieces += [at.text_content() if isinstance(at.tag, str) else "", at.tail or ""]
        at = at.getnext()
    return " ".join("".join(pieces).split())


def _join_lines(block: Any) -> None:
    """Make one line of the lines of a preformatted paragraph that a program broke."""
    text = block.text_content()
    lines = [" ".join(text[start:end].split()) for start, end in paragraphs(text)]
    if len(lines) < sum(1 for line in text.splitlines() if line.strip()):
        tail = block.tail
        for child in list(block):
            block.remove(child)
        block.text, block.tail = "\n".join(lines), tail
