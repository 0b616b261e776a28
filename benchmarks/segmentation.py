"""Segmentation: how well passages end where sentences do, and how fast, beside the bare splitter.

    python benchmarks/segmentation.py [FOLDER OF CONLL-U FILES]

Each file's sentences are joined to texts of twenty and cut again; a boundary is the place where a sentence ends, the
text's own end left out. They are joined in three ways: all on one line; as a page has them, where a sentence that
ends with no closing mark (a heading, an item of a list) ends its line; and in paragraphs of five sentences, as they are
and wrapped at 60, 72 and 80 columns. The bare splitter is nupunkt with its own
model, over the same text, whole or line by line, whichever is quicker, in the same run.
"""

import os
import re
import statistics
import sys
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from nupunkt import load_default_model

from annotate._passages.passages import split

SHARED = Path(os.environ.get("ANNOTATE_REAL_DATA", Path(__file__).parents[2] / "shared"))
TEXTS_OF = 20
CLOSING_MARKS = (".", "!", "?", "…", "»", "”", '"', ")")
CHARACTERS = 20_000_000
PARAGRAPH_OF = 5
WIDTHS = (0, 60, 72, 80)
"""Columns; 0 is not wrapped."""

Counts = tuple[int, int, int]


def sentences(path: Path) -> list[list[str]]:
    """Return the sentences of each document of a file."""
    documents: list[list[str]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and documents[-1]:
            documents.append([])
        # What is drawn (=====) is a sentence of some treebanks, and no passage.
        if line.startswith("# text = ") and re.search(r"[^\s*_=~-]", line.removeprefix("# text = ")):
            documents[-1].append(line.removeprefix("# text = ").strip())
    return documents


def texts(path: Path, as_page: bool) -> Iterator[tuple[str, set[int]]]:
    """Return each text, with the places where its sentences end."""
    for document in sentences(path):
        for first in range(0, len(document), TEXTS_OF):
            text, ends = "", set()
            for sentence in document[first : first + TEXTS_OF]:
                text += sentence
                ends.add(len(text))
                text += "\n" if as_page and not sentence.endswith(CLOSING_MARKS) else " "
            yield text, ends - {len(text) - 1}


def wrapped_texts(path: Path, width: int) -> Iterator[tuple[str, set[int]]]:
    """Return each text in paragraphs, wrapped, with the places where its sentences end."""
    pool = [" ".join(sentence.split()) for document in sentences(path) for sentence in document]
    for first in range(0, len(pool), TEXTS_OF):
        paragraphs = [
            pool[at : at + PARAGRAPH_OF] for at in range(first, min(first + TEXTS_OF, len(pool)), PARAGRAPH_OF)
        ]
        signs = [len("".join(sentence.split())) for paragraph in paragraphs for sentence in paragraph]
        filled = (" ".join(paragraph) for paragraph in paragraphs)
        text = "\n\n".join(textwrap.fill(one, width) if width else one for one in filled)
        places = [at + 1 for at, sign in enumerate(text) if not sign.isspace()]
        yield text, {places[end - 1] for end in accumulate(signs)} - {len(text)}


def counted(pages: Iterable[tuple[str, set[int]]], language: str) -> Counts:
    """Count the boundaries found, those found where there is none, and those missed."""
    right = wrong = missed = 0
    for text, ends in pages:
        found = {end for _, end in split(text, language)} - {len(text.rstrip())}
        right, wrong, missed = right + len(found & ends), wrong + len(found - ends), missed + len(ends - found)
    return right, wrong, missed


def boundaries(path: Path, as_page: bool) -> Counts:
    return counted(texts(path, as_page), path.name[:2])


def f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed)


def quality(paths: list[Path]) -> None:
    names = ["one line", "as a page", "paragraphs", *(f"wrapped {width}" for width in WIDTHS[1:])]
    print(f"{'boundary F1':28} {' '.join(f'{name:>10}' for name in names)}  boundaries")
    counts: dict[str, list[list[Counts]]] = {}
    for path in paths:
        ways = [boundaries(path, as_page=False), boundaries(path, as_page=True)]
        ways += [counted(wrapped_texts(path, width), path.name[:2]) for width in WIDTHS]
        counts.setdefault(path.name[:2], []).append(ways)
        show(path.stem, ways)
    for language, rows in counts.items():
        show(f"all {language}", [summed(way) for way in zip(*rows, strict=True)])


def summed(counts: Iterable[Counts]) -> Counts:
    right, wrong, missed = map(sum, zip(*counts, strict=True))
    return right, wrong, missed


def show(name: str, ways: list[Counts]) -> None:
    print(f"{name:28} {' '.join(f'{100 * f1(*way):10.2f}' for way in ways)} {ways[0][0] + ways[0][2]:11,}")


def long_text(paths: list[Path]) -> str:
    """Return a text of twenty million characters, in paragraphs of five sentences, none the same as another."""
    lines = [sentence for path in paths for document in sentences(path) for sentence in document]
    paragraphs, size, turn = [], 0, 0
    while size < CHARACTERS:
        for first in range(0, len(lines), 5):
            paragraphs.append(f"{' '.join(lines[first : first + 5])} {turn + first} fois.")
            size += len(paragraphs[-1]) + 1
        turn += len(lines)
    return "\n".join(paragraphs)[:CHARACTERS]


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def speed(language: str, paths: list[Path]) -> None:
    text = long_text(paths)
    bare = load_default_model()
    ways = (
        lambda: list(bare.iter_spans(text)),
        lambda: [list(bare.iter_spans(line)) for line in text.split("\n")],
        lambda: split(text, language),
    )
    took = [[seconds(way) for way in ways] for _ in range(3)]
    whole, by_line, ours = (statistics.median(column) for column in zip(*took, strict=True))
    peer = min(whole, by_line)
    print(
        f"{language}: {CHARACTERS / 1e6 / ours:.1f} MB a second, {peer / ours:.2f} × nupunkt alone "
        f"({CHARACTERS / 1e6 / peer:.1f})"
    )


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "data" / "ud"
    paths = sorted(folder.glob("*.conllu"))
    if not paths:
        raise SystemExit(f"There is no .conllu file in {folder}: name a folder of Universal Dependencies files.")
    quality(paths)
    print("\nSpeed on 20 million characters (at least 0.8):")
    for language in ("fr", "en"):
        speed(language, [path for path in paths if path.name.startswith(language)])


if __name__ == "__main__":
    main()
