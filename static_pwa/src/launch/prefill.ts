/** A record that was read, as values to be confirmed: each with its day, its own unit, and what is to be asked or minded about it. */
import type { Arrived } from "../arrival";
import type { Codes } from "../interop/codes";
import type { Finding } from "../interop/findings";
import type { Reading } from "../interop/reading";
import { inside, objects, text, type Resource } from "../interop/resource";
import type { Words } from "../words";
import { w } from "./words";

/** Left out as it should be, so that naming each would hide what matters. */
const QUIET = ["unknown_code", "unknown_medicine", "not_read", "older", "repeat", "body_mass", "egfr"];

/** Of the app's words: how it writes a day, and how it marks what the guideline says. */
type Said = Pick<Words, "day" | "clinical">;

export function arrivedFrom(codes: Codes, { inputs, proposed, findings }: Reading, sender: string, said: Said, missing: readonly string[]): Arrived {
  const all = { ...inputs, ...proposed };
  const remarks = Object.fromEntries(
    Object.keys(all).map((input) => {
      const told = findings.filter((one) => one.input === input && one.value !== null && (one.standing === "ask") === !(input in inputs));
      return [input, [...new Set(told.map((one) => remark(codes, one, said)))].join(" ")];
    }),
  );
  const open = findings.filter(({ standing, value, why }) => (standing === "left_out" && !QUIET.includes(why[0] ?? "")) || (standing === "ask" && value === null));
  const leftOut = [...new Set(open.map((one) => `${named(one, said)}: ${said.clinical(words(codes, one))}`)), ...missing.map(w.notGiven)];
  return { inputs: all, proposed: Object.keys(proposed), sender, remarks, leftOut };
}

const named = ({ display, resource, date }: Finding, { day }: Said): string => [display ?? resource, date && day(date)].filter(Boolean).join(", ");

function remark(codes: Codes, finding: Finding, { day, clinical }: Said): string {
  const { display, date, value, given } = finding;
  const unit = inside(value, "unit");
  const source = unit !== null && given["given"] !== undefined && given["given"] !== unit ? w.inUnit(given["given"]) : "";
  const what = [display, source, date && day(date)].filter(Boolean).join(", ");
  const mind = words(codes, finding);
  return [what && `${what}.`, mind && clinical(mind)].filter(Boolean).join(" ");
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
  const gender = text(inside(patient, "gender"));
  const parts = [...(Array.isArray(given) ? given : []), inside(name, "family")].map(text).filter((part) => part !== "");
  return [parts.map((part) => `${[...part][0]}.`).join(" "), w.gender[gender] ?? gender].filter((part) => part !== "").join(", ");
}
