/** Reads the inputs of a request: what is refused and why, and the numbers in canonical units.
 *
 * The words come from the guideline, so that the phone and the server refuse alike.
 */
import type { Guideline } from "./guideline";
import { computed, written } from "./numbers";
import type { CodeSpec, Inputs, ListSpec, QuantitySpec, Refusal, Spec, Unit, Usual } from "./types";

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

export type Given = Quantity | string | readonly string[];
export type Known = ReadonlyMap<string, Given>;

/** Whether a value says `not known`. */
export function absent(value: unknown): boolean {
  return value === null || value === undefined || value === "unknown";
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
  if (!isObject(inputs)) return [{ pointer, detail: words.not_object!, allowed: words.not_object! }];
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

/** `text` with every `place` replaced. Not String.replaceAll, to which a `$` in what came means something. */
export function put(text: string, place: string, value: string): string {
  return text.split(place).join(value);
}

/** A name as a part of a JSON pointer. */
export function token(name: string): string {
  return put(put(shortened(name), "~", "~0"), "/", "~1");
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

function unknownInput(guideline: Guideline, pointer: string): Refusal {
  const words = guideline.refusals;
  const allowed = put(words.allowed_codes!, "{codes}", Object.keys(guideline.inputs).join(", "));
  return { pointer, detail: words.unknown_input!, allowed };
}

function checkQuantity(guideline: Guideline, spec: QuantitySpec, at: string, given: unknown): Refusal[] {
  const words = guideline.refusals;
  const [first] = Object.keys(spec.units);
  const example = `{"value": ${written(spec.example)}, "unit": "${first}"}`;
  const allowed = put(words.allowed_quantity!, "{example}", example);
  if (!isObject(given)) return [{ pointer: at, detail: words.not_quantity!, allowed }];
  const members = ["value", "unit"];
  const found: Refusal[] = [];
  for (const member of Object.keys(given)) {
    if (!members.includes(member)) found.push({ pointer: `${at}/${token(member)}`, detail: words.unknown_member!, allowed });
  }
  for (const member of members) {
    if (!Object.hasOwn(given, member)) found.push({ pointer: `${at}/${member}`, detail: words.missing_member!, allowed });
  }
  const unit = Object.hasOwn(given, "unit") ? given.unit : undefined;
  if (unit !== undefined) found.push(...checkUnit(guideline, spec, `${at}/unit`, unit));
  if (Object.hasOwn(given, "value")) {
    const knownUnit = typeof unit === "string" && Object.hasOwn(spec.units, unit) ? unit : null;
    found.push(...checkNumber(guideline, spec, `${at}/value`, given.value, knownUnit));
  }
  return found;
}

function checkUnit(guideline: Guideline, spec: QuantitySpec, pointer: string, unit: unknown): Refusal[] {
  const words = guideline.refusals;
  const allowed = put(words.allowed_units!, "{units}", Object.keys(spec.units).join(", "));
  if (typeof unit !== "string") return [{ pointer, detail: words.unit_not_text!, allowed }];
  if (Object.hasOwn(spec.units, unit)) return [];
  const detail = put(put(words.unknown_unit!, "{unit}", shortened(unit)), "{label}", spec.label);
  return [{ pointer, detail, allowed }];
}

function checkNumber(guideline: Guideline, spec: QuantitySpec, pointer: string, value: unknown, unit: string | null): Refusal[] {
  const words = guideline.refusals;
  if (typeof value !== "number") return [{ pointer, detail: words.not_number!, allowed: words.allowed_number! }];
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST) return [{ pointer, detail: words.not_finite!, allowed: words.allowed_number! }];
  return unit === null ? [] : checkRange(guideline, spec, pointer, value, unit);
}

function checkRange(guideline: Guideline, spec: QuantitySpec, pointer: string, number: number, unit: string): Refusal[] {
  const words = guideline.refusals;
  const wrong = outside(spec, number, unit);
  if (wrong === null) return [];
  const [low, high] = printedRange(guideline, spec, unit);
  let detail = put(words[wrong]!, "{value}", withUnit(guideline, number, unit));
  detail = put(put(put(detail, "{low}", low), "{high}", high), "{why}", spec.range.why);
  const other = plausibleUnit(guideline, spec, number, unit);
  if (other !== null) detail += " " + put(words.other_unit!, "{unit}", other);
  return [{ pointer, detail, allowed: allowedWords(guideline, spec, unit) }];
}

/** Which word of refusal a number earns; null where it is accepted. */
export function outside(spec: QuantitySpec, number: number, unit: string): string | null {
  const { low, high, above } = spec.range;
  const value = toCanonical(spec, number, unit);
  if (above && low === 0 && computed(value) <= 0) return "not_positive";
  if (value < low) return "below";
  return value > high ? "above" : null;
}

/** The accepted range as it is said in `unit`. */
export function printedRange(guideline: Guideline, spec: QuantitySpec, unit: string): [string, string] {
  const end = (value: number) => withUnit(guideline, fromCanonical(spec, value, unit), unit);
  return [end(spec.range.low), end(spec.range.high)];
}

/** `5 to 3000 umol/L`, as the form and a refusal say it. */
export function allowedWords(guideline: Guideline, spec: QuantitySpec, unit: string): string {
  const [low, high] = printedRange(guideline, spec, unit);
  const name = spec.range.above && spec.range.low === 0 ? "allowed_positive" : "allowed_range";
  return put(put(guideline.refusals[name]!, "{low}", low), "{high}", high);
}

/** A number and its unit as people write them. */
export function withUnit(guideline: Guideline, number: number, unit: string): string {
  const label = guideline.units[unit]!;
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
    let value = quantity.canonical;
    let scale = 1;
    if (spec.units[quantity.unit]!.by_drug) {
      scale = guideline.limits[usual.molar!]!.value!;
      value = computed(quantity.reported / scale);
    }
    if (usual.low <= value && value <= usual.high) return null;
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

/** The first other unit in which the same number would be usual: what was probably meant. */
export function plausibleUnit(guideline: Guideline, spec: QuantitySpec, number: number, unit: string): string | null {
  const usual = spec.plausible ?? spec.range;
  const basis = (code: string): Unit["basis"] => spec.units[code]!.basis;
  for (const other of Object.keys(spec.units)) {
    if (other === unit || basis(other) !== basis(unit)) continue;
    const value = toCanonical(spec, number, other);
    if (usual.low <= value && value <= usual.high) return guideline.units[other]!;
  }
  return null;
}

function checkCode(guideline: Guideline, spec: CodeSpec, pointer: string, given: unknown): Refusal[] {
  const words = guideline.refusals;
  const allowed = put(words.allowed_codes!, "{codes}", [...Object.keys(spec.codes), "null"].join(", "));
  if (typeof given !== "string") return [{ pointer, detail: words.not_code!, allowed }];
  if (Object.hasOwn(spec.codes, given)) return [];
  const detail = put(put(words.unknown_code!, "{code}", shortened(given)), "{label}", spec.label);
  return [{ pointer, detail, allowed }];
}

function checkList(guideline: Guideline, spec: ListSpec, at: string, given: unknown): Refusal[] {
  const words = guideline.refusals;
  const allowed = put(words.allowed_list!, "{codes}", Object.keys(spec.codes).join(", "));
  if (!Array.isArray(given)) return [{ pointer: at, detail: words.not_list!, allowed }];
  const found: Refusal[] = [];
  const seen = new Set<string>();
  given.forEach((code: unknown, index) => {
    const pointer = `${at}/${index}`;
    if (typeof code !== "string") {
      found.push({ pointer, detail: words.not_code!, allowed });
    } else if (!Object.hasOwn(spec.codes, code)) {
      const detail = put(put(words.unknown_code!, "{code}", shortened(code)), "{label}", spec.label);
      found.push({ pointer, detail, allowed });
    } else if (seen.has(code)) {
      found.push({ pointer, detail: put(words.repeated!, "{code}", code), allowed });
    } else {
      seen.add(code);
    }
  });
  return found;
}
