/** What of the guideline's changes this device has not shown yet. A changed dose or limit is read before a dose is shown. */
import type { Change, GuidelineDocument } from "./guideline";
import { later } from "./compared";
import { keep, recall } from "./remembered";
import { store } from "./store";

const KEY = "seen";
/** The edition that was looked at last. */
export const seen = store<string | null>(recall("localStorage", KEY));

export function acknowledge(from: GuidelineDocument): void {
  keep("localStorage", KEY, from.version);
  seen.set(from.version);
}

/** A device that has shown no edition yet has nothing to compare with: only what asks for it is shown. */
export const unread = (from: Pick<GuidelineDocument, "version" | "changes">, last: string | null): Change[] =>
  last === from.version ? [] : from.changes.filter((change) => (last === null ? change.acknowledge : later(change.version, last)));

export const holdsDoses = (from: Pick<GuidelineDocument, "version" | "changes">): boolean => unread(from, seen.get()).some((change) => change.acknowledge);
