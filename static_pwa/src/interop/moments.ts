/** When something was measured: FHIR's dates as days and as moments that can be put in order. */
import type { Engine } from "./engine";
import { inside, text, type Resource } from "./resource";

const WRITTEN = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2}))?$/;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;
const MINUTE_SECONDS = 60;

/** A day as it was written, its number, and the second of all time in UTC. */
export interface Moment {
  date: string;
  day: number;
  second: number;
}

/** The moment of a FHIR date or dateTime that names a full day; a day alone counts from its first second in UTC. */
export function moment({ dates }: Engine, written: string): Moment | null {
  const match = WRITTEN.exec(written);
  const date = match?.[1];
  const day = date === undefined ? null : dates.dayNumber(date);
  if (!match || date === undefined || day === null) return null;
  let second = day * DAY_SECONDS;
  const [, , hours, minutes, seconds, fraction = "0", zone = "Z"] = match;
  if (hours !== undefined) {
    second += Number(hours) * HOUR_SECONDS + Number(minutes) * MINUTE_SECONDS + Number(seconds) + Number(`0.${fraction}`);
    if (zone !== "Z") {
      const [ahead, beyond] = zone.slice(1).split(":").map(Number) as [number, number];
      second -= Number(`${zone[0]}1`) * (ahead * HOUR_SECONDS + beyond * MINUTE_SECONDS);
    }
  }
  return { date, day, second };
}

/** When an observation holds for: its own time, else when it was issued. */
export function effective(engine: Engine, observation: Resource): Moment | null {
  const written = [
    observation["effectiveDateTime"], observation["effectiveInstant"],
    inside(observation, "effectivePeriod", "end"), inside(observation, "effectivePeriod", "start"), observation["issued"],
  ];
  return moment(engine, written.map(text).find((said) => said !== "") ?? "");
}
