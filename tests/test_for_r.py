"""Tags in R: factors, dates and a survey design that gives the shares of the balance; hostile texts stay texts."""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._errors import FormatError
from annotate._exact_text import TEXT

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[1] / "data" / "sample_tags.csv"


@pytest.fixture(scope="module")
def tags() -> pd.DataFrame:
    return annotate.read_csv(SAMPLE)


def in_r(folder: Path, code: str) -> str:
    """Return what R prints after it has read the folder."""
    found = shutil.which("Rscript")
    if found is None:
        pytest.skip("R is not at hand")
    script = f'source("{folder}/read_tags.R", chdir = TRUE)\n{code}'
    done = subprocess.run([found, "-e", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_file_has_each_tag_with_the_part_of_its_passage_that_it_counts_for(
    tags: pd.DataFrame, tmp_path: Path
) -> None:
    folder = annotate.write_r(tags, tmp_path / "r")
    table = pd.read_csv(folder / "tags.csv", dtype=str, keep_default_na=False)

    assert table["tag_id"].tolist() == tags["tag_id"].tolist()
    shared = table.astype({"passage_weight": float}).query("label != 'excluded'")
    balance = annotate.balance(tags)
    assert shared["passage_weight"].sum() == pytest.approx(balance["count"].sum())


def test_r_makes_factors_in_the_codebook_s_order_and_survey_gives_the_shares_of_the_balance(
    tags: pd.DataFrame, tmp_path: Path
) -> None:
    folder = annotate.write_r(tags, tmp_path / "r")
    printed = in_r(
        folder,
        'cat(class(tags$label), class(tags$published), class(tags$tagged_at)[1], class(tags$unsure), "\\n");'
        'cat(levels(counted$label), "\\n");'
        'if (exists("design")) write.csv(survey::svyby(~label, ~source, design, survey::svymean))',
    )
    kinds, levels, *rest = printed.splitlines()

    assert kinds.split() == ["factor", "Date", "POSIXct", "logical"]
    assert levels.split() == ["opinion", "reported_fact", "attributed_claim"]
    balance = annotate.balance(tags).set_index(["source", "label"])["share"]
    for line in rest[1:]:
        source, _, *shares = [cell.strip('"') for cell in line.split(",")]
        for label, share in zip(levels.split(), shares, strict=False):
            assert float(share) == pytest.approx(balance[source, label])


def test_hostile_texts_come_through_r(tags: pd.DataFrame, tmp_path: Path) -> None:
    hostile = ["NA", '"', 'a,b\n"c"', "\\", "'; quit() #", "007", " x ", "é\u0301 😀", ""]
    table = tags.head(len(hostile)).assign(note=pd.Series(hostile, dtype=TEXT, index=tags.index[: len(hostile)]))
    folder = annotate.write_r(table, tmp_path / "r")

    assert in_r(folder, "cat(nchar(tags$note, 'chars'))").split() == [str(len(one)) for one in hostile]
    assert in_r(folder, "cat(tags$note[1], tags$note[6])").split() == ["NA", "007"]
    first = table.assign(note=pd.Series(["\ud800\0"] * len(table), dtype=TEXT, index=table.index))
    assert "\ufffd\ufffd" in (annotate.write_r(first, tmp_path / "s") / "tags.csv").read_text("utf-8")


def test_a_column_of_a_name_that_is_needed_is_refused(tags: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="passage_weight"):
        annotate.write_r(tags.assign(passage_weight=1.0), tmp_path / "r")
