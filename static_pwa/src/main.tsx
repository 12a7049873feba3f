/** Starts the app: draws the first screen at once, then fetches the guideline, then becomes ready for no network. */
import { render } from "preact";
import { App } from "./App";
import { fetchGuideline, guideline } from "./guideline";
import { watchIdle } from "./idle";
import { takeAddress, watchAddress, wayIn, type Address } from "./address";
import { work } from "./later";
import { notice } from "./notice";
import { framed, keepReady } from "./ready";
import { go, listenToBack, screen } from "./screens";
import { applyTheme } from "./theme";
import { speakAsChosen } from "./words";

/** Time for the first screen to be painted. Not its frame: a page in the background has none. */
const FRAMES_MS = 50;

applyTheme();
const spoken = speakAsChosen();
const address = takeAddress();
const way = address && wayIn(address);
if (way) screen.set({ name: "start", about: way });
listenToBack();
// A task of its own: a slow phone then never stands still for as long as both together take.
const drawn: Promise<unknown> = new Promise((stands) =>
  setTimeout(() => {
    render(<App />, document.getElementById("app")!);
    setTimeout(stands, FRAMES_MS);
  }),
);

const fetched = fetchGuideline().catch(() => notice.set({ kind: "no_guideline" }));
const open = (came: Address) =>
  fetched.then(work).then(
    async ({ openLink }) => {
      const from = guideline.get();
      if (from) await openLink(from, came).catch(() => notice.set({ kind: "fault" }));
    },
    () => notice.set({ kind: "not_saved" }),
  );
watchAddress((came) => void open(came));
/** The rest of the app, once the guideline is there: for the page of a sign-in, which goes over into it with what it has read. */
export const opened = Promise.all([fetched, drawn, spoken]).then(work);
// The other screens follow the guideline, whether a link asks for them or not.
opened.then(() => address && open(address), () => undefined);

if (framed) {
  const converse = async () => {
    const [{ talk }, { receive, ...app }] = await Promise.all([import("./frame/frame"), work()]);
    const from = guideline.get();
    if (from) await talk({ ...app, receive: (arrived) => receive(from, arrived) });
  };
  fetched.then(converse).catch(() => undefined);
}

watchIdle(() => go("start"));
void keepReady();
