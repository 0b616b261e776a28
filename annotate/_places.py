"""Where an archive lies: a folder or file of this machine, the address of an object store, or a Dask DataFrame."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd

from annotate._errors import AnnotateError
from annotate._whole_file import whole_file

ENDING = ".parquet"

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_USER = re.compile("://[^/@]*@")


class Lazy(Protocol):
    """A Dask DataFrame, as far as it is counted."""

    def to_delayed(self) -> Sequence[Any]:
        """Return its partitions, not yet computed."""
        ...


Table = pd.DataFrame | Lazy | str | Path
"""A table, or where it lies: the path or address of Parquet files, or a Dask DataFrame."""


def is_dask(given: Any) -> bool:
    """Whether something is a Dask DataFrame; Dask itself is not asked, since it may not be there."""
    return type(given).__module__.partition(".")[0].startswith("dask") and hasattr(given, "to_delayed")


class Place(NamedTuple):
    """A file, or a folder of files; it travels to other processes as the texts that it is.

    Parameters
    ----------
    root : str
        A path, or an address such as ``s3://bucket/archive``.
    inner : str
        The path below the root; nothing for the root itself.

    Examples
    --------
    >>> Place.of("s3://key:secret@bucket/archive?region=eu-west-3").beside("part1.parquet").shown
    's3://bucket/archive/part1.parquet'
    """

    root: str
    inner: str = ""

    @classmethod
    def of(cls, given: "str | Path | Place") -> "Place":
        """Return the place that a path or an address names."""
        return given if isinstance(given, Place) else cls(str(given))

    @property
    def is_address(self) -> bool:
        """Whether it is an address, not a path of this machine."""
        return _ADDRESS.match(self.root) is not None

    @property
    def path(self) -> Path:
        """The path of what lies on this machine."""
        return Path(self.root) / self.inner if self.inner else Path(self.root)

    @property
    def shown(self) -> str:
        """The place without what may be a key."""
        if not self.is_address:
            return str(self.path)
        bare = _USER.sub("://", self.root.partition("?")[0])
        return f"{bare.rstrip('/')}/{self.inner}" if self.inner else bare

    @property
    def folder(self) -> "Place":
        """The folder of a file that was named by itself."""
        return Place.of(self.path.parent) if not self.is_address else Place(self.root.rpartition("/")[0])

    @property
    def last(self) -> str:
        """The file's own name."""
        return self.shown.replace("\\", "/").rpartition("/")[2]

    def beside(self, inner: str) -> "Place":
        """Return what has this name in this folder."""
        return self._replace(inner=inner)

    def files(self) -> "list[Place]":
        """Return a folder's Parquet files in order, those of its folders too; of a file itself, of nothing none.

        Raises
        ------
        AnnotateError
            Where an address cannot be reached.
        """
        if not self.is_address:
            found = sorted(self.path.rglob(f"*{ENDING}")) if self.path.is_dir() else []
            return [self.beside(file.relative_to(self.path).as_posix()) for file in found] or (
                [self] if self.path.is_file() else []
            )
        from pyarrow import fs

        system, path = self._system()
        try:
            if system.get_file_info(path).type == fs.FileType.File:
                return [self]
            found = system.get_file_info(fs.FileSelector(path, recursive=True, allow_not_found=True))
        except OSError as error:
            raise AnnotateError(f"{self.shown} cannot be read: {error}. Check the address and your rights.") from error
        names = sorted(info.path for info in found if info.type == fs.FileType.File and info.path.endswith(ENDING))
        return [self.beside(name.removeprefix(path.rstrip("/") + "/")) for name in names]

    def exists(self) -> bool:
        """Whether there is such a file."""
        if not self.is_address:
            return self.path.exists()
        from pyarrow import fs

        system, path = self._system()
        return bool(system.get_file_info(path).type == fs.FileType.File)

    def open(self) -> Any:
        """Return the file to read parts of it: a path where it is one, since that is quickest."""
        if not self.is_address:
            return str(self.path)
        system, path = self._system()
        return system.open_input_file(path)

    def read(self) -> bytes:
        """Return the whole content."""
        if not self.is_address:
            return self.path.read_bytes()
        system, path = self._system()
        with system.open_input_stream(path) as file:
            return bytes(file.read())

    def write(self, content: bytes) -> None:
        """Write a file whole or not at all: an object store shows an object once it is whole."""
        if not self.is_address:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self.path) as file:
                file.write(content)
            return
        system, path = self._system()
        if "/" in path and not self.root.partition("://")[0].startswith(("s3", "gs", "gcs")):
            system.create_dir(path.rpartition("/")[0], recursive=True)  # a store of objects has no folders
        with system.open_output_stream(path) as file:
            file.write(content)

    def is_within(self, other: "Place") -> bool:
        """Whether it lies in another folder."""
        if self.is_address or other.is_address:
            own, whole = (place.shown.rstrip("/") + "/" for place in (self, other))
            return own.startswith(whole)
        return self.path.resolve().is_relative_to(other.path.resolve())

    def _system(self) -> tuple[Any, str]:
        system, path = _system_of(self.root)
        return system, f"{path.rstrip('/')}/{self.inner}" if self.inner else path


@cache
def _system_of(root: str) -> tuple[Any, str]:
    """Return what reads and writes at an address: Arrow itself, or fsspec for what Arrow does not know."""
    import pyarrow as pa
    from pyarrow import fs

    shown = Place(root).shown
    try:
        system, path = fs.FileSystem.from_uri(root)
        return system, str(path)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        reason = str(error)
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(root)
    except ImportError as error:
        raise AnnotateError(
            f"{shown} cannot be read ({error}): Arrow reads s3://, gs:// and file:// by itself; for other stores run "
            "pip install 'media-bias-annotate[archive]', and install what fsspec needs for this one."
        ) from error
    except ValueError as error:
        raise AnnotateError(
            f"{shown} cannot be read: {reason}. Pass a folder, or such as s3://bucket/folder."
        ) from error
    return fs.PyFileSystem(fs.FSSpecHandler(system)), str(path)
