/** The compiled record codes, with the look-ups that a reader of records needs. */
import { codings, names } from "./resource";

export interface Entry {
  input?: string;
  refuse?: string;
  drug?: string;
  basis?: string;
  ask?: string;
  note?: string;
  checked: string;
  display: string;
  units: readonly string[];
}
export interface Named {
  cni?: boolean;
  rxnorm?: readonly string[];
  atc?: readonly string[];
  names?: readonly string[];
}
export interface Diagnosis {
  display: string;
  fills: Readonly<Record<string, string | null>>;
  ask?: string;
  refuse?: string;
  withholds?: readonly string[];
  icd10?: readonly string[];
  icd10cm?: readonly string[];
  snomed?: readonly string[];
}
export interface Twin {
  unit: string;
  multiply?: number;
  divide?: number;
}
interface Own {
  value: number;
}
type Words = Readonly<Record<string, string>>;

/** What codes.json says. */
export interface Codes {
  systems: Words;
  statuses: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  intents: readonly string[];
  recent_days: Own & { keeps: readonly string[] };
  ahead_days: Own;
  same_within: Own;
  age_in_tenths_below: Own;
  observations: Readonly<Record<string, Entry>>;
  units: Readonly<Record<string, Readonly<Record<string, Twin>>>>;
  dimensionless: readonly string[];
  free_text: Words;
  medicines: Readonly<Record<string, Named>>;
  steroids: Named & { refuse: string };
  topical: Named;
  conditions: readonly Diagnosis[];
  reasons: Words;
  asks: Words;
  notes: Words;
}

const CLASSIFIED = ["icd10", "icd10cm", "snomed"] as const;

/** The entry of each LOINC coding that is known. */
export const observed = (codes: Codes, concept: unknown): Entry[] =>
  codings(concept).flatMap(([system, code]) => (system === codes.systems["loinc"] && Object.hasOwn(codes.observations, code) ? [codes.observations[code]!] : []));

/** The place of the first entry of `conditions` that one of the codings has. */
export function diagnosed(codes: Codes, concept: unknown): number | null {
  const said = codings(concept);
  const has = (entry: Diagnosis) =>
    CLASSIFIED.some((name) => entry[name]?.some((code) => said.some(([system, other]) => system === codes.systems[name] && other === code)));
  const place = codes.conditions.findIndex(has);
  return place < 0 ? null : place;
}

/** How a concept means the medicines of an entry: `by_code`, `by_name` or not at all. */
export function means(codes: Codes, entry: Named, concept: unknown): string | null {
  const { rxnorm, atc } = codes.systems;
  for (const [system, code] of codings(concept)) {
    if (system === rxnorm && entry.rxnorm?.includes(code)) return "by_code";
    if (system === atc && entry.atc?.some((begins) => code.startsWith(begins))) return "by_code";
  }
  const said = names(concept).map((name) => ` ${name.toLowerCase().replace(/[^a-z0-9]+/g, " ")} `);
  return said.some((one) => entry.names?.some((name) => one.includes(` ${name} `))) ? "by_name" : null;
}

/** Each medicine that is meant, in the order of the codes, with `by_code` or `by_name`. */
export const medicinesIn = (codes: Codes, concept: unknown): [string, string, Named][] =>
  Object.entries(codes.medicines).flatMap(([medicine, entry]) => {
    const how = means(codes, entry, concept);
    return how ? [[medicine, how, entry]] : [];
  });
