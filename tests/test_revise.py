"""A codebook is revised: labels are renamed, merged, split, added and retired, and all of it can be undone."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import annotate
from annotate._codebook import Codebook, Label
from annotate._codebook_versions import Versions, checked_moves
from annotate._errors import CodebookError, TagError
from annotate._project.check import check_project
from annotate._project.project import Project

COUNCIL, FAIL = (0, 28), (29, 48)
SHIPPED = Codebook.shipped()
OPINION, FACT, CLAIM, EXCLUDED = SHIPPED.labels
JUDGEMENT, PREDICTION = replace(OPINION, name="judgement"), replace(OPINION, name="prediction", key="5")
RENAMED = replace(SHIPPED, version=2, labels=(JUDGEMENT, FACT, CLAIM, EXCLUDED))
SPLIT = replace(SHIPPED, version=2, labels=(JUDGEMENT, PREDICTION, FACT, CLAIM, EXCLUDED))
MERGED = replace(SHIPPED, version=2, labels=(FACT, CLAIM, EXCLUDED))


@pytest.fixture
def tagged(project: Project) -> Project:
    project.tag("vote", *COUNCIL, "opinion", coder="mj", note="so it seems")
    project.tag("vote", *FAIL, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named")
    project.tag("vote", *COUNCIL, "reported_fact", coder="ben")
    return project


def labels(project: Project) -> list[str]:
    return project.tags()["label"].tolist()


def test_a_label_is_renamed_and_tags_keep_the_version_by_which_they_were_made(tagged: Project) -> None:
    told = tagged.revise(RENAMED, {"opinion": "judgement"}, coder="mj")

    assert told[["coder", "label", "becomes", "tags", "change"]].to_numpy().tolist() == [
        ["ben", "reported_fact", "reported_fact", 1, "stays"],
        ["mj", "opinion", "judgement", 1, "renamed"],
        ["mj", "attributed_claim", "attributed_claim", 1, "stays"],
    ]
    assert sorted(labels(tagged)) == ["attributed_claim", "judgement", "reported_fact"]
    assert set(tagged.tags()["codebook"]) == {"media_bias@1"}
    assert tagged.codebook == RENAMED
    assert annotate.balance(tagged.tags())["label"].unique().tolist() == list(RENAMED.counted)
    assert check_project(tagged).empty


@pytest.mark.slow
@pytest.mark.parametrize(
    ("codebook", "moves"),
    [
        (RENAMED, {"opinion": "judgement"}),
        (MERGED, {"opinion": "reported_fact"}),
        (SPLIT, {"opinion": ["judgement", "prediction"]}),
    ],
)
def test_a_revision_is_undone_and_done_again_as_a_whole(
    tagged: Project, codebook: Codebook, moves: dict[str, object], tmp_path: Path
) -> None:
    annotate.write_csv(tagged.tags(), tmp_path / "before.csv")

    tagged.revise(codebook, moves, coder="mj")  # type: ignore[arg-type]
    revised = tagged.tags()
    assert tagged.undo(coder="mj") is not None

    annotate.write_csv(tagged.tags(), tmp_path / "after.csv")
    assert (tmp_path / "after.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()
    assert tagged.codebook == SHIPPED
    assert check_project(tagged).empty
    tagged.redo(coder="mj")
    pd.testing.assert_frame_equal(tagged.tags(), revised)
    assert tagged.codebook == codebook
    assert check_project(tagged).empty


def test_a_split_puts_its_passages_on_the_list_until_they_are_tagged_again(tagged: Project) -> None:
    tagged.revise(SPLIT, {"opinion": ["judgement", "prediction"]})

    (row,) = tagged.to_look_at_again().to_dict("records")
    assert row == {
        "article_id": "vote", "coder": "mj", "start": 0, "end": 28, "text": "The council votes on Friday.",
        "was": "opinion", "choices": "judgement | prediction", "speaker": "", "note": "so it seems",
    }  # fmt: skip
    assert "opinion" not in labels(tagged)

    tagged.tag("vote", *COUNCIL, "prediction", coder="mj")

    assert tagged.to_look_at_again().empty
    assert check_project(tagged).empty


def test_a_dry_run_says_what_would_change_and_changes_nothing(tagged: Project) -> None:
    before = tagged.tags()

    told = tagged.revise(SPLIT, {"opinion": ["judgement", "prediction"]}, dry_run=True)

    assert told.query("change == 'split'")[["coder", "tags"]].to_numpy().tolist() == [["mj", 1]]
    pd.testing.assert_frame_equal(tagged.tags(), before)
    assert tagged.codebook == SHIPPED


def test_a_label_named_with_half_of_a_sign_is_refused_before_anything_is_written(tagged: Project) -> None:
    before = tagged.tags()
    torn = replace(SHIPPED, version=2, labels=(replace(OPINION, name="\ud800"), FACT, CLAIM, EXCLUDED))

    with pytest.raises(CodebookError, match="must be a word, such as opinion"):
        tagged.revise(torn, {"opinion": "\ud800"})

    pd.testing.assert_frame_equal(tagged.tags(), before)
    assert tagged.codebook == SHIPPED


def test_decisions_of_a_page_with_the_old_version_are_mapped_or_asked_again(tagged: Project) -> None:
    tagged.revise(RENAMED, {"opinion": "judgement"})
    tagged.tag("vote", *FAIL, "opinion", coder="ben", codebook="media_bias@1")
    assert sorted(labels(tagged)) == ["attributed_claim", "judgement", "judgement", "reported_fact"]

    further = replace(SPLIT, version=3)
    tagged.revise(further, {"judgement": ["judgement", "prediction"]})
    with pytest.raises(TagError, match="has been split in media_bias@3: choose one of judgement, prediction"):
        tagged.tag("vote", *FAIL, "opinion", coder="ben", codebook="media_bias@1")
    with pytest.raises(TagError, match="split"):
        tagged.tag("vote", *FAIL, "judgement", coder="ben", codebook="media_bias@2")
    tagged.tag("vote", *FAIL, "judgement", coder="ben")
    assert "judgement" in labels(tagged)


def test_tags_of_before_come_in_by_what_their_labels_became(tagged: Project) -> None:
    exported = tagged.tags()
    tagged.untag("vote", *COUNCIL, coder="mj")
    tagged.revise(RENAMED, {"opinion": "judgement"})

    outcomes = tagged.add_tags(exported)

    assert outcomes["outcome"].tolist().count("added") == 1
    assert "judgement" in labels(tagged)
    assert check_project(tagged).empty


def test_tags_of_two_versions_are_read_by_the_one_that_stands_or_refused(tagged: Project) -> None:
    old = tagged.tags()
    tagged.revise(RENAMED, {"opinion": "judgement"})
    tagged.tag("vote", *FAIL, "judgement", coder="ben")
    new = tagged.tags()

    assert set(new["codebook"]) == {"media_bias@1", "media_bias@2"}
    assert annotate.balance(new)["label"].unique().tolist() == list(RENAMED.counted)
    with pytest.raises(CodebookError, match="'opinion' is no label any more in media_bias@2"):
        annotate.balance(pd.concat([old, new]))


def test_a_revision_is_not_undone_over_later_decisions(tagged: Project) -> None:
    tagged.revise(RENAMED, {"opinion": "judgement"}, coder="lead")
    tagged.tag("vote", *FAIL, "judgement", coder="ben")
    before = tagged.tags()

    with pytest.raises(TagError, match="'ben' has since tagged passages 'judgement'"):
        tagged.undo(coder="lead")

    pd.testing.assert_frame_equal(tagged.tags(), before)
    assert tagged.codebook == RENAMED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("codebook", "moves", "why"),
    [
        (RENAMED, {"opinoin": "judgement"}, "'opinoin' is no label of media_bias@1"),
        (RENAMED, {"opinion": "judgment"}, "'judgment' is no label of media_bias@2"),
        (RENAMED, {"opinion": []}, "'opinion' becomes nothing"),
        (MERGED, {"opinion": None}, "'opinion' becomes nothing, and no tag is thrown away"),
        (RENAMED, {"opinion": 3}, "'opinion' becomes 3, which is no label’s name"),
        (RENAMED, {"opinion": ["judgement", None]}, "which is no label’s name"),
        (RENAMED, ["opinion", "judgement"], "says of no label what it becomes"),
        (RENAMED, {}, "no label 'opinion', and there are tags with it"),
        (SHIPPED, {}, "give the revised one the version 2"),
        (replace(SHIPPED, version=2), {"opinion": "reported_fact"}, "still has a label 'opinion'"),
        (replace(SHIPPED, version=2), {"opinion": "reported_fact", "reported_fact": "opinion"}, "still has a label"),
        (replace(MERGED, labels=(FACT, EXCLUDED)), {"opinion": "reported_fact", "attributed_claim": "reported_fact"},
         "1 tags of 'attributed_claim' name a speaker"),
        ("opinion", {}, "is no codebook"),
    ],
)  # fmt: skip
def test_a_revision_that_cannot_be_changes_nothing(
    tagged: Project, codebook: object, moves: dict[str, object], why: str
) -> None:
    before = tagged.tags()
    with pytest.raises(CodebookError, match=why):
        tagged.revise(codebook, moves)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(tagged.tags(), before)
    assert tagged.codebook == SHIPPED


def test_a_name_never_comes_to_mean_something_else(tagged: Project) -> None:
    tagged.revise(MERGED, {"opinion": "reported_fact"})
    renamed = replace(MERGED, version=3, labels=(replace(FACT, name="fact"), replace(CLAIM, name="opinion"), EXCLUDED))

    with pytest.raises(CodebookError, match="give the new label another name"):
        tagged.revise(renamed, {"reported_fact": "fact", "attributed_claim": "opinion"})


def test_another_kernel_sees_the_revised_codebook(tagged: Project) -> None:
    other = annotate.open_project(tagged.where)
    tagged.revise(RENAMED, {"opinion": "judgement"})

    assert other.codebook == RENAMED
    assert annotate.open_project(tagged.where, SHIPPED).codebook == RENAMED
    other.close()


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=6),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), min_size=3, max_size=3),
)
def test_labels_that_are_renamed_and_renamed_back_are_what_they_were(used: list[str], names: dict[str, str]) -> None:
    first = codebook_of(1, "abc")
    second = codebook_of(2, "".join(sorted(set(names.values()))))
    standing = Versions.first(first).revised(second, checked_moves(first, second, names, used))
    assert [standing.now(label, "own@1") for label in used] == [(names[label],) for label in used]
    assert standing == Versions.from_list(standing.to_list())
    back: dict[str, list[str]] = {}
    for old, new in names.items():
        back.setdefault(new, []).append(old)
    third = replace(first, version=3)

    whole = standing.revised(third, checked_moves(second, third, back, names.values()))

    for label in used:
        merged_with = tuple(sorted(old for old in names if names[old] == names[label]))
        assert tuple(sorted(whole.now(label, "own@1"))) == merged_with
        assert whole.now(label, "own@3") == (label,)


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=6),
    st.fixed_dictionaries(
        {label: st.sets(st.sampled_from("uvwxyz"), min_size=1, max_size=3).map(sorted) for label in "abc"}
    ),
    st.sets(st.sampled_from("pqr")),
)
def test_labels_that_are_split_retired_and_added_come_back_to_the_first_version(
    used: list[str], parts: dict[str, list[str]], added: set[str]
) -> None:
    kept = {label: to for label, to in parts.items() if label in used}  # what no tag has is retired without a move
    first, third = codebook_of(1, "abcd"), codebook_of(3, "abcd")  # "d" stays, and has no tag
    second = codebook_of(2, "".join(sorted({part for to in kept.values() for part in to} | added | {"d"})))
    standing = Versions.first(first).revised(second, checked_moves(first, second, kept, used))
    home = {part: sorted(label for label in kept if part in kept[label]) for to in kept.values() for part in to}
    with pytest.raises(CodebookError, match="say what becomes of them"):
        checked_moves(second, third, {}, home)

    whole = standing.revised(third, checked_moves(second, third, home, home))

    assert whole == Versions.from_list(whole.to_list())
    for label in used:
        assert list(standing.now(label, "own@1")) == parts[label]
        # It may be whatever one of its parts may be: itself alone, where it shares none.
        assert {*whole.now(label, "own@1")} == {one for one in kept if {*parts[one]} & {*parts[label]}}
    for label in "abcd":  # also what had been retired means itself again
        assert whole.now(label, "own@3") == (label,)
    for label in {*"abc"} - {*used}:
        assert standing.now(label, "own@1") == (label,)
    for label in added - {*home}:
        assert standing.now(label, "own@2") == (label,)


def codebook_of(version: int, names: str) -> Codebook:
    made = [Label(one, one, "#004488", one, {"en": one}, {"en": one}) for one in names]
    return Codebook("own", version, tuple(made))


becomes = st.lists(st.sampled_from(["stays", "renamed", "merged", "split"]), min_size=4, max_size=4)


def next_version(codebook: Codebook, what: list[str]) -> tuple[Codebook, dict[str, str | list[str]]]:
    """A codebook whose labels become something else each, with the moves that say so."""
    labels: list[Label] = []
    moves: dict[str, str | list[str]] = {}
    number = codebook.version + 1
    for nth, (label, how) in enumerate(zip(codebook.labels, what, strict=False)):
        new = replace(label, name=f"label_{nth}_{number}")
        fitting = [one for one in labels if one.takes_speaker or not label.takes_speaker]
        if how == "merged" and fitting:
            moves[label.name] = fitting[0].name
        elif how == "renamed":
            moves[label.name] = new.name
            labels.append(new)
        elif how == "split":
            other = replace(new, name=f"{new.name}_b", key="")
            moves[label.name] = [new.name, other.name]
            labels += [new, other]
        else:
            labels.append(label)
    labels += [label for label in codebook.labels[len(what) :] if label.name not in moves]
    return replace(codebook, version=number, labels=tuple(labels)), moves


@pytest.mark.slow
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(becomes, min_size=1, max_size=3))
def test_every_path_of_revisions_is_undone_to_the_same_file_and_done_again_to_the_same_tags(
    tmp_path_factory: pytest.TempPathFactory, path: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("path")
    project = annotate.open_project(folder / "study.db")
    project.add(pd.DataFrame({"article_id": ["vote"], "text": ["It fails. It rains. Ann says so. By Ann Lee."]}))
    for nth, (span, label) in enumerate(zip([(0, 9), (10, 19), (20, 32), (33, 44)], SHIPPED.names, strict=True)):
        claim = {"speaker": "Ann", "speaker_kind": "named"} if label == "attributed_claim" else {}
        project.tag("vote", *span, label, coder="ab"[nth % 2], **claim)  # type: ignore[arg-type]

    def exported() -> bytes:
        return annotate.write_csv(project.tags(), folder / "tags.csv").read_bytes()

    files = [exported()]
    for what in path:
        project.revise(*next_version(project.codebook, what), coder="lead")
        files.append(exported())
        read = annotate.read_csv(folder / "tags.csv")  # which labels there are beside, no file says
        pd.testing.assert_frame_equal(read.astype({"label": object}), project.tags().astype({"label": object}))
        assert check_project(project).empty
    for before in files[-2::-1]:
        project.undo(coder="lead")
        assert exported() == before
    assert project.codebook == SHIPPED
    for after in files[1:]:
        project.redo(coder="lead")
        assert exported() == after
    assert check_project(project).empty
    project.close()
