"""The reviser: a study's codebook is revised on a page, after a look at what changes for how many tags of whom."""

from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from annotate._charts.lettering import plain
from annotate._errors import AnnotateError, CodebookError
from annotate._explorer.page import failed, told, written
from annotate._keyboard.own_keys import keep_keys
from annotate._project.project import Project
from annotate._reviser.draft import Draft
from annotate._wording import Wording

FIELDS = ("name", "key", "colour", "title", "definition", "also")
"""What can be changed of a label, in the page's order."""

LONGEST = {"name": 200, "also": 600}
"""Characters of names that are taken: each is shown with every change, and a database's index takes no longer ones."""

LONGEST_TEXT = 10_000
"""Characters of any other text that is taken."""


class Reviser(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Revise a study's codebook: rename, merge, split, add and retire labels, see what changes, then decide once.

    Parameters
    ----------
    project : Project
    coder : str
        Who revises; `Project.undo` of the same coder takes it back.
    language : str
        ``"en"`` or ``"fr"``: of the page, and of the titles and definitions that are changed.

    Attributes
    ----------
    draft : Draft
        The codebook as it is on the page.
    table : DataFrame
        What would change for how many tags, by coder: see `Project.revise`.

    Examples
    --------
    >>> import annotate, pandas as pd, tempfile, pathlib
    >>> project = annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / "study.db")
    >>> _ = project.add(pd.DataFrame({"article_id": ["vote"], "text": ["It is a shame."]}))
    >>> _ = project.tag("vote", 0, 14, "opinion", coder="mj")
    >>> reviser = annotate.Reviser(project, coder="lead")
    >>> reviser.fields["name"].value = "judgement"
    >>> reviser.table[["coder", "label", "becomes", "tags"]].values.tolist()
    [['mj', 'opinion', 'judgement', 1]]
    """

    def __init__(self, project: Project, *, coder: str = "", language: str = "en") -> None:
        self._project, self._coder, self._language = project, coder, language
        self._say = Wording(language, CodebookError)
        self._is_filling = False
        self.table = pd.DataFrame()
        self._make()
        super().__init__([self._heading, self._columns(), self._told, self._rows, self._buttons()])
        keep_keys(self)
        self._begin()

    def _text(self, name: str, **values: object) -> str:
        return self._say.text(f"reviser.{name}", **values)

    # The controls ----------------------------------------------------------------------------------------

    def _make(self) -> None:
        self._heading, self._told, self._rows = widgets.HTML(), widgets.HTML(), widgets.HTML()
        wide = {"width": "auto"}
        style = {"description_width": "10em"}
        self.labels = widgets.Select(description=self._text("labels"), rows=8, layout={"width": "22em"})
        self.labels.observe(lambda _: self._fill(), "index")
        kinds = {"definition": widgets.Textarea, "colour": widgets.ColorPicker}
        self.fields: dict[str, widgets.DOMWidget] = {
            name: kinds.get(name, widgets.Text)(description=self._text(name), layout=wide, style=style)
            for name in FIELDS
        }
        for name, control in self.fields.items():
            if name != "colour":
                control.continuous_update = False  # shown once it is typed, not letter by letter
        self.fields["definition"].rows = 4
        self.retired = widgets.Checkbox(description=self._text("retired"), indent=True, style=style, layout=wide)
        self.examples = widgets.SelectMultiple(description=self._text("examples"), rows=4, layout=wide, style=style)
        for control in (*self.fields.values(), self.retired, self.examples):
            control.observe(self._changed, "value")
        self.new = widgets.Text(placeholder=self._text("new"), layout={"width": "16em"}, continuous_update=False)
        self.new.observe(self._add, "value")
        self.revise, self.undo, self.again = (
            widgets.Button(description=self._text(name), layout={"width": "auto"})
            for name in ("revise", "undo", "again")
        )
        self.revise.button_style = "primary"
        self.revise.on_click(lambda _: self._try(self._revise))
        self.undo.on_click(lambda _: self._try(self._undo))
        self.again.on_click(lambda _: self._begin())

    def _columns(self) -> widgets.Widget:
        left = widgets.VBox([self.labels, self.new])
        # The fields take the width that there is, and stand below the labels where it is little.
        room = {"flex": "1 1 20em", "min_width": "0", "max_width": "42em"}
        right = widgets.VBox([*self.fields.values(), self.retired, self.examples], layout=room)
        return widgets.Box([left, right], layout={"flex_flow": "row wrap", "grid_gap": "8px 24px"})

    def _buttons(self) -> widgets.Widget:
        return widgets.Box([self.revise, self.undo, self.again], layout={"flex_flow": "row wrap", "grid_gap": "8px"})

    # What is shown ---------------------------------------------------------------------------------------

    def _begin(self, sentence: str = "") -> None:
        """Begin with the codebook that stands."""
        self.draft = Draft(self._project.codebook)
        self._kept = self._project.examples()
        self._chosen: dict[int, tuple[int, ...]] = {}
        self._list(0)
        self._fill()
        self._show(sentence)

    def _list(self, at: int) -> None:
        names = [self._name(nth) for nth in range(len(self.draft.labels))]
        self._is_filling = True
        self.labels.options = [(name, nth) for nth, name in enumerate(names)]
        self.labels.index = at
        self._is_filling = False

    def _name(self, nth: int) -> str:
        one = self.draft.labels[nth]
        becomes = " | ".join(map(plain, [one.now.name, *one.also]))
        if one.is_retired:
            return f"{plain(one.was)} → ∅"
        return becomes if one.was in ("", becomes) else f"{plain(one.was)} → {becomes}"

    def _fill(self) -> None:
        """Show the label that is chosen."""
        if self._is_filling or self.labels.index is None:
            return
        one = self.draft.labels[self.labels.index]
        self._is_filling = True
        self.fields["name"].value, self.fields["key"].value = one.now.name, one.now.key
        self.fields["colour"].value = one.now.colour
        for name in ("title", "definition"):
            words = getattr(one.now, name)
            self.fields[name].value = words.get(self._language, words.get("en", ""))
        self.fields["also"].value = ", ".join(one.also)
        self.retired.value = one.is_retired
        kept = self._kept[(self._kept["label"] == one.was).to_numpy(dtype=bool)] if one.was else self._kept.head(0)
        self.examples.options = [(plain(text)[:90], nth) for nth, text in kept["text"].items()]
        self.examples.value = self._chosen.get(self.labels.index, ())
        self._is_filling = False

    def _show(self, sentence: str = "") -> None:
        """Show what would change; nothing is written."""
        self._heading.value = f"<h3>{escape(self._text('heading', codebook=self.draft.before.id))}</h3>"
        try:
            self.table = self._project.revise(self._after(), self.draft.moves, dry_run=True)
        except AnnotateError as error:
            self.table = pd.DataFrame()
            self._told.value, self._rows.value = failed(str(error)), ""
            self.revise.disabled = True
            return
        self.revise.disabled = not (self.draft.is_changed or any(self._chosen.values()))
        moving = int(self.table.loc[self.table["change"] != "stays", "tags"].sum())
        self._told.value = told(sentence or self._text("changes", n=moving), self._text("questions"))
        headings = {name: self._text(f"c_{name}") for name in self.table}
        words = {one: self._text(f"is_{one}") for one in ("stays", "renamed", "merged", "split", "added", "retired")}
        shown = self.table.assign(change=self.table["change"].map(words)).rename(columns=headings)
        self._rows.value = written(shown, self._say)

    def _after(self) -> Any:
        """Return the revised codebook, with the examples that were chosen."""
        after = self.draft.after
        rows = [nth for chosen in self._chosen.values() for nth in chosen]
        became = {one.was: one.now.name for one in self.draft.labels if one.was}
        kept = self._kept.loc[rows]
        kept = kept.assign(label=kept["label"].map(became))
        return type(after).from_dict({**after.with_examples(kept).to_dict(), "version": after.version})

    # What is done ----------------------------------------------------------------------------------------

    def _is_too_long(self, value: object, name: str) -> bool:
        """Whether a text is longer than is taken; what stood before is then shown again, with a sentence."""
        most = LONGEST.get(name, LONGEST_TEXT)
        if not isinstance(value, str) or len(value) <= most:
            return False
        self._fill()
        self._told.value = failed(self._text("too_long", given=len(value), most=most))
        return True

    def _changed(self, change: Any) -> None:
        nth = self.labels.index
        if self._is_filling or nth is None:
            return
        name = next((name for name, control in self.fields.items() if control is change["owner"]), "")
        if self._is_too_long(change["new"], name):
            return
        one = self.draft.labels[nth]
        texts = {
            name: {**getattr(one.now, name), self._language: self.fields[name].value}
            for name in ("title", "definition")
        }
        self.draft.change(
            nth,
            name=self.fields["name"].value.strip(),
            key=self.fields["key"].value.strip(),
            colour=self.fields["colour"].value,
            **texts,
        )
        names = (name.strip() for name in self.fields["also"].value.split(","))
        one.also = tuple(name for name in dict.fromkeys(names) if name)
        one.is_retired = self.retired.value
        self._chosen[nth] = tuple(self.examples.value)
        self._list(nth)
        self._show()

    def _add(self, _change: object) -> None:
        if self._is_too_long(self.new.value, "name"):
            self.new.value = ""
        elif self.new.value.strip():
            self.draft.add(self.new.value)
            self.new.value = ""
            self._list(len(self.draft.labels) - 1)
            self._fill()
            self._show()

    def _try(self, act: Any) -> None:
        try:
            act()
        except AnnotateError as error:
            self._told.value = failed(str(error))

    def _revise(self) -> None:
        after, moves = self._after(), self.draft.moves
        self._project.revise(after, moves, coder=self._coder)
        again = len(self._project.to_look_at_again()) if any(len(to) > 1 for to in moves.values()) else 0
        self._begin(self._text("revised", codebook=after.id) + (" " + self._text("split", n=again) if again else ""))

    def _undo(self) -> None:
        self._project._undo_revision(coder=self._coder)
        self._begin(self._text("undone", codebook=self._project.codebook.id))
