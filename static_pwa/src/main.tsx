/** Starts the app: draws the first screen at once, then fetches the guideline, then becomes ready for no network. */
import { render } from "preact";
import { App, fetchWork } from "./App";
import { theCase } from "./case";
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

async function openLink(): Promise<void> {
  const from = guideline.get();
  if (!address || !from) return;
  const { read, caseFromLink } = await import("./link");
  const opened = read(address);
  if (opened === null) return;
  const found = "refused" in opened ? opened : caseFromLink(from, opened.inputs);
  if ("refused" in found) return notice.set({ kind: "link_refused", ...found });
  theCase.set({ ...found, form: from.forms[0]?.id });
  go("entry", from.forms[0]?.id);
}

fetchGuideline()
  .then(openLink)
  .catch(() => notice.set({ kind: "no_guideline" }))
  .finally(fetchWork);

watchIdle(() => go("start"));
void keepReady();
