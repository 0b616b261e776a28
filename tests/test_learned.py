"""What a project's own tags teach: used only where it beats the rules, kept as JSON, the same for the same seed."""

import json

import pandas as pd
import pytest

import annotate
from annotate._errors import TagError
from annotate._suggestions.learning import learner as learner_room
from annotate._suggestions.learning.apart import learn_apart, sample
from annotate._suggestions.learning.claim_model import Learned
from annotate._suggestions.learning.learner import Learner, load_learned, save_learned
from annotate._suggestions.learning.learning import learn
from annotate._suggestions.measured.blind import is_blind
from annotate._suggestions.measured.effect import suggestion_effect
from annotate._suggestions.suggestion_table import suggest

HOUSE_STYLE = [
    ("The word on the quay is that the dyke number {} will hold.", "attributed_claim"),
    ("Dyke number {} was built of clay and stone.", "reported_fact"),
    ("The word on the quay is that boat {} sank.", "attributed_claim"),
    ("Boat {} left the harbour at noon.", "reported_fact"),
]


def house_tags(articles: int = 8, *, truth: dict[str, str] | None = None) -> pd.DataFrame:
    """Tags of an outlet whose own turn of phrase the rules do not know."""
    rows = []
    for article in range(articles):
        start = 0
        for nth in range(8):
            pattern, label = HOUSE_STYLE[nth % 4]
            text = pattern.format(10 * article + nth)
            rows.append((f"a{article}", "en", start, start + len(text), text, (truth or {}).get(label, label)))
            start += len(text) + 1
    table = pd.DataFrame(rows, columns=["article_id", "language", "start", "end", "text", "label"])
    return table.assign(source="The Quay", coder="mj", origin="hand", speaker="")


@pytest.mark.slow
def test_a_turn_of_phrase_that_the_rules_miss_is_learned_and_used():
    tags = house_tags()

    learned = learn(tags)
    found = suggest(tags, learned=learned)

    figures = learned.figures().iloc[0]
    assert figures["f1_rules"] < figures["f1_learned"] == 1.0
    assert bool(figures["is_used"])
    assert found["label"].replace("", "reported_fact").tolist() == tags["label"].tolist()
    assert found["reason"][0] == "Similar passages were tagged this way here."


@pytest.mark.slow
def test_a_model_that_is_no_better_than_the_rules_changes_nothing():
    tags = house_tags()
    tags["text"] = [
        f"The pilot said that boat {nth} sank." if label == "attributed_claim" else f"Boat {nth} left at noon."
        for nth, label in enumerate(tags["label"])
    ]

    learned = learn(tags)

    assert learned.figures()[["f1_rules", "is_used"]].values.tolist() == [[1.0, False]]
    pd.testing.assert_frame_equal(suggest(tags, learned=learned), suggest(tags))


@pytest.mark.slow
def test_an_opinion_is_never_filled_in_however_many_were_tagged():
    tags = house_tags(truth={"reported_fact": "opinion"})

    assert set(suggest(tags, learned=learn(tags))["label"]) == {"attributed_claim", ""}


@pytest.mark.slow
def test_the_same_tags_and_seed_give_the_same_model_whatever_their_order():
    tags = house_tags()

    assert learn(tags, seed=3) == learn(tags, seed=3)
    assert learn(tags, seed=3).figures().equals(learn(tags.iloc[::-1], seed=3).figures())


def test_too_few_tags_or_articles_teach_nothing():
    assert learn(house_tags(articles=4)).models == {}
    assert learn(house_tags().assign(label="attributed_claim")).models == {}


@pytest.mark.slow
def test_a_model_survives_json():
    learned = learn(house_tags())

    assert Learned.from_json(learned.to_json()) == learned


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.update(format=2),
        lambda data: data.pop("models"),
        lambda data: data["models"]["en"].pop("weights"),
        lambda data: data["models"]["en"]["weights"].pop(),
        lambda data: data["models"]["en"].update(intercept="__import__('os')"),
        lambda data: data["models"]["en"].update(intercept=1e999),
    ],
)
def test_json_that_is_no_model_is_refused(damage):
    data = json.loads(learn(house_tags()).to_json())
    damage(data)

    with pytest.raises(TagError, match="no learned model"):
        Learned.from_json(json.dumps(data))


@pytest.mark.slow
def test_a_project_keeps_its_model_beside_its_tags(project, where):
    learned = learn(house_tags())

    save_learned(project, learned)
    save_learned(project, learned)

    assert load_learned(project) == learned
    project.close()
    with annotate.open_project(where) as again:
        assert load_learned(again) == learned


@pytest.mark.slow
def test_of_a_large_study_a_seeded_sample_of_whole_articles_is_learned_from(where):
    tags = house_tags()
    articles = tags.groupby("article_id", as_index=False).agg(text=("text", " ".join), source=("source", "first"))
    with annotate.open_project(where) as project:
        project.add(articles.assign(language="en"))
        for row in tags.itertuples():
            project.tag(row.article_id, row.start, row.end, row.label, coder="mj")
        many = tags.groupby("article_id").size()
        few = sample(project, seed=3, most=20)

        assert sorted(sample(project, seed=3)) == sorted(many.index)
        assert 0 < many[few].sum() <= 20
        assert few == sample(project, seed=3, most=20) != sample(project, seed=4, most=20)
        assert learn_apart(project, 0) == learn(project.tags(), seed=0)


@pytest.mark.slow
def test_a_learner_learns_after_each_few_tags_in_a_process_of_its_own(where, monkeypatch):
    monkeypatch.setattr(learner_room, "QUICK", float("inf"))  # on a machine with other work, too
    tags = house_tags()
    articles = tags.groupby("article_id", as_index=False).agg(text=("text", " ".join), source=("source", "first"))
    told = []
    with annotate.open_project(where) as project:
        project.add(articles.assign(language="en"))
        learner = Learner(project, told.append, every=25)
        threads = []
        for row in tags.itertuples():
            project.tag(row.article_id, row.start, row.end, row.label, coder="mj")
            thread = learner.notice()
            if thread is not None:
                thread.join()
                threads.append(thread)

        assert len(threads) == len(tags) // 25
        assert told[-1] == learner.learned == load_learned(project)
        assert bool(learner.learned.figures()["is_used"].iloc[0])


# What suggestions do to the tags ----------------------------------------------------------------------------


def test_accepted_suggestions_are_counted_apart_where_they_were_seen_and_where_not():
    said = [f"The pilot said that boat {nth} sank." for nth in range(40)]
    starts = list(range(0, 4000, 100))
    blind = [is_blind("study", "a", start) for start in starts]
    tags = pd.DataFrame(
        {
            "article_id": "a", "source": "", "language": "en", "start": starts,
            "end": [start + len(text) for start, text in zip(starts, said, strict=True)], "text": said,
            "label": ["reported_fact" if is_hidden else "attributed_claim" for is_hidden in blind],
            "coder": "mj", "origin": ["hand" if is_hidden else "suggestion" for is_hidden in blind],
        }
    )  # fmt: skip

    effect = suggestion_effect(tags, "study").set_index("slice")

    assert effect["tags"].tolist() == [40 - sum(blind), sum(blind)]
    assert effect["accepted_share"].tolist() == [1.0, 0.0]
    assert effect["same_share"].tolist() == [1.0, 0.0]
    assert effect["alpha"].isna().all()
    assert effect["reason"].str.len().gt(0).all()


def test_agreement_among_coders_is_told_for_each_slice():
    one = house_tags()
    both = pd.concat([one, one.assign(coder="kl")], ignore_index=True)

    effect = suggestion_effect(both, "study").set_index("slice")

    assert effect.loc["seen", "alpha"] == 1.0


def test_imported_tags_say_nothing_of_suggestions():
    effect = suggestion_effect(house_tags().assign(origin="import"), "study")

    assert effect["tags"].tolist() == [0, 0]


def test_a_table_without_origins_is_refused():
    with pytest.raises(TagError, match="origin"):
        suggestion_effect(house_tags().drop(columns="origin"), "study")


def of_letters(texts: list[str]) -> list[list[float]]:
    """Stand in for somebody's model of texts: it sees how a sentence begins."""
    return [[float(text.startswith("The word")), float(text.startswith("Dyke")), float(len(text))] for text in texts]


@pytest.mark.slow
def test_a_model_of_ones_own_makes_vectors_in_the_place_of_words():
    asked: list[str] = []

    def embed(texts: list[str]) -> list[list[float]]:
        asked.extend(texts)
        return of_letters(texts)

    tags = house_tags()
    tags.loc[9, "text"] = tags.loc[1, "text"]
    learned = learn(tags, embed=embed)

    assert sorted(asked) == sorted(set(tags["text"])), "each text is asked for once"
    model = learned.models["en"]
    assert (model.words, model.vectors, model.is_used) == ((), 3, True)
    found = suggest(tags, learned=learned)
    assert found["label"].replace("", "reported_fact").tolist() == tags["label"].tolist()
    again = Learned.from_json(learned.to_json(), embed=embed)
    assert suggest(tags, learned=again).equals(found)
    with pytest.raises(TagError, match="embed=…"):
        suggest(tags, learned=Learned.from_json(learned.to_json()))


@pytest.mark.parametrize(
    "returned",
    [
        lambda texts: [[1.0]] * (len(texts) - 1),
        lambda texts: [1.0] * len(texts),
        lambda texts: [[float("nan")]] * len(texts),
        lambda texts: [["a"]] * len(texts),
        lambda texts: [[]] * len(texts),
        lambda texts: None,
    ],
)
def test_what_is_no_row_of_numbers_for_each_text_is_refused(returned):
    with pytest.raises(TagError, match="embed= returned"):
        learn(house_tags(), embed=returned)
