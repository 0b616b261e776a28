import re
import warnings
from itertools import pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

import annotate
from annotate._balance import balance
from annotate._charts import lettering
from annotate._charts.alternative_text import alt_text
from annotate._charts.balance import plot_balance
from annotate._charts.canvas import new_axes
from annotate._codebook import Codebook
from annotate._errors import BalanceError

KINDS = ["dots", "bars"]


def row_names(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_yticklabels()]


def written(ax: Axes) -> str:
    return "\n".join([*row_names(ax), ax.get_xlabel(), *(text.get_text() for text in ax.texts)])


def dots(ax: Axes) -> list[PathCollection]:
    return [artist for artist in ax.collections if isinstance(artist, PathCollection)]


def many_sources(sources: int) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    labels = ["opinion", "reported_fact", "attributed_claim"]
    names = [f"Outlet {number:03d}" for number in range(sources)]
    drawn = pd.DataFrame({"source": np.repeat(names, 9), "start": np.tile(np.arange(0, 90, 10), sources)})
    return drawn.assign(article_id=drawn["source"], end=drawn["start"] + 9, label=rng.choice(labels, len(drawn)))


def test_a_dot_stands_at_each_share_in_its_labels_panel(table):
    at = [dot.get_offsets() for dot in dots(plot_balance(table))]

    shares = table["share"].to_numpy().reshape(2, 3)
    for panel, points in enumerate(at):
        assert np.asarray(points[:, 0] - 1.25 * panel) == pytest.approx(shares[:, panel])
        assert points[:, 1].tolist() == [0, 1]


def test_a_line_reaches_from_low_to_high(table):
    lines = [artist for artist in plot_balance(table).collections if isinstance(artist, LineCollection)]
    drawn = {tuple(segment.ravel().round(6).tolist()) for line in lines for segment in line.get_segments()}

    opinion = table.iloc[0]
    assert (round(opinion["low"], 6), 0.0, round(opinion["high"], 6), 0.0) in drawn


def test_stacked_bars_are_as_wide_as_the_shares_and_stand_end_to_end(table):
    ax = plot_balance(table, kind="bars")

    opinion, fact, claim = (patch.get_path().get_extents() for patch in ax.patches)
    assert (opinion.x0, opinion.x1) == pytest.approx((0, 1 / 3))
    assert (fact.x0, fact.x1) == pytest.approx((1 / 3, 1))
    assert (claim.x0, claim.x1) == pytest.approx((0, 1))
    assert claim.y0 > opinion.y1, "The Courier stands below Le Fil"


def test_a_bar_of_nothing_is_not_drawn(tags):
    ax = plot_balance(balance(tags[tags["source"] == "The Courier"]), kind="bars")

    assert [len(patch.get_path().vertices) for patch in ax.patches] == [0, 0, 5]


def test_each_label_has_its_colour_its_hatch_and_a_dark_edge(table):
    opinion, fact, claim = plot_balance(table, kind="bars").patches

    assert [to_hex(patch.get_facecolor()).upper() for patch in (opinion, fact, claim)] == [
        "#BB5566",
        "#004488",
        "#DDAA33",
    ]
    assert len({patch.get_hatch() for patch in (opinion, fact, claim)}) == 3
    assert {to_hex(patch.get_edgecolor()) for patch in (opinion, fact, claim)} == {"#333333"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_denominators_stand_under_each_name(table, kind):
    assert row_names(plot_balance(table, kind)) == [
        "Le Fil *\n3 passages, 2 articles\n1 excluded",
        "The Courier †‡\n1 passage, 1 article",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_untagged_and_excluded_passages_are_told(tags, kind):
    passages = pd.concat([tags, tags.tail(1).assign(start=30, end=60)])
    ax = plot_balance(balance(tags, passages), kind)

    assert row_names(ax)[0].endswith("1 excluded")
    assert row_names(ax)[1].endswith("1 untagged")


def test_a_table_that_a_csv_file_held_tells_excluded_passages(table, tmp_path):
    table.to_csv(tmp_path / "balance.csv", index=False)

    assert row_names(plot_balance(pd.read_csv(tmp_path / "balance.csv")))[0].endswith("1 excluded")


def test_a_passage_that_another_coder_counted_is_not_told_as_excluded(tags):
    other = tags.iloc[[3]].assign(coder="ana", label="opinion")
    both = pd.concat([tags, other], ignore_index=True)

    assert "excluded" not in row_names(plot_balance(balance(both)))[0]


def test_a_warning_makes_a_hollow_dot_and_each_reason_has_a_mark_of_its_own(table):
    ax = plot_balance(table)

    assert {to_hex(colour) for colour in dots(ax)[0].get_facecolors()} == {"#ffffff"}
    assert "* fewer than 10 articles" in ax.get_xlabel()
    assert "† one article only" in ax.get_xlabel()
    assert "‡ all passages carry one label" in ax.get_xlabel()


def test_a_source_without_warning_has_a_full_dot_and_no_asterisk(table):
    ax = plot_balance(table.assign(warning="", articles=20))

    assert to_hex(dots(ax)[0].get_facecolors()[0]).upper() == Codebook.shipped().labels[0].colour
    assert "*" not in written(ax)


def test_a_warning_that_the_charts_do_not_know_is_written_out(table):
    ax = plot_balance(table.assign(warning="counted by moonlight", articles=20, count=1.0))

    assert "counted by moonlight" in ax.get_xlabel()


@pytest.mark.parametrize("kind", KINDS)
def test_order_puts_sources_from_top_to_bottom(table, kind):
    ax = plot_balance(table, kind, order=["The Courier", "Le Fil"])

    assert [name.splitlines()[0].rstrip(" *†‡") for name in row_names(ax)] == ["The Courier", "Le Fil"]
    assert ax.yaxis_inverted()


def test_sources_that_order_leaves_out_are_told(table):
    assert "Not drawn, because order=… does not list them: 1 row." in plot_balance(table, order=["Le Fil"]).get_xlabel()


def test_an_unknown_source_in_order_is_told_with_those_that_stand(table):
    with pytest.raises(BalanceError, match=r"order names 'Le Flot'.*'Le Fil', 'The Courier'"):
        plot_balance(table, order=["Le Flot"])


def test_order_as_one_text_is_told(table):
    with pytest.raises(BalanceError, match=r"must be a list, such as \['Le Fil'\]"):
        plot_balance(table, order="Le Fil")


def test_an_unknown_kind_is_told(table):
    with pytest.raises(BalanceError, match="kind='pie' is not known: use 'dots' or 'bars'"):
        plot_balance(table, kind="pie")


def test_an_unknown_language_is_told(table):
    with pytest.raises(BalanceError, match="language='de' is not known"):
        plot_balance(table, language="de")


@pytest.mark.parametrize("given", [pd.DataFrame({"label": ["opinion"]}), ["opinion"]])
def test_what_is_no_balance_table_is_told(given):
    with pytest.raises(BalanceError, match="balance"):
        plot_balance(given)


def test_two_rows_of_one_source_and_label_are_told(table):
    with pytest.raises(BalanceError, match="two rows for 'Le Fil' and 'opinion'"):
        plot_balance(pd.concat([table, table.head(1)]))


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_table_gives_a_picture_that_says_so(table, kind):
    assert "nothing to draw" in plot_balance(table.head(0), kind).texts[0].get_text()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_source_without_share_keeps_its_row(table, kind):
    table.loc[:2, ["share", "low", "high"]] = np.nan
    ax = plot_balance(table, kind)
    ax.figure.canvas.draw()

    assert len(row_names(ax)) == 2
    assert "nan" not in written(ax)


def test_a_table_of_one_label_draws_one_panel(table):
    ax = plot_balance(table[table["label"] == "opinion"])

    assert len(dots(ax)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_label_of_another_codebook_gets_a_colour_and_its_name(tags, kind):
    tags.loc[0, "label"] = "_open_question"
    ax = plot_balance(balance(tags), kind, palette={"opinion": "black"})
    ax.figure.canvas.draw()

    assert "Open question" in written(ax) + "".join(text.get_text() for text in ax.figure.findobj(mpl.text.Text))


@pytest.mark.slow
def test_palette_replaces_single_colours_only(table):
    opinion, fact, _ = plot_balance(table, "bars", palette={"opinion": "#123456"}).patches

    assert to_hex(opinion.get_facecolor()) == "#123456"
    assert to_hex(fact.get_facecolor()) == "#004488"


def test_a_palette_with_no_colour_is_told(table):
    with pytest.raises(BalanceError, match="'reddish' for 'opinion'"):
        plot_balance(table, palette={"opinion": "reddish"})


def test_several_columns_make_one_name(tags):
    ax = plot_balance(balance(tags, by=["source", "published"]))

    assert row_names(ax)[0].startswith("Le Fil · 2026-04-02")


def test_two_sources_that_look_alike_are_both_drawn(tags):
    tags["source"] = ["Le Fil"] * 4 + ["Le\u202eFil\x00"]

    assert len(row_names(plot_balance(balance(tags)))) == 2


HOSTILE = [
    "$a_b$ \\frac{1}{0} ^{",
    "50 % & #1 ~ $",
    "\u202eliF eL\u2066",
    "新华社 😀 \U0001f9ff",
    "a\x00b\x1b[31m\r\nc",
    "\ud83d half a pair",
    "",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_name_is_drawn_as_plain_text_without_a_warning(tags, kind, name):
    ax = plot_balance(balance(tags.assign(source=pd.Series([name] * len(tags), dtype=object))), kind)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()

    drawn = row_names(ax)[0].split("\n")[0]
    assert all(character.isprintable() for character in drawn)
    assert not set(drawn) & set("\u202e\u2066")


def test_dollars_stay_dollars(tags):
    ax = plot_balance(balance(tags.assign(source=r"$x_1$ \$")))

    assert row_names(ax)[0].startswith(r"$x_1$ \$")
    assert not any(text.get_parse_math() for text in [*ax.get_yticklabels(), *ax.get_xticklabels(), *ax.texts])


def test_tex_switched_on_by_the_reader_does_not_reach_the_chart(table):
    with mpl.rc_context({"text.usetex": True}):
        ax = plot_balance(table, "bars")

        texts = [*ax.get_yticklabels(), *ax.get_xticklabels(), *ax.texts, *ax.get_legend().get_texts()]
        assert not any(text.get_usetex() for text in texts)


def test_a_long_name_is_broken_and_shortened(tags):
    ax = plot_balance(balance(tags.assign(source="The Courier of the Northern Valleys and the Greater Lake District")))

    assert row_names(ax)[0].startswith("The Courier of the Northern\nValleys and the Greater Lake …")


def test_french_is_spoken_throughout(tags):
    ax = plot_balance(balance(tags), "bars", language="fr")

    texts = written(ax) + " ".join(text.get_text() for text in ax.get_legend().get_texts())
    assert "Affirmation attribuée" in texts
    assert "1 exclu" in texts
    assert "67\xa0%" in texts
    assert "moins de 10 articles" in texts


def test_characters_are_named_where_they_were_counted(tags):
    assert "characters" in plot_balance(balance(tags, unit="character")).get_xlabel()


def test_given_axes_are_drawn_on_and_given_back(table):
    _, (left, right) = plt.subplots(ncols=2)
    opened = plt.get_fignums()

    assert plot_balance(table, ax=right) is right
    assert not left.collections
    assert plt.get_fignums() == opened


@pytest.mark.slow
def test_nothing_global_is_changed(table):
    before = dict(mpl.rcParams)
    for kind in KINDS:
        plot_balance(table, kind).figure.canvas.draw()

    assert dict(mpl.rcParams) == before


def test_the_table_is_not_changed(table):
    before = table.copy(deep=True)
    plot_balance(table, order=["The Courier"])

    pd.testing.assert_frame_equal(table, before)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_of_500_sources_the_twenty_widest_apart_are_drawn_and_a_note_sums_up_the_others(kind):
    tags = many_sources(500)
    apart = [f"Outlet {number:03d}" for number in range(0, 500, 25)]
    is_apart = tags["source"].isin(apart) & (tags["start"] > 0)
    mild = tags["label"].where(tags["start"] > 20, "reported_fact")
    drawn = tags.assign(label=mild.mask(is_apart, "opinion"))
    several = pd.concat([drawn.assign(article_id=drawn["article_id"] + f" {nth}") for nth in range(8)])
    ax = plot_balance(balance(several), kind)

    assert [name.split(" *")[0].split("\n")[0].rstrip(" *†‡") for name in row_names(ax)] == apart
    assert "500 rows" in ax.get_xlabel()
    shares = balance(several).query("label == 'opinion'")["share"].quantile([0.25, 0.75])
    least, most = (f"{share:.0%}" for share in shares)
    assert f"middle half of all rows: Opinion {least} to {most}" in " ".join(ax.get_xlabel().split())
    assert "middle half" in alt_text(ax)


def test_a_source_of_one_article_is_never_taken_for_one_widest_apart():
    tags = many_sources(150)
    twice = pd.concat([tags, tags.assign(article_id=tags["article_id"] + " again")])
    alone = many_sources(1).assign(source="Alone", label="opinion")

    assert not any("Alone" in name for name in row_names(plot_balance(balance(pd.concat([twice, alone])))))


def test_of_60_sources_all_are_named_with_their_marks():
    ax = plot_balance(balance(many_sources(60)))

    named = dict(zip(ax.get_yticks().tolist(), row_names(ax), strict=True))
    assert sorted(named) == list(range(60))
    assert all(name.startswith("Outlet") and "*" in name for name in named.values())


def test_where_rows_are_too_low_for_names_no_mark_stands_without_a_name_and_a_note_counts_them():
    ax = plot_balance(balance(many_sources(60)), ax=new_axes(5, 9))
    named = len(row_names(ax))

    assert 1 < named < 60
    assert all(name.startswith("Outlet") for name in row_names(ax))
    assert f"Of the unnamed rows, {60 - named} need to be read with care too." in ax.get_xlabel()


def test_where_rows_are_too_low_for_denominators_all_are_named_and_a_note_has_them():
    ax = plot_balance(balance(many_sources(20)), ax=new_axes(6, 9))

    assert [name.split(" *")[0] for name in row_names(ax)] == sorted(many_sources(20)["source"].unique())
    assert "180 passages, 20 articles in all. Each row has 9 passages, 1 article." in " ".join(ax.get_xlabel().split())


def test_the_interval_by_hand_alone_is_drawn_and_said_where_a_machine_narrowed_it(table):
    both = table.assign(hand_low=0.01, hand_high=0.96)
    ax = plot_balance(both)
    lines = [artist for artist in ax.collections if isinstance(artist, LineCollection)]
    drawn = {tuple(segment[:, 0].round(3).tolist()) for line in lines for segment in line.get_segments()}

    assert (0.01, 0.96) in drawn
    by_hand = next(line for line in lines if (0.01, 0.96) in {tuple(one[:, 0].round(3)) for one in line.get_segments()})
    assert by_hand.get_linewidth()[0] < 1 < max(line.get_linewidth()[0] for line in lines)
    assert "by hand alone 1% to 96%" in alt_text(ax)
    assert "tags made by hand alone" in ax.get_xlabel()
    assert "by hand" not in alt_text(plot_balance(table))


def test_with_500_sources_the_note_tells_what_is_in_no_share_and_how_much_a_row_rests_on():
    tags = many_sources(500)
    tags.loc[[0, 9], "label"] = "excluded"
    note = " ".join(plot_balance(balance(tags)).get_xlabel().split())

    assert "4,498 passages, 500 articles, 2 excluded in all. Each row has 8 to 9 passages, 1 article." in note


def texts_overlap(ax: Axes) -> bool:
    """Whether names of two neighbouring rows touch in the drawn picture."""
    ax.figure.canvas.draw()
    boxes = sorted((text.get_window_extent() for text in ax.get_yticklabels()), key=lambda box: box.y0)
    return any(below.y1 > above.y0 + 1 for below, above in pairwise(boxes))


@pytest.mark.slow
@pytest.mark.parametrize("sources", [2, 15, 16, 50, 51, 500])
@pytest.mark.parametrize("kind", KINDS)
def test_names_never_overlap(kind, sources):
    assert not texts_overlap(plot_balance(balance(many_sources(sources)), kind))


def test_names_never_overlap_on_small_axes_either():
    ax = plot_balance(balance(many_sources(60)), ax=new_axes(3, 4))

    assert not texts_overlap(ax)


@pytest.mark.parametrize("kind", KINDS)
def test_the_alt_text_says_every_source_with_its_shares_and_denominators(table, kind):
    said = alt_text(plot_balance(table, kind))
    shares = re.sub(r" \(\d+% to \d+%\)", "", said)

    assert "Le Fil (3 passages, 2 articles, 1 excluded): Opinion 33%, Reported fact 67%, Attributed claim 0%." in shares
    assert (shares == said) == (kind == "bars")  # bars show no intervals


def test_the_caption_and_the_alt_text_say_the_interval_and_its_level(tags):
    row = balance(tags, confidence=0.9).iloc[0]
    ax = plot_balance(balance(tags, confidence=0.9))

    assert "lines: 90% intervals" in ax.get_xlabel()
    assert "lines: 90% intervals" in alt_text(ax)
    assert f"Opinion {row['share']:.0%} ({row['low']:.0%} to {row['high']:.0%})" in alt_text(ax)
    assert "confidence" not in balance(tags)


def test_the_caption_says_how_articles_were_drawn(tags):
    drawn = balance(tags.assign(day=tags["article_id"], times=2.0), cluster="day", weights="times")
    ax = plot_balance(drawn)
    said = "How articles were drawn and weighted: weighted by “times”; clusters: “day”."

    assert drawn["design"].iloc[0] == "weights=times, cluster=day"
    assert said in ax.get_xlabel()
    assert said in alt_text(ax)


def test_names_are_sorted_as_people_do_unless_somebody_has_chosen_an_order():
    tags = many_sources(12)
    tags["source"] = "Outlet " + tags["source"].str.extract(r"(\d+)", expand=False).astype(int).astype(str)
    table = balance(tags)

    assert [name.split()[1] for name in row_names(plot_balance(table))] == [str(nth) for nth in range(12)]
    by_share = table.sort_values(["share", "source"], ascending=False)
    assert row_names(plot_balance(by_share))[0].split()[1] == by_share["source"].iloc[0].split()[1]


def test_a_row_of_one_article_is_a_thin_dotted_line():
    ax = plot_balance(balance(pd.concat([many_sources(1), many_sources(2).assign(source="Two articles")])))
    styles = {(line.get_linestyle()[0][1] is not None, float(line.get_linewidth()[0])) for line in ax.collections
              if hasattr(line, "get_segments") and len(line.get_segments()) == 1}  # fmt: skip

    assert (True, 0.8) in styles


def test_names_that_no_font_can_draw_are_told_apart_and_said_as_they_are(monkeypatch):
    monkeypatch.setattr(lettering, "_font_for", lambda character, *_: None if ord(character) > 0x3000 else "")
    tags = pd.concat([many_sources(1).assign(source=name) for name in ("新华社", "人民报", "Le Fil")])
    ax = plot_balance(balance(tags))

    assert len(row_names(ax)) == 3
    assert all(name in alt_text(ax) for name in tags["source"])
    assert "□ replaces letters that no installed font has" in ax.get_xlabel()


def test_a_table_from_a_csv_file_is_drawn_alike(table, tmp_path):
    table.to_csv(tmp_path / "balance.csv", index=False)
    read = pd.read_csv(tmp_path / "balance.csv")

    assert alt_text(plot_balance(read)) == alt_text(plot_balance(table))


def test_the_public_name_is_the_charts(table):
    assert annotate.plot_balance is plot_balance


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sources", [2, 12])
def test_in_a_column_of_85_mm_nothing_overlaps_and_nothing_is_cut_off(kind, sources):
    figure, ax = plt.subplots(figsize=(85 / 25.4, 3 + sources * 0.35), layout="constrained")
    plot_balance(balance(many_sources(sources)), kind, ax=ax)
    figure.canvas.draw()

    texts = [text for text in (*ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label) if text.get_text()]
    written = [text for text in ax.texts if kind == "dots" and text.get_text()]
    heads = [text for text in written if text.get_text() in ("Opinion", "Reported fact", "Attributed claim")]
    boxes = [text.get_window_extent() for text in (*texts, *heads)]
    shares = [text.get_window_extent() for text in written if text not in heads]
    assert not any(head.get_window_extent().overlaps(share) for head in heads for share in shares)
    assert not any(one.overlaps(other) for nth, one in enumerate(boxes) for other in boxes[nth + 1 :])
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for box in boxes)
    assert ax.get_window_extent().width > figure.bbox.width / 3


def test_in_a_narrow_column_the_denominators_stand_in_a_note():
    ax = plot_balance(balance(many_sources(3)), ax=plt.subplots(figsize=(3.3, 6), layout="constrained")[1])

    assert "27 passages, 3 articles in all. Each row has 9 passages, 1 article." in " ".join(ax.get_xlabel().split())
