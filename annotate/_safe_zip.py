"""Read zip archives of unknown make: nothing is unpacked to disk, and nothing may swell beyond measure."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from annotate._errors import FormatError

MOST_FILES = 20_000
MOST_BYTES = 1 << 30
"""One gibibyte unpacked: many times the largest study."""

MOST_SWELLING = 200
"""Text shrinks to a tenth or so; what shrinks to less than a two-hundredth is made to harm."""

_HARMLESS = 1 << 20


def open_zip(path: Path, file: IO[bytes] | None = None) -> zipfile.ZipFile:
    """Open an archive after a look at its list.

    Parameters
    ----------
    path : Path
    file : binary file, optional
        The archive itself, where it lies elsewhere than on disk; ``path`` then only names it.

    Raises
    ------
    FormatError
        Where the file is no zip archive, lists too many or too large files, a name that leads out of the archive,
        or one that needs a password.
    """
    try:
        archive = zipfile.ZipFile(file or path)
        archive.filename = str(path)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise FormatError(f"{path.name!r} is no zip archive that can be read: {error}.") from error
    try:
        _check(archive.infolist(), path)
    except FormatError:
        archive.close()
        raise
    return archive


def _check(listed: list[zipfile.ZipInfo], path: Path) -> None:
    packed, unpacked = (sum(getattr(info, size) for info in listed) for size in ("compress_size", "file_size"))
    if len(listed) > MOST_FILES or unpacked > MOST_BYTES or unpacked > max(_HARMLESS, MOST_SWELLING * packed):
        raise FormatError(
            f"{path.name!r} would unpack to {unpacked:,} bytes in {len(listed):,} files from {packed:,}: that is no "
            "study. It was not opened."
        )
    for info in listed:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in info.filename:
            raise FormatError(f"{path.name!r} holds {info.filename!r}, a name that leads out of it. It was not opened.")
        if info.flag_bits & 1:
            raise FormatError(f"{path.name!r} needs a password: export it again without one.")


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read one file of an archive, whatever its case, and no more bytes of it than are listed."""
    found = next((info for info in archive.infolist() if info.filename.lower() == name.lower()), None)
    if found is None:
        raise FormatError(f"{Path(str(archive.filename)).name!r} holds no {name!r}: export it again.")
    try:
        with archive.open(found) as file:
            data = file.read(found.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise FormatError(f"{name!r} in {Path(str(archive.filename)).name!r} is damaged: {error}.") from error
    if len(data) != found.file_size:
        raise FormatError(f"{name!r} in {Path(str(archive.filename)).name!r} is not as long as its archive says.")
    return data
