/** The one line under the header that says what just happened to the app itself. Never about the patient. */
import { store } from "./store";

export type Notice =
  | { kind: "link_refused"; says: string }
  | { kind: "no_guideline" }
  | { kind: "not_saved" };

export const notice = store<Notice | null>(null);
