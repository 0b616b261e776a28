"""Write a file whole or not at all."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from annotate._errors import TagError

_DATABASE = b"SQLite format 3\0"
"""With this a project's file begins."""


@contextmanager
def whole_file(path: str | Path) -> Iterator[IO[bytes]]:
    """Return a neighbour file to write; it takes the path's place once it is whole and on disk.

    Whatever happens before that, an error or a killed process, leaves the old file as it was. A killed process
    also leaves its hidden neighbour (``.….part``), which can be deleted. A new file gets the permissions that the
    umask allows; a file that takes another's place keeps that one's. A link stays a link.

    Raises
    ------
    TagError
        Where the file cannot be written, is a project or no file; the message says why.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "note.txt"
    >>> with whole_file(path) as file:
    ...     _ = file.write(b"whole")
    >>> path.read_bytes()
    b'whole'
    """
    try:
        target = Path(path).resolve()
        _check_replaceable(target)
        neighbour = target.with_name(f".{uuid.uuid4().hex}.part")
        try:
            with neighbour.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, neighbour)
            neighbour.replace(target)
        finally:
            neighbour.unlink(missing_ok=True)
        _flush_folder(target.parent)
    except OSError as error:
        raise TagError(
            f"{str(path)!r} cannot be written: {error.strerror or error}. Check that its folder is there, that you may "
            "write in it, and that the disk has room."
        ) from error


def _check_replaceable(target: Path) -> None:
    """Keep a slip of the hand from taking a project's tags (``-o study.db``) or a device (``-o /dev/null``) away."""
    if not target.exists():
        return
    if not target.is_file():
        raise TagError(f"{str(target)!r} is no file: pass the name of one, old or new.")
    with target.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise TagError(f"{target.name!r} is a project, or another database: choose another file name.")


def _flush_folder(folder: Path) -> None:
    """Put the new name on disk too, where the system lets a folder be opened."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
