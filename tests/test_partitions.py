"""A folder of Parquet files is read part by part: as one table is, resumed where it ended, and nothing passed over."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._errors import PassageError
from annotate._partitions import read_parts

TEXT = "The council met on Friday. “The dyke is safe,” said Ann Lee. What a farce."


def articles(first: int, last: int) -> pd.DataFrame:
    rows = [(f"a{nth}", f"S{nth % 2}", "en", f"Day {nth}. {TEXT}", nth / 2) for nth in range(first, last)]
    return pd.DataFrame(rows, columns=["article_id", "source", "language", "text", "weight"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two parts of three articles each, and an empty one."""
    (tmp_path / "in/deep").mkdir(parents=True)
    articles(0, 3).to_parquet(tmp_path / "in/part0.parquet")
    articles(3, 6).to_parquet(tmp_path / "in/deep/part1.parquet")
    articles(0, 0).astype(articles(0, 1).dtypes).to_parquet(tmp_path / "in/part2.parquet")
    return tmp_path / "in"


def read_all(folder: Path) -> pd.DataFrame:
    parts = [pd.read_parquet(path) for path in folder.rglob("*.parquet")]
    return pd.concat([part for part in parts if len(part)]).sort_values(["article_id", "start"]).reset_index(drop=True)


def test_a_folder_is_cut_and_read_as_one_table_is(folder: Path) -> None:
    out = folder.parent
    parts = annotate.cut(folder, into=out / "passages")
    annotate.suggest(out / "passages", into=out / "read")
    annotate.suggest(folder, into=out / "at_once")

    whole = annotate.cut(articles(0, 6))
    found = annotate.suggest(whole)
    assert parts["rows"].sum() == len(whole)
    assert parts["state"].tolist() == ["read"] * 3
    for name in ("article_id", "start", "end", "text", "proposed_label"):
        assert read_all(out / "passages")[name].tolist() == whole[name].tolist()
    for folder_read in (out / "read", out / "at_once"):
        read = read_all(folder_read)
        for name in ("article_id", "start", "end", "label", "speaker", "reason"):
            assert read[name].tolist() == found[name].tolist()
        assert set(read["source"]) == {"S0", "S1"}
        assert read["weight"].nunique() == 6
        assert "text" not in read


def test_what_is_read_already_is_not_read_again_and_what_changed_is(folder: Path) -> None:
    into = folder.parent / "read"
    annotate.suggest(folder, into=into)
    (into / "part0.parquet").unlink()
    articles(10, 12).to_parquet(folder / "deep/part1.parquet")

    again = annotate.suggest(folder, into=into)
    other = annotate.suggest(folder, into=into, wording="fr")

    assert again["state"].tolist() == ["read", "read", "known"]
    assert other["state"].tolist() == ["read"] * 3, "other options are other results"


def test_a_part_that_cannot_be_read_is_named_and_the_others_are_done(folder: Path) -> None:
    (folder / "part0.parquet").write_bytes(b"torn")
    articles(0, 2).drop(columns="language").to_parquet(folder / "part3.parquet")
    into = folder.parent / "read"

    with pytest.raises(PassageError, match="2 of 4 parts could not be read") as raised:
        annotate.suggest(folder, into=into)

    assert "part0.parquet" in str(raised.value)
    assert "no column 'language'" in str(raised.value)
    assert sorted(path.name for path in into.rglob("*.parquet")) == ["part1.parquet", "part2.parquet"]


def test_results_of_parts_that_are_gone_are_not_left_among_the_others(folder: Path) -> None:
    into = folder.parent / "read"
    annotate.suggest(folder, into=into)
    (folder / "part0.parquet").unlink()

    with pytest.raises(PassageError, match="also holds part0"):
        annotate.suggest(folder, into=into)


def ends_its_process(table: pd.DataFrame) -> pd.DataFrame:
    if "a0" in set(table["article_id"]):
        os._exit(9)
    return table


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing_but_its_own_part(folder: Path) -> None:
    into = folder.parent / "out"

    with pytest.raises(PassageError, match=r"1 of 3 parts .*part0.parquet \(the process that read it ended"):
        read_parts(folder, into, ends_its_process, "", 2, None)

    assert len(list(into.rglob("*.parquet"))) == 2


def test_parts_are_read_wherever_a_client_runs_them(folder: Path) -> None:
    with ThreadPoolExecutor(2) as client:
        parts = annotate.suggest(folder, into=folder.parent / "read", client=client)

    assert parts["state"].tolist() == ["read"] * 3


@pytest.mark.parametrize(
    ("into", "sentence"), [(None, "into='folder'"), ("in/read", "lies in the folder that is read")]
)
def test_where_results_go_is_said_and_is_elsewhere(folder: Path, into: str | None, sentence: str) -> None:
    with pytest.raises(PassageError, match=sentence):
        annotate.suggest(folder, into=into and folder.parent / into)


def test_a_folder_without_parts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PassageError, match="no Parquet file"):
        annotate.cut(tmp_path / "nothing", into=tmp_path / "out")


def test_an_address_is_cut_and_read_as_the_folder_is(folder: Path) -> None:
    into = folder.parent
    annotate.suggest(folder, into=into / "read")

    parts = annotate.suggest(folder.as_uri(), into=(into / "elsewhere").as_uri())

    assert parts["state"].tolist() == ["read"] * 3
    pd.testing.assert_frame_equal(read_all(into / "elsewhere"), read_all(into / "read"))
    assert annotate.suggest(folder.as_uri(), into=(into / "elsewhere").as_uri())["state"].tolist() == ["known"] * 3


def test_a_result_that_is_torn_is_made_again(folder: Path) -> None:
    into = folder.parent / "read"
    annotate.suggest(folder, into=into)
    (into / "part0.parquet").write_bytes(b"PAR1 torn")

    assert annotate.suggest(folder, into=into)["state"].tolist() == ["known", "read", "known"]


@pytest.mark.slow
def test_partitions_of_a_dask_dataframe_are_read_as_the_table_is(tmp_path: Path) -> None:
    dask = pytest.importorskip("dask.dataframe")
    lazy = dask.from_pandas(articles(0, 6), npartitions=2)

    first = annotate.suggest(lazy, into=tmp_path / "read")
    again = annotate.suggest(lazy, into=tmp_path / "read")

    assert first["state"].tolist() == ["read"] * 2
    assert again["state"].tolist() == ["known"] * 2
    found = annotate.suggest(annotate.cut(articles(0, 6)))
    assert read_all(tmp_path / "read")["label"].tolist() == found["label"].tolist()


@pytest.mark.slow
def test_an_empty_partition_is_read_as_one_without_passages(tmp_path: Path) -> None:
    dask = pytest.importorskip("dask.dataframe")
    pieces = [articles(0, 3), articles(0, 0), articles(3, 6)]

    parts = annotate.suggest(
        dask.from_map(lambda nth: pieces[nth], range(3), meta=articles(0, 0)), into=tmp_path / "read"
    )

    assert parts["state"].tolist() == ["read"] * 3
    assert parts["rows"].tolist()[1] == 0
    assert (
        read_all(tmp_path / "read")["label"].tolist()
        == annotate.suggest(annotate.cut(articles(0, 6)))["label"].tolist()
    )


def ends_its_worker_once(table: pd.DataFrame) -> pd.DataFrame:
    """End the process at the first try, and leave a mark by which the next one knows."""
    mark = Path(os.environ["ANNOTATE_TEST_MARK"])
    if "a0" in set(table["article_id"]) and not mark.exists():
        mark.write_text("was here")
        os._exit(9)
    return table


@pytest.mark.slow
def test_a_worker_of_a_cluster_that_is_killed_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("ANNOTATE_TEST_MARK", str(folder.parent / "mark"))
    into = folder.parent / "out"
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        parts = read_parts(folder, into, ends_its_worker_once, "", 1, client)
        lazy = pytest.importorskip("dask.dataframe").from_pandas(articles(0, 6), npartitions=2)
        annotate.suggest(lazy, into=folder.parent / "read", client=client)
        tags = lazy.assign(start=0, end=9, label="opinion")
        same = annotate.balance(tags)
        tags.compute().to_parquet(folder.parent / "tags.parquet")
        counted = [annotate.balance(given, client=client) for given in (tags, folder.parent / "tags.parquet")]

    assert (folder.parent / "mark").exists()
    assert parts["rows"].tolist() == [3, 3, 0]
    assert len(list(into.rglob("*.parquet"))) == 3
    assert len(read_all(folder.parent / "read")) == len(annotate.cut(articles(0, 6)))
    assert same["articles"].tolist() == [3] * 6
    assert all(one.equals(same) for one in counted)


WIRE = "The council of Brisac voted on Friday to close the old port for good, after six hours of debate. " * 2


def reports() -> pd.DataFrame:
    """Make up reports of which some took over one text, whole, within others, or as an edition."""
    own = [f"On day {nth} the {word} of the harbour said nothing about it, as on all other days before {nth}."
           for nth, word in enumerate(["pilot", "mayor", "cook", "clerk", "priest", "guard", "nurse"])]  # fmt: skip
    texts = [WIRE, own[0], f"{own[1]} {WIRE}", own[2], WIRE, f"{WIRE} {own[3]}", own[4]]
    rows = [(f"a{nth}", f"S{nth % 3}", text) for nth, text in enumerate(texts)]
    return pd.DataFrame(rows, columns=["article_id", "source", "text"])


def test_copies_in_parts_are_those_of_the_table(tmp_path: Path) -> None:
    whole = reports()
    for nth in range(3):
        whole.iloc[3 * nth : 3 * nth + 3].to_parquet(tmp_path / f"{nth}.parquet")

    found = annotate.copies(tmp_path)

    assert len(found) == 6, "four articles carry one text"
    pd.testing.assert_frame_equal(found, annotate.copies(whole))
    pd.testing.assert_frame_equal(annotate.copies(tmp_path.as_uri()), found)
    whole.head(1).to_parquet(tmp_path / "again.parquet")
    with pytest.raises(annotate.AnnotateError, match="'a0'"):
        annotate.copies(tmp_path)


@pytest.mark.parametrize("given", ["nowhere", 7, None])
def test_copies_of_what_is_no_archive_are_refused(given: object, tmp_path: Path) -> None:
    with pytest.raises(PassageError, match=r"no Parquet file|not a "):
        annotate.copies(tmp_path / given if isinstance(given, str) else given)
