/** A guideline says that its review is overdue from the day after, never on the day itself. */
import { expect, test } from "vitest";
import { isOverdue } from "./guideline";

const from = { review_by: "2027-05-31" };

test("on the last minute of its day of review it is in time", () => {
  expect(isOverdue(from, new Date("2027-05-31T23:59:59Z"))).toBe(false);
});

test("on the first minute of the day after it is overdue", () => {
  expect(isOverdue(from, new Date("2027-06-01T00:00:00Z"))).toBe(true);
});
