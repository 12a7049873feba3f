/** A calendar file (RFC 5545) of the monitoring plan. No patient in it: days and checks only. */
import type { PlanAnswer } from "./answers";

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

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

export function calendarFile(plan: PlanAnswer): string {
  const events = plan.rows.flatMap(({ date, title, labels }) => [
    "BEGIN:VEVENT",
    `UID:${date}-${plan.guideline.id}-${plan.guideline.version}`,
    `DTSTAMP:${compact(date)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(date))}`,
    `SUMMARY:${escaped(`${plan.title}, ${title}: ${labels.join("; ")}`)}`,
    `DESCRIPTION:${escaped(plan.says)}`,
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${plan.guideline.id}//${plan.guideline.version}//EN`, ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
}
