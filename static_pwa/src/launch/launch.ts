/** The page that a hospital's record opens, or that a reader opens to sign in: finds the record, and goes to its sign-in. */
import { takeAddress } from "./address";
import { begin, issuerOf, type Pending } from "./authorise";
import { refuse, show, type Way } from "./page";
import { canRemember, remember } from "./pending";
import { openRecord } from "./record";
import { Refusal } from "./refusal";
import { readSetting, type RecordServer } from "./setting";
import { w } from "./words";

const KNOWN = ["iss", "launch"];

/** Whatever else stands in the address is refused: an address must not choose a server, a patient or a way around the sign-in. */
function asked(search: string): { iss: string | null; launch: string | null } {
  const given = [...new URLSearchParams(search)];
  const strange = given.find(([name], at) => !KNOWN.includes(name) || given.findIndex(([other]) => other === name) !== at);
  if (strange) throw new Refusal("notUnderstood", strange[0]);
  const value = (name: string) => given.find(([other]) => other === name)?.[1] ?? null;
  if (value("launch") !== null && value("iss") === null) throw new Refusal("notUnderstood", "launch");
  return { iss: value("iss"), launch: value("launch") };
}

async function open(): Promise<void> {
  const { iss, launch } = asked(takeAddress());
  const { records } = await readSetting();
  if (records.length === 0) throw new Refusal("noRecord");
  if (iss === null) return choose(records);
  const record = records.find(({ issuer }) => issuer === issuerOf(iss));
  if (!record) throw new Refusal("notOnList", iss);
  await signIn(record, launch);
}

function choose(records: readonly RecordServer[]): void {
  const ways = records.map((record): Way => ({ label: record.name, main: true, act: () => void signIn(record, null).catch(refuse) }));
  show(w.choose, ways);
}

async function signIn(record: RecordServer, launch: string | null): Promise<void> {
  show(w.going(record.name), [], true);
  const { url, pending } = await begin(record, launch);
  if (canRemember()) {
    remember(pending);
    location.replace(url);
  } else {
    const inWindow: Way = { label: w.signIn(record.name), main: true, act: () => inAWindow(record, pending, url, inWindow) };
    show(w.ownWindow, [inWindow]);
  }
}

/** Where nothing can be remembered, this page stays and waits for what the window brings back. */
function inAWindow(record: RecordServer, pending: Pending, url: string, again: Way): void {
  const opened = window.open(url, "_blank", "popup,width=600,height=700");
  if (!opened) return refuse(new Refusal("popup"), again);
  const listen = ({ source, origin, data }: MessageEvent<{ type?: string; search?: string } | null>) => {
    if (source !== opened || origin !== location.origin || data?.type !== "srfsgs:callback" || typeof data.search !== "string") return;
    removeEventListener("message", listen);
    openRecord(record, pending, data.search).catch(refuse);
  };
  addEventListener("message", listen);
}

open().catch(refuse);
