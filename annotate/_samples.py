"""The sample notebooks and their data, which travel in the package: copied into a folder of the user's."""

import shutil
from pathlib import Path

from annotate._errors import ProjectError

FOLDER = "annotate-samples"
"""The folder that they are copied into, in the working folder."""

FIRST = "notebooks/01_tag_articles.ipynb"

TRAVELLING = (
    "notebooks/*.ipynb",
    "data/README.md",
    "data/sample_tags.csv",
    "data/articles/**/*.txt",
    "data/articles/**/*.html",
)


def copy_samples(into: Path) -> Path:
    """Return the first sample notebook, in a copy of them all beside their data; a file that is there stays as it is.

    Raises
    ------
    ProjectError
        Where the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> copy_samples(folder / "mine").relative_to(folder).as_posix()
    'mine/notebooks/01_tag_articles.ipynb'
    """
    origin = _origin()
    try:
        for file in sorted(file for pattern in TRAVELLING for file in origin.glob(pattern)):
            _copy(file, into / file.relative_to(origin))
    except OSError as error:
        raise ProjectError(
            f"The sample notebooks cannot be copied to {str(into)!r}: {error.strerror}. Run this in a folder that you "
            "may write in, or name a study: `annotate lab study.db`."
        ) from error
    return into / FIRST


def _copy(file: Path, to: Path) -> None:
    if not to.exists():
        to.parent.mkdir(parents=True, exist_ok=True)
        # The content alone: a package's files may be read-only, and the copy is to be worked in.
        shutil.copyfile(file, to)


def _origin() -> Path:
    """Return where they are: inside an installed package, beside it in a clone."""
    inside = Path(__file__).with_name("_sample_files")
    return inside if inside.is_dir() else Path(__file__).parents[1]
