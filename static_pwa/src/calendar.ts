/** The monitoring plan as a calendar file (RFC 5545), word for word the server's. No patient in it: days and checks only. */
import type { PlanAnswer } from "./answers";
import type { GuidelineDocument } from "./guideline";

const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\n/g, "\\n");

/** Lines longer than 75 bytes are folded; counted in bytes, never inside a letter. */
function folded(line: string): string {
  const out: string[] = [];
  let now = "";
  let size = 0;
  for (const letter of line) {
    const bytes = new TextEncoder().encode(letter).length;
    if (size + bytes > 73) {
      out.push(now);
      now = "";
      size = 0;
    }
    now += letter;
    size += bytes;
  }
  return [...out, now].join("\r\n ");
}

const compact = (day: string): string => day.replaceAll("-", "");

/** `notice` is said of the whole calendar, where there is something to say. */
export function calendarFile(from: GuidelineDocument, plan: PlanAnswer, notice: string): string {
  const { name, says } = from.monitoring.calendar;
  const origin = plan.guideline;
  const description = (labels: readonly string[]) => says.replace("{checks}", () => labels.join("; ")).replace("{composite}", () => plan.says).replace("{version}", () => origin.version);
  const events = plan.rows.flatMap(({ date, title, labels }) => [
    "BEGIN:VEVENT",
    `UID:${plan.start}.${plan.cni_drug}.${date}@${origin.id}`,
    // When the words were published: a clock would make a new event of every download.
    `DTSTAMP:${compact(from.published)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `SUMMARY:${escaped(`${name}: ${title}`)}`,
    `DESCRIPTION:${escaped(description(labels))}`,
    // A reminder, not an appointment: the day stays free.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${origin.id}//${origin.version}//EN`, ...(notice ? [`DESCRIPTION:${escaped(notice)}`] : []), ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
}
