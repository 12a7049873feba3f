/** A translation says every word that English says, of the same kind. */
import { expect, test } from "vitest";
import { de } from "./de";
import { en } from "./en";

/** The same in both languages. */
const SAME = ["rise", "logScale", "settleOne"];

test("German lacks no word of the interface", () => {
  expect(Object.keys(en).filter((key) => !(key in de) && !SAME.includes(key))).toEqual([]);
});

test("a word that takes values takes them in German too", () => {
  const kinds = (words: object) => Object.fromEntries(Object.entries(words).map(([key, word]) => [key, typeof word]));
  expect(kinds(en)).toMatchObject(kinds(de));
});

test("each screen, grade and dose has its German name", () => {
  for (const group of ["screens", "grade", "doseNames", "troughState", "server", "parts", "responses"] as const) expect(Object.keys(de[group] ?? {})).toEqual(Object.keys(en[group]));
});
