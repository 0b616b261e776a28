"""How many rows a CSV file was written with, beside it: a copy that ends exactly at a row's end shows nothing else.

While a file is written anew, the old and the new number both stand there: whatever is interrupted, no whole file is
refused.
"""

from pathlib import Path

from annotate._errors import TagError
from annotate._whole_file import whole_file

_ENDING = ".rows"


def beside(path: str | Path) -> Path:
    """Return the file that holds a CSV file's number of rows.

    Examples
    --------
    >>> beside("exports/tags.csv").name
    'tags.csv.rows'
    """
    return Path(path).with_name(Path(path).name + _ENDING)


def announce_count(path: str | Path, rows: int | None) -> None:
    """Keep how many rows the file will have that is about to take another's place, which may still stand there.

    Parameters
    ----------
    path : str or Path
    rows : int, optional
        Left out where nobody shall count them: then what was kept of the old file goes.
    """
    if rows is None or not Path(path).exists():  # or what was kept is of a file that somebody took away
        beside(path).unlink(missing_ok=True)
    elif beside(path).exists():
        write_count(path, *_kept(path), rows)


def write_count(path: str | Path, *rows: int | str) -> None:
    """Keep a file's number of rows beside it."""
    with whole_file(beside(path)) as file:
        file.write("".join(f"{one}\n" for one in rows).encode())


def check_count(path: str | Path, rows: int) -> None:
    """Refuse a file that has another number of rows than it was written with, where that is kept.

    Raises
    ------
    TagError
        Where the numbers differ.
    """
    if not beside(path).exists():
        return
    said, kept = _kept(path), beside(path).name
    if str(rows) not in said:
        raise TagError(
            f"{Path(path).name!r} has {rows} rows, but {kept!r} beside it says {' or '.join(said) or 'nothing'}: it "
            f"may have been cut off on its way. Copy it again; or delete {kept!r}, where rows were added or taken out "
            "on purpose."
        )


def _kept(path: str | Path) -> list[str]:
    try:
        return beside(path).read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        return []
