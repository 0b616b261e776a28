"""A study by three coders and a judge, whole: assigned, coded, settled and counted, by keyboard in JupyterLab."""

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

import annotate
from tests.browser.lab import REPOSITORY, Lab, open_notebook, run_cells, set_theme, write_notebook
from tests.browser.test_for_everyone import AXE

pytestmark = pytest.mark.browser

CODERS = ("ana", "ben", "cleo")
KEYS = {"opinion": "1", "reported_fact": "2"}
BY_KEY = 4
"""Articles that each coder tags by key; the others take the same way, without the page."""


def label_of(article_id: str, coder: str) -> str:
    """What a coder takes an article for: Cleo sees opinions where the others see facts, on every second one."""
    nth = int(article_id.removeprefix("page-"))
    return "opinion" if nth % 5 == 0 or (coder == "cleo" and nth % 2) else "reported_fact"


def make_study(lab: Lab) -> None:
    for left in lab.folder.glob("team.db*"):
        left.unlink()
    pages = [(f"page-{n}", "Fil" if n % 2 else "Quay", f"The council votes on item {n}.") for n in range(60)]
    with annotate.open_project(lab.folder / "team.db") as project:
        project.add(pd.DataFrame(pages, columns=["article_id", "source", "text"]))
        project.assign(CODERS, twice=0.2, by="source", seed=7)
    with annotate.open_project(lab.folder / "sample.db") as project:
        project.add(REPOSITORY / "data/articles")
        project.add_tags(annotate.read_csv(REPOSITORY / "data/sample_tags.csv"))


def code_some(page: Page, root: Locator, coder: str) -> list[str]:
    """Tag the first articles that the page shows, one key each, and go on with Enter; return which they were."""
    title, seen = root.locator(".annotate-title"), list[str]()
    root.locator(".annotate-page").focus()
    for _ in range(BY_KEY):
        seen.append(title.inner_text())
        page.keyboard.press(KEYS[label_of(seen[-1], coder)])
        page.keyboard.press("Enter")
        expect(title).not_to_have_text(seen[-1])
    expect(root.locator(".annotate-state")).to_have_attribute("data-state", "saved", timeout=20_000)
    return seen


def settle_all(page: Page, root: Locator) -> tuple[int, int]:
    """Settle all that is left, one in ten with a reason; count keys and passages."""
    left = int(root.locator(".annotate-progress").first.inner_text().split()[0])
    keys = 0
    root.locator(".annotate-case").focus()
    for nth in range(left):
        if nth % 10 == 5:
            page.keyboard.press("w")
            expect(root.locator(".annotate-judge-field input")).to_be_focused()
            page.keyboard.press("1")
        page.keyboard.press("Enter")
        keys += 3 if nth % 10 == 5 else 1
    expect(root.locator(".annotate-empty")).to_be_visible()
    expect(root.locator(".annotate-state")).to_have_attribute("data-state", "saved", timeout=20_000)
    return keys, left


def serious(page: Page) -> list[str]:
    return list(
        page.evaluate(
            """async () => {
                const { violations } = await axe.run(document.querySelector(".annotate-judge"));
                return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
                    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html + node.failureSummary)}`);
            }"""
        )
    )


def test_a_study_goes_from_the_assignment_to_the_balance(desk: Page, lab: Lab) -> None:
    make_study(lab)
    first = "import annotate\nproject = annotate.open_project('team.db')\nsample = annotate.open_project('sample.db')"
    taggers = [f"annotate.Tagger(project, coder={coder!r}, article_id=first[{coder!r}])" for coder in CODERS]
    judge = "annotate.Adjudicator({}, coder='lead')"
    firsts = "first = project.assignment().groupby('coder')['article_id'].first()"
    open_notebook(desk, write_notebook(lab, "team.ipynb", f"{first}\n{firsts}", *taggers))
    run_cells(desk)
    roots = desk.locator(".annotate-tagger")
    expect(roots).to_have_count(3, timeout=60_000)
    with annotate.open_project(lab.folder / "team.db") as project:
        hers = project.assignment().groupby("coder")["article_id"].apply(list)
        seen = {}
        for nth in range(3):
            expect(roots.nth(nth).locator(".annotate-passage").first).to_be_visible(timeout=60_000)
        for nth, coder in enumerate(CODERS):
            seen[coder] = code_some(desk, roots.nth(nth), coder)
            for one in hers[coder][BY_KEY:]:
                start, end = project.passages(articles=one)[["start", "end"]].iloc[0]
                project.tag(one, start, end, label_of(one, coder), coder=coder)

        assert seen == {coder: hers[coder][:BY_KEY] for coder in CODERS}  # hers only, in her order
        times = project.tags()["article_id"].value_counts()
        assert times.value_counts().to_dict() == {1: 48, 2: 12}
        assert project.progress()["finished"].tolist() == [len(hers[coder]) for coder in CODERS]

    open_notebook(desk, write_notebook(lab, "judge.ipynb", first, judge.format("project"), judge.format("sample")))
    run_cells(desk)
    judges = desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .annotate-judge")
    expect(judges.nth(1).locator(".annotate-reading").first).to_be_visible(timeout=60_000)
    if AXE.exists():
        desk.evaluate(AXE.read_text())
        desk.evaluate("document.body.style.height = '100vh'")
        try:
            for theme in ("JupyterLab Light", "JupyterLab Dark"):
                set_theme(desk, theme)
                assert serious(desk) == [], theme
        finally:
            set_theme(desk, "JupyterLab Light")
    judges.first.locator(".annotate-case").focus()
    desk.keyboard.press("y")
    expect(judges.first.locator(".annotate-told")).to_contain_text("sealed")
    settle_all(desk, judges.first)
    keys, passages = settle_all(desk, judges.nth(1))
    assert passages > 40
    assert keys / passages <= 1.2

    with annotate.open_project(lab.folder / "team.db") as project:
        tags = project.tags()
        assert annotate.disagreements(tags).empty
        assert (tags["origin"] == "adjudication").sum() == 12
        counted = annotate.balance(tags, project.passages()).groupby("source")
        assert counted["count"].sum().to_dict() == {"Fil": 30, "Quay": 30}
        assert counted["untagged"].first().tolist() == [0, 0]
