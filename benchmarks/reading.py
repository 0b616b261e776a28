"""Reading: what importing saved web pages costs beside trafilatura alone, and what the progress bar costs.

    python benchmarks/reading.py [PAGES]

The pages are real ones (Wikinews in French), as they are, and four in one with the menus, teasers and scripts that
outlets put around an article. The peer is trafilatura with the same settings over the same bytes, decoded; both read
every page, in turns, in one run.
"""

import contextlib
import io
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from trafilatura import bare_extraction

import annotate
from annotate._articles.articles import read_articles

SHARED = Path(os.environ.get("ANNOTATE_REAL_DATA", Path(__file__).parents[2] / "shared"))
TURNS = 3


def real_pages() -> list[str]:
    pages = sorted((SHARED / "data" / "fr_wikinews").glob("*.html"))
    if not pages:
        raise SystemExit(f"There are no pages in {SHARED / 'data' / 'fr_wikinews'}: set ANNOTATE_REAL_DATA.")
    return [path.read_text(encoding="utf-8") for path in pages]


def outlet_page(nth: int, bodies: list[str]) -> str:
    """Return a page as an outlet has it: four articles' paragraphs, and much around them."""
    menu = "".join(f'<li><a href="/r/{n}">Rubrique {n}</a></li>' for n in range(120))
    teasers = "".join(
        f'<div class="teaser"><h3>Autre titre {n}</h3><p><a href="/a/{n}">Lire la suite</a> de la page {n}</p></div>'
        for n in range(150)
    )
    script = "<script>" + "window.data=window.data||[];" * 400 + "</script>"
    article = "".join(bodies[(nth + n) % len(bodies)] for n in range(4))
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Page {nth}</title>{script}</head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><article>{article}</article></main><aside>{teasers}</aside>"
        "</body></html>"
    )


def body(page: str) -> str:
    found = re.search(r"<body[^>]*>(.*)</body>", page, re.DOTALL)
    return found[1] if found else page


def seconds(work: Callable[[], object]) -> float:
    """Return the processor's time: the machine may have other things to do."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def alone(folder: Path) -> None:
    for path in sorted(folder.glob("*.html")):
        bare_extraction(path.read_bytes().decode(), include_comments=False, with_metadata=True)


def with_bar(folder: Path) -> None:
    with contextlib.redirect_stderr(io.StringIO()):
        read_articles(folder, progress=True)


def added(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place, annotate.open_project(Path(place) / "study.db") as project:
        project.add(folder)


def compare(name: str, pages: list[str], number: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for nth in range(number):
            (folder / f"{nth:04}.html").write_text(pages[nth % len(pages)], encoding="utf-8")
        ways = (
            lambda: alone(folder),
            lambda: read_articles(folder, progress=False),
            lambda: with_bar(folder),
            lambda: added(folder),
        )
        took = [[seconds(way) for way in ways] for _ in range(TURNS)]
    # The least of the turns: whatever else the machine does only adds to a time.
    peer, ours, told, project = (min(column) for column in zip(*took, strict=True))
    size = statistics.mean(len(page.encode()) for page in pages)
    print(
        f"{name:18} {size / 1e3:6.1f} {number:6,} {1e3 * peer / number:12.2f} {ours / peer:9.2f} {told / ours:9.3f} "
        f"{project / peer:13.2f}"
    )


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    pages = real_pages()
    bodies = [body(page) for page in pages]
    print(
        f"{'pages':18} {'kB':>6} {'number':>6} {'trafilatura':>12} {'reading':>9} {'with bar':>9} {'into a study':>13}"
    )
    print(f"{'':18} {'':6} {'number':>6} {'ms a page':>12} {'× (1.15)':>9} {'× (1.02)':>9} {'×':>13}")
    compare("as they are", pages, number)
    compare("as outlets have it", [outlet_page(nth, bodies) for nth in range(len(pages))], number // 4)


if __name__ == "__main__":
    main()
