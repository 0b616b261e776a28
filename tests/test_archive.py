"""A whole archive from some hand-tagged articles and a machine's reading of all: formulas of others, known truths."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from annotate._balance import balance
from annotate._compare import compare
from annotate._errors import BalanceError
from annotate._measures import measures
from annotate._planning import plan
from annotate._study.drawing import draw

LABELS = np.array(["opinion", "reported_fact", "attributed_claim"])


def archive(articles: int = 300, seed: int = 0, *, longest: int = 12, errs: float = 0.15) -> pd.DataFrame:
    """Make up the passages of two sources' articles, each with its true label and what a machine takes it for."""
    rng = np.random.default_rng(seed)
    length = rng.integers(1, longest + 1, articles)
    article = np.repeat(np.arange(articles), length)
    own = rng.dirichlet([1.0, 2.0, 1.2], articles)[article]
    true = (rng.random((len(article), 1)) > own.cumsum(axis=1)).sum(axis=1)
    taken = np.where(rng.random(len(article)) < errs, rng.integers(0, 3, len(article)), true)
    place = np.arange(len(article)) - (np.cumsum(length) - length)[article]
    return pd.DataFrame(
        {
            "article_id": [f"a{number:04}" for number in article],
            "source": np.where(article % 2, "Le Fil", "The Quay"),
            "start": place * 10,
            "end": place * 10 + 10,
            "true": LABELS[true],
            "machine": LABELS[taken],
        }
    )


def drawn(passages: pd.DataFrame, number: int, seed: int = 0) -> pd.DataFrame:
    """Draw so many articles of each source, and tag them as is true."""
    ids = passages.drop_duplicates("article_id")
    chosen = ids.groupby("source", group_keys=False).sample(number, random_state=seed)["article_id"]
    return passages[passages["article_id"].isin(chosen)].assign(label=lambda table: table["true"], coder="mj")


def reading(passages: pd.DataFrame) -> pd.DataFrame:
    return passages[["article_id", "source", "start", "end"]].assign(label=passages["machine"])


@pytest.mark.slow
def test_a_machine_that_says_nothing_leaves_the_balance_as_it_is() -> None:
    passages = archive()
    tags = drawn(passages, 20)
    silent = reading(passages).assign(label="")

    found = balance(tags, machine=silent, random=True)
    alone = balance(tags.assign(population=150))

    assert (found["lambda"] == 0).all()
    assert found["machine_share"].isna().all()
    same = ["label", "count", "share", "low", "high", "design_effect", "articles", "passages", "warning"]
    pd.testing.assert_frame_equal(found[same], alone[same], check_exact=True)
    for name in ("share", "low", "high"):
        assert found[f"hand_{name}"].tolist() == alone[name].tolist()
    endless = balance(tags, machine=silent, random=True, population=False)
    pd.testing.assert_frame_equal(endless[same], balance(tags)[same], check_exact=True)


def test_measures_of_an_archive_are_those_of_its_shares() -> None:
    passages = archive(400)
    tags = drawn(passages, 25)

    found = measures(tags, machine=reading(passages), random=True).set_index(["source", "measure"])
    shares = balance(tags, machine=reading(passages), random=True).set_index(["source", "label"])

    assert {"attribution_share", "opinion_to_fact", "entropy"} <= {*found.loc["Le Fil"].index}
    assert not {"speaker_concentration", "named_to_unnamed"} & {*found.loc["Le Fil"].index}  # nothing corrects those
    for source in ("Le Fil", "The Quay"):
        claims = shares.loc[(source, "attributed_claim")]
        assert found.loc[(source, "attribution_share"), ["value", "low", "high"]].tolist() == pytest.approx(
            claims[["share", "low", "high"]].tolist()
        )
        part = shares.loc[source, "share"]
        part = part[part > 0] / part.sum()
        assert found.loc[(source, "entropy"), "value"] == pytest.approx(-(part * np.log(part)).sum() / np.log(3))
    assert ((found["high"] - found["low"]) < 0.9 * (found["hand_high"] - found["hand_low"])).all()


def test_measures_beside_a_silent_machine_are_those_by_hand() -> None:
    passages = archive()
    tags = drawn(passages, 20)

    found = measures(tags, machine=reading(passages).assign(label=""), random=True)
    alone = measures(tags.assign(population=150))

    for name in ("value", "low", "high"):
        assert found[name].tolist() == pytest.approx(alone[name].tolist())
        assert found[f"hand_{name}"].tolist() == alone[name].tolist()


def test_a_folder_of_parts_has_the_measures_of_its_table(tmp_path: Path) -> None:
    tags = drawn(archive(), 20).assign(speaker="", speaker_kind="")
    for nth in range(3):
        tags.iloc[nth::3].to_parquet(tmp_path / f"part{nth}.parquet")

    pd.testing.assert_frame_equal(measures(tmp_path), measures(tags), check_categorical=False, check_dtype=False)


@pytest.mark.parametrize("asked", [{}, {"population": False}])
def test_one_passage_an_article_gives_what_ppi_plus_plus_gives(asked: dict[str, bool]) -> None:
    """By the formulas of the paper (and of ppi-python 0.2.3), written out: its λ, its mean, its variance."""
    passages = archive(600, longest=1, errs=0.3)
    passages["source"] = "Le Fil"
    tags = drawn(passages, 60)
    found = balance(tags, machine=reading(passages), random=True, **asked).set_index("label")
    is_hand = passages["article_id"].isin(tags["article_id"])
    for label in LABELS:
        y = (passages.loc[is_hand, "true"] == label).to_numpy(dtype=float)
        f, g = ((passages.loc[which, "machine"] == label).to_numpy(dtype=float) for which in (is_hand, ~is_hand))
        n, rest = len(y), len(g)
        together = ((y - y.mean()) * (f - f.mean())).mean()
        tuned = np.clip(together / ((1 + n / rest) * np.concatenate([f, g]).var(ddof=1)), 0, 1)
        assert found.loc[label, "share"] == pytest.approx(y.mean() + tuned * (g.mean() - f.mean()), abs=1e-9)
        assert found.loc[label, "lambda"] * rest / (n + rest) == pytest.approx(tuned, abs=1e-9)


@pytest.mark.slow
def test_a_good_machine_makes_intervals_narrow_that_hold_the_archives_share() -> None:
    held, narrow = [], []
    for seed in range(30):
        passages = archive(seed=seed)
        found = balance(drawn(passages, 20, seed), machine=reading(passages), random=True)
        true = pd.crosstab(passages["source"], passages["true"], normalize="index")
        truth = [true.loc[row.source, row.label] for row in found.itertuples()]
        held += [*((found["low"] <= truth) & (truth <= found["high"]))]
        narrow.append((found["high"] - found["low"]).mean() / (found["hand_high"] - found["hand_low"]).mean())
        assert (found["worth"] > 20).mean() > 0.5
    assert np.mean(held) > 0.93
    assert np.mean(narrow) < 0.65


@pytest.mark.slow
def test_a_machine_that_tosses_a_coin_hardly_changes_an_interval() -> None:
    rng, widths = np.random.default_rng(1), []
    for seed in range(30):
        passages = archive(seed=seed)
        coin = reading(passages).assign(label=rng.choice(LABELS, len(passages)))
        found = balance(drawn(passages, 20, seed), machine=coin, random=True)
        widths.append((found["high"] - found["low"]).mean() / (found["hand_high"] - found["hand_low"]).mean())
    assert 0.97 < np.mean(widths) < 1.03


def test_strata_and_weights_are_those_of_the_draw() -> None:
    passages = archive(600)
    passages["stratum"] = np.where(passages["article_id"] < "a0060", "opinion desk", "news")
    ids = passages.drop_duplicates("article_id")
    chosen = ids.groupby("stratum", group_keys=False).sample(25, random_state=1)["article_id"]
    passages["source"] = "Le Fil"
    tags = passages[passages["article_id"].isin(chosen)].assign(label=lambda table: table["true"])

    found = balance(tags, passages, machine=passages.assign(label=passages["machine"]).drop(columns="source"))

    alone = balance(tags.assign(population=tags["stratum"].map({"opinion desk": 60, "news": 540})))
    assert found["hand_share"].tolist() == alone["share"].tolist()
    assert found["hand_low"].tolist() == alone["low"].tolist()
    assert found["machine_share"].to_numpy() == pytest.approx(passages["machine"].value_counts(normalize=True)[LABELS])
    moved = found["lambda"] * (found["machine_share"] - _machine_as_drawn(tags))
    assert (found["share"] - found["hand_share"]).to_numpy() == pytest.approx(moved.to_numpy(), abs=1e-9)


def _machine_as_drawn(tags: pd.DataFrame) -> np.ndarray:
    weight = tags["stratum"].map({"opinion desk": 60 / 25, "news": 540 / 25})
    return np.array([weight[tags["machine"] == label].sum() for label in LABELS]) / weight.sum()


REFUSED = {
    "no random draw": ({"random": False}, "drawn from the archive by chance"),
    "suggestions in sight": ({"tags": lambda tags: tags.assign(origin="suggestion")}, "tagged blind"),
    "twice": ({"machine": lambda table: pd.concat([table, table.head(1)])}, "passage\\(s\\) twice"),
    "not read": ({"machine": lambda table: table[table["article_id"] > "a0200"]}, "every article of the archive"),
    "other labels": ({"machine": lambda table: table.assign(label="satire")}, "'satire'"),
    "few": ({"tags": lambda tags: tags[tags["article_id"].isin(tags["article_id"].unique()[:8])]}, "so few"),
    "other source": ({"machine": lambda table: table.assign(source="Le Fil")}, "elsewhere by the machine's table"),
    "two sources": (
        {"machine": lambda table: table.assign(source=np.where(table["start"] == 0, "Le Fil", "The Quay"))},
        "two values of source",
    ),
    "other codebook": (
        {"tags": lambda tags: tags.assign(codebook="media_bias@1"), "machine": lambda t: t.assign(codebook="mine@2")},
        "by the codebook that people tagged by",
    ),
    "no source": ({"machine": lambda table: table.drop(columns="source")}, "passages="),
    "no table": ({"machine": lambda table: [table]}, "not a list"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", REFUSED)
def test_what_would_make_an_estimate_that_means_nothing_is_refused_with_the_cure(case: str) -> None:
    passages = archive()
    changes, said = REFUSED[case]
    tags, machine = drawn(passages, 20), reading(passages)
    with pytest.raises(BalanceError, match=said):
        balance(
            changes.get("tags", lambda same: same)(tags),
            machine=changes.get("machine", lambda same: same)(machine),
            random=changes.get("random", True),
        )


def test_articles_that_the_machine_reads_otherwise_than_the_rest_are_warned_of() -> None:
    passages = archive()
    opinions = passages["true"].eq("opinion").groupby(passages["article_id"]).mean()
    chosen = opinions.sort_values().tail(40).index
    tags = passages[passages["article_id"].isin(chosen)].assign(label=lambda table: table["true"])

    found = balance(tags, machine=reading(passages), random=True)

    assert found["warning"].str.contains("unlikely to be a random draw").all()


def test_a_draw_of_the_study_says_all_that_is_needed() -> None:
    passages = archive()
    chosen = draw(passages.drop_duplicates("article_id")[["article_id", "source"]], 40, by="source", seed=3)
    chosen = chosen.loc[chosen["drawn"], ["article_id", "stratum", "weight", "population"]]
    tags = passages.merge(chosen, on="article_id").assign(label=lambda table: table["true"])

    by_draw = balance(tags, machine=reading(passages))

    said = balance(tags.drop(columns=["stratum", "weight", "population"]), machine=reading(passages), random=True)
    columns = ["share", "hand_share", "machine_share", "lambda"]
    assert by_draw[columns].to_numpy() == pytest.approx(said[columns].to_numpy())
    assert by_draw["worth"].to_numpy() == pytest.approx(said["worth"].to_numpy(), rel=0.1)


@pytest.mark.slow
def test_sources_of_the_archive_are_compared_by_their_shares_with_the_machine() -> None:
    passages = archive()
    tags = drawn(passages, 20)
    shares = balance(tags, machine=reading(passages), random=True).set_index(["source", "label"])["share"]

    found = compare(tags, machine=reading(passages), random=True)

    for row in found.iloc[1:].itertuples():
        assert row.difference == pytest.approx(shares[row.first, row.label] - shares[row.second, row.label])
    assert (found["test"].iloc[1:] == "score").all()
    alone = compare(tags)
    assert (found["high"] - found["low"]).mean() < 0.75 * (alone["high"] - alone["low"]).mean()
    one = compare(tags, machine=reading(passages), random=True, labels=["opinion"])
    assert one["difference"].iloc[1] == found["difference"].iloc[1]
    with pytest.raises(BalanceError, match="leave out block="):
        compare(tags, machine=reading(passages), random=True, block="source")


@pytest.mark.slow
def test_differences_with_a_machine_hold_those_of_the_archives() -> None:
    """Two archives of 150 articles each do differ a little, which narrow intervals see: they must hold by how much."""
    held = []
    for seed in range(40):
        passages = archive(seed=seed)
        true = pd.crosstab(passages["true"], passages["source"], normalize="columns")
        found = compare(drawn(passages, 20, seed), machine=reading(passages), random=True).iloc[1:]
        differ = true["Le Fil"] - true["The Quay"]
        held += [row.low <= differ[row.label] <= row.high for row in found.itertuples()]
    assert np.mean(held) > 0.9


def test_a_plan_with_a_machine_needs_fewer_articles() -> None:
    passages = archive()
    tags = drawn(passages, 20)

    alone, helped = plan(0.05, tags=tags), plan(0.05, tags=tags, machine=reading(passages), random=True)

    assert (helped["articles"] < 0.6 * alone["articles"]).all()
    silent = plan(0.05, tags=tags, machine=reading(passages).assign(label=""), random=True)
    pd.testing.assert_frame_equal(silent, alone)
    with pytest.raises(BalanceError, match="pilot's tags"):
        plan(0.05, rates={"opinion": 0.2}, design_effect=3, machine=reading(passages))


@pytest.mark.slow
def test_a_folder_of_parquet_gives_what_the_tables_give(tmp_path: Path) -> None:
    passages = archive()
    tags, machine = drawn(passages, 20), reading(passages)
    for nth, ids in enumerate(np.array_split(passages["article_id"].unique(), 4)):
        (tmp_path / "read").mkdir(exist_ok=True)
        machine[machine["article_id"].isin(ids)].assign(text="…").to_parquet(tmp_path / f"read/{nth}.parquet")
    machine.head(0).assign(text="").to_parquet(tmp_path / "read/empty.parquet")
    tags.to_parquet(tmp_path / "tags.parquet")

    found = balance(tmp_path / "tags.parquet", str(tmp_path / "read"), machine=tmp_path / "read", random=True)

    pd.testing.assert_frame_equal(found, balance(tags, machine, machine=machine, random=True))
    apart = compare(tmp_path / "tags.parquet", machine=tmp_path / "read", random=True)
    pd.testing.assert_frame_equal(apart, compare(tags, machine=machine, random=True))


def test_a_part_of_another_table_is_named(tmp_path: Path) -> None:
    tags = drawn(archive(), 20)
    tags.to_parquet(tmp_path / "a.parquet")
    tags.drop(columns="source").to_parquet(tmp_path / "b.parquet")
    with pytest.raises(BalanceError, match=r"b\.parquet.*'source'"):
        balance(tmp_path)
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    with pytest.raises(BalanceError, match=r"b\.parquet is no whole Parquet file"):
        balance(tmp_path)
    with pytest.raises(BalanceError, match="at which there is none"):
        balance(tmp_path / "nothing")
