/** Where a sign-in comes back to. What stands in the address is used once, by the page that started it, and by no other. */
import { takeAddress } from "./address";
import { refuse, show } from "./page";
import { take } from "./pending";
import { openRecord } from "./record";
import { Refusal } from "./refusal";
import { readSetting } from "./setting";
import { w } from "./words";

async function comeBack(): Promise<void> {
  const search = takeAddress();
  const pending = take(new URLSearchParams(search).get("state") ?? "");
  if (pending) {
    const { records } = await readSetting();
    const record = records.find(({ issuer }) => issuer === pending.issuer);
    if (!record) throw new Refusal("notOnList", pending.issuer);
    return openRecord(record, pending, search);
  }
  if (!window.opener) throw new Refusal("notStarted");
  // A window that a frame opened: only a page of our own origin hears it, and it knows whether the state is its own.
  (window.opener as Window).postMessage({ type: "srfsgs:callback", search }, location.origin);
  show(w.signedIn);
  window.close();
}

comeBack().catch(refuse);
