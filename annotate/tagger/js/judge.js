/** All that the adjudicator's bundle gives: the widget, and the rooms that need no browser.
 *
 * @import { Model } from "./types"
 */

import { JudgeSession } from "./judge_session.js";
import { JudgeView } from "./judge_view.js";

export { joined, piecesOf, reasonsOf, third } from "./cases.js";
export { JudgeHands } from "./judge_hands.js";
export { JudgeSession } from "./judge_session.js";

/** anywidget calls this once a model; the session lives as long as the model, each view as long as it is shown. */
export default function adjudicator() {
  /** @type {JudgeSession} */
  let session;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      session = new JudgeSession(model);
      return () => session.close();
    },
    /** @param {{el: HTMLElement, signal: AbortSignal}} given */
    render({ el, signal }) {
      const view = new JudgeView(session, el, signal);
      session.open();
      setTimeout(() => signal.aborted || view.takeKeyboardFromNotebook(), 200); // once it stands in the page
    },
  };
}
