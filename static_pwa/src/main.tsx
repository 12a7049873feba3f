/** Starts the app: draws the first screen at once, then fetches the guideline, then becomes ready for no network. */
import { render } from "preact";
import { App, work } from "./App";
import { fetchGuideline, guideline } from "./guideline";
import { watchIdle } from "./idle";
import { takeAddress } from "./address";
import { notice } from "./notice";
import { keepReady } from "./ready";
import { go, listenToBack } from "./screens";
import { applyTheme } from "./theme";
import { speakAsChosen } from "./words";

applyTheme();
speakAsChosen();
const address = takeAddress();
listenToBack();
render(<App />, document.getElementById("app")!);

fetchGuideline()
  .then(async () => {
    const from = guideline.get();
    const { openLink } = await work();
    if (from && address) openLink(from, address);
  })
  .catch(() => {
    if (guideline.get() === null) notice.set({ kind: "no_guideline" });
  });

watchIdle(() => go("start"));
void keepReady();
