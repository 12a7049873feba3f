/** What would change an answer: the nearest other value of one input that leads to another outcome.
 *
 * Only inputs that the decision read are tried: what it never looked at cannot change it.
 */
import { Case } from "./case";
import { NEEDS_INPUT, outcomeOf } from "./decision";
import type { Guideline } from "./guideline";
import { computed } from "./numbers";
import { fromCanonical, outside, Quantity, toCanonical, type Given } from "./quantities";
import type { QuantitySpec } from "./types";

const HALVINGS = 48;
const CODE_DISTANCE = 1;

/** Another value of one input, how far it is from this one, and where it leads. */
export interface Change {
  readonly distance: number;
  readonly name: string;
  readonly value: Given;
  readonly outcome: string;
}

type Candidate = readonly [distance: number, value: Given];

/** The nearest change of a single input for each other outcome, nearest first.
 *
 * A quantity is as far as its relative difference; another code is farther than any quantity.
 */
export function wouldChange(it: Case, outcome: string): Change[] {
  const nearest = new Map<string, Change>();
  for (const name of Object.keys(it.guideline.inputs)) {
    if (!it.reads.has(name)) continue;
    for (const [distance, value] of [...candidates(it, name)].sort(([one], [other]) => one - other)) {
      const reached = outcomeOf(it.guideline, new Map(it.known).set(name, value));
      if (reached === outcome || reached === NEEDS_INPUT) continue;
      const before = nearest.get(reached);
      if (!before || distance < before.distance) nearest.set(reached, { distance, name, value, outcome: reached });
    }
  }
  return [...nearest.values()].sort((one, other) => one.distance - other.distance);
}

function* candidates(it: Case, name: string): Generator<Candidate> {
  const spec = it.guideline.inputs[name]!;
  const now = it.known.get(name);
  if (spec.kind === "quantity") {
    if (now) yield* quantities(it, name, spec, now as Quantity);
  } else if (spec.kind === "code") {
    for (const code of Object.keys(spec.codes)) if (code !== now && code !== "unknown") yield [CODE_DISTANCE, code];
  } else {
    const given = (now ?? []) as readonly string[];
    for (const code of Object.keys(spec.codes)) {
      yield [CODE_DISTANCE, given.includes(code) ? given.filter((other) => other !== code) : [...given, code]];
    }
    if (given.length > 1) yield [CODE_DISTANCE, []];
  }
}

function* quantities(it: Case, name: string, spec: QuantitySpec, now: Quantity): Generator<Candidate> {
  const { step } = spec.units[now.unit]!;
  const tried = new Set<number>();
  for (const limit of limitsMet(it, name, spec, now)) {
    const grid = Math.floor(limit / step);
    for (const offered of [limit, ...[-1, 0, 1, 2].map((offset) => computed((grid + offset) * step))]) {
      const value = computed(offered);
      if (tried.has(value) || value === now.reported || outside(spec, value, now.unit) !== null) continue;
      tried.add(value);
      const distance = Math.abs(value - now.reported) / (value + now.reported);
      yield [distance, new Quantity(toCanonical(spec, value, now.unit), value, now.unit)];
    }
  }
}

/** Every value of this input, in its reported unit, at which it or what follows from it meets a limit. */
function* limitsMet(it: Case, name: string, spec: QuantitySpec, now: Quantity): Generator<number> {
  for (const measured of it.guideline.document.met_through[name]!) {
    for (const limit of measured.limits) {
      if (measured.id === name) yield inReportedUnit(it.guideline, limit, spec, now.unit);
      else yield* crossing(it, name, spec, now, measured.id, limit);
    }
  }
}

function inReportedUnit(guideline: Guideline, limit: string, spec: QuantitySpec, unit: string): number {
  const { printed, value } = guideline.limits[limit]!;
  return printed ? printed[unit]! : fromCanonical(spec, value!, unit);
}

/** Where a derived value crosses its limit as this input moves through its range, by halving. */
function* crossing(it: Case, name: string, spec: QuantitySpec, now: Quantity, derived: string, limit: string): Generator<number> {
  const target = it.guideline.limits[limit]!.value!;
  let low = fromCanonical(spec, spec.range.low, now.unit) + spec.units[now.unit]!.step;
  let high = fromCanonical(spec, spec.range.high, now.unit);
  const aboveLow = above(it, name, spec, low, now.unit, derived, target);
  const aboveHigh = above(it, name, spec, high, now.unit, derived, target);
  if (aboveLow === null || aboveHigh === null || aboveLow === aboveHigh) return;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    const aboveMiddle = above(it, name, spec, middle, now.unit, derived, target);
    if (aboveMiddle === null) return;
    if (aboveMiddle === aboveLow) low = middle;
    else high = middle;
  }
  yield (low + high) / 2;
}

function above(it: Case, name: string, spec: QuantitySpec, value: number, unit: string, derived: string, target: number): boolean | null {
  const moved = new Quantity(toCanonical(spec, value, unit), value, unit);
  const trial = new Case(it.guideline, new Map(it.known).set(name, moved));
  return trial.knows(derived) ? (trial.value(derived) as number) >= target : null;
}
