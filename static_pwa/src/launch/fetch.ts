/** Reads one patient's record from a FHIR server: what the guideline asks for, the newest first, and never the same patient's anything else. */
import type { Codes } from "../interop/codes";
import { entries, text, type Resource } from "../interop/resource";
import type { Granted } from "./authorise";

const MOST_ITEMS = 100;

export interface Fetched {
  resources: Resource[];
  /** Kinds of resource that the server did not give. */
  missing: string[];
}

export async function fetchRecord(issuer: string, { token, patient, scope }: Granted, codes: Codes): Promise<Fetched> {
  const id = encodeURIComponent(patient);
  const loinc = Object.entries(codes.observations).filter(([, { input }]) => input !== undefined).map(([code]) => `${codes.systems["loinc"]}|${code}`);
  const asked: Record<string, string> = {
    Patient: `Patient/${id}`,
    Observation: `Observation?patient=${id}&code=${encodeURIComponent(loinc.join(","))}&_sort=-date&_count=${MOST_ITEMS}`,
    MedicationRequest: `MedicationRequest?patient=${id}&status=active&_count=${MOST_ITEMS}`,
    Condition: `Condition?patient=${id}&_count=${MOST_ITEMS}`,
  };
  const given = ([kind]: [string, string]) => scope === undefined || new RegExp(`/(${kind}|\\*)\\.`).test(scope);
  const found = await Promise.all(
    Object.entries(asked).map(async (one) => ({ kind: one[0], answer: given(one) ? await get(`${issuer}/${one[1]}`, token) : null })),
  );
  return {
    resources: found.flatMap(({ answer }) => (answer === null ? [] : text(answer["resourceType"]) === "Bundle" ? entries(answer) : [answer])),
    missing: found.filter(({ answer }) => answer === null).map(({ kind }) => kind),
  };
}

async function get(url: string, token: string): Promise<Resource | null> {
  try {
    const headers = { Accept: "application/fhir+json", Authorization: `Bearer ${token}` };
    const answer = await fetch(url, { headers, credentials: "omit", cache: "no-store", redirect: "error" });
    const said: unknown = answer.ok ? await answer.json() : null;
    return typeof said === "object" && said !== null && !Array.isArray(said) ? (said as Resource) : null;
  } catch {
    return null;
  }
}
