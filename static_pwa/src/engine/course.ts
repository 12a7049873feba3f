/** Follows a course of dated readings by the same response and relapse as everywhere else. */
import { Case } from "./case";
import { dayNumber } from "./dates";
import { exposure } from "./derived";
import type { Guideline } from "./guideline";
import { dateRefusals } from "./monitoring";
import { computed } from "./numbers";
import { absent, isObject, notSo, put, read, refusals as inputRefusals, token, type Given, type Known, type Quantity } from "./quantities";
import type { CourseAnswer, Inputs, Refusal } from "./types";

const MEMBERS: readonly string[] = ["proteinuria", "albumin", "creatinine", "cni_trough", "cni_trough_hours"];
const REMISSIONS: readonly (string | null)[] = ["partial", "complete"];

/** One reading: its day, what is known then, and what follows. */
interface Visit {
  readonly date: string;
  readonly day: number;
  readonly it: Case;
  readonly response: string | null;
}

/** Response at each reading, first remissions, relapses and the reading that decides the assessment. */
export function answer(guideline: Guideline, inputs: Inputs, readings: readonly Inputs[]): CourseAnswer {
  const start = inputs.cni_start;
  const first = absent(start) ? null : dayNumber(start as string);
  const known = read(guideline, those(inputs, (name) => name !== "cni_start"));
  const visits = [...readings].sort(byDate).map((reading) => visit(guideline, known, reading));
  const counted = visits.filter(({ day }) => first === null || day >= first);
  return {
    guideline: guideline.stamp,
    readings: visits.map(shown),
    first_partial: firstOf(counted, "partial"),
    first_complete: firstOf(counted, "complete"),
    relapses: relapses(counted),
    assessment: assessment(guideline, counted, first),
    notes: notes(guideline, visits, first),
  };
}

/** Why the inputs or readings of a course cannot be taken, inputs first; empty when they can. */
export function refusals(guideline: Guideline, inputs: unknown, readings: unknown): Refusal[] {
  const found: Refusal[] = [];
  if (isObject(inputs)) {
    const start = inputs.cni_start;
    if (!absent(start)) found.push(...dateRefusals(guideline, "/inputs/cni_start", start));
    inputs = those(inputs, (name) => name !== "cni_start");
  }
  found.push(...inputRefusals(guideline, inputs));
  if (!Array.isArray(readings)) {
    const words = guideline.refusals;
    return [...found, { pointer: "/readings", detail: notSo(words, "not_readings", readings), allowed: words.not_readings! }];
  }
  return found.concat(...readings.map((reading, index) => readingRefusals(guideline, `/readings/${index}`, reading)));
}

function readingRefusals(guideline: Guideline, pointer: string, reading: unknown): Refusal[] {
  const words = guideline.refusals;
  const allowed = put(words.allowed_reading!, { members: ["date", ...MEMBERS].join(", ") });
  if (!isObject(reading)) return [{ pointer, detail: notSo(words, "not_readings", reading), allowed }];
  const found = Object.hasOwn(reading, "date")
    ? dateRefusals(guideline, `${pointer}/date`, reading.date)
    : [{ pointer: `${pointer}/date`, detail: words.missing_date!, allowed }];
  for (const name of Object.keys(reading)) {
    if (name === "date" || MEMBERS.includes(name)) continue;
    found.push({ pointer: `${pointer}/${token(name)}`, detail: words.unknown_reading!, allowed });
  }
  return found.concat(inputRefusals(guideline, those(reading, (name) => MEMBERS.includes(name)), pointer));
}

function byDate({ date: one }: Inputs, { date: other }: Inputs): number {
  return Number(one! > other!) - Number(one! < other!);
}

/** The members of `from` whose names are wanted. */
function those(from: Inputs, wanted: (name: string) => boolean): Inputs {
  return Object.fromEntries(Object.entries(from).filter(([name]) => wanted(name)));
}

function visit(guideline: Guideline, known: Known, reading: Inputs): Visit {
  const values = read(guideline, those(reading, (name) => name !== "date"));
  const it = new Case(guideline, new Map([...known, ...values]));
  const response = it.told("response") as string | null;
  const date = reading.date as string;
  return { date, day: dayNumber(date)!, it, response };
}

function shown({ date, it, response }: Visit): CourseAnswer["readings"][number] {
  return {
    date,
    response,
    creatinine_rise: it.told("creatinine_rise") as number | null,
    cni_exposure: exposure(it),
  };
}

function firstOf(visits: readonly Visit[], response: string): string | null {
  return visits.find((visit) => visit.response === response)?.date ?? null;
}

/** The date of each relapse: its first reading; the next needs a remission in between. */
function relapses(visits: readonly Visit[]): string[] {
  let best: string | null = null;
  let nadir: Quantity | null = null;
  let inRelapse = false;
  const dates: string[] = [];
  for (const visit of visits) {
    const relapse = best !== null && relapsed(visit, best, nadir!); // a remission was told, so proteinuria was known
    if (relapse && !inRelapse) dates.push(visit.date);
    inRelapse = relapse || (inRelapse && !REMISSIONS.includes(visit.response));
    if (REMISSIONS.includes(visit.response) && best !== "complete") best = visit.response;
    const proteinuria = visit.it.known.get("proteinuria") as Quantity | undefined;
    if (proteinuria && (nadir === null || proteinuria.canonical < nadir.canonical)) nadir = proteinuria;
  }
  return dates;
}

function relapsed(visit: Visit, best: string, nadir: Quantity): boolean {
  const known = new Map<string, Given>(visit.it.known);
  known.delete("proteinuria_nadir");
  known.set("best_response_on_cni", best);
  if (nadir.canonical > 0) known.set("proteinuria_nadir", nadir);
  const it = new Case(visit.it.guideline, known);
  return it.told("relapsed") === "yes";
}

/** The latest reading of the window that tells a response; else the first one after it. */
function assessment(guideline: Guideline, visits: readonly Visit[], first: number | null): CourseAnswer["assessment"] {
  if (first === null) return null;
  const month = guideline.document.monitoring.days_a_month;
  const [earliest, latest] = ["trial_from", "trial_to"].map((name) => guideline.limits[name]!.value!) as [number, number];
  let inside: Visit | null = null;
  let after: Visit | null = null;
  for (const visit of visits) {
    const months = computed((visit.day - first) / month);
    if (visit.response === null || months < earliest) continue;
    if (months < latest) inside = visit;
    else after ??= visit;
  }
  const decides = inside ?? after;
  return decides && { date: decides.date, response: decides.response! };
}

function notes(guideline: Guideline, visits: readonly Visit[], first: number | null): string[] {
  const { notes: words, days_a_year } = guideline.document.monitoring.course;
  const notes = new Set<string>();
  if (first === null) notes.add(words.no_start);
  else if (visits.some(({ day }) => day < first)) notes.add(words.before_start);
  visits.slice(1).forEach((later, index) => {
    const earlier = visits[index]!;
    if (earlier.day === later.day) notes.add(put(words.same_date, { date: later.date }));
    else if (later.day - earlier.day > days_a_year) notes.add(put(words.gap, { from: earlier.date, to: later.date }));
  });
  return [...notes];
}
