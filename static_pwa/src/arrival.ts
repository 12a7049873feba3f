/** Values that come from outside, by a link, a launcher or a record: all are taken or none, each to be confirmed, and never over an open case unasked. */
import { clear, cleared, EMPTY, isEmpty, theCase, type Case, type Typed } from "./case";
import { quantities } from "./engine";
import { engineFor } from "./evaluate";
import type { GuidelineDocument } from "./guideline";
import { notice } from "./notice";
import { shown } from "./numbers";
import { go } from "./screens";
import { allWords } from "./words";

export type Inputs = Readonly<Record<string, unknown>>;

export interface Arrived {
  inputs: Inputs;
  /** Among them, those with a question that is to be answered before they count. */
  proposed?: readonly string[];
  /** As the reader is told; null for a link. */
  sender: string | null;
  remarks?: Readonly<Record<string, string>>;
  leftOut?: readonly string[];
}

export interface Refused {
  pointer: string;
  detail: string;
  allowed?: string;
}

export type Received = { taken: readonly string[] } | { refused: readonly Refused[] } | { kept: true };

/** What names a person has no place in a link or a message, whatever it is called there. */
const IDENTIFIER = /name|birth|dob|mrn|nhs|ssn|patient|identifier|insurance|address|phone|mail/i;
const SHOWN_ITEMS = 3;

export const strayKey = (key: string, parent = ""): Refused => {
  const w = allWords();
  const said = quantities.shortened(key);
  return { pointer: `${parent}/${quantities.token(key)}`, detail: IDENTIFIER.test(key) ? w.noIdentifiers(said) : w.unknownKey(said) };
};

/** Why these inputs cannot be taken, in the words in which the server refuses them. */
export function refusalsOf(from: GuidelineDocument, inputs: unknown): readonly Refused[] {
  if (quantities.isObject(inputs)) {
    const stray = Object.keys(inputs).filter((key) => !Object.hasOwn(from.inputs, key));
    if (stray.length > 0) return stray.map((key) => strayKey(key, "/inputs"));
  }
  return quantities.refusals(engineFor(from), inputs);
}

/** "Creatinine: 1 µmol/L is below 5 …": for a person, who knows the field by its label. */
export function inWords(from: GuidelineDocument, these: readonly Refused[]): string {
  const w = allWords();
  const lines = these.slice(0, SHOWN_ITEMS).map(({ pointer, detail }) => {
    const label = from.inputs[pointer.split("/")[2] ?? ""]?.label;
    return label ? w.settleOne(label, w.clinical(detail)) : detail;
  });
  return lines.join(" ") + (these.length > SHOWN_ITEMS ? ` ${w.more(these.length - SHOWN_ITEMS)}.` : "");
}

/** Inputs that have no refusal, as a case in which nothing is confirmed. */
export function caseOf(from: GuidelineDocument, { inputs, proposed = [], sender, remarks = {}, leftOut = [] }: Arrived): Case {
  const typed: Record<string, Typed> = {};
  const chosen: Record<string, string> = {};
  const listed: Record<string, readonly string[]> = {};
  for (const [id, value] of Object.entries(inputs)) {
    const { kind } = from.inputs[id]!;
    if (quantities.absent(value)) continue;
    if (kind === "quantity") {
      const amount = value as { value: number; unit: string };
      typed[id] = { text: written(amount.value), unit: amount.unit, exact: true };
    } else if (kind === "code") chosen[id] = value as string;
    else listed[id] = value as string[];
  }
  // The first way whose own answers are not contradicted.
  const form = from.forms.find(({ sets }) => Object.entries(sets).every(([id, code]) => (chosen[id] ?? code) === code))?.id;
  return { ...EMPTY, form, typed, chosen, listed, fromLink: Object.keys(from.inputs).filter((id) => id in typed || id in chosen || id in listed), proposed, sender, remarks, leftOut };
}

/** As people write it, unless that would make it nothing. */
const written = (value: number): string => (Number(shown(value)) === 0 ? String(value) : shown(value));

let drop: () => void = () => undefined;

/** Takes what came, or asks where a case is open. Two patients are never mixed: the one case goes, or the other. */
export async function receive(from: GuidelineDocument, arrived: Arrived): Promise<Received> {
  const refused = refusalsOf(from, arrived.inputs);
  if (refused.length > 0) return { refused };
  const found = caseOf(from, arrived);
  drop();
  if (!isEmpty(theCase.get()) && !(await mayReplace(arrived.sender))) return { kept: true };
  if (!isEmpty(theCase.get())) clear("asked");
  theCase.set(found);
  go("entry", found.form);
  return { taken: found.fromLink };
}

function mayReplace(sender: string | null): Promise<boolean> {
  const w = allWords();
  return new Promise((settle) => {
    const answer = (yes: boolean) => () => {
      drop = () => undefined;
      unwatch();
      notice.set(null);
      settle(yes);
    };
    drop = answer(false);
    // What waits for an answer is cleared with the case it waits for.
    const unwatch = cleared.subscribe(() => cleared.get()?.why === "idle" && drop());
    notice.set({ kind: "said", says: w.caseIsOpen(sender), ways: [{ label: w.openNew, act: answer(true) }, { label: w.keepOpen, act: answer(false) }] });
  });
}
