/** Age and sex from a Patient; nothing else of it is looked at, so nothing that identifies anyone is kept. */
import type { CodeSpec } from "../engine";
import type { Codes } from "./codes";
import type { Engine } from "./engine";
import { found, leftOut, type Finding } from "./findings";
import { moment, type Moment } from "./moments";
import { nameOf, text, type Resource } from "./resource";

const YEAR_MONTHS = 12;

/** What a Patient says on `today`. */
export function read(engine: Engine, codes: Codes, patient: Resource, today: Moment): Finding[] {
  const resource = nameOf(patient);
  const findings: Finding[] = [];
  if (Object.hasOwn(patient, "birthDate")) findings.push(ageOf(engine, codes, found(resource, { input: "age" }), text(patient["birthDate"]), today));
  if (Object.hasOwn(patient, "gender")) {
    const sex = text(patient["gender"]);
    const told = found(resource, { standing: "possible", why: ["administrative"], input: "sex", value: sex });
    findings.push(Object.hasOwn((engine.guideline.inputs["sex"] as CodeSpec).codes, sex) ? told : leftOut(told, "sex"));
  }
  return findings;
}

function ageOf(engine: Engine, codes: Codes, bare: Finding, written: string, today: Moment): Finding {
  const born = moment(engine, written);
  if (born === null) return leftOut(bare, "no_date");
  if (born.day > today.day) return leftOut(bare, "future");
  const months = monthsBetween(born.date, today.date);
  const years = Math.floor(months / YEAR_MONTHS);
  const value = years < codes.age_in_tenths_below.value ? Math.floor((months * 10) / YEAR_MONTHS) / 10 : years;
  return { ...bare, standing: "taken", value: { value, unit: "a" } };
}

/** Whole months between two days. */
function monthsBetween(born: string, today: string): number {
  const [from, to] = [born, today].map((date) => date.split("-").map(Number) as [number, number, number]) as [[number, number, number], [number, number, number]];
  return (to[0] - from[0]) * YEAR_MONTHS + to[1] - from[1] - (to[2] < from[2] ? 1 : 0);
}
