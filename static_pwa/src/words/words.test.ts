/** A translation says every word that English says, of the same kind. */
import { expect, test } from "vitest";
import guideline from "../../../guideline/guideline.json";
import { unitNamed } from "../numbers";
import { de } from "./de";
import { en } from "./en";

/** The same in both languages. */
const SAME = ["rise"];

test("German lacks no word of the interface", () => {
  expect(Object.keys(en).filter((key) => !(key in de) && !SAME.includes(key))).toEqual([]);
});

test("a word that takes values takes them in German too", () => {
  const kinds = (words: object) => Object.fromEntries(Object.entries(words).map(([key, word]) => [key, typeof word]));
  expect(kinds(en)).toMatchObject(kinds(de));
});

test("each screen, grade and dose has its German name", () => {
  for (const group of ["screens", "grade", "doseNames", "troughState", "responses"] as const) expect(Object.keys(de[group] ?? {})).toEqual(Object.keys(en[group]));
});

test.each([
  ["years", "1 year", "45 years", "1 Jahr", "45 Jahre"],
  ["months", "1 month", "45 months", "1 Monat", "45 Monate"],
  ["weeks", "1 week", "45 weeks", "1 Woche", "45 Wochen"],
  ["days", "1 day", "45 days", "1 Tag", "45 Tage"],
  ["hours", "1 hour", "45 hours", "1 Stunde", "45 Stunden"],
  ["mg a day", "1 mg a day", "45 mg a day", "1 mg pro Tag", "45 mg pro Tag"],
  ["mg per 48 h", "1 mg per 48 h", "45 mg per 48 h", "1 mg pro 48 h", "45 mg pro 48 h"],
  ["µmol/L", "1 µmol/L", "45 µmol/L", "1 µmol/L", "45 µmol/L"],
])("%s are one and many in both languages", (unit, one, many, eins, viele) => {
  expect([`1 ${en.unit(unit, true)}`, `45 ${en.unit(unit, false)}`]).toEqual([one, many]);
  expect([`1 ${de.unit!(unit, true)}`, `45 ${de.unit!(unit, false)}`]).toEqual([eins, viele]);
});

const labels: Record<string, string> = guideline.units;
const quantities = Object.entries(guideline.inputs as Record<string, { kind: string; units?: object }>).filter(([, { kind }]) => kind === "quantity");

test("a unit is understood as it is shown, in either language", () => {
  for (const [, { units }] of quantities) {
    const offered = Object.keys(units!).map((code) => ({ code, label: labels[code]! }));
    for (const { code, label } of offered) for (const words of [en, de]) for (const one of [true, false]) expect(unitNamed(words.unit!(label, one), offered)?.code).toBe(code);
  }
});

test("no English word of time is left in a German unit", () => {
  for (const label of Object.values(labels)) expect(de.unit!(label, false)).not.toMatch(/year|month|week|day|hour|\b(a|per)\b/);
});
