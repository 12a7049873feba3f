/** The one line under the header that says what just happened to the app itself. Never about the patient. */
import type { LinkRefused } from "./link";
import { store } from "./store";

export type Notice =
  | { kind: "link_refused"; refused: LinkRefused; key?: string }
  | { kind: "no_guideline" }
  | { kind: "not_saved" };

export const notice = store<Notice | null>(null);
