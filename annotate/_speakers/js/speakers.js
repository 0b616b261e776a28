/** What anywidget loads. */

import { Speakers } from "./people.js";

export default {
  /** @param {{model: import("../../_sheet/js/sheet.js").Model, el: HTMLElement, signal: AbortSignal}} given */
  render({ model, el, signal }) {
    new Speakers(model, el, signal);
  },
};
