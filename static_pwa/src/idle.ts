/** Clears the case when nobody has touched the screen for a while: the next person at this screen must not meet the last patient. */
import { clear, cleared, IDLE_MINUTES, isEmpty, theCase } from "./case";
import { store } from "./store";

const WARN_MS = 60_000;
const UNDO_MS = 5 * 60_000;

/** True in the last minute, so that a reader who is only reading can keep the case. */
export const aboutToClear = store(false);

export function watchIdle(onCleared: () => void): void {
  let touched = Date.now();
  const touch = () => {
    touched = Date.now();
    aboutToClear.set(false);
  };
  for (const event of ["pointerdown", "keydown", "scroll", "touchstart"] as const) addEventListener(event, touch, { passive: true });

  const look = () => {
    const idle = Date.now() - touched;
    const limit = IDLE_MINUTES * 60_000;
    const gone = cleared.get();
    if (gone?.why === "idle" && idle > limit + UNDO_MS) cleared.set(null);
    if (isEmpty(theCase.get())) return;
    if (idle >= limit) {
      aboutToClear.set(false);
      clear("idle");
      onCleared();
    } else if (idle >= limit - WARN_MS) aboutToClear.set(true);
  };
  setInterval(look, 5_000);
  // Timers sleep with the phone: look again the moment it wakes.
  addEventListener("visibilitychange", look);
}
