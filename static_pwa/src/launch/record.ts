/** From a sign-in that came back to values in the app. The token lives in this call and ends with it. */
import codesUrl from "../../../guideline/codes.json?url";
import type { Codes } from "../interop/codes";
import { read } from "../interop/reading";
import { finish, type Pending } from "./authorise";
import { fetchRecord } from "./fetch";
import { becomeTheApp, clear, show } from "./page";
import { arrivedFrom, whose } from "./prefill";
import { Refusal } from "./refusal";
import type { RecordServer } from "./setting";
import { w } from "./words";

const twoDigits = (part: number): string => String(part).padStart(2, "0");

/** The day on this device's own calendar. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), twoDigits(now.getMonth() + 1), twoDigits(now.getDate())].join("-");
}

async function fetchCodes(): Promise<Codes> {
  const answer = await fetch(codesUrl);
  if (!answer.ok) throw new Error(`codes: ${answer.status}`);
  return (await answer.json()) as Codes;
}

export async function openRecord(record: RecordServer, pending: Pending, search: string): Promise<void> {
  show(w.reading(record.name), [], true);
  const [granted, codes] = await Promise.all([finish(record, pending, search), fetchCodes()]);
  const { resources, missing } = await fetchRecord(record.issuer, granted, codes);
  const about = granted.banner ? whose(resources) : "";
  // From here on the page is the app; it starts with an empty address.
  clear();
  const { guideline, receive, readerEngine, notice, allWords } = await becomeTheApp();
  const from = guideline.get();
  if (!from) return;
  const reading = read(readerEngine(from), codes, resources, today(), `Patient/${granted.patient}`);
  if (reading === null) return notice.set({ kind: "said", says: new Refusal("otherPatient").message });
  await receive(from, arrivedFrom(codes, reading, record.name, allWords(), missing));
  if (about !== "") notice.set({ kind: "said", says: `${record.name}: ${about}` });
}
