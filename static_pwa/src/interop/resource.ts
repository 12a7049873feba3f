/** Looks into FHIR resources that any server may send: what is not of the expected shape is as if it were absent. */
export type Resource = Readonly<Record<string, unknown>>;

const isObject = (it: unknown): it is Resource => typeof it === "object" && it !== null && !Array.isArray(it);

/** The JSON objects of a list; of anything else none. */
export const objects = (value: unknown): Resource[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The member that a path of names leads to, or nothing. */
export function inside(value: unknown, ...names: readonly string[]): unknown {
  let at = value;
  for (const name of names) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : null;
  return at ?? null;
}

/** A text, or an empty one. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const kindOf = (resource: Resource): string => text(resource["resourceType"]);

/** `Observation/id`, as a finding names it; the type alone where there is no id. */
export function nameOf(resource: Resource): string {
  const id = text(resource["id"]);
  return id === "" ? kindOf(resource) : `${kindOf(resource)}/${id}`;
}

/** System and code of each coding of a CodeableConcept. */
export const codings = (concept: unknown): [string, string][] =>
  objects(inside(concept, "coding")).map((coding) => [text(coding["system"]), text(coding["code"])]);

/** What a CodeableConcept says in words. */
export const names = (concept: unknown): string[] =>
  [...objects(inside(concept, "coding")).map((coding) => text(coding["display"])), text(inside(concept, "text"))].filter((said) => said !== "");

/** The resources of a searchset, a Bundle within it opened too. */
export const entries = (bundle: unknown): Resource[] =>
  objects(inside(bundle, "entry")).flatMap(({ resource }) => (!isObject(resource) ? [] : kindOf(resource) === "Bundle" ? entries(resource) : [resource]));
