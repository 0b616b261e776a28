/**
 * Clicks, also on what is drawn anew while the mouse is pressed on it: the browser then tells of none, and what was
 * under the pointer is what was meant.
 */

/** A pointer that moves further than this, in pixels, takes its press back. */
const STILL = 8;

/** Whether the pointer was let go where it was pressed. @typedef {{clientX: number, clientY: number}} Place
 * @param {Place} down @param {Place} up */
const isStill = (down, up) => Math.hypot(down.clientX - up.clientX, down.clientY - up.clientY) < STILL;

/** Hear of each click, with what was clicked.
 * @param {HTMLElement} element @param {(clicked: Element) => void} act @param {AbortSignal} [signal] */
export function onClick(element, act, signal) {
  /** @type {PointerEvent | undefined} */
  let down;
  /** @type {Element | undefined} */
  let pressed;
  const press = (/** @type {PointerEvent} */ event) => {
    down = event;
    pressed = /** @type {Element} */ (event.target); // an event forgets its target
  };
  const release = (/** @type {PointerEvent} */ event) => {
    const [from, what] = [down, pressed];
    down = pressed = undefined;
    if (from && what && !what.isConnected && isStill(from, event)) act(what);
  };
  element.addEventListener("pointerdown", press, { signal });
  element.addEventListener("pointercancel", () => (down = pressed = undefined), { signal });
  element.addEventListener("pointerup", release, { signal });
  element.addEventListener("click", ({ target }) => act(/** @type {Element} */ (target)), { signal });
}
