/** Reads the inputs of a request: what is refused and why, and the numbers in canonical units.
 *
 * The words come from the guideline, so that the phone and the server refuse alike.
 */
import type { Guideline } from "./guideline";
import { computed, written } from "./numbers";
import type { CodeSpec, Inputs, ListSpec, QuantitySpec, Refusal, Spec, Usual } from "./types";

const ECHO = 60;
// Beyond it doubles no longer hold whole millionths, and no reading is that large.
const LARGEST = 1e9;

/** A number as it was reported, and the same in the canonical unit of its input. */
export class Quantity {
  readonly canonical: number;
  readonly reported: number;
  readonly unit: string;

  constructor(canonical: number, reported: number, unit: string) {
    this.canonical = canonical;
    this.reported = reported;
    this.unit = unit;
  }
}

/** What stands for each name in a sentence. */
export type Filling = Readonly<Record<string, string | number>>;
export type Given = Quantity | string | readonly string[];
export type Known = ReadonlyMap<string, Given>;

/** Whether a value says `not known`. */
export function absent(value: unknown): boolean {
  return value === null || value === undefined || value === "unknown";
}

/** The unit in which an input is worked with, or a derived value told. */
export function canonicalUnit({ derived, inputs }: Guideline, name: string): string {
  return derived.get(name)?.unit ?? Object.keys((inputs[name] as QuantitySpec).units)[0]!;
}

/** `value` in the canonical unit of its input; six decimals where it was converted. */
export function toCanonical(spec: QuantitySpec, value: number, unit: string): number {
  const conversion = spec.units[unit]!;
  return conversion.same ? value : computed((value * conversion.multiply) / conversion.divide + conversion.add);
}

/** A canonical value in another unit of its input. */
export function fromCanonical(spec: QuantitySpec, value: number, unit: string): number {
  const conversion = spec.units[unit]!;
  return conversion.same ? value : computed(((value - conversion.add) * conversion.divide) / conversion.multiply);
}

/** Known inputs by id: a Quantity, a code or a list. `inputs` must have no refusals. */
export function read(guideline: Guideline, inputs: Inputs): Map<string, Given> {
  const known = new Map<string, Given>();
  for (const [name, value] of Object.entries(inputs)) {
    if (absent(value)) continue;
    const spec = guideline.inputs[name]!;
    if (spec.kind === "quantity") {
      const { value: number, unit } = value as { value: number; unit: string };
      known.set(name, new Quantity(toCanonical(spec, number, unit), number, unit));
    } else {
      known.set(name, value as string | string[]);
    }
  }
  return known;
}

/** Every reason why `inputs` cannot be taken, in the order given: pointer, detail, allowed.
 *
 * Empty when all is acceptable. An absent input, null and the code `unknown` are always acceptable.
 */
export function refusals(guideline: Guideline, inputs: unknown, pointer = "/inputs"): Refusal[] {
  const words = guideline.refusals;
  if (!isObject(inputs)) return [{ pointer, detail: notSo(words, "not_object", inputs), allowed: words.not_object! }];
  const found: Refusal[] = [];
  for (const [name, value] of Object.entries(inputs)) {
    const at = `${pointer}/${token(name)}`;
    if (!Object.hasOwn(guideline.inputs, name)) found.push(unknownInput(guideline, at));
    else if (!absent(value)) found.push(...check(guideline, guideline.inputs[name]!, at, value));
  }
  return found;
}

function check(guideline: Guideline, spec: Spec, at: string, given: unknown): Refusal[] {
  if (spec.kind === "quantity") return checkQuantity(guideline, spec, at, given);
  return spec.kind === "code" ? checkCode(guideline, spec, at, given) : checkList(guideline, spec, at, given);
}

export function isObject(value: unknown): value is Inputs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `text` with each `{name}` replaced by its value. Not by String.replaceAll, to which a `$` in what came means something. */
export function put(text: string, values: Filling): string {
  return Object.entries(values).reduce((filled, [name, value]) => filled.split(`{${name}}`).join(String(value)), text);
}

/** A name as a part of a JSON pointer. */
export function token(name: string): string {
  return shortened(name).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** What came, short enough and plain enough to be said again. */
export function shortened(text: string): string {
  const characters = [...text];
  const plain = characters.slice(0, ECHO).map((character) => (unprintable(character.codePointAt(0)!) ? "?" : character));
  return plain.join("") + (characters.length > ECHO ? "..." : "");
}

function unprintable(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || (code >= 0xd800 && code <= 0xdfff);
}

function refusal(pointer: string, detail: string, allowed: string): Refusal {
  return { pointer, detail, allowed };
}

function kindOf(came: unknown): string {
  if (typeof came === "boolean") return "came_truth";
  if (typeof came === "number") return "came_number";
  if (Array.isArray(came)) return "came_list";
  return isObject(came) ? "came_object" : "came_null";
}

/** A rule that a value of a wrong kind breaks, and what came in its place: a text shortened, of anything else its kind. */
export function notSo(words: Guideline["refusals"], rule: string, came: unknown): string {
  return `${words[rule]} ${typeof came === "string" ? put(words.came_text!, { text: shortened(came) }) : words[kindOf(came)]}`;
}

function unknownInput({ inputs, refusals: words }: Guideline, pointer: string): Refusal {
  return refusal(pointer, words.unknown_input!, put(words.allowed_codes!, { codes: Object.keys(inputs).join(", ") }));
}

function checkQuantity(guideline: Guideline, spec: QuantitySpec, at: string, given: unknown): Refusal[] {
  const words = guideline.refusals;
  const example = `{"value": ${written(spec.example)}, "unit": "${Object.keys(spec.units)[0]}"}`;
  const allowed = put(words.allowed_quantity!, { example });
  if (!isObject(given)) return [refusal(at, notSo(words, "not_quantity", given), allowed)];
  const { value, unit, ...others } = given;
  const found = Object.keys(others).map((name) => refusal(`${at}/${token(name)}`, words.unknown_member!, allowed));
  for (const name of ["value", "unit"]) {
    if (given[name] === undefined) found.push(refusal(`${at}/${name}`, words.missing_member!, allowed));
  }
  if (unit !== undefined) found.push(...checkUnit(guideline, spec, `${at}/unit`, unit));
  if (value !== undefined) found.push(...checkNumber(guideline, spec, `${at}/value`, value, unit));
  return found;
}

function checkUnit({ refusals: words }: Guideline, { units, label }: QuantitySpec, at: string, unit: unknown): Refusal[] {
  const allowed = put(words.allowed_units!, { units: Object.keys(units).join(", ") });
  if (typeof unit !== "string") return [refusal(at, notSo(words, "unit_not_text", unit), allowed)];
  if (Object.hasOwn(units, unit)) return [];
  return [refusal(at, put(words.unknown_unit!, { unit: shortened(unit), label }), allowed)];
}

function checkNumber(guideline: Guideline, spec: QuantitySpec, at: string, value: unknown, unit: unknown): Refusal[] {
  const words = guideline.refusals;
  if (typeof value !== "number") return [refusal(at, notSo(words, "not_number", value), words.allowed_number!)];
  if (Number.isNaN(value) || Math.abs(value) > LARGEST) return [refusal(at, words.not_finite!, words.allowed_number!)];
  return typeof unit === "string" && Object.hasOwn(spec.units, unit) ? checkRange(guideline, spec, at, value, unit) : [];
}

function checkRange(guideline: Guideline, spec: QuantitySpec, at: string, number: number, unit: string): Refusal[] {
  const words = guideline.refusals;
  const wrong = outside(spec, number, unit);
  if (wrong === null) return [];
  const [low, high] = printedRange(guideline, spec, unit);
  const value = withUnit(guideline, number, unit);
  let detail = put(words[wrong]!, { value, low, high, why: spec.range.why });
  const other = plausibleUnits(guideline, spec, number, unit, new Map());
  if (other) detail += " " + put(words.other_unit!, { unit: other });
  return [refusal(at, detail, allowedWords(guideline, spec, unit))];
}

/** Which word of refusal a number earns; null where it is accepted. */
export function outside(spec: QuantitySpec, number: number, unit: string): string | null {
  const { low, high, above } = spec.range;
  const value = toCanonical(spec, number, unit);
  if (above && low === 0 && computed(value) <= 0) return "not_positive";
  // A negative amount too small for six decimals rounds to 0, and is no amount all the same.
  if (value < low || (number < 0 && low >= 0)) return "below";
  return value > high ? "above" : null;
}

/** The accepted range as it is said in `unit`: each end inside what is accepted, so that it never promises too much. */
export function saidRange(spec: QuantitySpec, unit: string): readonly [low: number, high: number] {
  const { low, high } = spec.range;
  return [threeDigits(fromCanonical(spec, low, unit), Math.ceil), threeDigits(fromCanonical(spec, high, unit), Math.floor)];
}

/** `value` to three digits, by rounding up or down; a whole number and 0 stay as they are. */
function threeDigits(value: number, whole: (value: number) => number): number {
  if (Number.isInteger(value)) return value;
  let scale = 1;
  while (value * scale < 100) scale *= 10;
  while (value * scale >= 1000) scale /= 10;
  return computed(whole(computed(value * scale)) / scale);
}

function printedRange(guideline: Guideline, spec: QuantitySpec, unit: string): [low: string, high: string] {
  const [low, high] = saidRange(spec, unit);
  return [withUnit(guideline, low, unit), withUnit(guideline, high, unit)];
}

/** `5 to 3000 umol/L`, as the form and a refusal say it. */
function allowedWords(guideline: Guideline, spec: QuantitySpec, unit: string): string {
  const [low, high] = printedRange(guideline, spec, unit);
  const name = spec.range.above && spec.range.low === 0 ? "allowed_positive" : "allowed_range";
  return put(guideline.refusals[name]!, { low, high });
}

/** A number and its unit as people write them. */
export function withUnit(guideline: Guideline, number: number, unit: string): string {
  const label = (number === 1 && guideline.singular[unit]) || guideline.units[unit]!;
  return label ? `${written(number)} ${label}` : written(number);
}

/** The usual range of an input, in the reported unit, where the value lies outside it; else null.
 *
 * A trough is judged for its drug; without the drug, only where it would be unusual for each.
 */
export function unusual(guideline: Guideline, name: string, quantity: Quantity, known: Known): readonly [number, number] | null {
  const spec = guideline.inputs[name] as QuantitySpec;
  let beyond: readonly [number, number] | null = null;
  for (const usual of usualRanges(spec, known)) {
    if (isUsual(guideline, spec, usual, quantity.reported, quantity.unit)) return null;
    const scale = scaleOf(guideline, spec, usual, quantity.unit);
    beyond ??= [
      computed(fromCanonical(spec, usual.low, quantity.unit) * scale),
      computed(fromCanonical(spec, usual.high, quantity.unit) * scale),
    ];
  }
  return beyond;
}

function usualRanges(spec: QuantitySpec, known: Known): readonly Usual[] {
  const byFormulation = spec.plausible_by_formulation?.[known.get("cni_formulation") as string];
  if (byFormulation) return byFormulation;
  if (spec.plausible_by_drug) {
    const usual = spec.plausible_by_drug[known.get("cni_drug") as string];
    return usual ? [usual] : Object.values(spec.plausible_by_drug);
  }
  return spec.plausible ? [spec.plausible] : [];
}

function isUsual(guideline: Guideline, spec: QuantitySpec, usual: Usual, number: number, unit: string): boolean {
  const scale = scaleOf(guideline, spec, usual, unit);
  let value = toCanonical(spec, number, unit);
  if (scale !== 1) value = computed(value / scale);
  return usual.low <= value && value <= usual.high;
}

/** How many of `unit` make one of the unit that a usual range is given in, where this hangs on the drug. */
function scaleOf({ limits }: Guideline, { units }: QuantitySpec, usual: Usual, unit: string): number {
  return units[unit]!.by_drug ? limits[usual.molar!]!.value! : 1;
}

/** The other units in which the same number would be usual, as they are said: what was probably meant. */
export function plausibleUnits(guideline: Guideline, spec: QuantitySpec, number: number, unit: string, known: Known): string {
  const usual = usualRanges(spec, known);
  const meant = (other: string): boolean =>
    other !== unit &&
    spec.units[other]!.basis === spec.units[unit]!.basis &&
    (usual.length ? usual : [spec.range]).some((each) => isUsual(guideline, spec, each, number, other));
  return Object.keys(spec.units)
    .filter(meant)
    .map((other) => guideline.units[other])
    .join(", ");
}

function checkCode({ refusals: words }: Guideline, spec: CodeSpec, at: string, given: unknown): Refusal[] {
  const wrong = wrongCode(words, spec, given);
  return wrong === null ? [] : [refusal(at, wrong, put(words.allowed_codes!, { codes: [...Object.keys(spec.codes), "null"].join(", ") }))];
}

/** What is wrong with a code; null where it is one of the input's. */
function wrongCode(words: Guideline["refusals"], { codes, label }: CodeSpec | ListSpec, code: unknown): string | null {
  if (typeof code !== "string") return notSo(words, "not_code", code);
  return Object.hasOwn(codes, code) ? null : put(words.unknown_code!, { code: shortened(code), label });
}

function checkList({ refusals: words }: Guideline, spec: ListSpec, at: string, given: unknown): Refusal[] {
  const allowed = put(words.allowed_list!, { codes: Object.keys(spec.codes).join(", ") });
  if (!Array.isArray(given)) return [refusal(at, notSo(words, "not_list", given), allowed)];
  const seen = new Set<unknown>();
  return given.flatMap((code: unknown, index) => {
    const wrong = wrongCode(words, spec, code) ?? (seen.has(code) ? put(words.repeated!, { code: code as string }) : null);
    seen.add(code);
    return wrong === null ? [] : [refusal(`${at}/${index}`, wrong, allowed)];
  });
}
