/** Dates as people paste them, read strictly: 30 February is no date, and 3/4 is asked about. */
export type Order = "day" | "month";
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function valid(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year >= 1900 ? date.toISOString().slice(0, 10) : null;
}

/** Whether a day has not come yet where the reader is. The engine reads no clock, so this is asked here. */
export function isAfterToday(day: string, now: Date): boolean {
  return Date.parse(day) > Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
}

/** The day in ISO form; "order" where day and month could change places and nobody has said which. */
export function readDate(text: string, order: Order | null): string | "order" | null {
  const tidy = text.trim().toLowerCase();
  // A time may follow; other values may not, which would be lost with it.
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?$/.exec(tidy);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = /^(\d{1,2})[ .-]*([a-zäç]{3})[a-z]*[ .,-]*(\d{4})$/.exec(tidy);
  if (named) {
    const month = MONTHS.indexOf(named[2]!.replace("mär", "mar").replace("mai", "may").replace("okt", "oct").replace("dez", "dec"));
    return month < 0 ? null : valid(Number(named[3]), month + 1, Number(named[1]));
  }
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(tidy);
  if (dotted) return valid(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(tidy);
  if (!slashed) return null;
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
  const dayFirst = valid(year, second, first);
  const monthFirst = valid(year, first, second);
  if (dayFirst === monthFirst || monthFirst === null) return dayFirst;
  if (dayFirst === null) return monthFirst;
  return order === null ? "order" : order === "day" ? dayFirst : monthFirst;
}
