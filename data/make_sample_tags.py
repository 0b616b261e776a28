"""Write sample_tags.csv: lay the decisions of sample_decisions.tsv over the articles as they are read today.

Run ``python data/make_sample_tags.py`` after a change of the articles or of the decisions, or of how articles are
read or cut. A decision is found by its passage's words, so that it stays where it is when offsets shift.
"""

import re
import tempfile
import uuid
from pathlib import Path
from typing import Any

import pandas as pd

import annotate

HERE = Path(__file__).parent
FIRST_DAYS = {"ana": "2026-05-18T08:30Z", "ben": "2026-05-26T13:10Z", "cleo": "2026-06-09T09:00Z"}
"""When each coder tagged the first article; the next one followed the day after."""


def make(target: Path) -> None:
    """Tag all sample articles in a project that is thrown away, and write its tags."""
    given = pd.read_csv(HERE / "sample_decisions.tsv", sep="\t", quoting=3, dtype=str, keep_default_na=False)
    given["coder"] = given["coder"].str.split(", ")
    decisions = given.explode("coder", ignore_index=True)
    with tempfile.TemporaryDirectory() as folder, annotate.open_project(Path(folder) / "sample.db") as project:
        project.add(HERE / "articles")
        for page in project.articles().itertuples():
            of_page = decisions[decisions["article"] == page.article_id]
            for _, of_coder in of_page.groupby("coder"):
                tag_article(project, page, of_coder)
        tags = project.tags()
    tags["tagged_at"] = [time(rows) for rows in numbered(tags)]
    annotate.write_csv(tags, target)


def tag_article(project: annotate.Project, page: Any, decisions: pd.DataFrame) -> None:
    """Tag one article for one coder, passage after passage, and set the source where the voice changes."""
    at, voice = 0, page.source
    for row in decisions.itertuples():
        start, end = find(row.text, page, at)
        if (row.source or page.source) != voice and row.coder == "ana":
            voice = row.source or page.source
            project.set_source(page.article_id, voice, coder=row.coder, start=start, for_all=True)
        project.tag(
            page.article_id,
            start,
            end,
            row.label,
            coder=row.coder,
            speaker=row.speaker,
            speaker_kind=row.speaker_kind,
            evaluative=row.evaluative == "yes",
            unsure=row.unsure == "yes",
            note=row.note,
            origin=row.origin or "hand",
            score=float(row.score) if row.score else None,
            # The same tag has the same id in every run, so that a new file differs only where tags do.
            decision_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{page.article_id} {start} {end} {row.coder}").hex,
        )
        at = end


def find(words: str, page: Any, at: int) -> tuple[int, int]:
    """Return where a passage stands in an article, from a place on; any blank matches any other."""
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(page.text, at)
    if found is None:
        raise SystemExit(f"{page.article_id}: there is no {words!r} after character {at}. Mend sample_decisions.tsv.")
    return found.span()


def numbered(tags: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Return each tag's coder, the number of its article, and its own number there, in that coder's order."""
    article = tags.groupby("coder", observed=True)["article_id"].transform(lambda ids: pd.factorize(ids)[0])
    passage = tags.groupby(["coder", "article_id"], observed=True).cumcount()
    return list(zip(tags["coder"], article, passage, strict=True))


def time(of: tuple[str, int, int]) -> pd.Timestamp:
    """Return a plain, fixed time to a tag: one article a day, a passage every twenty seconds."""
    coder, article, passage = of
    return pd.Timestamp(FIRST_DAYS[coder]) + pd.Timedelta(days=article, seconds=20 * passage)


if __name__ == "__main__":
    make(HERE / "sample_tags.csv")
