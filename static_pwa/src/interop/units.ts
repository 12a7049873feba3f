/** The unit of a record's quantity, as one of the units that an input takes. A unit is never assumed. */
import type { QuantitySpec } from "../engine";
import type { Codes } from "./codes";
import type { Engine } from "./engine";
import { inside, text } from "./resource";

/** A number in a unit that the input takes, and the unit that came; or why it cannot be taken. */
export type Measured = { value: number; unit: string; given: string } | { reason: string; given: string };

export function measured({ guideline, numbers }: Engine, codes: Codes, input: string, number: number, quantity: unknown): Measured {
  const given = unitOf(codes, quantity);
  const twin = twinOf(codes, input, given);
  if (given === "" || codes.dimensionless.includes(given)) return { reason: "no_unit", given: "" };
  if (twin) {
    const { unit, multiply = 1, divide = 1 } = twin;
    return { value: multiply === divide ? number : numbers.computed((number * multiply) / divide), unit, given };
  }
  if (Object.hasOwn((guideline.inputs[input] as QuantitySpec).units, given)) return { value: number, unit: given, given };
  return { reason: "unit_unknown", given };
}

export function twinOf(codes: Codes, input: string, given: string) {
  const twins = codes.units[input] ?? {};
  return Object.hasOwn(twins, given) ? twins[given] : undefined;
}

function unitOf(codes: Codes, quantity: unknown): string {
  const code = text(inside(quantity, "code"));
  if (code !== "" && inside(quantity, "system") === codes.systems["ucum"]) return code;
  const said = text(inside(quantity, "unit")).trim();
  return Object.hasOwn(codes.free_text, said) ? codes.free_text[said]! : said;
}
