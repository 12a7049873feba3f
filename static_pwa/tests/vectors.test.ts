/** The shared vectors, run on the browser's engine: one sentence each, worked from the tables. */
import { describe, expect, it } from "vitest";
import document from "../../guideline/guideline.json";
import { Guideline } from "../src/engine";
import { answered, refused, type Asked } from "./routes";

interface Vector extends Asked {
  sentence: string;
  expect: Record<string, any>;
}

const guideline = new Guideline(document);
const files = import.meta.glob<Vector[]>(["../../tests/vectors/*.json", "!../../tests/vectors/fhir-*.json"], { eager: true, import: "default" });
/** What only a server can answer: an address that is not there, a method that is not allowed. */
const OF_THE_SERVER = [404, 405];

for (const [path, vectors] of Object.entries(files)) {
  describe(path.replace(/^.*\/(.*)\.json$/, "$1"), () => {
    const here = vectors.filter(({ expect: { status } }) => !OF_THE_SERVER.includes(status));
    it.each(here.map((vector) => [vector.sentence, vector] as const))("%s", (_, { expect: { status, ...expected }, ...asked }) => {
      if (status !== undefined) {
        const refusals = refused(guideline, asked);
        expect(refusals).not.toEqual([]);
        if (expected.pointer) expect(refusals.map(({ pointer }) => pointer)).toContain(expected.pointer);
        for (const part of expected.detail_includes ?? []) expect(JSON.stringify(refusals)).toContain(part);
        return;
      }
      const answer = answered(guideline, { ...asked, would_change: false });
      for (const [name, value] of Object.entries(expected)) CHECKS[name]!(value, answer);
    });
  });
}

type Check = (expected: any, answer: any) => void;

const ids = (entries: { id: string }[]): string[] => entries.map(({ id }) => id);
const among = (name: string): Check => (expected, answer) => expect(ids(answer[name])).toEqual(expect.arrayContaining(expected));
const notAmong = (name: string): Check => (expected, answer) => expect(ids(answer[name]).filter((id) => expected.includes(id))).toEqual([]);
const equal = (name: string): Check => (expected, answer) => expect(answer[name]).toEqual(expected);

const CHECKS: Record<string, Check> = {
  outcome: (expected, answer) => expect(answer.outcome.id).toBe(expected),
  says: (expected, answer) => {
    for (const words of expected) expect(answer.outcome.says).toContain(words);
  },
  urgency: (expected, answer) => expect(answer.outcome.urgency).toBe(expected),
  do_now: (expected, answer) => expect(answer.outcome.do_now.map(({ title }: { title: string }) => title)).toEqual(expected),
  alerts_in_order: (expected, answer) => expect(ids(answer.alerts)).toEqual(expected),
  missing: equal("missing"),
  response: (expected, answer) => expect(answer.derived.response ?? null).toBe(expected),
  derived: (expected, answer) => {
    for (const [name, value] of Object.entries(expected)) {
      const found = answer.derived[name] ?? null;
      part(value, typeof found === "object" && found !== null ? found.value : found);
    }
  },
  alerts: among("alerts"),
  no_alerts: notAmong("alerts"),
  options: (expected, answer) => expect(ids(answer.options)).toEqual(expected),
  applies: equal("applies"),
  action: equal("action"),
  grades: (expected, answer) => {
    const grades = Object.fromEntries(answer.items.map((item: { id: string; grade: string }) => [item.id, item.grade]));
    expect(grades).toMatchObject(expected);
  },
  not_assessed: (expected, answer) => expect(answer.not_assessed).toEqual(expect.arrayContaining(expected)),
  doses: (expected, answer) => {
    for (const [id, parts] of Object.entries<Record<string, any>>(expected)) {
      const dose = answer.doses.find((given: { id: string }) => given.id === id);
      expect(dose, id).toBeDefined();
      for (const [name, value] of Object.entries(parts)) (OF_A_DOSE[name] ?? ((of, whole) => part(of, whole[name])))(value, dose);
    }
  },
  withheld: among("withheld"),
  no_doses: notAmong("doses"),
  readings: (expected, answer) => {
    expect(answer.readings).toHaveLength(expected.length);
    part(expected, answer.readings);
  },
  first_partial: equal("first_partial"),
  first_complete: equal("first_complete"),
  relapses: equal("relapses"),
  assessment: equal("assessment"),
  notes: (expected, answer) => {
    for (const words of expected) expect(answer.notes.join(" ")).toContain(words);
  },
  no_notes: (expected, answer) => {
    for (const words of expected) expect(answer.notes.join(" ")).not.toContain(words);
  },
  alerts_about: (expected, answer) => {
    for (const [id, subjects] of Object.entries(expected)) {
      expect(answer.alerts.filter((alert: { id: string }) => alert.id === id).map((alert: { subject?: string }) => alert.subject)).toEqual(subjects);
    }
  },
  checks_on: (expected, answer) => {
    for (const [id, dates] of Object.entries(expected)) {
      expect(answer.rows.filter((row: { checks: string[] }) => row.checks.includes(id)).map((row: { date: string }) => row.date)).toEqual(dates);
    }
  },
  says_include: (expected: string[], answer) => expect(expected.filter((part) => !JSON.stringify(answer).includes(part))).toEqual([]),
  says_omit: (expected: string[], answer) => expect(expected.filter((part) => JSON.stringify(answer).includes(part))).toEqual([]),
  rows_include: (expected, answer) => {
    for (const { date, week, checks_include } of expected) {
      const row = answer.rows.find((found: { date: string }) => found.date === date);
      expect(row).toMatchObject({ week });
      expect(row.checks).toEqual(expect.arrayContaining(checks_include));
    }
  },
};

const OF_A_DOSE: Record<string, Check> = {
  totals: (expected, dose) => part(expected, dose.options.map((option: { total: number }) => option.total)),
  splits: (expected, dose) => {
    for (const [total, [morning, evening]] of Object.entries<number[]>(expected)) {
      const option = dose.options.find((found: { total: number }) => found.total === Number(total));
      part({ morning, evening }, option);
    }
  },
  warned: (expected, dose) => {
    for (const words of expected) expect(dose.warnings.join(" ")).toContain(words);
  },
  not_warned: (expected, dose) => {
    for (const words of expected) expect(dose.warnings.join(" ")).not.toContain(words);
  },
  told: (expected, dose) => {
    for (const words of expected) expect(dose.says).toContain(words);
  },
};

/** Everything that is expected is there; numbers to nine places. */
function part(expected: any, found: any): void {
  if (typeof expected === "number") expect(found).toBeCloseTo(expected, 9);
  else if (typeof expected !== "object" || expected === null) expect(found).toBe(expected);
  else for (const name of Object.keys(expected)) part(expected[name], found?.[name]);
}
