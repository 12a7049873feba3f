/** What would change an answer: the nearest other value of one input that leads to another outcome.
 *
 * Only inputs that the decision read are tried: what it never looked at cannot change it.
 */
import type { Case } from "./case";
import { NEEDS_INPUT, resumed, type Decision } from "./decision";
import type { Guideline } from "./guideline";
import { computed } from "./numbers";
import { fromCanonical, outside, Quantity, toCanonical, type Given } from "./quantities";
import type { QuantitySpec } from "./types";

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
 * From a to b a quantity is as far as |a - b| / (a + b), at most 1; another code is as far as 1.
 */
export function wouldChange(it: Case, decision: Decision): Change[] {
  const nearest = new Map<string, Change>();
  for (const name of Object.keys(it.guideline.inputs)) {
    const firstReader = decision.reads.get(name);
    if (!firstReader) continue;
    for (const [distance, value] of [...candidates(it, name)].sort(([one], [other]) => one - other)) {
      const reached = resumed(it.moved(name, value), firstReader).outcome;
      if (reached === decision.outcome || reached === NEEDS_INPUT) continue;
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
    yield [CODE_DISTANCE, []];
  }
}

function* quantities(it: Case, name: string, spec: QuantitySpec, now: Quantity): Generator<Candidate> {
  for (const value of new Set(worthTrying(it, name, spec, now))) {
    if (value === now.reported || outside(spec, value, now.unit) !== null) continue;
    const distance = Math.abs(value - now.reported) / (value + now.reported);
    yield [distance, reportedAs(spec, value, now.unit)];
  }
}

function reportedAs(spec: QuantitySpec, value: number, unit: string): Quantity {
  return new Quantity(toCanonical(spec, value, unit), value, unit);
}

/** The whole steps on and beside each limit that this input, or what follows from it, meets: what a person enters. */
function* worthTrying(it: Case, name: string, spec: QuantitySpec, { unit }: Quantity): Generator<number> {
  const { step } = spec.units[unit]!;
  for (const measured of it.guideline.document.met_through[name]!) {
    for (const limit of measured.limits) {
      const reaches = (count: number): boolean | null => {
        const trial = it.moved(name, reportedAs(spec, count * step, unit));
        return trial.knows(measured.id) ? (trial.value(measured.id) as number) >= it.guideline.limits[limit]!.value! : null;
      };
      const counts =
        measured.id === name
          ? [...inReportedUnit(it.guideline, limit, spec, unit)].map((value) => Math.floor(computed(value / step)))
          : crossing(spec, unit, reaches);
      for (const count of counts) yield* [-1, 0, 1, 2].map((offset) => computed((count + offset) * step));
    }
  }
}

/**
 * A limit in the unit at hand, and its multiple that is a limit too (twice the upper target of a trough).
 * None where the limit is not printed in that unit (a child's amount has no ratio's limit).
 */
function* inReportedUnit(guideline: Guideline, limit: string, spec: QuantitySpec, unit: string): Generator<number> {
  const { printed, value: given, times } = guideline.limits[limit]!;
  const value = printed ? printed[unit] : fromCanonical(spec, given!, unit);
  if (value === undefined) return;
  yield value;
  if (times !== undefined) yield computed(value * guideline.limits[times]!.value!);
}

/** The last whole step of this input before a derived value crosses its limit, found by halving. */
function* crossing(spec: QuantitySpec, unit: string, reaches: (count: number) => boolean | null): Generator<number> {
  const { step } = spec.units[unit]!;
  let low = Math.ceil(fromCanonical(spec, spec.range.low, unit) / step) + 1;
  let high = Math.floor(fromCanonical(spec, spec.range.high, unit) / step);
  const below = reaches(low);
  if (below === reaches(high)) return;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle) === below) low = middle;
    else high = middle;
  }
  yield low;
}
