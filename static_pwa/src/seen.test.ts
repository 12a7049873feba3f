/** What changed since this device last looked: nothing is missed, nothing is shown twice. */
import { expect, test } from "vitest";
import { unread } from "./seen";

const change = (version: string, acknowledge = false) => ({ version, date: "2027-01-01", says: version, acknowledge });
const from = { version: "2026.10.1", changes: [change("2026.10.1"), change("2026.9.2", true), change("2026.9.1")] };
const shown = (last: string | null) => unread(from, last).map(({ version }) => version);

test("October comes after September, although 1 comes before 9", () => {
  expect(shown("2026.9.2")).toEqual(["2026.10.1"]);
});

test("what two editions changed is shown together", () => {
  expect(shown("2026.9.1")).toEqual(["2026.10.1", "2026.9.2"]);
});

test("the edition that was looked at last shows nothing", () => {
  expect(shown("2026.10.1")).toEqual([]);
});

test("a device that has seen none is shown what must be acknowledged, and no history", () => {
  expect(shown(null)).toEqual(["2026.9.2"]);
});
