"""Every key on every control of a widget: none of them is for the notebook around."""

from playwright.sync_api import Locator, Page

from tests.browser.lab import wait_for_kernel

EVERY_KEY = [
    *(chr(code) for code in range(0x20, 0x7F)),
    *"dd00ii",  # pairs that mean something to a notebook: delete, restart, interrupt
    *("Enter", "Delete", "Backspace", "Insert", "Home", "End", "PageUp", "PageDown", "F2"),
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"),
    *("Shift+Enter", "Alt+Enter", "Control+Enter", "Shift+ArrowDown", "Shift+A", "Shift+M", "Control+Shift+h"),
]

TOGETHER = [EVERY_KEY[first : first + 12] for first in range(0, len(EVERY_KEY), 12)]

CONTROLS = ":is(input, select, textarea, button, a[href], [tabindex], [contenteditable]):not([tabindex='-1'])"

LOOK = """(widget) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.widgets.map(({ model }) => [model.type, model.sharedModel.source, model.executionCount]);
    const dialogs = document.querySelectorAll(".jp-Dialog").length;
    return [widget.contains(document.activeElement), JSON.stringify([cells, content.activeCellIndex, dialogs])];
}"""


def no_key_leaves(page: Page, widget: Locator) -> int:
    """Press every key on each control of a widget; return how many controls there were.

    A control may give the keyboard to another of its widget, as a key does that opens a field, but to nothing else.
    """
    tried = 0
    for nth in range(widget.locator(CONTROLS).count()):
        wait_for_kernel(page)  # what it answers may draw a control anew
        control = widget.locator(CONTROLS).nth(nth)
        if not (control.is_visible() and control.is_enabled()):
            continue
        tried += 1
        name = control.evaluate("control => control.outerHTML.slice(0, 120)")
        control.focus()  # which may make another cell the active one
        _, before = widget.evaluate(LOOK)
        # A keyboard that left does not come back by a key, and what it then does to the notebook stays.
        for keys in TOGETHER:
            for key in keys:
                page.keyboard.press(key)
            is_here, cells = widget.evaluate(LOOK)
            assert is_here, f"one of {keys} took the keyboard away from {name}"
            assert cells == before, f"one of {keys} on {name} changed the notebook"
    return tried
