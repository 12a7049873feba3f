/** Starts the app: draws the first screen at once, then fetches the guideline, then becomes ready for no network. */
import { render } from "preact";
import { App } from "./App";
import { theCase } from "./case";
import { fetchGuideline, guideline } from "./guideline";
import { watchIdle } from "./idle";
import { caseFromLink, takeLink } from "./link";
import { notice } from "./notice";
import { keepReady } from "./ready";
import { go, listenToBack } from "./screens";
import { applyTheme } from "./theme";
import { speakAsChosen } from "./words";

applyTheme();
speakAsChosen();
const opened = takeLink();
listenToBack();
render(<App />, document.getElementById("app")!);

function openLink(): void {
  const from = guideline.get();
  if (!opened || !from) return;
  if ("refused" in opened) return notice.set({ kind: "link_refused", ...opened });
  const found = caseFromLink(from, opened.inputs);
  if ("refused" in found) return notice.set({ kind: "link_refused", ...found });
  theCase.set(found);
  go("entry", from.forms[0]?.id);
}

fetchGuideline()
  .then(openLink)
  .catch(() => notice.set({ kind: "no_guideline" }));

watchIdle(() => go("start"));
void keepReady();
