/** Asks the server, once a day and never for a patient, which edition of the guideline it has. */
import { compared } from "./compared";
import { keep } from "./remembered";

const DAY_MS = 86_400_000;
const START_MS = 4_000;

async function compare(): Promise<void> {
  const last = compared.get();
  if (last && Date.now() - last.at < DAY_MS) return;
  try {
    // The head alone: a newer guideline comes with a newer app, whose engine was tested with it.
    const answer = await fetch(new URL("v1/guideline", document.baseURI), { method: "HEAD", cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" });
    const version = answer.ok ? answer.headers.get("Guideline-Version") : null;
    if (version === null) return;
    compared.set({ at: Date.now(), version });
    keep("localStorage", "compared", compared.get());
  } catch {
    // No network: the day of the last answer stays on the screen.
  }
}

/** Not at the start itself, which belongs to the clinician. */
export function compareDaily(): void {
  setTimeout(() => void compare(), START_MS);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && void compare());
}
