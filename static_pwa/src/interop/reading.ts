/** A whole record, read: the inputs that follow, what is to be asked first, and what became of each resource.
 *
 * The twin of the server's reader, judged by the same examples; docs/fhir.md says how each kind is read.
 */
import type { Codes } from "./codes";
import * as conditions from "./conditions";
import type { Engine } from "./engine";
import { asked, found, leftOut, used, type Finding } from "./findings";
import * as medicines from "./medicines";
import { moment, type Moment } from "./moments";
import * as observations from "./observations";
import * as patient from "./patient";
import { inside, kindOf, nameOf, text, type Resource } from "./resource";

/** Looked at on the way to another resource, and no finding of its own. */
const SHELVED = "Medication";

/** `inputs` may be evaluated; `proposed` only once a clinician has agreed. */
export interface Reading {
  inputs: Record<string, unknown>;
  proposed: Record<string, unknown>;
  findings: readonly Finding[];
}

/** Reads the resources of one patient on the day `today`; null where they are not all of one: which is meant is not guessed. */
export function read(engine: Engine, codes: Codes, resources: readonly Resource[], today: string, subject?: string): Reading | null {
  const day = moment(engine, today)!;
  if (patients(resources, subject).size > 1) return null;
  const findings = together(codes, resources, findingsOf(engine, codes, resources, day), engine);
  const inputs: Record<string, unknown> = {};
  const proposed: Record<string, unknown> = {};
  for (const finding of findings) {
    const { input, value, standing } = finding;
    if (input === null || value === null || standing === "left_out") continue;
    const into = standing === "ask" ? proposed : inputs;
    if (engine.guideline.inputs[input]!.kind === "list") into[input] = [...new Set([...((into[input] as unknown[] | undefined) ?? []), value])];
    else into[input] = value;
  }
  for (const input of Object.keys(inputs)) delete proposed[input];
  return { inputs, proposed, findings };
}

function findingsOf(engine: Engine, codes: Codes, resources: readonly Resource[], today: Moment): Finding[] {
  const shelf = new Map(resources.filter((one) => kindOf(one) === SHELVED).map((one) => [nameOf(one), one]));
  const measured: observations.Part[] = [];
  const diagnosed: conditions.Diagnosed[] = [];
  const others: Finding[] = [];
  // Which list each resource's findings come from, so that they can be told in the order of the resources.
  const order: ("measured" | "diagnosed" | "others")[] = [];
  const note = (list: (typeof order)[number], count: number) => order.push(...Array<typeof list>(count).fill(list));
  for (const resource of resources) {
    const kind = kindOf(resource);
    if (kind === "Observation") {
      const parts = observations.read(engine, codes, resource, today.day);
      measured.push(...parts);
      note("measured", parts.length);
    } else if (kind === "Condition") {
      const one = conditions.read(engine, codes, resource);
      diagnosed.push(one);
      note("diagnosed", one.findings.length);
    } else if (kind !== SHELVED) {
      const findings = other(engine, codes, resource, today, shelf);
      others.push(...findings);
      note("others", findings.length);
    }
  }
  const told = { measured: observations.newest(engine, codes, measured), diagnosed: conditions.inOrder(diagnosed), others: medicines.oneCni(others) };
  return order.map((list) => told[list].shift()!);
}

function other(engine: Engine, codes: Codes, resource: Resource, today: Moment, shelf: ReadonlyMap<string, Resource>): Finding[] {
  const kind = kindOf(resource);
  if (kind === "Patient") return patient.read(engine, codes, resource, today);
  if (kind === "MedicationRequest" || kind === "MedicationStatement") return medicines.read(codes, resource, shelf);
  return [found(nameOf(resource), { why: ["not_read"] })];
}

/** What only shows when everything is read: another organ's graft, a level of another drug. */
function together(codes: Codes, resources: readonly Resource[], findings: readonly Finding[], engine: Engine): Finding[] {
  const places = resources.filter((one) => kindOf(one) === "Condition").map((one) => conditions.read(engine, codes, one).place);
  const withheld = places.flatMap((place) => (place === null ? [] : (codes.conditions[place]!.withholds ?? [])));
  const settled = findings.map((finding) => (used(finding) && withheld.includes(finding.input ?? "") ? asked(finding, "withheld") : finding));
  const drugs = settled.filter((finding) => finding.input === "cni_drug" && used(finding)).map(({ value }) => value);
  const ofAnother = ({ drug, standing }: Finding) => drug !== null && standing !== "left_out" && drugs.some((one) => one !== drug);
  return settled.map((finding) => (ofAnother(finding) ? leftOut(finding, "other_drug") : finding));
}

/** The patients that the resources are of, or name. */
function patients(resources: readonly Resource[], subject?: string): Set<string> {
  const named = new Set(subject === undefined ? [] : [subject]);
  for (const resource of resources) {
    if (kindOf(resource) === "Patient") named.add(nameOf(resource));
    const reference = text(inside(resource, "subject", "reference")) || text(inside(resource, "patient", "reference"));
    if (reference !== "") named.add(reference.replace(/\/_history\/.*/, "").split("/").slice(-2).join("/"));
  }
  return named;
}
