"""Read one file of each kind with the annotate that is installed, and say which could not be read."""

import sys
from pathlib import Path

from article_samples import LINES, one_of_each_kind

import annotate
from annotate._articles.article_file import ENDINGS


def unread(folder: Path) -> list[str]:
    """Return a sentence for each kind whose text did not come in whole."""
    folder.mkdir(exist_ok=True)
    samples = one_of_each_kind()
    missing = [f"{ending}: no sample" for ending in ENDINGS if f"dyke{ending}" not in samples]
    for name, data in samples.items():
        path = folder / name
        path.write_bytes(data)
        try:
            text = " ".join(annotate.read_articles(path)["text"].iloc[0].split())
        except annotate.AnnotateError as error:
            missing.append(f"{name}: {error}")
            continue
        missing += [f"{name}: {line!r} is not in {text[:200]!r}" for line in LINES if line not in text]
    return missing


if __name__ == "__main__":
    found = unread(Path(sys.argv[1]))
    print("\n".join(found))
    sys.exit(bool(found))
