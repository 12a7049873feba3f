/** Remembers a sign-in while the reader is at the hospital's own page: in this tab, once, for ten minutes at most. */
import type { Pending } from "./authorise";

const KEY = "sign-in:";
const PATIENCE_MS = 600_000;

/** Whether this page may remember anything; in a launcher's frame often not. */
export function canRemember(): boolean {
  try {
    sessionStorage.setItem(KEY, "");
    sessionStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

export function remember(pending: Pending): void {
  sessionStorage.setItem(KEY + pending.state, JSON.stringify({ at: Date.now(), pending }));
}

/** What was remembered of the sign-in with this state, which is forgotten by that. */
export function take(state: string): Pending | null {
  try {
    const kept = sessionStorage.getItem(KEY + state);
    sessionStorage.removeItem(KEY + state);
    if (kept === null) return null;
    const { at, pending } = JSON.parse(kept) as { at: number; pending: Pending };
    return Date.now() - at > PATIENCE_MS ? null : pending;
  } catch {
    return null;
  }
}
