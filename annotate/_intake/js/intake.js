/** What anywidget loads. */

import { Intake } from "./page.js";

export default {
  /** @param {{model: import("../../_sheet/js/sheet.js").Model, el: HTMLElement, signal: AbortSignal}} given */
  render({ model, el, signal }) {
    new Intake(model, el, signal);
  },
};
