/** A dated monitoring plan from the first dose on. */
import { dayNumber, writtenDate } from "./dates";
import type { Guideline } from "./guideline";
import { notSo, put } from "./quantities";
import type { Check, PlanAnswer, PlanRow, Refusal, Schedule, TargetTrough } from "./types";

/** Rows of checks by date for a start day and a drug that have no refusals. */
export function plan(guideline: Guideline, start: string, cniDrug: string): PlanAnswer {
  const schedule = guideline.document.monitoring;
  const first = dayNumber(start)!;
  const rows = new Map<number, PlanRow>();
  for (const check of schedule.checks) {
    for (const week of check.weeks) add(rows, week * schedule.days_a_week, title(schedule, week ? "week" : "start", week), check);
    for (const month of check.months) add(rows, Math.ceil(month * schedule.days_a_month), title(schedule, "month", month), check);
  }
  return {
    guideline: guideline.stamp,
    title: schedule.title,
    says: schedule.composite,
    certainty: schedule.certainty,
    start,
    cni_drug: cniDrug,
    target_troughs: targetTroughs(guideline, cniDrug),
    rows: [...rows]
      .sort(([one], [other]) => one - other)
      .map(([day, row]) => ({ date: writtenDate(first + day), week: Math.floor(day / schedule.days_a_week), ...row })),
  };
}

/** The target trough of a drug, in each unit it is printed in. */
export function targetTroughs(guideline: Guideline, drug: string, populations: readonly TargetTrough["population"][] = ["adult", "child"]): TargetTrough[] {
  const start = guideline.document.doses.start.find((entry) => entry.drug === drug)!;
  const targets: TargetTrough[] = [];
  for (const population of populations) {
    const { trough, sources, certainty } = start[population];
    const [low, high] = trough.map((name) => guideline.limits[name]!.printed!) as [Record<string, number>, Record<string, number>];
    for (const unit of Object.keys(low)) {
      targets.push({ drug, population, low: low[unit]!, high: high[unit]!, unit, sources, certainty });
    }
  }
  return targets;
}

/** Why a start day or a drug cannot be taken; empty when both can. */
export function refusals(guideline: Guideline, start: unknown, cniDrug: unknown): Refusal[] {
  const found = dateRefusals(guideline, "/start", start);
  const drugs: unknown[] = guideline.document.doses.start.map((entry) => entry.drug);
  if (!drugs.includes(cniDrug)) {
    const words = guideline.refusals;
    const allowed = put(words.allowed_codes!, { codes: drugs.join(", ") });
    found.push({ pointer: "/cni_drug", detail: notSo(words, "unknown_drug", cniDrug), allowed });
  }
  return found;
}

/** Why a value is not a day that can be used. */
export function dateRefusals(guideline: Guideline, pointer: string, value: unknown): Refusal[] {
  const words = guideline.refusals;
  const { low, high } = guideline.document.dates;
  const allowed = put(words.allowed_date!, { low, high });
  const characters = typeof value === "string" ? [...value] : [];
  let detail: string;
  if (typeof value !== "string" || characters.length !== low.length) {
    detail = notSo(words, "not_date", value);
  } else if (dayNumber(value) === null) {
    detail = notSo(words, characters[4] === "-" && characters[7] === "-" ? "no_such_date" : "not_date", value);
  } else if (value < low || value > high) {
    detail = notSo(words, "date_range", value);
  } else {
    return [];
  }
  return [{ pointer, detail, allowed }];
}

function title(schedule: Schedule, kind: keyof Schedule["row_titles"], number: number): string {
  return put(schedule.row_titles[kind], { number });
}

function add(rows: Map<number, PlanRow>, day: number, title: string, check: Check): void {
  const row = rows.get(day) ?? { title, checks: [], labels: [], sources: [] };
  rows.set(day, row);
  row.checks.push(check.id);
  row.labels.push(check.label);
  row.sources.push(...check.sources.filter((source) => !row.sources.includes(source)));
}
