/** Starts the app: draws the first screen at once, then fetches the guideline, then becomes ready for no network. */
import { render } from "preact";
import { App, work } from "./App";
import { fetchGuideline, guideline } from "./guideline";
import { watchIdle } from "./idle";
import { takeAddress, watchAddress, wayIn, type Address } from "./address";
import { notice } from "./notice";
import { keepReady } from "./ready";
import { go, listenToBack, screen } from "./screens";
import { applyTheme } from "./theme";
import { speakAsChosen } from "./words";

applyTheme();
speakAsChosen();
const address = takeAddress();
const way = address && wayIn(address);
if (way) screen.set({ name: "start", about: way });
listenToBack();
render(<App />, document.getElementById("app")!);

const open = async (came: Address) => {
  const { openLink } = await work();
  const from = guideline.get();
  if (from) await openLink(from, came);
};
const fetched = fetchGuideline();
watchAddress((came) => void fetched.then(() => open(came)));
fetched
  .then(async () => {
    await work();
    if (address) await open(address);
  })
  .catch(() => {
    if (guideline.get() === null) notice.set({ kind: "no_guideline" });
  });

watchIdle(() => go("start"));
void keepReady();
