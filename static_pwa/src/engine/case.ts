/** One patient's known values under one guideline: reads inputs, works out derived values on demand.
 *
 * Every input that is looked at is noted in `reads` with the row that looked first: what was never read
 * cannot change the answer, and no row before that one can differ.
 */
import { Absent } from "./expressions";
import type { Choice, Guideline, Place, Text } from "./guideline";
import { Quantity, type Given, type Known } from "./quantities";

export type Value = number | string | boolean | readonly string[];
/** A row by its table and its place in it. */
export type At = readonly [table: string, index: number];

const STARTS_EMPTY: readonly string[] = [];
export const FIRST_ROW: At = ["first", 0];

/** What is known of a patient, and what follows from it. Made anew for each evaluation. */
export class Case {
  readonly guideline: Guideline;
  readonly known: Known;
  readonly values: Map<string, Value>;
  untold = new Map<string, readonly string[]>();
  choices = new Map<string, Choice>();
  grades = new Map<string, string>();
  readonly reads = new Map<string, At>();
  at = FIRST_ROW;
  readonly variables: Record<string, Value> = {};
  decided: Readonly<Record<string, Value>> = {};

  constructor(guideline: Guideline, known: Known, values = new Map([...known].map(([name, value]) => [name, canonical(value)]))) {
    this.guideline = guideline;
    this.known = known;
    this.values = values;
  }

  /** The same patient with one input changed; what does not depend on it is not worked out again. */
  moved(name: string, value: Given): Case {
    const { derived, grades } = this.guideline.document.moves[name]!;
    const other = new Case(this.guideline, new Map(this.known).set(name, value), without(this.values, derived).set(name, canonical(value)));
    other.untold = without(this.untold, derived);
    other.grades = without(this.grades, grades);
    other.choices = new Map(this.choices);
    return other;
  }

  /** An input in its canonical unit, or a derived value. A list that is absent reads as empty. */
  value(name: string): Value {
    if (this.knows(name)) return this.values.get(name)!;
    if (this.guideline.inputs[name]?.kind === "list") return STARTS_EMPTY;
    throw new Absent(name);
  }

  /** The same, or null where it is not known. */
  told(name: string): Value | null {
    return this.knows(name) ? this.value(name) : null;
  }

  /** Whether an input was given or a derived value can be told. */
  knows(name: string): boolean {
    this.noteRead(name);
    return this.values.has(name) || (this.guideline.derived.has(name) && this.tell(name));
  }

  /** The number of an input in the unit it came in. */
  reported(name: string): number {
    return this.quantity(name).reported;
  }

  /** The unit an input came in. */
  unit(name: string): string {
    return this.quantity(name).unit;
  }

  /** A limit as printed in the unit in which the input it measures was reported. */
  limit(name: string): number {
    return this.printed(name, "printed");
  }

  /** The same limit converted exactly into that unit. */
  exact(name: string): number {
    return this.printed(name, "exact");
  }

  /** Whether the reported value lies between the printed limit and the exactly converted one. */
  between(name: string): boolean {
    const printed = this.limit(name);
    const exact = this.exact(name);
    const value = this.reported(this.guideline.limits[name]!.measures);
    return Math.min(printed, exact) < value && value < Math.max(printed, exact);
  }

  /** The grade of a checklist item; `not_assessed` where its inputs are absent. */
  grade(item: string): string {
    let grade = this.grades.get(item);
    if (grade === undefined) {
      grade = this.guideline.items.get(item)!.rows.find((row) => row.when(this))?.grade ?? "not_assessed";
      this.grades.set(item, grade);
    }
    return grade;
  }

  /** The absent inputs of the first place that lacks any; null when nothing is missing.
   *
   * Empty where a derived value cannot be told whatever else were given.
   */
  asks(places: readonly Place[]): readonly string[] | null {
    for (const place of places) {
      if (place.when && !place.when(this)) continue;
      const unknown = place.ask.filter((name) => !this.knows(name));
      if (unknown.length) return [...new Set(unknown.flatMap((name) => this.untold.get(name) ?? [name]))];
    }
    return null;
  }

  /** Why a derived value came out as it did. */
  because(name: string): Text {
    return this.choices.get(name)!.because;
  }

  private noteRead(name: string): void {
    if (!this.reads.has(name)) this.reads.set(name, this.at);
  }

  private quantity(name: string): Quantity {
    this.noteRead(name);
    const quantity = this.known.get(name);
    if (quantity === undefined) throw new Absent(name);
    return quantity as Quantity;
  }

  private printed(name: string, which: "printed" | "exact"): number {
    const limit = this.guideline.limits[name]!;
    const value = limit[which]![this.quantity(limit.measures).unit];
    if (value === undefined) throw new Absent(name);
    return value;
  }

  private tell(name: string): boolean {
    if (this.untold.has(name)) return false;
    const derived = this.guideline.derived.get(name)!;
    let missing = this.asks(derived.needs);
    if (!missing && derived.only && !derived.only(this)) missing = [];
    if (missing) {
      this.untold.set(name, missing);
      return false;
    }
    const choice = derived.choices.find(({ when }) => !when || when(this))!;
    this.choices.set(name, choice);
    this.values.set(name, choice.formula(this));
    return true;
  }
}

function canonical(value: Given): Value {
  return value instanceof Quantity ? value.canonical : value;
}

function without<Entry>(all: ReadonlyMap<string, Entry>, names: readonly string[]): Map<string, Entry> {
  const left = new Map<string, Entry>();
  for (const [name, entry] of all) if (!names.includes(name)) left.set(name, entry);
  return left;
}
