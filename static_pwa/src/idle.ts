/** Clears the case when nobody has touched the screen for a while: the next person at this screen must not meet the last patient. */
import { clear, cleared, IDLE_MINUTES, isEmpty, theCase } from "./case";
import { store } from "./store";

const WARN_MS = 60_000;
/** For whoever comes back to their own patient; after it the values are gone for whoever comes next. */
const UNDO_MS = 5 * 60_000;

/** True in the last minute, so that a reader who is only reading can keep the case. */
export const aboutToClear = store(false);

export function watchIdle(onCleared: () => void): void {
  let touched = Date.now();
  let undoUntil = 0;
  const touch = () => {
    touched = Date.now();
    aboutToClear.set(false);
  };
  for (const event of ["pointerdown", "keydown", "scroll", "touchstart"] as const) addEventListener(event, touch, { passive: true });

  const look = () => {
    const now = Date.now();
    const limit = touched + IDLE_MINUTES * 60_000;
    if (!isEmpty(theCase.get())) {
      if (now >= limit) {
        // Counted from when the time was up, which a phone may have slept through; a later touch does not prolong it.
        undoUntil = limit + UNDO_MS;
        aboutToClear.set(false);
        clear("idle");
        onCleared();
      } else if (now >= limit - WARN_MS) aboutToClear.set(true);
    }
    if (now > undoUntil && cleared.get()?.why === "idle") cleared.set(null);
  };
  setInterval(look, 5_000);
  // Timers sleep with the phone: look again the moment it wakes.
  addEventListener("visibilitychange", look);
}
