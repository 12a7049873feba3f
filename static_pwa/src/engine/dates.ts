/** Days counted from a strict ISO date, alike on every machine: no clock, no time zone. */

// The calendar has no year 0.
const ISO = /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const DAY_MS = 86_400_000;

/** The number of a date `year-month-day` in a count of days, or null where there is no such day. */
export function dayNumber(text: string): number | null {
  const number = ISO.test(text) ? Date.parse(text) / DAY_MS : NaN;
  // Read back: some browsers take 30 February for 2 March, others for no date.
  return Number.isNaN(number) || writtenDate(number) !== text ? null : number;
}

/** The date of a day number, as `year-month-day`. */
export function writtenDate(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
