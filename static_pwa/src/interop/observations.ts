/** Observations as inputs: the newest that can be read of each, with what is to be asked about it first. */
import type { QuantitySpec } from "../engine";
import type { Codes, Entry } from "./codes";
import { observed } from "./codes";
import type { Engine } from "./engine";
import { asked, found, leftOut, type Finding } from "./findings";
import { effective, type Moment } from "./moments";
import { inside, nameOf, objects, text, type Resource } from "./resource";
import { measured, twinOf } from "./units";

/** A newer result that ended so would have been used, had it been readable: the older one may no longer hold. */
const UNREAD = ["no_value", "comparator", "no_unit", "unit_unknown", "wrong_quantity", "range"];

/** What one observation or component says: a finding so far, when it holds, and how it ranks. */
export interface Part {
  finding: Finding;
  moment: Moment | null;
  preliminary: boolean;
  amount: boolean;
}

/** The smallest is used: newest, final before preliminary, ratio before daily amount. */
const rank = ({ moment, preliminary, amount }: Part): readonly number[] => [-(moment?.second ?? 0), Number(preliminary), Number(amount)];

function order(one: Part, two: Part): number {
  const [first, second] = [rank(one), rank(two)];
  return first.map((value, at) => value - second[at]!).find((difference) => difference !== 0) ?? 0;
}

/** What an observation says, before it is held against others. `today` is a day number. */
export function read(engine: Engine, codes: Codes, observation: Resource, today: number): Part[] {
  const bare = found(nameOf(observation));
  const alone = (finding: Finding): Part[] => [{ finding, moment: null, preliminary: false, amount: false }];
  const status = text(observation["status"]);
  const { kept, preliminary } = codes.statuses["Observation"]!;
  if (!kept!.includes(status)) return alone(leftOut(bare, "status", { given: status }));
  const components = objects(observation["component"]).filter(({ code }) => observed(codes, code).length > 0);
  const own = observed(codes, observation["code"]).length > 0;
  if (!own && components.length === 0) return alone(leftOut(bare, "unknown_code"));
  const parts = own ? [observation, ...components] : components;
  const when = effective(engine, observation);
  return parts.map((part) => ({ moment: when, preliminary: preliminary!.includes(status), ...saidBy(engine, codes, bare, part, when, preliminary!.includes(status), today) }));
}

function saidBy(engine: Engine, codes: Codes, bare: Finding, part: Resource, when: Moment | null, preliminary: boolean, today: number): Pick<Part, "finding" | "amount"> {
  const meant = observed(codes, part["code"]);
  const entry = meant[0]!;
  const meaning = ({ input, refuse, drug, basis }: Entry) => JSON.stringify([input, refuse, drug, basis]);
  if (new Set(meant.map(meaning)).size > 1) return { finding: leftOut(bare, "two_meanings"), amount: false };
  const told = { ...bare, input: entry.input ?? null, display: entry.display, date: when?.date ?? null, drug: entry.drug ?? null };
  if (entry.refuse !== undefined) return { finding: leftOut(told, entry.refuse), amount: false };
  const finding = valued(engine, codes, told, entry, part["valueQuantity"], preliminary);
  return { finding: finding.standing === "left_out" ? finding : dated(engine, codes, finding, entry, when, today), amount: entry.basis === "amount" };
}

function valued(engine: Engine, codes: Codes, bare: Finding, entry: Entry, quantity: unknown, preliminary: boolean): Finding {
  const number = inside(quantity, "value");
  if (typeof number !== "number" || !Number.isFinite(number)) return leftOut(bare, "no_value");
  if (inside(quantity, "comparator") !== null) return leftOut(bare, "comparator");
  const spec = engine.guideline.inputs[entry.input!] as QuantitySpec;
  const { label } = spec;
  const read = measured(engine, codes, entry.input!, number, quantity);
  if ("reason" in read) return leftOut(bare, read.reason, { given: read.given, label });
  const { value, unit, given } = read;
  if ((spec.units[unit]!.basis ?? null) !== (entry.basis ?? null)) return leftOut(bare, "wrong_quantity", { given });
  if (engine.quantities.outside(spec, value, unit) !== null) return leftOut(bare, "range", { label });
  // The code's own definition reports in this unit, or in a mere spelling of it.
  const expected = entry.units.includes(unit) && Object.keys(twinOf(codes, entry.input!, given) ?? {}).length <= 1;
  const why = [...(preliminary ? ["preliminary"] : []), ...(entry.note ? [entry.note] : []), ...(expected ? [] : ["unit_differs"])];
  return { ...bare, standing: "taken", value: { value, unit }, why, given: { given, label } };
}

function dated(engine: Engine, codes: Codes, finding: Finding, entry: Entry, when: Moment | null, today: number): Finding {
  if (when === null) return leftOut(finding, "no_date");
  const age = today - when.day;
  if (-age > codes.ahead_days.value) return leftOut(finding, "future");
  const input = entry.input!;
  const drug = new Map(entry.drug === undefined ? [] : [["cni_drug", entry.drug]]);
  const asks = [
    ...(entry.ask ? [entry.ask] : []),
    ...(age > codes.recent_days.value && !codes.recent_days.keeps.includes(input) ? ["old"] : []),
    ...(engine.quantities.unusual(engine.guideline, input, quantityOf(engine, finding), drug) !== null ? ["implausible"] : []),
    ...(entry.checked === "memory" ? ["memory"] : []),
  ];
  return { ...finding, standing: asks.length > 0 ? "ask" : "taken", why: [...asks, ...finding.why], given: { ...finding.given, days: String(age) } };
}

function quantityOf({ guideline, quantities }: Engine, { input, value: amount }: Finding) {
  const { value, unit } = amount as { value: number; unit: string };
  return new quantities.Quantity(quantities.toCanonical(guideline.inputs[input!] as QuantitySpec, value, unit), value, unit);
}

/** The findings of all parts in their order, with one value used of each input. */
export function newest(engine: Engine, codes: Codes, parts: readonly Part[]): Finding[] {
  const findings = parts.map(({ finding }) => finding);
  const inputs = new Set(findings.map(({ input }) => input));
  const put = (part: Part, finding: Finding) => void (findings[parts.indexOf(part)] = finding);
  for (const input of inputs) {
    const ofInput = parts.filter(({ finding }) => finding.input === input);
    const readable = ofInput.filter(({ finding }) => input !== null && finding.standing !== "left_out").sort(order);
    const [best, ...others] = readable;
    if (!best) continue;
    const rivals = others.filter((other) => contradicts(engine, codes, best, other));
    for (const other of others) put(other, leftOut(other.finding, rank(other)[0] === rank(best)[0] ? "repeat" : "older"));
    for (const part of rivals.length > 0 ? [best, ...rivals] : []) put(part, leftOut(part.finding, "conflict"));
    if (rivals.length === 0 && ofInput.some((other) => unreadSince(best, other))) put(best, asked(best.finding, "newer_unread"));
  }
  return findings;
}

function contradicts(engine: Engine, codes: Codes, best: Part, other: Part): boolean {
  if (order(best, other) !== 0) return false;
  const [one, two] = [best, other].map(({ finding }) => quantityOf(engine, finding).canonical) as [number, number];
  return Math.abs(one - two) > codes.same_within.value * Math.max(one, two);
}

const unreadSince = (best: Part, other: Part): boolean => rank(other)[0]! < rank(best)[0]! && other.moment !== null && UNREAD.includes(other.finding.why[0] ?? "");
