"""A codebook of one's own reaches everything: what is counted, what takes a speaker, colours and files."""

import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.colors import to_hex

import annotate
from annotate._charts.colours import looks
from annotate._codebook import Codebook
from annotate._errors import AnnotateError, BalanceError, CodebookError, TagError
from annotate._known_codebooks import codebook_of, make_known
from annotate._tags import check_tag, tag_table
from annotate.cli import app

OWN = """
name: tone
version: 3
labels:
  - {name: opinion, key: "1", colour: "#000000", mark: "!", title: {en: Judgement},
     definition: {en: It judges.}, asserts: opinion}
  - {name: plain, key: "2", colour: "#00FF00", mark: "~", title: {en: Plain},
     definition: {en: It tells.}, asserts: fact}
  - {name: hearsay, key: "3", colour: "#0000FF", mark: "?", title: {en: Hearsay},
     definition: {en: Told.}, takes_speaker: true}
  - {name: voice, key: "4", colour: "#FF0000", mark: "^", title: {en: Voice},
     definition: {en: Told.}, takes_speaker: true}
  - {name: furniture, key: "0", colour: "#CCCCCC", mark: "-", title: {en: Furniture},
     definition: {en: Byline.}, counted: false}
"""
TEXT = "It rains. He lied. They say so. By Ann."
SPANS = {"plain": (0, 9), "opinion": (10, 18), "hearsay": (19, 31), "furniture": (32, 39)}


@pytest.fixture
def project(tmp_path: Path) -> annotate.Project:
    """A study with a codebook of its own, and one tag of each label but one."""
    project = annotate.open_project(tmp_path / "study.db", Codebook.from_yaml(OWN))
    project.add(pd.DataFrame({"article_id": ["a"], "source": ["Le Fil"], "text": [TEXT]}))
    for label, (start, end) in SPANS.items():
        project.tag("a", start, end, label, coder="mj", speaker="the mayor" if label == "hearsay" else "")
    return project


def test_a_label_that_is_not_counted_is_in_no_denominator(project: annotate.Project) -> None:
    table = annotate.balance(project.tags())

    assert table["label"].tolist() == ["opinion", "plain", "hearsay", "voice"]
    assert table["count"].tolist() == [1, 1, 1, 0]
    assert set(table["passages"]) == {3}
    assert set(table["excluded"]) == {1}


def test_a_table_keeps_its_codebook_when_rows_are_joined_chosen_and_merged(project: annotate.Project) -> None:
    tags = project.tags()
    parts = pd.concat([tags.iloc[2:], tags.iloc[:2]]).reset_index(drop=True)
    merged = parts.merge(pd.DataFrame({"article_id": ["a"], "section": ["Local"]}), on="article_id")

    assert set(annotate.balance(merged, by="section")["passages"]) == {3}


def test_the_labels_of_a_table_are_in_the_order_of_its_codebook(project: annotate.Project) -> None:
    assert project.tags()["label"].cat.categories.tolist() == ["opinion", "plain", "hearsay", "voice", "furniture"]


def test_measures_go_by_what_labels_are_not_by_their_names(project: annotate.Project) -> None:
    found = annotate.measures(project.tags()).set_index("measure")

    assert found.loc["attribution_share", "value"] == pytest.approx(1 / 3)
    assert found.loc["opinion_to_fact", "count"] == 2
    assert found.loc["speaker_concentration", "value"] == 1


def test_whatever_label_takes_a_speaker_may_have_one() -> None:
    check_tag(Codebook.from_yaml(OWN), "voice", speaker="the mayor", speaker_kind="named")

    with pytest.raises(TagError, match=r"'plain' has no speaker, since .* or tag it 'hearsay'"):
        check_tag(Codebook.from_yaml(OWN), "plain", speaker="the mayor")


@pytest.mark.slow
@pytest.mark.parametrize("errors", ["raise", "report"])
def test_rows_of_an_own_label_come_back_from_csv(project: annotate.Project, tmp_path: Path, errors: str) -> None:
    path = annotate.write_csv(project.tags(), tmp_path / "tags.csv")

    assert annotate.read_csv(path, errors=errors).equals(project.tags())


@pytest.mark.slow
@pytest.mark.parametrize("errors", ["raise", "report"])
def test_a_label_that_the_given_codebook_lacks_is_refused(
    project: annotate.Project, tmp_path: Path, errors: str
) -> None:
    path = annotate.write_csv(project.tags(), tmp_path / "tags.csv")
    smaller = Codebook.from_yaml(OWN.replace("hearsay", "rumour").replace("version: 3", "version: 4"))

    if errors == "raise":
        with pytest.raises(TagError, match=r"'hearsay' is not in the codebook tone@4: use one of opinion, plain"):
            annotate.read_csv(path, codebook=smaller)
    else:
        tags = annotate.read_csv(path, codebook=smaller, errors="report")
        assert [row["value"] for row in tags.attrs["refused"]] == ["hearsay"]
        assert len(tags) == 3


def test_labels_of_another_make_are_those_of_the_codebook_given(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("Page;Sentence;Kind\nvote;It rains.;plain\nvote;He lied.;Opinion\n", encoding="utf-8")
    columns = {"Page": "article_id", "Sentence": "text", "Kind": "label"}

    with pytest.raises(TagError, match=r"'Opinion': use one of opinion, .* labels={'Opinion': 'opinion'}"):
        annotate.read_csv(path, columns=columns, codebook=Codebook.from_yaml(OWN))

    tags = annotate.read_csv(path, columns=columns, codebook=Codebook.from_yaml(OWN), labels={"Opinion": "opinion"})
    assert tags["label"].tolist() == ["plain", "opinion"]


@pytest.mark.slow
def test_charts_call_and_colour_labels_as_their_codebook_does(project: annotate.Project) -> None:
    tags = project.tags()
    charts = [
        annotate.plot_balance(annotate.balance(tags), "bars"),
        annotate.plot_balance(annotate.balance(tags), "bars", codebook=project.codebook),
        annotate.plot_article(tags, "a"),
    ]

    for ax in charts:
        legend = ax.get_legend()
        assert legend is not None
        entries = zip(legend.get_texts(), legend.get_patches(), strict=True)
        shown = {text.get_text().split(" (")[0]: to_hex(patch.get_facecolor()).upper() for text, patch in entries}
        assert shown.items() >= {"Judgement": "#000000", "Plain": "#00FF00", "Hearsay": "#0000FF"}.items()
    assert annotate.plot_speakers(tags).get_yticklabels()[0].get_text() == "the mayor (1)"
    assert "Judgement 33%" in annotate.alt_text(annotate.plot_timeline(tags.assign(published="2026-05-12")))
    both = pd.concat([tags, tags.assign(coder="ben")])
    assert annotate.plot_agreement(both).get_yticklabels()[0].get_text().startswith("Judgement")


def test_the_shipped_labels_are_called_by_their_own_names_beside_an_open_project_of_others(
    project: annotate.Project,
) -> None:
    tags = pd.DataFrame({"article_id": ["a"], "source": "S", "start": 0, "end": 9, "label": "reported_fact"})

    assert project.codebook.id == "tone@3"
    assert "Reported fact 100%" in annotate.alt_text(annotate.plot_balance(annotate.balance(tags)))


def test_a_chart_that_might_call_a_label_otherwise_says_so(project: annotate.Project) -> None:
    make_known(Codebook.from_yaml(OWN.replace("Judgement", "Verdict").replace("version: 3", "version: 4")))

    with pytest.warns(UserWarning, match=r"tone@3, tone@4. The labels are drawn as tone@4 "):
        annotate.plot_balance(annotate.balance(project.tags()))


def test_no_two_counted_labels_look_alike_without_colours() -> None:
    shown = looks(Codebook.from_yaml(OWN).counted, None, Codebook.from_yaml(OWN))

    assert len({hatch for _, hatch in shown.values()}) == 4


@pytest.mark.slow
def test_report_explorer_and_command_line_go_by_the_project_s_codebook(
    project: annotate.Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = annotate.write_report(project, tmp_path / "report.html").read_text(encoding="utf-8")
    explorer = annotate.explore(project)
    explorer.controls["measure"].value = "speakers"
    app(["balance", project.where, "--json"], standalone_mode=False)

    assert "Judgement" in page
    assert "the mayor" in page
    assert explorer.table["speaker"].tolist() == ["the mayor"]
    assert [(row["label"], row["passages"]) for row in json.loads(capsys.readouterr().out)] == [
        ("opinion", 3), ("plain", 3), ("hearsay", 3), ("voice", 3)
    ]  # fmt: skip


FOURTH = """
  - {name: doubt, key: "4", colour: "#117733", mark: "?", title: {en: Doubt, fr: Doute}, definition: {en: It doubts.}}
"""


@pytest.mark.slow
def test_a_fourth_label_is_one_more_entry_of_the_yaml_file(tmp_path: Path) -> None:
    shipped = (Path(annotate.__file__).parent / "codebooks" / "media_bias.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(shipped.replace("version: 1", "version: 2") + FOURTH, encoding="utf-8")
    project = annotate.open_project(tmp_path / "study.db", Codebook.read(tmp_path / "mine.yaml"))
    project.add(pd.DataFrame({"article_id": ["a"], "source": ["Le Fil"], "text": [TEXT]}))
    for label, (start, end) in zip(("doubt", "opinion", "attributed_claim"), SPANS.values(), strict=False):
        project.tag("a", start, end, label, coder="mj")

    table = annotate.balance(project.tags())
    told = annotate.alt_text(annotate.plot_balance(table, language="fr"))
    path = annotate.write_csv(project.tags(), tmp_path / "tags.csv")

    assert table.set_index("label")["count"].to_dict() == {
        "opinion": 1, "reported_fact": 0, "attributed_claim": 1, "doubt": 1
    }  # fmt: skip
    assert "Doute 33" in told
    assert annotate.read_csv(path, errors="report").equals(project.tags())
    assert "Doubt" in annotate.write_report(project, tmp_path / "report.html").read_text(encoding="utf-8")


def test_each_code_of_a_qdpx_has_its_own_label_s_colour(project: annotate.Project, tmp_path: Path) -> None:
    colours = []
    for codebook in (project.codebook, Codebook.shipped()):
        path = tmp_path / f"{codebook.name}.qdpx"
        tags = project.tags() if codebook is project.codebook else tag_table()
        annotate.write_format(tags, path, "refi_qda", articles=project.articles())
        with zipfile.ZipFile(path) as archive:
            root = ElementTree.fromstring(archive.read("project.qde"))
        colours.append({code.get("name"): code.get("color") for code in root.iter("{urn:QDA-XML:project:1.0}Code")})

    assert colours[0] == {label.name: label.colour for label in project.codebook.labels}
    assert colours[1] == {label.name: label.colour for label in Codebook.shipped().labels}


def test_two_labels_that_are_one_but_for_capitals_are_not_counted_apart() -> None:
    tags = pd.DataFrame(
        {"article_id": ["a", "b"], "source": "S", "start": 0, "end": 9, "label": ["opinion", "Opinion "]}
    )

    for count in (annotate.balance, annotate.compare, annotate.measures):
        with pytest.raises(BalanceError, match=r"'opinion' and 'Opinion ' are one but for capitals and blanks: "):
            count(tags)


def test_two_codebooks_that_disagree_on_what_is_counted_are_never_mixed_in_silence(project: annotate.Project) -> None:
    other = Codebook.from_yaml(OWN.replace("tone", "mood").replace(", counted: false", ""))
    make_known(other)
    tags = project.tags()
    both = pd.concat([tags, tags.assign(codebook=other.id, coder="ben")], ignore_index=True)

    with pytest.raises(CodebookError, match=r"'furniture' is not the same in the codebooks mood@3 and tone@3"):
        annotate.balance(both)
    assert set(annotate.balance(both, codebook=other)["passages"]) == {4}


def test_codebooks_that_agree_are_read_together(project: annotate.Project) -> None:
    ids = [project.codebook.id, "media_bias@1"]

    found = codebook_of(pd.DataFrame({"codebook": ids}))

    assert {*found.names} == {*project.codebook.names, *Codebook.shipped().names}
    assert {*found.uncounted} == {"furniture", "excluded"}


def test_an_unknown_codebook_is_told_of_where_it_might_change_a_number() -> None:
    tags = pd.DataFrame({"article_id": ["a"], "source": "S", "start": 0, "end": 9, "label": "ad", "codebook": "lost@1"})

    with pytest.warns(UserWarning, match=r"'lost@1' .* is not known here, so that the label 'ad' is counted"):
        annotate.balance(tags)


def test_a_codebook_is_asked_for_by_its_object() -> None:
    with pytest.raises(AnnotateError, match=r"codebook='tone@3' is no codebook: pass project.codebook"):
        annotate.balance(tag_table(), codebook="tone@3")  # type: ignore[arg-type]


def test_a_codebook_of_before_labels_could_say_it_takes_speakers_and_excludes_as_it_did() -> None:
    old = Codebook.shipped().to_dict()
    for label in old["labels"]:
        for name in ("takes_speaker", "hatch", "asserts"):
            del label[name]

    assert Codebook.from_dict(old) == Codebook.shipped()


def test_suggestions_are_said_in_the_codebooks_own_labels(project: annotate.Project) -> None:
    text = "“The dyke will hold,” said Ann Lee. It rains. Photo: a harbour"
    page = annotate.cut(pd.DataFrame({"article_id": ["b"], "source": [""], "language": ["en"], "text": [text]}))

    found = annotate.suggest(page, project.codebook)

    assert found["label"].tolist() == ["hearsay", "", "furniture"]
    assert found["speaker"].tolist() == ["Ann Lee", "", ""]
    assert found["score"].notna().tolist() == [True, False, True]


def test_what_a_codebook_has_no_label_for_is_not_suggested() -> None:
    text = "“The dyke will hold,” said Ann Lee. It rains. Photo: a harbour"
    page = annotate.cut(pd.DataFrame({"article_id": ["b"], "source": [""], "language": ["en"], "text": [text]}))
    data = Codebook.from_yaml(OWN).to_dict()
    bare = Codebook.from_dict(
        {**data, "labels": [one for one in data["labels"] if one["name"] in ("opinion", "plain")]}
    )

    found = annotate.suggest(page, bare)

    assert found[["label", "speaker", "speaker_kind", "reason"]].to_numpy().tolist() == [[""] * 4] * 3
    assert found["score"].isna().all()


@pytest.mark.slow
def test_suggestions_are_scored_and_learned_by_the_codebooks_own_labels() -> None:
    make_known(Codebook.from_yaml(OWN))
    texts = {"hearsay": "It is safe, said Ann Lee.", "plain": "It rains.", "furniture": "Photo: a harbour"}
    rows = [
        {"article_id": f"a{nth}", "start": 30 * at, "end": 30 * at + len(text), "text": text, "label": label}
        for nth in range(30)
        for at, (label, text) in enumerate(texts.items())
    ]
    shipped = {"hearsay": "attributed_claim", "plain": "reported_fact", "furniture": "excluded"}
    tags = pd.DataFrame(rows).assign(language="en", codebook="tone@3", speaker="")
    same = tags.assign(label=tags["label"].map(shipped), codebook="media_bias@1")

    own = annotate.score_suggestions(tags)

    assert own["label"].tolist() == ["hearsay", "furniture", "speaker"]
    assert own.drop(columns="label").equals(annotate.score_suggestions(same).drop(columns="label"))
    assert annotate.learn(tags).to_json() == annotate.learn(same).to_json()
    assert len(annotate.learn(tags).models) == 1
