/** Orders and statements of medicines: possible at best, since an order is not a swallow and a name is not a code. */
import { means, medicinesIn, type Codes } from "./codes";
import { found, leftOut, type Finding } from "./findings";
import { codings, inside, kindOf, nameOf, names, objects, text, type Resource } from "./resource";

/** What an order of a CNI that is in force says of the patient, where it is right. */
const TAKING = "taking";

/** The medicines of one MedicationRequest or MedicationStatement. `shelf` holds Medications by address. */
export function read(codes: Codes, order: Resource, shelf: ReadonlyMap<string, Resource>): Finding[] {
  const kind = kindOf(order);
  const bare = found(nameOf(order));
  const status = text(order["status"]);
  if (!codes.statuses[kind]!["kept"]!.includes(status)) return [leftOut(bare, "status", { given: status })];
  if (order["doNotPerform"] === true || (kind === "MedicationRequest" && !codes.intents.includes(text(order["intent"])))) return [leftOut(bare, "not_ordered")];
  const concept = conceptOf(order, shelf);
  if (codings(concept).length === 0 && names(concept).length === 0) return [leftOut(bare, "no_name")];
  if (means(codes, codes.topical, concept)) return [leftOut(bare, "topical")];
  const findings = medicinesIn(codes, concept).flatMap(([medicine, how, { cni }]) => {
    const filled = cni ? { cni_drug: medicine, cni_status: TAKING } : { medicines: medicine };
    return Object.entries(filled).map(([input, value]) => found(bare.resource, { standing: "possible", why: [how], input, value }));
  });
  if (findings.length > 0) return findings;
  return [leftOut(bare, means(codes, codes.steroids, concept) ? codes.steroids.refuse : "unknown_medicine")];
}

/** The CodeableConcept that names the medicine, wherever it stands. */
function conceptOf(order: Resource, shelf: ReadonlyMap<string, Resource>): unknown {
  const own = order["medicationCodeableConcept"];
  if (typeof own === "object" && own !== null && !Array.isArray(own)) return own;
  const reference = text(inside(order, "medicationReference", "reference"));
  const contained = objects(order["contained"]).find(({ id }) => `#${text(id)}` === reference);
  const medication = contained ?? shelf.get(reference);
  return medication ? medication["code"] : { text: inside(order, "medicationReference", "display") };
}

/** The same, with no drug told where two are recorded. */
export function oneCni(findings: readonly Finding[]): Finding[] {
  const tells = ({ input, standing }: Finding) => input === "cni_drug" && standing === "possible";
  const two = new Set(findings.filter(tells).map(({ value }) => value)).size > 1;
  return findings.map((finding) => (two && tells(finding) ? leftOut(finding, "two_cnis") : finding));
}
