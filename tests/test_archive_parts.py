"""An archive that is counted part by part gives what the same table in memory gives, to the last digit."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._counting import parquet_folder
from annotate._counting.parquet_folder import as_table
from annotate._counting.tally import CHARACTERS, TALLY, tallied
from annotate._errors import AnnotateError, BalanceError
from annotate._places import Place

LABELS = ["opinion", "reported_fact", "attributed_claim", "excluded"]


TAGS = st.tuples(
    st.integers(0, 3), st.integers(0, 12), st.integers(1, 6), st.sampled_from(LABELS), st.sampled_from("mk"),
    st.sampled_from("ST"),
)  # fmt: skip


def made_up(articles: int = 60, seed: int = 0) -> pd.DataFrame:
    """Make up tags of several coders, some of whom cut passages in their own way, and two who judge."""
    rng, rows = np.random.default_rng(seed), []
    for number in range(articles):
        page = (f"a{number:03}", f"Outlet {number % 3}")
        start = np.arange(int(rng.integers(1, 9))) * 30
        for coder in ("mj", "ak", "jo")[: 1 + (number % 4 == 0) + (number % 8 == 0)]:
            off = 7 if coder == "jo" else 0
            kind = "adjudication" if coder == "ak" and number % 16 == 0 else "hand"
            label = rng.choice(LABELS, len(start)).tolist()
            rows += [(*page, at, at + 20 + off, name, coder, kind, "Ann Lee" if name == LABELS[2] else "", "named")
                     for at, name in zip(start.tolist(), label, strict=True)]  # fmt: skip
    columns = ["article_id", "source", "start", "end", "label", "coder", "origin", "speaker", "speaker_kind"]
    return pd.DataFrame(rows, columns=columns).assign(codebook="media_bias@1", published="2026-05-01")


def in_parts(tags: pd.DataFrame, folder: Path, parts: int, *, scattered: bool = False) -> Path:
    folder.mkdir()
    for nth in range(parts):
        rows = (
            tags.iloc[nth::parts] if scattered else tags.iloc[len(tags) * nth // parts : len(tags) * (nth + 1) // parts]
        )
        rows.to_parquet(folder / f"{nth}.parquet", row_group_size=37)
    return folder


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_categorical=False)


COUNTS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "balance": annotate.balance,
    "by characters": lambda tags: annotate.balance(tags, unit="character"),
    "by coder": lambda tags: annotate.balance(tags, by=["source", "coder"]),
    "by month": lambda tags: annotate.balance(tags, by="month"),
    "compare": annotate.compare,
    "measures": annotate.measures,
    "measures by characters": lambda tags: annotate.measures(tags, unit="character"),
}


@pytest.mark.slow
@pytest.mark.parametrize("scattered", [False, True])
@pytest.mark.parametrize("name", COUNTS)
def test_parts_give_what_the_whole_gives(name: str, scattered: bool, tmp_path: Path, monkeypatch: Any) -> None:
    """Also where an article begins in one file, or row group, and ends in another."""
    monkeypatch.setattr(parquet_folder, "ROWS", 50)
    tags = made_up()

    same(COUNTS[name](in_parts(tags, tmp_path / "tags", 4, scattered=scattered)), COUNTS[name](tags))


@pytest.mark.parametrize("odd", ["another coder", "no coder", "a coder of a long name"])
def test_a_column_that_says_one_thing_is_known_without_reading_it(odd: str, tmp_path: Path) -> None:
    """The file's own figures say so: not of a part that lacks some, nor of texts that they may have cut short."""
    tags = made_up().query("coder == 'mj'").reset_index(drop=True)
    tags.loc[len(tags) - 1, "coder"] = {"another coder": "ak", "no coder": None}.get(odd, "m" * 200)
    tags.loc[: len(tags) // 2, "coder"] = "m" * 201 if odd == "a coder of a long name" else "mj"

    same(annotate.balance(in_parts(tags, tmp_path / "tags", 3)), annotate.balance(tags))


class Cluster(ThreadPoolExecutor):
    """Runs functions elsewhere: they, and what they give, go there and back as bytes."""

    def submit(self, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        sent = pickle.dumps((function, given, named))

        def run() -> Any:
            held, asked, also = pickle.loads(sent)
            return pickle.loads(pickle.dumps(held(*asked, **also)))

        return super().submit(run)


@pytest.mark.parametrize("name", ["balance", "compare", "measures"])
def test_a_cluster_reads_the_parts_and_gives_the_same_numbers(name: str, tmp_path: Path, monkeypatch: Any) -> None:
    tags, count = made_up(), getattr(annotate, name)
    folder = in_parts(tags, tmp_path / "tags", 3)
    machine = tags.drop_duplicates(["article_id", "start"])[["article_id", "source", "start", "end", "label"]]
    machine.to_parquet(tmp_path / "machine.parquet")
    drawn = tags[(tags["coder"] == "mj") & (tags["article_id"] < "a030")]
    with_it = {"machine": tmp_path / "machine.parquet", "random": True}
    expected, of_archive = count(tags), count(drawn, **with_it)
    # None is read where the numbers are made.
    monkeypatch.setattr(parquet_folder, "ThreadPoolExecutor", None)

    with Cluster(2) as client:
        same(count(folder, client=client), expected)
        same(count(drawn, **with_it, client=client), of_archive)


def test_an_address_is_read_as_the_folder_is(tmp_path: Path) -> None:
    tags = made_up()
    folder = in_parts(tags, tmp_path / "tags", 3)

    same(annotate.balance(folder.as_uri()), annotate.balance(tags))


def test_designs_go_with_the_parts(tmp_path: Path) -> None:
    tags = made_up()
    tags["stratum"] = tags["article_id"].str[-1] < "5"
    tags = tags.assign(stratum=tags["stratum"].map({True: "low", False: "high"}), population=500, weight=2.5)

    same(annotate.balance(in_parts(tags, tmp_path / "tags", 3)), annotate.balance(tags))


@pytest.mark.slow
@pytest.mark.parametrize("npartitions", [1, 5])
def test_a_dask_dataframe_is_counted_as_the_table_is(npartitions: int) -> None:
    dask = pytest.importorskip("dask.dataframe")
    tags = made_up()
    lazy = dask.from_pandas(tags, npartitions=npartitions)

    for count in COUNTS.values():
        same(count(lazy), count(tags))


@pytest.mark.slow
def test_empty_partitions_change_no_number() -> None:
    """Wherever they stand: first, within and last."""
    dask = pytest.importorskip("dask.dataframe")
    tags = made_up()
    machine = tags.drop_duplicates(["article_id", "start"])[["article_id", "source", "start", "end", "label"]]
    drawn = tags[(tags["coder"] == "mj") & (tags["article_id"] < "a030")]

    def with_empty(table: pd.DataFrame) -> Any:
        none = table.iloc[:0]
        pieces = [none, table.iloc[:40], none, table.iloc[40:], none]
        return dask.from_map(lambda nth: pieces[nth], range(5), meta=none)

    for count in (annotate.balance, annotate.measures):
        same(count(with_empty(tags)), count(tags))
    expected = annotate.balance(drawn, machine=machine, random=True)
    same(annotate.balance(with_empty(drawn), machine=with_empty(machine), random=True), expected)


@pytest.mark.slow
@given(st.lists(TAGS, min_size=1, max_size=30))
def test_whatever_the_tags_joined_rows_count_as_they_do(rows: list[tuple[Any, ...]]) -> None:
    columns = ["article_id", "start", "length", "label", "coder", "source"]
    tags = pd.DataFrame(rows, columns=columns).assign(article_id=lambda table: "a" + table["article_id"].astype(str))
    tags["end"] = tags["start"] + tags.pop("length")
    few = tallied(tags)

    assert few[TALLY].sum() == len(tags)
    assert few[CHARACTERS].sum() == (tags["end"] - tags["start"]).sum()
    for unit in ("passage", "character"):
        one, other = (annotate.balance(table, unit=unit) for table in (few, tags))
        same(one.drop(columns=["warning"]), other.drop(columns=["warning"]))


def test_what_is_held_grows_with_the_articles_and_not_with_their_tags(tmp_path: Path) -> None:
    def held(passages: int) -> int:
        start = np.tile(np.arange(passages) * 10, 200)
        ids = [f"a{number:03}" for number in np.repeat(np.arange(200), passages)]
        rng = np.random.default_rng(1)
        tags = pd.DataFrame({"article_id": ids, "source": "S", "start": start, "end": start + 9,
                             "label": rng.choice(LABELS[:3], len(ids))})  # fmt: skip
        return len(as_table(in_parts(tags, tmp_path / f"{passages}", 2), ["source"]))

    # Three labels an article, and the first and last article of each part row by row.
    assert held(100) <= 200 * 3 + 4 * 100
    assert held(400) <= 200 * 3 + 4 * 400


def test_a_place_is_shown_without_its_keys(tmp_path: Path) -> None:
    place = Place.of("s3://key:secret@bucket/archive?endpoint_override=x&secret=y")

    assert place.beside("deep/a.parquet").shown == "s3://bucket/archive/deep/a.parquet"
    with pytest.raises(BalanceError, match="none"):
        annotate.balance((tmp_path / "nothing").as_uri())


def test_an_address_of_no_known_kind_says_what_is_missing() -> None:
    with pytest.raises(AnnotateError, match=r"cannot be read.*(archive\]|Pass a folder)"):
        annotate.balance("nowhere://bucket/tags")


def test_what_is_written_at_an_address_is_there_whole(tmp_path: Path) -> None:
    place = Place.of(tmp_path.as_uri()).beside("deep/a.parquet")

    assert not place.exists()
    place.write(b"whole")

    assert place.exists()
    assert place.read() == b"whole"
    assert [one.shown for one in Place.of(tmp_path.as_uri()).files()] == [place.shown]
    assert place.is_within(Place.of(tmp_path.as_uri()))
