"""Undo gzip, without letting a few bytes swell beyond measure."""

import zlib

from annotate._errors import ArticleError

_MARK = b"\x1f\x8b"


def unpacked(data: bytes, name: str, most: int) -> bytes:
    """Return bytes as they were before gzip, however many parts they were packed in; other bytes as they are.

    Raises
    ------
    ArticleError
        Where they are damaged, break off, or would unpack to more than ``most`` bytes.

    Examples
    --------
    >>> import gzip
    >>> unpacked(gzip.compress(b"The vote") + gzip.compress(b" fails"), "vote.gz", 100), unpacked(b"The", "vote", 100)
    (b'The vote fails', b'The')
    """
    if not data.startswith(_MARK):
        return data
    parts: list[bytes] = []
    size = 0
    while data.startswith(_MARK):
        part = zlib.decompressobj(wbits=31)
        try:
            parts.append(part.decompress(data, most + 1 - size))
        except zlib.error as error:
            raise ArticleError(f"{name!r} is damaged and cannot be unpacked ({error}): get it again.") from error
        size += len(parts[-1])
        if size > most:
            raise ArticleError(f"{name!r} would unpack to more than {most:,} bytes: split it.")
        if not part.eof:
            raise ArticleError(f"{name!r} breaks off: get it again.")
        data = part.unused_data
    return b"".join(parts)
