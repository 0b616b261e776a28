"""Find the files that articles are read from: one file, a folder, a pattern, an archive, standard input, the web."""

import glob
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

from annotate._articles.article_file import (
    ENDINGS,
    ArticleFile,
    ending,
    ending_of,
    file_at,
    is_hidden,
    is_page_part,
    why_no_article,
)
from annotate._articles.web_address import fetched
from annotate._articles.zip_file import members
from annotate._errors import AnnotateError

_WEB = re.compile("https?://", re.IGNORECASE)


def find_files(where: str) -> Iterator[ArticleFile]:
    """Return each file that a path, a pattern, a web address or ``-`` (standard input) stands for.

    What cannot be read is given too, with its problem.
    """
    try:
        for file in _found(where):
            yield from _opened(file)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        yield ArticleFile(where, where, problem=f"{where!r} cannot be read: {reason}. Check the path.")


def _found(where: str) -> Iterator[ArticleFile]:
    if where == "-":
        yield _standard_input()
    elif _WEB.match(where):
        yield fetched(where)
    else:
        yield from _on_disk(where)


def _opened(file: ArticleFile) -> Iterator[ArticleFile]:
    """Return the files in an archive, and any other file as it is."""
    if file.ending != ".zip" or file.problem:
        yield file
        return
    try:
        yield from members(file)
    except AnnotateError as error:
        yield ArticleFile(file.name, file.article_id, problem=str(error))


# On disk ----------------------------------------------------------------------------------------------------


def _on_disk(where: str) -> Iterator[ArticleFile]:
    place = Path(where).expanduser()
    if where and place.is_dir():
        yield from _in_folder(place)
    elif where and (place.exists() or place.is_symlink()):
        yield _one(place, Path(place.name))
    elif glob.has_magic(where):
        yield from _matching(place)
    else:
        within = "" if place.is_absolute() else f" in {str(Path.cwd())!r}"
        problem = f"There is no file or folder {where!r}{within}: check the path."
        yield ArticleFile(where, PurePath(where).with_suffix("").name or where, problem=problem)


def _one(place: Path, inside: PurePath) -> ArticleFile:
    problem = why_no_article(place) if ending(place) not in ENDINGS else ""
    if not problem and not place.is_file():
        problem = f"{place.name!r} is no file with a text in it: check the path."
    return file_at(place, inside, place.read_bytes, problem)


def _one_of_many(place: Path, inside: PurePath, top: Path) -> ArticleFile | None:
    """Return a file that was found in a folder or by a pattern; nothing where it is a folder or a pipe."""
    if place.is_symlink() and not _is_in(place, top):
        problem = f"{inside.as_posix()!r} is a link that leads out of the folder: copy what it leads to into it."
        return file_at(place, inside, bytes, problem)
    if not place.is_file():
        return None
    problem = why_no_article(place)
    return file_at(place, inside, place.read_bytes, problem)


def _in_folder(folder: Path) -> Iterator[ArticleFile]:
    top = folder.resolve()
    # By name without its ending: “vote.html” is then before “vote (1).html”, its second copy.
    for inside in sorted(_paths(folder), key=lambda path: (path.with_suffix(""), path.suffix)):
        found = _one_of_many(folder / inside, inside, top)
        if found is not None:
            yield found


def _is_in(place: Path, top: Path) -> bool:
    """Whether a path ends within a folder: a link out of it could bring in anything."""
    try:
        return place.resolve().is_relative_to(top)
    except (OSError, RuntimeError):  # links that lead to each other
        return False


def _paths(folder: Path) -> Iterator[Path]:
    """Return the paths in a folder, and the links to other folders; a saved page's parts belong to the page."""
    for here, folders, files in os.walk(folder):
        inside = Path(here).relative_to(folder)
        folders[:] = [name for name in folders if not is_hidden(name)]
        folders[:] = [name for name in folders if not is_page_part(Path(here, name, "part"), _is_on_disk)]
        yield from (inside / name for name in files if not is_hidden(name))
        yield from (inside / name for name in folders if Path(here, name).is_symlink())


def _matching(pattern: Path) -> Iterator[ArticleFile]:
    """Return the files that match a pattern; ids begin where the pattern's first wildcard stands."""
    fixed = next(part for part in (pattern, *pattern.parents) if not glob.has_magic(str(part)))
    for place in sorted(Path(found) for found in glob.glob(str(pattern), recursive=True)):  # noqa: PTH207
        is_seen = not is_hidden(place.name) and not is_page_part(place, _is_on_disk)
        found = _one_of_many(place, place.relative_to(fixed), Path(fixed).resolve()) if is_seen else None
        if found is not None:
            yield found


def _is_on_disk(place: PurePath) -> bool:
    return Path(place).exists()


# Without a name ---------------------------------------------------------------------------------------------


def _standard_input() -> ArticleFile:
    data = sys.stdin.buffer.read()
    return ArticleFile("standard input", "standard-input", ending_of(data), lambda: data)
