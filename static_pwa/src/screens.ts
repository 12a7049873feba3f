/** Which screen is shown. The address never changes: Back works on screen names alone, so no value can reach a URL. */
import { store } from "./store";

export type Name =
  | "start" | "entry" | "answer" | "checklist" | "course" | "plan"
  | "evidence" | "flow" | "check" | "share" | "about" | "privacy";

/** `about` names a form, a limit or an input: ids of the guideline, never a value. */
export interface Screen {
  name: Name;
  about?: string | undefined;
  /** How far down the reader had left it. */
  y?: number | undefined;
}

const START: Screen = { name: "start" };

function stateOfHistory(): Screen | null {
  try {
    const kept = history.state as { screen?: Screen } | null;
    return kept?.screen ?? null;
  } catch {
    return null;
  }
}

export const screen = store<Screen>(stateOfHistory() ?? START);
let depth = 0;

export function go(name: Name, about?: string): void {
  const next: Screen = about === undefined ? { name } : { name, about };
  try {
    history.replaceState({ ...(history.state as object | null), y: scrollY }, "");
    history.pushState({ screen: next }, "");
    depth += 1;
  } catch {
    // A sandboxed frame may refuse: the screen still changes.
  }
  screen.set(next);
}

/** Back where there is a way back inside the app, else to the given screen. */
export function back(otherwise: Name = "start"): void {
  if (depth > 0) history.back();
  else go(otherwise);
}

export function listenToBack(): void {
  addEventListener("popstate", (event: PopStateEvent) => {
    // A pasted link, not a way back: it is taken from the address, and the screen stays until it is.
    if (location.hash !== "") return;
    const kept = event.state as { screen?: Screen; y?: number } | null;
    depth = Math.max(0, depth - 1);
    screen.set({ ...(kept?.screen ?? START), y: kept?.y });
  });
}
