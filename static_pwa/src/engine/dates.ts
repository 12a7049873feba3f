/** Days counted from a strict ISO date, alike on every machine: no clock, no time zone.
 *
 * JavaScript turns 30 February into 2 March, so no host date is trusted.
 */

// The calendar has no year 0.
const ISO = /^(?!0000)([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 0001-01-01 of a date `year-month-day`, or null where there is no such day. */
export function dayNumber(text: string): number | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > length(year, month)) return null;
  let number = daysBeforeYear(year) + day - 1;
  for (let earlier = 1; earlier < month; earlier++) number += length(year, earlier);
  return number;
}

/** The date of a day number, as `year-month-day`. */
export function writtenDate(number: number): string {
  let year = Math.floor(number / 366) + 1; // or a few years later: no year is longer
  while (daysBeforeYear(year + 1) <= number) year++;
  let rest = number - daysBeforeYear(year);
  let month = 1;
  while (rest >= length(year, month)) rest -= length(year, month++);
  const digits = (part: number, many: number): string => String(part).padStart(many, "0");
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(rest + 1, 2)}`;
}

function leap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function length(year: number, month: number): number {
  return month === 2 && leap(year) ? 29 : MONTH_LENGTHS[month - 1]!;
}

function daysBeforeYear(year: number): number {
  const before = year - 1;
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
}
