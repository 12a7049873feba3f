/** Fills the guideline's sentences with this patient's values.
 *
 * `{name}` is an input, a derived value, `limit.name`, `phrase.name`, `list.name` (what holds of a phrase, with commas),
 * `why.name` (the reason behind a derived value) or `toxicity.stop`. A sentence with a value that is not known, or
 * with an empty list, is left out: nothing is guessed.
 */
import type { Case } from "./case";
import { Absent } from "./expressions";
import type { Text } from "./guideline";
import { inWords, percent, written } from "./numbers";
import { fromCanonical, Quantity, withUnit } from "./quantities";
import type { CodeSpec, ListSpec, QuantitySpec } from "./types";

const PLACEHOLDER = /\{([a-z0-9_.]+)\}/g;

/** The sentences of `text` that hold for this case, joined. */
export function said(it: Case, text: Text): string {
  return sentences(it, text).join(" ");
}

/** The same, apart. */
export function sentences(it: Case, text: Text): string[] {
  const spoken: string[] = [];
  for (const [condition, template] of text) {
    if (condition && !condition(it)) continue;
    const sentence = filled(it, template);
    if (sentence !== null) spoken.push(sentence);
  }
  return spoken;
}

/** `template` with its values, or null where one of them is not known. */
export function filled(it: Case, template: string): string | null {
  try {
    return fill(it, template);
  } catch (error) {
    if (error instanceof Absent) return null;
    throw error;
  }
}

/** The same where every value is known. Throws Absent where one is not. */
export function fill(it: Case, template: string): string {
  return capital(template.replace(PLACEHOLDER, (_, name: string) => placeholder(it, name)));
}

/** The first letter large, unless the word carries its own capitals (eGFR). */
export function capital(text: string): string {
  return ownCapitals(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

const ownCapitals = (text: string): boolean => text.slice(1, 2) !== text.slice(1, 2).toLowerCase();

/** A limit with or without its unit; a printed one in the unit that was reported. */
export function limitWords(it: Case, name: string, numberOnly: boolean): string {
  const limit = it.guideline.limits[name]!;
  const value = limit.value ?? it.limit(name);
  const unit = limit.value === undefined ? it.unit(limit.measures) : limit.unit;
  if (numberOnly) return written(value);
  if (limit.percent) return percent(value);
  return withUnit(it.guideline, value, unit);
}

function placeholder(it: Case, name: string): string {
  const dot = name.indexOf(".");
  const head = dot < 0 ? name : name.slice(0, dot);
  const rest = dot < 0 ? "" : name.slice(dot + 1);
  if (head === "limit") return limitWords(it, rest.replace(/\.number$/, ""), rest.endsWith(".number"));
  if (head === "phrase") return said(it, it.guideline.phrases.get(rest)!);
  if (head === "list") return listed(it, rest);
  if (head === "why") return why(it, rest);
  if (head === "toxicity") return stopSigns(it);
  const phrase = it.guideline.phrases.get(head);
  if (phrase) return said(it, phrase);
  return Object.hasOwn(it.guideline.inputs, head) ? input(it, head, rest) : derived(it, head);
}

/** What holds of a phrase's parts, with commas between. Throws Absent where none does. */
function listed(it: Case, name: string): string {
  const parts = sentences(it, it.guideline.phrases.get(name)!);
  if (parts.length === 0) throw new Absent(name);
  return parts.map(inSentence).join(", ");
}

function why(it: Case, name: string): string {
  if (!it.knows(name)) throw new Absent(name);
  return inSentence(said(it, it.because(name)));
}

function stopSigns(it: Case): string {
  return [...it.guideline.items.keys()]
    .filter((id) => it.grade(id) === "stop")
    .map((id) => itemBecause(it, id))
    .join(" ");
}

/** Why a checklist item has its grade; empty where it was not assessed. */
export function itemBecause(it: Case, name: string): string {
  const row = it.guideline.items.get(name)!.rows.find(({ when }) => when(it));
  return row ? said(it, row.because) : "";
}

function input(it: Case, name: string, form: string): string {
  const value = it.known.get(name);
  if (value === undefined) throw new Absent(name);
  const spec = it.guideline.inputs[name]!;
  if (value instanceof Quantity) {
    if (form === "number") return written(value.reported);
    const { units } = spec as QuantitySpec;
    if (form in units) return withUnit(it.guideline, inWords(fromCanonical(spec as QuantitySpec, value.canonical, form)), form);
    const reported = withUnit(it.guideline, value.reported, value.unit);
    return form && value.canonical !== value.reported ? `${reported} (${withUnit(it.guideline, inWords(value.canonical), Object.keys(units)[0]!)})` : reported;
  }
  const { codes } = spec as CodeSpec | ListSpec;
  return (typeof value === "string" ? [value] : value).map((code) => inSentence(codes[code]!)).join(", ");
}

function inSentence(label: string): string {
  return ownCapitals(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
}

function derived(it: Case, name: string): string {
  const value = it.value(name);
  const { unit, unitOf } = it.guideline.derived.get(name)!;
  if (typeof value === "string") return value;
  if (unit === "1") return percent(value as number);
  return withUnit(it.guideline, inWords(value as number), (unitOf ? it.unit(unitOf) : unit)!);
}
