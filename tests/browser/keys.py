"""Every key on every control of a widget: none of them is for the notebook around."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.browser.lab import wait_for_kernel

EVERY_KEY = [
    *(chr(code) for code in range(0x20, 0x7F)),
    *"dd00ii",  # pairs that mean something to a notebook: delete, restart, interrupt
    *("Enter", "Delete", "Backspace", "Insert", "Home", "End", "PageUp", "PageDown", "F2"),
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"),
    *("Shift+Enter", "Alt+Enter", "Control+Enter", "Shift+ArrowDown", "Shift+A", "Shift+M", "Control+Shift+h"),
]

COMMANDS = [*"abcfhiklmovxyzdd00ii", " ", *("Enter", "Delete", "ArrowUp", "ArrowDown", "Shift+Enter", "Control+Enter")]
"""What a notebook takes for commands: enough for a second control of a widget, and `make long` presses all."""

CONTROLS = ":is(input, select, textarea, button, a[href], [tabindex], [contenteditable]):not([tabindex='-1'])"

KIND = """(control) => [
    control.tagName, control.type ?? "", control.getAttribute("role") ?? "",
    control.closest("[class*='annotate-'], .jupyter-widgets")?.className,
].join(" ")"""
"""What is written and built alike: what keeps the keys of one keeps those of all."""

LOOK = """(widget) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.widgets.map(({ model }) => [model.type, model.sharedModel.source, model.executionCount]);
    const dialogs = document.querySelectorAll(".jp-Dialog").length;
    return [widget.contains(document.activeElement), JSON.stringify([cells, content.activeCellIndex, dialogs])];
}"""


def no_key_leaves(
    page: Page, widget: Locator, panel: Locator, *, every: bool, show: Callable[[], None] = lambda: None
) -> list[str]:
    """Press every key on the controls of a widget's panel; return of which kind they were.

    A control may give the keyboard to another of its widget, as a key does that opens a field, but to nothing else.

    Parameters
    ----------
    page : Page
    widget, panel : Locator
        The same where all of the widget is looked at.
    every : bool
        Whether on each control, or on one of each kind: all keys on the first, then those that notebooks listen to.
    show : callable
        Shows what a key may have closed, before each control.
    """
    tried: list[str] = []
    show()
    for nth in range(panel.locator(CONTROLS).count()):
        show()
        wait_for_kernel(page)  # what it answers may draw a control anew
        control = panel.locator(CONTROLS).nth(nth)
        if not (control.is_visible() and control.is_enabled()):
            continue
        kind = control.evaluate(KIND)
        if every or kind not in tried:
            _press(page, widget, control, EVERY_KEY if every or not tried else COMMANDS)
            tried.append(kind)
    return tried


def _press(page: Page, widget: Locator, control: Locator, all_keys: list[str]) -> None:
    name = control.evaluate("control => control.outerHTML.slice(0, 120)")
    control.focus()  # which may make another cell the active one
    _, before = widget.evaluate(LOOK)
    # A keyboard that left does not come back by a key, and what it then does to the notebook stays.
    for keys in (all_keys[first : first + 12] for first in range(0, len(all_keys), 12)):
        for key in keys:
            page.keyboard.press(key)
        is_here, cells = widget.evaluate(LOOK)
        assert is_here, f"one of {keys} took the keyboard away from {name}"
        assert cells == before, f"one of {keys} on {name} changed the notebook"
