/** Rows from a spreadsheet: nothing is put under the wrong heading, in the wrong unit or on the wrong day. */
import { describe, expect, test } from "vitest";
import type { QuantityInput } from "../guideline";
import { isAfterToday, readDate } from "./dates";
import { readRows } from "./paste";

const input = (id: string, label: string, codes: string[]): QuantityInput => ({ id, label, kind: "quantity", units: codes.map((code) => ({ code, label: code })) });
const COLUMNS = [
  { input: input("proteinuria", "Proteinuria now", ["g/g", "mg/mmol"]), unit: "g/g" },
  { input: input("albumin", "Serum albumin", ["g/L", "g/dL"]), unit: "g/L" },
  { input: input("creatinine", "Creatinine", ["umol/L", "mg/dL"]), unit: "umol/L" },
];

test("without a heading the columns are those that the hint names", () => {
  expect(readRows("2026-03-30\t5.9\t22\t97", COLUMNS, null).readings).toEqual([
    { date: "2026-03-30", values: { proteinuria: { text: "5.9", unit: "g/g" }, albumin: { text: "22", unit: "g/L" }, creatinine: { text: "97", unit: "umol/L" } } },
  ]);
});

test("a heading says which value a column holds, and in which unit", () => {
  const { readings } = readRows("Date;Creatinine (mg/dL);Proteinuria [mg/mmol]\n30.03.2026;1,1;520", COLUMNS, null);
  expect(readings[0]?.values).toEqual({ creatinine: { text: "1,1", unit: "mg/dL" }, proteinuria: { text: "520", unit: "mg/mmol" } });
});

test("German headings are understood", () => {
  const { readings, strange } = readRows("Datum\tProteinurie\tAlbumin\tKreatinin\n30.03.2026\t5,9\t22\t97", COLUMNS, null);
  expect(Object.keys(readings[0]?.values ?? {})).toEqual(["proteinuria", "albumin", "creatinine"]);
  expect(strange).toEqual([]);
});

test("a column that is not understood is left out and named, never put under another", () => {
  const found = readRows("Date\tHaemoglobin\tCreatinine\n2026-03-30\t112\t97", COLUMNS, null);
  expect(found.strange).toEqual(["Haemoglobin"]);
  expect(found.readings[0]?.values).toEqual({ creatinine: { text: "97", unit: "umol/L" } });
});

test("a unit that is not known leaves its column out: it is not taken for the usual one", () => {
  const found = readRows("Date\tCreatinine (mmol/L)\n2026-03-30\t0.097", COLUMNS, null);
  expect(found.strange).toEqual(["Creatinine (mmol/L)"]);
  expect(found.readings[0]?.values).toEqual({});
});

test("a row whose values no column holds comes back: its date alone is no reading", () => {
  const found = readRows("2026-02-10,6.2,22,80", COLUMNS, null);
  expect([found.readings, found.left]).toEqual([[], ["2026-02-10,6.2,22,80"]]);
});

test("rows of one day are parts of one reading", () => {
  const found = readRows("2026-03-30\t5.9\n2026-03-30\t\t\t97", COLUMNS, null);
  expect(found.readings).toEqual([{ date: "2026-03-30", values: { proteinuria: { text: "5.9", unit: "g/g" }, creatinine: { text: "97", unit: "umol/L" } } }]);
  expect([found.rows, found.left]).toEqual([2, []]);
});

test("a row that contradicts another of its day comes back: neither is chosen in silence", () => {
  const found = readRows("2026-03-30\t3.9\t22\n2026-03-30\t1.0\t22", COLUMNS, null);
  expect(found.readings[0]?.values["proteinuria"]?.text).toBe("3.9");
  expect([found.rows, found.left]).toEqual([1, ["2026-03-30\t1.0\t22"]]);
});

test("a row without a date comes back as it was", () => {
  expect(readRows("soon\t3\n2026-03-30\t4", COLUMNS, null).left).toEqual(["soon\t3"]);
});

describe("dates", () => {
  test.each([
    ["2026-03-30", "2026-03-30"],
    ["2026-03-30 14:05", "2026-03-30"],
    ["2026-03-30T14:05:00Z", "2026-03-30"],
    ["2026-03-301", null],
    ["2026-03-30 3,9 27", null],
    ["30.03.2026", "2026-03-30"],
    ["30 Mar 2026", "2026-03-30"],
    ["3. Mai 2026", "2026-05-03"],
    ["13/4/2026", "2026-04-13"],
    ["2026-02-30", null],
    ["31.04.2026", null],
  ])("%s", (text, day) => expect(readDate(text, null)).toBe(day));

  test("3/4/2026 is asked about, then read as said", () => {
    expect([readDate("3/4/2026", null), readDate("3/4/2026", "day"), readDate("3/4/2026", "month")]).toEqual(["order", "2026-04-03", "2026-03-04"]);
  });
});

test("a day after today is told from today and from the days before", () => {
  const lateOn31Dec = new Date(2026, 11, 31, 23, 59);
  expect(["2026-12-30", "2026-12-31", "2027-01-01", ""].map((day) => isAfterToday(day, lateOn31Dec))).toEqual([false, false, true, false]);
});
