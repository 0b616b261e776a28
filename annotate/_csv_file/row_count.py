"""How many rows a CSV file was written with, beside it: a copy that ends exactly at a row's end shows nothing else."""

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


def write_count(path: str | Path, rows: int) -> None:
    """Keep a file's number of rows beside it."""
    with whole_file(beside(path)) as file:
        file.write(f"{rows}\n".encode())


def forget_count(path: str | Path) -> None:
    """Take away what was kept of a file that is about to be written anew."""
    beside(path).unlink(missing_ok=True)


def check_count(path: str | Path, rows: int) -> None:
    """Refuse a file that has another number of rows than it was written with, where that is kept.

    Raises
    ------
    TagError
        Where the numbers differ.
    """
    kept = beside(path)
    try:
        said = kept.read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, UnicodeDecodeError):
        said = ""
    if said != str(rows):
        raise TagError(
            f"{Path(path).name!r} has {rows} rows, but {kept.name!r} beside it says {said or 'nothing'}: it may have "
            f"been cut off on its way. Copy it again; or delete {kept.name!r}, where rows were added or taken out on "
            "purpose."
        )
