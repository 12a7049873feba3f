/** The derived values that an answer shows, each with its working. */
import type { Case } from "./case";
import type { DerivedNumber } from "./types";
import { filled } from "./words";

/** Every shown derived value that can be told: a class as text, a number with unit and working. */
export function shown(it: Case): Record<string, string | DerivedNumber> {
  const values: Record<string, string | DerivedNumber> = {};
  for (const name of it.guideline.document.shown) {
    if (!it.knows(name)) continue;
    const value = it.value(name);
    values[name] = typeof value === "string" ? value : number(it, name, value as number);
  }
  return values;
}

/** Where the trough lies, as an answer to the question of the exposure; null where that cannot be told. */
export function exposure(it: Case): string | null {
  return it.knows("trough_side") ? EXPOSURES[it.value("trough_side") as string]! : null;
}

const EXPOSURES: Readonly<Record<string, string>> = { below: "below_target", on: "at_target", above: "above_target" };

function number(it: Case, name: string, value: number): DerivedNumber {
  const { unit, unitOf } = it.guideline.derived.get(name)!;
  const choice = it.choices.get(name)!;
  const working = choice.working ? filled(it, choice.working) : null;
  return {
    value,
    unit: unitOf ? it.unit(unitOf) : unit,
    working: working ? [working] : [],
    sources: choice.sources,
  };
}
