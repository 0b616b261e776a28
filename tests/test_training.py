"""Training: a coder's tags against the gold."""

import pandas as pd
import pytest

import annotate
from annotate._errors import BalanceError

LABELS = ["opinion", "reported_fact", "attributed_claim", "excluded"]


@pytest.fixture
def gold() -> pd.DataFrame:
    rows = [(f"a{n // 4}", n * 10, n * 10 + 9, LABELS[n % 4]) for n in range(40)]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "label"])


def test_a_coder_is_admitted_from_the_threshold_on(gold):
    ana, ben = gold.assign(coder="ana"), gold.assign(coder="ben")
    ben.loc[[0, 5, 10, 15, 20, 25, 30, 35, 36], "label"] = "opinion"
    wrong = (ben["label"] != gold["label"]).sum()

    table = annotate.score_training(pd.concat([ana, ben]), gold, threshold=0.9).set_index("coder")

    assert table.loc["ana", ["passages", "share", "admitted"]].tolist() == [40, 1.0, True]
    assert table.loc["ben", "share"] == pytest.approx(1 - wrong / 40)
    assert not table.loc["ben", "admitted"]
    both = annotate.agreement(pd.concat([ben, gold.assign(coder="gold")]), measure="percent")
    assert table.loc["ben", "share"] == pytest.approx(both["value"].iloc[-1])  # the interval is of the same share
    assert table.loc["ben", "low"] < table.loc["ben", "share"] < table.loc["ben", "high"]


def test_what_was_not_tagged_or_cut_otherwise_is_counted_apart(gold):
    ana = gold.assign(coder="ana").iloc[2:]
    ana.loc[[3], "end"] = 35

    (row,) = annotate.score_training(ana, gold).to_dict("records")

    assert (row["passages"], row["missing"], row["left_out"]) == (37, 2, 1)
    assert not row["admitted"]  # whoever leaves out what is hard has shown nothing


def test_gold_that_cannot_be_is_said_with_a_cure(gold):
    ana = gold.assign(coder="ana")

    with pytest.raises(BalanceError, match="two tags on 0–9"):
        annotate.score_training(ana, pd.concat([gold, gold.head(1).assign(label="excluded")]))
    with pytest.raises(BalanceError, match="none of the articles"):
        annotate.score_training(ana, gold.assign(article_id="elsewhere"))
    with pytest.raises(BalanceError, match="no share"):
        annotate.score_training(ana, gold, threshold=80)
