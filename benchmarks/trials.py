"""Do other programs read our files, and do we read theirs? The sample project goes out to each, and comes back.

    python benchmarks/trials.py [NAME ...] [--folder FOLDER]

Each program is installed, in the version named here, into an environment of its own in a temporary folder; nothing of
it becomes a part of the project. It reads our file with its own code, by a script in `benchmarks/trials/` that knows
nothing of annotate. Where it can export, `annotate.read_format` reads its export, and the tags are compared with those
that left. Any refusal, and any tag that came back otherwise than stated, makes the exit code 1.

With --folder the environments stay there for the next time.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pandas as pd

import annotate
from annotate._codebook import Codebook
from annotate._formats import refi_qda
from annotate._tags import TAG_COLUMNS, tag_table

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(__file__).with_suffix("")
ENDINGS = {
    "conll": "conll", "doccano": "jsonl", "label_studio": "json", "parquet": "parquet", "refi_qda": "qdpx",
    "w3c": "jsonld", "xlsx": "xlsx",
}  # fmt: skip
PLACE = ("article_id", "start", "end", "text", "label")
WORDS = ("words", "label")
"""Where a format has no offsets: each passage's characters without blanks."""

HARD = (
    "😀 \"It will fail,\" she said.\r\nThe\tmayor’s 'plan' 𝒜 costs 5 €, e\u0301t\u00e9; <b>&amp;</b>\r\n\r\n"
    "ثمن الخبز 👩‍👩‍👧 rises.  \r\nLast line"
)
"""Written for these trials: characters beyond U+FFFF, CRLF, quotes, a tab, right-to-left, markup."""

MIXED = "One 😀.\r\nTwo, she says.\nThree."
"""Line ends of two kinds."""


@dataclass(frozen=True)
class Back:
    """What a program's export must bring back.

    Parameters
    ----------
    files : str
        The pattern of the files' names, in the folder `back` where the script leaves them.
    format : str
        As of `annotate.read_format`.
    equal : tuple of str
        The columns that must come back equal.
    left : str
        The file of ours that the export goes back to.
    at_hand : bool
        Whether the articles are given to `annotate.read_format`, as where a program drops their ids.
    but : str
        An article that the program is known to change.
    """

    files: str
    format: str
    equal: tuple[str, ...] = PLACE
    left: str = "ours"
    at_hand: bool = False
    but: str = ""


@dataclass(frozen=True)
class Trial:
    """A program: what to install for it, which tags and codebook come back, and the environment variable it needs."""

    needs: tuple[str, ...]
    back: tuple[Back, ...] = ()
    codebook: str = ""
    wants: str = ""


TRIALS = {
    "label_studio": Trial(
        ("label-studio==1.23.2", "label-studio-sdk==2.1.2"),
        (Back("*.json", "label_studio"), Back("*.conll", "conll", WORDS)),
    ),
    # doccano 1.8.4 names no upper bounds: what has come out since breaks it.
    "doccano": Trial(
        ("doccano==1.8.4", "numpy<2", "marshmallow<4", "setuptools<81"),
        (Back("ours.jsonl", "doccano"), Back("ana.jsonl", "doccano", left="ana")),
    ),
    "refi_qda": Trial(
        ("pyqdpx==0.1.8", "pyrefiqda==0.3.1", "qdapy==0.1.0"),
        (Back("*.qdpx", "refi_qda", (*PLACE, "coder", "note", "tagged_at"), at_hand=True),),
        codebook="pyrefiqda.qdc",
    ),
    "taguette": Trial(("taguette==1.5.2",), codebook="taguette.qdc"),
    # In a text with line ends of two kinds QualCoder moves what stands after a lone LF by one.
    "qualcoder": Trial(
        ("PyQt6==6.11.0", "pymupdf==2.0", "pillow==13.0.0"),
        (Back("*.qdpx", "refi_qda", (*PLACE, "coder", "note"), at_hand=True, but="trial/mixed"),),
        codebook="book.qdc",
        wants="QUALCODER",
    ),
    "conll": Trial(
        ("nltk==3.10.4", "spacy==3.8.18", "seqeval==1.2.2"),
        (Back("spacy.conll", "conll", WORDS),),
    ),
    "tables": Trial(
        ("duckdb==2.0.0", "polars==2.1.0", "fastexcel==0.21.0", "xlsxwriter==3.3.1", "pyarrow==26.0.1"),
        (Back("*.parquet", "parquet"), Back("*.xlsx", "xlsx")),
    ),
    "w3c_linked_data": Trial(("PyLD==3.3.0",), (Back("*.jsonld", "w3c"),)),
    "w3c_anchors": Trial(
        (
            "@apache-annotator/dom@0.2.0",
            "@apache-annotator/selector@0.2.0",
            "@recogito/text-annotator@4.1.1",
            "dom-anchor-text-quote@4.0.2",
            "jsdom@29.1.1",
        ),
        (Back("*.jsonld", "w3c", (*PLACE, "coder", "note"), at_hand=True),),
    ),
}


def sample(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sample project's articles and tags, and two articles more that are hard on programs."""
    with annotate.open_project(folder / "study.db") as project:
        project.add(annotate.read_articles(ROOT / "data" / "articles", progress=False))
        for name, text in (("hard", HARD), ("mixed", MIXED)):
            about = {
                "article_id": f"trial/{name}",
                "title": f'{name} "characters" 😀',
                "source": "Us",
                "language": "en",
            }
            project.add(pd.DataFrame([{**about, "text": text}]))
            for coder in ("ana", "ben"):
                _tag_lines(project, about["article_id"], text, coder)
        tags = [annotate.read_csv(ROOT / "data" / "sample_tags.csv"), project.tags()]
        return project.articles(), tag_table(pd.concat([table.astype(object) for table in tags]))


def _tag_lines(project: annotate.Project, article_id: str, text: str, coder: str) -> None:
    labels = cycle(["attributed_claim", "reported_fact", "opinion", "excluded"])
    for line in filter(str.strip, text.splitlines()):
        start = text.index(line)
        end = start + len(line.rstrip())
        project.tag(article_id, start, end, next(labels), coder=coder, note='-> minutes\nand "more" 😀')


def written(folder: Path, articles: pd.DataFrame, tags: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Write the tags in every format, those of all coders and those of one, and as plain JSON to compare with."""
    (folder / "back").mkdir()
    left = {"ours": tags, "ana": tag_table(tags[tags["coder"] == "ana"])}
    for name, table in left.items():
        for format_name, ending in ENDINGS.items():
            annotate.write_format(table, folder / f"{name}.{ending}", format_name, articles=articles)
        columns = [*PLACE, "coder", "note", "title"]
        (folder / f"{name}.tags").write_text(json.dumps(table[columns].astype(object).to_dict("records")), "utf-8")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    (folder / "articles.texts").write_text(json.dumps(texts), "utf-8")
    refi_qda.write_codebook(Codebook.shipped(), folder / "ours.qdc")
    return left


def command(where: Path, name: str, needs: tuple[str, ...]) -> list[str | Path]:
    """Make an environment with what a trial needs, for Python or for Node; give the command that runs its script."""
    script = SCRIPTS / f"{name}.py"
    if script.exists():
        python = where / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        if not (where / "made").exists():
            venv.create(where, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "-qq", *needs], check=True)
        (where / "made").touch()
        # -I: neither the script's folder nor PYTHONPATH is searched, so that it may bear its program's name.
        return [python, "-I", script]
    if not (where / "made").exists():
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", where, *needs], check=True)
        (where / "made").touch()
    # Node looks for packages beside the script.
    return ["node", shutil.copy(script.with_suffix(".mjs"), where)]


def done(name: str, run: list[str | Path], folder: Path, left: dict[str, pd.DataFrame], articles: pd.DataFrame) -> bool:
    """Run a trial's script, then read what the program left."""
    ran = subprocess.run([*run, folder], capture_output=True, text=True, encoding="utf-8", check=False)
    (folder / f"{name}.log").write_text(ran.stdout + ran.stderr, "utf-8")
    if ran.returncode:
        print(f"  REFUSED: {(ran.stderr.strip() or ran.stdout.strip()).splitlines()[-1]} (see {folder})")
        return False
    print(*(f"  {line}" for line in ran.stdout.splitlines() if line.startswith("trial: ")), sep="\n")
    came_back = [_came_back(folder, back, left[back.left], articles) for back in TRIALS[name].back]
    if TRIALS[name].codebook:
        came_back.append(_codebook_is_equal(folder, TRIALS[name].codebook))
    return all(came_back)


def _came_back(folder: Path, back: Back, left: pd.DataFrame, articles: pd.DataFrame) -> bool:
    files = sorted((folder / "back").glob(back.files))
    if not files:
        print(f"  REFUSED: the program left no {back.files}")
    return bool(files) and False not in [_is_equal(path, back, left, articles) for path in files]


def _is_equal(path: Path, back: Back, left: pd.DataFrame, articles: pd.DataFrame) -> bool:
    try:
        read = annotate.read_format(path, back.format, articles=articles if back.at_hand else None)
    except annotate.AnnotateError as error:
        print(f"  REFUSED BY US: {path.name}: {error}")
        return False
    left, read = (table[table["article_id"] != back.but] for table in (left, read))
    before, after = (_counted(table, back.equal) for table in (left, read))
    if before != after:
        lost, new = list((before - after).elements()), list((after - before).elements())
        print(f"  CHANGED: {path.name}: {len(lost)} tags not back, such as {lost[:1]}; {len(new)} new, {new[:1]}")
        return False
    others = [name for name in TAG_COLUMNS if name not in back.equal]
    kept = [name for name in others if _counted(read, (*back.equal, name)) == _counted(left, (*back.equal, name))]
    said = "every column" if kept == others else ", ".join([*back.equal, *kept])
    print(f"  back: {path.name}: {len(read)} tags, equal in {said}" + (f"; without {back.but}" if back.but else ""))
    return "coder" not in [*back.equal, *kept] or _enters_a_project(read, articles)


def _enters_a_project(read: pd.DataFrame, articles: pd.DataFrame) -> bool:
    """Add what came back to a fresh project, as its user would."""
    with tempfile.TemporaryDirectory() as folder, annotate.open_project(Path(folder) / "fresh.db") as project:
        project.add(articles)
        outcome = project.add_tags(read)
        is_same = _counted(project.tags(), (*PLACE, "coder")) == _counted(read, (*PLACE, "coder"))
    refused = outcome[outcome["outcome"] != "added"]
    if len(refused) or not is_same:
        print(f"  REFUSED BY A PROJECT: {len(refused)} tags, such as {refused['reason'].tolist()[:1]}")
    return is_same and refused.empty


def _codebook_is_equal(folder: Path, name: str) -> bool:
    try:
        labels = refi_qda.read_codebook(folder / "back" / name).names
    except (annotate.AnnotateError, OSError) as error:
        print(f"  REFUSED BY US: {name}: {error}")
        return False
    is_same = set(labels) == set(Codebook.shipped().names)
    print(f"  {'back' if is_same else 'CHANGED'}: {name}: {', '.join(labels)}")
    return is_same


def _counted(tags: pd.DataFrame, columns: tuple[str, ...]) -> Counter[tuple[str, ...]]:
    table = tags.assign(words=["".join(text.split()) for text in tags["text"]])
    return Counter(map(tuple, table[list(columns)].astype(str).to_numpy()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(TRIALS)}; all where left out")
    parser.add_argument("--folder", type=Path, help="where environments are made and kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        failed = [name for name in given.names or TRIALS if not _tried(name, given.folder or Path(temporary))]
    print("\nAll that were tried accepted, both ways." if not failed else f"\nFailed: {', '.join(failed)}")
    sys.exit(bool(failed))


def _tried(name: str, where: Path) -> bool:
    trial = TRIALS[name]
    if trial.wants and trial.wants not in os.environ:
        print(f"\n{name}: SKIPPED, since {trial.wants} is not set: see benchmarks/trials/{name}.py")
        return True
    print(f"\n{name} ({', '.join(trial.needs)})", flush=True)
    where.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=where))
    articles, tags = sample(folder)
    left = written(folder, articles, tags)
    try:
        run = command((where / f"venv-{name}").resolve(), name, trial.needs)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"  NOT INSTALLED: {error}")
        return False
    return done(name, run, folder.resolve(), left, articles)


if __name__ == "__main__":
    main()
