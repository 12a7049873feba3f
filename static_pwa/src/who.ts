/** Adult or child: the age decides once it is known, the first choice until then. */
import type { Case, Who } from "./case";
import type { GuidelineDocument, QuantityInput } from "./guideline";
import { read } from "./numbers";

export interface Treated {
  who: Who;
  /** "34 years", as typed. */
  age: string | null;
}

function years(it: Case, from: GuidelineDocument): { years: number; said: string } | null {
  const typed = it.typed["age"];
  const input = from.inputs["age"] as QuantityInput | undefined;
  if (!typed || !input) return null;
  const reading = read(typed.text, typed.unit, input.units);
  if (reading.kind !== "number") return null;
  const unit = input.units.find(({ code }) => code === reading.unit);
  const isYears = unit?.code === input.units[0]?.code;
  // Calendar months, the only other unit an age can come in.
  return { years: isYears ? reading.value : reading.value / 12, said: `${reading.value} ${unit?.label ?? ""}` };
}

export function treated(it: Case, from: GuidelineDocument | null): Treated | null {
  const age = from && years(it, from);
  const adultFrom = from?.limits["adult_from"]?.value;
  if (age && adultFrom !== undefined) return { who: age.years >= adultFrom ? "adult" : "child", age: age.said };
  return it.who ? { who: it.who, age: null } : null;
}
