"""Segmentation: how well passages end where sentences do, and how fast, beside the bare splitter.

    python benchmarks/segmentation.py [FOLDER OF CONLL-U FILES]

Each file's sentences are joined to texts of twenty and cut again; a boundary is the place where a sentence ends, the
text's own end left out. They are joined in two ways: all on one line; and as a page has them, where a sentence that
ends with no closing mark (a heading, an item of a list) ends its line. The bare splitter is nupunkt with its own
model, over the same text, whole or line by line, whichever is quicker, in the same run.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from nupunkt import load_default_model

from annotate._passages.passages import split

SHARED = Path(os.environ.get("ANNOTATE_REAL_DATA", Path(__file__).parents[2] / "shared"))
TEXTS_OF = 20
CLOSING_MARKS = (".", "!", "?", "…", "»", "”", '"', ")")
CHARACTERS = 20_000_000


def sentences(path: Path) -> list[list[str]]:
    """Return the sentences of each document of a file."""
    documents: list[list[str]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and documents[-1]:
            documents.append([])
        if line.startswith("# text = "):
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


def boundaries(path: Path, as_page: bool) -> tuple[int, int, int]:
    """Count the boundaries found, those found where there is none, and those missed."""
    right = wrong = missed = 0
    for text, ends in texts(path, as_page):
        found = {end for _, end in split(text, path.name[:2])} - {len(text) - 1}
        right, wrong, missed = right + len(found & ends), wrong + len(found - ends), missed + len(ends - found)
    return right, wrong, missed


def f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed)


def quality(paths: list[Path]) -> None:
    print(f"{'boundary F1':28} {'one line':>9} {'as a page':>9}  boundaries")
    counts: dict[str, list[tuple[tuple[int, int, int], tuple[int, int, int]]]] = {}
    for path in paths:
        both = boundaries(path, as_page=False), boundaries(path, as_page=True)
        counts.setdefault(path.name[:2], []).append(both)
        show(path.stem, both)
    for language, rows in counts.items():
        line, page = (tuple(map(sum, zip(*(row[way] for row in rows), strict=True))) for way in (0, 1))
        show(f"all {language}", (line, page))  # type: ignore[arg-type]


def show(name: str, both: tuple[tuple[int, int, int], tuple[int, int, int]]) -> None:
    line, page = both
    print(f"{name:28} {100 * f1(*line):9.2f} {100 * f1(*page):9.2f} {line[0] + line[2]:11,}")


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
