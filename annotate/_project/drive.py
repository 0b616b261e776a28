"""Drives: whether a folder is on this computer alone, or shared by a network or a sync program.

SQLite's write-ahead log needs memory that all who have the file open share: on a network drive two computers would
write past each other, and a sync program would carry the log and the file at different moments. There a study is kept
in one file alone, with locks that a network drive can keep (``journal_mode=DELETE``).
"""

import os
import re
from pathlib import Path

import psutil

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|virtiofs|afs|afpfs|webdav|davfs2?|ceph|lustre|gpfs|beegfs\w*|ocfs2|gfs2?|prl_fs|vboxsf"
    r"|vmhgfs|macfuse|remote|fuse\.(?:sshfs|rclone|s3fs|gcsfuse|glusterfs|ceph\S*|davfs2?|vmhgfs-fuse|seadrive)"
    r"|glusterfs|fuse\.\S*drive\S*",
    re.IGNORECASE,
)
"""File systems that more than one computer may write to."""

_SYNCED = re.compile(
    r"dropbox.*|onedrive.*|google ?drive.*|my drive|icloud.*|mobile documents|com~apple~clouddocs|nextcloud.*"
    r"|owncloud.*|pcloud ?drive|seafile|box(?: sync)?|mega(?:sync)?|syncthing|tresorit.*|kdrive|cloudstorage",
    re.IGNORECASE,
)
"""Names of folders that sync programs keep."""

_MARKS = (".dropbox.cache", ".stfolder", ".owncloudsync.log", ".sync_journal.db", ".seafile-data")
"""What sync programs leave in their folders, whatever these are called."""


def kind(folder: Path) -> str:
    """Return ``network`` or ``synced`` for a folder that is shared so, else nothing.

    Examples
    --------
    >>> kind(Path("/home/mj/Dropbox/study"))
    'synced'
    """
    if folder.drive.startswith("\\\\") or _NETWORK.fullmatch(_file_system(folder)):
        return "network"
    return "synced" if any(_is_synced(one) for one in (folder, *folder.parents)) else ""


def journal_mode(folder: Path) -> str:
    """Return how SQLite may keep a study in a folder; what ANNOTATE_JOURNAL_MODE says, where it is set.

    Where nothing tells that a drive is shared, the one who knows can: ``ANNOTATE_JOURNAL_MODE=DELETE``.
    """
    asked = os.environ.get("ANNOTATE_JOURNAL_MODE", "").upper()
    if asked in ("WAL", "DELETE", "TRUNCATE"):
        return asked
    return "DELETE" if kind(folder) else "WAL"


def _is_synced(folder: Path) -> bool:
    if _SYNCED.fullmatch(folder.name):
        return True
    return any((folder / mark).exists() for mark in _MARKS)


def _file_system(folder: Path) -> str:
    """Return the type of the file system that a folder is on; nothing where it cannot be known."""
    try:
        mounts = psutil.disk_partitions(all=True)
    except OSError:  # a container may show none
        return ""
    around = [mount for mount in mounts if folder.is_relative_to(mount.mountpoint)]
    if not around:
        return ""
    nearest = max(around, key=lambda mount: len(mount.mountpoint))
    return "remote" if "remote" in nearest.opts.split(",") else nearest.fstype
