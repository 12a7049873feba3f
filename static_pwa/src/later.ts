import { notice } from "./notice";

let begun = false;

/** Every screen but the first, with its sheet: fetched as soon as the first screen stands. One piece, because its screens share nearly everything.
 *  Rejects where the file is wanting; what breaks once it is there is a fault of this tool, and is called so. */
export async function work() {
  const app = await import("./views/work");
  if (!begun) {
    begun = true;
    try {
      app.begin();
    } catch {
      notice.set({ kind: "fault" });
    }
  }
  return app;
}
