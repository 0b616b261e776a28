"""Read articles from a zip archive without unpacking it to disk."""

import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from annotate._articles.article_file import ArticleFile, file_at, is_hidden, is_page_part, why_no_article


def members(archive: ArticleFile) -> Iterator[ArticleFile]:
    """Return the files in an archive, in order; those that are no articles with their problem.

    Raises
    ------
    FormatError
        Where it is no archive, would unpack to too much, needs a password, or holds a name that leads out of it.
    """
    from annotate._safe_zip import open_zip

    opened = open_zip(Path(archive.name), BytesIO(archive.read()))
    names = sorted(info.filename for info in opened.infolist() if not info.is_dir())
    places = [PurePosixPath(name.replace("\\", "/")) for name in names]
    there = set(places)
    seen = [place for place in places if not any(map(is_hidden, place.parts))]
    wanted = {place for place in seen if not is_page_part(place, there.__contains__)}
    top = _common_folder(sorted(place for place in wanted if not why_no_article(place)))
    for name, place in zip(names, places, strict=True):
        if place in wanted:
            yield _member(opened, archive.name, name, place.relative_to(top) if place.is_relative_to(top) else place)


def _common_folder(places: list[PurePosixPath]) -> PurePosixPath:
    """Return the folder that all lie in: an archive of one folder is read as that folder is."""
    tops = {place.parts[0] for place in places if len(place.parts) > 1}
    in_one = len(tops) == 1 and all(len(place.parts) > 1 for place in places)
    return PurePosixPath(tops.pop()) if in_one else PurePosixPath()


def _member(opened: ZipFile, archive: str, name: str, inside: PurePosixPath) -> ArticleFile:
    from annotate._safe_zip import read_member

    problem = why_no_article(inside)
    if inside.suffix.lower() == ".zip":
        problem = f"{name!r} in {archive!r} is an archive in an archive: unpack it, and read it by itself."
    if stat.S_ISLNK(opened.getinfo(name).external_attr >> 16):
        problem = f"{name!r} in {archive!r} is a link, and holds no text: put what it leads to into the archive."
    return file_at(inside, inside, lambda: read_member(opened, name), problem)
