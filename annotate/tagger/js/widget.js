/**
 * The widget: what anywidget loads.
 *
 * @import { Model } from "./types"
 */

import { takeKeyboardFromNotebook, watchRoom } from "./notebook.js";
import { Session } from "./session.js";
import { View } from "./view.js";

/** anywidget calls this once a model; the session lives as long as the model, each view as long as it is shown. */
export default function tagger() {
  /** @type {Session} */
  let session;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      session = new Session(model);
      return () => session.close();
    },
    /** @param {{el: HTMLElement, signal: AbortSignal}} given */
    render({ el, signal }) {
      const view = new View(session, el, signal);
      session.open();
      // Once it stands in the page.
      setTimeout(() => {
        if (signal.aborted) return;
        watchRoom(view.root, signal);
        takeKeyboardFromNotebook(view);
      }, 200);
    },
  };
}
