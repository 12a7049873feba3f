/** The one line under the header that says what just happened to the app itself, and asks where it must. Never a value of the patient. */
import { store } from "./store";

export interface Way {
  label: string;
  act: () => void;
}

export type Notice =
  /** In words of the screen that says it; the line goes with any of its ways, or with "Close" where it has none. */
  | { kind: "said"; says: string; ways?: readonly Way[] }
  | { kind: "no_guideline" }
  | { kind: "not_saved" }
  | { kind: "fault" };

export const notice = store<Notice | null>(null);
