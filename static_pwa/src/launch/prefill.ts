/** A record that was read, as values to be confirmed: each with its day, its own unit, and what is to be asked or minded about it. */
import type { Arrived } from "../arrival";
import type { Codes } from "../interop/codes";
import type { Finding } from "../interop/findings";
import type { Reading } from "../interop/reading";
import { inside, objects, text, type Resource } from "../interop/resource";

/** Left out as it should be, so that naming each would hide what matters. */
const QUIET = ["unknown_code", "unknown_medicine", "not_read", "older", "repeat", "body_mass", "egfr"];

type Day = (iso: string) => string;

export function arrivedFrom(codes: Codes, { inputs, proposed, findings }: Reading, sender: string, day: Day, missing: readonly string[]): Arrived {
  const all = { ...inputs, ...proposed };
  const remarks = Object.fromEntries(
    Object.keys(all).map((input) => {
      const told = findings.filter((one) => one.input === input && one.value !== null && (one.standing === "ask") === !(input in inputs));
      return [input, [...new Set(told.map((one) => remark(codes, one, day)))].join(" ")];
    }),
  );
  const open = findings.filter(({ standing, value, why }) => (standing === "left_out" && !QUIET.includes(why[0] ?? "")) || (standing === "ask" && value === null));
  const leftOut = [...new Set(open.map((one) => `${named(one, day)}: ${words(codes, one)}`)), ...missing.map((kind) => `${kind}: not given by the record.`)];
  return { inputs: all, proposed: Object.keys(proposed), sender, remarks, leftOut };
}

const named = ({ display, resource, date }: Finding, day: Day): string => [display ?? resource, date && day(date)].filter(Boolean).join(", ");

function remark(codes: Codes, finding: Finding, day: Day): string {
  const { display, date, value, given } = finding;
  const unit = inside(value, "unit");
  const source = unit !== null && given["given"] !== undefined && given["given"] !== unit ? `in ${given["given"]}` : "";
  const what = [display, source, date && day(date)].filter(Boolean).join(", ");
  return [what && `${what}.`, words(codes, finding)].filter(Boolean).join(" ");
}

function words(codes: Codes, { why, given }: Finding): string {
  const all = { ...codes.reasons, ...codes.notes, ...codes.asks };
  const filled = (said: string) => Object.entries(given).reduce((line, [name, value]) => line.split(`{${name}}`).join(value), said);
  return why.map((id) => filled((all as Record<string, string>)[id] ?? id)).join(" ");
}

/** "M. K., female": for a record that asks that it stays in view whose it is. Kept in memory only. */
export function whose(resources: readonly Resource[]): string {
  const patient = resources.find((one) => one["resourceType"] === "Patient");
  const name = objects(inside(patient, "name"))[0];
  const given = inside(name, "given");
  const parts = [...(Array.isArray(given) ? given : []), inside(name, "family")].map(text).filter((part) => part !== "");
  return [parts.map((part) => `${[...part][0]}.`).join(" "), text(inside(patient, "gender"))].filter((part) => part !== "").join(", ");
}
