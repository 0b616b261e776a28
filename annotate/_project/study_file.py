"""The file of an open study: whether it is still the one that stands at its path.

A file may be deleted, moved, restored or overwritten by a sync program under a study that is open. SQLite would go on
with the file that it has, which nobody finds again: so the store looks before each transaction, and again before it
says that something is saved.
"""

import contextlib
import stat
from pathlib import Path
from typing import Any, NamedTuple

from annotate._errors import ProjectError

WAIT_SECONDS = 10
"""How long a connection waits for another's lock."""


class _Stamp(NamedTuple):
    """What tells a file from another at its path (device and inode), and that its content changed."""

    device: int
    inode: int
    size: int
    changed: int


GONE = (
    "{path!r} is no longer there: it was deleted or moved while the study was open. Nothing is saved until it stands "
    "there again: move it back, or take your last copy; what you do meanwhile is kept and follows."
)
EMPTIED = (
    "{path!r} was emptied while the study was open. Nothing is saved until your last copy stands there again; what "
    "you do meanwhile is kept and follows."
)
ANOTHER = (
    "Another study now stands at {path!r}: it was replaced while this one was open. Nothing is saved here: move the "
    "right file back, or open the other one with annotate.open_project."
)
READ_TWICE = "{path!r} was written to while it was being read, where it can only be read. Read it again."


class StudyFile:
    """The file of a study, from when it was opened.

    Parameters
    ----------
    path : Path
        Resolved.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = self._look()

    def _look(self) -> _Stamp | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return _Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def remember(self) -> None:
        """Take what stands at the path for the file that is open."""
        self._seen = self._look()

    def forget(self) -> None:
        """Take whatever stands at the path for another file."""
        self._seen = None

    @property
    def is_there(self) -> bool:
        """Whether anything stands at the path."""
        return self._look() is not None

    @property
    def is_unchanged(self) -> bool:
        """Whether nobody else has written to the file, put another in its place, or taken it away."""
        return self._look() == self._seen

    @property
    def is_same(self) -> bool:
        """Whether the file at the path is the one that is open, whatever was written to it."""
        found = self._look()
        return found is not None and self._seen is not None and found[:2] == self._seen[:2]

    def check_there(self) -> None:
        """Refuse to go on where the file is gone or empty.

        Raises
        ------
        ProjectError
        """
        found = self._look()
        if found is None:
            raise ProjectError(GONE.format(path=str(self.path)), "gone")
        if found.size == 0:
            raise ProjectError(EMPTIED.format(path=str(self.path)), "emptied")

    def check_same(self) -> None:
        """Refuse to call something saved that is not in the file at the path.

        Raises
        ------
        ProjectError
        """
        self.check_there()
        if not self.is_same:
            path = str(self.path)
            raise ProjectError(
                f"{path!r} was replaced by another file while this was being saved: it is not saved yet. Try again.",
                "replaced",
            )

    def refuse_another(self) -> ProjectError:
        """Return the error for another study at the path."""
        return ProjectError(ANOTHER.format(path=str(self.path)), "another")

    def refuse_torn(self) -> ProjectError:
        """Return the error for a study that was written to while it was read."""
        return ProjectError(READ_TWICE.format(path=str(self.path)), "locked")


def open_to_group(path: Path) -> None:
    """Let the group write to a new file where its folder is one that a group shares (setgid, and writable to it).

    SQLite makes its files writable to their owner alone, whatever the folder and the umask say, and gives what it
    writes beside a file the rights of that file.

    Parameters
    ----------
    path : Path
    """
    shared = stat.S_ISGID | stat.S_IWGRP
    with contextlib.suppress(OSError):  # what cannot be given can still be asked for
        if path.parent.stat().st_mode & shared == shared:
            path.chmod(path.stat().st_mode | stat.S_IRGRP | stat.S_IWGRP)


def settle(connection: Any) -> None:
    """Write what was written ahead into the file itself, and leave nothing ahead of it.

    Who copies the file alone has every tag; and a file that is put in its place meets no pages of the old one. Where
    somebody is reading, what they do not need goes over, and the rest with the next.

    Parameters
    ----------
    connection : sqlite3.Connection
    """
    connection.execute("PRAGMA busy_timeout=0")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
