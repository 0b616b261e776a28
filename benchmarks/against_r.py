"""Shares and standard errors of studies drawn in six ways, beside those of R's survey (svydesign, svyby, svymean).

python benchmarks/against_r.py [Rscript]     needs R with the package survey; the path of Rscript, if it is not found
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from annotate._counting.counts import count_labels
from annotate._counting.design import DesignColumns
from annotate._statistics.intervals import shares_of
from annotate._statistics.spread import spread_of

DESIGNS = {
    "weights": ("weights",),
    "weights, strata": ("weights", "strata"),
    "clusters": ("cluster",),
    "weights, strata, clusters": ("weights", "strata", "cluster"),
    "strata, population (weights N / n)": ("strata", "population"),
    "weights, strata, clusters, population": ("weights", "strata", "cluster", "population"),
}
COLUMNS = {"weights": "weight", "strata": "stratum", "cluster": "day", "population": "population"}


def articles_of(seed: int) -> pd.DataFrame:
    """Make up 160 articles of two sources, four strata of eight days each, a weight for each article."""
    rng = np.random.default_rng(seed)
    day = np.arange(160) % 32
    table = pd.DataFrame({"article_id": [f"a{number:03}" for number in range(160)], "day": [f"d{one}" for one in day]})
    table["source"] = rng.choice(["Le Fil", "The Quay"], 160)
    table["stratum"] = [f"part {one % 4}" for one in day]
    table["weight"] = rng.uniform(0.5, 4, 160).round(2)
    table["passages"] = 2 + rng.negative_binomial(2, 0.2, 160)
    table["opinions"] = rng.binomial(table["passages"], rng.beta(1, 2, 160))
    return table


def ours(articles: pd.DataFrame, used: tuple[str, ...]) -> np.ndarray:
    """Return each source's share of opinion, and the standard errors by linearisation."""
    rows = articles.loc[articles.index.repeat(articles["passages"])]
    place = rows.groupby(level=0).cumcount()
    label = np.where(place < rows["opinions"], "opinion", "reported_fact")
    tags = rows.assign(start=place * 10, end=place * 10 + 10, label=label, coder="mj")
    asked = DesignColumns(*(COLUMNS[what] if what in used else False for what in DesignColumns._fields))
    counts = count_labels(tags, "source", design=asked)
    share = shares_of(counts)
    return np.concatenate([share[:, 0], np.sqrt(spread_of(counts, share).linear[:, 0])])


def theirs(articles: pd.DataFrame, used: tuple[str, ...], program: str) -> np.ndarray:
    """Return the same from R."""
    rows = articles.loc[articles.index.repeat(articles["passages"])]
    opinion = (rows.groupby(level=0).cumcount() < rows["opinions"]).astype(int)
    weight = "~weight" if "weights" in used or "population" in used else "rep(1, nrow(d))"
    units = "day" if "cluster" in used else "article_id"
    more = ("strata = ~stratum, " if "strata" in used else "") + ("fpc = ~population, " if "population" in used else "")
    with tempfile.TemporaryDirectory() as folder:
        rows.assign(opinion=opinion).to_csv(Path(folder) / "passages.csv", index=False)
        script = Path(folder) / "shares.R"
        script.write_text(
            f'suppressMessages(library(survey)); d <- read.csv("{folder}/passages.csv")\n'
            f"drawn <- svydesign(ids = ~{units}, {more}weights = {weight}, data = d)\n"
            "found <- svyby(~opinion, ~source, drawn, svymean)\n"
            r'cat("\n"); cat(sprintf("%.15f", c(found$opinion, SE(found))))'
        )
        said = subprocess.run([program, "--vanilla", str(script)], capture_output=True, text=True, check=True).stdout
    return np.array(said.splitlines()[-1].split(), dtype=float)


def main(program: str) -> None:
    print("| drawn with | share of opinion | standard error (R) | largest difference of either |\n|---|---:|---:|---:|")
    for seed, (name, used) in enumerate(DESIGNS.items()):
        articles = articles_of(seed)
        units = articles.groupby("stratum")["day" if "cluster" in used else "article_id"].transform("nunique")
        articles["population"] = units * 2
        if "weights" not in used and "population" in used:
            articles["weight"] = articles["population"] / units
        own, other = ours(articles, used), theirs(articles, used, program)
        print(f"| {name} | {own[0]:.6f} | {other[2]:.6f} | {np.abs(own - other).max():.0e} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else shutil.which("Rscript") or "Rscript")
