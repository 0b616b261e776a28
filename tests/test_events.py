"""Articles on one event across sources, days and languages; and one event as a chart and a page."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import annotate
from annotate._charts.alternative_text import alt_text
from annotate._errors import ArticleError, BalanceError
from annotate._exact_text import TEXT

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return annotate.read_articles(ROOT / "data" / "articles")


@pytest.fixture(scope="module")
def tags(articles: pd.DataFrame) -> pd.DataFrame:
    found = annotate.same_event(articles).set_index("article_id")["event"]
    table = annotate.read_csv(ROOT / "data" / "sample_tags.csv")
    return table.assign(event=[found[one] for one in table["article_id"]])


def groups(table: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(one["article_id"]) for _, one in table[table["event"] != ""].groupby("event")}


def test_the_sample_s_events_are_found_in_both_languages(articles: pd.DataFrame) -> None:
    kinds = {"digue": "dyke", "hareng": "herring", "greve": "strike"}
    wanted: dict[str, set[str]] = {}
    for one in articles["article_id"]:
        name = one.split("/")[1]
        wanted.setdefault(kinds.get(name, name), set()).add(one)

    assert groups(annotate.same_event(articles)) == {frozenset(one) for one in wanted.values()}


def test_the_order_of_articles_changes_no_event(articles: pd.DataFrame) -> None:
    shuffled = articles.sample(frac=1, random_state=3)

    assert groups(annotate.same_event(shuffled)) == groups(annotate.same_event(articles))


def test_events_do_not_reach_over_more_days_than_is_said_and_unknown_days_part_nothing() -> None:
    text = "The Brisac dyke broke under the water of the Lormel on Monday, said Ann Lee."
    days = ["2026-03-01", "2026-03-03", "2026-05-01", ""]
    pages = pd.DataFrame({"article_id": list("abcd"), "text": text, "published": days})

    assert groups(annotate.same_event(pages.iloc[:3])) == {frozenset("ab")}
    assert groups(annotate.same_event(pages.iloc[:3], days=1)) == set()
    assert groups(annotate.same_event(pages.iloc[:2].assign(published=""))) == {frozenset("ab")}
    assert any("d" in one for one in groups(annotate.same_event(pages)))


def test_made_events_are_found_again() -> None:
    chance = np.random.default_rng(5)
    weights = 1 / np.arange(1, 3001)
    rows = []
    for event in range(60):
        topic, people, day = chance.choice(3000, 30), chance.choice(4000, 5), int(chance.integers(0, 40))
        for source in range(int(chance.integers(1, 5))):
            words = [f"word{one}" for one in chance.choice(3000, 150, p=weights / weights.sum())]
            words += [f"word{one}" for one in chance.choice(topic, 40)]
            words += [f"the Name{one}" for one in [*chance.choice(people, 12), *chance.choice(4000, 8)]]
            chance.shuffle(words)
            rows.append((f"{event}-{source}", str(np.datetime64("2026-01-01") + day), " ".join(words)))
    found = annotate.same_event(pd.DataFrame(rows, columns=["article_id", "published", "text"]))

    wanted: dict[str, set[str]] = {}
    for one, _, _ in rows:
        wanted.setdefault(one.split("-")[0], set()).add(one)
    assert groups(found) == {frozenset(one) for one in wanted.values() if len(one) > 1}


@pytest.mark.parametrize("texts", [[], ["One."], ["", ""], ["\ud800", "\ud800"], ["a", "b"], [" \x00", "١٢٣"]])
def test_few_and_strange_articles_make_no_error(texts: list[str]) -> None:
    pages = pd.DataFrame({"article_id": [str(nth) for nth in range(len(texts))], "text": texts}, dtype=object)

    assert len(annotate.same_event(pages)) == len(texts)


@pytest.mark.parametrize(
    ("given", "why"), [({"days": -1}, "whole number"), ({"days": 1.5}, "whole number"), ({"likeness": 1}, "between")]
)
def test_what_is_no_window_is_refused(articles: pd.DataFrame, given: dict[str, object], why: str) -> None:
    with pytest.raises(ArticleError, match=why):
        annotate.same_event(articles, **given)  # type: ignore[arg-type]
    with pytest.raises(ArticleError, match="no column 'text'"):
        annotate.same_event(articles.drop(columns="text"))


def test_the_chart_has_a_strip_for_each_outlet_and_says_what_is_in_it(tags: pd.DataFrame) -> None:
    event = next(one for one in tags["event"].unique() if "dyke" in one)
    ax = annotate.plot_event(tags, event)

    outlets = {one.parent.name for one in (ROOT / "data" / "articles").glob("*/*")}
    assert {one.get_text() for one in ax.get_yticklabels()} == outlets
    assert "The Tarrow Courier" in alt_text(ax)


def test_few_short_articles_are_not_on_one_event_for_the_sake_of_one_word() -> None:
    texts = {"a": "The council votes on Friday.", "b": "Herring talks failed in the capital.", "c": "The dyke broke."}
    pages = pd.DataFrame({"article_id": [*texts], "text": [*texts.values()], "published": "2026-03-03"})
    assert groups(annotate.same_event(pages)) == set()


def test_sources_are_compared_on_the_same_events(tags: pd.DataFrame) -> None:
    assert len(annotate.compare(tags, block="event", pairs=[("The Tarrow Courier", "Kelmouth Tidings")])) > 0


@pytest.mark.slow
def test_the_page_says_who_is_quoted_where_and_by_whom_not(tags: pd.DataFrame, tmp_path: Path) -> None:
    event = next(one for one in tags["event"].unique() if "dyke" in one)
    page = annotate.write_event(tags, event, tmp_path / "dyke.html", language="fr").read_text("utf-8")

    assert "Aurélien Dury" in page
    assert "non cité" in page
    assert page.count("<section>") == 4
    of_coders = tags[tags["event"] == event].groupby(["article_id", "coder"], observed=True).size()
    assert page.count('class="passage"') == of_coders.groupby("article_id").max().sum()
    assert "par la voix de" in page


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> \ud800 “x”"
    about = {"label": "attributed_claim", "speaker": evil, "coder": evil, "event": evil, "title": evil, "text": evil}
    cells = {name: pd.Series([value] * 2, dtype=TEXT) for name, value in {**about, "source": evil}.items()}
    table = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": 30, **cells})
    page = annotate.write_event(table, evil, tmp_path / "x.html").read_text("utf-8")

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_event_that_is_not_there_is_refused(tags: pd.DataFrame) -> None:
    with pytest.raises(BalanceError, match="No tag is on an article whose event"):
        annotate.plot_event(tags, "the flood")
    with pytest.raises(BalanceError, match=r"project\.correct"):
        annotate.plot_event(tags.drop(columns="event"), "the flood")
